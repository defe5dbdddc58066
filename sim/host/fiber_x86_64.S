/*
 * host/fiber_x86_64.S - changing stacks on x86-64
 *
 * A context that is not running has its callee-saved registers on its own stack:
 *
 *      sp -> MXCSR, x87 control word | r15 r14 r13 r12 rbx rbp | resume address
 *
 * Every function here tells unwinders the truth at each instruction. Where the stack changes under
 * a call, the frame is marked as a signal frame: gdb refuses a caller whose stack lies lower than
 * its callee's unless it is one. Its caller is then looked up at the return address itself, not
 * one byte before, so host_call_on_stack is two functions: the address is always inside the outer.
 *
 * hw_context_switch and hw_call_on_stack are weak names for the plain versions; with
 * AddressSanitizer fiber.c has strong ones that tell it where the stack is.
 */
    .text

/* void host_switch(struct hw_context *from, struct hw_context *to) */
    .globl  host_switch
    .weak   hw_context_switch
    .type   host_switch, @function
    .type   hw_context_switch, @function
    .p2align 5
hw_context_switch:
host_switch:
    .cfi_startproc
    pushq   %rbp
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbp, 0
    pushq   %rbx
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbx, 0
    pushq   %r12
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r12, 0
    pushq   %r13
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r13, 0
    pushq   %r14
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r14, 0
    pushq   %r15
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r15, 0
    subq    $8, %rsp
    .cfi_adjust_cfa_offset 8
    stmxcsr (%rsp)
    fnstcw  4(%rsp)
    movl    (%rsp), %eax
    movzwl  4(%rsp), %ecx
    movq    %rsp, (%rdi)
    movq    (%rsi), %rsp
    .globl  host_switch_resume
host_switch_resume:                 /* where a debugger finds a context that is not running */
    cmpl    %eax, (%rsp)            /* loading them is slow, and they are hardly ever different */
    jne     2f
    cmpw    %cx, 4(%rsp)
    jne     2f
1:  addq    $8, %rsp
    .cfi_adjust_cfa_offset -8
    popq    %r15
    .cfi_adjust_cfa_offset -8
    .cfi_restore %r15
    popq    %r14
    .cfi_adjust_cfa_offset -8
    .cfi_restore %r14
    popq    %r13
    .cfi_adjust_cfa_offset -8
    .cfi_restore %r13
    popq    %r12
    .cfi_adjust_cfa_offset -8
    .cfi_restore %r12
    popq    %rbx
    .cfi_adjust_cfa_offset -8
    .cfi_restore %rbx
    popq    %rbp
    .cfi_adjust_cfa_offset -8
    .cfi_restore %rbp
    ret
    .cfi_adjust_cfa_offset 56
    .cfi_rel_offset %rbp, 48
    .cfi_rel_offset %rbx, 40
    .cfi_rel_offset %r12, 32
    .cfi_rel_offset %r13, 24
    .cfi_rel_offset %r14, 16
    .cfi_rel_offset %r15, 8
2:  ldmxcsr (%rsp)
    fldcw   4(%rsp)
    jmp     1b
    .cfi_endproc
    .size   host_switch, . - host_switch

/* void *host_frame_make(void *top, function, argument, entry): what host_switch finds at first */
    .globl  host_frame_make
    .type   host_frame_make, @function
    .p2align 4
host_frame_make:
    .cfi_startproc
    leaq    host_context_entry(%rip), %rax
    movq    %rax, -8(%rdi)
    movq    $0, -16(%rdi)           /* rbp: frame pointer chains end here */
    movq    $0, -24(%rdi)
    movq    %rsi, -32(%rdi)         /* r12 */
    movq    %rdx, -40(%rdi)         /* r13 */
    movq    %rcx, -48(%rdi)         /* r14 */
    movq    $0, -56(%rdi)
    movl    $0x1f80, -64(%rdi)
    movl    $0x37f, -60(%rdi)
    leaq    -64(%rdi), %rax
    ret
    .cfi_endproc
    .size   host_frame_make, . - host_frame_make

/* The outermost frame of every context: function(argument, entry). */
    .globl  host_context_entry
    .type   host_context_entry, @function
    .p2align 4
    .cfi_startproc
    .cfi_undefined %rip
    nop                             /* the unwinder looks one byte before */
host_context_entry:
    movq    %r13, %rdi
    movq    %r14, %rsi
    callq   *%r12
    callq   host_context_ended
    ud2
    .cfi_endproc
    .size   host_context_entry, . - host_context_entry

/* void host_call_on_stack(void *base, size_t size, void (*function)(void *), void *argument) */
    .globl  host_call_on_stack
    .weak   hw_call_on_stack
    .type   host_call_on_stack, @function
    .type   hw_call_on_stack, @function
    .p2align 4
hw_call_on_stack:
host_call_on_stack:
    .cfi_startproc
    pushq   %rbp
    .cfi_def_cfa_offset 16
    .cfi_offset %rbp, -16
    movq    %rsp, %rbp
    .cfi_def_cfa_register %rbp
    leaq    -16(%rdi,%rsi), %rdi    /* for valgrind the end is not part of the stack */
    andq    $-16, %rdi
    callq   host_stack_turn
    popq    %rbp
    .cfi_def_cfa %rsp, 8
    .cfi_restore %rbp
    ret
    .cfi_endproc
    .size   host_call_on_stack, . - host_call_on_stack

/* rdi: the new stack's top; rdx(rcx) is called there; rbp is kept by the caller for the way back */
    .type   host_stack_turn, @function
    .p2align 4
host_stack_turn:
    .cfi_startproc
    .cfi_signal_frame
    .cfi_def_cfa %rbp, 0            /* the return address is just below the caller's frame */
    movq    %rdi, %rsp
    movq    %rcx, %rdi
    leaq    1f(%rip), %rax
    jmp     *%rax                   /* ends valgrind's block: the push below is a push of its own */
1:  callq   *%rdx
    leaq    -8(%rbp), %rsp
    ret
    .cfi_endproc
    .size   host_stack_turn, . - host_stack_turn

/* int hw_jump_set(struct hw_jump *): 0; once more, with 1, for each hw_jump */
    .globl  hw_jump_set
    .type   hw_jump_set, @function
    .hidden host_stack_now
    .p2align 4
hw_jump_set:
    .cfi_startproc
    movq    %rbx, (%rdi)
    movq    %rbp, 8(%rdi)
    movq    %r12, 16(%rdi)
    movq    %r13, 24(%rdi)
    movq    %r14, 32(%rdi)
    movq    %r15, 40(%rdi)
    leaq    8(%rsp), %rax
    movq    %rax, 48(%rdi)
    movq    (%rsp), %rax
    movq    %rax, 56(%rdi)
    stmxcsr 64(%rdi)
    fnstcw  68(%rdi)
    movq    host_stack_now(%rip), %rax
    movq    %rax, 176(%rdi)
    movq    host_stack_now+8(%rip), %rax
    movq    %rax, 184(%rdi)
    xorl    %eax, %eax
    ret
    .cfi_endproc
    .size   hw_jump_set, . - hw_jump_set

/* _Noreturn void host_jump_land(struct hw_jump *) */
    .globl  host_jump_land
    .type   host_jump_land, @function
    .p2align 4
host_jump_land:
    .cfi_startproc
    .cfi_undefined %rip
    movq    (%rdi), %rbx
    movq    8(%rdi), %rbp
    movq    16(%rdi), %r12
    movq    24(%rdi), %r13
    movq    32(%rdi), %r14
    movq    40(%rdi), %r15
    ldmxcsr 64(%rdi)
    fldcw   68(%rdi)
    movq    48(%rdi), %rsp
    pushq   56(%rdi)
    subq    $8, %rsp
    callq   host_jump_landed
    addq    $8, %rsp
    movl    $1, %eax
    ret
    .cfi_endproc
    .size   host_jump_land, . - host_jump_land

    .section .note.GNU-stack, "", @progbits
