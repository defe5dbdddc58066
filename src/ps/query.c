/*
 * ps/query.c - what is known about processes and threads
 *
 * Differs from Windows: a DPC that interrupts an idle processor is in the System process, with
 * thread id 0.
 */
#include "psi.h"

#define PSP_MAJOR_VERSION 10
#define PSP_MINOR_VERSION 0
#define PSP_BUILD         19041

PETHREAD
PsGetCurrentThread(VOID)
{
    return PsCurrentThread();
}

PEPROCESS
PsGetCurrentProcess(VOID)
{
    return PsCurrentProcess();
}

PEPROCESS
IoGetCurrentProcess(VOID)
{
    return PsCurrentProcess();
}

/* Of the process that the thread belongs to, attached or not. */
HANDLE
PsGetCurrentProcessId(VOID)
{
    return PspProcessOf(PsCurrentThread())->UniqueProcessId;
}

HANDLE
PsGetCurrentThreadId(VOID)
{
    return ULongToHandle(KeCurrentThread()->Id);
}

/* --- processes -------------------------------------------------------------------------------- */

HANDLE
PsGetProcessId(PEPROCESS Process)
{
    return Process->UniqueProcessId;
}

LONGLONG
PsGetProcessCreateTimeQuadPart(PEPROCESS Process)
{
    return Process->CreateTime.QuadPart;
}

NTSTATUS
PsGetProcessExitStatus(PEPROCESS Process)
{
    return Process->ExitStatus;
}

/* Ids are not given again, and there is one boot. */
ULONGLONG
PsGetProcessStartKey(PEPROCESS Process)
{
    return (ULONGLONG)1 << 48 | (ULONG_PTR)Process->UniqueProcessId;
}

LARGE_INTEGER
PsGetProcessExitTime(VOID)
{
    return PsCurrentProcess()->ExitTime;
}

ULONG64
PsQueryTotalCycleTimeProcess(PEPROCESS Process, PULONG64 CycleTimeStamp)
{
    ULONG64 Cycles = Process->EndedCycles;

    for (PLIST_ENTRY Entry = Process->ThreadListHead.Flink; Entry != &Process->ThreadListHead;
         Entry = Entry->Flink) {
        PETHREAD Thread = CONTAINING_RECORD(Entry, ETHREAD, ThreadListEntry);

        if (!Thread->Terminated || Thread == PsCurrentThread()) {
            Cycles += KeQueryTotalCycleTimeThread(&Thread->Tcb, CycleTimeStamp);
        }
    }
    KeQueryTotalCycleTimeThread(KeCurrentThread(), CycleTimeStamp);
    return Cycles;
}

/* --- threads ---------------------------------------------------------------------------------- */

HANDLE
PsGetThreadId(PETHREAD Thread)
{
    return Thread->Cid.UniqueThread;
}

HANDLE
PsGetThreadProcessId(PETHREAD Thread)
{
    return Thread->Cid.UniqueProcess;
}

PEPROCESS
PsGetThreadProcess(PETHREAD Thread)
{
    return PspProcessOf(Thread);
}

PEPROCESS
IoThreadToProcess(PETHREAD Thread)
{
    return PspProcessOf(Thread);
}

/* No thread has one (user.c). */
PVOID
PsGetCurrentThreadTeb(VOID)
{
    return NULL;
}

LONGLONG
PsGetThreadCreateTime(PETHREAD Thread)
{
    return Thread->CreateTime.QuadPart;
}

/* For a search: whether it ended, and how, is asked (PspExitThread). */
VOID
PspTouchExit(PETHREAD Thread)
{
    HalTouch(&Thread->ExitStatus, FALSE);
}

NTSTATUS
PsGetThreadExitStatus(PETHREAD Thread)
{
    PspTouchExit(Thread);
    return Thread->ExitStatus;
}

BOOLEAN
PsIsThreadTerminating(PETHREAD Thread)
{
    PspTouchExit(Thread);
    return Thread->Terminated;
}

BOOLEAN
PsIsSystemThread(PETHREAD Thread)
{
    return Thread->SystemThread;
}

BOOLEAN
IoIsSystemThread(PETHREAD Thread)
{
    return Thread->SystemThread;
}

/* --- the system ------------------------------------------------------------------------------- */

BOOLEAN
PsGetVersion(PULONG MajorVersion, PULONG MinorVersion, PULONG BuildNumber,
             PUNICODE_STRING CSDVersion)
{
    if (MajorVersion != NULL) {
        *MajorVersion = PSP_MAJOR_VERSION;
    }
    if (MinorVersion != NULL) {
        *MinorVersion = PSP_MINOR_VERSION;
    }
    if (BuildNumber != NULL) {
        *BuildNumber = PSP_BUILD;
    }
    if (CSDVersion != NULL) {
        *CSDVersion = (UNICODE_STRING){0};
    }
    return FALSE; /* not a checked build */
}
