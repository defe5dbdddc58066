/*
 * src/ex/poolquarantine.c - freed blocks wait before their memory is used again
 *
 * First in, first out. A block in quarantine is filled with a pattern; who still writes to it is found
 * when it comes out, or at the end of the test. Who reads from it reads the pattern.
 *
 * Invariants:
 *   Q1. At most EXP_BLOCKS blocks of EXP_BYTES bytes in all; a larger one does not go in.
 *   Q2. A block in quarantine holds the freed pattern from its first byte to its last one.
 *
 * Differs from Windows: there, without special pool, memory is used again at once.
 */
#include "exi.h"

#define EXP_BLOCKS 128
#define EXP_BYTES 0x6000

typedef struct _EXP_PRISONER {
    PEXP_HEADER Small; /* one of the two */
    PEXP_LARGE Large;
    PVOID AllocatedBy;
} EXP_PRISONER;

static struct {
    EXP_PRISONER Ring[EXP_BLOCKS];
    ULONG First, Count;
    SIZE_T Bytes;
} Exp SIM_STATE;

static EXP_UNCHECKED SIZE_T
ExpPrisonerBytes(const EXP_PRISONER *Prisoner)
{
    if (Prisoner->Small != NULL) {
        return (Prisoner->Small->BlockSize - 1) * EXP_UNIT;
    }
    return Prisoner->Large->Pages * PAGE_SIZE;
}

static PUCHAR
ExpPrisonerBlock(const EXP_PRISONER *Prisoner)
{
    return Prisoner->Small != NULL ? (PUCHAR)(Prisoner->Small + 1) : Prisoner->Large->Address;
}

static PUCHAR
ExpPrisonerDamage(const EXP_PRISONER *Prisoner)
{
    return ExpFindDamage(ExpPrisonerBlock(Prisoner), EXP_FREED_PATTERN, ExpPrisonerBytes(Prisoner));
}

static VOID
ExpRelease(VOID)
{
    EXP_PRISONER *Oldest = &Exp.Ring[Exp.First];
    PUCHAR Damage = ExpPrisonerDamage(Oldest);
    EXP_PRISONER Released = *Oldest;

    if (Damage != NULL) {
        KeBugCheckEx(DRIVER_CAUGHT_MODIFYING_FREED_POOL, (ULONG_PTR)Damage, 1, KernelMode, 0);
    }
    Exp.Bytes -= ExpPrisonerBytes(Oldest);
    Exp.First = (Exp.First + 1) % EXP_BLOCKS;
    Exp.Count--;
    if (Released.Small != NULL) {
        ExpReleaseSmall(Released.Small);
    } else {
        ExpReleaseLarge(Released.Large);
    }
}

static inline VOID
ExpImprison(EXP_PRISONER Prisoner)
{
    SIZE_T Bytes = ExpPrisonerBytes(&Prisoner);

    while (Exp.Count == EXP_BLOCKS || Exp.Bytes + Bytes > EXP_BYTES) {
        ExpRelease();
    }
    ExpFill(ExpPrisonerBlock(&Prisoner), EXP_FREED_PATTERN, Bytes);
    EXP_FORBID(ExpPrisonerBlock(&Prisoner), Bytes);
    Exp.Ring[(Exp.First + Exp.Count++) % EXP_BLOCKS] = Prisoner;
    Exp.Bytes += Bytes;
}

VOID
ExpQuarantineSmall(PEXP_HEADER Header, PVOID AllocatedBy)
{
    ExpImprison((EXP_PRISONER){.Small = Header, .AllocatedBy = AllocatedBy});
}

VOID
ExpQuarantineLarge(PEXP_LARGE Large, PVOID AllocatedBy)
{
    if (Large->Pages * PAGE_SIZE > EXP_BYTES / 2) {
        ExpReleaseLarge(Large);
        return;
    }
    Large->Quarantined = TRUE;
    EXP_PERMIT(Large->Address, Large->Pages * PAGE_SIZE);
    ExpImprison((EXP_PRISONER){.Large = Large, .AllocatedBy = AllocatedBy});
}

PVOID
ExpWhoAllocated(const VOID *Block)
{
    for (ULONG i = 0; i < Exp.Count; i++) {
        const EXP_PRISONER *Prisoner = &Exp.Ring[(Exp.First + i) % EXP_BLOCKS];

        if (ExpPrisonerBlock(Prisoner) == Block) {
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
        PUCHAR Damage = ExpPrisonerDamage(Prisoner);

        if (Damage != NULL) {
            Damaged(ExpPrisonerBlock(Prisoner), Damage);
        }
    }
}
