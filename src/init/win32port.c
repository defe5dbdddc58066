/*
 * init/win32port.c - completion ports, and what a file need not report
 *
 * Differs from Windows: the functions store what they return only if a packet was removed, where
 * Microsoft's documentation calls the values indeterminate.
 */
#include "win32.h"

C_ASSERT(sizeof(OVERLAPPED_ENTRY) == sizeof(FILE_IO_COMPLETION_INFORMATION));
C_ASSERT(FIELD_OFFSET(OVERLAPPED_ENTRY, Internal) ==
         FIELD_OFFSET(FILE_IO_COMPLETION_INFORMATION, IoStatusBlock));

/* --- making and binding ----------------------------------------------------------------------- */

static NTSTATUS
InipBind(HANDLE File, HANDLE Port, ULONG_PTR Key)
{
    FILE_COMPLETION_INFORMATION Information = {.Port = Port, .Key = (PVOID)Key};
    IO_STATUS_BLOCK Iosb = {0};

    return user_NtSetInformationFile(File, &Iosb, &Information, sizeof Information,
                                     FileCompletionInformation);
}

HANDLE
CreateIoCompletionPort(HANDLE FileHandle, HANDLE ExistingCompletionPort, ULONG_PTR CompletionKey,
                       DWORD NumberOfConcurrentThreads)
{
    HANDLE Port = ExistingCompletionPort;
    NTSTATUS Status = STATUS_SUCCESS;

    if (FileHandle == INVALID_HANDLE_VALUE && Port != NULL) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return NULL;
    }
    if (Port == NULL) {
        Status = user_NtCreateIoCompletion(&Port, IO_COMPLETION_ALL_ACCESS, NULL,
                                           NumberOfConcurrentThreads);
    }
    if (NT_SUCCESS(Status) && FileHandle != INVALID_HANDLE_VALUE) {
        Status = InipBind(FileHandle, Port, CompletionKey);
        if (!NT_SUCCESS(Status) && ExistingCompletionPort == NULL) {
            user_NtClose(Port);
        }
    }
    return InipSucceedIf(Status) ? Port : NULL;
}

BOOL
SetFileCompletionNotificationModes(HANDLE FileHandle, UCHAR Flags)
{
    FILE_IO_COMPLETION_NOTIFICATION_INFORMATION Information = {.Flags = Flags};
    IO_STATUS_BLOCK Iosb = {0};

    return InipSucceedIf(user_NtSetInformationFile(FileHandle, &Iosb, &Information,
                                                   sizeof Information,
                                                   FileIoCompletionNotificationInformation));
}

/* --- packets ---------------------------------------------------------------------------------- */

/* Why there is no packet. */
static BOOL
InipNoPacket(NTSTATUS Status)
{
    switch (Status) {
    case STATUS_TIMEOUT:
        SetLastError(WAIT_TIMEOUT);
        return FALSE;
    case STATUS_USER_APC:
    case STATUS_ALERTED:
        SetLastError(WAIT_IO_COMPLETION);
        return FALSE;
    case STATUS_ABANDONED:
        SetLastError(ERROR_ABANDONED_WAIT_0);
        return FALSE;
    default:
        return InipFailWith(Status);
    }
}

BOOL
GetQueuedCompletionStatus(HANDLE CompletionPort, LPDWORD lpNumberOfBytesTransferred,
                          PULONG_PTR lpCompletionKey, LPOVERLAPPED *lpOverlapped,
                          DWORD dwMilliseconds)
{
    LARGE_INTEGER Time;
    IO_STATUS_BLOCK Iosb = {0};
    PVOID Key, Overlapped;
    NTSTATUS Status = user_NtRemoveIoCompletion(CompletionPort, &Key, &Overlapped, &Iosb,
                                                InipTimeout(&Time, dwMilliseconds));

    if (Status != STATUS_SUCCESS) {
        *lpOverlapped = NULL;
        return InipNoPacket(Status);
    }
    *lpOverlapped = Overlapped;
    *lpCompletionKey = (ULONG_PTR)Key;
    *lpNumberOfBytesTransferred = (DWORD)Iosb.Information;
    return InipSucceedIf(Iosb.Status);
}

BOOL
GetQueuedCompletionStatusEx(HANDLE CompletionPort, LPOVERLAPPED_ENTRY lpCompletionPortEntries,
                            ULONG ulCount, PULONG ulNumEntriesRemoved, DWORD dwMilliseconds,
                            BOOL fAlertable)
{
    LARGE_INTEGER Time;
    NTSTATUS Status = user_NtRemoveIoCompletionEx(
        CompletionPort, (PFILE_IO_COMPLETION_INFORMATION)lpCompletionPortEntries, ulCount,
        ulNumEntriesRemoved, InipTimeout(&Time, dwMilliseconds), fAlertable != FALSE);

    return Status == STATUS_SUCCESS ? TRUE : InipNoPacket(Status);
}

BOOL
PostQueuedCompletionStatus(HANDLE CompletionPort, DWORD dwNumberOfBytesTransferred,
                           ULONG_PTR dwCompletionKey, LPOVERLAPPED lpOverlapped)
{
    return InipSucceedIf(user_NtSetIoCompletion(CompletionPort, (PVOID)dwCompletionKey,
                                                lpOverlapped, STATUS_SUCCESS,
                                                dwNumberOfBytesTransferred));
}
