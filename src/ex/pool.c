/*
 * src/ex/pool.c - the routines that allocate and free pool
 *
 * All of them come down to one request. ExAllocatePool2 and 3 zero the memory and return NULL for
 * parameters that make no sense; the older routines do not zero it and stop the machine instead, as
 * Windows does with Driver Verifier.
 *
 * Differs from Windows: Driver Verifier's pool checks are always on: no allocation of zero bytes,
 * no tag without a letter or digit, no paged pool above APC_LEVEL. Session pool is ordinary pool.
 * All pool is no-execute. There are no secure pools.
 */
#include "exi.h"

#define EXP_NO_TAG       'enoN'
#define EXP_MUST_SUCCEED 2

static struct {
    BOOLEAN Limited;
} Exp SIM_STATE;

VOID
ExpAskForLimit(BOOLEAN Limited)
{
    Exp.Limited = Limited;
}

static PVOID
ExpAllocate(const EXP_REQUEST *Request)
{
    PVOID Block;

    if (Request->Bytes <= EXP_MOST_SMALL) {
        Block = ExpAllocateSmall(Request);
    } else {
        Block = ExpAllocateLarge(Request);
    }
    if (Block != NULL) {
        ExpCountAllocation(Request->Tag, Request->Paged, Request->Bytes);
        HalShadowAllocate(Block, Request->Bytes);
    }
    return Block;
}

static BOOLEAN
ExpFails(const EXP_REQUEST *Request)
{
    if (HalFails(HalFailPool, 2) == 0) {
        return FALSE;
    }
    HalProbe3(PROBE_FAULT, HalFailPool | Request->Bytes << 8, Request->Caller, Request->Tag);
    return TRUE;
}

static BOOLEAN
ExpIsRefused(const EXP_REQUEST *Request)
{
    return (Exp.Limited && ExpIsOverLimit(Request)) || (HalIsSearched() && ExpFails(Request));
}

static PVOID
ExpAllocateWithQuota(const EXP_REQUEST *Request, NTSTATUS *Status)
{
    PVOID Payer, Block;

    *Status = ExpChargeQuota(Request, &Payer);
    if (!NT_SUCCESS(*Status)) {
        return NULL;
    }
    Block = ExpAllocate(Request);
    ExpSettleQuota(Payer, Block);
    *Status = STATUS_INSUFFICIENT_RESOURCES; // if there is none
    return Block;
}

/* A driver's request: with its faults, its place in the trace, and its exception. */
PVOID
ExpAllocateForDriver(const EXP_REQUEST *Request)
{
    NTSTATUS Status = STATUS_INSUFFICIENT_RESOURCES;
    PVOID Block = NULL;

    if (!ExpIsRefused(Request)) {
        Block = Request->Quota ? ExpAllocateWithQuota(Request, &Status) : ExpAllocate(Request);
    }
    HalProbe3(PROBE_POOL_ALLOCATE, Block, Request->Bytes, Request->Tag);
    if (Block == NULL && Request->Raise) {
        ExRaiseStatus(Status);
    }
    return Block;
}

VOID
ExpCheckRequest(const EXP_REQUEST *Request)
{
    KIRQL Irql = HalGetIrql();

    if (Request->Bytes == 0) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x00, Irql, Request->PoolType, 0);
    }
    if (Irql > (Request->Paged ? APC_LEVEL : DISPATCH_LEVEL)) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, Request->Paged ? 0x01 : 0x02, Irql,
                     Request->PoolType, Request->Bytes);
    }
}

static BOOLEAN
ExpIsAlphanumeric(UCHAR Character)
{
    return (Character >= '0' && Character <= '9') || (Character >= 'A' && Character <= 'Z') ||
           (Character >= 'a' && Character <= 'z');
}

static VOID
ExpCheckNewTag(const EXP_REQUEST *Request)
{
    ULONG Tag = Request->Tag & 0x7FFFFFFF;

    if (Tag == 0) {
        KeBugCheckEx(BAD_POOL_CALLER, 0x9B, Request->PoolType, Request->Bytes,
                     (ULONG_PTR)Request->Caller);
    }
    if (Tag == ' GIB' || Tag == 'GIB') {
        KeBugCheckEx(BAD_POOL_CALLER, 0x9C, Request->PoolType, Request->Bytes,
                     (ULONG_PTR)Request->Caller);
    }
    while (Tag != 0 && !ExpIsAlphanumeric((UCHAR)Tag)) {
        Tag >>= 8;
    }
    if (Tag == 0) {
        KeBugCheckEx(BAD_POOL_CALLER, 0x9D, Request->PoolType, Request->Tag,
                     (ULONG_PTR)Request->Caller);
    }
}

/* --- the older routines ----------------------------------------------------------------------- */

static PVOID
ExpAllocateByType(ULONG PoolType, SIZE_T Bytes, ULONG Tag, BOOLEAN Quota, EX_POOL_PRIORITY Priority,
                  PVOID Caller)
{
    EXP_REQUEST Request = {
        .Bytes = Bytes,
        .Tag = Tag,
        .Paged = PoolType & 1,
        .Zero = (PoolType & POOL_ZERO_ALLOCATION) != 0,
        .Quota = Quota,
        .Raise = (PoolType & POOL_RAISE_IF_ALLOCATION_FAILURE) != 0,
        .PoolType = PoolType,
        .Priority = Priority,
        .Caller = Caller,
    };

    if (Quota && (PoolType & POOL_QUOTA_FAIL_INSTEAD_OF_RAISE) == 0) {
        Request.Raise = TRUE;
    }
    if (PoolType & EXP_MUST_SUCCEED) {
        KeBugCheckEx(BAD_POOL_CALLER, 0x9A, PoolType, Bytes, Tag);
    }
    ExpCheckRequest(&Request);
    ExpCheckNewTag(&Request);
    return ExpAllocateForDriver(&Request);
}

PVOID
ExAllocatePool(POOL_TYPE PoolType, SIZE_T NumberOfBytes)
{
    return ExpAllocateByType(PoolType, NumberOfBytes, EXP_NO_TAG, FALSE, HighPoolPriority,
                             EXP_CALLER());
}

PVOID
ExAllocatePoolWithTag(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)
{
    return ExpAllocateByType(PoolType, NumberOfBytes, Tag, FALSE, HighPoolPriority, EXP_CALLER());
}

PVOID
ExAllocatePoolWithTagPriority(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag,
                              EX_POOL_PRIORITY Priority)
{
    return ExpAllocateByType(PoolType, NumberOfBytes, Tag, FALSE, Priority, EXP_CALLER());
}

PVOID
ExAllocatePoolWithQuota(POOL_TYPE PoolType, SIZE_T NumberOfBytes)
{
    return ExpAllocateByType(PoolType, NumberOfBytes, EXP_NO_TAG, TRUE, HighPoolPriority,
                             EXP_CALLER());
}

PVOID
ExAllocatePoolWithQuotaTag(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)
{
    return ExpAllocateByType(PoolType, NumberOfBytes, Tag, TRUE, HighPoolPriority, EXP_CALLER());
}

PVOID
ExAllocatePoolZero(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)
{
    return ExpAllocateByType(PoolType | POOL_ZERO_ALLOCATION, NumberOfBytes, Tag, FALSE,
                             HighPoolPriority, EXP_CALLER());
}

PVOID
ExAllocatePoolUninitialized(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)
{
    return ExpAllocateByType(PoolType, NumberOfBytes, Tag, FALSE, HighPoolPriority, EXP_CALLER());
}

PVOID
ExAllocatePoolQuotaZero(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)
{
    return ExpAllocateByType(PoolType | POOL_ZERO_ALLOCATION, NumberOfBytes, Tag, TRUE,
                             HighPoolPriority, EXP_CALLER());
}

PVOID
ExAllocatePoolQuotaUninitialized(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)
{
    return ExpAllocateByType(PoolType, NumberOfBytes, Tag, TRUE, HighPoolPriority, EXP_CALLER());
}

PVOID
ExAllocatePoolPriorityZero(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag,
                           EX_POOL_PRIORITY Priority)
{
    return ExpAllocateByType(PoolType | POOL_ZERO_ALLOCATION, NumberOfBytes, Tag, FALSE, Priority,
                             EXP_CALLER());
}

PVOID
ExAllocatePoolPriorityUninitialized(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag,
                                    EX_POOL_PRIORITY Priority)
{
    return ExpAllocateByType(PoolType, NumberOfBytes, Tag, FALSE, Priority, EXP_CALLER());
}

/* --- freeing ---------------------------------------------------------------------------------- */

VOID
ExFreePool(PVOID P)
{
    ExpFreeBlock(P, 0, EXP_CALLER(), FALSE);
}

VOID
ExFreePoolWithTag(PVOID P, ULONG Tag)
{
    ExpFreeBlock(P, Tag, EXP_CALLER(), FALSE);
}

/* Parameters matter for secure pools only, of which there are none. */
VOID
ExFreePool2(PVOID P, ULONG Tag, PCPOOL_EXTENDED_PARAMETER ExtendedParameters,
            ULONG ExtendedParametersCount)
{
    ExpFreeBlock(P, Tag, EXP_CALLER(), FALSE);
}

/* --- the kernel's own ------------------------------------------------------------------------- */

PVOID
ExAllocateOwn(SIZE_T Bytes, ULONG Tag)
{
    EXP_REQUEST Request = {
        .Bytes = max(Bytes, 1),
        .Tag = Tag,
        .Own = TRUE,
        .Zero = TRUE,
        .Caller = __builtin_return_address(0),
    };

    return ExpAllocate(&Request);
}

VOID
ExFreeOwn(PVOID P)
{
    ExpFreeBlock(P, 0, __builtin_return_address(0), TRUE);
}
