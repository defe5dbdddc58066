/*
 * src/se/sep.h - what the files of se share
 */
#ifndef SEP_H
#define SEP_H

#include "se.h"

#define SEP_TAG 'ceSS'

/* A SID with room for as many parts as the well-known ones have. */
typedef struct _SEP_SID {
    UCHAR Revision, Count;
    SID_IDENTIFIER_AUTHORITY Authority;
    ULONG Parts[6];
} SEP_SID;

#define SEP_NT    5
#define SEP_LABEL 16 /* the authority of integrity labels */
#define SEP_SID_OF(Number, Parts, ...)                                                             \
    {                                                                                              \
        SID_REVISION, Parts, {{0, 0, 0, 0, 0, Number}},                                            \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }
#define SEP_ALIAS(Rid)    SEP_SID_OF(SEP_NT, 2, SECURITY_BUILTIN_DOMAIN_RID, Rid)
#define SEP_LABEL_OF(Rid) SEP_SID_OF(SEP_LABEL, 1, Rid)
/* The accounts of the simulated machine. */
#define SEP_DOMAIN(Rid) SEP_SID_OF(SEP_NT, 5, 21, 1001, 1002, 1003, Rid)

/* --- descriptor.c: either form taken apart; a list that is not present is NULL ---------------- */

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

/* --- compose.c: parts put together, self-relative --------------------------------------------- */

/* Into Block, which is zeroed and has sizeof(SECURITY_DESCRIPTOR_RELATIVE) + SepPartsSize. */
VOID SepComposeInto(SECURITY_DESCRIPTOR_RELATIVE *Block, const SEP_PARTS *Parts,
                    SECURITY_DESCRIPTOR_CONTROL Control);
/* In the kernel's own pool. */
NTSTATUS SepCompose(const SEP_PARTS *Parts, SECURITY_DESCRIPTOR_CONTROL Control,
                    PSECURITY_DESCRIPTOR *Descriptor);
/* From the kernel's own pool to pool that a driver may free; the own block is freed. */
NTSTATUS SepGiveToDriver(PSECURITY_DESCRIPTOR Own, POOL_TYPE PoolType,
                         PSECURITY_DESCRIPTOR *Descriptor);

/* --- acl.c, ace.c ----------------------------------------------------------------------------- */

/* The header and every entry lie within Size bytes, which are there to be read. */
BOOLEAN SepValidAcl(const ACL *Acl, ULONG Size);
/* The place behind entry Index - 1; NULL: an entry before it does not fit. */
PACE_HEADER SepFindAce(const ACL *Acl, ULONG Index);
BOOLEAN SepKnownRevision(ULONG Revision);

/* An entry taken apart. NULL Sid: of a kind that names nobody, or too short for what it says. */
typedef struct _SEP_ACE {
    UCHAR Type, Flags;
    ACCESS_MASK Mask;
    const GUID *Object, *Inherited; /* NULL: none */
    PSID Sid;
} SEP_ACE;
BOOLEAN SepIsObjectAce(UCHAR Type);
VOID SepReadAce(const ACE_HEADER *Header, SEP_ACE *Ace);
ULONG SepAceSize(const SEP_ACE *Ace);
/* Behind the last entry; STATUS_ALLOTTED_SPACE_EXCEEDED. */
NTSTATUS SepAppendAce(PACL Acl, const SEP_ACE *Ace);

/* --- privilege.c ------------------------------------------------------------------------------ */

#define SEP_PRIVILEGE(Number) (1ull << (Number))
/* In the kernel's own pool; NULL: none, or no memory. */
PPRIVILEGE_SET SepPrivilegeSet(ULONG64 Privileges);

/* --- token.c ---------------------------------------------------------------------------------- */

#define SEP_INTEGRITY_ENABLED 0x40 /* SE_GROUP_INTEGRITY_ENABLED */
#define SEP_NO_WRITE_UP       1    /* TOKEN_MANDATORY_POLICY_NO_WRITE_UP */

typedef struct _SEP_TOKEN {
    TOKEN_SOURCE Source;
    LUID Id, Session, Modified, Origin; /* Session: the authentication id */
    TOKEN_TYPE Type;
    SECURITY_IMPERSONATION_LEVEL Level;
    ULONG SessionId, Policy, Elevation;
    BOOLEAN SandboxInert, WriteRestricted;
    BOOLEAN NoChild, NoChildUnlessSecure, NoChildAuditOnly;
    ULONG64 Present, Enabled, Default; /* privileges, a bit each */
    ULONG SidCount, RestrictedCount;
    ULONG Owner, Group;                   /* which of Sids */
    PSID_AND_ATTRIBUTES Sids, Restricted; /* Sids[0] is the user; in a block of the token's own */
    PACL DefaultDacl;                     /* own block, or NULL */
} SEP_TOKEN, *PSEP_TOKEN;

/* Pattern is what the new token is to be, with arrays and lists that are copied; it gets an Id. */
NTSTATUS SepCreateToken(const SEP_TOKEN *Pattern, PSEP_TOKEN *Token);
VOID SepNewLuid(PLUID Luid);
PSID_AND_ATTRIBUTES SepIntegrityOf(const SEP_TOKEN *Token); /* NULL: none */
ULONG SepLabelLevel(PSID Label);
VOID SepReferenceObject(PVOID Object);
VOID SepDereferenceObject(PVOID Object);

/* --- check.c ---------------------------------------------------------------------------------- */

/* Who asks, wherever it comes from. */
typedef struct _SEP_SUBJECT {
    const SID_AND_ATTRIBUTES *Sids, *Restricted;
    ULONG SidCount, RestrictedCount;
    ULONG64 Enabled; /* privileges */
    ULONG Integrity, Policy;
    BOOLEAN WriteRestricted;
    BOOLEAN CannotAct; /* a client at identification level or below */
} SEP_SUBJECT;

typedef struct _SEP_CHECK {
    ACCESS_MASK Desired, Previously;
    PGENERIC_MAPPING Mapping;
    ACCESS_MASK Granted; /* out */
    ULONG64 Used;        /* out: privileges */
} SEP_CHECK;
NTSTATUS SepCheckAccess(PSECURITY_DESCRIPTOR Descriptor, const SEP_SUBJECT *Subject,
                        SEP_CHECK *Check);
VOID SepSubjectOf(PSECURITY_SUBJECT_CONTEXT Context, SEP_SUBJECT *Subject);
/* A SID among Count; DenyOnly: also one that is there for denying only. */
BOOLEAN SepIsAmong(const SID_AND_ATTRIBUTES *Sids, ULONG Count, PSID Sid, BOOLEAN DenyOnly);

/* --- checklabel.c ----------------------------------------------------------------------------- */

/* The rights that integrity leaves to the subject. */
ACCESS_MASK SepMandatoryAccess(PACL Sacl, const SEP_SUBJECT *Subject, PGENERIC_MAPPING Mapping);

/* --- logon.c ---------------------------------------------------------------------------------- */

VOID SepTokenJoins(const LUID *Session);
VOID SepTokenLeaves(const LUID *Session);

/* --- sddlsid.c, sddlright.c: words of the language -------------------------------------------- */

typedef struct _SEP_CURSOR {
    PCWCH Text;
    ULONG Length, At;
} SEP_CURSOR, *PSEP_CURSOR;
WCHAR SepPeek(PSEP_CURSOR Cursor, ULONG Ahead); /* upcased; 0 behind the end */
BOOLEAN SepTake(PSEP_CURSOR Cursor, PCSTR Word);
BOOLEAN SepTakeNumber(PSEP_CURSOR Cursor, ULONG64 Limit, PULONG64 Value);
NTSTATUS SepTakeSid(PSEP_CURSOR Cursor, PSE_SID Sid);
NTSTATUS SepTakeRights(PSEP_CURSOR Cursor, PACCESS_MASK Rights);

/* Buffer NULL: only counted. */
typedef struct _SEP_WRITER {
    PWCH Buffer;
    ULONG Used; /* characters */
} SEP_WRITER, *PSEP_WRITER;
VOID SepPut(PSEP_WRITER Writer, PCSTR Text);
VOID SepPutNumber(PSEP_WRITER Writer, ULONG64 Value, ULONG Base);
VOID SepPutSid(PSEP_WRITER Writer, PSID Sid);       /* S-1-... */
VOID SepPutSidByName(PSEP_WRITER Writer, PSID Sid); /* SY, or S-1-... */
VOID SepPutRights(PSEP_WRITER Writer, UCHAR AceType, ACCESS_MASK Rights);

typedef struct _SEP_WORD {
    CHAR Text[4];
    ULONG Value;
} SEP_WORD;
/* One of some words of two letters: its value is added to Bits. */
BOOLEAN SepTakeBits(PSEP_CURSOR Cursor, const SEP_WORD *Words, ULONG Count, PULONG Bits);
/* The words of an entry's type and flags. */
extern const SEP_WORD SepAceTypes[], SepAceFlags[];
extern const ULONG SepAceTypeCount, SepAceFlagCount;

#endif
