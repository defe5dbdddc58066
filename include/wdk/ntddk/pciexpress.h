/*
 * wdk/ntddk/pciexpress.h - capabilities of PCI Express devices beyond the first one
 */
#ifndef _NTDDK_PCIEXPRESS_H_
#define _NTDDK_PCIEXPRESS_H_

#include "../wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _PCI_FPB_CAPABILITY_HEADER {
    PCI_CAPABILITIES_HEADER Header;
    USHORT Reserved;
} PCI_FPB_CAPABILITY_HEADER, *PPCI_FPB_CAPABILITY_HEADER;

typedef union _PCI_FPB_CAPABILITIES_REGISTER {
    struct {
        ULONG RidDecodeMechanismSupported : 1;
        ULONG MemLowDecodeMechanismSupported : 1;
        ULONG MemHighDecodeMechanismSupported : 1;
        ULONG NumSecDev : 5;
        ULONG RidVectorSizeSupported : 3;
        ULONG Rsvd0 : 5;
        ULONG MemLowVectorSizeSupported : 3;
        ULONG Rsvd1 : 5;
        ULONG MemHighVectorSizeSupported : 3;
        ULONG Rsvd2 : 5;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_FPB_CAPABILITIES_REGISTER, *PPCI_FPB_CAPABILITIES_REGISTER;

typedef union _PCI_FPB_RID_VECTOR_CONTROL1_REGISTER {
    struct {
        ULONG RidDecodeMechanismEnable : 1;
        ULONG Rsvd0 : 3;
        ULONG RidVectorGranularity : 4;
        ULONG Rsvd1 : 11;
        ULONG RidVectorStart : 13;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_FPB_RID_VECTOR_CONTROL1_REGISTER, *PPCI_FPB_RID_VECTOR_CONTROL1_REGISTER;

typedef union _PCI_FPB_RID_VECTOR_CONTROL2_REGISTER {
    struct {
        ULONG Rsvd0 : 3;
        ULONG RidSecondaryStart : 13;
        ULONG Rsvd1 : 16;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_FPB_RID_VECTOR_CONTROL2_REGISTER, *PPCI_FPB_RID_VECTOR_CONTROL2_REGISTER;

typedef union _PCI_FPB_MEM_LOW_VECTOR_CONTROL_REGISTER {
    struct {
        ULONG MemLowDecodeMechanismEnable : 1;
        ULONG Rsvd0 : 3;
        ULONG MemLowVectorGranularity : 4;
        ULONG Rsvd1 : 12;
        ULONG MemLowVectorStart : 12;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_FPB_MEM_LOW_VECTOR_CONTROL_REGISTER, *PPCI_FPB_MEM_LOW_VECTOR_CONTROL_REGISTER;

typedef union _PCI_FPB_MEM_HIGH_VECTOR_CONTROL1_REGISTER {
    struct {
        ULONG MemHighDecodeMechanismEnable : 1;
        ULONG Rsvd0 : 3;
        ULONG MemHighVectorGranularity : 4;
        ULONG Rsvd1 : 20;
        ULONG MemHighVectorStartLower : 4;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_FPB_MEM_HIGH_VECTOR_CONTROL1_REGISTER, *PPCI_FPB_MEM_HIGH_VECTOR_CONTROL1_REGISTER;

typedef struct _PCI_FPB_MEM_HIGH_VECTOR_CONTROL2_REGISTER {
    ULONG MemHighVectorStartUpper;
} PCI_FPB_MEM_HIGH_VECTOR_CONTROL2_REGISTER, *PPCI_FPB_MEM_HIGH_VECTOR_CONTROL2_REGISTER;

typedef union _PCI_FPB_VECTOR_ACCESS_CONTROL_REGISTER {
    struct {
        ULONG VectorAccessOffset : 8;
        ULONG Rsvd0 : 6;
        ULONG VectorSelect : 2;
        ULONG Rsvd1 : 16;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_FPB_VECTOR_ACCESS_CONTROL_REGISTER, *PPCI_FPB_VECTOR_ACCESS_CONTROL_REGISTER;

typedef struct _PCI_FPB_VECTOR_ACCESS_DATA_REGISTER {
    ULONG VectorAccessData;
} PCI_FPB_VECTOR_ACCESS_DATA_REGISTER, *PPCI_FPB_VECTOR_ACCESS_DATA_REGISTER;

typedef struct _PCI_FPB_CAPABILITY {
    PCI_FPB_CAPABILITY_HEADER Header;
    PCI_FPB_CAPABILITIES_REGISTER CapabilitiesRegister;
    PCI_FPB_RID_VECTOR_CONTROL1_REGISTER RidVectorControl1Register;
    PCI_FPB_RID_VECTOR_CONTROL2_REGISTER RidVectorControl2Register;
    PCI_FPB_MEM_LOW_VECTOR_CONTROL_REGISTER MemLowVectorControlRegister;
    PCI_FPB_MEM_HIGH_VECTOR_CONTROL1_REGISTER MemHighVectorControl1Register;
    PCI_FPB_MEM_HIGH_VECTOR_CONTROL2_REGISTER MemHighVectorControl2Register;
    PCI_FPB_VECTOR_ACCESS_CONTROL_REGISTER VectorAccessControlRegister;
    PCI_FPB_VECTOR_ACCESS_DATA_REGISTER VectorAccessDataRegister;
} PCI_FPB_CAPABILITY, *PPCI_FPB_CAPABILITY;

typedef union _PCI_EXPRESS_DPC_CAPS_REGISTER {
    struct {
        USHORT InterruptMsgNumber : 5;
        USHORT RpExtensionsForDpc : 1;
        USHORT PoisonedTlpEgressBlockingSupported : 1;
        USHORT DpcSoftwareTriggeringSupported : 1;
        USHORT RpPioLogSize : 4;
        USHORT DlActiveErrCorSignalingSupported : 1;
        USHORT Reserved : 3;
    } DUMMYSTRUCTNAME;
    USHORT AsUSHORT;
} PCI_EXPRESS_DPC_CAPS_REGISTER, *PPCI_EXPRESS_DPC_CAPS_REGISTER;

typedef union _PCI_EXPRESS_DPC_CONTROL_REGISTER {
    struct {
        USHORT TriggerEnable : 2;
        USHORT CompletionControl : 1;
        USHORT InterruptEnable : 1;
        USHORT ErrCorEnable : 1;
        USHORT PoisonedTlpEgressBlockingEnable : 1;
        USHORT SoftwareTrigger : 1;
        USHORT DlActiveErrCorEnable : 1;
        USHORT Reserved : 8;
    } DUMMYSTRUCTNAME;
    USHORT AsUSHORT;
} PCI_EXPRESS_DPC_CONTROL_REGISTER, *PPCI_EXPRESS_DPC_CONTROL_REGISTER;

typedef union _PCI_EXPRESS_DPC_STATUS_REGISTER {
    struct {
        USHORT TriggerStatus : 1;
        USHORT TriggerReason : 2;
        USHORT InterruptStatus : 1;
        USHORT RpBusy : 1;
        USHORT TriggerReasonExtension : 2;
        USHORT Reserved1 : 1;
        USHORT PioFirstErrPointer : 5;
        USHORT Reserved2 : 3;
    } DUMMYSTRUCTNAME;
    USHORT AsUSHORT;
} PCI_EXPRESS_DPC_STATUS_REGISTER, *PPCI_EXPRESS_DPC_STATUS_REGISTER;

typedef union _PCI_EXPRESS_DPC_RP_PIO_STATUS_REGISTER {
    struct {
        ULONG CfgURCpl : 1;
        ULONG CfgCACpl : 1;
        ULONG CfgCTO : 1;
        ULONG Reserved1 : 5;
        ULONG IoURCpl : 1;
        ULONG IoCACpl : 1;
        ULONG IoCTO : 1;
        ULONG Reserved2 : 5;
        ULONG MemURCpl : 1;
        ULONG MemCACpl : 1;
        ULONG MemCTO : 1;
        ULONG Reserved3 : 12;
        ULONG Reserved4 : 1;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_DPC_RP_PIO_STATUS_REGISTER, *PPCI_EXPRESS_DPC_RP_PIO_STATUS_REGISTER;

typedef union _PCI_EXPRESS_DPC_RP_PIO_MASK_REGISTER {
    struct {
        ULONG CfgURCpl : 1;
        ULONG CfgCACpl : 1;
        ULONG CfgCTO : 1;
        ULONG Reserved1 : 5;
        ULONG IoURCpl : 1;
        ULONG IoCACpl : 1;
        ULONG IoCTO : 1;
        ULONG Reserved2 : 5;
        ULONG MemURCpl : 1;
        ULONG MemCACpl : 1;
        ULONG MemCTO : 1;
        ULONG Reserved3 : 13;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_DPC_RP_PIO_MASK_REGISTER, *PPCI_EXPRESS_DPC_RP_PIO_MASK_REGISTER;

typedef union _PCI_EXPRESS_DPC_RP_PIO_SEVERITY_REGISTER {
    struct {
        ULONG CfgURCpl : 1;
        ULONG CfgCACpl : 1;
        ULONG CfgCTO : 1;
        ULONG Reserved1 : 5;
        ULONG IoURCpl : 1;
        ULONG IoCACpl : 1;
        ULONG IoCTO : 1;
        ULONG Reserved2 : 5;
        ULONG MemURCpl : 1;
        ULONG MemCACpl : 1;
        ULONG MemCTO : 1;
        ULONG Reserved3 : 13;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_DPC_RP_PIO_SEVERITY_REGISTER, *PPCI_EXPRESS_DPC_RP_PIO_SEVERITY_REGISTER;

typedef union _PCI_EXPRESS_DPC_RP_PIO_SYSERR_REGISTER {
    struct {
        ULONG CfgURCpl : 1;
        ULONG CfgCACpl : 1;
        ULONG CfgCTO : 1;
        ULONG Reserved1 : 5;
        ULONG IoURCpl : 1;
        ULONG IoCACpl : 1;
        ULONG IoCTO : 1;
        ULONG Reserved2 : 5;
        ULONG MemURCpl : 1;
        ULONG MemCACpl : 1;
        ULONG MemCTO : 1;
        ULONG Reserved3 : 13;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_DPC_RP_PIO_SYSERR_REGISTER, *PPCI_EXPRESS_DPC_RP_PIO_SYSERR_REGISTER;

typedef union _PCI_EXPRESS_DPC_RP_PIO_EXCEPTION_REGISTER {
    struct {
        ULONG CfgURCpl : 1;
        ULONG CfgCACpl : 1;
        ULONG CfgCTO : 1;
        ULONG Reserved1 : 5;
        ULONG IoURCpl : 1;
        ULONG IoCACpl : 1;
        ULONG IoCTO : 1;
        ULONG Reserved2 : 5;
        ULONG MemURCpl : 1;
        ULONG MemCACpl : 1;
        ULONG MemCTO : 1;
        ULONG Reserved3 : 13;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_DPC_RP_PIO_EXCEPTION_REGISTER, *PPCI_EXPRESS_DPC_RP_PIO_EXCEPTION_REGISTER;

typedef struct _PCI_EXPRESS_DPC_RP_PIO_HEADERLOG_REGISTER {
    ULONG PioHeaderLogRegister[4];
} PCI_EXPRESS_DPC_RP_PIO_HEADERLOG_REGISTER, *PPCI_EXPRESS_DPC_RP_PIO_HEADERLOG_REGISTER;

typedef union _PCI_EXPRESS_DPC_RP_PIO_IMPSPECLOG_REGISTER {
    ULONG PioImpSpecLog;
} PCI_EXPRESS_DPC_RP_PIO_IMPSPECLOG_REGISTER, *PPCI_EXPRESS_DPC_RP_PIO_IMPSPECLOG_REGISTER;

typedef struct _PCI_EXPRESS_DPC_RP_PIO_TLPPREFIXLOG_REGISTER {
    ULONG PioTlpPrefixLogRegister[4];
} PCI_EXPRESS_DPC_RP_PIO_TLPPREFIXLOG_REGISTER, *PPCI_EXPRESS_DPC_RP_PIO_TLPPREFIXLOG_REGISTER;

typedef union _PCI_EXPRESS_DPC_ERROR_SOURCE_ID {
    struct {
        USHORT Function : 3;
        USHORT Device : 5;
        USHORT Bus : 8;
    } DUMMYSTRUCTNAME;
    USHORT AsUSHORT;
} PCI_EXPRESS_DPC_ERROR_SOURCE_ID, *PPCI_EXPRESS_DPC_ERROR_SOURCE_ID;

typedef struct _PCI_EXPRESS_DPC_CAPABILITY {
    PCI_EXPRESS_ENHANCED_CAPABILITY_HEADER Header;
    PCI_EXPRESS_DPC_CAPS_REGISTER DpcCapabilities;
    PCI_EXPRESS_DPC_CONTROL_REGISTER DpcControl;
    PCI_EXPRESS_DPC_STATUS_REGISTER DpcStatus;
    PCI_EXPRESS_DPC_ERROR_SOURCE_ID DpcErrSrcId;
    PCI_EXPRESS_DPC_RP_PIO_STATUS_REGISTER RpPioStatus;
    PCI_EXPRESS_DPC_RP_PIO_MASK_REGISTER RpPioMask;
    PCI_EXPRESS_DPC_RP_PIO_SEVERITY_REGISTER RpPioSeverity;
    PCI_EXPRESS_DPC_RP_PIO_SYSERR_REGISTER RpPioSysError;
    PCI_EXPRESS_DPC_RP_PIO_EXCEPTION_REGISTER RpPioException;
    PCI_EXPRESS_DPC_RP_PIO_HEADERLOG_REGISTER RpPioHeaderLog;
    PCI_EXPRESS_DPC_RP_PIO_IMPSPECLOG_REGISTER RpPioImpSpecLog;
    PCI_EXPRESS_DPC_RP_PIO_TLPPREFIXLOG_REGISTER RpPioPrefixLog;
} PCI_EXPRESS_DPC_CAPABILITY, *PPCI_EXPRESS_DPC_CAPABILITY;

typedef union _PCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_HEADER_1 {
    struct {
        ULONG DvsecVendorId : 16;
        ULONG DvsecVersion : 4;
        ULONG DvsecLength : 12;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_HEADER_1,
    *PPCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_HEADER_1;

typedef union _PCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_HEADER_2 {
    struct {
        USHORT DvsecId : 16;
    } DUMMYSTRUCTNAME;
    USHORT AsUSHORT;
} PCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_HEADER_2,
    *PPCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_HEADER_2;

typedef struct _PCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_CAPABILITY {
    PCI_EXPRESS_ENHANCED_CAPABILITY_HEADER Header;
    PCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_HEADER_1 DvsecHeader1;
    PCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_HEADER_2 DvsecHeader2;
    USHORT DvsecRegisters[1];
} PCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_CAPABILITY,
    *PPCI_EXPRESS_DESIGNATED_VENDOR_SPECIFIC_CAPABILITY;

typedef struct _PCI_EXPRESS_LINK_CONTROL3 {
    union {
        struct {
            ULONG PerformEq : 1;
            ULONG LinkEqIntEn : 1;
            ULONG Reserved : 30;
        };
        ULONG AsULONG;
    };
} PCI_EXPRESS_LINK_CONTROL3, *PPCI_EXPRESS_LINK_CONTROL3;

typedef struct _PCI_EXPRESS_LANE_ERROR_STATUS {
    ULONG LaneBitmap;
} PCI_EXPRESS_LANE_ERROR_STATUS, *PPCI_EXPRESS_LANE_ERROR_STATUS;

typedef struct _PCI_EXPRESS_SECONDARY_CAPABILITY {
    PCI_EXPRESS_ENHANCED_CAPABILITY_HEADER Header;
    PCI_EXPRESS_LINK_CONTROL3 LinkControl3;
    PCI_EXPRESS_LANE_ERROR_STATUS LaneErrorStatus;
} PCI_EXPRESS_SECONDARY_CAPABILITY, *PPCI_EXPRESS_SECONDARY_CAPABILITY;

typedef union _PCI_EXPRESS_NPEM_CAPABILITY_REGISTER {
    struct {
        ULONG Capable : 1;
        ULONG ResetCapable : 1;
        ULONG OkCapable : 1;
        ULONG LocateCapable : 1;
        ULONG FailCapable : 1;
        ULONG RebuildCapable : 1;
        ULONG PFACapable : 1;
        ULONG HotSpareCapable : 1;
        ULONG InACriticalArrayCapable : 1;
        ULONG InAFailedArrayCapable : 1;
        ULONG InvalidDeviceTypeCapable : 1;
        ULONG DisabledCapable : 1;
        ULONG Rsvd : 12;
        ULONG EnclosureSpecificCapabilities : 8;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_NPEM_CAPABILITY_REGISTER, *PPCI_EXPRESS_NPEM_CAPABILITY_REGISTER;

typedef union _PCI_EXPRESS_NPEM_CONTROL_REGISTER {
    struct {
        ULONG Enable : 1;
        ULONG InitiateReset : 1;
        ULONG OkControl : 1;
        ULONG LocateControl : 1;
        ULONG FailControl : 1;
        ULONG RebuildControl : 1;
        ULONG PFAControl : 1;
        ULONG HotSpareControl : 1;
        ULONG InACriticalArrayControl : 1;
        ULONG InAFailedArrayControl : 1;
        ULONG InvalidDeviceTypeControl : 1;
        ULONG DisabledControl : 1;
        ULONG Rsvd : 12;
        ULONG EnclosureSpecificControls : 8;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_NPEM_CONTROL_REGISTER, *PPCI_EXPRESS_NPEM_CONTROL_REGISTER;

typedef union _PCI_EXPRESS_NPEM_STATUS_REGISTER {
    struct {
        ULONG CommandCompleted : 1;
        ULONG Rsvd : 23;
        ULONG EnclosureSpecificStatus : 8;
    } DUMMYSTRUCTNAME;
    ULONG AsULONG;
} PCI_EXPRESS_NPEM_STATUS_REGISTER, *PPCI_EXPRESS_NPEM_STATUS_REGISTER;

typedef struct _PCI_EXPRESS_NPEM_CAPABILITY {
    PCI_EXPRESS_ENHANCED_CAPABILITY_HEADER Header;
    PCI_EXPRESS_NPEM_CAPABILITY_REGISTER Capability;
    PCI_EXPRESS_NPEM_CONTROL_REGISTER Control;
    PCI_EXPRESS_NPEM_STATUS_REGISTER Status;
} PCI_EXPRESS_NPEM_CAPABILITY, *PPCI_EXPRESS_NPEM_CAPABILITY;

#ifdef __cplusplus
}
#endif
#endif
