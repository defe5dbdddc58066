/*
 * mm/hostfile.c - sections over a file of the host, as a file system's data file would have one
 *
 * The file is read when the section is made. What views change is written back by
 * NtFlushVirtualMemory, and at the latest when the section is deleted. The file keeps its size.
 */
#include "section.h"

#include <string.h>

static NTSTATUS
MiReadHostFile(PMI_SECTION Section, PCSTR Path)
{
    SIZE_T Length = strlen(Path) + 1;

    Section->HostFile = ExAllocateOwn(Length, MI_TAG);
    if (Section->HostFile == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Section->HostFile, Path, Length);
    HalReadFile(Path, Section->Memory, Section->FileBytes);
    return STATUS_SUCCESS;
}

NTSTATUS
MmCreateHostSection(PCSTR Path, BOOLEAN Write, PHANDLE Handle)
{
    SIZE_T Bytes = HalReadFile(Path, NULL, 0);
    PMI_SECTION Section;
    NTSTATUS Status;

    if (Bytes == MAXSIZE_T) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    if (Bytes == 0) {
        return STATUS_MAPPED_FILE_SIZE_ZERO;
    }
    Status = MiNewSection(Bytes, Write ? PAGE_READWRITE : PAGE_READONLY, &Section);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Section->FileBytes = Bytes;
    Status = MiReadHostFile(Section, Path);
    if (NT_SUCCESS(Status)) {
        Status = ObInsertNewObject(Section, NULL, SECTION_ALL_ACCESS, UserMode, Handle, NULL);
    }
    ObfDereferenceObject(Section);
    return Status;
}

NTSTATUS
MiWriteBack(PMI_SECTION Section)
{
    if (Section->Protect != PAGE_READWRITE) {
        return STATUS_SUCCESS;
    }
    return HalWriteFile(Section->HostFile, Section->Memory, Section->FileBytes)
               ? STATUS_SUCCESS
               : STATUS_ACCESS_DENIED;
}
