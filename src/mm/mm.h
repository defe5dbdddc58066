/*
 * src/mm/mm.h - MDLs, mappings, user memory: beyond wdm.h
 */
#ifndef MM_H
#define MM_H

#include "ps.h"

VOID MmInitSystem(VOID);
/* Zeroed user memory of a process, page-granular; 0: no room. Freed at process exit at the latest. */
NTSTATUS MmAllocateUser(PEPROCESS Process, SIZE_T Bytes, ULONG Protect, PVOID *Address);
NTSTATUS MmFreeUser(PEPROCESS Process, PVOID Address);
/* Probes as ProbeForRead/Write do but returns a status (libsim's own code has no __try). */
NTSTATUS MmProbeUser(const VOID *Address, SIZE_T Length, ULONG Alignment, BOOLEAN Write);
/* Copies between the kernel and user memory of the current process; STATUS_ACCESS_VIOLATION. */
NTSTATUS MmCopyFromUser(PVOID To, const VOID *From, SIZE_T Length);
NTSTATUS MmCopyToUser(PVOID To, const VOID *From, SIZE_T Length);
#endif
