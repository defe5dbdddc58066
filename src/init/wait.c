/*
 * init/wait.c - a test lets time pass: until all is done, or for so long
 *
 * sim_run_until_idle: the machine tells when every processor is idle and time would move on; then
 * all who wait here go on. sim_run_for: an event of the machine, exact to the nanosecond, where a
 * kernel timer would wait for the clock tick.
 *
 * The time limit of a test is such an event too: there is always one event to come, so a machine
 * on which nothing can ever happen gets there at once.
 */
#include "init.h"

#include <sim/test.h>

static struct {
    KEVENT Quiet;
} Inip SIM_STATE;

static VOID
InipOnQuiet(VOID)
{
    KeSetEvent(&Inip.Quiet, IO_NO_INCREMENT, FALSE);
}

static VOID
InipOnTime(PVOID Event)
{
    KeSetEvent(Event, IO_NO_INCREMENT, FALSE);
}

static VOID
InipOnTimeLimit(PVOID Unused)
{
    ULONG64 Milliseconds = InipRun.Setup.time_limit_ns / 1000000;

    InipPrint("%s: %llu.%03u s of virtual time have passed", InipTestName(), Milliseconds / 1000,
              (ULONG)(Milliseconds % 1000));
    KeStopStuck();
}

VOID
InipInitWait(VOID)
{
    KeInitializeEvent(&Inip.Quiet, NotificationEvent, FALSE);
    KeSetQuietRoutine(InipOnQuiet);
    HalCallAt(InipRun.Setup.time_limit_ns, InipOnTimeLimit, NULL);
}

VOID
InipWaitUntilIdle(VOID)
{
    KeClearEvent(&Inip.Quiet);
    HalWantQuiet();
    KeWaitForSingleObject(&Inip.Quiet, Executive, KernelMode, FALSE, NULL);
}

VOID
InipWaitFor(ULONG64 Nanoseconds)
{
    KEVENT Event;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    HalCallAt(Nanoseconds, InipOnTime, &Event);
    KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NULL);
}

/* --- what tests call -------------------------------------------------------------------------- */

static VOID
InipCheckMayWait(PCSTR Who)
{
    if (HalGetIrql() != PASSIVE_LEVEL) {
        InipFailSaying(NULL, 0, "%s was called at IRQL %u", Who, HalGetIrql());
    }
}

static NTSTATUS
InipIdleService(PVOID Unused)
{
    InipWaitUntilIdle();
    return STATUS_SUCCESS;
}

static NTSTATUS
InipForService(PVOID Nanoseconds)
{
    InipWaitFor(*(uint64_t *)Nanoseconds);
    return STATUS_SUCCESS;
}

void
sim_run_until_idle(void)
{
    InipCheckMayWait("sim_run_until_idle");
    InipCallKernel(InipIdleService, NULL);
}

void
sim_run_for(uint64_t ns)
{
    InipCheckMayWait("sim_run_for");
    InipCallKernel(InipForService, &ns);
}

uint64_t
sim_time_ns(void)
{
    return HalTimeNs();
}
