/*
 * bugs/drivers/irp_after_call.c - a filter that notes which read had to wait below it
 *
 * Defect: where the read begins is taken from the packet after IoCallDriver, when it is not the
 * filter's any more and may be gone. That is only looked for when the driver below is busy. The
 * twin takes it before.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

static UNICODE_STRING PortName = RTL_CONSTANT_STRING(L"\\Device\\BugsPort");
static PDEVICE_OBJECT Lower;
static volatile LONG64 LastDelayed;

static NTSTATUS
Forward(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Lower, Irp);
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = KitStack(Irp);
    LONG64 Offset = Stack->Parameters.Read.ByteOffset.QuadPart;
    NTSTATUS Status;

    IoCopyCurrentIrpStackLocationToNext(Irp);
    Status = IoCallDriver(Lower, Irp);
    if (Status == STATUS_PENDING) {
        if (!FIXED) {
            Offset = Stack->Parameters.Read.ByteOffset.QuadPart;
        }
        InterlockedExchange64(&LastDelayed, Offset);
    }
    return Status;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    IoDetachDevice(Lower);
    StoryEnd(DriverObject, NULL);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Filter;
    NTSTATUS Status = StoryDevice(DriverObject, NULL, NULL, 0, &Filter);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Forward;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Forward;
    Filter->Flags |= DO_BUFFERED_IO;
    Status = IoAttachDevice(Filter, &PortName, &Lower);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(Filter);
    }
    return Status;
}
