/*
 * seh/drivers/seh_o2.c - the cases of structured exceptions, compiled with -O2
 */
// OPTIONS -O2
#include "../cases/driver.h"

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return Start(DriverObject, L"\\Device\\SehO2", L"\\DosDevices\\SehO2");
}
