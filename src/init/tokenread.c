/*
 * init/tokenread.c - what a token says; see token.c for what it looks like
 */
#include "init.h"

enum { INI_MORE = 16 };

#define INI_SEARCH "search"

/* The token is the text up to ':' (or to the end); *At moves behind it. */
static BOOLEAN
InipTakeWord(PCSTR *At, PCSTR *Word, SIZE_T *Length)
{
    *Word = *At;
    while (**At != 0 && **At != ':') {
        (*At)++;
    }
    *Length = (SIZE_T)(*At - *Word);
    *At += **At == ':';
    return *Length > 0;
}

static BOOLEAN
InipIsWord(PCSTR Word, SIZE_T Length, PCSTR Expected)
{
    return strlen(Expected) == Length && memcmp(Word, Expected, Length) == 0;
}

static BOOLEAN
InipTakeNumber(PCSTR *At, ULONG Base, ULONG64 *Number)
{
    PCSTR Word;
    SIZE_T Length;

    *Number = 0;
    if (!InipTakeWord(At, &Word, &Length)) {
        return FALSE;
    }
    for (SIZE_T i = 0; i < Length; i++) {
        CHAR C = Word[i];
        ULONG Digit = C >= '0' && C <= '9'   ? (ULONG)(C - '0')
                      : C >= 'a' && C <= 'f' ? (ULONG)(C - 'a') + 10
                                             : Base;

        if (Digit >= Base) {
            return FALSE;
        }
        *Number = *Number * Base + Digit;
    }
    return TRUE;
}

static BOOLEAN
InipTakeListed(PCSTR *At, ULONG *Number)
{
    ULONG Shift = 0, Digit = INI_MORE;

    for (*Number = 0; Digit >= INI_MORE; Shift += 4) {
        CHAR C = **At;

        if (!((C >= 'a' && C <= 'z') || (C >= '2' && C <= '7')) || Shift > 28) {
            return FALSE;
        }
        Digit = C >= 'a' ? (ULONG)(C - 'a') : (ULONG)(C - '2') + 26;
        *Number |= Digit % INI_MORE << Shift;
        (*At)++;
    }
    return TRUE;
}

static PCSTR
InipTakeList(PCSTR At, INI_PLAN *Plan)
{
    ULONG Count = 0, Number, Zeros;

    while (*At != 0) {
        if (!InipTakeListed(&At, &Number)) {
            return "the token's list of choices is damaged";
        }
        Zeros = 0;
        if (Number == 0 && !InipTakeListed(&At, &Zeros)) {
            return "the token's list of choices is damaged";
        }
        if (Count + 1 + (ULONG64)Zeros > INI_LIST) {
            return "the token's list of choices is too long";
        }
        Plan->List[Count++] = Number;
        for (; Zeros > 0; Zeros--) {
            Plan->List[Count++] = 0;
        }
    }
    Plan->ListCount = Count;
    return NULL;
}

/* "search", or "search+..." */
static BOOLEAN
InipIsSearch(PCSTR Word, SIZE_T Length)
{
    SIZE_T Own = strlen(INI_SEARCH);

    return Length >= Own && memcmp(Word, INI_SEARCH, Own) == 0 &&
           (Length == Own || Word[Own] == '+');
}

static PCSTR
InipTakeFaults(PCSTR Word, SIZE_T Length, INI_PLAN *Plan)
{
    SIZE_T Own = strlen(INI_SEARCH) + 1;

    Plan->Machine.Policy = HalTimed;
    Plan->IsSchedule = TRUE;
    Plan->Faults = 0;
    return Length < Own ? NULL : InipReadFaults(Word + Own, Length - Own, '+', &Plan->Faults);
}

static PCSTR
InipTakePolicy(PCSTR At, INI_PLAN *Plan)
{
    PCSTR Word, Refusal;
    SIZE_T Length;

    InipTakeWord(&At, &Word, &Length);
    if (InipIsWord(Word, Length, "list")) {
        Plan->Machine.Policy = HalReplay;
        Refusal = InipTakeList(At, Plan);
        Plan->Machine.Replay = Plan->List;
        Plan->Machine.ReplayCount = Plan->ListCount;
        return Refusal;
    }
    if (InipIsSearch(Word, Length)) {
        Refusal = InipTakeFaults(Word, Length, Plan);
        return Refusal != NULL ? Refusal : InipTakeList(At, Plan);
    }
    Plan->Machine.Policy = InipIsWord(Word, Length, "random") ? HalRandom : HalTimed;
    if (!InipIsWord(Word, Length, "random") && !InipIsWord(Word, Length, "timed")) {
        return "the token's policy is none of timed, random, list, search";
    }
    return InipTakeNumber(&At, 10, &Plan->Machine.Seed) && *At == 0
               ? NULL
               : "the token's seed is not a number";
}

PCSTR
InipReadToken(PCSTR Token, INI_PLAN *Plan)
{
    PCSTR Word;
    SIZE_T Length;
    ULONG64 Build, Processors;

    if (!InipTakeWord(&Token, &Word, &Length) || !InipIsWord(Word, Length, "sim1")) {
        return "this is no token (sim1:test:build:processors:policy:seed)";
    }
    if (!InipTakeWord(&Token, &Word, &Length) || !InipTakeNumber(&Token, 16, &Build) ||
        !InipTakeNumber(&Token, 10, &Processors)) {
        return "the token is incomplete (sim1:test:build:processors:policy:seed)";
    }
    if (Build != InipBuildId(&Plan->Setup)) {
        return "the token is of another build of libsim, of the test or of a driver: it would "
               "repeat something else";
    }
    Plan->Machine.Processors = InipSmallNumber(Processors);
    return InipTakePolicy(Token, Plan);
}

BOOLEAN
InipTokenNames(PCSTR Token, PCSTR Test)
{
    PCSTR Word;
    SIZE_T Length;

    return InipTakeWord(&Token, &Word, &Length) && InipTakeWord(&Token, &Word, &Length) &&
           InipIsWord(Word, Length, Test);
}
