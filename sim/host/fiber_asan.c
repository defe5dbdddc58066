/*
 * host/fiber_asan.c - telling AddressSanitizer about each change of stack
 *
 * Goes around the assembly of fiber_*.S, whose hw_context_switch and hw_call_on_stack are weak.
 * Without AddressSanitizer this file is empty and the assembly is called directly.
 *
 * Invariants:
 *   F2. host_stack_now is the stack that the code runs on.
 *   F3. Each __sanitizer_start_switch_fiber is followed by one __sanitizer_finish_switch_fiber, on
 *       the stack that was announced.
 *   F4. sanitizer[1] and [2] of a context that is not running are the stack that it left, which
 *       is another one than it was made for inside hw_call_on_stack.
 */
#include "sanitizer.h"

#if HOST_ASAN

void host_switch(struct hw_context *from, struct hw_context *to);
void host_call_on_stack(void *base, size_t size, void (*function)(void *), void *argument);

/* Frames that were abandoned, not left, have poisoned their stack: that has to be undone before it
   is used again. abandoned counts these events, a stack is cleaned once for each. */
enum { FIBER_STALE = 256 * 1024, FIBER_STACKS = 256 };

static struct {
    uint64_t abandoned;
    struct {
        void *base;
        uint64_t cleaned;
    } stacks[FIBER_STACKS];
} fiber = {.abandoned = 1};

void
host_stack_abandoned(void)
{
    fiber.abandoned++;
}

static void
fiber_clean(char *base, size_t size)
{
    size_t slot = ((uintptr_t)base >> 16) % FIBER_STACKS;
    size_t stale = size < FIBER_STALE ? size : FIBER_STALE;

    if (fiber.stacks[slot].base != base || fiber.stacks[slot].cleaned != fiber.abandoned) {
        fiber.stacks[slot].base = base;
        fiber.stacks[slot].cleaned = fiber.abandoned;
        __asan_unpoison_memory_region(base + size - stale, stale);
    }
}

static void
fiber_leaves(void **fake, struct host_stack to)
{
    __sanitizer_start_switch_fiber(fake, to.base, to.size);
    host_stack_now = to;
}

static void
fiber_arrived(void *fake)
{
    __sanitizer_finish_switch_fiber(fake, NULL, NULL);
}

static struct host_stack
fiber_left(const struct hw_context *context)
{
    if (context->sanitizer[1] == NULL) {
        return (struct host_stack){context->stack_base, context->stack_size};
    }
    return (struct host_stack){context->sanitizer[1], (size_t)context->sanitizer[2]};
}

void
hw_context_switch(struct hw_context *from, struct hw_context *to)
{
    struct host_stack target = fiber_left(to);

    from->sanitizer[1] = (void *)host_stack_now.base;
    from->sanitizer[2] = (void *)host_stack_now.size;
    fiber_leaves(&from->sanitizer[0], target);
    host_switch(from, to);
    fiber_arrived(from->sanitizer[0]);
}

void
host_fiber_began(void)
{
    fiber_arrived(NULL);
}

void
host_stack_moved(struct host_stack stack)
{
    void *fake = NULL;

    fiber_leaves(&fake, stack);
    fiber_arrived(fake);
}

struct fiber_call {
    void (*function)(void *);
    void *argument;
    struct host_stack back;
};

static void
fiber_call(void *argument)
{
    struct fiber_call *call = argument;

    fiber_arrived(NULL);
    call->function(call->argument);
    fiber_leaves(NULL, call->back);
}

void
hw_call_on_stack(void *base, size_t size, void (*function)(void *), void *argument)
{
    struct fiber_call call = {function, argument, host_stack_now};
    void *fake = NULL;

    fiber_clean(base, size);
    fiber_leaves(&fake, (struct host_stack){base, size});
    host_call_on_stack(base, size, fiber_call, &call);
    fiber_arrived(fake);
}

enum {
#if defined(__x86_64__)
    FIBER_JUMP_SP = 6
#else
    FIBER_JUMP_SP = 12
#endif
};

/* The fake stack of a jump within one stack; after a jump to another a new one is begun. */
static void *fiber_jump_fake;

void
host_jump_leaves(struct hw_jump *jump)
{
    struct host_stack target = {(void *)jump->opaque[22], jump->opaque[23]};
    bool stays = target.base == host_stack_now.base;
    size_t dead = jump->opaque[FIBER_JUMP_SP] - (uintptr_t)target.base;

    host_stack_abandoned();
    fiber_clean((char *)jump->opaque[22], dead);
    fiber_leaves(&fiber_jump_fake, target);
    fiber_jump_fake = stays ? fiber_jump_fake : NULL;
}

void
host_jump_landed(void)
{
    fiber_arrived(fiber_jump_fake);
}

#else

void
host_jump_landed(void)
{
}

#endif
