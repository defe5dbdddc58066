/*
 * src/ke/seh_x86_64.S - entering and re-entering a function with __try, on x86-64
 *
 * A WDK_SEH_FRAME keeps the registers that a function must find again, the stack pointer and the
 * place where WdkSehEnter returns. A function with __try addresses its variables by rbp or rbx
 * alone (excpt.h), so its filters and termination handlers may run with any lower stack pointer:
 *
 *      frame's function | what it called | raise | dispatcher: KiSehCall | gap | filter
 *                                                              ^--------- KiSehReturn
 *
 * Unwinders find the frame's function as the filter's caller, which it is not: the code that raised
 * the exception is left out of a backtrace from a filter.
 */
#define FRAME_JUMP 8
#define GAP 256

    .text

    .macro BEGIN name
    .globl  \name
    .type   \name, @function
    .p2align 4
\name:
    .cfi_startproc
    .endm

    .macro END name
    .cfi_endproc
    .size   \name, . - \name
    .endm

/* int WdkSehEnter(WDK_SEH_FRAME *Frame, int *Site, char *Function) */
    BEGIN   WdkSehEnter
    movq    %rbx, FRAME_JUMP(%rdi)
    movq    %rbp, FRAME_JUMP+8(%rdi)
    movq    %r12, FRAME_JUMP+16(%rdi)
    movq    %r13, FRAME_JUMP+24(%rdi)
    movq    %r14, FRAME_JUMP+32(%rdi)
    movq    %r15, FRAME_JUMP+40(%rdi)
    leaq    8(%rsp), %rax
    movq    %rax, FRAME_JUMP+48(%rdi)
    movq    (%rsp), %rax
    movq    %rax, FRAME_JUMP+56(%rdi)
    jmp     KiSehEnter
    END     WdkSehEnter

    .macro LOAD_REGISTERS
    movq    FRAME_JUMP(%rdi), %rbx
    movq    FRAME_JUMP+8(%rdi), %rbp
    movq    FRAME_JUMP+16(%rdi), %r12
    movq    FRAME_JUMP+24(%rdi), %r13
    movq    FRAME_JUMP+32(%rdi), %r14
    movq    FRAME_JUMP+40(%rdi), %r15
    .endm

/* VOID KiSehJump(WDK_SEH_FRAME *Frame, int Value): WdkSehEnter returns Value once more. */
    BEGIN   KiSehJump
    .cfi_undefined %rip
    LOAD_REGISTERS
    movq    FRAME_JUMP+48(%rdi), %rsp
    movl    %esi, %eax
    jmp     *FRAME_JUMP+56(%rdi)
    END     KiSehJump

/* VOID KiSehCall(WDK_SEH_FRAME *Frame, int Value, PVOID *Resume): the same below the current stack
   pointer, and KiSehReturn(*Resume) is the way back. */
    BEGIN   KiSehCall
    pushq   %rbp
    pushq   %rbx
    pushq   %r12
    pushq   %r13
    pushq   %r14
    pushq   %r15
    movq    %rsp, (%rdx)
    LOAD_REGISTERS
    subq    $GAP, %rsp
    andq    $-16, %rsp
    movl    %esi, %eax
    jmp     *FRAME_JUMP+56(%rdi)
    END     KiSehCall

/* VOID KiSehReturn(PVOID Resume) */
    BEGIN   KiSehReturn
    .cfi_undefined %rip
    movq    %rdi, %rsp
    popq    %r15
    popq    %r14
    popq    %r13
    popq    %r12
    popq    %rbx
    popq    %rbp
    ret
    END     KiSehReturn

/* void WdkSehFinallyLeft(WDK_SEH_GUARD *Guard): where the block is left in the middle, its function
   goes on with the stack pointer that it had. */
    BEGIN   WdkSehFinallyLeft
    pushq   %rbp
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbp, 0
    movq    %rsp, %rbp
    .cfi_def_cfa_register %rbp
    call    KiSehFinallyLeft
    popq    %rbp
    .cfi_def_cfa %rsp, 8
    .cfi_restore %rbp
    testq   %rax, %rax
    jz      1f
    popq    %rcx
    .cfi_adjust_cfa_offset -8
    .cfi_register %rip, %rcx
    movq    %rax, %rsp
    jmp     *%rcx
    .cfi_adjust_cfa_offset 8
    .cfi_offset %rip, -8
1:  ret
    END     WdkSehFinallyLeft

    .section .note.GNU-stack, "", @progbits
