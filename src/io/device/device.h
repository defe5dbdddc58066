/*
 * src/io/device/device.h - device objects, and what belongs to one
 */
#ifndef IOP_DEVICE_H
#define IOP_DEVICE_H

#include "iop.h"

extern OBJECT_TYPE IopDeviceType;

typedef struct _IOP_DEVICE {
    DEVOBJ_EXTENSION Public;
    PDEVICE_OBJECT DeviceObject;
    PDEVICE_OBJECT AttachedTo;
    ULONG Flags; /* DOE_* */
    PVOID DeviceNode;
    ULONG64 Serial;
    POWER_STATE PowerState;
    BOOLEAN Deleted; /* out of its driver's list */
    /* startio.c */
    ULONG StartIoFlags, StartIoHow, StartIoKey;
    LONG StartIoDepth; /* calls of StartIo that have not returned */
    ULONG StartIoRequests;
} IOP_DEVICE, *PIOP_DEVICE;

static inline PIOP_DEVICE
IopDevice(PDEVICE_OBJECT Device)
{
    return CONTAINING_RECORD(Device->DeviceObjectExtension, IOP_DEVICE, Public);
}

/* As IoCreateDevice; Security (may be NULL) is copied. */
NTSTATUS IopCreateDevice(PDRIVER_OBJECT DriverObject, ULONG DeviceExtensionSize,
                         PUNICODE_STRING DeviceName, DEVICE_TYPE DeviceType,
                         ULONG DeviceCharacteristics, BOOLEAN Exclusive,
                         PSECURITY_DESCRIPTOR Security, PDEVICE_OBJECT *DeviceObject);
NTSTATUS IopAssignDeviceSecurity(PDEVICE_OBJECT Device, PSECURITY_DESCRIPTOR Explicit);
VOID IopFreeDeviceSecurity(PDEVICE_OBJECT Device);
NTSTATUS IopDeviceSecurity(PVOID Object, POB_SECURITY Request); /* the type's method */
VOID IopTouchOpens(PDEVICE_OBJECT Device, BOOLEAN Asks);
VOID IopReferenceDevice(PDEVICE_OBJECT Device);   /* counts in ReferenceCount: delays deletion */
VOID IopDereferenceDevice(PDEVICE_OBJECT Device); /* <= DISPATCH_LEVEL */
VOID IopDeviceUnused(PDEVICE_OBJECT Device);      /* ReferenceCount or the attachment has gone */
VOID IopDeleteDeviceObject(PVOID Object);         /* the type's method */

/* What a device has besides: timer.c, interrupt.c, shutdown.c, controller.c */
VOID IopInitTimers(VOID);
VOID IopDeleteTimer(PDEVICE_OBJECT Device);
VOID IopInitInterrupts(VOID);
VOID IopReportInterrupts(VOID (*Report)(PCSTR Format, ...));
VOID IopInitShutdown(VOID);
VOID IopInitControllers(VOID);

#endif
