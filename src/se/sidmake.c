/*
 * se/sidmake.c - SIDs made from their parts
 */
#include "sep.h"

#pragma GCC diagnostic ignored "-Wvarargs" /* the documented prototype ends in a UCHAR */

NTSTATUS
RtlInitializeSidEx(PSID Sid, PSID_IDENTIFIER_AUTHORITY IdentifierAuthority, UCHAR SubAuthorityCount,
                   ...)
{
    NTSTATUS Status = RtlInitializeSid(Sid, IdentifierAuthority, SubAuthorityCount);
    __builtin_va_list Parts;
    ULONG i;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    __builtin_va_start(Parts, SubAuthorityCount);
    for (i = 0; i < SubAuthorityCount; i++) {
        *RtlSubAuthoritySid(Sid, i) = __builtin_va_arg(Parts, ULONG);
    }
    __builtin_va_end(Parts);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlAllocateAndInitializeSid(PSID_IDENTIFIER_AUTHORITY IdentifierAuthority, UCHAR SubAuthorityCount,
                            ULONG SubAuthority0, ULONG SubAuthority1, ULONG SubAuthority2,
                            ULONG SubAuthority3, ULONG SubAuthority4, ULONG SubAuthority5,
                            ULONG SubAuthority6, ULONG SubAuthority7, PSID *Sid)
{
    const ULONG Parts[] = {SubAuthority0, SubAuthority1, SubAuthority2, SubAuthority3,
                           SubAuthority4, SubAuthority5, SubAuthority6, SubAuthority7};
    ULONG i;

    if (SubAuthorityCount > RTL_NUMBER_OF(Parts)) {
        return STATUS_INVALID_SID;
    }
    *Sid = ExAllocatePoolWithTag(PagedPool, RtlLengthRequiredSid(SubAuthorityCount), SEP_TAG);
    if (*Sid == NULL) {
        return STATUS_NO_MEMORY;
    }
    RtlInitializeSid(*Sid, IdentifierAuthority, SubAuthorityCount);
    for (i = 0; i < SubAuthorityCount; i++) {
        *RtlSubAuthoritySid(*Sid, i) = Parts[i];
    }
    return STATUS_SUCCESS;
}

/* NULL: it is freed. */
PVOID
RtlFreeSid(PSID Sid)
{
    ExFreePool(Sid);
    return NULL;
}
