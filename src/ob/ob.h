/*
 * src/ob/ob.h - objects, types, names, handles: beyond ntifs.h
 */
#ifndef OB_H
#define OB_H

#include "se.h"

/* --- types ------------------------------------------------------------------------------------ */

/* What a type's Security method is asked. Query: Descriptor is a buffer of *Length bytes, which
   becomes the length needed (STATUS_BUFFER_TOO_SMALL). Set: Descriptor, in system memory and valid,
   has the parts to take. The caller's access was checked. */
typedef struct _OB_SECURITY {
    BOOLEAN Set;
    SECURITY_INFORMATION What;
    PSECURITY_DESCRIPTOR Descriptor;
    PULONG Length; /* of a query */
} OB_SECURITY, *POB_SECURITY;

/* A type's methods, as OBJECT_TYPE has them in Windows. Any may be NULL. */
typedef struct _OB_TYPE_METHODS {
    VOID (*Delete)(PVOID Object); /* last reference gone; PASSIVE_LEVEL */
    /* A handle was closed; the counts are those before it. Process: whose table it was in. */
    VOID (*Close)(PVOID Process, PVOID Object, ULONG ProcessHandles, ULONG SystemHandles);
    /* The rest of a path below this object: opens what it names (\Device\X\rest). Returns *Object
       with a reference for the caller. Not called for an object that is being inserted.
       STATUS_REPARSE: it gave the whole new path to ObReplaceName(CompleteName). */
    NTSTATUS(*Parse)
    (PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState, KPROCESSOR_MODE Mode,
     ULONG Attributes, PUNICODE_STRING CompleteName, PUNICODE_STRING RemainingName, PVOID Context,
     PVOID *Object);
    NTSTATUS (*Security)(PVOID Object, POB_SECURITY Request); /* NULL: ob keeps the descriptor */
    /* A failure keeps the handle open. */
    NTSTATUS (*OkayToClose)(PVOID Process, PVOID Object, HANDLE Handle, KPROCESSOR_MODE Mode);
    /* The name of an object that names what lies below a named object (a file, a key). */
    NTSTATUS(*QueryName)
    (PVOID Object, POBJECT_NAME_INFORMATION Information, ULONG Length, PULONG ReturnLength);
} OB_TYPE_METHODS;

#define OB_NOT_WAITABLE        MAXULONG
#define OB_DISPATCHER_IN_FIELD 0x80000000 /* the offset is that of a pointer to the header */

struct _OBJECT_TYPE {
    PCWSTR Name;
    GENERIC_MAPPING GenericMapping;
    ULONG ValidAccess;
    ULONG DispatcherOffset; /* of the DISPATCHER_HEADER to wait for, or one of the above */
    BOOLEAN Paged;
    BOOLEAN Secured;   /* has a descriptor with or without a name */
    BOOLEAN Callbacks; /* ObRegisterCallbacks takes it */
    BOOLEAN CaseInsensitive; /* opened so whatever the caller's OBJ_CASE_INSENSITIVE says */
    OB_TYPE_METHODS Methods;
    ULONG Index;
    ULONG Objects, Handles;
};
typedef struct _OBJECT_TYPE OBJECT_TYPE;

/* Types of this rung; \, \Device, \??, \GLOBAL??, \Driver, \Callback, \KernelObjects, ... */
VOID ObInitSystem(VOID);
VOID ObCreateObjectType(OBJECT_TYPE *Type); /* Type is SIM_STATE of the rung that owns it */
extern OBJECT_TYPE ObpEventType, ObpSemaphoreType, ObpMutantType, ObpTimerType, ObpDirectoryType,
    ObpSymbolicLinkType, ObpTokenType;

/* --- objects ---------------------------------------------------------------------------------- */

/* A new object: zeroed body, one reference, which is the caller's until it dereferences. */
NTSTATUS ObCreateObjectOfType(OBJECT_TYPE *Type, SIZE_T BodySize, PVOID *Object);
/* Puts a (named or unnamed) object into the name space and, when Handle is given, into the handle
   table that Attributes (may be NULL) and Mode say. The caller's reference stays the caller's,
   whether it succeeds or not; a name and a handle hold references of their own.
   OBJ_OPENIF and an object of that name and type: the handle is that one's, *Existing (with a
   reference) if Existing is not NULL, STATUS_OBJECT_NAME_EXISTS. Without Handle, the name stays
   until ObMakeTemporary: give OBJ_PERMANENT then. */
NTSTATUS ObInsertNewObject(PVOID Object, POBJECT_ATTRIBUTES Attributes, ACCESS_MASK Access,
                           KPROCESSOR_MODE Mode, PHANDLE Handle, PVOID *Existing);
/* Opens by name. Object (may be NULL) receives it with a reference, Handle (or NULL) a handle. */
NTSTATUS ObOpenByName(POBJECT_ATTRIBUTES Attributes, OBJECT_TYPE *Type, KPROCESSOR_MODE Mode,
                      ACCESS_MASK Access, PVOID ParseContext, PVOID *Object, PHANDLE Handle);
NTSTATUS ObCreateHandle(PVOID Object, OBJECT_TYPE *Type, ACCESS_MASK Granted, ULONG Attributes,
                        KPROCESSOR_MODE Mode, PHANDLE Handle);
NTSTATUS ObMakeTemporary(PVOID Object);
/* Gives a parse method's new path (copied) to the lookup. */
NTSTATUS ObReplaceName(PUNICODE_STRING CompleteName, PCUNICODE_STRING NewName);
OBJECT_TYPE *ObTypeOf(PVOID Object);
PVOID ObWaitableObject(
    PVOID Object); /* the DISPATCHER_HEADER that a wait by handle waits for; NULL: none */
LONG_PTR ObReferenceCount(PVOID Object);
ULONG ObHandleCount(PVOID Object);
/* The mode whose rights an open is checked for: OBJ_FORCE_ACCESS_CHECK makes it user mode's. */
KPROCESSOR_MODE ObCheckMode(KPROCESSOR_MODE Mode, ULONG Attributes);
/* The object's descriptor lets the state's subject have what remains desired, which becomes
   granted. */
NTSTATUS ObCheckObjectAccess(PVOID Object, PACCESS_STATE State, KPROCESSOR_MODE Mode);
/* Gives an object that will have no name its descriptor; for types with Secured. */
NTSTATUS ObAssignSecurity(PVOID Object, PSECURITY_DESCRIPTOR Explicit,
                          PSECURITY_SUBJECT_CONTEXT Subject);
/* Generic rights to this type's specific ones; MAXIMUM_ALLOWED becomes all of them. */
ACCESS_MASK ObMapAccess(OBJECT_TYPE *Type, ACCESS_MASK Access);
/* An object with a descriptor: a self-relative copy is kept. NULL takes it away. */
NTSTATUS ObSetSecurityDescriptor(PVOID Object, PSECURITY_DESCRIPTOR Descriptor);
/* The name of an object in the form that ObQueryNameString and QueryName methods return. */
NTSTATUS ObReturnName(PCUNICODE_STRING First, PCUNICODE_STRING Second,
                      POBJECT_NAME_INFORMATION Information, ULONG Length, PULONG ReturnLength);
/* A link in the name space without handle: \??\X -> \Device\Y. */
NTSTATUS ObCreateSymbolicLink(PUNICODE_STRING Name, PUNICODE_STRING Target, ULONG Attributes);

/* --- handle tables: one per process, one of the kernel's -------------------------------------- */

typedef struct _OB_HANDLE_TABLE *POB_HANDLE_TABLE;
POB_HANDLE_TABLE ObCreateHandleTable(VOID); /* NULL: no memory */
VOID ObSetTableProcess(POB_HANDLE_TABLE Table, PVOID Process);
POB_HANDLE_TABLE ObKernelHandleTable(VOID);     /* the System process's */
VOID ObCloseAllHandles(POB_HANDLE_TABLE Table); /* process exit */
VOID ObDeleteHandleTable(POB_HANDLE_TABLE Table);
ULONG ObHandlesInTable(POB_HANDLE_TABLE Table);
/* A new table: those with OBJ_INHERIT, with the same values. */
NTSTATUS ObInheritHandles(POB_HANDLE_TABLE From, POB_HANDLE_TABLE To);
NTSTATUS ObDuplicateHandle(POB_HANDLE_TABLE From, HANDLE Source, POB_HANDLE_TABLE To,
                           PHANDLE Target, ACCESS_MASK Access, ULONG Attributes, ULONG Options,
                           KPROCESSOR_MODE Mode);

/* --- what higher rungs hand down -------------------------------------------------------------- */

typedef struct _OB_CALLBACKS {
    POB_HANDLE_TABLE (*CurrentTable)(VOID);     /* of the process whose address space is current */
    PVOID (*PseudoObject)(HANDLE Handle);       /* what NtCurrentProcess/Thread() means now */
    POB_HANDLE_TABLE (*TableOf)(PVOID Process); /* of a process object; NULL: it has ended */
    OBJECT_TYPE *ProcessType;
} OB_CALLBACKS;
VOID ObSetCallbacks(const OB_CALLBACKS *Callbacks);
VOID ObSetProbeRoutine(NTSTATUS (*Probe)(const VOID *Address, SIZE_T Length, ULONG Alignment,
                                         BOOLEAN Write));

/* --- callback objects of the system ----------------------------------------------------------- */

typedef enum {
    ObCallbackSetSystemTime,
    ObCallbackPowerState,
    ObCallbackProcessorAdd,
    ObSystemCallbacks
} OB_SYSTEM_CALLBACK;

/* Calls all who registered for \Callback\..., at the caller's IRQL, at most DISPATCH_LEVEL. */
VOID ObNotifySystemCallback(OB_SYSTEM_CALLBACK Which, ULONG_PTR Argument1, ULONG_PTR Argument2);

/* --- system calls ----------------------------------------------------------------------------- */

/* Checks an argument of a system call; for KernelMode nothing is checked. */
NTSTATUS ObProbe(KPROCESSOR_MODE Mode, const VOID *Address, SIZE_T Length, ULONG Alignment,
                 BOOLEAN Write);
#define OB_PROBE_READ(Mode, Pointer)                                                               \
    ObProbe(Mode, Pointer, sizeof *(Pointer), __alignof__(*(Pointer)), FALSE)
#define OB_PROBE_WRITE(Mode, Pointer)                                                              \
    ObProbe(Mode, Pointer, sizeof *(Pointer), __alignof__(*(Pointer)), TRUE)
NTSTATUS ObProbeString(KPROCESSOR_MODE Mode, PCUNICODE_STRING String);
/* OBJECT_ATTRIBUTES with the name in it. Required: NULL is STATUS_INVALID_PARAMETER. */
NTSTATUS ObProbeAttributes(KPROCESSOR_MODE Mode, POBJECT_ATTRIBUTES Attributes, BOOLEAN Required);

/* ZwX is NtX with the previous mode KernelMode:
   ZW_CALL(ZwClose, NtClose, (HANDLE Handle), (Handle)) */
KPROCESSOR_MODE ObEnterKernelMode(VOID);
VOID ObLeaveKernelMode(KPROCESSOR_MODE Before);
#define ZW_CALL(Zw, Nt, Parameters, Arguments)                                                     \
    NTSTATUS Zw Parameters                                                                         \
    {                                                                                              \
        KPROCESSOR_MODE Before = ObEnterKernelMode();                                              \
        NTSTATUS Status = Nt Arguments;                                                            \
                                                                                                   \
        ObLeaveKernelMode(Before);                                                                 \
        return Status;                                                                             \
    }

/* What user mode has and the documentation of drivers does not. */
NTSTATUS NtPulseEvent(HANDLE EventHandle, PLONG PreviousState);
typedef struct _OB_EVENT_INFORMATION {
    EVENT_TYPE EventType;
    LONG EventState;
} OB_EVENT_INFORMATION; /* EVENT_BASIC_INFORMATION, class 0 */
NTSTATUS NtQueryEvent(HANDLE EventHandle, ULONG Class, PVOID Information, ULONG Length,
                      PULONG ReturnLength);
NTSTATUS NtCreateMutant(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes,
                        BOOLEAN InitialOwner);
NTSTATUS NtOpenMutant(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes);
NTSTATUS NtReleaseMutant(HANDLE Handle, PLONG PreviousCount);
NTSTATUS NtCreateSemaphore(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes,
                           LONG InitialCount, LONG MaximumCount);
NTSTATUS NtOpenSemaphore(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes);
NTSTATUS NtReleaseSemaphore(HANDLE Handle, LONG ReleaseCount, PLONG PreviousCount);
NTSTATUS NtCreateTimer(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes,
                       TIMER_TYPE TimerType);
NTSTATUS NtOpenTimer(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes);
/* A routine (an APC for the caller) stops by name; Period in milliseconds. */
NTSTATUS NtSetTimer(HANDLE Handle, PLARGE_INTEGER DueTime, PVOID Routine, PVOID Context,
                    BOOLEAN Resume, LONG Period, PBOOLEAN PreviousState);
NTSTATUS NtCancelTimer(HANDLE Handle, PBOOLEAN CurrentState);
NTSTATUS NtSignalAndWaitForSingleObject(HANDLE SignalHandle, HANDLE WaitHandle, BOOLEAN Alertable,
                                        PLARGE_INTEGER Timeout);

/* --- leaks ------------------------------------------------------------------------------------ */

/* What exists now belongs to the system; the leak report tells what has come and stayed since. */
VOID ObMarkBaseline(VOID);
/* So many references more to an object, new or known, that are the system's too. */
VOID ObAddToBaseline(PVOID Object, ULONG References);

/* Where a driver stands among those that filter the same calls: "320000", "45.5". */
BOOLEAN ObIsAltitude(PCUNICODE_STRING Altitude);
LONG ObCompareAltitudes(PCUNICODE_STRING First, PCUNICODE_STRING Second); /* as memcmp */

#endif
