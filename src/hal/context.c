/*
 * src/hal/context.c - what a thread runs on: contexts and stacks
 */
#include "hal.h"

#include "machine.h"

_Static_assert(sizeof(HAL_CONTEXT) == sizeof(struct hw_context), "one layout, two spellings");

static struct hw_context *
HalpContext(PHAL_CONTEXT Context)
{
    return (struct hw_context *)(PVOID)Context;
}

SIZE_T
HalStackSize(VOID)
{
    return hw_stack_size();
}

PVOID
HalAllocateStack(VOID)
{
    return hw_stack_alloc();
}

VOID
HalFreeStack(PVOID Base)
{
    hw_stack_free(Base);
}

VOID
HalMakeContext(PHAL_CONTEXT Context, PVOID Base, SIZE_T Size, VOID (*Entry)(PVOID), PVOID Argument)
{
    hw_context_make(HalpContext(Context), Base, Size, Entry, Argument);
}

VOID
HalSwapContext(PHAL_CONTEXT From, PHAL_CONTEXT To, ULONG ThreadId)
{
    hw_now.context = ThreadId;
    hw_cpu_run(HalpContext(From), HalpContext(To));
}

VOID
HalForgetContext(PHAL_CONTEXT Context)
{
    hw_context_forget(HalpContext(Context));
}

VOID
HalForgetFrames(PVOID Top)
{
    hw_forget_frames(Top);
}

VOID
HalCallOnStack(PVOID Base, SIZE_T Size, VOID (*Function)(PVOID), PVOID Argument)
{
    hw_call_on_stack(Base, Size, Function, Argument);
}
