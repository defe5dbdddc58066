/*
 * wdk/ntifs/se.h - tokens, privileges, impersonation, auditing
 */
#ifndef _NTIFS_SE_H_
#define _NTIFS_SE_H_

#include "ps.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef PVOID PACCESS_TOKEN;

#define TOKEN_ASSIGN_PRIMARY (0x0001)
#define TOKEN_DUPLICATE (0x0002)
#define TOKEN_IMPERSONATE (0x0004)
#define TOKEN_QUERY (0x0008)
#define TOKEN_QUERY_SOURCE (0x0010)
#define TOKEN_ADJUST_PRIVILEGES (0x0020)
#define TOKEN_ADJUST_GROUPS (0x0040)
#define TOKEN_ADJUST_DEFAULT (0x0080)
#define TOKEN_ADJUST_SESSIONID (0x0100)
#define TOKEN_ALL_ACCESS (STANDARD_RIGHTS_REQUIRED | 0x1FF)
#define TOKEN_READ (STANDARD_RIGHTS_READ | TOKEN_QUERY)
#define SE_PRIVILEGE_ENABLED_BY_DEFAULT (0x00000001)
#define SE_PRIVILEGE_ENABLED (0x00000002)
#define SE_PRIVILEGE_REMOVED (0X00000004)
#define SE_PRIVILEGE_USED_FOR_ACCESS (0x80000000)
#define SE_GROUP_MANDATORY (0x00000001)
#define SE_GROUP_ENABLED_BY_DEFAULT (0x00000002)
#define SE_GROUP_ENABLED (0x00000004)
#define SE_GROUP_OWNER (0x00000008)
#define SE_GROUP_USE_FOR_DENY_ONLY (0x00000010)
#define SE_GROUP_INTEGRITY (0x00000020)
#define SE_GROUP_LOGON_ID (0xC0000000)
#define SE_GROUP_RESOURCE (0x20000000)

typedef enum _TOKEN_TYPE { TokenPrimary = 1, TokenImpersonation } TOKEN_TYPE;
typedef TOKEN_TYPE *PTOKEN_TYPE;

typedef enum _TOKEN_INFORMATION_CLASS {
    TokenUser = 1,
    TokenGroups,
    TokenPrivileges,
    TokenOwner,
    TokenPrimaryGroup,
    TokenDefaultDacl,
    TokenSource,
    TokenType,
    TokenImpersonationLevel,
    TokenStatistics,
    TokenRestrictedSids,
    TokenSessionId,
    TokenGroupsAndPrivileges,
    TokenSessionReference,
    TokenSandBoxInert,
    TokenAuditPolicy,
    TokenOrigin,
    TokenElevationType,
    TokenLinkedToken,
    TokenElevation,
    TokenHasRestrictions,
    TokenAccessInformation,
    TokenVirtualizationAllowed,
    TokenVirtualizationEnabled,
    TokenIntegrityLevel,
    TokenUIAccess,
    TokenMandatoryPolicy,
    TokenLogonSid,
    TokenIsAppContainer,
    TokenCapabilities,
    TokenAppContainerSid,
    TokenAppContainerNumber,
    TokenUserClaimAttributes,
    TokenDeviceClaimAttributes,
    TokenRestrictedUserClaimAttributes,
    TokenRestrictedDeviceClaimAttributes,
    TokenDeviceGroups,
    TokenRestrictedDeviceGroups,
    TokenSecurityAttributes,
    TokenIsRestricted,
    TokenProcessTrustLevel,
    TokenPrivateNameSpace,
    TokenSingletonAttributes,
    TokenBnoIsolation,
    TokenChildProcessFlags,
    TokenIsLessPrivilegedAppContainer,
    TokenIsSandboxed,
    TokenIsAppSilo,
    MaxTokenInfoClass
} TOKEN_INFORMATION_CLASS,
    *PTOKEN_INFORMATION_CLASS;

typedef struct _TOKEN_USER {
    SID_AND_ATTRIBUTES User;
} TOKEN_USER, *PTOKEN_USER;

typedef struct _SE_TOKEN_USER {
    union {
        TOKEN_USER TokenUser;
        SID_AND_ATTRIBUTES User;
    };
    union {
        SID Sid;
        UCHAR Buffer[SECURITY_MAX_SID_SIZE];
    };
} SE_TOKEN_USER, *PSE_TOKEN_USER;

typedef struct _TOKEN_GROUPS {
    ULONG GroupCount;
    SID_AND_ATTRIBUTES Groups[ANYSIZE_ARRAY];
} TOKEN_GROUPS, *PTOKEN_GROUPS;

typedef struct _TOKEN_PRIVILEGES {
    ULONG PrivilegeCount;
    LUID_AND_ATTRIBUTES Privileges[ANYSIZE_ARRAY];
} TOKEN_PRIVILEGES, *PTOKEN_PRIVILEGES;

typedef struct _TOKEN_OWNER {
    PSID Owner;
} TOKEN_OWNER, *PTOKEN_OWNER;

typedef struct _TOKEN_PRIMARY_GROUP {
    PSID PrimaryGroup;
} TOKEN_PRIMARY_GROUP, *PTOKEN_PRIMARY_GROUP;

typedef struct _TOKEN_DEFAULT_DACL {
    PACL DefaultDacl;
} TOKEN_DEFAULT_DACL, *PTOKEN_DEFAULT_DACL;

#define TOKEN_SOURCE_LENGTH 8
typedef struct _TOKEN_SOURCE {
    CHAR SourceName[TOKEN_SOURCE_LENGTH];
    LUID SourceIdentifier;
} TOKEN_SOURCE, *PTOKEN_SOURCE;

typedef struct _TOKEN_STATISTICS {
    LUID TokenId;
    LUID AuthenticationId;
    LARGE_INTEGER ExpirationTime;
    TOKEN_TYPE TokenType;
    SECURITY_IMPERSONATION_LEVEL ImpersonationLevel;
    ULONG DynamicCharged;
    ULONG DynamicAvailable;
    ULONG GroupCount;
    ULONG PrivilegeCount;
    LUID ModifiedId;
} TOKEN_STATISTICS, *PTOKEN_STATISTICS;

typedef struct _TOKEN_CONTROL {
    LUID TokenId;
    LUID AuthenticationId;
    LUID ModifiedId;
    TOKEN_SOURCE TokenSource;
} TOKEN_CONTROL, *PTOKEN_CONTROL;

typedef struct _TOKEN_ORIGIN {
    LUID OriginatingLogonSession;
} TOKEN_ORIGIN, *PTOKEN_ORIGIN;

typedef struct _TOKEN_MANDATORY_POLICY {
    ULONG Policy;
} TOKEN_MANDATORY_POLICY, *PTOKEN_MANDATORY_POLICY;

typedef struct _TOKEN_GROUPS_AND_PRIVILEGES {
    ULONG SidCount;
    ULONG SidLength;
    PSID_AND_ATTRIBUTES Sids;
    ULONG RestrictedSidCount;
    ULONG RestrictedSidLength;
    PSID_AND_ATTRIBUTES RestrictedSids;
    ULONG PrivilegeCount;
    ULONG PrivilegeLength;
    PLUID_AND_ATTRIBUTES Privileges;
    LUID AuthenticationId;
} TOKEN_GROUPS_AND_PRIVILEGES, *PTOKEN_GROUPS_AND_PRIVILEGES;

typedef struct _TOKEN_ACCESS_INFORMATION {
    PSID_AND_ATTRIBUTES_HASH SidHash;
    PSID_AND_ATTRIBUTES_HASH RestrictedSidHash;
    PTOKEN_PRIVILEGES Privileges;
    LUID AuthenticationId;
    TOKEN_TYPE TokenType;
    SECURITY_IMPERSONATION_LEVEL ImpersonationLevel;
    TOKEN_MANDATORY_POLICY MandatoryPolicy;
    ULONG Flags;
    ULONG AppContainerNumber;
    PSID PackageSid;
    PSID_AND_ATTRIBUTES_HASH CapabilitiesHash;
    PSID TrustLevelSid;
    PVOID SecurityAttributes;
} TOKEN_ACCESS_INFORMATION, *PTOKEN_ACCESS_INFORMATION;

typedef struct _SECURITY_CLIENT_CONTEXT {
    SECURITY_QUALITY_OF_SERVICE SecurityQos;
    PACCESS_TOKEN ClientToken;
    BOOLEAN DirectlyAccessClientToken;
    BOOLEAN DirectAccessEffectiveOnly;
    BOOLEAN ServerIsRemote;
    TOKEN_CONTROL ClientTokenControl;
} SECURITY_CLIENT_CONTEXT, *PSECURITY_CLIENT_CONTEXT;

typedef struct _SE_EXPORTS {
    LUID SeCreateTokenPrivilege;
    LUID SeAssignPrimaryTokenPrivilege;
    LUID SeLockMemoryPrivilege;
    LUID SeIncreaseQuotaPrivilege;
    LUID SeUnsolicitedInputPrivilege;
    LUID SeTcbPrivilege;
    LUID SeSecurityPrivilege;
    LUID SeTakeOwnershipPrivilege;
    LUID SeLoadDriverPrivilege;
    LUID SeCreatePagefilePrivilege;
    LUID SeIncreaseBasePriorityPrivilege;
    LUID SeSystemProfilePrivilege;
    LUID SeSystemtimePrivilege;
    LUID SeProfileSingleProcessPrivilege;
    LUID SeCreatePermanentPrivilege;
    LUID SeBackupPrivilege;
    LUID SeRestorePrivilege;
    LUID SeShutdownPrivilege;
    LUID SeDebugPrivilege;
    LUID SeAuditPrivilege;
    LUID SeSystemEnvironmentPrivilege;
    LUID SeChangeNotifyPrivilege;
    LUID SeRemoteShutdownPrivilege;
    PSID SeNullSid;
    PSID SeWorldSid;
    PSID SeLocalSid;
    PSID SeCreatorOwnerSid;
    PSID SeCreatorGroupSid;
    PSID SeNtAuthoritySid;
    PSID SeDialupSid;
    PSID SeNetworkSid;
    PSID SeBatchSid;
    PSID SeInteractiveSid;
    PSID SeLocalSystemSid;
    PSID SeAliasAdminsSid;
    PSID SeAliasUsersSid;
    PSID SeAliasGuestsSid;
    PSID SeAliasPowerUsersSid;
    PSID SeAliasAccountOpsSid;
    PSID SeAliasSystemOpsSid;
    PSID SeAliasPrintOpsSid;
    PSID SeAliasBackupOpsSid;
    PSID SeAuthenticatedUsersSid;
    PSID SeRestrictedSid;
    PSID SeAnonymousLogonSid;
    LUID SeUndockPrivilege;
    LUID SeSyncAgentPrivilege;
    LUID SeEnableDelegationPrivilege;
    PSID SeLocalServiceSid;
    PSID SeNetworkServiceSid;
    LUID SeManageVolumePrivilege;
    LUID SeImpersonatePrivilege;
    LUID SeCreateGlobalPrivilege;
    LUID SeTrustedCredManAccessPrivilege;
    LUID SeRelabelPrivilege;
    LUID SeIncreaseWorkingSetPrivilege;
    LUID SeTimeZonePrivilege;
    LUID SeCreateSymbolicLinkPrivilege;
    PSID SeIUserSid;
    PSID SeUntrustedMandatorySid;
    PSID SeLowMandatorySid;
    PSID SeMediumMandatorySid;
    PSID SeHighMandatorySid;
    PSID SeSystemMandatorySid;
    PSID SeOwnerRightsSid;
    PSID SeAllAppPackagesSid;
    PSID SeUserModeDriversSid;
    PSID SeProcTrustWinTcbSid;
    PSID SeTrustedInstallerSid;
    LUID SeDelegateSessionUserImpersonatePrivilege;
    PSID SeAppSiloSid;
    PSID SeAppSiloVolumeRootMinimalCapabilitySid;
    PSID SeAppSiloProfilesRootMinimalCapabilitySid;
} SE_EXPORTS, *PSE_EXPORTS;
extern PSE_EXPORTS SeExports;

/* Tokens */
_IRQL_requires_max_(PASSIVE_LEVEL)
PACCESS_TOKEN NTAPI PsReferencePrimaryToken(_Inout_ PEPROCESS Process);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI PsDereferencePrimaryToken(_In_ PACCESS_TOKEN PrimaryToken);
_IRQL_requires_max_(PASSIVE_LEVEL)
PACCESS_TOKEN NTAPI PsReferenceImpersonationToken(
    _Inout_ PETHREAD Thread, _Out_ PBOOLEAN CopyOnOpen, _Out_ PBOOLEAN EffectiveOnly,
    _Out_ PSECURITY_IMPERSONATION_LEVEL ImpersonationLevel);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI PsDereferenceImpersonationToken(_In_ PACCESS_TOKEN ImpersonationToken);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsImpersonateClient(_Inout_ PETHREAD Thread, _In_ PACCESS_TOKEN Token,
                                   _In_ BOOLEAN CopyOnOpen, _In_ BOOLEAN EffectiveOnly,
                                   _In_ SECURITY_IMPERSONATION_LEVEL ImpersonationLevel);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI PsRevertToSelf(VOID);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeQueryInformationToken(_In_ PACCESS_TOKEN Token,
                                       _In_ TOKEN_INFORMATION_CLASS TokenInformationClass,
                                       _Out_ PVOID *TokenInformation);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeQueryAuthenticationIdToken(_In_ PACCESS_TOKEN Token, _Out_ PLUID AuthenticationId);
NTSTATUS NTAPI SeQuerySessionIdToken(PACCESS_TOKEN Token, PULONG SessionId);
NTSTATUS NTAPI SeSetSessionIdToken(PACCESS_TOKEN Token, ULONG SessionId);
#define SeQuerySubjectContextToken(SubjectContext)                                                 \
    (((SubjectContext)->ClientToken != NULL) ? (SubjectContext)->ClientToken                       \
                                             : (SubjectContext)->PrimaryToken)
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI SeTokenIsAdmin(_In_ PACCESS_TOKEN Token);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI SeTokenIsRestricted(_In_ PACCESS_TOKEN Token);
TOKEN_TYPE NTAPI SeTokenType(PACCESS_TOKEN Token);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI SeFilterToken(_In_ PACCESS_TOKEN ExistingToken, _In_ ULONG Flags,
                             _In_opt_ PTOKEN_GROUPS SidsToDisable,
                             _In_opt_ PTOKEN_PRIVILEGES PrivilegesToDelete,
                             _In_opt_ PTOKEN_GROUPS RestrictedSids, PACCESS_TOKEN *FilteredToken);

/* Access */
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI SePrivilegeCheck(_Inout_ PPRIVILEGE_SET RequiredPrivileges,
                               _In_ PSECURITY_SUBJECT_CONTEXT SubjectSecurityContext,
                               _In_ KPROCESSOR_MODE AccessMode);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeAppendPrivileges(_Inout_ PACCESS_STATE AccessState,
                                  _In_ PPRIVILEGE_SET Privileges);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI SeFreePrivileges(_In_ PPRIVILEGE_SET Privileges);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI SeSetAccessStateGenericMapping(_Inout_ PACCESS_STATE AccessState,
                                          _In_ PGENERIC_MAPPING GenericMapping);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI SeCaptureSubjectContextEx(_In_ PETHREAD Thread, _In_ PEPROCESS Process,
                                     _Out_ PSECURITY_SUBJECT_CONTEXT SubjectContext);
BOOLEAN NTAPI SeAccessCheckFromState(_In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                     _In_ PTOKEN_ACCESS_INFORMATION PrimaryTokenInformation,
                                     PTOKEN_ACCESS_INFORMATION ClientTokenInformation,
                                     _In_ ACCESS_MASK DesiredAccess,
                                     _In_ ACCESS_MASK PreviouslyGrantedAccess,
                                     _Out_ PPRIVILEGE_SET *Privileges,
                                     _In_ PGENERIC_MAPPING GenericMapping,
                                     _In_ KPROCESSOR_MODE AccessMode,
                                     _Out_ PACCESS_MASK GrantedAccess,
                                     _Out_ PNTSTATUS AccessStatus);
BOOLEAN NTAPI SeAccessCheckFromStateEx(
    _In_ PSECURITY_DESCRIPTOR SecurityDescriptor, _In_ PACCESS_TOKEN PrimaryToken,
    _In_opt_ PACCESS_TOKEN ClientToken, _In_ ACCESS_MASK DesiredAccess,
    _In_ ACCESS_MASK PreviouslyGrantedAccess, _Out_ PPRIVILEGE_SET *Privileges,
    _In_ PGENERIC_MAPPING GenericMapping, _In_ KPROCESSOR_MODE AccessMode,
    _Out_ PACCESS_MASK GrantedAccess, _Out_ PNTSTATUS AccessStatus);
VOID NTAPI SeTokenSetNoChildProcessRestricted(_In_ PACCESS_TOKEN Token, _In_ BOOLEAN UnlessSecure,
                                              _In_ BOOLEAN AuditOnly);
VOID NTAPI SeTokenGetNoChildProcessRestricted(_In_ PACCESS_TOKEN Token, _Out_ PBOOLEAN Enforced,
                                              _Out_ PBOOLEAN UnlessSecure,
                                              _Out_ PBOOLEAN AuditOnly);
BOOLEAN NTAPI SeTokenIsNoChildProcessRestrictionEnforced(_In_ PACCESS_TOKEN Token,
                                                         _Out_opt_ PBOOLEAN UnlessSecure);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeQuerySecurityDescriptorInfo(
    _In_ PSECURITY_INFORMATION SecurityInformation, _Out_ PSECURITY_DESCRIPTOR SecurityDescriptor,
    _Inout_ PULONG Length, _Inout_ PSECURITY_DESCRIPTOR *ObjectsSecurityDescriptor);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeSetSecurityDescriptorInfo(_In_opt_ PVOID Object,
                                           _In_ PSECURITY_INFORMATION SecurityInformation,
                                           PSECURITY_DESCRIPTOR ModificationDescriptor,
                                           _Inout_ PSECURITY_DESCRIPTOR *ObjectsSecurityDescriptor,
                                           _In_ POOL_TYPE PoolType,
                                           _In_ PGENERIC_MAPPING GenericMapping);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeSetSecurityDescriptorInfoEx(
    _In_opt_ PVOID Object, _In_ PSECURITY_INFORMATION SecurityInformation,
    PSECURITY_DESCRIPTOR ModificationDescriptor,
    _Inout_ PSECURITY_DESCRIPTOR *ObjectsSecurityDescriptor, _In_ ULONG AutoInheritFlags,
    _In_ POOL_TYPE PoolType, _In_ PGENERIC_MAPPING GenericMapping);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeLocateProcessImageName(PEPROCESS Process, _Out_ PUNICODE_STRING *pImageFileName);

/* Impersonation of a client */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeCreateClientSecurity(_In_ PETHREAD ClientThread,
                                      _In_ PSECURITY_QUALITY_OF_SERVICE ClientSecurityQos,
                                      BOOLEAN RemoteSession,
                                      _Out_ PSECURITY_CLIENT_CONTEXT ClientContext);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeCreateClientSecurityFromSubjectContext(
    _In_ PSECURITY_SUBJECT_CONTEXT SubjectContext,
    _In_ PSECURITY_QUALITY_OF_SERVICE ClientSecurityQos, _In_ BOOLEAN ServerIsRemote,
    _Out_ PSECURITY_CLIENT_CONTEXT ClientContext);
VOID NTAPI SeImpersonateClient(PSECURITY_CLIENT_CONTEXT ClientContext, PETHREAD ServerThread);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeImpersonateClientEx(_In_ PSECURITY_CLIENT_CONTEXT ClientContext,
                                     _In_opt_ PETHREAD ServerThread);
#define SeDeleteClientSecurity(C)                                                                  \
    do {                                                                                           \
        if (SeTokenType((C)->ClientToken) == TokenPrimary) {                                       \
            PsDereferencePrimaryToken((C)->ClientToken);                                           \
        } else {                                                                                   \
            PsDereferenceImpersonationToken((C)->ClientToken);                                     \
        }                                                                                          \
    } while (0)
typedef NTSTATUS(NTAPI *PSE_LOGON_SESSION_TERMINATED_ROUTINE)(_In_ PLUID LogonId);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeRegisterLogonSessionTerminatedRoutine(
    _In_ PSE_LOGON_SESSION_TERMINATED_ROUTINE CallbackRoutine);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeUnregisterLogonSessionTerminatedRoutine(
    _In_ PSE_LOGON_SESSION_TERMINATED_ROUTINE CallbackRoutine);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI SeMarkLogonSessionForTerminationNotification(_In_ PLUID LogonId);

/* Auditing */
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI SeAuditingFileEvents(_In_ BOOLEAN AccessGranted,
                                   _In_ PSECURITY_DESCRIPTOR SecurityDescriptor);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI SeAuditingFileOrGlobalEvents(_In_ BOOLEAN AccessGranted,
                                           _In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                           _In_ PSECURITY_SUBJECT_CONTEXT SubjectSecurityContext);
BOOLEAN NTAPI SeAuditingHardLinkEvents(BOOLEAN AccessGranted,
                                       PSECURITY_DESCRIPTOR SecurityDescriptor);
VOID NTAPI SeAuditHardLinkCreation(PUNICODE_STRING FileName, PUNICODE_STRING LinkName,
                                   BOOLEAN bSuccess);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI SeOpenObjectAuditAlarm(_In_ PUNICODE_STRING ObjectTypeName, _In_opt_ PVOID Object,
                                  _In_opt_ PUNICODE_STRING AbsoluteObjectName,
                                  _In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                  _In_ PACCESS_STATE AccessState, _In_ BOOLEAN ObjectCreated,
                                  _In_ BOOLEAN AccessGranted, _In_ KPROCESSOR_MODE AccessMode,
                                  _Out_ PBOOLEAN GenerateOnClose);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI SeOpenObjectForDeleteAuditAlarm(_In_ PUNICODE_STRING ObjectTypeName,
                                           _In_opt_ PVOID Object,
                                           _In_opt_ PUNICODE_STRING AbsoluteObjectName,
                                           _In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                           _In_ PACCESS_STATE AccessState,
                                           _In_ BOOLEAN ObjectCreated, _In_ BOOLEAN AccessGranted,
                                           _In_ KPROCESSOR_MODE AccessMode,
                                           _Out_ PBOOLEAN GenerateOnClose);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI SeDeleteObjectAuditAlarm(_In_ PVOID Object, _In_ HANDLE Handle);

/* System services */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenProcessToken(_In_ HANDLE ProcessHandle, _In_ ACCESS_MASK DesiredAccess,
                                  _Out_ PHANDLE TokenHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenProcessTokenEx(_In_ HANDLE ProcessHandle, _In_ ACCESS_MASK DesiredAccess,
                                    _In_ ULONG HandleAttributes, _Out_ PHANDLE TokenHandle);
NTSTATUS NTAPI NtOpenThreadToken(_In_ HANDLE ThreadHandle, _In_ ACCESS_MASK DesiredAccess,
                                 _In_ BOOLEAN OpenAsSelf, _Out_ PHANDLE TokenHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenThreadTokenEx(_In_ HANDLE ThreadHandle, _In_ ACCESS_MASK DesiredAccess,
                                   _In_ BOOLEAN OpenAsSelf, _In_ ULONG HandleAttributes,
                                   _Out_ PHANDLE TokenHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryInformationToken(_In_ HANDLE TokenHandle,
                                       _In_ TOKEN_INFORMATION_CLASS TokenInformationClass,
                                       _Out_ PVOID TokenInformation,
                                       _In_ ULONG TokenInformationLength,
                                       _Out_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSetInformationToken(_In_ HANDLE TokenHandle,
                                     _In_ TOKEN_INFORMATION_CLASS TokenInformationClass,
                                     _In_ PVOID TokenInformation,
                                     _In_ ULONG TokenInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtDuplicateToken(_In_ HANDLE ExistingTokenHandle, _In_ ACCESS_MASK DesiredAccess,
                                _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                _In_ BOOLEAN EffectiveOnly, _In_ TOKEN_TYPE TokenType,
                                _Out_ PHANDLE NewTokenHandle);
NTSTATUS NTAPI NtPrivilegeCheck(_In_ HANDLE ClientToken, _Inout_ PPRIVILEGE_SET RequiredPrivileges,
                                _Out_ PBOOLEAN Result);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwOpenProcessTokenEx(_In_ HANDLE ProcessHandle, _In_ ACCESS_MASK DesiredAccess,
                                    _In_ ULONG HandleAttributes, _Out_ PHANDLE TokenHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwOpenThreadTokenEx(_In_ HANDLE ThreadHandle, _In_ ACCESS_MASK DesiredAccess,
                                   _In_ BOOLEAN OpenAsSelf, _In_ ULONG HandleAttributes,
                                   _Out_ PHANDLE TokenHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryInformationToken(_In_ HANDLE TokenHandle,
                                       _In_ TOKEN_INFORMATION_CLASS TokenInformationClass,
                                       _Out_ PVOID TokenInformation,
                                       _In_ ULONG TokenInformationLength,
                                       _Out_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetInformationToken(_In_ HANDLE TokenHandle,
                                     _In_ TOKEN_INFORMATION_CLASS TokenInformationClass,
                                     _In_ PVOID TokenInformation,
                                     _In_ ULONG TokenInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwDuplicateToken(_In_ HANDLE ExistingTokenHandle, _In_ ACCESS_MASK DesiredAccess,
                                _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                _In_ BOOLEAN EffectiveOnly, _In_ TOKEN_TYPE TokenType,
                                _Out_ PHANDLE NewTokenHandle);

#ifdef __cplusplus
}
#endif

#endif
