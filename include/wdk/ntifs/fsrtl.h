/*
 * wdk/ntifs/fsrtl.h - the file system run-time library: headers of files, byte-range locks, names
 */
#ifndef _NTIFS_FSRTL_H_
#define _NTIFS_FSRTL_H_

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What FsContext of a file object points to */
typedef struct _FSRTL_COMMON_FCB_HEADER {
    CSHORT NodeTypeCode;
    CSHORT NodeByteSize;
    UCHAR Flags;
    UCHAR IsFastIoPossible;
    UCHAR Flags2;
    UCHAR Reserved : 4;
    UCHAR Version : 4;
    PERESOURCE Resource;
    PERESOURCE PagingIoResource;
    LARGE_INTEGER AllocationSize;
    LARGE_INTEGER FileSize;
    LARGE_INTEGER ValidDataLength;
} FSRTL_COMMON_FCB_HEADER, *PFSRTL_COMMON_FCB_HEADER;

typedef enum _FAST_IO_POSSIBLE {
    FastIoIsNotPossible = 0,
    FastIoIsPossible,
    FastIoIsQuestionable
} FAST_IO_POSSIBLE;

#define FSRTL_FCB_HEADER_V0 (0x00)
#define FSRTL_FCB_HEADER_V1 (0x01)
#define FSRTL_FCB_HEADER_V2 (0x02)
#define FSRTL_FLAG_FILE_MODIFIED (0x01)
#define FSRTL_FLAG_FILE_LENGTH_CHANGED (0x02)
#define FSRTL_FLAG_LIMIT_MODIFIED_PAGES (0x04)
#define FSRTL_FLAG_ACQUIRE_MAIN_RSRC_EX (0x08)
#define FSRTL_FLAG_ACQUIRE_MAIN_RSRC_SH (0x10)
#define FSRTL_FLAG_USER_MAPPED_FILE (0x20)
#define FSRTL_FLAG_ADVANCED_HEADER (0x40)
#define FSRTL_FLAG_EOF_ADVANCE_ACTIVE (0x80)
#define FSRTL_FLAG2_DO_MODIFIED_WRITE (0x01)
#define FSRTL_FLAG2_SUPPORTS_FILTER_CONTEXTS (0x02)
#define FSRTL_FLAG2_PURGE_WHEN_MAPPED (0x04)
#define FSRTL_FLAG2_IS_PAGING_FILE (0x08)

typedef PVOID OPLOCK, *POPLOCK;

typedef struct _FSRTL_ADVANCED_FCB_HEADER {
    CSHORT NodeTypeCode;
    CSHORT NodeByteSize;
    UCHAR Flags;
    UCHAR IsFastIoPossible;
    UCHAR Flags2;
    UCHAR Reserved : 4;
    UCHAR Version : 4;
    PERESOURCE Resource;
    PERESOURCE PagingIoResource;
    LARGE_INTEGER AllocationSize;
    LARGE_INTEGER FileSize;
    LARGE_INTEGER ValidDataLength;
    PFAST_MUTEX FastMutex;
    LIST_ENTRY FilterContexts;
    EX_PUSH_LOCK PushLock;
    PVOID *FileContextSupportPointer;
    union {
        OPLOCK Oplock;
        PVOID ReservedForRemote;
    };
    PVOID AePushLock;
    ULONG BypassIoOpenCount;
    PVOID ReservedContext;
} FSRTL_ADVANCED_FCB_HEADER, *PFSRTL_ADVANCED_FCB_HEADER;

#define FsRtlEnterFileSystem() KeEnterCriticalRegion()
#define FsRtlExitFileSystem() KeLeaveCriticalRegion()
#define FsRtlSetupAdvancedHeader(AdvancedHeader, Mutex)                                            \
    do {                                                                                           \
        (AdvancedHeader)->Flags |= FSRTL_FLAG_ADVANCED_HEADER;                                     \
        (AdvancedHeader)->Flags2 |= FSRTL_FLAG2_SUPPORTS_FILTER_CONTEXTS;                          \
        (AdvancedHeader)->Version = FSRTL_FCB_HEADER_V2;                                           \
        InitializeListHead(&(AdvancedHeader)->FilterContexts);                                     \
        (AdvancedHeader)->FastMutex = (Mutex);                                                     \
        (AdvancedHeader)->PushLock = 0;                                                            \
        (AdvancedHeader)->FileContextSupportPointer = NULL;                                        \
    } while (0)

/* Locks on ranges of bytes */
typedef struct _FILE_LOCK_INFO {
    LARGE_INTEGER StartingByte;
    LARGE_INTEGER Length;
    BOOLEAN ExclusiveLock;
    ULONG Key;
    PFILE_OBJECT FileObject;
    PVOID ProcessId;
    LARGE_INTEGER EndingByte;
} FILE_LOCK_INFO, *PFILE_LOCK_INFO;

typedef NTSTATUS(NTAPI *PCOMPLETE_LOCK_IRP_ROUTINE)(_In_ PVOID Context, _In_ PIRP Irp);
typedef VOID(NTAPI *PUNLOCK_ROUTINE)(_In_ PVOID Context, _In_ PFILE_LOCK_INFO FileLockInfo);

typedef struct _FILE_LOCK {
    PCOMPLETE_LOCK_IRP_ROUTINE CompleteLockIrpRoutine;
    PUNLOCK_ROUTINE UnlockRoutine;
    BOOLEAN FastIoIsQuestionable;
    BOOLEAN SpareC[3];
    PVOID LockInformation;
    FILE_LOCK_INFO LastReturnedLockInfo;
    PVOID LastReturnedLock;
    LONG volatile LockRequestsInProgress;
} FILE_LOCK, *PFILE_LOCK;

_IRQL_requires_max_(APC_LEVEL)
PFILE_LOCK NTAPI FsRtlAllocateFileLock(_In_opt_ PCOMPLETE_LOCK_IRP_ROUTINE CompleteLockIrpRoutine,
                                       _In_opt_ PUNLOCK_ROUTINE UnlockRoutine);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlFreeFileLock(_In_ PFILE_LOCK FileLock);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlInitializeFileLock(_In_ PFILE_LOCK FileLock,
                                   _In_opt_ PCOMPLETE_LOCK_IRP_ROUTINE CompleteLockIrpRoutine,
                                   _In_opt_ PUNLOCK_ROUTINE UnlockRoutine);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlUninitializeFileLock(_In_ PFILE_LOCK FileLock);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlProcessFileLock(_In_ PFILE_LOCK FileLock, _In_ PIRP Irp,
                                    _In_opt_ PVOID Context);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI FsRtlCheckLockForReadAccess(_In_ PFILE_LOCK FileLock, _In_ PIRP Irp);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI FsRtlCheckLockForWriteAccess(_In_ PFILE_LOCK FileLock, _In_ PIRP Irp);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI FsRtlFastCheckLockForRead(_In_ PFILE_LOCK FileLock, _In_ PLARGE_INTEGER StartingByte,
                                        _In_ PLARGE_INTEGER Length, _In_ ULONG Key,
                                        _In_ PFILE_OBJECT FileObject, _In_ PVOID ProcessId);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI FsRtlFastCheckLockForWrite(_In_ PFILE_LOCK FileLock, _In_ PLARGE_INTEGER StartingByte,
                                         _In_ PLARGE_INTEGER Length, _In_ ULONG Key,
                                         _In_ PVOID FileObject, _In_ PVOID ProcessId);
_IRQL_requires_max_(APC_LEVEL)
PFILE_LOCK_INFO NTAPI FsRtlGetNextFileLock(_In_ PFILE_LOCK FileLock, _In_ BOOLEAN Restart);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlFastUnlockSingle(_In_ PFILE_LOCK FileLock, _In_ PFILE_OBJECT FileObject,
                                     _In_ LARGE_INTEGER *FileOffset, _In_ PLARGE_INTEGER Length,
                                     _In_ PEPROCESS ProcessId, _In_ ULONG Key,
                                     _In_opt_ PVOID Context, _In_ BOOLEAN AlreadySynchronized);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlFastUnlockAll(_In_ PFILE_LOCK FileLock, _In_ PFILE_OBJECT FileObject,
                                  _In_ PEPROCESS ProcessId, _In_opt_ PVOID Context);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlFastUnlockAllByKey(_In_ PFILE_LOCK FileLock, _In_ PFILE_OBJECT FileObject,
                                       _In_ PEPROCESS ProcessId, _In_ ULONG Key,
                                       _In_opt_ PVOID Context);
BOOLEAN NTAPI FsRtlPrivateLock(PFILE_LOCK FileLock, PFILE_OBJECT FileObject,
                               PLARGE_INTEGER FileOffset, PLARGE_INTEGER Length,
                               PEPROCESS ProcessId, ULONG Key, BOOLEAN FailImmediately,
                               BOOLEAN ExclusiveLock, PIO_STATUS_BLOCK Iosb, PIRP Irp,
                               PVOID Context, BOOLEAN AlreadySynchronized);

/* Names */
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI FsRtlAreNamesEqual(_In_ PCUNICODE_STRING ConstantNameA,
                                 _In_ PCUNICODE_STRING ConstantNameB, _In_ BOOLEAN IgnoreCase,
                                 _In_opt_ PCWCH UpcaseTable);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI FsRtlDoesNameContainWildCards(_In_ PUNICODE_STRING Name);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI FsRtlIsNameInExpression(_In_ PUNICODE_STRING Expression, _In_ PUNICODE_STRING Name,
                                      _In_ BOOLEAN IgnoreCase, _In_opt_ PWCH UpcaseTable);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI FsRtlDissectName(_In_ UNICODE_STRING Path, _Out_ PUNICODE_STRING FirstName,
                            _Out_ PUNICODE_STRING RemainingName);

/* Extra create parameters */
typedef struct _ECP_LIST ECP_LIST, *PECP_LIST;
typedef struct _ECP_HEADER ECP_HEADER, *PECP_HEADER;
typedef VOID(NTAPI *PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK)(_Inout_ PVOID EcpContext,
                                                                    _In_ LPCGUID EcpType);
typedef ULONG FSRTL_ALLOCATE_ECPLIST_FLAGS, FSRTL_ALLOCATE_ECP_FLAGS, FSRTL_ECP_LOOKASIDE_FLAGS;
#define FSRTL_ALLOCATE_ECPLIST_FLAG_CHARGE_QUOTA 0x00000001
#define FSRTL_ALLOCATE_ECP_FLAG_CHARGE_QUOTA 0x00000001
#define FSRTL_ALLOCATE_ECP_FLAG_NONPAGED_POOL 0x00000002
#define FSRTL_ECP_LOOKASIDE_FLAG_NONPAGED_POOL 0x00000002

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlAllocateExtraCreateParameterList(_In_ FSRTL_ALLOCATE_ECPLIST_FLAGS Flags,
                                                     _Outptr_ PECP_LIST *EcpList);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlFreeExtraCreateParameterList(_In_ PECP_LIST EcpList);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlInitializeExtraCreateParameterList(_Inout_ PECP_LIST EcpList);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlAllocateExtraCreateParameter(
    _In_ LPCGUID EcpType, _In_ ULONG SizeOfContext, _In_ FSRTL_ALLOCATE_ECP_FLAGS Flags,
    _In_opt_ PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK CleanupCallback, _In_ ULONG PoolTag,
    _Outptr_ PVOID *EcpContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlAllocateExtraCreateParameterFromLookasideList(
    _In_ LPCGUID EcpType, ULONG SizeOfContext, _In_ FSRTL_ALLOCATE_ECP_FLAGS Flags,
    _In_opt_ PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK CleanupCallback,
    _Inout_ PVOID LookasideList, _Outptr_ PVOID *EcpContext);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlInitExtraCreateParameterLookasideList(_Inout_ PVOID Lookaside,
                                                      _In_ FSRTL_ECP_LOOKASIDE_FLAGS Flags,
                                                      _In_ SIZE_T Size, _In_ ULONG Tag);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlDeleteExtraCreateParameterLookasideList(_Inout_ PVOID Lookaside,
                                                        _In_ FSRTL_ECP_LOOKASIDE_FLAGS Flags);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlInitializeExtraCreateParameter(
    _Out_ PECP_HEADER Ecp, _In_ ULONG EcpFlags,
    _In_opt_ PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK CleanupCallback, _In_ ULONG TotalSize,
    _In_ LPCGUID EcpType, _In_opt_ PVOID ListAllocatedFrom);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlFreeExtraCreateParameter(_In_ PVOID EcpContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlInsertExtraCreateParameter(_Inout_ PECP_LIST EcpList, _Inout_ PVOID EcpContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlFindExtraCreateParameter(_In_ PECP_LIST EcpList, _In_ LPCGUID EcpType,
                                             _Outptr_opt_ PVOID *EcpContext,
                                             _Out_opt_ ULONG *EcpContextSize);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlRemoveExtraCreateParameter(_Inout_ PECP_LIST EcpList, _In_ LPCGUID EcpType,
                                               _Outptr_ PVOID *EcpContext,
                                               _Out_opt_ ULONG *EcpContextSize);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlGetNextExtraCreateParameter(_In_ PECP_LIST EcpList,
                                                _In_opt_ PVOID CurrentEcpContext,
                                                _Out_opt_ LPGUID NextEcpType,
                                                _Outptr_opt_ PVOID *NextEcpContext,
                                                _Out_opt_ ULONG *NextEcpContextSize);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlGetEcpListFromIrp(_In_ PIRP Irp, _Outptr_result_maybenull_ PECP_LIST *EcpList);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI FsRtlSetEcpListIntoIrp(_Inout_ PIRP Irp, _In_ PECP_LIST EcpList);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlAcknowledgeEcp(_In_ PVOID EcpContext);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI FsRtlIsEcpAcknowledged(_In_ PVOID EcpContext);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI FsRtlIsEcpFromUserMode(_In_ PVOID EcpContext);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI FsRtlPrepareToReuseEcp(_In_ PVOID EcpContext);

typedef struct _OPLOCK_KEY_ECP_CONTEXT {
    GUID OplockKey;
    ULONG Reserved;
} OPLOCK_KEY_ECP_CONTEXT, *POPLOCK_KEY_ECP_CONTEXT;
typedef struct _DUAL_OPLOCK_KEY_ECP_CONTEXT {
    GUID ParentOplockKey;
    GUID TargetOplockKey;
    BOOLEAN ParentOplockKeySet;
    BOOLEAN TargetOplockKeySet;
} DUAL_OPLOCK_KEY_ECP_CONTEXT, *PDUAL_OPLOCK_KEY_ECP_CONTEXT;
DEFINE_GUID(GUID_ECP_OPLOCK_KEY, 0x48850596, 0x3050, 0x4be7, 0x98, 0x63, 0xfe, 0xc3, 0x50, 0xce,
            0x8d, 0x7f);
DEFINE_GUID(GUID_ECP_DUAL_OPLOCK_KEY, 0x41621a14, 0xb08b, 0x4df1, 0xb6, 0x76, 0xa0, 0x5f, 0xfd,
            0xf0, 0x1b, 0xea);

/* Others */
NTSTATUS NTAPI FsRtlNormalizeNtstatus(_In_ NTSTATUS Exception, _In_ NTSTATUS GenericException);
BOOLEAN NTAPI FsRtlIsNtstatusExpected(_In_ NTSTATUS Exception);
_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID NTAPI FsRtlAllocatePoolWithTag(_In_ POOL_TYPE PoolType, _In_ SIZE_T NumberOfBytes,
                                     _In_ ULONG Tag);
_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID NTAPI FsRtlAllocatePoolWithQuotaTag(_In_ POOL_TYPE PoolType, _In_ SIZE_T NumberOfBytes,
                                          _In_ ULONG Tag);
BOOLEAN NTAPI FsRtlIsTotalDeviceFailure(_In_ NTSTATUS Status);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI FsRtlGetFileSize(_In_ PFILE_OBJECT FileObject, _Out_ PLARGE_INTEGER FileSize);
NTSTATUS NTAPI FsRtlCancellableWaitForSingleObject(_In_ PVOID Object,
                                                   _In_opt_ PLARGE_INTEGER Timeout,
                                                   _In_opt_ PIRP Irp);
NTSTATUS NTAPI FsRtlCancellableWaitForMultipleObjects(_In_ ULONG Count, _In_ PVOID ObjectArray[],
                                                      _In_ WAIT_TYPE WaitType,
                                                      _In_opt_ PLARGE_INTEGER Timeout,
                                                      _In_opt_ PKWAIT_BLOCK WaitBlockArray,
                                                      _In_opt_ PIRP Irp);

#ifdef __cplusplus
}
#endif

#endif
