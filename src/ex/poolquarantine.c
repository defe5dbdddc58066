/*
 * src/ex/poolquarantine.c - freed blocks wait before their memory is used again
 *
 * First in, first out. A block in quarantine is filled with a pattern; who still writes to it is
 * found when it comes out, or at the end of the test. Who reads from it reads the pattern.
 *
 * Invariants:
 *   Q1. At most EXP_BLOCKS blocks of EXP_BYTES bytes in all; one of more than half of that does not
 *       go in.
 *   Q2. A block in quarantine holds the freed pattern from its first byte to its last one.
 *
 * Differs from Windows: there, without special pool, memory is used again at once.
 */
#include "exi.h"

#define EXP_BLOCKS 128 /* a power of two */
#define EXP_BYTES 0x6000

typedef struct _EXP_PRISONER {
    PUCHAR Block;
    SIZE_T Bytes;
    PVOID AllocatedBy;
} EXP_PRISONER;

static struct {
    EXP_PRISONER Ring[EXP_BLOCKS];
    ULONG First, Count;
    SIZE_T Bytes;
} Exp SIM_STATE;

/* Only large blocks begin at a page: small ones have a header before them. */
static BOOLEAN
ExpIsLarge(const VOID *Block)
{
    return (ULONG_PTR)Block % PAGE_SIZE == 0;
}

static VOID
ExpGiveBack(PVOID Block)
{
    if (ExpIsLarge(Block)) {
        ExpReleaseLarge(ExpFindLarge(Block));
    } else {
        ExpReleaseSmall(EXP_HEADER_OF(Block));
    }
}

static VOID
ExpReleaseOldest(VOID)
{
    EXP_PRISONER Oldest = Exp.Ring[Exp.First];

    if (!ExpIsFilled(Oldest.Block, EXP_FREED_PATTERN, Oldest.Bytes)) {
        KeBugCheckEx(DRIVER_CAUGHT_MODIFYING_FREED_POOL,
                     (ULONG_PTR)ExpFindDamage(Oldest.Block, EXP_FREED_PATTERN, Oldest.Bytes), 1,
                     KernelMode, 0);
    }
    Exp.Bytes -= Oldest.Bytes;
    Exp.First = (Exp.First + 1) % EXP_BLOCKS;
    Exp.Count--;
    ExpGiveBack(Oldest.Block);
}

VOID
ExpQuarantine(PVOID Block, SIZE_T Bytes, PVOID AllocatedBy)
{
    EXP_PRISONER *Newest;

    if (Bytes > EXP_BYTES / 2) {
        ExpGiveBack(Block);
        return;
    }
    while (Exp.Count == EXP_BLOCKS || Exp.Bytes + Bytes > EXP_BYTES) {
        ExpReleaseOldest();
    }
    ExpFill(Block, EXP_FREED_PATTERN, Bytes);
    EXP_FORBID(Block, Bytes);
    Newest = &Exp.Ring[(Exp.First + Exp.Count++) % EXP_BLOCKS];
    Newest->Block = Block;
    Newest->Bytes = Bytes;
    Newest->AllocatedBy = AllocatedBy;
    Exp.Bytes += Bytes;
}

PVOID
ExpWhoAllocated(const VOID *Block)
{
    for (ULONG i = 0; i < Exp.Count; i++) {
        const EXP_PRISONER *Prisoner = &Exp.Ring[(Exp.First + i) % EXP_BLOCKS];

        if (Prisoner->Block == Block) {
            return Prisoner->AllocatedBy;
        }
    }
    return NULL;
}

VOID
ExpCheckQuarantine(VOID (*Damaged)(PVOID Block, PUCHAR Byte))
{
    for (ULONG i = 0; i < Exp.Count; i++) {
        const EXP_PRISONER *Prisoner = &Exp.Ring[(Exp.First + i) % EXP_BLOCKS];

        if (!ExpIsFilled(Prisoner->Block, EXP_FREED_PATTERN, Prisoner->Bytes)) {
            Damaged(Prisoner->Block,
                    ExpFindDamage(Prisoner->Block, EXP_FREED_PATTERN, Prisoner->Bytes));
        }
    }
}
