/*
 * bugs/drivers/publication.c - a table is made, then published, and read without a lock
 *
 * Defect: the pointer is published with a plain store. Where memory is weakly ordered, or the
 * compiler moves it, a reader finds the table before what is in it. The twin publishes it with
 * release.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\Publication"

enum { ROWS = 4 };

static volatile LONG IsSet;
static PULONG Published;

static VOID
Publish(PULONG Table)
{
    for (ULONG i = 0; i < ROWS; i++) {
        Table[i] = i * i;
    }
    if (FIXED) {
        WritePointerRelease((PVOID volatile *)&Published, Table);
    } else {
        Published = Table;
    }
}

static NTSTATUS
Set(VOID)
{
    PULONG Table;

    if (InterlockedExchange(&IsSet, TRUE)) {
        return STATUS_ALREADY_COMMITTED;
    }
    Table = ExAllocatePoolWithTag(NonPagedPoolNx, ROWS * sizeof *Table, KIT_TAG);
    if (Table == NULL) {
        InterlockedExchange(&IsSet, FALSE);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Publish(Table);
    return STATUS_SUCCESS;
}

static NTSTATUS
LookUp(PIRP Irp)
{
    PULONG Index = Irp->AssociatedIrp.SystemBuffer;
    PULONG Table = FIXED ? ReadPointerAcquire((PVOID volatile *)&Published) : Published;

    if (!KitHas(Irp, sizeof(ULONG), sizeof(ULONG))) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    if (Table == NULL) {
        return StoryComplete(Irp, STATUS_NOT_FOUND, 0);
    }
    return KitAnswer(Irp, Table[*Index % ROWS]);
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    switch (KitCode(Irp)) {
    case IOCTL_TABLE_SET:
        return StoryComplete(Irp, Set(), 0);
    case IOCTL_TABLE_LOOK_UP:
        return LookUp(Irp);
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    if (Published != NULL) {
        ExFreePoolWithTag(Published, KIT_TAG);
    }
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\Publication", LINK);
}
