/*
 * mm/region.c - the user memory of processes
 *
 * A process has regions, each a run of pages in the user window that nobody else has. Pages that
 * are only reserved, or that forbid it, cannot be touched: the host protects them.
 *
 *      MiCreateRegion, MiAddMappedRegion, MiAddView
 *          --> pages reserved or committed --MiDeleteRegion--> gone
 *
 * Invariants:
 *   G1. Protect[] of a region has what the process may do with each page; 0 is reserved.
 *   G2. While its space is Hidden, no page of a region but of a stack can be touched (space.c).
 *   G3. The frames of a mapped region belong to somebody else: it must not outlive their lock,
 *       which the driver that mapped them answers for. A view keeps its section.
 *   G4. Recent[] is a cache by address and never has a region that is gone or a protection that has
 *       changed.
 */
#include "mi.h"

enum { MI_FULL_ACCESS = 3 }; /* which new pages have */

static ULONG
MiHostAccess(ULONG Protect)
{
    if ((Protect & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE)) != 0) {
        return MI_FULL_ACCESS;
    }
    return Protect == 0 || Protect == PAGE_NOACCESS ? 0 : 1;
}

static BOOLEAN
MiIsInRegion(PMI_REGION Region, const VOID *Address)
{
    return (SIZE_T)((const UCHAR *)Address - (PUCHAR)Region->Base) < Region->Pages * PAGE_SIZE;
}

static VOID
MiForget(PMI_SPACE Space, PMI_REGION Region)
{
    for (ULONG i = 0; i < MI_RECENT; i++) {
        if (Space->Recent[i].Region == Region) {
            Space->Recent[i] = (MI_RUN){0};
        }
    }
}

static VOID
MiRemember(PMI_SPACE Space, PMI_REGION Region, ULONG_PTR Address)
{
    SIZE_T First = (Address - (ULONG_PTR)Region->Base) / PAGE_SIZE, End = First + 1;
    PMI_RUN Run = MiRecentRun(Space, Address);

    while (First > 0 && Region->Protect[First - 1] == Region->Protect[First]) {
        First--;
    }
    while (End < Region->Pages && Region->Protect[End] == Region->Protect[First]) {
        End++;
    }
    *Run = (MI_RUN){.Start = (ULONG_PTR)Region->Base + First * PAGE_SIZE,
                    .Bytes = (End - First) * PAGE_SIZE,
                    .Protect = Region->Protect[First],
                    .Region = Region};
}

PMI_REGION
MiFindRegion(PMI_SPACE Space, const VOID *Address)
{
    PMI_RUN Run = MiRecentRun(Space, (ULONG_PTR)Address);
    PLIST_ENTRY Entry;

    if ((ULONG_PTR)Address - Run->Start < Run->Bytes) {
        return Run->Region;
    }
    for (Entry = Space->Regions.Flink; Entry != &Space->Regions; Entry = Entry->Flink) {
        PMI_REGION Region = CONTAINING_RECORD(Entry, MI_REGION, Links);

        if (MiIsInRegion(Region, Address)) {
            MiRemember(Space, Region, (ULONG_PTR)Address);
            return Region;
        }
    }
    return NULL;
}

/* Tells the host, for runs of pages that are alike. */
VOID
MiShowRegion(PMI_REGION Region, BOOLEAN Show)
{
    SIZE_T First = 0, End;

    if (!Show) {
        HalProtect(Region->Base, Region->Pages, 0);
        return;
    }
    for (; First < Region->Pages; First = End) {
        for (End = First + 1; End < Region->Pages && Region->Protect[End] == Region->Protect[First];
             End++) {
        }
        HalProtect((PUCHAR)Region->Base + First * PAGE_SIZE, End - First,
                   MiHostAccess(Region->Protect[First]));
    }
}

static BOOLEAN
MiIsHidden(PMI_SPACE Space, PMI_REGION Region)
{
    return Space->Hidden && Region->Kind != MiStack;
}

static VOID
MiNoteProtect(PMI_REGION Region, SIZE_T First, SIZE_T Pages, ULONG Protect)
{
    for (SIZE_T i = First; i < First + Pages; i++) {
        Region->Protect[i] = (UCHAR)Protect;
    }
}

VOID
MiProtectPages(PMI_SPACE Space, PMI_REGION Region, SIZE_T First, SIZE_T Pages, ULONG Protect)
{
    MiForget(Space, Region);
    MiNoteProtect(Region, First, Pages, Protect);
    if (!MiIsHidden(Space, Region)) {
        HalProtect((PUCHAR)Region->Base + First * PAGE_SIZE, Pages, MiHostAccess(Protect));
    }
}

static NTSTATUS
MiNewRegion(MI_REGION_KIND Kind, SIZE_T Pages, PMI_REGION *Region)
{
    PMI_REGION New = ExAllocateOwn(sizeof *New + Pages, MI_TAG);

    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->Kind = Kind;
    New->Pages = Pages;
    New->Protect = (PUCHAR)(New + 1);
    *Region = New;
    return STATUS_SUCCESS;
}

static NTSTATUS
MiInsertRegion(PMI_SPACE Space, PMI_REGION Region, PVOID Base, ULONG Protect)
{
    if (Base == NULL) {
        ExFreeOwn(Region);
        return STATUS_NO_MEMORY;
    }
    Region->Base = Base;
    Region->FirstProtect = Protect;
    InsertTailList(&Space->Regions, &Region->Links);
    Space->Hideable += Region->Kind != MiStack;
    MiNoteProtect(Region, 0, Region->Pages, Protect);
    if (MiIsHidden(Space, Region)) {
        MiShowRegion(Region, FALSE);
    } else if (MiHostAccess(Protect) != MI_FULL_ACCESS) {
        MiShowRegion(Region, TRUE);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
MiCreateRegion(PMI_SPACE Space, MI_REGION_KIND Kind, SIZE_T Pages, ULONG Protect,
               PMI_REGION *Region)
{
    NTSTATUS Status = MiNewRegion(Kind, Pages, Region);

    return NT_SUCCESS(Status) ? MiInsertRegion(Space, *Region,
                                               Kind == MiStack ? HalAllocateUserStack(Pages - 1)
                                                               : HalAllocatePages(HalUser, Pages),
                                               Protect)
                              : Status;
}

static NTSTATUS
MiMapRegion(PMI_SPACE Space, MI_REGION_KIND Kind, const PFN_NUMBER *Frames, SIZE_T Pages,
            ULONG Protect, PMI_REGION *Region)
{
    NTSTATUS Status = MiNewRegion(Kind, Pages, Region);

    return NT_SUCCESS(Status)
               ? MiInsertRegion(Space, *Region, HalMapFrames(HalUser, Frames, Pages), Protect)
               : Status;
}

NTSTATUS
MiAddMappedRegion(PMI_SPACE Space, const PFN_NUMBER *Frames, SIZE_T Pages, ULONG Protect,
                  PMI_REGION *Region)
{
    return MiMapRegion(Space, MiMapped, Frames, Pages, Protect, Region);
}

NTSTATUS
MiAddView(PMI_SPACE Space, PVOID Section, const PFN_NUMBER *Frames, SIZE_T Pages, ULONG Protect,
          PMI_REGION *Region)
{
    NTSTATUS Status = MiMapRegion(Space, MiView, Frames, Pages, Protect, Region);

    if (NT_SUCCESS(Status)) {
        ObReferenceObject(Section);
        (*Region)->Section = Section;
    }
    return Status;
}

VOID
MiDeleteRegion(PMI_SPACE Space, PMI_REGION Region)
{
    RemoveEntryList(&Region->Links);
    MiForget(Space, Region);
    Space->Hideable -= Region->Kind != MiStack;
    if (Region->Kind == MiMapped || Region->Kind == MiView) {
        HalUnmapFrames(HalUser, Region->Base, Region->Pages);
    } else {
        MiFreePages(HalUser, Region->Base, Region->Pages);
    }
    if (Region->Section != NULL) {
        ObfDereferenceObject(Region->Section);
    }
    ExFreeOwn(Region);
}
