/*
 * tests/io/drivers/order.h - drivers that note when they are called
 */
#include <ntddk.h>

LONGLONG EntryTime, BootReinitTime, ReinitTime;
ULONG Reinits, LastCount, BootCount, WantedReinits = 1;

static LONGLONG
Now(VOID)
{
    KeStallExecutionProcessor(1); // no two calls at the same tick
    return KeQueryPerformanceCounter(NULL).QuadPart;
}

static VOID
Again(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    ReinitTime = Now();
    LastCount = Count;
    if (++Reinits < WantedReinits) {
        IoRegisterDriverReinitialization(DriverObject, Again, Context);
    }
}

static VOID
BootAgain(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    BootReinitTime = Now();
    BootCount = Count;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    EntryTime = Now();
    DriverObject->DriverUnload = Unload;
    IoRegisterDriverReinitialization(DriverObject, Again, NULL);
    IoRegisterBootDriverReinitialization(DriverObject, BootAgain, NULL);
    return STATUS_SUCCESS;
}
