/*
 * src/ex/lookasidedepth.c - how many entries a lookaside list keeps
 *
 * After each second in which the list is used, Depth doubles if more than one allocation in 200
 * found the list empty, and halves if there were few allocations at all.
 *
 * Invariants:
 *   L2. Depth is from EXP_DEPTH to MaximumDepth.
 *
 * Differs from Windows: a system thread looks at all lists there; here a list is looked at when it
 * is used. By how much Depth changes is ours.
 */
#include "exi.h"

#define EXP_DEPTH      4         /* at least */
#define EXP_FEW        25        /* allocations in a second */
#define EXP_LOOK_EVERY 16        /* allocations */
#define EXP_SECOND     10000000  /* interrupt time */
#define EXP_SECOND_OF  Future[0] /* in which the allocations since the last look began */

static ULONG
ExpThisSecond(VOID)
{
    return (ULONG)(KeQueryInterruptTime() / EXP_SECOND);
}

VOID
ExpInitDepth(PEXP_LOOKASIDE List)
{
    List->Depth = EXP_DEPTH;
    List->MaximumDepth = EX_MAXIMUM_LOOKASIDE_DEPTH_BASE;
    List->EXP_SECOND_OF = ExpThisSecond();
}

/* A second is over. */
static VOID
ExpAdjustDepth(PEXP_LOOKASIDE List, ULONG Second)
{
    ULONG Allocates = List->TotalAllocates - List->LastTotalAllocates;
    ULONG Misses = List->AllocateMisses - List->LastAllocateMisses;

    if (Allocates < EXP_FEW || Second - List->EXP_SECOND_OF > 1) {
        List->Depth = max(List->Depth / 2, EXP_DEPTH);
    } else if (Misses > Allocates / 200) {
        List->Depth = min(List->Depth * 2, List->MaximumDepth);
    }
    List->LastTotalAllocates = List->TotalAllocates;
    List->LastAllocateMisses = List->AllocateMisses;
    List->EXP_SECOND_OF = Second;
}

VOID
ExpCountAllocate(PEXP_LOOKASIDE List, BOOLEAN Missed)
{
    ULONG Second;

    if (Missed || List->TotalAllocates % EXP_LOOK_EVERY == 0) {
        Second = ExpThisSecond();
        if (Second != List->EXP_SECOND_OF) {
            ExpAdjustDepth(List, Second);
        }
    }
    List->TotalAllocates++;
    List->AllocateMisses += Missed;
}
