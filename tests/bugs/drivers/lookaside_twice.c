/*
 * bugs/drivers/lookaside_twice.c - a context for each request, freed by completion or by time-out
 *
 * Defect: who ends a request takes its context from the slot, frees it, and empties the slot only
 * then. Another one who comes meanwhile frees it, too; then two requests get the same memory. The
 * twin takes it and empties the slot in one step.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\LookasideTwice"

enum { SLOTS = 2 };

typedef struct _CONTEXT {
    LIST_ENTRY Entry;
    ULONG Slot;
} REQUEST_CONTEXT, *PREQUEST_CONTEXT;

static NPAGED_LOOKASIDE_LIST Contexts;
static KSPIN_LOCK Lock;
static PREQUEST_CONTEXT Slots[SLOTS]; /* under Lock */

static PREQUEST_CONTEXT
ContextOf(ULONG Slot, BOOLEAN Take)
{
    PREQUEST_CONTEXT Context;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Context = Slots[Slot];
    if (Take) {
        Slots[Slot] = NULL;
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    return Context;
}

static NTSTATUS
Begin(ULONG Slot)
{
    PREQUEST_CONTEXT Context = ExAllocateFromNPagedLookasideList(&Contexts);
    KIRQL OldIrql;

    if (Context == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Context->Slot = Slot;
    KeAcquireSpinLock(&Lock, &OldIrql);
    Slots[Slot] = Context;
    KeReleaseSpinLock(&Lock, OldIrql);
    return STATUS_SUCCESS;
}

static NTSTATUS
End(ULONG Slot)
{
    PREQUEST_CONTEXT Context = ContextOf(Slot, FIXED);

    if (Context == NULL) {
        return STATUS_NOT_FOUND;
    }
    ExFreeToNPagedLookasideList(&Contexts, Context);
    if (!FIXED) {
        ContextOf(Slot, TRUE);
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PULONG Slot = Irp->AssociatedIrp.SystemBuffer;

    if (!KitHas(Irp, sizeof(ULONG), sizeof(ULONG)) || *Slot >= SLOTS) {
        return StoryComplete(Irp, STATUS_INVALID_PARAMETER, 0);
    }
    switch (KitCode(Irp)) {
    case IOCTL_CONTEXT_BEGIN:
        return StoryComplete(Irp, Begin(*Slot), 0);
    case IOCTL_CONTEXT_END:
        return StoryComplete(Irp, End(*Slot), 0);
    case IOCTL_CONTEXT_SLOT:
        return KitAnswer(Irp, ContextOf(*Slot, FALSE)->Slot);
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    for (ULONG i = 0; i < SLOTS; i++) {
        End(i);
    }
    ExDeleteNPagedLookasideList(&Contexts);
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status;

    KeInitializeSpinLock(&Lock);
    ExInitializeNPagedLookasideList(&Contexts, NULL, NULL, POOL_NX_ALLOCATION,
                                    sizeof(REQUEST_CONTEXT), KIT_TAG, 0);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    Status = KitDevice(DriverObject, L"\\Device\\LookasideTwice", LINK);
    if (!NT_SUCCESS(Status)) {
        ExDeleteNPagedLookasideList(&Contexts);
    }
    return Status;
}
