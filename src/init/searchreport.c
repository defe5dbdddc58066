/*
 * init/searchreport.c - how a search ended, in a line for people and in one for programs
 *
 * SIM_RESULTS=folder in the environment: each search appends a line of JSON to a file of its
 * process there. Lines of many processes, on many machines, are one campaign: simexplore --merge.
 */
#include "init.h"
#include "race.h"

#include <stdio.h>

enum { INI_LINE = 8192 };

PCSTR
InipStrategyName(enum sim_strategy Strategy)
{
    static const PCSTR Names[] = {
        [SIM_NO_SEARCH] = "none",
        [SIM_AUTO] = "auto",
        [SIM_SEQUENTIAL] = "sequential",
        [SIM_WALK] = "walk",
        [SIM_PCT] = "pct",
        [SIM_POS] = "pos",
        [SIM_BOUND] = "bound",
        [SIM_DPOR] = "dpor",
        [SIM_DISCOVERY] = "discovery",
        [SIM_STARVATION] = "starvation",
    };

    return Names[Strategy];
}

static PCSTR
InipEndName(enum sim_end End)
{
    static const PCSTR Names[] = {[SIM_FOUND] = "found",
                                  [SIM_EXHAUSTED] = "exhausted",
                                  [SIM_SPENT] = "spent",
                                  [SIM_CUT_SHORT] = "cut short",
                                  [SIM_DIVERGED] = "diverged"};

    return Names[End];
}

/* --- for people ------------------------------------------------------------------------------- */

/* On which processors it happens; "": on all. */
static PCSTR
InipPossibleOn(const struct sim_found *Found)
{
    static const PCSTR Texts[] = {
        [SIM_SC] = "", [SIM_TSO] = " (possible on x64)", [SIM_ARM] = " (possible on ARM64)"};

    return Texts[Found->memory];
}

static VOID
InipPrintFound(const struct sim_found *Found)
{
    CHAR Answers[40] = "";

    if (Found->faults != 0) {
        snprintf(Answers, sizeof Answers, " and %u unusual answer%s", Found->faults,
                 Found->faults == 1 ? "" : "s");
    }
    InipPrint("%s: %s%s%s%s: schedule %llu (%s), shrunk to %u switch%s%s", InipTestName(),
              Found->kind, Found->where[0] == 0 ? "" : " in ", Found->where, InipPossibleOn(Found),
              (UINT64)Found->first_failure, InipStrategyName(Found->by), Found->switches,
              Found->switches == 1 ? "" : "es", Answers);
    InipPrintToken("schedule", Found->token);
}

static VOID
InipPrintEnd(const struct sim_found *Found)
{
    ULONG Rate = (ULONG)Found->per_second;

    switch (Found->end) {
    case SIM_FOUND:
        InipPrintFound(Found);
        break;
    case SIM_EXHAUSTED:
        InipPrint("%s: all %llu interleavings explored up to equivalence (%u a second)",
                  InipTestName(), (UINT64)(Found->schedules - Found->pruned), Rate);
        break;
    case SIM_SPENT:
        InipPrint("%s: nothing found in %llu schedules of at most %llu steps (%u a second); there "
                  "are more%s",
                  InipTestName(), (UINT64)Found->schedules, (UINT64)Found->longest, Rate,
                  Found->shared ? ", fewer if threads did not wait for processors (.cpus)" : "");
        break;
    case SIM_CUT_SHORT:
        InipPrint("%s: the search was cut short after %llu schedules: it says nothing",
                  InipTestName(), (UINT64)Found->schedules);
        break;
    case SIM_DIVERGED:
        InipPrint(InipIsReplay()
                      ? "%s: the schedule of the token cannot be followed: the test, the driver or "
                        "the memory model is not the same"
                      : "%s: the same schedule went two ways: the test or the driver depends on "
                        "something outside of the simulation",
                  InipTestName());
        break;
    }
}

/* What the search has seen of the orders that there may be. */
static VOID
InipPrintPairs(const struct sim_found *Found)
{
    if (Found->pairs != 0 && Found->end != SIM_FOUND) {
        InipPrint("%s: %llu pairs of accesses met, %llu of them in one order only", InipTestName(),
                  (UINT64)Found->pairs, (UINT64)Found->one_order);
    }
}

/* --- for programs ----------------------------------------------------------------------------- */

/* The text with what JSON wants escaped. */
static PSTR
InipPutJson(PSTR At, PSTR End, PCSTR Text)
{
    for (; Text != NULL && *Text != 0 && End - At > 8; Text++) {
        if ((UCHAR)*Text < 0x20) {
            At += snprintf(At, (SIZE_T)(End - At), "\\u%04x", (UCHAR)*Text);
            continue;
        }
        if (*Text == '"' || *Text == '\\') {
            *At++ = '\\';
        }
        *At++ = *Text;
    }
    *At = 0;
    return At;
}

static PSTR
InipPutField(PSTR At, PSTR End, PCSTR Name, PCSTR Text)
{
    At += snprintf(At, (SIZE_T)(End - At), ", \"%s\": \"", Name);
    At = InipPutJson(At, End, Text);
    return At + snprintf(At, (SIZE_T)(End - At), "\"");
}

static VOID
InipAppendResult(const struct sim_found *Found)
{
    CHAR Line[INI_LINE];
    PSTR At = Line, End = Line + sizeof Line - 64;

    At += snprintf(At, sizeof Line, "{\"end\": \"%s\"", InipEndName(Found->end));
    At = InipPutField(At, End, "test", InipTestName());
    At = InipPutField(At, End, "program", HalProgram());
    if (HalEnvironment("SIM_SHARD") != NULL) {
        At = InipPutField(At, End, "shard", HalEnvironment("SIM_SHARD"));
    }
    At +=
        snprintf(At, (SIZE_T)(End - At),
                 ", \"build\": \"%08x\", \"schedules\": %llu, \"pruned\": %llu, \"longest\": %llu, "
                 "\"per_second\": %.0f",
                 InipBuildId(&InipRun.Setup), (UINT64)Found->schedules, (UINT64)Found->pruned,
                 (UINT64)Found->longest, Found->per_second);
    if (Found->end == SIM_FOUND) {
        At = InipPutField(At, End, "kind", Found->kind);
        At = InipPutField(At, End, "where", Found->where);
        At = InipPutField(At, End, "by", InipStrategyName(Found->by));
        At = InipPutField(At, End, "token", Found->token);
        if (Found->memory != SIM_SC) {
            At = InipPutField(At, End, "memory", Found->memory == SIM_TSO ? "x64" : "arm64");
        }
        At += snprintf(At, (SIZE_T)(End - At), ", \"first_failure\": %llu, \"switches\": %u",
                       (UINT64)Found->first_failure, Found->switches);
    }
    At += snprintf(At, 4, "}\n");
    HalAppendFile("SIM_RESULTS", "jsonl", Line, (SIZE_T)(At - Line));
}

VOID
InipReportSearch(const struct sim_found *Found)
{
    HalMute(FALSE);
    InipPrintEnd(Found);
    if (Found->end != SIM_FOUND && Found->blind > 0) {
        InipPrint("%s: accesses not instrumented: %u of %u objects; what they share was not "
                  "interleaved",
                  InipTestName(), Found->blind, Found->objects);
    }
    InipPrintPairs(Found);
    if (Found->end != SIM_FOUND) {
        RacePrintOthers(NULL, InipPrint);
    }
    InipAppendResult(Found);
}
