/*
 * wdk/ntifs/ps.h - processes and threads of others: look-up, attaching, impersonation, queues
 */
#ifndef _NTIFS_PS_H_
#define _NTIFS_PS_H_

#include "ob.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Look-up */
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PsLookupProcessByProcessId(_In_ HANDLE ProcessId, _Out_ PEPROCESS *Process);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PsLookupThreadByThreadId(_In_ HANDLE ThreadId, _Out_ PETHREAD *Thread);
_IRQL_requires_max_(DISPATCH_LEVEL)
LARGE_INTEGER NTAPI PsGetProcessExitTime(VOID);
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN NTAPI PsIsThreadTerminating(_In_ PETHREAD Thread);
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN NTAPI PsIsSystemThread(_In_ PETHREAD Thread);
_IRQL_requires_max_(DISPATCH_LEVEL)
PEPROCESS NTAPI IoThreadToProcess(_In_ PETHREAD Thread);
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN NTAPI IoIsSystemThread(_In_ PETHREAD Thread);
BOOLEAN NTAPI PsIsDiskCountersEnabled(VOID);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PsUpdateDiskCounters(PEPROCESS Process, ULONG64 BytesRead, ULONG64 BytesWritten,
                                ULONG ReadOperationCount, ULONG WriteOperationCount,
                                ULONG FlushOperationCount);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI PsChargePoolQuota(_In_ PEPROCESS Process, _In_ POOL_TYPE PoolType,
                             _In_ ULONG_PTR Amount);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI PsReturnPoolQuota(_In_ PEPROCESS Process, _In_ POOL_TYPE PoolType,
                             _In_ ULONG_PTR Amount);

/* Attaching to another process' address space */
typedef struct _KAPC_STATE {
    LIST_ENTRY ApcListHead[MaximumMode];
    struct _KPROCESS *Process;
    BOOLEAN KernelApcInProgress;
    BOOLEAN KernelApcPending;
    BOOLEAN UserApcPending;
} KAPC_STATE, *PKAPC_STATE, *PRKAPC_STATE;

VOID NTAPI KeAttachProcess(PRKPROCESS Process);
VOID NTAPI KeDetachProcess(VOID);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI KeStackAttachProcess(PRKPROCESS PROCESS, _Out_ PRKAPC_STATE ApcState);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI KeUnstackDetachProcess(_In_ PRKAPC_STATE ApcState);

/* Threads */
UCHAR NTAPI KeSetIdealProcessorThread(PKTHREAD Thread, UCHAR Processor);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI KeSetKernelStackSwapEnable(_In_ BOOLEAN Enable);

/* Mutants, queues */
VOID NTAPI KeInitializeMutant(PRKMUTANT Mutant, BOOLEAN InitialOwner);
LONG NTAPI KeReadStateMutant(PRKMUTANT Mutant);
LONG NTAPI KeReleaseMutant(PRKMUTANT Mutant, KPRIORITY Increment, BOOLEAN Abandoned, BOOLEAN Wait);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI KeInitializeQueue(_Out_ PRKQUEUE Queue, _In_ ULONG Count);
LONG NTAPI KeReadStateQueue(PRKQUEUE Queue);
_IRQL_requires_max_(DISPATCH_LEVEL)
LONG NTAPI KeInsertQueue(_Inout_ PRKQUEUE Queue, _Inout_ PLIST_ENTRY Entry);
_IRQL_requires_max_(DISPATCH_LEVEL)
LONG NTAPI KeInsertHeadQueue(_Inout_ PRKQUEUE Queue, _Inout_ PLIST_ENTRY Entry);
_IRQL_requires_max_(DISPATCH_LEVEL)
PLIST_ENTRY NTAPI KeRemoveQueue(_Inout_ PRKQUEUE Queue, _In_ KPROCESSOR_MODE WaitMode,
                                _In_opt_ PLARGE_INTEGER Timeout);
ULONG NTAPI KeRemoveQueueEx(_Inout_ PKQUEUE Queue, _In_ KPROCESSOR_MODE WaitMode,
                            _In_ BOOLEAN Alertable, _In_opt_ PLARGE_INTEGER Timeout,
                            _Out_ PLIST_ENTRY *EntryArray, _In_ ULONG Count);
_IRQL_requires_max_(DISPATCH_LEVEL)
PLIST_ENTRY NTAPI KeRundownQueue(_Inout_ PRKQUEUE Queue);

/* Numbered queued spin locks */
typedef enum _KSPIN_LOCK_QUEUE_NUMBER {
    LockQueueUnusedSpare0,
    LockQueueUnusedSpare1,
    LockQueueUnusedSpare2,
    LockQueueUnusedSpare3,
    LockQueueVacbLock,
    LockQueueMasterLock,
    LockQueueNonPagedPoolLock,
    LockQueueIoCancelLock,
    LockQueueUnusedSpare8,
    LockQueueIoVpbLock,
    LockQueueIoDatabaseLock,
    LockQueueIoCompletionLock,
    LockQueueNtfsStructLock,
    LockQueueAfdWorkQueueLock,
    LockQueueBcbLock,
    LockQueueUnusedSpare15,
    LockQueueUnusedSpare16,
    LockQueueMaximumLock = LockQueueUnusedSpare16 + 1
} KSPIN_LOCK_QUEUE_NUMBER,
    *PKSPIN_LOCK_QUEUE_NUMBER;
KIRQL NTAPI KeAcquireQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER Number);
VOID NTAPI KeReleaseQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER Number, KIRQL OldIrql);
LOGICAL NTAPI KeTryToAcquireQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER Number, PKIRQL OldIrql);

/* Pool and lookaside details */
VOID NTAPI ExAdjustLookasideDepth(VOID);
VOID NTAPI ExDisableResourceBoostLite(PERESOURCE Resource);
SIZE_T NTAPI ExQueryPoolBlockSize(PVOID PoolBlock, PBOOLEAN QuotaCharged);

#ifdef __cplusplus
}
#endif

#endif
