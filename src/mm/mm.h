/*
 * src/mm/mm.h - MDLs, mappings, user memory: beyond wdm.h
 */
#ifndef MM_H
#define MM_H

#include "ps.h"

VOID MmInitSystem(VOID); /* in phase 1 */
/* What MmGetSystemRoutineAddress asks: the address that a driver calls; NULL: there is none. */
VOID MmSetRoutineFinder(PVOID (*Find)(PCSTR Name));
extern ULONG64 MmUserProbeAddress;
extern PVOID MmHighestUserAddress, MmSystemRangeStart;

/* --- MDLs (IoAllocateMdl, IoFreeMdl and IoBuildPartialMdl are here too) ----------------------- */

/* MmProbeAndLockPages that returns what that raises. */
NTSTATUS MmLockPages(PMDL Mdl, KPROCESSOR_MODE Mode, LOCK_OPERATION Operation);
NTSTATUS MmLockSelectedPages(PMDL Mdl, const FILE_SEGMENT_ELEMENT *Segments, KPROCESSOR_MODE Mode,
                             LOCK_OPERATION Operation);

/* --- sections --------------------------------------------------------------------------------- */

/* Over a file of the host; a handle of the current process. STATUS_OBJECT_NAME_NOT_FOUND,
   STATUS_MAPPED_FILE_SIZE_ZERO. */
NTSTATUS MmCreateHostSection(PCSTR Path, BOOLEAN Write, PHANDLE Handle);

/* --- images of drivers ------------------------------------------------------------------------ */

/* An image was loaded: its pageable sections are watched; DriverEntry and Reinitialize are through:
   INIT sections cannot be touched any more; it is unloaded. */
VOID MmNoteImage(const HAL_MODULE *Module);
VOID MmDiscardInitSections(const HAL_MODULE *Module);
VOID MmForgetImage(const HAL_MODULE *Module);
/* Pageable code, data and pool are not there while the IRQL is raised (trim.c). At boot. */
VOID MmForceIrqlChecking(VOID);

/* --- user memory ------------------------------------------------------------------------------ */

/* Zeroed user memory of a process, page-granular. Freed at process exit at the latest. */
NTSTATUS MmAllocateUser(PEPROCESS Process, SIZE_T Bytes, ULONG Protect, PVOID *Address);
NTSTATUS MmFreeUser(PEPROCESS Process, PVOID Address);
/* Whether user mode of the current process could read or write it: STATUS_ACCESS_VIOLATION,
   STATUS_DATATYPE_MISALIGNMENT. The test program's own image counts as user memory. */
NTSTATUS MmProbeUser(const VOID *Address, SIZE_T Length, ULONG Alignment, BOOLEAN Write);
/* Copies between the kernel and user memory of the current process; STATUS_ACCESS_VIOLATION. */
NTSTATUS MmCopyFromUser(PVOID To, const VOID *From, SIZE_T Length);
NTSTATUS MmCopyToUser(PVOID To, const VOID *From, SIZE_T Length);
#endif
