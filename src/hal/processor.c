/*
 * src/hal/processor.c - processors, IRQL and time
 *
 * As on x64 Windows, an IRQL is the processor's task priority: vectors 16 * n to 16 * n + 15 have
 * IRQL n and wait while the processor runs at n or above. Nothing here delivers an interrupt except
 * HalPreemptionPoint, HalStall, HalYield and HalSpinFor.
 */
#include "hal.h"

#include "machine.h"

_Static_assert(FIELD_OFFSET(HAL_NOW, TimeLeft) == offsetof(struct hw_now, left), "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, Irql) == offsetof(struct hw_now, priority), "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, PendingIrql) == offsetof(struct hw_now, pending),
               "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, Processor) == offsetof(struct hw_now, cpu), "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, Flags) == offsetof(struct hw_now, flags), "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, Self) == offsetof(struct hw_now, self), "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, HorizonNs) == offsetof(struct hw_now, horizon),
               "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, EventTimeNs) == offsetof(struct hw_now, event_time),
               "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, ThreadId) == offsetof(struct hw_now, context),
               "one structure");
_Static_assert(FIELD_OFFSET(HAL_NOW, Stamp) == offsetof(struct hw_now, epoch), "one structure");
_Static_assert(sizeof(HAL_NOW) == sizeof(struct hw_now), "one structure");

static struct {
    ULONG Kept; /* processors that are not used yet */
} Halp SIM_STATE;

ULONG
HalMaximumProcessorCount(VOID)
{
    return hw_cpu_count();
}

ULONG
HalProcessorCount(VOID)
{
    return hw_cpu_count() - Halp.Kept;
}

VOID
HalKeepProcessors(ULONG Count)
{
    SIM_ASSERT(Count < hw_cpu_count());
    Halp.Kept = Count;
}

VOID
HalAddProcessor(VOID)
{
    SIM_ASSERT(Halp.Kept > 0);
    hw_cpu_unmask(HalProcessorCount());
    Halp.Kept--;
}

VOID
HalFreezeOthers(VOID)
{
    hw_freeze_others();
}

VOID
HalRequestVector(ULONG Processor, ULONG Vector)
{
    SIM_ASSERT(Vector == HAL_IPI_VECTOR || Vector == HAL_NMI_VECTOR);
    hw_request(Processor, Vector);
}

VOID
HalpRequest(ULONG Processor, ULONG Vector)
{
    hw_request(Processor, Vector);
}

VOID
HalpWithdraw(ULONG Processor, ULONG Vector)
{
    hw_withdraw(Processor, Vector);
}

VOID
HalpPreemptionPoint(VOID)
{
    hw_point();
}

VOID
HalStall(ULONG64 Nanoseconds)
{
    hw_stall(Nanoseconds);
}

VOID
HalIdle(VOID)
{
    hw_idle();
}

VOID
HalSpinFor(const volatile VOID *Lock, LONG Owner)
{
    hw_spin(Lock, Owner);
}

VOID
HalWakeSpinners(const volatile VOID *Lock)
{
    hw_wake(Lock);
}

VOID
HalYield(VOID)
{
    hw_yield();
}

VOID
HalArmClock(ULONG Processor, ULONG64 DueNs)
{
    hw_clock_arm(Processor, DueNs, HAL_CLOCK_VECTOR);
}

VOID
HalEndOfInterrupt(ULONG Vector)
{
    hw_end_of_interrupt(Vector);
}

ULONG
HalChoose(HAL_CHOICE Kind, ULONG Count)
{
    static const enum hw_choice Kinds[] = {
        [HalChooseOrder] = HW_CHOOSE_ORDER,
        [HalChooseFault] = HW_CHOOSE_FAULT,
        [HalChooseTarget] = HW_CHOOSE_TARGET,
        [HalChooseTest] = HW_CHOOSE_TEST,
    };

    return hw_choose(Kinds[Kind], Count);
}
