/*
 * io/queue/removelock.c - remove locks: who still uses a device that is to be removed
 *
 *      IoCount = 1 + acquisitions --ReleaseAndWait: Removed, minus 1, minus the caller's own-->
 *          0 with the last release: RemoveEvent
 *
 * Acquiring fails with STATUS_DELETE_PENDING from ReleaseAndWait on. The lock is in the driver's
 * memory, in the layout of a free or a checked build (told by the size that drivers pass). What
 * Driver Verifier checks is kept apart, for both layouts, in an IOP_TRACKED_LOCK: a record for each
 * acquisition with its tag, so a release with a wrong tag is found (0xC4: 0xD5, 0xD6), as is
 * initialising a lock in use again (0xD7).
 *
 * Invariants:
 *   L1. A lock is tracked from its initialisation until ReleaseAndWait has returned. Reserved[0]
 *   says
 *       so: memory that was freed and is used again does not.
 *
 * Differs from Windows: MaxLockedMinutes and HighWatermark, which checked builds look at, are
 * always looked at: a lock that is held longer, or by more, breaks a rule of that name.
 */
#include "queue.h"

#define IOP_TRACKED          0x5A
#define IOP_BUCKETS          32 /* 2 to the power of IOP_BUCKET_BITS */
#define IOP_BUCKET_BITS      5
#define IOP_NS_PER_MINUTE    60000000000ull
#define IOP_TICKS_PER_MINUTE 3840 /* of 15.625 ms */

typedef struct _IOP_ACQUISITION {
    LIST_ENTRY Links; /* of its bucket, newest first; or of the free ones */
    LIST_ENTRY Held;  /* of its lock */
    PIO_REMOVE_LOCK Lock;
    PVOID Tag;
    PVOID Caller;
    ULONG64 TimeNs;
} IOP_ACQUISITION, *PIOP_ACQUISITION;

typedef struct _IOP_TRACKED_LOCK {
    LIST_ENTRY Links; /* of its bucket */
    PIO_REMOVE_LOCK Lock;
    ULONG HighWatermark, MaxLockedMinutes, Count;
    LIST_ENTRY Held;
} IOP_TRACKED_LOCK, *PIOP_TRACKED_LOCK;

static struct {
    LIST_ENTRY Locks[IOP_BUCKETS], Acquisitions[IOP_BUCKETS], FreeAcquisitions;
} Iop SIM_STATE;

VOID
IopInitRemoveLocks(VOID)
{
    for (ULONG i = 0; i < IOP_BUCKETS; i++) {
        InitializeListHead(&Iop.Locks[i]);
        InitializeListHead(&Iop.Acquisitions[i]);
    }
    InitializeListHead(&Iop.FreeAcquisitions);
}

/* --- tracking --------------------------------------------------------------------------------- */

static ULONG
IopBucket(PIO_REMOVE_LOCK Lock, PVOID Tag)
{
    ULONG64 Mixed = ((ULONG64)(ULONG_PTR)Lock * 31 + (ULONG64)(ULONG_PTR)Tag) >> 4;

    return (ULONG)(Mixed * 0x9E3779B97F4A7C15ull >> (64 - IOP_BUCKET_BITS));
}

static PIOP_TRACKED_LOCK
IopFindTracked(PIO_REMOVE_LOCK Lock)
{
    PLIST_ENTRY Head = &Iop.Locks[IopBucket(Lock, NULL)];

    for (PLIST_ENTRY Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        PIOP_TRACKED_LOCK Tracked = CONTAINING_RECORD(Entry, IOP_TRACKED_LOCK, Links);

        if (Tracked->Lock == Lock) {
            return Tracked;
        }
    }
    return NULL;
}

static VOID
IopEndAcquisition(PIOP_ACQUISITION Acquisition)
{
    RemoveEntryList(&Acquisition->Held);
    RemoveEntryList(&Acquisition->Links);
    InsertTailList(&Iop.FreeAcquisitions, &Acquisition->Links);
}

static VOID
IopForget(PIOP_TRACKED_LOCK Tracked)
{
    while (!IsListEmpty(&Tracked->Held)) {
        IopEndAcquisition(CONTAINING_RECORD(Tracked->Held.Flink, IOP_ACQUISITION, Held));
    }
    RemoveEntryList(&Tracked->Links);
    ExFreeOwn(Tracked);
}

static VOID
IopTrack(PIO_REMOVE_LOCK Lock, ULONG MaxLockedMinutes, ULONG HighWatermark)
{
    PIOP_TRACKED_LOCK Tracked = IopFindTracked(Lock);

    if (Tracked != NULL && Lock->Common.Reserved[0] == IOP_TRACKED) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD7, (ULONG_PTR)Lock, 0, 0);
    }
    if (Tracked != NULL) { // the memory of a lock that was never waited for
        IopForget(Tracked);
    }
    Tracked = ExAllocateOwn(sizeof(*Tracked), IOP_TAG);
    if (Tracked != NULL) {
        Tracked->Lock = Lock;
        Tracked->HighWatermark = HighWatermark;
        Tracked->MaxLockedMinutes = MaxLockedMinutes;
        InitializeListHead(&Tracked->Held);
        InsertHeadList(&Iop.Locks[IopBucket(Lock, NULL)], &Tracked->Links);
    }
}

static PIOP_ACQUISITION
IopNewAcquisition(VOID)
{
    if (!IsListEmpty(&Iop.FreeAcquisitions)) {
        return CONTAINING_RECORD(RemoveHeadList(&Iop.FreeAcquisitions), IOP_ACQUISITION, Links);
    }
    return ExAllocateOwn(sizeof(IOP_ACQUISITION), IOP_TAG);
}

static VOID
IopNoteAcquisition(PIO_REMOVE_LOCK Lock, PVOID Tag, PVOID Caller)
{
    PIOP_TRACKED_LOCK Tracked = IopFindTracked(Lock);
    PIOP_ACQUISITION Acquisition;

    if (Tracked == NULL || (Acquisition = IopNewAcquisition()) == NULL) {
        return;
    }
    Acquisition->Lock = Lock;
    Acquisition->Tag = Tag;
    Acquisition->Caller = Caller;
    Acquisition->TimeNs = HalTimeNs();
    InsertHeadList(&Iop.Acquisitions[IopBucket(Lock, Tag)], &Acquisition->Links);
    InsertTailList(&Tracked->Held, &Acquisition->Held);
    Tracked->Count++;
    if (Tracked->HighWatermark != 0 && Tracked->Count > Tracked->HighWatermark) {
        KeRuleViolation("RemoveLock: HighWatermark", (ULONG_PTR)Lock, Tracked->Count);
    }
}

static PIOP_ACQUISITION
IopFindAcquisition(PIO_REMOVE_LOCK Lock, PVOID Tag)
{
    PLIST_ENTRY Head = &Iop.Acquisitions[IopBucket(Lock, Tag)];

    for (PLIST_ENTRY Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        PIOP_ACQUISITION Acquisition = CONTAINING_RECORD(Entry, IOP_ACQUISITION, Links);

        if (Acquisition->Lock == Lock && Acquisition->Tag == Tag) {
            return Acquisition;
        }
    }
    return NULL;
}

/* FALSE: nobody acquired the lock with this tag. */
static BOOLEAN
IopNoteRelease(PIO_REMOVE_LOCK Lock, PVOID Tag)
{
    PIOP_TRACKED_LOCK Tracked = IopFindTracked(Lock);
    PIOP_ACQUISITION Acquisition;
    ULONG64 HeldNs;

    if (Tracked == NULL) {
        return TRUE;
    }
    Acquisition = IopFindAcquisition(Lock, Tag);
    if (Acquisition == NULL) {
        return FALSE;
    }
    HeldNs = HalTimeNs() - Acquisition->TimeNs;
    if (Tracked->MaxLockedMinutes != 0 && HeldNs > Tracked->MaxLockedMinutes * IOP_NS_PER_MINUTE) {
        KeReportAddress("    acquired by", Acquisition->Caller);
        KeRuleViolation("RemoveLock: MaxLockedMinutes", (ULONG_PTR)Lock,
                        HeldNs / IOP_NS_PER_MINUTE);
    }
    IopEndAcquisition(Acquisition);
    Tracked->Count--;
    return TRUE;
}

/* --- the lock --------------------------------------------------------------------------------- */

#define IOP_CHECKED_SIZE (sizeof(IO_REMOVE_LOCK_COMMON_BLOCK) + sizeof(IO_REMOVE_LOCK_DBG_BLOCK))

VOID
IoInitializeRemoveLockEx(PIO_REMOVE_LOCK Lock, ULONG AllocateTag, ULONG MaxLockedMinutes,
                         ULONG HighWatermark, ULONG RemlockSize)
{
    IopTrack(Lock, MaxLockedMinutes, HighWatermark);
    if (RemlockSize >= IOP_CHECKED_SIZE) {
        IO_REMOVE_LOCK_DBG_BLOCK *Dbg = (IO_REMOVE_LOCK_DBG_BLOCK *)(&Lock->Common + 1);

        RtlZeroMemory(Dbg, sizeof(*Dbg));
        Dbg->HighWatermark = HighWatermark;
        Dbg->MaxLockedTicks = (LONGLONG)MaxLockedMinutes * IOP_TICKS_PER_MINUTE;
        Dbg->AllocateTag = (LONG)AllocateTag;
        InitializeListHead(&Dbg->LockList);
    }
    Lock->Common.Removed = FALSE;
    Lock->Common.Reserved[0] = IOP_TRACKED;
    Lock->Common.IoCount = 1;
    KeInitializeEvent(&Lock->Common.RemoveEvent, SynchronizationEvent, FALSE);
}

NTSTATUS
IoAcquireRemoveLockEx(PIO_REMOVE_LOCK RemoveLock, PVOID Tag, PCSTR File, ULONG Line,
                      ULONG RemlockSize)
{
    HalTouch(RemoveLock, TRUE);
    if (RemoveLock->Common.Removed) {
        return STATUS_DELETE_PENDING;
    }
    RemoveLock->Common.IoCount++;
    IopNoteAcquisition(RemoveLock, Tag, IOP_CALLER());
    return STATUS_SUCCESS;
}

VOID
IoReleaseRemoveLockEx(PIO_REMOVE_LOCK RemoveLock, PVOID Tag, ULONG RemlockSize)
{
    if (!IopNoteRelease(RemoveLock, Tag) || RemoveLock->Common.IoCount <= 0) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD5, (ULONG_PTR)RemoveLock,
                     (ULONG_PTR)Tag, 0);
    }
    HalRelease(HAL_SYNC_KEY(HalSyncRun, RemoveLock));
    if (--RemoveLock->Common.IoCount == 0) {
        KeSetEvent(&RemoveLock->Common.RemoveEvent, IO_NO_INCREMENT, FALSE);
    }
}

VOID
IoReleaseRemoveLockAndWaitEx(PIO_REMOVE_LOCK RemoveLock, PVOID Tag, ULONG RemlockSize)
{
    PIOP_TRACKED_LOCK Tracked;

    if (!IopNoteRelease(RemoveLock, Tag) || RemoveLock->Common.IoCount < 2) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD6, (ULONG_PTR)RemoveLock,
                     (ULONG_PTR)Tag, 0);
    }
    RemoveLock->Common.Removed = TRUE;
    RemoveLock->Common.IoCount -= 2;
    if (RemoveLock->Common.IoCount > 0) {
        KeWaitForSingleObject(&RemoveLock->Common.RemoveEvent, Executive, KernelMode, FALSE, NULL);
    }
    HalAcquire(HAL_SYNC_KEY(HalSyncRun, RemoveLock));
    Tracked = IopFindTracked(RemoveLock);
    if (Tracked != NULL) {
        IopForget(Tracked);
    }
}
