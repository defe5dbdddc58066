/*
 * mm/map.c - locked pages get an address in the system or in a process
 *
 * Each frame has an address in the direct map for good. Where the frames of an MDL are neighbours
 * there, as those of any buffer with one virtual range are, its system address is that; it costs
 * nothing. An MDL of other frames, or one that must not be written through, gets pages of its own.
 *
 * Invariants:
 *   M1. MDL_MAPPED_TO_SYSTEM_VA without MDL_PARTIAL: MmUnmapLockedPages or MmUnlockPages must
 *       follow.
 *   M2. A partial MDL shares its source's mapping, or has one of its own:
 *       MDL_PARTIAL_HAS_BEEN_MAPPED.
 *
 * Differs from Windows: a system address stays readable after MmUnmapLockedPages when it was that
 * of the direct map. Device memory in several pieces is not mapped by an MDL.
 */
#include "mi.h"

#define MI_WRONG_ADDRESS 5 /* parameter 1 of 0xDA */

/* --- the system ------------------------------------------------------------------------------- */

/* Where the direct map shows the frames one after another; NULL: it does not. */
static PVOID
MiDirectAddress(PMDL Mdl)
{
    PUCHAR First = HalFrameAddress(MiFrames(Mdl)[0]);
    ULONG i;

    for (i = 1; i < MiPages(Mdl); i++) {
        if (HalFrameAddress(MiFrames(Mdl)[i]) != First + (SIZE_T)i * PAGE_SIZE) {
            return NULL;
        }
    }
    return First;
}

/* Device memory in one piece; registers have addresses of their own kind. */
static PVOID
MiMapDeviceMemory(PMDL Mdl)
{
    PHYSICAL_ADDRESS Physical = {.QuadPart = (LONGLONG)(MiFrames(Mdl)[0] << PAGE_SHIFT)};

    for (ULONG i = 1; i < MiPages(Mdl); i++) {
        if (MiFrames(Mdl)[i] != MiFrames(Mdl)[0] + i) {
            KiNotImplemented("MmMapLockedPagesSpecifyCache of scattered device memory",
                             MI_CALLER());
        }
    }
    return HalMapRegisters(Physical, (SIZE_T)MiPages(Mdl) * PAGE_SIZE);
}

static PVOID
MiMapSystem(PMDL Mdl, ULONG Priority)
{
    BOOLEAN ReadOnly = (Priority & MdlMappingNoWrite) != 0;
    PVOID Base;

    if ((Mdl->MdlFlags & MDL_IO_SPACE) != 0) {
        return MiMapDeviceMemory(Mdl);
    }
    Base = ReadOnly ? NULL : MiDirectAddress(Mdl);
    if (Base != NULL) {
        return Base;
    }
    Base = HalMapFrames(HalMappings, MiFrames(Mdl), MiPages(Mdl));
    if (Base != NULL && ReadOnly) {
        HalProtect(Base, MiPages(Mdl), 1);
    }
    return Base;
}

VOID
MiCheckMappable(PMDL Mdl)
{
    CSHORT Wrong = Mdl->MdlFlags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL);

    if (Wrong != 0) {
        MiViolation(0xB2, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, (ULONG_PTR)Wrong);
    }
    if ((Mdl->MdlFlags & (MDL_PAGES_LOCKED | MDL_PARTIAL | MDL_IO_SPACE)) == 0) {
        MiViolation(0xB3, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, MDL_PAGES_LOCKED | MDL_PARTIAL);
    }
}

static PVOID
MiMapToSystem(PMDL Mdl, BOOLEAN BugCheckOnFailure, ULONG Priority)
{
    PVOID Base;

    MiCheckMappable(Mdl);
    Base = MiMapSystem(Mdl, Priority);
    if (Base == NULL) {
        if (BugCheckOnFailure) {
            KeBugCheckEx(NO_MORE_SYSTEM_PTES, 0, MiPages(Mdl), 0, 0);
        }
        return NULL;
    }
    Mdl->MappedSystemVa = (PUCHAR)Base + Mdl->ByteOffset;
    Mdl->MdlFlags |= MDL_MAPPED_TO_SYSTEM_VA;
    if ((Mdl->MdlFlags & MDL_PARTIAL) != 0) {
        Mdl->MdlFlags |= MDL_PARTIAL_HAS_BEEN_MAPPED;
    }
    MiCountMapped(1);
    HalProbe2(PROBE_MDL_MAP, Mdl, Mdl->MappedSystemVa);
    return Mdl->MappedSystemVa;
}

static VOID
MiUnmapFromSystem(PVOID BaseAddress, PMDL Mdl)
{
    if ((Mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA) == 0) {
        MiViolation(0xB6, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, MDL_MAPPED_TO_SYSTEM_VA);
    }
    if ((Mdl->MdlFlags & MDL_PARTIAL) != 0 && (Mdl->MdlFlags & MDL_PARTIAL_HAS_BEEN_MAPPED) == 0) {
        MiViolation(0xB5, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, MDL_PARTIAL);
    }
    if (BaseAddress != Mdl->MappedSystemVa) {
        KeBugCheckEx(SYSTEM_PTE_MISUSE, MI_WRONG_ADDRESS, (ULONG_PTR)Mdl,
                     (ULONG_PTR)Mdl->MappedSystemVa, (ULONG_PTR)BaseAddress);
    }
    if ((Mdl->MdlFlags & MDL_IO_SPACE) != 0) {
        HalUnmapRegisters(PAGE_ALIGN(BaseAddress), (SIZE_T)MiPages(Mdl) * PAGE_SIZE);
    } else if (HalPlace(BaseAddress) == HalAtMapping) {
        HalUnmapFrames(HalMappings, PAGE_ALIGN(BaseAddress), MiPages(Mdl));
    }
    Mdl->MdlFlags &= ~(MDL_MAPPED_TO_SYSTEM_VA | MDL_PARTIAL_HAS_BEEN_MAPPED);
    MiCountMapped(-1);
    HalProbe2(PROBE_MDL_UNMAP, Mdl, BaseAddress);
}

/* --- the current process ---------------------------------------------------------------------- */

static PVOID
MiMapToUser(PMDL Mdl, PVOID RequestedAddress, ULONG Priority, PVOID Caller)
{
    PMI_SPACE Space = MiSpaceOf(PsCurrentProcess());
    PMI_REGION Region;
    NTSTATUS Status;

    if ((Mdl->MdlFlags & (MDL_PAGES_LOCKED | MDL_PARTIAL | MDL_SOURCE_IS_NONPAGED_POOL)) == 0) {
        MiViolation(0xB3, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, MDL_PAGES_LOCKED);
    }
    if (Space == NULL) {
        ExRaiseStatus(STATUS_INVALID_ADDRESS); /* the System process has no user addresses */
    }
    if (RequestedAddress != NULL) {
        KiNotImplemented("MmMapLockedPagesSpecifyCache at a requested address", Caller);
    }
    Status = MiAddMappedRegion(Space, MiFrames(Mdl), MiPages(Mdl),
                               (Priority & MdlMappingNoWrite) != 0 ? PAGE_READONLY : PAGE_READWRITE,
                               &Region);
    if (!NT_SUCCESS(Status)) {
        ExRaiseStatus(Status);
    }
    MiCountMapped(1);
    HalProbe2(PROBE_MDL_MAP, Mdl, Region->Base);
    return (PUCHAR)Region->Base + Mdl->ByteOffset;
}

static VOID
MiUnmapFromUser(PVOID BaseAddress, PMDL Mdl)
{
    PMI_SPACE Space = MiSpaceOf(PsCurrentProcess());
    PMI_REGION Region = Space != NULL ? MiFindRegion(Space, BaseAddress) : NULL;

    if (Region == NULL || Region->Kind != MiMapped || Region->Base != PAGE_ALIGN(BaseAddress)) {
        MiViolation(0xB9, (ULONG_PTR)BaseAddress, (ULONG_PTR)Mdl, 0);
    }
    MiDeleteRegion(Space, Region);
    MiCountMapped(-1);
    HalProbe2(PROBE_MDL_UNMAP, Mdl, BaseAddress);
}

/* --- either ----------------------------------------------------------------------------------- */

PVOID
MmMapLockedPagesSpecifyCache(PMDL MemoryDescriptorList, KPROCESSOR_MODE AccessMode,
                             MEMORY_CACHING_TYPE CacheType, PVOID RequestedAddress,
                             ULONG BugCheckOnFailure, ULONG Priority)
{
    if (AccessMode == KernelMode) {
        return MiMapToSystem(MemoryDescriptorList, BugCheckOnFailure != 0, Priority);
    }
    return MiMapToUser(MemoryDescriptorList, RequestedAddress, Priority,
                       MI_CALLER());
}

PVOID
MmMapLockedPages(PMDL MemoryDescriptorList, KPROCESSOR_MODE AccessMode)
{
    if (AccessMode == KernelMode) {
        return MiMapToSystem(MemoryDescriptorList, TRUE, HighPagePriority);
    }
    return MiMapToUser(MemoryDescriptorList, NULL, HighPagePriority, MI_CALLER());
}

VOID
MmUnmapLockedPages(PVOID BaseAddress, PMDL MemoryDescriptorList)
{
    if (HalPlace(BaseAddress) == HalAtUser) {
        MiUnmapFromUser(BaseAddress, MemoryDescriptorList);
    } else {
        MiUnmapFromSystem(BaseAddress, MemoryDescriptorList);
    }
}
