/*
 * mm/section.c - section objects: memory that several processes can have views of
 *
 *      NtCreateSection --> section --last handle, reference and view gone--> deleted
 *
 * The pages of a section are its own; a view (view.c, systemview.c) shows them at another address
 * and keeps the section alive. \Device\PhysicalMemory has no pages: a view of it shows frames.
 *
 * Differs from Windows: the pages are there from the start, so that SEC_RESERVE, which commits them
 * later, stops by name, as do SEC_LARGE_PAGES and copy-on-write, and a section over the file of a
 * file system. A file object without SectionObjectPointer supports none, as on Windows.
 */
#include "section.h"

OBJECT_TYPE MiSectionType SIM_STATE;
POBJECT_TYPE *MmSectionObjectType SIM_STATE;

static struct {
    POBJECT_TYPE Type;
} MiSections SIM_STATE;

/* --- protection ------------------------------------------------------------------------------- */

enum { MI_CAN_READ = 1, MI_CAN_WRITE = 2, MI_CAN_EXECUTE = 4 };

static ULONG
MiRightsOf(ULONG Protect)
{
    switch (Protect & ~MI_MODIFIERS) {
    case PAGE_READONLY:
        return MI_CAN_READ;
    case PAGE_READWRITE:
        return MI_CAN_READ | MI_CAN_WRITE;
    case PAGE_EXECUTE:
    case PAGE_EXECUTE_READ:
        return MI_CAN_READ | MI_CAN_EXECUTE;
    case PAGE_EXECUTE_READWRITE:
        return MI_CAN_READ | MI_CAN_WRITE | MI_CAN_EXECUTE;
    default:
        return 0;
    }
}

/* To execute a data section's view is not refused: execute rights are not enforced. */
BOOLEAN
MiIsWithin(ULONG Protect, ULONG Most)
{
    return (MiRightsOf(Protect) & MI_CAN_WRITE) == 0 || (MiRightsOf(Most) & MI_CAN_WRITE) != 0;
}

BOOLEAN
MiViewAllows(PVOID Section, ULONG Protect)
{
    return MiIsWithin(Protect, ((PMI_SECTION)Section)->Protect);
}

/* --- what is asked for ------------------------------------------------------------------------ */

static NTSTATUS
MiCheckSectionProtect(ULONG Protect)
{
    ULONG Plain = Protect & ~MI_MODIFIERS;

    if (Plain == PAGE_WRITECOPY || Plain == PAGE_EXECUTE_WRITECOPY) {
        KiNotImplemented("ZwCreateSection with PAGE_WRITECOPY", MI_CALLER());
    }
    return MiRightsOf(Protect) != 0 ? STATUS_SUCCESS : STATUS_INVALID_PAGE_PROTECTION;
}

static NTSTATUS
MiCheckSectionAttributes(ULONG Attributes)
{
    ULONG Kind = Attributes & (SEC_COMMIT | SEC_RESERVE | SEC_IMAGE);

    if ((Attributes & ~(ULONG)(SEC_COMMIT | SEC_RESERVE | SEC_IMAGE_NO_EXECUTE | SEC_FILE |
                               SEC_NOCACHE | SEC_LARGE_PAGES)) != 0 ||
        (Kind != SEC_COMMIT && Kind != SEC_RESERVE && Kind != SEC_IMAGE)) {
        return STATUS_INVALID_PARAMETER_6;
    }
    return STATUS_SUCCESS;
}

/* The type belongs to a higher rung; it is known by its name. */
static BOOLEAN
MiIsFile(PVOID Object)
{
    static const WCHAR File[] = L"File";

    return RtlCompareMemory(ObTypeOf(Object)->Name, File, sizeof File) == sizeof File;
}

static NTSTATUS
MiCheckSectionFile(HANDLE File, KPROCESSOR_MODE Mode)
{
    PFILE_OBJECT Object;
    NTSTATUS Status =
        ObReferenceObjectByHandle(File, FILE_READ_DATA, NULL, Mode, (PVOID *)&Object, NULL);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (!MiIsFile(Object)) {
        Status = STATUS_OBJECT_TYPE_MISMATCH;
    } else if (Object->SectionObjectPointer != NULL) {
        KiNotImplemented("ZwCreateSection over a file", MI_CALLER());
    } else {
        Status = STATUS_INVALID_FILE_FOR_SECTION;
    }
    ObfDereferenceObject(Object);
    return Status;
}

static NTSTATUS
MiCheckBacking(HANDLE File, ULONG Attributes, LONGLONG Size, KPROCESSOR_MODE Mode)
{
    if (File != NULL) {
        return MiCheckSectionFile(File, Mode);
    }
    if ((Attributes & SEC_IMAGE) != 0) {
        return STATUS_INVALID_FILE_FOR_SECTION;
    }
    if (Size <= 0) {
        return STATUS_INVALID_PARAMETER_4;
    }
    if ((ULONG64)Size > MI_MOST_SECTION) {
        return STATUS_SECTION_TOO_BIG;
    }
    if ((Attributes & (SEC_RESERVE | SEC_LARGE_PAGES)) != 0) {
        KiNotImplemented("ZwCreateSection with SEC_RESERVE or SEC_LARGE_PAGES", MI_CALLER());
    }
    return STATUS_SUCCESS;
}

/* --- objects ---------------------------------------------------------------------------------- */

NTSTATUS
MiNewSection(ULONG64 Size, ULONG Protect, PMI_SECTION *Section)
{
    NTSTATUS Status = ObCreateObjectOfType(&MiSectionType, sizeof **Section, (PVOID *)Section);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    (*Section)->Pages = (SIZE_T)(ROUND_TO_PAGES(Size) / PAGE_SIZE);
    (*Section)->Protect = Protect & ~MI_MODIFIERS;
    (*Section)->Memory = HalAllocatePages(HalNonPaged, (*Section)->Pages);
    if ((*Section)->Memory == NULL) {
        ObfDereferenceObject(*Section);
        return STATUS_COMMITMENT_LIMIT;
    }
    return STATUS_SUCCESS;
}

static VOID
MiDeleteSection(PVOID Object)
{
    PMI_SECTION Section = Object;

    if (Section->HostFile != NULL) {
        MiWriteBack(Section);
        ExFreeOwn(Section->HostFile);
    }
    if (Section->Memory != NULL) {
        MiFreePages(HalNonPaged, Section->Memory, Section->Pages);
    }
}

static NTSTATUS
MiProbeSection(KPROCESSOR_MODE Mode, PHANDLE Handle, POBJECT_ATTRIBUTES Attributes,
               BOOLEAN Required)
{
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Handle);

    return NT_SUCCESS(Status) ? ObProbeAttributes(Mode, Attributes, Required) : Status;
}

NTSTATUS
NtCreateSection(PHANDLE SectionHandle, ACCESS_MASK DesiredAccess,
                POBJECT_ATTRIBUTES ObjectAttributes, PLARGE_INTEGER MaximumSize,
                ULONG SectionPageProtection, ULONG AllocationAttributes, HANDLE FileHandle)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    LONGLONG Size = 0;
    PMI_SECTION Section;
    NTSTATUS Status = MiCheckSectionAttributes(AllocationAttributes);

    if (NT_SUCCESS(Status)) {
        Status = MiCheckSectionProtect(SectionPageProtection);
    }
    if (NT_SUCCESS(Status)) {
        Status = MiProbeSection(Mode, SectionHandle, ObjectAttributes, FALSE);
    }
    if (NT_SUCCESS(Status) && MaximumSize != NULL) {
        Status = OB_PROBE_READ(Mode, MaximumSize);
        Size = NT_SUCCESS(Status) ? MaximumSize->QuadPart : 0;
    }
    if (NT_SUCCESS(Status)) {
        Status = MiCheckBacking(FileHandle, AllocationAttributes, Size, Mode);
    }
    if (NT_SUCCESS(Status)) {
        Status = MiNewSection((ULONG64)Size, SectionPageProtection, &Section);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObInsertNewObject(Section, ObjectAttributes, DesiredAccess, Mode, SectionHandle, NULL);
    ObfDereferenceObject(Section);
    return Status;
}

/* A preferred node is a hint: there is one node. */
NTSTATUS
NtCreateSectionEx(PHANDLE SectionHandle, ACCESS_MASK DesiredAccess,
                  POBJECT_ATTRIBUTES ObjectAttributes, PLARGE_INTEGER MaximumSize,
                  ULONG SectionPageProtection, ULONG AllocationAttributes, HANDLE FileHandle,
                  PMEM_EXTENDED_PARAMETER ExtendedParameters, ULONG ExtendedParameterCount)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status;

    if (ExtendedParameterCount > 1) {
        return STATUS_INVALID_PARAMETER;
    }
    if (ExtendedParameterCount == 1) {
        Status = OB_PROBE_READ(Mode, ExtendedParameters);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
        if (ExtendedParameters->Type != MemSectionExtendedParameterNumaNode) {
            KiNotImplemented("NtCreateSectionEx with this parameter", MI_CALLER());
        }
    }
    return NtCreateSection(SectionHandle, DesiredAccess, ObjectAttributes, MaximumSize,
                           SectionPageProtection, AllocationAttributes, FileHandle);
}

/* User mode cannot open \Device\PhysicalMemory; it may be given a handle. */
NTSTATUS
NtOpenSection(PHANDLE SectionHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PMI_SECTION Section;
    HANDLE Handle;
    NTSTATUS Status = MiProbeSection(Mode, SectionHandle, ObjectAttributes, TRUE);

    if (NT_SUCCESS(Status)) {
        Status = ObOpenByName(ObjectAttributes, &MiSectionType, Mode, DesiredAccess, NULL,
                              (PVOID *)&Section, &Handle);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Section->Physical && Mode == UserMode) {
        NtClose(Handle);
        Status = STATUS_ACCESS_DENIED;
    } else {
        *SectionHandle = Handle;
    }
    ObfDereferenceObject(Section);
    return Status;
}

ZW_CALL(ZwCreateSection, NtCreateSection,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes, PLARGE_INTEGER Size,
         ULONG Protect, ULONG Allocation, HANDLE File),
        (Handle, Access, Attributes, Size, Protect, Allocation, File))
ZW_CALL(ZwOpenSection, NtOpenSection,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes),
        (Handle, Access, Attributes))

/* --- at boot ---------------------------------------------------------------------------------- */

static VOID
MiCreatePhysicalMemory(VOID)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    PMI_SECTION Section;
    NTSTATUS Status;

    Status = ObCreateObjectOfType(&MiSectionType, sizeof *Section, (PVOID *)&Section);
    SIM_ASSERT(NT_SUCCESS(Status));
    Section->Physical = TRUE;
    Section->Protect = PAGE_EXECUTE_READWRITE;
    Section->Pages = (SIZE_T)(MI_MOST_SECTION >> PAGE_SHIFT);
    RtlInitUnicodeString(&Name, L"\\Device\\PhysicalMemory");
    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE | OBJ_PERMANENT, NULL,
                               NULL);
    Status = ObInsertNewObject(Section, &Attributes, 0, KernelMode, NULL, NULL);
    SIM_ASSERT(NT_SUCCESS(Status));
    ObfDereferenceObject(Section);
}

VOID
MiInitSections(VOID)
{
    MiSectionType = (OBJECT_TYPE){
        .Name = L"Section",
        .GenericMapping = {STANDARD_RIGHTS_READ | SECTION_QUERY | SECTION_MAP_READ,
                           STANDARD_RIGHTS_WRITE | SECTION_MAP_WRITE,
                           STANDARD_RIGHTS_EXECUTE | SECTION_MAP_EXECUTE, SECTION_ALL_ACCESS},
        .ValidAccess = SECTION_ALL_ACCESS,
        .DispatcherOffset = OB_NOT_WAITABLE,
        .Methods = {.Delete = MiDeleteSection},
    };
    ObCreateObjectType(&MiSectionType);
    MiSections.Type = &MiSectionType;
    MmSectionObjectType = &MiSections.Type;
    MiCreatePhysicalMemory();
}
