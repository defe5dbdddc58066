/*
 * init/win32wait.c - events, waiting, sleeping
 */
#include "win32.h"

enum { INI_100NS_PER_MS = 10000 };

PLARGE_INTEGER
InipTimeout(PLARGE_INTEGER Time, DWORD Milliseconds)
{
    if (Milliseconds == INFINITE) {
        return NULL;
    }
    Time->QuadPart = -(LONGLONG)Milliseconds * INI_100NS_PER_MS;
    return Time;
}

/* What a wait's status is to its caller. */
static DWORD
InipWaitResult(NTSTATUS Status)
{
    if (Status == STATUS_TIMEOUT) {
        return WAIT_TIMEOUT;
    }
    if (Status == STATUS_USER_APC || Status == STATUS_ALERTED) {
        return WAIT_IO_COMPLETION;
    }
    if (!NT_SUCCESS(Status)) {
        InipFailWith(Status);
        return WAIT_FAILED;
    }
    return (DWORD)Status; // STATUS_WAIT_n is WAIT_OBJECT_0 + n
}

/* --- events ----------------------------------------------------------------------------------- */

/* Named events of a session live in \BaseNamedObjects. */
static NTSTATUS
InipCreateEvent(PHANDLE Event, ULONG HandleAttributes, LPCWSTR Name, BOOL ManualReset,
                BOOL InitialState)
{
    WCHAR Path[128];
    UNICODE_STRING PathString;
    OBJECT_ATTRIBUTES Attributes;

    InitializeObjectAttributes(&Attributes, NULL, OBJ_OPENIF | HandleAttributes, NULL, NULL);
    if (Name != NULL) {
        if (!InipConcatenate(Path, ARRAYSIZE(Path), L"\\BaseNamedObjects\\", Name)) {
            return STATUS_OBJECT_NAME_INVALID;
        }
        RtlInitUnicodeString(&PathString, Path);
        Attributes.ObjectName = &PathString;
    }
    return user_NtCreateEvent(Event, EVENT_ALL_ACCESS, &Attributes,
                              ManualReset ? NotificationEvent : SynchronizationEvent,
                              InitialState != FALSE);
}

HANDLE
CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset, BOOL bInitialState,
             LPCWSTR lpName)
{
    HANDLE Event = NULL;
    NTSTATUS Status = InipCreateEvent(&Event, InipHandleAttributes(lpEventAttributes), lpName,
                                      bManualReset, bInitialState);

    SetLastError(Status == STATUS_OBJECT_NAME_EXISTS ? ERROR_ALREADY_EXISTS
                                                     : RtlNtStatusToDosError(Status));
    return NT_SUCCESS(Status) ? Event : NULL;
}

BOOL
SetEvent(HANDLE hEvent)
{
    return InipSucceedIf(user_NtSetEvent(hEvent, NULL));
}

BOOL
ResetEvent(HANDLE hEvent)
{
    return InipSucceedIf(user_NtResetEvent(hEvent, NULL));
}

/* --- waiting for one -------------------------------------------------------------------------- */

DWORD
WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable)
{
    LARGE_INTEGER Time;

    return InipWaitResult(user_NtWaitForSingleObject(hHandle, bAlertable != FALSE,
                                                     InipTimeout(&Time, dwMilliseconds)));
}

DWORD
WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds)
{
    return WaitForSingleObjectEx(hHandle, dwMilliseconds, FALSE);
}

/* --- waiting for several ---------------------------------------------------------------------- */

DWORD
WaitForMultipleObjectsEx(DWORD nCount, const HANDLE *lpHandles, BOOL bWaitAll, DWORD dwMilliseconds,
                         BOOL bAlertable)
{
    LARGE_INTEGER Time;

    if (nCount == 0 || nCount > MAXIMUM_WAIT_OBJECTS) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return WAIT_FAILED;
    }
    return InipWaitResult(user_NtWaitForMultipleObjects(
        nCount, (PHANDLE)(ULONG_PTR)lpHandles, bWaitAll ? WaitAll : WaitAny, bAlertable != FALSE,
        InipTimeout(&Time, dwMilliseconds)));
}

DWORD
WaitForMultipleObjects(DWORD nCount, const HANDLE *lpHandles, BOOL bWaitAll, DWORD dwMilliseconds)
{
    return WaitForMultipleObjectsEx(nCount, lpHandles, bWaitAll, dwMilliseconds, FALSE);
}

/* --- sleeping --------------------------------------------------------------------------------- */

DWORD
SleepEx(DWORD dwMilliseconds, BOOL bAlertable)
{
    LARGE_INTEGER Time;

    if (InipTimeout(&Time, dwMilliseconds) == NULL) {
        Time.QuadPart = MINLONGLONG;
    }
    return InipWaitResult(user_NtDelayExecution(bAlertable != FALSE, &Time)) == WAIT_IO_COMPLETION
               ? WAIT_IO_COMPLETION
               : 0;
}

void
Sleep(DWORD dwMilliseconds)
{
    SleepEx(dwMilliseconds, FALSE);
}
