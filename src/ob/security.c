/*
 * ob/security.c - the security descriptors of objects, and what they are checked for
 *
 *      inserted with a name, or of a type that is always secured --> assigned: what the creator
 *      gave, what the directory lets its children inherit, or the creator's default
 *      inserted without a name --> only what the creator gave
 *
 * A descriptor is a self-relative copy in the header; a type with a Security method keeps it
 * elsewhere (a file system does). An object without a descriptor is open to everybody.
 */
#include "obi.h"

static struct {
    PSECURITY_DESCRIPTOR System[ObpAudiences]; /* NULL: nobody asked for it yet */
} Obp SIM_STATE;

PSECURITY_DESCRIPTOR
ObpSystemSecurity(OBP_AUDIENCE Audience)
{
    static const PCWSTR Sddl[] = {
        [ObpForReaders] = L"O:BAG:SYD:(A;;GRGX;;;WD)(A;;GA;;;SY)(A;;GA;;;BA)(A;;GRGX;;;RC)",
        [ObpForCreators] = L"O:BAG:SYD:(A;;0xf;;;WD)(A;;GA;;;SY)(A;;GA;;;BA)(A;;0xf;;;RC)",
        [ObpForAdministrators] = L"O:BAG:SYD:(A;;GA;;;SY)(A;;GA;;;BA)",
        [ObpForAll] = L"O:BAG:SYD:(A;;GA;;;WD)(A;;GA;;;SY)(A;;GA;;;BA)",
    };
    UNICODE_STRING Text;
    NTSTATUS Status;

    if (Obp.System[Audience] == NULL) {
        RtlInitUnicodeString(&Text, Sddl[Audience]);
        Status = SeConvertStringSecurityDescriptor(&Text, &Obp.System[Audience], NULL);
        SIM_ASSERT(NT_SUCCESS(Status));
    }
    return Obp.System[Audience];
}

KPROCESSOR_MODE
ObCheckMode(KPROCESSOR_MODE Mode, ULONG Attributes)
{
    return (Attributes & OBJ_FORCE_ACCESS_CHECK) != 0 ? UserMode : Mode;
}

static VOID
ObpReplaceSecurity(POBJECT_HEADER Header, PSECURITY_DESCRIPTOR New)
{
    if (Header->Security != NULL) {
        ExFreeOwn(Header->Security);
    }
    Header->Security = New;
}

NTSTATUS
ObSetSecurityDescriptor(PVOID Object, PSECURITY_DESCRIPTOR Descriptor)
{
    PSECURITY_DESCRIPTOR Copy = NULL;

    if (Descriptor != NULL) {
        NTSTATUS Status = SeCopyDescriptor(Descriptor, &Copy);

        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    ObpReplaceSecurity(ObpHeaderOf(Object), Copy);
    return STATUS_SUCCESS;
}

/* --- new objects ------------------------------------------------------------------------------ */

NTSTATUS
ObpAssignSecurity(POBJECT_HEADER Header, POBJECT_HEADER Parent, PSECURITY_DESCRIPTOR Explicit,
                  PSECURITY_SUBJECT_CONTEXT Subject)
{
    PSECURITY_DESCRIPTOR New;
    NTSTATUS Status;

    if (Header->Type->Methods.Security != NULL ||
        (Parent == NULL && Explicit == NULL && !Header->Type->Secured)) {
        return STATUS_SUCCESS;
    }
    Status = SeNewDescriptor(Parent != NULL ? Parent->Security : NULL, Explicit,
                             Header->Type == &ObpDirectoryType, Subject,
                             &Header->Type->GenericMapping, &New);
    if (NT_SUCCESS(Status)) {
        ObpReplaceSecurity(Header, New);
    }
    return Status;
}

NTSTATUS
ObAssignSecurity(PVOID Object, PSECURITY_DESCRIPTOR Explicit, PSECURITY_SUBJECT_CONTEXT Subject)
{
    return ObpAssignSecurity(ObpHeaderOf(Object), NULL, Explicit, Subject);
}

/* Whether the creator may put a name into the directory. */
NTSTATUS
ObpCheckInsert(POBJECT_HEADER Directory, POBP_LOOKUP Lookup)
{
    ACCESS_STATE State = {0};

    State.SubjectSecurityContext = Lookup->AccessState->SubjectSecurityContext;
    State.RemainingDesiredAccess = Lookup->Insert->Type == &ObpDirectoryType
                                       ? DIRECTORY_CREATE_SUBDIRECTORY
                                       : DIRECTORY_CREATE_OBJECT;
    return SeCheckAccess(Directory->Security, &State, &ObpDirectoryType.GenericMapping,
                         ObCheckMode(Lookup->Mode, Lookup->Attributes));
}

/* --- checks ----------------------------------------------------------------------------------- */

NTSTATUS
ObCheckObjectAccess(PVOID Object, PACCESS_STATE State, KPROCESSOR_MODE Mode)
{
    OBJECT_TYPE *Type = ObTypeOf(Object);
    PSECURITY_DESCRIPTOR Descriptor;
    BOOLEAN Allocated;
    NTSTATUS Status = STATUS_SUCCESS;

    if (Mode == KernelMode) {
        return SeCheckAccess(NULL, State, &Type->GenericMapping, KernelMode);
    }
    Status = ObGetObjectSecurity(Object, &Descriptor, &Allocated);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = SeCheckAccess(Descriptor, State, &Type->GenericMapping, Mode);
    ObReleaseObjectSecurity(Descriptor, Allocated);
    return Status;
}

/* --- for drivers ------------------------------------------------------------------------------ */

/* From who keeps it: first how long it is, then the descriptor. */
static NTSTATUS
ObpAskForSecurity(PVOID Object, PSECURITY_DESCRIPTOR *Descriptor)
{
    ULONG Length = 0;
    OB_SECURITY Request = {.What = OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION |
                                   DACL_SECURITY_INFORMATION | SACL_SECURITY_INFORMATION,
                           .Length = &Length};
    NTSTATUS Status = ObTypeOf(Object)->Methods.Security(Object, &Request);

    if (Status != STATUS_BUFFER_TOO_SMALL) {
        return Status;
    }
    Request.Descriptor = ExAllocateOwn(Length, OBP_TAG);
    if (Request.Descriptor == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = ObTypeOf(Object)->Methods.Security(Object, &Request);
    if (NT_SUCCESS(Status)) {
        *Descriptor = Request.Descriptor;
    } else {
        ExFreeOwn(Request.Descriptor);
    }
    return Status;
}

NTSTATUS
ObGetObjectSecurity(PVOID Object, PSECURITY_DESCRIPTOR *SecurityDescriptor,
                    PBOOLEAN MemoryAllocated)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);
    NTSTATUS Status;

    *SecurityDescriptor = NULL;
    *MemoryAllocated = FALSE;
    if (Header->Type->Methods.Security != NULL) {
        Status = ObpAskForSecurity(Object, SecurityDescriptor);
    } else if (Header->Security != NULL) {
        Status = SeCopyDescriptor(Header->Security, SecurityDescriptor);
    } else {
        return STATUS_SUCCESS;
    }
    *MemoryAllocated = *SecurityDescriptor != NULL;
    return Status;
}

VOID
ObReleaseObjectSecurity(PSECURITY_DESCRIPTOR SecurityDescriptor, BOOLEAN MemoryAllocated)
{
    if (MemoryAllocated && SecurityDescriptor != NULL) {
        ExFreeOwn(SecurityDescriptor);
    }
}
