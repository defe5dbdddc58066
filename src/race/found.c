/*
 * src/race/found.c - races that were found
 *
 * A race is a pair of places in the code. It is kept once, in host memory (a search restores the
 * machine many times), with the two accesses that showed it first as what it is by now: an error
 * that was taken for a note before has its own. The reporter hears of it again in each
 * schedule. What a schedule does depends on its own accesses alone: so it is told the class of
 * the occurrence, not that of the pair.
 *
 * When there is no room for more, an error takes the place of a note.
 */
#include "racei.h"

enum { RACES = 64, RACE_CLASSES = RaceNote + 1 };

static struct {
    RACE Race[RACES];
    ULONG Count;
    ULONG64 Told[RACE_CLASSES]; /* in this schedule, as this or something worse: a bit for each */
    RACE_REPORTER *Reporter;
} Race SIM_KEPT;

VOID
RaceSetReporter(RACE_REPORTER *Reporter)
{
    Race.Reporter = Reporter;
}

static PRACE
RaceFind(const HAL_ACCESS *First, const HAL_ACCESS *Second)
{
    for (ULONG i = 0; i < Race.Count; i++) {
        PVOID A = Race.Race[i].First.Frames[0], B = Race.Race[i].Second.Frames[0];

        if ((A == First->Frames[0] && B == Second->Frames[0]) ||
            (A == Second->Frames[0] && B == First->Frames[0])) {
            return &Race.Race[i];
        }
    }
    return NULL;
}

/* NULL: all that are known are at least as bad. */
static PRACE
RaceRoom(RACE_CLASS Class)
{
    PRACE Least = &Race.Race[0];

    if (Race.Count < RACES) {
        return &Race.Race[Race.Count++];
    }
    for (ULONG i = 1; i < RACES; i++) {
        Least = Race.Race[i].Class > Least->Class ? &Race.Race[i] : Least;
    }
    if (Least->Class <= Class) {
        return NULL;
    }
    for (ULONG i = 0; i < RACE_CLASSES; i++) {
        Race.Told[i] &= ~(1ull << (Least - Race.Race));
    }
    return Least;
}

/* What tells more is first: the class, then that it needs no other processor. */
static inline ULONG
RaceRank(RACE_CLASS Class, BOOLEAN OneProcessor)
{
    return Class * 2u + OneProcessor;
}

static VOID
RaceTell(PRACE Found, RACE_CLASS Class)
{
    ULONG64 Bit = 1ull << (Found - Race.Race);

    if (Race.Told[Class] & Bit) {
        return;
    }
    for (ULONG i = Class; i < RACE_CLASSES; i++) {
        Race.Told[i] |= Bit;
    }
    if (Race.Reporter != NULL) {
        Race.Reporter(Found, Class);
    }
}

static VOID
RaceFound(const HAL_ACCESS *First, const HAL_ACCESS *Second, BOOLEAN OneProcessor)
{
    RACE New = {.Class = RaceClassify(First, Second), .OneProcessor = OneProcessor};
    PRACE Found;

    if (RaceIsSuppressed(First) || RaceIsSuppressed(Second)) {
        return;
    }
    Found = RaceFind(First, Second);
    if (Found == NULL) {
        Found = RaceRoom(New.Class);
        if (Found == NULL) {
            return;
        }
        *Found = (RACE){.Class = (RACE_CLASS)RACE_CLASSES};
    }
    if (RaceRank(New.Class, OneProcessor) < RaceRank(Found->Class, Found->OneProcessor)) {
        New.Times = Found->Times;
        New.First = *First;
        New.Second = *Second;
        *Found = New;
    }
    Found->Times++;
    RaceTell(Found, New.Class);
}

static VOID
RaceTellNobody(VOID)
{
    for (ULONG i = 0; i < RACE_CLASSES; i++) {
        Race.Told[i] = 0;
    }
}

VOID
RaceForgetReports(VOID)
{
    Race.Count = 0;
    RaceTellNobody();
    HalSetRaceRoutine(RaceFound);
}

VOID
RaceNewSchedule(VOID)
{
    RaceTellNobody();
}

ULONG
RaceCount(RACE_CLASS Class)
{
    ULONG Count = 0;

    for (ULONG i = 0; i < Race.Count; i++) {
        Count += Race.Race[i].Class == Class;
    }
    return Count;
}

const RACE *
RaceAt(ULONG Index)
{
    return Index < Race.Count ? &Race.Race[Index] : NULL;
}
