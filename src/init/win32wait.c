/*
 * init/win32wait.c - events, waiting, sleeping
 *
 * What the kernel has no documented system call for (ResetEvent, waits for several objects, sleeping)
 * is a call of this rung's own, with the arguments in one structure.
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
    return (DWORD)Status; // STATUS_WAIT_n and STATUS_ABANDONED_WAIT_n have the values of WAIT_OBJECT_0 + n, ...
}

/* --- events ----------------------------------------------------------------------------------------- */

/* Named events of a session live in \BaseNamedObjects. */
static NTSTATUS
InipCreateEvent(PHANDLE Event, LPCWSTR Name, BOOL ManualReset, BOOL InitialState)
{
    static const WCHAR Directory[] = L"\\BaseNamedObjects\\";
    WCHAR Path[128];
    UNICODE_STRING PathString;
    OBJECT_ATTRIBUTES Attributes;

    InitializeObjectAttributes(&Attributes, NULL, OBJ_OPENIF, NULL, NULL);
    if (Name != NULL) {
        if (wcslen(Name) + ARRAYSIZE(Directory) > ARRAYSIZE(Path)) {
            return STATUS_OBJECT_NAME_INVALID;
        }
        memcpy(Path, Directory, sizeof Directory);
        memcpy(Path + ARRAYSIZE(Directory) - 1, Name, (wcslen(Name) + 1) * sizeof(WCHAR));
        RtlInitUnicodeString(&PathString, Path);
        Attributes.ObjectName = &PathString;
    }
    return user_NtCreateEvent(Event, EVENT_ALL_ACCESS, &Attributes,
                              ManualReset ? NotificationEvent : SynchronizationEvent, InitialState != FALSE);
}

HANDLE
CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset, BOOL bInitialState, LPCWSTR lpName)
{
    HANDLE Event = NULL;
    NTSTATUS Status = InipCreateEvent(&Event, lpName, bManualReset, bInitialState);

    SetLastError(Status == STATUS_OBJECT_NAME_EXISTS ? ERROR_ALREADY_EXISTS : InipDosError(Status));
    return NT_SUCCESS(Status) ? Event : NULL;
}

BOOL
SetEvent(HANDLE hEvent)
{
    return InipSucceedIf(user_NtSetEvent(hEvent, NULL));
}

static NTSTATUS
InipResetEvent(PVOID Handle)
{
    PVOID Event;
    NTSTATUS Status =
        ObReferenceObjectByHandle(Handle, EVENT_MODIFY_STATE, *ExEventObjectType, UserMode, &Event, NULL);

    if (NT_SUCCESS(Status)) {
        KeClearEvent(Event);
        ObDereferenceObject(Event);
    }
    return Status;
}

BOOL
ResetEvent(HANDLE hEvent)
{
    return InipSucceedIf(InipCallKernel(InipResetEvent, hEvent));
}

/* --- waiting for one ----------------------------------------------------------------------------------- */

DWORD
WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable)
{
    LARGE_INTEGER Time;

    return InipWaitResult(
        user_NtWaitForSingleObject(hHandle, bAlertable != FALSE, InipTimeout(&Time, dwMilliseconds)));
}

DWORD
WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds)
{
    return WaitForSingleObjectEx(hHandle, dwMilliseconds, FALSE);
}

/* --- waiting for several --------------------------------------------------------------------------------- */

typedef struct _INI_WAIT {
    const HANDLE *Handles;
    ULONG Count;
    WAIT_TYPE Type;
    BOOLEAN Alertable;
    PLARGE_INTEGER Timeout;
    PVOID Objects[MAXIMUM_WAIT_OBJECTS];
    PVOID Waitable[MAXIMUM_WAIT_OBJECTS]; /* what KeWaitForMultipleObjects takes */
    KWAIT_BLOCK Blocks[MAXIMUM_WAIT_OBJECTS];
} INI_WAIT;

static NTSTATUS
InipReferenceAll(INI_WAIT *Wait, ULONG *Referenced)
{
    NTSTATUS Status = STATUS_SUCCESS;

    for (*Referenced = 0; *Referenced < Wait->Count; (*Referenced)++) {
        ULONG i = *Referenced;

        Status = ObReferenceObjectByHandle(Wait->Handles[i], SYNCHRONIZE, NULL, UserMode, &Wait->Objects[i], NULL);
        if (!NT_SUCCESS(Status)) {
            break;
        }
        Wait->Waitable[i] = ObWaitableObject(Wait->Objects[i]);
        if (Wait->Waitable[i] == NULL) {
            (*Referenced)++;
            return STATUS_OBJECT_TYPE_MISMATCH;
        }
    }
    return Status;
}

static NTSTATUS
InipWaitService(PVOID Context)
{
    INI_WAIT *Wait = Context;
    ULONG Referenced;
    NTSTATUS Status = InipReferenceAll(Wait, &Referenced);

    if (NT_SUCCESS(Status)) {
        Status = KeWaitForMultipleObjects(Wait->Count, Wait->Waitable, Wait->Type, UserRequest, UserMode,
                                          Wait->Alertable, Wait->Timeout, Wait->Blocks);
    }
    for (ULONG i = 0; i < Referenced; i++) {
        ObDereferenceObject(Wait->Objects[i]);
    }
    return Status;
}

DWORD
WaitForMultipleObjectsEx(DWORD nCount, const HANDLE *lpHandles, BOOL bWaitAll, DWORD dwMilliseconds, BOOL bAlertable)
{
    LARGE_INTEGER Time;
    INI_WAIT Wait = {.Handles = lpHandles,
                     .Count = nCount,
                     .Type = bWaitAll ? WaitAll : WaitAny,
                     .Alertable = bAlertable != FALSE,
                     .Timeout = InipTimeout(&Time, dwMilliseconds)};

    if (nCount == 0 || nCount > MAXIMUM_WAIT_OBJECTS) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return WAIT_FAILED;
    }
    return InipWaitResult(InipCallKernel(InipWaitService, &Wait));
}

DWORD
WaitForMultipleObjects(DWORD nCount, const HANDLE *lpHandles, BOOL bWaitAll, DWORD dwMilliseconds)
{
    return WaitForMultipleObjectsEx(nCount, lpHandles, bWaitAll, dwMilliseconds, FALSE);
}

/* --- sleeping ------------------------------------------------------------------------------------------------ */

typedef struct _INI_SLEEP {
    LARGE_INTEGER Time;
    BOOLEAN Alertable;
} INI_SLEEP;

static NTSTATUS
InipSleepService(PVOID Context)
{
    INI_SLEEP *Sleep = Context;

    return KeDelayExecutionThread(UserMode, Sleep->Alertable, &Sleep->Time);
}

DWORD
SleepEx(DWORD dwMilliseconds, BOOL bAlertable)
{
    INI_SLEEP Sleep = {.Alertable = bAlertable != FALSE};

    if (InipTimeout(&Sleep.Time, dwMilliseconds) == NULL) {
        Sleep.Time.QuadPart = MINLONGLONG;
    }
    return InipWaitResult(InipCallKernel(InipSleepService, &Sleep)) == WAIT_IO_COMPLETION ? WAIT_IO_COMPLETION : 0;
}

void
Sleep(DWORD dwMilliseconds)
{
    SleepEx(dwMilliseconds, FALSE);
}
