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
    BOOLEAN Listening;
} Race SIM_STATE;

VOID
RaceStart(VOID)
{
    HalOrderBegin();
    RaceForgetReports();
    if (!Race.Listening) {
        Race.Listening = TRUE;
        RaceListenToLocks();
        RaceListenToPackets();
    }
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
