/*
 * init/token.c - a run as one word of text
 *
 *      sim1:<test>:<build>:<processors>:timed:0
 *      sim1:<test>:<build>:<processors>:random:<seed>
 *      sim1:<test>:<build>:<processors>:list:<choices>
 *
 * build is a hash over the executable bytes of libsim, the test program and the drivers, 8 hexadecimal
 * digits: with other code the same choices lead elsewhere, so a token of another build is refused.
 *
 * choices are base32 digits (a to z, 2 to 7). A number is as many digits as it takes, four bits
 * each, the lowest first, with 16 added to all but the last. A zero is followed by the number of
 * further zeros after it; zeros at the end are left out, because zero is what a list that has ended
 * answers.
 */
#include "init.h"

enum { INI_TOKEN = 4096, INI_MORE = 16 };

static struct {
    CHAR Text[INI_TOKEN];
    ULONG Length;
    BOOLEAN Overflow;
} Inip SIM_STATE;

static const CHAR InipDigits[] = "abcdefghijklmnopqrstuvwxyz234567";

/* --- writing ----------------------------------------------------------------------------------------- */

static VOID
InipPutDigit(ULONG Digit)
{
    if (Inip.Length + 1 >= sizeof Inip.Text) {
        Inip.Overflow = TRUE;
        return;
    }
    Inip.Text[Inip.Length++] = InipDigits[Digit];
    Inip.Text[Inip.Length] = 0;
}

static VOID
InipPutNumber(ULONG Number)
{
    for (; Number >= INI_MORE; Number /= INI_MORE) {
        InipPutDigit(INI_MORE + Number % INI_MORE);
    }
    InipPutDigit(Number);
}

static VOID
InipPutList(const ULONG *List, SIZE_T Count)
{
    while (Count > 0 && List[Count - 1] == 0) {
        Count--;
    }
    for (SIZE_T i = 0; i < Count; i++) {
        SIZE_T First = i;

        InipPutNumber(List[i]);
        while (List[First] == 0 && List[i + 1] == 0) {
            i++;
        }
        if (List[First] == 0) {
            InipPutNumber((ULONG)(i - First));
        }
    }
}

static VOID
InipPut(PCSTR Format, ...)
{
    __builtin_va_list Arguments;

    __builtin_va_start(Arguments, Format);
    Inip.Length += (ULONG)RtlFormat(Inip.Text + Inip.Length, sizeof Inip.Text - Inip.Length, Format, Arguments);
    __builtin_va_end(Arguments);
    SIM_ASSERT(Inip.Length < sizeof Inip.Text);
}

static VOID
InipPutHead(VOID)
{
    PCSTR Test = InipRun.Setup.name;

    Inip.Length = 0;
    InipPut("sim1:%.64s:%08x:%u:", Test == NULL ? "-" : Test, InipBuildId(&InipRun.Setup), HalProcessorCount());
}

static BOOLEAN
InipPutChoices(VOID)
{
    SIZE_T Count;
    const ULONG *List = HalChoices(&Count);

    Inip.Overflow = Count > INI_LIST;
    InipPutHead();
    InipPut("list:");
    InipPutList(List, Inip.Overflow ? 0 : Count);
    return !Inip.Overflow;
}

/* What was chosen by a list can only be repeated by one; all else is its policy and seed. */
PCSTR
InipToken(VOID)
{
    BOOLEAN Listed = InipRun.Policy == HalReplay || HalEnvironment("SIM_RECORD") != NULL;

    if (!Listed || !InipPutChoices()) {
        InipPutHead();
        InipPut("%s:%I64u", InipRun.Policy == HalRandom ? "random" : "timed", InipRun.Seed);
    }
    return Inip.Text;
}

/* --- reading ------------------------------------------------------------------------------------------ */

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
        ULONG Digit = C >= '0' && C <= '9' ? (ULONG)(C - '0') : C >= 'a' && C <= 'f' ? (ULONG)(C - 'a') + 10 : Base;

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
    Plan->Machine.Replay = Plan->List;
    Plan->Machine.ReplayCount = Count;
    return NULL;
}

static PCSTR
InipTakePolicy(PCSTR At, INI_PLAN *Plan)
{
    PCSTR Word;
    SIZE_T Length;

    InipTakeWord(&At, &Word, &Length);
    if (InipIsWord(Word, Length, "list")) {
        Plan->Machine.Policy = HalReplay;
        return InipTakeList(At, Plan);
    }
    Plan->Machine.Policy = InipIsWord(Word, Length, "random") ? HalRandom : HalTimed;
    if (!InipIsWord(Word, Length, "random") && !InipIsWord(Word, Length, "timed")) {
        return "the token's policy is none of timed, random, list";
    }
    return InipTakeNumber(&At, 10, &Plan->Machine.Seed) && *At == 0 ? NULL : "the token's seed is not a number";
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
        return "the token is of another build of libsim, of the test or of a driver: it would repeat something else";
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

/* --- the build ------------------------------------------------------------------------------------------ */

static ULONG
InipMixBuild(ULONG Hash, PCSTR Driver)
{
    PCSTR Path = Driver == NULL ? NULL : HalModulePath(Driver);

    return Path == NULL ? Hash : (Hash ^ HalBuildId(Path)) * 0x01000193;
}

ULONG
InipBuildId(const struct sim_setup *Setup)
{
    ULONG Hash = InipMixBuild(HalBuildId(NULL), Setup->driver);

    for (ULONG i = 0; i < SIM_MAX_DRIVERS; i++) {
        Hash = InipMixBuild(Hash, Setup->drivers[i]);
    }
    return Hash;
}
