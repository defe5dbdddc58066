/*
 * src/ex/poolpattern.c - what memory looks like that nobody wrote to
 *
 * The patterns are those that Microsoft's debug heap has made known: CD for new memory, FD behind a
 * block, DD for freed memory. As pointers they are not canonical: following one faults.
 */
#include "exi.h"

typedef ULONG64 EXP_VECTOR __attribute__((vector_size(16)));

EXP_UNCHECKED VOID
ExpFill(PVOID Address, ULONG64 Pattern, SIZE_T Bytes)
{
    EXP_VECTOR *Next = Address;
    const EXP_VECTOR *End = (EXP_VECTOR *)((PUCHAR)Address + Bytes);

    while (Next < End) {
        *Next++ = (EXP_VECTOR){Pattern, Pattern};
    }
}

static inline ULONG64
ExpLoad(const UCHAR *Address)
{
    ULONG64 Value;

    __builtin_memcpy(&Value, Address, sizeof(Value));
    return Value;
}

EXP_UNCHECKED VOID
ExpFillGuard(PVOID Address, SIZE_T Bytes)
{
    ULONG64 Pattern = EXP_GUARD_PATTERN;
    PUCHAR First = Address, Next = (PUCHAR)(((ULONG_PTR)First + 7) & ~(ULONG_PTR)7);

    __builtin_memcpy(First, &Pattern, sizeof(Pattern));
    for (; Next < First + Bytes; Next += sizeof(Pattern)) {
        *(PULONG64)Next = Pattern;
    }
}

EXP_UNCHECKED PUCHAR
ExpFindDamage(PVOID Address, ULONG64 Pattern, SIZE_T Bytes)
{
    PUCHAR Next = Address, End = Next + Bytes;

    while (End - Next >= 8 && ExpLoad(Next) == Pattern) {
        Next += 8;
    }
    while (Next < End && *Next == (UCHAR)Pattern) {
        Next++;
    }
    return Next < End ? Next : NULL;
}
