/*
 * init/point.c - what a test's own code is for a search: points, questions, sections without points
 *
 * sim_point() is a step, and nobody sees what code without instrumentation does next: all such
 * steps depend on each other. Between sim_atomic_begin() and sim_atomic_end() all is one such step,
 * in a search or not: no other processor goes on, no interrupt comes, whatever is called; what
 * would have to wait for somebody else ends the test.
 *
 * Invariant: Depth is not 0 exactly while this processor is held (HalHold) and not blind.
 */
#include "init.h"
#include "look.h"

#include <sim/test.h>

#include <stdio.h>

enum { INI_PLACE = 160, INI_CALLERS = 48 };

static struct {
    ULONG Depth;
    PVOID Begun; /* where the outermost section did */
} Inip SIM_STATE;

static VOID
InipStep(VOID)
{
    if (HalIsSearched()) {
        HalStep(HalStepCall, &Inip);
        HalTouch(&Inip, TRUE);
    } else {
        HalLook();
    }
    HalPreemptionPoint();
}

void
sim_point(const char *name)
{
    if (!HalIsBlind()) {
        InipStep();
        HalProbe2(PROBE_TEST_POINT, name, __builtin_return_address(0));
    }
}

unsigned
sim_choose(unsigned n)
{
    ULONG Answer;

    if (HalIsBlind()) {
        InipFailSaying(NULL, 0, "sim_choose was called in an invariant");
    }
    Answer = HalChoose(HalChooseTest, n);
    HalProbe3(PROBE_TEST_CHOICE, n, __builtin_return_address(0), Answer);
    return Answer;
}

/* --- sections without points ------------------------------------------------------------------ */

/* While nothing is held, nobody else is within a section: he would be held. */
void
sim_atomic_begin(void)
{
    if (HalIsBlind()) {
        return;
    }
    if (Inip.Depth == 0) {
        InipStep();
        HalHold(TRUE);
        Inip.Begun = __builtin_return_address(0);
        HalProbe2(PROBE_TEST_ATOMIC, TRUE, Inip.Begun);
    }
    Inip.Depth++;
}

void
sim_atomic_end(void)
{
    if (HalIsBlind()) {
        return;
    }
    if (Inip.Depth == 0) {
        InipFailSaying(NULL, 0, "sim_atomic_end without sim_atomic_begin");
    }
    if (--Inip.Depth == 0) {
        HalProbe2(PROBE_TEST_ATOMIC, FALSE, __builtin_return_address(0));
        HalHold(FALSE);
        HalPreemptionPoint();
    }
}

VOID
InipCheckAtomic(VOID)
{
    if (Inip.Depth != 0) {
        InipFailSaying(NULL, 0, "ended between sim_atomic_begin and sim_atomic_end");
    }
}

/* --- somebody waits there --------------------------------------------------------------------- */

typedef struct _INI_WAITER {
    PVOID Frames[INI_CALLERS];
    ULONG Count;
    ULONG Caller; /* the first in the test or a driver; Count: none */
    CHAR Who[INI_PLACE], Where[INI_PLACE], Begun[INI_PLACE];
} INI_WAITER;

static VOID
InipFindWaiter(INI_WAITER *Waiter)
{
    ULONG i = 1;

    Waiter->Count = HalBacktrace(Waiter->Frames, INI_CALLERS);
    while (i < Waiter->Count && HalPlace(Waiter->Frames[i]) != HalAtDriver &&
           HalPlace(Waiter->Frames[i]) != HalAtProgram) {
        i++;
    }
    Waiter->Caller = i;
}

/* Behind the first "gate_" of the text; NULL: there is none. */
static PCSTR
InipBehindGate(PCSTR Text)
{
    static const CHAR Gate[] = "gate_";
    SIZE_T Length = strlen(Text);

    for (SIZE_T i = 0; i + sizeof Gate - 1 <= Length; i++) {
        if (memcmp(Text + i, Gate, sizeof Gate - 1) == 0) {
            return Text + i + sizeof Gate - 1;
        }
    }
    return NULL;
}

/* Of "libsim.so!gate_KeDelayExecutionThread+0x21" or "sim_join at win32wait.c:33", the name. FALSE:
   it is no gate. */
static BOOLEAN
InipKeepName(PSTR Text)
{
    PCSTR Found = InipBehindGate(Text), Name = Found == NULL ? Text : Found;
    SIZE_T Length = 0;

    while (Name[Length] != 0 && Name[Length] != ' ' && Name[Length] != '+') {
        Length++;
    }
    memmove(Text, Name, Length);
    Text[Length] = 0;
    return Found != NULL;
}

/* Who ends with a call has no frame any more: the outermost gate is what it called. */
static VOID
InipDescribeGate(INI_WAITER *Waiter)
{
    for (ULONG i = Waiter->Count; i-- > 0;) {
        HalDescribe(Waiter->Frames[i], Waiter->Who, sizeof Waiter->Who);
        if (InipKeepName(Waiter->Who)) {
            return;
        }
    }
    snprintf(Waiter->Who, sizeof Waiter->Who, "a call");
}

static VOID
InipDescribeOnHost(PVOID Context)
{
    INI_WAITER *Waiter = Context;

    if (Waiter->Caller < Waiter->Count) {
        HalDescribe(Waiter->Frames[Waiter->Caller - 1], Waiter->Who, sizeof Waiter->Who);
        InipKeepName(Waiter->Who);
        HalDescribe(Waiter->Frames[Waiter->Caller], Waiter->Where, sizeof Waiter->Where);
    } else {
        InipDescribeGate(Waiter);
    }
    HalDescribe(Inip.Begun, Waiter->Begun, sizeof Waiter->Begun);
}

VOID
InipHeldUp(VOID)
{
    INI_WAITER Waiter = {.Where = "the test"};

    InipFindWaiter(&Waiter);
    InipRun.Place = Waiter.Caller < Waiter.Count ? Waiter.Frames[Waiter.Caller] : NULL;
    HalCallHost(InipDescribeOnHost, &Waiter);
    if (HalIsBlind()) {
        InipFailSaying(NULL, 0, "%s must wait, in %s, which is called by an invariant", Waiter.Who,
                       Waiter.Where);
    }
    InipFailSaying(NULL, 0,
                   "%s must wait, in %s, between sim_atomic_begin and sim_atomic_end (begun in %s)",
                   Waiter.Who, Waiter.Where, Waiter.Begun);
}

/* --- as text ---------------------------------------------------------------------------------- */

/* A name was given as a literal; the module that it stood in may be gone. */
static PCSTR
InipLiteral(ULONG64 Address)
{
    HAL_PLACE Place = HalPlace((PVOID)(ULONG_PTR)Address);

    return Place == HalAtProgram || Place == HalAtDriver ? (PCSTR)(ULONG_PTR)Address : "?";
}

BOOLEAN
InipTestSays(const HAL_TRACE_RECORD *Record, PSTR Text, SIZE_T Size)
{
    switch (Record->Probe) {
    case PROBE_TEST_POINT:
        snprintf(Text, Size, "point '%s'", InipLiteral(Record->A));
        return TRUE;
    case PROBE_TEST_CHOICE:
        snprintf(Text, Size, "sim_choose(%u) = %u", (ULONG)Record->A, (ULONG)Record->C);
        return TRUE;
    case PROBE_TEST_ATOMIC:
        snprintf(Text, Size, "%s", Record->A ? "sim_atomic_begin" : "sim_atomic_end");
        return TRUE;
    case PROBE_TEST_INVARIANT:
        snprintf(Text, Size, "INVARIANT %s is broken", InipLiteral(Record->A));
        return TRUE;
    default:
        return FALSE;
    }
}
