/*
 * pnp/arbiter.c - who has which range of memory and of ports
 *
 * A range is looked for where the firmware would place it (HalPciWindow), past what has been given
 * out already. Ranges are given back when the device is removed or stopped, and the next one may
 * get them.
 *
 * Invariants:
 *   R1. Ranges of one type do not overlap.
 *   R2. Each is in the list of the node that has it (Assigned).
 */
#include "pip.h"

static struct {
    LIST_ENTRY Ranges;
} Pip SIM_STATE;

VOID
PipInitArbiter(VOID)
{
    InitializeListHead(&Pip.Ranges);
}

/* A range that overlaps this one. */
static PPIP_RANGE
PipOverlapping(UCHAR Type, ULONG64 Start, ULONG64 Length)
{
    for (PLIST_ENTRY Entry = Pip.Ranges.Flink; Entry != &Pip.Ranges; Entry = Entry->Flink) {
        PPIP_RANGE Range = CONTAINING_RECORD(Entry, PIP_RANGE, Links);

        if (Range->Type == Type && Start < Range->Start + Range->Length &&
            Range->Start < Start + Length) {
            return Range;
        }
    }
    return NULL;
}

static ULONG64
PipAlign(ULONG64 Address, ULONG64 Alignment)
{
    return (Address + Alignment - 1) / Alignment * Alignment;
}

static ULONG64
PipPowerOfTwo(ULONG64 Length)
{
    ULONG64 Power = 1;

    while (Power < Length) {
        Power *= 2;
    }
    return Power;
}

static BOOLEAN
PipFindRange(PIO_RESOURCE_DESCRIPTOR Wanted, PULONG64 Start)
{
    ULONG64 Alignment = Wanted->u.Generic.Alignment != 0 ? Wanted->u.Generic.Alignment : 1;
    ULONG64 Minimum = (ULONG64)Wanted->u.Generic.MinimumAddress.QuadPart;
    ULONG64 Maximum = (ULONG64)Wanted->u.Generic.MaximumAddress.QuadPart;
    ULONG64 Length = Wanted->u.Generic.Length;
    ULONG64 Address = HalPciWindow(Wanted->Type == CmResourceTypePort, PipPowerOfTwo(Length));
    PPIP_RANGE Taken;

    if (Address == MAXULONG64 || Address < Minimum || Maximum - Minimum + 1 == Length) {
        Address = Minimum; // not from the window, or a fixed range
    }
    for (;;) {
        Address = PipAlign(Address, Alignment);
        if (Address + Length - 1 > Maximum) {
            return FALSE;
        }
        Taken = PipOverlapping(Wanted->Type, Address, Length);
        if (Taken == NULL) {
            *Start = Address;
            return TRUE;
        }
        Address = Taken->Start + Taken->Length;
    }
}

NTSTATUS
PipAllocateRange(PDEVICE_NODE Node, PIO_RESOURCE_DESCRIPTOR Wanted, PULONG64 Start)
{
    PPIP_RANGE Range;

    if (Wanted->u.Generic.Length == 0 || !PipFindRange(Wanted, Start)) {
        return STATUS_CONFLICTING_ADDRESSES;
    }
    Range = ExAllocateOwn(sizeof(*Range), PIP_TAG);
    if (Range == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Range->Type = Wanted->Type;
    Range->Start = *Start;
    Range->Length = Wanted->u.Generic.Length;
    InsertTailList(&Pip.Ranges, &Range->Links);
    InsertTailList(&Node->Assigned, &Range->NodeLinks);
    return STATUS_SUCCESS;
}

VOID
PipReleaseRanges(PDEVICE_NODE Node)
{
    while (!IsListEmpty(&Node->Assigned)) {
        PPIP_RANGE Range = CONTAINING_RECORD(RemoveHeadList(&Node->Assigned), PIP_RANGE, NodeLinks);

        RemoveEntryList(&Range->Links);
        ExFreeOwn(Range);
    }
}
