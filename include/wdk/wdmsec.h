/*
 * wdk/wdmsec.h - named device objects with a security descriptor
 */
#ifndef _WDMSEC_H_
#define _WDMSEC_H_

#include "wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Security descriptors in text, for IoCreateDeviceSecure */
#define WDMSEC_SDDL_(Name, Text)                                                                   \
    extern const UNICODE_STRING Name DECLSPEC_SELECTANY;                                           \
    const UNICODE_STRING Name = {sizeof(Text) - sizeof(WCHAR), sizeof(Text), (PWCH)Text}
WDMSEC_SDDL_(SDDL_DEVOBJ_KERNEL_ONLY, L"D:P");
WDMSEC_SDDL_(SDDL_DEVOBJ_SYS_ALL, L"D:P(A;;GA;;;SY)");
WDMSEC_SDDL_(SDDL_DEVOBJ_INF_SUPPLIED, L"D:P(A;;GA;;;SY)");
WDMSEC_SDDL_(SDDL_DEVOBJ_SYS_ALL_ADM_ALL, L"D:P(A;;GA;;;SY)(A;;GA;;;BA)");
WDMSEC_SDDL_(SDDL_DEVOBJ_SYS_ALL_ADM_RX, L"D:P(A;;GA;;;SY)(A;;GRGX;;;BA)");
WDMSEC_SDDL_(SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R,
             L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GR;;;WD)");
WDMSEC_SDDL_(SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R_RES_R,
             L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GR;;;WD)(A;;GR;;;RC)");
WDMSEC_SDDL_(SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_RW_RES_R,
             L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GRGW;;;WD)(A;;GR;;;RC)");
WDMSEC_SDDL_(SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_RWX_RES_RWX,
             L"D:P(A;;GA;;;SY)(A;;GRGWGX;;;BA)(A;;GRGWGX;;;WD)(A;;GRGWGX;;;RC)");
#undef WDMSEC_SDDL_

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI WdmlibIoCreateDeviceSecure(_In_ PDRIVER_OBJECT DriverObject,
                                          _In_ ULONG DeviceExtensionSize,
                                          _In_opt_ PUNICODE_STRING DeviceName,
                                          _In_ DEVICE_TYPE DeviceType,
                                          _In_ ULONG DeviceCharacteristics, _In_ BOOLEAN Exclusive,
                                          _In_ PCUNICODE_STRING DefaultSDDLString,
                                          _In_opt_ LPCGUID DeviceClassGuid,
                                          _Out_ PDEVICE_OBJECT *DeviceObject);
NTSTATUS NTAPI WdmlibRtlInitUnicodeStringEx(_Out_ PUNICODE_STRING DestinationString,
                                            _In_opt_ PCWSTR SourceString);
NTSTATUS NTAPI WdmlibIoValidateDeviceIoControlAccess(_In_ PIRP Irp, _In_ ULONG RequiredAccess);
#define IoCreateDeviceSecure WdmlibIoCreateDeviceSecure

#ifdef __cplusplus
}
#endif

#endif
