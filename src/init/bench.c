/*
 * init/bench.c - what only libsim itself can measure, for tests/bench
 */
#include "init.h"

void sim_bench_switch(unsigned times);
uint64_t sim_bench_snapshot_bytes(void);

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

/* What a copy of the machine would hold: the state, and the pages of all windows that are in use. */
uint64_t
sim_bench_snapshot_bytes(void)
{
    static const HAL_WINDOW Windows[] = {HalNonPaged, HalPaged, HalStacks, HalMappings, HalUser, HalContiguous};
    ULONG64 Pages = 0;

    for (ULONG i = 0; i < ARRAYSIZE(Windows); i++) {
        Pages += HalPagesUsed(Windows[i]);
    }
    return HalStateSize() + Pages * PAGE_SIZE;
}
