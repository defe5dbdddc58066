/*
 * init/run.c - one machine from power-on to power-off, and how CMocka hears of it
 *
 *      host's stack:  sim_test_run -> sim_boot -> power on, boot ... HalRun ... power off -> _fail
 *      simulated:                                   phase 1, the test body, shutdown | HalStop
 *
 * A CMocka assertion calls _fail, wherever it stands: libsim's own, because libsim comes before
 * libcmocka in the search order. On a simulated stack it notes the place and stops the machine; on
 * the host's stack, which is where CMocka set its jump buffer, it calls CMocka's.
 *
 * Invariants:
 *   R1. InipRun says how the run ended from HalStop until the next power-on.
 *   R2. CMocka's own _fail and _skip are called on the host's stack only, with the power off.
 *
 * Differs from Windows: nothing of this exists there.
 */
#include "init.h"

#include <sim/test.h>

INI_RUN InipRun SIM_STATE;

PCSTR
InipTestName(VOID)
{
    return InipRun.Setup.name == NULL ? "the test" : InipRun.Setup.name;
}

static VOID
InipPrintList(PCSTR Format, __builtin_va_list Arguments)
{
    CHAR Text[1024];
    LONG Length;

    if (HalIsMute()) {
        return;
    }
    Length = RtlFormat(Text, sizeof Text, Format, Arguments);
    SIM_ASSERT(Length >= 0);
    HalPrint(Text, (ULONG)strlen(Text));
    HalPrint("\n", 1);
}

VOID
InipPrint(PCSTR Format, ...)
{
    __builtin_va_list Arguments;

    __builtin_va_start(Arguments, Format);
    InipPrintList(Format, Arguments);
    __builtin_va_end(Arguments);
}

/* A token may be longer than what InipPrint prints. */
VOID
InipPrintToken(PCSTR What, PCSTR Token)
{
    const PCSTR Parts[] = {"repeat this ", What, ": SIM_REPLAY=", Token, " ", HalProgram(), "\n"};

    if (*Token == 0) {
        InipPrint("the %s is too long for a token: run the search again to repeat it", What);
        return;
    }
    for (ULONG i = 0; i < RTL_NUMBER_OF(Parts); i++) {
        HalPrint(Parts[i], (ULONG)strlen(Parts[i]));
    }
}

/* --- how a test ends early -------------------------------------------------------------------- */

static VOID
InipEnd(BOOLEAN *How, PCSTR File, LONG Line)
{
    *How = TRUE;
    InipRun.File = File;
    InipRun.Line = Line;
}

VOID
InipFail(PCSTR File, LONG Line)
{
    InipEnd(&InipRun.Failed, File, Line);
    InipFailsHere();
    HalStop();
}

VOID
InipSkip(PCSTR File, LONG Line)
{
    InipEnd(&InipRun.Skipped, File, Line);
    HalStop();
}

VOID
InipFailSaying(PCSTR File, LONG Line, PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    CHAR Text[512];

    __builtin_va_start(Arguments, Format);
    RtlFormat(Text, sizeof Text, Format, Arguments);
    __builtin_va_end(Arguments);
    if (File != NULL) {
        InipPrint("%s:%d: %s", File, Line, Text);
    } else {
        InipPrint("%s: %s", InipTestName(), Text);
    }
    InipRun.Said = TRUE;
    InipRun.Kind = "test";
    InipFail(File, Line);
}

typedef void INI_CMOCKA_END(const char *File, int Line);

DECLSPEC_NORETURN static VOID
InipCallCmocka(PCSTR Name, PCSTR File, LONG Line)
{
    INI_CMOCKA_END *End = (INI_CMOCKA_END *)HalNextSymbol(Name);

    SIM_ASSERT(End != NULL); // whoever asserts is linked to CMocka
    End(File, Line);
    SIM_ASSERT(!"CMocka came back");
    __builtin_unreachable();
}

void
_fail(const char *const file, const int line)
{
    if (HalIsOn() && !HalOnHostStack()) {
        InipFail(file, line);
    }
    InipCallCmocka("_fail", file, line);
}

void
_skip(const char *const file, const int line)
{
    if (HalIsOn() && !HalOnHostStack()) {
        InipSkip(file, line);
    }
    InipCallCmocka("_skip", file, line);
}

/* --- a run ------------------------------------------------------------------------------------ */

static VOID
InipRunMachine(const INI_PLAN *Plan, ULONG64 Seed)
{
    HAL_CONFIG Machine = Plan->Machine;

    Machine.Seed = Seed;
    HalPowerOn(&Machine);
    InipRun = (INI_RUN){.Setup = Plan->Setup,
                        .Policy = Machine.Policy,
                        .Seed = Seed,
                        .GivenFaults = Plan->Faults,
                        .OnlyGiven = Plan->IsSchedule};
    InipBoot();
    while (HalRun() && InipSearch(Plan)) {
        ; // a search of a part: the test goes on behind it
    }
}

static struct sim_result
InipResult(VOID)
{
    return (struct sim_result){.failed = InipRun.Failed,
                               .skipped = InipRun.Skipped && !InipRun.Failed,
                               .bugcheck = InipRun.BugCheck,
                               .seed = InipRun.Seed,
                               .time_ns = HalTimeNs(),
                               .trace_hash = HalTraceHash(),
                               .token = InipToken()};
}

static struct sim_result
InipRunOnce(const INI_PLAN *Plan, ULONG64 Seed)
{
    struct sim_result Result;

    InipRunMachine(Plan, Seed);
    Result = InipResult();
    KiWriteGateCounts();
    HalPowerOff();
    if (Result.failed) {
        InipPrintTrace();
    }
    if (Result.failed && InipRun.File != NULL && !InipRun.Said) {
        InipPrint("%s failed at %s:%d", InipTestName(), InipRun.File, InipRun.Line);
    }
    if (Result.failed && !InipRun.Searched) { // a search has said it
        InipPrintToken("run", Result.token);
    }
    return Result;
}

struct sim_result
sim_boot(const struct sim_setup *setup)
{
    INI_PLAN Plan;
    struct sim_result Result = {0};

    SIM_ASSERT(setup->test != NULL && !HalIsOn());
    InipMakePlan(&Plan, setup);
    if (Plan.Refusal != NULL) {
        InipPrint("%s: %s", setup->name == NULL ? "sim_boot" : setup->name, Plan.Refusal);
        return (struct sim_result){.failed = true};
    }
    if (Plan.NotThisTest) {
        return (struct sim_result){.skipped = true};
    }
    for (ULONG Run = 0; Run < Plan.Runs && !Result.failed && !Result.skipped; Run++) {
        Result = InipRunOnce(&Plan, Plan.Machine.Seed + Run);
    }
    return Result;
}

void
sim_test_run(void **state)
{
    const struct sim_setup *Setup = *state;
    struct sim_result Result = sim_boot(Setup);
    BOOLEAN Placed = InipRun.File != NULL && Result.token != NULL;

    if (Result.failed) {
        InipCallCmocka("_fail", Placed ? InipRun.File : Setup->name, Placed ? InipRun.Line : 0);
    }
    if (Result.skipped) {
        InipCallCmocka("_skip", Placed ? InipRun.File : Setup->name, Placed ? InipRun.Line : 0);
    }
}

const char *
sim_test_group(const char *program)
{
    const char *Name = program;

    for (const char *At = program; *At != 0; At++) {
        Name = *At == '/' ? At + 1 : Name;
    }
    return Name;
}
