/*
 * mm/linger.c - memory that is freed while an MDL has it locked
 *
 *      in use --freed--> free
 *                \--a page of it is locked--> lingering --the last of them is unlocked--> free
 *
 * What lingers has no address in any process and is nobody's: a device or driver that still writes
 * into it harms neither its former owner nor the next one.
 *
 * Differs from Windows: all pages linger that were freed together with a locked one.
 */
#include "mi.h"

typedef struct _MI_LINGERING {
    struct _MI_LINGERING *Next;
    HAL_WINDOW Window;
    PUCHAR Base;
    SIZE_T Pages;
} MI_LINGERING, *PMI_LINGERING;

static struct {
    PMI_LINGERING First;
} MiLinger SIM_STATE;

static BOOLEAN
MiIsRangeLocked(PUCHAR Base, SIZE_T Pages)
{
    for (SIZE_T i = 0; i < Pages; i++) {
        if (MiIsFrameLocked(HalPageFrame(Base + i * PAGE_SIZE))) {
            return TRUE;
        }
    }
    return FALSE;
}

VOID
MiFreePages(HAL_WINDOW Window, PVOID Base, SIZE_T Pages)
{
    PMI_LINGERING Own;

    if (!MiIsAnyLocked() || !MiIsRangeLocked(Base, Pages)) {
        HalFreePages(Window, Base, Pages);
        return;
    }
    Own = ExAllocateOwn(sizeof *Own, MI_TAG);
    SIM_ASSERT(Own != NULL);
    *Own = (MI_LINGERING){MiLinger.First, Window, Base, Pages};
    MiLinger.First = Own;
    if (Window == HalUser) {
        HalProtect(Base, Pages, 0);
    }
}

/* Something was unlocked; <= DISPATCH_LEVEL. */
VOID
MiFreeLingering(VOID)
{
    PMI_LINGERING *Link = &MiLinger.First, Own;

    while ((Own = *Link) != NULL) {
        if (MiIsRangeLocked(Own->Base, Own->Pages)) {
            Link = &Own->Next;
            continue;
        }
        *Link = Own->Next;
        HalFreePages(Own->Window, Own->Base, Own->Pages);
        ExFreeOwn(Own);
    }
}
