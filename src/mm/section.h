/*
 * mm/section.h - section objects and their views, for the files that handle them
 */
#ifndef MI_SECTION_H
#define MI_SECTION_H

#include "mi.h"

typedef struct _MI_SECTION {
    SIZE_T Pages;
    ULONG Protect; /* what a view may do at most */
    PUCHAR Memory; /* its pages, which have no other use; NULL: Physical */
    BOOLEAN Physical;
} MI_SECTION, *PMI_SECTION;

extern OBJECT_TYPE MiSectionType;

/* Whether what is asked of pages is no more than Most allows. */
BOOLEAN MiIsWithin(ULONG Protect, ULONG Most);
/* Pages [*Offset, *Offset + *Size) of it, both made whole; *Size 0: to its end. */
NTSTATUS MiFindView(PMI_SECTION Section, ULONG64 *Offset, PSIZE_T Size);
/* Their frames, for ExFreeOwn; NULL: no memory. */
PFN_NUMBER *MiViewFrames(PMI_SECTION Section, ULONG64 Offset, SIZE_T Size);

#endif
