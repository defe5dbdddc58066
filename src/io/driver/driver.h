/*
 * src/io/driver/driver.h - driver objects
 */
#ifndef IOP_DRIVER_H
#define IOP_DRIVER_H

#include "iop.h"

extern OBJECT_TYPE IopDriverType;

typedef struct _IOP_CLIENT_EXTENSION {
    struct _IOP_CLIENT_EXTENSION *Next;
    PVOID Identification;
    ULONG64 Body[]; /* aligned as pool is */
} IOP_CLIENT_EXTENSION, *PIOP_CLIENT_EXTENSION;

typedef struct _IOP_REINIT {
    LIST_ENTRY Links;
    struct _IOP_DRIVER *Driver;
    PDRIVER_REINITIALIZE Routine;
    PVOID Context;
} IOP_REINIT, *PIOP_REINIT;

#define DRVO_INITIALIZED 0x10 /* DriverEntry has succeeded */

typedef struct _IOP_DRIVER {
    DRIVER_OBJECT Object;
    DRIVER_EXTENSION Extension;
    PIOP_CLIENT_EXTENSION ClientExtensions;
    UNICODE_STRING ImagePath;
    const HAL_MODULE *Module; /* NULL: built in */
    LIST_ENTRY Links;         /* of all drivers */
    ULONG64 Serial;
} IOP_DRIVER, *PIOP_DRIVER;

static inline PIOP_DRIVER
IopDriver(PDRIVER_OBJECT Driver)
{
    return CONTAINING_RECORD(Driver, IOP_DRIVER, Object);
}

VOID IopInitDrivers(VOID);
NTSTATUS IopCreateDriverObject(PCWSTR ObjectName, PCWSTR ServiceName, PCWSTR ImagePath,
                               PIOP_DRIVER *Driver);
VOID IopDeleteDriverObject(PVOID Object);  /* the type's method */
VOID IopCheckCallout(const VOID *Routine); /* a routine that runs at PASSIVE_LEVEL has returned */
/* Takes it out of the name space, drops the first reference. */
VOID IopDiscardDriver(PIOP_DRIVER Driver);
PIOP_DRIVER IopNextDriver(PIOP_DRIVER Driver);
DRIVER_DISPATCH IopInvalidDeviceRequest;
VOID IopTryUnload(PDRIVER_OBJECT Driver); /* after DOE_UNLOAD_PENDING was set */
BOOLEAN IopIsSystemStarted(VOID);         /* reinit.c */

#endif
