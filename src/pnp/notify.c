/*
 * pnp/notify.c - who is told of PnP events, in which order
 *
 *      registered --event--> called, at PASSIVE_LEVEL --> registered
 *          |                    |
 *          +--Unregister--------+--> removed --the last call has returned--> freed
 *
 * Who registers while an event is being told is not told of it; who unregisters is not called any
 * more, but a call that has begun goes on.
 *
 * Invariants:
 *   N1. Removed entries stay in the list while somebody holds a reference: a call, or a walk.
 *   N2. An entry holds a reference to its driver object, and to the PDO of a target device; to a
 *       file object it does not.
 */
#include "notifyentry.h"

static struct {
    LIST_ENTRY Entries; /* oldest first */
    ULONG64 Serial;
} Pip SIM_STATE;

/* --- the list --------------------------------------------------------------------------------- */

VOID
PipRelease(PPIP_NOTIFY Entry)
{
    if (--Entry->References != 0) {
        return;
    }
    RemoveEntryList(&Entry->Links);
    ObDereferenceObject(Entry->Driver);
    if (Entry->Pdo != NULL) {
        ObDereferenceObject(Entry->Pdo);
    }
    ExFreeOwn(Entry);
}

VOID
PipAddEntry(PPIP_NOTIFY Entry)
{
    Entry->Serial = ++Pip.Serial;
    Entry->References = 1;
    KeInitializeEvent(&Entry->Returned, SynchronizationEvent, FALSE);
    ObReferenceObject(Entry->Driver); // N2
    InsertTailList(&Pip.Entries, &Entry->Links);
}

/* The next one that is not removed, with a reference, for the one before it. NULL: the first. */
PPIP_NOTIFY
PipNextEntry(PPIP_NOTIFY Entry)
{
    PLIST_ENTRY Link = Entry != NULL ? Entry->Links.Flink : Pip.Entries.Flink;
    PPIP_NOTIFY Next = NULL;

    for (; Link != &Pip.Entries && Next == NULL; Link = Link->Flink) {
        Next = CONTAINING_RECORD(Link, PIP_NOTIFY, Links);
        Next = Next->Removed ? NULL : Next;
    }
    if (Next != NULL) {
        Next->References++;
    }
    if (Entry != NULL) {
        PipRelease(Entry);
    }
    return Next;
}

static BOOLEAN
PipHears(PPIP_NOTIFY Entry, const PIP_AUDIENCE *Audience)
{
    return Entry->Category == Audience->Category && Entry->Pdo == Audience->Pdo &&
           (!Audience->Asked || Entry->Asked) &&
           (Audience->Class == NULL || IsEqualGUID(&Entry->Class, Audience->Class));
}

/* --- calling ---------------------------------------------------------------------------------- */

NTSTATUS
PipCall(PPIP_NOTIFY Entry, PVOID Structure)
{
    PIP_NOTIFY_CALL Call = {.Next = Entry->Calls, .Thread = KeCurrentThread()};
    PIP_NOTIFY_CALL **Link = &Entry->Calls;
    NTSTATUS Status;

    if (Entry->Category == EventCategoryTargetDeviceChange) {
        ((PTARGET_DEVICE_REMOVAL_NOTIFICATION)Structure)->FileObject = Entry->File;
    }
    Entry->Calls = &Call;
    Status = CALL_DRIVER(Entry->Routine, Structure, Entry->Context);
    PipCheckCallout((PVOID)Entry->Routine);
    while (*Link != &Call) {
        Link = &(*Link)->Next;
    }
    *Link = Call.Next;
    KeSetEvent(&Entry->Returned, IO_NO_INCREMENT, FALSE);
    return Status;
}

VOID
PipTell(const PIP_AUDIENCE *Audience, PVOID Structure)
{
    ULONG64 Last = Pip.Serial;

    for (PPIP_NOTIFY Entry = PipNextEntry(NULL); Entry != NULL; Entry = PipNextEntry(Entry)) {
        if (Entry->Serial <= Last && PipHears(Entry, Audience)) {
            Entry->Asked = FALSE;
            PipCall(Entry, Structure);
        }
    }
}

NTSTATUS
PipAsk(const PIP_AUDIENCE *Audience, PVOID Structure)
{
    ULONG64 Last = Pip.Serial;
    NTSTATUS Status = STATUS_SUCCESS;

    for (PPIP_NOTIFY Entry = PipNextEntry(NULL); Entry != NULL; Entry = PipNextEntry(Entry)) {
        if (Entry->Serial <= Last && PipHears(Entry, Audience) && NT_SUCCESS(Status)) {
            Entry->Asked = TRUE;
            Status = PipCall(Entry, Structure);
        }
    }
    return Status;
}

/* --- leaks ------------------------------------------------------------------------------------ */

static VOID
PipReportNotify(VOID (*Report)(PCSTR Format, ...))
{
    for (PLIST_ENTRY Link = Pip.Entries.Flink; Link != &Pip.Entries; Link = Link->Flink) {
        PPIP_NOTIFY Entry = CONTAINING_RECORD(Link, PIP_NOTIFY, Links);

        Report("PnP notification of %wZ was not unregistered: %p\n", &Entry->Driver->DriverName,
               (PVOID)Entry->Routine);
    }
}

VOID
PipInitNotify(VOID)
{
    InitializeListHead(&Pip.Entries);
    KeAddLeakRoutine(PipReportNotify);
}
