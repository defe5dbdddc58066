/*
 * seh/cases/driver.h - the driver around the cases: it runs the one it is asked for
 *
 * In: SEH_REQUEST. Out: the line of what was wrong, or 0.
 */
#ifndef DRIVER_H
#define DRIVER_H

#include <ntifs.h>

#include "all.h"

static NTSTATUS
Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
Control(PDEVICE_OBJECT Device, PIRP Irp)
{
    SEH_REQUEST Request = *(SEH_REQUEST *)Irp->AssociatedIrp.SystemBuffer;

    SehArena = Request.Arena;
    SehLog[0] = 0;
    *(PINT)Irp->AssociatedIrp.SystemBuffer = SehCases[Request.Case]();
    return Complete(Irp, STATUS_SUCCESS, sizeof(INT));
}

static NTSTATUS
Succeed(PDEVICE_OBJECT Device, PIRP Irp)
{
    return Complete(Irp, STATUS_SUCCESS, 0);
}

static UNICODE_STRING LinkName;

static VOID
Unload(PDRIVER_OBJECT Driver)
{
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(Driver->DeviceObject);
}

/* Name and link: "\Device\x", "\DosDevices\x". */
static NTSTATUS
Start(PDRIVER_OBJECT Driver, PCWSTR Name, PCWSTR Link)
{
    UNICODE_STRING DeviceName;
    PDEVICE_OBJECT Device;
    NTSTATUS Status;

    RtlInitUnicodeString(&DeviceName, Name);
    RtlInitUnicodeString(&LinkName, Link);
    Status = IoCreateDevice(Driver, 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Driver->DriverUnload = Unload;
    Driver->MajorFunction[IRP_MJ_CREATE] = Succeed;
    Driver->MajorFunction[IRP_MJ_CLOSE] = Succeed;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
    return IoCreateSymbolicLink(&LinkName, &DeviceName);
}

#endif
