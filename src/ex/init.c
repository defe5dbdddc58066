/*
 * src/ex/init.c - what ex does at boot, and small routines that belong to no other file
 *
 * Differs from Windows: local time is UTC: the machine has no time zone. It never restarts softly.
 */
#include "exi.h"

VOID
ExInitSystem(VOID)
{
    ExpInitPoolReports();
    ExpInitWorkQueues();
    ExpInitReaderWriterLocks();
    ExpInitResources();
    ExpInitPoolAccess();
}

KPROCESSOR_MODE
ExGetPreviousMode(VOID)
{
    return KeCurrentThread()->PreviousMode;
}

VOID
ExSystemTimeToLocalTime(PLARGE_INTEGER SystemTime, PLARGE_INTEGER LocalTime)
{
    *LocalTime = *SystemTime;
}

VOID
ExLocalTimeToSystemTime(PLARGE_INTEGER LocalTime, PLARGE_INTEGER SystemTime)
{
    *SystemTime = *LocalTime;
}

BOOLEAN
ExIsSoftBoot(VOID)
{
    return FALSE;
}
