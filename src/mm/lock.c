/*
 * mm/lock.c - pages are locked for I/O
 *
 * A buffer of user mode is checked with the rights of its process, one of kernel mode must merely
 * exist. Only simulated memory has frames: the pools, stacks, user memory, the data of the test
 * program. A pointer into the host's heap (a test's malloc) is refused with words that say so.
 *
 * Invariants:
 *   L1. A locked MDL of user memory has Process, and counts in that process's LockedPages.
 *   L2. MDL_PAGES_LOCKED is set exactly between MmLockPages and MmUnlockPages.
 */
#include "mi.h"

#define MI_FORBIDDEN_TO_LOCK                                                                       \
    (MDL_PAGES_LOCKED | MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL | MDL_PARTIAL |      \
     MDL_IO_SPACE)
#define MI_HOST_LOWEST  0x500000000000 /* above all windows and drivers */
#define MI_HOST_HIGHEST 0x7FFFFFFFFFFF

static BOOLEAN
MiIsHostMemory(const VOID *Address)
{
    return HalPlace(Address) == HalAtNowhere && (ULONG_PTR)Address >= MI_HOST_LOWEST &&
           (ULONG_PTR)Address <= MI_HOST_HIGHEST;
}

VOID
MiNotMemory(const VOID *Address, PVOID Caller)
{
    KeReport("%p is not simulated memory: use pool, a stack, VirtualAlloc or a variable of the "
             "test program,",
             Address);
    KeReport("not the host's heap (malloc) and not constants: devices could not reach it.");
    KeRuleViolation("a buffer for direct I/O lies outside simulated memory", (ULONG_PTR)Address,
                    (ULONG_PTR)Caller);
}

static NTSTATUS
MiProbeBuffer(PMDL Mdl, KPROCESSOR_MODE Mode, BOOLEAN Write)
{
    PVOID Address = (PVOID)((ULONG_PTR)Mdl->StartVa + Mdl->ByteOffset); // a program's, maybe wild

    if (MiIsHostMemory(Address)) {
        MiNotMemory(Address, MI_CALLER());
    }
    if (Mode != KernelMode || HalPlace(Address) == HalAtUser) {
        return MmProbeUser(Address, Mdl->ByteCount, 1, Write);
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
MiFillFrames(PMDL Mdl)
{
    ULONG i;

    for (i = 0; i < MiPages(Mdl); i++) {
        MiFrames(Mdl)[i] = HalPageFrame((PUCHAR)Mdl->StartVa + (SIZE_T)i * PAGE_SIZE);
        if (MiFrames(Mdl)[i] == MI_NO_FRAME) {
            return STATUS_ACCESS_VIOLATION;
        }
    }
    return STATUS_SUCCESS;
}

static VOID
MiChargeProcess(PMDL Mdl, LONG Sign)
{
    PMI_SPACE Space = Mdl->Process != NULL ? MiSpaceOf(Mdl->Process) : NULL;

    if (Space != NULL) {
        Space->LockedPages += Sign * (LONG)MiPages(Mdl);
    }
}

VOID
MiMarkLocked(PMDL Mdl, PVOID Address, LOCK_OPERATION Operation)
{
    Mdl->Process = HalPlace(Address) == HalAtUser ? PsCurrentProcess() : NULL;
    Mdl->MdlFlags |= MDL_PAGES_LOCKED | (Operation != IoReadAccess ? MDL_WRITE_OPERATION : 0);
    MiChargeProcess(Mdl, 1);
    MiCountLocked(1);
    HalProbe3(PROBE_MDL_LOCK, Mdl, Address, Mdl->ByteCount);
}

NTSTATUS
MiFindFrame(PVOID Page, KPROCESSOR_MODE Mode, BOOLEAN Write, PFN_NUMBER *Frame)
{
    if (Mode != KernelMode || HalPlace(Page) == HalAtUser) {
        NTSTATUS Status = MmProbeUser(Page, PAGE_SIZE, 1, Write);

        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    *Frame = HalPageFrame(Page);
    return *Frame != MI_NO_FRAME ? STATUS_SUCCESS : STATUS_ACCESS_VIOLATION;
}

NTSTATUS
MmLockPages(PMDL Mdl, KPROCESSOR_MODE Mode, LOCK_OPERATION Operation)
{
    CSHORT Wrong = Mdl->MdlFlags & MI_FORBIDDEN_TO_LOCK;
    NTSTATUS Status;

    if (Wrong != 0) {
        MiViolation(0xB0, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, (ULONG_PTR)Wrong);
    }
    Status = MiProbeBuffer(Mdl, Mode, Operation != IoReadAccess);
    if (NT_SUCCESS(Status)) {
        Status = MiFillFrames(Mdl);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    MiMarkLocked(Mdl, MmGetMdlVirtualAddress(Mdl), Operation);
    return STATUS_SUCCESS;
}

VOID
MmProbeAndLockPages(PMDL MemoryDescriptorList, KPROCESSOR_MODE AccessMode, LOCK_OPERATION Operation)
{
    NTSTATUS Status = MmLockPages(MemoryDescriptorList, AccessMode, Operation);

    if (!NT_SUCCESS(Status)) {
        ExRaiseStatus(Status);
    }
}

VOID
MmProbeAndLockProcessPages(PMDL MemoryDescriptorList, PEPROCESS Process, KPROCESSOR_MODE AccessMode,
                           LOCK_OPERATION Operation)
{
    KAPC_STATE Before;
    NTSTATUS Status;

    KeStackAttachProcess(&Process->Pcb, &Before);
    Status = MmLockPages(MemoryDescriptorList, AccessMode, Operation);
    KeUnstackDetachProcess(&Before);
    if (!NT_SUCCESS(Status)) {
        ExRaiseStatus(Status);
    }
}

VOID
MmUnlockPages(PMDL MemoryDescriptorList)
{
    PMDL Mdl = MemoryDescriptorList;

    if ((Mdl->MdlFlags & MDL_SOURCE_IS_NONPAGED_POOL) != 0) {
        MiViolation(0x7D, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, 0);
    }
    if ((Mdl->MdlFlags & MDL_PARTIAL) != 0) {
        MiViolation(0xB4, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, MDL_PARTIAL);
    }
    if ((Mdl->MdlFlags & MDL_PAGES_LOCKED) == 0) {
        MiViolation(0x7C, (ULONG_PTR)Mdl, (ULONG_PTR)Mdl->MdlFlags, 0);
    }
    if ((Mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA) != 0) {
        MmUnmapLockedPages(Mdl->MappedSystemVa, Mdl);
    }
    MiChargeProcess(Mdl, -1);
    MiCountLocked(-1);
    MiFrames(Mdl)[0] = MI_NO_FRAME;
    Mdl->MdlFlags &= ~(MDL_PAGES_LOCKED | MDL_WRITE_OPERATION);
    HalProbe1(PROBE_MDL_UNLOCK, Mdl);
    MiFreeLingering();
}
