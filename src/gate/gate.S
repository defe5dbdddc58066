/*
 * src/gate/gate.S - the gates of x86-64
 *
 * A gate is what a driver binds to under the name of a documented function. On the way in it
 * counts the call, charges its cost to the processor's clock and looks at the IRQL; when the clock
 * ran out, the IRQL is against the rule or somebody watches, C code decides (KiGateEnter). Then it
 * calls the kernel's function. On the way out it gives way to an interrupt that became deliverable
 * meanwhile, or to another processor (KiGateExit).
 *
 * The function sees its arguments where it expects them: those in registers are not touched, those
 * on the stack are copied. A function with a variable argument list cannot have its arguments
 * copied; its gate ends with a jump, and what it sets free is delivered at the next gate.
 *
 * Invariants:
 *   G1. Each gate has a frame (rbp, with unwind information), so a backtrace leads through it.
 *   G2. The stack is aligned to 16 bytes at every call, rbx, rbp and r12 to r15 are never changed.
 *   G3. Until the function is called, no argument register is changed; after it, neither is rax
 *       nor rdx.
 */
#define HW_NOW_LEFT hw_now
#define HW_NOW_PRIORITY hw_now + 8
#define HW_NOW_PENDING hw_now + 9
#define HW_NOW_FLAGS hw_now + 12

#define GATE_COST_NS 20
#define HIGHEST_IRQL 15

        .hidden KiGateCounts
        .hidden KiGateEnter
        .hidden KiGateExit
        .hidden KiGateMissing
        .hidden hw_now
        .text

        .macro BEGIN name
        .globl  gate_\name
        .type   gate_\name, @function
        .p2align 4
gate_\name:
        .cfi_startproc
        .endm

        .macro END name
        .cfi_endproc
        .size   gate_\name, . - gate_\name
        .endm

        /* KiGateAddresses gets its next entry. */
        .macro ADDRESS value
        .pushsection .data.rel.ro, "aw"
        .quad   \value
        .popsection
        .endm

        .macro ENTER
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        .endm

        /* Goes on at 1, or first to 2 where something has to be decided. */
        .macro CHECK index, min, max
        incl    KiGateCounts + 4 * \index(%rip)
        subq    $GATE_COST_NS, HW_NOW_LEFT(%rip)
        js      2f
        cmpl    $0, HW_NOW_FLAGS(%rip)
        jne     2f
        .if \max < HIGHEST_IRQL
        cmpb    $\max, HW_NOW_PRIORITY(%rip)
        ja      2f
        .endif
        .if \min > 0
        cmpb    $\min, HW_NOW_PRIORITY(%rip)
        jb      2f
        .endif
        .endm

        .macro SLOW index
2:      movl    $\index, %r11d
        call    gate_enter
        jmp     1b
        .endm

        .macro PUSH_ARGUMENTS words
        .if \words & 1
        subq    $8, %rsp
        .endif
        .set    slot, \words - 1
        .rept   \words
        pushq   16 + 8 * slot(%rbp)
        .set    slot, slot - 1
        .endr
        .endm

        .macro GATE name, index, min, max, words
        ADDRESS gate_\name
        BEGIN   \name
        ENTER
        CHECK   \index, \min, \max
1:
        PUSH_ARGUMENTS \words
        call    \name
        movb    HW_NOW_PENDING(%rip), %cl
        cmpb    %cl, HW_NOW_PRIORITY(%rip)
        jb      3f
        cmpq    $0, HW_NOW_LEFT(%rip)
        js      3f
        .cfi_remember_state
4:      leave
        .cfi_def_cfa %rsp, 8
        ret
        .cfi_restore_state
        SLOW    \index
3:      call    gate_exit
        jmp     4b
        END     \name
        .endm

        .macro VARGATE name, index, min, max
        ADDRESS gate_\name
        BEGIN   \name
        ENTER
        CHECK   \index, \min, \max
        .cfi_remember_state
1:      popq    %rbp
        .cfi_def_cfa %rsp, 8
        jmp     \name
        .cfi_restore_state
        SLOW    \index
        END     \name
        .endm

        .macro MISSING name, index
        ADDRESS 0
        BEGIN   \name
        ENTER
        movl    $\index, %edi
        movq    8(%rbp), %rsi
        call    KiGateMissing
        ud2
        END     \name
        .endm

/* r11d: index. Saves whatever an argument can be in (a variable list: in vector registers, too). */
        .type   gate_enter, @function
        .p2align 4
gate_enter:
        .cfi_startproc
        ENTER
        pushq   %rdi
        pushq   %rsi
        pushq   %rdx
        pushq   %rcx
        pushq   %r8
        pushq   %r9
        pushq   %r10
        pushq   %rax
        subq    $128, %rsp
        movaps  %xmm0, (%rsp)
        movaps  %xmm1, 16(%rsp)
        movaps  %xmm2, 32(%rsp)
        movaps  %xmm3, 48(%rsp)
        movaps  %xmm4, 64(%rsp)
        movaps  %xmm5, 80(%rsp)
        movaps  %xmm6, 96(%rsp)
        movaps  %xmm7, 112(%rsp)
        movq    %rdi, %rdx
        movl    %r11d, %edi
        movq    (%rbp), %rsi
        movq    8(%rsi), %rsi
        call    KiGateEnter
        movaps  (%rsp), %xmm0
        movaps  16(%rsp), %xmm1
        movaps  32(%rsp), %xmm2
        movaps  48(%rsp), %xmm3
        movaps  64(%rsp), %xmm4
        movaps  80(%rsp), %xmm5
        movaps  96(%rsp), %xmm6
        movaps  112(%rsp), %xmm7
        addq    $128, %rsp
        popq    %rax
        popq    %r10
        popq    %r9
        popq    %r8
        popq    %rcx
        popq    %rdx
        popq    %rsi
        popq    %rdi
        leave
        .cfi_def_cfa %rsp, 8
        ret
        .cfi_endproc
        .size   gate_enter, . - gate_enter

/* Results are in rax and rdx; nothing that a driver can call returns more. */
        .type   gate_exit, @function
        .p2align 4
gate_exit:
        .cfi_startproc
        ENTER
        pushq   %rax
        pushq   %rdx
        call    KiGateExit
        popq    %rdx
        popq    %rax
        leave
        .cfi_def_cfa %rsp, 8
        ret
        .cfi_endproc
        .size   gate_exit, . - gate_exit

        .section .data.rel.ro, "aw"
        .p2align 3
        .globl  KiGateAddresses
        .hidden KiGateAddresses
KiGateAddresses:
        .text

#include "gates.inc"

        .section .note.GNU-stack, "", @progbits
