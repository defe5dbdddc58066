/*
 * src/io/file/file.h - file objects, and what an open is made of
 */
#ifndef IOP_FILE_H
#define IOP_FILE_H

#include "iop.h"

extern OBJECT_TYPE IopFileType;

/* What surrounds each file object that has FileObjectExtension: a driver may have made up one. */
typedef struct _IOP_FILE {
    FILE_OBJECT Object;
    UCHAR PriorityHint;     /* info.c: plus one; 0: none was set */
    BOOLEAN IgnoresSharing; /* share.c */
    UCHAR CopyFlags;        /* open.c: EX_CREATE_FLAG_* */
    UCHAR HasOplockKey;     /* ecp.c: from one of the two parameters; 2: from the dual one */
    BOOLEAN NoCleanup;      /* stream.c: CLOSE only */
    OPLOCK_KEY_CONTEXT OplockKeys;
    OPLOCK_KEY_ECP_CONTEXT OplockKey;
    IO_FOEXT_SHADOW_FILE Shadow; /* shadowfile.c */
} IOP_FILE, *PIOP_FILE;

static inline PIOP_FILE
IopFile(PFILE_OBJECT File)
{
    return CONTAINING_RECORD(File, IOP_FILE, Object);
}

/* Goes through the object manager to IopParseDevice as the parse context. */
typedef struct _IOP_OPEN {
    ULONG Tag; /* IOP_TAG: it is one of ours */
    ULONG Disposition, CreateOptions;
    USHORT FileAttributes, ShareAccess;
    BOOLEAN HasQos, IgnoreSharing;
    UCHAR CopyFlags; /* EX_CREATE_FLAG_* */
    CREATE_FILE_TYPE Type;
    PVOID Parameters; /* of the pipe or mailslot, in system memory */
    LARGE_INTEGER AllocationSize;
    SECURITY_QUALITY_OF_SERVICE Qos;
    PVOID EaBuffer;
    ULONG EaLength, Options;
    PDEVICE_OBJECT Hint; /* where in the stack CREATE is sent; NULL: to the top */
    struct _ECP_LIST *Ecps;
    PFILE_OBJECT RelatedFile;
    PFILE_OBJECT File; /* result */
    BOOLEAN Asked;     /* IRP_MJ_CREATE was sent: Status and Information are the driver's */
    NTSTATUS Status;
    ULONG_PTR Information;
} IOP_OPEN, *PIOP_OPEN;

/* The caller's parameters as they came. */
typedef struct _IOP_CREATE {
    PHANDLE FileHandle;
    ACCESS_MASK Access;
    POBJECT_ATTRIBUTES Attributes;
    PIO_STATUS_BLOCK Iosb;
    PLARGE_INTEGER AllocationSize;
    ULONG FileAttributes, ShareAccess, Disposition, CreateOptions;
    PVOID EaBuffer;
    ULONG EaLength, Options; /* IO_* */
} IOP_CREATE;

NTSTATUS IopCheckOpenParameters(const IOP_CREATE *Create, const IOP_OPEN *Open);
/* Open brings the type with its parameters, the hint and the extra parameters. */
NTSTATUS IopCreateFile(KPROCESSOR_MODE Mode, IOP_CREATE *Create, IOP_OPEN *Open);
/* Opens without making a handle: the file, referenced. For services that take a name. */
NTSTATUS IopOpenFile(PIOP_OPEN Open, KPROCESSOR_MODE Mode, ACCESS_MASK Access,
                     POBJECT_ATTRIBUTES Attributes, PFILE_OBJECT *File);
NTSTATUS IopCreateFileObject(PDEVICE_OBJECT Device, PIOP_OPEN Open, ULONG Attributes,
                             PUNICODE_STRING Name, PFILE_OBJECT *FileObject);
/* The driver answered STATUS_REPARSE: the lookup gets the new path; or an error. */
NTSTATUS IopReparse(PIOP_OPEN Open, PFILE_OBJECT File, PVOID Buffer, PUNICODE_STRING CompleteName);
NTSTATUS IopSetFileName(PFILE_OBJECT File, PCWSTR Name, USHORT Length);
VOID IopFreeFileName(PFILE_OBJECT File);
/* Sends CLEANUP unless that was done; CLOSE. */
VOID IopSendToFile(PFILE_OBJECT File, PDEVICE_OBJECT Device, UCHAR MajorFunction);

NTSTATUS IopParseDevice(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState,
                        KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING CompleteName,
                        PUNICODE_STRING RemainingName, PVOID Context, PVOID *Object);
NTSTATUS IopParseFile(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState,
                      KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING CompleteName,
                      PUNICODE_STRING RemainingName, PVOID Context, PVOID *Object);
VOID IopDeleteFile(PVOID Object);
VOID IopCloseFile(PVOID Process, PVOID Object, ULONG ProcessHandles, ULONG SystemHandles);

NTSTATUS IopFileSecurity(PVOID Object, POB_SECURITY Request); /* the type's method */

/* ecpopen.c, oplockkey.c: what the caller put in stays the caller's, what drivers add ends with the
   open. */
VOID IopBeginEcps(PIOP_OPEN Open);
VOID IopEndEcps(PIOP_OPEN Open);
VOID IopTakeOplockKeys(PIOP_OPEN Open, PFILE_OBJECT File);

#endif
