/*
 * wdk/ntddk/io.h - controllers, legacy detection, files, errors, reinitialisation
 */
#ifndef _NTDDK_IO_H_
#define _NTDDK_IO_H_

#include "file.h"
#include "ps.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Configuration */
typedef struct _CONFIGURATION_INFORMATION {
    ULONG DiskCount;
    ULONG FloppyCount;
    ULONG CdRomCount;
    ULONG TapeCount;
    ULONG ScsiPortCount;
    ULONG SerialCount;
    ULONG ParallelCount;
    BOOLEAN AtDiskPrimaryAddressClaimed;
    BOOLEAN AtDiskSecondaryAddressClaimed;
    ULONG Version;
    ULONG MediumChangerCount;
} CONFIGURATION_INFORMATION, *PCONFIGURATION_INFORMATION;
_IRQL_requires_max_(PASSIVE_LEVEL)
PCONFIGURATION_INFORMATION NTAPI IoGetConfigurationInformation(VOID);

/* Controllers */
typedef struct _CONTROLLER_OBJECT {
    CSHORT Type;
    CSHORT Size;
    PVOID ControllerExtension;
    KDEVICE_QUEUE DeviceWaitQueue;
    ULONG Spare1;
    LARGE_INTEGER Spare2;
} CONTROLLER_OBJECT, *PCONTROLLER_OBJECT;
_IRQL_requires_max_(PASSIVE_LEVEL)
PCONTROLLER_OBJECT NTAPI IoCreateController(_In_ ULONG Size);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoDeleteController(_In_ PCONTROLLER_OBJECT ControllerObject);
_IRQL_requires_(DISPATCH_LEVEL)
VOID NTAPI IoAllocateController(_In_ PCONTROLLER_OBJECT ControllerObject,
                                _In_ PDEVICE_OBJECT DeviceObject,
                                _In_ PDRIVER_CONTROL ExecutionRoutine, _In_opt_ PVOID Context);
_IRQL_requires_(DISPATCH_LEVEL)
VOID NTAPI IoFreeController(_In_ PCONTROLLER_OBJECT ControllerObject);
NTSTATUS NTAPI IoAllocateAdapterChannel(PADAPTER_OBJECT AdapterObject, PDEVICE_OBJECT DeviceObject,
                                        ULONG NumberOfMapRegisters,
                                        PDRIVER_CONTROL ExecutionRoutine, PVOID Context);
BOOLEAN NTAPI IoFlushAdapterBuffers(_In_ PADAPTER_OBJECT AdapterObject, _In_ PMDL Mdl,
                                    _In_ PVOID MapRegisterBase, _In_ PVOID CurrentVa,
                                    _In_ ULONG Length, _In_ BOOLEAN WriteToDevice);
VOID NTAPI IoFreeAdapterChannel(_In_ PADAPTER_OBJECT AdapterObject);
VOID NTAPI IoFreeMapRegisters(_In_ PADAPTER_OBJECT AdapterObject, _In_ PVOID MapRegisterBase,
                              _In_ ULONG NumberOfMapRegisters);
PHYSICAL_ADDRESS NTAPI IoMapTransfer(_In_ PADAPTER_OBJECT AdapterObject, _In_ PMDL Mdl,
                                     _In_ PVOID MapRegisterBase, _In_ PVOID CurrentVa,
                                     _Inout_ PULONG Length, _In_ BOOLEAN WriteToDevice);

/* Devices that a driver finds for itself */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoReportDetectedDevice(_In_ PDRIVER_OBJECT DriverObject,
                                      _In_ INTERFACE_TYPE LegacyBusType, _In_ ULONG BusNumber,
                                      _In_ ULONG SlotNumber,
                                      _In_opt_ PCM_RESOURCE_LIST ResourceList,
                                      _In_opt_ PIO_RESOURCE_REQUIREMENTS_LIST ResourceRequirements,
                                      _In_ BOOLEAN ResourceAssigned,
                                      _Inout_ PDEVICE_OBJECT *DeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoReportResourceForDetection(_In_ PDRIVER_OBJECT DriverObject,
                                            _In_opt_ PCM_RESOURCE_LIST DriverList,
                                            _In_ ULONG DriverListSize,
                                            _In_opt_ PDEVICE_OBJECT DeviceObject,
                                            _In_opt_ PCM_RESOURCE_LIST DeviceList,
                                            _In_ ULONG DeviceListSize,
                                            _Out_ PBOOLEAN ConflictDetected);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoReportRootDevice(_In_ PDRIVER_OBJECT DriverObject);
NTSTATUS NTAPI IoReportResourceUsage(
    _In_opt_ PUNICODE_STRING DriverClassName, _In_ PDRIVER_OBJECT DriverObject,
    _In_ PCM_RESOURCE_LIST DriverList, _In_opt_ ULONG DriverListSize,
    _In_ PDEVICE_OBJECT DeviceObject, _In_ PCM_RESOURCE_LIST DeviceList, _In_ ULONG DeviceListSize,
    _In_ BOOLEAN OverrideConflict, _Out_ PBOOLEAN ConflictDetected);

typedef enum _CONFIGURATION_TYPE {
    ArcSystem,
    CentralProcessor,
    FloatingPointProcessor,
    PrimaryIcache,
    PrimaryDcache,
    SecondaryIcache,
    SecondaryDcache,
    SecondaryCache,
    EisaAdapter,
    TcAdapter,
    ScsiAdapter,
    DtiAdapter,
    MultiFunctionAdapter,
    DiskController,
    TapeController,
    CdromController,
    WormController,
    SerialController,
    NetworkController,
    DisplayController,
    ParallelController,
    PointerController,
    KeyboardController,
    AudioController,
    OtherController,
    DiskPeripheral,
    FloppyDiskPeripheral,
    TapePeripheral,
    ModemPeripheral,
    MonitorPeripheral,
    PrinterPeripheral,
    PointerPeripheral,
    KeyboardPeripheral,
    TerminalPeripheral,
    OtherPeripheral,
    LinePeripheral,
    NetworkPeripheral,
    SystemMemory,
    DockingInformation,
    RealModeIrqRoutingTable,
    RealModePCIEnumeration,
    MaximumType
} CONFIGURATION_TYPE,
    *PCONFIGURATION_TYPE;

typedef enum _IO_QUERY_DEVICE_DATA_FORMAT {
    IoQueryDeviceIdentifier = 0,
    IoQueryDeviceConfigurationData,
    IoQueryDeviceComponentInformation,
    IoQueryDeviceMaxData
} IO_QUERY_DEVICE_DATA_FORMAT,
    *PIO_QUERY_DEVICE_DATA_FORMAT;

typedef NTSTATUS NTAPI IO_QUERY_DEVICE_ROUTINE(
    _In_ PVOID Context, _In_ PUNICODE_STRING PathName, _In_ INTERFACE_TYPE BusType,
    _In_ ULONG BusNumber, _In_ PKEY_VALUE_FULL_INFORMATION *BusInformation,
    _In_ CONFIGURATION_TYPE ControllerType, _In_ ULONG ControllerNumber,
    _In_ PKEY_VALUE_FULL_INFORMATION *ControllerInformation, _In_ CONFIGURATION_TYPE PeripheralType,
    _In_ ULONG PeripheralNumber, _In_ PKEY_VALUE_FULL_INFORMATION *PeripheralInformation);
typedef IO_QUERY_DEVICE_ROUTINE *PIO_QUERY_DEVICE_ROUTINE;
NTSTATUS NTAPI IoQueryDeviceDescription(
    _In_opt_ PINTERFACE_TYPE BusType, _In_opt_ PULONG BusNumber,
    _In_opt_ PCONFIGURATION_TYPE ControllerType, _In_opt_ PULONG ControllerNumber,
    _In_opt_ PCONFIGURATION_TYPE PeripheralType, _In_opt_ PULONG PeripheralNumber,
    _In_ PIO_QUERY_DEVICE_ROUTINE CalloutRoutine, _Inout_opt_ PVOID Context);

/* Reinitialisation, boot drivers */
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoRegisterDriverReinitialization(_In_ PDRIVER_OBJECT DriverObject,
                                            _In_ PDRIVER_REINITIALIZE DriverReinitializationRoutine,
                                            _In_opt_ PVOID Context);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoRegisterBootDriverReinitialization(
    _In_ PDRIVER_OBJECT DriverObject, _In_ PDRIVER_REINITIALIZE DriverReinitializationRoutine,
    _In_opt_ PVOID Context);

typedef enum _BDCB_CALLBACK_TYPE { BdCbStatusUpdate, BdCbInitializeImage } BDCB_CALLBACK_TYPE,
    *PBDCB_CALLBACK_TYPE;
typedef enum _BDCB_STATUS_UPDATE_TYPE {
    BdCbStatusPrepareForDependencyLoad,
    BdCbStatusPrepareForDriverLoad,
    BdCbStatusPrepareForUnload
} BDCB_STATUS_UPDATE_TYPE,
    *PBDCB_STATUS_UPDATE_TYPE;
typedef enum _BDCB_CLASSIFICATION {
    BdCbClassificationUnknownImage,
    BdCbClassificationKnownGoodImage,
    BdCbClassificationKnownBadImage,
    BdCbClassificationKnownBadImageBootCritical,
    BdCbClassificationEnd
} BDCB_CLASSIFICATION,
    *PBDCB_CLASSIFICATION;
typedef struct _BDCB_STATUS_UPDATE_CONTEXT {
    BDCB_STATUS_UPDATE_TYPE StatusType;
} BDCB_STATUS_UPDATE_CONTEXT, *PBDCB_STATUS_UPDATE_CONTEXT;
typedef struct _BDCB_IMAGE_INFORMATION {
    BDCB_CLASSIFICATION Classification;
    ULONG ImageFlags;
    UNICODE_STRING ImageName;
    UNICODE_STRING RegistryPath;
    UNICODE_STRING CertificatePublisher;
    UNICODE_STRING CertificateIssuer;
    PVOID ImageHash;
    PVOID CertificateThumbprint;
    ULONG ImageHashAlgorithm;
    ULONG ThumbprintHashAlgorithm;
    ULONG ImageHashLength;
    ULONG CertificateThumbprintLength;
} BDCB_IMAGE_INFORMATION, *PBDCB_IMAGE_INFORMATION;
typedef VOID NTAPI BOOT_DRIVER_CALLBACK_FUNCTION(PVOID CallbackContext,
                                                 BDCB_CALLBACK_TYPE Classification,
                                                 PBDCB_IMAGE_INFORMATION ImageInformation);
typedef BOOT_DRIVER_CALLBACK_FUNCTION *PBOOT_DRIVER_CALLBACK_FUNCTION;
_IRQL_requires_max_(PASSIVE_LEVEL)
PVOID NTAPI IoRegisterBootDriverCallback(_In_ PBOOT_DRIVER_CALLBACK_FUNCTION CallbackFunction,
                                         _In_opt_ PVOID CallbackContext);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI IoUnregisterBootDriverCallback(_In_ PVOID CallbackHandle);

/* IRPs */
_IRQL_requires_max_(DISPATCH_LEVEL)
PIRP NTAPI IoMakeAssociatedIrp(_In_ PIRP Irp, _In_ CCHAR StackSize);
VOID NTAPI IoSetMasterIrpStatus(_Inout_ PIRP MasterIrp, _In_ NTSTATUS Status);
BOOLEAN NTAPI IoIsValidIrpStatus(_In_ NTSTATUS Status);
IO_PAGING_PRIORITY NTAPI IoGetPagingIoPriority(_In_ PIRP Irp);
_IRQL_requires_max_(DISPATCH_LEVEL)
PEPROCESS NTAPI IoGetInitiatorProcess(_In_ PFILE_OBJECT FileObject);

/* Hard errors */
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI IoRaiseHardError(_In_ PIRP Irp, _In_opt_ PVPB Vpb, _In_ PDEVICE_OBJECT RealDeviceObject);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI IoRaiseInformationalHardError(_In_ NTSTATUS ErrorStatus,
                                            _In_opt_ PUNICODE_STRING String,
                                            _In_opt_ PKTHREAD Thread);
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN NTAPI IoSetThreadHardErrorMode(_In_ BOOLEAN EnableHardErrors);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoSetHardErrorOrVerifyDevice(_In_ PIRP Irp, _In_ PDEVICE_OBJECT DeviceObject);

/* Opening files */
typedef struct _TXN_PARAMETER_BLOCK {
    USHORT Length;
    USHORT TxFsContext;
    PVOID TransactionObject;
} TXN_PARAMETER_BLOCK, *PTXN_PARAMETER_BLOCK;
#define TXF_MINIVERSION_DEFAULT_VIEW (0xFFFE)

typedef struct _IO_DRIVER_CREATE_CONTEXT {
    CSHORT Size;
    struct _ECP_LIST *ExtraCreateParameter;
    PVOID DeviceObjectHint;
    PTXN_PARAMETER_BLOCK TxnParameters;
    PESILO SiloContext;
} IO_DRIVER_CREATE_CONTEXT, *PIO_DRIVER_CREATE_CONTEXT;

WDK_INLINE VOID
IoInitializeDriverCreateContext(_Inout_ PIO_DRIVER_CREATE_CONTEXT DriverContext)
{
    memset(DriverContext, 0, sizeof(*DriverContext));
    DriverContext->Size = sizeof(*DriverContext);
}

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoCreateFileEx(_Out_ PHANDLE FileHandle, _In_ ACCESS_MASK DesiredAccess,
                              _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                              _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                              _In_opt_ PLARGE_INTEGER AllocationSize, _In_ ULONG FileAttributes,
                              _In_ ULONG ShareAccess, _In_ ULONG Disposition,
                              _In_ ULONG CreateOptions, _In_opt_ PVOID EaBuffer,
                              _In_ ULONG EaLength, _In_ CREATE_FILE_TYPE CreateFileType,
                              _In_opt_ PVOID InternalParameters, _In_ ULONG Options,
                              _In_opt_ PIO_DRIVER_CREATE_CONTEXT DriverContext);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoCreateFileSpecifyDeviceObjectHint(_Out_ PHANDLE FileHandle,
                                                   _In_ ACCESS_MASK DesiredAccess,
                                                   _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                                   _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                                                   _In_opt_ PLARGE_INTEGER AllocationSize,
                                                   _In_ ULONG FileAttributes,
                                                   _In_ ULONG ShareAccess, _In_ ULONG Disposition,
                                                   _In_ ULONG CreateOptions,
                                                   _In_opt_ PVOID EaBuffer, _In_ ULONG EaLength,
                                                   _In_ CREATE_FILE_TYPE CreateFileType,
                                                   _In_opt_ PVOID InternalParameters,
                                                   _In_ ULONG Options, _In_opt_ PVOID DeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoCancelFileOpen(_In_ PDEVICE_OBJECT DeviceObject, _In_ PFILE_OBJECT FileObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
PGENERIC_MAPPING NTAPI IoGetFileObjectGenericMapping(VOID);
PTXN_PARAMETER_BLOCK NTAPI IoGetTransactionParameterBlock(_In_ PFILE_OBJECT FileObject);
NTSTATUS NTAPI IoSetFileOrigin(_In_ PFILE_OBJECT FileObject, _In_ BOOLEAN Remote);
BOOLEAN NTAPI IoIsFileOriginRemote(_In_ PFILE_OBJECT FileObject);
NTSTATUS NTAPI IoSetFileObjectIgnoreSharing(PFILE_OBJECT FileObject);
BOOLEAN NTAPI IoIsFileObjectIgnoringSharing(PFILE_OBJECT FileObject);

typedef struct _IO_FOEXT_SHADOW_FILE {
    PFILE_OBJECT BackingFileObject;
    PVOID BackingFltInstance;
} IO_FOEXT_SHADOW_FILE, *PIO_FOEXT_SHADOW_FILE;
typedef struct _IO_FOEXT_SILO_PARAMETERS {
    ULONG Length;
    union {
        struct {
            ULONG HasHardReference : 1;
            ULONG SpareFlags : 31;
        };
        ULONG Flags;
    };
    PESILO SiloContext;
} IO_FOEXT_SILO_PARAMETERS, *PIO_FOEXT_SILO_PARAMETERS;
#define OPLOCK_KEY_VERSION_WIN7 0x0001
#define OPLOCK_KEY_VERSION_WIN8 0x0002
#define OPLOCK_KEY_FLAG_PARENT_KEY 0x0001
#define OPLOCK_KEY_FLAG_TARGET_KEY 0x0002
typedef struct _OPLOCK_KEY_CONTEXT {
    USHORT Version;
    USHORT Flags;
    GUID ParentOplockKey;
    GUID TargetOplockKey;
    ULONG Reserved;
} OPLOCK_KEY_CONTEXT, *POPLOCK_KEY_CONTEXT;
NTSTATUS NTAPI IoSetShadowFileInformation(_In_ PFILE_OBJECT FileObject,
                                          _In_ PFILE_OBJECT BackingFileObject,
                                          _In_ PVOID BackingFltInstance);
PIO_FOEXT_SHADOW_FILE NTAPI IoGetShadowFileInformation(_In_ PFILE_OBJECT FileObject);
PIO_FOEXT_SILO_PARAMETERS NTAPI IoGetSiloParameters(_In_ PFILE_OBJECT FileObject);
_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID NTAPI IoGetOplockKeyContext(PFILE_OBJECT FileObject);
_IRQL_requires_max_(DISPATCH_LEVEL)
POPLOCK_KEY_CONTEXT NTAPI IoGetOplockKeyContextEx(PFILE_OBJECT FileObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoVolumeDeviceToDosName(_In_ PVOID VolumeDeviceObject,
                                       _Out_ PUNICODE_STRING DosName);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoQueryFullDriverPath(_In_ PDRIVER_OBJECT DriverObject,
                                     _Out_ PUNICODE_STRING FullPath);

/* Activity ids, keep-alive */
LPCGUID NTAPI IoGetActivityIdThread(VOID);
LPCGUID NTAPI IoSetActivityIdThread(LPCGUID ActivityId);
VOID NTAPI IoClearActivityIdThread(_In_ LPCGUID OriginalId);
NTSTATUS NTAPI IoGetActivityIdIrp(_In_ PIRP Irp, _Out_ LPGUID Guid);
NTSTATUS NTAPI IoSetActivityIdIrp(_In_ PIRP Irp, _In_opt_ LPCGUID Guid);
NTSTATUS NTAPI IoPropagateActivityIdToThread(_In_ PIRP Irp, _Out_ LPGUID PropagatedId,
                                             LPCGUID *OriginalId);
VOID NTAPI IoTransferActivityId(_In_ LPCGUID ActivityId, _In_ LPCGUID RelatedActivityId);
NTSTATUS NTAPI IoIncrementKeepAliveCount(_Inout_ PFILE_OBJECT FileObject,
                                         _Inout_ PEPROCESS Process);
NTSTATUS NTAPI IoDecrementKeepAliveCount(_Inout_ PFILE_OBJECT FileObject,
                                         _Inout_ PEPROCESS Process);

#ifdef __cplusplus
}
#endif

#endif
