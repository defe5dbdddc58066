/*
 * wdk/wdm/wmi.h - WMI providers and clients in the kernel, event tracing, performance counters
 */
#ifndef _WDM_WMI_H_
#define _WDM_WMI_H_

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Providers */
#define WMIREG_ACTION_REGISTER 1
#define WMIREG_ACTION_DEREGISTER 2
#define WMIREG_ACTION_REREGISTER 3
#define WMIREG_ACTION_UPDATE_GUIDS 4
#define WMIREG_ACTION_BLOCK_IRPS 5
#define WMIREGISTER 0
#define WMIUPDATE 1
#define WMIGUID_QUERY 0x0001
#define WMIGUID_SET 0x0002
#define WMIGUID_NOTIFICATION 0x0004
#define WMIGUID_READ_DESCRIPTION 0x0008
#define WMIGUID_EXECUTE 0x0010

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoWMIRegistrationControl(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG Action);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoWMIAllocateInstanceIds(_In_ GUID *Guid, _In_ ULONG InstanceCount,
                                        _Out_ ULONG *FirstInstanceId);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMISuggestInstanceName(_In_opt_ PDEVICE_OBJECT PhysicalDeviceObject,
                                        _In_opt_ PUNICODE_STRING SymbolicLinkName,
                                        _In_ BOOLEAN CombineNames,
                                        _Out_ PUNICODE_STRING SuggestedInstanceName);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIWriteEvent(_Inout_ PVOID WnodeEventItem);
_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG NTAPI IoWMIDeviceObjectToProviderId(_In_ PDEVICE_OBJECT DeviceObject);

/* Clients */
typedef VOID (NTAPI *WMI_NOTIFICATION_CALLBACK)(PVOID Wnode, PVOID Context);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIOpenBlock(_In_ GUID *Guid, _In_ ULONG DesiredAccess,
                              _Out_ PVOID *DataBlockObject);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIQueryAllData(_In_ PVOID DataBlockObject, _Inout_ PULONG InOutBufferSize,
                                 _Out_opt_ PVOID OutBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIQueryAllDataMultiple(_In_ PVOID *DataBlockObjectList, _In_ ULONG ObjectCount,
                                         _Inout_ PULONG InOutBufferSize, _Out_opt_ PVOID OutBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIQuerySingleInstance(_In_ PVOID DataBlockObject,
                                        _In_ PUNICODE_STRING InstanceName,
                                        _Inout_ PULONG InOutBufferSize, _Out_opt_ PVOID OutBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIQuerySingleInstanceMultiple(_In_ PVOID *DataBlockObjectList,
                                                _In_ PUNICODE_STRING InstanceNames,
                                                _In_ ULONG ObjectCount,
                                                _Inout_ PULONG InOutBufferSize,
                                                _Out_opt_ PVOID OutBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMISetSingleInstance(_In_ PVOID DataBlockObject, _In_ PUNICODE_STRING InstanceName,
                                      _In_ ULONG Version, _In_ ULONG ValueBufferSize,
                                      _In_ PVOID ValueBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMISetSingleItem(_In_ PVOID DataBlockObject, _In_ PUNICODE_STRING InstanceName,
                                  _In_ ULONG DataItemId, _In_ ULONG Version,
                                  _In_ ULONG ValueBufferSize, _In_ PVOID ValueBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMISetNotificationCallback(_Inout_ PVOID Object,
                                            _In_ WMI_NOTIFICATION_CALLBACK Callback,
                                            _In_opt_ PVOID Context);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIExecuteMethod(_In_ PVOID DataBlockObject, _In_ PUNICODE_STRING InstanceName,
                                  _In_ ULONG MethodId, _In_ ULONG InBufferSize,
                                  _Inout_ PULONG OutBufferSize, _Inout_ PUCHAR InOutBuffer);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIHandleToInstanceName(_In_ PVOID DataBlockObject, _In_ HANDLE FileHandle,
                                         _Out_ PUNICODE_STRING InstanceName);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoWMIDeviceObjectToInstanceName(_In_ PVOID DataBlockObject,
                                               _In_ PDEVICE_OBJECT DeviceObject,
                                               _Out_ PUNICODE_STRING InstanceName);

/* Software tracing */
typedef enum _TRACE_INFORMATION_CLASS {
    TraceIdClass,
    TraceHandleClass,
    TraceEnableFlagsClass,
    TraceEnableLevelClass,
    GlobalLoggerHandleClass,
    EventLoggerHandleClass,
    AllLoggerHandlesClass,
    TraceHandleByNameClass,
    LoggerEventsLostClass,
    TraceSessionSettingsClass,
    LoggerEventsLoggedClass,
    DiskIoNotifyRoutinesClass,
    TraceInformationClassReserved1,
    FltIoNotifyRoutinesClass,
    TraceInformationClassReserved2,
    WdfNotifyRoutinesClass,
    MaxTraceInformationClass
} TRACE_INFORMATION_CLASS;
typedef ULONG64 TRACEHANDLE, *PTRACEHANDLE;
NTSTATUS NTAPI WmiQueryTraceInformation(_In_ TRACE_INFORMATION_CLASS TraceInformationClass,
                                        _Out_ PVOID TraceInformation,
                                        _In_ ULONG TraceInformationLength,
                                        _Out_opt_ PULONG RequiredLength, _In_opt_ PVOID Buffer);
NTSTATUS NTAPI WmiTraceMessage(_In_ TRACEHANDLE LoggerHandle, _In_ ULONG MessageFlags,
                               _In_ LPGUID MessageGuid, _In_ USHORT MessageNumber, ...);
NTSTATUS NTAPI WmiTraceMessageVa(_In_ TRACEHANDLE LoggerHandle, _In_ ULONG MessageFlags,
                                 _In_ LPGUID MessageGuid, _In_ USHORT MessageNumber,
                                 _In_ va_list MessageArgList);

/* Event tracing */
typedef ULONGLONG REGHANDLE, *PREGHANDLE;

typedef struct _EVENT_DESCRIPTOR {
    USHORT Id;
    UCHAR Version;
    UCHAR Channel;
    UCHAR Level;
    UCHAR Opcode;
    USHORT Task;
    ULONGLONG Keyword;
} EVENT_DESCRIPTOR, *PEVENT_DESCRIPTOR;
typedef const EVENT_DESCRIPTOR *PCEVENT_DESCRIPTOR;

typedef struct _EVENT_DATA_DESCRIPTOR {
    ULONGLONG Ptr;
    ULONG Size;
    union {
        ULONG Reserved;
        struct {
            UCHAR Type;
            UCHAR Reserved1;
            USHORT Reserved2;
        };
    };
} EVENT_DATA_DESCRIPTOR, *PEVENT_DATA_DESCRIPTOR;

typedef struct _EVENT_FILTER_DESCRIPTOR {
    ULONGLONG Ptr;
    ULONG Size;
    ULONG Type;
} EVENT_FILTER_DESCRIPTOR, *PEVENT_FILTER_DESCRIPTOR;

typedef enum _EVENT_INFO_CLASS {
    EventProviderBinaryTrackInfo,
    EventProviderSetReserved1,
    EventProviderSetTraits,
    EventProviderUseDescriptorType,
    MaxEventInfo
} EVENT_INFO_CLASS;

#define EVENT_ACTIVITY_CTRL_GET_ID 1
#define EVENT_ACTIVITY_CTRL_SET_ID 2
#define EVENT_ACTIVITY_CTRL_CREATE_ID 3
#define EVENT_ACTIVITY_CTRL_GET_SET_ID 4
#define EVENT_ACTIVITY_CTRL_CREATE_SET_ID 5
#define EVENT_WRITE_FLAG_NO_FAULTING 0x00000001
#define EVENT_WRITE_FLAG_INPRIVATE 0x00000002
#define EVENT_CONTROL_CODE_DISABLE_PROVIDER 0
#define EVENT_CONTROL_CODE_ENABLE_PROVIDER 1
#define EVENT_CONTROL_CODE_CAPTURE_STATE 2

WDK_INLINE VOID
EventDataDescCreate(_Out_ PEVENT_DATA_DESCRIPTOR EventDataDescriptor, _In_ const VOID *DataPtr,
                    _In_ ULONG DataSize)
{
    EventDataDescriptor->Ptr = (ULONGLONG)(ULONG_PTR)DataPtr;
    EventDataDescriptor->Size = DataSize;
    EventDataDescriptor->Reserved = 0;
}

typedef VOID NTAPI ETWENABLECALLBACK(_In_ LPCGUID SourceId, _In_ ULONG ControlCode,
                                     _In_ UCHAR Level, _In_ ULONGLONG MatchAnyKeyword,
                                     _In_ ULONGLONG MatchAllKeyword,
                                     _In_opt_ PEVENT_FILTER_DESCRIPTOR FilterData,
                                     _Inout_opt_ PVOID CallbackContext);
typedef ETWENABLECALLBACK *PETWENABLECALLBACK;
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI EtwRegister(_In_ LPCGUID ProviderId, _In_opt_ PETWENABLECALLBACK EnableCallback,
                           _In_opt_ PVOID CallbackContext, _Out_ PREGHANDLE RegHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI EtwUnregister(_In_ REGHANDLE RegHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI EtwSetInformation(_In_ REGHANDLE RegHandle, _In_ EVENT_INFO_CLASS InformationClass,
                                 _In_opt_ PVOID EventInformation, _In_ ULONG InformationLength);
BOOLEAN NTAPI EtwEventEnabled(_In_ REGHANDLE RegHandle, _In_ PCEVENT_DESCRIPTOR EventDescriptor);
BOOLEAN NTAPI EtwProviderEnabled(_In_ REGHANDLE RegHandle, _In_ UCHAR Level,
                                 _In_ ULONGLONG Keyword);
NTSTATUS NTAPI EtwActivityIdControl(_In_ ULONG ControlCode, _Inout_ LPGUID ActivityId);
NTSTATUS NTAPI EtwWrite(_In_ REGHANDLE RegHandle, _In_ PCEVENT_DESCRIPTOR EventDescriptor,
                        _In_opt_ LPCGUID ActivityId, _In_ ULONG UserDataCount,
                        _In_opt_ PEVENT_DATA_DESCRIPTOR UserData);
NTSTATUS NTAPI EtwWriteEx(_In_ REGHANDLE RegHandle, _In_ PCEVENT_DESCRIPTOR EventDescriptor,
                          _In_ ULONG64 Filter, _In_ ULONG Flags, _In_opt_ LPCGUID ActivityId,
                          _In_opt_ LPCGUID RelatedActivityId, _In_ ULONG UserDataCount,
                          _In_opt_ PEVENT_DATA_DESCRIPTOR UserData);
NTSTATUS NTAPI EtwWriteString(_In_ REGHANDLE RegHandle, _In_ UCHAR Level, _In_ ULONGLONG Keyword,
                              _In_opt_ LPCGUID ActivityId, _In_ PCWSTR String);
NTSTATUS NTAPI EtwWriteTransfer(_In_ REGHANDLE RegHandle, _In_ PCEVENT_DESCRIPTOR EventDescriptor,
                                _In_opt_ LPCGUID ActivityId, _In_opt_ LPCGUID RelatedActivityId,
                                _In_ ULONG UserDataCount, _In_opt_ PEVENT_DATA_DESCRIPTOR UserData);
NTSTATUS NTAPI SeEtwWriteKMCveEvent(_In_ PCUNICODE_STRING CveId,
                                    _In_opt_ PCUNICODE_STRING AdditionalDetails);

/* Performance counters */
#define PCW_VERSION_1 0x0100
#define PCW_VERSION_2 0x0200
#define PCW_CURRENT_VERSION PCW_VERSION_1
typedef struct _PCW_INSTANCE *PPCW_INSTANCE;
typedef struct _PCW_REGISTRATION *PPCW_REGISTRATION;
typedef struct _PCW_BUFFER *PPCW_BUFFER;

typedef enum _PCW_CALLBACK_TYPE {
    PcwCallbackAddCounter = 0,
    PcwCallbackRemoveCounter,
    PcwCallbackEnumerateInstances,
    PcwCallbackCollectData
} PCW_CALLBACK_TYPE,
    *PPCW_CALLBACK_TYPE;

typedef struct _PCW_DATA {
    const VOID *Data;
    ULONG Size;
} PCW_DATA, *PPCW_DATA;

typedef struct _PCW_COUNTER_DESCRIPTOR {
    USHORT Id;
    USHORT StructIndex;
    USHORT Offset;
    USHORT Size;
} PCW_COUNTER_DESCRIPTOR, *PPCW_COUNTER_DESCRIPTOR;

typedef struct _PCW_COUNTER_INFORMATION {
    ULONG64 CounterMask;
    PCUNICODE_STRING InstanceMask;
} PCW_COUNTER_INFORMATION, *PPCW_COUNTER_INFORMATION;

typedef struct _PCW_MASK_INFORMATION {
    ULONG64 CounterMask;
    PCUNICODE_STRING InstanceMask;
    ULONG InstanceId;
    BOOLEAN CollectMultiple;
    PPCW_BUFFER Buffer;
    PKEVENT CancelEvent;
} PCW_MASK_INFORMATION, *PPCW_MASK_INFORMATION;

typedef union _PCW_CALLBACK_INFORMATION {
    PCW_COUNTER_INFORMATION AddCounter;
    PCW_COUNTER_INFORMATION RemoveCounter;
    PCW_MASK_INFORMATION EnumerateInstances;
    PCW_MASK_INFORMATION CollectData;
} PCW_CALLBACK_INFORMATION, *PPCW_CALLBACK_INFORMATION;

typedef NTSTATUS NTAPI PCW_CALLBACK(_In_ PCW_CALLBACK_TYPE Type,
                                    _In_ PPCW_CALLBACK_INFORMATION Info, _In_opt_ PVOID Context);
typedef PCW_CALLBACK *PPCW_CALLBACK;

typedef struct _PCW_REGISTRATION_INFORMATION {
    ULONG Version;
    PCUNICODE_STRING Name;
    ULONG CounterCount;
    PPCW_COUNTER_DESCRIPTOR Counters;
    PPCW_CALLBACK Callback;
    PVOID CallbackContext;
} PCW_REGISTRATION_INFORMATION, *PPCW_REGISTRATION_INFORMATION;

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PcwRegister(_Outptr_ PPCW_REGISTRATION *Registration,
                           _In_ PPCW_REGISTRATION_INFORMATION Info);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI PcwUnregister(_In_ PPCW_REGISTRATION Registration);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PcwCreateInstance(_Outptr_ PPCW_INSTANCE *Instance,
                                 _In_ PPCW_REGISTRATION Registration, _In_ PCUNICODE_STRING Name,
                                 _In_ ULONG Count, _In_ PPCW_DATA Data);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI PcwCloseInstance(_In_ PPCW_INSTANCE Instance);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PcwAddInstance(_In_ PPCW_BUFFER Buffer, _In_ PCUNICODE_STRING Name, _In_ ULONG Id,
                              _In_ ULONG Count, _In_ PPCW_DATA Data);

#ifdef __cplusplus
}
#endif

#endif
