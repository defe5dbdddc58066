/*
 * src/io/iop.h - what the files of src/io share
 */
#ifndef IOP_H
#define IOP_H

#include "io.h"

/* "Io  ", "Irp ", "IoDr", "IoNm", "IoWi": tags as pool reports show them */
#define IOP_TAG        0x20206f49
#define IOP_TAG_IRP    0x20707249
#define IOP_TAG_BUFFER 0x66426f49

/* Who called the DDI whose gate called us: two frames up. See gate.S, G1. */
#define IOP_CALLER() (((PVOID **)__builtin_frame_address(0))[0][1])

/* --- irp.c: what stands around each IRP that the I/O manager allocated ------------------------ */

typedef enum {
    IopDriverIrp,     /* IoAllocateIrp: its creator frees it in a completion routine */
    IopAsyncIrp,      /* IoBuildAsynchronousFsdRequest: likewise */
    IopThreadedIrp,   /* IoBuildSynchronousFsdRequest, IoBuildDeviceIoControlRequest */
    IopAssociatedIrp, /* IoMakeAssociatedIrp */
    IopSystemIrp,     /* a system service on a file */
    IopRequestIrp     /* the kernel's own, which waits: create, cleanup, close, PnP */
} IOP_IRP_KIND;

/* One dispatch routine that has not returned yet; on the stack of IofCallDriver. */
typedef struct _IOP_CALL {
    struct _IOP_CALL *Outer; /* another one with the same stack location (after IoSkip...) */
    PDRIVER_DISPATCH Routine;
    BOOLEAN Left;            /* completion passed the location */
    BOOLEAN Marked;          /* it was marked pending then */
    /* The driver's completion routine was told of a pending driver below. */
    BOOLEAN LowerPending;
    NTSTATUS Status;         /* of the IRP then */
} IOP_CALL, *PIOP_CALL;

#define IOP_FLOW_CALLED           1 /* IofCallDriver gave the location to a driver */
#define IOP_FLOW_RETURNED_PENDING 2 /* its dispatch routine returned STATUS_PENDING, unmarked */
#define IOP_FLOW_LOWER_PENDING    4 /* its completion routine was called with PendingReturned */

typedef struct _IOP_LOCATION {
    PIOP_CALL Calls;
    ULONG Flow;
} IOP_LOCATION, *PIOP_LOCATION;

typedef struct _IOP_IRP {
    LIST_ENTRY Links; /* of Iop.Live, or of its free list */
    ULONG64 Serial;   /* number of the allocation; 0: free */
    UCHAR Kind;       /* IOP_IRP_KIND */
    BOOLEAN Sent;     /* IofCallDriver was called with it */
    BOOLEAN Completed;
    BOOLEAN UserAddresses; /* UserIosb and UserBuffer are the caller's user addresses */
    CCHAR StackSize;
    ULONG OutputLength;  /* room in UserBuffer */
    PFILE_OBJECT File;   /* referenced, of a system service */
    PVOID EventObject;   /* referenced, of a system service */
    PETHREAD Thread;     /* whose IrpList it is on; NULL: none */
    PVOID AllocatedBy, CompletedBy, FreedBy; /* code addresses */
    PIOP_LOCATION Locations; /* [1] to [StackSize] */
    PUCHAR Small;            /* buffer.c: IOP_SMALL bytes and IOP_GUARD for a system buffer */
    ULONG SmallUsed;
    IRP Irp;
} IOP_IRP, *PIOP_IRP;

C_ASSERT(FIELD_OFFSET(IOP_IRP, Irp) % 16 == 0);

#define IOP_SMALL 128
#define IOP_GUARD 16

#define IOP_OWN_IRP 0x84 /* in AllocationFlags: an IOP_IRP surrounds it */

/* NULL for an IRP in a driver's own memory. */
static inline PIOP_IRP
IopOwn(PIRP Irp)
{
    return Irp->AllocationFlags == IOP_OWN_IRP ? CONTAINING_RECORD(Irp, IOP_IRP, Irp) : NULL;
}

VOID IopInitIrps(VOID);
PIOP_IRP IopAllocateIrp(CCHAR StackSize, IOP_IRP_KIND Kind, PVOID Caller);
VOID IopFreeOwnIrp(PIOP_IRP Own, PVOID Caller);
VOID IopQueueThreadIrp(PIOP_IRP Own);
VOID IopDequeueThreadIrp(PIOP_IRP Own);
PIOP_IRP IopNextLiveIrp(PIOP_IRP Own); /* NULL: the first */
BOOLEAN IopIsLiveIrp(const VOID *Address);
PIOP_IRP IopFindFreeIrp(ULONG_PTR Address); /* NULL: no free packet is there */

/* --- check.c: the rules of a dispatch routine ------------------------------------------------- */

VOID IopCheckDispatchReturn(PIRP Irp, PIOP_IRP Own, ULONG Index, PIOP_CALL Call, NTSTATUS Status);
VOID IopLeaveLocation(PIRP Irp, PIOP_IRP Own, ULONG Index, BOOLEAN Marked);
/* DRIVER_VERIFIER_IOMANAGER_VIOLATION; kinds below 0x200 name an object in parameter 2, those above
   the code at fault there (default: the innermost driver code) and the object in parameter 3. */
VOID IopStop(ULONG Kind, const VOID *Object) DECLSPEC_NORETURN;
VOID IopVerifierStop(ULONG Kind, const VOID *Object, ULONG_PTR P4) DECLSPEC_NORETURN;
VOID IopVerifierStopAt(ULONG Kind, const VOID *Code, const VOID *Object,
                       ULONG_PTR P4) DECLSPEC_NORETURN;

/* --- finish.c: the end of an IRP -------------------------------------------------------------- */

VOID IopCompleteOwnIrp(PIOP_IRP Own, CCHAR PriorityBoost);
VOID IopFinishIrp(PIOP_IRP Own);
VOID IopReleaseBuffers(PIOP_IRP Own);

/* --- cancel.c --------------------------------------------------------------------------------- */

VOID IopCancelThreadIrps(PETHREAD Thread);

/* --- device.c, attach.c ----------------------------------------------------------------------- */

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

VOID IopReferenceDevice(PDEVICE_OBJECT Device);   /* counts in ReferenceCount: delays deletion */
VOID IopDereferenceDevice(PDEVICE_OBJECT Device); /* <= DISPATCH_LEVEL */
VOID IopDeviceUnused(PDEVICE_OBJECT Device);      /* ReferenceCount or the attachment has gone */
VOID IopDeleteDeviceObject(PVOID Object); /* the type's method */

/* --- driver.c, load.c, unload.c --------------------------------------------------------------- */

typedef struct _IOP_CLIENT_EXTENSION {
    struct _IOP_CLIENT_EXTENSION *Next;
    PVOID Identification;
    ULONG64 Body[]; /* aligned as pool is */
} IOP_CLIENT_EXTENSION, *PIOP_CLIENT_EXTENSION;

typedef struct _IOP_REINIT {
    LIST_ENTRY Links;
    PDRIVER_REINITIALIZE Routine;
    PVOID Context;
} IOP_REINIT, *PIOP_REINIT;

#define DRVO_INITIALIZED 0x10 /* DriverEntry has succeeded */

typedef struct _IOP_DRIVER {
    DRIVER_OBJECT Object;
    DRIVER_EXTENSION Extension;
    PIOP_CLIENT_EXTENSION ClientExtensions;
    LIST_ENTRY Reinitialize; /* IOP_REINIT */
    const HAL_MODULE *Module; /* NULL: built in */
    LIST_ENTRY Links;         /* of all drivers */
    ULONG64 Serial;
    BOOLEAN Permanent, UnloadCalled;
} IOP_DRIVER, *PIOP_DRIVER;

static inline PIOP_DRIVER
IopDriver(PDRIVER_OBJECT Driver)
{
    return CONTAINING_RECORD(Driver, IOP_DRIVER, Object);
}

VOID IopInitDrivers(VOID);
NTSTATUS IopCreateDriverObject(PCWSTR Name, PIOP_DRIVER *Driver);
VOID IopDeleteDriverObject(PVOID Object); /* the type's method */
NTSTATUS IopFindDriver(PCWSTR ServiceName, PDRIVER_OBJECT *Driver);
NTSTATUS IopServiceNameFromKey(PUNICODE_STRING Key, PWCHAR Name, ULONG Characters);
VOID IopCheckCallout(const VOID *Routine); /* a routine that runs at PASSIVE_LEVEL has returned */
/* Takes it out of the name space, drops the first reference. */
VOID IopDiscardDriver(PIOP_DRIVER Driver);
PIOP_DRIVER IopNextDriver(PIOP_DRIVER Driver);
DRIVER_DISPATCH IopInvalidDeviceRequest;
VOID IopReinitializeDriver(PIOP_DRIVER Driver);
VOID IopFreeReinitRoutines(PIOP_DRIVER Driver);
VOID IopTryUnload(PDRIVER_OBJECT Driver); /* after DOE_UNLOAD_PENDING was set */

/* --- parse.c, file.c, open.c ------------------------------------------------------------------ */

/* Goes through the object manager to IopParseDevice as the parse context. */
typedef struct _IOP_OPEN {
    ULONG Tag; /* IOP_TAG: it is one of ours */
    ULONG Disposition, CreateOptions;
    USHORT FileAttributes, ShareAccess;
    PLARGE_INTEGER AllocationSize;
    PVOID EaBuffer;
    ULONG EaLength, Options;
    PFILE_OBJECT RelatedFile;
    PFILE_OBJECT File; /* result */
    BOOLEAN Asked;     /* IRP_MJ_CREATE was sent: Status and Information are the driver's */
    NTSTATUS Status;
    ULONG_PTR Information;
} IOP_OPEN, *PIOP_OPEN;

NTSTATUS IopParseDevice(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState,
                        KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING CompleteName,
                        PUNICODE_STRING RemainingName, PVOID Context, PVOID *Object);
NTSTATUS IopParseFile(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState,
                      KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING CompleteName,
                      PUNICODE_STRING RemainingName, PVOID Context, PVOID *Object);
VOID IopDeleteFile(PVOID Object);
VOID IopCloseFile(PVOID Process, PVOID Object, ULONG ProcessHandles, ULONG SystemHandles);
extern OBJECT_TYPE IopFileType, IopDeviceType, IopDriverType;

/* --- request.c: IRPs that the kernel sends and waits for -------------------------------------- */

/* The IRP has room for Top's stack; the caller fills the next location. NULL: no memory. */
PIOP_IRP IopBuildRequest(PDEVICE_OBJECT Top, UCHAR MajorFunction);
/* Sends it, waits, frees it. */
NTSTATUS IopSendRequest(PDEVICE_OBJECT Top, PIOP_IRP Own, PIO_STATUS_BLOCK Iosb);

/* --- service.c, buffer.c: the frame of Nt*File ------------------------------------------------ */

typedef struct _IOP_SERVICE {
    KPROCESSOR_MODE Mode;
    PFILE_OBJECT File; /* referenced until the IRP takes it over */
    ACCESS_MASK Access;
    PKEVENT Event;
    PIO_APC_ROUTINE ApcRoutine;
    PVOID ApcContext;
    PIO_STATUS_BLOCK Iosb;
    PDEVICE_OBJECT Top;
    BOOLEAN Synchronous, Locked;
    PIOP_IRP Own;
} IOP_SERVICE, *PIOP_SERVICE;

NTSTATUS IopBeginService(PIOP_SERVICE Service, HANDLE Handle, ACCESS_MASK Access, HANDLE Event,
                         PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext, PIO_STATUS_BLOCK Iosb);
/* On failure it has ended. */
NTSTATUS IopBuildServiceIrp(PIOP_SERVICE Service, UCHAR MajorFunction);
/* Calls the driver; ends it. */
NTSTATUS IopRunService(PIOP_SERVICE Service);
NTSTATUS IopEndService(PIOP_SERVICE Service, NTSTATUS Status);          /* before an IRP was sent */
NTSTATUS IopLockFile(PFILE_OBJECT File, KPROCESSOR_MODE Mode);
VOID IopUnlockFile(PFILE_OBJECT File);

/* Prepare Own's buffers; on failure nothing is left to undo but the IRP. */
NTSTATUS IopBufferBoth(PIOP_SERVICE Service, PVOID Input, ULONG InputLength, PVOID Output,
                       ULONG OutputLength);
NTSTATUS IopBufferIn(PIOP_SERVICE Service, PVOID Buffer, ULONG Length);  /* write-like, buffered */
NTSTATUS IopBufferOut(PIOP_SERVICE Service, PVOID Buffer, ULONG Length); /* read-like, buffered */
NTSTATUS IopBufferDirect(PIOP_SERVICE Service, PVOID Buffer, ULONG Length,
                         LOCK_OPERATION Operation);
PVOID IopTakeSystemBuffer(PIOP_IRP Own, ULONG Length); /* NULL: no memory */
VOID IopReturnSystemBuffer(PIOP_IRP Own);              /* Irp->AssociatedIrp.SystemBuffer */
VOID IopCheckReturnedBuffer(PIOP_IRP Own);             /* before the packet is used again */
PVOID IopAllocateSystemBuffer(SIZE_T Length);

/* --- the rest --------------------------------------------------------------------------------- */

VOID IopInitTimers(VOID);
VOID IopDeleteTimer(PDEVICE_OBJECT Device);
VOID IopInitRemoveLocks(VOID);
VOID IopInitWorkItems(VOID);
VOID IopReportWorkItems(VOID (*Report)(PCSTR Format, ...));
VOID IopInitInterrupts(VOID);
VOID IopReportInterrupts(VOID (*Report)(PCSTR Format, ...));
VOID IopInitShutdown(VOID);
VOID IopInitReports(VOID);
ULONG64 IopNextSerial(VOID); /* of devices and drivers */

#endif
