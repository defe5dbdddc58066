/*
 * src/ps/ps.h - processes and threads as objects: beyond ntifs.h
 */
#ifndef PS_H
#define PS_H

#include "ob.h"

struct _EPROCESS {
    KPROCESS Pcb;
    HANDLE UniqueProcessId, InheritedFrom;
    LIST_ENTRY ActiveProcessLinks, ThreadListHead; /* oldest first */
    POB_HANDLE_TABLE ObjectTable;                  /* NULL: it has ended */
    CHAR ImageFileName[16];
    NTSTATUS ExitStatus;
    ULONG ActiveThreads; /* that have not ended */
    ULONG Threads;       /* that the reaper has not seen */
    BOOLEAN Exiting;     /* told to end: no new threads */
    BOOLEAN Announced;   /* notify routines know it */
    LARGE_INTEGER CreateTime, ExitTime;
    ULONG64 EndedCycles; /* of threads that have ended */
    PVOID UserRegions; /* mm's slot: what user memory it has */
    PACCESS_TOKEN Token; /* token.c: the primary one, with a reference */

    /* quota.c; nonpaged, paged */
    SIZE_T QuotaUsage[2], QuotaLimit[2];
};
typedef struct _EPROCESS EPROCESS;

struct _ETHREAD {
    KTHREAD Tcb;
    CLIENT_ID Cid;
    LIST_ENTRY ThreadListEntry; /* of its process */
    LIST_ENTRY IrpList;         /* io's: IRPs issued by the thread */
    NTSTATUS ExitStatus;
    BOOLEAN SystemThread, Terminated, Announced;
    PVOID Win32StartAddress;
    ULONG PagePriority;   /* as it was set; nothing is paged */
    ULONG LastWin32Error; /* user mode's GetLastError */
    PVOID TopLevelIrp;
    const GUID *ActivityId;        /* io's */
    PDEVICE_OBJECT DeviceToVerify; /* io's */
    BOOLEAN HardErrorsDisabled;    /* io's */
    LARGE_INTEGER CreateTime, ExitTime;

    /* token.c: whom it impersonates; Token NULL: nobody */
    SE_IMPERSONATION_STATE Impersonation;

    /* exit.c */
    KAPC ExitApc; /* what ends a user thread from outside */
    LIST_ENTRY ReaperEntry;

    /* system.c, user.c */
    VOID (*StartRoutine)(PVOID);
    PVOID StartContext;
};
typedef struct _ETHREAD ETHREAD;

/* On the host's stack: System and its first thread, which will run Phase1; calls KeInitSystem. */
VOID PsInitSystem(VOID (*Phase1)(PVOID), PVOID Context);
extern OBJECT_TYPE PspProcessType, PspThreadType;
/* STATUS_QUOTA_EXCEEDED. PsReturnPoolQuota gives it back. Limits in bytes, 0: none. */
NTSTATUS PsChargeProcessPoolQuota(PEPROCESS Process, POOL_TYPE PoolType, ULONG_PTR Amount);
VOID PsReturnPoolQuota(PEPROCESS Process, POOL_TYPE PoolType, ULONG_PTR Amount);
VOID PsSetPoolQuota(PEPROCESS Process, SIZE_T NonPaged, SIZE_T Paged);
/* For ExInitWorkers. */
NTSTATUS PsCreateWorker(VOID (*Start)(PVOID), PVOID Context, KPRIORITY Priority);

/* A user process, and a thread that runs Start on a user stack. Both come with a reference.
   Token: its primary token (the caller keeps its reference), NULL: like the current process's. */
NTSTATUS PsCreateUserProcess(PCSTR ImageName, PACCESS_TOKEN Token, PEPROCESS *Process);
NTSTATUS PsCreateUserThread(PEPROCESS Process, VOID (*Start)(PVOID), PVOID Context,
                            SIZE_T StackSize, PETHREAD *Thread);
/* Ends all its threads and so the process. Returns at once; wait for the process object. */
VOID PsTerminateProcess(PEPROCESS Process, NTSTATUS Status);
/* STATUS_INVALID_PARAMETER for a system thread; the current thread does not come back. */
NTSTATUS PsTerminateThread(PETHREAD Thread, NTSTATUS Status);
VOID PsTerminateCurrentThread(NTSTATUS Status) DECLSPEC_NORETURN;

/* Whose address space is current (attached). */
static inline PEPROCESS
PsCurrentProcess(VOID)
{
    return CONTAINING_RECORD(KeCurrentThread()->ApcState.Process, EPROCESS, Pcb);
}

static inline PETHREAD
PsCurrentThread(VOID)
{
    return CONTAINING_RECORD(KeCurrentThread(), ETHREAD, Tcb);
}
PEPROCESS PsNextProcess(PEPROCESS After); /* NULL: the first; no reference */

/* --- what higher rungs hand down -------------------------------------------------------------- */

typedef struct _PS_MEMORY_ROUTINES { /* mm */
    NTSTATUS (*CreateSpace)(PEPROCESS Process);
    VOID (*DeleteSpace)(PEPROCESS Process);
    NTSTATUS (*AllocateStack)(PEPROCESS Process, SIZE_T Bytes, PVOID *Base);
    VOID (*FreeStack)(PEPROCESS Process, PVOID Base);
} PS_MEMORY_ROUTINES;
VOID PsSetMemoryRoutines(const PS_MEMORY_ROUTINES *Routines);
/* io: an image was loaded; ImageInfo as a driver gets it. */
VOID PsNotifyImageLoaded(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo);
/* io: in the thread that ends, PASSIVE_LEVEL; may wait and take kernel APCs; handles are open. */
VOID PsSetThreadExitRoutine(VOID (*Routine)(PETHREAD Thread));
#endif
