/*
 * src/ob/obi.h - what the files of ob share
 */
#ifndef OBI_H
#define OBI_H

#include "ob.h"

#define OBP_TAG      'jbOS'
#define OBP_ALIVE    0x4A424F21 /* Signature of an object; anything else is none */
#define OBP_DELETING 0x4A424F64
#define OBP_DEAD     0x4A424F78

#define OBP_SEPARATOR     L'\\'
#define OBP_PROTECT_CLOSE 0x1 /* attribute of a handle; NtDuplicateObject can give it */

typedef struct _OBP_DIRECTORY {
    LIST_ENTRY Entries; /* OBJECT_HEADER.NameLinks, oldest first */
    ULONG Count;
} OBP_DIRECTORY, *POBP_DIRECTORY;

typedef struct _OBP_SYMBOLIC_LINK {
    UNICODE_STRING Target;
} OBP_SYMBOLIC_LINK, *POBP_SYMBOLIC_LINK;

/* Stands before each object's body. */
typedef struct _OBJECT_HEADER {
    /* object.c */
    LIST_ENTRY
    AllLinks; /* every object, oldest first; while deletion is deferred: the queue of it */
    LONG_PTR PointerCount, HandleCount;
    OBJECT_TYPE *Type;
    ULONG Signature;
    BOOLEAN Permanent, Exclusive;

    /* name.c */
    POBP_DIRECTORY Directory; /* that has it, or NULL */
    LIST_ENTRY NameLinks;
    UNICODE_STRING Name; /* stays after the directory has let it go */

    /* security.c */
    PSECURITY_DESCRIPTOR Security; /* self-relative copy */

    /* leak.c */
    LONG_PTR BasePointers, BaseHandles;
    BOOLEAN Base;

    DECLSPEC_ALIGN(16) UCHAR Body[];
} OBJECT_HEADER, *POBJECT_HEADER;

C_ASSERT(sizeof(OBJECT_HEADER) % 16 == 0);

/* object.c */
LIST_ENTRY *ObpAllObjects(VOID);
VOID ObpDelete(POBJECT_HEADER Header);
VOID ObpDeferDelete(POBJECT_HEADER Header);

/* count.c */
POBJECT_HEADER ObpHeaderOf(PVOID Object); /* stops a driver whose pointer is no object */
LONG_PTR ObpReference(POBJECT_HEADER Header);
LONG_PTR ObpDereference(POBJECT_HEADER Header);

/* name.c: the contents of one directory */
POBJECT_HEADER ObpFindName(POBP_DIRECTORY Directory, PCUNICODE_STRING Name,
                           BOOLEAN CaseInsensitive);
NTSTATUS ObpInsertName(POBP_DIRECTORY Directory, POBJECT_HEADER Header, PCUNICODE_STRING Name);
VOID ObpRemoveName(POBJECT_HEADER Header);
VOID ObpRemoveNameIfTemporary(POBJECT_HEADER Header);
NTSTATUS ObpCopyString(PUNICODE_STRING To, PCUNICODE_STRING From);

/* lookup.c: the way along a path */
typedef struct _OBP_LOOKUP {
    HANDLE RootDirectory;
    PUNICODE_STRING Name;
    ULONG Attributes;
    OBJECT_TYPE *Type; /* wanted, or NULL */
    KPROCESSOR_MODE Mode;
    PVOID ParseContext;
    PACCESS_STATE AccessState;
    POBJECT_HEADER Insert; /* goes where the name is not found, or NULL */
    PSECURITY_DESCRIPTOR Security; /* that its creator gave, or NULL */

    PVOID Object; /* found or inserted, with a reference */
    BOOLEAN Inserted, Parsed;
} OBP_LOOKUP, *POBP_LOOKUP;
NTSTATUS ObpLookup(POBP_LOOKUP Lookup);
extern const UNICODE_STRING ObpRootName;

/* directory.c */
POBP_DIRECTORY ObpRootDirectory(VOID);
VOID ObpInitDirectories(VOID);
/* Security NULL: as of any object that a system thread makes. */
POBP_DIRECTORY ObpCreateSystemDirectory(PCWSTR Path, PSECURITY_DESCRIPTOR Security);

/* link.c */
VOID ObpInitSymbolicLinks(VOID);
VOID ObpCreateSystemLink(PCWSTR Path, PCWSTR Target);

/* dosdevices.c */
VOID ObpInitDosDevices(VOID);
BOOLEAN ObpIsDosDevices(POBJECT_HEADER Header); /* it is \??, which the next one parses */
NTSTATUS ObpParseDosDevices(BOOLEAN Insert, PUNICODE_STRING CompleteName,
                            PUNICODE_STRING RemainingName);

/* handle.c: one table */
typedef struct _OBP_HANDLE {
    POBJECT_HEADER Header; /* NULL: free */
    ACCESS_MASK Granted;
    ULONG Attributes; /* OBJ_INHERIT, OBP_PROTECT_CLOSE; NextFree while free */
} OBP_HANDLE, *POBP_HANDLE;

BOOLEAN ObpIsKernelValue(HANDLE Handle);
POB_HANDLE_TABLE ObpTableOfHandle(HANDLE Handle,
                                  KPROCESSOR_MODE Mode); /* NULL: not for this mode */
POBP_HANDLE ObpFindHandle(POB_HANDLE_TABLE Table, HANDLE Handle);
NTSTATUS ObpInsertHandle(POB_HANDLE_TABLE Table, POBJECT_HEADER Header, ACCESS_MASK Granted,
                         ULONG Attributes, PHANDLE Handle);
VOID ObpRemoveHandle(POB_HANDLE_TABLE Table, POBP_HANDLE Entry);
POBP_HANDLE ObpNextHandle(POB_HANDLE_TABLE Table, POBP_HANDLE After, PHANDLE Handle);
NTSTATUS ObpCopyInheritable(POB_HANDLE_TABLE From, POB_HANDLE_TABLE To);
PVOID ObpTableProcess(POB_HANDLE_TABLE Table);
ULONG ObpCountHandles(POB_HANDLE_TABLE Table, POBJECT_HEADER Header);
VOID ObpInitHandles(VOID);

/* reference.c, open.c, close.c */
PVOID
ObpPseudoObject(HANDLE Handle); /* of NtCurrentProcess() and NtCurrentThread(); NULL: neither */
const OB_CALLBACKS *ObpCallbacks(VOID);
VOID ObpCountHandle(POBJECT_HEADER Header, HANDLE Handle); /* a handle was made */
struct _OBP_OPERATION; /* callbacks.c */
/* Operation: what drivers are told it is. */
NTSTATUS ObpCreateHandleIn(POB_HANDLE_TABLE Table, POBJECT_HEADER Header, ACCESS_MASK Granted,
                           ULONG Attributes, struct _OBP_OPERATION *Operation, PHANDLE Handle);
NTSTATUS ObpCloseHandleIn(POB_HANDLE_TABLE Table, HANDLE Handle, KPROCESSOR_MODE Mode);

/* event.c, mutant.c, semaphore.c, timer.c */
VOID ObpInitEvents(VOID);
VOID ObpInitMutants(VOID);
VOID ObpInitSemaphores(VOID);
VOID ObpInitTimers(VOID);
VOID ObpInitCallbackObjects(VOID);
VOID ObpInitMemoryEvents(VOID);
NTSTATUS ObpProbeCreate(KPROCESSOR_MODE Mode, PHANDLE Handle, POBJECT_ATTRIBUTES Attributes);
NTSTATUS ObpOpenNamed(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes,
                      OBJECT_TYPE *Type);
NTSTATUS ObpProbePrevious(KPROCESSOR_MODE Mode, PLONG Previous); /* may be NULL */

/* security.c */
/* Whom something that the system makes is for: everybody may look and pass; make entries of a
   directory, too; nobody else; everybody may do everything. */
typedef enum _OBP_AUDIENCE {
    ObpForReaders,
    ObpForCreators,
    ObpForAdministrators,
    ObpForAll,
    ObpAudiences
} OBP_AUDIENCE;
PSECURITY_DESCRIPTOR ObpSystemSecurity(OBP_AUDIENCE Audience); /* to be copied */
NTSTATUS ObpAssignSecurity(POBJECT_HEADER Header, POBJECT_HEADER Parent,
                           PSECURITY_DESCRIPTOR Explicit, PSECURITY_SUBJECT_CONTEXT Subject);
NTSTATUS ObpCheckInsert(POBJECT_HEADER Directory, POBP_LOOKUP Lookup);

/* callbacks.c */
typedef struct _OBP_OPERATION {
    OB_OPERATION Kind;
    BOOLEAN KernelHandle;
    PVOID Source, Target; /* processes, of a duplication */
    ULONG64 Filters;      /* those that were called before, to be called after */
    PVOID Contexts[64];
} OBP_OPERATION, *POBP_OPERATION;
VOID ObpCallBefore(POBJECT_HEADER Header, POBP_OPERATION Operation, PACCESS_MASK Access);
VOID ObpCallAfter(POBJECT_HEADER Header, POBP_OPERATION Operation, ACCESS_MASK Access,
                  NTSTATUS Status);
ULONG ObpRegisteredCallbacks(VOID);

/* token.c, luid.c */
VOID ObpInitTokens(VOID);
VOID ObpAllocateLuid(PLUID Luid);

/* leak.c */
VOID ObpInitLeaks(VOID);

#endif
