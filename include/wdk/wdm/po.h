/*
 * wdk/wdm/po.h - power IRPs, idle detection, power settings, power requests, the power framework
 */
#ifndef _WDM_PO_H_
#define _WDM_PO_H_

#include "pnp.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Power IRPs */
typedef VOID NTAPI REQUEST_POWER_COMPLETE(_In_ PDEVICE_OBJECT DeviceObject,
                                          _In_ UCHAR MinorFunction, _In_ POWER_STATE PowerState,
                                          _In_opt_ PVOID Context, _In_ PIO_STATUS_BLOCK IoStatus);
typedef REQUEST_POWER_COMPLETE *PREQUEST_POWER_COMPLETE;
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI PoRequestPowerIrp(_In_ PDEVICE_OBJECT DeviceObject, _In_ UCHAR MinorFunction,
                                 _In_ POWER_STATE PowerState,
                                 _In_opt_ PREQUEST_POWER_COMPLETE CompletionFunction,
                                 _In_opt_ PVOID Context, _Out_ PIRP *Irp);
NTSTATUS NTAPI PoCallDriver(_In_ PDEVICE_OBJECT DeviceObject, _Inout_ PIRP Irp);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoStartNextPowerIrp(_Inout_ PIRP Irp);
POWER_STATE NTAPI PoSetPowerState(_In_ PDEVICE_OBJECT DeviceObject, _In_ POWER_STATE_TYPE Type,
                                  _In_ POWER_STATE State);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoSetSystemWake(_Inout_ PIRP Irp);
VOID NTAPI PoSetSystemWakeDevice(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN NTAPI PoGetSystemWake(_In_ PIRP Irp);
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN NTAPI PoQueryWatchdogTime(_In_ PDEVICE_OBJECT Pdo, _Out_ PULONG SecondsRemaining);

/* System state */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoSetSystemState(_In_ EXECUTION_STATE Flags);
_IRQL_requires_max_(APC_LEVEL)
PVOID NTAPI PoRegisterSystemState(_Inout_ PVOID StateHandle, _In_ EXECUTION_STATE Flags);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI PoUnregisterSystemState(_Inout_ PVOID StateHandle);

/* Idle detection */
_IRQL_requires_max_(APC_LEVEL)
PULONG NTAPI PoRegisterDeviceForIdleDetection(_In_ PDEVICE_OBJECT DeviceObject,
                                              _In_ ULONG ConservationIdleTime,
                                              _In_ ULONG PerformanceIdleTime,
                                              _In_ DEVICE_POWER_STATE State);
#define PO_CB_SYSTEM_POWER_POLICY 0
#define PO_CB_AC_STATUS 1
#define PO_CB_BUTTON_COLLISION 2
#define PO_CB_SYSTEM_STATE_LOCK 3
#define PO_CB_LID_SWITCH_STATE 4
#define PO_CB_PROCESSOR_POWER_POLICY 5
WDK_INLINE VOID
PoSetDeviceBusy(_Inout_ PULONG IdlePointer)
{
    *IdlePointer = 0;
}
VOID NTAPI PoSetDeviceBusyEx(_Inout_ PULONG IdlePointer);
VOID NTAPI PoStartDeviceBusy(_Inout_ PULONG IdlePointer);
VOID NTAPI PoEndDeviceBusy(_Inout_ PULONG IdlePointer);

/* Power settings */
typedef NTSTATUS NTAPI POWER_SETTING_CALLBACK(_In_ LPCGUID SettingGuid, _In_ PVOID Value,
                                              _In_ ULONG ValueLength, _Inout_opt_ PVOID Context);
typedef POWER_SETTING_CALLBACK *PPOWER_SETTING_CALLBACK;
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PoRegisterPowerSettingCallback(_In_opt_ PDEVICE_OBJECT DeviceObject,
                                              _In_ LPCGUID SettingGuid,
                                              _In_ PPOWER_SETTING_CALLBACK Callback,
                                              _In_opt_ PVOID Context, _Out_ PVOID *Handle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PoUnregisterPowerSettingCallback(_Inout_ PVOID Handle);

/* Power requests */
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PoCreatePowerRequest(_Out_ PVOID *PowerRequest, _In_ PDEVICE_OBJECT DeviceObject,
                                    _In_ PCOUNTED_REASON_CONTEXT Context);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI PoSetPowerRequest(_Inout_ PVOID PowerRequest, _In_ POWER_REQUEST_TYPE Type);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI PoClearPowerRequest(_Inout_ PVOID PowerRequest, _In_ POWER_REQUEST_TYPE Type);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI PoDeletePowerRequest(_Inout_ PVOID PowerRequest);

/* Power framework: components of a device and their idle states */
typedef struct POHANDLE__ *POHANDLE;

#define PO_FX_VERSION_V1 0x00000001
#define PO_FX_VERSION_V2 0x00000002
#define PO_FX_VERSION_V3 0x00000003
#ifndef PO_FX_VERSION
#define PO_FX_VERSION PO_FX_VERSION_V1
#endif
#define PO_FX_COMPONENT_FLAG_F0_ON_DX 0x0000000000000001
#define PO_FX_COMPONENT_FLAG_NO_DEBOUNCE 0x0000000000000002
#define PO_FX_FLAG_BLOCKING 0x1
#define PO_FX_FLAG_ASYNC_ONLY 0x2
#define PO_FX_FLAG_PERF_PEP_OPTIONAL 0x1
#define PO_FX_FLAG_PERF_QUERY_ON_F0 0x2
#define PO_FX_FLAG_PERF_QUERY_ON_ALL_IDLE_STATES 0x4
#define PO_FX_UNKNOWN_POWER 0xFFFFFFFF
#define PO_FX_UNKNOWN_TIME 0xFFFFFFFFFFFFFFFF
#define PO_FX_DIRECTED_FX_DEFAULT_IDLE_TIMEOUT (0UL)
#define PO_FX_DEVICE_FLAG_RESERVED_1 (0x0000000000000001ull)
#define PO_FX_DEVICE_FLAG_DFX_DIRECT_CHILDREN_OPTIONAL (0x0000000000000002ull)
#define PO_FX_DEVICE_FLAG_DFX_POWER_CHILDREN_OPTIONAL (0x0000000000000004ull)
#define PO_FX_DEVICE_FLAG_DFX_CHILDREN_OPTIONAL                                                    \
    (PO_FX_DEVICE_FLAG_DFX_DIRECT_CHILDREN_OPTIONAL | PO_FX_DEVICE_FLAG_DFX_POWER_CHILDREN_OPTIONAL)
#define PO_FX_DEVICE_FLAG_DISABLE_FAST_RESUME (0x0000000000000008ull)

typedef struct _PO_FX_COMPONENT_IDLE_STATE {
    ULONGLONG TransitionLatency;
    ULONGLONG ResidencyRequirement;
    ULONG NominalPower;
} PO_FX_COMPONENT_IDLE_STATE, *PPO_FX_COMPONENT_IDLE_STATE;

typedef struct _PO_FX_COMPONENT_V1 {
    GUID Id;
    ULONG IdleStateCount;
    ULONG DeepestWakeableIdleState;
    PPO_FX_COMPONENT_IDLE_STATE IdleStates;
} PO_FX_COMPONENT_V1, *PPO_FX_COMPONENT_V1;

typedef struct _PO_FX_COMPONENT_V2 {
    GUID Id;
    ULONGLONG Flags;
    ULONG DeepestWakeableIdleState;
    ULONG IdleStateCount;
    PPO_FX_COMPONENT_IDLE_STATE IdleStates;
    ULONG ProviderCount;
    PULONG Providers;
} PO_FX_COMPONENT_V2, *PPO_FX_COMPONENT_V2;

typedef VOID NTAPI PO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK(_In_ PVOID Context,
                                                             _In_ ULONG Component);
typedef PO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK *PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK;
typedef VOID NTAPI PO_FX_COMPONENT_IDLE_CONDITION_CALLBACK(_In_ PVOID Context,
                                                           _In_ ULONG Component);
typedef PO_FX_COMPONENT_IDLE_CONDITION_CALLBACK *PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK;
typedef VOID NTAPI PO_FX_COMPONENT_IDLE_STATE_CALLBACK(_In_ PVOID Context, _In_ ULONG Component,
                                                       _In_ ULONG State);
typedef PO_FX_COMPONENT_IDLE_STATE_CALLBACK *PPO_FX_COMPONENT_IDLE_STATE_CALLBACK;
typedef VOID NTAPI PO_FX_DEVICE_POWER_REQUIRED_CALLBACK(_In_ PVOID Context);
typedef PO_FX_DEVICE_POWER_REQUIRED_CALLBACK *PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK;
typedef VOID NTAPI PO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK(_In_ PVOID Context);
typedef PO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK *PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK;
typedef NTSTATUS NTAPI PO_FX_POWER_CONTROL_CALLBACK(PVOID DeviceContext,
                                                    _In_ LPCGUID PowerControlCode,
                                                    _In_opt_ PVOID InBuffer,
                                                    _In_ SIZE_T InBufferSize,
                                                    _Out_opt_ PVOID OutBuffer,
                                                    _In_ SIZE_T OutBufferSize,
                                                    _Out_opt_ PSIZE_T BytesReturned);
typedef PO_FX_POWER_CONTROL_CALLBACK *PPO_FX_POWER_CONTROL_CALLBACK;
typedef VOID NTAPI PO_FX_COMPONENT_CRITICAL_TRANSITION_CALLBACK(_In_ PVOID Context,
                                                                _In_ ULONG Component,
                                                                _In_ BOOLEAN Active);
typedef PO_FX_COMPONENT_CRITICAL_TRANSITION_CALLBACK *PPO_FX_COMPONENT_CRITICAL_TRANSITION_CALLBACK;
typedef VOID NTAPI PO_FX_DIRECTED_POWER_UP_CALLBACK(PVOID Context, ULONG Flags);
typedef PO_FX_DIRECTED_POWER_UP_CALLBACK *PPO_FX_DIRECTED_POWER_UP_CALLBACK;
typedef VOID NTAPI PO_FX_DIRECTED_POWER_DOWN_CALLBACK(PVOID Context, ULONG Flags);
typedef PO_FX_DIRECTED_POWER_DOWN_CALLBACK *PPO_FX_DIRECTED_POWER_DOWN_CALLBACK;
typedef VOID NTAPI PO_FX_COMPONENT_PERF_STATE_CALLBACK(_In_ PVOID Context, _In_ ULONG Component,
                                                       _In_ BOOLEAN Succeeded,
                                                       _In_ PVOID RequestContext);
typedef PO_FX_COMPONENT_PERF_STATE_CALLBACK *PPO_FX_COMPONENT_PERF_STATE_CALLBACK;

typedef struct _PO_FX_DEVICE_V1 {
    ULONG Version;
    ULONG ComponentCount;
    PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK ComponentActiveConditionCallback;
    PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK ComponentIdleConditionCallback;
    PPO_FX_COMPONENT_IDLE_STATE_CALLBACK ComponentIdleStateCallback;
    PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK DevicePowerRequiredCallback;
    PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK DevicePowerNotRequiredCallback;
    PPO_FX_POWER_CONTROL_CALLBACK PowerControlCallback;
    PVOID DeviceContext;
    PO_FX_COMPONENT_V1 Components[ANYSIZE_ARRAY];
} PO_FX_DEVICE_V1, *PPO_FX_DEVICE_V1;

typedef struct _PO_FX_DEVICE_V2 {
    ULONG Version;
    ULONGLONG Flags;
    PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK ComponentActiveConditionCallback;
    PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK ComponentIdleConditionCallback;
    PPO_FX_COMPONENT_IDLE_STATE_CALLBACK ComponentIdleStateCallback;
    PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK DevicePowerRequiredCallback;
    PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK DevicePowerNotRequiredCallback;
    PPO_FX_POWER_CONTROL_CALLBACK PowerControlCallback;
    PVOID DeviceContext;
    ULONG ComponentCount;
    PO_FX_COMPONENT_V2 Components[ANYSIZE_ARRAY];
} PO_FX_DEVICE_V2, *PPO_FX_DEVICE_V2;

typedef struct _PO_FX_DEVICE_V3 {
    ULONG Version;
    ULONGLONG Flags;
    PPO_FX_COMPONENT_ACTIVE_CONDITION_CALLBACK ComponentActiveConditionCallback;
    PPO_FX_COMPONENT_IDLE_CONDITION_CALLBACK ComponentIdleConditionCallback;
    PPO_FX_COMPONENT_IDLE_STATE_CALLBACK ComponentIdleStateCallback;
    PPO_FX_DEVICE_POWER_REQUIRED_CALLBACK DevicePowerRequiredCallback;
    PPO_FX_DEVICE_POWER_NOT_REQUIRED_CALLBACK DevicePowerNotRequiredCallback;
    PPO_FX_POWER_CONTROL_CALLBACK PowerControlCallback;
    PPO_FX_DIRECTED_POWER_UP_CALLBACK DirectedPowerUpCallback;
    PPO_FX_DIRECTED_POWER_DOWN_CALLBACK DirectedPowerDownCallback;
    ULONG DirectedFxTimeoutInSeconds;
    PVOID DeviceContext;
    ULONG ComponentCount;
    PO_FX_COMPONENT_V2 Components[ANYSIZE_ARRAY];
} PO_FX_DEVICE_V3, *PPO_FX_DEVICE_V3;

/* The driver says which version it speaks by defining PO_FX_VERSION. */
#if PO_FX_VERSION == 1
typedef PO_FX_COMPONENT_V1 PO_FX_COMPONENT, *PPO_FX_COMPONENT;
typedef PO_FX_DEVICE_V1 PO_FX_DEVICE, *PPO_FX_DEVICE;
#elif PO_FX_VERSION == 2
typedef PO_FX_COMPONENT_V2 PO_FX_COMPONENT, *PPO_FX_COMPONENT;
typedef PO_FX_DEVICE_V2 PO_FX_DEVICE, *PPO_FX_DEVICE;
#else
typedef PO_FX_COMPONENT_V2 PO_FX_COMPONENT, *PPO_FX_COMPONENT;
typedef PO_FX_DEVICE_V3 PO_FX_DEVICE, *PPO_FX_DEVICE;
#endif

typedef enum _PO_FX_PERF_STATE_UNIT {
    PoFxPerfStateUnitOther,
    PoFxPerfStateUnitFrequency,
    PoFxPerfStateUnitBandwidth,
    PoFxPerfStateUnitMaximum
} PO_FX_PERF_STATE_UNIT,
    *PPO_FX_PERF_STATE_UNIT;

typedef enum _PO_FX_PERF_STATE_TYPE {
    PoFxPerfStateTypeDiscrete,
    PoFxPerfStateTypeRange,
    PoFxPerfStateTypeMaximum
} PO_FX_PERF_STATE_TYPE,
    *PPO_FX_PERF_STATE_TYPE;

typedef struct _PO_FX_PERF_STATE {
    ULONGLONG Value;
    PVOID Context;
} PO_FX_PERF_STATE, *PPO_FX_PERF_STATE;

typedef struct _PO_FX_COMPONENT_PERF_SET {
    UNICODE_STRING Name;
    ULONGLONG Flags;
    PO_FX_PERF_STATE_UNIT Unit;
    PO_FX_PERF_STATE_TYPE Type;
    union {
        struct {
            ULONG Count;
            PPO_FX_PERF_STATE States;
        } Discrete;
        struct {
            ULONGLONG Minimum;
            ULONGLONG Maximum;
        } Range;
    };
} PO_FX_COMPONENT_PERF_SET, *PPO_FX_COMPONENT_PERF_SET;

typedef struct _PO_FX_COMPONENT_PERF_INFO {
    ULONG PerfStateSetsCount;
    PO_FX_COMPONENT_PERF_SET PerfStateSets[ANYSIZE_ARRAY];
} PO_FX_COMPONENT_PERF_INFO, *PPO_FX_COMPONENT_PERF_INFO;

typedef struct _PO_FX_PERF_STATE_CHANGE {
    ULONG Set;
    union {
        ULONG StateIndex;
        ULONGLONG StateValue;
    };
} PO_FX_PERF_STATE_CHANGE, *PPO_FX_PERF_STATE_CHANGE;

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PoFxRegisterDevice(_In_ PDEVICE_OBJECT Pdo, _In_ PPO_FX_DEVICE Device,
                                  _Out_ POHANDLE *Handle);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI PoFxUnregisterDevice(_In_ POHANDLE Handle);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI PoFxStartDevicePowerManagement(_In_ POHANDLE Handle);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxActivateComponent(_In_ POHANDLE Handle, _In_ ULONG Component, _In_ ULONG Flags);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxIdleComponent(_In_ POHANDLE Handle, _In_ ULONG Component, _In_ ULONG Flags);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxCompleteIdleCondition(_In_ POHANDLE Handle, _In_ ULONG Component);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxCompleteIdleState(_In_ POHANDLE Handle, _In_ ULONG Component);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxCompleteDevicePowerNotRequired(_In_ POHANDLE Handle);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxReportDevicePoweredOn(_In_ POHANDLE Handle);
_IRQL_requires_(DISPATCH_LEVEL)
VOID NTAPI PoFxCompleteDirectedPowerDown(POHANDLE Handle);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxSetDeviceIdleTimeout(_In_ POHANDLE Handle, _In_ ULONGLONG IdleTimeout);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxSetComponentLatency(_In_ POHANDLE Handle, _In_ ULONG Component,
                                   _In_ ULONGLONG Latency);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxSetComponentResidency(_In_ POHANDLE Handle, _In_ ULONG Component,
                                     _In_ ULONGLONG Residency);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxSetComponentWake(_In_ POHANDLE Handle, _In_ ULONG Component, _In_ BOOLEAN WakeHint);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PoFxSetTargetDripsDevicePowerState(_In_ POHANDLE Handle,
                                                  _In_ DEVICE_POWER_STATE TargetState);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI PoFxNotifySurprisePowerOn(_In_ PDEVICE_OBJECT Pdo);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI PoFxPowerControl(_In_ POHANDLE Handle, _In_ LPCGUID PowerControlCode,
                                _In_opt_ PVOID InBuffer, _In_ SIZE_T InBufferSize,
                                _Out_opt_ PVOID OutBuffer, _In_ SIZE_T OutBufferSize,
                                _Out_opt_ PSIZE_T BytesReturned);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PoFxRegisterCrashdumpDevice(POHANDLE Handle);
_IRQL_requires_max_(HIGH_LEVEL)
NTSTATUS NTAPI PoFxPowerOnCrashdumpDevice(_In_ POHANDLE Handle, _In_opt_ PVOID Context);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI PoFxRegisterComponentPerfStates(
    _In_ POHANDLE Handle, _In_ ULONG Component, _In_ ULONGLONG Flags,
    _In_ PPO_FX_COMPONENT_PERF_STATE_CALLBACK ComponentPerfStateCallback,
    _In_ PPO_FX_COMPONENT_PERF_INFO InputStateInfo,
    _Out_ PPO_FX_COMPONENT_PERF_INFO *OutputStateInfo);
VOID NTAPI PoFxIssueComponentPerfStateChange(_In_ POHANDLE Handle, _In_ ULONG Flags,
                                             _In_ ULONG Component,
                                             _In_ PPO_FX_PERF_STATE_CHANGE PerfChange,
                                             _In_ PVOID Context);
VOID NTAPI PoFxIssueComponentPerfStateChangeMultiple(_In_ POHANDLE Handle, _In_ ULONG Flags,
                                                     _In_ ULONG Component,
                                                     _In_ ULONG PerfChangesCount,
                                                     _In_ PPO_FX_PERF_STATE_CHANGE PerfChanges[],
                                                     _In_ PVOID Context);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI PoFxQueryCurrentComponentPerfState(_In_ POHANDLE Handle, _In_ ULONG Flags,
                                                  _In_ ULONG Component, _In_ ULONG SetIndex,
                                                  _In_ PULONGLONG CurrentPerf);

#ifdef __cplusplus
}
#endif

#endif
