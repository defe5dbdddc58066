/*
 * samples/template/test_mydrv.c - the driver on the education device
 */
#include <sim/edu.h>
#include <sim/test.h> /* cmocka, user mode, plug and power */

#include "public.h" /* the driver's IOCTL codes */

static void
computes_a_factorial(void **state)
{
    HANDLE h = sim_open(L"\\\\.\\MyDrv0");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    ULONG n = 5, result = 0;

    DeviceIoControl(h, IOCTL_FACTORIAL, &n, sizeof n, &result, sizeof result, NULL, &o);
    assert_completes(h, &o, STATUS_SUCCESS);
    assert_int_equal(result, 120);
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

static void
survives_removal_during_a_request(void **state)
{
    HANDLE h = sim_open(L"\\\\.\\MyDrv0");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    ULONG n = 12, result = 0;

    DeviceIoControl(h, IOCTL_FACTORIAL, &n, sizeof n, &result, sizeof result, NULL, &o);
    sim_surprise_remove(sim_device("edu", 0));
    assert_completes(h, &o, STATUS_DEVICE_REMOVED, STATUS_SUCCESS);
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

#define BOARD .device = &sim_edu, .driver = "mydrv"
SIM_TESTS(SIM_TEST(computes_a_factorial, BOARD),
          SIM_TEST(survives_removal_during_a_request, BOARD, .cpus = 2),
          SIM_TEST(survives_removal_during_a_request, BOARD, .cpus = 2, .policy = SIM_RANDOM,
                   .seed = 1, .seeds = 20),
          SIM_TEST(survives_removal_during_a_request, BOARD, .cpus = 3, .explore = SIM_AUTO,
                   .search.schedules = 300))
