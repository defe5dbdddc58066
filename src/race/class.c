/*
 * src/race/class.c - how bad is it that nothing orders two accesses?
 *
 *      second      plain write     the same value    plain read     marked write   marked read
 *      first
 *      plain write    error        note              error          warning        warning
 *      same value     error        note              note           warning        note
 *      plain read     error, note  note              -              warning, note  -
 *      marked write   warning      note              warning, note  -              -
 *      marked read    warning      note              -              -              -
 *
 * Marked: interlocked, or volatile. Same value: a plain write that stored what was there already.
 * If it comes second, both orders leave the same; if it comes first, and the second
 * changes something, they do not. The notes of plain reads are those of whole words: of a
 * loop that waits, against a plain write of a whole word; any, against a marked write. Freed memory
 * is an error, whatever was done to it.
 *
 * An error in one schedule may be a note in another; so a pair of places is what it was at its
 * worst.
 */
#include "racei.h"

static inline BOOLEAN
RaceIsMarked(const HAL_ACCESS *Access)
{
    return Access->Kind == HalAtomicRead || Access->Kind == HalAtomicWrite;
}

static inline BOOLEAN
RaceIsRead(const HAL_ACCESS *Access)
{
    return Access->Kind == HalRead || Access->Kind == HalAtomicRead;
}

static inline BOOLEAN
RaceIsSame(const HAL_ACCESS *Access)
{
    return (Access->Form & HAL_SAME) != 0;
}

static inline BOOLEAN
RaceAreWhole(const HAL_ACCESS *First, const HAL_ACCESS *Second)
{
    return (First->Form & Second->Form & HAL_WHOLE) != 0;
}

/* Both orders leave the same. */
static BOOLEAN
RaceChangesNothing(const HAL_ACCESS *First, const HAL_ACCESS *Second)
{
    return RaceIsSame(Second) || (RaceIsSame(First) && RaceIsRead(Second));
}

static RACE_CLASS
RaceClassifyMarked(const HAL_ACCESS *Plain)
{
    return Plain->Kind == HalRead && (Plain->Form & HAL_WHOLE) ? RaceNote : RaceWarning;
}

RACE_CLASS
RaceClassify(const HAL_ACCESS *First, const HAL_ACCESS *Second)
{
    if (Second->Kind == HalFree) {
        return RaceError;
    }
    if (RaceChangesNothing(First, Second)) {
        return RaceNote;
    }
    if (RaceIsMarked(First) || RaceIsMarked(Second)) {
        return RaceClassifyMarked(RaceIsMarked(First) ? Second : First);
    }
    if (((First->Form | Second->Form) & HAL_POLLS) && RaceAreWhole(First, Second)) {
        return RaceNote;
    }
    return RaceError;
}

PCSTR
RaceForm(const HAL_ACCESS *First, const HAL_ACCESS *Second)
{
    if (RaceChangesNothing(First, Second)) {
        return "the write stores what is there already";
    }
    if (RaceIsMarked(First) || RaceIsMarked(Second)) {
        return "the read is of a whole word, but plain";
    }
    return "the read waits in a loop, but it is plain: a compiler may read only once";
}
