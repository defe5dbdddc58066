/*
 * src/ps/ps.h - processes and threads as objects: beyond ntifs.h
 */
#ifndef PS_H
#define PS_H

#include "ob.h"

struct _EPROCESS {
    KPROCESS Pcb;
    HANDLE UniqueProcessId;
    LIST_ENTRY ActiveProcessLinks, ThreadListHead;
    POB_HANDLE_TABLE ObjectTable;
    CHAR ImageFileName[16];
    NTSTATUS ExitStatus;
    ULONG ActiveThreads;
    LARGE_INTEGER CreateTime;
    PVOID UserRegions; /* mm's slot: what of the user slice is allocated */
};
typedef struct _EPROCESS EPROCESS;

struct _ETHREAD {
    KTHREAD Tcb;
    CLIENT_ID Cid;
    LIST_ENTRY ThreadListEntry; /* of its process */
    LIST_ENTRY IrpList;         /* io's: IRPs issued by the thread */
    NTSTATUS ExitStatus;
    BOOLEAN SystemThread, Terminated;
    PVOID Win32StartAddress;
    ULONG LastWin32Error; /* user mode's GetLastError */
    PVOID TopLevelIrp;
};
typedef struct _ETHREAD ETHREAD;

VOID PsInitSystem(VOID (*Phase1)(PVOID), PVOID Context); /* creates System and its first thread; calls KeInitSystem */
extern OBJECT_TYPE PspProcessType, PspThreadType;
/* A user process with its slice of user addresses, and a thread that runs Start on a user stack. */
NTSTATUS PsCreateUserProcess(PCSTR ImageName, PEPROCESS *Process);
NTSTATUS PsCreateUserThread(PEPROCESS Process, VOID (*Start)(PVOID), PVOID Context, SIZE_T StackSize, PETHREAD *Thread);
VOID PsTerminateProcess(PEPROCESS Process, NTSTATUS Status);
PEPROCESS PsCurrentProcess(VOID); /* whose address space is current (attached) */
PETHREAD PsCurrentThread(VOID);
/* io is above: what it does when a thread ends (cancels its IRPs). */
VOID PsSetThreadExitRoutine(VOID (*Routine)(PETHREAD Thread));
VOID PsSetProcessExitRoutine(VOID (*Routine)(PEPROCESS Process)); /* mm: frees the user addresses */
#endif
