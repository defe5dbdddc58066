/*
 * src/se/sep.h - what the files of se share
 */
#ifndef SEP_H
#define SEP_H

#include "se.h"

#define SEP_TAG 'ceSS'

/* descriptor.c: either form taken apart; a list that is not present is NULL */
typedef struct _SEP_PARTS {
    PSID Owner, Group;
    PACL Sacl, Dacl;
} SEP_PARTS;
VOID SepGetParts(PSECURITY_DESCRIPTOR SecurityDescriptor, SEP_PARTS *Parts);
NTSTATUS SepRead(PSECURITY_DESCRIPTOR SecurityDescriptor,
                 SEP_PARTS *Parts); /* STATUS_UNKNOWN_REVISION */
PVOID SepAt(PSECURITY_DESCRIPTOR Descriptor, ULONG Offset);
BOOLEAN SepHasFlag(PSECURITY_DESCRIPTOR SecurityDescriptor, SECURITY_DESCRIPTOR_CONTROL Flag);
ULONG SepSidSize(PSID Sid); /* in a block: rounded up; NULL has none */
ULONG SepAclSize(PACL Acl);
ULONG SepPartsSize(const SEP_PARTS *Parts);

/* acl.c: the header and every entry lie within Size bytes, which are there to be read. */
BOOLEAN SepValidAcl(const ACL *Acl, ULONG Size);

#endif
