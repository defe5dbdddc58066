/*
 * io/service/flush.c - NtFlushBuffersFile, NtFlushBuffersFileEx
 *
 * The flags of the latter are minor functions of IRP_MJ_FLUSH_BUFFERS; one of them at most.
 */
#include "service.h"

/* FALSE: no such flags. */
static BOOLEAN
IopFlushMinor(ULONG Flags, PUCHAR Minor)
{
    switch (Flags) {
    case 0:
        *Minor = 0;
        return TRUE;
    case FLUSH_FLAGS_FILE_DATA_ONLY:
        *Minor = IRP_MN_FLUSH_DATA_ONLY;
        return TRUE;
    case FLUSH_FLAGS_NO_SYNC:
        *Minor = IRP_MN_FLUSH_NO_SYNC;
        return TRUE;
    case FLUSH_FLAGS_FILE_DATA_SYNC_ONLY:
        *Minor = IRP_MN_FLUSH_DATA_SYNC_ONLY;
        return TRUE;
    default:
        return FALSE;
    }
}

NTSTATUS NTAPI
NtFlushBuffersFileEx(HANDLE FileHandle, ULONG Flags, PVOID Parameters, ULONG ParametersSize,
                     PIO_STATUS_BLOCK IoStatusBlock)
{
    PIO_STACK_LOCATION Stack;
    IOP_QUESTION Question;
    NTSTATUS Status;
    UCHAR Minor;

    if (!IopFlushMinor(Flags, &Minor) || Parameters != NULL || ParametersSize != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = IopBeginQuestion(&Question, FileHandle, FILE_WRITE_DATA | FILE_APPEND_DATA,
                              IoStatusBlock, 0);
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Stack = IopPrepareQuestion(&Question, IRP_MJ_FLUSH_BUFFERS);
    if (Stack == NULL) {
        return IopEndQuestion(&Question, STATUS_INSUFFICIENT_RESOURCES);
    }
    Stack->MinorFunction = Minor;
    return IopEndQuestion(&Question, IopSendQuestion(&Question));
}

NTSTATUS NTAPI
NtFlushBuffersFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock)
{
    return NtFlushBuffersFileEx(FileHandle, 0, NULL, 0, IoStatusBlock);
}

ZW_CALL(ZwFlushBuffersFile, NtFlushBuffersFile, (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock),
        (FileHandle, IoStatusBlock))
ZW_CALL(ZwFlushBuffersFileEx, NtFlushBuffersFileEx,
        (HANDLE FileHandle, ULONG Flags, PVOID Parameters, ULONG ParametersSize,
         PIO_STATUS_BLOCK IoStatusBlock),
        (FileHandle, Flags, Parameters, ParametersSize, IoStatusBlock))
