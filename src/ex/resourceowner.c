/*
 * src/ex/resourceowner.c - who owns an executive resource, and how often
 *
 * The first owner is in the resource itself, the others in a table that grows and stays. Entry 0
 * of the table holds its size.
 *
 * An owner is a thread, or an owner pointer: an address with its two low bits set, which a thread
 * made the owner in its place. OwnerReferenced marks one that is a thread's all the same.
 */
#include "exi.h"

#define EXP_OWNERS_TAG 'sRxE'
#define EXP_GROWTH     4

static ULONG
ExpTableSize(const ERESOURCE *Resource)
{
    return Resource->OwnerTable == NULL ? 0 : Resource->OwnerTable[0].TableSize;
}

static POWNER_ENTRY
ExpFindInTable(PERESOURCE Resource, ERESOURCE_THREAD Owner)
{
    for (ULONG i = 1; i < ExpTableSize(Resource); i++) {
        if (Resource->OwnerTable[i].OwnerThread == Owner) {
            return &Resource->OwnerTable[i];
        }
    }
    return NULL;
}

POWNER_ENTRY
ExpFindOwner(PERESOURCE Resource, ERESOURCE_THREAD Owner)
{
    if (Resource->OwnerEntry.OwnerThread == Owner) {
        return &Resource->OwnerEntry;
    }
    return ExpFindInTable(Resource, Owner);
}

BOOLEAN
ExpReserveOwner(PERESOURCE Resource)
{
    ULONG Count = Resource->ActiveEntries + Resource->NumberOfSharedWaiters + 1;
    ULONG OldSize = ExpTableSize(Resource), Size = Count + EXP_GROWTH;
    POWNER_ENTRY Table;

    if (Count <= max(OldSize, 1)) {
        return TRUE;
    }
    Table = ExAllocateOwn(Size * sizeof(*Table), EXP_OWNERS_TAG);
    if (Table == NULL) {
        return FALSE;
    }
    if (Resource->OwnerTable != NULL) {
        RtlCopyMemory(Table, Resource->OwnerTable, OldSize * sizeof(*Table));
        ExFreeOwn(Resource->OwnerTable);
    }
    Table[0].TableSize = Size;
    Resource->OwnerTable = Table;
    return TRUE;
}

POWNER_ENTRY
ExpAddOwner(PERESOURCE Resource, ERESOURCE_THREAD Owner)
{
    POWNER_ENTRY Entry = ExpFindOwner(Resource, 0);

    SIM_ASSERT(Entry != NULL); // E4
    Entry->OwnerThread = Owner;
    Entry->OwnerCount = 1;
    Resource->ActiveEntries++;
    Resource->ActiveCount++;
    return Entry;
}

VOID
ExpRemoveOwner(PERESOURCE Resource, POWNER_ENTRY Entry)
{
    *Entry = (OWNER_ENTRY){0};
    Resource->ActiveEntries--;
    Resource->ActiveCount--;
}

static VOID
ExpBoostOwner(const OWNER_ENTRY *Owner, KPRIORITY Priority)
{
    BOOLEAN IsPointer = (Owner->OwnerThread & EXP_OWNER_POINTER) != 0;

    if (Owner->OwnerThread != 0 && (!IsPointer || Owner->OwnerReferenced)) {
        KeRaisePriority((PKTHREAD)(Owner->OwnerThread & ~(ULONG_PTR)EXP_OWNER_POINTER), Priority);
    }
}

VOID
ExpBoostOwners(PERESOURCE Resource, KPRIORITY Priority)
{
    if (Resource->ReservedLowFlags & EXP_NO_BOOST) {
        return;
    }
    ExpBoostOwner(&Resource->OwnerEntry, Priority);
    for (ULONG i = 1; i < ExpTableSize(Resource); i++) {
        ExpBoostOwner(&Resource->OwnerTable[i], Priority);
    }
}

VOID
ExDisableResourceBoostLite(PERESOURCE Resource)
{
    ExpCheckResource(Resource);
    Resource->ReservedLowFlags |= EXP_NO_BOOST;
}

/* --- owner pointers --------------------------------------------------------------------------- */

static VOID
ExpSetOwner(PERESOURCE Resource, ERESOURCE_THREAD Owner, BOOLEAN IsThread)
{
    POWNER_ENTRY Mine, Other;

    ExpCheckResource(Resource);
    Mine = ExpFindOwner(Resource, ExGetCurrentResourceThread());
    if ((Owner & EXP_OWNER_POINTER) != EXP_OWNER_POINTER) {
        KeBugCheckEx(RESOURCE_OWNER_POINTER_INVALID, (ULONG_PTR)Resource,
                     (ULONG_PTR)Resource->OwnerTable, (ULONG_PTR)KeCurrentThread(), Owner);
    }
    if (Mine == NULL) {
        KeBugCheckEx(RESOURCE_NOT_OWNED, (ULONG_PTR)Resource, (ULONG_PTR)KeCurrentThread(),
                     (ULONG_PTR)Resource->OwnerTable, 0);
    }
    Other = ExpFindOwner(Resource, Owner);
    if (Other != NULL) {
        Other->OwnerCount += Mine->OwnerCount;
        ExpRemoveOwner(Resource, Mine);
        return;
    }
    Mine->OwnerThread = Owner;
    Mine->OwnerReferenced = IsThread;
}

VOID
ExSetResourceOwnerPointer(PERESOURCE Resource, PVOID OwnerPointer)
{
    ExpSetOwner(Resource, (ERESOURCE_THREAD)OwnerPointer, FALSE);
}

VOID
ExSetResourceOwnerPointerEx(PERESOURCE Resource, PVOID OwnerPointer, ULONG Flags)
{
    ExpSetOwner(Resource, (ERESOURCE_THREAD)OwnerPointer,
                (Flags & FLAG_OWNER_POINTER_IS_THREAD) != 0);
}
