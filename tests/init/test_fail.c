/*
 * tests/init/test_fail.c - an assertion fails somewhere, and that ends this run and nothing else
 */
#include <wdm.h>
#include <sim/test.h>

static KDPC Dpc;

static VOID
FailInDpc(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
}

static void
in_a_dpc(void **state)
{
    KeInitializeDpc(&Dpc, FailInDpc, NULL);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    sim_run_until_idle();
}

static void
in_a_dpc_of_another_processor(void **state)
{
    KeInitializeDpc(&Dpc, FailInDpc, NULL);
    KeSetTargetProcessorDpc(&Dpc, 1);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    sim_run_until_idle();
}

static void
fail_at_once(void *unused)
{
    assert_true(0);
}

static void
in_another_thread(void **state)
{
    sim_join(sim_thread(fail_at_once, NULL));
}

static void
in_another_process(void **state)
{
    sim_join(sim_process(fail_at_once, NULL));
}

static VOID
FailInSystemThread(PVOID Unused)
{
    fail_msg("with a message of %u words", 6);
}

static void
in_a_system_thread(void **state)
{
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Thread;

    InitializeObjectAttributes(&Attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, &Attributes, NULL, NULL,
                                           FailInSystemThread, NULL));
    sim_run_until_idle();
}

static void
by_waiting_for_ever(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);

    WaitForSingleObject(event, INFINITE);
}

static void
passes(void **state)
{
}

/* A failure must not leave anything to the machine that comes after it. */
static void
fails_alone(void (*test)(void **))
{
    struct sim_setup bad = {.name = "bad", .test = test}, good = {.name = "good", .test = passes};

    assert_true(sim_boot(&bad).failed);
    assert_false(sim_boot(&good).failed);
}

static void
fails_in_a_dpc(void **state)
{
    fails_alone(in_a_dpc);
    fails_alone(in_a_dpc_of_another_processor);
}

static void
fails_in_another_thread(void **state)
{
    fails_alone(in_another_thread);
    fails_alone(in_another_process);
    fails_alone(in_a_system_thread);
}

static void
fails_when_nothing_can_ever_happen(void **state)
{
    fails_alone(by_waiting_for_ever);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fails_in_a_dpc),
        cmocka_unit_test(fails_in_another_thread),
        cmocka_unit_test(fails_when_nothing_can_ever_happen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
