/*
 * src/rtl/bitmap.c - bitmaps: set, clear, test, count
 *
 * Bits are numbered from the lowest bit of the first ULONG. Whatever lies beyond SizeOfBitMap in
 * the last ULONG is neither read nor changed. The caller sees to it that nobody else does so
 * meanwhile.
 *
 * Differs from Windows: a range that leaves the bitmap stops the machine (Windows' free builds
 * write beyond the buffer).
 */
#include "bitmap.h"

/* The bits of word number Word that lie in the range First to First + Count - 1. */
static ULONG
RtlpMask(ULONG Word, ULONG First, ULONG Count)
{
    ULONG64 Begin = max((ULONG64)First, (ULONG64)Word * 32);
    ULONG64 End = min((ULONG64)First + Count, (ULONG64)Word * 32 + 32);

    if (End <= Begin) {
        return 0;
    }
    return (ULONG)(((1ULL << (End - Begin)) - 1) << (Begin % 32));
}

static VOID
RtlpCheckRange(PRTL_BITMAP BitMapHeader, ULONG First, ULONG Count)
{
    if (First > BitMapHeader->SizeOfBitMap || Count > BitMapHeader->SizeOfBitMap - First) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, RTLP_BITMAP_RANGE, (ULONG_PTR)BitMapHeader,
                     First, Count);
    }
}

VOID
RtlInitializeBitMap(PRTL_BITMAP BitMapHeader, PULONG BitMapBuffer, ULONG SizeOfBitMap)
{
    BitMapHeader->SizeOfBitMap = SizeOfBitMap;
    BitMapHeader->Buffer = BitMapBuffer;
}

VOID
RtlSetBits(PRTL_BITMAP BitMapHeader, ULONG StartingIndex, ULONG NumberToSet)
{
    RtlpCheckRange(BitMapHeader, StartingIndex, NumberToSet);
    for (ULONG Word = StartingIndex / 32; NumberToSet > 0; Word++) {
        ULONG Mask = RtlpMask(Word, StartingIndex, NumberToSet);

        if (Mask == 0) {
            break;
        }
        BitMapHeader->Buffer[Word] |= Mask;
    }
}

VOID
RtlClearBits(PRTL_BITMAP BitMapHeader, ULONG StartingIndex, ULONG NumberToClear)
{
    RtlpCheckRange(BitMapHeader, StartingIndex, NumberToClear);
    for (ULONG Word = StartingIndex / 32; NumberToClear > 0; Word++) {
        ULONG Mask = RtlpMask(Word, StartingIndex, NumberToClear);

        if (Mask == 0) {
            break;
        }
        BitMapHeader->Buffer[Word] &= ~Mask;
    }
}

VOID
RtlSetAllBits(PRTL_BITMAP BitMapHeader)
{
    RtlSetBits(BitMapHeader, 0, BitMapHeader->SizeOfBitMap);
}

VOID
RtlClearAllBits(PRTL_BITMAP BitMapHeader)
{
    RtlClearBits(BitMapHeader, 0, BitMapHeader->SizeOfBitMap);
}

VOID
RtlSetBit(PRTL_BITMAP BitMapHeader, ULONG BitNumber)
{
    RtlSetBits(BitMapHeader, BitNumber, 1);
}

VOID
RtlClearBit(PRTL_BITMAP BitMapHeader, ULONG BitNumber)
{
    RtlClearBits(BitMapHeader, BitNumber, 1);
}

BOOLEAN
RtlTestBit(PRTL_BITMAP BitMapHeader, ULONG BitNumber)
{
    RtlpCheckRange(BitMapHeader, BitNumber, 1);
    return (BitMapHeader->Buffer[BitNumber / 32] >> (BitNumber % 32)) & 1;
}

static BOOLEAN
RtlpAreBits(PRTL_BITMAP BitMapHeader, ULONG First, ULONG Count, BOOLEAN Set)
{
    if (Count == 0 || First >= BitMapHeader->SizeOfBitMap ||
        Count > BitMapHeader->SizeOfBitMap - First) {
        return FALSE;
    }
    return RtlpRunLength(BitMapHeader, First, First + Count, Set) == Count;
}

BOOLEAN
RtlAreBitsSet(PRTL_BITMAP BitMapHeader, ULONG StartingIndex, ULONG Length)
{
    return RtlpAreBits(BitMapHeader, StartingIndex, Length, TRUE);
}

BOOLEAN
RtlAreBitsClear(PRTL_BITMAP BitMapHeader, ULONG StartingIndex, ULONG Length)
{
    return RtlpAreBits(BitMapHeader, StartingIndex, Length, FALSE);
}

ULONG
RtlNumberOfSetBits(PRTL_BITMAP BitMapHeader)
{
    ULONG Count = 0;

    for (ULONG Word = 0; Word < (BitMapHeader->SizeOfBitMap + 31) / 32; Word++) {
        Count += (ULONG)__builtin_popcount(BitMapHeader->Buffer[Word] &
                                           RtlpMask(Word, 0, BitMapHeader->SizeOfBitMap));
    }
    return Count;
}

ULONG
RtlNumberOfClearBits(PRTL_BITMAP BitMapHeader)
{
    return BitMapHeader->SizeOfBitMap - RtlNumberOfSetBits(BitMapHeader);
}

ULONG
RtlNumberOfSetBitsUlongPtr(ULONG_PTR Target)
{
    return (ULONG)__builtin_popcountll(Target);
}

CCHAR
RtlFindLeastSignificantBit(ULONGLONG Set)
{
    return Set == 0 ? -1 : (CCHAR)__builtin_ctzll(Set);
}

CCHAR
RtlFindMostSignificantBit(ULONGLONG Set)
{
    return Set == 0 ? -1 : (CCHAR)(63 - __builtin_clzll(Set));
}
