/*
 * src/ex/ex.h - pool, lookaside lists, work items, fast mutexes, resources: beyond wdm.h
 */
#ifndef EX_H
#define EX_H

#include "ke.h"

VOID ExInitSystem(VOID);  /* pool, lists */
/* Phase 1: starts the system worker threads; CreateThread makes one (ps is above). */
VOID ExInitWorkers(NTSTATUS (*CreateThread)(VOID (*Start)(PVOID), PVOID Context, KPRIORITY Priority));

/* Pool of the kernel's own, counted apart from drivers' pool in leak reports. */
PVOID ExAllocateOwn(SIZE_T Bytes, ULONG Tag); /* nonpaged, zeroed; NULL: none */
VOID ExFreeOwn(PVOID P);

typedef struct _EX_POOL_BLOCK {
    PVOID Address;
    SIZE_T Bytes;
    ULONG Tag;
    BOOLEAN Paged, Own, Freed;
    PVOID Caller;
} EX_POOL_BLOCK;
/* The block that holds Address (also a freed one still in quarantine); FALSE: none. */
BOOLEAN ExFindPoolBlock(const VOID *Address, EX_POOL_BLOCK *Block);
VOID ExQueryPoolTag(ULONG Tag, SIZE_T *Blocks, SIZE_T *Bytes);

KPROCESSOR_MODE ExGetPreviousMode(VOID);
#endif
