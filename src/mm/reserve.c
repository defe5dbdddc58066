/*
 * mm/reserve.c - mapping addresses: a range of system addresses that is kept for mappings to come
 *
 *      MmAllocateMappingAddress --> empty --MmMapLockedPagesWithReservedMapping--> mapped
 *                                     |  <---------MmUnmapReservedMapping------------+
 *                           MmFreeMappingAddress
 *
 * The tag says whose range it is. Mistakes are SYSTEM_PTE_MISUSE with the kinds of that bug check's
 * page: parameters are the kind, the range, the caller's tag, the owner's tag.
 */
#include "mi.h"

enum {
    MiNoBytes = 0x100,
    MiFreeNotOwner = 0x101,
    MiFreeMapped = 0x103,
    MiMapNotOwner = 0x104,
    MiMapBadAddress = 0x105,
    MiMapInUse = 0x107,
    MiUnmapNotOwner = 0x108,
    MiUnmapEmpty = 0x109,
    MiUnmapWrongMdl = 0x10A
};

static DECLSPEC_NORETURN VOID
MiMisuse(ULONG Kind, const VOID *Address, ULONG Tag, ULONG OwnersTag)
{
    KeBugCheckEx(SYSTEM_PTE_MISUSE, Kind, (ULONG_PTR)Address, Tag, OwnersTag);
}

static PMI_BLOCK
MiFindReserved(PVOID Address, ULONG Tag, ULONG NotOwner)
{
    PMI_BLOCK Block = MiFindBlock(MiReserved, Address);

    if (Block == NULL) {
        MiMisuse(MiMapBadAddress, Address, Tag, 0);
    }
    if (Block->Tag != Tag) {
        MiMisuse(NotOwner, Address, Tag, Block->Tag);
    }
    return Block;
}

static PVOID
MiReserve(SIZE_T Bytes, ULONG Tag, PVOID Caller)
{
    SIZE_T Size = ROUND_TO_PAGES(Bytes);
    PMI_BLOCK Block;
    PVOID Address;

    if (Bytes == 0) {
        MiMisuse(MiNoBytes, NULL, Tag, 0);
    }
    Address = HalAllocatePages(HalMappings, Size / PAGE_SIZE);
    if (Address == NULL) {
        return NULL;
    }
    Block = MiAddBlock(MiReserved, HalMappings, Address, Size, Caller);
    if (Block == NULL) {
        HalFreePages(HalMappings, Address, Size / PAGE_SIZE);
        return NULL;
    }
    Block->Tag = Tag;
    return Address;
}

PVOID
MmAllocateMappingAddress(SIZE_T NumberOfBytes, ULONG PoolTag)
{
    return MiReserve(NumberOfBytes, PoolTag, MI_CALLER());
}

/* No flag changes what is reserved here. */
PVOID
MmAllocateMappingAddressEx(SIZE_T NumberOfBytes, ULONG PoolTag, ULONG Flags)
{
    return MiReserve(NumberOfBytes, PoolTag, MI_CALLER());
}

VOID
MmFreeMappingAddress(PVOID BaseAddress, ULONG PoolTag)
{
    PMI_BLOCK Block = MiFindReserved(BaseAddress, PoolTag, MiFreeNotOwner);

    if (Block->Mapped != NULL) {
        MiMisuse(MiFreeMapped, BaseAddress, PoolTag, Block->Tag);
    }
    HalFreePages(HalMappings, BaseAddress, Block->Bytes / PAGE_SIZE);
    MiRemoveBlock(Block);
}

/* MappedSystemVa is without the byte offset, as the page says; what is returned has it. */
PVOID
MmMapLockedPagesWithReservedMapping(PVOID MappingAddress, ULONG PoolTag, PMDL MemoryDescriptorList,
                                    MEMORY_CACHING_TYPE CacheType)
{
    PMDL Mdl = MemoryDescriptorList;
    PMI_BLOCK Block = MiFindReserved(MappingAddress, PoolTag, MiMapNotOwner);

    if (Block->Mapped != NULL) {
        MiMisuse(MiMapInUse, MappingAddress, PoolTag, Block->Tag);
    }
    MiCheckMappable(Mdl);
    if ((SIZE_T)MiPages(Mdl) * PAGE_SIZE > Block->Bytes) {
        return NULL;
    }
    HalMapFramesAt(MappingAddress, MiFrames(Mdl), MiPages(Mdl));
    Block->Mapped = Mdl;
    Mdl->MappedSystemVa = MappingAddress;
    Mdl->MdlFlags |= MDL_MAPPED_TO_SYSTEM_VA;
    if ((Mdl->MdlFlags & MDL_PARTIAL) != 0) {
        Mdl->MdlFlags |= MDL_PARTIAL_HAS_BEEN_MAPPED;
    }
    MiCountMapped(1);
    HalProbe2(PROBE_MDL_MAP, Mdl, MappingAddress);
    return (PUCHAR)MappingAddress + Mdl->ByteOffset;
}

VOID
MmUnmapReservedMapping(PVOID BaseAddress, ULONG PoolTag, PMDL MemoryDescriptorList)
{
    PMDL Mdl = MemoryDescriptorList;
    PMI_BLOCK Block = MiFindReserved(PAGE_ALIGN(BaseAddress), PoolTag, MiUnmapNotOwner);

    if (Block->Mapped == NULL) {
        MiMisuse(MiUnmapEmpty, BaseAddress, PoolTag, Block->Tag);
    }
    if (Block->Mapped != Mdl) {
        MiMisuse(MiUnmapWrongMdl, BaseAddress, PoolTag, Block->Tag);
    }
    HalUnmapFramesAt(Block->Address, MiPages(Mdl));
    Block->Mapped = NULL;
    Mdl->MdlFlags &= ~(MDL_MAPPED_TO_SYSTEM_VA | MDL_PARTIAL_HAS_BEEN_MAPPED);
    MiCountMapped(-1);
    HalProbe2(PROBE_MDL_UNMAP, Mdl, BaseAddress);
}
