/*
 * src/ex/ex.h - pool, lookaside lists, work items, fast mutexes, resources: beyond wdm.h
 */
#ifndef EX_H
#define EX_H

#include "ke.h"

VOID ExInitSystem(VOID); /* pool, lists */
/* Phase 1: starts the thread that makes the system worker threads; CreateThread makes one (ps is
   above) and is called again later, in that thread. */
VOID ExInitWorkers(NTSTATUS (*CreateThread)(VOID (*Start)(PVOID), PVOID Context,
                                            KPRIORITY Priority));

/* --- pool ------------------------------------------------------------------------------------- */

/* Pool of the kernel's own, counted apart from drivers' pool in leak reports. */
PVOID ExAllocateOwn(SIZE_T Bytes, ULONG Tag); /* nonpaged, zeroed; NULL: none */
VOID ExFreeOwn(PVOID P);

/* How many bytes of each pool there are (0: as many as fit); drivers' requests fail beyond. */
VOID ExSetPoolLimit(SIZE_T NonPaged, SIZE_T Paged);
typedef enum { ExAllMemory, ExNonPagedMemory, ExPagedMemory, ExMemoryKinds } EX_MEMORY_KIND;
/* Notification events: set while little, or much, is left. */
VOID ExSetMemoryEvents(EX_MEMORY_KIND Kind, PKEVENT Low, PKEVENT High);

/* Who pays for pool with quota. Charge: *Process is the payer, with a reference that Return takes
   back; NULL: nobody. */
typedef struct _EX_QUOTA {
    NTSTATUS (*Charge)(BOOLEAN Paged, SIZE_T Bytes, PVOID *Process);
    VOID (*Return)(PVOID Process, BOOLEAN Paged, SIZE_T Bytes);
} EX_QUOTA;
VOID ExSetQuotaRoutines(const EX_QUOTA *Quota);

typedef struct _EX_POOL_BLOCK {
    PVOID Address;
    SIZE_T Bytes;
    ULONG Tag;
    BOOLEAN Paged, Own, Freed;
    PVOID Caller;  /* who allocated it; NULL: no longer known */
    PVOID FreedBy; /* NULL: it is not freed */
} EX_POOL_BLOCK, *PEX_POOL_BLOCK;

/* The block that holds Address (also a freed one still in quarantine); FALSE: none. */
BOOLEAN ExFindPoolBlock(const VOID *Address, PEX_POOL_BLOCK Block);
/* All blocks that are allocated, in the order of addresses. */
typedef VOID EX_POOL_ROUTINE(const EX_POOL_BLOCK *Block, PVOID Context);
VOID ExForEachPoolBlock(EX_POOL_ROUTINE *Routine, PVOID Context);

typedef struct _EX_POOL_TAG {
    ULONG Tag, Allocations;
    SIZE_T Blocks[2], Bytes[2]; /* in use: nonpaged, paged */
} EX_POOL_TAG;

VOID ExQueryPoolTag(ULONG Tag, SIZE_T *Blocks, SIZE_T *Bytes);
typedef VOID EX_POOL_TAG_ROUTINE(const EX_POOL_TAG *Tag, PVOID Context);
VOID ExForEachPoolTag(EX_POOL_TAG_ROUTINE *Routine, PVOID Context);

/* The driver or test code that called, from __builtin_frame_address(0) of the routine it called. */
PVOID ExCaller(PVOID Frame);

/* --- work items ------------------------------------------------------------------------------- */

/* What a worker routine of a driver must leave as it was: called by those who call one for a work
   item of theirs. Stops the machine otherwise. */
VOID ExCheckWorkerState(PVOID Routine, PVOID Parameter, PVOID Item);
/* For what goes wrong by itself in a search: of a priority below that of all programs. */
#define EX_FAULT_QUEUE ((WORK_QUEUE_TYPE)(CustomPriorityWorkQueue + 7))
/* TRUE in a system worker thread. */
BOOLEAN ExIsWorkerThread(VOID);

#endif
