/*
 * src/io/irp/irp.h - the packet: what stands around it, and its way from the first call to its end
 */
#ifndef IOP_IRP_H
#define IOP_IRP_H

#include "iop.h"

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
    ULONG Index;    /* of the stack location */
    BOOLEAN Left;   /* completion passed the location */
    BOOLEAN Marked; /* it was marked pending then */
    /* The driver's completion routine was told of a pending driver below. */
    BOOLEAN LowerPending;
    BOOLEAN Watched; /* it is in an IOP_WATCHED_CALL */
    NTSTATUS Status; /* of the IRP then */
} IOP_CALL, *PIOP_CALL;

/* In a search, of a driver that calls IoCallDriver: forcepending.c. */
typedef struct _IOP_WATCHED_CALL {
    IOP_CALL Call;
    PKTHREAD Caller;
    BOOLEAN InDpc;
    BOOLEAN Forced; /* the caller gets STATUS_PENDING */
} IOP_WATCHED_CALL, *PIOP_WATCHED_CALL;

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
PIOP_IRP IopNextPacket(PIOP_IRP Own); /* NULL: the first; free ones too */
PIOP_IRP IopNextLiveIrp(PIOP_IRP Own);
PIOP_IRP IopPacketAround(const VOID *Address); /* NULL: no packet is there */
BOOLEAN IopIsLiveIrp(const VOID *Address);
VOID IopReportDamagedPackets(VOID (*Report)(PCSTR Format, ...));

/* --- call.c ----------------------------------------------------------------------------------- */

/* The dispatch routine is over, without having returned. */
VOID IopAbandonCalls(ULONG_PTR Low, ULONG_PTR High);

/* --- forcepending.c, cancelfault.c: what goes wrong in a schedule of a search ----------------- */

VOID IopWatchCall(PIOP_WATCHED_CALL Call, const VOID *Code); /* Code calls IoCallDriver */
/* The packet is about to leave its current location. TRUE: it does so later, by itself. */
BOOLEAN IopHoldCompletion(PIOP_IRP Own, CCHAR PriorityBoost);
VOID IopWalkUp(PIRP Irp, PIOP_IRP Own, CCHAR PriorityBoost); /* complete.c: the rest of it */
VOID IopMayBeCancelled(PIOP_IRP Own);                        /* it is about to be sent */

/* --- finish.c: the end of an IRP -------------------------------------------------------------- */

VOID IopCompleteOwnIrp(PIOP_IRP Own, CCHAR PriorityBoost);
VOID IopFinishIrp(PIOP_IRP Own, CCHAR PriorityBoost);
VOID IopReleaseBuffers(PIOP_IRP Own);
/* Parts of it: output, status block, event and file object. */
VOID IopCopyOut(PIOP_IRP Own);
VOID IopStoreStatusBlock(PIOP_IRP Own);
VOID IopSignal(PIOP_IRP Own, PFILE_OBJECT File, BOOLEAN Synchronous, CCHAR PriorityBoost);
VOID IopDereference(PVOID EventObject, PFILE_OBJECT File); /* each may be NULL */

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

/* --- request.c: IRPs that the kernel sends and waits for -------------------------------------- */

/* The IRP has room for Top's stack; the caller fills the next location. NULL: no memory. */
PIOP_IRP IopBuildRequest(PDEVICE_OBJECT Top, UCHAR MajorFunction);
/* Sends it and waits: what a driver left in the packet can be looked at before it is freed. */
VOID IopRunRequest(PDEVICE_OBJECT Top, PIOP_IRP Own, PIO_STATUS_BLOCK Iosb);
VOID IopFreeRequest(PIOP_IRP Own);
/* Sends it, waits, frees it. */
NTSTATUS IopSendRequest(PDEVICE_OBJECT Top, PIOP_IRP Own, PIO_STATUS_BLOCK Iosb);

/* What a packet of IoBuildSynchronousFsdRequest or IoBuildDeviceIoControlRequest ends with. */
typedef struct _IOP_AWAITED {
    KEVENT Done;
    IO_STATUS_BLOCK Iosb;
} IOP_AWAITED, *PIOP_AWAITED;
NTSTATUS IopSendAndWait(PDEVICE_OBJECT Device, PIRP Irp, PIOP_AWAITED Awaited); /* Irp NULL: none */
/* A control request without input. */
NTSTATUS IopAskDevice(PDEVICE_OBJECT Device, ULONG Code, PVOID Answer, ULONG Length);

#endif
