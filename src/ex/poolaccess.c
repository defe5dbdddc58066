/*
 * src/ex/poolaccess.c - an instrumented driver's access to pool: is there a block?
 *
 * Asked while accesses are compared (searches, tests with .races), for the first access of a
 * context to some bytes at one of its clocks. A freed block is found even when its memory has been
 * given out of quarantine, as long as nobody else has got it; a block's bounds are those that
 * were asked for, to the byte. Of blocks that the system allocated (device objects, packets) only
 * that they are still there is asked.
 *
 * What is copied from pool to a program's memory must have been written: rule
 * "OutputNotInitialized", as for buffered output. A byte was not if no instrumented code has
 * written it and it still is what a new block is filled with. Where none has written to the eight
 * bytes around it, others (the kernel, a device) may have put that value there: then only four of
 * them in an aligned word count.
 *
 * Differs from Windows: special pool does this with guard pages, for one end of a block only; the
 * codes are those that it stops with. Windows stops nobody for what is copied out.
 */
#include "exi.h"

#include "check.h"

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

/* --- copies to a program ---------------------------------------------------------------------- */

static inline BOOLEAN
ExpIsNew(const UCHAR *Byte)
{
    return *Byte == (UCHAR)EXP_NEW_PATTERN && !(HalWrittenBytes(Byte) >> ((ULONG_PTR)Byte & 7) & 1);
}

static BOOLEAN
ExpIsUnwritten(const UCHAR *Byte, const UCHAR *First, const UCHAR *End)
{
    const UCHAR *Word = (const UCHAR *)((ULONG_PTR)Byte & ~(ULONG_PTR)3);

    if (!ExpIsNew(Byte)) {
        return FALSE;
    }
    return HalWrittenBytes(Byte) != 0 ||
           (Word >= First && End - Word >= 4 && ExpIsNew(Word) && ExpIsNew(Word + 1) &&
            ExpIsNew(Word + 2) && ExpIsNew(Word + 3));
}

static VOID
ExpCheckCopy(const VOID *From, SIZE_T Size, PVOID Pc)
{
    const UCHAR *First = From, *End = First + Size, *Byte = First;
    EX_POOL_BLOCK Block;

    while (Byte < End && !ExpIsUnwritten(Byte, First, End)) {
        Byte++;
    }
    if (Byte < End && ExFindPoolBlock(Byte, &Block) && !Block.Freed && !Block.Own) {
        KeReport("    byte %u of %u that are copied to a program was never written\n",
                 (ULONG)(Byte - First), (ULONG)Size);
        KeRuleViolation("OutputNotInitialized", (ULONG_PTR)Pc, (ULONG_PTR)Byte);
    }
}

VOID
ExpInitPoolAccess(VOID)
{
    HalSetPoolCheck(ExpCheckAccess);
    HalSetCopyCheck(ExpCheckCopy);
}
