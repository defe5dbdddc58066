/*
 * host/fault.c - signals of the processor become faults of the simulated machine
 *
 *      faulting code -> Linux, alternate stack: fault_signal -> stack of the fault: fault_continue
 *                                                               -> handler -> (retry) faulting code
 *
 * The signal arrives on an alternate stack, because the stack itself may be what is used up. If
 * there is room, fault_signal moves Linux's signal frame to the faulting stack, below the red zone,
 * as if it had arrived there, and continues above it. So the handler may run long, leave for good
 * or be interrupted by other faults; a debugger and the unwinder see the frame that they know; and
 * returning restores every register and runs the instruction again. Without room, or in a stack's
 * guard page, it goes to a reserve stack.
 *
 * A fault on the host's own stack is nobody's driver: the handlers from before are put back and the
 * instruction is run again, for cmocka, AddressSanitizer or a core file to have it.
 *
 * On processors other than x86-64, and under valgrind, whose signal frames cannot be moved, the
 * handler runs on the alternate stack.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "faulti.h"
#include "sanitizer.h"

enum {
    FAULT_ALTERNATE = 256 * 1024,
    FAULT_RESERVE = 256 * 1024,
    FAULT_ROOM = 16 * 1024, /* what a handler needs of the faulting stack */
    FAULT_RED_ZONE = 128,
    FAULT_PATIENCE_MS = 5000,
    FAULT_NEAR = 64 * 1024, /* a fault this near to the stack pointer is one of the stack */
};

static const int fault_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGVTALRM};
enum { FAULT_SIGNALS = sizeof fault_signals / sizeof fault_signals[0] };

static struct {
    void (*handler)(struct hw_fault *);
    struct sigaction before[FAULT_SIGNALS];
    stack_t stack_before;
    char *stacks; /* guard page, reserve stack, alternate stack */
    bool room;    /* of the stack of the fault that is being passed to fault_continue */
    bool keep;    /* the handlers stay between runs */
} fault;

/* --- which stack ------------------------------------------------------------------------------ */

static uintptr_t
fault_reserve_top(void)
{
    return (uintptr_t)fault.stacks + HW_PAGE + FAULT_RESERVE;
}

HOST_NO_ASAN static bool
fault_is_within(uintptr_t address, uintptr_t base, size_t size)
{
    return address - base < size;
}

/* Linux is asked to write zeroes there: it is dead memory below a stack pointer. */
HOST_NO_ASAN static bool
fault_is_writable(uintptr_t low, size_t size)
{
    return (size_t)syscall(SYS_pread64, host_memory_file(), low, size, 0) == size;
}

HOST_NO_ASAN static bool
fault_has_room(uintptr_t sp)
{
    const struct host_window *w = &host_windows[HW_STACKS];
    uintptr_t inside = (sp - FAULT_RED_ZONE - w->base) % ((uintptr_t)w->grain * HW_PAGE);

    if (fault_is_within(sp, w->base, w->size)) {
        return inside > w->guard * HW_PAGE + FAULT_ROOM;
    }
    return fault_is_writable(sp - FAULT_RED_ZONE - FAULT_ROOM, FAULT_ROOM);
}

HOST_NO_ASAN static bool
fault_is_on_reserve(uintptr_t sp)
{
    return fault_is_within(sp, (uintptr_t)fault.stacks, HW_PAGE + FAULT_RESERVE + 1);
}

/* --- after the signal ------------------------------------------------------------------------- */

static void
fault_call(const void *context, const siginfo_t *info)
{
    struct hw_fault what;

    fault_read(context, info, &what);
    if (!fault.room && what.kind == HW_FAULT_MEMORY &&
        fault_is_within(what.address, what.sp - FAULT_NEAR, 2 * FAULT_NEAR)) {
        what.kind = HW_FAULT_STACK;
    }
    fault.handler(&what);
    fault_write((void *)context, &what);
}

/* On the faulting stack or on the reserve. Returning runs the instruction again. */
static void
fault_continue(const void *context, const siginfo_t *info)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    bool reserve = fault_is_on_reserve(here) && !fault_is_on_reserve(fault_sp(context));
    struct host_stack back = host_stack_now;

    if (reserve) {
        host_stack_moved((struct host_stack){fault.stacks + HW_PAGE, FAULT_RESERVE});
    }
    fault_call(context, info);
    if (reserve) {
        host_stack_moved(back);
    }
}

static void fault_remove(void);

static void
fault_pass_on(int number)
{
    fault_remove();
    if (number == SIGTRAP) {
        raise(number);
    }
}

/* Not on the host's own stack, nor while a signal is being handled. */
HOST_NO_ASAN static bool
fault_is_ours(uintptr_t sp)
{
    return fault.handler != NULL &&
           !fault_is_within(sp, (uintptr_t)host_main.stack_base, host_main.stack_size) &&
           (RUNNING_ON_VALGRIND || !fault_is_within(sp, fault_reserve_top(), FAULT_ALTERNATE));
}

HOST_NO_ASAN static void
fault_signal(int number, siginfo_t *info, void *context)
{
    uintptr_t sp = fault_sp(context);

    if (number == SIGSEGV && fault_is_watched((uintptr_t)info->si_addr)) {
        return;
    }
    host_backtrace_faults(number);
    if (number == SIGVTALRM && !(fault_is_ours(sp) && fault_watchdog_bites(context))) {
        return;
    }
    if (!fault_is_ours(sp)) {
        fault_pass_on(number);
        return;
    }
    fault.room = fault_has_room(sp);
    if (!FAULT_FRAME_MOVES || RUNNING_ON_VALGRIND) {
        fault_continue(context, info);
        return;
    }
    if (!fault.room && fault_is_on_reserve(sp)) {
        fault_pass_on(number);
        return;
    }
    sp = fault.room ? sp - FAULT_RED_ZONE : fault_reserve_top();
    __asan_unpoison_memory_region((void *)(sp - FAULT_ROOM), FAULT_ROOM);
    fault_move(context, sp, fault_continue);
}

/* --- installing ------------------------------------------------------------------------------- */

static void
fault_map_stacks(void)
{
    size_t size = HW_PAGE + FAULT_RESERVE + FAULT_ALTERNATE;

    fault.stacks = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (fault.stacks == MAP_FAILED || mprotect(fault.stacks, HW_PAGE, PROT_NONE) != 0) {
        host_die("no stacks for faults: %s", strerror(errno));
    }
}

void
host_faults_install(void (*handler)(struct hw_fault *))
{
    struct sigaction action = {.sa_sigaction = fault_signal,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER | SA_RESTART};
    stack_t alternate;

    SIM_ASSERT(handler != NULL);
    host_watchdog_alive();
    if (fault.keep && fault.handler == handler) {
        return;
    }
    SIM_ASSERT(fault.handler == NULL);
    host_windows_open();
    if (fault.stacks == NULL) {
        fault_map_stacks();
    }
    alternate = (stack_t){.ss_sp = (void *)fault_reserve_top(), .ss_size = FAULT_ALTERNATE};
    if (sigaltstack(&alternate, &fault.stack_before) != 0) {
        host_die("sigaltstack: %s", strerror(errno));
    }
    fault.handler = handler;
    for (unsigned i = 0; i < FAULT_SIGNALS; i++) {
        sigaction(fault_signals[i], &action, &fault.before[i]);
    }
    host_watchdog_start(FAULT_PATIENCE_MS);
}

static void
fault_remove(void)
{
    if (fault.handler == NULL) {
        return;
    }
    host_watch_end();
    fault.handler = NULL;
    host_watchdog_start(0);
    for (unsigned i = 0; i < FAULT_SIGNALS; i++) {
        sigaction(fault_signals[i], &fault.before[i], NULL);
    }
    sigaltstack(&fault.stack_before, NULL);
}

void
host_faults_remove(void)
{
    if (!fault.keep) {
        fault_remove();
    }
}

void
host_faults_keep(bool keep)
{
    fault.keep = keep;
}

bool
fault_is_installed(void)
{
    return fault.handler != NULL;
}
