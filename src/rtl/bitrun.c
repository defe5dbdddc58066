/*
 * src/rtl/bitrun.c - bitmaps: finding runs of clear or set bits
 *
 * A hint is where the search begins; it goes on from the start of the bitmap when nothing is found
 * behind it, and may then find a run that reaches over the hint.
 */
#include "bitmap.h"

#define RTLP_NOT_FOUND MAXULONG

ULONG
RtlpRunLength(PRTL_BITMAP BitMapHeader, ULONG First, ULONG End, BOOLEAN Set)
{
    ULONG Index = First;

    while (Index < End) {
        ULONG Word = BitMapHeader->Buffer[Index / 32];
        ULONG Others = (Set ? ~Word : Word) >> (Index % 32);

        if (Others != 0) {
            Index += (ULONG)__builtin_ctz(Others);
            break;
        }
        Index += 32 - Index % 32;
    }
    return min(Index, End) - First;
}

/* The first run of the value Set at or after From, and its length (0: there is none). */
static ULONG
RtlpNextRun(PRTL_BITMAP BitMapHeader, ULONG From, BOOLEAN Set, PULONG Start)
{
    ULONG Size = BitMapHeader->SizeOfBitMap;

    if (From >= Size) {
        return 0;
    }
    *Start = From + RtlpRunLength(BitMapHeader, From, Size, !Set);
    return RtlpRunLength(BitMapHeader, *Start, Size, Set);
}

static ULONG
RtlpFindFrom(PRTL_BITMAP BitMapHeader, ULONG Count, ULONG From, BOOLEAN Set)
{
    ULONG Start, Length;

    while ((Length = RtlpNextRun(BitMapHeader, From, Set, &Start)) != 0) {
        if (Length >= Count) {
            return Start;
        }
        From = Start + Length;
    }
    return RTLP_NOT_FOUND;
}

static ULONG
RtlpFind(PRTL_BITMAP BitMapHeader, ULONG Count, ULONG Hint, BOOLEAN Set)
{
    ULONG Index;

    Hint = Hint < BitMapHeader->SizeOfBitMap ? Hint : 0;
    if (Count == 0) {
        return Hint & ~7U; // as Windows answers a question that has no answer
    }
    Index = RtlpFindFrom(BitMapHeader, Count, Hint, Set);
    if (Index == RTLP_NOT_FOUND && Hint != 0) {
        Index = RtlpFindFrom(BitMapHeader, Count, 0, Set);
    }
    return Index;
}

ULONG
RtlFindClearBits(PRTL_BITMAP BitMapHeader, ULONG NumberToFind, ULONG HintIndex)
{
    return RtlpFind(BitMapHeader, NumberToFind, HintIndex, FALSE);
}

ULONG
RtlFindSetBits(PRTL_BITMAP BitMapHeader, ULONG NumberToFind, ULONG HintIndex)
{
    return RtlpFind(BitMapHeader, NumberToFind, HintIndex, TRUE);
}

ULONG
RtlFindClearBitsAndSet(PRTL_BITMAP BitMapHeader, ULONG NumberToFind, ULONG HintIndex)
{
    ULONG Index = RtlFindClearBits(BitMapHeader, NumberToFind, HintIndex);

    if (Index != RTLP_NOT_FOUND) {
        RtlSetBits(BitMapHeader, Index, NumberToFind);
    }
    return Index;
}

ULONG
RtlFindSetBitsAndClear(PRTL_BITMAP BitMapHeader, ULONG NumberToFind, ULONG HintIndex)
{
    ULONG Index = RtlFindSetBits(BitMapHeader, NumberToFind, HintIndex);

    if (Index != RTLP_NOT_FOUND) {
        RtlClearBits(BitMapHeader, Index, NumberToFind);
    }
    return Index;
}

ULONG
RtlFindNextForwardRunClear(PRTL_BITMAP BitMapHeader, ULONG FromIndex, PULONG StartingRunIndex)
{
    return RtlpNextRun(BitMapHeader, FromIndex, FALSE, StartingRunIndex);
}

ULONG
RtlFindFirstRunClear(PRTL_BITMAP BitMapHeader, PULONG StartingIndex)
{
    return RtlpNextRun(BitMapHeader, 0, FALSE, StartingIndex);
}

/* Bits before and including FromIndex are looked at. */
ULONG
RtlFindLastBackwardRunClear(PRTL_BITMAP BitMapHeader, ULONG FromIndex, PULONG StartingRunIndex)
{
    LONG64 Last = min((LONG64)FromIndex, (LONG64)BitMapHeader->SizeOfBitMap - 1);
    LONG64 First;

    while (Last >= 0 && RtlTestBit(BitMapHeader, (ULONG)Last)) {
        Last--;
    }
    First = Last;
    while (First > 0 && !RtlTestBit(BitMapHeader, (ULONG)First - 1)) {
        First--;
    }
    if (Last < 0) {
        return 0;
    }
    *StartingRunIndex = (ULONG)First;
    return (ULONG)(Last - First + 1);
}

ULONG
RtlFindLongestRunClear(PRTL_BITMAP BitMapHeader, PULONG StartingIndex)
{
    ULONG Longest = 0, From = 0, Start, Length;

    while ((Length = RtlpNextRun(BitMapHeader, From, FALSE, &Start)) != 0) {
        if (Length > Longest) {
            Longest = Length;
            *StartingIndex = Start;
        }
        From = Start + Length;
    }
    return Longest;
}

/* Puts a run where it belongs by length, behind those as long; the shortest may fall out. */
static ULONG
RtlpInsertRun(PRTL_BITMAP_RUN RunArray, ULONG Count, ULONG Room, RTL_BITMAP_RUN Run)
{
    ULONG Index = Count;

    while (Index > 0 && RunArray[Index - 1].NumberOfBits < Run.NumberOfBits) {
        if (Index < Room) {
            RunArray[Index] = RunArray[Index - 1];
        }
        Index--;
    }
    if (Index < Room) {
        RunArray[Index] = Run;
    }
    return min(Count + 1, Room);
}

ULONG
RtlFindClearRuns(PRTL_BITMAP BitMapHeader, PRTL_BITMAP_RUN RunArray, ULONG SizeOfRunArray,
                 BOOLEAN LocateLongestRuns)
{
    RTL_BITMAP_RUN Run = {0};
    ULONG Count = 0, From = 0;

    while ((LocateLongestRuns || Count < SizeOfRunArray) &&
           (Run.NumberOfBits = RtlpNextRun(BitMapHeader, From, FALSE, &Run.StartingIndex)) != 0) {
        From = Run.StartingIndex + Run.NumberOfBits;
        if (LocateLongestRuns) {
            Count = RtlpInsertRun(RunArray, Count, SizeOfRunArray, Run);
        } else {
            RunArray[Count++] = Run;
        }
    }
    return Count;
}
