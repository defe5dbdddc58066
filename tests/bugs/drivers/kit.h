/*
 * bugs/drivers/kit.h - what the drivers of the corpus share
 *
 * Each has one defect of real drivers and is built twice: FIXED is 0 in <name>.sys and 1 in
 * <name>_fixed.sys, its twin, which differs only in that the defect is mended.
 */
#ifndef BUGS_KIT_H
#define BUGS_KIT_H

#include "../../scenario/drivers/story.h"

#include "public.h"

#define KIT_TAG 'sguB'

/* The device takes buffered reads and writes. */
static inline NTSTATUS
KitDevice(PDRIVER_OBJECT DriverObject, PCWSTR Name, PCWSTR Link)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = StoryDevice(DriverObject, Name, Link, 0, &Device);

    if (NT_SUCCESS(Status)) {
        Device->Flags |= DO_BUFFERED_IO;
    }
    return Status;
}

static inline PIO_STACK_LOCATION
KitStack(PIRP Irp)
{
    return IoGetCurrentIrpStackLocation(Irp);
}

static inline ULONG
KitCode(PIRP Irp)
{
    return KitStack(Irp)->Parameters.DeviceIoControl.IoControlCode;
}

/* A control request comes with a buffer that holds a ULONG, or what Bytes says, each way. */
static inline BOOLEAN
KitHas(PIRP Irp, ULONG InBytes, ULONG OutBytes)
{
    PIO_STACK_LOCATION Stack = KitStack(Irp);

    return Stack->Parameters.DeviceIoControl.InputBufferLength >= InBytes &&
           Stack->Parameters.DeviceIoControl.OutputBufferLength >= OutBytes;
}

static inline NTSTATUS
KitAnswer(PIRP Irp, ULONG Value)
{
    *(PULONG)Irp->AssociatedIrp.SystemBuffer = Value;
    return StoryComplete(Irp, STATUS_SUCCESS, sizeof Value);
}

#endif
