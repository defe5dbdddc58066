/*
 * io/service/list.c - lists of entries that a caller gives: extended attributes, quotas, SIDs
 *
 * They are checked in system memory, where the caller cannot change them any more. What is wrong
 * with one is told at once, by the offset of the entry in the status block's Information.
 */
#include "service.h"

NTSTATUS
IopCaptureList(KPROCESSOR_MODE Mode, PVOID To, const VOID *List, ULONG Length,
               IOP_CHECK_LIST *Check, PIO_STATUS_BLOCK UserIosb)
{
    ULONG Offset = 0;
    NTSTATUS Status = IopFetch(Mode, To, List, Length);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = Check(To, Length, &Offset);
    if (!NT_SUCCESS(Status)) {
        IO_STATUS_BLOCK Iosb = {.Status = Status, .Information = Offset};

        IopStoreTo(Mode, UserIosb, &Iosb, sizeof(Iosb));
    }
    return Status;
}

static NTSTATUS
IopSendSetList(PIOP_QUESTION Question, UCHAR MajorFunction)
{
    PIO_STACK_LOCATION Stack = IopPrepareQuestion(Question, MajorFunction);

    if (Stack == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Stack->Parameters.SetEa.Length = Question->Length; // SetQuota has the same layout
    return IopSendQuestion(Question);
}

NTSTATUS
IopSetList(UCHAR MajorFunction, HANDLE Handle, ACCESS_MASK Access, PIO_STATUS_BLOCK Iosb,
           PVOID Buffer, ULONG Length, IOP_CHECK_LIST *Check)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    IOP_QUESTION Question;
    NTSTATUS Status = ObProbe(Mode, Buffer, Length, sizeof(ULONG), FALSE);

    if (NT_SUCCESS(Status)) {
        Status = IopBeginQuestion(&Question, Handle, Access, Iosb, Length);
    }
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Status = IopCaptureList(Mode, Question.Buffer, Buffer, Length, Check, Iosb);
    if (NT_SUCCESS(Status)) {
        Status = IopSendSetList(&Question, MajorFunction);
    }
    return IopEndQuestion(&Question, Status);
}
