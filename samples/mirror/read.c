/*
 * samples/mirror/read.c - reading: one half, the other if that fails
 *
 *      sent to the first half --it fails, and the other half is good--> sent to the other half
 *      both --done--> completed, as the half has completed it
 *
 * The request itself is passed down, so its cancellation is the business of whoever has it. It is
 * marked pending before that: what the first half returns does not say how it ends.
 */
#include "mirror.h"

static IO_COMPLETION_ROUTINE MirrorReadDone, MirrorReadAgainDone;

/* The other half would say the same, or is not to be asked any more. */
static BOOLEAN
MirrorIsFinal(PMIRROR Mirror, PIRP Irp)
{
    NTSTATUS Status = Irp->IoStatus.Status;

    return !NT_ERROR(Status) || Status == STATUS_INVALID_PARAMETER ||
           Status == STATUS_END_OF_FILE || Status == STATUS_CANCELLED || Irp->Cancel ||
           Mirror->GivenUp == MIRROR_BIT(1);
}

static VOID
MirrorSendRead(PMIRROR Mirror, PIRP Irp, ULONG Number, PIO_COMPLETION_ROUTINE Done)
{
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoGetNextIrpStackLocation(Irp)->FileObject = Mirror->Half[Number].File;
    if (Done != NULL) {
        IoSetCompletionRoutine(Irp, Done, Mirror, TRUE, TRUE, TRUE);
    }
    IoCallDriver(Mirror->Half[Number].Device, Irp);
}

/* Maybe at DISPATCH_LEVEL, where disks take requests, too. This was half 0: half 1 is the first
   choice only if there is no other one. */
static NTSTATUS NTAPI
MirrorReadDone(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PMIRROR Mirror = Context;

    if (MirrorIsFinal(Mirror, Irp)) {
        return STATUS_CONTINUE_COMPLETION;
    }
    MirrorSendRead(Mirror, Irp, 1, MirrorReadAgainDone);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS NTAPI
MirrorReadAgainDone(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    if (NT_SUCCESS(Irp->IoStatus.Status)) {
        Irp->IoStatus.Status = STATUS_FT_READ_RECOVERY_FROM_BACKUP;
    }
    return STATUS_CONTINUE_COMPLETION;
}

NTSTATUS
MirrorRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PMIRROR Mirror = DeviceObject->DeviceExtension;
    ULONG First = MirrorFirstHalf(Mirror);

    IoMarkIrpPending(Irp);
    MirrorSendRead(Mirror, Irp, First, First == 0 ? MirrorReadDone : NULL);
    return STATUS_PENDING;
}
