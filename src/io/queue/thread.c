/*
 * io/queue/thread.c - IoCreateSystemThread: a thread that keeps its driver's image
 *
 *      IoCreateSystemThread --reference--> IopThreadStart --> the driver's routine returns
 *          --dereference--> PsTerminateSystemThread
 *
 * Invariants:
 *   T1. The object is referenced as long as the routine runs.
 *
 * Differs from Windows: a routine that ends by PsTerminateSystemThread, which it must not call,
 * keeps its driver loaded.
 */
#include "iop.h"

typedef struct _IOP_THREAD_START {
    PVOID IoObject;
    PKSTART_ROUTINE Routine;
    PVOID Context;
} IOP_THREAD_START, *PIOP_THREAD_START;

static VOID
IopThreadStart(PVOID Context)
{
    IOP_THREAD_START Start = *(PIOP_THREAD_START)Context;

    ExFreeOwn(Context);
    CALL_DRIVER(Start.Routine, Start.Context);
    ObDereferenceObject(Start.IoObject);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS
IoCreateSystemThread(PVOID IoObject, PHANDLE ThreadHandle, ULONG DesiredAccess,
                     POBJECT_ATTRIBUTES ObjectAttributes, HANDLE ProcessHandle, PCLIENT_ID ClientId,
                     PKSTART_ROUTINE StartRoutine, PVOID StartContext)
{
    PIOP_THREAD_START Start = ExAllocateOwn(sizeof(*Start), IOP_TAG);
    NTSTATUS Status;

    if (Start == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *Start = (IOP_THREAD_START){IoObject, StartRoutine, StartContext};
    ObReferenceObject(IoObject);
    Status = PsCreateSystemThread(ThreadHandle, DesiredAccess, ObjectAttributes, ProcessHandle,
                                  ClientId, IopThreadStart, Start);
    if (!NT_SUCCESS(Status)) {
        ObDereferenceObject(IoObject);
        ExFreeOwn(Start);
    }
    return Status;
}
