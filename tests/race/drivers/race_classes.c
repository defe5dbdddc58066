/*
 * race/drivers/race_classes.c - two accesses that nothing orders, of each form
 *
 * The first is made at once, the second some time later; time orders nothing.
 */
// INSTRUMENT
#include "race_kit.h"

#include "race_classes.h"

typedef struct _WORDS {
    LONG Word, Other, More[6];
} WORDS;

static WORDS Words;
static volatile LONG Volatile;
static KEVENT Done;

#define WORD Words.Word

static DECLSPEC_NOINLINE VOID
Put(LONG Value)
{
    WORD = Value;
}

static DECLSPEC_NOINLINE LONG
Get(VOID)
{
    return WORD;
}

static VOID
Delay(LONGLONG Milliseconds)
{
    LARGE_INTEGER Time = {.QuadPart = -10000 * Milliseconds};

    KeDelayExecutionThread(KernelMode, FALSE, &Time);
}

static VOID
Later(VOID)
{
    Delay(20);
}

/* --- what the two do -------------------------------------------------------------------------- */

static VOID
Puts0(PVOID Late)
{
    if (Late != NULL) {
        Later();
    }
    Put(0);
}

static VOID
Puts1(PVOID Late)
{
    if (Late != NULL) {
        Later();
    }
    Put(1);
}

static VOID
Puts2(PVOID Late)
{
    Later();
    Put(2);
}

static VOID
Gets(PVOID Late)
{
    if (Late != NULL) {
        Later();
    }
    if (Get() == -1) {
        Later();
    }
}

static VOID
PutsThereAndBack(PVOID Late)
{
    Put(1);
    Put(0);
}

static VOID
PutsSameAndChange(PVOID Late)
{
    Put(0);
    Put(1);
}

static VOID
Copies(PVOID Late)
{
    WORDS Copy = {.Word = 1};

    if (Late != NULL) {
        Later();
        RtlCompareMemory(&Copy, &Words, sizeof Copy);
    } else {
        RtlCopyMemory(&Words, &Copy, sizeof Copy);
    }
}

static VOID
Fills(PVOID Late)
{
    RtlZeroMemory(&Words, sizeof Words);
}

static VOID
Polls(PVOID Late)
{
    while (Get() == 0) {
        KeStallExecutionProcessor(10);
    }
}

static VOID
ReadsAndPolls(PVOID Late)
{
    if (WORD == 0) {
        Polls(NULL);
    }
}

static VOID
PollsCounting(PVOID Late)
{
    while (Get() == 0) {
        Words.Other++;
        KeStallExecutionProcessor(10);
    }
}

static VOID
Increments(PVOID Late)
{
    if (Late != NULL) {
        Later();
    }
    InterlockedIncrement(&WORD);
}

static VOID
Marks(PVOID Late)
{
    if (Late != NULL) {
        Later();
    }
    Volatile++;
}

/* --- three ------------------------------------------------------------------------------------ */

static VOID
PutsAndSays(PVOID Late)
{
    Put(1);
    KeSetEvent(&Done, 0, FALSE);
    Later();
}

/* Comes after the other one, and so does not matter for who reads. */
static VOID
PutsTheSameAfterIt(PVOID Late)
{
    KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
    WORD = 1;
}

static VOID
Covered(VOID)
{
    PVOID Reader;

    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    Reader = KitThread(Gets, &Words);
    KitTwo(PutsAndSays, NULL, PutsTheSameAfterIt, NULL);
    KitJoin(Reader);
}

/* First as what it is at first, then as what it is at its worst. */
static VOID
Worse(BOOLEAN Ordered)
{
    PVOID Third;

    RtlZeroMemory(&Words, sizeof Words);
    if (Ordered) {
        Covered();
        return;
    }
    Third = KitThread(Puts2, NULL);
    KitTwo(Puts1, NULL, Puts1, NULL);
    KitJoin(Third);
}

static VOID
SaysAndPuts1(PVOID Late)
{
    Volatile = 1;
    Put(1);
}

/* The same value, if it comes first. */
static VOID
PutsWhatIsSaid(PVOID Late)
{
    Put(Volatile != 0 ? 2 : 1);
}

static VOID
Lately(BOOLEAN Ordered)
{
    Volatile = 0;
    KitTwo(SaysAndPuts1, NULL, PutsWhatIsSaid, NULL);
}

/* --- the table -------------------------------------------------------------------------------- */

#define PAIR(Name, First, Second)                                                                  \
    static VOID Name(BOOLEAN Ordered)                                                              \
    {                                                                                              \
        RtlZeroMemory(&Words, sizeof Words);                                                       \
        KitTwo(First, NULL, Second, &Words);                                                       \
    }

PAIR(BothSame, Puts1, Puts1)
PAIR(BothDiffer, Puts1, Puts2)
PAIR(SameThenRead, Puts0, Gets)
PAIR(ChangeThenRead, Puts1, Gets)
PAIR(ReadThenSame, Gets, Puts0)
PAIR(ReadThenChange, Gets, Puts1)
PAIR(SameThenChange, Puts0, Puts2)
PAIR(ThereAndBack, PutsThereAndBack, Gets)
PAIR(SameAndChange, PutsSameAndChange, Gets)
PAIR(ChangeCopied, Copies, Gets)
PAIR(SameFilled, Fills, Gets)
PAIR(Polled, Polls, Puts1)
PAIR(ReadOnceMore, Puts1, Polls)
PAIR(ReadAndPolled, ReadsAndPolls, Puts1)
PAIR(PolledCounting, PollsCounting, Puts1)
PAIR(MarkedThenRead, Increments, Gets)
PAIR(ReadThenMarked, Gets, Increments)
PAIR(MarkedThenCopied, Increments, Copies)
PAIR(MarkedThenWritten, Increments, Puts2)
PAIR(MarkedThenSame, Increments, Puts1)
PAIR(BothVolatile, Marks, Marks)

RACE_CASE *const RaceCases[] = {
    [CLASS_BOTH_SAME] = BothSame,
    [CLASS_BOTH_DIFFER] = BothDiffer,
    [CLASS_SAME_THEN_READ] = SameThenRead,
    [CLASS_CHANGE_THEN_READ] = ChangeThenRead,
    [CLASS_READ_THEN_SAME] = ReadThenSame,
    [CLASS_READ_THEN_CHANGE] = ReadThenChange,
    [CLASS_SAME_THEN_CHANGE] = SameThenChange,
    [CLASS_THERE_AND_BACK] = ThereAndBack,
    [CLASS_SAME_AND_CHANGE] = SameAndChange,
    [CLASS_CHANGE_COPIED] = ChangeCopied,
    [CLASS_SAME_FILLED] = SameFilled,
    [CLASS_POLLED] = Polled,
    [CLASS_READ_ONCE_MORE] = ReadOnceMore,
    [CLASS_READ_AND_POLLED] = ReadAndPolled,
    [CLASS_POLLED_COUNTING] = PolledCounting,
    [CLASS_MARKED_THEN_READ] = MarkedThenRead,
    [CLASS_READ_THEN_MARKED] = ReadThenMarked,
    [CLASS_MARKED_THEN_COPIED] = MarkedThenCopied,
    [CLASS_MARKED_THEN_WRITTEN] = MarkedThenWritten,
    [CLASS_MARKED_THEN_SAME] = MarkedThenSame,
    [CLASS_VOLATILE] = BothVolatile,
    [CLASS_WORSE] = Worse,
    [CLASS_LATE] = Lately,
};
const ULONG RaceCaseCount = CLASS_COUNT;

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KitDriver(DriverObject, L"\\Device\\RaceClasses");
}
