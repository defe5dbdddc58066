/*
 * src/race/report.c - races: which were found, and each as text
 *
 * A race is a pair of places in the code. It is kept once, in host memory (a search restores the
 * machine many times), with the two accesses that showed it first; the reporter hears of it
 * again in each schedule.
 */
#include "racei.h"

#include <stdarg.h>
#include <stdio.h>

enum { RACES = 64 };

static struct {
    RACE Race[RACES];
    ULONG Count;
    ULONG64 Told; /* in this schedule: a bit for each */
    VOID (*Reporter)(const RACE *Race);
} Race SIM_KEPT;

VOID
RaceSetReporter(VOID (*Reporter)(const RACE *Race))
{
    Race.Reporter = Reporter;
}

static RACE_CLASS
RaceClassify(const HAL_ACCESS *First, const HAL_ACCESS *Second)
{
    BOOLEAN FirstMarked = First->Kind == HalAtomicRead || First->Kind == HalAtomicWrite;
    BOOLEAN SecondMarked = Second->Kind == HalAtomicRead || Second->Kind == HalAtomicWrite;

    return (FirstMarked || SecondMarked) && Second->Kind != HalFree ? RaceWarning : RaceError;
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

static VOID
RaceFound(const HAL_ACCESS *First, const HAL_ACCESS *Second)
{
    PRACE Found;

    if (RaceIsSuppressed(First) || RaceIsSuppressed(Second)) {
        return;
    }
    Found = RaceFind(First, Second);
    if (Found == NULL) {
        if (Race.Count == RACES) {
            return;
        }
        Found = &Race.Race[Race.Count++];
        *Found = (RACE){.Class = RaceClassify(First, Second), .First = *First, .Second = *Second};
    }
    Found->Times++;
    if (!(Race.Told >> (Found - Race.Race) & 1)) {
        Race.Told |= 1ull << (Found - Race.Race);
        if (Race.Reporter != NULL) {
            Race.Reporter(Found);
        }
    }
}

VOID
RaceForgetReports(VOID)
{
    Race.Count = 0;
    Race.Told = 0;
    HalSetRaceRoutine(RaceFound);
}

VOID
RaceNewSchedule(VOID)
{
    Race.Told = 0;
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

/* --- text ------------------------------------------------------------------------------------ */

enum { RACE_LINE = 400 };
typedef struct _RACE_TEXT {
    CHAR Line[RACE_LINE];
    ULONG Length;
} RACE_TEXT, *PRACE_TEXT;

static VOID
RacePut(PRACE_TEXT Text, PCSTR Format, ...)
{
    ULONG Room = RACE_LINE - Text->Length;
    va_list Arguments;
    int Length;

    va_start(Arguments, Format);
    Length = vsnprintf(Text->Line + Text->Length, Room, Format, Arguments);
    va_end(Arguments);
    Text->Length += (ULONG)Length < Room ? (ULONG)Length : Room - 1;
}

static VOID
RacePutContext(PRACE_TEXT Text, const HAL_ACCESS *Access)
{
    if (!RaceIsHandler(Access)) {
        RacePut(Text, "thread %u", (ULONG)Access->Context);
    } else if (RaceLevel(Access) == DISPATCH_LEVEL) {
        RacePut(Text, "a DPC");
    } else {
        RacePut(Text, "an interrupt of level %u", RaceLevel(Access));
    }
}

static VOID
RacePutLocks(PRACE_TEXT Text, ULONG64 Locks)
{
    PVOID Lock;

    RacePut(Text, Locks == 0 ? ", no lock held" : ", holding");
    for (ULONG i = 0; (Lock = RaceLockOf(Locks, i)) != NULL; i++) {
        RacePut(Text, " 0x%llx", (ULONG64)(ULONG_PTR)Lock);
    }
}

static VOID
RacePrintAccess(PCSTR Which, const HAL_ACCESS *Access, RACE_PRINT *Print)
{
    static const PCSTR Kinds[] = {[HalRead] = "reads",
                                  [HalWrite] = "writes",
                                  [HalAtomicRead] = "reads (volatile or interlocked)",
                                  [HalAtomicWrite] = "writes (volatile or interlocked)",
                                  [HalFree] = "frees"};
    RACE_TEXT Text = {.Length = 0};
    CHAR Place[300];

    RacePutContext(&Text, Access);
    RacePut(&Text, " %s %u bytes at 0x%llx", Kinds[Access->Kind], Access->Size, Access->Address);
    if (Access->Frames[0] != NULL) {
        RacePut(&Text, ", processor %u, IRQL %u", Access->Processor, Access->Irql);
        RacePutLocks(&Text, Access->Locks);
    } else {
        RacePut(&Text, ", too long ago to say where");
    }
    Print("  %s: %s", Which, Text.Line);
    for (ULONG i = 0; i < HAL_ACCESS_FRAMES && Access->Frames[i] != NULL; i++) {
        HalDescribe((PUCHAR)Access->Frames[i] - 1, Place, sizeof Place);
        Print("      %s %s", i == 0 ? "at" : "from", Place);
    }
}

VOID
RacePrint(const RACE *Found, RACE_PRINT *Print)
{
    static const PCSTR Names[] = {
        [RaceError] = "error", [RaceWarning] = "warning", [RaceNote] = "note"};

    Print("data race (%s): nothing orders these two accesses", Names[Found->Class]);
    RacePrintAccess("first", &Found->First, Print);
    RacePrintAccess("then", &Found->Second, Print);
    RaceExplain(Found, Print);
}
