/*
 * src/init/win32.h - what the Win32 subset is made of
 *
 * Code in win32*.c runs in user mode: it sees the kernel through system calls only. user_NtX is the
 * stub that test programs know as NtX (src/gate/stubs.S); NtX itself is the kernel's function.
 */
#ifndef WIN32_H
#define WIN32_H

#include "init.h"

#include <sim/test.h>

NTSTATUS user_NtClose(HANDLE);
NTSTATUS user_NtCreateFile(PHANDLE, ACCESS_MASK, POBJECT_ATTRIBUTES, PIO_STATUS_BLOCK,
                           PLARGE_INTEGER, ULONG, ULONG, ULONG, ULONG, PVOID, ULONG);
NTSTATUS user_NtReadFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG,
                         PLARGE_INTEGER, PULONG);
NTSTATUS user_NtWriteFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG,
                          PLARGE_INTEGER, PULONG);
NTSTATUS user_NtDeviceIoControlFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, ULONG,
                                    PVOID, ULONG, PVOID, ULONG);
NTSTATUS user_NtFsControlFile(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, ULONG,
                              PVOID, ULONG, PVOID, ULONG);
NTSTATUS user_NtFlushBuffersFile(HANDLE, PIO_STATUS_BLOCK);
NTSTATUS user_NtCancelIoFile(HANDLE, PIO_STATUS_BLOCK);
NTSTATUS user_NtCancelIoFileEx(HANDLE, PIO_STATUS_BLOCK, PIO_STATUS_BLOCK);
NTSTATUS user_NtCancelSynchronousIoFile(HANDLE, PIO_STATUS_BLOCK, PIO_STATUS_BLOCK);
NTSTATUS user_NtSetInformationFile(HANDLE, PIO_STATUS_BLOCK, PVOID, ULONG, FILE_INFORMATION_CLASS);
NTSTATUS user_NtCreateIoCompletion(PHANDLE, ACCESS_MASK, POBJECT_ATTRIBUTES, ULONG);
NTSTATUS user_NtSetIoCompletion(HANDLE, PVOID, PVOID, NTSTATUS, ULONG_PTR);
NTSTATUS user_NtRemoveIoCompletion(HANDLE, PVOID *, PVOID *, PIO_STATUS_BLOCK, PLARGE_INTEGER);
NTSTATUS user_NtRemoveIoCompletionEx(HANDLE, PFILE_IO_COMPLETION_INFORMATION, ULONG, PULONG,
                                     PLARGE_INTEGER, BOOLEAN);
NTSTATUS user_NtCreateEvent(PHANDLE, ACCESS_MASK, POBJECT_ATTRIBUTES, EVENT_TYPE, BOOLEAN);
NTSTATUS user_NtSetEvent(HANDLE, PLONG);
NTSTATUS user_NtResetEvent(HANDLE, PLONG);
NTSTATUS user_NtWaitForMultipleObjects(ULONG, HANDLE *, WAIT_TYPE, BOOLEAN, PLARGE_INTEGER);
NTSTATUS user_NtDelayExecution(BOOLEAN, PLARGE_INTEGER);
NTSTATUS user_NtWaitForSingleObject(HANDLE, BOOLEAN, PLARGE_INTEGER);
NTSTATUS user_NtDuplicateObject(HANDLE, HANDLE, HANDLE, PHANDLE, ACCESS_MASK, ULONG, ULONG);
NTSTATUS user_NtAllocateVirtualMemory(HANDLE, PVOID *, ULONG_PTR, PSIZE_T, ULONG, ULONG);
NTSTATUS user_NtFreeVirtualMemory(HANDLE, PVOID *, PSIZE_T, ULONG);

/* --- win32error.c ----------------------------------------------------------------------------- */

/* Sets the last error for a status that is none of success, and returns FALSE. */
BOOL InipFailWith(NTSTATUS Status);
BOOL InipSucceedIf(NTSTATUS Status);

/* First and Second, one after the other. FALSE: they do not fit. */
BOOL InipConcatenate(PWSTR Text, SIZE_T Characters, PCWSTR First, PCWSTR Second);

/* OBJ_* of a new handle. */
ULONG InipHandleAttributes(const SECURITY_ATTRIBUTES *Security);

/* --- win32wait.c ------------------------------------------------------------------------------ */

/* Milliseconds to a relative due time; NULL for INFINITE. */
PLARGE_INTEGER InipTimeout(PLARGE_INTEGER Time, DWORD Milliseconds);

#endif
