/*
 * src/ex/poollarge.c - pool blocks of a page and more
 *
 * A large block begins at a page, and what describes it lies elsewhere: in a small block of the
 * kernel's own, found through a hash table by the page's number. What its last page has behind it
 * is the guard; a driver's block that would fill its last page to the end gets one more page for
 * it.
 *
 * Invariants:
 *   L1. Exactly the first pages of large blocks are "large" in poolpage.c's map, and in the table.
 *
 * Differs from Windows: the rest of the last page is never used for other blocks.
 */
#include "exi.h"

#define EXP_BUCKETS 64
#define EXP_LARGE_TAG 'graL'
#define EXP_LARGEST_GUARD 64

static struct {
    PEXP_LARGE Bucket[EXP_BUCKETS];
} Exp SIM_STATE;

static PEXP_LARGE *
ExpBucket(const VOID *Address)
{
    ULONG64 Page = (ULONG64)(ULONG_PTR)Address / PAGE_SIZE;

    return &Exp.Bucket[Page * 0x9E3779B97F4A7C15ULL >> 58];
}

PEXP_LARGE
ExpFindLarge(const VOID *Address)
{
    PEXP_LARGE Large = *ExpBucket(Address);

    while (Large != NULL && Large->Address != Address) {
        Large = Large->Next;
    }
    return Large;
}

PEXP_LARGE
ExpLargeAround(const VOID *Address)
{
    PUCHAR Page = (PUCHAR)((ULONG_PTR)Address & ~(ULONG_PTR)(PAGE_SIZE - 1));

    while (ExpPageKind(Page) == ExpPageTail) {
        Page -= PAGE_SIZE;
    }
    return ExpPageKind(Page) == ExpPageLarge ? ExpFindLarge(Page) : NULL;
}

/* Up to 64 bytes, ending at a multiple of 8; less than 8 are none. */
SIZE_T
ExpLargeGuard(const EXP_LARGE *Large)
{
    SIZE_T Room = min(Large->Pages * PAGE_SIZE - Large->Bytes, EXP_LARGEST_GUARD);
    SIZE_T Guard = ((Large->Bytes + Room) & ~(SIZE_T)7) - Large->Bytes;

    return Guard >= EXP_GUARD ? Guard : 0;
}

static VOID
ExpPrepareLarge(PEXP_LARGE Large, BOOLEAN Zero)
{
    SIZE_T Guard = ExpLargeGuard(Large);

    if (!Zero) {
        ExpFill(Large->Address, EXP_NEW_PATTERN, ALIGN_UP_BY(Large->Bytes, EXP_UNIT));
    }
    if (Guard != 0) {
        ExpFillGuard(Large->Address + Large->Bytes, Guard);
    }
    EXP_FORBID(Large->Address + Large->Bytes, Large->Pages * PAGE_SIZE - Large->Bytes);
}

PVOID
ExpAllocateLarge(const EXP_REQUEST *Request)
{
    SIZE_T Guard = Request->Own ? 0 : EXP_GUARD;
    PEXP_LARGE Large, *Bucket;

    if (Request->Bytes > MAXLONG) {
        return NULL;
    }
    Large = ExAllocateOwn(sizeof(*Large), EXP_LARGE_TAG);
    if (Large == NULL) {
        return NULL;
    }
    Large->Pages = (Request->Bytes + Guard + PAGE_SIZE - 1) / PAGE_SIZE;
    Large->Address = ExpTakePages(Request->Paged, Large->Pages, ExpPageLarge);
    if (Large->Address == NULL) {
        ExFreeOwn(Large);
        return NULL;
    }
    Large->Bytes = Request->Bytes;
    Large->Tag = Request->Tag;
    Large->Caller = Request->Caller;
    Large->Paged = Request->Paged;
    Large->Own = Request->Own;
    Large->Quota = Request->Quota;
    Bucket = ExpBucket(Large->Address);
    Large->Next = *Bucket;
    *Bucket = Large;
    ExpPrepareLarge(Large, Request->Zero);
    return Large->Address;
}

VOID
ExpReleaseLarge(PEXP_LARGE Large)
{
    PEXP_LARGE *Link = ExpBucket(Large->Address);

    while (*Link != Large) {
        Link = &(*Link)->Next;
    }
    *Link = Large->Next;
    EXP_PERMIT(Large->Address, Large->Pages * PAGE_SIZE);
    ExpGivePages(Large->Paged, Large->Address, Large->Pages);
    ExFreeOwn(Large);
}
