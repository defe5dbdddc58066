/*
 * src/ke/dispatch.c - what an interrupt sets going, and what happens when the IRQL drops
 *
 * The machine calls KiInterrupt on the interrupted code's own stack, with a vector above the IRQL:
 *
 *      device, clock, IPI   on the processor's interrupt stack (a nested one stays on it)
 *      DISPATCH_LEVEL       due timers; DPCs on the DPC stack; then, back on the thread's stack,
 *                           quantum end and the switch to a thread that is chosen already
 *      APC_LEVEL            kernel APCs of the thread, on the thread's stack
 *
 * The machine calls again for the next vector, so that everything which lowering the IRQL sets free
 * comes in the order of its level.
 *
 * Invariant: the IRQL after is the IRQL before; a routine that changes it is stopped.
 */
#include "ki.h"

VOID
KiRequestDispatch(PKPRCB Prcb)
{
    HalRequestSoftwareInterrupt(Prcb->Number, DISPATCH_LEVEL);
}

static VOID
KiDispatchInterrupt(VOID)
{
    PKPRCB Prcb = KiCurrentPrcb();

    Prcb->HighSinceNs = MAXULONG64;
    if (Prcb->TimersDue) {
        Prcb->TimersDue = FALSE;
        HalEnterHandler(0);
        KiExpireTimers();
        HalLeaveHandler();
    }
    if (Prcb->DpcQueue.Head.Next != NULL) {
        HalEnterHandler(DISPATCH_LEVEL);
        HalCallOnStack(Prcb->DpcStack, HalStackSize(), KiRetireDpcList, Prcb);
        HalLeaveHandler();
    }
    if (Prcb->QuantumEnd) {
        Prcb->QuantumEnd = FALSE;
        KiQuantumEnd(Prcb);
    }
    if (Prcb->NextThread != NULL) {
        KiPreempt(Prcb);
    }
}

/* On the interrupt stack. */
static VOID
KiHardwareInterrupt(PVOID Context)
{
    ULONG Vector = (UCHAR)(ULONG_PTR)Context;
    KIRQL Interrupted = (KIRQL)((ULONG_PTR)Context >> 8);
    PKPRCB Prcb = KiCurrentPrcb();
    KIRQL Floor = Prcb->FloorIrql;

    Prcb->FloorIrql = HalGetIrql();
    Prcb->InterruptNesting++;
    Prcb->Statistics.Interrupts++;
    HalSpend(KI_COST_INTERRUPT_NS);
    if (Vector == HAL_CLOCK_VECTOR) {
        KiClockInterrupt(Prcb);
        KiCheckDpcTime(Prcb, Interrupted);
    } else if (Vector == HAL_IPI_VECTOR) {
        KiIpiInterrupt();
    } else if (Vector == HAL_NMI_VECTOR) {
        KiNmiInterrupt();
    } else {
        KiDeviceInterrupt(Vector);
    }
    HalEndOfInterrupt(Vector);
    Prcb->InterruptNesting--;
    Prcb->FloorIrql = Floor;
}

static VOID
KiTakeHardwareInterrupt(ULONG Vector, KIRQL Interrupted)
{
    PKPRCB Prcb = KiCurrentPrcb();
    PVOID Context = (PVOID)((ULONG_PTR)Interrupted << 8 | Vector);

    if (Prcb->InterruptNesting > 0) {
        KiHardwareInterrupt(Context);
    } else {
        HalCallOnStack(Prcb->InterruptStack, HalStackSize(), KiHardwareInterrupt, Context);
    }
    HalShadowAllocate(Prcb->InterruptStack, HalStackSize()); // another level's frames come there
}

VOID
KiInterrupt(ULONG Vector)
{
    KIRQL OldIrql = HalGetIrql();
    KIRQL Irql = (KIRQL)(Vector >> 4);
    KI_SEH Seh = KiSehAside();

    SIM_ASSERT(Irql > OldIrql);
    HalSetIrql(Irql);
    if (Irql == APC_LEVEL) {
        KeDeliverApcs(KernelMode);
    } else if (Irql == DISPATCH_LEVEL) {
        KiDispatchInterrupt();
    } else {
        HalEnterHandler(Irql);
        KiTakeHardwareInterrupt(Vector, OldIrql);
        HalLeaveHandler();
    }
    SIM_ASSERT(HalGetIrql() == Irql);
    KiSehBack(Seh);
    HalSetIrql(OldIrql);
}
