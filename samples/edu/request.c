/*
 * samples/edu/request.c - what programs ask for: checked, done by the card, answered
 */
#include "edu.h"

/* --- what the card does ----------------------------------------------------------------------- */

static VOID
EduProgramTransfer(PEDU_DEVICE Device, PIRP Irp, PIO_STACK_LOCATION Stack)
{
    BOOLEAN Reading = Stack->MajorFunction == IRP_MJ_READ;
    ULONG Card = EDU_BUFFER + Stack->Parameters.Read.ByteOffset.LowPart;
    ULONG Length = Stack->Parameters.Read.Length;

    if (!Reading) {
        RtlCopyMemory(Device->Common, Irp->AssociatedIrp.SystemBuffer, Length);
    }
    EduWrite(Device, EDU_DMA_SOURCE, Reading ? Card : Device->CommonAddress.LowPart);
    EduWrite(Device, EDU_DMA_DESTINATION, Reading ? Device->CommonAddress.LowPart : Card);
    EduWrite(Device, EDU_DMA_COUNT, Length);
    EduWrite(Device, EDU_DMA_COMMAND,
             EDU_DMA_START | EDU_DMA_INTERRUPT | (Reading ? EDU_DMA_TO_MEMORY : 0));
}

VOID
EduProgram(PEDU_DEVICE Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if (Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL) {
        EduWrite(Device, EDU_STATUS, EDU_STATUS_INTERRUPT);
        EduWrite(Device, EDU_FACTORIAL, *(PULONG)Irp->AssociatedIrp.SystemBuffer);
    } else {
        EduProgramTransfer(Device, Irp, Stack);
    }
}

ULONG
EduTakeResult(PEDU_DEVICE Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if (Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL) {
        *(PULONG)Irp->AssociatedIrp.SystemBuffer = EduRead(Device, EDU_FACTORIAL);
        return sizeof(ULONG);
    }
    if (Stack->MajorFunction == IRP_MJ_READ) {
        RtlCopyMemory(Irp->AssociatedIrp.SystemBuffer, Device->Common,
                      Stack->Parameters.Read.Length);
    }
    return Stack->Parameters.Read.Length;
}

/* --- what is answered at once ----------------------------------------------------------------- */

static NTSTATUS
EduInvert(PEDU_DEVICE Device, PULONG Value)
{
    NTSTATUS Status = STATUS_DEVICE_NOT_READY;
    KIRQL Irql;

    KeAcquireSpinLock(&Device->Lock, &Irql);
    if (Device->State == EduStarted) {
        EduWrite(Device, EDU_LIVENESS, *Value);
        *Value = EduRead(Device, EDU_LIVENESS);
        Status = STATUS_SUCCESS;
    }
    KeReleaseSpinLock(&Device->Lock, Irql);
    return Status;
}

static NTSTATUS
EduInformation(PEDU_DEVICE Device, EDU_INFORMATION *Information)
{
    NTSTATUS Status = STATUS_DEVICE_NOT_READY;
    KIRQL Irql;

    KeAcquireSpinLock(&Device->Lock, &Irql);
    if (Device->State == EduStarted) {
        Information->Identification = EduRead(Device, EDU_IDENTIFICATION);
        Information->Messages = Device->InterruptVersion == CONNECT_MESSAGE_BASED;
        Information->Interrupts = (ULONG)Device->Interrupts;
        Information->ForeignInterrupts = (ULONG)Device->ForeignInterrupts;
        Information->TimeOuts = (ULONG)Device->TimeOuts;
        Status = STATUS_SUCCESS;
    }
    KeReleaseSpinLock(&Device->Lock, Irql);
    return Status;
}

static NTSTATUS
EduSetTimeOut(PEDU_DEVICE Device, ULONG Milliseconds)
{
    if (Milliseconds == 0 || Milliseconds > 3600000) {
        return STATUS_INVALID_PARAMETER;
    }
    InterlockedExchange(&Device->TimeOutMs, (LONG)Milliseconds);
    return STATUS_SUCCESS;
}

/* --- device control --------------------------------------------------------------------------- */

typedef struct _EDU_SIZES {
    ULONG Code, Input, Output;
} EDU_SIZES;

static const EDU_SIZES EduSizes[] = {
    {IOCTL_EDU_FACTORIAL, sizeof(ULONG), sizeof(ULONG)},
    {IOCTL_EDU_INVERT, sizeof(ULONG), sizeof(ULONG)},
    {IOCTL_EDU_INFORMATION, 0, sizeof(EDU_INFORMATION)},
    {IOCTL_EDU_SET_TIMEOUT, sizeof(ULONG), 0},
};

static NTSTATUS
EduCheckSizes(PIO_STACK_LOCATION Stack, ULONG *Output)
{
    ULONG i;

    for (i = 0; i < sizeof EduSizes / sizeof EduSizes[0]; i++) {
        if (EduSizes[i].Code == Stack->Parameters.DeviceIoControl.IoControlCode) {
            *Output = EduSizes[i].Output;
            return Stack->Parameters.DeviceIoControl.InputBufferLength < EduSizes[i].Input ||
                           Stack->Parameters.DeviceIoControl.OutputBufferLength < EduSizes[i].Output
                       ? STATUS_BUFFER_TOO_SMALL
                       : STATUS_SUCCESS;
        }
    }
    return STATUS_INVALID_DEVICE_REQUEST;
}

static NTSTATUS
EduAnswer(PEDU_DEVICE Device, ULONG Code, PVOID Buffer)
{
    switch (Code) {
    case IOCTL_EDU_INVERT:
        return EduInvert(Device, Buffer);
    case IOCTL_EDU_INFORMATION:
        return EduInformation(Device, Buffer);
    default:
        return EduSetTimeOut(Device, *(PULONG)Buffer);
    }
}

NTSTATUS
EduDeviceControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEDU_DEVICE Device = DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG Code = Stack->Parameters.DeviceIoControl.IoControlCode, Output = 0;
    NTSTATUS Status = IoAcquireRemoveLock(&Device->RemoveLock, Irp);

    if (!NT_SUCCESS(Status)) {
        return EduComplete(Irp, Status, 0);
    }
    Status = EduCheckSizes(Stack, &Output);
    if (NT_SUCCESS(Status) && Code == IOCTL_EDU_FACTORIAL) {
        return EduQueueRequest(Device, Irp);
    }
    if (NT_SUCCESS(Status)) {
        Status = EduAnswer(Device, Code, Irp->AssociatedIrp.SystemBuffer);
    }
    return EduFinish(Device, Irp, Status, NT_SUCCESS(Status) ? Output : 0);
}

/* --- reading and writing ---------------------------------------------------------------------- */

static BOOLEAN
EduFits(PIO_STACK_LOCATION Stack)
{
    LONGLONG Offset = Stack->Parameters.Read.ByteOffset.QuadPart;

    return Offset >= 0 && Offset <= EDU_BUFFER_SIZE &&
           Stack->Parameters.Read.Length <= EDU_BUFFER_SIZE - (ULONG)Offset;
}

NTSTATUS
EduReadWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEDU_DEVICE Device = DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = IoAcquireRemoveLock(&Device->RemoveLock, Irp);

    if (!NT_SUCCESS(Status)) {
        return EduComplete(Irp, Status, 0);
    }
    if (!EduFits(Stack)) {
        return EduFinish(Device, Irp, STATUS_INVALID_PARAMETER, 0);
    }
    if (Stack->Parameters.Read.Length == 0) {
        return EduFinish(Device, Irp, STATUS_SUCCESS, 0);
    }
    return EduQueueRequest(Device, Irp);
}

/* The last handle of a file is closed: nobody waits any more for what it has in the queue. */
NTSTATUS
EduCleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    EduFlushQueue(DeviceObject->DeviceExtension, IoGetCurrentIrpStackLocation(Irp)->FileObject,
                  STATUS_CANCELLED);
    return EduComplete(Irp, STATUS_SUCCESS, 0);
}
