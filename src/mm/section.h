/*
 * mm/section.h - section objects and their views, for the files that handle them
 */
#ifndef MI_SECTION_H
#define MI_SECTION_H

#include "mi.h"

#define MI_MOST_SECTION ((ULONG64)1 << 40) /* bytes */

typedef struct _MI_SECTION {
    SIZE_T Pages;
    ULONG Protect; /* what a view may do at most */
    PUCHAR Memory; /* its pages, which have no other use; NULL: Physical */
    BOOLEAN Physical;
    PSTR HostFile; /* hostfile.c: its path, for ExFreeOwn; NULL: none */
    SIZE_T FileBytes;
} MI_SECTION, *PMI_SECTION;

extern OBJECT_TYPE MiSectionType;

NTSTATUS MiNewSection(ULONG64 Size, ULONG Protect, PMI_SECTION *Section);
/* What its views changed is written to the host's file. */
NTSTATUS MiWriteBack(PMI_SECTION Section);

/* Whether what is asked of pages is no more than Most allows. */
BOOLEAN MiIsWithin(ULONG Protect, ULONG Most);
/* Pages [*Offset, *Offset + *Size) of it, both made whole; *Size 0: to its end. */
NTSTATUS MiFindView(PMI_SECTION Section, ULONG64 *Offset, PSIZE_T Size);
/* Their frames, for ExFreeOwn; NULL: no memory. */
PFN_NUMBER *MiViewFrames(PMI_SECTION Section, ULONG64 Offset, SIZE_T Size);

#endif
