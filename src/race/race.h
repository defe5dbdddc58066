/*
 * src/race/race.h - data races of instrumented drivers: two accesses that nothing orders
 */
#ifndef RACE_H
#define RACE_H

#include "hal.h"

/* What class.c makes of two accesses that nothing orders. Each occurrence is judged by itself; a
   pair of places has the class of its worst occurrence so far. */
typedef enum {
    RaceError,   /* both plain, one of them a write; or what frees the memory */
    RaceWarning, /* one interlocked or volatile, the other plain: a write, or not of a whole word */
    RaceNote     /* such a form that no value can be wrong:
                      a plain write that stored what was there already, after the other access, or
                        before it if that is a read;
                      a plain read in a loop that waits, of a word that the other writes whole;
                      a plain read of a whole word that the other writes interlocked or volatile */
} RACE_CLASS;

typedef struct _RACE {
    RACE_CLASS Class;
    BOOLEAN OneProcessor; /* ordered, but by nothing except that both were made on one processor */
    ULONG Times;
    HAL_ACCESS First, Second; /* of the worst occurrence, the first of these */
} RACE, *PRACE;

/* From now on the accesses of instrumented drivers are compared; what was reported before is
   forgotten. Strictly: that both ran on one processor orders nothing, unless one of the two may run
   on no other. At boot, or later. */
VOID RaceStart(BOOLEAN Strictly);
/* Until then no race is recorded: only contention counts. */
VOID RaceLookAway(VOID);
VOID RaceStop(VOID);
/* The machine as it is now will be restored before each schedule. */
VOID RaceFixture(VOID);
/* A schedule begins: what happened until now is ordered before it. */
VOID RaceRestart(VOID);

/* Called at the second access, or right after it, once in each schedule for a pair of places in the
   code, and again if it occurs as something worse; may end the run. Class: of this occurrence. Runs
   in the driver's context, at its IRQL, or in the kernel that it called. */
typedef VOID RACE_REPORTER(const RACE *Race, RACE_CLASS Class);
VOID RaceSetReporter(RACE_REPORTER *Reporter);
/* Those reported since RaceStart, each pair of places once. */
ULONG RaceCount(RACE_CLASS Class);
const RACE *RaceAt(ULONG Index); /* NULL: no more */
/* As text, a line with each call. On the host's stack. */
typedef VOID RACE_PRINT(PCSTR Format, ...);
VOID RacePrint(const RACE *Race, RACE_PRINT *Print);
/* The warnings and notes, a line each, but for this one (or NULL); of many, the first. */
VOID RacePrintOthers(const RACE *Race, RACE_PRINT *Print);

/* How many objects a module was linked from; Checked: of those, how many libsim sees the accesses
   of. 0: it was not built by sim_add_driver. */
ULONG RaceObjects(const HAL_MODULE *Module, PULONG Checked);

#endif
