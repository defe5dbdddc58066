/*
 * src/gate/gate.c - what a gate does when its fast path cannot decide
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

#include "hal.h"

typedef struct _GATE {
    PCSTR Name;
    KIRQL Minimum, Maximum;
} GATE;

static const GATE Gates[] = {
#include "gatetable.inc"
};

UINT32 KiGateCounts[ARRAYSIZE(Gates)] SIM_STATE;

VOID KiGateEnter(ULONG Index, PVOID Caller);
VOID KiGateExit(VOID);
VOID KiGateMissing(ULONG Index, PVOID Caller);

VOID
KiGateEnter(ULONG Index, PVOID Caller)
{
    const GATE *Gate = &Gates[Index];
    KIRQL Irql = HalGetIrql();

    KiCheckAlive();
    if (Irql < Gate->Minimum || Irql > Gate->Maximum) {
        KiGateIrqlViolation(Gate->Name, Gate->Minimum, Gate->Maximum, Irql, Caller);
    }
    HalProbe2(PROBE_DDI_CALL, Index, Caller);
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

const UINT32 *
GateCounts(ULONG *Count)
{
    *Count = ARRAYSIZE(Gates);
    return KiGateCounts;
}

PCSTR
GateName(ULONG Index)
{
    SIM_ASSERT(Index < ARRAYSIZE(Gates));
    return Gates[Index].Name;
}
