/*
 * src/ex/poolfree.c - giving pool back, and what a driver may do wrong with it
 *
 * A block's address is looked up before anything in front of it is believed: the page must be
 * pool's, the header must be one that pool wrote. What is wrong is told apart at leisure, once it
 * is known that something is.
 *
 * Differs from Windows: every mistake is found at once, not only with special pool: overruns
 * (BAD_POOL_HEADER 0x21), underruns (0x20), frees of what is not a block (BAD_POOL_CALLER 0x46).
 */
#include "exi.h"

#define EXP_NOT_TAG_BITS 0x80000000U /* PROTECTED_POOL: not part of the tag's name */

static struct {
    LONG Watched;
} Exp SIM_STATE;

VOID
ExpWatchContents(LONG Change)
{
    Exp.Watched += Change;
}

static DECLSPEC_NORETURN VOID
ExpBadCaller(ULONG_PTR Kind, ULONG_PTR Parameter2, ULONG_PTR Parameter3, ULONG_PTR Parameter4)
{
    KeBugCheckEx(BAD_POOL_CALLER, Kind, Parameter2, Parameter3, Parameter4);
}

static DECLSPEC_NORETURN VOID
ExpFreedTwice(PVOID Block, ULONG_PTR Header)
{
    ExpBadCaller(7, 0, Header, (ULONG_PTR)Block);
}

/* In a page of small blocks, but not after a header of an allocated one. */
static EXP_UNCHECKED DECLSPEC_NORETURN VOID
ExpDiagnoseSmall(PVOID Block)
{
    PEXP_HEADER Header = EXP_HEADER_OF(Block);
    PEXP_HEADER Around = ExpWalkPage(Header);

    if (Around == NULL) {
        KeBugCheckEx(BAD_POOL_HEADER, 0x20, (ULONG_PTR)Header, (ULONG_PTR)(Header + 1), 0);
    }
    if (Around == Header && !ExpIsHeader(Header, Header->State)) {
        KeBugCheckEx(BAD_POOL_HEADER, 0x20, (ULONG_PTR)Header,
                     (ULONG_PTR)(Header + Header->BlockSize), 0);
    }
    if (Around->State != ExpAllocated) {
        ExpFreedTwice(Block, *(PULONG64)Header);
    }
    ExpBadCaller(0x46, (ULONG_PTR)Block, 0, 0);
}

/* IRPs stand in large blocks of the kernel's own. */
static VOID
ExpCheckPacket(PVOID Block)
{
    PEXP_LARGE Large = ExpLargeAround(Block);

    if (Large->Own && Large->Tag == ' prI') {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x105, (ULONG_PTR)Block, 0, 0);
    }
}

/* Not in a page of small blocks and not the beginning of a large one. */
static DECLSPEC_NORETURN VOID
ExpDiagnosePlace(PVOID Block)
{
    switch (HalPlace(Block)) {
    case HalAtUser:
        ExpBadCaller(0x40, (ULONG_PTR)Block, (ULONG_PTR)HalWindowBase(HalNonPaged), 0);
    case HalAtNonPaged:
        if (ExpLargeAround(Block) != NULL) {
            ExpCheckPacket(Block);
            ExpBadCaller(0x46, (ULONG_PTR)Block, 0, 0);
        }
        ExpBadCaller(0x44, (ULONG_PTR)Block, 0, 0);
    case HalAtPaged:
        if (ExpLargeAround(Block) != NULL) {
            ExpBadCaller(0x46, (ULONG_PTR)Block, 0, 0);
        }
        ExpBadCaller(0x48, (ULONG_PTR)Block, 0, 0);
    default:
        ExpBadCaller(0x42, (ULONG_PTR)Block, 0, 0);
    }
}

static inline VOID
ExpCheckIrql(const VOID *Block, BOOLEAN Paged)
{
    KIRQL Irql = HalGetIrql();

    if (Irql > (Paged ? APC_LEVEL : DISPATCH_LEVEL)) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, Paged ? 0x11 : 0x12, Irql,
                     Paged ? PagedPool : NonPagedPoolNx, (ULONG_PTR)Block);
    }
}

static inline VOID
ExpCheckTag(PVOID Block, ULONG Allocated, ULONG Freed)
{
    if (Freed != 0 && ((Allocated ^ Freed) & ~EXP_NOT_TAG_BITS) != 0) {
        ExpBadCaller(0xA, (ULONG_PTR)Block, Allocated, Freed);
    }
}

/* What the kernel allocated for itself, such as an IRP, has its own routine that frees it. */
static inline VOID
ExpCheckOwner(PVOID Block, ULONG Tag, BOOLEAN Own, BOOLEAN FreedAsOwn)
{
    SIM_ASSERT(Own || !FreedAsOwn);
    if (Own && !FreedAsOwn) {
        if (Tag == ' prI') {
            KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x105, (ULONG_PTR)Block, 0, 0);
        }
        ExpBadCaller(0x46, (ULONG_PTR)Block, 0, 0);
    }
}

static inline VOID
ExpCheckGuard(PUCHAR Block, SIZE_T Bytes, SIZE_T Guard)
{
    if (Guard != 0 && !ExpIsGuarded(Block + Bytes, Guard)) {
        KeBugCheckEx(BAD_POOL_HEADER, 0x21, (ULONG_PTR)Block, Bytes,
                     *ExpFindDamage(Block + Bytes, EXP_GUARD_PATTERN, Guard));
    }
}

static VOID
ExpCheckContents(const VOID *Block, SIZE_T Bytes)
{
    ExpCheckWorkInBlock(Block, Bytes);
    ExpCheckLookasideInBlock(Block, Bytes);
    ExpCheckResourceInBlock(Block, Bytes);
}

static inline VOID
ExpCheckWatched(const VOID *Block, SIZE_T Bytes)
{
    if (Exp.Watched != 0) {
        ExpCheckContents(Block, Bytes);
    }
    if (KeArmed != 0) {
        KeCheckArmed(Block, Bytes);
    }
}

/* Its neighbours agree about where it begins and ends. */
static inline EXP_UNCHECKED BOOLEAN
ExpIsInPlace(PEXP_HEADER Header)
{
    PEXP_HEADER Next = ExpNextInPage(Header);
    ULONG Previous = Header->PreviousSize;

    if (Next != NULL && Next->PreviousSize != Header->BlockSize) {
        return FALSE;
    }
    if (Previous == 0) {
        return (ULONG_PTR)Header % PAGE_SIZE == 0;
    }
    return Previous * EXP_UNIT <= (ULONG_PTR)Header % PAGE_SIZE &&
           (Header - Previous)->BlockSize == Previous;
}

static EXP_UNCHECKED VOID
ExpFreeSmall(PUCHAR Block, ULONG Tag, PVOID Caller, BOOLEAN Own)
{
    PEXP_HEADER Header = EXP_HEADER_OF(Block);
    SIZE_T Bytes;
    PVOID AllocatedBy;

    if ((ULONG_PTR)Block % EXP_UNIT != 0 || (ULONG_PTR)Block % PAGE_SIZE == 0 ||
        !ExpIsHeader(Header, ExpAllocated)) {
        ExpDiagnoseSmall(Block);
    }
    Bytes = ExpBytes(Header);
    ExpCheckOwner(Block, Header->PoolTag, (BOOLEAN)Header->Own, Own);
    ExpCheckIrql(Block, (BOOLEAN)Header->Paged);
    ExpCheckTag(Block, Header->PoolTag, Tag);
    EXP_PERMIT(Block, (Header->BlockSize - 1) * EXP_UNIT);
    ExpCheckGuard(Block, Bytes, Header->Slack);
    if (!ExpIsInPlace(Header)) {
        KeBugCheckEx(BAD_POOL_HEADER, 0x20, (ULONG_PTR)Header,
                     (ULONG_PTR)(Header + Header->BlockSize), 0);
    }
    if (!Own) {
        ExpCheckWatched(Block, Bytes);
        HalProbe3(PROBE_POOL_FREE, Block, Bytes, Header->PoolTag);
        HalShadowFree(Block, Bytes, Caller);
    } else {
        HalShadowAllocate(Block, Bytes);
    }
    if (Header->Quota) {
        ExpReturnQuota(Block);
    }
    ExpCountFree(Header->PoolTag, (BOOLEAN)Header->Paged, Bytes);
    AllocatedBy = (PVOID)(ULONG_PTR)Header->Caller;
    ExpSetState(Header, ExpQuarantined, Caller);
    ExpQuarantine(Block, (Header->BlockSize - 1) * EXP_UNIT, AllocatedBy);
}

static VOID
ExpFreeLarge(PUCHAR Block, ULONG Tag, PVOID Caller, BOOLEAN Own)
{
    PEXP_LARGE Large = ExpFindLarge(Block);
    PVOID AllocatedBy;

    if (Large == NULL) {
        ExpDiagnosePlace(Block);
    }
    if (Large->Quarantined) {
        ExpFreedTwice(Block, Large->Tag);
    }
    ExpCheckOwner(Block, Large->Tag, Large->Own, Own);
    ExpCheckIrql(Block, Large->Paged);
    ExpCheckTag(Block, Large->Tag, Tag);
    EXP_PERMIT(Block, Large->Pages * PAGE_SIZE);
    ExpCheckGuard(Block, Large->Bytes, ExpLargeGuard(Large));
    if (!Own) {
        ExpCheckWatched(Block, Large->Bytes);
        HalProbe3(PROBE_POOL_FREE, Block, Large->Bytes, Large->Tag);
        HalShadowFree(Block, Large->Bytes, Caller);
    } else {
        HalShadowAllocate(Block, Large->Bytes);
    }
    if (Large->Quota) {
        ExpReturnQuota(Block);
    }
    ExpCountFree(Large->Tag, Large->Paged, Large->Bytes);
    AllocatedBy = Large->Caller;
    Large->Caller = Caller;
    Large->Quarantined = TRUE;
    ExpQuarantine(Block, Large->Pages * PAGE_SIZE, AllocatedBy);
}

VOID
ExpFreeBlock(PVOID Block, ULONG Tag, PVOID Caller, BOOLEAN Own)
{
    switch (ExpPageKind(Block)) {
    case ExpPageSmall:
        ExpFreeSmall(Block, Tag, Caller, Own);
        break;
    case ExpPageLarge:
        ExpFreeLarge(Block, Tag, Caller, Own);
        break;
    default:
        ExpDiagnosePlace(Block);
    }
}
