/*
 * src/ex/poolpattern.c - where a pattern was overwritten
 */
#include "exi.h"

EXP_UNCHECKED PUCHAR
ExpFindDamage(PVOID Address, ULONG64 Pattern, SIZE_T Bytes)
{
    PUCHAR Next = Address;

    for (SIZE_T i = 0; i < Bytes; i++) {
        if (Next[i] != (UCHAR)Pattern) {
            return &Next[i];
        }
    }
    return NULL;
}
