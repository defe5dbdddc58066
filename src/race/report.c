/*
 * src/race/report.c - a race as text
 */
#include "racei.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { RACE_LINE = 600, RACE_OTHERS = 10 };
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

/* "Name at file.c:0", where a variable has no line; or "module!Name+0x8". */
PCSTR
RaceNameLock(PVOID Lock, PSTR Text, ULONG Size)
{
    CHAR Name[RACE_NAME];
    PSTR End;

    if (HalPlace(Lock) != HalAtDriver) {
        snprintf(Text, Size, "0x%llx", (ULONG64)(ULONG_PTR)Lock);
        return Text;
    }
    HalDescribe(Lock, Name, sizeof Name);
    End = strchr(Name, ' ');
    if (End != NULL) {
        *End = 0;
    }
    snprintf(Text, Size, "0x%llx (%s)", (ULONG64)(ULONG_PTR)Lock, Name);
    return Text;
}

static VOID
RacePutLocks(PRACE_TEXT Text, ULONG64 Locks)
{
    CHAR Name[RACE_NAME];
    PVOID Lock;

    RacePut(Text, Locks == 0 ? ", no lock held" : ", holding");
    for (ULONG i = 0; (Lock = RaceLockOf(Locks, i)) != NULL; i++) {
        RacePut(Text, " %s", RaceNameLock(Lock, Name, sizeof Name));
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

static const PCSTR RaceNames[] = {
    [RaceError] = "error", [RaceWarning] = "warning", [RaceNote] = "note"};

VOID
RacePrint(const RACE *Found, RACE_PRINT *Print)
{
    if (Found->OneProcessor) {
        Print("data race (%s): these two accesses were ordered only because both ran on processor "
              "%u",
              RaceNames[Found->Class], Found->Second.Processor);
    } else {
        Print("data race (%s): nothing orders these two accesses", RaceNames[Found->Class]);
    }
    RacePrintAccess("first", &Found->First, Print);
    RacePrintAccess("then", &Found->Second, Print);
    RaceExplain(Found, Print);
}

static VOID
RacePrintLine(const RACE *Found, RACE_PRINT *Print)
{
    CHAR First[300] = "too long ago to say where", Second[300];

    if (Found->First.Frames[0] != NULL) {
        HalDescribe((PUCHAR)Found->First.Frames[0] - 1, First, sizeof First);
    }
    HalDescribe((PUCHAR)Found->Second.Frames[0] - 1, Second, sizeof Second);
    Print("data race (%s): %s and %s: %s", RaceNames[Found->Class], First, Second,
          Found->Class == RaceNote ? RaceForm(&Found->First, &Found->Second)
                                   : "one access is plain, the other is not");
}

VOID
RacePrintOthers(const RACE *Race, RACE_PRINT *Print)
{
    const RACE *Found;
    ULONG Count = 0;

    for (ULONG i = 0; (Found = RaceAt(i)) != NULL; i++) {
        if (Found != Race && Found->Class != RaceError && Count++ < RACE_OTHERS) {
            RacePrintLine(Found, Print);
        }
    }
    if (Count > RACE_OTHERS) {
        Print("data races that are no errors: %u more", Count - RACE_OTHERS);
    }
}
