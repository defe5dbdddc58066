/*
 * host/faultframe.c - reading and moving Linux's signal frame
 *
 * On x86-64 it is, from the handler's stack pointer up:
 *
 *      return address (into the C library's sigreturn) | ucontext | siginfo | padding | FPU state
 *
 * The copy below another stack pointer has the same form, so the unwinder knows it and a return
 * through it restores everything: the FPU state is found by a pointer in ucontext, which is
 * adjusted.
 */
#define _GNU_SOURCE
#include <string.h>
#include <ucontext.h>

#include "faulti.h"
#include "sanitizer.h"

#if defined(__x86_64__)

enum {
    FRAME_CONTEXT = offsetof(ucontext_t, uc_sigmask) + 8, /* Linux's signal set has 8 bytes */
    FRAME_INFO = 128,
    FRAME_FPU = 512, /* FXSAVE; XSAVE's extension says its size in the reserved part: */
    FRAME_FPU_MAGIC = 464,
    FRAME_FPU_SIZE = 468,
    FRAME_MAGIC = 0x46505853,
    TRAP_PROTECTION = 13,
    ERROR_WRITE = 2,
    ERROR_FETCH = 16,
};

uintptr_t
fault_sp(const void *context)
{
    return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RSP];
}

uintptr_t
fault_pc(const void *context)
{
    return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
}

static const int frame_registers[] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP,
                                      REG_RSI, REG_RDI, REG_R8,  REG_R9,  REG_R10, REG_R11,
                                      REG_R12, REG_R13, REG_R14, REG_R15, REG_RIP};
enum { FRAME_REGISTERS = sizeof frame_registers / sizeof frame_registers[0] };

static void
fault_read_registers(const void *context, struct hw_fault *fault)
{
    for (unsigned i = 0; i < FRAME_REGISTERS; i++) {
        fault->registers[i] =
            (uint64_t)((const ucontext_t *)context)->uc_mcontext.gregs[frame_registers[i]];
    }
}

void
fault_write(void *context, const struct hw_fault *fault)
{
    for (unsigned i = 0; i < FRAME_REGISTERS; i++) {
        ((ucontext_t *)context)->uc_mcontext.gregs[frame_registers[i]] =
            (greg_t)fault->registers[i];
    }
}

/* Instructions that a driver may not execute in user mode, or traps to the kernel (int n). */
static bool
fault_is_privileged(const uint8_t *code)
{
    static const uint8_t single[] = {0x6c, 0x6d, 0x6e, 0x6f, 0xcd, 0xcf, 0xe4, 0xe5, 0xe6,
                                     0xe7, 0xec, 0xed, 0xee, 0xef, 0xf4, 0xfa, 0xfb};
    static const uint8_t after_0f[] = {0x00, 0x01, 0x06, 0x07, 0x08, 0x09, 0x20,
                                       0x21, 0x22, 0x23, 0x30, 0x32, 0x33, 0x35};

    while (*code == 0x66 || *code == 0xf2 || *code == 0xf3 || (*code & 0xf0) == 0x40) {
        code++;
    }
    return *code == 0x0f ? memchr(after_0f, code[1], sizeof after_0f) != NULL
                         : memchr(single, *code, sizeof single) != NULL;
}

static void
fault_read_memory(const void *context, const siginfo_t *info, struct hw_fault *fault)
{
    const greg_t *registers = ((const ucontext_t *)context)->uc_mcontext.gregs;

    fault->address = (uintptr_t)info->si_addr;
    fault->write = (registers[REG_ERR] & ERROR_WRITE) != 0;
    fault->execute = (registers[REG_ERR] & ERROR_FETCH) != 0 || fault->address == fault->pc;
    if (registers[REG_TRAPNO] == TRAP_PROTECTION) { /* the processor does not say which address */
        fault->kind =
            fault_is_privileged((const uint8_t *)fault->pc) ? HW_FAULT_OPCODE : HW_FAULT_MEMORY;
        fault->address = fault->kind == HW_FAULT_OPCODE ? fault->pc : UINT64_MAX;
    }
}

static size_t
frame_fpu_size(const uint8_t *fpu)
{
    uint32_t magic, size;

    memcpy(&magic, fpu + FRAME_FPU_MAGIC, sizeof magic);
    memcpy(&size, fpu + FRAME_FPU_SIZE, sizeof size);
    return magic == FRAME_MAGIC ? size : FRAME_FPU;
}

HOST_NO_ASAN static void
frame_copy(uint64_t *to, const uint64_t *from, size_t size)
{
    for (size_t i = 0; i < (size + 7) / 8; i++) {
        ((volatile uint64_t *)to)[i] = from[i];
    }
}

HOST_NO_ASAN void
fault_move(const void *context, uintptr_t top, void (*go_on)(const void *, const siginfo_t *))
{
    const ucontext_t *from = context;
    const uint8_t *fpu = (const uint8_t *)from->uc_mcontext.fpregs;
    size_t fpu_size = frame_fpu_size(fpu);
    uintptr_t fpu_to = (top - fpu_size - 8) & ~(uintptr_t)63;
    uintptr_t to = (fpu_to - FRAME_CONTEXT - FRAME_INFO) & ~(uintptr_t)15;
    void *frame = (void *)(to - 8);

    frame_copy((uint64_t *)fpu_to, (const uint64_t *)fpu, fpu_size);
    frame_copy(frame, (const uint64_t *)context - 1, 8 + FRAME_CONTEXT + FRAME_INFO);
    ((ucontext_t *)to)->uc_mcontext.fpregs = (fpregset_t)fpu_to;
    __asm__ volatile("movq %0, %%rsp\n\t"
                     "jmp *%1"
                     :
                     : "r"(frame), "r"(go_on), "D"(to), "S"(to + FRAME_CONTEXT)
                     : "memory");
    __builtin_unreachable();
}

#elif defined(__aarch64__)

uintptr_t
fault_sp(const void *context)
{
    return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.sp;
}

uintptr_t
fault_pc(const void *context)
{
    return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.pc;
}

static void
fault_read_memory(const void *context, const siginfo_t *info, struct hw_fault *fault)
{
    fault->address = (uintptr_t)info->si_addr;
    fault->execute = fault->address == fault->pc;
}

static void
fault_read_registers(const void *context, struct hw_fault *fault)
{
}

void
fault_write(void *context, const struct hw_fault *fault)
{
}

void
fault_move(const void *context, uintptr_t top, void (*go_on)(const void *, const siginfo_t *))
{
    __builtin_unreachable(); /* FAULT_FRAME_MOVES is 0 */
}

#endif

void
fault_read(const void *context, const siginfo_t *info, struct hw_fault *fault)
{
    *fault = (struct hw_fault){.pc = fault_pc(context), .sp = fault_sp(context)};
    fault->address = fault->pc;
    fault_read_registers(context, fault);
    switch (info->si_signo) {
    case SIGFPE:
        fault->kind = HW_FAULT_DIVIDE;
        break;
    case SIGILL:
        fault->kind = HW_FAULT_OPCODE;
        break;
    case SIGTRAP:
        fault->kind = HW_FAULT_BREAKPOINT;
        break;
    case SIGVTALRM:
        fault->kind = HW_FAULT_WATCHDOG;
        break;
    default:
        fault->kind = HW_FAULT_MEMORY;
        fault_read_memory(context, info, fault);
    }
}
