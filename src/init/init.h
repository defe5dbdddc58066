/*
 * src/init/init.h - boot, the test's controls, user mode: what the files of this rung share
 *
 * The highest rung: nothing includes this from outside.
 */
#ifndef INIT_H
#define INIT_H

#include "wmi.h"

#include <sim/setup.h>

/* --- run.c: one machine from power-on to power-off -------------------------------------------- */

/* What is booted, and how it ended. The setup is a copy; what it points at is the program's. */
typedef struct _INI_RUN {
    struct sim_setup Setup;
    HAL_POLICY Policy;
    ULONG64 Seed;
    BOOLEAN Failed, Skipped;
    BOOLEAN Said; /* the report has File and Line already */
    PCSTR Kind;   /* of the failure: a bug check's name, "left behind" ...; NULL: an assertion */
    PCSTR File;   /* where the test says that it happened; NULL: nowhere in the test */
    LONG Line;
    PVOID Place;    /* where in a driver it happened; NULL: unknown */
    ULONG BugCheck; /* that ended the run; 0: none */
    const struct _RACE *Race; /* that ended the run; NULL: none */
    BOOLEAN Searched;      /* it was one schedule of a search: this one */
    const ULONG *Schedule; /* memory of the search's */
    SIZE_T ScheduleCount;
    ULONG GivenFaults;   /* SIM_FAULT_... of environment or token */
    BOOLEAN OnlyGiven;   /* a token's: no others */
    ULONG Faults;        /* that the search tries */
} INI_RUN;
extern INI_RUN InipRun;

PCSTR InipTestName(VOID);
/* A line to the terminal. On any stack. */
VOID InipPrint(PCSTR Format, ...) __attribute__((format(printf, 1, 2)));
VOID InipPrintToken(PCSTR What, PCSTR Token); /* that repeats this run, or this schedule */
/* The test has failed, or is skipped: the machine is abandoned. On a simulated stack. */
VOID InipFail(PCSTR File, LONG Line) DECLSPEC_NORETURN;
VOID InipSkip(PCSTR File, LONG Line) DECLSPEC_NORETURN;
/* The same, after a line that says why. */
VOID InipFailSaying(PCSTR File, LONG Line, PCSTR Format, ...) DECLSPEC_NORETURN
    __attribute__((format(printf, 3, 4)));

/* --- plan.c: the setup, the environment and a token make a configuration ---------------------- */

enum { INI_LIST = 65536 };

/* What the environment says of searches. */
typedef struct _INI_WIDER {
    enum sim_strategy Strategy; /* SIM_NO_SEARCH: the test's own */
    ULONG64 Schedules, Seed, Shard, Shards; /* 0: the test's own */
    BOOLEAN Seeded;
} INI_WIDER;

typedef struct _INI_PLAN {
    struct sim_setup Setup;
    HAL_CONFIG Machine;
    INI_WIDER Wider;
    ULONG Runs;
    BOOLEAN NotThisTest;  /* the token in the environment names another one */
    BOOLEAN IsSchedule;   /* List is the schedule of a search, not the choices of a run */
    ULONG Faults;         /* SIM_FAULT_...: of the environment; with IsSchedule, of the token */
    PCSTR Refusal;        /* why nothing can be run; NULL: it can */
    ULONG List[INI_LIST]; /* what a token listed */
    SIZE_T ListCount;
} INI_PLAN;
/* The same number, or one that is too large to be a number of processors. */
WDK_INLINE ULONG
InipSmallNumber(ULONG64 Number)
{
    return Number > SIM_MAX_CPUS ? SIM_MAX_CPUS + 1 : (ULONG)Number;
}
BOOLEAN InipReadNumber(PCSTR Text, ULONG64 *Number); /* decimal, and nothing else */
VOID InipMakePlan(INI_PLAN *Plan, const struct sim_setup *Setup);

/* --- search.c, searchreport.c, interleaving.c: many schedules of one test --------------------- */

VOID InipSearchWhole(VOID);  /* at the start of a test; every schedule goes on from here */
VOID InipSearchIsOver(VOID); /* at its end */
BOOLEAN InipSearch(const INI_PLAN *Plan); /* host's stack, at a pause; FALSE: the run is over */
VOID InipWatchRaces(VOID); /* race.c: if the setup asks for it */
VOID InipReportSearch(const struct sim_found *Found);
BOOLEAN InipIsReplay(VOID); /* of a token */
VOID InipFailsHere(VOID); /* in a schedule that is repeated: a debugger stops here */
PCSTR InipStrategyName(enum sim_strategy Strategy);
VOID InipReportCoverage(struct sim_found *Found); /* coverage.c; counts the pairs, too */
VOID InipShowInterleaving(ULONG64 First); /* the trace from this record on */

/* --- fault.c: what may go wrong in a schedule ------------------------------------------------- */

/* Adds what the words name. NULL, or why not, until the next call. */
PCSTR InipReadFaults(PCSTR Text, SIZE_T Length, CHAR Separator, PULONG Kinds);
/* Each with the separator before it. */
PCSTR InipFaultNames(ULONG Kinds, CHAR Separator, PSTR Text, SIZE_T Size);
VOID InipDescribeFault(const HAL_TRACE_RECORD *Record, PSTR Text, SIZE_T Size); /* PROBE_FAULT */
/* User mode, before the machine pauses for a search that asks for these kinds; and there, at the
   start of each schedule. */
VOID InipPrepareFaults(ULONG Kinds);
VOID InipBeginFaults(VOID);

/* --- point.c, invariant.c: what a test says of its own steps ---------------------------------- */

VOID InipCheckAtomic(VOID); /* the test has ended: outside of a section without points? */
VOID InipHeldUp(VOID);      /* somebody waits where nobody else goes on */
/* FALSE: the record is not one of these. */
BOOLEAN InipTestSays(const HAL_TRACE_RECORD *Record, PSTR Text, SIZE_T Size);
VOID InipInitInvariants(VOID);
ULONG InipInvariants(VOID);
VOID InipForgetInvariants(ULONG ButFor); /* but for so many, the first */
/* Which one is broken, and where; FALSE: none. On the host's stack. */
BOOLEAN InipDescribeBroken(PSTR Text, SIZE_T Size);

/* --- trace.c ---------------------------------------------------------------------------------- */

VOID InipPrintTrace(VOID); /* as much as SIM_TRACE says */

/* --- token.c: a run as text ------------------------------------------------------------------- */

/* NULL, or what is wrong with it. */
PCSTR InipReadToken(PCSTR Token, INI_PLAN *Plan);
BOOLEAN InipTokenNames(PCSTR Token, PCSTR Test);
/* The token of the run so far; in state, until the next call. */
PCSTR InipToken(VOID);
ULONG InipBuildId(const struct sim_setup *Setup);

/* --- boot.c, shutdown.c ----------------------------------------------------------------------- */

VOID InipBoot(VOID);     /* on the host's stack, power is on */
VOID InipShutdown(VOID); /* in the first system thread; what is left fails the test */

/* --- snapshot.c ------------------------------------------------------------------------------- */

/* HalTakeSnapshot, knowing the stacks of user threads. Host's stack, the machine is paused. */
VOID InipTakeSnapshot(VOID);

/* --- board.c: the devices and drivers of the setup -------------------------------------------- */

enum { INI_NAME = 64, INI_PATH = 160 };

/* Returns the bytes that the text has, with the zero at its end. */
ULONG InipWide(PWSTR Text, SIZE_T Characters, PCSTR Format, ...);
VOID InipPlugDevices(VOID);  /* before the kernel looks at the bus */
VOID InipStartDrivers(VOID); /* in the first system thread */

/* --- service.c: their service keys ------------------------------------------------------------ */

VOID InipCheck(NTSTATUS Status, PCSTR What, PCSTR Name); /* a failure is the test's */
VOID InipInstallServices(VOID);
VOID InipImportRegistry(VOID); /* registry.c: what the setup gives; a failure is the test's */
VOID InipInstall(PCSTR Driver); /* a key with start on demand, if it has none */

VOID InipEachDriverBackwards(VOID (*Routine)(PCSTR Driver)); /* the last to be loaded first */
PDRIVER_OBJECT InipFindDriver(PCSTR Name); /* with a reference; NULL: not loaded */

/* --- status.c --------------------------------------------------------------------------------- */

PCSTR InipStatusName(NTSTATUS Status);

/* --- body.c: the test in the first process ---------------------------------------------------- */

VOID InipRunTest(VOID); /* in the first system thread; returns when the process has ended */

/* --- expect.c: bug checks, expected or not ---------------------------------------------------- */

VOID InipInitExpect(VOID);
BOOLEAN InipHasCrashed(VOID);

/* --- wait.c: until idle, for a time ----------------------------------------------------------- */

VOID InipInitWait(VOID);
VOID InipWaitUntilIdle(VOID);
VOID InipWaitFor(ULONG64 Nanoseconds);

/* --- syscall.c -------------------------------------------------------------------------------- */

/* What a stub leaves on the caller's stack, lowest address first. */
typedef struct _KI_SYSTEM_FRAME {
    ULONG64 Function;
    ULONG64 Registers[6]; /* the first six arguments */
    ULONG64 ReturnAddress;
    ULONG64 Stack[10]; /* the others, as many as there are */
} KI_SYSTEM_FRAME, *PKI_SYSTEM_FRAME;

NTSTATUS KiSystemService(PKI_SYSTEM_FRAME Frame);
/* The gates are generated after all rungs: what they counted, appended to a file when a test run
   collects it. Host's stack. */
VOID KiWriteGateCounts(VOID);
PVOID KiFindGate(PCSTR Name); /* of the function; NULL: libsim lacks it */
PCSTR KiGateName(ULONG Index);
/* Calls a function of libsim's own in kernel mode, as a system call of the running thread. */
NTSTATUS InipCallKernel(NTSTATUS (*Function)(PVOID), PVOID Argument);

#endif
