/*
 * ob/semaphore.c - semaphore objects
 */
#include "obi.h"

OBJECT_TYPE ObpSemaphoreType SIM_STATE;
POBJECT_TYPE *ExSemaphoreObjectType SIM_STATE;

static struct {
    POBJECT_TYPE Type;
} ObpSemaphores SIM_STATE;

VOID
ObpInitSemaphores(VOID)
{
    ObpSemaphoreType = (OBJECT_TYPE){
        .Name = L"Semaphore",
        .GenericMapping = {STANDARD_RIGHTS_READ | SEMAPHORE_QUERY_STATE,
                           STANDARD_RIGHTS_WRITE | SEMAPHORE_MODIFY_STATE,
                           STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE, SEMAPHORE_ALL_ACCESS},
        .ValidAccess = SEMAPHORE_ALL_ACCESS,
        .DispatcherOffset = FIELD_OFFSET(KSEMAPHORE, Header),
    };
    ObCreateObjectType(&ObpSemaphoreType);
    ObpSemaphores.Type = &ObpSemaphoreType;
    ExSemaphoreObjectType = &ObpSemaphores.Type;
}

NTSTATUS
NtCreateSemaphore(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes,
                  LONG InitialCount, LONG MaximumCount)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status;
    PVOID Semaphore;

    if (MaximumCount <= 0 || InitialCount < 0 || InitialCount > MaximumCount) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = ObpProbeCreate(Mode, Handle, Attributes);
    if (NT_SUCCESS(Status)) {
        Status = ObCreateObjectOfType(&ObpSemaphoreType, sizeof(KSEMAPHORE), &Semaphore);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    KeInitializeSemaphore(Semaphore, InitialCount, MaximumCount);
    Status = ObInsertNewObject(Semaphore, Attributes, Access, Mode, Handle, NULL);
    ObfDereferenceObject(Semaphore);
    return Status;
}

NTSTATUS
NtOpenSemaphore(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes)
{
    return ObpOpenNamed(Handle, Access, Attributes, &ObpSemaphoreType);
}

NTSTATUS
NtReleaseSemaphore(HANDLE Handle, LONG ReleaseCount, PLONG PreviousCount)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PKSEMAPHORE Semaphore;
    NTSTATUS Status;
    LONG Count;

    if (ReleaseCount <= 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = ObpProbePrevious(Mode, PreviousCount);
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(Handle, SEMAPHORE_MODIFY_STATE, &ObpSemaphoreType, Mode,
                                           (PVOID *)&Semaphore, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Count = KeReadStateSemaphore(Semaphore);
    if (ReleaseCount > Semaphore->Limit - Count) {
        ObfDereferenceObject(Semaphore);
        return STATUS_SEMAPHORE_LIMIT_EXCEEDED;
    }
    KeReleaseSemaphore(Semaphore, SEMAPHORE_INCREMENT, ReleaseCount, FALSE);
    if (PreviousCount != NULL) {
        *PreviousCount = Count;
    }
    ObfDereferenceObject(Semaphore);
    return STATUS_SUCCESS;
}
