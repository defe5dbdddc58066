/*
 * samples/ramdisk/transfer.c - reading, writing, flushing
 */
#include "ramdisk.h"

/* How many bytes of the request are on the disk; nothing is: the status says why. */
static NTSTATUS
RamdiskClip(PRAMDISK Disk, PIO_STACK_LOCATION Stack, PULONG Length)
{
    LONGLONG Offset = Stack->Parameters.Read.ByteOffset.QuadPart;
    LONGLONG Size = (LONGLONG)Disk->Sectors * RAMDISK_SECTOR;

    *Length = Stack->Parameters.Read.Length;
    if (Offset < 0 || Offset % RAMDISK_SECTOR != 0 || *Length % RAMDISK_SECTOR != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (*Length == 0) {
        return STATUS_SUCCESS;
    }
    if (Offset >= Size) {
        return Stack->MajorFunction == IRP_MJ_READ ? STATUS_END_OF_FILE : STATUS_DISK_FULL;
    }
    if (*Length > Size - Offset) {
        *Length = (ULONG)(Size - Offset);
    }
    return STATUS_SUCCESS;
}

/* Sector by sector: nobody shall wait at DISPATCH_LEVEL for more than one to be copied. */
static VOID
RamdiskCopy(PRAMDISK Disk, PUCHAR To, const UCHAR *From, ULONG Length)
{
    KIRQL Irql;
    ULONG Done;

    for (Done = 0; Done < Length; Done += RAMDISK_SECTOR) {
        KeAcquireSpinLock(&Disk->Lock, &Irql);
        RtlCopyMemory(To + Done, From + Done, RAMDISK_SECTOR);
        KeReleaseSpinLock(&Disk->Lock, Irql);
    }
}

static NTSTATUS
RamdiskTransfer(PRAMDISK Disk, PIRP Irp, ULONG Length)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PUCHAR Sectors = Disk->Memory + Stack->Parameters.Read.ByteOffset.QuadPart;
    PUCHAR Buffer =
        MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority | MdlMappingNoExecute);

    if (Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Stack->MajorFunction == IRP_MJ_READ) {
        RamdiskCopy(Disk, Buffer, Sectors, Length);
    } else {
        RamdiskCopy(Disk, Sectors, Buffer, Length);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
RamdiskReadWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PRAMDISK Disk = DeviceObject->DeviceExtension;
    ULONG Length;
    NTSTATUS Status = RamdiskClip(Disk, IoGetCurrentIrpStackLocation(Irp), &Length);

    if (NT_SUCCESS(Status) && Length != 0) { /* a transfer of nothing has no MDL */
        Status = RamdiskTransfer(Disk, Irp, Length);
    }
    return RamdiskComplete(Irp, Status, NT_SUCCESS(Status) ? Length : 0);
}

/* What was written is where it stays. */
NTSTATUS
RamdiskFlush(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return RamdiskComplete(Irp, STATUS_SUCCESS, 0);
}
