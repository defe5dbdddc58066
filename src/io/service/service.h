/*
 * src/io/service/service.h - the frame of Nt*File, and what is known of their parameters
 */
#ifndef IOP_SERVICE_H
#define IOP_SERVICE_H

#include "irp/irp.h"

/* --- service.c: the frame of a service on a file ---------------------------------------------- */

typedef struct _IOP_SERVICE {
    KPROCESSOR_MODE Mode;
    PFILE_OBJECT File; /* referenced until the IRP takes it over */
    ACCESS_MASK Access;
    PKEVENT Event;
    PIO_APC_ROUTINE ApcRoutine;
    PVOID ApcContext;
    PIO_STATUS_BLOCK Iosb;
    PDEVICE_OBJECT Top;
    BOOLEAN Synchronous, Locked;
    PIOP_IRP Own;
} IOP_SERVICE, *PIOP_SERVICE;

static inline BOOLEAN
IopIsAlertable(PFILE_OBJECT File)
{
    return (File->Flags & FO_ALERTABLE_IO) != 0;
}

NTSTATUS IopBeginService(PIOP_SERVICE Service, HANDLE Handle, ACCESS_MASK Access, HANDLE Event,
                         PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext, PIO_STATUS_BLOCK Iosb);
/* On failure it has ended. */
NTSTATUS IopBuildServiceIrp(PIOP_SERVICE Service, UCHAR MajorFunction);
/* Calls the driver; ends it. */
NTSTATUS IopRunService(PIOP_SERVICE Service);
NTSTATUS IopEndService(PIOP_SERVICE Service, NTSTATUS Status); /* before an IRP was sent */
/* Not alertable, and in KernelMode: it cannot fail. */
NTSTATUS IopLockFile(PFILE_OBJECT File, KPROCESSOR_MODE Mode, BOOLEAN Alertable);
VOID IopUnlockFile(PFILE_OBJECT File);

/* --- class.c: what is known of information classes -------------------------------------------- */

typedef struct _IOP_CLASS {
    UCHAR QueryLength, SetLength; /* the least; 0: no such operation */
    UCHAR Alignment;
    ACCESS_MASK QueryAccess, SetAccess; /* one of these rights; 0: any handle will do */
} IOP_CLASS;

const IOP_CLASS *IopFileClass(FILE_INFORMATION_CLASS Class); /* NULL: none */
const IOP_CLASS *IopVolumeClass(FS_INFORMATION_CLASS Class); /* NULL: none */
NTSTATUS IopCheckClass(const IOP_CLASS *Class, ULONG Length, BOOLEAN Set);

/* --- ask.c: services that a driver answers while the caller waits, on any file ---------------- */

typedef struct _IOP_QUESTION {
    IOP_SERVICE Service;
    PIOP_IRP Own; /* from Prepare to Send */
    PVOID Buffer; /* in system memory, freed at the end; NULL: Length is 0 */
    ULONG Length;
    PVOID UserBuffer; /* what the answer is copied to; NULL: nowhere */
    IO_STATUS_BLOCK Iosb;
} IOP_QUESTION, *PIOP_QUESTION;

/* The handle needs one of the rights in Access. Length bytes of Buffer are there afterwards. On
   failure it has ended. */
NTSTATUS IopBeginQuestion(PIOP_QUESTION Question, HANDLE Handle, ACCESS_MASK Access,
                          PIO_STATUS_BLOCK Iosb, ULONG Length);
/* The location to be filled in; NULL: no memory. */
PIO_STACK_LOCATION IopPrepareQuestion(PIOP_QUESTION Question, UCHAR MajorFunction);
NTSTATUS IopSendQuestion(PIOP_QUESTION Question);
/* Copies the answer and the status block to the caller, if Status is no error. */
NTSTATUS IopEndQuestion(PIOP_QUESTION Question, NTSTATUS Status);
/* The same for an information class: the buffer is probed as it asks, its data fetched if they are
   to be set, and the answer's address noted if not. */
NTSTATUS IopBeginClass(PIOP_QUESTION Question, const IOP_CLASS *Class, BOOLEAN Set, HANDLE Handle,
                       PIO_STATUS_BLOCK Iosb, PVOID Buffer, ULONG Length);

/* --- list.c, control.c, lock.c ---------------------------------------------------------------- */

/* Lists of entries that a caller gives. Check says where in system memory one is wrong. */
typedef NTSTATUS IOP_CHECK_LIST(PVOID List, ULONG Length, PULONG ErrorOffset);
NTSTATUS IopCaptureList(KPROCESSOR_MODE Mode, PVOID To, const VOID *List, ULONG Length,
                        IOP_CHECK_LIST *Check, PIO_STATUS_BLOCK UserIosb);
/* A whole service: IRP_MJ_SET_EA, IRP_MJ_SET_QUOTA. */
NTSTATUS IopSetList(UCHAR MajorFunction, HANDLE Handle, ACCESS_MASK Access, PIO_STATUS_BLOCK Iosb,
                    PVOID Buffer, ULONG Length, IOP_CHECK_LIST *Check);

ACCESS_MASK IopControlAccess(ULONG Code); /* control.c: what a control code asks for */

/* A process has closed its last handle, others have some. */
VOID IopUnlockProcess(PFILE_OBJECT File);

#endif
