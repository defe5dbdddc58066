/*
 * race/drivers/race_kit.h - a driver with cases, each of which is free of data races or has one
 */
#ifndef RACE_KIT_H
#define RACE_KIT_H

#include <ntddk.h>

#include "race_kit_ioctl.h"

/* Ends when all that it started has ended. */
typedef VOID RACE_CASE(BOOLEAN Ordered);

/* The driver defines these two. */
extern RACE_CASE *const RaceCases[];
extern const ULONG RaceCaseCount;

/* What the cases share: all race on it, or none. */
static LONG Shared;

static inline NTSTATUS
KitComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
KitOpenClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
KitControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    RACE_REQUEST *Request = Irp->AssociatedIrp.SystemBuffer;

    if (Stack->Parameters.DeviceIoControl.IoControlCode == RACE_COUNT) {
        *(PULONG)Irp->AssociatedIrp.SystemBuffer = RaceCaseCount;
        return KitComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
    }
    if (Request->Case >= RaceCaseCount) {
        return KitComplete(Irp, STATUS_INVALID_PARAMETER, 0);
    }
    RaceCases[Request->Case](Request->Ordered != 0);
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static VOID
KitUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

static inline NTSTATUS
KitDriver(PDRIVER_OBJECT DriverObject, PCWSTR Name)
{
    UNICODE_STRING DeviceName;
    PDEVICE_OBJECT Device;

    RtlInitUnicodeString(&DeviceName, Name);
    DriverObject->DriverUnload = KitUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = KitOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = KitOpenClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = KitControl;
    return IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
}

static inline PVOID
KitThread(PKSTART_ROUTINE Routine, PVOID Context)
{
    HANDLE Handle;
    PVOID Thread;

    PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, Routine, Context);
    ObReferenceObjectByHandle(Handle, SYNCHRONIZE, *PsThreadType, KernelMode, &Thread, NULL);
    ZwClose(Handle);
    return Thread;
}

static inline VOID
KitJoin(PVOID Thread)
{
    KeWaitForSingleObject(Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Thread);
}

/* Two threads at once. */
static inline VOID
KitTwo(PKSTART_ROUTINE A, PVOID ContextA, PKSTART_ROUTINE B, PVOID ContextB)
{
    PVOID First = KitThread(A, ContextA), Second = KitThread(B, ContextB);

    KitJoin(First);
    KitJoin(Second);
}

#endif
