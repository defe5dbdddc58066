/*
 * src/gate/stubs.S - the names that libsim.so exports for its gates
 *
 * Inside the library KeSetEvent is the kernel's function, and local. Outside, it is the gate. Hence
 * this file is linked when the kernel's names are local already.
 */
        .text

        .macro BEGIN name
        .globl  \name
        .type   \name, @function
\name:
        .cfi_startproc
        .endm

        .macro END name
        .cfi_endproc
        .size   \name, . - \name
        .endm

        .macro STUB name
        BEGIN   \name
        jmp     gate_\name
        END     \name
        .endm

/* --- system calls: what is exported under the name NtX ------------------------------------------
 *
 * user_NtX is the same for user mode inside the library. The caller may be user mode, on its own
 * stack. KiSystemService (init/syscall.c) finds that out,
 * switches to the thread's kernel stack and calls the gate. It gets this frame:
 *
 *      the function, six argument registers, the return address, the caller's stack arguments
 */
        .macro STUB_NT name
        .globl  user_\name
        .hidden user_\name
        BEGIN   \name
user_\name:                             /* for Win32, which lives in the library (init/win32*.c) */
        leaq    gate_\name(%rip), %r11
        jmp     system_call
        END     \name
        .endm

        .macro PUSH register
        pushq   \register
        .cfi_adjust_cfa_offset 8
        .endm

        .weak   KiSystemService
        .type   system_call, @function
system_call:
        .cfi_startproc
        PUSH    %r9
        PUSH    %r8
        PUSH    %rcx
        PUSH    %rdx
        PUSH    %rsi
        PUSH    %rdi
        PUSH    %r11
        movq    %rsp, %rdi
        call    KiSystemService
        addq    $56, %rsp
        .cfi_adjust_cfa_offset -56
        ret
        .cfi_endproc
        .size   system_call, . - system_call

#include "stubs.inc"

        .section .note.GNU-stack, "", @progbits
