/*
 * init/win32io.c - requests to files: reading, writing, control; their results; cancelling them
 *
 * An overlapped request has its I/O status block in the OVERLAPPED itself, and pends where it may.
 * One without is waited for here, also on a handle that was opened for overlapped I/O.
 *
 * Differs from Windows: DeviceIoControl and ReadFile without OVERLAPPED on an overlapped handle
 * work as long as it is the handle's only request; Windows' documentation leaves that open. A
 * request that fails at once leaves its status in the OVERLAPPED, where Windows leaves
 * STATUS_PENDING.
 */
#include "win32.h"

/* --- the two ways of a request ---------------------------------------------------------------- */

/* An odd event handle keeps the request from the file's completion port. */
static PVOID
InipApcContext(LPOVERLAPPED Overlapped)
{
    return ((ULONG_PTR)Overlapped->hEvent & 1) != 0 ? NULL : Overlapped;
}

static PIO_STATUS_BLOCK
InipStart(LPOVERLAPPED Overlapped)
{
    Overlapped->Internal = (ULONG_PTR)STATUS_PENDING;
    return (PIO_STATUS_BLOCK)Overlapped;
}

static BOOL
InipStarted(NTSTATUS Status, LPOVERLAPPED Overlapped, LPDWORD Bytes)
{
    if (NT_ERROR(Status)) {
        Overlapped->Internal = (ULONG_PTR)(LONG_PTR)Status;
    } else if (Status != STATUS_PENDING && Bytes != NULL) {
        *Bytes = (DWORD)Overlapped->InternalHigh;
    }
    return NT_SUCCESS(Status) && Status != STATUS_PENDING ? TRUE : InipFailWith(Status);
}

static NTSTATUS
InipAwait(NTSTATUS Status, HANDLE File, const IO_STATUS_BLOCK *Iosb)
{
    if (Status != STATUS_PENDING) {
        return Status;
    }
    Status = user_NtWaitForSingleObject(File, FALSE, NULL);
    return NT_SUCCESS(Status) ? Iosb->Status : Status;
}

static BOOL
InipEnded(NTSTATUS Status, const IO_STATUS_BLOCK *Iosb, LPDWORD Bytes)
{
    if (!NT_ERROR(Status) && Bytes != NULL) {
        *Bytes = (DWORD)Iosb->Information;
    }
    return InipSucceedIf(Status);
}

/* --- reading and writing ---------------------------------------------------------------------- */

static LARGE_INTEGER
InipOffset(const OVERLAPPED *Overlapped)
{
    return (LARGE_INTEGER){.LowPart = Overlapped->Offset, .HighPart = (LONG)Overlapped->OffsetHigh};
}

BOOL
ReadFile(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead, LPDWORD lpNumberOfBytesRead,
         LPOVERLAPPED lpOverlapped)
{
    IO_STATUS_BLOCK Iosb = {0};
    LARGE_INTEGER Offset;
    NTSTATUS Status;

    if (lpNumberOfBytesRead != NULL) {
        *lpNumberOfBytesRead = 0;
    }
    if (lpOverlapped != NULL) {
        Offset = InipOffset(lpOverlapped);
        Status =
            user_NtReadFile(hFile, lpOverlapped->hEvent, NULL, InipApcContext(lpOverlapped),
                            InipStart(lpOverlapped), lpBuffer, nNumberOfBytesToRead, &Offset, NULL);
        return InipStarted(Status, lpOverlapped, lpNumberOfBytesRead);
    }
    Status =
        user_NtReadFile(hFile, NULL, NULL, NULL, &Iosb, lpBuffer, nNumberOfBytesToRead, NULL, NULL);
    Status = InipAwait(Status, hFile, &Iosb);
    return Status == STATUS_END_OF_FILE ? TRUE : InipEnded(Status, &Iosb, lpNumberOfBytesRead);
}

BOOL
WriteFile(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
          LPDWORD lpNumberOfBytesWritten, LPOVERLAPPED lpOverlapped)
{
    IO_STATUS_BLOCK Iosb = {0};
    LARGE_INTEGER Offset;
    NTSTATUS Status;

    if (lpNumberOfBytesWritten != NULL) {
        *lpNumberOfBytesWritten = 0;
    }
    if (lpOverlapped != NULL) {
        Offset = InipOffset(lpOverlapped);
        Status = user_NtWriteFile(hFile, lpOverlapped->hEvent, NULL, InipApcContext(lpOverlapped),
                                  InipStart(lpOverlapped), (PVOID)(ULONG_PTR)lpBuffer,
                                  nNumberOfBytesToWrite, &Offset, NULL);
        return InipStarted(Status, lpOverlapped, lpNumberOfBytesWritten);
    }
    Status = user_NtWriteFile(hFile, NULL, NULL, NULL, &Iosb, (PVOID)(ULONG_PTR)lpBuffer,
                              nNumberOfBytesToWrite, NULL, NULL);
    return InipEnded(InipAwait(Status, hFile, &Iosb), &Iosb, lpNumberOfBytesWritten);
}

BOOL
FlushFileBuffers(HANDLE hFile)
{
    IO_STATUS_BLOCK Iosb = {0};

    return InipSucceedIf(user_NtFlushBuffersFile(hFile, &Iosb));
}

/* --- control ---------------------------------------------------------------------------------- */

static NTSTATUS
InipControl(HANDLE Device, HANDLE Event, PVOID ApcContext, PIO_STATUS_BLOCK Iosb, DWORD Code,
            PVOID In, DWORD InSize, PVOID Out, DWORD OutSize)
{
    return DEVICE_TYPE_FROM_CTL_CODE(Code) == FILE_DEVICE_FILE_SYSTEM
               ? user_NtFsControlFile(Device, Event, NULL, ApcContext, Iosb, Code, In, InSize, Out,
                                      OutSize)
               : user_NtDeviceIoControlFile(Device, Event, NULL, ApcContext, Iosb, Code, In, InSize,
                                            Out, OutSize);
}

BOOL
DeviceIoControl(HANDLE hDevice, DWORD dwIoControlCode, LPVOID lpInBuffer, DWORD nInBufferSize,
                LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesReturned,
                LPOVERLAPPED lpOverlapped)
{
    IO_STATUS_BLOCK Iosb = {0};
    NTSTATUS Status;

    if (lpOverlapped != NULL) {
        Status = InipControl(hDevice, lpOverlapped->hEvent, InipApcContext(lpOverlapped),
                             InipStart(lpOverlapped), dwIoControlCode, lpInBuffer, nInBufferSize,
                             lpOutBuffer, nOutBufferSize);
        return InipStarted(Status, lpOverlapped, lpBytesReturned);
    }
    if (lpBytesReturned == NULL) {
        InipFailSaying(NULL, 0,
                       "DeviceIoControl: lpBytesReturned may be NULL only with an OVERLAPPED");
    }
    *lpBytesReturned = 0;
    Status = InipControl(hDevice, NULL, NULL, &Iosb, dwIoControlCode, lpInBuffer, nInBufferSize,
                         lpOutBuffer, nOutBufferSize);
    return InipEnded(InipAwait(Status, hDevice, &Iosb), &Iosb, lpBytesReturned);
}

/* --- results ---------------------------------------------------------------------------------- */

static BOOL
InipOverlappedResult(const OVERLAPPED *Overlapped, LPDWORD Bytes)
{
    if (!HasOverlappedIoCompleted(Overlapped)) {
        SetLastError(ERROR_IO_INCOMPLETE);
        return FALSE;
    }
    *Bytes = (DWORD)Overlapped->InternalHigh;
    return InipSucceedIf((NTSTATUS)Overlapped->Internal);
}

BOOL
GetOverlappedResultEx(HANDLE hFile, LPOVERLAPPED lpOverlapped, LPDWORD lpNumberOfBytesTransferred,
                      DWORD dwMilliseconds, BOOL bAlertable)
{
    HANDLE Waited = lpOverlapped->hEvent != NULL ? lpOverlapped->hEvent : hFile;
    DWORD Wait;

    if (!HasOverlappedIoCompleted(lpOverlapped)) {
        if (dwMilliseconds == 0) {
            SetLastError(ERROR_IO_INCOMPLETE);
            return FALSE;
        }
        Wait = WaitForSingleObjectEx(Waited, dwMilliseconds, bAlertable);
        if (Wait != WAIT_OBJECT_0) {
            if (Wait != WAIT_FAILED) {
                SetLastError(Wait);
            }
            return FALSE;
        }
    }
    return InipOverlappedResult(lpOverlapped, lpNumberOfBytesTransferred);
}

BOOL
GetOverlappedResult(HANDLE hFile, LPOVERLAPPED lpOverlapped, LPDWORD lpNumberOfBytesTransferred,
                    BOOL bWait)
{
    return GetOverlappedResultEx(hFile, lpOverlapped, lpNumberOfBytesTransferred,
                                 bWait ? INFINITE : 0, FALSE);
}

/* --- cancelling ------------------------------------------------------------------------------- */

BOOL
CancelIo(HANDLE hFile)
{
    IO_STATUS_BLOCK Iosb = {0};

    return InipSucceedIf(user_NtCancelIoFile(hFile, &Iosb));
}

BOOL
CancelIoEx(HANDLE hFile, LPOVERLAPPED lpOverlapped)
{
    IO_STATUS_BLOCK Iosb = {0};

    return InipSucceedIf(user_NtCancelIoFileEx(hFile, (PIO_STATUS_BLOCK)lpOverlapped, &Iosb));
}

BOOL
CancelSynchronousIo(HANDLE hThread)
{
    IO_STATUS_BLOCK Iosb = {0};

    return InipSucceedIf(user_NtCancelSynchronousIoFile(hThread, NULL, &Iosb));
}
