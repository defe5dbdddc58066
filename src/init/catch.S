/*
 * init/catch.S - int sim_catch(void): 0, and once more 1 when the expected bug check comes
 *
 * A jump buffer is only good as long as the frame of its caller, so no C function may stand between
 * the test body and hw_jump_set.
 */
        .text
        .globl  sim_catch
        .type   sim_catch, @function
sim_catch:
        .cfi_startproc
#if defined(__x86_64__)
        leaq    InipCatch(%rip), %rdi
        jmp     hw_jump_set
#elif defined(__aarch64__)
        adrp    x0, InipCatch
        add     x0, x0, :lo12:InipCatch
        b       hw_jump_set
#endif
        .cfi_endproc
        .size   sim_catch, . - sim_catch

        .section .note.GNU-stack, "", %progbits
