/*
 * mm/contiguous.c - physically contiguous, noncached and MDL-only memory
 *
 * The contiguous window is the one in which neighbours are physical neighbours.
 *
 * Differs from Windows: all memory is coherent: a cache type changes nothing. Boundaries and ranges
 * are met by trying place after place, a few times.
 */
#include "mi.h"

enum { MI_TRIES = 16 };

/* The frames from Address on are within the limits; they need not be contiguous. */
static BOOLEAN
MiFramesFit(PUCHAR Address, SIZE_T Pages, ULONG64 Lowest, ULONG64 Highest)
{
    SIZE_T i;

    for (i = 0; i < Pages; i++) {
        ULONG64 Physical = (ULONG64)HalPageFrame(Address + i * PAGE_SIZE) << PAGE_SHIFT;

        if (Physical < Lowest || Physical + PAGE_SIZE - 1 > Highest) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Pages from Address to the boundary that the block would cross; 0: it crosses none. */
static SIZE_T
MiPagesToBoundary(PUCHAR Address, SIZE_T Pages, ULONG64 Boundary)
{
    ULONG64 First = (ULONG64)HalPageFrame(Address) << PAGE_SHIFT;

    if (Boundary == 0 || First / Boundary == (First + Pages * PAGE_SIZE - 1) / Boundary) {
        return 0;
    }
    return (SIZE_T)((Boundary - First % Boundary) / PAGE_SIZE);
}

/* The lowest free place is given each time; what does not suit is held until one does. */
PVOID
MiAllocateFrames(HAL_WINDOW Window, SIZE_T Pages, ULONG64 Lowest, ULONG64 Highest, ULONG64 Boundary)
{
    PVOID Held[MI_TRIES], Address = NULL;
    SIZE_T HeldPages[MI_TRIES], Skip;
    ULONG Tries = 0;

    while (Tries < MI_TRIES && (Address = HalAllocatePages(Window, Pages)) != NULL) {
        Skip = MiPagesToBoundary(Address, Pages, Boundary);
        if (Skip == 0 && MiFramesFit(Address, Pages, Lowest, Highest)) {
            break;
        }
        if (Skip != 0) {
            HalFreePages(Window, Address, Pages);
            Address = HalAllocatePages(Window, Skip);
        }
        Held[Tries] = Address;
        HeldPages[Tries++] = Skip != 0 ? Skip : Pages;
        Address = NULL;
    }
    while (Tries != 0) {
        Tries--;
        HalFreePages(Window, Held[Tries], HeldPages[Tries]);
    }
    return Address;
}

static PVOID
MiAllocateBlock(MI_BLOCK_KIND Kind, HAL_WINDOW Window, SIZE_T Bytes, ULONG64 Lowest,
                ULONG64 Highest, ULONG64 Boundary, PVOID Caller)
{
    PVOID Address;

    if (Bytes == 0) {
        return NULL;
    }
    Address = MiAllocateFrames(Window, BYTES_TO_PAGES(Bytes), Lowest, Highest, Boundary);
    if (Address != NULL && MiAddBlock(Kind, Window, Address, Bytes, Caller) == NULL) {
        HalFreePages(Window, Address, BYTES_TO_PAGES(Bytes));
        return NULL;
    }
    return Address;
}

static VOID
MiFreeBlock(MI_BLOCK_KIND Kind, PVOID Address)
{
    PMI_BLOCK Block = MiFindBlock(Kind, Address);

    if (Block == NULL) {
        MiViolation(0x16, 0, (ULONG_PTR)Address, 0);
    }
    HalFreePages(Block->Window, Address, BYTES_TO_PAGES(Block->Bytes));
    MiRemoveBlock(Block);
}

/* --- contiguous ------------------------------------------------------------------------------- */

static PVOID
MiAllocateContiguous(SIZE_T Bytes, PHYSICAL_ADDRESS Lowest, PHYSICAL_ADDRESS Highest,
                     PHYSICAL_ADDRESS Boundary, PVOID Caller)
{
    return MiAllocateBlock(MiContiguous, HalContiguous, Bytes, (ULONG64)Lowest.QuadPart,
                           (ULONG64)Highest.QuadPart, (ULONG64)Boundary.QuadPart, Caller);
}

PVOID
MmAllocateContiguousMemory(SIZE_T NumberOfBytes, PHYSICAL_ADDRESS HighestAcceptableAddress)
{
    PHYSICAL_ADDRESS None = {.QuadPart = 0};

    return MiAllocateContiguous(NumberOfBytes, None, HighestAcceptableAddress, None,
                                MI_CALLER());
}

PVOID
MmAllocateContiguousMemorySpecifyCache(SIZE_T NumberOfBytes,
                                       PHYSICAL_ADDRESS LowestAcceptableAddress,
                                       PHYSICAL_ADDRESS HighestAcceptableAddress,
                                       PHYSICAL_ADDRESS BoundaryAddressMultiple,
                                       MEMORY_CACHING_TYPE CacheType)
{
    return MiAllocateContiguous(NumberOfBytes, LowestAcceptableAddress, HighestAcceptableAddress,
                                BoundaryAddressMultiple, MI_CALLER());
}

PVOID
MmAllocateContiguousMemorySpecifyCacheNode(SIZE_T NumberOfBytes,
                                           PHYSICAL_ADDRESS LowestAcceptableAddress,
                                           PHYSICAL_ADDRESS HighestAcceptableAddress,
                                           PHYSICAL_ADDRESS BoundaryAddressMultiple,
                                           MEMORY_CACHING_TYPE CacheType,
                                           NODE_REQUIREMENT PreferredNode)
{
    return MiAllocateContiguous(NumberOfBytes, LowestAcceptableAddress, HighestAcceptableAddress,
                                BoundaryAddressMultiple, MI_CALLER());
}

PVOID
MmAllocateContiguousNodeMemory(SIZE_T NumberOfBytes, PHYSICAL_ADDRESS LowestAcceptableAddress,
                               PHYSICAL_ADDRESS HighestAcceptableAddress,
                               PHYSICAL_ADDRESS BoundaryAddressMultiple, ULONG Protect,
                               NODE_REQUIREMENT PreferredNode)
{
    return MiAllocateContiguous(NumberOfBytes, LowestAcceptableAddress, HighestAcceptableAddress,
                                BoundaryAddressMultiple, MI_CALLER());
}

static BOOLEAN
MiIsContiguousProtect(ULONG Protect)
{
    ULONG Plain = Protect & ~(ULONG)(PAGE_NOCACHE | PAGE_WRITECOMBINE);

    return Plain == PAGE_READWRITE || Plain == PAGE_EXECUTE_READWRITE;
}

/* There is one node. */
NTSTATUS
MmAllocateContiguousMemoryEx(PSIZE_T NumberOfBytes, PHYSICAL_ADDRESS LowestAcceptableAddress,
                             PHYSICAL_ADDRESS HighestAcceptableAddress,
                             PHYSICAL_ADDRESS BoundaryAddressMultiple,
                             NODE_REQUIREMENT PreferredNode, ULONG Protect, PVOID PartitionObject,
                             ULONG Tag, ULONG Flags, PVOID *BaseAddress)
{
    if (PartitionObject != NULL) {
        KiNotImplemented("MmAllocateContiguousMemoryEx from a partition", MI_CALLER());
    }
    if (*NumberOfBytes == 0 || !MiIsContiguousProtect(Protect) ||
        (Flags & ~(ULONG)MM_ALLOCATE_CONTIGUOUS_MEMORY_FAST_ONLY) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    *BaseAddress = MiAllocateContiguous(*NumberOfBytes, LowestAcceptableAddress,
                                        HighestAcceptableAddress, BoundaryAddressMultiple,
                                        MI_CALLER());
    if (*BaseAddress == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *NumberOfBytes = ROUND_TO_PAGES(*NumberOfBytes);
    return STATUS_SUCCESS;
}

VOID
MmFreeContiguousMemory(PVOID BaseAddress)
{
    MiFreeBlock(MiContiguous, BaseAddress);
}

VOID
MmFreeContiguousMemorySpecifyCache(PVOID BaseAddress, SIZE_T NumberOfBytes,
                                   MEMORY_CACHING_TYPE CacheType)
{
    MiFreeBlock(MiContiguous, BaseAddress);
}

/* --- noncached -------------------------------------------------------------------------------- */

PVOID
MmAllocateNonCachedMemory(SIZE_T NumberOfBytes)
{
    return MiAllocateBlock(MiNonCached, HalNonPaged, NumberOfBytes, 0, MAXULONG64, 0,
                           MI_CALLER());
}

VOID
MmFreeNonCachedMemory(PVOID BaseAddress, SIZE_T NumberOfBytes)
{
    MiFreeBlock(MiNonCached, BaseAddress);
}
