/*
 * mm/virtual.c - user memory is allocated and freed
 *
 *      free --MEM_RESERVE--> reserved --MEM_COMMIT--> committed
 *           <--MEM_RELEASE--          <--MEM_DECOMMIT--
 *
 * Differs from Windows: an address cannot be asked for; what is reserved takes up simulated memory;
 * PAGE_GUARD, MEM_RESET and large pages stop by name. Execute rights are kept but not enforced.
 */
#include "mi.h"

NTSTATUS
MiCheckProtect(ULONG Protect)
{
    if ((Protect & PAGE_GUARD) != 0) {
        KiNotImplemented("PAGE_GUARD", MI_CALLER());
    }
    switch (Protect & ~MI_MODIFIERS) {
    case PAGE_NOACCESS:
    case PAGE_READONLY:
    case PAGE_READWRITE:
    case PAGE_EXECUTE:
    case PAGE_EXECUTE_READ:
    case PAGE_EXECUTE_READWRITE:
        return STATUS_SUCCESS;
    default:
        return STATUS_INVALID_PAGE_PROTECTION;
    }
}

static NTSTATUS
MiCheckAllocation(ULONG Type)
{
    if ((Type & (MEM_RESET | MEM_RESET_UNDO | MEM_LARGE_PAGES)) != 0) {
        KiNotImplemented("NtAllocateVirtualMemory with these flags", MI_CALLER());
    }
    if ((Type & ~(ULONG)(MEM_RESERVE | MEM_COMMIT | MEM_TOP_DOWN)) != 0 ||
        (Type & (MEM_RESERVE | MEM_COMMIT)) == 0) {
        return STATUS_INVALID_PARAMETER_5;
    }
    return STATUS_SUCCESS;
}

/* --- allocation ------------------------------------------------------------------------------- */

static NTSTATUS
MiReserve(PMI_SPACE Space, PVOID *Base, PSIZE_T Size, BOOLEAN Commit, ULONG Protect)
{
    PMI_REGION Region;
    NTSTATUS Status;

    if (*Base != NULL) {
        return STATUS_CONFLICTING_ADDRESSES;
    }
    Status = MiCreateRegion(Space, MiPrivate, ROUND_TO_PAGES(*Size) / PAGE_SIZE,
                            Commit ? Protect : 0, &Region);
    if (NT_SUCCESS(Status)) {
        Region->FirstProtect = Protect;
        *Base = Region->Base;
        *Size = Region->Pages * PAGE_SIZE;
    }
    return Status;
}

NTSTATUS
MiFindPages(PMI_SPACE Space, PVOID *Base, PSIZE_T Size, PMI_REGION *Region)
{
    ULONG_PTR First = (ULONG_PTR)PAGE_ALIGN(*Base), End = ROUND_TO_PAGES((ULONG_PTR)*Base + *Size);

    *Region = MiFindRegion(Space, *Base);
    if (*Region == NULL || ((*Region)->Kind != MiPrivate && (*Region)->Kind != MiView) ||
        End < First || End > (ULONG_PTR)(*Region)->Base + (*Region)->Pages * PAGE_SIZE) {
        return STATUS_CONFLICTING_ADDRESSES;
    }
    *Base = (PVOID)First;
    *Size = End - First;
    return STATUS_SUCCESS;
}

static SIZE_T
MiPageIndex(PMI_REGION Region, const VOID *Address)
{
    return (SIZE_T)((const UCHAR *)Address - (PUCHAR)Region->Base) / PAGE_SIZE;
}

static NTSTATUS
MiCommit(PMI_SPACE Space, PVOID *Base, PSIZE_T Size, ULONG Protect)
{
    PMI_REGION Region;
    NTSTATUS Status = MiFindPages(Space, Base, Size, &Region);

    if (NT_SUCCESS(Status) && Region->Kind == MiView) {
        return STATUS_ALREADY_COMMITTED;
    }
    if (NT_SUCCESS(Status)) {
        MiProtectPages(Space, Region, MiPageIndex(Region, *Base), *Size / PAGE_SIZE, Protect);
    }
    return Status;
}

static NTSTATUS
MiAllocateVirtual(PEPROCESS Process, PVOID *Base, PSIZE_T Size, ULONG Type, ULONG Protect)
{
    PMI_SPACE Space = MiSpaceOf(Process);

    if (Space == NULL) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    Protect &= ~MI_MODIFIERS;
    if ((Type & MEM_RESERVE) == 0 && *Base != NULL) {
        return MiCommit(Space, Base, Size, Protect);
    }
    return MiReserve(Space, Base, Size, (Type & MEM_COMMIT) != 0, Protect);
}

/* --- freeing ---------------------------------------------------------------------------------- */

static NTSTATUS
MiRelease(PMI_SPACE Space, PVOID *Base, PSIZE_T Size)
{
    PMI_REGION Region = MiFindRegion(Space, *Base);

    if (Region != NULL && Region->Kind == MiView) {
        return STATUS_UNABLE_TO_DELETE_SECTION;
    }
    if (Region == NULL || Region->Kind != MiPrivate) {
        return STATUS_MEMORY_NOT_ALLOCATED;
    }
    if (Region->Base != *Base) {
        return STATUS_FREE_VM_NOT_AT_BASE;
    }
    if (*Size != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (MiIsSecured(Space, Region->Base, Region->Pages * PAGE_SIZE)) {
        return STATUS_INVALID_PAGE_PROTECTION;
    }
    *Size = Region->Pages * PAGE_SIZE;
    MiDeleteRegion(Space, Region);
    return STATUS_SUCCESS;
}

static NTSTATUS
MiDecommit(PMI_SPACE Space, PVOID *Base, PSIZE_T Size)
{
    PMI_REGION Region = MiFindRegion(Space, *Base);
    SIZE_T i;
    NTSTATUS Status;

    if (Region != NULL && *Size == 0 && Region->Base == *Base) {
        *Size = Region->Pages * PAGE_SIZE;
    }
    Status = MiFindPages(Space, Base, Size, &Region);
    if (!NT_SUCCESS(Status)) {
        return STATUS_UNABLE_TO_FREE_VM;
    }
    if (Region->Kind == MiView) {
        return STATUS_UNABLE_TO_DELETE_SECTION;
    }
    if (MiIsSecured(Space, *Base, *Size)) {
        return STATUS_INVALID_PAGE_PROTECTION;
    }
    for (i = 0; i < *Size; i += PAGE_SIZE) { /* it reads zero when it is committed again */
        RtlZeroMemory(HalFrameAddress(HalPageFrame((PUCHAR)*Base + i)), PAGE_SIZE);
    }
    MiProtectPages(Space, Region, MiPageIndex(Region, *Base), *Size / PAGE_SIZE, 0);
    return STATUS_SUCCESS;
}

/* --- system calls ----------------------------------------------------------------------------- */

NTSTATUS
MiProbeRange(HANDLE ProcessHandle, PVOID *BaseAddress, PSIZE_T RegionSize, PEPROCESS *Process)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = OB_PROBE_WRITE(Mode, BaseAddress);

    if (NT_SUCCESS(Status)) {
        Status = OB_PROBE_WRITE(Mode, RegionSize);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return ObReferenceObjectByHandle(ProcessHandle, PROCESS_VM_OPERATION, &PspProcessType, Mode,
                                     (PVOID *)Process, NULL);
}

NTSTATUS
NtAllocateVirtualMemory(HANDLE ProcessHandle, PVOID *BaseAddress, ULONG_PTR ZeroBits,
                        PSIZE_T RegionSize, ULONG AllocationType, ULONG Protect)
{
    PEPROCESS Process;
    NTSTATUS Status;

    if (ZeroBits > 20) {
        return STATUS_INVALID_PARAMETER_3;
    }
    Status = MiCheckAllocation(AllocationType);
    if (NT_SUCCESS(Status)) {
        Status = MiCheckProtect(Protect);
    }
    if (NT_SUCCESS(Status)) {
        Status = MiProbeRange(ProcessHandle, BaseAddress, RegionSize, &Process);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (*RegionSize == 0 || *RegionSize > MmUserProbeAddress) {
        Status = STATUS_INVALID_PARAMETER_4;
    } else {
        Status = MiAllocateVirtual(Process, BaseAddress, RegionSize, AllocationType, Protect);
    }
    ObfDereferenceObject(Process);
    return Status;
}

NTSTATUS
NtFreeVirtualMemory(HANDLE ProcessHandle, PVOID *BaseAddress, PSIZE_T RegionSize, ULONG FreeType)
{
    PEPROCESS Process;
    NTSTATUS Status;

    if (FreeType != MEM_RELEASE && FreeType != MEM_DECOMMIT) {
        return STATUS_INVALID_PARAMETER_4;
    }
    Status = MiProbeRange(ProcessHandle, BaseAddress, RegionSize, &Process);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (MiSpaceOf(Process) == NULL) {
        Status = STATUS_PROCESS_IS_TERMINATING;
    } else if (FreeType == MEM_RELEASE) {
        Status = MiRelease(MiSpaceOf(Process), BaseAddress, RegionSize);
    } else {
        Status = MiDecommit(MiSpaceOf(Process), BaseAddress, RegionSize);
    }
    ObfDereferenceObject(Process);
    return Status;
}

ZW_CALL(ZwAllocateVirtualMemory, NtAllocateVirtualMemory,
        (HANDLE Process, PVOID *Base, ULONG_PTR ZeroBits, PSIZE_T Size, ULONG Type, ULONG Protect),
        (Process, Base, ZeroBits, Size, Type, Protect))
ZW_CALL(ZwFreeVirtualMemory, NtFreeVirtualMemory,
        (HANDLE Process, PVOID *Base, PSIZE_T Size, ULONG Type), (Process, Base, Size, Type))

/* --- for other rungs -------------------------------------------------------------------------- */

NTSTATUS
MmAllocateUser(PEPROCESS Process, SIZE_T Bytes, ULONG Protect, PVOID *Address)
{
    *Address = NULL;
    return MiAllocateVirtual(Process, Address, &Bytes, MEM_RESERVE | MEM_COMMIT, Protect);
}

NTSTATUS
MmFreeUser(PEPROCESS Process, PVOID Address)
{
    SIZE_T Size = 0;

    return MiSpaceOf(Process) == NULL ? STATUS_PROCESS_IS_TERMINATING
                                      : MiRelease(MiSpaceOf(Process), &Address, &Size);
}
