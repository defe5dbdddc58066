/*
 * src/race/racei.h - between the files of this rung
 */
#ifndef RACEI_H
#define RACEI_H

#include "ke.h"
#include "race.h"

/* lock.c */
VOID RaceListenToLocks(VOID);
PVOID RaceLockOf(ULONG64 Locks, ULONG Index); /* of a set; NULL: no more */

/* edge.c */
VOID RaceListenToPackets(VOID);

/* class.c */
RACE_CLASS RaceClassify(const HAL_ACCESS *First, const HAL_ACCESS *Second);
PCSTR RaceForm(const HAL_ACCESS *First, const HAL_ACCESS *Second); /* why it is a note */

/* found.c */
VOID RaceForgetReports(VOID);
VOID RaceNewSchedule(VOID);

/* bound.c */
VOID RaceListenToRuns(VOID);
BOOLEAN RaceIsBound(VOID); /* the thread that runs here */

/* suppress.c: the access is in a function that is not to be reported. */
BOOLEAN RaceIsSuppressed(const HAL_ACCESS *Access);

/* why.c */
VOID RaceExplain(const RACE *Race, RACE_PRINT *Print);

/* report.c: an address, with the variable it is in if that is a driver's. On the host's stack. */
enum { RACE_NAME = 128 };
PCSTR RaceNameLock(PVOID Lock, PSTR Text, ULONG Size);

static inline BOOLEAN
RaceIsHandler(const HAL_ACCESS *Access)
{
    return (Access->Context & HAL_HANDLER) != 0;
}

static inline KIRQL
RaceLevel(const HAL_ACCESS *Access)
{
    return (KIRQL)(Access->Context & 0xFF);
}

#endif
