/*
 * src/ke/timerkind.c - timers that are finer than the tick, and timers that wake nobody
 *
 *      high-resolution   expires at the first whole millisecond that is not before it is due: the
 *                        clock interrupts there for it
 *      no-wake           as an ordinary one while processor 0 runs a thread; while it is idle (its
 *                        low-power state), the clock interrupts for it only when its tolerance is
 *                        over, never if that is unlimited; it expires with any interrupt of the
 *                        clock comes earlier
 *
 * Differs from Windows: the clock does not run at a millisecond round a high-resolution timer's due
 * time, it interrupts at that one millisecond; other timers keep their tick.
 */
#include "ki.h"

static struct {
    LIST_ENTRY Fine, NoWake; /* by due time */
} Ki SIM_STATE;

VOID
KiInitSpecialTimers(VOID)
{
    InitializeListHead(&Ki.Fine);
    InitializeListHead(&Ki.NoWake);
}

/* Mostly. */
static BOOLEAN
KiAreNone(VOID)
{
    return IsListEmpty(&Ki.Fine) && IsListEmpty(&Ki.NoWake);
}

PLIST_ENTRY
KiFineTimers(VOID)
{
    return &Ki.Fine;
}

PLIST_ENTRY
KiNoWakeTimers(VOID)
{
    return &Ki.NoWake;
}

static ULONG64
KiFineTickAt(ULONG64 Due)
{
    return (Due + KE_FINEST_100NS - 1) / KE_FINEST_100NS * KE_FINEST_100NS;
}

VOID
KiInsertSpecialTimer(PKTIMER Timer)
{
    KiInsertByDueTime(Timer->TimerType == KI_EX_FINE_TIMER ? &Ki.Fine : &Ki.NoWake, Timer);
    KiArmClock(KiPrcbOf(0), KiNextTimerNs());
}

/* --- when the clock must interrupt for them --------------------------------------------------- */

static ULONG64
KiWakeBy(PKTIMER Timer)
{
    ULONG64 Tolerance = CONTAINING_RECORD(Timer, KE_TIMER, Timer)->NoWakeTolerance;
    ULONG64 Due = Timer->DueTime.QuadPart;

    return Tolerance > MAXULONG64 / 200 - Due ? MAXULONG64 : KiTickAt(Due + Tolerance);
}

static ULONG64
KiNextNoWake(VOID)
{
    ULONG64 Earliest = MAXULONG64;

    if (IsListEmpty(&Ki.NoWake)) {
        return MAXULONG64;
    }
    if (KiPrcbOf(0)->CurrentThread != &KiPrcbOf(0)->IdleThread) {
        return KiTickAt(KiTimerOf(Ki.NoWake.Flink)->DueTime.QuadPart);
    }
    for (PLIST_ENTRY Entry = Ki.NoWake.Flink; Entry != &Ki.NoWake; Entry = Entry->Flink) {
        ULONG64 WakeBy = KiWakeBy(KiTimerOf(Entry));

        Earliest = WakeBy < Earliest ? WakeBy : Earliest;
    }
    return Earliest;
}

static ULONG64
KiNextFine(VOID)
{
    return IsListEmpty(&Ki.Fine) ? MAXULONG64
                                 : KiFineTickAt(KiTimerOf(Ki.Fine.Flink)->DueTime.QuadPart);
}

ULONG64
KiNextSpecialTimerNs(VOID)
{
    ULONG64 Fine, NoWake, Next;

    if (KiAreNone()) {
        return MAXULONG64;
    }
    Fine = KiNextFine();
    NoWake = KiNextNoWake();
    Next = Fine < NoWake ? Fine : NoWake;
    return Next > MAXULONG64 / 100 ? MAXULONG64 : Next * 100;
}

/* The processor leaves its low-power state. */
VOID
KiWakeNoWakeTimers(PKPRCB Prcb)
{
    if (Prcb->Number == 0 && !IsListEmpty(&Ki.NoWake)) {
        KiArmClock(Prcb, KiNextTimerNs());
    }
}

/* --- expiry ----------------------------------------------------------------------------------- */

static VOID
KiExpireUpTo(PLIST_ENTRY Head, ULONG64 Last)
{
    while (!IsListEmpty(Head) && KiTimerOf(Head->Flink)->DueTime.QuadPart <= Last) {
        KiExpireTimer(KiTimerOf(Head->Flink));
    }
}

VOID
KiExpireSpecialTimers(VOID)
{
    ULONG64 Now;

    if (KiAreNone()) {
        return;
    }
    Now = HalTimeNs() / 100;
    KiExpireUpTo(&Ki.Fine, Now / KE_FINEST_100NS * KE_FINEST_100NS);
    KiExpireUpTo(&Ki.NoWake, KiLastTick(Now));
}
