/*
 * io/irp/build.c - IRPs that drivers build for the drivers below them
 *
 *      IoBuildAsynchronousFsdRequest   the driver's, as IoAllocateIrp's; buffers are its to release
 *      IoBuildSynchronousFsdRequest    threaded: on the thread's list, finished and freed by the
 *      IoBuildDeviceIoControlRequest   I/O manager, which sets event and status block (finish.c)
 *      IoMakeAssociatedIrp             counts in its master
 *
 * The buffer is passed as the target device wants it (its flags, or the code's method). Addresses
 * are the kernel's: nothing is probed.
 */
#include "buffer.h"
#include "irp.h"

#define IOP_TAG_SHARED 0x20206f49 /* of a buffer that the driver frees with ExFreePool */

/* --- buffers ---------------------------------------------------------------------------------- */

/* A system buffer of the driver's pool, if the driver is to free it. */
static PVOID
IopBuildBuffer(PIOP_IRP Own, ULONG Length)
{
    PVOID Buffer;

    if (Own->Kind == IopAsyncIrp) {
        Buffer = ExAllocatePoolWithTag(NonPagedPool, Length, IOP_TAG_SHARED);
    } else {
        Buffer = IopTakeSystemBuffer(Own, Length);
    }
    if (Buffer != NULL) {
        Own->Irp.AssociatedIrp.SystemBuffer = Buffer;
        Own->Irp.Flags |= IRP_DEALLOCATE_BUFFER;
    }
    Own->Irp.Flags |= IRP_BUFFERED_IO;
    return Buffer;
}

static BOOLEAN
IopBuildMdl(PIOP_IRP Own, PVOID Buffer, ULONG Length, LOCK_OPERATION Operation)
{
    PMDL Mdl = IoAllocateMdl(Buffer, Length, FALSE, FALSE, &Own->Irp);

    if (Mdl == NULL) {
        return FALSE;
    }
    if (!NT_SUCCESS(MmLockPages(Mdl, KernelMode, Operation))) {
        Own->Irp.MdlAddress = NULL;
        IoFreeMdl(Mdl);
        return FALSE;
    }
    return TRUE;
}

static BOOLEAN
IopBuildTransfer(PIOP_IRP Own, PDEVICE_OBJECT Device, PVOID Buffer, ULONG Length, BOOLEAN Write)
{
    Own->OutputLength = Write ? 0 : Length;
    if (Length == 0) {
        return TRUE;
    }
    if ((Device->Flags & DO_DIRECT_IO) != 0) {
        return IopBuildMdl(Own, Buffer, Length, Write ? IoReadAccess : IoWriteAccess);
    }
    Own->Irp.UserBuffer = Buffer;
    if ((Device->Flags & DO_BUFFERED_IO) == 0) {
        return TRUE;
    }
    if (IopBuildBuffer(Own, Length) == NULL) {
        return FALSE;
    }
    if (Write) {
        RtlCopyMemory(Own->Irp.AssociatedIrp.SystemBuffer, Buffer, Length);
    } else {
        Own->Irp.Flags |= IRP_INPUT_OPERATION;
    }
    return TRUE;
}

static PIRP
IopBuilt(PIOP_IRP Own, BOOLEAN Complete)
{
    if (!Complete) {
        if ((Own->Irp.Flags & IRP_DEALLOCATE_BUFFER) != 0 && Own->Kind == IopAsyncIrp) {
            ExFreePool(Own->Irp.AssociatedIrp.SystemBuffer);
            Own->Irp.Flags &= ~(ULONG)IRP_DEALLOCATE_BUFFER;
        }
        IopReleaseBuffers(Own);
        IopFreeOwnIrp(Own, NULL);
        return NULL;
    }
    return &Own->Irp;
}

/* --- reads and writes ------------------------------------------------------------------------- */

static PIOP_IRP
IopBuildFsd(ULONG MajorFunction, PDEVICE_OBJECT Device, ULONG Length,
            PLARGE_INTEGER StartingOffset, PIO_STATUS_BLOCK Iosb, IOP_IRP_KIND Kind, PVOID Caller)
{
    PIOP_IRP Own = IopAllocateIrp(Device->StackSize, Kind, Caller);
    PIO_STACK_LOCATION Stack;

    if (Own == NULL) {
        return NULL;
    }
    Own->Irp.Tail.Overlay.Thread = PsCurrentThread();
    Own->Irp.UserIosb = Iosb;
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->MajorFunction = (UCHAR)MajorFunction;
    if (MajorFunction == IRP_MJ_READ || MajorFunction == IRP_MJ_WRITE) {
        Own->Irp.Flags |= MajorFunction == IRP_MJ_WRITE ? IRP_WRITE_OPERATION : IRP_READ_OPERATION;
        Stack->Parameters.Read.Length = Length; // Write has the same layout
        if (StartingOffset != NULL) {
            Stack->Parameters.Read.ByteOffset = *StartingOffset;
        }
    }
    return Own;
}

static PIRP
IopBuildFsdRequest(ULONG MajorFunction, PDEVICE_OBJECT Device, PVOID Buffer, ULONG Length,
                   PLARGE_INTEGER StartingOffset, PIO_STATUS_BLOCK Iosb, IOP_IRP_KIND Kind,
                   PVOID Caller)
{
    PIOP_IRP Own =
        IopBuildFsd(MajorFunction, Device, Length, StartingOffset, Iosb, Kind, Caller);

    if (Own == NULL) {
        return NULL;
    }
    if (MajorFunction != IRP_MJ_READ && MajorFunction != IRP_MJ_WRITE) {
        return IopBuilt(Own, TRUE);
    }
    return IopBuilt(Own,
                    IopBuildTransfer(Own, Device, Buffer, Length, MajorFunction == IRP_MJ_WRITE));
}

PIRP
IoBuildAsynchronousFsdRequest(ULONG MajorFunction, PDEVICE_OBJECT DeviceObject, PVOID Buffer,
                              ULONG Length, PLARGE_INTEGER StartingOffset,
                              PIO_STATUS_BLOCK IoStatusBlock)
{
    return IopBuildFsdRequest(MajorFunction, DeviceObject, Buffer, Length, StartingOffset,
                              IoStatusBlock, IopAsyncIrp, IOP_CALLER());
}

PIRP
IoBuildSynchronousFsdRequest(ULONG MajorFunction, PDEVICE_OBJECT DeviceObject, PVOID Buffer,
                             ULONG Length, PLARGE_INTEGER StartingOffset, PKEVENT Event,
                             PIO_STATUS_BLOCK IoStatusBlock)
{
    PIRP Irp = IopBuildFsdRequest(MajorFunction, DeviceObject, Buffer, Length, StartingOffset,
                                  IoStatusBlock, IopThreadedIrp, IOP_CALLER());

    if (Irp != NULL) {
        Irp->UserEvent = Event;
        IopQueueThreadIrp(IopOwn(Irp));
    }
    return Irp;
}

/* --- device controls -------------------------------------------------------------------------- */

typedef struct _IOP_CONTROL_BUFFERS {
    PVOID Input, Output;
    ULONG InputLength, OutputLength;
} IOP_CONTROL_BUFFERS;

static BOOLEAN
IopBuildBuffered(PIOP_IRP Own, const IOP_CONTROL_BUFFERS *Buffers)
{
    ULONG Length = Buffers->InputLength > Buffers->OutputLength ? Buffers->InputLength
                                                                 : Buffers->OutputLength;

    Own->Irp.UserBuffer = Buffers->Output;
    Own->OutputLength = Buffers->OutputLength;
    Own->Irp.Flags |= IRP_BUFFERED_IO | (Buffers->Output != NULL ? IRP_INPUT_OPERATION : 0);
    if (Length == 0) {
        return TRUE;
    }
    if (IopBuildBuffer(Own, Length) == NULL) {
        return FALSE;
    }
    if (Buffers->Input != NULL) {
        RtlCopyMemory(Own->Irp.AssociatedIrp.SystemBuffer, Buffers->Input, Buffers->InputLength);
    }
    return TRUE;
}

static BOOLEAN
IopBuildDirect(PIOP_IRP Own, const IOP_CONTROL_BUFFERS *Buffers, LOCK_OPERATION Operation)
{
    if (Buffers->Input != NULL && Buffers->InputLength != 0) {
        if (IopBuildBuffer(Own, Buffers->InputLength) == NULL) {
            return FALSE;
        }
        RtlCopyMemory(Own->Irp.AssociatedIrp.SystemBuffer, Buffers->Input, Buffers->InputLength);
    }
    Own->Irp.UserBuffer = Buffers->Output;
    return Buffers->Output == NULL || Buffers->OutputLength == 0 ||
           IopBuildMdl(Own, Buffers->Output, Buffers->OutputLength, Operation);
}

static BOOLEAN
IopBuildControl(PIOP_IRP Own, PIO_STACK_LOCATION Stack, ULONG Code,
                const IOP_CONTROL_BUFFERS *Buffers)
{
    switch (Code & 3) {
    case METHOD_BUFFERED:
        return IopBuildBuffered(Own, Buffers);
    case METHOD_IN_DIRECT:
        return IopBuildDirect(Own, Buffers, IoReadAccess);
    case METHOD_OUT_DIRECT:
        return IopBuildDirect(Own, Buffers, IoWriteAccess);
    default:
        Own->Irp.UserBuffer = Buffers->Output;
        Stack->Parameters.DeviceIoControl.Type3InputBuffer = Buffers->Input;
        return TRUE;
    }
}

PIRP
IoBuildDeviceIoControlRequest(ULONG IoControlCode, PDEVICE_OBJECT DeviceObject, PVOID InputBuffer,
                              ULONG InputBufferLength, PVOID OutputBuffer,
                              ULONG OutputBufferLength, BOOLEAN InternalDeviceIoControl,
                              PKEVENT Event, PIO_STATUS_BLOCK IoStatusBlock)
{
    IOP_CONTROL_BUFFERS Buffers = {InputBuffer, OutputBuffer, InputBufferLength,
                                   OutputBufferLength};
    PIOP_IRP Own = IopAllocateIrp(DeviceObject->StackSize, IopThreadedIrp, IOP_CALLER());
    PIO_STACK_LOCATION Stack;
    PIRP Irp;

    if (Own == NULL) {
        return NULL;
    }
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->MajorFunction =
        InternalDeviceIoControl ? IRP_MJ_INTERNAL_DEVICE_CONTROL : IRP_MJ_DEVICE_CONTROL;
    Stack->Parameters.DeviceIoControl.IoControlCode = IoControlCode;
    Stack->Parameters.DeviceIoControl.InputBufferLength = InputBufferLength;
    Stack->Parameters.DeviceIoControl.OutputBufferLength = OutputBufferLength;
    Own->Irp.UserIosb = IoStatusBlock;
    Own->Irp.UserEvent = Event;
    Irp = IopBuilt(Own, IopBuildControl(Own, Stack, IoControlCode, &Buffers));
    if (Irp != NULL) {
        IopQueueThreadIrp(Own);
    }
    return Irp;
}

/* --- associated packets ----------------------------------------------------------------------- */

PIRP
IoMakeAssociatedIrp(PIRP Irp, CCHAR StackSize)
{
    PIOP_IRP Own = IopAllocateIrp(StackSize, IopAssociatedIrp, IOP_CALLER());

    if (Own == NULL) {
        return NULL;
    }
    Own->Irp.Flags |= IRP_ASSOCIATED_IRP;
    Own->Irp.Tail.Overlay.Thread = Irp->Tail.Overlay.Thread;
    Own->Irp.AssociatedIrp.MasterIrp = Irp;
    return &Own->Irp;
}

/* The worse of two statuses stays; a request to verify the volume always wins. */
VOID
IoSetMasterIrpStatus(PIRP MasterIrp, NTSTATUS Status)
{
    NTSTATUS Master = MasterIrp->IoStatus.Status;

    if (Status == STATUS_FT_READ_FROM_COPY) {
        return;
    }
    if (Status == STATUS_VERIFY_REQUIRED || (NT_SUCCESS(Master) && !NT_SUCCESS(Status)) ||
        (!NT_SUCCESS(Master) && !NT_SUCCESS(Status) && (ULONG)Status >> 30 > (ULONG)Master >> 30)) {
        MasterIrp->IoStatus.Status = Status;
    }
}
