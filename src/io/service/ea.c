/*
 * io/service/ea.c - extended attributes: NtQueryEaFile, NtSetEaFile, and whether a list of them is
 * well formed
 */
#include "service.h"
#include "irp/buffer.h"

/* Room that an entry at Offset takes, without padding; 0: it does not fit. */
static ULONG
IopEaSize(const UCHAR *Buffer, ULONG Length, ULONG Offset)
{
    const FILE_FULL_EA_INFORMATION *Ea = (const FILE_FULL_EA_INFORMATION *)(Buffer + Offset);
    ULONG Size, Header = FIELD_OFFSET(FILE_FULL_EA_INFORMATION, EaName);

    if (Length - Offset < Header) {
        return 0;
    }
    Size = Header + Ea->EaNameLength + 1u + Ea->EaValueLength;
    return Size <= Length - Offset && Ea->EaName[Ea->EaNameLength] == 0 ? Size : 0;
}

/* An entry's successor begins on the next ULONG boundary after it, at least. */
static BOOLEAN
IopNextIsGood(ULONG Next, ULONG Size, ULONG Left)
{
    return Next % sizeof(ULONG) == 0 && Next >= ((Size + 3) & ~3u) && Next < Left;
}

NTSTATUS
IoCheckEaBufferValidity(PFILE_FULL_EA_INFORMATION EaBuffer, ULONG EaLength, PULONG ErrorOffset)
{
    const UCHAR *Buffer = (const UCHAR *)EaBuffer;
    ULONG Offset = 0, Next, Size;

    for (;;) {
        Size = Offset <= EaLength && (LONG)EaLength >= 0 ? IopEaSize(Buffer, EaLength, Offset) : 0;
        if (Size == 0) {
            break;
        }
        Next = ((const FILE_FULL_EA_INFORMATION *)(Buffer + Offset))->NextEntryOffset;
        if (Next == 0) {
            return STATUS_SUCCESS;
        }
        if (!IopNextIsGood(Next, Size, EaLength - Offset)) {
            break;
        }
        Offset += Next;
    }
    *ErrorOffset = Offset;
    return STATUS_EA_LIST_INCONSISTENT;
}

static NTSTATUS
IopCheckGetEas(PVOID List, ULONG Length, PULONG ErrorOffset)
{
    const UCHAR *Buffer = List;
    ULONG Offset = 0, Header = FIELD_OFFSET(FILE_GET_EA_INFORMATION, EaName);

    for (;;) {
        const FILE_GET_EA_INFORMATION *Ea = (const FILE_GET_EA_INFORMATION *)(Buffer + Offset);
        ULONG Left = Length - Offset, Size = Left >= Header ? Header + Ea->EaNameLength + 1u : 0;

        if (Size == 0 || Size > Left || Ea->EaName[Ea->EaNameLength] != 0) {
            break;
        }
        if (Ea->NextEntryOffset == 0) {
            return STATUS_SUCCESS;
        }
        if (!IopNextIsGood(Ea->NextEntryOffset, Size, Left)) {
            break;
        }
        Offset += Ea->NextEntryOffset;
    }
    *ErrorOffset = Offset;
    return STATUS_EA_LIST_INCONSISTENT;
}

/* --- query ------------------------------------------------------------------------------------ */

typedef struct _IOP_QUERY_EA {
    PVOID List; /* in system memory */
    ULONG ListLength, Index;
    BOOLEAN HasIndex, Single, Restart;
} IOP_QUERY_EA;

static NTSTATUS
IopCaptureEaList(KPROCESSOR_MODE Mode, IOP_QUERY_EA *Query, PVOID List, PIO_STATUS_BLOCK UserIosb)
{
    if (List == NULL || Query->ListLength == 0) {
        Query->ListLength = 0;
        return STATUS_SUCCESS;
    }
    Query->List = IopAllocateSystemBuffer(Query->ListLength);
    if (Query->List == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return IopCaptureList(Mode, Query->List, List, Query->ListLength, IopCheckGetEas, UserIosb);
}

static NTSTATUS
IopSendQueryEa(PIOP_QUESTION Question, const IOP_QUERY_EA *Query)
{
    PIO_STACK_LOCATION Stack = IopPrepareQuestion(Question, IRP_MJ_QUERY_EA);

    if (Stack == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Stack->Parameters.QueryEa.Length = Question->Length;
    Stack->Parameters.QueryEa.EaList = Query->List;
    Stack->Parameters.QueryEa.EaListLength = Query->ListLength;
    Stack->Parameters.QueryEa.EaIndex = Query->Index;
    Stack->Flags = (Query->Restart ? SL_RESTART_SCAN : 0) |
                   (Query->Single ? SL_RETURN_SINGLE_ENTRY : 0) |
                   (Query->HasIndex ? SL_INDEX_SPECIFIED : 0);
    return IopSendQuestion(Question);
}

NTSTATUS NTAPI
NtQueryEaFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length,
              BOOLEAN ReturnSingleEntry, PVOID EaList, ULONG EaListLength, PULONG EaIndex,
              BOOLEAN RestartScan)
{
    IOP_QUERY_EA Query = {.ListLength = EaListLength,
                          .HasIndex = EaIndex != NULL,
                          .Single = ReturnSingleEntry,
                          .Restart = RestartScan};
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    IOP_QUESTION Question;
    NTSTATUS Status = ObProbe(Mode, Buffer, Length, sizeof(ULONG), TRUE);

    if (NT_SUCCESS(Status) && EaIndex != NULL) {
        Status = IopFetch(Mode, &Query.Index, EaIndex, sizeof(*EaIndex));
    }
    if (NT_SUCCESS(Status)) {
        Status = IopBeginQuestion(&Question, FileHandle, FILE_READ_EA, IoStatusBlock, Length);
    }
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Question.UserBuffer = Buffer;
    Status = IopCaptureEaList(Mode, &Query, EaList, IoStatusBlock);
    if (NT_SUCCESS(Status)) {
        Status = IopSendQueryEa(&Question, &Query);
    }
    if (Query.List != NULL) {
        ExFreeOwn(Query.List);
    }
    return IopEndQuestion(&Question, Status);
}

/* --- set -------------------------------------------------------------------------------------- */

static NTSTATUS
IopCheckSetEas(PVOID List, ULONG Length, PULONG ErrorOffset)
{
    return Length != 0 ? IoCheckEaBufferValidity(List, Length, ErrorOffset) : STATUS_SUCCESS;
}

NTSTATUS NTAPI
NtSetEaFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length)
{
    return IopSetList(IRP_MJ_SET_EA, FileHandle, FILE_WRITE_EA, IoStatusBlock, Buffer, Length,
                      IopCheckSetEas);
}

ZW_CALL(ZwQueryEaFile, NtQueryEaFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length,
         BOOLEAN ReturnSingleEntry, PVOID EaList, ULONG EaListLength, PULONG EaIndex,
         BOOLEAN RestartScan),
        (FileHandle, IoStatusBlock, Buffer, Length, ReturnSingleEntry, EaList, EaListLength,
         EaIndex, RestartScan))
ZW_CALL(ZwSetEaFile, NtSetEaFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length),
        (FileHandle, IoStatusBlock, Buffer, Length))
