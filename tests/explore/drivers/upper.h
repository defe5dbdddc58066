/*
 * explore/drivers/upper.h - what the drivers above fault_lower share: they attach to its device
 *
 * Each that has a defect is built twice: FIXED is 1 in <name>_fixed.sys, which differs only in that
 * the defect is mended.
 */
#ifndef UPPER_H
#define UPPER_H

#include "lower.h"

static PDEVICE_OBJECT Lower;

static VOID
UpperDetach(PDRIVER_OBJECT DriverObject)
{
    IoDetachDevice(Lower);
    StoryEnd(DriverObject, NULL);
}

static inline NTSTATUS
UpperAttach(PDRIVER_OBJECT DriverObject, PDRIVER_DISPATCH Read)
{
    UNICODE_STRING LowerName = RTL_CONSTANT_STRING(LOWER_NAME);
    PDEVICE_OBJECT Device;
    NTSTATUS Status = StoryDevice(DriverObject, NULL, NULL, 0, &Device);

    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    DriverObject->DriverUnload = UpperDetach;
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Device->Flags |= DO_BUFFERED_IO;
    Status = IoAttachDevice(Device, &LowerName, &Lower);
    if (!NT_SUCCESS(Status)) {
        StoryEnd(DriverObject, NULL);
    }
    return Status;
}

#endif
