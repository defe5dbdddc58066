/*
 * mm/query.c - what user memory is, and changing what may be done with it
 *
 * Differs from Windows: the image of the test program is none of the regions that are told about.
 */
#include "mi.h"

/* Where the next region of the process begins, from an address that is in none. */
static ULONG_PTR
MiNextRegion(PMI_SPACE Space, ULONG_PTR Address)
{
    ULONG_PTR Next = MmUserProbeAddress;
    PLIST_ENTRY Entry;

    for (Entry = Space->Regions.Flink; Entry != &Space->Regions; Entry = Entry->Flink) {
        ULONG_PTR Base = (ULONG_PTR)CONTAINING_RECORD(Entry, MI_REGION, Links)->Base;

        if (Base > Address && Base < Next) {
            Next = Base;
        }
    }
    return Next;
}

static VOID
MiDescribePages(PMI_REGION Region, SIZE_T First, PMEMORY_BASIC_INFORMATION Information)
{
    UCHAR Protect = Region->Protect[First];
    SIZE_T End = First;

    while (End < Region->Pages && Region->Protect[End] == Protect) {
        End++;
    }
    Information->AllocationBase = Region->Base;
    Information->AllocationProtect = Region->FirstProtect;
    Information->RegionSize = (End - First) * PAGE_SIZE;
    Information->State = Protect != 0 ? MEM_COMMIT : MEM_RESERVE;
    Information->Protect = Protect;
    Information->Type =
        Region->Kind == MiMapped || Region->Kind == MiView ? MEM_MAPPED : MEM_PRIVATE;
}

static NTSTATUS
MiDescribe(PMI_SPACE Space, PVOID Address, PMEMORY_BASIC_INFORMATION Information)
{
    PMI_REGION Region;

    if (Space == NULL) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    if ((ULONG_PTR)Address >= MmUserProbeAddress) {
        return STATUS_INVALID_PARAMETER;
    }
    *Information = (MEMORY_BASIC_INFORMATION){.BaseAddress = PAGE_ALIGN(Address)};
    Region = MiFindRegion(Space, Address);
    if (Region != NULL) {
        SIZE_T First = (SIZE_T)((PUCHAR)Address - (PUCHAR)Region->Base) / PAGE_SIZE;

        MiDescribePages(Region, First, Information);
    } else {
        Information->State = MEM_FREE;
        Information->Protect = PAGE_NOACCESS;
        Information->RegionSize =
            MiNextRegion(Space, (ULONG_PTR)PAGE_ALIGN(Address)) - (ULONG_PTR)PAGE_ALIGN(Address);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
NtQueryVirtualMemory(HANDLE ProcessHandle, PVOID BaseAddress,
                     MEMORY_INFORMATION_CLASS MemoryInformationClass, PVOID MemoryInformation,
                     SIZE_T MemoryInformationLength, PSIZE_T ReturnLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PMEMORY_BASIC_INFORMATION Basic = MemoryInformation;
    PEPROCESS Process;
    NTSTATUS Status;

    if (MemoryInformationClass != MemoryBasicInformation) {
        return STATUS_INVALID_INFO_CLASS;
    }
    if (MemoryInformationLength < sizeof *Basic) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    Status = OB_PROBE_WRITE(Mode, Basic);
    if (NT_SUCCESS(Status) && ReturnLength != NULL) {
        Status = OB_PROBE_WRITE(Mode, ReturnLength);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(ProcessHandle, PROCESS_QUERY_INFORMATION,
                                           &PspProcessType, Mode, (PVOID *)&Process, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = MiDescribe(MiSpaceOf(Process), BaseAddress, Basic);
    ObfDereferenceObject(Process);
    if (NT_SUCCESS(Status) && ReturnLength != NULL) {
        *ReturnLength = sizeof *Basic;
    }
    return Status;
}

/* --- protection ------------------------------------------------------------------------------- */

static NTSTATUS
MiChangeProtect(PMI_SPACE Space, PVOID *Base, PSIZE_T Size, ULONG Protect, PULONG Old)
{
    PMI_REGION Region;
    SIZE_T First, i;
    NTSTATUS Status = MiFindPages(Space, Base, Size, &Region);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    First = (SIZE_T)((PUCHAR)*Base - (PUCHAR)Region->Base) / PAGE_SIZE;
    for (i = First; i < First + *Size / PAGE_SIZE; i++) {
        if (Region->Protect[i] == 0) {
            return STATUS_NOT_COMMITTED;
        }
    }
    if (Region->Kind == MiView && !MiViewAllows(Region->Section, Protect)) {
        return STATUS_SECTION_PROTECTION;
    }
    if (!MiMayProtect(Space, *Base, *Size, Protect)) {
        return STATUS_INVALID_PAGE_PROTECTION;
    }
    *Old = Region->Protect[First];
    MiProtectPages(Space, Region, First, *Size / PAGE_SIZE, Protect);
    return STATUS_SUCCESS;
}

NTSTATUS
NtProtectVirtualMemory(HANDLE ProcessHandle, PVOID *BaseAddress, PSIZE_T RegionSize,
                       ULONG NewProtect, PULONG OldProtect)
{
    PEPROCESS Process;
    NTSTATUS Status = MiCheckProtect(NewProtect);

    if (NT_SUCCESS(Status)) {
        Status = OB_PROBE_WRITE(ExGetPreviousMode(), OldProtect);
    }
    if (NT_SUCCESS(Status)) {
        Status = MiProbeRange(ProcessHandle, BaseAddress, RegionSize, &Process);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (*RegionSize == 0) {
        Status = STATUS_INVALID_PARAMETER_3;
    } else if (MiSpaceOf(Process) == NULL) {
        Status = STATUS_PROCESS_IS_TERMINATING;
    } else {
        Status = MiChangeProtect(MiSpaceOf(Process), BaseAddress, RegionSize,
                                 NewProtect & ~MI_MODIFIERS, OldProtect);
    }
    ObfDereferenceObject(Process);
    return Status;
}

ZW_CALL(ZwProtectVirtualMemory, NtProtectVirtualMemory,
        (HANDLE Process, PVOID *Base, PSIZE_T Size, ULONG Protect, PULONG Old),
        (Process, Base, Size, Protect, Old))
ZW_CALL(ZwQueryVirtualMemory, NtQueryVirtualMemory,
        (HANDLE Process, PVOID Base, MEMORY_INFORMATION_CLASS Class, PVOID Information,
         SIZE_T Length, PSIZE_T ReturnLength),
        (Process, Base, Class, Information, Length, ReturnLength))
