/*
 * tests/io/drivers/io_kit.c - a driver whose routines are the test's own
 *
 * Each entry point calls the routine that the test has put into the table; without one, requests
 * are completed with success. The test program's code runs as the driver's that way, and the
 * devices that the test creates belong to a real driver object.
 */
#include <ntddk.h>

PDRIVER_OBJECT KitDriver;
PDRIVER_DISPATCH KitDispatch[IRP_MJ_MAXIMUM_FUNCTION + 1];
PDRIVER_STARTIO KitStartIo;
ULONG KitUnloads;

static NTSTATUS
Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDRIVER_DISPATCH Routine = KitDispatch[IoGetCurrentIrpStackLocation(Irp)->MajorFunction];

    if (Routine != NULL) {
        return Routine(DeviceObject, Irp);
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID
StartIo(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    KitStartIo(DeviceObject, Irp);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    KitUnloads++;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KitDriver = DriverObject;
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = Dispatch;
    }
    DriverObject->DriverStartIo = StartIo;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
