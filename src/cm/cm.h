/*
 * src/cm/cm.h - the registry: beyond ntifs.h
 */
#ifndef CM_H
#define CM_H

#include "mm.h"

VOID CmInitSystem(VOID); /* \Registry\Machine\System\CurrentControlSet\{Services,Enum,Control} */
/* Conveniences of the kernel's own code: values by full path. */
NTSTATUS CmSetValue(PCWSTR Path, PCWSTR Name, ULONG Type, const VOID *Data, ULONG Size);
NTSTATUS CmGetValue(PCWSTR Path, PCWSTR Name, ULONG *Type, PVOID Data, ULONG Size, ULONG *Needed);
NTSTATUS CmCreateKeyPath(PCWSTR Path); /* with all its parents */
BOOLEAN CmKeyExists(PCWSTR Path);
/* A registry file (.reg). *Line: the last one read, that with the error if it fails. */
NTSTATUS CmImportText(const VOID *Text, SIZE_T Bytes, PULONG Line);
#endif
