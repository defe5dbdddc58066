/*
 * init/race.c - data races, for tests of what is one
 */
#include "init.h"
#include "race.h"

#include <sim/race.h>

#include <stdarg.h>
#include <stdio.h>

void
sim_races_watch(void)
{
    RaceStart();
    RaceSetReporter(NULL);
}

unsigned
sim_races(enum sim_race kind)
{
    static const RACE_CLASS Classes[] = {[SIM_RACE_ERROR] = RaceError,
                                         [SIM_RACE_WARNING] = RaceWarning,
                                         [SIM_RACE_NOTE] = RaceNote};

    return RaceCount(Classes[kind]);
}

static VOID
InipRacePrint(PCSTR Format, ...)
{
    CHAR Line[512];
    va_list Arguments;
    int Length;

    va_start(Arguments, Format);
    Length = vsnprintf(Line, sizeof Line, Format, Arguments);
    va_end(Arguments);
    HalPrint(Line, (ULONG)Length < sizeof Line ? (ULONG)Length : sizeof Line - 1);
}

static VOID
InipRacesOnHost(PVOID Unused)
{
    for (ULONG i = 0; RaceAt(i) != NULL; i++) {
        RacePrint(RaceAt(i), InipRacePrint);
    }
}

void
sim_races_print(void)
{
    HalCallHost(InipRacesOnHost, NULL);
}
