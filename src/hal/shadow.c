/*
 * src/hal/shadow.c - where the cells are: one for each eight bytes that drivers may touch
 *
 * All RAM has cells, in the order of RAM: an address finds its cell by a delta that is the same for
 * its whole window. So a page that is mapped twice has its cells once. A driver's module has cells,
 * too, made when it is first touched. For other addresses (views, user memory of another
 * layout, the test program's data) the machine is asked where in RAM they show; registers and the
 * host's own memory have none.
 *
 * Cells are zero at first. Which pages of them are not is noted, so that forgetting costs what was
 * used. What is forgotten when:
 *
 *      all but contention    a block is allocated or freed (its cells), the clocks begin again
 *      everything            accesses begin to be compared
 */
#include "shadow.h"

enum {
    HALP_CELL_PAGE = 12,
    HALP_CELL_PAGES = 1 << 20,   /* 4 GiB of cells: 2 GiB of RAM and modules */
    HALP_MODULE_CELLS = 3 << 18, /* from here on: of modules */
};

typedef struct _HALP_PAGES {
    HALP_MAP Map;
    ULONG64 Modules; /* bytes of cells that modules have */
    ULONG Count;     /* pages that are not zero any more */
    ULONG List[HALP_CELL_PAGES];
    UCHAR Noted[HALP_CELL_PAGES];
} HALP_PAGES;
#define HalpPages ((HALP_PAGES *)HalpMap)

static const enum hw_window HalpRam[] = {HW_NONPAGED, HW_PAGED, HW_STACKS, HW_CONTIGUOUS, HW_USER};

static VOID
HalpMapWindow(enum hw_window Window)
{
    ULONG64 Base = (ULONG64)(ULONG_PTR)hw_window_base(Window);
    ULONG64 Slot = Base >> HALP_SLOT_BITS;
    ULONG64 Delta = (ULONG64)(ULONG_PTR)HALP_CELLS + 2 * hw_ram_offset((PVOID)Base) - 2 * Base;

    SIM_ASSERT(Base == HALP_KERNEL + ((ULONG64)Window << HALP_WINDOW_BITS));
    for (ULONG64 At = 0; At < hw_window_size(Window); At += 1 << HALP_SLOT_BITS) {
        HalpMap->Delta[Slot++] = Delta;
    }
}

VOID
HalpShadowOpen(VOID)
{
    _Static_assert(sizeof(HALP_CELL) == 16, "twice a granule");
    hw_kept((ULONG64)(ULONG_PTR)HALP_CELLS, (SIZE_T)HALP_CELL_PAGES << HALP_CELL_PAGE);
    hw_kept((ULONG64)(ULONG_PTR)HalpMap, sizeof(HALP_PAGES));
    hw_kept((ULONG64)(ULONG_PTR)HalpOrder, sizeof(HALP_ORDER));
    SIM_ASSERT(2 * hw_ram_size() <= (ULONG64)HALP_MODULE_CELLS << HALP_CELL_PAGE);
    HalpMapWindow(HW_NONPAGED);
    HalpMapWindow(HW_PAGED);
    HalpMapWindow(HW_STACKS);
    HalpMapWindow(HW_DIRECT);
    HalpMapWindow(HW_CONTIGUOUS);
}

/* --- cells that no delta leads to ------------------------------------------------------------ */

static VOID
HalpMapModule(ULONG64 Slot, ULONG64 Size)
{
    ULONG64 First = ((ULONG64)HALP_MODULE_CELLS << HALP_CELL_PAGE) + HalpPages->Modules;
    ULONG64 Base = HALP_MODULES + (Slot << HALP_SLOT_BITS);

    Size = (2 * Size + HW_PAGE - 1) & ~(ULONG64)(HW_PAGE - 1);
    SIM_ASSERT(First + Size <= (ULONG64)HALP_CELL_PAGES << HALP_CELL_PAGE);
    HalpPages->Modules += Size;
    HalpMap->Delta[HALP_MODULE_SLOT + Slot] = (ULONG64)(ULONG_PTR)HALP_CELLS + First - 2 * Base;
}

PHALP_CELL
HalpFindCell(ULONG64 Address)
{
    ULONG64 Slot = (Address - HALP_MODULES) >> HALP_SLOT_BITS, Offset;

    if (Slot < HALP_SLOTS) {
        const struct hw_module *Module = hw_module_at((PVOID)(ULONG_PTR)Address);

        if (Module == NULL || HalpMap->Delta[HALP_MODULE_SLOT + Slot] != 0) {
            return NULL;
        }
        HalpMapModule(Slot, Module->size);
        return HalpCell(Address);
    }
    Offset = hw_ram_offset((PVOID)(ULONG_PTR)Address);
    return Offset == MAXULONG64 ? NULL : HALP_CELLS + Offset / sizeof(ULONG64);
}

ULONG64
HalpName(ULONG64 Address)
{
    ULONG64 Offset;

    Address &= ~(ULONG64)7;
    if (Address - HALP_MODULES < (ULONG64)HALP_SLOTS << HALP_SLOT_BITS) {
        return Address;
    }
    Offset = hw_ram_offset((PVOID)(ULONG_PTR)Address);
    for (ULONG i = 0; Offset != MAXULONG64 && i < ARRAYSIZE(HalpRam); i++) {
        PVOID Base = hw_window_base(HalpRam[i]);
        ULONG64 First = hw_ram_offset(Base);

        if (Offset - First < hw_window_size(HalpRam[i])) {
            return (ULONG64)(ULONG_PTR)Base + Offset - First;
        }
    }
    return Address;
}

/* --- forgetting ------------------------------------------------------------------------------ */

VOID
HalpTouchCell(PHALP_CELL Cell)
{
    ULONG64 Page = ((ULONG_PTR)Cell - (ULONG_PTR)HALP_CELLS) >> HALP_CELL_PAGE;

    if (!HalpPages->Noted[Page]) {
        HalpPages->Noted[Page] = TRUE;
        HalpPages->List[HalpPages->Count++] = (ULONG)Page;
    }
}

static VOID
HalpForgetCell(PHALP_CELL Cell, UCHAR Written)
{
    *Cell = (HALP_CELL){.Flags = Cell->Flags & HALP_CONTENDED, .Written = Written};
}

VOID
HalShadowForget(VOID)
{
    for (ULONG i = 0; i < HalpPages->Count; i++) {
        PHALP_CELL First =
            HALP_CELLS + ((SIZE_T)HalpPages->List[i] << HALP_CELL_PAGE) / sizeof(HALP_CELL);

        for (ULONG Cell = 0; Cell < HW_PAGE / sizeof(HALP_CELL); Cell++) {
            HalpForgetCell(&First[Cell], First[Cell].Written);
        }
    }
}

VOID
HalShadowClear(VOID)
{
    for (ULONG i = 0; i < HalpPages->Count; i++) {
        ULONG Page = HalpPages->List[i];

        RtlZeroMemory((PUCHAR)HALP_CELLS + ((SIZE_T)Page << HALP_CELL_PAGE), HW_PAGE);
        HalpPages->Noted[Page] = FALSE;
    }
    HalpPages->Count = 0;
}

/* Pages of cells that nobody has touched are left out. */
VOID
HalShadowAllocate(const VOID *Address, SIZE_T Size)
{
    ULONG64 Left = (Size + 7) / 8;
    PHALP_CELL Cell = HalOrdered ? HalpCell((ULONG64)(ULONG_PTR)Address) : NULL;

    HalpSettle();
    while (Cell != NULL && Left > 0) {
        ULONG64 Page = ((ULONG_PTR)Cell - (ULONG_PTR)HALP_CELLS) >> HALP_CELL_PAGE;
        ULONG64 Here = (HW_PAGE - ((ULONG_PTR)Cell & (HW_PAGE - 1))) / sizeof(HALP_CELL);

        Here = Here < Left ? Here : Left;
        if (HalpPages->Noted[Page]) {
            for (ULONG64 i = 0; i < Here; i++) {
                HalpForgetCell(&Cell[i], 0);
            }
        }
        Cell += Here;
        Left -= Here;
    }
}
