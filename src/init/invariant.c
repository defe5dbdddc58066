/*
 * init/invariant.c - conditions that a test states once, and that hold at every step
 *
 *      stated --step, event: looked at--> stated
 *                |--broken--> the run, or the schedule, ends with the name of the condition
 *      stated --the function that stated it has ended--> forgotten
 *
 * A condition is looked at where somebody else may go on, by whoever runs there: in a search before
 * each step, which is after the one before; else at each call of the kernel and where an interrupt
 * or another processor gets in; and after each event of a device or timer. What it calls is no part
 * of the run (HalBlindly).
 *
 * Differs from Windows: nothing of this exists there.
 */
#include "init.h"
#include "look.h"

#include <sim/test.h>

#include <stdio.h>

enum { INI_INVARIANTS = 16 };

typedef struct _INI_INVARIANT {
    bool (*Holds)(void *);
    void *Context;
    PCSTR Name, File;
    LONG Line;
} INI_INVARIANT;

static struct {
    INI_INVARIANT List[INI_INVARIANTS];
    ULONG Count;
    const INI_INVARIANT *Broken;
    BOOLEAN AfterEvent;
    ULONG Processor;
} Inip SIM_STATE;

static BOOLEAN
InipAllHold(VOID)
{
    for (ULONG i = 0; i < Inip.Count; i++) {
        if (!Inip.List[i].Holds(Inip.List[i].Context)) {
            Inip.Broken = &Inip.List[i];
            return FALSE;
        }
    }
    return TRUE;
}

/* --- one is broken ---------------------------------------------------------------------------- */

BOOLEAN
InipDescribeBroken(PSTR Text, SIZE_T Size)
{
    INT Length;

    if (Inip.Broken == NULL) {
        return FALSE;
    }
    Length = snprintf(Text, Size, "%s, found on cpu %u%s", Inip.Broken->Name, Inip.Processor,
                      Inip.AfterEvent         ? " after an event of a device or timer"
                      : InipRun.Place != NULL ? " at "
                                              : "");
    if (!Inip.AfterEvent && InipRun.Place != NULL && (SIZE_T)Length < Size) {
        HalDescribe(InipRun.Place, Text + Length, (ULONG)(Size - (SIZE_T)Length));
    }
    return TRUE;
}

static VOID
InipPrintBroken(PVOID Unused)
{
    CHAR Text[320];

    InipDescribeBroken(Text, sizeof Text);
    InipPrint("%s:%d: the invariant is broken: %s", Inip.Broken->File, Inip.Broken->Line, Text);
}

static DECLSPEC_NORETURN VOID
InipBreak(BOOLEAN AfterEvent)
{
    Inip.AfterEvent = AfterEvent;
    Inip.Processor = HalCurrentProcessor();
    InipRun.Kind = "invariant";
    InipRun.Place = AfterEvent ? NULL : KeCallerInDriver();
    InipRun.Said = TRUE;
    HalProbe2(PROBE_TEST_INVARIANT, Inip.Broken->Name, InipRun.Place);
    if (!HalIsMute()) {
        HalCallHost(InipPrintBroken, NULL);
    }
    InipFail(Inip.Broken->File, Inip.Broken->Line);
}

static VOID
InipLook(BOOLEAN AfterEvent)
{
    if (!HalBlindly(InipAllHold)) {
        InipBreak(AfterEvent);
    }
}

/* --- stated and forgotten --------------------------------------------------------------------- */

VOID
InipInitInvariants(VOID)
{
    HalSetLookRoutines(InipLook, InipHeldUp);
}

void
sim_invariant_at(bool (*holds)(void *context), void *context, const char *name, const char *file,
                 int line)
{
    if (HalIsBlind() || Inip.Count == INI_INVARIANTS) {
        InipFailSaying(file, line, "%s",
                       HalIsBlind() ? "an invariant states an invariant"
                                    : "there are 16 invariants already");
    }
    Inip.List[Inip.Count++] = (INI_INVARIANT){holds, context, name, file, line};
    HalLookAtSteps(TRUE);
    HalLook();
}

ULONG
InipInvariants(VOID)
{
    return Inip.Count;
}

VOID
InipForgetInvariants(ULONG ButFor)
{
    Inip.Count = Inip.Count < ButFor ? Inip.Count : ButFor;
    HalLookAtSteps(Inip.Count > 0);
}
