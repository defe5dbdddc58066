/*
 * wdk/wdm/pnp.h - Plug and Play: properties, interfaces, notifications, relations
 */
#ifndef _WDM_PNP_H_
#define _WDM_PNP_H_

#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Device tree */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoInvalidateDeviceRelations(_In_ PDEVICE_OBJECT DeviceObject,
                                       _In_ DEVICE_RELATION_TYPE Type);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoInvalidateDeviceState(_In_ PDEVICE_OBJECT PhysicalDeviceObject);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoRequestDeviceEject(_In_ PDEVICE_OBJECT PhysicalDeviceObject);

/* Properties of devices */
typedef enum {
    DevicePropertyDeviceDescription = 0x0,
    DevicePropertyHardwareID = 0x1,
    DevicePropertyCompatibleIDs = 0x2,
    DevicePropertyBootConfiguration = 0x3,
    DevicePropertyBootConfigurationTranslated = 0x4,
    DevicePropertyClassName = 0x5,
    DevicePropertyClassGuid = 0x6,
    DevicePropertyDriverKeyName = 0x7,
    DevicePropertyManufacturer = 0x8,
    DevicePropertyFriendlyName = 0x9,
    DevicePropertyLocationInformation = 0xa,
    DevicePropertyPhysicalDeviceObjectName = 0xb,
    DevicePropertyBusTypeGuid = 0xc,
    DevicePropertyLegacyBusType = 0xd,
    DevicePropertyBusNumber = 0xe,
    DevicePropertyEnumeratorName = 0xf,
    DevicePropertyAddress = 0x10,
    DevicePropertyUINumber = 0x11,
    DevicePropertyInstallState = 0x12,
    DevicePropertyRemovalPolicy = 0x13,
    DevicePropertyResourceRequirements = 0x14,
    DevicePropertyAllocatedResources = 0x15,
    DevicePropertyContainerID = 0x16
} DEVICE_REGISTRY_PROPERTY;

typedef enum _DEVICE_INSTALL_STATE {
    InstallStateInstalled,
    InstallStateNeedsReinstall,
    InstallStateFailedInstall,
    InstallStateFinishInstall
} DEVICE_INSTALL_STATE,
    *PDEVICE_INSTALL_STATE;

typedef enum _DEVICE_REMOVAL_POLICY {
    RemovalPolicyExpectNoRemoval = 1,
    RemovalPolicyExpectOrderlyRemoval = 2,
    RemovalPolicyExpectSurpriseRemoval = 3
} DEVICE_REMOVAL_POLICY,
    *PDEVICE_REMOVAL_POLICY;

typedef GUID DEVPROPGUID, *PDEVPROPGUID;
typedef ULONG DEVPROPID, *PDEVPROPID;
typedef ULONG DEVPROPTYPE, *PDEVPROPTYPE;

#ifndef DEVPROPKEY_DEFINED
#define DEVPROPKEY_DEFINED
typedef struct _DEVPROPKEY {
    DEVPROPGUID fmtid;
    DEVPROPID pid;
} DEVPROPKEY, *PDEVPROPKEY;
#endif

#define DEVPROP_TYPEMOD_ARRAY 0x00001000
#define DEVPROP_TYPEMOD_LIST 0x00002000
#define DEVPROP_TYPE_EMPTY 0x00000000
#define DEVPROP_TYPE_NULL 0x00000001
#define DEVPROP_TYPE_SBYTE 0x00000002
#define DEVPROP_TYPE_BYTE 0x00000003
#define DEVPROP_TYPE_INT16 0x00000004
#define DEVPROP_TYPE_UINT16 0x00000005
#define DEVPROP_TYPE_INT32 0x00000006
#define DEVPROP_TYPE_UINT32 0x00000007
#define DEVPROP_TYPE_INT64 0x00000008
#define DEVPROP_TYPE_UINT64 0x00000009
#define DEVPROP_TYPE_FLOAT 0x0000000A
#define DEVPROP_TYPE_DOUBLE 0x0000000B
#define DEVPROP_TYPE_DECIMAL 0x0000000C
#define DEVPROP_TYPE_GUID 0x0000000D
#define DEVPROP_TYPE_CURRENCY 0x0000000E
#define DEVPROP_TYPE_DATE 0x0000000F
#define DEVPROP_TYPE_FILETIME 0x00000010
#define DEVPROP_TYPE_BOOLEAN 0x00000011
#define DEVPROP_TYPE_STRING 0x00000012
#define DEVPROP_TYPE_STRING_LIST (DEVPROP_TYPE_STRING | DEVPROP_TYPEMOD_LIST)
#define DEVPROP_TYPE_SECURITY_DESCRIPTOR 0x00000013
#define DEVPROP_TYPE_SECURITY_DESCRIPTOR_STRING 0x00000014
#define DEVPROP_TYPE_DEVPROPKEY 0x00000015
#define DEVPROP_TYPE_DEVPROPTYPE 0x00000016
#define DEVPROP_TYPE_BINARY (DEVPROP_TYPE_BYTE | DEVPROP_TYPEMOD_ARRAY)
#define DEVPROP_TYPE_ERROR 0x00000017
#define DEVPROP_TYPE_NTSTATUS 0x00000018
#define DEVPROP_TYPE_STRING_INDIRECT 0x00000019
#define MAX_DEVPROP_TYPE 0x00000019
#define DEVPROP_MASK_TYPE 0x00000FFF
#define DEVPROP_MASK_TYPEMOD 0x0000F000
typedef CHAR DEVPROP_BOOLEAN, *PDEVPROP_BOOLEAN;
#define DEVPROP_TRUE ((DEVPROP_BOOLEAN)-1)
#define DEVPROP_FALSE ((DEVPROP_BOOLEAN)0)

#ifdef INITGUID
#define DEFINE_DEVPROPKEY(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8, pid)                    \
    EXTERN_C const DEVPROPKEY name DECLSPEC_SELECTANY;                                             \
    const DEVPROPKEY name = {WDK_GUID_VALUE_(l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8), pid}
#else
#define DEFINE_DEVPROPKEY(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8, pid)                    \
    EXTERN_C const DEVPROPKEY name
#endif

#define PLUGPLAY_PROPERTY_PERSISTENT 0x00000001
#define PLUGPLAY_REGKEY_DEVICE 1
#define PLUGPLAY_REGKEY_DRIVER 2
#define PLUGPLAY_REGKEY_CURRENT_HWPROFILE 4

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoGetDeviceProperty(_In_ PDEVICE_OBJECT DeviceObject,
                                   _In_ DEVICE_REGISTRY_PROPERTY DeviceProperty,
                                   _In_ ULONG BufferLength, _Out_opt_ PVOID PropertyBuffer,
                                   _Out_ PULONG ResultLength);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoGetDevicePropertyData(_In_ PDEVICE_OBJECT Pdo, _In_ CONST DEVPROPKEY *PropertyKey,
                                       _In_ LCID Lcid, ULONG Flags, _In_ ULONG Size,
                                       _Out_ PVOID Data, _Out_ PULONG RequiredSize,
                                       _Out_ PDEVPROPTYPE Type);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoSetDevicePropertyData(_In_ PDEVICE_OBJECT Pdo, _In_ CONST DEVPROPKEY *PropertyKey,
                                       _In_ LCID Lcid, _In_ ULONG Flags, _In_ DEVPROPTYPE Type,
                                       _In_ ULONG Size, _In_opt_ PVOID Data);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoOpenDeviceRegistryKey(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG DevInstKeyType,
                                       _In_ ACCESS_MASK DesiredAccess, _Out_ PHANDLE DeviceRegKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoGetDeviceNumaNode(_In_ PDEVICE_OBJECT Pdo, _Out_ PUSHORT NodeNumber);

/* Device interfaces */
#define DEVICE_INTERFACE_INCLUDE_NONACTIVE 0x00000001
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoRegisterDeviceInterface(_In_ PDEVICE_OBJECT PhysicalDeviceObject,
                                         _In_ CONST GUID *InterfaceClassGuid,
                                         _In_opt_ PUNICODE_STRING ReferenceString,
                                         _Out_ PUNICODE_STRING SymbolicLinkName);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoSetDeviceInterfaceState(_In_ PUNICODE_STRING SymbolicLinkName,
                                         _In_ BOOLEAN Enable);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoGetDeviceInterfaces(_In_ CONST GUID *InterfaceClassGuid,
                                     _In_opt_ PDEVICE_OBJECT PhysicalDeviceObject, _In_ ULONG Flags,
                                     _Out_ PZZWSTR *SymbolicLinkList);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoGetDeviceInterfaceAlias(_In_ PUNICODE_STRING SymbolicLinkName,
                                         _In_ CONST GUID *AliasInterfaceClassGuid,
                                         _Out_ PUNICODE_STRING AliasSymbolicLinkName);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoOpenDeviceInterfaceRegistryKey(_In_ PUNICODE_STRING SymbolicLinkName,
                                                _In_ ACCESS_MASK DesiredAccess,
                                                _Out_ PHANDLE DeviceInterfaceRegKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoGetDeviceInterfacePropertyData(_In_ PUNICODE_STRING SymbolicLinkName,
                                                _In_ CONST DEVPROPKEY *PropertyKey, _In_ LCID Lcid,
                                                ULONG Flags, _In_ ULONG Size, _Out_ PVOID Data,
                                                _Out_ PULONG RequiredSize, _Out_ PDEVPROPTYPE Type);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoSetDeviceInterfacePropertyData(_In_ PUNICODE_STRING SymbolicLinkName,
                                                _In_ CONST DEVPROPKEY *PropertyKey, _In_ LCID Lcid,
                                                _In_ ULONG Flags, _In_ DEVPROPTYPE Type,
                                                _In_ ULONG Size, _In_opt_ PVOID Data);

/* Notifications */
typedef enum _IO_NOTIFICATION_EVENT_CATEGORY {
    EventCategoryReserved,
    EventCategoryHardwareProfileChange,
    EventCategoryDeviceInterfaceChange,
    EventCategoryTargetDeviceChange,
    EventCategoryKernelSoftRestart
} IO_NOTIFICATION_EVENT_CATEGORY;

#define PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES 0x00000001

typedef struct _PLUGPLAY_NOTIFICATION_HEADER {
    USHORT Version;
    USHORT Size;
    GUID Event;
} PLUGPLAY_NOTIFICATION_HEADER, *PPLUGPLAY_NOTIFICATION_HEADER;

typedef struct _HWPROFILE_CHANGE_NOTIFICATION {
    USHORT Version;
    USHORT Size;
    GUID Event;
} HWPROFILE_CHANGE_NOTIFICATION, *PHWPROFILE_CHANGE_NOTIFICATION;

typedef struct _KERNEL_SOFT_RESTART_NOTIFICATION {
    USHORT Version;
    USHORT Size;
    GUID Event;
} KERNEL_SOFT_RESTART_NOTIFICATION, *PKERNEL_SOFT_RESTART_NOTIFICATION;

typedef struct _DEVICE_INTERFACE_CHANGE_NOTIFICATION {
    USHORT Version;
    USHORT Size;
    GUID Event;
    GUID InterfaceClassGuid;
    PUNICODE_STRING SymbolicLinkName;
} DEVICE_INTERFACE_CHANGE_NOTIFICATION, *PDEVICE_INTERFACE_CHANGE_NOTIFICATION;

typedef struct _TARGET_DEVICE_REMOVAL_NOTIFICATION {
    USHORT Version;
    USHORT Size;
    GUID Event;
    PFILE_OBJECT FileObject;
} TARGET_DEVICE_REMOVAL_NOTIFICATION, *PTARGET_DEVICE_REMOVAL_NOTIFICATION;

typedef struct _TARGET_DEVICE_CUSTOM_NOTIFICATION {
    USHORT Version;
    USHORT Size;
    GUID Event;
    PFILE_OBJECT FileObject;
    LONG NameBufferOffset;
    UCHAR CustomDataBuffer[1];
} TARGET_DEVICE_CUSTOM_NOTIFICATION, *PTARGET_DEVICE_CUSTOM_NOTIFICATION;

typedef VOID(NTAPI *PDEVICE_CHANGE_COMPLETE_CALLBACK)(_Inout_opt_ PVOID Context);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoRegisterPlugPlayNotification(
    _In_ IO_NOTIFICATION_EVENT_CATEGORY EventCategory, _In_ ULONG EventCategoryFlags,
    _In_opt_ PVOID EventCategoryData, _In_ PDRIVER_OBJECT DriverObject,
    _In_ PDRIVER_NOTIFICATION_CALLBACK_ROUTINE CallbackRoutine, _In_opt_ PVOID Context,
    _Out_ PVOID *NotificationEntry);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoUnregisterPlugPlayNotification(_In_ PVOID NotificationEntry);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoUnregisterPlugPlayNotificationEx(_In_ PVOID NotificationEntry);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoReportTargetDeviceChange(_In_ PDEVICE_OBJECT PhysicalDeviceObject,
                                          _In_ PVOID NotificationStructure);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI IoReportTargetDeviceChangeAsynchronous(
    _In_ PDEVICE_OBJECT PhysicalDeviceObject, _In_ PVOID NotificationStructure,
    _In_opt_ PDEVICE_CHANGE_COMPLETE_CALLBACK Callback, _Inout_ PVOID Context);

/* Sessions */
typedef enum _IO_CONTAINER_INFORMATION_CLASS {
    IoSessionStateInformation,
    IoMaxContainerInformationClass
} IO_CONTAINER_INFORMATION_CLASS;

typedef enum _IO_CONTAINER_NOTIFICATION_CLASS {
    IoSessionStateNotification,
    IoMaxContainerNotificationClass
} IO_CONTAINER_NOTIFICATION_CLASS;

typedef enum _IO_SESSION_EVENT {
    IoSessionEventIgnore = 0,
    IoSessionEventCreated,
    IoSessionEventTerminated,
    IoSessionEventConnected,
    IoSessionEventDisconnected,
    IoSessionEventLogon,
    IoSessionEventLogoff,
    IoSessionEventMax
} IO_SESSION_EVENT,
    *PIO_SESSION_EVENT;

typedef enum _IO_SESSION_STATE {
    IoSessionStateCreated = 1,
    IoSessionStateInitialized,
    IoSessionStateConnected,
    IoSessionStateDisconnected,
    IoSessionStateDisconnectedLoggedOn,
    IoSessionStateLoggedOn,
    IoSessionStateLoggedOff,
    IoSessionStateTerminated,
    IoSessionStateMax
} IO_SESSION_STATE,
    *PIO_SESSION_STATE;

#define IO_SESSION_MAX_PAYLOAD_SIZE 256
#define IO_SESSION_STATE_ALL_EVENTS 0xffffffff
#define IO_SESSION_STATE_CREATION_EVENT 0x00000001
#define IO_SESSION_STATE_TERMINATION_EVENT 0x00000002
#define IO_SESSION_STATE_CONNECT_EVENT 0x00000004
#define IO_SESSION_STATE_DISCONNECT_EVENT 0x00000008
#define IO_SESSION_STATE_LOGON_EVENT 0x00000010
#define IO_SESSION_STATE_LOGOFF_EVENT 0x00000020
#define IO_SESSION_STATE_VALID_EVENT_MASK 0x0000003f

typedef struct _IO_SESSION_STATE_INFORMATION {
    ULONG SessionId;
    IO_SESSION_STATE SessionState;
    BOOLEAN LocalSession;
} IO_SESSION_STATE_INFORMATION, *PIO_SESSION_STATE_INFORMATION;

typedef struct _IO_SESSION_STATE_NOTIFICATION {
    ULONG Size;
    ULONG Flags;
    PVOID IoObject;
    ULONG EventMask;
    PVOID Context;
} IO_SESSION_STATE_NOTIFICATION, *PIO_SESSION_STATE_NOTIFICATION;

typedef struct _IO_SESSION_CONNECT_INFO {
    ULONG SessionId;
    BOOLEAN LocalSession;
} IO_SESSION_CONNECT_INFO, *PIO_SESSION_CONNECT_INFO;

typedef NTSTATUS NTAPI IO_CONTAINER_NOTIFICATION_FUNCTION(VOID);
typedef IO_CONTAINER_NOTIFICATION_FUNCTION *PIO_CONTAINER_NOTIFICATION_FUNCTION;
typedef NTSTATUS NTAPI IO_SESSION_NOTIFICATION_FUNCTION(_In_ PVOID SessionObject,
                                                        _In_ PVOID IoObject, _In_ ULONG Event,
                                                        _In_ PVOID Context,
                                                        _In_ PVOID NotificationPayload,
                                                        _In_ ULONG PayloadLength);
typedef IO_SESSION_NOTIFICATION_FUNCTION *PIO_SESSION_NOTIFICATION_FUNCTION;

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoGetContainerInformation(_In_ IO_CONTAINER_INFORMATION_CLASS InformationClass,
                                         _In_opt_ PVOID ContainerObject, _Inout_ PVOID Buffer,
                                         _In_ ULONG BufferLength);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoRegisterContainerNotification(
    _In_ IO_CONTAINER_NOTIFICATION_CLASS NotificationClass,
    _In_ PIO_CONTAINER_NOTIFICATION_FUNCTION CallbackFunction,
    _In_opt_ PVOID NotificationInformation, _In_ ULONG NotificationInformationLength,
    _Out_ PVOID CallbackRegistration);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI IoUnregisterContainerNotification(_In_ PVOID CallbackRegistration);

/* Interfaces between drivers */
typedef BOOLEAN (NTAPI *PTRANSLATE_BUS_ADDRESS)(PVOID Context, PHYSICAL_ADDRESS BusAddress,
                                                ULONG Length, PULONG AddressSpace,
                                                PPHYSICAL_ADDRESS TranslatedAddress);
typedef struct _DMA_ADAPTER * (NTAPI *PGET_DMA_ADAPTER)(
    PVOID Context, struct _DEVICE_DESCRIPTION *DeviceDescriptor, PULONG NumberOfMapRegisters);
typedef ULONG (NTAPI *PGET_SET_DEVICE_DATA)(PVOID Context, ULONG DataType, PVOID Buffer,
                                            ULONG Offset, ULONG Length);
typedef BOOLEAN NTAPI TRANSLATE_BUS_ADDRESS(_Inout_opt_ PVOID Context,
                                            _In_ PHYSICAL_ADDRESS BusAddress, _In_ ULONG Length,
                                            _Out_ PULONG AddressSpace,
                                            _Out_ PPHYSICAL_ADDRESS TranslatedAddress);
typedef struct _DMA_ADAPTER *NTAPI GET_DMA_ADAPTER(
    _Inout_opt_ PVOID Context, _In_ struct _DEVICE_DESCRIPTION *DeviceDescriptor,
    _Out_ PULONG NumberOfMapRegisters);
typedef ULONG NTAPI GET_SET_DEVICE_DATA(_Inout_opt_ PVOID Context, _In_ ULONG DataType,
                                        _Inout_ PVOID Buffer, _In_ ULONG Offset,
                                        _In_ ULONG Length);

typedef struct _BUS_INTERFACE_STANDARD {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PTRANSLATE_BUS_ADDRESS TranslateBusAddress;
    PGET_DMA_ADAPTER GetDmaAdapter;
    PGET_SET_DEVICE_DATA SetBusData;
    PGET_SET_DEVICE_DATA GetBusData;
} BUS_INTERFACE_STANDARD, *PBUS_INTERFACE_STANDARD;

typedef VOID (NTAPI *PREENUMERATE_SELF)(_In_ PVOID Context);
typedef VOID NTAPI REENUMERATE_SELF(_In_ PVOID Context);
typedef struct _REENUMERATE_SELF_INTERFACE_STANDARD {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PREENUMERATE_SELF SurpriseRemoveAndReenumerateSelf;
} REENUMERATE_SELF_INTERFACE_STANDARD, *PREENUMERATE_SELF_INTERFACE_STANDARD;

/* ACPI events for drivers of ACPI devices */
typedef VOID(NTAPI *PDEVICE_NOTIFY_CALLBACK)(_In_ PVOID NotificationContext,
                                             _In_ ULONG NotifyCode);
typedef VOID(NTAPI *PDEVICE_NOTIFY_CALLBACK2)(_In_ PVOID NotificationContext,
                                              _In_ ULONG NotifyCode);
typedef BOOLEAN(NTAPI *PGPE_SERVICE_ROUTINE2)(PVOID ObjectContext, PVOID ServiceContext);
typedef NTSTATUS(NTAPI *PGPE_CONNECT_VECTOR2)(PVOID Context, ULONG GpeNumber,
                                              KINTERRUPT_MODE Mode, BOOLEAN Shareable,
                                              PGPE_SERVICE_ROUTINE2 ServiceRoutine,
                                              PVOID ServiceContext, PVOID *ObjectContext);
typedef NTSTATUS(NTAPI *PGPE_DISCONNECT_VECTOR2)(PVOID Context, PVOID ObjectContext);
typedef NTSTATUS(NTAPI *PGPE_ENABLE_EVENT2)(PVOID Context, PVOID ObjectContext);
typedef NTSTATUS(NTAPI *PGPE_DISABLE_EVENT2)(PVOID Context, PVOID ObjectContext);
typedef NTSTATUS(NTAPI *PGPE_CLEAR_STATUS2)(PVOID Context, PVOID ObjectContext);
typedef NTSTATUS(NTAPI *PREGISTER_FOR_DEVICE_NOTIFICATIONS2)(
    PVOID Context, PDEVICE_NOTIFY_CALLBACK2 NotificationHandler, PVOID NotificationContext);
typedef VOID(NTAPI *PUNREGISTER_FOR_DEVICE_NOTIFICATIONS2)(PVOID Context);

typedef struct {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PGPE_CONNECT_VECTOR2 GpeConnectVector;
    PGPE_DISCONNECT_VECTOR2 GpeDisconnectVector;
    PGPE_ENABLE_EVENT2 GpeEnableEvent;
    PGPE_DISABLE_EVENT2 GpeDisableEvent;
    PGPE_CLEAR_STATUS2 GpeClearStatus;
    PREGISTER_FOR_DEVICE_NOTIFICATIONS2 RegisterForDeviceNotifications;
    PUNREGISTER_FOR_DEVICE_NOTIFICATIONS2 UnregisterForDeviceNotifications;
} ACPI_INTERFACE_STANDARD2, *PACPI_INTERFACE_STANDARD2;

/* Resetting a device */
typedef enum _DEVICE_RESET_TYPE {
    FunctionLevelDeviceReset,
    PlatformLevelDeviceReset
} DEVICE_RESET_TYPE,
    *PDEVICE_RESET_TYPE;

typedef VOID(NTAPI *PDEVICE_RESET_COMPLETION)(_In_ NTSTATUS Status, _Inout_opt_ PVOID Context);
typedef struct _FUNCTION_LEVEL_DEVICE_RESET_PARAMETERS {
    ULONG Size;
    PDEVICE_RESET_COMPLETION DeviceResetCompletion;
    PVOID CompletionContext;
} FUNCTION_LEVEL_DEVICE_RESET_PARAMETERS, *PFUNCTION_LEVEL_DEVICE_RESET_PARAMETERS;

typedef union _DEVICE_BUS_SPECIFIC_RESET_TYPE {
    struct {
        ULONGLONG FunctionLevelDeviceReset : 1;
        ULONGLONG PlatformLevelDeviceReset : 1;
        ULONGLONG SecondaryBusReset : 1;
        ULONGLONG Reserved : 61;
    } Pci;
    struct {
        ULONGLONG FunctionLevelDeviceReset : 1;
        ULONGLONG PlatformLevelDeviceReset : 1;
        ULONGLONG Reserved : 62;
    } Acpi;
    ULONGLONG AsULONGLONG;
} DEVICE_BUS_SPECIFIC_RESET_TYPE, *PDEVICE_BUS_SPECIFIC_RESET_TYPE;

typedef struct _DEVICE_BUS_SPECIFIC_RESET_INFO {
    GUID BusTypeGuid;
    DEVICE_BUS_SPECIFIC_RESET_TYPE ResetTypeSupported;
} DEVICE_BUS_SPECIFIC_RESET_INFO, *PDEVICE_BUS_SPECIFIC_RESET_INFO;

typedef union _BUS_SPECIFIC_RESET_FLAGS {
    struct {
        ULONGLONG KeepStackReset : 1;
        ULONGLONG Reserved : 63;
    } u;
    ULONGLONG AsUlonglong;
} BUS_SPECIFIC_RESET_FLAGS, *PBUS_SPECIFIC_RESET_FLAGS;

typedef union _DEVICE_RESET_STATUS_FLAGS {
    struct {
        ULONGLONG KeepStackReset : 1;
        ULONGLONG RecoveringFromBusError : 1;
        ULONGLONG Reserved : 62;
    } u;
    ULONGLONG AsUlonglong;
} DEVICE_RESET_STATUS_FLAGS, *PDEVICE_RESET_STATUS_FLAGS;

typedef NTSTATUS NTAPI DEVICE_RESET_HANDLER(_In_ PVOID InterfaceContext,
                                            _In_ DEVICE_RESET_TYPE ResetType, _In_ ULONG Flags,
                                            _In_opt_ PVOID ResetParameters);
typedef DEVICE_RESET_HANDLER *PDEVICE_RESET_HANDLER;
typedef NTSTATUS NTAPI DEVICE_QUERY_BUS_SPECIFIC_RESET_HANDLER(
    _In_ PVOID InterfaceContext, _Out_ PULONG ResetInfoCount,
    _Out_ PDEVICE_BUS_SPECIFIC_RESET_INFO ResetInfoSupported);
typedef DEVICE_QUERY_BUS_SPECIFIC_RESET_HANDLER *PDEVICE_QUERY_BUS_SPECIFIC_RESET_HANDLER;
typedef NTSTATUS NTAPI DEVICE_BUS_SPECIFIC_RESET_HANDLER(
    _In_ PVOID InterfaceContext, _In_ CONST GUID *BusType,
    _In_ DEVICE_BUS_SPECIFIC_RESET_TYPE ResetTypeSelected, _In_ PBUS_SPECIFIC_RESET_FLAGS Flags,
    _In_ PVOID ResetParameters);
typedef DEVICE_BUS_SPECIFIC_RESET_HANDLER *PDEVICE_BUS_SPECIFIC_RESET_HANDLER;
typedef NTSTATUS NTAPI GET_DEVICE_RESET_STATUS(_In_ PVOID InterfaceContext,
                                               _Out_ BOOLEAN *IsResetting,
                                               _Out_ DEVICE_RESET_TYPE *ResetType,
                                               _Out_ PDEVICE_RESET_STATUS_FLAGS Flags);
typedef GET_DEVICE_RESET_STATUS *PGET_DEVICE_RESET_STATUS;

typedef struct _DEVICE_RESET_INTERFACE_STANDARD {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PDEVICE_RESET_HANDLER DeviceReset;
    ULONG SupportedResetTypes;
    PVOID Reserved;
    PDEVICE_QUERY_BUS_SPECIFIC_RESET_HANDLER QueryBusSpecificResetInfo;
    PDEVICE_BUS_SPECIFIC_RESET_HANDLER DeviceBusSpecificReset;
    PGET_DEVICE_RESET_STATUS GetDeviceResetStatus;
} DEVICE_RESET_INTERFACE_STANDARD, *PDEVICE_RESET_INTERFACE_STANDARD;
#define DEVICE_RESET_INTERFACE_VERSION_1 1
#define DEVICE_RESET_INTERFACE_VERSION_2 2
#define DEVICE_RESET_INTERFACE_VERSION_3 3
#define DEVICE_RESET_INTERFACE_VERSION DEVICE_RESET_INTERFACE_VERSION_1

/* D3cold */
typedef enum _D3COLD_LAST_TRANSITION_STATUS {
    LastDStateTransitionStatusUnknown = 0,
    LastDStateTransitionD3hot,
    LastDStateTransitionD3cold
} D3COLD_LAST_TRANSITION_STATUS,
    *PD3COLD_LAST_TRANSITION_STATUS;

typedef VOID (NTAPI *PSET_D3COLD_SUPPORT)(PVOID Context, BOOLEAN D3ColdSupport);
typedef NTSTATUS (NTAPI *PGET_IDLE_WAKE_INFO)(PVOID Context, SYSTEM_POWER_STATE SystemPowerState,
                                              PDEVICE_WAKE_DEPTH DeepestWakeableDstate);
typedef NTSTATUS (NTAPI *PGET_D3COLD_CAPABILITY)(PVOID Context, PBOOLEAN D3ColdSupported);
typedef VOID (NTAPI *PGET_D3COLD_LAST_TRANSITION_STATUS)(
    PVOID Context, PD3COLD_LAST_TRANSITION_STATUS LastTransitionStatus);
typedef NTSTATUS (NTAPI *PD3COLD_REQUEST_CORE_POWER_RAIL)(PVOID Context,
                                                          BOOLEAN CorePowerRailNeeded);
typedef NTSTATUS (NTAPI *PD3COLD_REQUEST_AUX_POWER)(PVOID Context, ULONG AuxPowerInMilliWatts,
                                                    PULONG RetryInSeconds);
typedef NTSTATUS (NTAPI *PD3COLD_REQUEST_PERST_DELAY)(PVOID Context, ULONG DelayInMicroSeconds);

typedef struct _D3COLD_SUPPORT_INTERFACE {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PSET_D3COLD_SUPPORT SetD3ColdSupport;
    PGET_IDLE_WAKE_INFO GetIdleWakeInfo;
    PGET_D3COLD_CAPABILITY GetD3ColdCapability;
    PGET_D3COLD_CAPABILITY GetBusDriverD3ColdSupport;
    PGET_D3COLD_LAST_TRANSITION_STATUS GetLastTransitionStatus;
} D3COLD_SUPPORT_INTERFACE, *PD3COLD_SUPPORT_INTERFACE;
#define D3COLD_SUPPORT_INTERFACE_VERSION 1

typedef struct _D3COLD_AUX_POWER_AND_TIMING_INTERFACE {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PD3COLD_REQUEST_CORE_POWER_RAIL RequestCorePowerRail;
    PD3COLD_REQUEST_AUX_POWER RequestAuxPower;
    PD3COLD_REQUEST_PERST_DELAY RequestPerstDelay;
} D3COLD_AUX_POWER_AND_TIMING_INTERFACE, *PD3COLD_AUX_POWER_AND_TIMING_INTERFACE;

#ifdef __cplusplus
}
#endif

#endif
