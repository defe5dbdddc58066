/*
 * src/ex/resourcerelease.c - releasing executive resources, and who gets them next
 *
 *      last share released      the thread that has waited longest for exclusive access
 *      exclusive access ended   all who wait for shared access; without any, as above
 *
 * So neither kind of waiter starves the other.
 *
 * Differs from Windows: there who is next is not documented. A release for another thread that
 * made no owner pointer of itself is always ERESOURCE_INVALID_RELEASE, which the page of
 * ExAcquireSharedWaitForExclusive expects to work.
 */
#include "exi.h"

/* The first waiter of a list owns the resource; the caller says how. */
static ERESOURCE_THREAD
ExpWakeFirst(PVOID *List, PULONG Count)
{
    EXP_RESOURCE_WAIT *Wait = *List;
    ERESOURCE_THREAD Owner = Wait->Owner;

    *List = Wait->Next;
    --*Count;
    KeSetEvent(&Wait->Event, IO_NO_INCREMENT, FALSE);
    return Owner;
}

static VOID
ExpShareWithWaiters(PERESOURCE Resource)
{
    while (Resource->NumberOfSharedWaiters != 0) {
        ERESOURCE_THREAD Owner =
            ExpWakeFirst(&Resource->SharedWaiters, &Resource->NumberOfSharedWaiters);
        POWNER_ENTRY Entry = ExpFindOwner(Resource, Owner);

        if (Entry != NULL) {
            Entry->OwnerCount++;
        } else {
            ExpAddOwner(Resource, Owner);
        }
    }
}

VOID
ExpMakeExclusive(PERESOURCE Resource, ERESOURCE_THREAD Owner)
{
    POWNER_ENTRY Entry = ExpAddOwner(Resource, Owner);

    SIM_ASSERT(Entry == &Resource->OwnerEntry); // E3
    Resource->Flag |= ResourceOwnedExclusive;
}

static VOID
ExpHandOver(PERESOURCE Resource)
{
    BOOLEAN WasExclusive = ExpIsExclusive(Resource);

    Resource->Flag &= (USHORT)~ResourceOwnedExclusive;
    if (Resource->NumberOfExclusiveWaiters != 0 &&
        (!WasExclusive || Resource->NumberOfSharedWaiters == 0)) {
        ExpMakeExclusive(Resource, ExpWakeFirst(&Resource->ExclusiveWaiters,
                                                &Resource->NumberOfExclusiveWaiters));
    } else {
        ExpShareWithWaiters(Resource);
    }
}

static VOID
ExpRelease(PERESOURCE Resource, ERESOURCE_THREAD Owner)
{
    POWNER_ENTRY Entry;

    ExpCheckResource(Resource);
    ExpCheckResourceApcs(0x38, Resource);
    Entry = Owner == 0 ? NULL : ExpFindOwner(Resource, Owner);
    if (Entry == NULL) {
        KeBugCheckEx(RESOURCE_NOT_OWNED, (ULONG_PTR)Resource, Owner,
                     (ULONG_PTR)Resource->OwnerTable, 0);
    }
    if (--Entry->OwnerCount != 0) {
        return;
    }
    ExpRemoveOwner(Resource, Entry);
    HalProbe3(PROBE_LOCK_RELEASE, Resource, HalGetIrql(), !ExpIsExclusive(Resource));
    if (Resource->ActiveEntries == 0) {
        ExpHandOver(Resource);
    }
}

VOID
ExReleaseResourceLite(PERESOURCE Resource)
{
    ExpRelease(Resource, ExGetCurrentResourceThread());
}

VOID
ExReleaseResourceForThreadLite(PERESOURCE Resource, ERESOURCE_THREAD ResourceThreadId)
{
    if (ResourceThreadId != ExGetCurrentResourceThread() &&
        (ResourceThreadId & EXP_OWNER_POINTER) != EXP_OWNER_POINTER) {
        KeBugCheckEx(ERESOURCE_INVALID_RELEASE, (ULONG_PTR)Resource, (ULONG_PTR)KeCurrentThread(),
                     ResourceThreadId, 0);
    }
    ExpRelease(Resource, ResourceThreadId);
}

VOID
ExReleaseResourceAndLeaveCriticalRegion(PERESOURCE Resource)
{
    ExpRelease(Resource, ExGetCurrentResourceThread());
    KeLeaveCriticalRegion();
}

VOID
ExConvertExclusiveToSharedLite(PERESOURCE Resource)
{
    ExpCheckResource(Resource);
    if (!ExIsResourceAcquiredExclusiveLite(Resource)) {
        KeBugCheckEx(RESOURCE_NOT_OWNED, (ULONG_PTR)Resource, (ULONG_PTR)KeCurrentThread(),
                     (ULONG_PTR)Resource->OwnerTable, 0);
    }
    HalRelease(HAL_SYNC_KEY(HalSyncObject, Resource));
    Resource->Flag &= (USHORT)~ResourceOwnedExclusive;
    ExpShareWithWaiters(Resource);
}
