/*
 * ob/securitycall.c - NtQuerySecurityObject, NtSetSecurityObject
 *
 * What a handle allows is checked, then the type's method is asked, or the descriptor in the header
 * read or replaced.
 */
#include "obi.h"

static NTSTATUS
ObpQuerySecurity(PVOID Object, POB_SECURITY Request)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    if (Header->Type->Methods.Security != NULL) {
        return Header->Type->Methods.Security(Object, Request);
    }
    return SeQuerySecurityDescriptorInfo(&Request->What, Request->Descriptor, Request->Length,
                                         &Header->Security);
}

static NTSTATUS
ObpSetSecurity(PVOID Object, POB_SECURITY Request)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);
    PSECURITY_DESCRIPTOR New;
    NTSTATUS Status;

    if (Header->Type->Methods.Security != NULL) {
        return Header->Type->Methods.Security(Object, Request);
    }
    if (Header->Security == NULL) {
        return STATUS_NO_SECURITY_ON_OBJECT;
    }
    Status = SeChangedDescriptor(Request->What, Request->Descriptor, Header->Security,
                                 &Header->Type->GenericMapping, &New);
    if (NT_SUCCESS(Status)) {
        ExFreeOwn(Header->Security);
        Header->Security = New;
    }
    return Status;
}

NTSTATUS
NtQuerySecurityObject(HANDLE Handle, SECURITY_INFORMATION SecurityInformation,
                      PSECURITY_DESCRIPTOR SecurityDescriptor, ULONG Length, PULONG LengthNeeded)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    ULONG Needed = Length;
    OB_SECURITY Request = {
        .What = SecurityInformation, .Descriptor = SecurityDescriptor, .Length = &Needed};
    PVOID Object;
    NTSTATUS Status = OB_PROBE_WRITE(Mode, LengthNeeded);

    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, SecurityDescriptor, Length, sizeof(ULONG), TRUE);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(Handle, SeAccessToQuery(SecurityInformation), NULL, Mode,
                                           &Object, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObpQuerySecurity(Object, &Request);
    ObfDereferenceObject(Object);
    *LengthNeeded = Needed;
    return Status;
}

static NTSTATUS
ObpProbeByte(const VOID *Address, SIZE_T Length)
{
    return ObProbe(UserMode, Address, Length, sizeof(UCHAR), FALSE);
}

NTSTATUS
NtSetSecurityObject(HANDLE Handle, SECURITY_INFORMATION SecurityInformation,
                    PSECURITY_DESCRIPTOR SecurityDescriptor)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    OB_SECURITY Request = {.Set = TRUE, .What = SecurityInformation};
    PVOID Object;
    NTSTATUS Status = STATUS_SUCCESS;

    if (SecurityDescriptor == NULL) {
        return STATUS_ACCESS_VIOLATION;
    }
    if (Mode != KernelMode) {
        Status = SeProbeDescriptor(SecurityDescriptor, ObpProbeByte);
    }
    if (NT_SUCCESS(Status)) {
        Status = SeCopyDescriptor(SecurityDescriptor, &Request.Descriptor);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObReferenceObjectByHandle(Handle, SeAccessToSet(SecurityInformation), NULL, Mode,
                                       &Object, NULL);
    if (NT_SUCCESS(Status)) {
        Status = ObpSetSecurity(Object, &Request);
        ObfDereferenceObject(Object);
    }
    ExFreeOwn(Request.Descriptor);
    return Status;
}

ZW_CALL(ZwQuerySecurityObject, NtQuerySecurityObject,
        (HANDLE Handle, SECURITY_INFORMATION What, PSECURITY_DESCRIPTOR Descriptor, ULONG Length,
         PULONG LengthNeeded),
        (Handle, What, Descriptor, Length, LengthNeeded))
ZW_CALL(ZwSetSecurityObject, NtSetSecurityObject,
        (HANDLE Handle, SECURITY_INFORMATION What, PSECURITY_DESCRIPTOR Descriptor),
        (Handle, What, Descriptor))
