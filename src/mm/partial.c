/*
 * mm/partial.c - an MDL for part of what another one describes
 *
 * The frames are copied. A system address is shared where the source has one; else the partial MDL
 * gets a mapping of its own when it asks, which MmPrepareMdlForReuse or IoFreeMdl takes back.
 */
#include "mi.h"

#define MI_INHERITED                                                                               \
    (MDL_SOURCE_IS_NONPAGED_POOL | MDL_MAPPED_TO_SYSTEM_VA | MDL_IO_PAGE_READ | MDL_IO_SPACE)
#define MI_KEPT (MDL_ALLOCATED_FIXED_SIZE | MDL_ALLOCATED_MUST_SUCCEED)

static ULONG
MiRoomInMdl(PMDL Mdl)
{
    return (ULONG)(((USHORT)Mdl->Size - sizeof(MDL)) / sizeof(PFN_NUMBER));
}

static VOID
MiCheckRange(PMDL SourceMdl, PMDL TargetMdl, PVOID VirtualAddress, ULONG Length)
{
    ULONG64 Start = (ULONG_PTR)MmGetMdlVirtualAddress(SourceMdl),
            End = Start + SourceMdl->ByteCount;
    ULONG64 From = (ULONG_PTR)VirtualAddress;

    if (From < Start || From > End || Length > End - From) {
        KeBugCheckEx(INVALID_MDL_RANGE, (ULONG_PTR)SourceMdl, (ULONG_PTR)TargetMdl,
                     (ULONG_PTR)VirtualAddress, Length);
    }
}

VOID
IoBuildPartialMdl(PMDL SourceMdl, PMDL TargetMdl, PVOID VirtualAddress, ULONG Length)
{
    SIZE_T Skip = (SIZE_T)((PUCHAR)VirtualAddress - (PUCHAR)MmGetMdlVirtualAddress(SourceMdl));
    SIZE_T First =
        (SIZE_T)((PUCHAR)PAGE_ALIGN(VirtualAddress) - (PUCHAR)SourceMdl->StartVa) / PAGE_SIZE;

    MiCheckRange(SourceMdl, TargetMdl, VirtualAddress, Length);
    if (Length == 0) {
        Length = SourceMdl->ByteCount - (ULONG)Skip;
    }
    if (ADDRESS_AND_SIZE_TO_SPAN_PAGES(VirtualAddress, Length) > MiRoomInMdl(TargetMdl)) {
        KeBugCheckEx(TARGET_MDL_TOO_SMALL, 0, 0, 0, 0);
    }
    TargetMdl->StartVa = PAGE_ALIGN(VirtualAddress);
    TargetMdl->ByteOffset = BYTE_OFFSET(VirtualAddress);
    TargetMdl->ByteCount = Length;
    TargetMdl->Process = SourceMdl->Process;
    TargetMdl->MdlFlags =
        (TargetMdl->MdlFlags & MI_KEPT) | (SourceMdl->MdlFlags & MI_INHERITED) | MDL_PARTIAL;
    TargetMdl->MappedSystemVa = NULL;
    if ((SourceMdl->MdlFlags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL)) != 0) {
        TargetMdl->MappedSystemVa = (PUCHAR)SourceMdl->MappedSystemVa + Skip;
        TargetMdl->MdlFlags |= MDL_PARENT_MAPPED_SYSTEM_VA;
    }
    RtlCopyMemory(MiFrames(TargetMdl), MiFrames(SourceMdl) + First,
                  MiPages(TargetMdl) * sizeof(PFN_NUMBER));
}

/* Whole pages that are passed are unlocked at once. */
NTSTATUS
MmAdvanceMdl(PMDL Mdl, ULONG NumberOfBytes)
{
    ULONG Pages = (Mdl->ByteOffset + NumberOfBytes) / PAGE_SIZE, Before = MiPages(Mdl);

    if (NumberOfBytes >= Mdl->ByteCount) {
        return STATUS_INVALID_PARAMETER_2;
    }
    if ((Mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA) != 0 &&
        HalPlace(Mdl->MappedSystemVa) == HalAtMapping) {
        KiNotImplemented("MmAdvanceMdl of a mapping of its own", MI_CALLER());
    }
    Mdl->ByteCount -= NumberOfBytes;
    Mdl->ByteOffset = (Mdl->ByteOffset + NumberOfBytes) % PAGE_SIZE;
    Mdl->StartVa = (PUCHAR)Mdl->StartVa + (SIZE_T)Pages * PAGE_SIZE;
    if (Mdl->MappedSystemVa != NULL) {
        Mdl->MappedSystemVa = (PUCHAR)Mdl->MappedSystemVa + NumberOfBytes;
    }
    RtlMoveMemory(MiFrames(Mdl), MiFrames(Mdl) + Pages, MiPages(Mdl) * sizeof(PFN_NUMBER));
    if (Mdl->Process != NULL && (Mdl->MdlFlags & MDL_PAGES_LOCKED) != 0 &&
        MiSpaceOf(Mdl->Process) != NULL) {
        MiSpaceOf(Mdl->Process)->LockedPages -= (LONG)(Before - MiPages(Mdl));
    }
    return STATUS_SUCCESS;
}
