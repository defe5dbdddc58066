/*
 * tests/io/drivers/io_fails.c - a driver whose DriverEntry fails late
 */
#include <ntddk.h>

static DRIVER_REINITIALIZE Never;
static char Key;

static VOID
Never(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    KeBugCheck(0xDEAD);
}

static VOID
NeverUnload(PDRIVER_OBJECT DriverObject)
{
    KeBugCheck(0xDEAD);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID Extension;

    DriverObject->DriverUnload = NeverUnload;
    IoRegisterDriverReinitialization(DriverObject, Never, NULL);
    IoAllocateDriverObjectExtension(DriverObject, &Key, 100, &Extension);
    return STATUS_NO_SUCH_DEVICE;
}
