/*
 * bugs/drivers/rundown.c - a table that can be taken away while programs use it
 *
 * Defect: rundown protection is held while the pointer to the table is fetched, and given back
 * before the table is read. The twin gives it back afterwards.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\Rundown"

static EX_RUNDOWN_REF Rundown;
static PULONG Table; /* there as long as protection can be had */

static ULONG
Sum(const ULONG *Rows)
{
    ULONG Total = 0;

    for (ULONG i = 0; i < RUNDOWN_ROWS; i++) {
        Total += Rows[i];
    }
    return Total;
}

static NTSTATUS
SumOfTable(PULONG Total)
{
    PULONG Rows;

    if (!ExAcquireRundownProtection(&Rundown)) {
        return STATUS_DEVICE_NOT_READY;
    }
    Rows = Table;
    if (!FIXED) {
        ExReleaseRundownProtection(&Rundown);
    }
    *Total = Sum(Rows);
    if (FIXED) {
        ExReleaseRundownProtection(&Rundown);
    }
    return STATUS_SUCCESS;
}

static VOID
Stop(VOID)
{
    PULONG Rows;

    ExWaitForRundownProtectionRelease(&Rundown);
    Rows = InterlockedExchangePointer((PVOID volatile *)&Table, NULL);
    if (Rows != NULL) {
        ExFreePoolWithTag(Rows, KIT_TAG);
    }
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG Total = 0;
    NTSTATUS Status;

    switch (KitCode(Irp)) {
    case IOCTL_RUNDOWN_SUM:
        if (!KitHas(Irp, 0, sizeof(ULONG))) {
            return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        }
        Status = SumOfTable(&Total);
        return NT_SUCCESS(Status) ? KitAnswer(Irp, Total) : StoryComplete(Irp, Status, 0);
    case IOCTL_RUNDOWN_STOP:
        Stop();
        return StoryComplete(Irp, STATUS_SUCCESS, 0);
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    Stop();
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status;

    Table = ExAllocatePoolWithTag(NonPagedPoolNx, RUNDOWN_ROWS * sizeof(ULONG), KIT_TAG);
    if (Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (ULONG i = 0; i < RUNDOWN_ROWS; i++) {
        Table[i] = RUNDOWN_ROW;
    }
    ExInitializeRundownProtection(&Rundown);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    Status = KitDevice(DriverObject, L"\\Device\\Rundown", LINK);
    if (!NT_SUCCESS(Status)) {
        ExFreePoolWithTag(Table, KIT_TAG);
    }
    return Status;
}
