/*
 * src/ex/poolblock.c - pool blocks smaller than a page
 *
 * A page of pool is cut into blocks, each with a header before it, as NT cuts it:
 *
 *      | header | block ... guard | header | block ... guard | ... |
 *
 *      free --ExpAllocateSmall--> allocated --ExFreePool--> quarantined
 *           <--ExpReleaseSmall, perhaps after being kept for a while--
 *
 * Free blocks are listed by their size in units of 16 bytes; a bit for each list says whether it
 * is empty. An allocation takes the first block of the smallest size that is enough and cuts off
 * the rest; a block that comes back joins its free neighbours. Both take the same few steps
 * however much pool there is. A few blocks of each small size are kept as they are for the next
 * allocation of that size. A page without blocks is given back, but for one in each pool.
 *
 * Invariants:
 *   P1. The blocks of a page follow one another without a gap; PreviousSize is the size of the
 *       one before.
 *   P2. No two free blocks are neighbours. Exactly the free ones are in lists by size, exactly
 *       the kept ones in the lists of kept ones.
 *   P3. Check fits the header, so that a header that was overwritten is known for one.
 *
 * Differs from Windows: blocks of more than 4056 bytes (there 4080) are page-aligned already,
 * because each block has a guard of 8 bytes or more behind it; cache alignment is never better
 * than 16 bytes.
 */
#include "exi.h"

#define EXP_KEPT_UNITS 33 /* smaller blocks are kept */
#define EXP_KEPT_MOST 4   /* of a size */
#define EXP_LIST_WORDS ((EXP_PAGE_UNITS + 64) / 64)

/* In a free block, behind its header: neighbours in its list, as numbers (0: none). */
typedef struct _EXP_LINKS {
    ULONG Next, Previous;
} EXP_LINKS, *PEXP_LINKS;

typedef struct _EXP_POOL {
    PUCHAR Base; /* of the window; a block's number is its header's unit in the window, plus one */
    ULONG64 Filled[EXP_LIST_WORDS];
    ULONG First[EXP_PAGE_UNITS + 1];
    ULONG Kept[EXP_KEPT_UNITS]; /* linked by Next */
    UCHAR KeptCount[EXP_KEPT_UNITS];
    ULONG WholePages; /* that are one free block */
} EXP_POOL, *PEXP_POOL;

static struct {
    EXP_POOL Pool[2]; /* nonpaged, paged */
} Exp SIM_STATE;

/* --- lists ------------------------------------------------------------------------------------ */

static inline PEXP_HEADER
ExpNumbered(PEXP_POOL Pool, ULONG Number)
{
    return (PEXP_HEADER)Pool->Base + (Number - 1);
}

static inline PEXP_LINKS
ExpLinks(PEXP_POOL Pool, ULONG Number)
{
    return (PEXP_LINKS)(ExpNumbered(Pool, Number) + 1);
}

static inline EXP_UNCHECKED VOID
ExpLink(PEXP_POOL Pool, PEXP_HEADER Header)
{
    ULONG Units = Header->BlockSize;
    ULONG Number = (ULONG)(Header - (PEXP_HEADER)Pool->Base) + 1;
    PEXP_LINKS Links = (PEXP_LINKS)(Header + 1);

    Links->Next = Pool->First[Units];
    Links->Previous = 0;
    if (Links->Next != 0) {
        ExpLinks(Pool, Links->Next)->Previous = Number;
    }
    Pool->First[Units] = Number;
    Pool->Filled[Units / 64] |= 1ULL << (Units % 64);
}

static inline EXP_UNCHECKED VOID
ExpUnlink(PEXP_POOL Pool, PEXP_HEADER Header)
{
    ULONG Units = Header->BlockSize;
    EXP_LINKS Links = *(PEXP_LINKS)(Header + 1);

    if (Links.Next != 0) {
        ExpLinks(Pool, Links.Next)->Previous = Links.Previous;
    }
    if (Links.Previous != 0) {
        ExpLinks(Pool, Links.Previous)->Next = Links.Next;
    } else {
        Pool->First[Units] = Links.Next;
        if (Links.Next == 0) {
            Pool->Filled[Units / 64] &= ~(1ULL << (Units % 64));
        }
    }
}

/* The smallest size that is listed and enough; 0: there is none. */
static inline ULONG
ExpFindList(const EXP_POOL *Pool, ULONG Units)
{
    ULONG64 Bits = Pool->Filled[Units / 64] & (MAXULONGLONG << (Units % 64));

    for (ULONG Word = Units / 64;;) {
        if (Bits != 0) {
            return Word * 64 + (ULONG)__builtin_ctzll(Bits);
        }
        if (++Word == EXP_LIST_WORDS) {
            return 0;
        }
        Bits = Pool->Filled[Word];
    }
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* Makes Units units a free block, known to the block behind it. */
static inline EXP_UNCHECKED VOID
ExpMakeFree(PEXP_POOL Pool, PEXP_HEADER Header, ULONG Previous, ULONG Units, ULONG Paged)
{
    PEXP_HEADER Next;

    *Header = (EXP_HEADER){.PreviousSize = Previous, .BlockSize = Units, .Paged = Paged};
    Header->Check = ExpCheckOf(Header);
    Next = ExpNextInPage(Header);
    if (Next != NULL) {
        Next->PreviousSize = Units;
    }
    ExpLink(Pool, Header);
}

static BOOLEAN
ExpAddPage(PEXP_POOL Pool, BOOLEAN Paged)
{
    PEXP_HEADER Page = ExpTakePages(Paged, 1, ExpPageSmall);

    if (Page == NULL) {
        return FALSE;
    }
    if (Pool->Base == NULL) {
        Pool->Base = HalWindowBase(Paged ? HalPaged : HalNonPaged);
    }
    EXP_FORBID(Page, PAGE_SIZE);
    ExpMakeFree(Pool, Page, 0, EXP_PAGE_UNITS, Paged);
    Pool->WholePages++;
    return TRUE;
}

static EXP_UNCHECKED PEXP_HEADER
ExpTakeKept(PEXP_POOL Pool, ULONG Units)
{
    PEXP_HEADER Header = ExpNumbered(Pool, Pool->Kept[Units]);

    Pool->Kept[Units] = ((PEXP_LINKS)(Header + 1))->Next;
    Pool->KeptCount[Units]--;
    return Header;
}

static EXP_UNCHECKED VOID
ExpKeep(PEXP_POOL Pool, PEXP_HEADER Header)
{
    ULONG Units = Header->BlockSize;

    ((PEXP_LINKS)(Header + 1))->Next = Pool->Kept[Units];
    Pool->Kept[Units] = (ULONG)(Header - (PEXP_HEADER)Pool->Base) + 1;
    Pool->KeptCount[Units]++;
    ExpSetState(Header, ExpKept, NULL);
}

/* Takes a free block of at least Units units out of its list and cuts it to size. */
static inline EXP_UNCHECKED PEXP_HEADER
ExpTakeBlock(PEXP_POOL Pool, ULONG Units, ULONG Found)
{
    PEXP_HEADER Header = ExpNumbered(Pool, Pool->First[Found]);

    ExpUnlink(Pool, Header);
    Pool->WholePages -= Found == EXP_PAGE_UNITS;
    if (Found - Units >= 2) {
        ExpMakeFree(Pool, Header + Units, Units, Found - Units, Header->Paged);
        Header->BlockSize = Units;
    }
    return Header;
}

/* Joins it with its free neighbours; gives back a page that is free as a whole. */
static EXP_UNCHECKED VOID
ExpMerge(PEXP_POOL Pool, PEXP_HEADER Header)
{
    ULONG Paged = Header->Paged, Units = Header->BlockSize, Previous = Header->PreviousSize;
    PEXP_HEADER Next = ExpNextInPage(Header);

    if (Next != NULL && Next->State == ExpFree) {
        ExpUnlink(Pool, Next);
        Units += Next->BlockSize;
    }
    if (Previous != 0 && (Header - Previous)->State == ExpFree) {
        Header -= Previous;
        ExpUnlink(Pool, Header);
        Units += Previous;
        Previous = Header->PreviousSize;
    }
    if (Units == EXP_PAGE_UNITS && Pool->WholePages != 0) {
        EXP_PERMIT(Header, PAGE_SIZE);
        ExpGivePages((BOOLEAN)Paged, Header, 1);
        return;
    }
    Pool->WholePages += Units == EXP_PAGE_UNITS;
    ExpMakeFree(Pool, Header, Previous, Units, Paged);
}

/* There is no room for another page: what is kept may make some. */
static VOID
ExpMergeKept(PEXP_POOL Pool)
{
    for (ULONG Units = 0; Units < EXP_KEPT_UNITS; Units++) {
        while (Pool->KeptCount[Units] != 0) {
            ExpMerge(Pool, ExpTakeKept(Pool, Units));
        }
    }
}

static PEXP_HEADER
ExpFindBlock(PEXP_POOL Pool, ULONG Units, BOOLEAN Paged)
{
    ULONG Found;

    if (Units < EXP_KEPT_UNITS && Pool->KeptCount[Units] != 0) {
        return ExpTakeKept(Pool, Units);
    }
    Found = ExpFindList(Pool, Units);
    if (Found == 0) {
        if (!ExpAddPage(Pool, Paged)) {
            ExpMergeKept(Pool);
        }
        Found = ExpFindList(Pool, Units);
    }
    return Found == 0 ? NULL : ExpTakeBlock(Pool, Units, Found);
}

EXP_UNCHECKED PVOID
ExpAllocateSmall(const EXP_REQUEST *Request)
{
    ULONG Units = (ULONG)(Request->Bytes + EXP_GUARD + 2 * EXP_UNIT - 1) / EXP_UNIT;
    PEXP_HEADER Header = ExpFindBlock(&Exp.Pool[Request->Paged], Units, Request->Paged);
    PUCHAR Block = (PUCHAR)(Header + 1);

    if (Header == NULL) {
        return NULL;
    }
    Header->Slack = (ULONG)((Header->BlockSize - 1) * EXP_UNIT - Request->Bytes);
    Header->Own = Request->Own;
    Header->Quota = Request->Quota;
    Header->PoolTag = Request->Tag;
    ExpSetState(Header, ExpAllocated, Request->Caller);
    EXP_PERMIT(Block, (Header->BlockSize - 1) * EXP_UNIT);
    ExpFill(Block, Request->Zero ? 0 : EXP_NEW_PATTERN, (Header->BlockSize - 1) * EXP_UNIT);
    ExpFillGuard(Block + Request->Bytes, Header->Slack);
    EXP_FORBID(Block + Request->Bytes, Header->Slack);
    return Block;
}

EXP_UNCHECKED VOID
ExpReleaseSmall(PEXP_HEADER Header)
{
    PEXP_POOL Pool = &Exp.Pool[Header->Paged];

    if (Header->BlockSize < EXP_KEPT_UNITS && Pool->KeptCount[Header->BlockSize] < EXP_KEPT_MOST) {
        ExpKeep(Pool, Header);
    } else {
        ExpMerge(Pool, Header);
    }
}
