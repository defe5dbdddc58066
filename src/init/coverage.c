/*
 * init/coverage.c - what a search tried of the orders in which accesses meet, as lcov reads it
 *
 * SIM_COVERAGE=folder in the environment: each search appends to a tracefile of its process there.
 * For a pair of places in drivers' code whose accesses met (hal/meet.c):
 *
 *      BRDA:line,block,0,n   at the later one in the code: n times it came second
 *      BRDA:line,block,1,n   n times it came first; not for a place that meets itself
 *      DA:line,n             at both: so often an access of this line met another one
 *
 * An order that was never seen is a branch that was not taken. The block's number follows from
 * the two places, so that parts of a campaign, and repeated ones, add up (lcov -a); it is none
 * that a compiler gives, so that line coverage of the same sources can be added, too.
 *
 * Functions are left out: where they begin is not known here, and lcov takes that from those who
 * know it.
 */
#include "init.h"
#include "meet.h"

#include <stdio.h>

enum { INI_SOURCE_PATH = 1024, INI_BLOCK = 0x10000 };

typedef struct _INI_SOURCE {
    CHAR Path[INI_SOURCE_PATH];
    ULONG Line; /* 0: not known */
} INI_SOURCE, *PINI_SOURCE;

static VOID
InipPutCoverage(PCSTR Text, int Length)
{
    HalAppendFile("SIM_COVERAGE", "info", Text, (SIZE_T)Length);
}

static VOID
InipFindSource(PVOID Access, PINI_SOURCE Source)
{
    Source->Line = HalSourceLine((PUCHAR)Access - 1, Source->Path, sizeof Source->Path);
}

/* lcov takes letters, digits and underscores. */
static VOID
InipPutTestName(VOID)
{
    CHAR Text[INI_PATH];
    int Length = snprintf(Text, sizeof Text, "TN:%.100s", InipTestName());

    for (int i = 3; i < Length; i++) {
        CHAR C = Text[i] | 0x20;

        if (!((C >= 'a' && C <= 'z') || (Text[i] >= '0' && Text[i] <= '9'))) {
            Text[i] = '_';
        }
    }
    Text[Length++] = '\n';
    InipPutCoverage(Text, Length);
}

/* --- a pair ----------------------------------------------------------------------------------- */

/* Addresses of modules are the same in all processes. */
static ULONG
InipBlockNumber(const HAL_PAIR *Pair)
{
    ULONG64 Hash = (ULONG64)(ULONG_PTR)Pair->Low * 0x9E3779B97F4A7C15;

    Hash = (Hash ^ (ULONG64)(ULONG_PTR)Pair->High) * 0x9E3779B97F4A7C15;
    return INI_BLOCK + (ULONG)(Hash >> 34);
}

static VOID
InipPutLine(const INI_SOURCE *Source, PCSTR Branches, ULONG64 Times)
{
    CHAR Text[INI_SOURCE_PATH + 400];
    int Length = snprintf(Text, sizeof Text, "SF:%s\n%sDA:%u,%llu\nend_of_record\n", Source->Path,
                          Branches, Source->Line, Times);

    InipPutCoverage(Text, Length);
}

static VOID
InipPutPair(const HAL_PAIR *Pair)
{
    INI_SOURCE Low, High;
    CHAR Branches[200];
    ULONG Block = InipBlockNumber(Pair);
    int Length;

    InipFindSource(Pair->Low, &Low);
    InipFindSource(Pair->High, &High);
    if (Low.Line == 0 || High.Line == 0) {
        return;
    }
    Length = snprintf(Branches, sizeof Branches, "BRDA:%u,%u,0,%llu\n", High.Line, Block,
                      Pair->Times[0]);
    if (Pair->Low != Pair->High) {
        snprintf(Branches + Length, sizeof Branches - (SIZE_T)Length, "BRDA:%u,%u,1,%llu\n",
                 High.Line, Block, Pair->Times[1]);
        InipPutLine(&Low, "", Pair->Times[0] + Pair->Times[1]);
    }
    InipPutLine(&High, Branches, Pair->Times[0] + Pair->Times[1]);
}

VOID
InipReportCoverage(struct sim_found *Found)
{
    const HAL_PAIR *Pair;
    ULONG OneOrder;

    Found->pairs = HalMeetCount(&OneOrder);
    Found->one_order = OneOrder;
    if (Found->pairs == 0 || HalEnvironment("SIM_COVERAGE") == NULL) {
        return;
    }
    InipPutTestName();
    for (ULONG i = 0; (Pair = HalMeetNext(&i)) != NULL;) {
        InipPutPair(Pair);
    }
}
