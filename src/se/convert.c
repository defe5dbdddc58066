/*
 * se/convert.c - security descriptors from one form to the other
 *
 * Differs from Windows: RtlNormalizeSecurityDescriptor finds nothing to improve in a valid
 * self-relative descriptor but unused space.
 */
#include "sep.h"

NTSTATUS
RtlCreateSecurityDescriptorRelative(PISECURITY_DESCRIPTOR_RELATIVE SecurityDescriptor,
                                    ULONG Revision)
{
    if (Revision != SECURITY_DESCRIPTOR_REVISION) {
        return STATUS_UNKNOWN_REVISION;
    }
    RtlZeroMemory(SecurityDescriptor, sizeof *SecurityDescriptor);
    SecurityDescriptor->Revision = SECURITY_DESCRIPTOR_REVISION;
    SecurityDescriptor->Control = SE_SELF_RELATIVE;
    return STATUS_SUCCESS;
}

NTSTATUS
RtlAbsoluteToSelfRelativeSD(PSECURITY_DESCRIPTOR AbsoluteSecurityDescriptor,
                            PSECURITY_DESCRIPTOR SelfRelativeSecurityDescriptor,
                            PULONG BufferLength)
{
    ULONG Room = *BufferLength;
    SEP_PARTS Parts;

    if (SepHasFlag(AbsoluteSecurityDescriptor, SE_SELF_RELATIVE)) {
        return STATUS_BAD_DESCRIPTOR_FORMAT;
    }
    SepGetParts(AbsoluteSecurityDescriptor, &Parts);
    *BufferLength = sizeof(SECURITY_DESCRIPTOR_RELATIVE) + SepPartsSize(&Parts);
    if (SelfRelativeSecurityDescriptor == NULL || Room < *BufferLength) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlZeroMemory(SelfRelativeSecurityDescriptor, *BufferLength);
    SepComposeInto(SelfRelativeSecurityDescriptor, &Parts,
                   ((SECURITY_DESCRIPTOR *)AbsoluteSecurityDescriptor)->Control);
    return STATUS_SUCCESS;
}

/* --- to the absolute form --------------------------------------------------------------------- */

/* TRUE: it fits. Size becomes the one needed. */
static BOOLEAN
SepFits(PULONG Size, ULONG Needed)
{
    BOOLEAN Fits = *Size >= Needed;

    *Size = Needed;
    return Fits;
}

static PVOID
SepPutPart(PVOID To, const VOID *Part, ULONG Size)
{
    if (Part == NULL) {
        return NULL;
    }
    RtlCopyMemory(To, Part, Size);
    return To;
}

NTSTATUS
RtlSelfRelativeToAbsoluteSD(PSECURITY_DESCRIPTOR SelfRelativeSecurityDescriptor,
                            PSECURITY_DESCRIPTOR AbsoluteSecurityDescriptor,
                            PULONG AbsoluteSecurityDescriptorSize, PACL Dacl, PULONG DaclSize,
                            PACL Sacl, PULONG SaclSize, PSID Owner, PULONG OwnerSize,
                            PSID PrimaryGroup, PULONG PrimaryGroupSize)
{
    SECURITY_DESCRIPTOR *To = AbsoluteSecurityDescriptor;
    SEP_PARTS Parts;
    BOOLEAN Fits;

    if (!SepHasFlag(SelfRelativeSecurityDescriptor, SE_SELF_RELATIVE)) {
        return STATUS_BAD_DESCRIPTOR_FORMAT;
    }
    SepGetParts(SelfRelativeSecurityDescriptor, &Parts);
    Fits = SepFits(AbsoluteSecurityDescriptorSize, sizeof *To);
    Fits &= SepFits(DaclSize, SepAclSize(Parts.Dacl));
    Fits &= SepFits(SaclSize, SepAclSize(Parts.Sacl));
    Fits &= SepFits(OwnerSize, SepSidSize(Parts.Owner));
    Fits &= SepFits(PrimaryGroupSize, SepSidSize(Parts.Group));
    if (!Fits) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlZeroMemory(To, sizeof *To);
    To->Revision = SECURITY_DESCRIPTOR_REVISION;
    To->Control = ((SECURITY_DESCRIPTOR *)SelfRelativeSecurityDescriptor)->Control;
    To->Control &= ~SE_SELF_RELATIVE;
    To->Dacl = SepPutPart(Dacl, Parts.Dacl, Parts.Dacl ? Parts.Dacl->AclSize : 0);
    To->Sacl = SepPutPart(Sacl, Parts.Sacl, Parts.Sacl ? Parts.Sacl->AclSize : 0);
    To->Owner = SepPutPart(Owner, Parts.Owner, SepSidSize(Parts.Owner));
    To->Group = SepPutPart(PrimaryGroup, Parts.Group, SepSidSize(Parts.Group));
    return STATUS_SUCCESS;
}

/* --- normalizing ------------------------------------------------------------------------------ */

static ULONG
SepUsed(const ACL *Acl)
{
    return (ULONG)((PUCHAR)SepFindAce(Acl, Acl->AceCount) - (PUCHAR)Acl);
}

/* A list without the space behind its last entry; NULL: none, or no memory. */
static PACL
SepTrimmed(const ACL *Acl)
{
    PACL Copy = Acl != NULL ? ExAllocateOwn(SepUsed(Acl), SEP_TAG) : NULL;

    if (Copy != NULL) {
        RtlCopyMemory(Copy, Acl, SepUsed(Acl));
        Copy->AclSize = (USHORT)SepUsed(Acl);
    }
    return Copy;
}

static NTSTATUS
SepComposeTrimmed(PSECURITY_DESCRIPTOR Old, const SEP_PARTS *Parts, PSECURITY_DESCRIPTOR *New)
{
    SEP_PARTS Trimmed = {Parts->Owner, Parts->Group, SepTrimmed(Parts->Sacl),
                         SepTrimmed(Parts->Dacl)};
    NTSTATUS Status = STATUS_INSUFFICIENT_RESOURCES;

    if ((Trimmed.Sacl != NULL) == (Parts->Sacl != NULL) &&
        (Trimmed.Dacl != NULL) == (Parts->Dacl != NULL)) {
        Status = SepCompose(&Trimmed, ((SECURITY_DESCRIPTOR *)Old)->Control, New);
    }
    if (Trimmed.Sacl != NULL) {
        ExFreeOwn(Trimmed.Sacl);
    }
    if (Trimmed.Dacl != NULL) {
        ExFreeOwn(Trimmed.Dacl);
    }
    return Status;
}

static ULONG
SepNormalLength(const SEP_PARTS *Parts)
{
    return sizeof(SECURITY_DESCRIPTOR_RELATIVE) + SepSidSize(Parts->Owner) +
           SepSidSize(Parts->Group) + (Parts->Sacl != NULL ? SepUsed(Parts->Sacl) : 0) +
           (Parts->Dacl != NULL ? SepUsed(Parts->Dacl) : 0);
}

/* TRUE: it can be normalized and, unless CheckOnly, the new one (ExFreePool) is normal. With
   NewSecurityDescriptor NULL the old one is replaced and freed. */
BOOLEAN
RtlNormalizeSecurityDescriptor(PSECURITY_DESCRIPTOR *SecurityDescriptor,
                               ULONG SecurityDescriptorLength,
                               PSECURITY_DESCRIPTOR *NewSecurityDescriptor,
                               PULONG NewSecurityDescriptorLength, BOOLEAN CheckOnly)
{
    PSECURITY_DESCRIPTOR Own, New;
    SEP_PARTS Parts;

    if (!RtlValidRelativeSecurityDescriptor(*SecurityDescriptor, SecurityDescriptorLength, 0)) {
        return FALSE;
    }
    SepGetParts(*SecurityDescriptor, &Parts);
    if (SepNormalLength(&Parts) >= SecurityDescriptorLength) {
        return FALSE; /* it is normal */
    }
    if (NewSecurityDescriptorLength != NULL) {
        *NewSecurityDescriptorLength = SepNormalLength(&Parts);
    }
    if (CheckOnly) {
        return TRUE;
    }
    if (!NT_SUCCESS(SepComposeTrimmed(*SecurityDescriptor, &Parts, &Own)) ||
        !NT_SUCCESS(SepGiveToDriver(Own, PagedPool, &New))) {
        return FALSE;
    }
    if (NewSecurityDescriptor != NULL) {
        *NewSecurityDescriptor = New;
    } else {
        ExFreePool(*SecurityDescriptor);
        *SecurityDescriptor = New;
    }
    return TRUE;
}
