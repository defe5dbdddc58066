/*
 * init/race.c - data races in a run that is not searched: .races, and tests of what is a race
 *
 * What is no error ends no run; where one ends, it is shown as well, a line for each.
 */
#include "init.h"
#include "race.h"

#include <sim/race.h>

void
sim_races_watch(void)
{
    RaceStart(FALSE);
    RaceSetReporter(NULL);
}

void
sim_races_watch_strictly(void)
{
    RaceStart(TRUE);
    RaceSetReporter(NULL);
}

unsigned
sim_races(enum sim_race kind)
{
    static const RACE_CLASS Classes[] = {
        [SIM_RACE_ERROR] = RaceError, [SIM_RACE_WARNING] = RaceWarning, [SIM_RACE_NOTE] = RaceNote};

    return RaceCount(Classes[kind]);
}

static VOID
InipRacesOnHost(PVOID Unused)
{
    for (ULONG i = 0; RaceAt(i) != NULL; i++) {
        RacePrint(RaceAt(i), InipPrint);
    }
}

void
sim_races_print(void)
{
    HalCallHost(InipRacesOnHost, NULL);
}

/* --- .races ----------------------------------------------------------------------------------- */

static VOID
InipRaceOnHost(PVOID Race)
{
    RacePrint(Race, InipPrint);
    RacePrintOthers(Race, InipPrint);
}

static VOID
InipOnRaceOfRun(const RACE *Race, RACE_CLASS Class)
{
    if (Class == RaceError) {
        HalCallHost(InipRaceOnHost, (PVOID)Race);
        InipRun.Race = Race;
        InipRun.Kind = "DATA_RACE";
        InipRun.Place = Race->Second.Frames[0];
        InipFail(NULL, 0);
    }
}

VOID
InipWatchRaces(VOID)
{
    if (InipRun.Setup.races || HalEnvironment("SIM_RACES") != NULL) {
        RaceSetReporter(InipOnRaceOfRun);
        RaceStart(InipRun.Setup.search.affinity_strict);
    }
}
