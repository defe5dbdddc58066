/*
 * src/race/start.c - race detection is switched on and off
 *
 * What orders accesses is told to the hal in three ways: by the kernel's own routines where a probe
 * would not say enough (waits, DPCs, timers, threads, work items, interrupts: HalRelease and
 * HalAcquire, which cost a test while nobody compares), by lock.c and by edge.c, which listen to
 * probes.
 */
#include "racei.h"

static struct {
    BOOLEAN Listening, ToRuns;
} Race SIM_STATE;

VOID
RaceStart(BOOLEAN Strictly)
{
    HalOrderStrictly(Strictly ? RaceIsBound : NULL);
    HalOrderBegin();
    RaceForgetReports();
    if (!Race.Listening) {
        Race.Listening = TRUE;
        RaceListenToLocks();
        RaceListenToPackets();
    }
    if (Strictly && !Race.ToRuns) {
        Race.ToRuns = TRUE;
        RaceListenToRuns();
    }
}

VOID
RaceLookAway(VOID)
{
    HalSetRaceRoutine(NULL);
}

VOID
RaceStop(VOID)
{
    HalOrderEnd();
}

VOID
RaceFixture(VOID)
{
    HalOrderFixture();
    RaceNewSchedule();
}

VOID
RaceRestart(VOID)
{
    HalOrderRestart();
    RaceNewSchedule();
}
