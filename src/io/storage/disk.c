/*
 * io/storage/disk.c - a disk device, read and written by sectors
 *
 * Its size comes from the device itself: IOCTL_DISK_GET_DRIVE_GEOMETRY says how large a sector is,
 * IOCTL_DISK_GET_LENGTH_INFO how many there are; a disk that does not know the second has
 * cylinders to multiply.
 */
#include "disk.h"
#include "irp/irp.h"

NTSTATUS
IopMeasureDisk(PDEVICE_OBJECT Device, PIOP_DISK Disk)
{
    DISK_GEOMETRY Geometry;
    GET_LENGTH_INFORMATION Length;
    NTSTATUS Status;

    Disk->Device = Device;
    Status = IopAskDevice(Device, IOCTL_DISK_GET_DRIVE_GEOMETRY, &Geometry, sizeof Geometry);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Geometry.BytesPerSector < sizeof(IOP_MBR)) {
        return STATUS_DEVICE_NOT_READY;
    }
    Disk->SectorSize = Geometry.BytesPerSector;
    Disk->Sectors = (ULONG64)Geometry.Cylinders.QuadPart * Geometry.TracksPerCylinder *
                    Geometry.SectorsPerTrack;
    if (NT_SUCCESS(IopAskDevice(Device, IOCTL_DISK_GET_LENGTH_INFO, &Length, sizeof Length))) {
        Disk->Sectors = (ULONG64)Length.Length.QuadPart / Disk->SectorSize;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
IopTransferDisk(PIOP_DISK Disk, ULONG Major, ULONG64 Sector, ULONG Sectors, PVOID Buffer)
{
    LARGE_INTEGER Offset = {.QuadPart = (LONGLONG)(Sector * Disk->SectorSize)};
    IOP_AWAITED Awaited;

    if (Sector + Sectors > Disk->Sectors) {
        return STATUS_DISK_CORRUPT_ERROR;
    }
    KeInitializeEvent(&Awaited.Done, NotificationEvent, FALSE);
    return IopSendAndWait(Disk->Device,
                          IoBuildSynchronousFsdRequest(Major, Disk->Device, Buffer,
                                                       Sectors * Disk->SectorSize, &Offset,
                                                       &Awaited.Done, &Awaited.Iosb),
                          &Awaited);
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
