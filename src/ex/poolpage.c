/*
 * src/ex/poolpage.c - what each page of the two pool windows is used for
 *
 *      none --ExpTakePages--> small, or large and then tails --ExpGivePages--> none
 *
 * One byte a page, in map pages that are taken when the first pool page of their part of the
 * window is; a page of map serves EXP_MAP_PAGES pages of both windows.
 *
 * Invariants:
 *   M1. A page that is not "none" belongs to pool; a block's address is trusted only after this
 *       map.
 *   M2. Map pages are never given back.
 */
#include "exi.h"

#define EXP_MAP_PAGES 2048 /* 8 MiB of each window */
#define EXP_MAPS 64        /* 512 MiB: more than a window has */

typedef struct _EXP_MAP {
    UCHAR Kind[2][EXP_MAP_PAGES]; /* nonpaged, paged */
} EXP_MAP;

C_ASSERT(sizeof(EXP_MAP) == PAGE_SIZE);

static struct {
    EXP_MAP *Map[EXP_MAPS];
    PUCHAR Base[2];
    SIZE_T Size[2];
} Exp SIM_STATE;

static HAL_WINDOW
ExpWindow(BOOLEAN Paged)
{
    return Paged ? HalPaged : HalNonPaged;
}

static VOID
ExpFindWindows(VOID)
{
    for (ULONG Paged = 0; Paged < 2; Paged++) {
        Exp.Base[Paged] = HalWindowBase(ExpWindow((BOOLEAN)Paged));
        Exp.Size[Paged] = HalWindowSize(ExpWindow((BOOLEAN)Paged));
    }
}

BOOLEAN
ExpIsPaged(const VOID *Address)
{
    return (SIZE_T)((PUCHAR)Address - Exp.Base[TRUE]) < Exp.Size[TRUE];
}

ULONG
ExpPageKind(const VOID *Address)
{
    BOOLEAN Paged = ExpIsPaged(Address);
    SIZE_T Offset = (SIZE_T)((PUCHAR)Address - Exp.Base[Paged]);
    SIZE_T Page = Offset / PAGE_SIZE;

    if (Offset >= Exp.Size[Paged] || Exp.Map[Page / EXP_MAP_PAGES] == NULL) {
        return ExpPageNone;
    }
    return Exp.Map[Page / EXP_MAP_PAGES]->Kind[Paged][Page % EXP_MAP_PAGES];
}

/* Makes sure that pages First to Last have maps. */
static BOOLEAN
ExpNeedMaps(SIZE_T First, SIZE_T Last)
{
    for (SIZE_T Map = First / EXP_MAP_PAGES; Map <= Last / EXP_MAP_PAGES; Map++) {
        SIM_ASSERT(Map < EXP_MAPS);
        if (Exp.Map[Map] == NULL) {
            Exp.Map[Map] = HalAllocatePages(HalNonPaged, 1);
        }
        if (Exp.Map[Map] == NULL) {
            return FALSE;
        }
    }
    return TRUE;
}

static VOID
ExpSetKind(BOOLEAN Paged, SIZE_T Page, ULONG Kind)
{
    Exp.Map[Page / EXP_MAP_PAGES]->Kind[Paged][Page % EXP_MAP_PAGES] = (UCHAR)Kind;
}

PVOID
ExpTakePages(BOOLEAN Paged, SIZE_T Pages, ULONG First)
{
    PUCHAR Address = HalAllocatePages(ExpWindow(Paged), Pages);
    SIZE_T Page;

    if (Address == NULL) {
        return NULL;
    }
    if (Exp.Base[0] == NULL) {
        ExpFindWindows();
    }
    Page = (SIZE_T)(Address - Exp.Base[Paged]) / PAGE_SIZE;
    if (!ExpNeedMaps(Page, Page + Pages - 1)) {
        HalFreePages(ExpWindow(Paged), Address, Pages);
        return NULL;
    }
    for (SIZE_T i = 0; i < Pages; i++) {
        ExpSetKind(Paged, Page + i, i == 0 ? First : ExpPageTail);
    }
    return Address;
}

VOID
ExpGivePages(BOOLEAN Paged, PVOID Address, SIZE_T Pages)
{
    SIZE_T Page = (SIZE_T)((PUCHAR)Address - Exp.Base[Paged]) / PAGE_SIZE;

    for (SIZE_T i = 0; i < Pages; i++) {
        ExpSetKind(Paged, Page + i, ExpPageNone);
    }
    HalFreePages(ExpWindow(Paged), Address, Pages);
}

/* Most of a map is "none": eight pages that are so are passed at once. */
static VOID
ExpForEachOfMap(ULONG Map, BOOLEAN Paged, EXP_PAGE_ROUTINE *Routine, PVOID Context)
{
    const UCHAR *Kind = Exp.Map[Map]->Kind[Paged];
    PUCHAR Base = Exp.Base[Paged] + (SIZE_T)Map * EXP_MAP_PAGES * PAGE_SIZE;

    C_ASSERT(ExpPageNone == 0);
    for (SIZE_T Page = 0; Page < EXP_MAP_PAGES; Page++) {
        if (Page % sizeof(ULONG64) == 0 && *(const ULONG64 *)&Kind[Page] == 0) {
            Page += sizeof(ULONG64) - 1;
        } else if (Kind[Page] != ExpPageNone) {
            Routine(Base + Page * PAGE_SIZE, Kind[Page], Context);
        }
    }
}

VOID
ExpForEachPage(EXP_PAGE_ROUTINE *Routine, PVOID Context)
{
    for (ULONG Paged = 0; Paged < 2; Paged++) {
        for (ULONG Map = 0; Map < EXP_MAPS; Map++) {
            if (Exp.Map[Map] != NULL) {
                ExpForEachOfMap(Map, (BOOLEAN)Paged, Routine, Context);
            }
        }
    }
}
