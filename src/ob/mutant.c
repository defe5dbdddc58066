/*
 * ob/mutant.c - mutexes of user mode
 *
 * The body is a KMUTANT. Unlike a driver's KMUTEX, its owner still gets APCs.
 */
#include "obi.h"

OBJECT_TYPE ObpMutantType SIM_STATE;
POBJECT_TYPE *ExMutantObjectType SIM_STATE;

static struct {
    POBJECT_TYPE Type;
} ObpMutants SIM_STATE;

VOID
ObpInitMutants(VOID)
{
    ObpMutantType = (OBJECT_TYPE){
        .Name = L"Mutant",
        .GenericMapping = {STANDARD_RIGHTS_READ | MUTANT_QUERY_STATE, STANDARD_RIGHTS_WRITE,
                           STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE, MUTANT_ALL_ACCESS},
        .ValidAccess = MUTANT_ALL_ACCESS,
        .DispatcherOffset = FIELD_OFFSET(KMUTANT, Header),
    };
    ObCreateObjectType(&ObpMutantType);
    ObpMutants.Type = &ObpMutantType;
    ExMutantObjectType = &ObpMutants.Type;
}

static VOID
ObpInitializeMutant(PKMUTANT Mutant, BOOLEAN InitialOwner)
{
    LARGE_INTEGER Now = {.QuadPart = 0};

    KeInitializeMutex(Mutant, 0);
    Mutant->ApcDisable = 0;
    if (InitialOwner) {
        KeWaitForSingleObject(Mutant, UserRequest, KernelMode, FALSE, &Now);
    }
}

NTSTATUS
NtCreateMutant(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes,
               BOOLEAN InitialOwner)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status;
    PVOID Mutant;

    Status = ObpProbeCreate(Mode, Handle, Attributes);
    if (NT_SUCCESS(Status)) {
        Status = ObCreateObjectOfType(&ObpMutantType, sizeof(KMUTANT), &Mutant);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    ObpInitializeMutant(Mutant, FALSE);
    Status = ObInsertNewObject(Mutant, Attributes, Access, Mode, Handle, NULL);
    if (Status == STATUS_SUCCESS) { /* not one that existed */
        ObpInitializeMutant(Mutant, InitialOwner);
    }
    ObfDereferenceObject(Mutant);
    return Status;
}

NTSTATUS
NtOpenMutant(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes)
{
    return ObpOpenNamed(Handle, Access, Attributes, &ObpMutantType);
}

NTSTATUS
NtReleaseMutant(HANDLE Handle, PLONG PreviousCount)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status;
    PVOID Mutant;
    LONG Count;

    Status = ObpProbePrevious(Mode, PreviousCount);
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(Handle, 0, &ObpMutantType, Mode, &Mutant, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (((PKMUTANT)Mutant)->OwnerThread != KeCurrentThread()) {
        ObfDereferenceObject(Mutant);
        return STATUS_MUTANT_NOT_OWNED;
    }
    Count = KeReleaseMutex(Mutant, FALSE);
    if (PreviousCount != NULL) {
        *PreviousCount = Count;
    }
    ObfDereferenceObject(Mutant);
    return STATUS_SUCCESS;
}
