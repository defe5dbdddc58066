/*
 * host/backtrace.c - who called
 *
 * The unwinder of the compiler's runtime, over the unwind tables that every module has. It follows
 * contexts, calls between stacks (fiber_*.S) and signal frames, allocates nothing, and ends at a
 * context's entry.
 */
#include <unwind.h>

#include "host.h"

struct backtrace {
    void **frames;
    unsigned count, most, skip;
};

static _Unwind_Reason_Code
backtrace_step(struct _Unwind_Context *context, void *argument)
{
    struct backtrace *b = argument;
    int exact = 0;
    uintptr_t pc = _Unwind_GetIPInfo(context, &exact);

    if (b->skip > 0) {
        b->skip--;
        return _URC_NO_REASON;
    }
    if (pc == 0 || b->count == b->most) {
        return _URC_END_OF_STACK;
    }
    b->frames[b->count++] = (void *)(exact ? pc : pc - 1);
    return _URC_NO_REASON;
}

__attribute__((noinline)) unsigned
hw_backtrace(void **frames, unsigned most)
{
    struct backtrace b = {frames, 0, most, 1};

    _Unwind_Backtrace(backtrace_step, &b);
    return b.count;
}
