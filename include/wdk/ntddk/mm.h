/*
 * wdk/ntddk/mm.h - physical memory, user memory, system views
 */
#ifndef _NTDDK_MM_H_
#define _NTDDK_MM_H_

#include "../wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

extern PVOID MmHighestUserAddress;
extern PVOID MmSystemRangeStart;
extern ULONG_PTR MmUserProbeAddress;
#define MM_HIGHEST_USER_ADDRESS MmHighestUserAddress
#define MM_USER_PROBE_ADDRESS MmUserProbeAddress
#define MM_SYSTEM_RANGE_START MmSystemRangeStart
#define MM_LOWEST_USER_ADDRESS ((PVOID)0x10000)

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI MmAddPhysicalMemory(_In_ PPHYSICAL_ADDRESS StartAddress,
                                   _In_ PLARGE_INTEGER NumberOfBytes);
NTSTATUS NTAPI MmRemovePhysicalMemory(_In_ PPHYSICAL_ADDRESS StartAddress,
                                      _Inout_ PLARGE_INTEGER NumberOfBytes);
_IRQL_requires_max_(PASSIVE_LEVEL)
PPHYSICAL_MEMORY_RANGE NTAPI MmGetPhysicalMemoryRangesEx2(PVOID PartitionObject, ULONG Flags);
_IRQL_requires_max_(PASSIVE_LEVEL)
PPHYSICAL_MEMORY_RANGE NTAPI MmGetPhysicalMemoryRangesEx(PVOID PartitionObject);
#define MM_COPY_MEMORY_PHYSICAL 0x1
#define MM_COPY_MEMORY_VIRTUAL 0x2
typedef struct _MM_COPY_ADDRESS {
    union {
        PVOID VirtualAddress;
        PHYSICAL_ADDRESS PhysicalAddress;
    };
} MM_COPY_ADDRESS, *PMMCOPY_ADDRESS;
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI MmCopyMemory(_In_ PVOID TargetAddress, _In_ MM_COPY_ADDRESS SourceAddress,
                            _In_ SIZE_T NumberOfBytes, _In_ ULONG Flags,
                            _Out_ PSIZE_T NumberOfBytesTransferred);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI MmMapViewInSystemSpace(PVOID Section, PVOID *MappedBase, PSIZE_T ViewSize);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI MmUnmapViewInSystemSpace(PVOID MappedBase);
NTSTATUS NTAPI MmMapViewInSessionSpace(_In_ PVOID Section, _Outptr_ PVOID *MappedBase,
                                       _Inout_ PSIZE_T ViewSize);
NTSTATUS NTAPI MmUnmapViewInSessionSpace(_In_ PVOID MappedBase);
#define MM_SECURE_EXCLUSIVE 0x00000001
#define MM_SECURE_NO_CHANGE 0x00000002
#define MM_SECURE_USER_MODE_ONLY 0x00000004
#define MM_SECURE_NO_INHERIT 0x00000008
_IRQL_requires_max_(APC_LEVEL)
HANDLE NTAPI MmSecureVirtualMemory(_In_ PVOID Address, _In_ SIZE_T Size, _In_ ULONG ProbeMode);
_IRQL_requires_max_(APC_LEVEL)
HANDLE NTAPI MmSecureVirtualMemoryEx(PVOID Address, SIZE_T Size, ULONG ProbeMode, ULONG Flags);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI MmUnsecureVirtualMemory(_In_ HANDLE SecureHandle);

#ifdef __cplusplus
}
#endif

#endif
