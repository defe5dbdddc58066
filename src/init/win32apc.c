/*
 * init/win32apc.c - requests that end with a call of their thread: ReadFileEx, WriteFileEx
 *
 *      NtReadFile(..., InipCompleted, the completion routine, ...) --> pending
 *      --it ends, and its thread waits alertably--> InipCompleted --> the completion routine
 *
 * The event handle in the OVERLAPPED is the caller's to use.
 */
#include "win32.h"

/* In user mode, as the APC of a request. */
static VOID
InipCompleted(PVOID Routine, PIO_STATUS_BLOCK Iosb, ULONG Reserved)
{
    ((LPOVERLAPPED_COMPLETION_ROUTINE)Routine)(RtlNtStatusToDosError(Iosb->Status),
                                               (DWORD)Iosb->Information, (LPOVERLAPPED)Iosb);
}

/* A warning is a success that GetLastError tells about. */
static BOOL
InipStartedEx(NTSTATUS Status)
{
    if (NT_ERROR(Status)) {
        return InipFailWith(Status);
    }
    SetLastError(NT_SUCCESS(Status) ? ERROR_SUCCESS : RtlNtStatusToDosError(Status));
    return TRUE;
}

static LARGE_INTEGER
InipStartEx(LPOVERLAPPED Overlapped)
{
    Overlapped->Internal = (ULONG_PTR)STATUS_PENDING;
    return (LARGE_INTEGER){.LowPart = Overlapped->Offset, .HighPart = (LONG)Overlapped->OffsetHigh};
}

BOOL
ReadFileEx(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead, LPOVERLAPPED lpOverlapped,
           LPOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine)
{
    LARGE_INTEGER Offset = InipStartEx(lpOverlapped);

    return InipStartedEx(user_NtReadFile(hFile, NULL, InipCompleted, (PVOID)lpCompletionRoutine,
                                         (PIO_STATUS_BLOCK)lpOverlapped, lpBuffer,
                                         nNumberOfBytesToRead, &Offset, NULL));
}

BOOL
WriteFileEx(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite, LPOVERLAPPED lpOverlapped,
            LPOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine)
{
    LARGE_INTEGER Offset = InipStartEx(lpOverlapped);

    return InipStartedEx(user_NtWriteFile(
        hFile, NULL, InipCompleted, (PVOID)lpCompletionRoutine, (PIO_STATUS_BLOCK)lpOverlapped,
        (PVOID)(ULONG_PTR)lpBuffer, nNumberOfBytesToWrite, &Offset, NULL));
}
