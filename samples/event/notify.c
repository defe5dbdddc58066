/*
 * samples/event/notify.c - the life of a notification
 *
 *      listed --DPC------------> given
 *             --cleanup--------> cancelled
 *             --cancel routine-> cancelled (requests only)
 *
 * N1. Who takes a notification off the list gives or cancels it; the list is guarded by Lock.
 * N2. One with a request is taken by him who takes the cancel routine away from the request: if the
 *     I/O manager has done that already, the cancel routine is on its way and will take it.
 * N3. There are two references: the list's, and the timer's. The timer's is given back by the DPC,
 *     or by him who cancelled the timer before it was up.
 */
#include "event.h"

static KDEFERRED_ROUTINE AlarmDpc;
static DRIVER_CANCEL AlarmCancel;

typedef struct _NOTIFICATION {
    LIST_ENTRY Link;
    BOOLEAN Listed;
    LONG References;
    PALARM Alarm;
    PFILE_OBJECT File;
    PKEVENT Event; /* one of these two is NULL */
    PIRP Irp;
    KTIMER Timer;
    KDPC Dpc;
} NOTIFICATION, *PNOTIFICATION;

static VOID
AlarmRelease(PNOTIFICATION Notification)
{
    if (InterlockedDecrement(&Notification->References) == 0) {
        ExFreePoolWithTag(Notification, ALARM_TAG);
    }
}

/* --- the list --------------------------------------------------------------------------------- */

/* Lock held. Its timer starts here, so that whoever finds it on the list can cancel that. */
static VOID
AlarmInsert(PNOTIFICATION Notification, ULONG Milliseconds)
{
    LARGE_INTEGER DueTime;

    DueTime.QuadPart = -10000LL * Milliseconds;
    InsertTailList(&Notification->Alarm->Notifications, &Notification->Link);
    Notification->Listed = TRUE;
    KeSetTimer(&Notification->Timer, DueTime, &Notification->Dpc);
}

static VOID
AlarmRemove(PNOTIFICATION Notification)
{
    RemoveEntryList(&Notification->Link);
    Notification->Listed = FALSE;
}

/* Lock held. TRUE: it is the caller's to end. */
static BOOLEAN
AlarmTake(PNOTIFICATION Notification)
{
    if (!Notification->Listed ||
        (Notification->Irp != NULL && IoSetCancelRoutine(Notification->Irp, NULL) == NULL)) {
        return FALSE;
    }
    AlarmRemove(Notification);
    return TRUE;
}

/* It has been taken. */
static VOID
AlarmEnd(PNOTIFICATION Notification, NTSTATUS Status)
{
    if (Notification->Irp != NULL) {
        AlarmComplete(Notification->Irp, Status);
    } else {
        if (NT_SUCCESS(Status)) {
            KeSetEvent(Notification->Event, EVENT_INCREMENT, FALSE);
        }
        ObDereferenceObject(Notification->Event);
    }
    if (KeCancelTimer(&Notification->Timer)) {
        AlarmRelease(Notification);
    }
    AlarmRelease(Notification);
}

/* --- its ends --------------------------------------------------------------------------------- */

static VOID NTAPI
AlarmDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PNOTIFICATION Notification = Context;
    PALARM Alarm = Notification->Alarm;
    BOOLEAN Mine;

    KeAcquireSpinLockAtDpcLevel(&Alarm->Lock);
    Mine = AlarmTake(Notification);
    KeReleaseSpinLockFromDpcLevel(&Alarm->Lock);
    if (Mine) {
        AlarmEnd(Notification, STATUS_SUCCESS);
    }
    AlarmRelease(Notification);
}

static VOID NTAPI
AlarmCancel(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PNOTIFICATION Notification = Irp->Tail.Overlay.DriverContext[0];
    PALARM Alarm = DeviceObject->DeviceExtension;
    KIRQL Irql;

    IoReleaseCancelSpinLock(Irp->CancelIrql);
    KeAcquireSpinLock(&Alarm->Lock, &Irql);
    AlarmRemove(Notification);
    KeReleaseSpinLock(&Alarm->Lock, Irql);
    AlarmEnd(Notification, STATUS_CANCELLED);
}

/* One notification of this file, taken; NULL: there is none that can be. */
static PNOTIFICATION
AlarmTakeOfFile(PALARM Alarm, PFILE_OBJECT File)
{
    PNOTIFICATION Taken = NULL;
    PLIST_ENTRY Entry;
    KIRQL Irql;

    KeAcquireSpinLock(&Alarm->Lock, &Irql);
    for (Entry = Alarm->Notifications.Flink; Entry != &Alarm->Notifications && Taken == NULL;
         Entry = Entry->Flink) {
        PNOTIFICATION Notification = CONTAINING_RECORD(Entry, NOTIFICATION, Link);

        if (Notification->File == File && AlarmTake(Notification)) {
            Taken = Notification;
            break; /* Entry is in the list no more */
        }
    }
    KeReleaseSpinLock(&Alarm->Lock, Irql);
    return Taken;
}

VOID
AlarmForgetFile(PALARM Alarm, PFILE_OBJECT File)
{
    PNOTIFICATION Notification;

    while ((Notification = AlarmTakeOfFile(Alarm, File)) != NULL) {
        AlarmEnd(Notification, STATUS_CANCELLED);
    }
}

/* --- its beginning ---------------------------------------------------------------------------- */

static PNOTIFICATION
AlarmAllocate(PALARM Alarm, PFILE_OBJECT File)
{
    PNOTIFICATION Notification =
        ExAllocatePoolWithTag(NonPagedPoolNx, sizeof *Notification, ALARM_TAG);

    if (Notification != NULL) {
        RtlZeroMemory(Notification, sizeof *Notification);
        Notification->References = 2;
        Notification->Alarm = Alarm;
        Notification->File = File;
        KeInitializeTimer(&Notification->Timer);
        KeInitializeDpc(&Notification->Dpc, AlarmDpc, Notification);
    }
    return Notification;
}

NTSTATUS
AlarmNotifyEvent(PALARM Alarm, PFILE_OBJECT File, PKEVENT Event, ULONG Milliseconds)
{
    PNOTIFICATION Notification = AlarmAllocate(Alarm, File);
    KIRQL Irql;

    if (Notification == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Notification->Event = Event;
    KeAcquireSpinLock(&Alarm->Lock, &Irql);
    AlarmInsert(Notification, Milliseconds);
    KeReleaseSpinLock(&Alarm->Lock, Irql);
    return STATUS_SUCCESS;
}

/* Lock held. FALSE: the request was cancelled before it had a cancel routine. If it is cancelled
   between the two statements, the cancel routine waits for the lock, and then finds it listed. */
static BOOLEAN
AlarmMakeCancelable(PIRP Irp)
{
    IoSetCancelRoutine(Irp, AlarmCancel);
    return !Irp->Cancel || IoSetCancelRoutine(Irp, NULL) == NULL;
}

NTSTATUS
AlarmNotifyRequest(PALARM Alarm, PIRP Irp, ULONG Milliseconds)
{
    PNOTIFICATION Notification =
        AlarmAllocate(Alarm, IoGetCurrentIrpStackLocation(Irp)->FileObject);
    BOOLEAN Waits;
    KIRQL Irql;

    if (Notification == NULL) {
        return AlarmComplete(Irp, STATUS_INSUFFICIENT_RESOURCES);
    }
    Notification->Irp = Irp;
    Irp->Tail.Overlay.DriverContext[0] = Notification;
    IoMarkIrpPending(Irp);
    KeAcquireSpinLock(&Alarm->Lock, &Irql);
    Waits = AlarmMakeCancelable(Irp);
    if (Waits) {
        AlarmInsert(Notification, Milliseconds);
    }
    KeReleaseSpinLock(&Alarm->Lock, Irql);
    if (!Waits) {
        ExFreePoolWithTag(Notification, ALARM_TAG);
        AlarmComplete(Irp, STATUS_CANCELLED);
    }
    return STATUS_PENDING;
}
