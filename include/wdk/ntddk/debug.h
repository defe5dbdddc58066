/*
 * wdk/ntddk/debug.h - debugging devices, and HAL tables
 */
#ifndef _NTDDK_DEBUG_H_
#define _NTDDK_DEBUG_H_

#include "../wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MAXIMUM_DEBUG_BARS 6

enum PCR_BTI_VBAR_INDEX {
    BtiVbarNone = 0,
    BtiVbarTrapHvc = 1,
    BtiVbarTrapSmc = 2,
    BtiVbarBhbDsbIsb = 3,
    BtiVbarBhbSb = 4,
    BtiVbarBhbClr = 5
};

typedef enum _RESOURCE_TRANSLATION_DIRECTION {
    TranslateChildToParent,
    TranslateParentToChild
} RESOURCE_TRANSLATION_DIRECTION;

typedef NTSTATUS (*PTRANSLATE_RESOURCE_HANDLER)(
    PVOID Context, PCM_PARTIAL_RESOURCE_DESCRIPTOR Source, RESOURCE_TRANSLATION_DIRECTION Direction,
    ULONG AlternativesCount, IO_RESOURCE_DESCRIPTOR Alternatives[],
    PDEVICE_OBJECT PhysicalDeviceObject, PCM_PARTIAL_RESOURCE_DESCRIPTOR Target);

typedef NTSTATUS (*PTRANSLATE_RESOURCE_REQUIREMENTS_HANDLER)(PVOID Context,
                                                             PIO_RESOURCE_DESCRIPTOR Source,
                                                             PDEVICE_OBJECT PhysicalDeviceObject,
                                                             PULONG TargetCount,
                                                             PIO_RESOURCE_DESCRIPTOR *Target);

typedef struct _TRANSLATOR_INTERFACE {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PTRANSLATE_RESOURCE_HANDLER TranslateResources;
    PTRANSLATE_RESOURCE_REQUIREMENTS_HANDLER TranslateResourceRequirements;
} TRANSLATOR_INTERFACE, *PTRANSLATOR_INTERFACE;

typedef PBUS_HANDLER(FASTCALL *pHalHandlerForBus)(INTERFACE_TYPE InterfaceType, ULONG BusNumber);

typedef VOID(FASTCALL *pHalReferenceBusHandler)(PBUS_HANDLER BusHandler);

typedef NTSTATUS(FASTCALL *pHalIoReadPartitionTable)(
    PDEVICE_OBJECT DeviceObject, ULONG SectorSize, BOOLEAN ReturnRecognizedPartitions,
    struct _DRIVE_LAYOUT_INFORMATION **PartitionBuffer);

typedef NTSTATUS(FASTCALL *pHalIoSetPartitionInformation)(PDEVICE_OBJECT DeviceObject,
                                                          ULONG SectorSize, ULONG PartitionNumber,
                                                          ULONG PartitionType);

typedef NTSTATUS(FASTCALL *pHalIoWritePartitionTable)(
    PDEVICE_OBJECT DeviceObject, ULONG SectorSize, ULONG SectorsPerTrack, ULONG NumberOfHeads,
    struct _DRIVE_LAYOUT_INFORMATION *PartitionBuffer);

typedef NTSTATUS (*pHalQueryBusSlots)(PBUS_HANDLER BusHandler, ULONG BufferSize, PULONG SlotNumbers,
                                      PULONG ReturnedLength);

typedef NTSTATUS (*pHalInitPnpDriver)(VOID);

typedef struct _PM_DISPATCH_TABLE {
    ULONG Signature;
    ULONG Version;
    PVOID Function[1];
} PM_DISPATCH_TABLE, *PPM_DISPATCH_TABLE;

typedef NTSTATUS (*pHalInitPowerManagement)(PPM_DISPATCH_TABLE PmDriverDispatchTable,
                                            PPM_DISPATCH_TABLE *PmHalDispatchTable);

typedef struct _DMA_ADAPTER *(*pHalGetDmaAdapter)(PVOID PhysicalDeviceObject,
                                                  struct _DEVICE_DESCRIPTION *DeviceDescriptor,
                                                  PULONG NumberOfMapRegisters);

typedef NTSTATUS (*pHalGetInterruptTranslator)(INTERFACE_TYPE ParentInterfaceType,
                                               ULONG ParentBusNumber,
                                               INTERFACE_TYPE BridgeInterfaceType, USHORT Size,
                                               USHORT Version, PTRANSLATOR_INTERFACE Translator,
                                               PULONG BridgeBusNumber);

typedef NTSTATUS (*pHalStartMirroring)(VOID);

typedef NTSTATUS (*pHalEndMirroring)(ULONG PassNumber);

typedef NTSTATUS (*pHalMirrorPhysicalMemory)(PHYSICAL_ADDRESS PhysicalAddress,
                                             LARGE_INTEGER NumberOfBytes);

typedef NTSTATUS (*pHalMirrorVerify)(PHYSICAL_ADDRESS PhysicalAddress, LARGE_INTEGER NumberOfBytes);

typedef struct {
    UCHAR Type;
    BOOLEAN Valid;
    union {
        UCHAR Reserved[2];
        struct {
            UCHAR BitWidth;
            UCHAR AccessSize;
        };
    };
    PUCHAR TranslatedAddress;
    ULONG Length;
} DEBUG_DEVICE_ADDRESS, *PDEBUG_DEVICE_ADDRESS;

typedef struct {
    PHYSICAL_ADDRESS Start;
    PHYSICAL_ADDRESS MaxEnd;
    PVOID VirtualAddress;
    ULONG Length;
    BOOLEAN Cached;
    BOOLEAN Aligned;
} DEBUG_MEMORY_REQUIREMENTS, *PDEBUG_MEMORY_REQUIREMENTS;

typedef enum {
    KdNameSpacePCI,
    KdNameSpaceACPI,
    KdNameSpaceAny,
    KdNameSpaceNone,
    KdNameSpaceMax,
} KD_NAMESPACE_ENUM,
    *PKD_NAMESPACE_ENUM;

typedef enum {
    KdConfigureDeviceAndContinue,
    KdSkipDeviceAndContinue,
    KdConfigureDeviceAndStop,
    KdSkipDeviceAndStop,
} KD_CALLBACK_ACTION,
    *PKD_CALLBACK_ACTION;

typedef struct _DEBUG_TRANSPORT_DATA {
    ULONG HwContextSize;
    ULONG SharedVisibleDataSize;
    BOOLEAN UseSerialFraming;
    BOOLEAN ValidUSBCoreId;
    UCHAR USBCoreId;
} DEBUG_TRANSPORT_DATA, *PDEBUG_TRANSPORT_DATA;

typedef struct _DEBUG_IOMMU_EFI_DATA {
    PVOID PciIoProtocolHandle;
    PVOID Mapping;
} DEBUG_EFI_IOMMU_DATA, *PDEBUG_EFI_IOMMU_DATA;

typedef struct _DEBUG_DEVICE_DESCRIPTOR {
    ULONG Bus;
    ULONG Slot;
    USHORT Segment;
    USHORT VendorID;
    USHORT DeviceID;
    UCHAR BaseClass;
    UCHAR SubClass;
    UCHAR ProgIf;
    union {
        UCHAR Flags;
        struct {
            UCHAR DbgHalScratchAllocated : 1;
            UCHAR DbgBarsMapped : 1;
            UCHAR DbgScratchAllocated : 1;
            UCHAR DbgUncachedMemory : 1;
            UCHAR DbgSynthetic : 1;
        };
    };
    BOOLEAN Initialized;
    BOOLEAN Configured;
    DEBUG_DEVICE_ADDRESS BaseAddress[MAXIMUM_DEBUG_BARS];
    DEBUG_MEMORY_REQUIREMENTS Memory;
    ULONG Dbg2TableIndex;
    USHORT PortType;
    USHORT PortSubtype;
    PVOID OemData;
    ULONG OemDataLength;
    KD_NAMESPACE_ENUM NameSpace;
    PWCHAR NameSpacePath;
    ULONG NameSpacePathLength;
    ULONG TransportType;
    DEBUG_TRANSPORT_DATA TransportData;
    DEBUG_EFI_IOMMU_DATA EfiIoMmuData;
} DEBUG_DEVICE_DESCRIPTOR, *PDEBUG_DEVICE_DESCRIPTOR;

typedef VOID (*pHalEndOfBoot)(VOID);

typedef PVOID (*pHalGetAcpiTable)(ULONG Signature, PCSTR OemId, PCSTR OemTableId);

typedef VOID (*PCI_ERROR_HANDLER_CALLBACK)(VOID);

typedef VOID (*pHalSetPciErrorHandlerCallback)(PCI_ERROR_HANDLER_CALLBACK Callback);

typedef VOID (*pHalGetPrmCache)(PLIST_ENTRY *FirmwareList, PLIST_ENTRY *UpdateList);

typedef struct {
    ULONG Version;
    pHalQuerySystemInformation HalQuerySystemInformation;
    pHalSetSystemInformation HalSetSystemInformation;
    pHalQueryBusSlots HalQueryBusSlots;
    ULONG Spare1;
    pHalExamineMBR HalExamineMBR;
    pHalIoReadPartitionTable HalIoReadPartitionTable;
    pHalIoSetPartitionInformation HalIoSetPartitionInformation;
    pHalIoWritePartitionTable HalIoWritePartitionTable;
    pHalHandlerForBus HalReferenceHandlerForBus;
    pHalReferenceBusHandler HalReferenceBusHandler;
    pHalReferenceBusHandler HalDereferenceBusHandler;
    pHalInitPnpDriver HalInitPnpDriver;
    pHalInitPowerManagement HalInitPowerManagement;
    pHalGetDmaAdapter HalGetDmaAdapter;
    pHalGetInterruptTranslator HalGetInterruptTranslator;
    pHalStartMirroring HalStartMirroring;
    pHalEndMirroring HalEndMirroring;
    pHalMirrorPhysicalMemory HalMirrorPhysicalMemory;
    pHalEndOfBoot HalEndOfBoot;
    pHalMirrorVerify HalMirrorVerify;
    pHalGetAcpiTable HalGetCachedAcpiTable;
    pHalSetPciErrorHandlerCallback HalSetPciErrorHandlerCallback;
    pHalGetPrmCache HalGetPrmCache;
} HAL_DISPATCH, *PHAL_DISPATCH;

typedef enum {
    ApicDestinationModePhysical = 1,
    ApicDestinationModeLogicalFlat,
    ApicDestinationModeLogicalClustered,
    ApicDestinationModeUnknown
} HAL_APIC_DESTINATION_MODE,
    *PHAL_APIC_DESTINATION_MODE;

typedef enum _SOC_SUBSYSTEM_TYPE {
    SOC_SUBSYS_WIRELESS_MODEM = 0,
    SOC_SUBSYS_AUDIO_DSP = 1,
    SOC_SUBSYS_WIRELSS_CONNECTIVITY = 2,
    SOC_SUBSYS_SENSORS = 3,
    SOC_SUBSYS_COMPUTE_DSP = 4,
    SOC_SUBSYS_SECURE_PROC = 5,
    SOC_SUBSYS_VENDOR_DEFINED = 0x10000
} SOC_SUBSYSTEM_TYPE,
    *PSOC_SUBSYSTEM_TYPE;

typedef struct _SOC_SUBSYSTEM_FAILURE_DETAILS {
    SOC_SUBSYSTEM_TYPE SubsysType;
    ULONG64 FirmwareVersion;
    ULONG64 HardwareVersion;
    ULONG UnifiedFailureRegionSize;
    CHAR UnifiedFailureRegion[1];
} SOC_SUBSYSTEM_FAILURE_DETAILS, *PSOC_SUBSYSTEM_FAILURE_DETAILS;

BOOLEAN
FsRtlIsTotalDeviceFailure(NTSTATUS Status);

#ifdef __cplusplus
}
#endif
#endif
