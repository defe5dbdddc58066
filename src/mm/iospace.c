/*
 * mm/iospace.c - device memory gets system addresses
 *
 * Differs from Windows: the cache type changes nothing.
 */
#include "mi.h"

#define MI_UNKNOWN_IO_SPACE 0x400 /* parameter 1 of 0xDA */

static PVOID
MiMapRegisters(PHYSICAL_ADDRESS Physical, SIZE_T Bytes, PVOID Caller)
{
    PMI_BLOCK Block;
    PVOID Address;

    if (Bytes == 0) {
        KeRuleViolation("MmMapIoSpace: the length is zero", (ULONG_PTR)Physical.QuadPart,
                        (ULONG_PTR)Caller);
    }
    Address = HalMapRegisters(Physical, Bytes);
    if (Address == NULL) {
        return NULL;
    }
    Block = MiAddBlock(MiRegisters, HalRegisters, Address, Bytes, Caller);
    if (Block == NULL) {
        HalUnmapRegisters(Address, Bytes);
        return NULL;
    }
    Block->Physical = Physical;
    return Address;
}

PVOID
MmMapIoSpace(PHYSICAL_ADDRESS PhysicalAddress, SIZE_T NumberOfBytes, MEMORY_CACHING_TYPE CacheType)
{
    return MiMapRegisters(PhysicalAddress, NumberOfBytes, MI_CALLER());
}

PVOID
MmMapIoSpaceEx(PHYSICAL_ADDRESS PhysicalAddress, SIZE_T NumberOfBytes, ULONG Protect)
{
    return MiMapRegisters(PhysicalAddress, NumberOfBytes, MI_CALLER());
}

VOID
MmUnmapIoSpace(PVOID BaseAddress, SIZE_T NumberOfBytes)
{
    PMI_BLOCK Block = MiFindBlock(MiRegisters, BaseAddress);

    if (Block == NULL || Block->Bytes != NumberOfBytes ||
        !HalUnmapRegisters(BaseAddress, NumberOfBytes)) {
        KeBugCheckEx(SYSTEM_PTE_MISUSE, MI_UNKNOWN_IO_SPACE, (ULONG_PTR)BaseAddress, NumberOfBytes,
                     Block != NULL ? Block->Bytes : 0);
    }
    MiRemoveBlock(Block);
}
