/*
 * mm/space.c - address spaces: created, hidden, deleted
 *
 * The memory of a process that is current on no processor is hidden: whoever touches it faults, as
 * in Windows a driver does that uses a user address in the wrong process. An idle processor keeps
 * the space that it was in.
 *
 * Invariants:
 *   S1. Processors counts the processors that are in the space, attached threads included.
 *   S2. A space is Hidden exactly if Processors is 0.
 *   S3. Hideable counts its regions that are not stacks.
 *
 * Differs from Windows: while a process is current on one processor, the others can touch its
 * memory as well. User stacks are never hidden: a test body that calls the kernel directly is
 * switched away from while it runs on one. Nor are variables of the test program.
 */
#include "mi.h"

PMI_SPACE
MiSpaceOf(PEPROCESS Process)
{
    return Process->UserRegions;
}

/* --- hiding ----------------------------------------------------------------------------------- */

static VOID
MiSetHidden(PMI_SPACE Space, BOOLEAN Hidden)
{
    PLIST_ENTRY Entry;

    if (Space->Hidden == Hidden) {
        return;
    }
    Space->Hidden = Hidden;
    if (Space->Hideable == 0) {
        return;
    }
    for (Entry = Space->Regions.Flink; Entry != &Space->Regions; Entry = Entry->Flink) {
        PMI_REGION Region = CONTAINING_RECORD(Entry, MI_REGION, Links);

        if (Region->Kind != MiStack) {
            MiShowRegion(Region, !Hidden);
        }
    }
}

static VOID
MiCountProcessor(PKPROCESS Process, LONG Change)
{
    PMI_SPACE Space = MiSpaceOf(CONTAINING_RECORD(Process, EPROCESS, Pcb));

    if (Space != NULL) {
        Space->Processors += Change;
        MiSetHidden(Space, Space->Processors == 0);
    }
}

static VOID
MiSwitchProcess(PKPROCESS From, PKPROCESS To)
{
    MiCountProcessor(From, -1);
    MiCountProcessor(To, 1);
}

/* --- life ------------------------------------------------------------------------------------- */

static NTSTATUS
MiCreateSpace(PEPROCESS Process)
{
    PMI_SPACE Space = ExAllocateOwn(sizeof *Space, MI_TAG);

    if (Space == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeListHead(&Space->Regions);
    InitializeListHead(&Space->Secured);
    Space->Hidden = TRUE;
    Process->UserRegions = Space;
    return STATUS_SUCCESS;
}

static VOID
MiDeleteSpace(PEPROCESS Process)
{
    PMI_SPACE Space = MiSpaceOf(Process);

    if (Space == NULL) {
        return;
    }
    if (Space->LockedPages != 0) {
        KeBugCheckEx(PROCESS_HAS_LOCKED_PAGES, 0, (ULONG_PTR)Process, (ULONG_PTR)Space->LockedPages,
                     0);
    }
    MiForgetSecured(Space);
    while (!IsListEmpty(&Space->Regions)) {
        MiDeleteRegion(Space, CONTAINING_RECORD(Space->Regions.Flink, MI_REGION, Links));
    }
    KeAbandonProcess(&Process->Pcb);
    Process->UserRegions = NULL;
    ExFreeOwn(Space);
}

/* --- stacks ----------------------------------------------------------------------------------- */

/* A page below it cannot be touched: the host knows, the region is told. */
static NTSTATUS
MiAllocateStack(PEPROCESS Process, SIZE_T Bytes, PVOID *Base)
{
    SIZE_T Pages = ROUND_TO_PAGES(Bytes) / PAGE_SIZE;
    PMI_REGION Region;
    NTSTATUS Status =
        MiCreateRegion(MiSpaceOf(Process), MiStack, Pages + 1, PAGE_READWRITE, &Region);

    if (NT_SUCCESS(Status)) {
        MiProtectPages(MiSpaceOf(Process), Region, 0, 1, PAGE_NOACCESS);
        *Base = (PUCHAR)Region->Base + PAGE_SIZE;
    }
    return Status;
}

static VOID
MiFreeStack(PEPROCESS Process, PVOID Base)
{
    PMI_REGION Region = MiFindRegion(MiSpaceOf(Process), Base);

    SIM_ASSERT(Region != NULL && Region->Kind == MiStack);
    MiDeleteRegion(MiSpaceOf(Process), Region);
}

VOID
MiInitSpaces(VOID)
{
    static const PS_MEMORY_ROUTINES Routines = {MiCreateSpace, MiDeleteSpace, MiAllocateStack,
                                                MiFreeStack};

    PsSetMemoryRoutines(&Routines);
    KeSetProcessSwitchRoutine(MiSwitchProcess);
}
