/*
 * init/search.c - a search: the machine stands still where it begins, and starts from there again
 *
 *      a thread of the test: sim_explore() or the start of a test with .explore
 *          --HalPause--> host's stack: snapshot; for each schedule: restore, go on in that thread
 *                        until HalStop
 *          <--restored-- after the last one (sim_explore only): the result
 *
 * A schedule fails as a run does: bug check, assertion, leak (a whole test only), nothing to
 * happen any more. What it would print is not made, until the failing schedule, shrunk, is run once
 * more with its report.
 *
 * A schedule is over when nothing is left to do: what a processor has begun belongs to it. A whole
 * test is shut down then, in one order, and looked at for leaks.
 *
 * Invariants:
 *   S1. What is kept from one schedule to the next stands on the host's stack or in sim/search.
 *   S2. A schedule runs with HalIsSearched from its first instruction; the policy of the run
 *       answers again only after the last one.
 *
 * Differs from Windows: nothing of this exists there.
 */
#include "init.h"
#include "meet.h"
#include "race.h"

#include <sim/test.h>

#include <stdio.h>

static struct {
    BOOLEAN Asked, Over;
    BOOLEAN Part;             /* sim_explore() */
    struct sim_search Search; /* of the part */
    struct sim_found Found;   /* once it is over */
} Inip SIM_STATE;

static struct {
    struct sim_found Found;
    BOOLEAN Replay; /* of a token: whoever looks on with a debugger wants to see the failure */
} InipLast SIM_KEPT;

/* --- in the test ------------------------------------------------------------------------------ */

static VOID
InipAsk(BOOLEAN Part)
{
    if (Inip.Asked) {
        InipFailSaying(NULL, 0, "a search cannot begin inside of another one");
    }
    Inip.Asked = TRUE;
    Inip.Part = Part;
    InipPrepareFaults(Part ? Inip.Search.kinds : InipRun.Setup.search.kinds);
    sim_run_until_idle();
    HalPause();
    InipBeginFaults();
}

VOID
InipSearchWhole(VOID)
{
    if (InipRun.Setup.explore != SIM_NO_SEARCH) {
        InipAsk(FALSE);
    }
}

/* What is left to do: also what would happen by itself soon, because it might have happened before.
   Of what goes on for ever, the beginning. */
static VOID
InipRunToTheEnd(VOID)
{
    enum { EVENTS = 8 };
    ULONG64 Delay;

    sim_run_until_idle();
    for (ULONG i = 0; i < EVENTS && (Delay = HalNextEvent()) != MAXULONG64; i++) {
        sim_run_for(Delay + 1);
        sim_run_until_idle();
    }
}

/* What follows is done once, in the usual order. */
VOID
InipSearchIsOver(VOID)
{
    if (HalIsSearched()) {
        InipRunToTheEnd();
        HalSearch(FALSE);
    }
}

struct sim_found
sim_explore(void (*test)(void *), void *context, const struct sim_search *search)
{
    ULONG Invariants = InipInvariants();

    Inip.Search = *search;
    InipAsk(TRUE);
    if (!Inip.Over) {
        test(context);
        InipForgetInvariants(Invariants);
        InipRunToTheEnd();
        HalStop();
    }
    Inip.Asked = Inip.Over = FALSE;
    return Inip.Found;
}

struct sim_found
sim_last_search(void)
{
    return InipLast.Found;
}

/* --- on the host's stack ---------------------------------------------------------------------- */

static ULONG
InipMix(ULONG Hash, PCSTR Text)
{
    for (; Text != NULL && *Text != 0; Text++) {
        Hash = (Hash ^ (UCHAR)*Text) * 0x01000193;
    }
    return Hash;
}

static ULONG
InipMixPlace(ULONG Hash, PVOID Place)
{
    return (Hash ^ (ULONG)(ULONG_PTR)Place) * 0x01000193;
}

/* The same for the same mistake, whichever schedule led to it; 0: there was none. */
static ULONG
InipFailure(VOID)
{
    ULONG Hash = 0x811C9DC5;

    if (!InipRun.Failed) {
        return 0;
    }
    Hash = InipMix(InipMix(Hash, InipRun.Kind), InipRun.File);
    Hash = (Hash ^ InipRun.BugCheck) * 0x01000193;
    Hash = (Hash ^ (ULONG)InipRun.Line) * 0x01000193;
    if (InipRun.Race != NULL) {
        Hash = InipMixPlace(Hash, InipRun.Race->First.Frames[0]);
        Hash = InipMixPlace(Hash, InipRun.Race->Second.Frames[0]);
    }
    return Hash == 0 ? 1 : Hash;
}

/* FirstRecord: where the trace of the schedule begins, which is reported; NULL: neither. */
static ULONG
InipSchedule(PVOID FirstRecord)
{
    HalRestoreSnapshot();
    RaceRestart();
    HalMute(FirstRecord == NULL);
    if (FirstRecord != NULL) {
        *(ULONG64 *)FirstRecord = HalTraceCount();
    }
    HalSearch(TRUE);
    if (HalRun()) {
        InipRun.Failed = TRUE;
        InipRun.Kind = "a search inside of another one";
    }
    return InipFailure();
}

static HAL_STRATEGY
InipStrategy(enum sim_strategy Strategy)
{
    static const HAL_STRATEGY Strategies[] = {
        [SIM_NO_SEARCH] = HalAuto,
        [SIM_AUTO] = HalAuto,
        [SIM_SEQUENTIAL] = HalSequential,
        [SIM_WALK] = HalWalk,
        [SIM_PCT] = HalPct,
        [SIM_POS] = HalPos,
        [SIM_BOUND] = HalBound,
        [SIM_DPOR] = HalDpor,
        [SIM_DISCOVERY] = HalDiscovery,
        [SIM_STARVATION] = HalStarvation,
    };

    return Strategies[Strategy];
}

static enum sim_strategy
InipStrategyOf(HAL_STRATEGY Strategy)
{
    enum sim_strategy i = SIM_AUTO;

    while (i < SIM_STARVATION && InipStrategy(i) != Strategy) {
        i++;
    }
    return i;
}

static const struct sim_search *
InipSearchOf(const INI_PLAN *Plan)
{
    return Inip.Part ? &Inip.Search : &Plan->Setup.search;
}

static HAL_MEMORY
InipMemory(const INI_PLAN *Plan)
{
    static const HAL_MEMORY Memories[] = {[SIM_SC] = HalSc, [SIM_TSO] = HalTso, [SIM_ARM] = HalArm};

    return Memories[InipSearchOf(Plan)->memory];
}

static HAL_SEARCH_CONFIG
InipConfig(const INI_PLAN *Plan)
{
    const struct sim_search *Search = InipSearchOf(Plan);
    enum sim_strategy Strategy = Inip.Part ? Inip.Search.strategy : Plan->Setup.explore;
    const INI_WIDER *Wider = &Plan->Wider;

    return (HAL_SEARCH_CONFIG){
        .Strategy = InipStrategy(Wider->Strategy != SIM_NO_SEARCH ? Wider->Strategy : Strategy),
        .Memory = InipMemory(Plan),
        .Depth = Search->depth,
        .Bound = Search->bound,
        .Faults = Search->faults,
        .Sample = Search->sample,
        .MaximumMs = Search->max_ms,
        .Schedules = Wider->Schedules != 0 ? Wider->Schedules : Search->schedules,
        .Seed = Wider->Seeded ? Wider->Seed : Search->seed,
        .Shard = Wider->Shard,
        .Shards = Wider->Shards,
    };
}

/* The failing schedule once more: with its report, and what it takes to repeat it. */
static HAL_SEARCH_END
InipShow(const INI_PLAN *Plan, const ULONG *Trace, SIZE_T Count, struct sim_found *Found)
{
    const HAL_SEARCH_CONFIG Once = {.Strategy = HalReplaySchedule,
                                    .Memory = InipMemory(Plan),
                                    .Replay = Trace,
                                    .ReplayCount = Count};
    ULONG64 Began = 0;
    HAL_SEARCH_RESULT Result = HalSearchRun(&Once, InipSchedule, &Began);

    if (Once.Memory != HalSc && HalWeakEffects() != 0) {
        Found->memory = InipSearchOf(Plan)->memory;
    }
    InipRun.Searched = TRUE;
    InipRun.Schedule = Trace;
    InipRun.ScheduleCount = Count;
    if (Result.Failure == HAL_ENDLESS) {
        InipRun.Failed = TRUE;
        InipRun.Kind = "no end after a million steps";
    }
    Found->bugcheck = InipRun.BugCheck;
    snprintf(Found->kind, sizeof Found->kind, "%s",
             InipRun.Kind == NULL ? "assertion" : InipRun.Kind);
    if (InipDescribeBroken(Found->where, sizeof Found->where)) {
        ; // said
    } else if (InipRun.File != NULL) {
        snprintf(Found->where, sizeof Found->where, "%s:%d", InipRun.File, InipRun.Line);
    } else if (InipRun.Place != NULL) {
        HalDescribe(InipRun.Place, Found->where, sizeof Found->where);
    }
    if (InipRun.Race != NULL) {
        RacePrint(InipRun.Race, InipPrint);
    }
    RacePrintOthers(InipRun.Race, InipPrint);
    Found->token = InipToken();
    InipShowInterleaving(Began);
    return Result.End;
}

static struct sim_found
InipFound(const HAL_SEARCH_RESULT *Result)
{
    static const enum sim_end Ends[] = {[HalFailed] = SIM_FOUND,
                                        [HalExhausted] = SIM_EXHAUSTED,
                                        [HalSpent] = SIM_SPENT,
                                        [HalCutShort] = SIM_CUT_SHORT,
                                        [HalDiverged] = SIM_DIVERGED};

    return (struct sim_found){.end = Ends[Result->End],
                              .schedules = Result->Schedules,
                              .first_failure = Result->FirstFailure,
                              .pruned = Result->Pruned,
                              .steps = Result->Steps,
                              .longest = Result->Longest,
                              .by = InipStrategyOf(Result->FoundBy),
                              .switches = Result->Switches,
                              .faults = Result->Faults};
}

static struct sim_found
InipReplaySchedule(const INI_PLAN *Plan)
{
    struct sim_found Found = {.schedules = 1, .first_failure = 1};
    HAL_SEARCH_END End = InipShow(Plan, Plan->List, Plan->ListCount, &Found);

    if (!InipRun.Failed) {
        Found.end = End == HalDiverged ? SIM_DIVERGED : SIM_SPENT;
    }
    return Found;
}

static struct sim_found
InipSearchAll(const INI_PLAN *Plan)
{
    HAL_SEARCH_CONFIG Config = InipConfig(Plan);
    ULONG64 Began = HalHostClockNs(), Took;
    HAL_SEARCH_RESULT Result = HalSearchRun(&Config, InipSchedule, NULL);
    struct sim_found Found = InipFound(&Result);

    Took = HalHostClockNs() - Began;
    Found.per_second = Took == 0 ? 0 : (double)Result.Schedules * 1e9 / (double)Took;
    if (Result.End == HalFailed) {
        InipShow(Plan, Result.Trace, Result.TraceCount, &Found);
    }
    return Found;
}

BOOLEAN
InipIsReplay(VOID)
{
    return InipLast.Replay;
}

VOID
InipFailsHere(VOID)
{
    if (InipLast.Replay) {
        HalStopInDebugger();
    }
}

/* A race that is an error ends its schedule. */
static VOID
InipOnRace(const RACE *Race, RACE_CLASS Class)
{
    if (Class == RaceError && HalIsSearched()) {
        InipRun.Race = Race;
        InipRun.Kind = "DATA_RACE";
        InipRun.Place = Race->Second.Frames[0];
        InipRun.Failed = TRUE;
        InipFailsHere();
        HalStop();
    }
}

/* What the search cannot see: objects of drivers that were compiled without INSTRUMENT. */
static VOID
InipCountObjects(struct sim_found *Found)
{
    for (const HAL_MODULE *Module = HalNextModule(NULL); Module != NULL;
         Module = HalNextModule(Module)) {
        ULONG Checked, Objects = RaceObjects(Module, &Checked);

        Found->objects += Objects;
        Found->blind += Objects - Checked;
    }
}

static VOID
InipLookForRaces(const struct sim_search *Search)
{
    RaceSetReporter(InipOnRace);
    RaceStart(Search->affinity_strict && !Search->no_races);
    if (Search->no_races) {
        RaceLookAway();
    }
    RaceFixture();
    HalMeetBegin();
}

BOOLEAN
InipSearch(const INI_PLAN *Plan)
{
    struct sim_found Found, Blind = {0};
    BOOLEAN Part = Inip.Part;

    InipLookForRaces(InipSearchOf(Plan));
    KeForgetQuanta();
    InipTakeSnapshot();
    InipCountObjects(&Blind);
    InipLast.Replay = Plan->IsSchedule;
    Found = Plan->IsSchedule ? InipReplaySchedule(Plan) : InipSearchAll(Plan);
    Found.shared = KeProcessorsWereShared();
    InipReportCoverage(&Found);
    Found.objects = Blind.objects;
    Found.blind = Blind.blind;
    InipLast.Found = Found;
    InipReportSearch(&Found);
    if (Part) {
        HalRestoreSnapshot();
        Inip.Found = Found;
        Inip.Over = TRUE;
        RaceStop();
    } else if (Found.end == SIM_CUT_SHORT || Found.end == SIM_DIVERGED) {
        InipRun.Failed = TRUE;
    }
    HalDropSnapshot();
    return Part;
}
