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
    struct _IOP_CALL *Outer; /* that began before and has not returned */
    PDRIVER_DISPATCH Routine;
    ULONG Index;             /* of the stack location */
    BOOLEAN Left;            /* completion passed the location */
    BOOLEAN Marked;          /* it was marked pending then */
    /* The driver's completion routine was told of a pending driver below. */
    BOOLEAN LowerPending;
    NTSTATUS Status;         /* of the IRP then */
} IOP_CALL, *PIOP_CALL;

#define IOP_FLOW_CALLED           1 /* IofCallDriver gave the location to a driver */
#define IOP_FLOW_RETURNED_PENDING 2 /* its dispatch routine returned STATUS_PENDING, unmarked */
#define IOP_FLOW_LOWER_PENDING    4 /* its completion routine was called with PendingReturned */

#define IOP_NEAR_FLOWS 4

/* After the packet's stack locations follow: the code address of the last IoCompleteRequest, and
   the Flow of locations beyond IOP_NEAR_FLOWS. */
typedef struct _IOP_IRP {
    ULONG Serial; /* number of the allocation; 0: free */
    UCHAR Kind;   /* IOP_IRP_KIND */
    CCHAR StackSize;
    BOOLEAN Sent : 1;            /* IofCallDriver was called with it */
    BOOLEAN Completed : 1;       /* it reached its end */
    BOOLEAN UserAddresses : 1;   /* UserIosb and UserBuffer are the caller's user addresses */
    BOOLEAN EventReferenced : 1; /* UserEvent is an object that it refers to */
    BOOLEAN SmallBuffer : 1;     /* its system buffer is one of small.c */
    BOOLEAN HasActivity : 1;     /* activity.c has an id for it */
    BOOLEAN OnThread : 1;        /* it is on the IrpList of Irp.Tail.Overlay.Thread */
    BOOLEAN Detached : 1;        /* it is not, but refers to that thread: finish.c */
    ULONG OutputLength;          /* room in UserBuffer */
    UCHAR Flow[IOP_NEAR_FLOWS];  /* IOP_FLOW_* of stack locations 1 to 4 */
    union {
        PFILE_OBJECT File; /* referenced, of a system service */
        PEPROCESS Charged; /* referenced, of a driver's: with IOP_QUOTA_CHARGED */
        PVOID FreedBy;     /* of a free packet: a code address */
    };
    union {
        struct {
            PVOID AllocatedBy; /* a code address */
            union {
                struct {
                    PVOID Unused;
                    PIOP_CALL Calls; /* innermost first */
                };
                LIST_ENTRY FreeLinks; /* of a free packet */
            };
        };
        LIST_ENTRY FileLinks; /* of a system service: File's IrpList; Flink NULL: not on it */
    };
    IRP Irp;
} IOP_IRP, *PIOP_IRP;

C_ASSERT(FIELD_OFFSET(IOP_IRP, Irp) == 48);

/* In AllocationFlags: an IOP_IRP surrounds it; its quota was charged. */
#define IOP_OWN_IRP       0x84
#define IOP_QUOTA_CHARGED 0x01
#define IOP_OWN_MASK      0xFE

/* NULL for an IRP in a driver's own memory. */
static inline PIOP_IRP
IopOwn(PIRP Irp)
{
    return (Irp->AllocationFlags & IOP_OWN_MASK) == IOP_OWN_IRP
               ? CONTAINING_RECORD(Irp, IOP_IRP, Irp)
               : NULL;
}

static inline PVOID *
IopCompletedBy(PIOP_IRP Own)
{
    return (PVOID *)((PUCHAR)&Own->Irp + IoSizeOfIrp(Own->StackSize));
}

static inline PUCHAR
IopFlow(PIOP_IRP Own, ULONG Index)
{
    return Index <= IOP_NEAR_FLOWS ? &Own->Flow[Index - 1]
                                   : (PUCHAR)(IopCompletedBy(Own) + 1) + (Index - 5);
}

static inline PVOID
IopEventObject(PIOP_IRP Own) /* NULL: none to dereference */
{
    return Own->EventReferenced ? Own->Irp.UserEvent : NULL;
}

static inline PVOID
IopAllocatedBy(PIOP_IRP Own) /* NULL: a system service */
{
    return Own->Kind == IopSystemIrp ? NULL : Own->AllocatedBy;
}

VOID IopInitIrps(VOID);
PIOP_IRP IopAllocateIrp(CCHAR StackSize, IOP_IRP_KIND Kind, PVOID Caller);
VOID IopFreeOwnIrp(PIOP_IRP Own, PVOID Caller);
VOID IopQueueThreadIrp(PIOP_IRP Own);   /* that of a system service to its file, too */
VOID IopDequeueThreadIrp(PIOP_IRP Own); /* from both, as far as it is there */

/* --- packet.c: their memory ------------------------------------------------------------------- */

VOID IopInitPackets(VOID);
PIOP_IRP IopTakePacket(CCHAR StackSize); /* NULL: no memory */
VOID IopGivePacket(PIOP_IRP Own);
ULONG IopLastSerial(VOID);
PIOP_IRP IopNextPacket(PIOP_IRP Own);  /* NULL: the first; free ones too */
PIOP_IRP IopNextLiveIrp(PIOP_IRP Own);
PIOP_IRP IopPacketAround(const VOID *Address); /* NULL: no packet is there */
BOOLEAN IopIsLiveIrp(const VOID *Address);
VOID IopReportDamagedPackets(VOID (*Report)(PCSTR Format, ...));

/* --- describe.c: an IRP in words -------------------------------------------------------------- */

typedef VOID IOP_SAY(PCSTR Format, ...);
VOID IopDescribeIrp(PIOP_IRP Own, IOP_SAY *Say);
PCSTR IopDriverText(PDRIVER_OBJECT Driver); /* "Name" of \Driver\Name, until the next but one */

/* --- check.c: the rules of a dispatch routine ------------------------------------------------- */

/* The dispatch routine is over, without having returned. */
VOID IopAbandonCalls(ULONG_PTR Low, ULONG_PTR High); /* call.c */
VOID IopCheckDispatchReturn(PIRP Irp, PIOP_IRP Own, PIOP_CALL Call, NTSTATUS Status);
VOID IopLeaveLocation(PIRP Irp, PIOP_IRP Own, ULONG Index, BOOLEAN Marked);
/* DRIVER_VERIFIER_IOMANAGER_VIOLATION; kinds below 0x200 name an object in parameter 2, those above
   the code at fault there (default: the innermost driver code) and the object in parameter 3. */
VOID IopStop(ULONG Kind, const VOID *Object) DECLSPEC_NORETURN;
VOID IopVerifierStop(ULONG Kind, const VOID *Object, ULONG_PTR P4) DECLSPEC_NORETURN;
VOID IopVerifierStopAt(ULONG Kind, const VOID *Code, const VOID *Object,
                       ULONG_PTR P4) DECLSPEC_NORETURN;

/* --- rules.c: how a driver passes a packet on ------------------------------------------------- */

VOID IopSayRule(IOP_SAY *Say, const ULONG_PTR Parameters[4]);
VOID IopCheckActorBelow(PIRP Irp, const VOID *Code, ULONG Kind);
VOID IopCheckCopy(PIRP Irp, const VOID *Code);
VOID IopCheckTarget(PIRP Irp, PDEVICE_OBJECT Lower, PDEVICE_OBJECT Target, const VOID *Code);

static inline BOOLEAN
IopIsCodeOf(PDRIVER_OBJECT Driver, const VOID *Code)
{
    return (ULONG_PTR)Code - (ULONG_PTR)Driver->DriverStart < Driver->DriverSize;
}

BOOLEAN IopIsFromAbove(PIRP Irp, const VOID *Code); /* that of a driver further up has Code */

/* Code is about to do something with the packet that only the driver that has it may do. */
static inline VOID
IopCheckActor(PIRP Irp, const VOID *Code, ULONG Kind)
{
    if (Irp->CurrentLocation < Irp->StackCount) { // somebody is further up
        IopCheckActorBelow(Irp, Code, Kind);
    }
}

static inline BOOLEAN
IopHasDriver(PIOP_IRP Own, ULONG Index)
{
    return Index <= (ULONG)Own->StackSize && (*IopFlow(Own, Index) & IOP_FLOW_CALLED) != 0;
}

VOID IopInitTouch(VOID); /* touch.c: each access of an instrumented driver to a packet */
BOOLEAN IopIsDevice(PDEVICE_OBJECT Device); /* describe.c: some driver's, not deleted */

/* --- finish.c: the end of an IRP -------------------------------------------------------------- */

VOID IopCompleteOwnIrp(PIOP_IRP Own, CCHAR PriorityBoost);
VOID IopFinishIrp(PIOP_IRP Own, CCHAR PriorityBoost);
VOID IopReleaseBuffers(PIOP_IRP Own);
/* Parts of it: output, status block, event and file object. */
VOID IopCopyOut(PIOP_IRP Own);
VOID IopStoreStatusBlock(PIOP_IRP Own);
VOID IopSignal(PIOP_IRP Own, PFILE_OBJECT File, BOOLEAN Synchronous, CCHAR PriorityBoost);
VOID IopDereference(PVOID EventObject, PFILE_OBJECT File); /* each may be NULL */

/* --- finishport.c: that of an IRP whose file has a completion port ---------------------------- */

BOOLEAN IopMayFinishInPort(PIOP_IRP Own);
VOID IopFinishInPort(PIOP_IRP Own, CCHAR PriorityBoost); /* <= DISPATCH_LEVEL, in any context */
/* What a packet that was queued to a port unfinished still owes to its requestor; any thread. */
VOID IopFinishDetached(PIOP_IRP Own);
VOID IopDropDetached(PIOP_IRP Own); /* its reference to the thread, if it has one */

/* --- completion*.c: completion ports ---------------------------------------------------------- */

extern OBJECT_TYPE IopCompletionType;
VOID IopInitCompletion(VOID);
BOOLEAN IopHasPort(PIOP_IRP Own);    /* a system service that its file's port may hear of */
BOOLEAN IopGoesToPort(PIOP_IRP Own); /* it has ended so that the port wants to know */
VOID IopQueueToPort(PIOP_IRP Own);   /* the packet is the port's */
/* Without an IRP. STATUS_INSUFFICIENT_RESOURCES: there is no memory for a packet. */
NTSTATUS IopPostPacket(PKQUEUE Port, PVOID Key, PVOID ApcContext, const IO_STATUS_BLOCK *Iosb);
/* Fast I/O on the file returned TRUE and this result: for its port, if that wants to know. */
NTSTATUS IopPostFastResult(PFILE_OBJECT File, PVOID ApcContext, const IO_STATUS_BLOCK *Iosb);
/* The entry was removed from a port by the current thread; frees the packet. */
VOID IopTakePacketApart(PLIST_ENTRY Entry, PFILE_IO_COMPLETION_INFORMATION Contents);
VOID IopFreeCompletionPackets(PLIST_ENTRY First); /* a ring without head, or NULL */

/* The information classes about it. */
BOOLEAN IopIsCompletionClass(FILE_INFORMATION_CLASS Class, BOOLEAN Set);
NTSTATUS IopSetCompletionClass(PFILE_OBJECT File, FILE_INFORMATION_CLASS Class, PVOID Buffer,
                               KPROCESSOR_MODE Mode);
NTSTATUS IopQueryCompletionClass(PFILE_OBJECT File, FILE_INFORMATION_CLASS Class, PVOID Buffer);
VOID IopForgetPort(PFILE_OBJECT File); /* the file is deleted */

/* --- cancel.c, cancelfile.c, cancelthread.c --------------------------------------------------- */

/* The lock is held since Irql; released on return. TRUE: a cancel routine was called. */
BOOLEAN IopCancelLocked(PIRP Irp, KIRQL Irql);

/* A thread's requests, or a file's of the current process. */
typedef struct _IOP_SCOPE {
    PETHREAD Thread;       /* NULL: any */
    PFILE_OBJECT File;     /* NULL: any; then Thread is given */
    PIO_STATUS_BLOCK Iosb; /* NULL: any */
    BOOLEAN SynchronousOnly;
} IOP_SCOPE;

/* STATUS_NOT_FOUND: there was none. */
NTSTATUS IopCancelScope(const IOP_SCOPE *Scope);
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

/* As IoCreateDevice; Security (may be NULL) is copied. */
NTSTATUS IopCreateDevice(PDRIVER_OBJECT DriverObject, ULONG DeviceExtensionSize,
                         PUNICODE_STRING DeviceName, DEVICE_TYPE DeviceType,
                         ULONG DeviceCharacteristics, BOOLEAN Exclusive,
                         PSECURITY_DESCRIPTOR Security, PDEVICE_OBJECT *DeviceObject);
NTSTATUS IopAssignDeviceSecurity(PDEVICE_OBJECT Device, PSECURITY_DESCRIPTOR Explicit);
VOID IopFreeDeviceSecurity(PDEVICE_OBJECT Device);
NTSTATUS IopDeviceSecurity(PVOID Object, POB_SECURITY Request); /* the type's method */
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
VOID IopDeleteDriverObject(PVOID Object); /* the type's method */
VOID IopCheckCallout(const VOID *Routine); /* a routine that runs at PASSIVE_LEVEL has returned */
/* Takes it out of the name space, drops the first reference. */
VOID IopDiscardDriver(PIOP_DRIVER Driver);
PIOP_DRIVER IopNextDriver(PIOP_DRIVER Driver);
DRIVER_DISPATCH IopInvalidDeviceRequest;
VOID IopTryUnload(PDRIVER_OBJECT Driver); /* after DOE_UNLOAD_PENDING was set */

/* --- parse.c, reparse.c, file.c, open.c ------------------------------------------------------- */

/* What surrounds each file object that has FileObjectExtension: a driver may have made up one. */
typedef struct _IOP_FILE {
    FILE_OBJECT Object;
    UCHAR PriorityHint;     /* info.c: plus one; 0: none was set */
    BOOLEAN IgnoresSharing; /* share.c */
    UCHAR CopyFlags;        /* open.c: EX_CREATE_FLAG_* */
    UCHAR HasOplockKey;     /* ecp.c: from one of the two parameters; 2: from the dual one */
    BOOLEAN NoCleanup;      /* stream.c: CLOSE only */
    OPLOCK_KEY_CONTEXT OplockKeys;
    OPLOCK_KEY_ECP_CONTEXT OplockKey;
    IO_FOEXT_SHADOW_FILE Shadow; /* shadowfile.c */
} IOP_FILE, *PIOP_FILE;

static inline PIOP_FILE
IopFile(PFILE_OBJECT File)
{
    return CONTAINING_RECORD(File, IOP_FILE, Object);
}

/* Goes through the object manager to IopParseDevice as the parse context. */
typedef struct _IOP_OPEN {
    ULONG Tag; /* IOP_TAG: it is one of ours */
    ULONG Disposition, CreateOptions;
    USHORT FileAttributes, ShareAccess;
    BOOLEAN HasQos, IgnoreSharing;
    UCHAR CopyFlags; /* EX_CREATE_FLAG_* */
    CREATE_FILE_TYPE Type;
    PVOID Parameters; /* of the pipe or mailslot, in system memory */
    LARGE_INTEGER AllocationSize;
    SECURITY_QUALITY_OF_SERVICE Qos;
    PVOID EaBuffer;
    ULONG EaLength, Options;
    PDEVICE_OBJECT Hint; /* where in the stack CREATE is sent; NULL: to the top */
    struct _ECP_LIST *Ecps;
    PFILE_OBJECT RelatedFile;
    PFILE_OBJECT File; /* result */
    BOOLEAN Asked;     /* IRP_MJ_CREATE was sent: Status and Information are the driver's */
    NTSTATUS Status;
    ULONG_PTR Information;
} IOP_OPEN, *PIOP_OPEN;

/* The caller's parameters as they came. */
typedef struct _IOP_CREATE {
    PHANDLE FileHandle;
    ACCESS_MASK Access;
    POBJECT_ATTRIBUTES Attributes;
    PIO_STATUS_BLOCK Iosb;
    PLARGE_INTEGER AllocationSize;
    ULONG FileAttributes, ShareAccess, Disposition, CreateOptions;
    PVOID EaBuffer;
    ULONG EaLength, Options; /* IO_* */
} IOP_CREATE;

NTSTATUS IopCheckOpenParameters(const IOP_CREATE *Create, const IOP_OPEN *Open);
/* Open brings the type with its parameters, the hint and the extra parameters. */
NTSTATUS IopCreateFile(KPROCESSOR_MODE Mode, IOP_CREATE *Create, IOP_OPEN *Open);
/* Opens without making a handle: the file, referenced. For services that take a name. */
NTSTATUS IopOpenFile(PIOP_OPEN Open, KPROCESSOR_MODE Mode, ACCESS_MASK Access,
                     POBJECT_ATTRIBUTES Attributes, PFILE_OBJECT *File);
NTSTATUS IopCreateFileObject(PDEVICE_OBJECT Device, PIOP_OPEN Open, ULONG Attributes,
                             PUNICODE_STRING Name, PFILE_OBJECT *FileObject);
/* The driver answered STATUS_REPARSE: the lookup gets the new path; or an error. */
NTSTATUS IopReparse(PIOP_OPEN Open, PFILE_OBJECT File, PVOID Buffer, PUNICODE_STRING CompleteName);
NTSTATUS IopSetFileName(PFILE_OBJECT File, PCWSTR Name, USHORT Length);
VOID IopFreeFileName(PFILE_OBJECT File);
/* Sends CLEANUP unless that was done; CLOSE. */
VOID IopSendToFile(PFILE_OBJECT File, PDEVICE_OBJECT Device, UCHAR MajorFunction);

NTSTATUS IopFileSecurity(PVOID Object, POB_SECURITY Request); /* the type's method */
/* lock.c: a process has closed its last handle, others have some. */
VOID IopUnlockProcess(PFILE_OBJECT File);

/* ecpopen.c, oplockkey.c: what the caller put in stays the caller's, what drivers add ends with the
   open. */
VOID IopBeginEcps(PIOP_OPEN Open);
VOID IopEndEcps(PIOP_OPEN Open);
VOID IopTakeOplockKeys(PIOP_OPEN Open, PFILE_OBJECT File);

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
/* Sends it and waits: what a driver left in the packet can be looked at before it is freed. */
VOID IopRunRequest(PDEVICE_OBJECT Top, PIOP_IRP Own, PIO_STATUS_BLOCK Iosb);
VOID IopFreeRequest(PIOP_IRP Own);
/* Sends it, waits, frees it. */
/* What a packet of IoBuildSynchronousFsdRequest or IoBuildDeviceIoControlRequest ends with. */
typedef struct _IOP_AWAITED {
    KEVENT Done;
    IO_STATUS_BLOCK Iosb;
} IOP_AWAITED, *PIOP_AWAITED;
NTSTATUS IopSendAndWait(PDEVICE_OBJECT Device, PIRP Irp, PIOP_AWAITED Awaited); /* Irp NULL: none */
/* A control request without input. */
NTSTATUS IopAskDevice(PDEVICE_OBJECT Device, ULONG Code, PVOID Answer, ULONG Length);
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

static inline BOOLEAN
IopIsAlertable(PFILE_OBJECT File)
{
    return (File->Flags & FO_ALERTABLE_IO) != 0;
}

NTSTATUS IopBeginService(PIOP_SERVICE Service, HANDLE Handle, ACCESS_MASK Access, HANDLE Event,
                         PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext, PIO_STATUS_BLOCK Iosb);
/* On failure it has ended. */
NTSTATUS IopBuildServiceIrp(PIOP_SERVICE Service, UCHAR MajorFunction);
/* Calls the driver; ends it. */
NTSTATUS IopRunService(PIOP_SERVICE Service);
NTSTATUS IopEndService(PIOP_SERVICE Service, NTSTATUS Status);          /* before an IRP was sent */
/* Not alertable, and in KernelMode: it cannot fail. */
NTSTATUS IopLockFile(PFILE_OBJECT File, KPROCESSOR_MODE Mode, BOOLEAN Alertable);
VOID IopUnlockFile(PFILE_OBJECT File);

/* Prepare Own's buffers; on failure nothing is left to undo but the IRP. */
NTSTATUS IopBufferBoth(PIOP_SERVICE Service, PVOID Input, ULONG InputLength, PVOID Output,
                       ULONG OutputLength);
NTSTATUS IopBufferIn(PIOP_SERVICE Service, PVOID Buffer, ULONG Length);  /* write-like, buffered */
NTSTATUS IopBufferOut(PIOP_SERVICE Service, PVOID Buffer, ULONG Length); /* read-like, buffered */
/* As the top device wants it; In: data for the driver. */
NTSTATUS IopBufferByDevice(PIOP_SERVICE Service, PVOID Buffer, ULONG Length, BOOLEAN In);
NTSTATUS IopBufferDirect(PIOP_SERVICE Service, PVOID Buffer, ULONG Length,
                         LOCK_OPERATION Operation);
PVOID IopAllocateSystemBuffer(SIZE_T Length);

/* --- unwritten.c: what drivers leave as it was ------------------------------------------------ */

VOID IopMarkUnwritten(PVOID Buffer, ULONG From, ULONG Length);
VOID IopCheckWritten(PIOP_IRP Own, ULONG Length); /* Length bytes are output */

/* --- small.c: system buffers ------------------------------------------------------------------ */

PVOID IopTakeSystemBuffer(PIOP_IRP Own, ULONG Length); /* NULL: no memory */
VOID IopReturnSystemBuffer(PIOP_IRP Own);              /* Irp->AssociatedIrp.SystemBuffer */

/* --- ask.c: services that a driver answers while the caller waits, on any file ---------------- */

typedef struct _IOP_QUESTION {
    IOP_SERVICE Service;
    PIOP_IRP Own;      /* from Prepare to Send */
    PVOID Buffer;      /* in system memory, freed at the end; NULL: Length is 0 */
    ULONG Length;
    PVOID UserBuffer;  /* what the answer is copied to; NULL: nowhere */
    IO_STATUS_BLOCK Iosb;
} IOP_QUESTION, *PIOP_QUESTION;

/* The handle needs one of the rights in Access. Length bytes of Buffer are there afterwards. On
   failure it has ended. */
NTSTATUS IopBeginQuestion(PIOP_QUESTION Question, HANDLE Handle, ACCESS_MASK Access,
                          PIO_STATUS_BLOCK Iosb, ULONG Length);
/* The location to be filled in; NULL: no memory. */
PIO_STACK_LOCATION IopPrepareQuestion(PIOP_QUESTION Question, UCHAR MajorFunction);
NTSTATUS IopSendQuestion(PIOP_QUESTION Question);
/* Copies the answer and the status block to the caller, if Status is no error. */
NTSTATUS IopEndQuestion(PIOP_QUESTION Question, NTSTATUS Status);
/* The same for an information class: the buffer is probed as it asks, its data fetched if they are
   to be set, and the answer's address noted if not. */
struct _IOP_CLASS;
NTSTATUS IopBeginClass(PIOP_QUESTION Question, const struct _IOP_CLASS *Class, BOOLEAN Set,
                       HANDLE Handle, PIO_STATUS_BLOCK Iosb, PVOID Buffer, ULONG Length);
/* To and from the caller, whose mode is given. */
NTSTATUS IopFetch(KPROCESSOR_MODE Mode, PVOID To, const VOID *From, SIZE_T Length);
NTSTATUS IopStoreTo(KPROCESSOR_MODE Mode, PVOID To, const VOID *From, SIZE_T Length);

/* list.c: lists of entries that a caller gives. Check says where in system memory one is wrong. */
typedef NTSTATUS IOP_CHECK_LIST(PVOID List, ULONG Length, PULONG ErrorOffset);
NTSTATUS IopCaptureList(KPROCESSOR_MODE Mode, PVOID To, const VOID *List, ULONG Length,
                        IOP_CHECK_LIST *Check, PIO_STATUS_BLOCK UserIosb);
/* A whole service: IRP_MJ_SET_EA, IRP_MJ_SET_QUOTA. */
NTSTATUS IopSetList(UCHAR MajorFunction, HANDLE Handle, ACCESS_MASK Access, PIO_STATUS_BLOCK Iosb,
                    PVOID Buffer, ULONG Length, IOP_CHECK_LIST *Check);

ACCESS_MASK IopControlAccess(ULONG Code); /* control.c: what a control code asks for */

/* --- class.c: what is known of information classes -------------------------------------------- */

typedef struct _IOP_CLASS {
    UCHAR QueryLength, SetLength; /* the least; 0: no such operation */
    UCHAR Alignment;
    ACCESS_MASK QueryAccess, SetAccess; /* one of these rights; 0: any handle will do */
} IOP_CLASS;

const IOP_CLASS *IopFileClass(FILE_INFORMATION_CLASS Class);  /* NULL: none */
const IOP_CLASS *IopVolumeClass(FS_INFORMATION_CLASS Class); /* NULL: none */
NTSTATUS IopCheckClass(const IOP_CLASS *Class, ULONG Length, BOOLEAN Set);

/* --- the rest --------------------------------------------------------------------------------- */

VOID IopInitActivities(VOID);
VOID IopForgetActivity(PIOP_IRP Own);
VOID IopInitKeepAlive(VOID);
VOID IopReportKeepAlive(IOP_SAY *Report);
VOID IopInitTimers(VOID);
VOID IopDeleteTimer(PDEVICE_OBJECT Device);
VOID IopInitRemoveLocks(VOID);
VOID IopInitSessions(VOID);
BOOLEAN IopIsSystemStarted(VOID); /* reinit.c */
VOID IopInitWorkItems(VOID);
VOID IopReportWorkItems(VOID (*Report)(PCSTR Format, ...));
VOID IopInitInterrupts(VOID);
VOID IopReportInterrupts(VOID (*Report)(PCSTR Format, ...));
VOID IopInitShutdown(VOID);
VOID IopInitControllers(VOID);
VOID IopInitReports(VOID);
ULONG64 IopNextSerial(VOID); /* of devices and drivers */

#endif
