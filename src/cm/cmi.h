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

typedef struct _CMP_KEY {
    LIST_ENTRY Sibling; /* of its parent, by name */
    LIST_ENTRY Children, Values;
    struct _CMP_KEY *Parent;
    ULONG ChildCount, ValueCount;
    ULONG References; /* key objects */
    BOOLEAN Deleted, Volatile;
    LARGE_INTEGER LastWriteTime;
    UNICODE_STRING Name, Class;
} CMP_KEY, *PCMP_KEY;

/* What a handle refers to: the body of a Key object. */
typedef struct _CMP_KEY_BODY {
    PCMP_KEY Key;
} CMP_KEY_BODY, *PCMP_KEY_BODY;

/* What NtCreateKey hands to the parse method; NtOpenKey hands none. */
typedef struct _CMP_CREATE {
    PCUNICODE_STRING Class;
    ULONG Options, Disposition;
} CMP_CREATE, *PCMP_CREATE;

/* --- key.c --- */
NTSTATUS CmpDuplicateString(PUNICODE_STRING To, PCUNICODE_STRING From);
PCMP_KEY CmpFindChild(PCMP_KEY Parent, PCUNICODE_STRING Name);
NTSTATUS CmpCreateChild(PCMP_KEY Parent, PCUNICODE_STRING Name, const CMP_CREATE *Create,
                        PCMP_KEY *Key);
NTSTATUS CmpDeleteKey(PCMP_KEY Key);
VOID CmpReleaseKey(PCMP_KEY Key); /* a key object is gone */
PCMP_KEY CmpChildAt(PCMP_KEY Key, ULONG Index);
VOID CmpTouch(PCMP_KEY Key);

/* --- value.c --- */
PCMP_VALUE CmpFindValue(PCMP_KEY Key, PCUNICODE_STRING Name);
PCMP_VALUE CmpValueAt(PCMP_KEY Key, ULONG Index);
NTSTATUS CmpSetValue(PCMP_KEY Key, PCUNICODE_STRING Name, ULONG Type, const VOID *Data,
                     ULONG Length);
VOID CmpDeleteValue(PCMP_KEY Key, PCMP_VALUE Value);

/* --- object.c --- */
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

/* --- rtlregistry.c --- */
NTSTATUS CmpOpenRelative(ULONG RelativeTo, PCWSTR Path, ACCESS_MASK Access, BOOLEAN Create,
                         PHANDLE Handle);
VOID CmpCloseRelative(ULONG RelativeTo, HANDLE Handle);

#endif
