/*
 * wdk/ntifs/zw.h - system services of files, memory, the registry, beyond ntddk.h
 */
#ifndef _NTIFS_ZW_H_
#define _NTIFS_ZW_H_

#include "se.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Files */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwDeleteFile(_In_ POBJECT_ATTRIBUTES ObjectAttributes);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwFlushBuffersFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock);
#define FLUSH_FLAGS_FILE_DATA_ONLY 0x00000001
#define FLUSH_FLAGS_NO_SYNC 0x00000002
#define FLUSH_FLAGS_FILE_DATA_SYNC_ONLY 0x00000004
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwFlushBuffersFileEx(_In_ HANDLE FileHandle, ULONG FLags, PVOID Parameters,
                                    ULONG ParametersSize, _Out_ PIO_STATUS_BLOCK IoStatusBlock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwFsControlFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                               _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                               _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ ULONG FsControlCode,
                               _In_opt_ PVOID InputBuffer, _In_ ULONG InputBufferLength,
                               _Out_opt_ PVOID OutputBuffer, _In_ ULONG OutputBufferLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwLockFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                          _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                          _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ PLARGE_INTEGER ByteOffset,
                          _In_ PLARGE_INTEGER Length, _In_ ULONG Key, _In_ BOOLEAN FailImmediately,
                          _In_ BOOLEAN ExclusiveLock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwUnlockFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                            _In_ PLARGE_INTEGER ByteOffset, _In_ PLARGE_INTEGER Length,
                            _In_ ULONG Key);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryDirectoryFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                                    _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                                    _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                    _Out_ PVOID FileInformation, _In_ ULONG Length,
                                    _In_ FILE_INFORMATION_CLASS FileInformationClass,
                                    _In_ BOOLEAN ReturnSingleEntry,
                                    _In_opt_ PUNICODE_STRING FileName, _In_ BOOLEAN RestartScan);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryDirectoryFileEx(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                                      _In_opt_ PIO_APC_ROUTINE ApcRoutine,
                                      _In_opt_ PVOID ApcContext,
                                      _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                      _Out_ PVOID FileInformation, _In_ ULONG Length,
                                      _In_ FILE_INFORMATION_CLASS FileInformationClass,
                                      _In_ ULONG QueryFlags, _In_opt_ PUNICODE_STRING FileName);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryEaFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                             _Out_ PVOID Buffer, _In_ ULONG Length, _In_ BOOLEAN ReturnSingleEntry,
                             _In_opt_ PVOID EaList, _In_ ULONG EaListLength,
                             _In_opt_ PULONG EaIndex, _In_ BOOLEAN RestartScan);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetEaFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                           _In_ PVOID Buffer, _In_ ULONG Length);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryQuotaInformationFile(_In_ HANDLE FileHandle,
                                           _Out_ PIO_STATUS_BLOCK IoStatusBlock, _Out_ PVOID Buffer,
                                           _In_ ULONG Length, _In_ BOOLEAN ReturnSingleEntry,
                                           _In_opt_ PVOID SidList, _In_ ULONG SidListLength,
                                           _In_opt_ PSID StartSid, _In_ BOOLEAN RestartScan);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetQuotaInformationFile(_In_ HANDLE FileHandle,
                                         _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ PVOID Buffer,
                                         _In_ ULONG Length);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetVolumeInformationFile(_In_ HANDLE FileHandle,
                                          _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                          _In_ PVOID FsInformation, _In_ ULONG Length,
                                          _In_ FS_INFORMATION_CLASS FsInformationClass);
NTSTATUS NTAPI NtNotifyChangeDirectoryFile(_In_ HANDLE FileHandle, _In_opt_ HANDLE Event,
                                           _In_opt_ PIO_APC_ROUTINE ApcRoutine,
                                           _In_opt_ PVOID ApcContext,
                                           _Out_ PIO_STATUS_BLOCK IoStatusBlock, _Out_ PVOID Buffer,
                                           _In_ ULONG Length, _In_ ULONG CompletionFilter,
                                           _In_ BOOLEAN WatchTree);
NTSTATUS NTAPI NtCancelIoFile(_In_ HANDLE FileHandle, _Out_ PIO_STATUS_BLOCK IoStatusBlock);
NTSTATUS NTAPI NtCancelIoFileEx(_In_ HANDLE FileHandle,
                                _In_opt_ PIO_STATUS_BLOCK IoRequestToCancel,
                                _Out_ PIO_STATUS_BLOCK IoStatusBlock);
NTSTATUS NTAPI NtCancelSynchronousIoFile(_In_ HANDLE ThreadHandle,
                                         _In_opt_ PIO_STATUS_BLOCK IoRequestToCancel,
                                         _Out_ PIO_STATUS_BLOCK IoStatusBlock);

/* Memory */
typedef enum _MEMORY_INFORMATION_CLASS { MemoryBasicInformation } MEMORY_INFORMATION_CLASS;
typedef struct _MEMORY_BASIC_INFORMATION {
    PVOID BaseAddress;
    PVOID AllocationBase;
    ULONG AllocationProtect;
    USHORT PartitionId;
    SIZE_T RegionSize;
    ULONG State;
    ULONG Protect;
    ULONG Type;
} MEMORY_BASIC_INFORMATION, *PMEMORY_BASIC_INFORMATION;
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwAllocateVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                       _In_ ULONG_PTR ZeroBits, _Inout_ PSIZE_T RegionSize,
                                       _In_ ULONG AllocationType, _In_ ULONG Protect);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwFreeVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                   _Inout_ PSIZE_T RegionSize, _In_ ULONG FreeType);
NTSTATUS NTAPI ZwQueryVirtualMemory(_In_ HANDLE ProcessHandle, _In_opt_ PVOID BaseAddress,
                                    _In_ MEMORY_INFORMATION_CLASS MemoryInformationClass,
                                    _Out_ PVOID MemoryInformation,
                                    _In_ SIZE_T MemoryInformationLength,
                                    _Out_opt_ PSIZE_T ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwFlushVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                    _Inout_ PSIZE_T RegionSize, _Out_ PIO_STATUS_BLOCK IoStatus);
NTSTATUS NTAPI ZwProtectVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                      _Inout_ PSIZE_T RegionSize, _In_ ULONG NewProtect,
                                      _Out_ PULONG OldProtect);
NTSTATUS NTAPI NtProtectVirtualMemory(_In_ HANDLE ProcessHandle, _Inout_ PVOID *BaseAddress,
                                      _Inout_ PSIZE_T RegionSize, _In_ ULONG NewProtect,
                                      _Out_ PULONG OldProtect);

/* Sections over files, for file systems */
typedef enum _MMFLUSH_TYPE { MmFlushForDelete, MmFlushForWrite } MMFLUSH_TYPE;
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI MmFlushImageSection(_In_ PSECTION_OBJECT_POINTERS SectionObjectPointer,
                                  _In_ MMFLUSH_TYPE FlushType);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI MmForceSectionClosed(_In_ PSECTION_OBJECT_POINTERS SectionObjectPointer,
                                   _In_ BOOLEAN DelayClose);
#define MM_FORCE_CLOSED_DATA 0x0001
#define MM_FORCE_CLOSED_IMAGE 0x0002
#define MM_FORCE_CLOSED_LATER_OK 0x0004
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI MmForceSectionClosedEx(_In_ PSECTION_OBJECT_POINTERS SectionObjectPointer,
                                     _In_ ULONG ForceCloseFlags);
_IRQL_requires_max_(APC_LEVEL)
ULONGLONG NTAPI MmGetMaximumFileSectionSize(VOID);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI MmIsRecursiveIoFault(VOID);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI MmCanFileBeTruncated(_In_ PSECTION_OBJECT_POINTERS SectionPointer,
                                   _In_opt_ PLARGE_INTEGER NewFileSize);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI MmDoesFileHaveUserWritableReferences(_In_ PSECTION_OBJECT_POINTERS SectionPointer);

/* Registry */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwNotifyChangeKey(_In_ HANDLE KeyHandle, _In_opt_ HANDLE Event,
                                 _In_opt_ PIO_APC_ROUTINE ApcRoutine, _In_opt_ PVOID ApcContext,
                                 _Out_ PIO_STATUS_BLOCK IoStatusBlock, _In_ ULONG CompletionFilter,
                                 _In_ BOOLEAN WatchTree, _Out_opt_ PVOID Buffer,
                                 _In_ ULONG BufferSize, _In_ BOOLEAN Asynchronous);

#ifdef __cplusplus
}
#endif

#endif
