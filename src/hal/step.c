/*
 * src/hal/step.c - steps of a search, in the kernel's words
 */
#include "shadow.h"

#include "machine.h"

_Static_assert(HAL_ENDLESS == SEARCH_ENDLESS, "one number");
_Static_assert(HW_NOW_SEARCHED == 2, "HalIsSearched looks at this bit");

static struct {
    SIZE_T Marked; /* contended keys of the search that the shadow knows */
    enum hw_memory Memory;
} Halp SIM_KEPT;

/* A schedule that is repeated begins with what became known when it was found. */
static VOID
HalpMarkContended(VOID)
{
    SIZE_T Count;
    const uintptr_t *Keys = search_contended_keys(&Count);

    for (; Halp.Marked < Count; Halp.Marked++) {
        HalMarkContended((PVOID)Keys[Halp.Marked]);
    }
}

/* With weakly ordered memory what orders accesses decides what they see. */
BOOLEAN
HalpIsRough(VOID)
{
    return Halp.Memory == HW_SC && search_is_rough();
}

VOID
HalSearch(BOOLEAN On)
{
    if (On) {
        HalpMarkContended();
    }
    hw_search(On, Halp.Memory);
    HalpWeighProbes();
}

VOID
HalStep(HAL_STEP Kind, const volatile VOID *Key)
{
    static const enum hw_step Kinds[] = {[HalStepCall] = HW_STEP_CALL,
                                         [HalStepAccess] = HW_STEP_ACCESS,
                                         [HalStepAnywhere] = HW_STEP_ANYWHERE};

    HalpSettle();
    hw_step(Kinds[Kind], Key);
}

VOID
HalpTouch(const volatile VOID *Key, BOOLEAN Write)
{
    hw_touch(Key, Write);
}

ULONG64
HalNextEvent(VOID)
{
    return hw_next_event();
}

VOID
HalContended(const volatile VOID *Key)
{
    hw_contended(Key);
}

/* --- the whole search ------------------------------------------------------------------------- */

static const HAL_STRATEGY HalpStrategies[] = {
    [SEARCH_AUTO] = HalAuto,
    [SEARCH_SEQUENTIAL] = HalSequential,
    [SEARCH_RANDOM] = HalWalk,
    [SEARCH_PCT] = HalPct,
    [SEARCH_POS] = HalPos,
    [SEARCH_BOUND] = HalBound,
    [SEARCH_DPOR] = HalDpor,
    [SEARCH_DISCOVERY] = HalDiscovery,
    [SEARCH_STARVATION] = HalStarvation,
    [SEARCH_REPLAY] = HalReplaySchedule,
};

static enum hw_memory
HalpMemory(HAL_MEMORY Memory)
{
    static const enum hw_memory Memories[] = {
        [HalSc] = HW_SC, [HalTso] = HW_TSO, [HalArm] = HW_ARM};

    return Memories[Memory];
}

/* When a store is seen and how old a load is are answers that no tree of schedules has. */
static BOOLEAN
HalpIsSystematic(HAL_STRATEGY Strategy)
{
    return Strategy == HalBound || Strategy == HalDpor;
}

static enum search_strategy
HalpStrategy(HAL_STRATEGY Strategy, HAL_MEMORY Memory)
{
    unsigned i = 0;

    if (Memory != HalSc && HalpIsSystematic(Strategy)) {
        Strategy = HalAuto;
    }
    while (HalpStrategies[i] != Strategy) {
        i++;
    }
    return (enum search_strategy)i;
}

static HAL_SEARCH_END
HalpEnd(enum search_end end)
{
    static const HAL_SEARCH_END Ends[] = {
        [SEARCH_FAILED] = HalFailed,     [SEARCH_EXHAUSTED] = HalExhausted,
        [SEARCH_SPENT] = HalSpent,       [SEARCH_CUT_SHORT] = HalCutShort,
        [SEARCH_DIVERGED] = HalDiverged,
    };

    return Ends[end];
}

HAL_SEARCH_RESULT
HalSearchRun(const HAL_SEARCH_CONFIG *Config, ULONG (*Run)(PVOID), PVOID Owner)
{
    const struct search_config config = {
        .strategy = HalpStrategy(Config->Strategy, Config->Memory),
        .systematic = Config->Memory == HalSc ? 0 : 1,
        .depth = Config->Depth,
        .bound = Config->Bound,
        .faults = Config->Faults,
        .schedules = Config->Schedules,
        .seed = Config->Seed,
        .shard = Config->Shard,
        .shards = Config->Shards,
        .sample = Config->Sample,
        .max_ms = Config->MaximumMs,
        .replay = Config->Replay,
        .replay_count = Config->ReplayCount,
    };
    struct search_result found;

    Halp.Marked = 0;
    Halp.Memory = HalpMemory(Config->Memory);
    found = search_run(&config, Run, Owner);
    return (HAL_SEARCH_RESULT){.End = HalpEnd(found.end),
                               .FoundBy = HalpStrategies[found.found_by],
                               .Failure = found.failure,
                               .Switches = found.switches,
                               .Faults = found.faults,
                               .NoReturn = found.no_return,
                               .Schedules = found.schedules,
                               .FirstFailure = found.first_failure,
                               .Pruned = found.pruned,
                               .Steps = found.steps,
                               .Longest = found.longest,
                               .Diverged = found.diverged,
                               .Trace = found.trace,
                               .TraceCount = found.trace_count};
}
