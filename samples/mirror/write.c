/*
 * samples/mirror/write.c - writing: both halves, by associated IRPs that can be cancelled
 *
 *      master --MirrorMakePart, for each good half--> parts, sent down
 *      part --done--> kept (STATUS_MORE_PROCESSING_REQUIRED)
 *      all parts done, and nobody cancels --> the parts are freed, the master is completed
 *
 * W1. Parts are kept until the end, so that the cancel routine may cancel them at any moment: to
 *     cancel one that is done does nothing. For this the driver gives up that the I/O manager
 *     completes the master with its last part (flush.c has that), and does it itself.
 * W2. There are two references: the parts' together, and the cancel routine's. The latter is given
 *     back by the cancel routine once it has run; else by him who took it away from the master.
 * W3. What the master ends with is decided when the last reference goes. Nobody touches the master
 *     after that.
 */
#include "mirror.h"

static IO_COMPLETION_ROUTINE MirrorPartDone;
static DRIVER_CANCEL MirrorCancel;

typedef struct _MIRROR_WRITE {
    PMIRROR Mirror;
    PIRP Master;
    PIRP Part[2]; /* NULL: the half had been given up before */
    LONG PartsLeft;
    LONG References;
} MIRROR_WRITE, *PMIRROR_WRITE;

/* --- the end ---------------------------------------------------------------------------------- */

static BOOLEAN
MirrorIsWritten(PMIRROR_WRITE Write, ULONG Number)
{
    return Write->Part[Number] != NULL && NT_SUCCESS(Write->Part[Number]->IoStatus.Status);
}

/* One half has it and the other has not: that one is given up, unless it is the last. Another write
   may have given up the first one meanwhile. Then this one is where it does not count. */
static NTSTATUS
MirrorOneHalf(PMIRROR_WRITE Write, ULONG Good)
{
    PMIRROR Mirror = Write->Mirror;
    ULONG Bad = 1 - Good;

    InterlockedCompareExchange(&Mirror->GivenUp, MIRROR_BIT(Bad), 0);
    if (Mirror->GivenUp == MIRROR_BIT(Bad)) {
        return STATUS_FT_WRITE_RECOVERY;
    }
    return Write->Part[Bad] != NULL ? Write->Part[Bad]->IoStatus.Status : STATUS_IO_DEVICE_ERROR;
}

/* Neither half has it: what the half says that counts. */
static NTSTATUS
MirrorNoHalf(PMIRROR_WRITE Write)
{
    ULONG First = MirrorFirstHalf(Write->Mirror);

    return Write->Part[First] != NULL ? Write->Part[First]->IoStatus.Status
                                      : Write->Part[1 - First]->IoStatus.Status;
}

static VOID
MirrorSetMasterStatus(PMIRROR_WRITE Write)
{
    BOOLEAN First = MirrorIsWritten(Write, 0), Second = MirrorIsWritten(Write, 1);
    IO_STATUS_BLOCK *Iosb = &Write->Master->IoStatus;

    if (First && Second) {
        Iosb->Status = STATUS_SUCCESS;
    } else if (First || Second) {
        Iosb->Status = MirrorOneHalf(Write, First ? 0 : 1);
    } else {
        Iosb->Status = MirrorNoHalf(Write);
    }
    Iosb->Information =
        NT_SUCCESS(Iosb->Status) ? Write->Part[First ? 0 : 1]->IoStatus.Information : 0;
}

static VOID
MirrorEndWrite(PMIRROR_WRITE Write)
{
    PIRP Master = Write->Master;

    MirrorSetMasterStatus(Write);
    MirrorFreePart(Write->Part[0]);
    MirrorFreePart(Write->Part[1]);
    ExFreePoolWithTag(Write, MIRROR_TAG);
    IoCompleteRequest(Master, IO_DISK_INCREMENT);
}

static VOID
MirrorRelease(PMIRROR_WRITE Write)
{
    if (InterlockedDecrement(&Write->References) == 0) {
        MirrorEndWrite(Write);
    }
}

static NTSTATUS NTAPI
MirrorPartDone(PDEVICE_OBJECT DeviceObject, PIRP Part, PVOID Context)
{
    PMIRROR_WRITE Write = Context;

    if (InterlockedDecrement(&Write->PartsLeft) == 0) {
        if (IoSetCancelRoutine(Write->Master, NULL) != NULL) {
            MirrorRelease(Write); /* never the last one: the parts' is left */
        }
        MirrorRelease(Write);
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static VOID NTAPI
MirrorCancel(PDEVICE_OBJECT DeviceObject, PIRP Master)
{
    PMIRROR_WRITE Write = Master->Tail.Overlay.DriverContext[0];
    ULONG Number;

    IoReleaseCancelSpinLock(Master->CancelIrql);
    for (Number = 0; Number < 2; Number++) {
        if (Write->Part[Number] != NULL) {
            IoCancelIrp(Write->Part[Number]);
        }
    }
    MirrorRelease(Write);
}

/* --- the beginning ---------------------------------------------------------------------------- */

static PMIRROR_WRITE
MirrorMakeWrite(PMIRROR Mirror, PIRP Master)
{
    PMIRROR_WRITE Write = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof *Write, MIRROR_TAG);
    LONG GivenUp = Mirror->GivenUp, Number;

    if (Write == NULL) {
        return NULL;
    }
    RtlZeroMemory(Write, sizeof *Write);
    Write->Mirror = Mirror;
    Write->Master = Master;
    Write->References = 2;
    for (Number = 0; Number < 2; Number++) {
        if (GivenUp == MIRROR_BIT(Number)) {
            continue;
        }
        Write->Part[Number] = MirrorMakePart(Mirror, Master, (ULONG)Number, MirrorPartDone, Write);
        if (Write->Part[Number] == NULL) {
            MirrorFreePart(Write->Part[0]);
            ExFreePoolWithTag(Write, MIRROR_TAG);
            return NULL;
        }
        Write->PartsLeft++;
    }
    Master->Tail.Overlay.DriverContext[0] = Write;
    return Write;
}

/* With the last part that is sent, Write may be gone. */
static VOID
MirrorSendParts(PMIRROR_WRITE Write)
{
    PIRP Part[2] = {Write->Part[0], Write->Part[1]};
    PMIRROR Mirror = Write->Mirror;
    ULONG Number;

    for (Number = 0; Number < 2; Number++) {
        if (Part[Number] != NULL) {
            IoCallDriver(Mirror->Half[Number].Device, Part[Number]);
        }
    }
}

/* Nothing has been sent. */
static VOID
MirrorAbandonWrite(PMIRROR_WRITE Write)
{
    MirrorFreePart(Write->Part[0]);
    MirrorFreePart(Write->Part[1]);
    MirrorComplete(Write->Master, STATUS_CANCELLED, 0);
    ExFreePoolWithTag(Write, MIRROR_TAG);
}

/* If the master is cancelled when it has just got its cancel routine, the parts are cancelled
   before they are sent: whoever gets them sees that. */
NTSTATUS
MirrorWrite(PDEVICE_OBJECT DeviceObject, PIRP Master)
{
    PMIRROR_WRITE Write = MirrorMakeWrite(DeviceObject->DeviceExtension, Master);

    if (Write == NULL) {
        return MirrorComplete(Master, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    IoMarkIrpPending(Master);
    IoSetCancelRoutine(Master, MirrorCancel);
    if (Master->Cancel && IoSetCancelRoutine(Master, NULL) != NULL) {
        MirrorAbandonWrite(Write);
    } else {
        MirrorSendParts(Write);
    }
    return STATUS_PENDING;
}
