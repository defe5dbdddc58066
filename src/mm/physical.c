/*
 * mm/physical.c - physical memory: which there is, and where it is seen
 *
 * Differs from Windows: all frames are one node's and one partition's. Memory that is physically
 * contiguous comes first, then the rest (MmAllocateContiguousMemory, HalAllocatePages).
 */
#include "mi.h"

PVOID
MmGetVirtualForPhysical(PHYSICAL_ADDRESS PhysicalAddress)
{
    PUCHAR Page = HalFrameAddress((PFN_NUMBER)(PhysicalAddress.QuadPart >> PAGE_SHIFT));

    return Page != NULL ? Page + (PhysicalAddress.QuadPart & (PAGE_SIZE - 1)) : NULL;
}

/* One range, then one of no bytes. The caller frees it with ExFreePool. */
PPHYSICAL_MEMORY_RANGE
MmGetPhysicalMemoryRanges(VOID)
{
    PPHYSICAL_MEMORY_RANGE Ranges =
        ExAllocatePoolWithTag(NonPagedPoolNx, 2 * sizeof *Ranges, 'hPmM');
    PFN_NUMBER First;

    if (Ranges != NULL) {
        RtlZeroMemory(Ranges, 2 * sizeof *Ranges);
        Ranges->NumberOfBytes.QuadPart = (LONGLONG)(HalFrames(&First) << PAGE_SHIFT);
        Ranges->BaseAddress.QuadPart = (LONGLONG)(First << PAGE_SHIFT);
    }
    return Ranges;
}

PPHYSICAL_MEMORY_RANGE
MmGetPhysicalMemoryRangesEx(PVOID PartitionObject)
{
    return PartitionObject == NULL ? MmGetPhysicalMemoryRanges() : NULL;
}

PPHYSICAL_MEMORY_RANGE
MmGetPhysicalMemoryRangesEx2(PVOID PartitionObject, ULONG Flags)
{
    return MmGetPhysicalMemoryRangesEx(PartitionObject);
}
