/*
 * src/ke/timer.c - timers
 *
 * Timers expire at clock ticks: the first one at which their due time has come. They wait in a
 * wheel of buckets by due tick; a bucket is sorted by due time, equals in the order of setting.
 * High-resolution and no-wake timers have lists of their own (timerkind.c).
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

enum { KI_BUCKETS = 256 };

static struct {
    LIST_ENTRY Bucket[KI_BUCKETS];
    ULONG64 Used[KI_BUCKETS / 64]; /* buckets that may not be empty */
    ULONG64 NextDue;               /* interrupt time, 100 ns; MAXULONG64: none */
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
    KiInitSpecialTimers();
}

/* --- the wheel -------------------------------------------------------------------------------- */

VOID
KiInsertByDueTime(PLIST_ENTRY Head, PKTIMER Timer)
{
    PLIST_ENTRY After = Head->Blink;

    while (After != Head && KiTimerOf(After)->DueTime.QuadPart > Timer->DueTime.QuadPart) {
        After = After->Blink;
    }
    InsertHeadList(After, &Timer->TimerListEntry);
    Timer->Header.Inserted = 1;
}

static VOID
KiInsertTimer(PKTIMER Timer)
{
    ULONG Index = (ULONG)(KiTickOf(Timer->DueTime.QuadPart) % KI_BUCKETS);

    if (Timer->TimerType > KI_EX_TIMER) {
        KiInsertSpecialTimer(Timer);
        return;
    }
    Ki.Used[Index / 64] |= 1ull << (Index % 64);
    KiInsertByDueTime(&Ki.Bucket[Index], Timer);
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
    ULONG64 Ordinary = Never ? MAXULONG64 : KiTickAt(Ki.NextDue) * 100;
    ULONG64 Special = KiNextSpecialTimerNs();

    return Ordinary < Special ? Ordinary : Special;
}

/* --- expiry ----------------------------------------------------------------------------------- */

/* A period is in ms, and of ExSetTimer's in 100 ns: of those, what is before the tick that expires
   the timer is left out. */
static VOID
KiRepeatTimer(PKTIMER Timer)
{
    ULONG64 Now = HalTimeNs() / 100, Period = Timer->Period, Last;

    if (Timer->TimerType < KI_EX_TIMER) {
        Timer->DueTime.QuadPart += Period * 10000;
    } else {
        Last = Timer->TimerType == KI_EX_FINE_TIMER ? Now / KE_FINEST_100NS * KE_FINEST_100NS
                                                    : KiLastTick(Now);
        Timer->DueTime.QuadPart += ((Last - Timer->DueTime.QuadPart) / Period + 1) * Period;
    }
    KiInsertTimer(Timer);
}

VOID
KiExpireTimer(PKTIMER Timer)
{
    PKDPC Dpc = Timer->Dpc;

    KiRemoveTimer(Timer);
    HalProbe1(PROBE_TIMER_EXPIRE, Timer);
    HalReleaseTo(HAL_SYNC_KEY(HalSyncObject, Timer), HAL_SYNC_KEY(HalSyncObject, Dpc));
    if (Timer->TimerType == KI_THREAD_TIMER) {
        KiUnwaitThread(CONTAINING_RECORD(Timer, KTHREAD, WaitTimer), STATUS_TIMEOUT, 0);
        return;
    }
    KeArmed -= Timer->Period == 0;
    Timer->Header.SignalState = 1;
    if (Timer->Period != 0) {
        KiRepeatTimer(Timer);
    }
    KiWaitTest(&Timer->Header, 0);
    if (Dpc != NULL && KiInsertDpc(Dpc, NULL, NULL, Timer->Processor)) {
        KiRequestDispatch(Dpc->DpcData); // as if that processor had expired the timer itself
    }
}

/* A search hears that a timer which is set no more might have expired before. */
static VOID
KiTouchTimers(BOOLEAN Takes)
{
    HalTouch(&Ki, Takes);
}

/* All that are due at this moment, earliest first. */
VOID
KiExpireTimers(VOID)
{
    ULONG64 Last = KiLastTick(HalTimeNs() / 100);

    KiTouchTimers(FALSE);
    while (Ki.NextDue <= Last) {
        PLIST_ENTRY Head = &Ki.Bucket[KiTickOf(Ki.NextDue) % KI_BUCKETS];

        while (!IsListEmpty(Head) && KiTimerOf(Head->Flink)->DueTime.QuadPart <= Ki.NextDue) {
            KiExpireTimer(KiTimerOf(Head->Flink));
        }
        KiFindNextDue();
    }
    KiExpireSpecialTimers();
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

/* A search begins: time brings timers only, not the ends of quanta that were begun before. */
VOID
KeForgetQuanta(VOID)
{
    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        KiPrcbOf(i)->ClockDueNs = MAXULONG64;
        HalArmClock(i, MAXULONG64);
    }
    KiArmClock(KiPrcbOf(0), KiNextTimerNs());
    KiForgetSharing();
}

/* In the processor's clock interrupt. */
VOID
KiClockInterrupt(PKPRCB Prcb)
{
    ULONG64 Now = HalTimeNs(), Timers = Prcb->Number == 0 ? KiNextTimerNs() : MAXULONG64;
    BOOLEAN Runs = Prcb->CurrentThread != &Prcb->IdleThread;

    Prcb->Statistics.ClockTicks++;
    Prcb->ClockDueNs = MAXULONG64;
    if (Timers <= Now) {
        Prcb->TimersDue = TRUE;
    } else {
        KiArmClock(Prcb, Timers);
    }
    if (Runs && Prcb->QuantumEndNs <= Now) {
        Prcb->QuantumEnd = TRUE;
    } else if (Runs && KiCountsQuanta()) {
        KiArmClock(Prcb, Prcb->QuantumEndNs);
    }
    if (Prcb->TimersDue || Prcb->QuantumEnd || Prcb->DpcQueue.Head.Next != NULL) {
        KiRequestDispatch(Prcb);
    }
}

/* --- a waiting thread's time-out -------------------------------------------------------------- */

VOID
KiArmThreadTimer(PKTHREAD Thread, ULONG64 Due, BOOLEAN Absolute)
{
    Thread->WaitTimer.TimerType = KI_THREAD_TIMER;
    Thread->WaitTimer.Header.Absolute = Absolute;
    Thread->WaitTimer.DueTime.QuadPart = Due;
    KiInsertTimer(&Thread->WaitTimer);
}

VOID
KiDisarmThreadTimer(PKTHREAD Thread)
{
    if (Thread->WaitTimer.Header.Inserted) {
        KiRemoveTimer(&Thread->WaitTimer);
        KiTouchTimers(TRUE);
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
        KeArmed--;
    }
    HalProbe2(PROBE_TIMER_CANCEL, Timer, WasSet);
    KiTouchTimers(WasSet);
    return WasSet;
}

BOOLEAN
KeReadStateTimer(PKTIMER Timer)
{
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Timer));
    return Timer->Header.SignalState != 0;
}

static BOOLEAN
KiSetTimer(PKTIMER Timer, LARGE_INTEGER DueTime, ULONG Period, ULONG64 Slip, PKDPC Dpc)
{
    BOOLEAN WasSet = Timer->Header.Inserted, Absolute;

    if (WasSet) {
        KiRemoveTimer(Timer);
    }
    Timer->Header.SignalState = 0;
    Timer->DueTime.QuadPart = KiDueTime(&DueTime, &Absolute) + Slip;
    Timer->Header.Absolute = Absolute;
    Timer->Period = Period;
    Timer->Dpc = Dpc;
    Timer->Processor = (USHORT)HalCurrentProcessor();
    KeArmed += !WasSet;
    HalRelease(HAL_SYNC_KEY(HalSyncObject, Timer));
    HalProbe2(PROBE_TIMER_SET, Timer, Timer->DueTime.QuadPart);
    KiTouchTimers(WasSet);
    KiInsertTimer(Timer);
    return WasSet;
}

BOOLEAN
KeSetTimerEx(PKTIMER Timer, LARGE_INTEGER DueTime, LONG Period, PKDPC Dpc)
{
    return KiSetTimer(Timer, DueTime, (ULONG)Period, 0, Dpc);
}

BOOLEAN
KeSetTimer(PKTIMER Timer, LARGE_INTEGER DueTime, PKDPC Dpc)
{
    return KiSetTimer(Timer, DueTime, 0, 0, Dpc);
}

/* The tolerable delay (in ms) permits coalescing: chance says by how many ticks, 0 in a timed
   run. */
BOOLEAN
KeSetCoalescableTimer(PKTIMER Timer, LARGE_INTEGER DueTime, ULONG Period, ULONG TolerableDelay,
                      PKDPC Dpc)
{
    ULONG Ticks = (ULONG)(TolerableDelay * 10000ull / HAL_TICK_100NS);
    ULONG64 Slip = HalChoose(HalChooseOrder, (Ticks > 8 ? 8 : Ticks) + 1);

    return KiSetTimer(Timer, DueTime, Period, Slip * HAL_TICK_100NS, Dpc);
}

BOOLEAN
KeSetTimerOfKind(PKE_TIMER Timer, LARGE_INTEGER DueTime, ULONG Period100ns, KE_TIMER_KIND Kind,
                 ULONG64 NoWakeTolerance100ns, PKDPC Dpc)
{
    static const USHORT Types[] = {[KeTimerOrdinary] = KI_EX_TIMER,
                                   [KeTimerHighResolution] = KI_EX_FINE_TIMER,
                                   [KeTimerNoWake] = KI_EX_NO_WAKE_TIMER};

    Timer->Timer.TimerType = Types[Kind];
    Timer->NoWakeTolerance = NoWakeTolerance100ns;
    return KiSetTimer(&Timer->Timer, DueTime, Period100ns, 0, Dpc);
}

/* --- the system time changes ------------------------------------------------------------------ */

/* The first absolute one in the list that has not been moved yet is put aside. */
static VOID
KiTakeAbsoluteTimers(PLIST_ENTRY Head, PLIST_ENTRY Taken)
{
    for (PLIST_ENTRY Entry = Head->Flink, Next = Entry->Flink; Entry != Head;
         Entry = Next, Next = Entry->Flink) {
        if (KiTimerOf(Entry)->Header.Absolute) {
            KiRemoveTimer(KiTimerOf(Entry));
            InsertTailList(Taken, Entry);
        }
    }
}

/* System time is so much later than it was: what is due at a system time comes so much earlier. */
VOID
KiMoveAbsoluteTimers(LONG64 Later100ns)
{
    LIST_ENTRY Taken;

    InitializeListHead(&Taken);
    for (ULONG i = 0; i < KI_BUCKETS; i++) {
        KiTakeAbsoluteTimers(&Ki.Bucket[i], &Taken);
    }
    KiTakeAbsoluteTimers(KiNoWakeTimers(), &Taken);
    KiFindNextDue();
    while (!IsListEmpty(&Taken)) {
        PKTIMER Timer = KiTimerOf(RemoveHeadList(&Taken));
        LONG64 Due = (LONG64)Timer->DueTime.QuadPart - Later100ns;

        Timer->DueTime.QuadPart = Due > 0 ? (ULONG64)Due : 0;
        KiInsertTimer(Timer);
    }
    KiArmClock(KiPrcbOf(0), KiNextTimerNs());
}

/* Timers that are still set, of drivers: threads' time-outs are no leak. */
static PKTIMER
KiFindTimerIn(PLIST_ENTRY Head, const VOID *Base, SIZE_T Bytes)
{
    for (PLIST_ENTRY Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        PKTIMER Timer = KiTimerOf(Entry);

        if ((SIZE_T)((PUCHAR)Timer - (PUCHAR)Base) < Bytes) {
            return Timer;
        }
    }
    return NULL;
}

PKTIMER
KiFindTimer(const VOID *Base, SIZE_T Bytes)
{
    PKTIMER Timer = KiFindTimerIn(KiFineTimers(), Base, Bytes);

    if (Timer == NULL) {
        Timer = KiFindTimerIn(KiNoWakeTimers(), Base, Bytes);
    }
    for (ULONG i = 0; i < KI_BUCKETS && Timer == NULL; i++) {
        if ((Ki.Used[i / 64] >> (i % 64) & 1) != 0) {
            Timer = KiFindTimerIn(&Ki.Bucket[i], Base, Bytes);
        }
    }
    return Timer;
}

static VOID
KiReportTimersIn(PLIST_ENTRY Head, VOID (*Report)(PCSTR Format, ...))
{
    for (PLIST_ENTRY Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        PKTIMER Timer = KiTimerOf(Entry);

        if (Timer->TimerType != KI_THREAD_TIMER) {
            Report("timer %p is still set (due at %llu00 ns, period %u%s, DPC %p)\n", (PVOID)Timer,
                   (ULONG64)Timer->DueTime.QuadPart, Timer->Period,
                   Timer->TimerType >= KI_EX_TIMER ? "00 ns" : " ms", (PVOID)Timer->Dpc);
        }
    }
}

VOID
KiReportTimers(VOID (*Report)(PCSTR Format, ...))
{
    for (ULONG i = 0; i < KI_BUCKETS; i++) {
        KiReportTimersIn(&Ki.Bucket[i], Report);
    }
    KiReportTimersIn(KiFineTimers(), Report);
    KiReportTimersIn(KiNoWakeTimers(), Report);
}
