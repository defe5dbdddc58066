/*
 * tests/io/drivers/io_entry.c - a driver that looks at what DriverEntry is given
 */
#include <ntddk.h>

ULONG EntryIrql = 77, Reinitialized, Counts[4], MajorsAreSame = TRUE;
BOOLEAN InSystemThread;
WCHAR Path[128];
PDEVICE_OBJECT EntryDevice;
NTSTATUS SecondExtension;
PVOID EntryExtension;
static ULONG Data = 5;
ULONG DataAtEntry;
char ExtensionKey;

static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\EntryLink");
static DRIVER_REINITIALIZE Reinitialize;

static VOID
Reinitialize(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    Counts[Reinitialized++] = Count;
    if (Reinitialized < 3) {
        IoRegisterDriverReinitialization(DriverObject, Reinitialize, Context);
    }
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    if (EntryDevice != NULL) {
        IoDeleteSymbolicLink(&Link);
        IoDeleteDevice(EntryDevice);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Entry");

    DataAtEntry = Data;
    Data = 6;
    EntryIrql = KeGetCurrentIrql();
    InSystemThread = PsGetCurrentProcess() == PsInitialSystemProcess;
    RtlCopyMemory(Path, RegistryPath->Buffer, RegistryPath->Length);
    for (ULONG i = 1; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        MajorsAreSame &= DriverObject->MajorFunction[i] == DriverObject->MajorFunction[0];
    }
    IoAllocateDriverObjectExtension(DriverObject, &ExtensionKey, 16, &EntryExtension);
    SecondExtension =
        IoAllocateDriverObjectExtension(DriverObject, &ExtensionKey, 16, &(PVOID){NULL});
    DriverObject->DriverUnload = Unload;
    IoRegisterDriverReinitialization(DriverObject, Reinitialize, NULL);
    IoCreateSymbolicLink(&Link, &Name);
    return IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &EntryDevice);
}
