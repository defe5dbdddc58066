/*
 * samples/filter/log.c - the log and the rule
 *
 * The log is a ring: when it is full, the oldest entry is lost.
 */
#include "filter.h"

#define FILTER_ENTRIES 256

static struct {
    KSPIN_LOCK Lock; /* guards what follows */
    FILTER_RULE Rule;
    ULONG Next, Count; /* Next: number of the next entry; Count: how many before that are there */
    FILTER_ENTRY Entries[FILTER_ENTRIES];
} Log;

VOID
FilterInitializeLog(VOID)
{
    KeInitializeSpinLock(&Log.Lock);
}

/* --- the log ---------------------------------------------------------------------------------- */

VOID
FilterLog(PIRP Irp, UCHAR What, NTSTATUS Status)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    FILTER_ENTRY Entry = {0};
    KIRQL Irql;

    Entry.What = What;
    Entry.MajorFunction = Stack->MajorFunction;
    Entry.MinorFunction = Stack->MinorFunction;
    Entry.Status = Status;
    if (Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL) {
        Entry.ControlCode = Stack->Parameters.DeviceIoControl.IoControlCode;
    }
    KeAcquireSpinLock(&Log.Lock, &Irql);
    Entry.Number = Log.Next++;
    Log.Entries[Entry.Number % FILTER_ENTRIES] = Entry;
    if (Log.Count < FILTER_ENTRIES) {
        Log.Count++;
    }
    KeReleaseSpinLock(&Log.Lock, Irql);
}

ULONG
FilterTakeEntries(PFILTER_ENTRY Entries, ULONG Room)
{
    ULONG Taken = 0;
    KIRQL Irql;

    KeAcquireSpinLock(&Log.Lock, &Irql);
    while (Taken < Room && Log.Count != 0) {
        Entries[Taken++] = Log.Entries[(Log.Next - Log.Count) % FILTER_ENTRIES];
        Log.Count--;
    }
    KeReleaseSpinLock(&Log.Lock, Irql);
    return Taken;
}

/* --- the rule --------------------------------------------------------------------------------- */

static BOOLEAN
FilterMayVeto(ULONG MajorFunction)
{
    return MajorFunction == IRP_MJ_CREATE || MajorFunction == IRP_MJ_READ ||
           MajorFunction == IRP_MJ_WRITE || MajorFunction == IRP_MJ_DEVICE_CONTROL;
}

NTSTATUS
FilterSetRule(const FILTER_RULE *Rule)
{
    KIRQL Irql;

    /* All ones is what no request may end with: to a verifier it is a driver that set nothing. */
    if (Rule->Status != STATUS_SUCCESS &&
        (!NT_ERROR(Rule->Status) || Rule->Status == -1 || !FilterMayVeto(Rule->MajorFunction))) {
        return STATUS_INVALID_PARAMETER;
    }
    KeAcquireSpinLock(&Log.Lock, &Irql);
    Log.Rule = *Rule;
    KeReleaseSpinLock(&Log.Lock, Irql);
    return STATUS_SUCCESS;
}

NTSTATUS
FilterVerdict(PIO_STACK_LOCATION Stack)
{
    FILTER_RULE Rule;
    KIRQL Irql;

    KeAcquireSpinLock(&Log.Lock, &Irql);
    Rule = Log.Rule;
    KeReleaseSpinLock(&Log.Lock, Irql);
    if (Stack->MajorFunction != Rule.MajorFunction) {
        return STATUS_SUCCESS;
    }
    if (Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL && Rule.ControlCode != 0 &&
        Stack->Parameters.DeviceIoControl.IoControlCode != Rule.ControlCode) {
        return STATUS_SUCCESS;
    }
    return Rule.Status;
}
