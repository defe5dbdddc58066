/*
 * mm/secure.c - user memory that its process must not free or restrict
 *
 *      MmSecureVirtualMemory --> secured --MmUnsecureVirtualMemory, end of the process--> gone
 *
 * Whoever frees or unmaps secured memory, or wants a protection that allows less than was asked
 * for, gets STATUS_INVALID_PAGE_PROTECTION.
 *
 * Differs from Windows: the documentation names no status for the refusals.
 */
#include "mi.h"

typedef struct _MI_SECURED {
    LIST_ENTRY Links; /* of the space */
    ULONG_PTR Base;
    SIZE_T Size;
    BOOLEAN Writable;
    ULONG Flags; /* MM_SECURE_... */
} MI_SECURED, *PMI_SECURED;

static BOOLEAN
MiOverlaps(PMI_SECURED Secured, PVOID Base, SIZE_T Size)
{
    return Secured->Base < (ULONG_PTR)Base + Size &&
           (ULONG_PTR)Base < Secured->Base + Secured->Size;
}

static BOOLEAN
MiBypasses(PMI_SECURED Secured)
{
    return (Secured->Flags & MM_SECURE_USER_MODE_ONLY) != 0 && ExGetPreviousMode() == KernelMode;
}

BOOLEAN
MiIsSecured(PMI_SPACE Space, PVOID Base, SIZE_T Size)
{
    PLIST_ENTRY Entry;

    for (Entry = Space->Secured.Flink; Entry != &Space->Secured; Entry = Entry->Flink) {
        PMI_SECURED Secured = CONTAINING_RECORD(Entry, MI_SECURED, Links);

        if (MiOverlaps(Secured, Base, Size) && !MiBypasses(Secured)) {
            return TRUE;
        }
    }
    return FALSE;
}

static BOOLEAN
MiRestricts(PMI_SECURED Secured, ULONG Protect)
{
    if ((Secured->Flags & MM_SECURE_NO_CHANGE) != 0 || Protect == PAGE_NOACCESS) {
        return TRUE;
    }
    return Secured->Writable && (Protect & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE)) == 0;
}

BOOLEAN
MiMayProtect(PMI_SPACE Space, PVOID Base, SIZE_T Size, ULONG Protect)
{
    PLIST_ENTRY Entry;

    for (Entry = Space->Secured.Flink; Entry != &Space->Secured; Entry = Entry->Flink) {
        PMI_SECURED Secured = CONTAINING_RECORD(Entry, MI_SECURED, Links);

        if (MiOverlaps(Secured, Base, Size) && !MiBypasses(Secured) &&
            MiRestricts(Secured, Protect)) {
            return FALSE;
        }
    }
    return TRUE;
}

static BOOLEAN
MiIsAnySecuredIn(PMI_SPACE Space, PMI_REGION Region)
{
    PLIST_ENTRY Entry;

    for (Entry = Space->Secured.Flink; Entry != &Space->Secured; Entry = Entry->Flink) {
        if (MiOverlaps(CONTAINING_RECORD(Entry, MI_SECURED, Links), Region->Base,
                       Region->Pages * PAGE_SIZE)) {
            return TRUE;
        }
    }
    return FALSE;
}

HANDLE
MmSecureVirtualMemoryEx(PVOID Address, SIZE_T Size, ULONG ProbeMode, ULONG Flags)
{
    PMI_SPACE Space = MiSpaceOf(PsCurrentProcess());
    BOOLEAN Writable = ProbeMode == PAGE_READWRITE;
    PMI_REGION Region;
    PMI_SECURED Secured;

    if (Space == NULL || Size == 0 || (!Writable && ProbeMode != PAGE_READONLY) ||
        !NT_SUCCESS(MmProbeUser(Address, Size, 1, Writable))) {
        return NULL;
    }
    Region = MiFindRegion(Space, Address);
    if (Region == NULL || MiFindRegion(Space, (PUCHAR)Address + Size - 1) != Region ||
        ((Flags & MM_SECURE_EXCLUSIVE) != 0 && MiIsAnySecuredIn(Space, Region))) {
        return NULL;
    }
    Secured = ExAllocateOwn(sizeof *Secured, MI_TAG);
    if (Secured != NULL) {
        Secured->Base = (ULONG_PTR)PAGE_ALIGN(Address);
        Secured->Size = ROUND_TO_PAGES((ULONG_PTR)Address + Size) - Secured->Base;
        Secured->Writable = Writable;
        Secured->Flags = Flags;
        InsertTailList(&Space->Secured, &Secured->Links);
    }
    return Secured;
}

HANDLE
MmSecureVirtualMemory(PVOID Address, SIZE_T Size, ULONG ProbeMode)
{
    return MmSecureVirtualMemoryEx(Address, Size, ProbeMode, 0);
}

/* In the process in which it was secured. */
VOID
MmUnsecureVirtualMemory(HANDLE SecureHandle)
{
    PMI_SPACE Space = MiSpaceOf(PsCurrentProcess());
    PLIST_ENTRY Entry;

    for (Entry = Space != NULL ? Space->Secured.Flink : NULL;
         Entry != NULL && Entry != &Space->Secured; Entry = Entry->Flink) {
        PMI_SECURED Secured = CONTAINING_RECORD(Entry, MI_SECURED, Links);

        if (Secured == SecureHandle) {
            RemoveEntryList(&Secured->Links);
            ExFreeOwn(Secured);
            return;
        }
    }
    KeRuleViolation("MmUnsecureVirtualMemory: not secured in this process", (ULONG_PTR)SecureHandle,
                    (ULONG_PTR)MI_CALLER());
}

VOID
MiForgetSecured(PMI_SPACE Space)
{
    while (!IsListEmpty(&Space->Secured)) {
        ExFreeOwn(CONTAINING_RECORD(RemoveHeadList(&Space->Secured), MI_SECURED, Links));
    }
}
