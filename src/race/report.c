/*
 * src/race/report.c - races: which were found, and each as text
 *
 * A race is a pair of places in the code. It is kept once, in host memory (a search restores the
 * machine many times), with the two accesses that showed it first; the reporter hears of it
 * again in each schedule.
 */
#include "racei.h"

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

/* --- text --------------------------------------------------------------------------------------- */

static VOID
RacePrintContext(const HAL_ACCESS *Access, VOID (*Print)(PCSTR Format, ...))
{
    if (!RaceIsHandler(Access)) {
        Print("thread %u", (ULONG)Access->Context);
    } else if (RaceLevel(Access) == DISPATCH_LEVEL) {
        Print("a DPC");
    } else {
        Print("an interrupt of level %u", RaceLevel(Access));
    }
}

static VOID
RacePrintLocks(ULONG64 Locks, VOID (*Print)(PCSTR Format, ...))
{
    PVOID Lock;

    if (Locks == 0) {
        Print(", no lock held\n");
        return;
    }
    Print(", holding");
    for (ULONG i = 0; (Lock = RaceLockOf(Locks, i)) != NULL; i++) {
        Print(" %p", Lock);
    }
    Print("\n");
}

static VOID
RacePrintAccess(PCSTR Which, const HAL_ACCESS *Access, VOID (*Print)(PCSTR Format, ...))
{
    static const PCSTR Kinds[] = {[HalRead] = "reads", [HalWrite] = "writes",
                                  [HalAtomicRead] = "reads (volatile or interlocked)",
                                  [HalAtomicWrite] = "writes (volatile or interlocked)",
                                  [HalFree] = "frees"};
    CHAR Text[300];

    Print("  %s: ", Which);
    RacePrintContext(Access, Print);
    Print(" %s %u bytes at 0x%llx", Kinds[Access->Kind], Access->Size, Access->Address);
    if (Access->Frames[0] == NULL) {
        Print(", too long ago to say where\n");
        return;
    }
    Print(", processor %u, IRQL %u", Access->Processor, Access->Irql);
    RacePrintLocks(Access->Locks, Print);
    for (ULONG i = 0; i < HAL_ACCESS_FRAMES && Access->Frames[i] != NULL; i++) {
        HalDescribe(Access->Frames[i], Text, sizeof Text);
        Print("      %s %s\n", i == 0 ? "at" : "from", Text);
    }
}

VOID
RacePrint(const RACE *Found, VOID (*Print)(PCSTR Format, ...))
{
    static const PCSTR Names[] = {[RaceError] = "error", [RaceWarning] = "warning",
                                  [RaceNote] = "note"};

    Print("data race (%s): nothing orders these two accesses\n", Names[Found->Class]);
    RacePrintAccess("first", &Found->First, Print);
    RacePrintAccess("then", &Found->Second, Print);
    RaceExplain(Found, Print);
}
