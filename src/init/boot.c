/*
 * init/boot.c - from power-on to the test, and back to nothing
 *
 *      host's stack:         pool, security, objects, processes (InipBoot), then HalRun
 *      first system thread:  workers, memory, registry, I/O, devices, drivers
 *                            the test in a process of its own, shutdown, HalStop
 *
 * The order is that of the ladder. What a rung hands down to a lower one is set by its own
 * initialisation, so that init only needs to know the order.
 *
 * Differs from Windows: there is no loader and no session manager; the first process is the test.
 */
#include "init.h"

static NTSTATUS
InipCreateWorker(VOID (*Start)(PVOID), PVOID Context, KPRIORITY Priority)
{
    return PsCreateWorker(Start, Context, Priority);
}

static VOID
InipInitKernel(VOID)
{
    ExInitWorkers(InipCreateWorker);
    KeInitThreadedDpcs(InipCreateWorker);
    MmInitSystem();
    MmSetRoutineFinder(KiFindGate);
    if (InipRun.Setup.force_irql_checking) {
        MmForceIrqlChecking();
    }
    CmInitSystem();
    IoInitSystem();
    InipPlugDevices();
    PnpInitSystem();
    WmiInitSystem();
}

/* From here on, what comes and stays is a leak. */
static VOID
InipMarkBootComplete(VOID)
{
    ObMarkBaseline();
    IoMarkBootComplete();
}

static VOID
InipPhase1(PVOID Unused)
{
    InipInitKernel();
    InipMarkBootComplete();
    InipWatchRaces();
    InipInitInvariants();
    InipStartDrivers();
    InipRunTest();
    InipShutdown();
    HalStop();
}

/* SIM_DEBUG=1: all of DbgPrint's levels are shown; else errors only, as on Windows. */
static VOID
InipSetDebugMask(VOID)
{
    if (HalEnvironment("SIM_DEBUG") != NULL) {
        RtlSetDebugMask(MAXULONG, MAXULONG);
    }
}

/* What the kernel finds its processors to be. */
static VOID
InipSetProcessors(VOID)
{
    const struct sim_setup *Setup = &InipRun.Setup;

    HalKeepProcessors(Setup->hot_cpus);
    HalSetGroupSize(Setup->group_size);
    HalSetNodeSize(Setup->node_size);
    KeSetDpcLimits(Setup->dpc_limit_ns, Setup->dpc_total_limit_ns);
    KeEnableThreadedDpcs(!Setup->no_threaded_dpcs);
}

VOID
InipBoot(VOID)
{
    InipSetProcessors();
    ExInitSystem();
    RtlInitSystem();
    SeInitSystem();
    ObInitSystem();
    InipSetDebugMask();
    RtlSetDebugger(InipRun.Setup.debugger);
    InipInitExpect();
    InipInitWait();
    PsInitSystem(InipPhase1, NULL);
}
