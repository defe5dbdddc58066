/*
 * src/ex/pooltag.c - how much pool each tag has
 *
 * Tags that find no entry any more are counted together under 'Ovfl', as in Windows.
 */
#include "exi.h"

#define EXP_TAGS 128 /* a power of two */
#define EXP_OVERFLOW 'lfvO'

typedef struct _EXP_TAG {
    ULONG Tag; /* 0: not in use */
    ULONG Blocks[2]; /* nonpaged, paged */
    ULONG Allocations;
    SIZE_T Bytes[2];
} EXP_TAG, *PEXP_TAG;

static struct {
    EXP_TAG Tags[EXP_TAGS];
    EXP_TAG Overflow;
    VOID (*Watch)(BOOLEAN Paged, LONG_PTR Change);
} Exp SIM_STATE;

VOID
ExpWatchPool(VOID (*Watch)(BOOLEAN Paged, LONG_PTR Change))
{
    Exp.Watch = Watch;
}

static inline PEXP_TAG
ExpTag(ULONG Tag)
{
    ULONG Index = (ULONG)(Tag * 0x9E3779B1U) >> 25;

    C_ASSERT(EXP_TAGS == 1 << (32 - 25));
    for (ULONG i = 0; i < EXP_TAGS; i++) {
        PEXP_TAG Entry = &Exp.Tags[(Index + i) % EXP_TAGS];

        if (Entry->Tag == Tag) {
            return Entry;
        }
        if (Entry->Tag == 0) {
            Entry->Tag = Tag;
            return Entry;
        }
    }
    Exp.Overflow.Tag = EXP_OVERFLOW;
    return &Exp.Overflow;
}

VOID
ExpCountAllocation(ULONG Tag, BOOLEAN Paged, SIZE_T Bytes)
{
    PEXP_TAG Entry = ExpTag(Tag);

    Entry->Blocks[Paged]++;
    Entry->Bytes[Paged] += Bytes;
    Entry->Allocations++;
    if (Exp.Watch != NULL) {
        Exp.Watch(Paged, (LONG_PTR)Bytes);
    }
}

VOID
ExpCountFree(ULONG Tag, BOOLEAN Paged, SIZE_T Bytes)
{
    PEXP_TAG Entry = ExpTag(Tag);

    Entry->Blocks[Paged]--;
    Entry->Bytes[Paged] -= Bytes;
    if (Exp.Watch != NULL) {
        Exp.Watch(Paged, -(LONG_PTR)Bytes);
    }
}

VOID
ExQueryPoolTag(ULONG Tag, SIZE_T *Blocks, SIZE_T *Bytes)
{
    const EXP_TAG *Entry = Tag == EXP_OVERFLOW ? &Exp.Overflow : ExpTag(Tag);

    *Blocks = Entry->Blocks[FALSE] + Entry->Blocks[TRUE];
    *Bytes = Entry->Bytes[FALSE] + Entry->Bytes[TRUE];
}

VOID
ExForEachPoolTag(EX_POOL_TAG_ROUTINE *Routine, PVOID Context)
{
    for (ULONG i = 0; i <= EXP_TAGS; i++) {
        const EXP_TAG *Entry = i < EXP_TAGS ? &Exp.Tags[i] : &Exp.Overflow;

        if (Entry->Tag != 0) {
            Routine(&(EX_POOL_TAG){.Tag = Entry->Tag,
                                   .Allocations = Entry->Allocations,
                                   .Blocks = {Entry->Blocks[FALSE], Entry->Blocks[TRUE]},
                                   .Bytes = {Entry->Bytes[FALSE], Entry->Bytes[TRUE]}},
                    Context);
        }
    }
}
