/*
 * wdk/ntifs/nt.h - the system services under the names that user mode calls
 *
 * NtX and ZwX are one service: ZwX is called as kernel mode, NtX as the mode that the thread came from.
 */
#ifndef _NTIFS_NT_H_
#define _NTIFS_NT_H_

#ifdef __cplusplus
extern "C" {
#endif

/* Objects and handles */
#define DUPLICATE_CLOSE_SOURCE 0x00000001
#define DUPLICATE_SAME_ACCESS 0x00000002
#define DUPLICATE_SAME_ATTRIBUTES 0x00000004

typedef enum _OBJECT_INFORMATION_CLASS {
    ObjectBasicInformation = 0,
    ObjectTypeInformation = 2
} OBJECT_INFORMATION_CLASS;

typedef struct __PUBLIC_OBJECT_BASIC_INFORMATION {
    ULONG Attributes;
    ACCESS_MASK GrantedAccess;
    ULONG HandleCount;
    ULONG PointerCount;
    ULONG Reserved[10];
} PUBLIC_OBJECT_BASIC_INFORMATION, *PPUBLIC_OBJECT_BASIC_INFORMATION;

typedef struct __PUBLIC_OBJECT_TYPE_INFORMATION {
    UNICODE_STRING TypeName;
    ULONG Reserved[22];
} PUBLIC_OBJECT_TYPE_INFORMATION, *PPUBLIC_OBJECT_TYPE_INFORMATION;

NTSTATUS NTAPI NtClose(_In_ HANDLE Handle);
NTSTATUS NTAPI NtMakeTemporaryObject(_In_ HANDLE Handle);
NTSTATUS NTAPI NtDuplicateObject(_In_ HANDLE SourceProcessHandle, _In_ HANDLE SourceHandle,
                                 _In_opt_ HANDLE TargetProcessHandle,
                                 _Out_opt_ PHANDLE TargetHandle, _In_ ACCESS_MASK DesiredAccess,
                                 _In_ ULONG HandleAttributes, _In_ ULONG Options);
NTSTATUS NTAPI ZwDuplicateObject(_In_ HANDLE SourceProcessHandle, _In_ HANDLE SourceHandle,
                                 _In_opt_ HANDLE TargetProcessHandle,
                                 _Out_opt_ PHANDLE TargetHandle, _In_ ACCESS_MASK DesiredAccess,
                                 _In_ ULONG HandleAttributes, _In_ ULONG Options);
NTSTATUS NTAPI NtQueryObject(_In_opt_ HANDLE Handle,
                             _In_ OBJECT_INFORMATION_CLASS ObjectInformationClass,
                             _Out_opt_ PVOID ObjectInformation, _In_ ULONG ObjectInformationLength,
                             _Out_opt_ PULONG ReturnLength);
NTSTATUS NTAPI ZwQueryObject(_In_opt_ HANDLE Handle,
                             _In_ OBJECT_INFORMATION_CLASS ObjectInformationClass,
                             _Out_opt_ PVOID ObjectInformation, _In_ ULONG ObjectInformationLength,
                             _Out_opt_ PULONG ReturnLength);
NTSTATUS NTAPI NtCreateDirectoryObject(_Out_ PHANDLE DirectoryHandle,
                                       _In_ ACCESS_MASK DesiredAccess,
                                       _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtOpenDirectoryObject(_Out_ PHANDLE DirectoryHandle, _In_ ACCESS_MASK DesiredAccess,
                                     _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI ZwOpenDirectoryObject(_Out_ PHANDLE DirectoryHandle, _In_ ACCESS_MASK DesiredAccess,
                                     _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtCreateSymbolicLinkObject(_Out_ PHANDLE LinkHandle, _In_ ACCESS_MASK DesiredAccess,
                                          _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                          _In_ PUNICODE_STRING LinkTarget);
NTSTATUS NTAPI NtOpenSymbolicLinkObject(_Out_ PHANDLE LinkHandle, _In_ ACCESS_MASK DesiredAccess,
                                        _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtQuerySymbolicLinkObject(_In_ HANDLE LinkHandle, _Inout_ PUNICODE_STRING LinkTarget,
                                         _Out_opt_ PULONG ReturnedLength);

/* Events and waits */
NTSTATUS NTAPI NtCreateEvent(_Out_ PHANDLE EventHandle, _In_ ACCESS_MASK DesiredAccess,
                             _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                             _In_ EVENT_TYPE EventType, _In_ BOOLEAN InitialState);
NTSTATUS NTAPI ZwCreateEvent(_Out_ PHANDLE EventHandle, _In_ ACCESS_MASK DesiredAccess,
                             _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                             _In_ EVENT_TYPE EventType, _In_ BOOLEAN InitialState);
NTSTATUS NTAPI NtOpenEvent(_Out_ PHANDLE EventHandle, _In_ ACCESS_MASK DesiredAccess,
                           _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtSetEvent(_In_ HANDLE EventHandle, _Out_opt_ PLONG PreviousState);
NTSTATUS NTAPI ZwSetEvent(_In_ HANDLE EventHandle, _Out_opt_ PLONG PreviousState);
NTSTATUS NTAPI NtResetEvent(_In_ HANDLE EventHandle, _Out_opt_ PLONG PreviousState);
NTSTATUS NTAPI NtClearEvent(_In_ HANDLE EventHandle);
NTSTATUS NTAPI NtWaitForSingleObject(_In_ HANDLE Handle, _In_ BOOLEAN Alertable,
                                     _In_opt_ PLARGE_INTEGER Timeout);
NTSTATUS NTAPI ZwWaitForSingleObject(_In_ HANDLE Handle, _In_ BOOLEAN Alertable,
                                     _In_opt_ PLARGE_INTEGER Timeout);
NTSTATUS NTAPI NtWaitForMultipleObjects(_In_ ULONG Count, _In_reads_(Count) HANDLE Handles[],
                                        _In_ WAIT_TYPE WaitType, _In_ BOOLEAN Alertable,
                                        _In_opt_ PLARGE_INTEGER Timeout);
NTSTATUS NTAPI NtDelayExecution(_In_ BOOLEAN Alertable, _In_ PLARGE_INTEGER DelayInterval);

/* Registry */
NTSTATUS NTAPI NtCreateKey(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                           _In_ POBJECT_ATTRIBUTES ObjectAttributes, ULONG TitleIndex,
                           _In_opt_ PUNICODE_STRING Class, _In_ ULONG CreateOptions,
                           _Out_opt_ PULONG Disposition);
NTSTATUS NTAPI NtOpenKey(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                         _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtOpenKeyEx(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                           _In_ POBJECT_ATTRIBUTES ObjectAttributes, _In_ ULONG OpenOptions);
NTSTATUS NTAPI NtDeleteKey(_In_ HANDLE KeyHandle);
NTSTATUS NTAPI NtDeleteValueKey(_In_ HANDLE KeyHandle, _In_ PUNICODE_STRING ValueName);
NTSTATUS NTAPI NtEnumerateKey(_In_ HANDLE KeyHandle, _In_ ULONG Index,
                              _In_ KEY_INFORMATION_CLASS KeyInformationClass,
                              _Out_opt_ PVOID KeyInformation, _In_ ULONG Length,
                              _Out_ PULONG ResultLength);
NTSTATUS NTAPI NtEnumerateValueKey(_In_ HANDLE KeyHandle, _In_ ULONG Index,
                                   _In_ KEY_VALUE_INFORMATION_CLASS KeyValueInformationClass,
                                   _Out_opt_ PVOID KeyValueInformation, _In_ ULONG Length,
                                   _Out_ PULONG ResultLength);
NTSTATUS NTAPI NtFlushKey(_In_ HANDLE KeyHandle);
NTSTATUS NTAPI NtQueryKey(_In_ HANDLE KeyHandle, _In_ KEY_INFORMATION_CLASS KeyInformationClass,
                          _Out_opt_ PVOID KeyInformation, _In_ ULONG Length,
                          _Out_ PULONG ResultLength);
NTSTATUS NTAPI NtQueryValueKey(_In_ HANDLE KeyHandle, _In_ PUNICODE_STRING ValueName,
                               _In_ KEY_VALUE_INFORMATION_CLASS KeyValueInformationClass,
                               _Out_opt_ PVOID KeyValueInformation, _In_ ULONG Length,
                               _Out_ PULONG ResultLength);
NTSTATUS NTAPI NtSetValueKey(_In_ HANDLE KeyHandle, _In_ PUNICODE_STRING ValueName,
                             _In_ ULONG TitleIndex, _In_ ULONG Type, _In_opt_ PVOID Data,
                             _In_ ULONG DataSize);

/* Memory, processes, threads */
NTSTATUS NTAPI NtAllocateVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                       _In_ ULONG_PTR ZeroBits, _Inout_ PSIZE_T RegionSize,
                                       _In_ ULONG AllocationType, _In_ ULONG Protect);
NTSTATUS NTAPI ZwAllocateVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                       _In_ ULONG_PTR ZeroBits, _Inout_ PSIZE_T RegionSize,
                                       _In_ ULONG AllocationType, _In_ ULONG Protect);
NTSTATUS NTAPI NtFreeVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                   _Inout_ PSIZE_T RegionSize, _In_ ULONG FreeType);
NTSTATUS NTAPI ZwFreeVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                   _Inout_ PSIZE_T RegionSize, _In_ ULONG FreeType);
NTSTATUS NTAPI NtTerminateProcess(_In_opt_ HANDLE ProcessHandle, _In_ NTSTATUS ExitStatus);
NTSTATUS NTAPI NtTerminateThread(_In_opt_ HANDLE ThreadHandle, _In_ NTSTATUS ExitStatus);

#ifdef __cplusplus
}
#endif

#endif
