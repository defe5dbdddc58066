/*
 * src/ex/exinterlocked.c - ExInterlockedXxx: single operations under the caller's spin lock
 *
 * The lock is taken at HIGH_LEVEL, so that these work at any IRQL, also against an interrupt
 * service routine of the same processor. A lock that they use must be used by them alone: taken
 * at DISPATCH_LEVEL, it could be interrupted by one of these, which would wait for ever.
 */
#include "exi.h"

static KIRQL
ExpLock(PKSPIN_LOCK Lock)
{
    KIRQL OldIrql;

    KeRaiseIrql(HIGH_LEVEL, &OldIrql);
    KeAcquireSpinLockAtDpcLevel(Lock);
    return OldIrql;
}

static VOID
ExpUnlock(PKSPIN_LOCK Lock, KIRQL OldIrql)
{
    KeReleaseSpinLockFromDpcLevel(Lock);
    KeLowerIrql(OldIrql);
}

/* An entry of a list as these routines return it: NULL when there is none. */
static PLIST_ENTRY
ExpEntry(PLIST_ENTRY ListHead, PLIST_ENTRY Entry)
{
    return Entry == ListHead ? NULL : Entry;
}

LARGE_INTEGER
ExInterlockedAddLargeInteger(PLARGE_INTEGER Addend, LARGE_INTEGER Increment, PKSPIN_LOCK Lock)
{
    KIRQL OldIrql = ExpLock(Lock);
    LARGE_INTEGER Initial = *Addend;

    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalWrite);
    Addend->QuadPart = (LONGLONG)((ULONGLONG)Initial.QuadPart + (ULONGLONG)Increment.QuadPart);
    ExpUnlock(Lock, OldIrql);
    return Initial;
}

ULONG
ExInterlockedAddUlong(PULONG Addend, ULONG Increment, PKSPIN_LOCK Lock)
{
    KIRQL OldIrql = ExpLock(Lock);
    ULONG Initial = *Addend;

    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalWrite);
    *Addend = Initial + Increment;
    ExpUnlock(Lock, OldIrql);
    return Initial;
}

PLIST_ENTRY
ExInterlockedInsertHeadList(PLIST_ENTRY ListHead, PLIST_ENTRY ListEntry, PKSPIN_LOCK Lock)
{
    KIRQL OldIrql = ExpLock(Lock);
    PLIST_ENTRY First = ExpEntry(ListHead, ListHead->Flink);

    HAL_DRIVER_ACCESS(ListHead, sizeof(*ListHead), HalWrite);
    HAL_DRIVER_ACCESS(ListEntry, sizeof(*ListEntry), HalWrite);
    InsertHeadList(ListHead, ListEntry);
    ExpUnlock(Lock, OldIrql);
    return First;
}

PLIST_ENTRY
ExInterlockedInsertTailList(PLIST_ENTRY ListHead, PLIST_ENTRY ListEntry, PKSPIN_LOCK Lock)
{
    KIRQL OldIrql = ExpLock(Lock);
    PLIST_ENTRY Last = ExpEntry(ListHead, ListHead->Blink);

    HAL_DRIVER_ACCESS(ListHead, sizeof(*ListHead), HalWrite);
    HAL_DRIVER_ACCESS(ListEntry, sizeof(*ListEntry), HalWrite);
    InsertTailList(ListHead, ListEntry);
    ExpUnlock(Lock, OldIrql);
    return Last;
}

PLIST_ENTRY
ExInterlockedRemoveHeadList(PLIST_ENTRY ListHead, PKSPIN_LOCK Lock)
{
    KIRQL OldIrql = ExpLock(Lock);
    PLIST_ENTRY First = ExpEntry(ListHead, ListHead->Flink);

    HAL_DRIVER_ACCESS(ListHead, sizeof(*ListHead), First != NULL ? HalWrite : HalRead);
    if (First != NULL) {
        RemoveHeadList(ListHead);
    }
    ExpUnlock(Lock, OldIrql);
    return First;
}

PSINGLE_LIST_ENTRY
ExInterlockedPopEntryList(PSINGLE_LIST_ENTRY ListHead, PKSPIN_LOCK Lock)
{
    KIRQL OldIrql = ExpLock(Lock);
    PSINGLE_LIST_ENTRY First = PopEntryList(ListHead);

    HAL_DRIVER_ACCESS(ListHead, sizeof(*ListHead), HalWrite);
    ExpUnlock(Lock, OldIrql);
    return First;
}

PSINGLE_LIST_ENTRY
ExInterlockedPushEntryList(PSINGLE_LIST_ENTRY ListHead, PSINGLE_LIST_ENTRY ListEntry,
                           PKSPIN_LOCK Lock)
{
    KIRQL OldIrql = ExpLock(Lock);
    PSINGLE_LIST_ENTRY First = ListHead->Next;

    HAL_DRIVER_ACCESS(ListHead, sizeof(*ListHead), HalWrite);
    HAL_DRIVER_ACCESS(ListEntry, sizeof(*ListEntry), HalWrite);
    PushEntryList(ListHead, ListEntry);
    ExpUnlock(Lock, OldIrql);
    return First;
}
