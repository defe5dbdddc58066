/*
 * init/token.c - a run as one word of text
 *
 *      sim1:<test>:<build>:<processors>:timed:0
 *      sim1:<test>:<build>:<processors>:random:<seed>
 *      sim1:<test>:<build>:<processors>:list:<choices>
 *      sim1:<test>:<build>:<processors>:search:<schedule>
 *      sim1:<test>:<build>:<processors>:search+<fault>+<fault>:<schedule>
 *
 * build is a hash over the executable bytes of libsim, the test program and the drivers, 8
 * hexadecimal digits: with other code the same choices lead elsewhere, so a token of another build
 * is refused.
 *
 * schedule is what a search (sim/search) returns as the trace of a failure. It and choices are
 * base32 digits (a to z, 2 to 7). A number is as many digits as it takes, four bits
 * each, the lowest first, with 16 added to all but the last. A zero is followed by the number of
 * further zeros after it; zeros at the end of choices are left out, because zero is what a list
 * that has ended answers.
 */
#include "init.h"

enum { INI_TOKEN = 16384, INI_MORE = 16 };

static struct {
    CHAR Text[INI_TOKEN];
    ULONG Length;
    BOOLEAN Overflow;
} Inip SIM_KEPT;

static const CHAR InipDigits[] = "abcdefghijklmnopqrstuvwxyz234567";

/* --- writing ---------------------------------------------------------------------------------- */

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
    for (SIZE_T i = 0; i < Count; i++) {
        SIZE_T First = i;

        InipPutNumber(List[i]);
        while (List[First] == 0 && i + 1 < Count && List[i + 1] == 0) {
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
    Inip.Length += (ULONG)RtlFormat(Inip.Text + Inip.Length, sizeof Inip.Text - Inip.Length, Format,
                                    Arguments);
    __builtin_va_end(Arguments);
    SIM_ASSERT(Inip.Length < sizeof Inip.Text);
}

static VOID
InipPutHead(VOID)
{
    PCSTR Test = InipRun.Setup.name;

    Inip.Length = 0;
    InipPut("sim1:%.64s:%08x:%u:", Test == NULL ? "-" : Test, InipBuildId(&InipRun.Setup),
            HalMaximumProcessorCount() - InipRun.Setup.hot_cpus);
}

static BOOLEAN
InipPutListed(PCSTR Policy, const ULONG *List, SIZE_T Count)
{
    Inip.Overflow = Count > INI_LIST;
    InipPutHead();
    InipPut("%s:", Policy);
    InipPutList(List, Inip.Overflow ? 0 : Count);
    return !Inip.Overflow;
}

/* A schedule, with the kinds of faults that are asked for in it. */
static BOOLEAN
InipPutSchedule(VOID)
{
    CHAR Policy[64] = "search";

    InipFaultNames(InipRun.Faults, '+', Policy + strlen(Policy), sizeof Policy - strlen(Policy));
    return InipPutListed(Policy, InipRun.Schedule, InipRun.ScheduleCount);
}

/* What was chosen by a list can only be repeated by one; all else is its policy and seed. "": it
   is too long. */
PCSTR
InipToken(VOID)
{
    BOOLEAN Listed = InipRun.Policy == HalReplay || HalEnvironment("SIM_RECORD") != NULL;
    SIZE_T Count;
    const ULONG *List = HalChoices(&Count);

    while (Count > 0 && List[Count - 1] == 0) {
        Count--;
    }
    if (InipRun.Searched) {
        return InipPutSchedule() ? Inip.Text : "";
    }
    if (!Listed || !InipPutListed("list", List, Count)) {
        InipPutHead();
        InipPut("%s:%I64u", InipRun.Policy == HalRandom ? "random" : "timed", InipRun.Seed);
    }
    return Inip.Text;
}

/* --- the build -------------------------------------------------------------------------------- */

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
