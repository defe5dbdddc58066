/*
 * tests/bench/drivers/bench_instrumented.c - memory accesses that libsim sees, one by one
 *
 * \\.\BenchAccess: a write of n bytes makes n accesses.
 */
#include <ntddk.h>

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\BenchAccess");
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\BenchAccess");
ULONG Numbers[1024]; /* not static: what nobody reads would not be written */

static NTSTATUS
AccessDispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG Times = Stack->MajorFunction == IRP_MJ_WRITE ? Stack->Parameters.Write.Length : 0;

    for (ULONG i = 0; i < Times; i++) {
        Numbers[i % 1024] = i;
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = Times;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID
AccessUnload(PDRIVER_OBJECT Driver)
{
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = IoCreateDevice(Driver, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        Driver->MajorFunction[i] = AccessDispatch;
    }
    Driver->DriverUnload = AccessUnload;
    return IoCreateSymbolicLink(&Link, &Name);
}
