/*
 * src/ex/poolpattern.h - what memory looks like that nobody wrote to
 *
 * The patterns are those that Microsoft's debug heap has made known: CD for new memory, FD behind a
 * block, DD for freed memory. As pointers they are not canonical: following one faults.
 * These run at each allocation, and are therefore inline.
 */
#ifndef POOLPATTERN_H
#define POOLPATTERN_H

#define EXP_NEW_PATTERN 0xCDCDCDCDCDCDCDCDULL   /* allocated, never written */
#define EXP_GUARD_PATTERN 0xFDFDFDFDFDFDFDFDULL /* behind a block */
#define EXP_FREED_PATTERN 0xDDDDDDDDDDDDDDDDULL /* freed */

typedef ULONG64 EXP_VECTOR __attribute__((vector_size(16)));

/* Bytes, more than 0, and the address are multiples of 16. */
static inline EXP_UNCHECKED VOID
ExpFill(PVOID Address, ULONG64 Pattern, SIZE_T Bytes)
{
    EXP_VECTOR *Next = Address;
    const EXP_VECTOR *End = (EXP_VECTOR *)((PUCHAR)Address + Bytes);

    do {
        *Next++ = (EXP_VECTOR){Pattern, Pattern};
    } while (Next < End);
}

static inline EXP_UNCHECKED ULONG64
ExpLoad(const UCHAR *Address)
{
    ULONG64 Value;

    __builtin_memcpy(&Value, Address, sizeof(Value));
    return Value;
}

/* Any address; Bytes is 8 or more, and the end is a multiple of 8. */
static inline EXP_UNCHECKED VOID
ExpFillGuard(PVOID Address, SIZE_T Bytes)
{
    ULONG64 Pattern = EXP_GUARD_PATTERN;
    PUCHAR First = Address, Next = (PUCHAR)(((ULONG_PTR)First + 7) & ~(ULONG_PTR)7);

    __builtin_memcpy(First, &Pattern, sizeof(Pattern));
    for (; Next < First + Bytes; Next += sizeof(Pattern)) {
        *(PULONG64)Next = Pattern;
    }
}

/* Whether memory as ExpFill takes it holds the pattern still. */
static inline EXP_UNCHECKED BOOLEAN
ExpIsFilled(const VOID *Address, ULONG64 Pattern, SIZE_T Bytes)
{
    const EXP_VECTOR *Next = Address;
    const EXP_VECTOR *End = (const EXP_VECTOR *)((const UCHAR *)Address + Bytes);
    EXP_VECTOR Difference = {0, 0};

    do {
        Difference |= *Next++ ^ (EXP_VECTOR){Pattern, Pattern};
    } while (Next < End);
    return (Difference[0] | Difference[1]) == 0;
}

/* Whether memory as ExpFillGuard takes it is whole. */
static inline EXP_UNCHECKED BOOLEAN
ExpIsGuarded(const VOID *Address, SIZE_T Bytes)
{
    const UCHAR *First = Address;
    const UCHAR *Next = (const UCHAR *)(((ULONG_PTR)First + 7) & ~(ULONG_PTR)7);
    ULONG64 Difference = ExpLoad(First) ^ EXP_GUARD_PATTERN;

    for (; Next < First + Bytes; Next += sizeof(Difference)) {
        Difference |= ExpLoad(Next) ^ EXP_GUARD_PATTERN;
    }
    return Difference == 0;
}

/* The first byte that is not the pattern's; NULL: all are. */
PUCHAR ExpFindDamage(PVOID Address, ULONG64 Pattern, SIZE_T Bytes);

#endif
