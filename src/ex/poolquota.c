/*
 * src/ex/poolquota.c - pool that a process is charged for
 *
 * Who paid for a block is kept apart from it, found by its address, until the block is freed, by
 * whomever; the process stays as long.
 *
 * Invariants:
 *   Q1. Exactly the allocated blocks with Quota in their header that somebody paid for have an
 *       entry. The System process pays for nothing.
 */
#include "exi.h"

#define EXP_PAYERS    64 /* a power of two */
#define EXP_PAYER_TAG 'uQxE'

typedef struct _EXP_PAYER {
    struct _EXP_PAYER *Next;
    PVOID Block, Process;
    SIZE_T Bytes;
    BOOLEAN Paged;
} EXP_PAYER, *PEXP_PAYER;

static struct {
    EX_QUOTA Quota;
    PEXP_PAYER Payers[EXP_PAYERS];
} Exp SIM_STATE;

VOID
ExSetQuotaRoutines(const EX_QUOTA *Quota)
{
    Exp.Quota = *Quota;
}

static PEXP_PAYER *
ExpPayers(const VOID *Block)
{
    return &Exp.Payers[(ULONG_PTR)Block / EXP_UNIT % EXP_PAYERS];
}

NTSTATUS
ExpChargeQuota(const EXP_REQUEST *Request, PVOID *Payer)
{
    PEXP_PAYER New;
    NTSTATUS Status;

    *Payer = NULL;
    if (KeIsExecutingDpc()) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x10B, 0, 0, 0);
    }
    New = ExAllocateOwn(sizeof *New, EXP_PAYER_TAG);
    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->Bytes = Request->Bytes;
    New->Paged = Request->Paged;
    Status = Exp.Quota.Charge(New->Paged, New->Bytes, &New->Process);
    if (!NT_SUCCESS(Status) || New->Process == NULL) {
        ExFreeOwn(New);
        return Status;
    }
    *Payer = New;
    return STATUS_SUCCESS;
}

static VOID
ExpRefund(PEXP_PAYER Payer)
{
    Exp.Quota.Return(Payer->Process, Payer->Paged, Payer->Bytes);
    ExFreeOwn(Payer);
}

VOID
ExpSettleQuota(PVOID Payer, PVOID Block)
{
    PEXP_PAYER New = Payer, *Payers = ExpPayers(Block);

    if (New == NULL) {
        return;
    }
    if (Block == NULL) {
        ExpRefund(New);
        return;
    }
    New->Block = Block;
    New->Next = *Payers;
    *Payers = New;
}

VOID
ExpReturnQuota(const VOID *Block)
{
    for (PEXP_PAYER *Link = ExpPayers(Block), Payer; (Payer = *Link) != NULL; Link = &Payer->Next) {
        if (Payer->Block == Block) {
            *Link = Payer->Next;
            ExpRefund(Payer);
            return;
        }
    }
}
