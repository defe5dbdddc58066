/*
 * src/hal/memory.c - pages, frames, and what an address is
 */
#include "hal.h"

#include "machine.h"

static const enum hw_window HalpWindows[] = {
    [HalNonPaged] = HW_NONPAGED, [HalPaged] = HW_PAGED,         [HalStacks] = HW_STACKS,
    [HalMappings] = HW_MAPPINGS, [HalRegisters] = HW_REGISTERS, [HalUser] = HW_USER,
    [HalDirect] = HW_DIRECT,     [HalContiguous] = HW_CONTIGUOUS,
};

PVOID
HalAllocatePages(HAL_WINDOW Window, SIZE_T Pages)
{
    return hw_pages_alloc(HalpWindows[Window], Pages);
}

VOID
HalFreePages(HAL_WINDOW Window, PVOID Address, SIZE_T Pages)
{
    hw_pages_free(HalpWindows[Window], Address, Pages);
}

PVOID
HalAllocateUserStack(SIZE_T Pages)
{
    return hw_user_stack_alloc(Pages);
}

SIZE_T
HalPagesUsed(HAL_WINDOW Window)
{
    return hw_pages_used(HalpWindows[Window]);
}

PVOID
HalWindowBase(HAL_WINDOW Window)
{
    return hw_window_base(HalpWindows[Window]);
}

SIZE_T
HalWindowSize(HAL_WINDOW Window)
{
    return hw_window_size(HalpWindows[Window]);
}

PFN_NUMBER
HalPageFrame(const VOID *Address)
{
    return hw_frame(Address);
}

PVOID
HalFrameAddress(PFN_NUMBER Frame)
{
    return hw_frame_address(Frame);
}

PFN_NUMBER
HalFrames(PFN_NUMBER *First)
{
    *First = HW_FRAME_FIRST;
    return hw_frame_count();
}

VOID
HalProtect(PVOID Address, SIZE_T Pages, ULONG Access)
{
    hw_protect(Address, Pages, (int)Access);
}

HAL_PLACE
HalPlace(const VOID *Address)
{
    static const HAL_PLACE Places[] = {
        [HW_AT_NOWHERE] = HalAtNowhere,     [HW_AT_USER] = HalAtUser,
        [HW_AT_NONPAGED] = HalAtNonPaged,   [HW_AT_PAGED] = HalAtPaged,
        [HW_AT_STACK] = HalAtStack,         [HW_AT_MAPPING] = HalAtMapping,
        [HW_AT_REGISTERS] = HalAtRegisters, [HW_AT_DIRECT] = HalAtDirect,
        [HW_AT_DRIVER] = HalAtDriver,       [HW_AT_LIBSIM] = HalAtLibsim,
        [HW_AT_PROGRAM] = HalAtProgram,
    };

    return Places[hw_place(Address)];
}

PVOID
HalMapFrames(HAL_WINDOW Window, const PFN_NUMBER *Frames, SIZE_T Count)
{
    PVOID Address = HalAllocatePages(Window, Count);

    if (Address != NULL) {
        hw_map_frames(Address, (const uint64_t *)Frames, Count, 3);
    }
    return Address;
}

VOID
HalUnmapFrames(HAL_WINDOW Window, PVOID Address, SIZE_T Count)
{
    hw_unmap_frames(Address, Count);
    HalFreePages(Window, Address, Count);
}

VOID
HalMapFramesAt(PVOID Address, const PFN_NUMBER *Frames, SIZE_T Count)
{
    hw_map_frames(Address, (const uint64_t *)Frames, Count, 3);
}

VOID
HalUnmapFramesAt(PVOID Address, SIZE_T Count)
{
    hw_unmap_frames(Address, Count);
}
