/*
 * ob/byname.c - ObReferenceObjectByName: from a name to a referenced object, without a handle
 *
 * Differs from Windows: it has no documentation; what it does is what opening and referencing the
 * object would.
 */
#include "obi.h"

static NTSTATUS
ObpCheckNamed(PVOID Object, PACCESS_STATE Passed, ACCESS_MASK Access, KPROCESSOR_MODE Mode)
{
    ACCESS_STATE Own;
    NTSTATUS Status;

    if (Passed != NULL) {
        return ObCheckObjectAccess(Object, Passed, Mode);
    }
    SeInitAccessState(&Own, Access, &ObTypeOf(Object)->GenericMapping);
    Status = ObCheckObjectAccess(Object, &Own, Mode);
    SeDeleteAccessState(&Own);
    return Status;
}

NTSTATUS
ObReferenceObjectByName(PUNICODE_STRING ObjectName, ULONG Attributes, PACCESS_STATE AccessState,
                        ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType,
                        KPROCESSOR_MODE AccessMode, PVOID ParseContext, PVOID *Object)
{
    OBJECT_ATTRIBUTES Named;
    NTSTATUS Status;

    if (ObjectName == NULL || ObjectName->Length == 0) {
        return STATUS_OBJECT_NAME_INVALID;
    }
    InitializeObjectAttributes(&Named, ObjectName, Attributes, NULL, NULL);
    Status =
        ObOpenByName(&Named, ObjectType, AccessMode, DesiredAccess, ParseContext, Object, NULL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status =
        ObpCheckNamed(*Object, AccessState, DesiredAccess, ObCheckMode(AccessMode, Attributes));
    if (!NT_SUCCESS(Status)) {
        ObfDereferenceObject(*Object);
    }
    return Status;
}
