/*
 * bench/versus/search.c - the same driver, searched: search <name> [seconds]
 *
 * One search after the other, each with another seed, from boot to report. Prints seconds,
 * schedules up to the failures, and searches that found one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <sim/test.h>

#include "../../bugs/drivers/public.h"

extern const char sim_driver_path_default[];
const char sim_driver_path_default[] = "."; /* SIM_DRIVER_PATH says more */

static HANDLE files[2];

static HANDLE
open_file(const WCHAR *path)
{
    return CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                       OPEN_EXISTING, 0, NULL);
}

static void
write_to(void *file)
{
    ULONG value = 7;
    DWORD bytes;

    WriteFile(file, &value, sizeof value, &bytes, NULL);
}

/* --- cancel_completion ------------------------------------------------------------------------ */

static OVERLAPPED reading;
static ULONG value_read;

static int
a_read_waits(void **state)
{
    files[0] = sim_open(L"\\\\.\\CancelCompletion");
    files[1] = open_file(L"\\\\.\\CancelCompletion");
    ReadFile(files[0], &value_read, sizeof value_read, NULL, &reading);
    return 0;
}

static void
cancel(void *unused)
{
    CancelIoEx(files[0], &reading);
}

static void
write_while_cancelled(void **state)
{
    HANDLE thread = sim_thread(cancel, NULL);

    write_to(files[1]);
    sim_join(thread);
    assert_completes(files[0], &reading, STATUS_SUCCESS, STATUS_CANCELLED);
}

/* --- list_race -------------------------------------------------------------------------------- */

static int
opens(void **state)
{
    files[0] = open_file(L"\\\\.\\ListRace");
    files[1] = open_file(L"\\\\.\\ListRace");
    return 0;
}

static void
write_at_once(void **state)
{
    HANDLE thread = sim_thread(write_to, files[1]);
    ULONG count = 0;
    DWORD bytes;

    write_to(files[0]);
    sim_join(thread);
    DeviceIoControl(files[0], IOCTL_LIST_DRAIN, &count, sizeof count, &count, sizeof count, &bytes,
                    NULL);
    assert_int_equal(count, 2);
}

/* --- bench_once ------------------------------------------------------------------------------- */

static int
opens_once(void **state)
{
    files[0] = open_file(L"\\\\.\\BenchOnce");
    files[1] = open_file(L"\\\\.\\BenchOnce");
    return 0;
}

static void
write_much(void *file)
{
    char data[700] = {0};
    DWORD bytes;

    WriteFile(file, data, file == files[0] ? sizeof data : sizeof data / 2, &bytes, NULL);
}

static void
write_much_at_once(void **state)
{
    HANDLE thread = sim_thread(write_much, files[1]);
    LONG made = 0;
    DWORD bytes;

    write_much(files[0]);
    sim_join(thread);
    ReadFile(files[0], &made, sizeof made, &bytes, NULL);
    assert_int_equal(made, 1);
}

static const struct sim_setup setups[] = {
    {.name = "bench_once", .before = opens_once, .test = write_much_at_once},
    {.name = "cancel_completion", .before = a_read_waits, .test = write_while_cancelled},
    {.name = "list_race", .before = opens, .test = write_at_once},
};

/* --- searches --------------------------------------------------------------------------------- */

static struct sim_setup
setup_of(const char *driver)
{
    for (size_t i = 0; i < sizeof setups / sizeof setups[0]; i++) {
        if (strcmp(setups[i].name, driver) == 0) {
            struct sim_setup setup = setups[i];

            setup.drivers[0] = setup.name;
            setup.explore = SIM_AUTO;
            return setup;
        }
    }
    fprintf(stderr, "no test of %s\n", driver);
    exit(2);
}

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
    struct sim_setup setup = setup_of(argc > 1 ? argv[1] : "");
    double seconds = argc > 2 ? atof(argv[2]) : 5, begin = now();
    unsigned long long schedules = 0, found = 0;

    while (now() < begin + seconds) {
        struct sim_found search;

        sim_boot(&setup);
        search = sim_last_search();
        schedules += search.schedules;
        found += search.end == SIM_FOUND;
        setup.search.seed++;
    }
    printf("%.1f %llu %llu\n", now() - begin, schedules, found);
    return 0;
}
