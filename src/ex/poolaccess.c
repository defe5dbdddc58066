/*
 * src/ex/poolaccess.c - an instrumented driver's access to pool: is there a block?
 *
 * Asked while accesses are compared (searches, tests with .races), for the first access of a
 * context to some bytes at one of its clocks. A freed block is found even when its memory has been
 * given out of quarantine, as long as nobody else has got it; a block's bounds are those that
 * were asked for, to the byte. Of blocks that the system allocated (device objects, packets) only
 * that they are still there is asked.
 *
 * Differs from Windows: special pool does this with guard pages, for one end of a block only; the
 * codes are those that it stops with.
 */
#include "exi.h"

static BOOLEAN
ExpIsFreeSmall(const VOID *Address)
{
    PEXP_HEADER Header = ExpPageKind(Address) == ExpPageSmall ? ExpWalkPage(Address) : NULL;

    return Header != NULL && ExpIsHeader(Header, ExpFree);
}

static VOID
ExpCheckAccess(const VOID *Address, ULONG Kind, PVOID Pc)
{
    EX_POOL_BLOCK Block;

    if (!ExFindPoolBlock(Address, &Block)) {
        Block = (EX_POOL_BLOCK){.Freed = ExpIsFreeSmall(Address), .Own = TRUE};
    }
    if (Block.Freed) {
        KeBugCheckEx(DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, (ULONG_PTR)Address, Kind,
                     (ULONG_PTR)Pc, 0);
    }
    if (!Block.Own && (SIZE_T)((PUCHAR)Address - (PUCHAR)Block.Address) >= Block.Bytes) {
        KeBugCheckEx(DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, (ULONG_PTR)Address, Kind,
                     (ULONG_PTR)Pc, 0);
    }
}

VOID
ExpInitPoolAccess(VOID)
{
    HalSetPoolCheck(ExpCheckAccess);
}
