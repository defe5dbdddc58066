/*
 * wdk/wdm/more.h - power in D3cold, image policies, and what has no file of its own
 */
#ifndef _WDM_MORE_H_
#define _WDM_MORE_H_

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _XSAVE_CET_U_FORMAT {
    ULONG64 Ia32CetUMsr;
    ULONG64 Ia32Pl3SspMsr;
} XSAVE_CET_U_FORMAT, *PXSAVE_CET_U_FORMAT;

typedef struct _KERNEL_CET_CONTEXT {
    ULONG64 Ssp;
    ULONG64 Rip;
    USHORT SegCs;
    union {
        USHORT AllFlags;
        struct {
            USHORT UseWrss : 1;
            USHORT PopShadowStackOne : 1;
            USHORT Unused : 14;
        } DUMMYSTRUCTNAME;
    } DUMMYUNIONNAME;
    USHORT Fill[2];
} KERNEL_CET_CONTEXT, *PKERNEL_CET_CONTEXT;

typedef struct _MEMORY_PARTITION_DEDICATED_MEMORY_OPEN_INFORMATION {
    ULONG64 DedicatedMemoryTypeId;
    ULONG HandleAttributes;
    ACCESS_MASK DesiredAccess;
    HANDLE DedicatedMemoryPartitionHandle;
} MEMORY_PARTITION_DEDICATED_MEMORY_OPEN_INFORMATION,
    *PMEMORY_PARTITION_DEDICATED_MEMORY_OPEN_INFORMATION;

typedef enum _PARTITION_INFORMATION_CLASS {
    SystemMemoryPartitionInformation = 0,
    SystemMemoryPartitionDedicatedMemoryInformation = 9,
    SystemMemoryPartitionOpenDedicatedMemory = 10,
} PARTITION_INFORMATION_CLASS,
    *PPARTITION_INFORMATION_CLASS;

typedef enum _IMAGE_POLICY_ENTRY_TYPE {
    ImagePolicyEntryTypeNone = 0,
    ImagePolicyEntryTypeBool,
    ImagePolicyEntryTypeInt8,
    ImagePolicyEntryTypeUInt8,
    ImagePolicyEntryTypeInt16,
    ImagePolicyEntryTypeUInt16,
    ImagePolicyEntryTypeInt32,
    ImagePolicyEntryTypeUInt32,
    ImagePolicyEntryTypeInt64,
    ImagePolicyEntryTypeUInt64,
    ImagePolicyEntryTypeAnsiString,
    ImagePolicyEntryTypeUnicodeString,
    ImagePolicyEntryTypeOverride,
    ImagePolicyEntryTypeMaximum
} IMAGE_POLICY_ENTRY_TYPE;

typedef enum _IMAGE_POLICY_ID {
    ImagePolicyIdNone = 0,
    ImagePolicyIdEtw,
    ImagePolicyIdDebug,
    ImagePolicyIdCrashDump,
    ImagePolicyIdCrashDumpKey,
    ImagePolicyIdCrashDumpKeyGuid,
    ImagePolicyIdParentSd,
    ImagePolicyIdParentSdRev,
    ImagePolicyIdSvn,
    ImagePolicyIdDeviceId,
    ImagePolicyIdCapability,
    ImagePolicyIdScenarioId,
    ImagePolicyIdMaximum
} IMAGE_POLICY_ID;

typedef struct _IMAGE_POLICY_ENTRY {
    IMAGE_POLICY_ENTRY_TYPE Type;
    IMAGE_POLICY_ID PolicyId;
    union {
        const VOID *None;
        BOOLEAN BoolValue;
        INT8 Int8Value;
        UINT8 UInt8Value;
        INT16 Int16Value;
        UINT16 UInt16Value;
        INT32 Int32Value;
        UINT32 UInt32Value;
        INT64 Int64Value;
        UINT64 UInt64Value;
        PCSTR AnsiStringValue;
        PCWSTR UnicodeStringValue;
    } u;
} IMAGE_POLICY_ENTRY;

typedef struct _IMAGE_POLICY_METADATA {
    UCHAR Version;
    UCHAR Reserved0[7];
    ULONGLONG ApplicationId;
    IMAGE_POLICY_ENTRY Policies[];
} IMAGE_POLICY_METADATA;

typedef struct _SYSTEM_POOL_ZEROING_INFORMATION {
    BOOLEAN PoolZeroingSupportPresent;
} SYSTEM_POOL_ZEROING_INFORMATION, *PSYSTEM_POOL_ZEROING_INFORMATION;

typedef NTSTATUS PCI_SET_ACS2(PVOID Context, ULONG ScenariosToModify, ULONG ScenarioState);

typedef PCI_SET_ACS2 *PPCI_SET_ACS2;

typedef struct _PCI_SECURITY_INTERFACE2 {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    ULONG Flags;
    ULONG SupportedScenarios;
    PPCI_SET_ACS2 SetAccessControlServices;
} PCI_SECURITY_INTERFACE2, *PPCI_SECURITY_INTERFACE2;

typedef NTSTATUS PCI_SET_ATS(PVOID Context, BOOLEAN EnableAts);

typedef VOID SET_D3COLD_SUPPORT(PVOID Context, BOOLEAN D3ColdSupport);

typedef NTSTATUS GET_IDLE_WAKE_INFO(PVOID Context, SYSTEM_POWER_STATE SystemPowerState,
                                    PDEVICE_WAKE_DEPTH DeepestWakeableDstate);

typedef NTSTATUS GET_D3COLD_CAPABILITY(PVOID Context, PBOOLEAN D3ColdSupported);

typedef VOID GET_D3COLD_LAST_TRANSITION_STATUS(PVOID Context,
                                               PD3COLD_LAST_TRANSITION_STATUS LastTransitionStatus);

typedef VOID D3COLD_REQUEST_CORE_POWER_RAIL(PVOID Context, BOOLEAN CorePowerRailNeeded);

typedef NTSTATUS D3COLD_REQUEST_AUX_POWER(PVOID Context, ULONG AuxPowerInMilliWatts,
                                          PULONG RetryInSeconds);

typedef NTSTATUS D3COLD_REQUEST_PERST_DELAY(PVOID Context, ULONG DelayInMicroSeconds);

typedef ULONG NPEM_CONTROL_QUERY_CONTROL(PVOID Context);

typedef NPEM_CONTROL_QUERY_CONTROL *PNPEM_CONTROL_QUERY_CONTROL;

typedef struct _NPEM_CONTROL_INTERFACE {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PNPEM_CONTROL_ENABLE_DISABLE SetNpemSupportState;
    PNPEM_CONTROL_QUERY_STANDARD_CAPABILITIES QueryStandardCapabilities;
    PNPEM_CONTROL_SET_STANDARD_CONTROL SetStandardControl;
    PNPEM_CONTROL_QUERY_CONTROL QueryNpemControl;
} NPEM_CONTROL_INTERFACE, *PNPEM_CONTROL_INTERFACE;

NTSTATUS NTAPI NtManagePartition(HANDLE TargetHandle, HANDLE SourceHandle,
                                 PARTITION_INFORMATION_CLASS PartitionInformationClass,
                                 PVOID PartitionInformation, ULONG PartitionInformationLength);

VOID KzLowerIrql(KIRQL NewIrql);

KIRQL
KzRaiseIrql(KIRQL NewIrql);

NTSTATUS
ExInitializeDeviceAts(struct _DEVICE_OBJECT *PhysicalDeviceObject, ULONG Flags);

NTSTATUS
VslCreateSecureSection(PHANDLE Handle, PEPROCESS TargetProcess, PMDL Mdl,
                       ULONG DevicePageProtection, ULONG Attributes);

NTSTATUS
VslDeleteSecureSection(HANDLE GlobalHandle);

#ifdef __cplusplus
}
#endif
#endif
