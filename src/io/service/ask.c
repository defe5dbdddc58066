/*
 * io/service/ask.c - services that a driver answers while the caller waits, on synchronous and
 * asynchronous files alike
 *
 *      IopBeginQuestion --> IopPrepareQuestion --> (parameters) --> IopSendQuestion
 *                                                                        |
 *                 the caller's buffer and status block <-- IopEndQuestion
 *
 * The data goes through a system buffer. The answer is copied if the status is no error,
 * Information bytes of it; then the status block is written. An error is in the return value only.
 */
#include "service.h"
#include "check/check.h"
#include "irp/buffer.h"
#include "irp/irp.h"

NTSTATUS
IopFetch(KPROCESSOR_MODE Mode, PVOID To, const VOID *From, SIZE_T Length)
{
    if (Mode != KernelMode) {
        return MmCopyFromUser(To, From, Length);
    }
    RtlCopyMemory(To, From, Length);
    return STATUS_SUCCESS;
}

NTSTATUS
IopStoreTo(KPROCESSOR_MODE Mode, PVOID To, const VOID *From, SIZE_T Length)
{
    if (Mode != KernelMode) {
        return MmCopyToUser(To, From, Length);
    }
    RtlCopyMemory(To, From, Length);
    return STATUS_SUCCESS;
}

NTSTATUS
IopBeginQuestion(PIOP_QUESTION Question, HANDLE Handle, ACCESS_MASK Access, PIO_STATUS_BLOCK Iosb,
                 ULONG Length)
{
    NTSTATUS Status;

    RtlZeroMemory(Question, sizeof(*Question));
    Status = IopBeginService(&Question->Service, Handle, Access, NULL, NULL, NULL, Iosb);
    if (Status != STATUS_SUCCESS || Length == 0) {
        return Status;
    }
    Question->Length = Length;
    Question->Buffer = IopAllocateSystemBuffer(Length);
    return Question->Buffer != NULL
               ? STATUS_SUCCESS
               : IopEndService(&Question->Service, STATUS_INSUFFICIENT_RESOURCES);
}

NTSTATUS
IopBeginClass(PIOP_QUESTION Question, const IOP_CLASS *Class, BOOLEAN Set, HANDLE Handle,
              PIO_STATUS_BLOCK Iosb, PVOID Buffer, ULONG Length)
{
    NTSTATUS Status = IopCheckClass(Class, Length, Set);

    if (NT_SUCCESS(Status)) {
        Status = ObProbe(ExGetPreviousMode(), Buffer, Length, Class->Alignment, !Set);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopBeginQuestion(Question, Handle, Set ? Class->SetAccess : Class->QueryAccess,
                                  Iosb, Length);
    }
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    if (!Set) {
        Question->UserBuffer = Buffer;
        return STATUS_SUCCESS;
    }
    Status = IopFetch(Question->Service.Mode, Question->Buffer, Buffer, Length);
    return NT_SUCCESS(Status) ? STATUS_SUCCESS : IopEndQuestion(Question, Status);
}

PIO_STACK_LOCATION
IopPrepareQuestion(PIOP_QUESTION Question, UCHAR MajorFunction)
{
    PIOP_SERVICE Service = &Question->Service;
    PIO_STACK_LOCATION Stack;
    PIRP Irp;

    Question->Own = IopBuildRequest(Service->Top, MajorFunction);
    if (Question->Own == NULL) {
        return NULL;
    }
    Irp = &Question->Own->Irp;
    Irp->RequestorMode = Service->Mode;
    Irp->Flags = IRP_SYNCHRONOUS_API | IRP_BUFFERED_IO | IRP_DEFER_IO_COMPLETION |
                 (Question->UserBuffer != NULL ? IRP_INPUT_OPERATION : 0);
    Irp->AssociatedIrp.SystemBuffer = Question->Buffer;
    Irp->UserBuffer = Question->UserBuffer;
    Irp->Tail.Overlay.OriginalFileObject = Service->File;
    Stack = IoGetNextIrpStackLocation(Irp);
    Stack->FileObject = Service->File;
    return Stack;
}

NTSTATUS
IopSendQuestion(PIOP_QUESTION Question)
{
    NTSTATUS Status = IopSendRequest(Question->Service.Top, Question->Own, &Question->Iosb);

    Question->Own = NULL;
    if (!NT_ERROR(Status) && Question->UserBuffer != NULL &&
        Question->Iosb.Information > Question->Length) {
        IopVerifierStop(0x312, Question->Service.Top, Question->Length);
    }
    return Status;
}

static NTSTATUS
IopAnswer(PIOP_QUESTION Question, NTSTATUS Status)
{
    KPROCESSOR_MODE Mode = Question->Service.Mode;
    NTSTATUS Stored = STATUS_SUCCESS;

    if (NT_ERROR(Status)) {
        return Status;
    }
    if (Question->UserBuffer != NULL) {
        Stored =
            IopStoreTo(Mode, Question->UserBuffer, Question->Buffer, Question->Iosb.Information);
    }
    if (NT_SUCCESS(Stored)) {
        Stored = IopStoreTo(Mode, Question->Service.Iosb, &Question->Iosb, sizeof(Question->Iosb));
    }
    return NT_SUCCESS(Stored) ? Status : Stored;
}

NTSTATUS
IopEndQuestion(PIOP_QUESTION Question, NTSTATUS Status)
{
    Status = IopAnswer(Question, Status);
    if (Question->Buffer != NULL) {
        ExFreeOwn(Question->Buffer);
    }
    return IopEndService(&Question->Service, Status);
}
