/*
 * race/test_matrix.c - for each thing that orders: with it there is no race, without it there is
 * one, whichever way the schedule goes
 *
 * TIMEOUT 120
 */
#include <wdm.h>

#include <sim/edu.h>
#include <sim/race.h>
#include <sim/test.h>

#include <stdio.h>

#include "drivers/race_kit_ioctl.h"

/* What orders does so strictly, too: a level where one of the two is bound to the processor. */
static unsigned
races_of(HANDLE device, ULONG number, BOOLEAN ordered, BOOLEAN strictly)
{
    RACE_REQUEST request = {number, ordered};
    DWORD bytes;

    if (strictly) {
        sim_races_watch_strictly();
    } else {
        sim_races_watch();
    }
    assert_true(
        DeviceIoControl(device, RACE_IOCTL, &request, sizeof request, NULL, 0, &bytes, NULL));
    return sim_races(SIM_RACE_ERROR) + sim_races(SIM_RACE_WARNING);
}

static void
try_all(PCWSTR name)
{
    HANDLE device = sim_open(name);
    ULONG count, wrong = 0;
    DWORD bytes;

    assert_true(DeviceIoControl(device, RACE_COUNT, NULL, 0, &count, sizeof count, &bytes, NULL));
    for (ULONG i = 0; i < 2 * count; i++) {
        if (races_of(device, i / 2, TRUE, i % 2) != 0) {
            sim_races_print();
            print_error("case %u is ordered\n", i / 2);
            wrong++;
        }
        if (races_of(device, i / 2, FALSE, i % 2) == 0) {
            print_error("case %u is a race that was not found\n", i / 2);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(CloseHandle(device));
}

static void
locks(void **state)
{
    try_all(L"\\\\.\\GLOBALROOT\\Device\\RaceLocks");
}

static void
levels(void **state)
{
    try_all(L"\\\\.\\GLOBALROOT\\Device\\RaceLevels");
}

static void
waits(void **state)
{
    try_all(L"\\\\.\\GLOBALROOT\\Device\\RaceWaits");
}

static void
words(void **state)
{
    try_all(L"\\\\.\\GLOBALROOT\\Device\\RaceWords");
}

static void
packets(void **state)
{
    try_all(L"\\\\.\\GLOBALROOT\\Device\\RacePackets");
}

static void
interrupts(void **state)
{
    try_all(L"\\\\.\\GLOBALROOT\\Device\\RaceCard");
}

SIM_TESTS(SIM_TEST(locks, .driver = "race_locks", .cpus = 2),
          SIM_TEST(locks, .driver = "race_locks", .cpus = 3, .policy = SIM_RANDOM, .seeds = 30),
          SIM_TEST(levels, .driver = "race_levels", .cpus = 2),
          SIM_TEST(levels, .driver = "race_levels", .cpus = 2, .policy = SIM_RANDOM, .seeds = 30),
          SIM_TEST(waits, .driver = "race_waits", .cpus = 2),
          SIM_TEST(waits, .driver = "race_waits", .cpus = 3, .policy = SIM_RANDOM, .seeds = 30),
          SIM_TEST(words, .driver = "race_words", .cpus = 2),
          SIM_TEST(words, .driver = "race_words", .cpus = 3, .policy = SIM_RANDOM, .seeds = 30),
          SIM_TEST(packets, .driver = "race_packets", .cpus = 2),
          SIM_TEST(packets, .driver = "race_packets", .cpus = 3, .policy = SIM_RANDOM, .seeds = 30),
          SIM_TEST(interrupts, .driver = "race_card", .device = &sim_edu, .cpus = 2),
          SIM_TEST(interrupts, .driver = "race_card", .device = &sim_edu, .cpus = 3,
                   .policy = SIM_RANDOM, .seeds = 30))
