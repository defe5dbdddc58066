/*
 * wdk/ntddk/ps.h - processes and threads: identities, notifications, silos
 */
#ifndef _NTDDK_PS_H_
#define _NTDDK_PS_H_

#include "../wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Identities, times */
extern PEPROCESS PsInitialSystemProcess;
HANDLE NTAPI PsGetCurrentProcessId(VOID);
HANDLE NTAPI PsGetCurrentThreadId(VOID);
HANDLE NTAPI PsGetProcessId(_In_ PEPROCESS Process);
_IRQL_requires_max_(DISPATCH_LEVEL)
HANDLE NTAPI PsGetThreadId(_In_ PETHREAD Thread);
HANDLE NTAPI PsGetThreadProcessId(PETHREAD Thread);
PEPROCESS NTAPI PsGetThreadProcess(_In_ PETHREAD Thread);
LONGLONG NTAPI PsGetProcessCreateTimeQuadPart(_In_ PEPROCESS Process);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PsGetProcessExitStatus(_In_ PEPROCESS Process);
_IRQL_requires_max_(DISPATCH_LEVEL)
ULONGLONG NTAPI PsGetProcessStartKey(_In_ PEPROCESS Process);
LONGLONG NTAPI PsGetThreadCreateTime(_In_ PETHREAD Thread);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PsGetThreadExitStatus(_In_ PETHREAD Thread);
_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG_PTR NTAPI PsGetThreadProperty(PETHREAD Thread, ULONG_PTR Key, ULONG Flags);
PVOID NTAPI PsGetCurrentThreadTeb(VOID);

/* Notifications */
typedef struct _PS_CREATE_NOTIFY_INFO {
    SIZE_T Size;
    union {
        ULONG Flags;
        struct {
            ULONG FileOpenNameAvailable : 1;
            ULONG IsSubsystemProcess : 1;
            ULONG Reserved : 30;
        };
    };
    HANDLE ParentProcessId;
    CLIENT_ID CreatingThreadId;
    struct _FILE_OBJECT *FileObject;
    PCUNICODE_STRING ImageFileName;
    PCUNICODE_STRING CommandLine;
    NTSTATUS CreationStatus;
} PS_CREATE_NOTIFY_INFO, *PPS_CREATE_NOTIFY_INFO;

typedef VOID NTAPI CREATE_PROCESS_NOTIFY_ROUTINE(_In_ HANDLE ParentId, _In_ HANDLE ProcessId,
                                                 _In_ BOOLEAN Create);
typedef CREATE_PROCESS_NOTIFY_ROUTINE *PCREATE_PROCESS_NOTIFY_ROUTINE;
typedef VOID NTAPI CREATE_PROCESS_NOTIFY_ROUTINE_EX(_Inout_ PEPROCESS Process,
                                                    _In_ HANDLE ProcessId,
                                                    _Inout_opt_ PPS_CREATE_NOTIFY_INFO CreateInfo);
typedef CREATE_PROCESS_NOTIFY_ROUTINE_EX *PCREATE_PROCESS_NOTIFY_ROUTINE_EX;
typedef VOID NTAPI CREATE_THREAD_NOTIFY_ROUTINE(_In_ HANDLE ProcessId, _In_ HANDLE ThreadId,
                                                _In_ BOOLEAN Create);
typedef CREATE_THREAD_NOTIFY_ROUTINE *PCREATE_THREAD_NOTIFY_ROUTINE;

#define IMAGE_ADDRESSING_MODE_32BIT 3
typedef struct _IMAGE_INFO {
    union {
        ULONG Properties;
        struct {
            ULONG ImageAddressingMode : 8;
            ULONG SystemModeImage : 1;
            ULONG ImageMappedToAllPids : 1;
            ULONG ExtendedInfoPresent : 1;
            ULONG MachineTypeMismatch : 1;
            ULONG ImageSignatureLevel : 4;
            ULONG ImageSignatureType : 3;
            ULONG ImagePartialMap : 1;
            ULONG Reserved : 12;
        };
    };
    PVOID ImageBase;
    ULONG ImageSelector;
    SIZE_T ImageSize;
    ULONG ImageSectionNumber;
} IMAGE_INFO, *PIMAGE_INFO;

typedef struct _IMAGE_INFO_EX {
    SIZE_T Size;
    IMAGE_INFO ImageInfo;
    struct _FILE_OBJECT *FileObject;
} IMAGE_INFO_EX, *PIMAGE_INFO_EX;

typedef VOID NTAPI LOAD_IMAGE_NOTIFY_ROUTINE(_In_opt_ PUNICODE_STRING FullImageName,
                                             _In_ HANDLE ProcessId, _In_ PIMAGE_INFO ImageInfo);
typedef LOAD_IMAGE_NOTIFY_ROUTINE *PLOAD_IMAGE_NOTIFY_ROUTINE;
#define PS_IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE 0x1

typedef enum _PSCREATEPROCESSNOTIFYTYPE {
    PsCreateProcessNotifySubsystems = 0
} PSCREATEPROCESSNOTIFYTYPE;
typedef enum _PSCREATETHREADNOTIFYTYPE {
    PsCreateThreadNotifyNonSystem = 0,
    PsCreateThreadNotifySubsystems = 1
} PSCREATETHREADNOTIFYTYPE;

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsSetCreateProcessNotifyRoutine(_In_ PCREATE_PROCESS_NOTIFY_ROUTINE NotifyRoutine,
                                               _In_ BOOLEAN Remove);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsSetCreateProcessNotifyRoutineEx(
    _In_ PCREATE_PROCESS_NOTIFY_ROUTINE_EX NotifyRoutine, _In_ BOOLEAN Remove);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsSetCreateProcessNotifyRoutineEx2(_In_ PSCREATEPROCESSNOTIFYTYPE NotifyType,
                                                  _In_ PVOID NotifyInformation,
                                                  _In_ BOOLEAN Remove);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsSetCreateThreadNotifyRoutine(_In_ PCREATE_THREAD_NOTIFY_ROUTINE NotifyRoutine);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsSetCreateThreadNotifyRoutineEx(_In_ PSCREATETHREADNOTIFYTYPE NotifyType,
                                                _In_ PVOID NotifyInformation);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PsRemoveCreateThreadNotifyRoutine(_In_ PCREATE_THREAD_NOTIFY_ROUTINE NotifyRoutine);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsSetLoadImageNotifyRoutine(_In_ PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsSetLoadImageNotifyRoutineEx(_In_ PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine,
                                             _In_ ULONG_PTR Flags);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PsRemoveLoadImageNotifyRoutine(_In_ PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine);

/* Information about processes and threads */
typedef enum _PROCESSINFOCLASS {
    ProcessBasicInformation = 0,
    ProcessQuotaLimits = 1,
    ProcessIoCounters = 2,
    ProcessVmCounters = 3,
    ProcessTimes = 4,
    ProcessBasePriority = 5,
    ProcessRaisePriority = 6,
    ProcessDebugPort = 7,
    ProcessExceptionPort = 8,
    ProcessAccessToken = 9,
    ProcessDefaultHardErrorMode = 12,
    ProcessWorkingSetWatch = 15,
    ProcessUserModeIOPL = 16,
    ProcessPriorityClass = 18,
    ProcessHandleCount = 20,
    ProcessAffinityMask = 21,
    ProcessPriorityBoost = 22,
    ProcessSessionInformation = 24,
    ProcessWow64Information = 26,
    ProcessImageFileName = 27,
    ProcessBreakOnTermination = 29,
    MaxProcessInfoClass = 117
} PROCESSINFOCLASS;

typedef enum _THREADINFOCLASS {
    ThreadBasicInformation = 0,
    ThreadTimes = 1,
    ThreadPriority = 2,
    ThreadBasePriority = 3,
    ThreadAffinityMask = 4,
    ThreadImpersonationToken = 5,
    ThreadDescriptorTableEntry = 6,
    ThreadEnableAlignmentFaultFixup = 7,
    ThreadEventPair_Reusable = 8,
    ThreadQuerySetWin32StartAddress = 9,
    ThreadZeroTlsCell = 10,
    ThreadPerformanceCount = 11,
    ThreadAmILastThread = 12,
    ThreadIdealProcessor = 13,
    ThreadPriorityBoost = 14,
    ThreadSetTlsArrayAddress = 15,
    ThreadIsIoPending = 16,
    ThreadHideFromDebugger = 17,
    ThreadBreakOnTermination = 18,
    ThreadSwitchLegacyState = 19,
    ThreadIsTerminated = 20,
    ThreadIoPriority = 22,
    ThreadCycleTime = 23,
    ThreadPagePriority = 24,
    ThreadActualBasePriority = 25,
    ThreadGroupInformation = 30,
    ThreadIdealProcessorEx = 33,
    ThreadNameInformation = 38,
    MaxThreadInfoClass = 56
} THREADINFOCLASS;

typedef struct _PROCESS_BASIC_INFORMATION {
    NTSTATUS ExitStatus;
    struct _PEB *PebBaseAddress;
    ULONG_PTR AffinityMask;
    KPRIORITY BasePriority;
    ULONG_PTR UniqueProcessId;
    ULONG_PTR InheritedFromUniqueProcessId;
} PROCESS_BASIC_INFORMATION, *PPROCESS_BASIC_INFORMATION;

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwOpenProcess(_Out_ PHANDLE ProcessHandle, _In_ ACCESS_MASK DesiredAccess,
                             _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                             _In_opt_ PCLIENT_ID ClientId);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenProcess(_Out_ PHANDLE ProcessHandle, _In_ ACCESS_MASK DesiredAccess,
                             _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                             _In_opt_ PCLIENT_ID ClientId);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwTerminateProcess(_In_opt_ HANDLE ProcessHandle, _In_ NTSTATUS ExitStatus);
NTSTATUS NTAPI NtTerminateProcess(_In_opt_ HANDLE ProcessHandle, _In_ NTSTATUS ExitStatus);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetInformationThread(_In_ HANDLE ThreadHandle,
                                      _In_ THREADINFOCLASS ThreadInformationClass,
                                      _In_ PVOID ThreadInformation,
                                      _In_ ULONG ThreadInformationLength);
NTSTATUS NTAPI NtQueryInformationProcess(_In_ HANDLE ProcessHandle,
                                         _In_ PROCESSINFOCLASS ProcessInformationClass,
                                         _Out_ PVOID ProcessInformation,
                                         _In_ ULONG ProcessInformationLength,
                                         _Out_opt_ PULONG ReturnLength);
NTSTATUS NTAPI ZwQueryInformationProcess(_In_ HANDLE ProcessHandle,
                                         _In_ PROCESSINFOCLASS ProcessInformationClass,
                                         _Out_ PVOID ProcessInformation,
                                         _In_ ULONG ProcessInformationLength,
                                         _Out_opt_ PULONG ReturnLength);

/* Silos */
typedef PEJOB PESILO;
typedef VOID NTAPI SILO_CONTEXT_CLEANUP_CALLBACK(_In_ PVOID SiloContext);
typedef SILO_CONTEXT_CLEANUP_CALLBACK *PSILO_CONTEXT_CLEANUP_CALLBACK;
typedef NTSTATUS NTAPI SILO_MONITOR_CREATE_CALLBACK(_In_ PESILO Silo);
typedef SILO_MONITOR_CREATE_CALLBACK *PSILO_MONITOR_CREATE_CALLBACK;
typedef VOID NTAPI SILO_MONITOR_TERMINATE_CALLBACK(_In_ PESILO Silo);
typedef SILO_MONITOR_TERMINATE_CALLBACK *PSILO_MONITOR_TERMINATE_CALLBACK;
#define SILO_MONITOR_REGISTRATION_VERSION (1)
typedef struct _SILO_MONITOR_REGISTRATION {
    UCHAR Version;
    BOOLEAN MonitorHost;
    BOOLEAN MonitorExistingSilos;
    UCHAR Reserved[5];
    union {
        PUNICODE_STRING DriverObjectName;
        PUNICODE_STRING ComponentName;
    };
    PSILO_MONITOR_CREATE_CALLBACK CreateCallback;
    PSILO_MONITOR_TERMINATE_CALLBACK TerminateCallback;
} SILO_MONITOR_REGISTRATION, *PSILO_MONITOR_REGISTRATION;
typedef struct _SILO_MONITOR *PSILO_MONITOR;

NTSTATUS NTAPI PsAllocSiloContextSlot(_In_ ULONG_PTR Reserved, _Out_ ULONG *ReturnedContextSlot);
NTSTATUS NTAPI PsFreeSiloContextSlot(_In_ ULONG ContextSlot);
NTSTATUS NTAPI PsCreateSiloContext(_In_ PESILO Silo, _In_ ULONG Size, _In_ POOL_TYPE PoolType,
                                   _In_opt_ SILO_CONTEXT_CLEANUP_CALLBACK *ContextCleanupCallback,
                                   PVOID *ReturnedSiloContext);
NTSTATUS NTAPI PsInsertSiloContext(_In_ PESILO Silo, _In_ ULONG ContextSlot,
                                   _In_ PVOID SiloContext);
NTSTATUS NTAPI PsReplaceSiloContext(_In_ PESILO Silo, _In_ ULONG ContextSlot,
                                    _In_ PVOID NewSiloContext, PVOID *OldSiloContext);
NTSTATUS NTAPI PsInsertPermanentSiloContext(_In_ PESILO Silo, _In_ ULONG ContextSlot,
                                            _In_ PVOID SiloContext);
NTSTATUS NTAPI PsGetSiloContext(_In_ PESILO Silo, _In_ ULONG ContextSlot,
                                PVOID *ReturnedSiloContext);
NTSTATUS NTAPI PsGetPermanentSiloContext(_In_ PESILO Silo, _In_ ULONG ContextSlot,
                                         PVOID *ReturnedSiloContext);
NTSTATUS NTAPI PsMakeSiloContextPermanent(_In_ PESILO Silo, _In_ ULONG ContextSlot);
NTSTATUS NTAPI PsRemoveSiloContext(_In_ PESILO Silo, _In_ ULONG ContextSlot,
                                   PVOID *RemovedSiloContext);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PsReferenceSiloContext(_In_ PVOID SiloContext);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PsDereferenceSiloContext(_In_ PVOID SiloContext);
NTSTATUS NTAPI PsRegisterSiloMonitor(_In_ PSILO_MONITOR_REGISTRATION Registration,
                                     _Out_ PSILO_MONITOR *ReturnedMonitor);
NTSTATUS NTAPI PsStartSiloMonitor(_In_ PSILO_MONITOR Monitor);
VOID NTAPI PsUnregisterSiloMonitor(_In_ PSILO_MONITOR Monitor);
ULONG NTAPI PsGetSiloMonitorContextSlot(_In_ PSILO_MONITOR Monitor);
PESILO NTAPI PsAttachSiloToCurrentThread(_In_ PESILO Silo);
VOID NTAPI PsDetachSiloFromCurrentThread(_In_ PESILO PreviousSilo);
_IRQL_requires_max_(DISPATCH_LEVEL)
PESILO NTAPI PsGetCurrentSilo(VOID);
_IRQL_requires_max_(DISPATCH_LEVEL)
PESILO NTAPI PsGetCurrentServerSilo(VOID);
PESILO NTAPI PsGetHostSilo(VOID);
PESILO NTAPI PsGetEffectiveServerSilo(_In_ PESILO Silo);
NTSTATUS NTAPI PsGetJobSilo(_In_ PEJOB Job, _Out_ PESILO *Silo);
NTSTATUS NTAPI PsGetJobServerSilo(_In_opt_ PEJOB Job, _Out_ PESILO *ServerSilo);
_IRQL_requires_max_(PASSIVE_LEVEL)
PESILO NTAPI PsGetParentSilo(_In_opt_ PEJOB Job);
_IRQL_requires_max_(DISPATCH_LEVEL)
PESILO NTAPI PsGetThreadServerSilo(_In_ PETHREAD Thread);
_IRQL_requires_max_(PASSIVE_LEVEL)
GUID * NTAPI PsGetSiloContainerId(_In_ PESILO Silo);
_IRQL_requires_max_(PASSIVE_LEVEL)
ULONG NTAPI PsGetServerSiloActiveConsoleId(PESILO Silo);
BOOLEAN NTAPI PsIsHostSilo(_In_ PESILO Silo);
VOID NTAPI PsTerminateServerSilo(_In_ PESILO ServerSilo, NTSTATUS ExitStatus);

#ifdef __cplusplus
}
#endif

#endif
