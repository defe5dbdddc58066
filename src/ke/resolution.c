/*
 * src/ke/resolution.c - how often the clock interrupts
 *
 * By default each 15.625 ms; drivers may ask for less, down to a millisecond. The finest request of
 * those that are not withdrawn counts. At a finer resolution the clock interrupts are those of the
 * finer one and of the default, so that time at ticks never goes back when the resolution changes.
 *
 * Differs from Windows: what was requested is not noted by driver; withdrawals are counted.
 */
#include "ki.h"

static struct {
    ULONG Requests;   /* not withdrawn */
    ULONG Resolution; /* 100 ns; 0: the default */
    ULONG64 Latest;   /* tick that was shown */
} Ki SIM_STATE;

ULONG
KeClockResolution(VOID)
{
    return Ki.Resolution != 0 ? Ki.Resolution : HAL_TICK_100NS;
}

ULONG64
KiTickAt(ULONG64 Due)
{
    ULONG64 Coarse = (Due + HAL_TICK_100NS - 1) / HAL_TICK_100NS * HAL_TICK_100NS, Fine;

    if (Ki.Resolution == 0) {
        return Coarse;
    }
    Fine = (Due + Ki.Resolution - 1) / Ki.Resolution * Ki.Resolution;
    return Fine < Coarse ? Fine : Coarse;
}

ULONG64
KiLastTick(ULONG64 Now)
{
    ULONG64 Coarse = Now / HAL_TICK_100NS * HAL_TICK_100NS, Fine;

    if (Ki.Resolution == 0) {
        return Coarse;
    }
    Fine = Now / Ki.Resolution * Ki.Resolution;
    return Fine > Coarse ? Fine : Coarse;
}

ULONG64
KiTickTime(ULONG64 Now)
{
    ULONG64 Last = KiLastTick(Now);

    Ki.Latest = Last > Ki.Latest ? Last : Ki.Latest;
    return Ki.Latest;
}

ULONG
KeRequestClockResolution(ULONG Desired100ns, BOOLEAN Set)
{
    ULONG Desired = Desired100ns < KE_FINEST_100NS ? KE_FINEST_100NS : Desired100ns;

    if (Set) {
        Ki.Requests++;
        Ki.Resolution = Desired < KeClockResolution() ? Desired : Ki.Resolution;
    } else if (Ki.Requests > 0 && --Ki.Requests == 0) {
        Ki.Resolution = 0;
    }
    KiArmClock(KiPrcbOf(0), KiNextTimerNs());
    return KeClockResolution();
}
