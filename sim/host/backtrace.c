/*
 * host/backtrace.c - who called
 *
 * The unwinder of the compiler's runtime, over the unwind tables that every module has. It follows
 * contexts, calls between stacks (fiber_*.S) and signal frames, allocates nothing, and ends at a
 * context's entry, or where a stack was written over: there it follows whatever is written, and
 * faults.
 */
#include <signal.h>
#include <unwind.h>

#include "faulti.h"

struct backtrace {
    void **frames;
    unsigned count, most, skip;
};

static struct {
    bool walking;
    void *way_out[5];
} backtrace;

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

/* Nothing but the unwinder runs while it walks. */
void
host_backtrace_faults(int signal)
{
    if (backtrace.walking && (signal == SIGSEGV || signal == SIGBUS)) {
        __builtin_longjmp(backtrace.way_out, 1);
    }
}

__attribute__((noinline)) unsigned
hw_backtrace(void **frames, unsigned most)
{
    volatile struct backtrace b = {frames, 0, most, 1};

    if (__builtin_setjmp(backtrace.way_out) == 0) {
        backtrace.walking = true;
        _Unwind_Backtrace(backtrace_step, (void *)&b);
    }
    backtrace.walking = false;
    return b.count;
}
