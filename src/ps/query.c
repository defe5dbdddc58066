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
PsCurrentThread(VOID)
{
    return CONTAINING_RECORD(KeCurrentThread(), ETHREAD, Tcb);
}

PEPROCESS
PsCurrentProcess(VOID)
{
    return CONTAINING_RECORD(KeCurrentThread()->ApcState.Process, EPROCESS, Pcb);
}

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

LARGE_INTEGER
PsGetProcessExitTime(VOID)
{
    return PsCurrentProcess()->ExitTime;
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

LONGLONG
PsGetThreadCreateTime(PETHREAD Thread)
{
    return Thread->CreateTime.QuadPart;
}

NTSTATUS
PsGetThreadExitStatus(PETHREAD Thread)
{
    return Thread->ExitStatus;
}

BOOLEAN
PsIsThreadTerminating(PETHREAD Thread)
{
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
