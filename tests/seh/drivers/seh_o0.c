/*
 * seh/drivers/seh_o0.c - the cases of structured exceptions, compiled with -O0
 */
// OPTIONS -O0
#include "../cases/driver.h"

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return Start(DriverObject, L"\\Device\\SehO0", L"\\DosDevices\\SehO0");
}
