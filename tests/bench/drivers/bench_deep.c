/*
 * tests/bench/drivers/bench_deep.c - a stack of eight devices, of which the lowest completes
 */
#include <ntddk.h>

enum { DEPTH = 8 };

typedef struct _DEEP_DEVICE {
    PDEVICE_OBJECT Lower; /* NULL: this one completes */
} DEEP_DEVICE;

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\BenchDeep");

static NTSTATUS
DeepDispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    DEEP_DEVICE *Deep = Device->DeviceExtension;

    if (Deep->Lower != NULL) {
        IoSkipCurrentIrpStackLocation(Irp);
        return IoCallDriver(Deep->Lower, Irp);
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID
DeepUnload(PDRIVER_OBJECT Driver)
{
    while (Driver->DeviceObject != NULL) {
        IoDeleteDevice(Driver->DeviceObject);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Below = NULL, Device;

    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        Driver->MajorFunction[i] = DeepDispatch;
    }
    Driver->DriverUnload = DeepUnload;
    for (ULONG i = 0; i < DEPTH; i++) {
        NTSTATUS Status = IoCreateDevice(Driver, sizeof(DEEP_DEVICE), i + 1 == DEPTH ? &Name : NULL,
                                         FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);

        if (!NT_SUCCESS(Status)) {
            DeepUnload(Driver);
            return Status;
        }
        ((DEEP_DEVICE *)Device->DeviceExtension)->Lower = Below; // not attached: it can be unloaded
        Device->StackSize = (CCHAR)(i + 1);
        Device->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
        Below = Device;
    }
    return STATUS_SUCCESS;
}
