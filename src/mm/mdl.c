/*
 * mm/mdl.c - memory descriptor lists
 *
 * An MDL describes a buffer by its address, its length and the frames that it lies in.
 *
 *      IoAllocateMdl --> allocated --MmBuildMdlForNonPagedPool--> built: frames known, mapped
 *                        |  ^  --MmLockPages--> locked --MmMapLockedPages...--> locked and mapped
 *                        |  +-------------MmUnlockPages-----+<----MmUnlockPages------+
 *                        +--IoBuildPartialMdl--> partial: frames of another one
 *                 IoFreeMdl from allocated, built and partial
 *
 * Invariants:
 *   D1. The frames are valid with MDL_PAGES_LOCKED, MDL_SOURCE_IS_NONPAGED_POOL or MDL_PARTIAL.
 *   D2. MappedSystemVa is valid with MDL_MAPPED_TO_SYSTEM_VA or MDL_SOURCE_IS_NONPAGED_POOL.
 *   D3. MDLs of IoAllocateMdl are in the list of those that have not been freed.
 *
 * Differs from Windows: each page of simulated memory has one frame for good, so that locking only
 * checks and counts; an MDL that is freed while its pages are locked is stopped there.
 */
#include "mi.h"

/* Stands before each MDL that IoAllocateMdl gives. */
typedef struct _MI_MDL_HEADER {
    LIST_ENTRY Links;
    PVOID Caller;
    PVOID Padding;
    MDL Mdl[];
} MI_MDL_HEADER, *PMI_MDL_HEADER;

static struct {
    LIST_ENTRY Mdls;
    LONG Locked, Mapped;
} MiMdls SIM_STATE;

VOID
MiViolation(ULONG_PTR Rule, ULONG_PTR A, ULONG_PTR B, ULONG_PTR C)
{
    KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, Rule, A, B, C);
}

VOID
MiCountLocked(LONG Change)
{
    MiMdls.Locked += Change;
}

VOID
MiCountMapped(LONG Change)
{
    MiMdls.Mapped += Change;
}

BOOLEAN
MiIsAnyLocked(VOID)
{
    return MiMdls.Locked != 0;
}

BOOLEAN
MiIsFrameLocked(PFN_NUMBER Frame)
{
    PLIST_ENTRY Entry;

    for (Entry = MiMdls.Mdls.Flink; Entry != &MiMdls.Mdls; Entry = Entry->Flink) {
        PMDL Mdl = CONTAINING_RECORD(Entry, MI_MDL_HEADER, Links)->Mdl;

        for (ULONG i = 0; (Mdl->MdlFlags & MDL_PAGES_LOCKED) != 0 && i < MiPages(Mdl); i++) {
            if (MiFrames(Mdl)[i] == Frame) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* --- allocation ------------------------------------------------------------------------------- */

SIZE_T
MmSizeOfMdl(PVOID Base, SIZE_T Length)
{
    return sizeof(MDL) + ADDRESS_AND_SIZE_TO_SPAN_PAGES(Base, Length) * sizeof(PFN_NUMBER);
}

static VOID
MiLinkToIrp(PMDL Mdl, PIRP Irp, BOOLEAN SecondaryBuffer)
{
    PMDL *Link = &Irp->MdlAddress;

    while (SecondaryBuffer && *Link != NULL) {
        Link = &(*Link)->Next;
    }
    *Link = Mdl;
}

PMDL
IoAllocateMdl(PVOID VirtualAddress, ULONG Length, BOOLEAN SecondaryBuffer, BOOLEAN ChargeQuota,
              PIRP Irp)
{
    PMI_MDL_HEADER Header;
    PMDL Mdl;

    if (Length > MAXULONG - PAGE_SIZE) {
        return NULL;
    }
    Header = ExAllocateOwn(sizeof *Header + MmSizeOfMdl(VirtualAddress, Length), MI_TAG);
    if (Header == NULL) {
        return NULL;
    }
    Header->Caller = MI_CALLER();
    InsertTailList(&MiMdls.Mdls, &Header->Links);
    Mdl = Header->Mdl;
    MmInitializeMdl(Mdl, VirtualAddress, Length);
    Mdl->MdlFlags = MDL_ALLOCATED_FIXED_SIZE;
    if (Irp != NULL) {
        MiLinkToIrp(Mdl, Irp, SecondaryBuffer);
    }
    return Mdl;
}

VOID
IoFreeMdl(PMDL Mdl)
{
    PMI_MDL_HEADER Header = CONTAINING_RECORD(Mdl, MI_MDL_HEADER, Mdl);

    MmPrepareMdlForReuse(Mdl);
    if ((Mdl->MdlFlags & MDL_PAGES_LOCKED) != 0) {
        KeRuleViolation("IoFreeMdl: the pages are still locked", (ULONG_PTR)Mdl,
                        (ULONG_PTR)Mdl->MdlFlags);
    }
    if ((Mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA) != 0 && (Mdl->MdlFlags & MDL_PARTIAL) == 0) {
        MiViolation(0xB8, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, 0);
    }
    RemoveEntryList(&Header->Links);
    ExFreeOwn(Header);
}

/* --- nonpaged memory -------------------------------------------------------------------------- */

static VOID
MiCheckNonPaged(PMDL Mdl)
{
    switch (HalPlace(Mdl->StartVa)) {
    case HalAtPaged:
        MiViolation(0x7F, HalGetIrql(), (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags);
    case HalAtStack:
    case HalAtUser:
        MiViolation(0x140, HalGetIrql(), (ULONG_PTR)Mdl, (ULONG_PTR)MmGetMdlVirtualAddress(Mdl));
    default:
        break;
    }
}

VOID
MmBuildMdlForNonPagedPool(PMDL MemoryDescriptorList)
{
    PMDL Mdl = MemoryDescriptorList;
    ULONG i;

    MiCheckNonPaged(Mdl);
    for (i = 0; i < MiPages(Mdl); i++) {
        MiFrames(Mdl)[i] = HalPageFrame((PUCHAR)Mdl->StartVa + (SIZE_T)i * PAGE_SIZE);
        if (MiFrames(Mdl)[i] == MI_NO_FRAME) {
            MiNotMemory((PUCHAR)Mdl->StartVa + (SIZE_T)i * PAGE_SIZE, MI_CALLER());
        }
    }
    Mdl->Process = NULL;
    Mdl->MappedSystemVa = MmGetMdlVirtualAddress(Mdl);
    Mdl->MdlFlags |= MDL_SOURCE_IS_NONPAGED_POOL;
}

/* --- leaks ------------------------------------------------------------------------------------ */

static PCSTR
MiStateOf(PMDL Mdl)
{
    return (Mdl->MdlFlags & MDL_PAGES_LOCKED) != 0              ? "locked"
           : (Mdl->MdlFlags & MDL_SOURCE_IS_NONPAGED_POOL) != 0 ? "built"
                                                                : "not locked";
}

static VOID
MiReportMdls(VOID (*Report)(PCSTR Format, ...))
{
    PLIST_ENTRY Entry;

    for (Entry = MiMdls.Mdls.Flink; Entry != &MiMdls.Mdls; Entry = Entry->Flink) {
        PMI_MDL_HEADER Header = CONTAINING_RECORD(Entry, MI_MDL_HEADER, Links);

        Report("MDL left: %p, %s, %u bytes at %p, allocated by %s", Header->Mdl,
               MiStateOf(Header->Mdl), Header->Mdl->ByteCount, MmGetMdlVirtualAddress(Header->Mdl),
               MiNameOf(Header->Caller));
    }
    if (MiMdls.Locked != 0) {
        Report("MDLs left locked: %d", MiMdls.Locked);
    }
    if (MiMdls.Mapped != 0) {
        Report("MDLs left mapped: %d", MiMdls.Mapped);
    }
}

VOID
MiInitMdls(VOID)
{
    InitializeListHead(&MiMdls.Mdls);
    KeAddLeakRoutine(MiReportMdls);
}
