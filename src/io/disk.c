/*
 * io/disk.c - a disk device, read and written by sectors
 *
 * Its size comes from the device itself: IOCTL_DISK_GET_DRIVE_GEOMETRY says how large a sector is,
 * IOCTL_DISK_GET_LENGTH_INFO how many there are; a disk that does not know the second has
 * cylinders to multiply.
 */
#include "disk.h"

typedef struct _IOP_DISK_CALL {
    KEVENT Done;
    IO_STATUS_BLOCK Iosb;
} IOP_DISK_CALL, *PIOP_DISK_CALL;

static NTSTATUS
IopSendToDisk(PIOP_DISK Disk, PIRP Irp, PIOP_DISK_CALL Call)
{
    NTSTATUS Status;

    if (Irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = IoCallDriver(Disk->Device, Irp);
    if (Status == STATUS_PENDING) {
        KeWaitForSingleObject(&Call->Done, Executive, KernelMode, FALSE, NULL);
        Status = Call->Iosb.Status;
    }
    return Status;
}

static NTSTATUS
IopAskDisk(PIOP_DISK Disk, ULONG Code, PVOID Answer, ULONG Length)
{
    IOP_DISK_CALL Call;

    KeInitializeEvent(&Call.Done, NotificationEvent, FALSE);
    return IopSendToDisk(Disk,
                         IoBuildDeviceIoControlRequest(Code, Disk->Device, NULL, 0, Answer, Length,
                                                       FALSE, &Call.Done, &Call.Iosb),
                         &Call);
}

NTSTATUS
IopMeasureDisk(PDEVICE_OBJECT Device, PIOP_DISK Disk)
{
    DISK_GEOMETRY Geometry;
    GET_LENGTH_INFORMATION Length;
    NTSTATUS Status;

    Disk->Device = Device;
    Status = IopAskDisk(Disk, IOCTL_DISK_GET_DRIVE_GEOMETRY, &Geometry, sizeof Geometry);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Geometry.BytesPerSector < sizeof(IOP_MBR)) {
        return STATUS_DEVICE_NOT_READY;
    }
    Disk->SectorSize = Geometry.BytesPerSector;
    Disk->Sectors = (ULONG64)Geometry.Cylinders.QuadPart * Geometry.TracksPerCylinder *
                    Geometry.SectorsPerTrack;
    if (NT_SUCCESS(IopAskDisk(Disk, IOCTL_DISK_GET_LENGTH_INFO, &Length, sizeof Length))) {
        Disk->Sectors = (ULONG64)Length.Length.QuadPart / Disk->SectorSize;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
IopTransferDisk(PIOP_DISK Disk, ULONG Major, ULONG64 Sector, ULONG Sectors, PVOID Buffer)
{
    LARGE_INTEGER Offset = {.QuadPart = (LONGLONG)(Sector * Disk->SectorSize)};
    IOP_DISK_CALL Call;

    if (Sector + Sectors > Disk->Sectors) {
        return STATUS_DISK_CORRUPT_ERROR;
    }
    KeInitializeEvent(&Call.Done, NotificationEvent, FALSE);
    return IopSendToDisk(Disk,
                         IoBuildSynchronousFsdRequest(Major, Disk->Device, Buffer,
                                                      Sectors * Disk->SectorSize, &Offset,
                                                      &Call.Done, &Call.Iosb),
                         &Call);
}

NTSTATUS
IopReadDisk(PIOP_DISK Disk, ULONG64 Sector, ULONG Sectors, PVOID *Buffer)
{
    NTSTATUS Status;

    *Buffer = ExAllocateOwn((SIZE_T)Sectors * Disk->SectorSize, IOP_DISK_TAG);
    if (*Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = IopTransferDisk(Disk, IRP_MJ_READ, Sector, Sectors, *Buffer);
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(*Buffer);
        *Buffer = NULL;
    }
    return Status;
}

NTSTATUS
IopWriteDisk(PIOP_DISK Disk, ULONG64 Sector, ULONG Sectors, PVOID Buffer)
{
    return IopTransferDisk(Disk, IRP_MJ_WRITE, Sector, Sectors, Buffer);
}
