/*
 * io/irp/buffer.c - how the data of a request gets to the driver
 *
 *      buffered   a system buffer of the request's size; data for the driver is copied into it now,
 *                 data from the driver out of it when the packet is finished (finish.c, F1)
 *      direct     the caller's pages are locked, and described by an MDL
 *      neither    the caller's address, unchecked
 *
 * Which of them: for a device control the code says so, otherwise the flags of the top device.
 * A request of length zero has neither system buffer nor MDL.
 */
#include "buffer.h"
#include "check/check.h"
#include "service/service.h"

PVOID
IopAllocateSystemBuffer(SIZE_T Length)
{
    return ExAllocateOwn(Length, IOP_TAG_BUFFER);
}

/* One buffer for both directions, as buffered device controls have it. */
NTSTATUS
IopBufferBoth(PIOP_SERVICE Service, PVOID Input, ULONG InputLength, PVOID Output,
              ULONG OutputLength)
{
    PIRP Irp = &Service->Own->Irp;
    ULONG Length = InputLength > OutputLength ? InputLength : OutputLength;
    PUCHAR Buffer;

    Irp->UserBuffer = Output;
    Service->Own->OutputLength = OutputLength;
    if (Output != NULL || OutputLength != 0) {
        Irp->Flags |= IRP_INPUT_OPERATION;
    }
    Irp->Flags |= IRP_BUFFERED_IO;
    if (Length == 0) {
        return STATUS_SUCCESS;
    }
    Buffer = IopTakeSystemBuffer(Service->Own, Length);
    if (Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Irp->AssociatedIrp.SystemBuffer = Buffer;
    Irp->Flags |= IRP_DEALLOCATE_BUFFER;
    IopMarkUnwritten(Buffer, InputLength, Length);
    return InputLength != 0 ? IopFetch(Service->Mode, Buffer, Input, InputLength) : STATUS_SUCCESS;
}

NTSTATUS
IopBufferIn(PIOP_SERVICE Service, PVOID Buffer, ULONG Length)
{
    NTSTATUS Status = IopBufferBoth(Service, Buffer, Length, NULL, 0);

    Service->Own->Irp.UserBuffer = Buffer;
    return Status;
}

NTSTATUS
IopBufferOut(PIOP_SERVICE Service, PVOID Buffer, ULONG Length)
{
    NTSTATUS Status = ObProbe(Service->Mode, Buffer, Length, 1, TRUE);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopBufferBoth(Service, NULL, 0, Buffer, Length);
    Service->Own->Irp.Flags |= IRP_INPUT_OPERATION;
    return Status;
}

NTSTATUS
IopBufferDirect(PIOP_SERVICE Service, PVOID Buffer, ULONG Length, LOCK_OPERATION Operation)
{
    PIRP Irp = &Service->Own->Irp;
    PMDL Mdl;
    NTSTATUS Status;

    Irp->UserBuffer = Buffer;
    if (Length == 0) {
        return STATUS_SUCCESS;
    }
    Mdl = IoAllocateMdl(Buffer, Length, FALSE, TRUE, Irp);
    if (Mdl == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = MmLockPages(Mdl, Service->Mode, Operation);
    if (!NT_SUCCESS(Status)) {
        Irp->MdlAddress = NULL;
        IoFreeMdl(Mdl);
    }
    return Status;
}

NTSTATUS
IopBufferByDevice(PIOP_SERVICE Service, PVOID Buffer, ULONG Length, BOOLEAN In)
{
    ULONG Flags = Service->Top->Flags;

    if ((Flags & DO_BUFFERED_IO) != 0) {
        return In ? IopBufferIn(Service, Buffer, Length) : IopBufferOut(Service, Buffer, Length);
    }
    if ((Flags & DO_DIRECT_IO) != 0) {
        return IopBufferDirect(Service, Buffer, Length, In ? IoReadAccess : IoWriteAccess);
    }
    Service->Own->Irp.UserBuffer = Buffer;
    return STATUS_SUCCESS;
}
