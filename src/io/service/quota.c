/*
 * io/service/quota.c - disk quotas: NtQueryQuotaInformationFile, NtSetQuotaInformationFile, and
 * whether a list of entries is well formed
 */
#include "service.h"
#include "irp/buffer.h"

/* Both kinds of entries begin with NextEntryOffset and SidLength; the SID is at SidOffset. */
static NTSTATUS
IopCheckSidList(const UCHAR *Buffer, ULONG Length, ULONG SidOffset, PULONG ErrorOffset)
{
    ULONG Offset = 0, Least = SidOffset + FIELD_OFFSET(SID, SubAuthority);

    while ((LONG)Length >= 0 && Length - Offset >= Least) {
        const FILE_GET_QUOTA_INFORMATION *Entry =
            (const FILE_GET_QUOTA_INFORMATION *)(Buffer + Offset);
        PSID Sid = (PSID)(Buffer + Offset + SidOffset);
        ULONG Left = Length - Offset, Size = SidOffset + Entry->SidLength;

        if (Entry->SidLength > Left - SidOffset || !RtlValidSid(Sid) ||
            RtlLengthSid(Sid) != Entry->SidLength) {
            break;
        }
        if (Entry->NextEntryOffset == 0) {
            return STATUS_SUCCESS;
        }
        if (Entry->NextEntryOffset % sizeof(ULONG) != 0 ||
            Entry->NextEntryOffset < ((Size + 3) & ~3u) || Entry->NextEntryOffset >= Left) {
            break;
        }
        Offset += Entry->NextEntryOffset;
    }
    *ErrorOffset = Offset;
    return STATUS_QUOTA_LIST_INCONSISTENT;
}

NTSTATUS
IoCheckQuotaBufferValidity(PFILE_QUOTA_INFORMATION QuotaBuffer, ULONG QuotaLength,
                           PULONG ErrorOffset)
{
    if ((ULONG_PTR)QuotaBuffer % sizeof(ULONG) != 0) {
        *ErrorOffset = 0;
        return STATUS_DATATYPE_MISALIGNMENT;
    }
    return IopCheckSidList((const UCHAR *)QuotaBuffer, QuotaLength,
                           FIELD_OFFSET(FILE_QUOTA_INFORMATION, Sid), ErrorOffset);
}

static NTSTATUS
IopCheckSetQuotas(PVOID List, ULONG Length, PULONG ErrorOffset)
{
    return IoCheckQuotaBufferValidity(List, Length, ErrorOffset);
}

static NTSTATUS
IopCheckGetQuotas(PVOID List, ULONG Length, PULONG ErrorOffset)
{
    return IopCheckSidList(List, Length, FIELD_OFFSET(FILE_GET_QUOTA_INFORMATION, Sid),
                           ErrorOffset);
}

/* --- query ------------------------------------------------------------------------------------ */

typedef struct _IOP_QUERY_QUOTA {
    PVOID List; /* in system memory, as StartSid */
    ULONG ListLength;
    PSID StartSid;
    UCHAR Flags; /* SL_* */
} IOP_QUERY_QUOTA;

static NTSTATUS
IopCaptureSidList(KPROCESSOR_MODE Mode, IOP_QUERY_QUOTA *Query, PVOID List, ULONG Length,
                  PIO_STATUS_BLOCK UserIosb)
{
    NTSTATUS Status = ObProbe(Mode, List, Length, sizeof(ULONG), FALSE);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Query->List = IopAllocateSystemBuffer(Length);
    if (Query->List == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Query->ListLength = Length;
    return IopCaptureList(Mode, Query->List, List, Length, IopCheckGetQuotas, UserIosb);
}

static NTSTATUS
IopCaptureSid(KPROCESSOR_MODE Mode, IOP_QUERY_QUOTA *Query, PSID Sid)
{
    ULONG Length;
    UCHAR Header[2]; /* revision, number of parts */
    NTSTATUS Status = IopFetch(Mode, Header, Sid, sizeof(Header));

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Length = RtlLengthRequiredSid(Header[1]);
    Query->StartSid = IopAllocateSystemBuffer(Length);
    if (Query->StartSid == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = IopFetch(Mode, Query->StartSid, Sid, Length);
    return NT_SUCCESS(Status) && !RtlValidSid(Query->StartSid) ? STATUS_INVALID_SID : Status;
}

static NTSTATUS
IopSendQueryQuota(PIOP_QUESTION Question, const IOP_QUERY_QUOTA *Query)
{
    PIO_STACK_LOCATION Stack = IopPrepareQuestion(Question, IRP_MJ_QUERY_QUOTA);

    if (Stack == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Stack->Parameters.QueryQuota.Length = Question->Length;
    Stack->Parameters.QueryQuota.StartSid = Query->StartSid;
    Stack->Parameters.QueryQuota.SidList = Query->List;
    Stack->Parameters.QueryQuota.SidListLength = Query->ListLength;
    Stack->Flags = Query->Flags | (Query->StartSid != NULL ? SL_INDEX_SPECIFIED : 0);
    return IopSendQuestion(Question);
}

static NTSTATUS
IopQueryQuota(PIOP_QUESTION Question, IOP_QUERY_QUOTA *Query, PVOID SidList, ULONG SidListLength,
              PSID StartSid)
{
    KPROCESSOR_MODE Mode = Question->Service.Mode;
    NTSTATUS Status = STATUS_SUCCESS;

    if (SidList != NULL && SidListLength != 0) {
        Status = IopCaptureSidList(Mode, Query, SidList, SidListLength, Question->Service.Iosb);
    } else if (StartSid != NULL) {
        Status = IopCaptureSid(Mode, Query, StartSid);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopSendQueryQuota(Question, Query);
    }
    if (Query->List != NULL) {
        ExFreeOwn(Query->List);
    }
    if (Query->StartSid != NULL) {
        ExFreeOwn(Query->StartSid);
    }
    return Status;
}

NTSTATUS NTAPI
NtQueryQuotaInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer,
                            ULONG Length, BOOLEAN ReturnSingleEntry, PVOID SidList,
                            ULONG SidListLength, PSID StartSid, BOOLEAN RestartScan)
{
    IOP_QUERY_QUOTA Query = {.Flags = (RestartScan ? SL_RESTART_SCAN : 0) |
                                      (ReturnSingleEntry ? SL_RETURN_SINGLE_ENTRY : 0)};
    IOP_QUESTION Question;
    NTSTATUS Status = ObProbe(ExGetPreviousMode(), Buffer, Length, sizeof(ULONG), TRUE);

    if (NT_SUCCESS(Status)) {
        Status = IopBeginQuestion(&Question, FileHandle, 0, IoStatusBlock, Length);
    }
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Question.UserBuffer = Buffer;
    return IopEndQuestion(&Question,
                          IopQueryQuota(&Question, &Query, SidList, SidListLength, StartSid));
}

/* --- set -------------------------------------------------------------------------------------- */

NTSTATUS NTAPI
NtSetQuotaInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer,
                          ULONG Length)
{
    return IopSetList(IRP_MJ_SET_QUOTA, FileHandle, FILE_WRITE_DATA, IoStatusBlock, Buffer, Length,
                      IopCheckSetQuotas);
}

ZW_CALL(ZwQueryQuotaInformationFile, NtQueryQuotaInformationFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length,
         BOOLEAN ReturnSingleEntry, PVOID SidList, ULONG SidListLength, PSID StartSid,
         BOOLEAN RestartScan),
        (FileHandle, IoStatusBlock, Buffer, Length, ReturnSingleEntry, SidList, SidListLength,
         StartSid, RestartScan))
ZW_CALL(ZwSetQuotaInformationFile, NtSetQuotaInformationFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length),
        (FileHandle, IoStatusBlock, Buffer, Length))
