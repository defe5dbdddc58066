/*
 * scenario/drivers/late_read.c - reads into the program's pages, long after they were asked for
 *
 * Direct I/O, one read at a time: a timer's DPC fills its buffer with 'd' and completes it. Writes
 * are complete at once.
 */
#include "story.h"

#include "late_read.h"

#define LINK L"\\DosDevices\\LateRead"

ULONG Sum; /* of the bytes of the last write */

static PIRP Waiting;
static KTIMER Timer;
static KDPC Dpc;

static VOID
Fill(PKDPC OwnDpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PIRP Irp = Waiting;
    ULONG Length = MmGetMdlByteCount(Irp->MdlAddress);
    PVOID Data = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority);

    Waiting = NULL;
    if (Data == NULL) {
        StoryComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
        return;
    }
    RtlFillMemory(Data, Length, 'd');
    StoryComplete(Irp, STATUS_SUCCESS, Length);
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    LARGE_INTEGER Due = {.QuadPart = -10000LL * LATE_MS};

    IoMarkIrpPending(Irp);
    Waiting = Irp;
    KeSetTimer(&Timer, Due, &Dpc);
    return STATUS_PENDING;
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG Length = MmGetMdlByteCount(Irp->MdlAddress);
    PUCHAR Data = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority);

    if (Data == NULL) {
        return StoryComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    Sum = 0;
    for (ULONG i = 0; i < Length; i++) {
        Sum += Data[i];
    }
    return StoryComplete(Irp, STATUS_SUCCESS, Length);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    KeFlushQueuedDpcs();
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status;

    KeInitializeTimer(&Timer);
    KeInitializeDpc(&Dpc, Fill, NULL);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    DriverObject->MajorFunction[IRP_MJ_WRITE] = Write;
    Status = StoryDevice(DriverObject, L"\\Device\\LateRead", LINK, 0, &Device);
    if (NT_SUCCESS(Status)) {
        Device->Flags |= DO_DIRECT_IO;
    }
    return Status;
}
