/*
 * ke/test_bugcheck.c - how a run ends: parameters, expectations, the report
 */
#include "ke_test.h"

#include "capture.h"
#include "drivers/faulty/faulty.h"

enum { CRASH = MANUALLY_INITIATED_CRASH, STUCK = (int)0xFFFF0002, DEAD = (int)0xFFFF0004 };

static KEVENT Never;
static KDPC Dpc;
static struct captured run;

static VOID
Crash(VOID)
{
    KeBugCheckEx(CRASH, 1, 22, 333, 0x123456789ABCDEF0);
}

static VOID
CrashInDpc(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Crash();
}

/* --- expected --------------------------------------------------------------------------------- */

static void
has_the_parameters_it_was_given(void **state)
{
    assert_bugcheck(CRASH, Crash());
    assert_int_equal(sim_bugcheck_parameter(1), 1);
    assert_int_equal(sim_bugcheck_parameter(2), 22);
    assert_int_equal(sim_bugcheck_parameter(3), 333);
    assert_int_equal(sim_bugcheck_parameter(4), 0x123456789ABCDEF0);
}

static void
without_parameters_has_zeros(void **state)
{
    assert_bugcheck(CRASH, KeBugCheck(CRASH));
    assert_int_equal(sim_bugcheck_parameter(1), 0);
    assert_int_equal(sim_bugcheck_parameter(4), 0);
}

static void
may_come_from_another_processor(void **state)
{
    KeInitializeDpc(&Dpc, CrashInDpc, NULL);
    KeSetTargetProcessorDpc(&Dpc, (CCHAR)(sim_cpu_count() - 1));
    assert_bugcheck(CRASH, KeInsertQueueDpc(&Dpc, NULL, NULL), sim_run_for(1000ull * MS));
    assert_int_equal(sim_bugcheck_parameter(2), 22);
}

static void
comes_for_a_damaged_list(void **state)
{
    LIST_ENTRY Head, Entry;

    InitializeListHead(&Head);
    InsertTailList(&Head, &Entry);
    Head.Flink = &Head;
    assert_bugcheck(KERNEL_SECURITY_CHECK_FAILURE, RemoveEntryList(&Entry));
    assert_int_equal(sim_bugcheck_parameter(1), 3);
}

/* --- what makes a test fail ------------------------------------------------------------------- */

static void
expects_another(void **state)
{
    assert_bugcheck(IRQL_NOT_LESS_OR_EQUAL, Crash());
}

static void
another_than_the_expected_one_fails_the_test(void **state)
{
    capture_boot(&run, &(struct sim_setup){.name = "expects_another", .test = expects_another});
    assert_true(run.result.failed);
    assert_int_equal(run.result.bugcheck, CRASH);
    capture_expect(&run, "expected bug check 0xA");
}

static void
expects_one(void **state)
{
    assert_bugcheck(CRASH, (void)0);
}

static void
none_where_one_is_expected_fails_the_test(void **state)
{
    capture_boot(&run, &(struct sim_setup){.name = "expects_one", .test = expects_one});
    assert_true(run.result.failed);
    assert_int_equal(run.result.bugcheck, 0);
    capture_expect(&run, "expected bug check 0xE2");
}

static void
goes_on_regardless(void **state)
{
    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    assert_bugcheck(CRASH, Crash());
    KeSetEvent(&Never, 0, FALSE);
}

static void
after_it_no_call_of_the_kernel_is_let_through(void **state)
{
    capture_boot(&run, &(struct sim_setup){.name = "goes_on", .test = goes_on_regardless});
    assert_true(run.result.failed);
    assert_int_equal(run.result.bugcheck, (uint32_t)DEAD);
    capture_expect(&run, "after a bug check");
}

static void
waits_for_ever(void **state)
{
    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    Wait(&Never);
}

static void
a_machine_on_which_nothing_can_happen_fails_the_test(void **state)
{
    char object[40];

    capture_boot(&run, &(struct sim_setup){.name = "waits_for_ever", .test = waits_for_ever});
    assert_true(run.result.failed);
    assert_int_equal(run.result.bugcheck, (uint32_t)STUCK);
    snprintf(object, sizeof object, "waits for %p", (void *)&Never);
    capture_expect(&run, object);
}

static void
stalls_for_ever(void **state)
{
    for (;;) {
        KeStallExecutionProcessor(1000);
    }
}

static void
a_test_that_never_ends_meets_its_time_limit(void **state)
{
    capture_boot(&run, &(struct sim_setup){.name = "stalls_for_ever",
                                           .test = stalls_for_ever,
                                           .time_limit_ns = 5000000000});
    assert_true(run.result.failed);
    assert_in_range(run.result.time_ns, 5000000000, 5001000000);
    capture_expect(&run, "5.000 s of virtual time");
}

/* --- the report ------------------------------------------------------------------------------- */

static void
faults_in_the_driver(void **state)
{
    FAULTY_REQUEST Request = {FaultyNullRead, FaultyAtDispatchLevel};
    OVERLAPPED Overlapped = {0};
    HANDLE h = sim_open(L"\\\\.\\Faulty");

    DeviceIoControl(h, IOCTL_FAULTY, &Request, sizeof Request, NULL, 0, NULL, &Overlapped);
}

static void
its_report_says_what_where_and_how_to_repeat_it(void **state)
{
    static const struct sim_setup setup = {.name = "faults_in_the_driver",
                                           .test = faults_in_the_driver,
                                           .driver = "faulty",
                                           .cpus = 1};
    char again[4200];

    capture_boot(&run, &setup);
    assert_true(run.result.failed);
    assert_int_equal(run.result.bugcheck, DRIVER_IRQL_NOT_LESS_OR_EQUAL);
    capture_expect(&run, "STOP: 0x000000D1 (0x0000000000000000, 0x0000000000000002, ");
    capture_expect(&run, "DRIVER_IRQL_NOT_LESS_OR_EQUAL");
    capture_expect(&run, "2: 0x0000000000000002  IRQL");
    capture_expect(&run, "processor 0, IRQL 2, thread ");
    capture_expect(&run, "driver  FaultyReadNull at faulty.c:");
    capture_expect(&run, "driver  FaultyControl at faulty.c:");
    capture_expect(&run, "test    faults_in_the_driver at test_bugcheck.c:");
    snprintf(again, sizeof again, "SIM_REPLAY=%s ", run.token);
    capture_expect(&run, again);
}

static void
calls_too_high(void **state)
{
    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    KeRaiseIrqlToSynchLevel();
    KeSetEvent(&Never, 0, FALSE);
    fail();
}

static void
its_report_names_the_call_that_a_gate_stopped(void **state)
{
    capture_boot(&run, &(struct sim_setup){.name = "calls_too_high", .test = calls_too_high});
    assert_int_equal(run.result.bugcheck, DRIVER_VIOLATION);
    capture_expect(&run, "KeSetEvent was called at IRQL 12; it may be called at 0 to 2");
    capture_expect(&run, "from calls_too_high at test_bugcheck.c:");
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(has_the_parameters_it_was_given),
        SIM_TEST(without_parameters_has_zeros),
        SIM_TEST(may_come_from_another_processor, .cpus = 4),
        SIM_TEST(comes_for_a_damaged_list),
        cmocka_unit_test(another_than_the_expected_one_fails_the_test),
        cmocka_unit_test(none_where_one_is_expected_fails_the_test),
        cmocka_unit_test(after_it_no_call_of_the_kernel_is_let_through),
        cmocka_unit_test(a_machine_on_which_nothing_can_happen_fails_the_test),
        cmocka_unit_test(a_test_that_never_ends_meets_its_time_limit),
        cmocka_unit_test(its_report_says_what_where_and_how_to_repeat_it),
        cmocka_unit_test(its_report_names_the_call_that_a_gate_stopped),
    };

    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
