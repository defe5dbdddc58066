/*
 * ps/system.c - threads that run in kernel mode only
 *
 * A system thread starts at PASSIVE_LEVEL in a critical region. It ends by PsTerminateSystemThread
 * or by returning.
 */
#include "psi.h"

/* KeInitializeThread's entry; Context is the ETHREAD. */
static VOID
PspSystemThreadStart(PVOID Context)
{
    PETHREAD Thread = Context;

    KeEnterCriticalRegion();
    CALL_DRIVER(Thread->StartRoutine, Thread->StartContext);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS
PspReferenceTarget(HANDLE ProcessHandle, PEPROCESS *Process)
{
    if (ProcessHandle == NULL) {
        *Process = PspSystemProcess();
        ObfReferenceObject(*Process);
        return STATUS_SUCCESS;
    }
    return ObReferenceObjectByHandle(ProcessHandle, PROCESS_CREATE_THREAD, &PspProcessType,
                                     KernelMode, (PVOID *)Process, NULL);
}

static NTSTATUS
PspMakeSystemThread(PEPROCESS Process, VOID (*Start)(PVOID), PVOID Context, PETHREAD *Thread)
{
    NTSTATUS Status = PspCreateThread(Process, PspSystemThreadStart, Start, Context, Thread);

    if (NT_SUCCESS(Status)) {
        (*Thread)->SystemThread = TRUE;
    }
    return Status;
}

static BOOLEAN
PspValidThreadAttributes(POBJECT_ATTRIBUTES Attributes)
{
    return Attributes == NULL ||
           (Attributes->Attributes & (OBJ_PERMANENT | OBJ_EXCLUSIVE | OBJ_OPENIF)) == 0;
}

NTSTATUS
PsCreateSystemThread(PHANDLE ThreadHandle, ULONG DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
                     HANDLE ProcessHandle, PCLIENT_ID ClientId, PKSTART_ROUTINE StartRoutine,
                     PVOID StartContext)
{
    ULONG Attributes =
        OBJ_KERNEL_HANDLE | (ObjectAttributes != NULL ? ObjectAttributes->Attributes : 0);
    PEPROCESS Process;
    PETHREAD Thread;
    NTSTATUS Status;

    if (!PspValidThreadAttributes(ObjectAttributes)) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = PspReferenceTarget(ProcessHandle, &Process);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = PspMakeSystemThread(Process, StartRoutine, StartContext, &Thread);
    ObfDereferenceObject(Process);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status =
        ObCreateHandle(Thread, &PspThreadType, DesiredAccess, Attributes, KernelMode, ThreadHandle);
    if (!NT_SUCCESS(Status)) {
        PspAbandonThread(Thread);
        return Status;
    }
    if (ClientId != NULL) {
        *ClientId = Thread->Cid;
    }
    PspStartThread(Thread);
    ObfDereferenceObject(Thread);
    return STATUS_SUCCESS;
}

NTSTATUS
PsTerminateSystemThread(NTSTATUS ExitStatus)
{
    if (!PsCurrentThread()->SystemThread) {
        return STATUS_INVALID_PARAMETER;
    }
    KeLeaveCriticalRegion(); /* PspSystemThreadStart's */
    PspExitThread(ExitStatus);
}

NTSTATUS
PsCreateWorker(VOID (*Start)(PVOID), PVOID Context, KPRIORITY Priority)
{
    PETHREAD Thread;
    NTSTATUS Status = PspMakeSystemThread(PspSystemProcess(), Start, Context, &Thread);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    KeSetPriorityThread(&Thread->Tcb, Priority);
    PspStartThread(Thread);
    ObAddToBaseline(Thread, 1); /* ex may want more workers at any time */
    ObAddToBaseline(PspSystemProcess(), 1);
    ObfDereferenceObject(Thread);
    return STATUS_SUCCESS;
}
