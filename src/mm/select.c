/*
 * mm/select.c - MDLs of chosen pages: of scattered buffers, and of device memory
 */
#include "mi.h"

/* Each element is one page of a buffer, as scatter and gather reads and writes have them. */
NTSTATUS
MmLockSelectedPages(PMDL Mdl, const FILE_SEGMENT_ELEMENT *Segments, KPROCESSOR_MODE Mode,
                    LOCK_OPERATION Operation)
{
    NTSTATUS Status = STATUS_SUCCESS;

    for (ULONG i = 0; i < MiPages(Mdl) && NT_SUCCESS(Status); i++) {
        Status = MiFindFrame((PVOID)(ULONG_PTR)Segments[i].Alignment, Mode,
                             Operation != IoReadAccess, &MiFrames(Mdl)[i]);
    }
    if (NT_SUCCESS(Status)) {
        MiMarkLocked(Mdl, (PVOID)(ULONG_PTR)Segments[0].Alignment, Operation);
    }
    return Status;
}

VOID
MmProbeAndLockSelectedPages(PMDL MemoryDescriptorList, PFILE_SEGMENT_ELEMENT SegmentArray,
                            KPROCESSOR_MODE AccessMode, LOCK_OPERATION Operation)
{
    NTSTATUS Status =
        MmLockSelectedPages(MemoryDescriptorList, SegmentArray, AccessMode, Operation);

    if (!NT_SUCCESS(Status)) {
        ExRaiseStatus(Status);
    }
}

/* --- device memory ---------------------------------------------------------------------------- */

/* 0: not all of them are whole pages outside of RAM, or there are too many. */
static ULONG64
MiBytesInList(PMM_PHYSICAL_ADDRESS_LIST List, SIZE_T Entries)
{
    ULONG64 Bytes = 0;

    for (SIZE_T i = 0; i < Entries; i++) {
        ULONG64 From = (ULONG64)List[i].PhysicalAddress.QuadPart, Size = List[i].NumberOfBytes;

        if (From % PAGE_SIZE != 0 || Size % PAGE_SIZE != 0 || Size > MAXULONG) {
            return 0;
        }
        for (ULONG64 Page = From; Page < From + Size; Page += PAGE_SIZE) {
            if (HalFrameAddress((PFN_NUMBER)(Page >> PAGE_SHIFT)) != NULL) {
                return 0;
            }
        }
        Bytes += Size;
    }
    return Bytes <= MAXULONG - PAGE_SIZE ? Bytes : 0;
}

static VOID
MiFillFromList(PMDL Mdl, PMM_PHYSICAL_ADDRESS_LIST List, SIZE_T Entries)
{
    PPFN_NUMBER Frame = MiFrames(Mdl);

    for (SIZE_T i = 0; i < Entries; i++) {
        PFN_NUMBER First = (PFN_NUMBER)((ULONG64)List[i].PhysicalAddress.QuadPart >> PAGE_SHIFT);

        for (SIZE_T Page = 0; Page < List[i].NumberOfBytes / PAGE_SIZE; Page++) {
            *Frame++ = First + Page;
        }
    }
}

NTSTATUS
MmAllocateMdlForIoSpace(PMM_PHYSICAL_ADDRESS_LIST PhysicalAddressList, SIZE_T NumberOfEntries,
                        PMDL *NewMdl)
{
    ULONG64 Bytes = MiBytesInList(PhysicalAddressList, NumberOfEntries);
    PMDL Mdl;

    if (Bytes == 0) {
        return STATUS_INVALID_PARAMETER_1;
    }
    Mdl = IoAllocateMdl(NULL, (ULONG)Bytes, FALSE, FALSE, NULL);
    if (Mdl == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    MiFillFromList(Mdl, PhysicalAddressList, NumberOfEntries);
    Mdl->MdlFlags |= MDL_IO_SPACE;
    Mdl->Process = NULL;
    *NewMdl = Mdl;
    return STATUS_SUCCESS;
}
