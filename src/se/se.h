/*
 * src/se/se.h - access checks and security descriptors: beyond ntifs.h
 */
#ifndef SE_H
#define SE_H

#include "rtl.h"

VOID SeInitSystem(VOID);

/* What an open asks for; Mapping may be NULL (generic rights stay). Nothing has to be released. */
VOID SeInitAccessState(PACCESS_STATE State, ACCESS_MASK Access, PGENERIC_MAPPING Mapping);
/* A self-relative copy of a descriptor in either form, in the kernel's own pool (ExFreeOwn). */
NTSTATUS SeCopyDescriptor(PSECURITY_DESCRIPTOR Descriptor, PSECURITY_DESCRIPTOR *Copy);
/* Whether a descriptor in user memory can be read, part by part. */
NTSTATUS SeProbeDescriptor(PSECURITY_DESCRIPTOR Descriptor,
                           NTSTATUS (*Probe)(const VOID *Address, SIZE_T Length));
#endif
