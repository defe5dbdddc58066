/*
 * init/bench.c - what only libsim itself can measure, for tests/bench
 */
#include "init.h"

void sim_bench_switch(unsigned times);
uint64_t sim_bench_snapshot_bytes(void);

/* The section that holds all state; the linker knows where it begins and ends. */
extern CHAR __start_sim_state[] __attribute__((visibility("hidden")));
extern CHAR __stop_sim_state[] __attribute__((visibility("hidden")));

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

/* --- the size of a copy of the machine -------------------------------------------------------- */

/* From the lowest page that was ever written to, to the top: stacks grow down in zeroed pages. */
static ULONG64
InipUsedStack(const VOID *Base, SIZE_T Size)
{
    const ULONG64 *Word = Base, *End = (const ULONG64 *)((ULONG_PTR)Base + Size);

    while (Word < End && *Word == 0) {
        Word++;
    }
    return (ULONG64)ROUND_TO_PAGES((ULONG_PTR)End - (ULONG_PTR)Word);
}

static ULONG64
InipUsedStacks(VOID)
{
    ULONG64 Bytes = 0;

    for (PEPROCESS Process = PsNextProcess(NULL); Process != NULL;
         Process = PsNextProcess(Process)) {
        for (PLIST_ENTRY Entry = Process->ThreadListHead.Flink; Entry != &Process->ThreadListHead;
             Entry = Entry->Flink) {
            PKTHREAD Thread = &CONTAINING_RECORD(Entry, ETHREAD, ThreadListEntry)->Tcb;

            Bytes += InipUsedStack(Thread->StackBase, HalStackSize());
            if (Thread->UserStackBase != NULL && Process == PsCurrentProcess()) {
                Bytes += InipUsedStack(Thread->UserStackBase, Thread->UserStackSize);
            }
        }
    }
    return Bytes;
}

/* State, the pages of the windows that are in use, and of stacks the part that was ever used. */
uint64_t
sim_bench_snapshot_bytes(void)
{
    static const HAL_WINDOW Windows[] = {HalNonPaged, HalPaged, HalMappings, HalContiguous};
    ULONG64 Bytes = (ULONG64)(__stop_sim_state - __start_sim_state) + InipUsedStacks();

    for (ULONG i = 0; i < ARRAYSIZE(Windows); i++) {
        Bytes += HalPagesUsed(Windows[i]) * PAGE_SIZE;
    }
    return Bytes;
}
