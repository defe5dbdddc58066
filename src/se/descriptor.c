/*
 * se/descriptor.c - security descriptors
 *
 * A descriptor is absolute (pointers to owner, group and lists) or self-relative (offsets to them,
 * in one block). The routines that set a part take the absolute form, those that get one take both.
 */
#include "sep.h"

PVOID
SepAt(PSECURITY_DESCRIPTOR Descriptor, ULONG Offset)
{
    return Offset == 0 ? NULL : (PUCHAR)Descriptor + Offset;
}

VOID
SepGetParts(PSECURITY_DESCRIPTOR SecurityDescriptor, SEP_PARTS *Parts)
{
    SECURITY_DESCRIPTOR *Absolute = SecurityDescriptor;
    SECURITY_DESCRIPTOR_RELATIVE *Relative = SecurityDescriptor;
    SECURITY_DESCRIPTOR_CONTROL Control = Absolute->Control;

    if ((Control & SE_SELF_RELATIVE) != 0) {
        *Parts = (SEP_PARTS){SepAt(Relative, Relative->Owner), SepAt(Relative, Relative->Group),
                             SepAt(Relative, Relative->Sacl), SepAt(Relative, Relative->Dacl)};
    } else {
        *Parts = (SEP_PARTS){Absolute->Owner, Absolute->Group, Absolute->Sacl, Absolute->Dacl};
    }
    if ((Control & SE_SACL_PRESENT) == 0) {
        Parts->Sacl = NULL;
    }
    if ((Control & SE_DACL_PRESENT) == 0) {
        Parts->Dacl = NULL;
    }
}

static ULONG
SepRound(ULONG Size)
{
    return (Size + sizeof(ULONG) - 1) & ~(ULONG)(sizeof(ULONG) - 1);
}

ULONG
SepSidSize(PSID Sid)
{
    return Sid == NULL ? 0 : SepRound(RtlLengthSid(Sid));
}

ULONG
SepAclSize(PACL Acl)
{
    return Acl == NULL ? 0 : SepRound(Acl->AclSize);
}

ULONG
SepPartsSize(const SEP_PARTS *Parts)
{
    return SepSidSize(Parts->Owner) + SepSidSize(Parts->Group) + SepAclSize(Parts->Sacl) +
           SepAclSize(Parts->Dacl);
}

/* --- making and setting ----------------------------------------------------------------------- */

NTSTATUS
RtlCreateSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor, ULONG Revision)
{
    if (Revision != SECURITY_DESCRIPTOR_REVISION) {
        return STATUS_UNKNOWN_REVISION;
    }
    RtlZeroMemory(SecurityDescriptor, sizeof(SECURITY_DESCRIPTOR));
    ((SECURITY_DESCRIPTOR *)SecurityDescriptor)->Revision = SECURITY_DESCRIPTOR_REVISION;
    return STATUS_SUCCESS;
}

static NTSTATUS
SepMayChange(const SECURITY_DESCRIPTOR *Descriptor)
{
    if (Descriptor->Revision != SECURITY_DESCRIPTOR_REVISION) {
        return STATUS_UNKNOWN_REVISION;
    }
    return (Descriptor->Control & SE_SELF_RELATIVE) != 0 ? STATUS_INVALID_SECURITY_DESCR
                                                         : STATUS_SUCCESS;
}

static VOID
SepSetControl(SECURITY_DESCRIPTOR *Descriptor, SECURITY_DESCRIPTOR_CONTROL Flag, BOOLEAN Set)
{
    Descriptor->Control = Set ? Descriptor->Control | Flag : Descriptor->Control & ~Flag;
}

NTSTATUS
RtlSetDaclSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor, BOOLEAN DaclPresent,
                             PACL Dacl, BOOLEAN DaclDefaulted)
{
    SECURITY_DESCRIPTOR *Descriptor = SecurityDescriptor;
    NTSTATUS Status = SepMayChange(Descriptor);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    SepSetControl(Descriptor, SE_DACL_PRESENT, DaclPresent);
    SepSetControl(Descriptor, SE_DACL_DEFAULTED, DaclPresent && DaclDefaulted);
    Descriptor->Dacl = DaclPresent ? Dacl : NULL;
    return STATUS_SUCCESS;
}

NTSTATUS
RtlSetOwnerSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor, PSID Owner,
                              BOOLEAN OwnerDefaulted)
{
    SECURITY_DESCRIPTOR *Descriptor = SecurityDescriptor;
    NTSTATUS Status = SepMayChange(Descriptor);

    if (NT_SUCCESS(Status)) {
        Descriptor->Owner = Owner;
        SepSetControl(Descriptor, SE_OWNER_DEFAULTED, OwnerDefaulted);
    }
    return Status;
}

NTSTATUS
RtlSetGroupSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor, PSID Group,
                              BOOLEAN GroupDefaulted)
{
    SECURITY_DESCRIPTOR *Descriptor = SecurityDescriptor;
    NTSTATUS Status = SepMayChange(Descriptor);

    if (NT_SUCCESS(Status)) {
        Descriptor->Group = Group;
        SepSetControl(Descriptor, SE_GROUP_DEFAULTED, GroupDefaulted);
    }
    return Status;
}

/* --- getting ---------------------------------------------------------------------------------- */

BOOLEAN
SepHasFlag(PSECURITY_DESCRIPTOR SecurityDescriptor, SECURITY_DESCRIPTOR_CONTROL Flag)
{
    return (((SECURITY_DESCRIPTOR *)SecurityDescriptor)->Control & Flag) != 0;
}

NTSTATUS
SepRead(PSECURITY_DESCRIPTOR SecurityDescriptor, SEP_PARTS *Parts)
{
    if (((SECURITY_DESCRIPTOR *)SecurityDescriptor)->Revision != SECURITY_DESCRIPTOR_REVISION) {
        return STATUS_UNKNOWN_REVISION;
    }
    SepGetParts(SecurityDescriptor, Parts);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlGetDaclSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor, PBOOLEAN DaclPresent,
                             PACL *Dacl, PBOOLEAN DaclDefaulted)
{
    SEP_PARTS Parts;
    NTSTATUS Status = SepRead(SecurityDescriptor, &Parts);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *DaclPresent = SepHasFlag(SecurityDescriptor, SE_DACL_PRESENT);
    if (*DaclPresent) {
        *Dacl = Parts.Dacl;
        *DaclDefaulted = SepHasFlag(SecurityDescriptor, SE_DACL_DEFAULTED);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
RtlGetSaclSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor, PBOOLEAN SaclPresent,
                             PACL *Sacl, PBOOLEAN SaclDefaulted)
{
    SEP_PARTS Parts;
    NTSTATUS Status = SepRead(SecurityDescriptor, &Parts);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *SaclPresent = SepHasFlag(SecurityDescriptor, SE_SACL_PRESENT);
    if (*SaclPresent) {
        *Sacl = Parts.Sacl;
        *SaclDefaulted = SepHasFlag(SecurityDescriptor, SE_SACL_DEFAULTED);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
RtlGetOwnerSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor, PSID *Owner,
                              PBOOLEAN OwnerDefaulted)
{
    SEP_PARTS Parts;
    NTSTATUS Status = SepRead(SecurityDescriptor, &Parts);

    if (NT_SUCCESS(Status)) {
        *Owner = Parts.Owner;
        *OwnerDefaulted = SepHasFlag(SecurityDescriptor, SE_OWNER_DEFAULTED);
    }
    return Status;
}

NTSTATUS
RtlGetGroupSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor, PSID *Group,
                              PBOOLEAN GroupDefaulted)
{
    SEP_PARTS Parts;
    NTSTATUS Status = SepRead(SecurityDescriptor, &Parts);

    if (NT_SUCCESS(Status)) {
        *Group = Parts.Group;
        *GroupDefaulted = SepHasFlag(SecurityDescriptor, SE_GROUP_DEFAULTED);
    }
    return Status;
}

ULONG
RtlLengthSecurityDescriptor(PSECURITY_DESCRIPTOR SecurityDescriptor)
{
    SEP_PARTS Parts;

    SepGetParts(SecurityDescriptor, &Parts);
    return SepPartsSize(&Parts) + (SepHasFlag(SecurityDescriptor, SE_SELF_RELATIVE)
                                       ? sizeof(SECURITY_DESCRIPTOR_RELATIVE)
                                       : sizeof(SECURITY_DESCRIPTOR));
}
