/*
 * src/ex/slist.c - sequenced singly linked lists
 *
 * The header has x64's layout: a depth, a sequence number that every push and pop advances, and the
 * first entry. Windows needs no lock for them because it exchanges all 16 bytes at once; here each
 * operation is one step of the simulated machine.
 */
#include "exi.h"

C_ASSERT(sizeof(SLIST_HEADER) == 16);

static PSLIST_ENTRY
ExpFirst(const SLIST_HEADER *Head)
{
    return (PSLIST_ENTRY)(ULONG_PTR)(Head->HeaderX64.NextEntry << 4);
}

static VOID
ExpSetFirst(PSLIST_HEADER Head, PSLIST_ENTRY First, INT Change)
{
    Head->HeaderX64.NextEntry = (ULONG_PTR)First >> 4;
    Head->HeaderX64.Depth = (USHORT)(Head->HeaderX64.Depth + Change);
    Head->HeaderX64.Sequence++;
}

static VOID
ExpCheckAlignment(const VOID *Address)
{
    if ((ULONG_PTR)Address % MEMORY_ALLOCATION_ALIGNMENT != 0) {
        ExRaiseStatus(STATUS_DATATYPE_MISALIGNMENT);
    }
}

VOID
InitializeSListHead(PSLIST_HEADER SListHead)
{
    ExpCheckAlignment(SListHead);
    *SListHead = (SLIST_HEADER){0};
}

USHORT
ExQueryDepthSList(PSLIST_HEADER SListHead)
{
    return (USHORT)SListHead->HeaderX64.Depth;
}

PSLIST_ENTRY
FirstEntrySList(const SLIST_HEADER *SListHead)
{
    return ExpFirst(SListHead);
}

PSLIST_ENTRY
ExpInterlockedPushEntrySList(PSLIST_HEADER ListHead, PSLIST_ENTRY ListEntry)
{
    PSLIST_ENTRY First = ExpFirst(ListHead);

    ExpCheckAlignment(ListEntry);
    HAL_DRIVER_ACCESS(ListEntry, sizeof(PVOID), HalWrite);
    HAL_DRIVER_ACCESS(ListHead, sizeof(*ListHead), HalAtomicWrite);
    ListEntry->Next = First;
    ExpSetFirst(ListHead, ListEntry, 1);
    return First;
}

PSLIST_ENTRY
ExpInterlockedPopEntrySList(PSLIST_HEADER ListHead)
{
    PSLIST_ENTRY First = ExpFirst(ListHead);

    HAL_DRIVER_ACCESS(ListHead, sizeof(*ListHead), HalAtomicWrite);
    if (First != NULL) {
        ExpSetFirst(ListHead, First->Next, -1);
    }
    return First;
}

PSLIST_ENTRY
ExpInterlockedFlushSList(PSLIST_HEADER ListHead)
{
    PSLIST_ENTRY First = ExpFirst(ListHead);

    HAL_DRIVER_ACCESS(ListHead, sizeof(*ListHead), HalAtomicWrite);
    if (First != NULL) {
        ExpSetFirst(ListHead, NULL, -(INT)ListHead->HeaderX64.Depth);
    }
    return First;
}
