/*
 * ob/wait.c - waits by handle
 *
 * What is waited for is a dispatcher header in the object's body, or where the body points.
 *
 * Preemption: in the wait. The objects are referenced, so that their handles may be closed
 * meanwhile.
 *
 * Differs from Windows: an object without dispatcher header is a type mismatch; there it counts as
 * signalled, but no handle to it grants SYNCHRONIZE.
 */
#include "obi.h"

PVOID
ObWaitableObject(PVOID Object)
{
    ULONG Offset = ObTypeOf(Object)->DispatcherOffset;

    if (Offset == OB_NOT_WAITABLE) {
        return NULL;
    }
    if ((Offset & OB_DISPATCHER_IN_FIELD) != 0) {
        return *(PVOID *)((PUCHAR)Object + (Offset & ~OB_DISPATCHER_IN_FIELD));
    }
    return (PUCHAR)Object + Offset;
}

static NTSTATUS
ObpReferenceWaitable(HANDLE Handle, KPROCESSOR_MODE Mode, PVOID *Object, PVOID *Dispatcher)
{
    NTSTATUS Status = ObReferenceObjectByHandle(Handle, SYNCHRONIZE, NULL, Mode, Object, NULL);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *Dispatcher = ObWaitableObject(*Object);
    if (*Dispatcher == NULL) {
        ObfDereferenceObject(*Object);
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    return STATUS_SUCCESS;
}

/* The time-out of a system call, copied: the wait looks at it when user memory may be gone. */
static NTSTATUS
ObpCaptureTimeout(KPROCESSOR_MODE Mode, PLARGE_INTEGER *Timeout, PLARGE_INTEGER Copy)
{
    NTSTATUS Status;

    if (*Timeout == NULL) {
        return STATUS_SUCCESS;
    }
    Status = OB_PROBE_READ(Mode, *Timeout);
    if (NT_SUCCESS(Status)) {
        *Copy = **Timeout;
        *Timeout = Copy;
    }
    return Status;
}

NTSTATUS
NtWaitForSingleObject(HANDLE Handle, BOOLEAN Alertable, PLARGE_INTEGER Timeout)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PVOID Object, Dispatcher;
    LARGE_INTEGER Copy;
    NTSTATUS Status;

    Status = ObpCaptureTimeout(Mode, &Timeout, &Copy);
    if (NT_SUCCESS(Status)) {
        Status = ObpReferenceWaitable(Handle, Mode, &Object, &Dispatcher);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = KeWaitForSingleObject(Dispatcher, UserRequest, Mode, Alertable, Timeout);
    ObfDereferenceObject(Object);
    return Status;
}

NTSTATUS
NtDelayExecution(BOOLEAN Alertable, PLARGE_INTEGER DelayInterval)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    LARGE_INTEGER Copy;
    NTSTATUS Status = ObpCaptureTimeout(Mode, &DelayInterval, &Copy);

    return NT_SUCCESS(Status) ? KeDelayExecutionThread(Mode, Alertable, DelayInterval) : Status;
}

/* --- several ---------------------------------------------------------------------------------- */

typedef struct _OBP_WAIT {
    ULONG Count;
    PVOID Objects[MAXIMUM_WAIT_OBJECTS], Dispatchers[MAXIMUM_WAIT_OBJECTS];
    KWAIT_BLOCK Blocks[MAXIMUM_WAIT_OBJECTS];
} OBP_WAIT, *POBP_WAIT;

static VOID
ObpReleaseWait(POBP_WAIT Wait)
{
    while (Wait->Count != 0) {
        ObfDereferenceObject(Wait->Objects[--Wait->Count]);
    }
    ExFreeOwn(Wait);
}

static BOOLEAN
ObpSameTwice(POBP_WAIT Wait)
{
    ULONG i, j;

    for (i = 0; i < Wait->Count; i++) {
        for (j = 0; j < i; j++) {
            if (Wait->Dispatchers[i] == Wait->Dispatchers[j]) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static NTSTATUS
ObpPrepareWait(POBP_WAIT Wait, ULONG Count, HANDLE Handles[], WAIT_TYPE WaitType,
               KPROCESSOR_MODE Mode)
{
    while (Wait->Count < Count) {
        NTSTATUS Status =
            ObpReferenceWaitable(Handles[Wait->Count], Mode, &Wait->Objects[Wait->Count],
                                 &Wait->Dispatchers[Wait->Count]);

        if (!NT_SUCCESS(Status)) {
            return Status;
        }
        Wait->Count++;
    }
    return WaitType == WaitAll && ObpSameTwice(Wait) ? STATUS_INVALID_PARAMETER_MIX
                                                     : STATUS_SUCCESS;
}

NTSTATUS
NtWaitForMultipleObjects(ULONG Count, HANDLE Handles[], WAIT_TYPE WaitType, BOOLEAN Alertable,
                         PLARGE_INTEGER Timeout)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    LARGE_INTEGER Copy;
    POBP_WAIT Wait;
    NTSTATUS Status;

    if (Count == 0 || Count > MAXIMUM_WAIT_OBJECTS) {
        return STATUS_INVALID_PARAMETER_1;
    }
    if (WaitType != WaitAny && WaitType != WaitAll) {
        return STATUS_INVALID_PARAMETER_3;
    }
    Status = ObpCaptureTimeout(Mode, &Timeout, &Copy);
    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, Handles, Count * sizeof *Handles, sizeof *Handles, FALSE);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Wait = ExAllocateOwn(sizeof *Wait, OBP_TAG);
    if (Wait == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = ObpPrepareWait(Wait, Count, Handles, WaitType, Mode);
    if (NT_SUCCESS(Status)) {
        Status = KeWaitForMultipleObjects(Count, Wait->Dispatchers, WaitType, UserRequest, Mode,
                                          Alertable, Timeout, Wait->Blocks);
    }
    ObpReleaseWait(Wait);
    return Status;
}

/* --- signal and wait -------------------------------------------------------------------------- */

static NTSTATUS
ObpSignal(HANDLE Handle)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    OBJECT_TYPE *Type;
    NTSTATUS Status;
    PVOID Object;

    Status = ObReferenceObjectByHandle(Handle, 0, NULL, Mode, &Object, NULL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Type = ObTypeOf(Object);
    ObfDereferenceObject(Object);
    if (Type == &ObpEventType) {
        return NtSetEvent(Handle, NULL);
    }
    if (Type == &ObpMutantType) {
        return NtReleaseMutant(Handle, NULL);
    }
    return Type == &ObpSemaphoreType ? NtReleaseSemaphore(Handle, 1, NULL)
                                     : STATUS_OBJECT_TYPE_MISMATCH;
}

/* Nothing runs between the two: kernel code is not preempted by its own calls. */
NTSTATUS
NtSignalAndWaitForSingleObject(HANDLE SignalHandle, HANDLE WaitHandle, BOOLEAN Alertable,
                               PLARGE_INTEGER Timeout)
{
    NTSTATUS Status = ObpSignal(SignalHandle);

    return NT_SUCCESS(Status) ? NtWaitForSingleObject(WaitHandle, Alertable, Timeout) : Status;
}
