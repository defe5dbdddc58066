/*
 * io/removelock.c - remove locks: who still uses a device that is to be removed
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
 * Differs from Windows: how long a lock is held (MaxLockedMinutes) is not looked at.
 */
#include "iop.h"

#define IOP_TRACKED 0x5A

typedef struct _IOP_ACQUISITION {
    LIST_ENTRY Links;
    PVOID Tag;
    PVOID Caller;
} IOP_ACQUISITION, *PIOP_ACQUISITION;

typedef struct _IOP_TRACKED_LOCK {
    LIST_ENTRY Links;
    PIO_REMOVE_LOCK Lock;
    ULONG HighWatermark, Held;
    LIST_ENTRY Acquisitions; /* newest first */
} IOP_TRACKED_LOCK, *PIOP_TRACKED_LOCK;

static struct {
    LIST_ENTRY Tracked, FreeAcquisitions;
} Iop SIM_STATE;

VOID
IopInitRemoveLocks(VOID)
{
    InitializeListHead(&Iop.Tracked);
    InitializeListHead(&Iop.FreeAcquisitions);
}

/* --- tracking --------------------------------------------------------------------------------- */

static PIOP_TRACKED_LOCK
IopFindTracked(PIO_REMOVE_LOCK Lock)
{
    for (PLIST_ENTRY Entry = Iop.Tracked.Flink; Entry != &Iop.Tracked; Entry = Entry->Flink) {
        PIOP_TRACKED_LOCK Tracked = CONTAINING_RECORD(Entry, IOP_TRACKED_LOCK, Links);

        if (Tracked->Lock == Lock) {
            return Tracked;
        }
    }
    return NULL;
}

static VOID
IopForget(PIOP_TRACKED_LOCK Tracked)
{
    while (!IsListEmpty(&Tracked->Acquisitions)) {
        InsertTailList(&Iop.FreeAcquisitions, RemoveHeadList(&Tracked->Acquisitions));
    }
    RemoveEntryList(&Tracked->Links);
    ExFreeOwn(Tracked);
}

static VOID
IopTrack(PIO_REMOVE_LOCK Lock, ULONG HighWatermark)
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
        InitializeListHead(&Tracked->Acquisitions);
        InsertHeadList(&Iop.Tracked, &Tracked->Links);
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
    Acquisition->Tag = Tag;
    Acquisition->Caller = Caller;
    InsertHeadList(&Tracked->Acquisitions, &Acquisition->Links);
    Tracked->Held++;
    if (Tracked->HighWatermark != 0 && Tracked->Held > Tracked->HighWatermark) {
        KeRuleViolation("RemoveLock: HighWatermark", (ULONG_PTR)Lock, Tracked->Held);
    }
}

/* FALSE: nobody acquired the lock with this tag. */
static BOOLEAN
IopNoteRelease(PIO_REMOVE_LOCK Lock, PVOID Tag)
{
    PIOP_TRACKED_LOCK Tracked = IopFindTracked(Lock);

    if (Tracked == NULL) {
        return TRUE;
    }
    for (PLIST_ENTRY Entry = Tracked->Acquisitions.Flink; Entry != &Tracked->Acquisitions;
         Entry = Entry->Flink) {
        if (CONTAINING_RECORD(Entry, IOP_ACQUISITION, Links)->Tag == Tag) {
            RemoveEntryList(Entry);
            InsertTailList(&Iop.FreeAcquisitions, Entry);
            Tracked->Held--;
            return TRUE;
        }
    }
    return FALSE;
}

/* --- the lock --------------------------------------------------------------------------------- */

#define IOP_CHECKED_SIZE (sizeof(IO_REMOVE_LOCK_COMMON_BLOCK) + sizeof(IO_REMOVE_LOCK_DBG_BLOCK))

VOID
IoInitializeRemoveLockEx(PIO_REMOVE_LOCK Lock, ULONG AllocateTag, ULONG MaxLockedMinutes,
                         ULONG HighWatermark, ULONG RemlockSize)
{
    IopTrack(Lock, HighWatermark);
    if (RemlockSize >= IOP_CHECKED_SIZE) {
        IO_REMOVE_LOCK_DBG_BLOCK *Dbg = (IO_REMOVE_LOCK_DBG_BLOCK *)(&Lock->Common + 1);

        RtlZeroMemory(Dbg, sizeof(*Dbg));
        Dbg->HighWatermark = HighWatermark;
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
    Tracked = IopFindTracked(RemoveLock);
    if (Tracked != NULL) {
        IopForget(Tracked);
    }
}
