/*
 * wdk/ntifs/nt.h - the system services under the names that user mode calls
 *
 * NtX and ZwX are one service: ZwX is called as kernel mode, NtX as the mode that the caller has.
 */
#ifndef _NTIFS_NT_H_
#define _NTIFS_NT_H_

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of wdm.h */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtClose(_In_ HANDLE Handle);
NTSTATUS NTAPI NtMakeTemporaryObject(_In_ HANDLE Handle);
NTSTATUS NTAPI NtCreateDirectoryObject(_Out_ PHANDLE DirectoryHandle,
                                       _In_ ACCESS_MASK DesiredAccess,
                                       _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtOpenSymbolicLinkObject(_Out_ PHANDLE LinkHandle, _In_ ACCESS_MASK DesiredAccess,
                                        _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtQuerySymbolicLinkObject(_In_ HANDLE LinkHandle, _Inout_ PUNICODE_STRING LinkTarget,
                                         _Out_opt_ PULONG ReturnedLength);
NTSTATUS NTAPI NtOpenEvent(_Out_ PHANDLE EventHandle, _In_ ACCESS_MASK DesiredAccess,
                           _In_ POBJECT_ATTRIBUTES ObjectAttributes);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCreateFile(_Out_ PHANDLE FileHandle, _In_ ACCESS_MASK DesiredAccess,
                            _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                            _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                            _In_opt_ PLARGE_INTEGER AllocationSize, _In_ ULONG FileAttributes,
                            _In_ ULONG ShareAccess, _In_ ULONG CreateDisposition,
                            _In_ ULONG CreateOptions, _In_opt_ PVOID EaBuffer, _In_ ULONG EaLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenFile(_Out_ PHANDLE FileHandle, _In_ ACCESS_MASK DesiredAccess,
                          _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                          _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ ULONG ShareAccess,
                          _In_ ULONG OpenOptions);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtReadFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                          _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                          _Out_ PIO_STATUS_BLOCK IoStatusBlock, _Out_ PVOID Buffer,
                          _In_ ULONG Length, _In_opt_ PLARGE_INTEGER ByteOffset,
                          _In_opt_ PULONG Key);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtWriteFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                           _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                           _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ PVOID Buffer,
                           _In_ ULONG Length, _In_opt_ PLARGE_INTEGER ByteOffset,
                           _In_opt_ PULONG Key);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryInformationFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                      _Out_ PVOID FileInformation, _In_ ULONG Length,
                                      _In_ FILE_INFORMATION_CLASS FileInformationClass);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSetInformationFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                    _In_ PVOID FileInformation, _In_ ULONG Length,
                                    _In_ FILE_INFORMATION_CLASS FileInformationClass);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryInformationByName(_In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                        _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                        _Out_ PVOID FileInformation, _In_ ULONG Length,
                                        _In_ FILE_INFORMATION_CLASS FileInformationClass);
NTSTATUS NTAPI NtQueryFullAttributesFile(_In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                         _Out_ PFILE_NETWORK_OPEN_INFORMATION FileInformation);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCreateSection(_Out_ PHANDLE SectionHandle, _In_ ACCESS_MASK DesiredAccess,
                               _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                               _In_opt_ PLARGE_INTEGER MaximumSize,
                               _In_ ULONG SectionPageProtection, _In_ ULONG AllocationAttributes,
                               _In_opt_ HANDLE FileHandle);
NTSTATUS NTAPI NtCreateSectionEx(_Out_ PHANDLE SectionHandle, _In_ ACCESS_MASK DesiredAccess,
                                 _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                 _In_opt_ PLARGE_INTEGER MaximumSize,
                                 _In_ ULONG SectionPageProtection, _In_ ULONG AllocationAttributes,
                                 _In_opt_ HANDLE FileHandle,
                                 PMEM_EXTENDED_PARAMETER ExtendedParameters,
                                 _In_ ULONG ExtendedParameterCount);
NTSTATUS NTAPI NtOpenSection(_Out_ PHANDLE SectionHandle, _In_ ACCESS_MASK DesiredAccess,
                             _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtMapViewOfSection(_In_ HANDLE SectionHandle, _In_ HANDLE ProcessHandle,
                                  _Inout_ PVOID *BaseAddress, _In_ ULONG_PTR ZeroBits,
                                  _In_ SIZE_T CommitSize, _Inout_opt_ PLARGE_INTEGER SectionOffset,
                                  _Inout_ PSIZE_T ViewSize, _In_ SECTION_INHERIT InheritDisposition,
                                  _In_ ULONG AllocationType, _In_ ULONG Win32Protect);
NTSTATUS NTAPI NtUnmapViewOfSection(_In_ HANDLE ProcessHandle, _In_opt_ PVOID BaseAddress);
NTSTATUS NTAPI NtCreateKey(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                           _In_ POBJECT_ATTRIBUTES ObjectAttributes, ULONG TitleIndex,
                           _In_opt_ PUNICODE_STRING Class, _In_ ULONG CreateOptions,
                           _Out_opt_ PULONG Disposition);
NTSTATUS NTAPI NtCreateKeyTransacted(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                                     _In_ POBJECT_ATTRIBUTES ObjectAttributes, ULONG TitleIndex,
                                     _In_opt_ PUNICODE_STRING Class, _In_ ULONG CreateOptions,
                                     _In_ HANDLE TransactionHandle, _Out_opt_ PULONG Disposition);
NTSTATUS NTAPI NtOpenKey(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                         _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtOpenKeyEx(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                           _In_ POBJECT_ATTRIBUTES ObjectAttributes, _In_ ULONG OpenOptions);
NTSTATUS NTAPI NtOpenKeyTransacted(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                                   _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                   _In_ HANDLE TransactionHandle);
NTSTATUS NTAPI NtOpenKeyTransactedEx(_Out_ PHANDLE KeyHandle, _In_ ACCESS_MASK DesiredAccess,
                                     _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                     _In_ ULONG OpenOptions, _In_ HANDLE TransactionHandle);
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
NTSTATUS NTAPI NtLoadDriver(_In_ PUNICODE_STRING DriverServiceName);
NTSTATUS NTAPI NtUnloadDriver(_In_ PUNICODE_STRING DriverServiceName);

/* Of ntddk.h */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSetInformationThread(_In_ HANDLE ThreadHandle,
                                      _In_ THREADINFOCLASS ThreadInformationClass,
                                      _In_ PVOID ThreadInformation,
                                      _In_ ULONG ThreadInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryVolumeInformationFile(_In_ HANDLE FileHandle,
                                            _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                            _Out_ PVOID FsInformation, _In_ ULONG Length,
                                            _In_ FS_INFORMATION_CLASS FsInformationClass);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtDeviceIoControlFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                                     _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                                     _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ ULONG IoControlCode,
                                     _In_opt_ PVOID InputBuffer, _In_ ULONG InputBufferLength,
                                     _Out_opt_ PVOID OutputBuffer, _In_ ULONG OutputBufferLength);
NTSTATUS NTAPI NtAllocateLocallyUniqueId(PLUID Luid);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtPowerInformation(_In_ POWER_INFORMATION_LEVEL InformationLevel,
                                  _In_opt_ PVOID InputBuffer, _In_ ULONG InputBufferLength,
                                  _Out_opt_ PVOID OutputBuffer, _In_ ULONG OutputBufferLength);

/* Of ntifs.h */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryObject(_In_opt_ HANDLE Handle,
                             _In_ OBJECT_INFORMATION_CLASS ObjectInformationClass,
                             _Out_opt_ PVOID ObjectInformation, _In_ ULONG ObjectInformationLength,
                             _Out_opt_ PULONG ReturnLength);
NTSTATUS NTAPI NtDuplicateObject(_In_ HANDLE SourceProcessHandle, _In_ HANDLE SourceHandle,
                                 _In_opt_ HANDLE TargetProcessHandle,
                                 _Out_opt_ PHANDLE TargetHandle, _In_ ACCESS_MASK DesiredAccess,
                                 _In_ ULONG HandleAttributes, _In_ ULONG Options);
NTSTATUS NTAPI NtOpenDirectoryObject(_Out_ PHANDLE DirectoryHandle, _In_ ACCESS_MASK DesiredAccess,
                                     _In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtCreateEvent(_Out_ PHANDLE EventHandle, _In_ ACCESS_MASK DesiredAccess,
                             _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                             _In_ EVENT_TYPE EventType, _In_ BOOLEAN InitialState);
NTSTATUS NTAPI NtSetEvent(_In_ HANDLE EventHandle, _Out_opt_ PLONG PreviousState);
NTSTATUS NTAPI NtWaitForSingleObject(_In_ HANDLE Handle, _In_ BOOLEAN Alertable,
                                     _In_opt_ PLARGE_INTEGER Timeout);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQuerySecurityObject(_In_ HANDLE Handle,
                                     _In_ SECURITY_INFORMATION SecurityInformation,
                                     _Out_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                     _In_ ULONG Length, _Out_ PULONG LengthNeeded);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSetSecurityObject(_In_ HANDLE Handle,
                                   _In_ SECURITY_INFORMATION SecurityInformation,
                                   _In_ PSECURITY_DESCRIPTOR SecurityDescriptor);
NTSTATUS NTAPI NtCreateSymbolicLinkObject(_Out_ PHANDLE LinkHandle, _In_ ACCESS_MASK DesiredAccess,
                                          _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                          _In_ PUNICODE_STRING LinkTarget);
NTSTATUS NTAPI NtDeleteFile(_In_ POBJECT_ATTRIBUTES ObjectAttributes);
NTSTATUS NTAPI NtFlushBuffersFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtFlushBuffersFileEx(_In_ HANDLE FileHandle, ULONG FLags, PVOID Parameters,
                                    ULONG ParametersSize, _Out_ PIO_STATUS_BLOCK IoStatusBlock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtFsControlFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                               _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                               _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ ULONG FsControlCode,
                               _In_opt_ PVOID InputBuffer, _In_ ULONG InputBufferLength,
                               _Out_opt_ PVOID OutputBuffer, _In_ ULONG OutputBufferLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtLockFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                          _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                          _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ PLARGE_INTEGER ByteOffset,
                          _In_ PLARGE_INTEGER Length, _In_ ULONG Key, _In_ BOOLEAN FailImmediately,
                          _In_ BOOLEAN ExclusiveLock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtUnlockFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                            _In_ PLARGE_INTEGER ByteOffset, _In_ PLARGE_INTEGER Length,
                            _In_ ULONG Key);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryDirectoryFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                                    _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                                    _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                    _Out_ PVOID FileInformation, _In_ ULONG Length,
                                    _In_ FILE_INFORMATION_CLASS FileInformationClass,
                                    _In_ BOOLEAN ReturnSingleEntry,
                                    _In_opt_ PUNICODE_STRING FileName, _In_ BOOLEAN RestartScan);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryDirectoryFileEx(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                                      _In_opt_ PIO_APC_ROUTINE ApcRoutine,
                                      _In_opt_ PVOID ApcContext,
                                      _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                      _Out_ PVOID FileInformation, _In_ ULONG Length,
                                      _In_ FILE_INFORMATION_CLASS FileInformationClass,
                                      _In_ ULONG QueryFlags, _In_opt_ PUNICODE_STRING FileName);
NTSTATUS NTAPI NtQueryEaFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                             _Out_ PVOID Buffer, _In_ ULONG Length, _In_ BOOLEAN ReturnSingleEntry,
                             _In_opt_ PVOID EaList, _In_ ULONG EaListLength,
                             _In_opt_ PULONG EaIndex, _In_ BOOLEAN RestartScan);
NTSTATUS NTAPI NtSetEaFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                           _In_ PVOID Buffer, _In_ ULONG Length);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryQuotaInformationFile(_In_ HANDLE FileHandle,
                                           _Out_ PIO_STATUS_BLOCK IoStatusBlock, _Out_ PVOID Buffer,
                                           _In_ ULONG Length, _In_ BOOLEAN ReturnSingleEntry,
                                           _In_opt_ PVOID SidList, _In_ ULONG SidListLength,
                                           _In_opt_ PSID StartSid, _In_ BOOLEAN RestartScan);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSetQuotaInformationFile(_In_ HANDLE FileHandle,
                                         _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ PVOID Buffer,
                                         _In_ ULONG Length);
NTSTATUS NTAPI NtSetVolumeInformationFile(_In_ HANDLE FileHandle,
                                          _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                          _In_ PVOID FsInformation, _In_ ULONG Length,
                                          _In_ FS_INFORMATION_CLASS FsInformationClass);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtAllocateVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                       _In_ ULONG_PTR ZeroBits, _Inout_ PSIZE_T RegionSize,
                                       _In_ ULONG AllocationType, _In_ ULONG Protect);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtFreeVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                   _Inout_ PSIZE_T RegionSize, _In_ ULONG FreeType);
NTSTATUS NTAPI NtQueryVirtualMemory(_In_ HANDLE ProcessHandle, _In_opt_ PVOID BaseAddress,
                                    _In_ MEMORY_INFORMATION_CLASS MemoryInformationClass,
                                    _Out_ PVOID MemoryInformation,
                                    _In_ SIZE_T MemoryInformationLength,
                                    _Out_opt_ PSIZE_T ReturnLength);
NTSTATUS NTAPI NtFlushVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                    _Inout_ PSIZE_T RegionSize, _Out_ PIO_STATUS_BLOCK IoStatus);
NTSTATUS NTAPI NtNotifyChangeKey(_In_ HANDLE KeyHandle, _In_opt_ HANDLE Event,
                                 _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                                 _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ ULONG CompletionFilter,
                                 _In_ BOOLEAN WatchTree, _Out_opt_ PVOID Buffer,
                                 _In_ ULONG BufferSize, _In_ BOOLEAN Asynchronous);

/* Without a documented ZwX */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCopyFileChunk(_In_ HANDLE SourceHandle, _In_ HANDLE DestHandle,
                               _In_opt_ HANDLE Event, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                               _In_ ULONG Length, _In_ PLARGE_INTEGER SourceOffset,
                               _In_ PLARGE_INTEGER DestOffset, _In_opt_ PULONG SourceKey,
                               _In_opt_ PULONG DestKey, _In_ ULONG Flags);
NTSTATUS NTAPI NtQueryAttributesFile(_In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                     _Out_ PFILE_BASIC_INFORMATION FileInformation);
NTSTATUS NTAPI NtCreateNamedPipeFile(
    _Out_ PHANDLE FileHandle, _In_ ULONG DesiredAccess, _In_ POBJECT_ATTRIBUTES ObjectAttributes,
    _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ ULONG ShareAccess, _In_ ULONG CreateDisposition,
    _In_ ULONG CreateOptions, _In_ ULONG NamedPipeType, _In_ ULONG ReadMode,
    _In_ ULONG CompletionMode, _In_ ULONG MaximumInstances, _In_ ULONG InboundQuota,
    _In_ ULONG OutboundQuota, _In_opt_ PLARGE_INTEGER DefaultTimeout);
NTSTATUS NTAPI NtCreateMailslotFile(_Out_ PHANDLE FileHandle, _In_ ULONG DesiredAccess,
                                    _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                    _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ ULONG CreateOptions,
                                    _In_ ULONG MailslotQuota, _In_ ULONG MaximumMessageSize,
                                    _In_opt_ PLARGE_INTEGER ReadTimeout);
NTSTATUS NTAPI NtNotifyChangeDirectoryFileEx(
    _In_ HANDLE FileHandle, _In_opt_ HANDLE Event, _In_opt_ PIO_APC_ROUTINE ApcRoutine,
    _In_opt_ PVOID ApcContext, _Out_ PIO_STATUS_BLOCK IoStatusBlock, _Out_ PVOID Buffer,
    _In_ ULONG Length, _In_ ULONG CompletionFilter, _In_ BOOLEAN WatchTree,
    _In_ DIRECTORY_NOTIFY_INFORMATION_CLASS DirectoryNotifyInformationClass);
NTSTATUS NTAPI NtResetEvent(_In_ HANDLE EventHandle, _Out_opt_ PLONG PreviousState);
NTSTATUS NTAPI NtClearEvent(_In_ HANDLE EventHandle);
NTSTATUS NTAPI NtWaitForMultipleObjects(_In_ ULONG Count, _In_reads_(Count) HANDLE Handles[],
                                        _In_ WAIT_TYPE WaitType, _In_ BOOLEAN Alertable,
                                        _In_opt_ PLARGE_INTEGER Timeout);
NTSTATUS NTAPI NtDelayExecution(_In_ BOOLEAN Alertable, _In_ PLARGE_INTEGER DelayInterval);
NTSTATUS NTAPI NtTerminateThread(_In_opt_ HANDLE ThreadHandle, _In_ NTSTATUS ExitStatus);

#ifdef __cplusplus
}
#endif

#endif
