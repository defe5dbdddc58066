/*
 * ps/silocontext.c - what drivers hang on a silo
 *
 *      slot:    free --PsAllocSiloContextSlot--> empty --insert--> full --remove--> empty
 *               full --PsMakeSiloContextPermanent--> permanent, for as long as the silo is
 *      context: --PsCreateSiloContext--> referenced --last reference--> cleaned up and gone
 *
 * Invariants:
 *   S1. A slot holds one reference to its context; a successful insertion takes it.
 *   S2. The host is for ever, and so is a permanent context on it: it is no leak.
 */
#include "psi.h"

enum { PSP_SLOTS = 64 };

typedef struct _PSP_CONTEXT {
    SILO_CONTEXT_CLEANUP_CALLBACK *Cleanup;
    ULONG64 Unused;
    UCHAR Data[];
} PSP_CONTEXT, *PPSP_CONTEXT;

typedef struct _PSP_SLOT {
    BOOLEAN Allocated, Permanent;
    PPSP_CONTEXT Context;
    KEVENT Empty;
} PSP_SLOT, *PPSP_SLOT;

static struct {
    OBJECT_TYPE Nonpaged, Paged;
    PSP_SLOT Slots[PSP_SLOTS];
    ULONG Used; /* the slots behind were never used */
} PspContexts SIM_STATE;
SIM_STATE_PART(PspContexts.Slots, PspContexts.Used);

static VOID
PspDeleteContext(PVOID Object)
{
    PPSP_CONTEXT Context = Object;

    if (Context->Cleanup != NULL) {
        CALL_DRIVER(Context->Cleanup, Context->Data);
    }
}

VOID
PspInitSiloContexts(VOID)
{
    PspContexts.Nonpaged = (OBJECT_TYPE){.Name = L"PspSiloContextNonPaged",
                                         .DispatcherOffset = OB_NOT_WAITABLE,
                                         .Methods = {.Delete = PspDeleteContext}};
    PspContexts.Paged = PspContexts.Nonpaged;
    PspContexts.Paged.Name = L"PspSiloContextPaged";
    PspContexts.Paged.Paged = TRUE;
    ObCreateObjectType(&PspContexts.Nonpaged);
    ObCreateObjectType(&PspContexts.Paged);
}

static PPSP_SLOT
PspSlot(ULONG Slot)
{
    return Slot < PSP_SLOTS && PspContexts.Slots[Slot].Allocated ? &PspContexts.Slots[Slot] : NULL;
}

/* --- slots ------------------------------------------------------------------------------------ */

NTSTATUS
PspAllocateSlot(PULONG Slot)
{
    for (ULONG i = 0; i < PSP_SLOTS; i++) {
        if (!PspContexts.Slots[i].Allocated) {
            PspContexts.Used = max(PspContexts.Used, i + 1);
            PspContexts.Slots[i].Allocated = TRUE;
            KeInitializeEvent(&PspContexts.Slots[i].Empty, NotificationEvent, TRUE);
            *Slot = i;
            return STATUS_SUCCESS;
        }
    }
    return STATUS_INSUFFICIENT_RESOURCES;
}

NTSTATUS
PsAllocSiloContextSlot(ULONG_PTR Reserved, ULONG *ReturnedContextSlot)
{
    return Reserved == 0 ? PspAllocateSlot(ReturnedContextSlot) : STATUS_INVALID_PARAMETER;
}

/* A slot that is in use ends the run: Windows' documentation names no code for that. */
NTSTATUS
PsFreeSiloContextSlot(ULONG ContextSlot)
{
    PPSP_SLOT Slot = PspSlot(ContextSlot);

    if (Slot == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Slot->Context != NULL && !Slot->Permanent) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, ContextSlot,
                     (ULONG_PTR)Slot->Context->Data, 0, 0);
    }
    *Slot = (PSP_SLOT){0};
    return STATUS_SUCCESS;
}

VOID
PspWaitForEmptySlot(ULONG ContextSlot)
{
    PPSP_SLOT Slot = &PspContexts.Slots[ContextSlot];

    if (!Slot->Permanent) {
        KeWaitForSingleObject(&Slot->Empty, Executive, KernelMode, FALSE, NULL);
    }
}

/* --- contexts --------------------------------------------------------------------------------- */

static PPSP_CONTEXT
PspContextOf(PVOID SiloContext)
{
    return CONTAINING_RECORD(SiloContext, PSP_CONTEXT, Data);
}

NTSTATUS
PsCreateSiloContext(PESILO Silo, ULONG Size, POOL_TYPE PoolType,
                    SILO_CONTEXT_CLEANUP_CALLBACK *ContextCleanupCallback,
                    PVOID *ReturnedSiloContext)
{
    PPSP_CONTEXT Context;
    NTSTATUS Status;

    PspIsSilo(Silo);
    if (PoolType != NonPagedPoolNx && PoolType != PagedPool) {
        return STATUS_INVALID_PARAMETER;
    }
    Status =
        ObCreateObjectOfType(PoolType == PagedPool ? &PspContexts.Paged : &PspContexts.Nonpaged,
                             sizeof *Context + Size, (PVOID *)&Context);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Context->Cleanup = ContextCleanupCallback;
    *ReturnedSiloContext = Context->Data;
    return STATUS_SUCCESS;
}

VOID
PsReferenceSiloContext(PVOID SiloContext)
{
    ObfReferenceObject(PspContextOf(SiloContext));
}

VOID
PsDereferenceSiloContext(PVOID SiloContext)
{
    ObfDereferenceObject(PspContextOf(SiloContext));
}

/* --- in a slot -------------------------------------------------------------------------------- */

NTSTATUS
PsInsertSiloContext(PESILO Silo, ULONG ContextSlot, PVOID SiloContext)
{
    PPSP_SLOT Slot = PspSlot(ContextSlot);

    PspIsSilo(Silo);
    if (Slot == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Slot->Context != NULL) {
        return STATUS_NOT_SUPPORTED;
    }
    PsReferenceSiloContext(SiloContext);
    Slot->Context = PspContextOf(SiloContext);
    KeClearEvent(&Slot->Empty);
    return STATUS_SUCCESS;
}

NTSTATUS
PsReplaceSiloContext(PESILO Silo, ULONG ContextSlot, PVOID NewSiloContext, PVOID *OldSiloContext)
{
    PPSP_SLOT Slot = PspSlot(ContextSlot);
    PPSP_CONTEXT Old;

    PspIsSilo(Silo);
    if (Slot == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Slot->Permanent) {
        return STATUS_NOT_SUPPORTED;
    }
    Old = Slot->Context;
    PsReferenceSiloContext(NewSiloContext);
    Slot->Context = PspContextOf(NewSiloContext);
    KeClearEvent(&Slot->Empty);
    if (OldSiloContext != NULL) {
        *OldSiloContext = Old != NULL ? Old->Data : NULL;
    } else if (Old != NULL) {
        ObfDereferenceObject(Old);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
PsRemoveSiloContext(PESILO Silo, ULONG ContextSlot, PVOID *RemovedSiloContext)
{
    PPSP_SLOT Slot = PspSlot(ContextSlot);
    PPSP_CONTEXT Old;

    PspIsSilo(Silo);
    if (Slot == NULL || Slot->Context == NULL) {
        return STATUS_NOT_FOUND;
    }
    if (Slot->Permanent) {
        return STATUS_NOT_SUPPORTED;
    }
    Old = Slot->Context;
    Slot->Context = NULL;
    KeSetEvent(&Slot->Empty, 0, FALSE);
    if (RemovedSiloContext != NULL) {
        *RemovedSiloContext = Old->Data;
    } else {
        ObfDereferenceObject(Old);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
PsGetSiloContext(PESILO Silo, ULONG ContextSlot, PVOID *ReturnedSiloContext)
{
    PPSP_SLOT Slot = PspSlot(ContextSlot);

    PspIsSilo(Silo);
    *ReturnedSiloContext = NULL;
    if (Slot == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Slot->Context == NULL) {
        return STATUS_NOT_FOUND;
    }
    *ReturnedSiloContext = Slot->Context->Data;
    PsReferenceSiloContext(*ReturnedSiloContext);
    return STATUS_SUCCESS;
}

/* --- permanently ------------------------------------------------------------------------------ */

NTSTATUS
PsMakeSiloContextPermanent(PESILO Silo, ULONG ContextSlot)
{
    PPSP_SLOT Slot = PspSlot(ContextSlot);

    PspIsSilo(Silo);
    if (Slot == NULL) {
        return STATUS_NOT_FOUND;
    }
    if (Slot->Context == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (!Slot->Permanent) {
        Slot->Permanent = TRUE;
        ObAddToBaseline(Slot->Context, 1);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
PsInsertPermanentSiloContext(PESILO Silo, ULONG ContextSlot, PVOID SiloContext)
{
    NTSTATUS Status = PsInsertSiloContext(Silo, ContextSlot, SiloContext);

    return NT_SUCCESS(Status) ? PsMakeSiloContextPermanent(Silo, ContextSlot) : Status;
}

NTSTATUS
PsGetPermanentSiloContext(PESILO Silo, ULONG ContextSlot, PVOID *ReturnedSiloContext)
{
    PPSP_SLOT Slot = PspSlot(ContextSlot);

    PspIsSilo(Silo);
    if (Slot == NULL || Slot->Context == NULL) {
        return STATUS_NOT_FOUND;
    }
    if (!Slot->Permanent) {
        return STATUS_NOT_SUPPORTED;
    }
    *ReturnedSiloContext = Slot->Context->Data;
    return STATUS_SUCCESS;
}
