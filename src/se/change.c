/*
 * se/change.c - parts of an object's descriptor, read and replaced
 */
#include "sep.h"

ACCESS_MASK
SeAccessToQuery(SECURITY_INFORMATION What)
{
    ACCESS_MASK Access = 0;

    if ((What & (OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION |
                 DACL_SECURITY_INFORMATION | LABEL_SECURITY_INFORMATION)) != 0) {
        Access |= READ_CONTROL;
    }
    return Access | ((What & SACL_SECURITY_INFORMATION) != 0 ? ACCESS_SYSTEM_SECURITY : 0);
}

ACCESS_MASK
SeAccessToSet(SECURITY_INFORMATION What)
{
    ACCESS_MASK Access = 0;

    if ((What & (OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION |
                 LABEL_SECURITY_INFORMATION)) != 0) {
        Access |= WRITE_OWNER;
    }
    if ((What & DACL_SECURITY_INFORMATION) != 0) {
        Access |= WRITE_DAC;
    }
    return Access | ((What & SACL_SECURITY_INFORMATION) != 0 ? ACCESS_SYSTEM_SECURITY : 0);
}

/* --- reading ---------------------------------------------------------------------------------- */

static VOID
SepSelect(SECURITY_INFORMATION What, SEP_PARTS *Parts, SECURITY_DESCRIPTOR_CONTROL *Control)
{
    if ((What & OWNER_SECURITY_INFORMATION) == 0) {
        Parts->Owner = NULL;
        *Control &= ~SE_OWNER_DEFAULTED;
    }
    if ((What & GROUP_SECURITY_INFORMATION) == 0) {
        Parts->Group = NULL;
        *Control &= ~SE_GROUP_DEFAULTED;
    }
    if ((What & DACL_SECURITY_INFORMATION) == 0) {
        Parts->Dacl = NULL;
        *Control &= ~(SE_DACL_PRESENT | SE_DACL_DEFAULTED | SE_DACL_PROTECTED |
                      SE_DACL_AUTO_INHERITED | SE_DACL_AUTO_INHERIT_REQ);
    }
    if ((What & (SACL_SECURITY_INFORMATION | LABEL_SECURITY_INFORMATION)) == 0) {
        Parts->Sacl = NULL;
        *Control &= ~(SE_SACL_PRESENT | SE_SACL_DEFAULTED | SE_SACL_PROTECTED |
                      SE_SACL_AUTO_INHERITED | SE_SACL_AUTO_INHERIT_REQ);
    }
}

/* An object without a descriptor has an empty one. */
NTSTATUS
SeQuerySecurityDescriptorInfo(PSECURITY_INFORMATION SecurityInformation,
                              PSECURITY_DESCRIPTOR SecurityDescriptor, PULONG Length,
                              PSECURITY_DESCRIPTOR *ObjectsSecurityDescriptor)
{
    SECURITY_DESCRIPTOR_CONTROL Control = SE_SELF_RELATIVE;
    ULONG Room = *Length;
    SEP_PARTS Parts = {0};

    if (*ObjectsSecurityDescriptor != NULL) {
        SepGetParts(*ObjectsSecurityDescriptor, &Parts);
        Control = ((SECURITY_DESCRIPTOR *)*ObjectsSecurityDescriptor)->Control;
    }
    SepSelect(*SecurityInformation, &Parts, &Control);
    *Length = sizeof(SECURITY_DESCRIPTOR_RELATIVE) + SepPartsSize(&Parts);
    if (Room < *Length) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlZeroMemory(SecurityDescriptor, *Length);
    SepComposeInto(SecurityDescriptor, &Parts, Control);
    return STATUS_SUCCESS;
}

/* --- replacing -------------------------------------------------------------------------------- */

/* Generic rights in a list become the type's. The list is a copy. */
static VOID
SepMapList(PACL Acl, PGENERIC_MAPPING Mapping)
{
    ULONG i;

    for (i = 0; Acl != NULL && i < Acl->AceCount; i++) {
        PACE_HEADER Header = SepFindAce(Acl, i);
        SEP_ACE Ace;

        SepReadAce(Header, &Ace);
        if (Ace.Sid != NULL && (Ace.Flags & INHERIT_ONLY_ACE) == 0 &&
            Ace.Type != SYSTEM_MANDATORY_LABEL_ACE_TYPE) {
            RtlMapGenericMask(&((ACCESS_ALLOWED_ACE *)Header)->Mask, Mapping);
        }
    }
}

static SECURITY_DESCRIPTOR_CONTROL
SepReplace(SECURITY_INFORMATION What, const SEP_PARTS *Changes, SECURITY_DESCRIPTOR_CONTROL Given,
           SEP_PARTS *Parts, SECURITY_DESCRIPTOR_CONTROL Control)
{
    SECURITY_DESCRIPTOR_CONTROL Taken = 0;

    if ((What & OWNER_SECURITY_INFORMATION) != 0) {
        Parts->Owner = Changes->Owner;
        Taken |= SE_OWNER_DEFAULTED;
    }
    if ((What & GROUP_SECURITY_INFORMATION) != 0) {
        Parts->Group = Changes->Group;
        Taken |= SE_GROUP_DEFAULTED;
    }
    if ((What & DACL_SECURITY_INFORMATION) != 0) {
        Parts->Dacl = Changes->Dacl;
        Taken |= SE_DACL_PRESENT | SE_DACL_DEFAULTED | SE_DACL_PROTECTED;
    }
    if ((What & (SACL_SECURITY_INFORMATION | LABEL_SECURITY_INFORMATION)) != 0) {
        Parts->Sacl = Changes->Sacl;
        Taken |= SE_SACL_PRESENT | SE_SACL_DEFAULTED | SE_SACL_PROTECTED;
    }
    return (Control & ~Taken) | (Given & Taken);
}

NTSTATUS
SeChangedDescriptor(SECURITY_INFORMATION What, PSECURITY_DESCRIPTOR Changes,
                    PSECURITY_DESCRIPTOR Old, PGENERIC_MAPPING Mapping, PSECURITY_DESCRIPTOR *New)
{
    SECURITY_DESCRIPTOR_CONTROL Control = 0;
    SEP_PARTS Given, Parts = {0};
    NTSTATUS Status;

    if (!RtlValidSecurityDescriptor(Changes)) {
        return STATUS_INVALID_SECURITY_DESCR;
    }
    SepGetParts(Changes, &Given);
    if ((What & OWNER_SECURITY_INFORMATION) != 0 && Given.Owner == NULL) {
        return STATUS_INVALID_OWNER;
    }
    if ((What & GROUP_SECURITY_INFORMATION) != 0 && Given.Group == NULL) {
        return STATUS_INVALID_PRIMARY_GROUP;
    }
    if (Old != NULL) {
        SepGetParts(Old, &Parts);
        Control = ((SECURITY_DESCRIPTOR *)Old)->Control;
    }
    Control = SepReplace(What, &Given, ((SECURITY_DESCRIPTOR *)Changes)->Control, &Parts, Control);
    Status = SepCompose(&Parts, Control, New);
    if (NT_SUCCESS(Status)) {
        SepGetParts(*New, &Parts);
        SepMapList(Parts.Dacl, Mapping);
        SepMapList(Parts.Sacl, Mapping);
    }
    return Status;
}

/* The old descriptor stays the caller's. */
NTSTATUS
SeSetSecurityDescriptorInfoEx(PVOID Object, PSECURITY_INFORMATION SecurityInformation,
                              PSECURITY_DESCRIPTOR ModificationDescriptor,
                              PSECURITY_DESCRIPTOR *ObjectsSecurityDescriptor,
                              ULONG AutoInheritFlags, POOL_TYPE PoolType,
                              PGENERIC_MAPPING GenericMapping)
{
    PSECURITY_DESCRIPTOR Own;
    NTSTATUS Status;

    if (*ObjectsSecurityDescriptor == NULL) {
        return STATUS_NO_SECURITY_ON_OBJECT;
    }
    if (AutoInheritFlags != 0) {
        return STATUS_NOT_SUPPORTED;
    }
    Status = SeChangedDescriptor(*SecurityInformation, ModificationDescriptor,
                                 *ObjectsSecurityDescriptor, GenericMapping, &Own);
    return NT_SUCCESS(Status) ? SepGiveToDriver(Own, PoolType, ObjectsSecurityDescriptor) : Status;
}

NTSTATUS
SeSetSecurityDescriptorInfo(PVOID Object, PSECURITY_INFORMATION SecurityInformation,
                            PSECURITY_DESCRIPTOR ModificationDescriptor,
                            PSECURITY_DESCRIPTOR *ObjectsSecurityDescriptor, POOL_TYPE PoolType,
                            PGENERIC_MAPPING GenericMapping)
{
    return SeSetSecurityDescriptorInfoEx(Object, SecurityInformation, ModificationDescriptor,
                                         ObjectsSecurityDescriptor, 0, PoolType, GenericMapping);
}
