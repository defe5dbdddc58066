/*
 * src/ke/time.c - what time it is
 *
 * Interrupt time counts 100 ns units since boot and, but for its precise form, moves at clock
 * ticks; system time is interrupt time plus the time of boot (2020-01-01 00:00 UTC, in every run)
 * until somebody sets it.
 * The performance counter runs at 10 MHz, as on today's Windows.
 *
 * Processors' clocks may lie some hundred nanoseconds apart. What is read here never goes back,
 * whichever processor asks: one that is behind catches up with the last reading first.
 */
#include "ki.h"

#define KI_BOOT_TIME 132223104000000000ull

static struct {
    ULONG64 LatestNs;   /* that was read */
    LONG64 Moved100ns; /* by which system time was set to be later */
} Ki SIM_STATE;

ULONG64
KiInterruptTimePrecise(VOID)
{
    ULONG64 Now = HalTimeNs();

    if (Now < Ki.LatestNs) {
        HalSpend((ULONG)(Ki.LatestNs - Now));
        Now = Ki.LatestNs;
    }
    Ki.LatestNs = Now;
    return Now / 100;
}

static ULONG64
KiBootTime(VOID)
{
    return KI_BOOT_TIME + (ULONG64)Ki.Moved100ns;
}

VOID
KeMoveSystemTime(LONG64 Later100ns)
{
    Ki.Moved100ns += Later100ns;
    KiMoveAbsoluteTimers(Later100ns);
}

/* Negative: relative to now; positive: system time. In interrupt time. */
ULONG64
KiDueTime(const LARGE_INTEGER *Time, PBOOLEAN Absolute)
{
    *Absolute = Time->QuadPart > 0;
    if (Time->QuadPart <= 0) {
        return KiInterruptTimePrecise() + (0 - (ULONG64)Time->QuadPart);
    }
    return (ULONG64)Time->QuadPart > KiBootTime() ? (ULONG64)Time->QuadPart - KiBootTime() : 0;
}

ULONGLONG
KeQueryInterruptTime(VOID)
{
    return KiTickTime(KiInterruptTimePrecise());
}

ULONG64
KeQueryInterruptTimePrecise(PULONG64 QpcTimeStamp)
{
    *QpcTimeStamp = KiInterruptTimePrecise();
    return *QpcTimeStamp;
}

/* The machine never sleeps, so unbiased time is the same. */
ULONGLONG
KeQueryUnbiasedInterruptTime(VOID)
{
    return KeQueryInterruptTime();
}

ULONGLONG
KeQueryUnbiasedInterruptTimePrecise(PULONG64 QpcTimeStamp)
{
    return KeQueryInterruptTimePrecise(QpcTimeStamp);
}

VOID
KeQuerySystemTime(PLARGE_INTEGER CurrentTime)
{
    CurrentTime->QuadPart = (LONGLONG)(KiBootTime() + KeQueryInterruptTime());
}

VOID
KeQuerySystemTimePrecise(PLARGE_INTEGER CurrentTime)
{
    CurrentTime->QuadPart = (LONGLONG)(KiBootTime() + KiInterruptTimePrecise());
}

VOID
KeQueryTickCount(PLARGE_INTEGER CurrentCount)
{
    CurrentCount->QuadPart = (LONGLONG)(KiInterruptTimePrecise() / HAL_TICK_100NS);
}

ULONG
KeQueryTimeIncrement(VOID)
{
    return HAL_TICK_100NS;
}

LARGE_INTEGER
KeQueryPerformanceCounter(PLARGE_INTEGER PerformanceFrequency)
{
    LARGE_INTEGER Count;

    if (PerformanceFrequency != NULL) {
        PerformanceFrequency->QuadPart = 10000000;
    }
    Count.QuadPart = (LONGLONG)KiInterruptTimePrecise();
    return Count;
}

VOID
KeStallExecutionProcessor(ULONG MicroSeconds)
{
    HalStall(MicroSeconds * 1000ull);
}

/* Other processors get their turn: a loop that polls memory for them ends. */
VOID
YieldProcessor(VOID)
{
    HalYield();
}
