/*
 * mm/view.c - views: pages of a section at addresses of a process
 *
 *      NtMapViewOfSection --> view, with a reference of the section
 *                              --NtUnmapViewOfSection, end of the process--> gone
 *
 * A view is a region (region.c), so that protection, probing and hiding are those of all user
 * memory.
 *
 * Differs from Windows: an address cannot be asked for; a view is in no child process, since no
 * process has a copy of its parent's memory; a view of device memory stops by name.
 */
#include "section.h"

enum { MI_GRANULARITY = 0x10000 };

/* --- what part of a section ------------------------------------------------------------------- */

NTSTATUS
MiFindView(PMI_SECTION Section, ULONG64 *Offset, PSIZE_T Size)
{
    ULONG64 Whole = (ULONG64)Section->Pages * PAGE_SIZE;

    *Offset &= ~(ULONG64)(MI_GRANULARITY - 1);
    if (*Offset >= Whole) {
        return STATUS_INVALID_VIEW_SIZE;
    }
    if (*Size == 0) {
        *Size = (SIZE_T)(Whole - *Offset);
    }
    if (*Size > Whole - *Offset) {
        return STATUS_INVALID_VIEW_SIZE;
    }
    *Size = ROUND_TO_PAGES(*Size);
    return STATUS_SUCCESS;
}

static PFN_NUMBER
MiFrameOfSection(PMI_SECTION Section, ULONG64 Offset)
{
    PFN_NUMBER Frame = (PFN_NUMBER)(Offset >> PAGE_SHIFT);

    if (!Section->Physical) {
        return HalPageFrame(Section->Memory + Offset);
    }
    if (HalFrameAddress(Frame) == NULL) {
        KiNotImplemented("a view of \\Device\\PhysicalMemory where there is no RAM", MI_CALLER());
    }
    return Frame;
}

PFN_NUMBER *
MiViewFrames(PMI_SECTION Section, ULONG64 Offset, SIZE_T Size)
{
    SIZE_T Pages = Size / PAGE_SIZE, i;
    PFN_NUMBER *Frames = ExAllocateOwn(Pages * sizeof *Frames, MI_TAG);

    for (i = 0; Frames != NULL && i < Pages; i++) {
        Frames[i] = MiFrameOfSection(Section, Offset + i * PAGE_SIZE);
    }
    return Frames;
}

/* --- mapping ---------------------------------------------------------------------------------- */

typedef struct _MI_VIEW_REQUEST {
    PVOID Base;
    ULONG64 Offset;
    SIZE_T Size;
    ULONG Protect;
} MI_VIEW_REQUEST, *PMI_VIEW_REQUEST;

static NTSTATUS
MiMapView(PEPROCESS Process, PMI_SECTION Section, PMI_VIEW_REQUEST View)
{
    PMI_SPACE Space = MiSpaceOf(Process);
    PFN_NUMBER *Frames;
    PMI_REGION Region;
    NTSTATUS Status = MiFindView(Section, &View->Offset, &View->Size);

    if (Space == NULL) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (!MiIsWithin(View->Protect, Section->Protect)) {
        return STATUS_SECTION_PROTECTION;
    }
    if (View->Base != NULL) {
        return STATUS_CONFLICTING_ADDRESSES;
    }
    Frames = MiViewFrames(Section, View->Offset, View->Size);
    if (Frames == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = MiAddView(Space, Section, Frames, View->Size / PAGE_SIZE, View->Protect, &Region);
    ExFreeOwn(Frames);
    if (NT_SUCCESS(Status)) {
        View->Base = Region->Base;
    }
    return Status;
}

static ACCESS_MASK
MiViewAccess(ULONG Protect)
{
    switch (Protect) {
    case PAGE_READWRITE:
        return SECTION_MAP_WRITE;
    case PAGE_EXECUTE_READWRITE:
        return SECTION_MAP_WRITE | SECTION_MAP_EXECUTE;
    case PAGE_EXECUTE:
    case PAGE_EXECUTE_READ:
        return SECTION_MAP_EXECUTE;
    default:
        return SECTION_MAP_READ;
    }
}

static NTSTATUS
MiCheckViewCall(ULONG_PTR ZeroBits, SECTION_INHERIT Inherit, ULONG Type, ULONG Protect)
{
    if (ZeroBits > 20) {
        return STATUS_INVALID_PARAMETER_4;
    }
    if (Inherit != ViewShare && Inherit != ViewUnmap) {
        return STATUS_INVALID_PARAMETER_8;
    }
    if ((Type & ~(ULONG)(MEM_LARGE_PAGES | MEM_RESERVE | MEM_TOP_DOWN)) != 0) {
        return STATUS_INVALID_PARAMETER_9;
    }
    if ((Type & (MEM_LARGE_PAGES | MEM_RESERVE)) != 0) {
        KiNotImplemented("ZwMapViewOfSection with these flags", MI_CALLER());
    }
    if (Protect == PAGE_WRITECOPY || Protect == PAGE_EXECUTE_WRITECOPY) {
        KiNotImplemented("ZwMapViewOfSection with PAGE_WRITECOPY", MI_CALLER());
    }
    return MiCheckProtect(Protect);
}

static NTSTATUS
MiProbeViewCall(KPROCESSOR_MODE Mode, PVOID *Base, PLARGE_INTEGER Offset, PSIZE_T Size)
{
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Base);

    if (NT_SUCCESS(Status)) {
        Status = OB_PROBE_WRITE(Mode, Size);
    }
    if (NT_SUCCESS(Status) && Offset != NULL) {
        Status = OB_PROBE_WRITE(Mode, Offset);
    }
    return Status;
}

static NTSTATUS
MiMapViewByHandles(HANDLE SectionHandle, HANDLE ProcessHandle, PMI_VIEW_REQUEST View)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PMI_SECTION Section;
    PEPROCESS Process;
    NTSTATUS Status = ObReferenceObjectByHandle(ProcessHandle, PROCESS_VM_OPERATION,
                                                &PspProcessType, Mode, (PVOID *)&Process, NULL);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObReferenceObjectByHandle(SectionHandle, MiViewAccess(View->Protect), &MiSectionType,
                                       Mode, (PVOID *)&Section, NULL);
    if (NT_SUCCESS(Status)) {
        Status = MiMapView(Process, Section, View);
        ObfDereferenceObject(Section);
    }
    ObfDereferenceObject(Process);
    return Status;
}

NTSTATUS
NtMapViewOfSection(HANDLE SectionHandle, HANDLE ProcessHandle, PVOID *BaseAddress,
                   ULONG_PTR ZeroBits, SIZE_T CommitSize, PLARGE_INTEGER SectionOffset,
                   PSIZE_T ViewSize, SECTION_INHERIT InheritDisposition, ULONG AllocationType,
                   ULONG Win32Protect)
{
    MI_VIEW_REQUEST View = {.Protect = Win32Protect & ~MI_MODIFIERS};
    NTSTATUS Status = MiCheckViewCall(ZeroBits, InheritDisposition, AllocationType, Win32Protect);

    if (NT_SUCCESS(Status)) {
        Status = MiProbeViewCall(ExGetPreviousMode(), BaseAddress, SectionOffset, ViewSize);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    View.Base = *BaseAddress;
    View.Size = *ViewSize;
    View.Offset = SectionOffset != NULL ? (ULONG64)SectionOffset->QuadPart : 0;
    if (View.Size != 0 && CommitSize > ROUND_TO_PAGES(View.Size)) {
        return STATUS_INVALID_PARAMETER_5;
    }
    Status = MiMapViewByHandles(SectionHandle, ProcessHandle, &View);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *BaseAddress = View.Base;
    *ViewSize = View.Size;
    if (SectionOffset != NULL) {
        SectionOffset->QuadPart = (LONGLONG)View.Offset;
    }
    return STATUS_SUCCESS;
}

/* --- unmapping -------------------------------------------------------------------------------- */

static NTSTATUS
MiUnmapView(PMI_SPACE Space, PVOID Address)
{
    PMI_REGION Region;

    if (Space == NULL) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    Region = MiFindRegion(Space, Address);
    if (Region == NULL || Region->Kind != MiView) {
        return STATUS_NOT_MAPPED_VIEW;
    }
    if (MiIsSecured(Space, Region->Base, Region->Pages * PAGE_SIZE)) {
        return STATUS_INVALID_PAGE_PROTECTION;
    }
    MiDeleteRegion(Space, Region);
    return STATUS_SUCCESS;
}

NTSTATUS
NtUnmapViewOfSection(HANDLE ProcessHandle, PVOID BaseAddress)
{
    PEPROCESS Process;
    NTSTATUS Status =
        ObReferenceObjectByHandle(ProcessHandle, PROCESS_VM_OPERATION, &PspProcessType,
                                  ExGetPreviousMode(), (PVOID *)&Process, NULL);

    if (NT_SUCCESS(Status)) {
        Status = MiUnmapView(MiSpaceOf(Process), BaseAddress);
        ObfDereferenceObject(Process);
    }
    return Status;
}

ZW_CALL(ZwMapViewOfSection, NtMapViewOfSection,
        (HANDLE Section, HANDLE Process, PVOID *Base, ULONG_PTR ZeroBits, SIZE_T CommitSize,
         PLARGE_INTEGER Offset, PSIZE_T Size, SECTION_INHERIT Inherit, ULONG Type, ULONG Protect),
        (Section, Process, Base, ZeroBits, CommitSize, Offset, Size, Inherit, Type, Protect))
ZW_CALL(ZwUnmapViewOfSection, NtUnmapViewOfSection, (HANDLE Process, PVOID Base), (Process, Base))
