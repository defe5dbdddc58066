/*
 * mm/filesection.c - what a file system asks about the sections over a file
 *
 * There are none: libsim maps no files. The pointers of a SECTION_OBJECT_POINTERS are the memory
 * manager's and so stay NULL; whoever fills them in himself is stopped by name.
 */
#include "section.h"

static VOID
MiCheckNoSections(PSECTION_OBJECT_POINTERS Pointers, PCSTR Name, PVOID Caller)
{
    if (Pointers->DataSectionObject != NULL || Pointers->ImageSectionObject != NULL) {
        KiNotImplemented(Name, Caller);
    }
}

BOOLEAN
MmFlushImageSection(PSECTION_OBJECT_POINTERS SectionObjectPointer, MMFLUSH_TYPE FlushType)
{
    MiCheckNoSections(SectionObjectPointer, "MmFlushImageSection of a section", MI_CALLER());
    return TRUE;
}

BOOLEAN
MmForceSectionClosed(PSECTION_OBJECT_POINTERS SectionObjectPointer, BOOLEAN DelayClose)
{
    MiCheckNoSections(SectionObjectPointer, "MmForceSectionClosed of a section", MI_CALLER());
    return TRUE;
}

BOOLEAN
MmForceSectionClosedEx(PSECTION_OBJECT_POINTERS SectionObjectPointer, ULONG ForceCloseFlags)
{
    MiCheckNoSections(SectionObjectPointer, "MmForceSectionClosedEx of a section", MI_CALLER());
    return TRUE;
}

ULONGLONG
MmGetMaximumFileSectionSize(VOID)
{
    return MI_MOST_SECTION;
}

/* Nothing is paged in, so no fault comes while a driver pages in. */
BOOLEAN
MmIsRecursiveIoFault(VOID)
{
    return FALSE;
}

BOOLEAN
MmCanFileBeTruncated(PSECTION_OBJECT_POINTERS SectionPointer, PLARGE_INTEGER NewFileSize)
{
    MiCheckNoSections(SectionPointer, "MmCanFileBeTruncated with a section", MI_CALLER());
    return TRUE;
}

ULONG
MmDoesFileHaveUserWritableReferences(PSECTION_OBJECT_POINTERS SectionPointer)
{
    MiCheckNoSections(SectionPointer, "MmDoesFileHaveUserWritableReferences of a section",
                      MI_CALLER());
    return 0;
}
