/*
 * src/se/se.h - tokens, access checks, security descriptors: beyond ntifs.h
 */
#ifndef SE_H
#define SE_H

#include "rtl.h"

VOID SeInitSystem(VOID);

/* --- what higher rungs hand down -------------------------------------------------------------- */

/* ob: a token is an object. SeInitTokens makes the one of the system. */
typedef struct _SE_OBJECT_ROUTINES {
    NTSTATUS (*CreateToken)(SIZE_T BodySize, PACCESS_TOKEN *Token); /* zeroed; one reference */
    LONG_PTR (*Reference)(PVOID Object);
    LONG_PTR (*Dereference)(PVOID Object);
    VOID (*AllocateLuid)(PLUID Luid);
} SE_OBJECT_ROUTINES;
VOID SeInitTokens(const SE_OBJECT_ROUTINES *Routines);
VOID SeDeleteToken(PVOID Token); /* the type's Delete method */
/* ps: the tokens, referenced, of a thread and a process; NULL: the current ones. */
VOID SeSetSubjectRoutine(VOID (*Capture)(PETHREAD Thread, PEPROCESS Process,
                                         PSECURITY_SUBJECT_CONTEXT Subject));

/* --- tokens ----------------------------------------------------------------------------------- */

typedef enum _SE_ACCOUNT { /* as enum sim_account */
                           SeAccountAdministrator,
                           SeAccountSystem,
                           SeAccountLocalService,
                           SeAccountNetworkService,
                           SeAccountUser,
                           SeAccountGuest,
                           SeAccountRestricted,
                           SeAccountAnonymous,
                           SeAccounts
} SE_ACCOUNT;

PACCESS_TOKEN SeSystemToken(VOID); /* no reference */
/* A new primary token (Anonymous: an impersonation token) with a reference. */
NTSTATUS SeCreateAccountToken(SE_ACCOUNT Account, PACCESS_TOKEN *Token);
NTSTATUS SeDuplicateToken(PACCESS_TOKEN Existing, BOOLEAN EffectiveOnly, TOKEN_TYPE Type,
                          SECURITY_IMPERSONATION_LEVEL Level, PACCESS_TOKEN *New);
SECURITY_IMPERSONATION_LEVEL SeTokenLevel(PACCESS_TOKEN Token);
VOID SeTokenControl(PACCESS_TOKEN Token, PTOKEN_CONTROL Control);
/* The logon session of the current thread's effective token; FALSE: it is the system's. */
BOOLEAN SeCurrentLogonSession(PLUID Session);
BOOLEAN SeTokenHasPrivilege(PACCESS_TOKEN Token, ULONG Privilege); /* enabled */
/* Whether a server with the token Server may act as Client at more than identification level. */
BOOLEAN SeTokenCanImpersonate(PACCESS_TOKEN Server, PACCESS_TOKEN Client);
/* What NtQueryInformationToken returns; pointers within point into Buffer. */
NTSTATUS SeQueryToken(PACCESS_TOKEN Token, TOKEN_INFORMATION_CLASS Class, PVOID Buffer,
                      ULONG Length, PULONG Needed);
/* The privileges of TokenSessionId, TokenOrigin are the caller's to check. */
NTSTATUS SeSetToken(PACCESS_TOKEN Token, TOKEN_INFORMATION_CLASS Class, const VOID *Information,
                    ULONG Length);
/* Marks what is held (SE_PRIVILEGE_USED_FOR_ACCESS); TRUE: all, or any as Control says. */
BOOLEAN SeCheckPrivileges(PACCESS_TOKEN Token, PPRIVILEGE_SET Required);

/* --- checks ----------------------------------------------------------------------------------- */

/* An open asks: Mapping may be NULL (generic rights stay). */
VOID SeInitAccessState(PACCESS_STATE State, ACCESS_MASK Access, PGENERIC_MAPPING Mapping);
VOID SeDeleteAccessState(PACCESS_STATE State);
/* What remains desired becomes granted if Descriptor (either form) lets the state's subject have
   it. Without a descriptor everybody may do everything. */
NTSTATUS SeCheckAccess(PSECURITY_DESCRIPTOR Descriptor, PACCESS_STATE State,
                       PGENERIC_MAPPING Mapping, KPROCESSOR_MODE Mode);

/* --- descriptors ------------------------------------------------------------------------------ */

/* A self-relative copy of a descriptor in either form, in the kernel's own pool (ExFreeOwn). */
NTSTATUS SeCopyDescriptor(PSECURITY_DESCRIPTOR Descriptor, PSECURITY_DESCRIPTOR *Copy);
/* Whether a descriptor in user memory can be read, part by part. */
NTSTATUS SeProbeDescriptor(PSECURITY_DESCRIPTOR Descriptor,
                           NTSTATUS (*Probe)(const VOID *Address, SIZE_T Length));
/* SeAssignSecurity and SeSetSecurityDescriptorInfo, in the kernel's own pool (ExFreeOwn). */
NTSTATUS SeNewDescriptor(PSECURITY_DESCRIPTOR Parent, PSECURITY_DESCRIPTOR Explicit,
                         BOOLEAN Directory, PSECURITY_SUBJECT_CONTEXT Subject,
                         PGENERIC_MAPPING Mapping, PSECURITY_DESCRIPTOR *New);
NTSTATUS SeChangedDescriptor(SECURITY_INFORMATION What, PSECURITY_DESCRIPTOR Changes,
                             PSECURITY_DESCRIPTOR Old, PGENERIC_MAPPING Mapping,
                             PSECURITY_DESCRIPTOR *New);
/* The rights that reading or changing these parts asks for. */
ACCESS_MASK SeAccessToQuery(SECURITY_INFORMATION What);
ACCESS_MASK SeAccessToSet(SECURITY_INFORMATION What);

/* --- descriptors as text (SDDL) --------------------------------------------------------------- */

/* *Descriptor is self-relative (ExFreeOwn). ErrorPosition (may be NULL): of the first character
   that makes no sense. Text needs no terminator; an embedded one is an error. */
NTSTATUS SeConvertStringSecurityDescriptor(PCUNICODE_STRING Text, PSECURITY_DESCRIPTOR *Descriptor,
                                           PULONG ErrorPosition);
/* Text->Buffer is terminated (ExFreeOwn). */
NTSTATUS SeConvertSecurityDescriptorString(PSECURITY_DESCRIPTOR Descriptor,
                                           SECURITY_INFORMATION What, PUNICODE_STRING Text);
/* Whether the text keeps to what is allowed for devices: D:P and plain allow entries. */
BOOLEAN SeIsDeviceSddl(PCUNICODE_STRING Text);
#endif
