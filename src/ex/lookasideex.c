/*
 * src/ex/lookasideex.c - LOOKASIDE_LIST_EX: lookaside lists whose routines also get the list
 */
#include "exi.h"

PVOID
ExpAllocateDefaultEx(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag,
                     PLOOKASIDE_LIST_EX Lookaside)
{
    return ExAllocatePoolWithTag(PoolType, NumberOfBytes, Tag);
}

VOID
ExpFreeDefaultEx(PVOID Buffer, PLOOKASIDE_LIST_EX Lookaside)
{
    ExFreePool(Buffer);
}

/* Flags say what the allocate routine finds in its PoolType. */
static ULONG
ExpTypeWithFlags(POOL_TYPE PoolType, ULONG Flags)
{
    if (Flags & EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL) {
        return PoolType | POOL_RAISE_IF_ALLOCATION_FAILURE;
    }
    if (Flags & EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE) {
        return PoolType | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE;
    }
    return PoolType;
}

NTSTATUS
ExInitializeLookasideListEx(PLOOKASIDE_LIST_EX Lookaside, PALLOCATE_FUNCTION_EX Allocate,
                            PFREE_FUNCTION_EX Free, POOL_TYPE PoolType, ULONG Flags, SIZE_T Size,
                            ULONG Tag, USHORT Depth)
{
    if ((PoolType & 3) > PagedPool) {
        return STATUS_INVALID_PARAMETER_4;
    }
    if (Flags > EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE) { // also both flags at once
        return STATUS_INVALID_PARAMETER_5;
    }
    ExpInitList(&Lookaside->L, ExpTypeWithFlags(PoolType, Flags), Size, Tag);
    Lookaside->L.AllocateEx = Allocate != NULL ? Allocate : ExpAllocateDefaultEx;
    Lookaside->L.FreeEx = Free != NULL ? Free : ExpFreeDefaultEx;
    return STATUS_SUCCESS;
}

PVOID
ExAllocateFromLookasideListEx(PLOOKASIDE_LIST_EX Lookaside)
{
    PVOID Entry = ExpTakeFromList(&Lookaside->L);

    ExpCountAllocate(&Lookaside->L, Entry == NULL);
    if (Entry == NULL) {
        Entry = CALL_DRIVER(Lookaside->L.AllocateEx, Lookaside->L.Type, Lookaside->L.Size,
                            Lookaside->L.Tag, Lookaside);
    }
    return Entry;
}

VOID
ExFreeToLookasideListEx(PLOOKASIDE_LIST_EX Lookaside, PVOID Entry)
{
    if (ExpKeepInList(&Lookaside->L, Entry)) {
        return;
    }
    CALL_DRIVER(Lookaside->L.FreeEx, Entry, Lookaside);
    Entry = ExpSurplus(&Lookaside->L);
    if (Entry != NULL) {
        CALL_DRIVER(Lookaside->L.FreeEx, Entry, Lookaside);
    }
}

VOID
ExFlushLookasideListEx(PLOOKASIDE_LIST_EX Lookaside)
{
    PVOID Entry;

    while ((Entry = ExpTakeFromList(&Lookaside->L)) != NULL) {
        CALL_DRIVER(Lookaside->L.FreeEx, Entry, Lookaside);
    }
}

VOID
ExDeleteLookasideListEx(PLOOKASIDE_LIST_EX Lookaside)
{
    ExpRemoveList(&Lookaside->L);
    ExFlushLookasideListEx(Lookaside);
}
