/*
 * wdk/ntddk/hal.h - bus data, system information of the HAL, locations of devices
 */
#ifndef _NTDDK_HAL_H_
#define _NTDDK_HAL_H_

#include "../wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Configuration data of buses, as legacy drivers read it */
ULONG NTAPI HalGetBusDataByOffset(_In_ BUS_DATA_TYPE BusDataType, _In_ ULONG BusNumber,
                                  _In_ ULONG SlotNumber, _In_ PVOID Buffer, _In_ ULONG Offset,
                                  _In_ ULONG Length);
ULONG NTAPI HalSetBusDataByOffset(_In_ BUS_DATA_TYPE BusDataType, _In_ ULONG BusNumber,
                                  _In_ ULONG SlotNumber, _In_ PVOID Buffer, _In_ ULONG Offset,
                                  _In_ ULONG Length);
ULONG NTAPI HalGetBusData(_In_ BUS_DATA_TYPE BusDataType, _In_ ULONG BusNumber,
                          _In_ ULONG SlotNumber, _Out_ PVOID Buffer, _In_ ULONG Length);
ULONG NTAPI HalSetBusData(_In_ BUS_DATA_TYPE BusDataType, _In_ ULONG BusNumber,
                          _In_ ULONG SlotNumber, _In_ PVOID Buffer, _In_ ULONG Length);
BOOLEAN NTAPI HalTranslateBusAddress(_In_ INTERFACE_TYPE InterfaceType, _In_ ULONG BusNumber,
                                     _In_ PHYSICAL_ADDRESS BusAddress, _Inout_ PULONG AddressSpace,
                                     _Out_ PPHYSICAL_ADDRESS TranslatedAddress);
ULONG NTAPI HalGetInterruptVector(_In_ INTERFACE_TYPE InterfaceType, _In_ ULONG BusNumber,
                                  _In_ ULONG BusInterruptLevel, _In_ ULONG BusInterruptVector,
                                  _Out_ PKIRQL Irql, _Out_ PKAFFINITY Affinity);
PADAPTER_OBJECT NTAPI HalGetAdapter(_In_ PDEVICE_DESCRIPTION DeviceDescription,
                                    _Out_ PULONG NumberOfMapRegisters);
PVOID NTAPI HalAllocateCommonBuffer(_In_ PADAPTER_OBJECT AdapterObject, _In_ ULONG Length,
                                    _Out_ PPHYSICAL_ADDRESS LogicalAddress,
                                    _In_ BOOLEAN CacheEnabled);
VOID NTAPI HalFreeCommonBuffer(_In_ PADAPTER_OBJECT AdapterObject, _In_ ULONG Length,
                               _In_ PHYSICAL_ADDRESS LogicalAddress, _In_ PVOID VirtualAddress,
                               _In_ BOOLEAN CacheEnabled);

/* Locations */
typedef NTSTATUS(NTAPI *PGET_LOCATION_STRING)(_Inout_opt_ PVOID Context,
                                              _Outptr_ PZZWSTR *LocationStrings);
typedef struct _PNP_LOCATION_INTERFACE {
    USHORT Size;
    USHORT Version;
    PVOID Context;
    PINTERFACE_REFERENCE InterfaceReference;
    PINTERFACE_DEREFERENCE InterfaceDereference;
    PGET_LOCATION_STRING GetLocationString;
} PNP_LOCATION_INTERFACE, *PPNP_LOCATION_INTERFACE;

/* Information of the HAL */
typedef enum _HAL_QUERY_INFORMATION_CLASS {
    HalInstalledBusInformation,
    HalProfileSourceInformation,
    HalInformationClassUnused1,
    HalPowerInformation,
    HalProcessorSpeedInformation,
    HalCallbackInformation,
    HalMapRegisterInformation,
    HalMcaLogInformation,
    HalFrameBufferCachingInformation,
    HalDisplayBiosInformation,
    HalProcessorFeatureInformation,
    HalNumaTopologyInterface,
    HalErrorInformation,
    HalCmcLogInformation,
    HalCpeLogInformation,
    HalQueryMcaInterface,
    HalQueryAMLIIllegalIOPortAddresses,
    HalQueryMaxHotPlugMemoryAddress,
    HalPartitionIpiInterface,
    HalPlatformInformation,
    HalQueryProfileSourceList,
    HalInitLogInformation,
    HalFrequencyInformation,
    HalProcessorBrandString,
    HalHypervisorInformation,
    HalPlatformTimerInformation,
    HalAcpiAuditInformation,
    HalIrtInformation,
    HalSecondaryInterruptInformation,
    HalParkingPageInformation,
    HalNumaRangeTableInformation,
    HalChannelTopologyInformation,
    HalExternalCacheInformation,
    HalQueryDebuggerInformation,
    HalFwBootPerformanceInformation,
    HalFwS3PerformanceInformation,
    HalGetChannelPowerInformation,
    HalQueryStateElementInformation,
    HalPsciInformation,
    HalInterruptControllerInformation,
    HalQueryIommuReservedRegionInformation,
    HalQueryArmErrataInformation,
    HalQueryProcessorEfficiencyInformation,
    HalQueryAcpiWakeAlarmSystemPowerStateInformation,
    HalQueryProfileNumberOfCounters,
    HalQueryHyperlaunchEntrypoint,
    HalHardwareWatchdogInformation,
    HalDmaRemappingInformation,
    HalQueryUnused0001,
    HalHeterogeneousMemoryAttributesInterface,
    HalQueryPerDeviceMsiLimitInformation,
    HalQueryProfileCorruptionStatus,
    HalQueryProfileCounterOwnership
} HAL_QUERY_INFORMATION_CLASS,
    *PHAL_QUERY_INFORMATION_CLASS;

typedef enum _HAL_SET_INFORMATION_CLASS {
    HalProfileSourceInterval,
    HalProfileSourceInterruptHandler,
    HalMcaRegisterDriver,
    HalKernelErrorHandler,
    HalCmcRegisterDriver,
    HalCpeRegisterDriver,
    HalMcaLog,
    HalCmcLog,
    HalCpeLog,
    HalGenerateCmcInterrupt,
    HalProfileSourceTimerHandler,
    HalEnlightenment,
    HalProfileDpgoSourceInterruptHandler,
    HalRegisterSecondaryInterruptInterface,
    HalSetChannelPowerInformation,
    HalI386ExceptionChainTerminatorInformation,
    HalSetResetParkDisposition,
    HalSetPsciSuspendMode,
    HalSetHvciEnabled,
    HalSetProcessorTraceInterruptHandler,
    HalProfileSourceAdd,
    HalProfileSourceRemove,
    HalSetSwInterruptHandler,
    HalSetClockTimerMinimumInterval
} HAL_SET_INFORMATION_CLASS,
    *PHAL_SET_INFORMATION_CLASS;

typedef NTSTATUS(NTAPI *pHalQuerySystemInformation)(
    _In_ HAL_QUERY_INFORMATION_CLASS InformationClass, _In_ ULONG BufferSize,
    _Inout_ PVOID Buffer, _Out_ PULONG ReturnedLength);
typedef NTSTATUS(NTAPI *pHalSetSystemInformation)(_In_ HAL_SET_INFORMATION_CLASS InformationClass,
                                                  _In_ ULONG BufferSize, _In_ PVOID Buffer);
typedef VOID(NTAPI *pHalExamineMBR)(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG SectorSize,
                                    _In_ ULONG MBRTypeIdentifier, _Out_ PVOID *Buffer);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI HalExamineMBR(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG SectorSize,
                         _In_ ULONG MBRTypeIdentifier, _Out_ PVOID *Buffer);

#ifdef __cplusplus
}
#endif

#endif
