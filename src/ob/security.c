/*
 * ob/security.c - the security descriptors of objects
 *
 * An object's descriptor is a self-relative copy of what its creator gave. It is kept and handed
 * out; see open.c for what it is not used for.
 */
#include "obi.h"

NTSTATUS
ObSetSecurityDescriptor(PVOID Object, PSECURITY_DESCRIPTOR Descriptor)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);
    PSECURITY_DESCRIPTOR Copy = NULL;

    if (Descriptor != NULL) {
        NTSTATUS Status = SeCopyDescriptor(Descriptor, &Copy);

        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    if (Header->Security != NULL) {
        ExFreeOwn(Header->Security);
    }
    Header->Security = Copy;
    return STATUS_SUCCESS;
}

NTSTATUS
ObGetObjectSecurity(PVOID Object, PSECURITY_DESCRIPTOR *SecurityDescriptor,
                    PBOOLEAN MemoryAllocated)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);
    NTSTATUS Status;

    *SecurityDescriptor = NULL;
    *MemoryAllocated = FALSE;
    if (Header->Security == NULL) {
        return STATUS_SUCCESS;
    }
    Status = SeCopyDescriptor(Header->Security, SecurityDescriptor);
    *MemoryAllocated = NT_SUCCESS(Status);
    return Status;
}

VOID
ObReleaseObjectSecurity(PSECURITY_DESCRIPTOR SecurityDescriptor, BOOLEAN MemoryAllocated)
{
    if (MemoryAllocated && SecurityDescriptor != NULL) {
        ExFreeOwn(SecurityDescriptor);
    }
}
