/*
 * src/cm/cmi.h - keys and values as this rung keeps them
 */
#ifndef CMI_H
#define CMI_H

#include "cm.h"

#define CMP_TAG 'yeKC'

typedef struct _CMP_VALUE {
    LIST_ENTRY Entry; /* of its key, in the order of creation */
    UNICODE_STRING Name;
    ULONG Type, DataLength;
    PUCHAR Data;
} CMP_VALUE, *PCMP_VALUE;

/* A descriptor that keys share. */
typedef struct _CMP_SECURITY {
    ULONG References;
    PSECURITY_DESCRIPTOR Descriptor; /* self-relative */
} CMP_SECURITY, *PCMP_SECURITY;

typedef struct _CMP_KEY {
    LIST_ENTRY Sibling; /* of its parent, by name */
    LIST_ENTRY Children, Values;
    struct _CMP_KEY *Parent;
    ULONG ChildCount, ValueCount;
    ULONG References; /* key objects */
    BOOLEAN Deleted, Volatile, Link;
    LARGE_INTEGER LastWriteTime;
    UNICODE_STRING Name, Class;
    PCMP_SECURITY Security;
    LIST_ENTRY Watchers; /* notify.c: CMP_KEY_BODY.Watcher */
} CMP_KEY, *PCMP_KEY;

/* What a handle refers to: the body of a Key object. */
typedef struct _CMP_KEY_BODY {
    PCMP_KEY Key;

    /* notify.c */
    LIST_ENTRY Watcher, Requests;
    ULONG Filter; /* 0: nobody asked yet */
    BOOLEAN WatchTree, Changed;

    LIST_ENTRY Contexts;         /* filtercontext.c: of filters */
    struct _CMP_NAME *FullName;  /* as CmCallbackGetKeyObjectID gave it, or NULL */
} CMP_KEY_BODY, *PCMP_KEY_BODY;

/* What NtCreateKey and NtOpenKey hand to the parse method. */
typedef struct _CMP_OPEN {
    BOOLEAN Create;
    BOOLEAN MayCreate; /* by the handle that the path starts at */
    PCUNICODE_STRING Class;
    PSECURITY_DESCRIPTOR Security;
    ULONG Options, Disposition;
} CMP_OPEN, *PCMP_OPEN;

/* --- key.c --- */
NTSTATUS CmpDuplicateString(PUNICODE_STRING To, PCUNICODE_STRING From);
PCMP_KEY CmpFindChild(PCMP_KEY Parent, PCUNICODE_STRING Name);
/* Options: REG_OPTION_VOLATILE, REG_OPTION_CREATE_LINK. Security NULL: the parent's. */
NTSTATUS CmpCreateChild(PCMP_KEY Parent, PCUNICODE_STRING Name, PCUNICODE_STRING Class,
                        ULONG Options, PCMP_SECURITY Security, PCMP_KEY *Key);
NTSTATUS CmpDeleteKey(PCMP_KEY Key);
VOID CmpDeleteTree(PCMP_KEY Key); /* not the root; with all below it */
VOID CmpReleaseKey(PCMP_KEY Key); /* a key object is gone */
PCMP_KEY CmpChildAt(PCMP_KEY Key, ULONG Index);
VOID CmpTouch(PCMP_KEY Key);

/* --- value.c --- */
PCMP_VALUE CmpFindValue(PCMP_KEY Key, PCUNICODE_STRING Name);
PCMP_VALUE CmpValueAt(PCMP_KEY Key, ULONG Index);
NTSTATUS CmpSetValue(PCMP_KEY Key, PCUNICODE_STRING Name, ULONG Type, const VOID *Data,
                     ULONG Length);
VOID CmpDeleteValue(PCMP_KEY Key, PCMP_VALUE Value);

/* --- security.c --- */
NTSTATUS CmpNewSecurity(PCMP_KEY Parent, PSECURITY_DESCRIPTOR Explicit,
                        PSECURITY_SUBJECT_CONTEXT Subject, PCMP_SECURITY *Security);
PCMP_SECURITY CmpRootSecurity(VOID);
VOID CmpProtectForSystem(PCMP_KEY Key);
PCMP_SECURITY CmpShareSecurity(PCMP_SECURITY Security);
VOID CmpReleaseSecurity(PCMP_SECURITY Security);
NTSTATUS CmpSecurityMethod(PVOID Object, POB_SECURITY Request);

/* --- notify.c --- */
VOID CmpReport(PCMP_KEY Key, ULONG Change); /* REG_NOTIFY_CHANGE_...: who watches it is told */
VOID CmpStopWatching(PCMP_KEY_BODY Body, NTSTATUS Status);
VOID CmpKeyIsDeleted(PCMP_KEY Key);

/* --- parse.c --- */
NTSTATUS CmpParseKey(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState,
                     KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING CompleteName,
                     PUNICODE_STRING RemainingName, PVOID Context, PVOID *Object);

/* --- init.c --- */
/* The key at a full path (\Registry\...); Create: with all keys on the way. NULL: there is none. */
PCMP_KEY CmpKeyByPath(PCUNICODE_STRING Path, BOOLEAN Create);

/* --- object.c --- */
NTSTATUS CmpNewObject(PCMP_KEY Key, PVOID *Object);
VOID CmpInitKeyType(PCMP_KEY Root);
extern OBJECT_TYPE CmpKeyType;
/* The key of a handle, with a reference to its object; STATUS_KEY_DELETED, STATUS_INVALID_HANDLE
   ... */
NTSTATUS CmpReferenceKey(HANDLE Handle, ACCESS_MASK Access, PCMP_KEY_BODY *Body, PCMP_KEY *Key);
ULONG CmpNameLength(PCMP_KEY Key);              /* of the full path, in bytes */
VOID CmpCopyName(PCMP_KEY Key, PWCHAR Buffer);  /* the full path */

/* --- query.c --- */
/* The two-call protocol: a header, then a tail that may be cut off. */
NTSTATUS CmpReturn(PVOID Buffer, ULONG Length, PULONG ResultLength, const VOID *Header,
                   ULONG HeaderLength, const VOID *Tail, ULONG TailLength);
NTSTATUS CmpProbeResult(PVOID Buffer, ULONG Length, PULONG ResultLength);

/* --- filter.c --- */
#define CMP_FILTERS 16

/* A driver's registry callback routine. */
typedef struct _CMP_FILTER {
    LIST_ENTRY Links;
    UNICODE_STRING Altitude; /* empty: of CmRegisterCallback, above all others */
    PEX_CALLBACK_FUNCTION Routine;
    PVOID Context;
    LARGE_INTEGER Cookie;
    EX_RUNDOWN_REF Rundown; /* held by calls that go through it */
    LIST_ENTRY Contexts;    /* that it gave to key objects */
} CMP_FILTER, *PCMP_FILTER;

VOID CmpInitFilters(VOID);
PLIST_ENTRY CmpFilters(VOID); /* highest altitude first */
PCMP_FILTER CmpFilterOf(PLARGE_INTEGER Cookie); /* NULL: there is none */

/* --- filtercall.c --- */

/* A registry call on its way through the filters. Information: what they see of it; Contexts: its
   members CallContext and ObjectContext, which follow each other. */
typedef struct _CMP_CALL {
    REG_NOTIFY_CLASS Before, After;
    PCMP_KEY_BODY Object; /* whose contexts are shown */
    PVOID *Result;        /* the key object that the call opens; NULL: it is about Object */
    PVOID Information, *Contexts;
    ULONG Count; /* of filters that know of the call */
    PCMP_FILTER Filters[CMP_FILTERS];
    PVOID CallContexts[CMP_FILTERS];
} CMP_CALL, *PCMP_CALL;

#define CMP_CALL_OF(Class, Body, Shown)                                                            \
    {                                                                                              \
        .Before = RegNtPre##Class, .After = RegNtPost##Class, .Object = (Body),                    \
        .Information = &(Shown), .Contexts = &(Shown).CallContext                                  \
    }

/* FALSE: filters have dealt with the call; *Status is what it returns. */
BOOLEAN CmpAskFilters(PCMP_CALL Call, PNTSTATUS Status);
/* The call is done; what it returns. */
NTSTATUS CmpTellFilters(PCMP_CALL Call, NTSTATUS Status);
NTSTATUS CmpCallFilter(PCMP_FILTER Filter, REG_NOTIFY_CLASS Class, PVOID Information);

/* --- filtercontext.c --- */
PVOID CmpContextOf(PCMP_KEY_BODY Body, PCMP_FILTER Filter);
VOID CmpForgetContexts(PCMP_FILTER Filter);    /* the filter goes */
VOID CmpForgetFilters(PCMP_KEY_BODY Body);     /* the key object goes */

/* --- rtlregistry.c --- */
NTSTATUS CmpOpenRelative(ULONG RelativeTo, PCWSTR Path, ACCESS_MASK Access, BOOLEAN Create,
                         PHANDLE Handle);
VOID CmpCloseRelative(ULONG RelativeTo, HANDLE Handle);

#endif
