/*
 * ps/quota.c - pool quota: how much pool a process may be charged for
 *
 * Invariants:
 *   Q1. QuotaUsage is never above QuotaLimit when it grows; 0 is no limit.
 *   Q2. What is returned was charged.
 *
 * Differs from Windows: there is no limit unless a test sets one; quota is a process's own, not
 * shared by the processes of a user.
 */
#include "psi.h"

static ULONG
PspPoolIndex(POOL_TYPE PoolType)
{
    return (ULONG)PoolType & 1; // NonPagedPool: 0, PagedPool: 1
}

NTSTATUS
PsChargeProcessPoolQuota(PEPROCESS Process, POOL_TYPE PoolType, ULONG_PTR Amount)
{
    SIZE_T *Usage = &Process->QuotaUsage[PspPoolIndex(PoolType)];
    SIZE_T Limit = Process->QuotaLimit[PspPoolIndex(PoolType)];

    if (Limit != 0 && (Amount > Limit || *Usage > Limit - Amount)) {
        return STATUS_QUOTA_EXCEEDED;
    }
    *Usage += Amount;
    return STATUS_SUCCESS;
}

/* Raises what the other returns. */
VOID
PsChargePoolQuota(PEPROCESS Process, POOL_TYPE PoolType, ULONG_PTR Amount)
{
    NTSTATUS Status = PsChargeProcessPoolQuota(Process, PoolType, Amount);

    if (!NT_SUCCESS(Status)) {
        ExRaiseStatus(Status);
    }
}

VOID
PsReturnPoolQuota(PEPROCESS Process, POOL_TYPE PoolType, ULONG_PTR Amount)
{
    SIZE_T *Usage = &Process->QuotaUsage[PspPoolIndex(PoolType)];

    if (Amount > *Usage) {
        KeRuleViolation("PsReturnPoolQuota: more than was charged", (ULONG_PTR)Process, Amount);
    }
    *Usage -= Amount;
}

VOID
PsSetPoolQuota(PEPROCESS Process, SIZE_T NonPaged, SIZE_T Paged)
{
    Process->QuotaLimit[0] = NonPaged;
    Process->QuotaLimit[1] = Paged;
}

/* --- for pool with quota ---------------------------------------------------------------------- */

static NTSTATUS
PspChargeCurrent(BOOLEAN Paged, SIZE_T Bytes, PVOID *Process)
{
    PEPROCESS Payer = PsGetCurrentProcess();
    NTSTATUS Status;

    if (Payer == PsInitialSystemProcess) {
        return STATUS_SUCCESS;
    }
    Status = PsChargeProcessPoolQuota(Payer, Paged ? PagedPool : NonPagedPool, Bytes);
    if (NT_SUCCESS(Status)) {
        ObfReferenceObject(Payer);
        *Process = Payer;
    }
    return Status;
}

static VOID
PspReturnTo(PVOID Process, BOOLEAN Paged, SIZE_T Bytes)
{
    PsReturnPoolQuota(Process, Paged ? PagedPool : NonPagedPool, Bytes);
    ObfDereferenceObject(Process);
}

VOID
PspInitQuota(VOID)
{
    static const EX_QUOTA Quota = {.Charge = PspChargeCurrent, .Return = PspReturnTo};

    ExSetQuotaRoutines(&Quota);
}
