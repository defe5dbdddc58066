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
    WCHAR Path[128];
    UNICODE_STRING PathString;
    OBJECT_ATTRIBUTES Attributes;

    InitializeObjectAttributes(&Attributes, NULL, OBJ_OPENIF, NULL, NULL);
    if (Name != NULL) {
        if (!InipConcatenate(Path, ARRAYSIZE(Path), L"\\BaseNamedObjects\\", Name)) {
            return STATUS_OBJECT_NAME_INVALID;
        }
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
} INI_WAIT;

/* Returns how many have to be dereferenced. */
static ULONG
InipReferenceAll(const INI_WAIT *Wait, PVOID *Objects, PVOID *Waitable, NTSTATUS *Status)
{
    ULONG i;

    *Status = STATUS_SUCCESS;
    for (i = 0; i < Wait->Count && NT_SUCCESS(*Status); i++) {
        *Status = ObReferenceObjectByHandle(Wait->Handles[i], SYNCHRONIZE, NULL, UserMode, &Objects[i], NULL);
        if (!NT_SUCCESS(*Status)) {
            break;
        }
        Waitable[i] = ObWaitableObject(Objects[i]);
        if (Waitable[i] == NULL) {
            *Status = STATUS_OBJECT_TYPE_MISMATCH;
        }
    }
    return i;
}

/* The wait blocks are on the kernel stack: who signals an object may run in another process. */
static NTSTATUS
InipWaitService(PVOID Context)
{
    const INI_WAIT *Wait = Context;
    PVOID Objects[MAXIMUM_WAIT_OBJECTS], Waitable[MAXIMUM_WAIT_OBJECTS];
    KWAIT_BLOCK Blocks[MAXIMUM_WAIT_OBJECTS];
    NTSTATUS Status;
    ULONG Referenced = InipReferenceAll(Wait, Objects, Waitable, &Status);

    if (NT_SUCCESS(Status)) {
        Status = KeWaitForMultipleObjects(Wait->Count, Waitable, Wait->Type, UserRequest, UserMode, Wait->Alertable,
                                          Wait->Timeout, Blocks);
    }
    for (ULONG i = 0; i < Referenced; i++) {
        ObDereferenceObject(Objects[i]);
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
