/*
 * bench/drivers/bench_once.c - \\.\BenchOnce counts bytes by value, in a table that the first needs
 *
 * Defect: two writes may find that there is no table yet, and both make one. Each write adds up its
 * data before and after: the place where it goes wrong is short, the way there is long. A read
 * tells how many tables were made, and begins anew.
 */
// INSTRUMENT
#include "../../scenario/drivers/story.h"

#define LINK L"\\DosDevices\\BenchOnce"

enum { TAG = 'ecnO', ROWS = 64 };

static PULONG Table;
static LONG Made;

static ULONG
Sum(const UCHAR *Data, ULONG Length)
{
    ULONG Total = 0;

    for (ULONG i = 0; i < Length; i++) {
        Total = Total * 31 + Data[i];
    }
    return Total;
}

static BOOLEAN
MakeTableOnce(VOID)
{
    PULONG New;

    if (Table != NULL) {
        return TRUE;
    }
    New = ExAllocatePoolWithTag(NonPagedPoolNx, ROWS * sizeof *New, TAG);
    if (New == NULL) {
        return FALSE;
    }
    RtlZeroMemory(New, ROWS * sizeof *New);
    InterlockedIncrement(&Made);
    Table = New;
    return TRUE;
}

static NTSTATUS
OnceWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG Length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;
    const UCHAR *Data = Irp->AssociatedIrp.SystemBuffer;
    ULONG Row = Sum(Data, Length) % ROWS;

    if (!MakeTableOnce()) {
        return StoryComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    InterlockedExchangeAdd((PLONG)&Table[Row], (LONG)(Sum(Data, Length) & 1));
    return StoryComplete(Irp, STATUS_SUCCESS, Length);
}

static VOID
Forget(VOID)
{
    if (Table != NULL) {
        ExFreePoolWithTag(Table, TAG);
    }
    Table = NULL;
    Made = 0;
}

static NTSTATUS
OnceRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length < sizeof(LONG)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    *(PLONG)Irp->AssociatedIrp.SystemBuffer = Made;
    Forget();
    return StoryComplete(Irp, STATUS_SUCCESS, sizeof(LONG));
}

static VOID
OnceUnload(PDRIVER_OBJECT DriverObject)
{
    Forget();
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = StoryDevice(DriverObject, L"\\Device\\BenchOnce", LINK, 0, &Device);

    if (NT_SUCCESS(Status)) {
        Device->Flags |= DO_BUFFERED_IO;
    }
    DriverObject->DriverUnload = OnceUnload;
    StoryDispatch(DriverObject, IRP_MJ_WRITE, OnceWrite);
    StoryDispatch(DriverObject, IRP_MJ_READ, OnceRead);
    return Status;
}
