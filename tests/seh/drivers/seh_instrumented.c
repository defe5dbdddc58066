/*
 * seh/drivers/seh_instrumented.c - the cases of structured exceptions, with access instrumentation
 */
#include "../cases/driver.h"

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return Start(DriverObject, L"\\Device\\SehInstrumented", L"\\DosDevices\\SehInstrumented");
}
