/*
 * se/validate.c - security descriptors are checked
 *
 * Preemption: none. A descriptor in user memory is checked and copied in one step.
 */
#include "sep.h"

BOOLEAN
RtlValidSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor)
{
    SEP_PARTS Parts;

    if (SecurityDescriptor == NULL || !NT_SUCCESS(SepRead(SecurityDescriptor, &Parts))) {
        return FALSE;
    }
    return (Parts.Owner == NULL || RtlValidSid(Parts.Owner)) &&
           (Parts.Group == NULL || RtlValidSid(Parts.Group)) &&
           (Parts.Sacl == NULL || SepValidAcl(Parts.Sacl, Parts.Sacl->AclSize)) &&
           (Parts.Dacl == NULL || SepValidAcl(Parts.Dacl, Parts.Dacl->AclSize));
}

static BOOLEAN
SepSidFits(PSECURITY_DESCRIPTOR Descriptor, ULONG Offset, ULONG Length)
{
    const SID *Sid = SepAt(Descriptor, Offset);

    if (Offset == 0) {
        return TRUE;
    }
    if (Offset % sizeof(ULONG) != 0 || Offset > Length ||
        Length - Offset < UFIELD_OFFSET(SID, SubAuthority)) {
        return FALSE;
    }
    return RtlValidSid((PSID)Sid) && RtlLengthSid((PSID)Sid) <= Length - Offset;
}

static BOOLEAN
SepAclFits(PSECURITY_DESCRIPTOR Descriptor, SECURITY_DESCRIPTOR_CONTROL Present, ULONG Offset,
           ULONG Length)
{
    if (!SepHasFlag(Descriptor, Present) || Offset == 0) {
        return TRUE;
    }
    if (Offset % sizeof(ULONG) != 0 || Offset > Length || Length - Offset < sizeof(ACL)) {
        return FALSE;
    }
    return SepValidAcl(SepAt(Descriptor, Offset), Length - Offset);
}

BOOLEAN
SeValidSecurityDescriptor(ULONG Length, PSECURITY_DESCRIPTOR SecurityDescriptor)
{
    SECURITY_DESCRIPTOR_RELATIVE *Relative = SecurityDescriptor;

    if (Length < sizeof *Relative || Relative->Revision != SECURITY_DESCRIPTOR_REVISION ||
        (Relative->Control & SE_SELF_RELATIVE) == 0) {
        return FALSE;
    }
    return Relative->Owner != 0 && SepSidFits(Relative, Relative->Owner, Length) &&
           SepSidFits(Relative, Relative->Group, Length) &&
           SepAclFits(Relative, SE_SACL_PRESENT, Relative->Sacl, Length) &&
           SepAclFits(Relative, SE_DACL_PRESENT, Relative->Dacl, Length);
}

BOOLEAN
RtlValidRelativeSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptorInput,
                                   ULONG SecurityDescriptorLength,
                                   SECURITY_INFORMATION RequiredInformation)
{
    SECURITY_DESCRIPTOR_RELATIVE *Relative = SecurityDescriptorInput;

    if (SecurityDescriptorLength < sizeof *Relative ||
        Relative->Revision != SECURITY_DESCRIPTOR_REVISION ||
        (Relative->Control & SE_SELF_RELATIVE) == 0) {
        return FALSE;
    }
    if (((RequiredInformation & OWNER_SECURITY_INFORMATION) != 0 && Relative->Owner == 0) ||
        ((RequiredInformation & GROUP_SECURITY_INFORMATION) != 0 && Relative->Group == 0)) {
        return FALSE;
    }
    return SepSidFits(Relative, Relative->Owner, SecurityDescriptorLength) &&
           SepSidFits(Relative, Relative->Group, SecurityDescriptorLength) &&
           SepAclFits(Relative, SE_SACL_PRESENT, Relative->Sacl, SecurityDescriptorLength) &&
           SepAclFits(Relative, SE_DACL_PRESENT, Relative->Dacl, SecurityDescriptorLength);
}

/* --- probing ---------------------------------------------------------------------------------- */

static NTSTATUS
SepProbeSid(PSID Sid, NTSTATUS (*Probe)(const VOID *Address, SIZE_T Length))
{
    NTSTATUS Status = STATUS_SUCCESS;

    if (Sid != NULL) {
        Status = Probe(Sid, UFIELD_OFFSET(SID, SubAuthority));
    }
    return Sid != NULL && NT_SUCCESS(Status) ? Probe(Sid, RtlLengthSid(Sid)) : Status;
}

static NTSTATUS
SepProbeAcl(PACL Acl, NTSTATUS (*Probe)(const VOID *Address, SIZE_T Length))
{
    NTSTATUS Status = STATUS_SUCCESS;

    if (Acl != NULL) {
        Status = Probe(Acl, sizeof *Acl);
    }
    return Acl != NULL && NT_SUCCESS(Status) ? Probe(Acl, Acl->AclSize) : Status;
}

NTSTATUS
SeProbeDescriptor(PSECURITY_DESCRIPTOR Descriptor,
                  NTSTATUS (*Probe)(const VOID *Address, SIZE_T Length))
{
    SEP_PARTS Parts;
    NTSTATUS Status = Probe(Descriptor, sizeof(SECURITY_DESCRIPTOR_RELATIVE));

    if (NT_SUCCESS(Status) && !SepHasFlag(Descriptor, SE_SELF_RELATIVE)) {
        Status = Probe(Descriptor, sizeof(SECURITY_DESCRIPTOR));
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    SepGetParts(Descriptor, &Parts);
    Status = SepProbeSid(Parts.Owner, Probe);
    Status = NT_SUCCESS(Status) ? SepProbeSid(Parts.Group, Probe) : Status;
    Status = NT_SUCCESS(Status) ? SepProbeAcl(Parts.Sacl, Probe) : Status;
    return NT_SUCCESS(Status) ? SepProbeAcl(Parts.Dacl, Probe) : Status;
}
