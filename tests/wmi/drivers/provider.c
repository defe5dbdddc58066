/*
 * tests/wmi/drivers/provider.c - a driver that may forget that it is an event provider
 */
#include <ntddk.h>

BOOLEAN Forget;
static REGHANDLE Handle;
static const GUID Provider = {0x11223344, 1, 2, {3, 4, 5, 6, 7, 8, 9, 10}};

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    if (!Forget) {
        EtwUnregister(Handle);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    return EtwRegister(&Provider, NULL, NULL, &Handle);
}
