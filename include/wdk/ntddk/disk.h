/*
 * wdk/ntddk/disk.h - partition tables
 */
#ifndef _NTDDK_DISK_H_
#define _NTDDK_DISK_H_

#include "../ntdddisk.h"
#include "io.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _CREATE_DISK_MBR {
    ULONG Signature;
} CREATE_DISK_MBR, *PCREATE_DISK_MBR;

typedef struct _CREATE_DISK_GPT {
    GUID DiskId;
    ULONG MaxPartitionCount;
} CREATE_DISK_GPT, *PCREATE_DISK_GPT;

typedef struct _CREATE_DISK {
    PARTITION_STYLE PartitionStyle;
    union {
        CREATE_DISK_MBR Mbr;
        CREATE_DISK_GPT Gpt;
    };
} CREATE_DISK, *PCREATE_DISK;

typedef SET_PARTITION_INFORMATION SET_PARTITION_INFORMATION_MBR;
typedef PARTITION_INFORMATION_GPT SET_PARTITION_INFORMATION_GPT;
typedef struct _SET_PARTITION_INFORMATION_EX {
    PARTITION_STYLE PartitionStyle;
    union {
        SET_PARTITION_INFORMATION_MBR Mbr;
        SET_PARTITION_INFORMATION_GPT Gpt;
    };
} SET_PARTITION_INFORMATION_EX, *PSET_PARTITION_INFORMATION_EX;

typedef struct _DISK_SIGNATURE {
    ULONG PartitionStyle;
    union {
        struct {
            ULONG Signature;
            ULONG CheckSum;
        } Mbr;
        struct {
            GUID DiskId;
        } Gpt;
    };
} DISK_SIGNATURE, *PDISK_SIGNATURE;

NTSTATUS NTAPI IoCreateDisk(_In_ PDEVICE_OBJECT DeviceObject, _In_opt_ PCREATE_DISK Disk);
NTSTATUS NTAPI IoReadDiskSignature(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG BytesPerSector,
                                   _Out_ PDISK_SIGNATURE Signature);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoReadPartitionTable(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG SectorSize,
                                    _In_ BOOLEAN ReturnRecognizedPartitions,
                                    _Out_ PDRIVE_LAYOUT_INFORMATION *PartitionBuffer);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoReadPartitionTableEx(_In_ PDEVICE_OBJECT DeviceObject,
                                      PDRIVE_LAYOUT_INFORMATION_EX *DriveLayout);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoWritePartitionTable(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG SectorSize,
                                     _In_ ULONG SectorsPerTrack, _In_ ULONG NumberOfHeads,
                                     _In_ PDRIVE_LAYOUT_INFORMATION PartitionBuffer);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoWritePartitionTableEx(_In_ PDEVICE_OBJECT DeviceObject,
                                       PDRIVE_LAYOUT_INFORMATION_EX DriveLayout);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoSetPartitionInformation(_In_ PDEVICE_OBJECT DeviceObject, _In_ ULONG SectorSize,
                                         _In_ ULONG PartitionNumber, _In_ ULONG PartitionType);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoSetPartitionInformationEx(_In_ PDEVICE_OBJECT DeviceObject,
                                           _In_ ULONG PartitionNumber,
                                           _In_ PSET_PARTITION_INFORMATION_EX PartitionInfo);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoVerifyPartitionTable(_In_ PDEVICE_OBJECT DeviceObject, _In_ BOOLEAN FixErrors);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoSetSystemPartition(_In_ PUNICODE_STRING VolumeNameString);

#ifdef __cplusplus
}
#endif

#endif
