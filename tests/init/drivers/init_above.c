/*
 * tests/init/drivers/init_above.c - needs the device of io_opened until it is unloaded
 */
#include <ntddk.h>

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Opened");
    PDEVICE_OBJECT Device;
    PFILE_OBJECT File;
    NTSTATUS Status = IoGetDeviceObjectPointer(&Name, FILE_READ_DATA, &File, &Device);

    if (!NT_SUCCESS(Status)) {
        KeBugCheckEx(MANUALLY_INITIATED_CRASH, (ULONG_PTR)(LONG_PTR)Status, 0, 0, 0);
    }
    ObDereferenceObject(File);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
