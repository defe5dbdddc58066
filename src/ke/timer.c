/*
 * src/ke/timer.c - timers
 *
 * Timers expire at clock ticks: the first one at which their due time has come. They wait in a
 * wheel of buckets by due tick; a bucket is sorted by due time, equals in the order of setting.
 *
 *      idle --KeSetTimer--> in the wheel --tick--> signalled, its DPC queued; periodic: in the
 *      wheel again
 *           <--KeCancelTimer--
 *
 * The clock interrupts only when something is due: processor 0's for timers, each processor's for
 * the quantum of its thread. An idle hour costs nothing.
 *
 * Invariants:
 *   M1. A timer is in the wheel exactly while Header.Inserted.
 *   M2. NextDue is not later than the due time of any timer in the wheel.
 *
 * Differs from Windows: a timer never expires early with respect to the precise time at which it
 * was set; all timers expire on processor 0, and a DPC without a target then goes to the processor
 * that set it.
 */
#include "ki.h"

enum { KI_BUCKETS = 256, KI_THREAD_TIMER = 2 };

static struct {
    LIST_ENTRY Bucket[KI_BUCKETS];
    ULONG64 Used[KI_BUCKETS / 64]; /* buckets that may not be empty */
    ULONG64 NextDue; /* interrupt time, 100 ns; MAXULONG64: none */
    ULONG Timers;
} Ki SIM_STATE;

static ULONG64
KiTickOf(ULONG64 Due)
{
    return (Due + HAL_TICK_100NS - 1) / HAL_TICK_100NS;
}

VOID
KiInitTimers(VOID)
{
    for (ULONG i = 0; i < KI_BUCKETS; i++) {
        InitializeListHead(&Ki.Bucket[i]);
    }
    Ki.NextDue = MAXULONG64;
}

/* --- the wheel -------------------------------------------------------------------------------- */

static PKTIMER
KiTimerOf(PLIST_ENTRY Entry)
{
    return CONTAINING_RECORD(Entry, KTIMER, TimerListEntry);
}

static VOID
KiInsertTimer(PKTIMER Timer)
{
    ULONG Index = (ULONG)(KiTickOf(Timer->DueTime.QuadPart) % KI_BUCKETS);
    PLIST_ENTRY Head = &Ki.Bucket[Index], After = Head->Blink;

    Ki.Used[Index / 64] |= 1ull << (Index % 64);

    while (After != Head && KiTimerOf(After)->DueTime.QuadPart > Timer->DueTime.QuadPart) {
        After = After->Blink;
    }
    InsertHeadList(After, &Timer->TimerListEntry);
    Timer->Header.Inserted = 1;
    Ki.Timers++;
    if (Timer->DueTime.QuadPart < Ki.NextDue) {
        Ki.NextDue = Timer->DueTime.QuadPart;
        KiArmClock(KiPrcbOf(0), KiNextTimerNs());
    }
}

static VOID
KiRemoveTimer(PKTIMER Timer)
{
    RemoveEntryList(&Timer->TimerListEntry);
    Timer->Header.Inserted = 0;
    Ki.Timers--;
}

static VOID
KiLookInBucket(ULONG Index)
{
    PLIST_ENTRY First = Ki.Bucket[Index].Flink;

    if (First == &Ki.Bucket[Index]) {
        Ki.Used[Index / 64] &= ~(1ull << (Index % 64));
    } else if (KiTimerOf(First)->DueTime.QuadPart < Ki.NextDue) {
        Ki.NextDue = KiTimerOf(First)->DueTime.QuadPart;
    }
}

static VOID
KiFindNextDue(VOID)
{
    Ki.NextDue = MAXULONG64;
    for (ULONG Word = 0; Word < KI_BUCKETS / 64; Word++) {
        for (ULONG64 Left = Ki.Used[Word]; Left != 0; Left &= Left - 1) {
            KiLookInBucket(Word * 64 + (ULONG)__builtin_ctzll(Left));
        }
    }
}

/* When the clock must interrupt for the earliest timer, in ns. */
ULONG64
KiNextTimerNs(VOID)
{
    BOOLEAN Never = Ki.NextDue > MAXULONG64 / 100 - HAL_TICK_100NS; // or past what ns can tell

    return Never ? MAXULONG64 : KiTickOf(Ki.NextDue) * KI_TICK_NS;
}

/* --- expiry ----------------------------------------------------------------------------------- */

static VOID
KiExpireTimer(PKTIMER Timer)
{
    PKDPC Dpc = Timer->Dpc;

    KiRemoveTimer(Timer);
    HalProbe1(PROBE_TIMER_EXPIRE, Timer);
    if (Timer->TimerType == KI_THREAD_TIMER) {
        KiUnwaitThread(CONTAINING_RECORD(Timer, KTHREAD, WaitTimer), STATUS_TIMEOUT, 0);
        return;
    }
    Timer->Header.SignalState = 1;
    if (Timer->Period != 0) {
        Timer->DueTime.QuadPart += Timer->Period * 10000ull;
        KiInsertTimer(Timer);
    }
    KiWaitTest(&Timer->Header, 0);
    if (Dpc != NULL && KiInsertDpc(Dpc, NULL, NULL, Timer->Processor)) {
        KiRequestDispatch(Dpc->DpcData); // as if that processor had expired the timer itself
    }
}

/* All that are due at this moment, earliest first. */
VOID
KiExpireTimers(VOID)
{
    ULONG64 Tick = HalTimeNs() / KI_TICK_NS;

    while (KiTickOf(Ki.NextDue) <= Tick && Ki.NextDue != MAXULONG64) {
        PLIST_ENTRY Head = &Ki.Bucket[KiTickOf(Ki.NextDue) % KI_BUCKETS];

        while (!IsListEmpty(Head) && KiTimerOf(Head->Flink)->DueTime.QuadPart <= Ki.NextDue) {
            KiExpireTimer(KiTimerOf(Head->Flink));
        }
        KiFindNextDue();
    }
    KiArmClock(KiPrcbOf(0), KiNextTimerNs());
}

/* --- the clock -------------------------------------------------------------------------------- */

VOID
KiArmClock(PKPRCB Prcb, ULONG64 DueNs)
{
    if (DueNs < Prcb->ClockDueNs) {
        Prcb->ClockDueNs = DueNs;
        HalArmClock(Prcb->Number, DueNs);
    }
}

/* In the processor's clock interrupt. */
VOID
KiClockInterrupt(PKPRCB Prcb)
{
    ULONG64 Now = HalTimeNs();
    BOOLEAN Runs = Prcb->CurrentThread != &Prcb->IdleThread;

    Prcb->Statistics.ClockTicks++;
    Prcb->ClockDueNs = MAXULONG64;
    if (Prcb->Number == 0 && KiNextTimerNs() <= Now) {
        Prcb->TimersDue = TRUE;
    } else if (Prcb->Number == 0) {
        KiArmClock(Prcb, KiNextTimerNs());
    }
    if (Runs && Prcb->QuantumEndNs <= Now) {
        Prcb->QuantumEnd = TRUE;
    } else if (Runs) {
        KiArmClock(Prcb, Prcb->QuantumEndNs);
    }
    if (Prcb->TimersDue || Prcb->QuantumEnd || Prcb->DpcHead.Next != NULL) {
        KiRequestDispatch(Prcb);
    }
}

/* --- a waiting thread's time-out -------------------------------------------------------------- */

VOID
KiArmThreadTimer(PKTHREAD Thread, ULONG64 Due)
{
    Thread->WaitTimer.TimerType = KI_THREAD_TIMER;
    Thread->WaitTimer.DueTime.QuadPart = Due;
    KiInsertTimer(&Thread->WaitTimer);
}

VOID
KiDisarmThreadTimer(PKTHREAD Thread)
{
    if (Thread->WaitTimer.Header.Inserted) {
        KiRemoveTimer(&Thread->WaitTimer);
    }
}

/* --- timers of drivers ------------------------------------------------------------------------ */

VOID
KeInitializeTimerEx(PKTIMER Timer, TIMER_TYPE Type)
{
    RtlZeroMemory(Timer, sizeof *Timer);
    KeInitializeHeader(&Timer->Header,
                       Type == NotificationTimer ? KiTimerNotification : KiTimerSynchronization,
                       sizeof *Timer, 0);
}

VOID
KeInitializeTimer(PKTIMER Timer)
{
    KeInitializeTimerEx(Timer, NotificationTimer);
}

BOOLEAN
KeCancelTimer(PKTIMER Timer)
{
    BOOLEAN WasSet = Timer->Header.Inserted;

    if (WasSet) {
        KiRemoveTimer(Timer);
    }
    HalProbe2(PROBE_TIMER_CANCEL, Timer, WasSet);
    return WasSet;
}

BOOLEAN
KeReadStateTimer(PKTIMER Timer)
{
    return Timer->Header.SignalState != 0;
}

BOOLEAN
KeSetTimerEx(PKTIMER Timer, LARGE_INTEGER DueTime, LONG Period, PKDPC Dpc)
{
    BOOLEAN WasSet = Timer->Header.Inserted, Absolute;

    if (WasSet) {
        KiRemoveTimer(Timer);
    }
    Timer->Header.SignalState = 0;
    Timer->DueTime.QuadPart = KiDueTime(&DueTime, &Absolute);
    Timer->Header.Absolute = Absolute;
    Timer->Period = (ULONG)Period;
    Timer->Dpc = Dpc;
    Timer->Processor = (USHORT)HalCurrentProcessor();
    HalProbe2(PROBE_TIMER_SET, Timer, Timer->DueTime.QuadPart);
    KiInsertTimer(Timer);
    return WasSet;
}

BOOLEAN
KeSetTimer(PKTIMER Timer, LARGE_INTEGER DueTime, PKDPC Dpc)
{
    return KeSetTimerEx(Timer, DueTime, 0, Dpc);
}

/* The tolerable delay permits coalescing and does not demand it. */
BOOLEAN
KeSetCoalescableTimer(PKTIMER Timer, LARGE_INTEGER DueTime, ULONG Period, ULONG TolerableDelay,
                      PKDPC Dpc)
{
    UNREFERENCED_PARAMETER(TolerableDelay);
    return KeSetTimerEx(Timer, DueTime, (LONG)Period, Dpc);
}

/* Timers that are still set, of drivers: threads' time-outs are no leak. */
VOID
KiReportTimers(VOID (*Report)(PCSTR Format, ...))
{
    for (ULONG i = 0; i < KI_BUCKETS; i++) {
        for (PLIST_ENTRY Entry = Ki.Bucket[i].Flink; Entry != &Ki.Bucket[i]; Entry = Entry->Flink) {
            PKTIMER Timer = KiTimerOf(Entry);

            if (Timer->TimerType != KI_THREAD_TIMER) {
                Report("timer %p is still set (due at %llu00 ns, period %u ms, DPC %p)\n",
                       (PVOID)Timer, (ULONG64)Timer->DueTime.QuadPart, Timer->Period,
                       (PVOID)Timer->Dpc);
            }
        }
    }
}
