/*
 * tests/io/drivers/io_shutdown.c - a driver whose devices hear of shutdown
 */
#include <ntddk.h>

ULONG ShutdownLog[8];
static ULONG Count;

static NTSTATUS
Note(PDEVICE_OBJECT Device, PIRP Irp)
{
    ShutdownLog[Count++] = *(ULONG *)Device->DeviceExtension;
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    while (DriverObject->DeviceObject != NULL) {
        IoUnregisterShutdownNotification(DriverObject->DeviceObject);
        IoDeleteDevice(DriverObject->DeviceObject);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device[4];

    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = Note;
    DriverObject->DriverUnload = Unload;
    for (ULONG i = 0; i < 4; i++) {
        NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(ULONG), NULL, FILE_DEVICE_UNKNOWN, 0,
                                         FALSE, &Device[i]);

        if (!NT_SUCCESS(Status)) {
            return Status;
        }
        *(ULONG *)Device[i]->DeviceExtension = i + 1;
    }
    IoRegisterShutdownNotification(Device[0]);
    IoRegisterShutdownNotification(Device[1]);
    IoRegisterLastChanceShutdownNotification(Device[2]);
    IoRegisterShutdownNotification(Device[3]);
    IoUnregisterShutdownNotification(Device[3]);
    return STATUS_SUCCESS;
}
