/*
 * scenario/test_fault_group.c - what goes wrong in a test fails that test, and the next one runs
 *
 *      fault_group inner      runs the group in which tests go wrong
 */
#include <wdm.h>
#include <sim/test.h>

#include "again.h"
#include "ke/drivers/faulty/faulty.h"

static char output[65536];
static KDPC Dpc;

/* --- the inner group -------------------------------------------------------------------------- */

static VOID
Err(FAULTY_KIND Kind, FAULTY_WHERE Where)
{
    FAULTY_REQUEST Request = {Kind, Where};
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    HANDLE h = sim_open(L"\\\\.\\Faulty");

    DeviceIoControl(h, IOCTL_FAULTY, &Request, sizeof Request, NULL, 0, NULL, &o);
    assert_completes(h, &o, STATUS_SUCCESS);
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

static void
first_is_well(void **state)
{
    Err(FaultyNothing, FaultyHere);
}

static void
second_faults_in_the_driver(void **state)
{
    Err(FaultyNullWrite, FaultyHere);
}

static void
third_is_well(void **state)
{
    Err(FaultyNothing, FaultyHere);
}

static VOID
FailInDpc(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
}

static void
fourth_fails_in_a_dpc(void **state)
{
    KeInitializeDpc(&Dpc, FailInDpc, NULL);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    fail_msg("the DPC's failure did not end the test");
}

static void
fifth_faults_itself(void **state)
{
    volatile ULONG_PTR Null = 0;

    *(volatile ULONG *)Null = 1;
}

static void
fails(void *unused)
{
    assert_true(KeGetCurrentIrql() == DISPATCH_LEVEL);
}

static void
sixth_fails_in_another_thread(void **state)
{
    sim_join(sim_thread(fails, NULL));
    fail_msg("the thread's failure did not end the test");
}

static void
seventh_overflows_the_driver_s_stack(void **state)
{
    Err(FaultyOverflow, FaultyInThread);
}

static void
last_is_well(void **state)
{
    Err(FaultyNothing, FaultyInThread);
}

static int
run_inner_group(void)
{
#define FAULTY_TEST(f) SIM_TEST(f, .driver = "faulty", .cpus = 2)
    const struct CMUnitTest tests[] = {
        FAULTY_TEST(first_is_well),
        FAULTY_TEST(second_faults_in_the_driver),
        FAULTY_TEST(third_is_well),
        FAULTY_TEST(fourth_fails_in_a_dpc),
        FAULTY_TEST(fifth_faults_itself),
        FAULTY_TEST(sixth_fails_in_another_thread),
        FAULTY_TEST(seventh_overflows_the_driver_s_stack),
        FAULTY_TEST(last_is_well),
    };

    return cmocka_run_group_tests_name("inner", tests, NULL, NULL);
}

/* --- the tests -------------------------------------------------------------------------------- */

static void
expect_verdict(const char *verdict, const char *test)
{
    char line[100];

    snprintf(line, sizeof line, "[%s] %s\n", verdict, test);
    if (strstr(output, line) == NULL) {
        print_error("%sis not in:\n%s\n", line, output);
        fail();
    }
}

static void
each_mistake_fails_its_own_test_only(void **state)
{
    enum { FAILURES = 5 };

    assert_int_equal(again_run("inner", output, sizeof output), FAILURES);
    expect_verdict("       OK ", "first_is_well");
    expect_verdict("  FAILED  ", "second_faults_in_the_driver");
    expect_verdict("       OK ", "third_is_well");
    expect_verdict("  FAILED  ", "fourth_fails_in_a_dpc");
    expect_verdict("  FAILED  ", "fifth_faults_itself");
    expect_verdict("  FAILED  ", "sixth_fails_in_another_thread");
    expect_verdict("  FAILED  ", "seventh_overflows_the_driver_s_stack");
    expect_verdict("       OK ", "last_is_well");
    assert_null(strstr(output, "did not end the test"));
}

int
main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_fails_its_own_test_only)};

    again_program = argv[0];
    if (argc == 2 && strcmp(argv[1], "inner") == 0) {
        return run_inner_group();
    }
    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
