/*
 * samples/ramdisk/driver.c - loading and unloading, the disks
 */
#include "ramdisk.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD RamdiskUnload;
static DRIVER_DISPATCH RamdiskCreateClose;

static const struct {
    PCWSTR Name, Link;
    ULONG Sectors;
} RamdiskTable[RAMDISK_DISKS] = {
    {L"\\Device\\Ramdisk0", L"\\DosDevices\\Ramdisk0", 512},
    {L"\\Device\\Ramdisk1", L"\\DosDevices\\Ramdisk1", 512},
    {L"\\Device\\Ramdisk2", L"\\DosDevices\\Ramdisk2", 99},
};

NTSTATUS
RamdiskComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, NT_SUCCESS(Status) ? IO_DISK_INCREMENT : IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
RamdiskCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return RamdiskComplete(Irp, STATUS_SUCCESS, 0);
}

/* --- the disks -------------------------------------------------------------------------------- */

static NTSTATUS
RamdiskFormat(PRAMDISK Disk, ULONG Number)
{
    SIZE_T Size = (SIZE_T)RamdiskTable[Number].Sectors * RAMDISK_SECTOR;

    Disk->Number = Number;
    Disk->Sectors = RamdiskTable[Number].Sectors;
    KeInitializeSpinLock(&Disk->Lock);
    Disk->Memory = ExAllocatePoolWithTag(NonPagedPoolNx, Size, RAMDISK_TAG);
    if (Disk->Memory == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(Disk->Memory, Size); /* what was in the memory before is nobody's business */
    return STATUS_SUCCESS;
}

static VOID
RamdiskDelete(PDEVICE_OBJECT DeviceObject)
{
    PRAMDISK Disk = DeviceObject->DeviceExtension;
    UNICODE_STRING Link;

    RtlInitUnicodeString(&Link, RamdiskTable[Disk->Number].Link);
    IoDeleteSymbolicLink(&Link);
    if (Disk->Memory != NULL) {
        ExFreePoolWithTag(Disk->Memory, RAMDISK_TAG);
    }
    IoDeleteDevice(DeviceObject);
}

static NTSTATUS
RamdiskAdd(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    UNICODE_STRING Name, Link;
    PDEVICE_OBJECT DeviceObject;
    NTSTATUS Status;

    RtlInitUnicodeString(&Name, RamdiskTable[Number].Name);
    RtlInitUnicodeString(&Link, RamdiskTable[Number].Link);
    Status = IoCreateDevice(DriverObject, sizeof(RAMDISK), &Name, FILE_DEVICE_DISK,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &DeviceObject);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = RamdiskFormat(DeviceObject->DeviceExtension, Number);
    if (NT_SUCCESS(Status)) {
        Status = IoCreateSymbolicLink(&Link, &Name);
    }
    if (!NT_SUCCESS(Status)) {
        RamdiskDelete(DeviceObject);
        return Status;
    }
    DeviceObject->Flags |= DO_DIRECT_IO;
    DeviceObject->SectorSize = RAMDISK_SECTOR;
    DeviceObject->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
RamdiskUnload(PDRIVER_OBJECT DriverObject)
{
    while (DriverObject->DeviceObject != NULL) {
        RamdiskDelete(DriverObject->DeviceObject);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = STATUS_SUCCESS;
    ULONG Number;

    DriverObject->DriverUnload = RamdiskUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = RamdiskCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = RamdiskCreateClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = RamdiskReadWrite;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = RamdiskReadWrite;
    DriverObject->MajorFunction[IRP_MJ_FLUSH_BUFFERS] = RamdiskFlush;
    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = RamdiskFlush;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = RamdiskControl;
    for (Number = 0; Number < RAMDISK_DISKS && NT_SUCCESS(Status); Number++) {
        Status = RamdiskAdd(DriverObject, Number);
    }
    if (!NT_SUCCESS(Status)) {
        RamdiskUnload(DriverObject);
    }
    return Status;
}
