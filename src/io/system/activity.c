/*
 * io/system/activity.c - activity ids: which request a thread or an IRP works for
 *
 * A thread has a pointer to the id, whose memory is the driver's. An IRP has a copy, which is kept
 * in a list beside the packet and ends with it (IopForgetActivity), or when IoReuseIrp begins a new
 * request. A work item carries the id of the thread that queued it (workitem.c).
 *
 * Differs from Windows: there is no event tracing: every IRP of the I/O manager can have an id, and
 * IoTransferActivityId's event is a record of the trace.
 */
#include "system.h"
#include "irp/irp.h"

typedef struct _IOP_ACTIVITY {
    LIST_ENTRY Links;
    PIOP_IRP Own;
    GUID Id;
} IOP_ACTIVITY, *PIOP_ACTIVITY;

static struct {
    LIST_ENTRY Activities;
} Iop SIM_STATE;

VOID
IopInitActivities(VOID)
{
    InitializeListHead(&Iop.Activities);
}

/* --- threads ---------------------------------------------------------------------------------- */

LPCGUID
IoGetActivityIdThread(VOID)
{
    return PsCurrentThread()->ActivityId;
}

/* Returns the id that was set before. */
LPCGUID
IoSetActivityIdThread(LPCGUID ActivityId)
{
    LPCGUID Original = PsCurrentThread()->ActivityId;

    PsCurrentThread()->ActivityId = ActivityId;
    return Original;
}

VOID
IoClearActivityIdThread(LPCGUID OriginalId)
{
    PsCurrentThread()->ActivityId = OriginalId;
}

/* --- IRPs ------------------------------------------------------------------------------------- */

static PIOP_ACTIVITY
IopActivityOf(PIOP_IRP Own)
{
    PLIST_ENTRY Entry = Iop.Activities.Flink;

    if (Own == NULL || !Own->HasActivity) {
        return NULL;
    }
    while (CONTAINING_RECORD(Entry, IOP_ACTIVITY, Links)->Own != Own) {
        Entry = Entry->Flink;
    }
    return CONTAINING_RECORD(Entry, IOP_ACTIVITY, Links);
}

VOID
IopForgetActivity(PIOP_IRP Own)
{
    PIOP_ACTIVITY Activity = IopActivityOf(Own);

    if (Activity != NULL) {
        RemoveEntryList(&Activity->Links);
        ExFreeOwn(Activity);
        Own->HasActivity = FALSE;
    }
}

static PIOP_ACTIVITY
IopAddActivity(PIOP_IRP Own)
{
    PIOP_ACTIVITY Activity = ExAllocateOwn(sizeof(*Activity), IOP_TAG);

    if (Activity != NULL) {
        Activity->Own = Own;
        Own->HasActivity = TRUE;
        InsertTailList(&Iop.Activities, &Activity->Links);
    }
    return Activity;
}

/* Guid NULL: the current thread's, if it issued the request. */
NTSTATUS
IoSetActivityIdIrp(PIRP Irp, LPCGUID Guid)
{
    PIOP_IRP Own = IopOwn(Irp);
    PIOP_ACTIVITY Activity = IopActivityOf(Own);

    if (Guid == NULL && Irp->Tail.Overlay.Thread == PsCurrentThread()) {
        Guid = PsCurrentThread()->ActivityId;
    }
    if (Guid == NULL) {
        return STATUS_NOT_SUPPORTED;
    }
    if (Activity == NULL && (Own == NULL || (Activity = IopAddActivity(Own)) == NULL)) {
        return STATUS_UNSUCCESSFUL;
    }
    Activity->Id = *Guid;
    return STATUS_SUCCESS;
}

NTSTATUS
IoGetActivityIdIrp(PIRP Irp, LPGUID Guid)
{
    PIOP_ACTIVITY Activity = IopActivityOf(IopOwn(Irp));

    if (Activity == NULL) {
        return STATUS_NOT_FOUND;
    }
    *Guid = Activity->Id;
    return STATUS_SUCCESS;
}

NTSTATUS
IoPropagateActivityIdToThread(PIRP Irp, LPGUID PropagatedId, LPCGUID *OriginalId)
{
    NTSTATUS Status = IoGetActivityIdIrp(Irp, PropagatedId);

    if (NT_SUCCESS(Status)) {
        *OriginalId = IoSetActivityIdThread(PropagatedId);
    }
    return Status;
}

VOID
IoTransferActivityId(LPCGUID ActivityId, LPCGUID RelatedActivityId)
{
    HalProbe3(PROBE_ACTIVITY_TRANSFER, ActivityId->Data1, RelatedActivityId->Data1, 0);
}
