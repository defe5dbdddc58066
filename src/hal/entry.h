/*
 * hal/entry.h - what matters about a granule: a set of entries, each an access or several
 */
#ifndef HAL_ENTRY_H
#define HAL_ENTRY_H

#include "shadow.h"

enum { HALP_MOST = 128 }; /* entries of one granule */

struct _HALP_ENTRY {
    ULONG Epoch;
    UCHAR Mask, Kind;
};

ULONG HalpGather(PHALP_CELL Cell, PHALP_ENTRY Entries);
VOID HalpScatter(PHALP_CELL Cell, const HALP_ENTRY *Entries, ULONG Count);

/* settle.c: New, a driver's own plain write of one word, is about to be made; what was known. */
VOID HalpExpect(PHALP_CELL Cell, const HALP_TOUCH *New, const HALP_ENTRY *Known, ULONG Count,
                PHAL_ACCESS Record);
VOID HalpDismiss(VOID);
/* compare.c: races of New with what was known; New among what was known. */
VOID HalpReportAll(const HALP_TOUCH *New, const HALP_ENTRY *Known, ULONG Count);
VOID HalpMerge(PHALP_CELL Cell, const HALP_TOUCH *New, PHALP_ENTRY Entries, ULONG Count);

#endif
