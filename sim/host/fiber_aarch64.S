/*
 * host/fiber_aarch64.S - changing stacks on AArch64
 *
 * The same functions as fiber_x86_64.S, which explains them. A context that is not running has on
 * its own stack, from sp: x19..x28, x29, x30 (resume address), d8..d15, FPCR.
 */
    .text

    .globl  host_switch
    .weak   hw_context_switch
    .type   host_switch, %function
    .type   hw_context_switch, %function
    .p2align 4
hw_context_switch:
host_switch:
    .cfi_startproc
    sub     sp, sp, #176
    .cfi_def_cfa_offset 176
    stp     x19, x20, [sp, #0]
    stp     x21, x22, [sp, #16]
    stp     x23, x24, [sp, #32]
    stp     x25, x26, [sp, #48]
    stp     x27, x28, [sp, #64]
    stp     x29, x30, [sp, #80]
    stp     d8, d9, [sp, #96]
    stp     d10, d11, [sp, #112]
    stp     d12, d13, [sp, #128]
    stp     d14, d15, [sp, #144]
    .cfi_offset x19, -176
    .cfi_offset x20, -168
    .cfi_offset x21, -160
    .cfi_offset x22, -152
    .cfi_offset x23, -144
    .cfi_offset x24, -136
    .cfi_offset x25, -128
    .cfi_offset x26, -120
    .cfi_offset x27, -112
    .cfi_offset x28, -104
    .cfi_offset x29, -96
    .cfi_offset x30, -88
    mrs     x9, fpcr
    str     x9, [sp, #160]
    mov     x10, sp
    str     x10, [x0]
    ldr     x10, [x1]
    mov     sp, x10
    .globl  host_switch_resume
host_switch_resume:
    ldr     x10, [sp, #160]
    cmp     x9, x10
    b.eq    1f
    msr     fpcr, x10
1:  ldp     x19, x20, [sp, #0]
    ldp     x21, x22, [sp, #16]
    ldp     x23, x24, [sp, #32]
    ldp     x25, x26, [sp, #48]
    ldp     x27, x28, [sp, #64]
    ldp     x29, x30, [sp, #80]
    ldp     d8, d9, [sp, #96]
    ldp     d10, d11, [sp, #112]
    ldp     d12, d13, [sp, #128]
    ldp     d14, d15, [sp, #144]
    add     sp, sp, #176
    .cfi_def_cfa_offset 0
    .cfi_restore x19
    .cfi_restore x20
    .cfi_restore x21
    .cfi_restore x22
    .cfi_restore x23
    .cfi_restore x24
    .cfi_restore x25
    .cfi_restore x26
    .cfi_restore x27
    .cfi_restore x28
    .cfi_restore x29
    .cfi_restore x30
    ret
    .cfi_endproc
    .size   host_switch, . - host_switch

    .globl  host_frame_make
    .type   host_frame_make, %function
    .p2align 4
host_frame_make:
    .cfi_startproc
    sub     x0, x0, #176
    stp     x1, x2, [x0, #0]        /* x19, x20 */
    stp     x3, xzr, [x0, #16]      /* x21 */
    stp     xzr, xzr, [x0, #32]
    stp     xzr, xzr, [x0, #48]
    stp     xzr, xzr, [x0, #64]
    adr     x9, host_context_entry
    stp     xzr, x9, [x0, #80]
    stp     xzr, xzr, [x0, #96]
    stp     xzr, xzr, [x0, #112]
    stp     xzr, xzr, [x0, #128]
    stp     xzr, xzr, [x0, #144]
    stp     xzr, xzr, [x0, #160]
    ret
    .cfi_endproc
    .size   host_frame_make, . - host_frame_make

    .globl  host_context_entry
    .type   host_context_entry, %function
    .p2align 4
    .cfi_startproc
    .cfi_undefined x30
    nop
host_context_entry:
    mov     x0, x20
    mov     x1, x21
    blr     x19
    bl      host_context_ended
    brk     #0
    .cfi_endproc
    .size   host_context_entry, . - host_context_entry

    .globl  host_call_on_stack
    .weak   hw_call_on_stack
    .type   host_call_on_stack, %function
    .type   hw_call_on_stack, %function
    .p2align 4
hw_call_on_stack:
host_call_on_stack:
    .cfi_startproc
    stp     x29, x30, [sp, #-16]!
    .cfi_def_cfa_offset 16
    .cfi_offset x29, -16
    .cfi_offset x30, -8
    mov     x29, sp
    .cfi_def_cfa x29, 16
    add     x0, x0, x1
    and     x0, x0, #-16
    bl      host_stack_turn
    ldp     x29, x30, [sp], #16
    .cfi_def_cfa sp, 0
    .cfi_restore x29
    .cfi_restore x30
    ret
    .cfi_endproc
    .size   host_call_on_stack, . - host_call_on_stack

/* x0: the new stack's top; x2(x3) is called there; the way back is saved at that top */
    .type   host_stack_turn, %function
    .p2align 4
host_stack_turn:
    .cfi_startproc
    .cfi_signal_frame
    .cfi_def_cfa x29, 0
    stp     x19, x30, [x0, #-16]!
    mov     x19, x0
    .cfi_escape 0x10, 19, 2, 0x83, 0x00     /* x19 is saved at [x19], x30 at [x19 + 8] */
    .cfi_escape 0x10, 30, 2, 0x83, 0x08
    mov     sp, x0
    mov     x0, x3
    blr     x2
    mov     x9, x19
    ldp     x19, x30, [x9]
    .cfi_restore x19
    .cfi_restore x30
    mov     sp, x29
    ret
    .cfi_endproc
    .size   host_stack_turn, . - host_stack_turn

    .globl  hw_jump_set
    .type   hw_jump_set, %function
    .hidden host_stack_now
    .p2align 4
hw_jump_set:
    .cfi_startproc
    stp     x19, x20, [x0, #0]
    stp     x21, x22, [x0, #16]
    stp     x23, x24, [x0, #32]
    stp     x25, x26, [x0, #48]
    stp     x27, x28, [x0, #64]
    stp     x29, x30, [x0, #80]
    mov     x9, sp
    mrs     x10, fpcr
    stp     x9, x10, [x0, #96]
    stp     d8, d9, [x0, #112]
    stp     d10, d11, [x0, #128]
    stp     d12, d13, [x0, #144]
    stp     d14, d15, [x0, #160]
    adrp    x9, host_stack_now
    add     x9, x9, :lo12:host_stack_now
    ldp     x10, x11, [x9]
    stp     x10, x11, [x0, #176]
    mov     w0, #0
    ret
    .cfi_endproc
    .size   hw_jump_set, . - hw_jump_set

    .globl  host_jump_land
    .type   host_jump_land, %function
    .p2align 4
host_jump_land:
    .cfi_startproc
    .cfi_undefined x30
    ldp     x19, x20, [x0, #0]
    ldp     x21, x22, [x0, #16]
    ldp     x23, x24, [x0, #32]
    ldp     x25, x26, [x0, #48]
    ldp     x27, x28, [x0, #64]
    ldp     x29, x30, [x0, #80]
    ldp     x9, x10, [x0, #96]
    ldp     d8, d9, [x0, #112]
    ldp     d10, d11, [x0, #128]
    ldp     d12, d13, [x0, #144]
    ldp     d14, d15, [x0, #160]
    msr     fpcr, x10
    mov     sp, x9
    stp     x30, xzr, [sp, #-16]!
    bl      host_jump_landed
    ldp     x30, xzr, [sp], #16
    mov     w0, #1
    ret
    .cfi_endproc
    .size   host_jump_land, . - host_jump_land

    .section .note.GNU-stack, "", %progbits
