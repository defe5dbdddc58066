/*
 * host/fiber.c - contexts: simulated stacks on the one host thread
 *
 *      (none) --hw_context_make--> ready --hw_context_switch--> running
 *                                  ready <--hw_context_switch-- running
 *                                  any   --hw_context_forget--> (none)
 *
 * The switch itself is assembly (fiber_x86_64.S); with AddressSanitizer, fiber_asan.c goes around
 * it. What is here besides: the host's own stack as a context, and calls that use it.
 *
 * Invariants:
 *   F1. host_main is the only context on the host's stack, and is left by a switch only, so what
 *       lies below its saved stack pointer is free: hw_call_host uses it.
 *
 * A context's entry must not return. Stacks may lie anywhere, higher or lower than one another.
 */
#define _GNU_SOURCE
#include <pthread.h>

#include "sanitizer.h"

/* fiber_*.S */
void *host_frame_make(void *top, void (*function)(void *, void (*)(void *)), void *argument,
                      void (*entry)(void *));
_Noreturn void host_jump_land(struct hw_jump *jump);
_Noreturn void host_context_ended(void);

struct hw_context host_main;
struct host_stack host_stack_now;

/* Contexts that nobody will continue are saved here. */
static struct hw_context nowhere;

__attribute__((constructor)) static void
fiber_find_main(void)
{
    pthread_attr_t attributes;
    size_t size = 0;

    if (pthread_getattr_np(pthread_self(), &attributes) != 0 ||
        pthread_attr_getstack(&attributes, &host_main.stack_base, &size) != 0) {
        host_die("the host's stack cannot be found");
    }
    pthread_attr_destroy(&attributes);
    host_main.stack_size = size;
    host_stack_now = (struct host_stack){host_main.stack_base, size};
}

bool
hw_on_host_stack(void)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);

    return here - (uintptr_t)host_main.stack_base < host_main.stack_size;
}

/* valgrind takes a change between stacks that it does not know for one huge frame. */
static void
fiber_tell_valgrind(void *base, size_t size)
{
    static void *known[1024];

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i] == base) {
            break;
        }
        if (known[i] == NULL) {
            known[i] = base;
            (void)VALGRIND_STACK_REGISTER(base, (char *)base + size - 1);
            break;
        }
    }
    VALGRIND_MAKE_MEM_UNDEFINED(base, size);
}

void
host_stack_prepare(void *base, size_t size)
{
    __asan_unpoison_memory_region(base, size);
    if (RUNNING_ON_VALGRIND) {
        fiber_tell_valgrind(base, size);
    }
}

static void
fiber_begin(void *argument, void (*entry)(void *))
{
    host_fiber_began();
    entry(argument);
}

void
host_context_ended(void)
{
    host_die("a context's entry function returned");
}

void
hw_context_make(struct hw_context *context, void *stack_base, size_t size, void (*entry)(void *),
                void *argument)
{
    uintptr_t top = ((uintptr_t)stack_base + size) & ~(uintptr_t)15;

    *context = (struct hw_context){.stack_base = stack_base, .stack_size = size};
    host_stack_prepare(stack_base, size);
    context->sp = host_frame_make((void *)(top - 16), fiber_begin, argument, entry);
}

void
hw_context_forget(struct hw_context *context)
{
    host_stack_abandoned();
    host_stack_prepare(context->stack_base, context->stack_size);
    *context = (struct hw_context){0};
}

void
host_return_to_main(void)
{
    SIM_ASSERT(host_main.sp != NULL && !hw_on_host_stack());

    host_stack_abandoned();
    hw_context_switch(&nowhere, &host_main);
    __builtin_unreachable();
}

void
hw_call_host(void (*function)(void *), void *argument)
{
    uintptr_t base = (uintptr_t)host_main.stack_base, top = (uintptr_t)host_main.sp - 256;

    if (hw_on_host_stack()) {
        function(argument);
        return;
    }
    SIM_ASSERT(host_main.sp != NULL);
    if (RUNNING_ON_VALGRIND) {
        VALGRIND_MAKE_MEM_UNDEFINED((void *)(top - 64), 64); /* it was popped when main was left */
    }
    hw_call_on_stack((void *)base, top - base, function, argument);
}

void
hw_forget_frames(const void *top)
{
    const char *here = __builtin_frame_address(0);

    if (here < (const char *)top) {
        __asan_unpoison_memory_region(here, (size_t)((const char *)top - here));
    }
}

void
hw_jump(void *jump)
{
    host_jump_leaves(jump);
    host_jump_land(jump);
}
