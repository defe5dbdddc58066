/*
 * wdk/ntifs/port.h - completion ports: system services that user mode calls through Win32
 */
#ifndef _NTIFS_PORT_H_
#define _NTIFS_PORT_H_

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

#define IO_COMPLETION_QUERY_STATE 0x0001
#define IO_COMPLETION_MODIFY_STATE 0x0002
#define IO_COMPLETION_ALL_ACCESS (STANDARD_RIGHTS_REQUIRED | SYNCHRONIZE | 0x3)

typedef enum _IO_COMPLETION_INFORMATION_CLASS {
    IoCompletionBasicInformation
} IO_COMPLETION_INFORMATION_CLASS;

typedef struct _IO_COMPLETION_BASIC_INFORMATION {
    LONG Depth;
} IO_COMPLETION_BASIC_INFORMATION, *PIO_COMPLETION_BASIC_INFORMATION;

typedef struct _FILE_IO_COMPLETION_INFORMATION {
    PVOID KeyContext;
    PVOID ApcContext;
    IO_STATUS_BLOCK IoStatusBlock;
} FILE_IO_COMPLETION_INFORMATION, *PFILE_IO_COMPLETION_INFORMATION;

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCreateIoCompletion(_Out_ PHANDLE IoCompletionHandle,
                                    _In_ ACCESS_MASK DesiredAccess,
                                    _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                    _In_ ULONG Count);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenIoCompletion(_Out_ PHANDLE IoCompletionHandle, _In_ ACCESS_MASK DesiredAccess,
                                  _In_ POBJECT_ATTRIBUTES ObjectAttributes);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryIoCompletion(_In_ HANDLE IoCompletionHandle,
                                   _In_ IO_COMPLETION_INFORMATION_CLASS InformationClass,
                                   _Out_ PVOID Information, _In_ ULONG Length,
                                   _Out_opt_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSetIoCompletion(_In_ HANDLE IoCompletionHandle, _In_opt_ PVOID KeyContext,
                                 _In_opt_ PVOID ApcContext, _In_ NTSTATUS IoStatus,
                                 _In_ ULONG_PTR IoStatusInformation);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRemoveIoCompletion(_In_ HANDLE IoCompletionHandle, _Out_ PVOID *KeyContext,
                                    _Out_ PVOID *ApcContext, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                    _In_opt_ PLARGE_INTEGER Timeout);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRemoveIoCompletionEx(_In_ HANDLE IoCompletionHandle,
                                      _Out_ PFILE_IO_COMPLETION_INFORMATION IoCompletionInformation,
                                      _In_ ULONG Count, _Out_ PULONG NumEntriesRemoved,
                                      _In_opt_ PLARGE_INTEGER Timeout, _In_ BOOLEAN Alertable);

#ifdef __cplusplus
}
#endif

#endif
