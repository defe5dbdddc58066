/*
 * src/ps/psi.h - what the files of ps share
 */
#ifndef PSI_H
#define PSI_H

#include "ps.h"

#define PSP_TAG 'ssPS'

/* process.c */
NTSTATUS PspCreateProcess(PCSTR ImageName, POB_HANDLE_TABLE Table, PACCESS_TOKEN Token,
                          PEPROCESS *Process);
PEPROCESS PspSystemProcess(VOID);
VOID PspInitProcesses(VOID);
HANDLE PspNewId(VOID);

/* token.c */
VOID PspInitTokens(VOID);
NTSTATUS PspAssignToken(PEPROCESS Process, PACCESS_TOKEN Token);
VOID PspDeleteProcessToken(PEPROCESS Process);
VOID PspDeleteThreadToken(PETHREAD Thread);
VOID PspSuspendImpersonation(PETHREAD Thread, PSE_IMPERSONATION_STATE Saved);
VOID PspResumeImpersonation(PETHREAD Thread, PSE_IMPERSONATION_STATE Saved);
NTSTATUS PspSecureNew(PVOID Object, PEPROCESS Owner); /* its default descriptor */

/* thread.c */
PEPROCESS PspProcessOf(PETHREAD Thread);
/* Not started; a reference for the caller and one until the thread has ended. */
NTSTATUS PspCreateThread(PEPROCESS Process, VOID (*Entry)(PVOID), VOID (*Start)(PVOID),
                         PVOID Context, PETHREAD *Thread);
VOID PspStartThread(PETHREAD Thread);   /* announces and starts it */
VOID PspAbandonThread(PETHREAD Thread); /* it will never be started; drops both references */
VOID PspInitThreads(VOID);

/* exit.c */
VOID PspExitThread(NTSTATUS Status) DECLSPEC_NORETURN; /* on the kernel stack */
VOID PspInitExit(VOID);

/* user.c */
const PS_MEMORY_ROUTINES *PspMemory(VOID);

/* notify.c: all at PASSIVE_LEVEL in a critical region; the first may refuse the process */
NTSTATUS PspNotifyProcessCreated(PEPROCESS Process);
VOID PspNotifyProcessExit(PEPROCESS Process);
VOID PspNotifyThread(PETHREAD Thread, BOOLEAN Create);
VOID PspNotifyInThread(BOOLEAN Create); /* the current one, not a system thread */
VOID PspInitNotify(VOID);
typedef enum _PSP_NOTIFY_KIND {
    PspFree,
    PspProcessRoutine,
    PspProcessRoutineEx,
    PspProcessRoutineEx2,
    PspThreadRoutine,
    PspNewThreadRoutine,
    PspImageRoutine
} PSP_NOTIFY_KIND;
BOOLEAN PspIsNotify(PSP_NOTIFY_KIND Kind, PVOID Routine);
BOOLEAN PspAddNotify(PSP_NOTIFY_KIND Kind, PVOID Routine); /* FALSE: there are too many */
NTSTATUS PspRemoveNotify(PSP_NOTIFY_KIND Kind, PVOID Routine); /* waits for calls under way */

/* silo.c */
VOID PspInitSilos(VOID);
BOOLEAN PspIsSilo(PESILO Silo); /* FALSE: stops who asks */
/* silocontext.c */
VOID PspInitSiloContexts(VOID);
NTSTATUS PspAllocateSlot(PULONG Slot);
VOID PspWaitForEmptySlot(ULONG Slot);

/* quota.c */
VOID PspInitQuota(VOID);

/* --- queryprocess.c --- */
/* STATUS_INFO_LENGTH_MISMATCH unless the buffer has just that size. */
VOID PspTouchExit(PETHREAD Thread); /* query.c */
NTSTATUS PspReturn(const VOID *Answer, ULONG Size, PVOID Buffer, ULONG Length, PULONG Needed);
/* What the caller of a query passes; Query answers for the object, and says how much it needs. */
typedef struct _PSP_QUERY {
    HANDLE Handle;
    ULONG Class;
    PVOID Buffer;
    ULONG Length;
    PULONG ReturnLength; /* may be NULL */
} PSP_QUERY;
typedef NTSTATUS PSP_ANSWER(PVOID Object, ULONG Class, PVOID Buffer, ULONG Length, PULONG Needed);
NTSTATUS PspQueryObject(const PSP_QUERY *Query, ACCESS_MASK Access, POBJECT_TYPE Type,
                        PSP_ANSWER *Answer);

#endif
