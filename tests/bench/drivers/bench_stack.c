/*
 * tests/bench/drivers/bench_stack.c - three devices, of which the lowest completes
 *
 * \\.\BenchStack opens the stack, \\.\BenchNull a device of its own, \\.\BenchDirect one with
 * direct I/O. A read is said to have transferred everything.
 */
#include <ntddk.h>

typedef struct _BENCH_DEVICE {
    PDEVICE_OBJECT Lower; /* NULL: this one completes */
} BENCH_DEVICE;

static UNICODE_STRING NullName = RTL_CONSTANT_STRING(L"\\Device\\BenchNull");
static UNICODE_STRING NullLink = RTL_CONSTANT_STRING(L"\\??\\BenchNull");
static UNICODE_STRING DirectName = RTL_CONSTANT_STRING(L"\\Device\\BenchDirect");
static UNICODE_STRING DirectLink = RTL_CONSTANT_STRING(L"\\??\\BenchDirect");
static UNICODE_STRING StackName = RTL_CONSTANT_STRING(L"\\Device\\BenchStack");
static UNICODE_STRING StackLink = RTL_CONSTANT_STRING(L"\\??\\BenchStack");

static NTSTATUS
BenchDispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    BENCH_DEVICE *Bench = Device->DeviceExtension;
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if (Bench->Lower != NULL) {
        IoSkipCurrentIrpStackLocation(Irp);
        return IoCallDriver(Bench->Lower, Irp);
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information =
        Stack->MajorFunction == IRP_MJ_READ ? Stack->Parameters.Read.Length : 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS
BenchDevice(PDRIVER_OBJECT Driver, PUNICODE_STRING Name, PDEVICE_OBJECT Below,
            PDEVICE_OBJECT *Device)
{
    NTSTATUS Status =
        IoCreateDevice(Driver, sizeof(BENCH_DEVICE), Name, FILE_DEVICE_UNKNOWN, 0, FALSE, Device);

    if (NT_SUCCESS(Status) && Below != NULL) {
        ((BENCH_DEVICE *)(*Device)->DeviceExtension)->Lower =
            Below; // not attached, or it could not be unloaded
        (*Device)->StackSize = Below->StackSize + 1;
    }
    if (NT_SUCCESS(Status)) {
        (*Device)->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    }
    return Status;
}

static VOID
BenchUnload(PDRIVER_OBJECT Driver)
{
    IoDeleteSymbolicLink(&NullLink);
    IoDeleteSymbolicLink(&DirectLink);
    IoDeleteSymbolicLink(&StackLink);
    while (Driver->DeviceObject != NULL) {
        IoDeleteDevice(Driver->DeviceObject);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Null, Direct, Bottom, Middle, Top;

    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        Driver->MajorFunction[i] = BenchDispatch;
    }
    Driver->DriverUnload = BenchUnload;
    BenchDevice(Driver, &NullName, NULL, &Null);
    BenchDevice(Driver, &DirectName, NULL, &Direct);
    Direct->Flags |= DO_DIRECT_IO;
    BenchDevice(Driver, NULL, NULL, &Bottom);
    BenchDevice(Driver, NULL, Bottom, &Middle);
    BenchDevice(Driver, &StackName, Middle, &Top);
    IoCreateSymbolicLink(&NullLink, &NullName);
    IoCreateSymbolicLink(&DirectLink, &DirectName);
    return IoCreateSymbolicLink(&StackLink, &StackName);
}
