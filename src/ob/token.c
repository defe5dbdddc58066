/*
 * ob/token.c - token objects: the type, and system calls that take a token's handle
 *
 * What a token is, is known to se; here it becomes an object.
 */
#include "obi.h"

#define OBP_TOKEN_EXECUTE (STANDARD_RIGHTS_EXECUTE)
#define OBP_TOKEN_WRITE                                                                            \
    (STANDARD_RIGHTS_WRITE | TOKEN_ADJUST_PRIVILEGES | TOKEN_ADJUST_GROUPS | TOKEN_ADJUST_DEFAULT)

OBJECT_TYPE ObpTokenType SIM_STATE;
POBJECT_TYPE *SeTokenObjectType SIM_STATE;

static struct {
    POBJECT_TYPE Type;
} ObpTokens SIM_STATE;

static NTSTATUS
ObpCreateTokenObject(SIZE_T BodySize, PACCESS_TOKEN *Token)
{
    return ObCreateObjectOfType(&ObpTokenType, BodySize, Token);
}

VOID
ObpInitTokens(VOID)
{
    static const SE_OBJECT_ROUTINES Routines = {ObpCreateTokenObject, ObfReferenceObject,
                                                ObfDereferenceObject, ObpAllocateLuid};

    ObpTokenType = (OBJECT_TYPE){
        .Name = L"Token",
        .GenericMapping = {TOKEN_READ, OBP_TOKEN_WRITE, OBP_TOKEN_EXECUTE, TOKEN_ALL_ACCESS},
        .ValidAccess = TOKEN_ALL_ACCESS,
        .DispatcherOffset = OB_NOT_WAITABLE,
        .Secured = TRUE,
        .Methods = {.Delete = SeDeleteToken},
    };
    ObCreateObjectType(&ObpTokenType);
    ObpTokens.Type = &ObpTokenType;
    SeTokenObjectType = &ObpTokens.Type;
    SeInitTokens(&Routines);
}

/* --- information ------------------------------------------------------------------------------ */

NTSTATUS
NtQueryInformationToken(HANDLE TokenHandle, TOKEN_INFORMATION_CLASS TokenInformationClass,
                        PVOID TokenInformation, ULONG TokenInformationLength, PULONG ReturnLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    ACCESS_MASK Access = TokenInformationClass == TokenSource ? TOKEN_QUERY_SOURCE : TOKEN_QUERY;
    PACCESS_TOKEN Token;
    ULONG Needed = 0;
    NTSTATUS Status = OB_PROBE_WRITE(Mode, ReturnLength);

    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, TokenInformation, TokenInformationLength, sizeof(ULONG), TRUE);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(TokenHandle, Access, &ObpTokenType, Mode, &Token, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = SeQueryToken(Token, TokenInformationClass, TokenInformation, TokenInformationLength,
                          &Needed);
    ObfDereferenceObject(Token);
    *ReturnLength = Needed;
    return Status;
}

static ACCESS_MASK
ObpAccessToSetToken(TOKEN_INFORMATION_CLASS Class)
{
    return Class == TokenSessionId ? TOKEN_ADJUST_DEFAULT | TOKEN_ADJUST_SESSIONID
                                   : TOKEN_ADJUST_DEFAULT;
}

/* The SID or ACL that the information points at. */
static NTSTATUS
ObpProbePointed(KPROCESSOR_MODE Mode, TOKEN_INFORMATION_CLASS Class, const VOID *Information)
{
    PVOID Pointed = *(const PVOID *)Information;
    NTSTATUS Status;

    if (Class == TokenDefaultDacl) {
        Status = Pointed != NULL ? OB_PROBE_READ(Mode, (PACL)Pointed) : STATUS_SUCCESS;
        return NT_SUCCESS(Status) && Pointed != NULL
                   ? ObProbe(Mode, Pointed, ((PACL)Pointed)->AclSize, sizeof(ULONG), FALSE)
                   : Status;
    }
    Status = ObProbe(Mode, Pointed, UFIELD_OFFSET(SID, SubAuthority), sizeof(ULONG), FALSE);
    return NT_SUCCESS(Status) ? ObProbe(Mode, Pointed, RtlLengthSid(Pointed), sizeof(ULONG), FALSE)
                              : Status;
}

static NTSTATUS
ObpProbeTokenInformation(KPROCESSOR_MODE Mode, TOKEN_INFORMATION_CLASS Class,
                         const VOID *Information, ULONG Length)
{
    BOOLEAN Points = Class == TokenOwner || Class == TokenPrimaryGroup ||
                     Class == TokenDefaultDacl || Class == TokenIntegrityLevel;
    NTSTATUS Status = ObProbe(Mode, Information, Length, sizeof(ULONG), FALSE);

    if (NT_SUCCESS(Status) && Points && Length >= sizeof(PVOID)) {
        Status = ObpProbePointed(Mode, Class, Information);
    }
    return Status;
}

NTSTATUS
NtSetInformationToken(HANDLE TokenHandle, TOKEN_INFORMATION_CLASS TokenInformationClass,
                      PVOID TokenInformation, ULONG TokenInformationLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    LUID Tcb = {SE_TCB_PRIVILEGE, 0};
    PACCESS_TOKEN Token;
    NTSTATUS Status = ObpProbeTokenInformation(Mode, TokenInformationClass, TokenInformation,
                                               TokenInformationLength);

    if (NT_SUCCESS(Status) &&
        (TokenInformationClass == TokenSessionId || TokenInformationClass == TokenOrigin) &&
        !SeSinglePrivilegeCheck(Tcb, Mode)) {
        Status = STATUS_PRIVILEGE_NOT_HELD;
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(TokenHandle, ObpAccessToSetToken(TokenInformationClass),
                                           &ObpTokenType, Mode, &Token, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = SeSetToken(Token, TokenInformationClass, TokenInformation, TokenInformationLength);
    ObfDereferenceObject(Token);
    return Status;
}

/* --- duplicates ------------------------------------------------------------------------------- */

static NTSTATUS
ObpLevelOfDuplicate(KPROCESSOR_MODE Mode, POBJECT_ATTRIBUTES Attributes, PACCESS_TOKEN Token,
                    TOKEN_TYPE Type, SECURITY_IMPERSONATION_LEVEL *Level)
{
    SECURITY_QUALITY_OF_SERVICE *Quality =
        Attributes != NULL ? Attributes->SecurityQualityOfService : NULL;
    SECURITY_IMPERSONATION_LEVEL Most =
        SeTokenType(Token) == TokenImpersonation ? SeTokenLevel(Token) : SecurityDelegation;
    NTSTATUS Status = Quality != NULL ? OB_PROBE_READ(Mode, Quality) : STATUS_SUCCESS;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *Level = Quality != NULL ? Quality->ImpersonationLevel : SecurityAnonymous;
    if (*Level > SecurityDelegation) {
        return STATUS_BAD_IMPERSONATION_LEVEL;
    }
    if (SeTokenType(Token) == TokenImpersonation &&
        (*Level > Most || (Type == TokenPrimary && Most < SecurityImpersonation))) {
        return STATUS_BAD_IMPERSONATION_LEVEL;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
ObpInsertToken(PACCESS_TOKEN Token, POBJECT_ATTRIBUTES Attributes, ACCESS_MASK Access,
               KPROCESSOR_MODE Mode, PHANDLE Handle)
{
    return ObInsertNewObject(Token, Attributes, Access, Mode, Handle, NULL);
}

/* DesiredAccess 0: what the handle has. */
NTSTATUS
NtDuplicateToken(HANDLE ExistingTokenHandle, ACCESS_MASK DesiredAccess,
                 POBJECT_ATTRIBUTES ObjectAttributes, BOOLEAN EffectiveOnly, TOKEN_TYPE TokenType,
                 PHANDLE NewTokenHandle)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    OBJECT_HANDLE_INFORMATION Information;
    SECURITY_IMPERSONATION_LEVEL Level;
    PACCESS_TOKEN Token, New;
    NTSTATUS Status;

    if (TokenType != TokenPrimary && TokenType != TokenImpersonation) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = OB_PROBE_WRITE(Mode, NewTokenHandle);
    if (NT_SUCCESS(Status)) {
        Status = ObProbeAttributes(Mode, ObjectAttributes, FALSE);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(ExistingTokenHandle, TOKEN_DUPLICATE, &ObpTokenType,
                                           Mode, &Token, &Information);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObpLevelOfDuplicate(Mode, ObjectAttributes, Token, TokenType, &Level);
    if (NT_SUCCESS(Status)) {
        Status = SeDuplicateToken(Token, EffectiveOnly, TokenType, Level, &New);
    }
    ObfDereferenceObject(Token);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObpInsertToken(New, ObjectAttributes,
                            DesiredAccess != 0 ? DesiredAccess : Information.GrantedAccess, Mode,
                            NewTokenHandle);
    ObfDereferenceObject(New);
    return Status;
}

/* --- privileges ------------------------------------------------------------------------------- */

static NTSTATUS
ObpProbePrivileges(KPROCESSOR_MODE Mode, PPRIVILEGE_SET Set)
{
    NTSTATUS Status =
        ObProbe(Mode, Set, UFIELD_OFFSET(PRIVILEGE_SET, Privilege), sizeof(ULONG), TRUE);

    if (NT_SUCCESS(Status) && Set->PrivilegeCount > SE_MAX_WELL_KNOWN_PRIVILEGE + 1) {
        Status = STATUS_INVALID_PARAMETER;
    }
    return NT_SUCCESS(Status) ? ObProbe(Mode, Set,
                                        UFIELD_OFFSET(PRIVILEGE_SET, Privilege) +
                                            Set->PrivilegeCount * sizeof(LUID_AND_ATTRIBUTES),
                                        sizeof(ULONG), TRUE)
                              : Status;
}

NTSTATUS
NtPrivilegeCheck(HANDLE ClientToken, PPRIVILEGE_SET RequiredPrivileges, PBOOLEAN Result)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PACCESS_TOKEN Token;
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Result);

    if (NT_SUCCESS(Status)) {
        Status = ObpProbePrivileges(Mode, RequiredPrivileges);
    }
    if (NT_SUCCESS(Status)) {
        Status =
            ObReferenceObjectByHandle(ClientToken, TOKEN_QUERY, &ObpTokenType, Mode, &Token, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (SeTokenType(Token) == TokenImpersonation && SeTokenLevel(Token) < SecurityIdentification) {
        Status = STATUS_BAD_IMPERSONATION_LEVEL;
    } else {
        *Result = SeCheckPrivileges(Token, RequiredPrivileges);
    }
    ObfDereferenceObject(Token);
    return Status;
}

/* --- Zw --------------------------------------------------------------------------------------- */

ZW_CALL(ZwQueryInformationToken, NtQueryInformationToken,
        (HANDLE Handle, TOKEN_INFORMATION_CLASS Class, PVOID Information, ULONG Length,
         PULONG ReturnLength),
        (Handle, Class, Information, Length, ReturnLength))
ZW_CALL(ZwSetInformationToken, NtSetInformationToken,
        (HANDLE Handle, TOKEN_INFORMATION_CLASS Class, PVOID Information, ULONG Length),
        (Handle, Class, Information, Length))
ZW_CALL(ZwDuplicateToken, NtDuplicateToken,
        (HANDLE Existing, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes, BOOLEAN EffectiveOnly,
         TOKEN_TYPE Type, PHANDLE New),
        (Existing, Access, Attributes, EffectiveOnly, Type, New))
