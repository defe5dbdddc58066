/*
 * src/gate/gate.c - what a gate does when its fast path cannot decide, and what gates counted
 *
 * See gate.S. The assembly calls these on the driver's own stack, with the driver's call suspended.
 *
 * Preemption: KiGateEnter and KiGateExit are preemption points, the only ones that a driver's call
 * of the kernel has besides those inside waits.
 *
 * Differs from Windows: a call at a forbidden IRQL is always stopped, with the rule that it breaks;
 * Windows notices with Driver Verifier only, or when the function happens to fault.
 */
#include "gate.h"

#include <string.h>

#include "init.h"
#include "look.h"
#include "rtl.h"

#define GATE_FOLDER "SIM_COVERAGE_DIR" /* the environment's name for where the counts go */

enum { GATE_NAME = 100, GATE_LINE = GATE_NAME + 12 };

/* What the call is for a search: no step of its own, a step, a step that looks at what the first
   argument points to, one atomic access to that, or a step that changes the IRQL and lets stores
   wait on. What a call changes, the kernel says; what it only looks at, as one that tries to get a
   lock, or finds an event not set, it need not say. */
typedef enum { GATE_PLAIN, GATE_STEP, GATE_LOOK, GATE_ATOMIC, GATE_LEVEL } GATE_KIND;

typedef struct _GATE {
    PCSTR Name;
    KIRQL Minimum, Maximum;
    UCHAR Kind;
} GATE;

static const GATE Gates[] = {
#include "gatetable.inc"
};

UINT32 KiGateCounts[ARRAYSIZE(Gates)] SIM_KEPT;

static VOID
GateStep(const GATE *Gate, PVOID First)
{
    if (Gate->Kind == GATE_ATOMIC) {
        HalStep(HalStepCall, First);
        HalTouch(First, TRUE);
    } else if (Gate->Kind != GATE_PLAIN) {
        HalStep(HalStepCall, NULL);
        if (Gate->Kind == GATE_LOOK) {
            HalTouch(First, FALSE);
        }
    }
    HalOrderMemory(Gate->Kind != GATE_PLAIN && Gate->Kind != GATE_LEVEL);
}

VOID
KiGateEnter(ULONG Index, PVOID Caller, PVOID First)
{
    const GATE *Gate = &Gates[Index];
    KIRQL Irql = HalGetIrql();

    KiCheckAlive();
    if (HalIsBlind()) {
        return;
    }
    HalProbe2(PROBE_DDI_CALL, Index, Caller);
    if (Irql < Gate->Minimum || Irql > Gate->Maximum) {
        KiGateIrqlViolation(Gate->Name, Gate->Minimum, Gate->Maximum, Irql, Caller);
    }
    if (HalIsSearched()) {
        GateStep(Gate, First);
    } else {
        HalLook();
    }
    KeCheckStack(KeCurrentThread());
    HalPreemptionPoint();
}

VOID
KiGateExit(VOID)
{
    HalPreemptionPoint();
}

VOID
KiGateMissing(ULONG Index, PVOID Caller)
{
    KiNotImplemented(Gates[Index].Name, Caller);
}

PCSTR
KiGateName(ULONG Index)
{
    return Gates[Index].Name;
}

/* --- a gate by its name ----------------------------------------------------------------------- */

extern const PVOID KiGateAddresses[]; /* gate.S; NULL: libsim lacks the function */

PVOID
KiFindGate(PCSTR Name)
{
    ULONG Low = 0, High = ARRAYSIZE(Gates);

    while (Low < High) {
        ULONG Middle = (Low + High) / 2;
        int Order = strcmp(Name, Gates[Middle].Name);

        if (Order == 0) {
            return KiGateAddresses[Middle];
        }
        if (Order < 0) {
            High = Middle;
        } else {
            Low = Middle + 1;
        }
    }
    return NULL;
}

/* --- what was called: a line "<name> <count>" for each gate, for simddi -------------------- */

static PSTR
GatePutCount(PSTR End, UINT32 Value)
{
    CHAR Digits[10];
    ULONG Count = 0;

    do {
        Digits[Count++] = (CHAR)('0' + Value % 10);
        Value /= 10;
    } while (Value != 0);
    *End++ = ' ';
    while (Count > 0) {
        *End++ = Digits[--Count];
    }
    *End++ = '\n';
    return End;
}

static PSTR
GatePutName(PSTR End, PCSTR Name)
{
    SIZE_T Length = strlen(Name);

    SIM_ASSERT(Length < GATE_NAME);
    memcpy(End, Name, Length);
    return End + Length;
}

VOID
KiWriteGateCounts(VOID)
{
    CHAR Text[4096];
    PSTR End = Text;
    ULONG Index;

    if (HalEnvironment(GATE_FOLDER) == NULL) {
        return;
    }
    for (Index = 0; Index < ARRAYSIZE(Gates); Index++) {
        if (KiGateCounts[Index] != 0) {
            End = GatePutCount(GatePutName(End, Gates[Index].Name), KiGateCounts[Index]);
        }
        if (End > Text + sizeof Text - GATE_LINE || Index == ARRAYSIZE(Gates) - 1) {
            HalAppendFile(GATE_FOLDER, "txt", Text, (SIZE_T)(End - Text));
            End = Text;
        }
    }
}
