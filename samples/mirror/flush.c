/*
 * samples/mirror/flush.c - flushing: both halves, by associated IRPs that end their master
 *
 *      master, IrpCount n --part done--> IrpCount n - 1 ... 0 --the I/O manager--> completed
 *
 * The simple use of associated IRPs. The I/O manager frees each part that is done, and completes
 * the master, with the status that stands in it by then, when the last one is. Before the first
 * part is sent, IrpCount must be right, and the status must be what it is if all goes well.
 */
#include "mirror.h"

static IO_COMPLETION_ROUTINE MirrorFlushDone;

/* One half that cannot keep what was written is one too many. Both may say so at the same time. */
static NTSTATUS NTAPI
MirrorFlushDone(PDEVICE_OBJECT DeviceObject, PIRP Part, PVOID Context)
{
    PIRP Master = Context;

    if (!NT_SUCCESS(Part->IoStatus.Status)) {
        InterlockedExchange((volatile LONG *)&Master->IoStatus.Status, Part->IoStatus.Status);
    }
    return STATUS_CONTINUE_COMPLETION;
}

/* Makes a part for each good half; their number, or 0 if there is not enough memory. */
static LONG
MirrorMakeFlushes(PMIRROR Mirror, PIRP Master, PIRP Part[2])
{
    LONG GivenUp = Mirror->GivenUp, Count = 0;
    ULONG Number;

    Part[0] = Part[1] = NULL;
    for (Number = 0; Number < 2; Number++) {
        if (GivenUp == MIRROR_BIT(Number)) {
            continue;
        }
        Part[Number] = MirrorMakePart(Mirror, Master, Number, MirrorFlushDone, Master);
        if (Part[Number] == NULL) {
            MirrorFreePart(Part[0]);
            return 0;
        }
        Count++;
    }
    return Count;
}

NTSTATUS
MirrorFlush(PDEVICE_OBJECT DeviceObject, PIRP Master)
{
    PMIRROR Mirror = DeviceObject->DeviceExtension;
    PIRP Part[2];
    LONG Count = MirrorMakeFlushes(Mirror, Master, Part);
    ULONG Number;

    if (Count == 0) {
        return MirrorComplete(Master, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    IoMarkIrpPending(Master);
    Master->IoStatus.Status = STATUS_SUCCESS;
    Master->IoStatus.Information = 0;
    Master->AssociatedIrp.IrpCount = Count;
    for (Number = 0; Number < 2; Number++) {
        if (Part[Number] != NULL) {
            IoCallDriver(Mirror->Half[Number].Device, Part[Number]);
        }
    }
    return STATUS_PENDING;
}
