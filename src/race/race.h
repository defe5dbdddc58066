/*
 * src/race/race.h - data races of instrumented drivers: two accesses that nothing orders
 */
#ifndef RACE_H
#define RACE_H

#include "hal.h"

typedef enum {
    RaceError,   /* two plain accesses, one of them a write; or what frees the memory */
    RaceWarning, /* one is interlocked or volatile, the other is plain */
    RaceNote     /* harmless in its form */
} RACE_CLASS;

typedef struct _RACE {
    RACE_CLASS Class;
    ULONG Times;
    HAL_ACCESS First, Second;
} RACE, *PRACE;

/* From now on the accesses of instrumented drivers are compared; what was reported before is
   forgotten. At boot, or later. */
VOID RaceStart(VOID);
VOID RaceStop(VOID);
/* The machine as it is now will be restored before each schedule. */
VOID RaceFixture(VOID);
/* A schedule begins: what happened until now is ordered before it. */
VOID RaceRestart(VOID);

/* Called at the second access, once in each schedule for a pair of places in the code; may end the
   run. Runs in the driver's context, at its IRQL. */
VOID RaceSetReporter(VOID (*Reporter)(const RACE *Race));
/* Those reported since RaceStart, each pair of places once. */
ULONG RaceCount(RACE_CLASS Class);
const RACE *RaceAt(ULONG Index); /* NULL: no more */
/* As text, a line with each call. On the host's stack. */
typedef VOID RACE_PRINT(PCSTR Format, ...);
VOID RacePrint(const RACE *Race, RACE_PRINT *Print);

/* How many objects a module was linked from; Checked: of those, how many libsim sees the accesses
   of. 0: it was not built by sim_add_driver. */
ULONG RaceObjects(const HAL_MODULE *Module, PULONG Checked);

#endif
