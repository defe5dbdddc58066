/*
 * init/plan.c - what is to be run: the test's setup, under the environment's
 *
 * Later ones win: defaults, the setup, SIM_CPUS and SIM_SEED, a token. A token in the setup counts
 * less than SIM_SEED (somebody wants to see another run), one in SIM_REPLAY counts most.
 */
#include "init.h"

#define INI_HOUR_NS 3600000000000ULL

/* A decimal number and nothing else. */
BOOLEAN
InipReadNumber(PCSTR Text, ULONG64 *Number)
{
    *Number = 0;
    if (*Text == 0) {
        return FALSE;
    }
    for (; *Text >= '0' && *Text <= '9'; Text++) {
        *Number = *Number * 10 + (ULONG64)(*Text - '0');
    }
    return *Text == 0;
}

static VOID
InipPlanSetup(INI_PLAN *Plan)
{
    const struct sim_setup *Setup = &Plan->Setup;

    Plan->Machine = (HAL_CONFIG){
        .Processors = Setup->cpus != 0                  ? Setup->cpus
                      : Setup->explore != SIM_NO_SEARCH ? SIM_SEARCH_CPUS
                                                        : SIM_DEFAULT_CPUS,
        .Policy = Setup->policy == SIM_RANDOM ? HalRandom : HalTimed,
        .Seed = Setup->seed,
        .MemoryPages = (SIZE_T)((Setup->memory_bytes + PAGE_SIZE - 1) / PAGE_SIZE),
        .Paced = Setup->paced,
        .TraceOff = Setup->trace_off,
    };
    Plan->Runs = Setup->seeds == 0 ? 1 : Setup->seeds;
    if (Setup->policy == SIM_REPLAY && Setup->replay == NULL) {
        Plan->Refusal = "policy SIM_REPLAY needs a token in .replay";
    }
}

static VOID
InipPlanCpus(INI_PLAN *Plan, PCSTR Text)
{
    ULONG64 Number;

    if (Text == NULL) {
        return;
    }
    if (!InipReadNumber(Text, &Number)) {
        Plan->Refusal = "SIM_CPUS is not a number";
        return;
    }
    Plan->Machine.Processors = InipSmallNumber(Number);
}

static BOOLEAN
InipPlanSeed(INI_PLAN *Plan, PCSTR Text)
{
    if (Text == NULL) {
        return FALSE;
    }
    if (!InipReadNumber(Text, &Plan->Machine.Seed)) {
        Plan->Refusal = "SIM_SEED is not a number";
    }
    Plan->Wider.Seeded = TRUE;
    Plan->Wider.Seed = Plan->Machine.Seed;
    if (Plan->Setup.explore == SIM_NO_SEARCH) {
        Plan->Machine.Policy = HalRandom;
    }
    Plan->Runs = 1;
    return TRUE;
}

static enum sim_strategy
InipFindStrategy(PCSTR Name)
{
    for (ULONG i = SIM_AUTO; i <= SIM_STARVATION; i++) {
        if (strcmp(InipStrategyName((enum sim_strategy)i), Name) == 0) {
            return (enum sim_strategy)i;
        }
    }
    return SIM_NO_SEARCH;
}

/* "i/n": part i of n, the first is 0. */
static BOOLEAN
InipReadShard(PCSTR Text, INI_WIDER *Wider)
{
    ULONG64 *Into = &Wider->Shard;

    for (; *Text != 0; Text++) {
        if (*Text == '/' && Into == &Wider->Shard) {
            Into = &Wider->Shards;
        } else if (*Text >= '0' && *Text <= '9') {
            *Into = *Into * 10 + (ULONG64)(*Text - '0');
        } else {
            return FALSE;
        }
    }
    return Wider->Shard < Wider->Shards;
}

static VOID
InipPlanSearch(INI_PLAN *Plan)
{
    PCSTR Strategy = HalEnvironment("SIM_STRATEGY"), Shard = HalEnvironment("SIM_SHARD");
    PCSTR Schedules = HalEnvironment("SIM_SCHEDULES"), Faults = HalEnvironment("SIM_FAULTS");
    INI_WIDER *Wider = &Plan->Wider;

    if (Strategy != NULL && (Wider->Strategy = InipFindStrategy(Strategy)) == SIM_NO_SEARCH) {
        Plan->Refusal = "SIM_STRATEGY is none of auto, sequential, walk, pct, pos, bound, dpor, "
                        "discovery, starvation";
    }
    if (Schedules != NULL && !InipReadNumber(Schedules, &Wider->Schedules)) {
        Plan->Refusal = "SIM_SCHEDULES is not a number";
    }
    if (Faults != NULL && Plan->Refusal == NULL) {
        Plan->Refusal = InipReadFaults(Faults, strlen(Faults), ',', &Plan->Faults);
    }
    if (Shard != NULL && !InipReadShard(Shard, Wider)) {
        Plan->Refusal = "SIM_SHARD is not i/n, part i (from 0) of n";
    }
}

static VOID
InipPlanReplay(INI_PLAN *Plan, PCSTR Token, BOOLEAN Seeded)
{
    PCSTR Test = Plan->Setup.name;

    if (Token != NULL && (Test == NULL || !InipTokenNames(Token, Test))) {
        Plan->NotThisTest = TRUE;
        return;
    }
    if (Token == NULL && !Seeded) {
        Token = Plan->Setup.replay;
    }
    if (Token != NULL && Plan->Refusal == NULL) {
        Plan->Refusal = InipReadToken(Token, Plan);
        Plan->Runs = 1;
    }
}

VOID
InipMakePlan(INI_PLAN *Plan, const struct sim_setup *Setup)
{
    BOOLEAN Seeded;

    Plan->Setup = *Setup;
    Plan->NotThisTest = Plan->IsSchedule = FALSE;
    Plan->Refusal = NULL;
    Plan->Faults = 0;
    Plan->Wider = (INI_WIDER){0};
    if (Setup->time_limit_ns == 0) {
        Plan->Setup.time_limit_ns = INI_HOUR_NS;
    }
    InipPlanSetup(Plan);
    InipPlanCpus(Plan, HalEnvironment("SIM_CPUS"));
    InipPlanSearch(Plan);
    Seeded = InipPlanSeed(Plan, HalEnvironment("SIM_SEED"));
    InipPlanReplay(Plan, HalEnvironment("SIM_REPLAY"), Seeded);
    if (Plan->Machine.Processors < 1 || Setup->hot_cpus > SIM_MAX_CPUS ||
        Plan->Machine.Processors + Setup->hot_cpus > SIM_MAX_CPUS) {
        Plan->Refusal = "1 to 64 processors can be simulated";
    }
    if (Setup->group_size > SIM_MAX_CPUS || (Setup->group_size & (Setup->group_size - 1)) != 0) {
        Plan->Refusal = "a group has 1, 2, 4 ... 64 processors";
    }
    Plan->Machine.Processors += Setup->hot_cpus;
}
