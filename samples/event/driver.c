/*
 * samples/event/driver.c - loading and unloading, dispatch
 */
#include "event.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD AlarmUnload;
static DRIVER_DISPATCH AlarmCreate, AlarmForget, AlarmControl;

static UNICODE_STRING AlarmName = RTL_CONSTANT_STRING(L"\\Device\\Alarm");
static UNICODE_STRING AlarmLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Alarm");

NTSTATUS
AlarmComplete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, NT_SUCCESS(Status) ? EVENT_INCREMENT : IO_NO_INCREMENT);
    return Status;
}

/* --- device control --------------------------------------------------------------------------- */

/* A handle means something in the process that opened it: it is looked up here, in the caller's
   context, as the caller's, and must be an event's that the caller may set. */
static NTSTATUS
AlarmSet(PALARM Alarm, PIRP Irp)
{
    PALARM_SET Set = Irp->AssociatedIrp.SystemBuffer;
    PKEVENT Event;
    NTSTATUS Status;

    if (Set->Reserved != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Status =
        ObReferenceObjectByHandle((HANDLE)(ULONG_PTR)Set->Event, EVENT_MODIFY_STATE,
                                  *ExEventObjectType, Irp->RequestorMode, (PVOID *)&Event, NULL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = AlarmNotifyEvent(Alarm, IoGetCurrentIrpStackLocation(Irp)->FileObject, Event,
                              Set->Milliseconds);
    if (!NT_SUCCESS(Status)) {
        ObDereferenceObject(Event);
    }
    return Status;
}

static NTSTATUS
AlarmControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG Length = Stack->Parameters.DeviceIoControl.InputBufferLength;
    PALARM Alarm = DeviceObject->DeviceExtension;

    switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_ALARM_SET:
        if (Length != sizeof(ALARM_SET)) {
            return AlarmComplete(Irp, STATUS_INFO_LENGTH_MISMATCH);
        }
        return AlarmComplete(Irp, AlarmSet(Alarm, Irp));
    case IOCTL_ALARM_WAIT:
        if (Length != sizeof(ULONG)) {
            return AlarmComplete(Irp, STATUS_INFO_LENGTH_MISMATCH);
        }
        return AlarmNotifyRequest(Alarm, Irp, *(PULONG)Irp->AssociatedIrp.SystemBuffer);
    default:
        return AlarmComplete(Irp, STATUS_INVALID_DEVICE_REQUEST);
    }
}

/* --- opening and closing ---------------------------------------------------------------------- */

static NTSTATUS
AlarmCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return AlarmComplete(Irp, STATUS_SUCCESS);
}

static NTSTATUS
AlarmForget(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    AlarmForgetFile(DeviceObject->DeviceExtension, IoGetCurrentIrpStackLocation(Irp)->FileObject);
    return AlarmComplete(Irp, STATUS_SUCCESS);
}

/* --- loading and unloading -------------------------------------------------------------------- */

/* No file is open, so there is no notification left that could be given. A DPC may still run, or
   be about to, that found nothing to do: its code must not go away under it. */
static VOID
AlarmUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&AlarmLink);
    KeFlushQueuedDpcs();
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT DeviceObject;
    PALARM Alarm;
    NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(ALARM), &AlarmName, FILE_DEVICE_UNKNOWN,
                                     FILE_DEVICE_SECURE_OPEN, FALSE, &DeviceObject);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Alarm = DeviceObject->DeviceExtension;
    KeInitializeSpinLock(&Alarm->Lock);
    InitializeListHead(&Alarm->Notifications);
    DriverObject->DriverUnload = AlarmUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = AlarmCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = AlarmForget;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = AlarmForget;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = AlarmControl;
    Status = IoCreateSymbolicLink(&AlarmLink, &AlarmName);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(DeviceObject);
    }
    return Status;
}
