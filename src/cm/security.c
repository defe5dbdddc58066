/*
 * cm/security.c - the security descriptors of keys
 *
 * Each key has one. A new key's is what its creator gave, with what its parent's lets it inherit.
 * Keys that the system makes at boot share that of the root: SYSTEM and Administrators may do
 * everything, everybody may read. CurrentControlSet\Enum is only SYSTEM's to change.
 */
#include "cmi.h"

static PCMP_SECURITY
CmpWrap(PSECURITY_DESCRIPTOR Descriptor)
{
    PCMP_SECURITY Security = ExAllocateOwn(sizeof *Security, CMP_TAG);

    if (Security == NULL) {
        ExFreeOwn(Descriptor);
        return NULL;
    }
    *Security = (CMP_SECURITY){.References = 1, .Descriptor = Descriptor};
    return Security;
}

PCMP_SECURITY
CmpShareSecurity(PCMP_SECURITY Security)
{
    Security->References++;
    return Security;
}

VOID
CmpReleaseSecurity(PCMP_SECURITY Security)
{
    SIM_ASSERT(Security->References > 0);
    if (--Security->References == 0) {
        ExFreeOwn(Security->Descriptor);
        ExFreeOwn(Security);
    }
}

static PCMP_SECURITY
CmpSecurityFromText(PCWSTR Text)
{
    PSECURITY_DESCRIPTOR Descriptor;
    PCMP_SECURITY Security;
    UNICODE_STRING Sddl;
    NTSTATUS Status;

    RtlInitUnicodeString(&Sddl, Text);
    Status = SeConvertStringSecurityDescriptor(&Sddl, &Descriptor, NULL);
    SIM_ASSERT(NT_SUCCESS(Status));
    Security = CmpWrap(Descriptor);
    SIM_ASSERT(Security != NULL);
    return Security;
}

PCMP_SECURITY
CmpRootSecurity(VOID)
{
    return CmpSecurityFromText(L"O:BAG:SYD:P(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CIIO;KA;;;CO)"
                               L"(A;CI;KR;;;WD)(A;CI;KR;;;RC)");
}

/* What only the system may change. */
VOID
CmpProtectForSystem(PCMP_KEY Key)
{
    CmpReleaseSecurity(Key->Security);
    Key->Security = CmpSecurityFromText(L"O:SYG:SYD:P(A;CI;KA;;;SY)(A;CI;KR;;;WD)");
}

NTSTATUS
CmpNewSecurity(PCMP_KEY Parent, PSECURITY_DESCRIPTOR Explicit, PSECURITY_SUBJECT_CONTEXT Subject,
               PCMP_SECURITY *Security)
{
    PSECURITY_DESCRIPTOR Descriptor;
    NTSTATUS Status = SeNewDescriptor(Parent->Security->Descriptor, Explicit, TRUE, Subject,
                                      &CmpKeyType.GenericMapping, &Descriptor);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *Security = CmpWrap(Descriptor);
    return *Security != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static NTSTATUS
CmpChangeSecurity(PCMP_KEY Key, POB_SECURITY Request)
{
    PSECURITY_DESCRIPTOR Descriptor;
    PCMP_SECURITY New;
    NTSTATUS Status =
        SeChangedDescriptor(Request->What, Request->Descriptor, Key->Security->Descriptor,
                            &CmpKeyType.GenericMapping, &Descriptor);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    New = CmpWrap(Descriptor);
    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    CmpReleaseSecurity(Key->Security);
    Key->Security = New;
    CmpTouch(Key);
    CmpReport(Key, REG_NOTIFY_CHANGE_ATTRIBUTES | REG_NOTIFY_CHANGE_SECURITY);
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpSetSecurity(PCMP_KEY_BODY Body, POB_SECURITY Request)
{
    REG_SET_KEY_SECURITY_INFORMATION Information = {.Object = Body,
                                                    .SecurityInformation = &Request->What,
                                                    .SecurityDescriptor = Request->Descriptor};
    CMP_CALL Call = CMP_CALL_OF(SetKeySecurity, Body, Information);
    NTSTATUS Status;

    if (CmpAskFilters(&Call, &Status)) {
        Status = CmpTellFilters(&Call, CmpChangeSecurity(Body->Key, Request));
    }
    return Status;
}

static NTSTATUS
CmpQuerySecurity(PCMP_KEY_BODY Body, POB_SECURITY Request)
{
    REG_QUERY_KEY_SECURITY_INFORMATION Information = {.Object = Body,
                                                      .SecurityInformation = &Request->What,
                                                      .SecurityDescriptor = Request->Descriptor,
                                                      .Length = Request->Length};
    CMP_CALL Call = CMP_CALL_OF(QueryKeySecurity, Body, Information);
    NTSTATUS Status;

    if (CmpAskFilters(&Call, &Status)) {
        Status = SeQuerySecurityDescriptorInfo(&Request->What, Request->Descriptor, Request->Length,
                                               &Body->Key->Security->Descriptor);
        Status = CmpTellFilters(&Call, Status);
    }
    return Status;
}

NTSTATUS
CmpSecurityMethod(PVOID Object, POB_SECURITY Request)
{
    if (((PCMP_KEY_BODY)Object)->Key->Deleted) {
        return STATUS_KEY_DELETED;
    }
    return Request->Set ? CmpSetSecurity(Object, Request) : CmpQuerySecurity(Object, Request);
}
