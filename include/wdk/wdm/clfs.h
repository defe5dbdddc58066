/*
 * wdk/wdm/clfs.h - the common log file system
 */
#ifndef _WDM_CLFS_H_
#define _WDM_CLFS_H_

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Log sequence numbers */
typedef ULONG CLFS_CONTAINER_ID, *PCLFS_CONTAINER_ID, **PPCLFS_CONTAINER_ID;
typedef union _CLS_LSN {
    struct {
        ULONG idxRecord;
        CLFS_CONTAINER_ID cidContainer;
    } offset;
    ULONGLONG ullOffset;
} CLFS_LSN, *PCLFS_LSN, CLS_LSN, *PCLS_LSN;

typedef UCHAR CLFS_RECORD_TYPE, *PCLFS_RECORD_TYPE, CLS_RECORD_TYPE;
typedef ULONG CLFS_CLIENT_ID, *PCLFS_CLIENT_ID;
typedef UCHAR CLFS_SCAN_MODE, *PCLFS_SCAN_MODE;
typedef ULONG CLFS_CONTAINER_STATE, *PCLFS_CONTAINER_STATE;
typedef PVOID CLFS_MGMT_CLIENT, *PCLFS_MGMT_CLIENT;
typedef FILE_OBJECT LOG_FILE_OBJECT, *PLOG_FILE_OBJECT, **PPLOG_FILE_OBJECT;
#define CLFS_FLAG_NO_FLAGS 0x00000000
#define CLFS_FLAG_FORCE_APPEND 0x00000001
#define CLFS_FLAG_FORCE_FLUSH 0x00000002
#define CLFS_FLAG_USE_RESERVATION 0x00000004
#define CLFS_SCAN_INIT ((CLFS_SCAN_MODE)0x01)
#define CLFS_SCAN_FORWARD ((CLFS_SCAN_MODE)0x02)
#define CLFS_SCAN_BACKWARD ((CLFS_SCAN_MODE)0x04)
#define CLFS_SCAN_CLOSE ((CLFS_SCAN_MODE)0x08)
#define CLFS_SCAN_INITIALIZED ((CLFS_SCAN_MODE)0x10)
#define CLFS_SCAN_BUFFERED ((CLFS_SCAN_MODE)0x20)
#define ClfsNullRecord ((CLFS_RECORD_TYPE)0x00)
#define ClfsDataRecord ((CLFS_RECORD_TYPE)0x01)
#define ClfsRestartRecord ((CLFS_RECORD_TYPE)0x02)
#define ClfsClientRecord ((CLFS_RECORD_TYPE)0x03)

typedef enum _CLFS_CONTEXT_MODE {
    ClfsContextNone = 0x00,
    ClfsContextUndoNext,
    ClfsContextPrevious,
    ClfsContextForward
} CLFS_CONTEXT_MODE,
    *PCLFS_CONTEXT_MODE;

typedef enum _CLS_LOG_INFORMATION_CLASS {
    ClfsLogBasicInformation = 0x00,
    ClfsLogBasicInformationPhysical,
    ClfsLogPhysicalNameInformation,
    ClfsLogStreamIdentifierInformation,
    ClfsLogSystemMarkingInformation,
    ClfsLogPhysicalLsnInformation
} CLS_LOG_INFORMATION_CLASS,
    *PCLS_LOG_INFORMATION_CLASS, CLFS_LOG_INFORMATION_CLASS, *PCLFS_LOG_INFORMATION_CLASS;

typedef enum _CLFS_IOSTATS_CLASS {
    ClfsIoStatsDefault = 0x0000,
    ClfsIoStatsMax = 0xFFFF
} CLFS_IOSTATS_CLASS,
    *PCLFS_IOSTATS_CLASS;

/* Information */
typedef struct _CLS_INFORMATION {
    LONGLONG TotalAvailable;
    LONGLONG CurrentAvailable;
    LONGLONG TotalReservation;
    ULONGLONG BaseFileSize;
    ULONGLONG ContainerSize;
    ULONG TotalContainers;
    ULONG FreeContainers;
    ULONG TotalClients;
    ULONG Attributes;
    ULONG FlushThreshold;
    ULONG SectorSize;
    CLS_LSN MinArchiveTailLsn;
    CLS_LSN BaseLsn;
    CLS_LSN LastFlushedLsn;
    CLS_LSN LastLsn;
    CLS_LSN RestartLsn;
    GUID Identity;
} CLS_INFORMATION, *PCLS_INFORMATION, CLFS_INFORMATION, *PCLFS_INFORMATION;

typedef struct _CLFS_LOG_NAME_INFORMATION {
    USHORT NameLengthInBytes;
    WCHAR Name[1];
} CLFS_LOG_NAME_INFORMATION, *PCLFS_LOG_NAME_INFORMATION;

typedef struct _CLFS_STREAM_ID_INFORMATION {
    UCHAR StreamIdentifier;
} CLFS_STREAM_ID_INFORMATION, *PCLFS_STREAM_ID_INFORMATION;

#define CLFS_MAX_CONTAINER_INFO 256
typedef struct _CLS_CONTAINER_INFORMATION {
    ULONG FileAttributes;
    ULONGLONG CreationTime;
    ULONGLONG LastAccessTime;
    ULONGLONG LastWriteTime;
    LONGLONG ContainerSize;
    ULONG FileNameActualLength;
    ULONG FileNameLength;
    WCHAR FileName[CLFS_MAX_CONTAINER_INFO];
    CLFS_CONTAINER_STATE State;
    CLFS_CONTAINER_ID PhysicalContainerId;
    CLFS_CONTAINER_ID LogicalContainerId;
} CLS_CONTAINER_INFORMATION, *PCLS_CONTAINER_INFORMATION, CLFS_CONTAINER_INFORMATION,
    *PCLFS_CONTAINER_INFORMATION;

typedef struct _CLFS_NODE_ID {
    ULONG cType;
    ULONG cbNode;
} CLFS_NODE_ID, *PCLFS_NODE_ID;

typedef struct _CLS_SCAN_CONTEXT {
    CLFS_NODE_ID cidNode;
    PLOG_FILE_OBJECT plfoLog;
    DECLSPEC_ALIGN(8) ULONG cIndex;
    DECLSPEC_ALIGN(8) ULONG cContainers;
    DECLSPEC_ALIGN(8) ULONG cContainersReturned;
    DECLSPEC_ALIGN(8) CLFS_SCAN_MODE eScanMode;
    DECLSPEC_ALIGN(8) PCLS_CONTAINER_INFORMATION pinfoContainer;
} CLS_SCAN_CONTEXT, *PCLS_SCAN_CONTEXT, CLFS_SCAN_CONTEXT, *PCLFS_SCAN_CONTEXT;

typedef struct _CLS_WRITE_ENTRY {
    PVOID Buffer;
    ULONG ByteLength;
} CLS_WRITE_ENTRY, *PCLS_WRITE_ENTRY, CLFS_WRITE_ENTRY, *PCLFS_WRITE_ENTRY;

typedef struct _CLS_IO_STATISTICS_HEADER {
    UCHAR ubMajorVersion;
    UCHAR ubMinorVersion;
    CLFS_IOSTATS_CLASS eStatsClass;
    USHORT cbLength;
    ULONG coffData;
} CLS_IO_STATISTICS_HEADER, *PCLS_IO_STATISTICS_HEADER;

typedef struct _CLS_IO_STATISTICS {
    CLS_IO_STATISTICS_HEADER hdrIoStats;
    ULONGLONG cFlush;
    ULONGLONG cbFlush;
    ULONGLONG cMetaFlush;
    ULONGLONG cbMetaFlush;
} CLS_IO_STATISTICS, *PCLS_IO_STATISTICS, CLFS_IO_STATISTICS, *PCLFS_IO_STATISTICS;

/* Management */
typedef enum _CLFS_MGMT_POLICY_TYPE {
    ClfsMgmtPolicyMaximumSize = 0x0,
    ClfsMgmtPolicyMinimumSize,
    ClfsMgmtPolicyNewContainerSize,
    ClfsMgmtPolicyGrowthRate,
    ClfsMgmtPolicyLogTail,
    ClfsMgmtPolicyAutoShrink,
    ClfsMgmtPolicyAutoGrow,
    ClfsMgmtPolicyNewContainerPrefix,
    ClfsMgmtPolicyNewContainerSuffix,
    ClfsMgmtPolicyNewContainerExtension,
    ClfsMgmtPolicyInvalid
} CLFS_MGMT_POLICY_TYPE,
    *PCLFS_MGMT_POLICY_TYPE;
#define CLFS_MGMT_POLICY_VERSION (0x01)
#define CLFS_MGMT_CLIENT_REGISTRATION_VERSION (0x1)

typedef struct _CLFS_MGMT_POLICY {
    ULONG Version;
    ULONG LengthInBytes;
    ULONG PolicyFlags;
    CLFS_MGMT_POLICY_TYPE PolicyType;
    union {
        struct {
            ULONG Containers;
        } MaximumSize;
        struct {
            ULONG Containers;
        } MinimumSize;
        struct {
            ULONG SizeInBytes;
        } NewContainerSize;
        struct {
            ULONG AbsoluteGrowthInContainers;
            ULONG RelativeGrowthPercentage;
        } GrowthRate;
        struct {
            ULONG MinimumAvailablePercentage;
            ULONG MinimumAvailableContainers;
        } LogTail;
        struct {
            ULONG Percentage;
        } AutoShrink;
        struct {
            ULONG Enabled;
        } AutoGrow;
        struct {
            USHORT PrefixLengthInBytes;
            WCHAR PrefixString[1];
        } NewContainerPrefix;
        struct {
            ULONGLONG NextContainerSuffix;
        } NewContainerSuffix;
        struct {
            USHORT ExtensionLengthInBytes;
            WCHAR ExtensionString[1];
        } NewContainerExtension;
    } PolicyParameters;
} CLFS_MGMT_POLICY, *PCLFS_MGMT_POLICY;

typedef NTSTATUS(NTAPI *PCLFS_CLIENT_ADVANCE_TAIL_CALLBACK)(_In_ PLOG_FILE_OBJECT LogFile,
                                                            _In_ PCLFS_LSN TargetLsn,
                                                            _In_ PVOID ClientData);
typedef VOID(NTAPI *PCLFS_CLIENT_LFF_HANDLER_COMPLETE_CALLBACK)(_In_ PLOG_FILE_OBJECT LogFile,
                                                                _In_ NTSTATUS OperationStatus,
                                                                _In_ BOOLEAN LogIsPinned,
                                                                _In_ PVOID ClientData);
typedef VOID(NTAPI *PCLFS_CLIENT_LOG_UNPINNED_CALLBACK)(_In_ PLOG_FILE_OBJECT LogFile,
                                                        _In_ PVOID ClientData);
typedef VOID(NTAPI *PCLFS_SET_LOG_SIZE_COMPLETE_CALLBACK)(_In_ PLOG_FILE_OBJECT LogFile,
                                                          _In_ NTSTATUS OperationStatus,
                                                          _In_ PVOID ClientData);

typedef struct _CLFS_MGMT_CLIENT_REGISTRATION {
    ULONG Version;
    PCLFS_CLIENT_ADVANCE_TAIL_CALLBACK AdvanceTailCallback;
    PVOID AdvanceTailCallbackData;
    PCLFS_CLIENT_LFF_HANDLER_COMPLETE_CALLBACK LogGrowthCompleteCallback;
    PVOID LogGrowthCompleteCallbackData;
    PCLFS_CLIENT_LOG_UNPINNED_CALLBACK LogUnpinnedCallback;
    PVOID LogUnpinnedCallbackData;
} CLFS_MGMT_CLIENT_REGISTRATION, *PCLFS_MGMT_CLIENT_REGISTRATION;

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsMgmtRegisterManagedClient(_In_ PLOG_FILE_OBJECT LogFile,
                                             _In_ PCLFS_MGMT_CLIENT_REGISTRATION RegistrationData,
                                             PCLFS_MGMT_CLIENT ClientCookie);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsMgmtDeregisterManagedClient(CLFS_MGMT_CLIENT ClientCookie);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsMgmtTailAdvanceFailure(_In_ CLFS_MGMT_CLIENT Client, _In_ NTSTATUS Reason);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsMgmtHandleLogFileFull(_In_ CLFS_MGMT_CLIENT Client);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsMgmtInstallPolicy(_In_ PLOG_FILE_OBJECT LogFile, _In_ PCLFS_MGMT_POLICY Policy,
                                     _In_ ULONG PolicyLength);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsMgmtQueryPolicy(_In_ PLOG_FILE_OBJECT LogFile,
                                   _In_ CLFS_MGMT_POLICY_TYPE PolicyType,
                                   _Out_ PCLFS_MGMT_POLICY Policy, _Out_ PULONG PolicyLength);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsMgmtRemovePolicy(_In_ PLOG_FILE_OBJECT LogFile,
                                    _In_ CLFS_MGMT_POLICY_TYPE PolicyType);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsMgmtSetLogFileSize(
    _In_ PLOG_FILE_OBJECT LogFile, _In_ PULONGLONG NewSizeInContainers,
    _Out_ PULONGLONG ResultingSizeInContainers,
    _In_opt_ PCLFS_SET_LOG_SIZE_COMPLETE_CALLBACK CompletionRoutine,
    _In_opt_ PVOID CompletionRoutineData);
NTSTATUS NTAPI ClfsMgmtSetLogFileSizeAsClient(
    _In_ PLOG_FILE_OBJECT LogFile, _In_opt_ PCLFS_MGMT_CLIENT ClientCookie,
    _In_ PULONGLONG NewSizeInContainers, _Out_opt_ PULONGLONG ResultingSizeInContainers,
    _In_opt_ PCLFS_SET_LOG_SIZE_COMPLETE_CALLBACK CompletionRoutine,
    _In_opt_ PVOID CompletionRoutineData);

/* Log files */
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsCreateLogFile(_Out_ PPLOG_FILE_OBJECT pplfoLog,
                                 _In_ PUNICODE_STRING puszLogFileName,
                                 _In_ ACCESS_MASK fDesiredAccess, _In_ ULONG dwShareMode,
                                 _In_opt_ PSECURITY_DESCRIPTOR psdLogFile,
                                 _In_ ULONG fCreateDisposition, _In_ ULONG fCreateOptions,
                                 _In_ ULONG fFlagsAndAttributes, _In_ ULONG fLogOptionFlag,
                                 _In_opt_ PVOID pvContext, _In_ ULONG cbContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsDeleteLogByPointer(_In_ PLOG_FILE_OBJECT plfoLog);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsDeleteLogFile(_In_ PUNICODE_STRING puszLogFileName, PVOID pvReserved,
                                 _In_ ULONG fLogOptionFlag, _In_opt_ PVOID pvContext,
                                 _In_ ULONG cbContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsCloseLogFileObject(_In_ PLOG_FILE_OBJECT plfoLog);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsCloseAndResetLogFile(_In_ PLOG_FILE_OBJECT plfoLog);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsAddLogContainer(_In_ PLOG_FILE_OBJECT plfoLog, _In_ PULONGLONG pcbContainer,
                                   _In_ PUNICODE_STRING puszContainerPath);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsAddLogContainerSet(_In_ PLOG_FILE_OBJECT plfoLog, _In_ USHORT cContainers,
                                      _In_opt_ PULONGLONG pcbContainer,
                                      _In_ PUNICODE_STRING rguszContainerPath);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsRemoveLogContainer(_In_ PLOG_FILE_OBJECT plfoLog,
                                      _In_ PUNICODE_STRING puszContainerPath, _In_ BOOLEAN fForce);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsRemoveLogContainerSet(_In_ PLOG_FILE_OBJECT plfoLog, _In_ USHORT cContainers,
                                         _In_ PUNICODE_STRING rgwszContainerPath,
                                         _In_ BOOLEAN fForce);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsSetArchiveTail(_In_ PLOG_FILE_OBJECT plfoLog, _In_ PCLFS_LSN plsnArchiveTail);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsSetEndOfLog(_In_ PLOG_FILE_OBJECT plfoLog, _In_ PCLFS_LSN plsnEnd);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsCreateScanContext(_In_ PLOG_FILE_OBJECT plfoLog, _In_ ULONG cFromContainer,
                                     _In_ ULONG cContainers, _In_ CLFS_SCAN_MODE eScanMode,
                                     _Inout_ PCLFS_SCAN_CONTEXT pcxScan);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsScanLogContainers(_Inout_ PCLFS_SCAN_CONTEXT pcxScan,
                                     _In_ CLFS_SCAN_MODE eScanMode);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsGetContainerName(_In_ PLOG_FILE_OBJECT plfoLog,
                                    _In_ CLFS_CONTAINER_ID cidLogicalContainer,
                                    _Out_ PUNICODE_STRING puszContainerName,
                                    _Out_opt_ PULONG pcActualLenContainerName);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsQueryLogFileInformation(_In_ PLOG_FILE_OBJECT plfoLog,
                                           _In_ CLFS_LOG_INFORMATION_CLASS eInformationClass,
                                           PVOID pinfoInputBuffer, ULONG cbinfoInputBuffer,
                                           _Out_ PVOID pinfoBuffer, PULONG pcbInfoBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsSetLogFileInformation(_In_ PLOG_FILE_OBJECT plfoLog,
                                         _In_ CLFS_LOG_INFORMATION_CLASS eInformationClass,
                                         _In_ PVOID pinfoBuffer, _In_ ULONG cbBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsGetIoStatistics(_In_ PLOG_FILE_OBJECT plfoLog, _Inout_ PVOID pvStatsBuffer,
                                   _In_ ULONG cbStatsBuffer, _In_ CLFS_IOSTATS_CLASS eStatsClass,
                                   _Out_opt_ PULONG pcbStatsWritten);

/* Records */
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsCreateMarshallingArea(_In_ PLOG_FILE_OBJECT plfoLog, _In_ POOL_TYPE ePoolType,
                                         _In_opt_ PALLOCATE_FUNCTION pfnAllocBuffer,
                                         _In_opt_ PFREE_FUNCTION pfnFreeBuffer,
                                         _In_ ULONG cbMarshallingBuffer,
                                         _In_ ULONG cMaxWriteBuffers, _In_ ULONG cMaxReadBuffers,
                                         _Out_ PVOID *ppvMarshalContext);
NTSTATUS NTAPI ClfsCreateMarshallingAreaEx(PLOG_FILE_OBJECT plfoLog, POOL_TYPE ePoolType,
                                           PALLOCATE_FUNCTION pfnAllocBuffer,
                                           PFREE_FUNCTION pfnFreeBuffer, ULONG cbMarshallingBuffer,
                                           ULONG cMaxWriteBuffers, ULONG cMaxReadBuffers,
                                           ULONG cAlignmentSize, ULONGLONG fFlags,
                                           PVOID *ppvMarshalContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsDeleteMarshallingArea(_In_ PVOID pvMarshalContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsReserveAndAppendLog(_In_ PVOID pvMarshalContext,
                                       _In_opt_ PCLFS_WRITE_ENTRY rgWriteEntries,
                                       _In_ ULONG cWriteEntries, _In_opt_ PCLFS_LSN plsnUndoNext,
                                       _In_opt_ PCLFS_LSN plsnPrevious, _In_ ULONG cReserveRecords,
                                       _Inout_ PLONGLONG rgcbReservation, _In_ ULONG fFlags,
                                       _Out_opt_ PCLFS_LSN plsn);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsReserveAndAppendLogAligned(_In_ PVOID pvMarshalContext,
                                              _In_opt_ PCLFS_WRITE_ENTRY rgWriteEntries,
                                              _In_ ULONG cWriteEntries, _In_ ULONG cbEntryAlignment,
                                              _In_opt_ PCLFS_LSN plsnUndoNext,
                                              _In_opt_ PCLFS_LSN plsnPrevious,
                                              _In_ ULONG cReserveRecords,
                                              _Inout_ PLONGLONG rgcbReservation, _In_ ULONG fFlags,
                                              _Out_opt_ PCLFS_LSN plsn);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsAlignReservedLog(_In_ PVOID pvMarshalContext, _In_ ULONG cRecords,
                                    _In_ LONGLONG *rgcbReservation,
                                    _Out_ PLONGLONG pcbAlignReservation);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsAllocReservedLog(_In_ PVOID pvMarshalContext, _In_ ULONG cRecords,
                                    _In_ PLONGLONG pcbAdjustment);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsFlushBuffers(_In_ PVOID pvMarshalContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsFlushToLsn(_In_ PVOID pvMarshalContext, _In_ PCLFS_LSN plsnFlush,
                              _Out_opt_ PCLFS_LSN plsnLastFlushed);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsReadLogRecord(_In_ PVOID pvMarshalContext, _Inout_ PCLFS_LSN plsnFirst,
                                 _In_ CLFS_CONTEXT_MODE peContextMode, _Out_ PVOID *ppvReadBuffer,
                                 _Out_ PULONG pcbReadBuffer, _Out_ PCLFS_RECORD_TYPE peRecordType,
                                 _Out_ PCLFS_LSN plsnUndoNext, _Out_ PCLFS_LSN plsnPrevious,
                                 _Out_ PVOID *ppvReadContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsReadNextLogRecord(_Inout_ PVOID pvReadContext, _Out_ PVOID *ppvBuffer,
                                     _Out_ PULONG pcbBuffer, _Inout_ PCLFS_RECORD_TYPE peRecordType,
                                     _In_opt_ PCLFS_LSN plsnUser, _Out_ PCLFS_LSN plsnUndoNext,
                                     _Out_ PCLFS_LSN plsnPrevious, _Out_ PCLFS_LSN plsnRecord);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsTerminateReadLog(_In_ PVOID pvCursorContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsReadRestartArea(_Inout_ PVOID pvMarshalContext, _Out_ PVOID *ppvRestartBuffer,
                                   _Out_ PULONG pcbRestartBuffer, _Out_ PCLFS_LSN plsn,
                                   _Out_ PVOID *ppvReadContext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsReadPreviousRestartArea(_In_ PVOID pvReadContext, _Out_ PVOID *ppvRestartBuffer,
                                           _Out_ PULONG pcbRestartBuffer,
                                           _Out_ PCLFS_LSN plsnRestart);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsWriteRestartArea(_Inout_ PVOID pvMarshalContext, _In_ PVOID pvRestartBuffer,
                                    _In_ ULONG cbRestartBuffer, _In_opt_ PCLFS_LSN plsnBase,
                                    _In_ ULONG fFlags, _Out_opt_ PULONG pcbWritten,
                                    _Out_opt_ PCLFS_LSN plsnNext);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ClfsAdvanceLogBase(_Inout_ PVOID pvMarshalContext, _In_ PCLFS_LSN plsnBase,
                                  _In_ ULONG fFlags);

/* Parts of a log sequence number */
CLFS_LSN NTAPI ClfsLsnCreate(_In_ CLFS_CONTAINER_ID cidContainer, _In_ ULONG offBlock,
                             _In_ ULONG cRecord);
CLFS_CONTAINER_ID NTAPI ClfsLsnContainer(_In_ const CLFS_LSN *plsn);
ULONG NTAPI ClfsLsnBlockOffset(_In_ const CLFS_LSN *plsn);
ULONG NTAPI ClfsLsnRecordSequence(_In_ const CLFS_LSN *plsn);
BOOLEAN NTAPI ClfsLsnEqual(_In_ const CLFS_LSN *plsn1, _In_ const CLFS_LSN *plsn2);
BOOLEAN NTAPI ClfsLsnLess(_In_ const CLFS_LSN *plsn1, _In_ const CLFS_LSN *plsn2);
BOOLEAN NTAPI ClfsLsnGreater(_In_ const CLFS_LSN *plsn1, _In_ const CLFS_LSN *plsn2);
BOOLEAN NTAPI ClfsLsnNull(_In_ const CLFS_LSN *plsn);

#ifdef __cplusplus
}
#endif

#endif
