/*
 * src/ke/irql.c - raising and lowering the IRQL
 *
 * The IRQL belongs to a processor. Raising masks; lowering unmasks, and what it sets free
 * (interrupts from the highest down, then DPCs, then a thread switch, then APCs) happens at the
 * gate's exit, before the caller's next instruction.
 *
 * Invariant: a handler (service routine, DPC) never lowers below the level at which it was entered,
 * its processor's FloorIrql.
 */
#include "ki.h"

KIRQL
KeGetCurrentIrql(VOID)
{
    return HalGetIrql();
}

KIRQL
KfRaiseIrql(KIRQL NewIrql)
{
    KIRQL OldIrql = HalGetIrql();

    if (NewIrql < OldIrql || NewIrql > HIGH_LEVEL) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x30, OldIrql, NewIrql, 0);
    }
    HalProbe2(PROBE_IRQL_RAISE, OldIrql, NewIrql);
    HalSetIrql(NewIrql);
    return OldIrql;
}

VOID
KfLowerIrql(KIRQL NewIrql)
{
    KIRQL OldIrql = HalGetIrql();
    KIRQL Floor = KiCurrentPrcb()->FloorIrql;

    if (NewIrql > OldIrql) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x31, OldIrql, NewIrql, 0);
    }
    if (NewIrql < Floor) {
        KeBugCheckEx(IRQL_UNEXPECTED_VALUE, (ULONG_PTR)NewIrql << 16 | (ULONG_PTR)Floor << 8, 0, 0,
                     0);
    }
    HalProbe2(PROBE_IRQL_LOWER, OldIrql, NewIrql);
    HalSetIrql(NewIrql);
}

VOID
KeRaiseIrql(KIRQL NewIrql, PKIRQL OldIrql)
{
    *OldIrql = KfRaiseIrql(NewIrql);
}

VOID
KeLowerIrql(KIRQL NewIrql)
{
    KfLowerIrql(NewIrql);
}

KIRQL
KzRaiseIrql(KIRQL NewIrql)
{
    return KfRaiseIrql(NewIrql);
}

VOID
KzLowerIrql(KIRQL NewIrql)
{
    KfLowerIrql(NewIrql);
}

KIRQL
KeRaiseIrqlToDpcLevel(VOID)
{
    return KfRaiseIrql(DISPATCH_LEVEL);
}

KIRQL
KeRaiseIrqlToSynchLevel(VOID)
{
    return KfRaiseIrql(DISPATCH_LEVEL + 10);
}
