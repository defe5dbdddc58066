/*
 * wdk/ntifs/rtl.h - code pages, times, SIDs, ACLs, security descriptors, heaps, compression
 */
#ifndef _NTIFS_RTL_H_
#define _NTIFS_RTL_H_

#include "../ntddk.h"

typedef unsigned int DWORD, *PDWORD, *LPDWORD;

#ifdef __cplusplus
extern "C" {
#endif

/* Strings */
BOOLEAN NTAPI RtlPrefixString(_In_ const STRING *String1, _In_ const STRING *String2,
                              _In_ BOOLEAN CaseInSensitive);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlAppendStringToString(_Inout_ PSTRING Destination, _In_ const STRING *Source);
NTSTATUS NTAPI RtlAppendAsciizToString(_Inout_ PSTRING Destination, _In_opt_ PCSZ Source);
LONG NTAPI RtlCompareUnicodeStrings(_In_ PCWCH String1, _In_ SIZE_T String1Length,
                                    _In_ PCWCH String2, _In_ SIZE_T String2Length,
                                    _In_ BOOLEAN CaseInSensitive);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI RtlCreateUnicodeString(_Out_ PUNICODE_STRING DestinationString,
                                     _In_ PCWSTR SourceString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlDowncaseUnicodeString(PUNICODE_STRING DestinationString,
                                        _In_ PCUNICODE_STRING SourceString,
                                        _In_ BOOLEAN AllocateDestinationString);
#define RTL_DUPLICATE_UNICODE_STRING_NULL_TERMINATE (0x00000001)
#define RTL_DUPLICATE_UNICODE_STRING_ALLOCATE_NULL_STRING (0x00000002)
NTSTATUS NTAPI RtlDuplicateUnicodeString(_In_ ULONG Flags, _In_ PCUNICODE_STRING StringIn,
                                         _Out_ PUNICODE_STRING StringOut);

/* Code pages */
extern BOOLEAN *NlsMbCodePageTag;
extern BOOLEAN *NlsMbOemCodePageTag;
#define NLS_MB_CODE_PAGE_TAG (*NlsMbCodePageTag)
#define NLS_MB_OEM_CODE_PAGE_TAG (*NlsMbOemCodePageTag)
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlOemStringToUnicodeString(PUNICODE_STRING DestinationString,
                                           _In_ PCOEM_STRING SourceString,
                                           _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUnicodeStringToOemString(POEM_STRING DestinationString,
                                           _In_ PCUNICODE_STRING SourceString,
                                           _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUpcaseUnicodeStringToOemString(POEM_STRING DestinationString,
                                                 _In_ PCUNICODE_STRING SourceString,
                                                 _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlOemStringToCountedUnicodeString(PUNICODE_STRING DestinationString,
                                                  _In_ PCOEM_STRING SourceString,
                                                  _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUnicodeStringToCountedOemString(POEM_STRING DestinationString,
                                                  _In_ PCUNICODE_STRING SourceString,
                                                  _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUpcaseUnicodeStringToCountedOemString(POEM_STRING DestinationString,
                                                        _In_ PCUNICODE_STRING SourceString,
                                                        _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlFreeOemString(_Inout_ POEM_STRING OemString);
ULONG NTAPI RtlxOemStringToUnicodeSize(_In_ PCOEM_STRING OemString);
ULONG NTAPI RtlxUnicodeStringToOemSize(_In_ PCUNICODE_STRING UnicodeString);
#define RtlOemStringToUnicodeSize(OemString) RtlxOemStringToUnicodeSize(OemString)
#define RtlUnicodeStringToOemSize(UnicodeString) RtlxUnicodeStringToOemSize(UnicodeString)
#define RtlOemStringToCountedUnicodeSize(OemString)                                                \
    ((ULONG)(RtlOemStringToUnicodeSize(OemString) - sizeof(UNICODE_NULL)))
#define RtlUnicodeStringToCountedOemSize(UnicodeString)                                            \
    ((ULONG)(RtlUnicodeStringToOemSize(UnicodeString) - sizeof(ANSI_NULL)))
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlMultiByteToUnicodeN(_Out_ PWCH UnicodeString, _In_ ULONG MaxBytesInUnicodeString,
                                      _Out_opt_ PULONG BytesInUnicodeString,
                                      _In_ const CHAR *MultiByteString,
                                      _In_ ULONG BytesInMultiByteString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlMultiByteToUnicodeSize(_Out_ PULONG BytesInUnicodeString,
                                         _In_ const CHAR *MultiByteString,
                                         _In_ ULONG BytesInMultiByteString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUnicodeToMultiByteN(_Out_ PCHAR MultiByteString,
                                      _In_ ULONG MaxBytesInMultiByteString,
                                      _Out_opt_ PULONG BytesInMultiByteString,
                                      _In_ PCWCH UnicodeString, _In_ ULONG BytesInUnicodeString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUnicodeToMultiByteSize(_Out_ PULONG BytesInMultiByteString,
                                         _In_ PCWCH UnicodeString, _In_ ULONG BytesInUnicodeString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUpcaseUnicodeToMultiByteN(_Out_ PCHAR MultiByteString,
                                            _In_ ULONG MaxBytesInMultiByteString,
                                            _Out_opt_ PULONG BytesInMultiByteString,
                                            _In_ PCWCH UnicodeString,
                                            _In_ ULONG BytesInUnicodeString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlOemToUnicodeN(_Out_ PWCH UnicodeString, _In_ ULONG MaxBytesInUnicodeString,
                                _Out_opt_ PULONG BytesInUnicodeString, _In_ PCCH OemString,
                                _In_ ULONG BytesInOemString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUnicodeToOemN(_Out_ PCHAR OemString, _In_ ULONG MaxBytesInOemString,
                                _Out_opt_ PULONG BytesInOemString, _In_ PCWCH UnicodeString,
                                _In_ ULONG BytesInUnicodeString);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlUpcaseUnicodeToOemN(_Out_ PCHAR OemString, _In_ ULONG MaxBytesInOemString,
                                      _Out_opt_ PULONG BytesInOemString, _In_ PCWCH UnicodeString,
                                      _In_ ULONG BytesInUnicodeString);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI RtlIsValidOemCharacter(_Inout_ PWCHAR Char);
typedef struct _CPTABLEINFO {
    USHORT CodePage;
    USHORT MaximumCharacterSize;
    USHORT DefaultChar;
    USHORT UniDefaultChar;
    USHORT TransDefaultChar;
    USHORT TransUniDefaultChar;
    USHORT DBCSCodePage;
    UCHAR LeadByte[12];
    PUSHORT MultiByteTable;
    PVOID WideCharTable;
    PUSHORT DBCSRanges;
    PUSHORT DBCSOffsets;
} CPTABLEINFO, *PCPTABLEINFO;
VOID NTAPI RtlInitCodePageTable(PUSHORT TableBase, PCPTABLEINFO CodePageTable);
NTSTATUS NTAPI RtlCustomCPToUnicodeN(PCPTABLEINFO CustomCP, PWCH UnicodeString,
                                     ULONG MaxBytesInUnicodeString, PULONG BytesInUnicodeString,
                                     PCH CustomCPString, ULONG BytesInCustomCPString);
NTSTATUS NTAPI RtlUnicodeToCustomCPN(PCPTABLEINFO CustomCP, PCH CustomCPString,
                                     ULONG MaxBytesInCustomCPString, PULONG BytesInCustomCPString,
                                     PWCH UnicodeString, ULONG BytesInUnicodeString);
NTSTATUS NTAPI RtlUpcaseUnicodeToCustomCPN(PCPTABLEINFO CustomCP, PCH CustomCPString,
                                           ULONG MaxBytesInCustomCPString,
                                           PULONG BytesInCustomCPString, PWCH UnicodeString,
                                           ULONG BytesInUnicodeString);

/* Short names, prefixes */
typedef struct _GENERATE_NAME_CONTEXT {
    USHORT Checksum;
    BOOLEAN ChecksumInserted;
    UCHAR NameLength;
    WCHAR NameBuffer[8];
    ULONG ExtensionLength;
    WCHAR ExtensionBuffer[4];
    ULONG LastIndexValue;
} GENERATE_NAME_CONTEXT, *PGENERATE_NAME_CONTEXT;
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlGenerate8dot3Name(_In_ PCUNICODE_STRING Name,
                                    _In_ BOOLEAN AllowExtendedCharacters,
                                    _Inout_ PGENERATE_NAME_CONTEXT Context,
                                    _Inout_ PUNICODE_STRING Name8dot3);
BOOLEAN NTAPI RtlIsNameLegalDOS8Dot3(_In_ PCUNICODE_STRING Name, _Inout_ POEM_STRING OemName,
                                     _Out_opt_ PBOOLEAN NameContainsSpaces);
typedef struct _UNICODE_PREFIX_TABLE_ENTRY {
    CSHORT NodeTypeCode;
    CSHORT NameLength;
    struct _UNICODE_PREFIX_TABLE_ENTRY *NextPrefixTree;
    struct _UNICODE_PREFIX_TABLE_ENTRY *CaseMatch;
    RTL_SPLAY_LINKS Links;
    PUNICODE_STRING Prefix;
} UNICODE_PREFIX_TABLE_ENTRY, *PUNICODE_PREFIX_TABLE_ENTRY;
typedef struct _UNICODE_PREFIX_TABLE {
    CSHORT NodeTypeCode;
    CSHORT NameLength;
    PUNICODE_PREFIX_TABLE_ENTRY NextPrefixTree;
    PUNICODE_PREFIX_TABLE_ENTRY LastNextEntry;
} UNICODE_PREFIX_TABLE, *PUNICODE_PREFIX_TABLE;
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlInitializeUnicodePrefix(_Out_ PUNICODE_PREFIX_TABLE PrefixTable);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlInsertUnicodePrefix(_In_ PUNICODE_PREFIX_TABLE PrefixTable,
                                     _In_ PUNICODE_STRING Prefix,
                                     _Out_ PUNICODE_PREFIX_TABLE_ENTRY PrefixTableEntry);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlRemoveUnicodePrefix(_In_ PUNICODE_PREFIX_TABLE PrefixTable,
                                  _In_ PUNICODE_PREFIX_TABLE_ENTRY PrefixTableEntry);
_IRQL_requires_max_(PASSIVE_LEVEL)
PUNICODE_PREFIX_TABLE_ENTRY NTAPI RtlFindUnicodePrefix(_In_ PUNICODE_PREFIX_TABLE PrefixTable,
                                                       _In_ PUNICODE_STRING FullName,
                                                       _In_ ULONG CaseInsensitiveIndex);
_IRQL_requires_max_(APC_LEVEL)
PUNICODE_PREFIX_TABLE_ENTRY NTAPI RtlNextUnicodePrefix(_In_ PUNICODE_PREFIX_TABLE PrefixTable,
                                                       _In_ BOOLEAN Restart);

/* Memory, numbers, times, stacks */
VOID NTAPI RtlFillMemoryUlong(_Out_ PVOID Destination, _In_ SIZE_T Length, _In_ ULONG Pattern);
VOID NTAPI RtlFillMemoryUlonglong(_Out_ PVOID Destination, _In_ SIZE_T Length,
                                  _In_ ULONGLONG Pattern);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlRandom(_Inout_ PULONG Seed);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlRandomEx(_Inout_ PULONG Seed);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlTimeToSecondsSince1970(_In_ PLARGE_INTEGER Time, _Out_ PULONG ElapsedSeconds);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlTimeToSecondsSince1980(_In_ PLARGE_INTEGER Time, _Out_ PULONG ElapsedSeconds);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlSecondsSince1970ToTime(_In_ ULONG ElapsedSeconds, _Out_ PLARGE_INTEGER Time);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlSecondsSince1980ToTime(_In_ ULONG ElapsedSeconds, _Out_ PLARGE_INTEGER Time);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI RtlCaptureContext(_Out_ PCONTEXT ContextRecord);
USHORT NTAPI RtlCaptureStackBackTrace(_In_ ULONG FramesToSkip, _In_ ULONG FramesToCapture,
                                      _Out_ PVOID *BackTrace, _Out_opt_ PULONG BackTraceHash);

/* SIDs */
typedef struct _SID_IDENTIFIER_AUTHORITY {
    UCHAR Value[6];
} SID_IDENTIFIER_AUTHORITY, *PSID_IDENTIFIER_AUTHORITY;

typedef struct _SID {
    UCHAR Revision;
    UCHAR SubAuthorityCount;
    SID_IDENTIFIER_AUTHORITY IdentifierAuthority;
    ULONG SubAuthority[ANYSIZE_ARRAY];
} SID, *PISID;

#define SID_REVISION (1)
#define SID_MAX_SUB_AUTHORITIES (15)
#define SID_RECOMMENDED_SUB_AUTHORITIES (1)
#define SECURITY_MAX_SID_SIZE                                                                      \
    (sizeof(SID) - sizeof(ULONG) + (SID_MAX_SUB_AUTHORITIES * sizeof(ULONG)))

typedef union _SE_SID {
    SID Sid;
    UCHAR Buffer[SECURITY_MAX_SID_SIZE];
} SE_SID, *PSE_SID;

typedef struct _SID_AND_ATTRIBUTES {
    PSID Sid;
    ULONG Attributes;
} SID_AND_ATTRIBUTES, *PSID_AND_ATTRIBUTES;
typedef SID_AND_ATTRIBUTES SID_AND_ATTRIBUTES_ARRAY[ANYSIZE_ARRAY];

#define SID_HASH_SIZE 32
typedef ULONG_PTR SID_HASH_ENTRY, *PSID_HASH_ENTRY;
typedef struct _SID_AND_ATTRIBUTES_HASH {
    ULONG SidCount;
    PSID_AND_ATTRIBUTES SidAttr;
    SID_HASH_ENTRY Hash[SID_HASH_SIZE];
} SID_AND_ATTRIBUTES_HASH, *PSID_AND_ATTRIBUTES_HASH;

typedef enum _SID_NAME_USE {
    SidTypeUser = 1,
    SidTypeGroup,
    SidTypeDomain,
    SidTypeAlias,
    SidTypeWellKnownGroup,
    SidTypeDeletedAccount,
    SidTypeInvalid,
    SidTypeUnknown,
    SidTypeComputer,
    SidTypeLabel,
    SidTypeLogonSession
} SID_NAME_USE,
    *PSID_NAME_USE;

#define SECURITY_NULL_SID_AUTHORITY {0, 0, 0, 0, 0, 0}
#define SECURITY_WORLD_SID_AUTHORITY {0, 0, 0, 0, 0, 1}
#define SECURITY_LOCAL_SID_AUTHORITY {0, 0, 0, 0, 0, 2}
#define SECURITY_CREATOR_SID_AUTHORITY {0, 0, 0, 0, 0, 3}
#define SECURITY_NON_UNIQUE_AUTHORITY {0, 0, 0, 0, 0, 4}
#define SECURITY_NT_AUTHORITY {0, 0, 0, 0, 0, 5}
#define SECURITY_MANDATORY_LABEL_AUTHORITY {0, 0, 0, 0, 0, 16}
#define SECURITY_NULL_RID 0x00000000
#define SECURITY_WORLD_RID 0x00000000
#define SECURITY_LOCAL_RID 0x00000000
#define SECURITY_CREATOR_OWNER_RID 0x00000000
#define SECURITY_CREATOR_GROUP_RID 0x00000001
#define SECURITY_DIALUP_RID 0x00000001
#define SECURITY_NETWORK_RID 0x00000002
#define SECURITY_BATCH_RID 0x00000003
#define SECURITY_INTERACTIVE_RID 0x00000004
#define SECURITY_LOGON_IDS_RID 0x00000005
#define SECURITY_SERVICE_RID 0x00000006
#define SECURITY_ANONYMOUS_LOGON_RID 0x00000007
#define SECURITY_AUTHENTICATED_USER_RID 0x0000000B
#define SECURITY_RESTRICTED_CODE_RID 0x0000000C
#define SECURITY_LOCAL_SYSTEM_RID 0x00000012
#define SECURITY_LOCAL_SERVICE_RID 0x00000013
#define SECURITY_NETWORK_SERVICE_RID 0x00000014
#define SECURITY_BUILTIN_DOMAIN_RID 0x00000020
#define DOMAIN_ALIAS_RID_ADMINS 0x00000220
#define DOMAIN_ALIAS_RID_USERS 0x00000221
#define DOMAIN_ALIAS_RID_GUESTS 0x00000222
#define DOMAIN_ALIAS_RID_POWER_USERS 0x00000223

_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlValidSid(_In_ PSID Sid);
BOOLEAN NTAPI RtlEqualSid(_In_ PSID Sid1, _In_ PSID Sid2);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlEqualPrefixSid(_In_ PSID Sid1, _In_ PSID Sid2);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlLengthRequiredSid(_In_ ULONG SubAuthorityCount);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlLengthSid(_In_ PSID Sid);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlInitializeSid(_Out_ PSID Sid, _In_ PSID_IDENTIFIER_AUTHORITY IdentifierAuthority,
                                _In_ UCHAR SubAuthorityCount);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlInitializeSidEx(_Out_ PSID Sid,
                                  _In_ PSID_IDENTIFIER_AUTHORITY IdentifierAuthority,
                                  _In_ UCHAR SubAuthorityCount, ...);
NTSTATUS NTAPI RtlAllocateAndInitializeSid(PSID_IDENTIFIER_AUTHORITY IdentifierAuthority,
                                           UCHAR SubAuthorityCount, ULONG SubAuthority0,
                                           ULONG SubAuthority1, ULONG SubAuthority2,
                                           ULONG SubAuthority3, ULONG SubAuthority4,
                                           ULONG SubAuthority5, ULONG SubAuthority6,
                                           ULONG SubAuthority7, PSID *Sid);
PVOID NTAPI RtlFreeSid(PSID Sid);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlCopySid(_In_ ULONG DestinationSidLength, _In_ PSID DestinationSid,
                          _In_ PSID SourceSid);
_IRQL_requires_max_(APC_LEVEL)
PULONG NTAPI RtlSubAuthoritySid(_In_ PSID Sid, ULONG SubAuthority);
PUCHAR NTAPI RtlSubAuthorityCountSid(PSID Sid);
PSID_IDENTIFIER_AUTHORITY NTAPI RtlIdentifierAuthoritySid(PSID Sid);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlConvertSidToUnicodeString(_Inout_ PUNICODE_STRING UnicodeString, _In_ PSID Sid,
                                            _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlCopyLuid(_Out_ PLUID DestinationLuid, _In_ PLUID SourceLuid);
#define SeLengthSid(Sid) (8 + (4 * ((SID *)(Sid))->SubAuthorityCount))

/* ACLs */
typedef struct _ACE_HEADER {
    UCHAR AceType;
    UCHAR AceFlags;
    USHORT AceSize;
} ACE_HEADER, *PACE_HEADER;

#define ACCESS_MIN_MS_ACE_TYPE (0x0)
#define ACCESS_ALLOWED_ACE_TYPE (0x0)
#define ACCESS_DENIED_ACE_TYPE (0x1)
#define SYSTEM_AUDIT_ACE_TYPE (0x2)
#define SYSTEM_ALARM_ACE_TYPE (0x3)
#define ACCESS_ALLOWED_COMPOUND_ACE_TYPE (0x4)
#define ACCESS_ALLOWED_OBJECT_ACE_TYPE (0x5)
#define ACCESS_DENIED_OBJECT_ACE_TYPE (0x6)
#define SYSTEM_AUDIT_OBJECT_ACE_TYPE (0x7)
#define SYSTEM_ALARM_OBJECT_ACE_TYPE (0x8)
#define ACCESS_ALLOWED_CALLBACK_ACE_TYPE (0x9)
#define ACCESS_DENIED_CALLBACK_ACE_TYPE (0xA)
#define SYSTEM_MANDATORY_LABEL_ACE_TYPE (0x11)
#define SYSTEM_RESOURCE_ATTRIBUTE_ACE_TYPE (0x12)
#define SYSTEM_SCOPED_POLICY_ID_ACE_TYPE (0x13)
#define SYSTEM_PROCESS_TRUST_LABEL_ACE_TYPE (0x14)
#define OBJECT_INHERIT_ACE (0x1)
#define CONTAINER_INHERIT_ACE (0x2)
#define NO_PROPAGATE_INHERIT_ACE (0x4)
#define INHERIT_ONLY_ACE (0x8)
#define INHERITED_ACE (0x10)
#define VALID_INHERIT_FLAGS (0x1F)
#define SUCCESSFUL_ACCESS_ACE_FLAG (0x40)
#define FAILED_ACCESS_ACE_FLAG (0x80)

#define NTIFS_ACE_(Name)                                                                           \
    typedef struct _##Name {                                                                       \
        ACE_HEADER Header;                                                                         \
        ACCESS_MASK Mask;                                                                          \
        ULONG SidStart;                                                                            \
    } Name, *P##Name
NTIFS_ACE_(ACCESS_ALLOWED_ACE);
NTIFS_ACE_(ACCESS_DENIED_ACE);
NTIFS_ACE_(SYSTEM_AUDIT_ACE);
NTIFS_ACE_(SYSTEM_ALARM_ACE);
NTIFS_ACE_(SYSTEM_RESOURCE_ATTRIBUTE_ACE);
NTIFS_ACE_(SYSTEM_SCOPED_POLICY_ID_ACE);
NTIFS_ACE_(SYSTEM_MANDATORY_LABEL_ACE);
NTIFS_ACE_(SYSTEM_PROCESS_TRUST_LABEL_ACE);
#undef NTIFS_ACE_

typedef struct _ACCESS_ALLOWED_OBJECT_ACE {
    ACE_HEADER Header;
    ACCESS_MASK Mask;
    ULONG Flags;
    GUID ObjectType;
    GUID InheritedObjectType;
    ULONG SidStart;
} ACCESS_ALLOWED_OBJECT_ACE, *PACCESS_ALLOWED_OBJECT_ACE;

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlCreateAcl(_Out_ PACL Acl, _In_ ULONG AclLength, ULONG AclRevision);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlAddAce(_Inout_ PACL Acl, _In_ ULONG AceRevision, _In_ ULONG StartingAceIndex,
                         _In_ PVOID AceList, _In_ ULONG AceListLength);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlDeleteAce(_Inout_ PACL Acl, _In_ ULONG AceIndex);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlGetAce(_In_ PACL Acl, _In_ ULONG AceIndex, _Out_ PVOID *Ace);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlAddAccessAllowedAce(_Inout_ PACL Acl, _In_ ULONG AceRevision,
                                      _In_ ACCESS_MASK AccessMask, _In_ PSID Sid);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlAddAccessAllowedAceEx(_Inout_ PACL Acl, _In_ ULONG AceRevision,
                                        _In_ ULONG AceFlags, _In_ ACCESS_MASK AccessMask,
                                        _In_ PSID Sid);
NTSTATUS NTAPI RtlAddAccessDeniedAce(_Inout_ PACL Acl, _In_ ULONG AceRevision,
                                     _In_ ACCESS_MASK AccessMask, _In_ PSID Sid);
BOOLEAN NTAPI RtlValidAcl(_In_ PACL Acl);
BOOLEAN NTAPI RtlFirstFreeAce(_In_ PACL Acl, _Out_ PVOID *FirstFree);

/* Security descriptors */
typedef struct _SECURITY_DESCRIPTOR_RELATIVE {
    UCHAR Revision;
    UCHAR Sbz1;
    SECURITY_DESCRIPTOR_CONTROL Control;
    ULONG Owner;
    ULONG Group;
    ULONG Sacl;
    ULONG Dacl;
} SECURITY_DESCRIPTOR_RELATIVE, *PISECURITY_DESCRIPTOR_RELATIVE;

typedef struct _SECURITY_DESCRIPTOR {
    UCHAR Revision;
    UCHAR Sbz1;
    SECURITY_DESCRIPTOR_CONTROL Control;
    PSID Owner;
    PSID Group;
    PACL Sacl;
    PACL Dacl;
} SECURITY_DESCRIPTOR, *PISECURITY_DESCRIPTOR;

typedef struct _OBJECT_TYPE_LIST {
    USHORT Level;
    USHORT Sbz;
    GUID *ObjectType;
} OBJECT_TYPE_LIST, *POBJECT_TYPE_LIST;

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlCreateSecurityDescriptorRelative(
    _Out_ PISECURITY_DESCRIPTOR_RELATIVE SecurityDescriptor, _In_ ULONG Revision);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlGetDaclSecurityDescriptor(_In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                            _Out_ PBOOLEAN DaclPresent, _Out_ PACL *Dacl,
                                            _Out_ PBOOLEAN DaclDefaulted);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlGetSaclSecurityDescriptor(_In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                            _Out_ PBOOLEAN SaclPresent, _Out_ PACL *Sacl,
                                            _Out_ PBOOLEAN SaclDefaulted);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlGetOwnerSecurityDescriptor(_In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                             _Out_ PSID *Owner, _Out_ PBOOLEAN OwnerDefaulted);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlGetGroupSecurityDescriptor(_In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                             _Out_ PSID *Group, _Out_ PBOOLEAN GroupDefaulted);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlSetOwnerSecurityDescriptor(_Inout_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                             _In_opt_ PSID Owner, _In_ BOOLEAN OwnerDefaulted);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlSetGroupSecurityDescriptor(_Inout_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                             _In_opt_ PSID Group, _In_ BOOLEAN GroupDefaulted);
NTSTATUS NTAPI RtlSetSaclSecurityDescriptor(_Inout_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                            _In_ BOOLEAN SaclPresent, _In_opt_ PACL Sacl,
                                            _In_opt_ BOOLEAN SaclDefaulted);
NTSTATUS NTAPI RtlGetControlSecurityDescriptor(_In_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                               _Out_ PSECURITY_DESCRIPTOR_CONTROL Control,
                                               _Out_ PULONG Revision);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlAbsoluteToSelfRelativeSD(
    _In_ PSECURITY_DESCRIPTOR AbsoluteSecurityDescriptor,
    _Out_ PSECURITY_DESCRIPTOR SelfRelativeSecurityDescriptor, _Inout_ PULONG BufferLength);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlSelfRelativeToAbsoluteSD(_In_ PSECURITY_DESCRIPTOR SelfRelativeSecurityDescriptor,
                                           _Out_ PSECURITY_DESCRIPTOR AbsoluteSecurityDescriptor,
                                           _Inout_ PULONG AbsoluteSecurityDescriptorSize,
                                           _Out_ PACL Dacl, _Inout_ PULONG DaclSize,
                                           _Out_ PACL Sacl, _Inout_ PULONG SaclSize,
                                           _Out_ PSID Owner, _Inout_ PULONG OwnerSize,
                                           _Out_ PSID PrimaryGroup,
                                           _Inout_ PULONG PrimaryGroupSize);

/* Heaps */
typedef NTSTATUS NTAPI RTL_HEAP_COMMIT_ROUTINE(_In_ PVOID Base, _Inout_ PVOID *CommitAddress,
                                               _Inout_ PSIZE_T CommitSize);
typedef RTL_HEAP_COMMIT_ROUTINE *PRTL_HEAP_COMMIT_ROUTINE;
typedef struct _RTL_HEAP_PARAMETERS {
    ULONG Length;
    SIZE_T SegmentReserve;
    SIZE_T SegmentCommit;
    SIZE_T DeCommitFreeBlockThreshold;
    SIZE_T DeCommitTotalFreeThreshold;
    SIZE_T MaximumAllocationSize;
    SIZE_T VirtualMemoryThreshold;
    SIZE_T InitialCommit;
    SIZE_T InitialReserve;
    PRTL_HEAP_COMMIT_ROUTINE CommitRoutine;
    SIZE_T Reserved[2];
} RTL_HEAP_PARAMETERS, *PRTL_HEAP_PARAMETERS;
#define HEAP_NO_SERIALIZE 0x00000001
#define HEAP_GROWABLE 0x00000002
#define HEAP_GENERATE_EXCEPTIONS 0x00000004
#define HEAP_ZERO_MEMORY 0x00000008
_IRQL_requires_max_(APC_LEVEL)
PVOID NTAPI RtlCreateHeap(_In_ ULONG Flags, _In_opt_ PVOID HeapBase, _In_ SIZE_T ReserveSize,
                          _In_ SIZE_T CommitSize, _In_opt_ PVOID Lock,
                          _In_opt_ PRTL_HEAP_PARAMETERS Parameters);
_IRQL_requires_max_(APC_LEVEL)
PVOID NTAPI RtlDestroyHeap(_In_ PVOID HeapHandle);
_IRQL_requires_max_(APC_LEVEL)
PVOID NTAPI RtlAllocateHeap(_In_ PVOID HeapHandle, _In_ ULONG Flags, _In_ SIZE_T Size);
_IRQL_requires_max_(APC_LEVEL)
LOGICAL NTAPI RtlFreeHeap(_In_ PVOID HeapHandle, _In_ ULONG Flags, PVOID BaseAddress);

/* Compression */
#define COMPRESSION_FORMAT_NONE (0x0000)
#define COMPRESSION_FORMAT_DEFAULT (0x0001)
#define COMPRESSION_FORMAT_LZNT1 (0x0002)
#define COMPRESSION_FORMAT_XPRESS (0x0003)
#define COMPRESSION_FORMAT_XPRESS_HUFF (0x0004)
#define COMPRESSION_ENGINE_STANDARD (0x0000)
#define COMPRESSION_ENGINE_MAXIMUM (0x0100)
#define COMPRESSION_ENGINE_HIBER (0x0200)
typedef struct _COMPRESSED_DATA_INFO {
    USHORT CompressionFormatAndEngine;
    UCHAR CompressionUnitShift;
    UCHAR ChunkShift;
    UCHAR ClusterShift;
    UCHAR Reserved;
    USHORT NumberOfChunks;
    ULONG CompressedChunkSizes[ANYSIZE_ARRAY];
} COMPRESSED_DATA_INFO, *PCOMPRESSED_DATA_INFO;
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlGetCompressionWorkSpaceSize(_In_ USHORT CompressionFormatAndEngine,
                                              _Out_ PULONG CompressBufferWorkSpaceSize,
                                              _Out_ PULONG CompressFragmentWorkSpaceSize);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlCompressBuffer(_In_ USHORT CompressionFormatAndEngine,
                                 _In_ PUCHAR UncompressedBuffer, _In_ ULONG UncompressedBufferSize,
                                 _Out_ PUCHAR CompressedBuffer, _In_ ULONG CompressedBufferSize,
                                 _In_ ULONG UncompressedChunkSize, _Out_ PULONG FinalCompressedSize,
                                 _In_ PVOID WorkSpace);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlDecompressBuffer(_In_ USHORT CompressionFormat, _Out_ PUCHAR UncompressedBuffer,
                                   _In_ ULONG UncompressedBufferSize, _In_ PUCHAR CompressedBuffer,
                                   _In_ ULONG CompressedBufferSize,
                                   _Out_ PULONG FinalUncompressedSize);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlDecompressBufferEx(_In_ USHORT CompressionFormat, _Out_ PUCHAR UncompressedBuffer,
                                     _In_ ULONG UncompressedBufferSize,
                                     _In_ PUCHAR CompressedBuffer, _In_ ULONG CompressedBufferSize,
                                     _Out_ PULONG FinalUncompressedSize, _In_ PVOID WorkSpace);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlDecompressFragment(_In_ USHORT CompressionFormat,
                                     _Out_ PUCHAR UncompressedFragment,
                                     _In_ ULONG UncompressedFragmentSize,
                                     _In_ PUCHAR CompressedBuffer, _In_ ULONG CompressedBufferSize,
                                     _In_ ULONG FragmentOffset, _Out_ PULONG FinalUncompressedSize,
                                     _In_ PVOID WorkSpace);
NTSTATUS NTAPI RtlDescribeChunk(USHORT CompressionFormat, PUCHAR *CompressedBuffer,
                                PUCHAR EndOfCompressedBufferPlus1, PUCHAR *ChunkBuffer,
                                PULONG ChunkSize);
NTSTATUS NTAPI RtlReserveChunk(USHORT CompressionFormat, PUCHAR *CompressedBuffer,
                               PUCHAR EndOfCompressedBufferPlus1, PUCHAR *ChunkBuffer,
                               ULONG ChunkSize);
NTSTATUS NTAPI RtlDecompressChunks(PUCHAR UncompressedBuffer, ULONG UncompressedBufferSize,
                                   PUCHAR CompressedBuffer, ULONG CompressedBufferSize,
                                   PUCHAR CompressedTail, ULONG CompressedTailSize,
                                   PCOMPRESSED_DATA_INFO CompressedDataInfo);
NTSTATUS NTAPI RtlCompressChunks(PUCHAR UncompressedBuffer, ULONG UncompressedBufferSize,
                                 PUCHAR CompressedBuffer, ULONG CompressedBufferSize,
                                 PCOMPRESSED_DATA_INFO CompressedDataInfo,
                                 ULONG CompressedDataInfoLength, PVOID WorkSpace);

#ifdef __cplusplus
}
#endif

#endif
