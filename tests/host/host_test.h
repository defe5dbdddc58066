/*
 * tests/host/host_test.h - the machine's host without processors, and a stack to run on
 *
 * Assertions stand on the host's stack only: a failing one jumps, and it may not do so from
 * elsewhere.
 */
#ifndef HOST_TEST_H
#define HOST_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "host.h"
#include "pages.h"

/* What a power-on does for this rung. */
static inline void
start_over(void)
{
    host_windows_reset();
    host_state_clear();
    pages_reset(0);
    host_modules_reset();
}

struct on_stack {
    void (*function)(void *);
    void *argument;
};

static inline void
on_stack_entry(void *argument)
{
    struct on_stack *call = argument;

    call->function(call->argument);
    host_return_to_main();
}

/* Calls function on a simulated stack; it may also end with host_return_to_main. */
static inline void
run_on(void *stack, void (*function)(void *), void *argument)
{
    struct hw_context context;
    struct on_stack call = {function, argument};

    hw_context_make(&context, stack, hw_stack_size(), on_stack_entry, &call);
    hw_context_switch(&host_main, &context);
}

static inline void
run(void (*function)(void *), void *argument)
{
    void *stack = hw_stack_alloc();

    run_on(stack, function, argument);
    hw_stack_free(stack);
}

#endif
