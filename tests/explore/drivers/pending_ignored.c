/*
 * explore/drivers/pending_ignored.c - a read asks the driver below, which always answers at once
 *
 * Defect: so it believes. It neither looks whether the request is pending nor waits for the event.
 */
// INSTRUMENT
// TWINS
#include "upper.h"

static KEVENT Done;
static IO_STATUS_BLOCK Iosb;
static ULONG Answer;

static NTSTATUS
Ask(VOID)
{
    NTSTATUS Status;
    PIRP Irp;

    Answer = 0;
    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    Irp = IoBuildDeviceIoControlRequest(LOWER_ASK, Lower, NULL, 0, &Answer, sizeof Answer, FALSE,
                                        &Done, &Iosb);
    if (Irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = IoCallDriver(Lower, Irp);
    if (FIXED && Status == STATUS_PENDING) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
        Status = Iosb.Status;
    }
    return Status;
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    NTSTATUS Status = Ask();

    if (NT_SUCCESS(Status)) {
        *(PULONG)Irp->AssociatedIrp.SystemBuffer = Answer;
    }
    return StoryComplete(Irp, NT_SUCCESS(Status) ? STATUS_SUCCESS : Status, sizeof Answer);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return UpperAttach(DriverObject, Read);
}
