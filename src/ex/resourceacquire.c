/*
 * src/ex/resourceacquire.c - acquiring executive resources
 *
 * Who waits does so until somebody made it an owner; it then owns the resource already.
 *
 * A thread whose priority is above that of the owners raises theirs while it waits, as a boost
 * that fades.
 */
#include "exi.h"

enum { ExpOrdinary, ExpStarveExclusive, ExpWaitForExclusive };

static VOID
ExpWaitFor(PERESOURCE Resource, PVOID *List, PULONG Count)
{
    EXP_RESOURCE_WAIT Wait = {.Owner = ExGetCurrentResourceThread()}, **Link;

    KeInitializeEvent(&Wait.Event, SynchronizationEvent, FALSE);
    for (Link = (EXP_RESOURCE_WAIT **)List; *Link != NULL;) {
        Link = &(*Link)->Next;
    }
    *Link = &Wait;
    ++*Count;
    Resource->ContentionCount++;
    HalProbe2(PROBE_LOCK_CONTEND, Resource, -1);
    ExpBoostOwners(Resource, KeCurrentThread()->Priority);
    KeWaitForSingleObject(&Wait.Event, WrResource, KernelMode, FALSE, NULL);
    HalProbe3(PROBE_LOCK_ACQUIRE, Resource, HalGetIrql(), List == &Resource->SharedWaiters);
}

static VOID
ExpCheckAcquire(PERESOURCE Resource)
{
    ExpCheckResource(Resource);
    ExpCheckResourceApcs(0x37, Resource);
}

/* --- exclusive -------------------------------------------------------------------------------- */

static BOOLEAN
ExpAcquireExclusive(PERESOURCE Resource, BOOLEAN Wait)
{
    ERESOURCE_THREAD Me = ExGetCurrentResourceThread();

    ExpCheckAcquire(Resource);
    if (Resource->ActiveEntries == 0) {
        ExpMakeExclusive(Resource, Me);
        HalProbe2(PROBE_LOCK_ACQUIRE, Resource, HalGetIrql());
        return TRUE;
    }
    if (ExpIsExclusive(Resource) && Resource->OwnerEntry.OwnerThread == Me) {
        Resource->OwnerEntry.OwnerCount++;
        return TRUE;
    }
    if (!Wait) {
        return FALSE;
    }
    if (ExpFindOwner(Resource, Me) != NULL) { // it would wait for itself
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1000, (ULONG_PTR)Resource, 0, 0);
    }
    ExpWaitFor(Resource, &Resource->ExclusiveWaiters, &Resource->NumberOfExclusiveWaiters);
    return TRUE;
}

BOOLEAN
ExAcquireResourceExclusiveLite(PERESOURCE Resource, BOOLEAN Wait)
{
    return ExpAcquireExclusive(Resource, Wait);
}

/* --- shared ----------------------------------------------------------------------------------- */

/* The thread may own it shared now, whatever it owns already. */
static BOOLEAN
ExpMayShare(PERESOURCE Resource, const OWNER_ENTRY *Mine, ULONG How)
{
    if (ExpIsExclusive(Resource)) {
        return Mine != NULL;
    }
    return Resource->NumberOfExclusiveWaiters == 0 || How == ExpStarveExclusive ||
           (How == ExpOrdinary && Mine != NULL);
}

/* It owns the resource now (TRUE), or it will not or not yet (FALSE). */
static BOOLEAN
ExpShare(PERESOURCE Resource, ERESOURCE_THREAD Me, ULONG How)
{
    POWNER_ENTRY Mine = ExpFindOwner(Resource, Me);

    if (!ExpMayShare(Resource, Mine, How)) {
        return FALSE;
    }
    if (Mine != NULL) {
        Mine->OwnerCount++;
        return TRUE;
    }
    if (!ExpReserveOwner(Resource)) {
        return FALSE;
    }
    ExpAddOwner(Resource, Me);
    HalProbe3(PROBE_LOCK_ACQUIRE, Resource, HalGetIrql(), TRUE);
    return TRUE;
}

static BOOLEAN
ExpAcquireShared(PERESOURCE Resource, BOOLEAN Wait, ULONG How)
{
    LARGE_INTEGER TenMilliseconds = {.QuadPart = -10 * 10000};

    ExpCheckAcquire(Resource);
    while (!ExpShare(Resource, ExGetCurrentResourceThread(), How)) {
        if (!Wait) {
            return FALSE;
        }
        if (ExpReserveOwner(Resource)) {
            ExpWaitFor(Resource, &Resource->SharedWaiters, &Resource->NumberOfSharedWaiters);
            return TRUE;
        }
        KeDelayExecutionThread(KernelMode, FALSE, &TenMilliseconds); // there is no memory
    }
    return TRUE;
}

BOOLEAN
ExAcquireResourceSharedLite(PERESOURCE Resource, BOOLEAN Wait)
{
    return ExpAcquireShared(Resource, Wait, ExpOrdinary);
}

BOOLEAN
ExAcquireSharedStarveExclusive(PERESOURCE Resource, BOOLEAN Wait)
{
    return ExpAcquireShared(Resource, Wait, ExpStarveExclusive);
}

BOOLEAN
ExAcquireSharedWaitForExclusive(PERESOURCE Resource, BOOLEAN Wait)
{
    return ExpAcquireShared(Resource, Wait, ExpWaitForExclusive);
}

/* --- with a critical region ------------------------------------------------------------------- */

/* What these return is of no use to a driver. */
PVOID
ExEnterCriticalRegionAndAcquireResourceExclusive(PERESOURCE Resource)
{
    KeEnterCriticalRegion();
    ExpAcquireExclusive(Resource, TRUE);
    return KeCurrentThread();
}

PVOID
ExEnterCriticalRegionAndAcquireResourceShared(PERESOURCE Resource)
{
    KeEnterCriticalRegion();
    ExpAcquireShared(Resource, TRUE, ExpOrdinary);
    return KeCurrentThread();
}

PVOID
ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(PERESOURCE Resource)
{
    KeEnterCriticalRegion();
    ExpAcquireShared(Resource, TRUE, ExpWaitForExclusive);
    return KeCurrentThread();
}
