/*
 * mm/systemview.c - views of sections in the system's address space
 *
 * Differs from Windows: a session has no addresses of its own: its views are the system's.
 */
#include "section.h"

#define MI_VIEW_IS_UNMAPPED 1 /* parameter 2 of 0xD7 */

static NTSTATUS
MiMapSystemView(PVOID Object, PVOID *MappedBase, PSIZE_T ViewSize, PVOID Caller)
{
    PMI_SECTION Section = Object;
    ULONG64 Offset = 0;
    PFN_NUMBER *Frames;
    PMI_BLOCK Block;
    PVOID Base;
    NTSTATUS Status;

    if (ObTypeOf(Object) != &MiSectionType) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    Status = MiFindView(Section, &Offset, ViewSize);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Frames = MiViewFrames(Section, 0, *ViewSize);
    if (Frames == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Base = HalMapFrames(HalMappings, Frames, *ViewSize / PAGE_SIZE);
    ExFreeOwn(Frames);
    if (Base == NULL) {
        return STATUS_NO_MEMORY;
    }
    Block = MiAddBlock(MiSystemView, HalMappings, Base, *ViewSize, Caller);
    if (Block == NULL) {
        HalUnmapFrames(HalMappings, Base, *ViewSize / PAGE_SIZE);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ObReferenceObject(Section);
    Block->Section = Section;
    *MappedBase = Base;
    return STATUS_SUCCESS;
}

static NTSTATUS
MiUnmapSystemView(PVOID MappedBase)
{
    PMI_BLOCK Block = MiFindBlock(MiSystemView, MappedBase);
    PVOID Section;

    if (Block == NULL) {
        KeBugCheckEx(DRIVER_UNMAPPING_INVALID_VIEW, (ULONG_PTR)MappedBase, MI_VIEW_IS_UNMAPPED, 0,
                     0);
    }
    Section = Block->Section;
    HalUnmapFrames(HalMappings, MappedBase, Block->Bytes / PAGE_SIZE);
    MiRemoveBlock(Block);
    ObfDereferenceObject(Section);
    return STATUS_SUCCESS;
}

NTSTATUS
MmMapViewInSystemSpace(PVOID Section, PVOID *MappedBase, PSIZE_T ViewSize)
{
    return MiMapSystemView(Section, MappedBase, ViewSize, MI_CALLER());
}

NTSTATUS
MmUnmapViewInSystemSpace(PVOID MappedBase)
{
    return MiUnmapSystemView(MappedBase);
}

NTSTATUS
MmMapViewInSessionSpace(PVOID Section, PVOID *MappedBase, PSIZE_T ViewSize)
{
    return MiMapSystemView(Section, MappedBase, ViewSize, MI_CALLER());
}

NTSTATUS
MmUnmapViewInSessionSpace(PVOID MappedBase)
{
    return MiUnmapSystemView(MappedBase);
}
