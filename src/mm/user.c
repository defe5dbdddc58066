/*
 * mm/user.c - user memory as seen from the kernel
 *
 * What a driver touches itself is protected by the host's page protection (region.c). What the
 * kernel touches on behalf of user mode is checked first, page by page.
 *
 * Differs from Windows: constants and code of the test program and of libsim count as readable user
 * memory.
 */
#include "mi.h"

#include "useraccess.h"

static BOOLEAN
MiMayTouch(ULONG Protect, BOOLEAN Write)
{
    if (Write) {
        return (Protect & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE)) != 0;
    }
    return (Protect & (PAGE_READONLY | PAGE_READWRITE | PAGE_EXECUTE | PAGE_EXECUTE_READ |
                       PAGE_EXECUTE_READWRITE)) != 0;
}

static BOOLEAN
MiRegionAllows(PMI_SPACE Space, ULONG_PTR Address, BOOLEAN Write)
{
    PMI_REGION Region = Space != NULL ? MiFindRegion(Space, (PVOID)Address) : NULL;

    return Region != NULL &&
           MiMayTouch(Region->Protect[(Address - (ULONG_PTR)Region->Base) / PAGE_SIZE], Write);
}

static BOOLEAN
MiPageAllows(PMI_SPACE Space, ULONG_PTR Address, BOOLEAN Write)
{
    switch (HalPlace((PVOID)Address)) {
    case HalAtUser:
        return MiRegionAllows(Space, Address, Write);
    case HalAtProgram:
        return !Write || HalPageFrame((PVOID)Address) != MI_NO_FRAME;
    case HalAtLibsim:
        return !Write;
    default:
        return FALSE;
    }
}

/* All of it is in the run that was found last for its first byte. */
static BOOLEAN
MiRunAllows(PMI_SPACE Space, ULONG_PTR Start, SIZE_T Length, BOOLEAN Write)
{
    PMI_RUN Run = MiRecentRun(Space, Start);

    return Start - Run->Start < Run->Bytes && Length <= Run->Start + Run->Bytes - Start &&
           MiMayTouch(Run->Protect, Write);
}

NTSTATUS
MmProbeUser(const VOID *Address, SIZE_T Length, ULONG Alignment, BOOLEAN Write)
{
    PMI_SPACE Space = PsCurrentProcess()->UserRegions;
    ULONG_PTR Start = (ULONG_PTR)Address, End = Start + Length, Page;

    if (Length == 0) {
        return STATUS_SUCCESS;
    }
    if ((Start & (Alignment - 1)) != 0) {
        return STATUS_DATATYPE_MISALIGNMENT;
    }
    if (Space != NULL && MiRunAllows(Space, Start, Length, Write)) {
        return STATUS_SUCCESS;
    }
    if (End < Start) {
        return STATUS_ACCESS_VIOLATION;
    }
    for (Page = Start; Page < End; Page = (Page & ~(ULONG_PTR)(PAGE_SIZE - 1)) + PAGE_SIZE) {
        if (!MiPageAllows(Space, Page, Write)) {
            return STATUS_ACCESS_VIOLATION;
        }
    }
    return STATUS_SUCCESS;
}

NTSTATUS
MmCopyFromUser(PVOID To, const VOID *From, SIZE_T Length)
{
    NTSTATUS Status = MmProbeUser(From, Length, 1, FALSE);

    if (NT_SUCCESS(Status)) {
        RtlCopyMemory(To, From, Length);
    }
    return Status;
}

NTSTATUS
MmCopyToUser(PVOID To, const VOID *From, SIZE_T Length)
{
    NTSTATUS Status = MmProbeUser(To, Length, 1, TRUE);

    if (NT_SUCCESS(Status)) {
        RtlCopyMemory(To, From, Length);
    }
    return Status;
}

/* --- for drivers ------------------------------------------------------------------------------ */

static BOOLEAN
MiIsUserRange(ULONG_PTR Start, SIZE_T Length)
{
    ULONG_PTR Last = Start + Length - 1;

    if (Last < Start) {
        return FALSE;
    }
    return Last < MmUserProbeAddress ||
           (HalPlace((PVOID)Start) == HalAtProgram && HalPlace((PVOID)Last) == HalAtProgram);
}

/* Where it lies and how it is aligned; whether anything is there shows when it is touched. */
VOID
ProbeForRead(const volatile VOID *Address, SIZE_T Length, ULONG Alignment)
{
    if (Length == 0) {
        return;
    }
    if (((ULONG_PTR)Address & (Alignment - 1)) != 0) {
        ExRaiseDatatypeMisalignment();
    }
    if (!MiIsUserRange((ULONG_PTR)Address, Length)) {
        ExRaiseAccessViolation();
    }
    MiNoteProbe((PVOID)(ULONG_PTR)Address, Length);
}

/* The same, and each page can be written: what cannot faults here, on its first byte. */
VOID
ProbeForWrite(volatile VOID *Address, SIZE_T Length, ULONG Alignment)
{
    ULONG_PTR Start = (ULONG_PTR)Address, Page;

    ProbeForRead(Address, Length, Alignment);
    for (Page = Start; Page < Start + Length;
         Page = (Page & ~(ULONG_PTR)(PAGE_SIZE - 1)) + PAGE_SIZE) {
        if (!MiPageAllows(PsCurrentProcess()->UserRegions, Page, TRUE)) {
            KeRaiseUserFault((PVOID)Page, TRUE);
        }
    }
}
