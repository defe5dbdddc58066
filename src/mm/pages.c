/*
 * mm/pages.c - pages that an MDL alone describes
 *
 * The MDL is locked from the start; its memory is pool of the driver, which frees it with
 * ExFreePool after MmFreePagesFromMdl.
 *
 * Differs from Windows: all pages or none; SkipBytes makes no further range be tried; pages are
 * zeroed whatever the flags say.
 */
#include "mi.h"

static PMDL
MiMdlForPages(PUCHAR Pages, SIZE_T Bytes)
{
    PMDL Mdl = ExAllocatePoolWithTag(NonPagedPoolNx, MmSizeOfMdl(NULL, Bytes), ' ldM');
    ULONG i;

    if (Mdl == NULL) {
        return NULL;
    }
    MmInitializeMdl(Mdl, NULL, Bytes);
    Mdl->Process = NULL;
    Mdl->MappedSystemVa = NULL;
    Mdl->MdlFlags = MDL_PAGES_LOCKED;
    for (i = 0; i < MiPages(Mdl); i++) {
        MiFrames(Mdl)[i] = HalPageFrame(Pages + (SIZE_T)i * PAGE_SIZE);
    }
    return Mdl;
}

static PMDL
MiAllocatePages(PHYSICAL_ADDRESS Low, PHYSICAL_ADDRESS High, SIZE_T TotalBytes, ULONG Flags,
                PVOID Caller)
{
    BOOLEAN Contiguous = (Flags & MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS) != 0;
    HAL_WINDOW Window = Contiguous ? HalContiguous : HalNonPaged;
    SIZE_T Bytes = ROUND_TO_PAGES(TotalBytes);
    PMDL Mdl;
    PVOID Pages;

    if (Bytes == 0 || Bytes > MAXULONG - PAGE_SIZE) {
        return NULL;
    }
    Pages = MiAllocateFrames(Window, Bytes / PAGE_SIZE, (ULONG64)Low.QuadPart,
                             (ULONG64)High.QuadPart, 0);
    if (Pages == NULL) {
        return NULL;
    }
    Mdl = MiMdlForPages(Pages, Bytes);
    if (Mdl == NULL || MiAddBlock(MiMdlPages, Window, Pages, Bytes, Caller) == NULL) {
        if (Mdl != NULL) {
            ExFreePoolWithTag(Mdl, ' ldM');
        }
        HalFreePages(Window, Pages, Bytes / PAGE_SIZE);
        return NULL;
    }
    return Mdl;
}

PMDL
MmAllocatePagesForMdl(PHYSICAL_ADDRESS LowAddress, PHYSICAL_ADDRESS HighAddress,
                      PHYSICAL_ADDRESS SkipBytes, SIZE_T TotalBytes)
{
    return MiAllocatePages(LowAddress, HighAddress, TotalBytes, 0, MI_CALLER());
}

PMDL
MmAllocatePagesForMdlEx(PHYSICAL_ADDRESS LowAddress, PHYSICAL_ADDRESS HighAddress,
                        PHYSICAL_ADDRESS SkipBytes, SIZE_T TotalBytes,
                        MEMORY_CACHING_TYPE CacheType, ULONG Flags)
{
    return MiAllocatePages(LowAddress, HighAddress, TotalBytes, Flags, MI_CALLER());
}

PMDL
MmAllocateNodePagesForMdlEx(PHYSICAL_ADDRESS LowAddress, PHYSICAL_ADDRESS HighAddress,
                            PHYSICAL_ADDRESS SkipBytes, SIZE_T TotalBytes,
                            MEMORY_CACHING_TYPE CacheType, ULONG IdealNode, ULONG Flags)
{
    return MiAllocatePages(LowAddress, HighAddress, TotalBytes, Flags, MI_CALLER());
}

VOID
MmFreePagesFromMdl(PMDL MemoryDescriptorList)
{
    PMDL Mdl = MemoryDescriptorList;
    PMI_BLOCK Block = MiBlockOfFrame(MiMdlPages, MiFrames(Mdl)[0]);

    if (Block == NULL || (Mdl->MdlFlags & MDL_PAGES_LOCKED) == 0) {
        MiViolation(0x16, 0, (ULONG_PTR)Mdl, 0);
    }
    if ((Mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA) != 0) {
        MmUnmapLockedPages(Mdl->MappedSystemVa, Mdl);
    }
    HalFreePages(Block->Window, Block->Address, Block->Bytes / PAGE_SIZE);
    MiRemoveBlock(Block);
    Mdl->MdlFlags &= ~MDL_PAGES_LOCKED;
}
