/*
 * src/ke/dpcwatchdog.c - how long DPCs, and code at DISPATCH_LEVEL, may take
 *
 * Looked at in the clock interrupt, as on Windows:
 *
 *      one DPC for longer than the single limit              DPC_WATCHDOG_VIOLATION, 0
 *      one DPC after another, or a thread at DISPATCH_LEVEL  DPC_WATCHDOG_VIOLATION, 1
 *      or above, for longer than the total limit
 *
 * The clock is armed for the limit when nothing earlier arms it: a processor with nothing wrong has
 * no more ticks for it than one in the time of the limit.
 *
 * Differs from Windows: service routines have no limit of time; times are of the virtual clock,
 * to the nanosecond, and shown in ticks, the unit that Windows calls dimensionless.
 */
#include "ki.h"

#define KI_SINGLE_NS 20000000000ull
#define KI_TOTAL_NS  120000000000ull

static struct {
    ULONG64 SingleNs, TotalNs; /* 0: the defaults */
} Ki SIM_STATE;

VOID
KeSetDpcLimits(ULONG64 SingleNs, ULONG64 TotalNs)
{
    Ki.SingleNs = SingleNs;
    Ki.TotalNs = TotalNs;
}

static ULONG64
KiSingleLimit(VOID)
{
    return Ki.SingleNs != 0 ? Ki.SingleNs : KI_SINGLE_NS;
}

static ULONG64
KiTotalLimit(VOID)
{
    return Ki.TotalNs != 0 ? Ki.TotalNs : KI_TOTAL_NS;
}

static ULONG
KiInTicks(ULONG64 Nanoseconds)
{
    return (ULONG)((Nanoseconds + KI_TICK_NS - 1) / KI_TICK_NS);
}

static ULONG64
KiEarlier(ULONG64 A, ULONG64 B)
{
    return A < B ? A : B;
}

/* In a search time is brought forward while a processor stands still: not the fault of its DPC. */
VOID
KiWatchDpcs(PKPRCB Prcb)
{
    if (HalIsSearched()) {
        return;
    }
    KiArmClock(Prcb,
               KiEarlier(Prcb->DpcStartNs + KiSingleLimit(), Prcb->HighSinceNs + KiTotalLimit()));
}

VOID
KiCheckDpcTime(PKPRCB Prcb, KIRQL Interrupted)
{
    ULONG64 Now = HalTimeNs(), Due;

    if (Interrupted < DISPATCH_LEVEL || HalIsSearched()) {
        Prcb->HighSinceNs = MAXULONG64;
        return;
    }
    if (Prcb->HighSinceNs == MAXULONG64) {
        Prcb->HighSinceNs = Now;
    }
    if (Prcb->DpcRoutineActive && Now - Prcb->DpcStartNs >= KiSingleLimit()) {
        KeBugCheckEx(DPC_WATCHDOG_VIOLATION, 0, KiInTicks(Now - Prcb->DpcStartNs),
                     KiInTicks(KiSingleLimit()), 0);
    }
    if (Now - Prcb->HighSinceNs >= KiTotalLimit()) {
        KeBugCheckEx(DPC_WATCHDOG_VIOLATION, 1, KiInTicks(KiTotalLimit()), 0, 0);
    }
    Due = Prcb->HighSinceNs + KiTotalLimit();
    KiArmClock(Prcb,
               Prcb->DpcRoutineActive ? KiEarlier(Due, Prcb->DpcStartNs + KiSingleLimit()) : Due);
}

static ULONG
KiTicksLeft(ULONG64 Limit, ULONG64 Used)
{
    return Used < Limit ? KiInTicks(Limit - Used) : 0;
}

NTSTATUS
KeQueryDpcWatchdogInformation(PKDPC_WATCHDOG_INFORMATION WatchdogInformation)
{
    PKPRCB Prcb = KiCurrentPrcb();
    ULONG64 Now = HalTimeNs();

    if (!Prcb->DpcRoutineActive) {
        return STATUS_UNSUCCESSFUL;
    }
    *WatchdogInformation = (KDPC_WATCHDOG_INFORMATION){
        .DpcTimeLimit = KiInTicks(KiSingleLimit()),
        .DpcTimeCount = KiTicksLeft(KiSingleLimit(), Now - Prcb->DpcStartNs),
        .DpcWatchdogLimit = KiInTicks(KiTotalLimit()),
        .DpcWatchdogCount = KiTicksLeft(KiTotalLimit(), Now - Prcb->HighSinceNs)};
    return STATUS_SUCCESS;
}

/* Somebody waits for this processor: a DPC, a thread, or a thread whose quantum is over. */
LOGICAL
KeShouldYieldProcessor(VOID)
{
    PKPRCB Prcb = KiCurrentPrcb();
    BOOLEAN Long = Prcb->DpcRoutineActive && HalTimeNs() - Prcb->DpcStartNs > KI_TICK_NS;

    return Long || Prcb->DpcQueue.Head.Next != NULL || Prcb->QuantumEnd || Prcb->TimersDue ||
           Prcb->NextThread != NULL;
}
