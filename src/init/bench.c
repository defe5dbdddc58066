/*
 * init/bench.c - what only libsim itself can measure, for tests/bench
 */
#include "init.h"

void sim_bench_switch(unsigned times);
void sim_bench_here(void);
double sim_bench_snapshot(const struct sim_setup *setup, unsigned times, uint64_t *bytes);
unsigned sim_bench_repeat(const struct sim_setup *setup, unsigned times, bool *failed);

static struct {
    HAL_CONTEXT There, Back;
} Inip SIM_STATE;

static VOID
InipSwitchBack(PVOID Unused)
{
    for (;;) {
        HalSwapContext(&Inip.There, &Inip.Back, 0);
    }
}

/* There and back, so many times. Any IRQL, on any simulated stack. */
void
sim_bench_switch(unsigned times)
{
    PVOID Stack = HalAllocateStack();

    SIM_ASSERT(Stack != NULL);
    HalMakeContext(&Inip.There, Stack, HalStackSize(), InipSwitchBack, NULL);
    for (unsigned i = 0; i < times; i++) {
        HalSwapContext(&Inip.Back, &Inip.There, 0);
    }
    HalForgetContext(&Inip.There);
    HalFreeStack(Stack);
}

/* --- a copy of the machine -------------------------------------------------------------------- */

/* In the body of a machine that one of the functions below has booted: the place to go back to. */
void
sim_bench_here(void)
{
    HalPause();
}

/* Boots, runs to sim_bench_here, takes a snapshot. On the host's stack. */
static VOID
InipRunToHere(const struct sim_setup *Setup)
{
    INI_PLAN Plan;

    InipMakePlan(&Plan, Setup);
    HalPowerOn(&Plan.Machine);
    InipRun = (INI_RUN){.Setup = Plan.Setup};
    InipBoot();
    SIM_ASSERT(HalRun());
    InipTakeSnapshot();
}

/* Nanoseconds of a restore, after the machine has run to its end; how much a snapshot holds. */
double
sim_bench_snapshot(const struct sim_setup *setup, unsigned times, uint64_t *bytes)
{
    ULONG64 Took = 0;

    InipRunToHere(setup);
    *bytes = HalSnapshotBytes();
    HalMute(TRUE);
    for (unsigned i = 0; i < times; i++) {
        ULONG64 Start;

        SIM_ASSERT(!HalRun() && !InipRun.Failed);
        Start = HalHostClockNs();
        HalRestoreSnapshot();
        Took += HalHostClockNs() - Start;
    }
    SIM_ASSERT(!HalRun() && !InipRun.Failed);
    HalMute(FALSE);
    HalPowerOff();
    return (double)Took / times;
}

/* Goes back and runs on, so many times. How often it ended as it did at first: the same verdict at
   the same time, after the same events. */
unsigned
sim_bench_repeat(const struct sim_setup *setup, unsigned times, bool *failed)
{
    struct {
        ULONG64 Time, Hash, Count, Failed;
    } First, End;
    unsigned Same = 0;

    InipRunToHere(setup);
    for (unsigned i = 0; i < times; i++) {
        if (i > 0) {
            HalRestoreSnapshot();
        }
        HalMute(TRUE);
        SIM_ASSERT(!HalRun());
        End.Time = HalTimeNs();
        End.Hash = HalTraceHash();
        End.Count = HalTraceCount();
        End.Failed = InipRun.Failed;
        First = i == 0 ? End : First;
        Same += RtlEqualMemory(&First, &End, sizeof End);
    }
    HalMute(FALSE);
    *failed = First.Failed;
    HalPowerOff();
    return Same;
}
