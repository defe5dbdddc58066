/*
 * src/hal/settle.c - does a write change anything?
 *
 * The compiler's callback comes before the access and does not learn the value. But nothing runs
 * between it and the access: so whatever asks next finds the write done, and the memory says what
 * it was.
 *
 *      callback: what is in memory, what was known of the granule --the driver writes-->
 *      next callback, or whatever orders or switches: as before?
 *          yes   the write is entered again as one that changed nothing (HALP_SAME)
 *          no    it was entered as what it is
 *      its races are told
 *
 * A write that was dismissed inline could undo another one unseen: so until then none of the
 * granule is (HALP_UNSETTLED).
 *
 * Invariant: one write is unsettled at most, and it lies in memory that the kernel may read.
 *
 * Not looked at are writes of more than a word, those of the memory functions and of the kernel
 * for a driver, those to a program's memory, and all in a search with weakly ordered memory, where
 * a store may wait: they count as changes.
 */
#include "entry.h"

BOOLEAN HalpUnsettled SIM_KEPT;

static struct {
    PHALP_CELL Cell;
    HALP_TOUCH Touch;
    ULONG64 Before;
    PHAL_ACCESS Record;
    ULONG Count;
    HALP_ENTRY Known[HALP_MOST + 1]; /* of the granule, before the write */
} Halp SIM_KEPT;

static inline ULONG64
HalpValue(const HALP_TOUCH *Touch)
{
    PVOID At = (PVOID)(ULONG_PTR)Touch->Address;

    switch (__builtin_popcount(Touch->Mask)) {
    case 1:
        return *(const volatile UCHAR *)At;
    case 2:
        return *(const volatile USHORT *)At;
    case 4:
        return *(const volatile ULONG *)At;
    default:
        return *(const volatile ULONG64 *)At;
    }
}

static inline VOID
HalpCopyEntries(PHALP_ENTRY To, const HALP_ENTRY *From, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        To[i] = From[i];
    }
}

VOID
HalpExpect(PHALP_CELL Cell, const HALP_TOUCH *New, const HALP_ENTRY *Known, ULONG Count,
           PHAL_ACCESS Record)
{
    SIM_ASSERT(!HalpUnsettled);
    Halp.Cell = Cell;
    Halp.Touch = *New;
    Halp.Before = HalpValue(New);
    Halp.Record = Record;
    Halp.Count = Count;
    HalpCopyEntries(Halp.Known, Known, Count);
    HalpUnsettled = TRUE;
    Cell->Flags |= HALP_UNSETTLED;
}

/* Also when the machine has become another one. */
VOID
HalpDismiss(VOID)
{
    if (HalpUnsettled) {
        HalpUnsettled = FALSE;
        Halp.Cell->Flags &= ~HALP_UNSETTLED;
    }
}

/* The report may end the run: it comes last. */
VOID
HalpSettleNow(VOID)
{
    HALP_ENTRY Entries[HALP_MOST + 1];

    HalpDismiss();
    if (HalpValue(&Halp.Touch) == Halp.Before) {
        Halp.Record->Form |= HAL_SAME;
        Halp.Touch.Kind = HALP_SAME;
        HalpCopyEntries(Entries, Halp.Known, Halp.Count);
        HalpMerge(Halp.Cell, &Halp.Touch, Entries, Halp.Count);
    }
    HalpReportAll(&Halp.Touch, Halp.Known, Halp.Count);
}
