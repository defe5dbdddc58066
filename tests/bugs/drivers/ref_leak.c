/*
 * bugs/drivers/ref_leak.c - a program hands in an event for the next notification
 *
 * Defect: when there is an event already, the new one's reference is not given back. Programs that
 * take turns never meet that path.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\RefLeak"

static PKEVENT volatile Listener;

static NTSTATUS
Listen(PKEVENT Event)
{
    return InterlockedCompareExchangePointer((PVOID volatile *)&Listener, Event, NULL) == NULL
               ? STATUS_SUCCESS
               : STATUS_DEVICE_BUSY;
}

static NTSTATUS
SetListener(HANDLE Handle, KPROCESSOR_MODE Mode)
{
    PKEVENT Event;
    NTSTATUS Status = ObReferenceObjectByHandle(Handle, EVENT_MODIFY_STATE, *ExEventObjectType,
                                                Mode, (PVOID *)&Event, NULL);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = Listen(Event);
    if (!NT_SUCCESS(Status) && FIXED) {
        ObDereferenceObject(Event);
    }
    return Status;
}

static VOID
Notify(VOID)
{
    PKEVENT Event = InterlockedExchangePointer((PVOID volatile *)&Listener, NULL);

    if (Event != NULL) {
        KeSetEvent(Event, IO_NO_INCREMENT, FALSE);
        ObDereferenceObject(Event);
    }
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    NTSTATUS Status;

    switch (KitCode(Irp)) {
    case IOCTL_NOTIFY_EVENT:
        if (!KitHas(Irp, sizeof(HANDLE), 0)) {
            return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        }
        Status = SetListener(*(PHANDLE)Irp->AssociatedIrp.SystemBuffer, Irp->RequestorMode);
        return StoryComplete(Irp, Status, 0);
    case IOCTL_NOTIFY_SEND:
        Notify();
        return StoryComplete(Irp, STATUS_SUCCESS, 0);
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    Notify();
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\RefLeak", LINK);
}
