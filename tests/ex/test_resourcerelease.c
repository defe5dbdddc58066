/*
 * ex/test_resourcerelease.c - releasing and converting executive resources: who is next
 */
#include "actors.h"

static struct actor A, B, C;

static void
those_who_wait_to_share_come_after_exclusive_access(void **state)
{
    actors_enter();
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    actor_start(&A, ExAcquireResourceExclusiveLite);
    actor_start(&B, ExAcquireResourceSharedLite);
    actor_start(&C, ExAcquireSharedWaitForExclusive);
    assert_int_equal(ExGetSharedWaiterCount(&Resource), 2);
    assert_int_equal(ExGetExclusiveWaiterCount(&Resource), 1);
    ExReleaseResourceLite(&Resource);
    sim_run_until_idle();
    assert_int_equal(A.turn, 0);
    assert_int_equal(B.turn + C.turn, 1 + 2);
    actor_lets_go(&B);
    assert_int_equal(A.turn, 0);
    actor_lets_go(&C);
    assert_int_equal(A.turn, 3);
    actor_lets_go(&A);
    actors_leave();
}

static void
exclusive_waiters_are_served_in_order(void **state)
{
    actors_enter();
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    actor_start(&A, ExAcquireResourceExclusiveLite);
    actor_start(&B, ExAcquireResourceExclusiveLite);
    ExReleaseResourceLite(&Resource);
    sim_run_until_idle();
    assert_int_equal(A.turn, 1);
    assert_int_equal(B.turn, 0);
    actor_lets_go(&A);
    assert_int_equal(B.turn, 2);
    actor_lets_go(&B);
    actors_leave();
}

static void
a_conversion_lets_those_in_who_share(void **state)
{
    actors_enter();
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    actor_start(&A, ExAcquireResourceExclusiveLite);
    actor_start(&B, ExAcquireResourceSharedLite);
    ExConvertExclusiveToSharedLite(&Resource);
    sim_run_until_idle();
    assert_false(ExIsResourceAcquiredExclusiveLite(&Resource));
    assert_int_equal(ExIsResourceAcquiredSharedLite(&Resource), 1);
    assert_int_equal(B.turn, 1);
    assert_int_equal(A.turn, 0);
    ExReleaseResourceLite(&Resource);
    actor_lets_go(&B);
    assert_int_equal(A.turn, 2);
    actor_lets_go(&A);
    actors_leave();
}

static void
only_exclusive_access_is_converted(void **state)
{
    actors_enter();
    ExAcquireResourceSharedLite(&Resource, TRUE);
    assert_bugcheck(RESOURCE_NOT_OWNED, ExConvertExclusiveToSharedLite(&Resource));
}

static void
a_release_of_what_is_not_owned_is_0xe3(void **state)
{
    uintptr_t me = (uintptr_t)KeGetCurrentThread();

    actors_enter();
    actor_start(&A, ExAcquireResourceSharedLite);
    assert_bugcheck(RESOURCE_NOT_OWNED, ExReleaseResourceLite(&Resource));
    assert_int_equal(sim_bugcheck_parameter(1), (uintptr_t)&Resource);
    assert_int_equal(sim_bugcheck_parameter(2), me);
}

static void
a_release_for_another_thread_is_0x16e(void **state)
{
    actors_enter();
    ExAcquireResourceSharedLite(&Resource, TRUE);
    assert_bugcheck(ERESOURCE_INVALID_RELEASE,
                    ExReleaseResourceForThreadLite(&Resource, (ERESOURCE_THREAD)0x1000));
    assert_int_equal(sim_bugcheck_parameter(1), (uintptr_t)&Resource);
    assert_int_equal(sim_bugcheck_parameter(3), 0x1000);
}

static void
a_release_in_one_s_own_name_is_ordinary(void **state)
{
    actors_enter();
    ExAcquireResourceSharedLite(&Resource, TRUE);
    ExReleaseResourceForThreadLite(&Resource, ExGetCurrentResourceThread());
    assert_int_equal(ExIsResourceAcquiredSharedLite(&Resource), 0);
    actors_leave();
}

static void
a_release_with_apcs_enabled_is_0xc4_38(void **state)
{
    actors_enter();
    ExAcquireResourceSharedLite(&Resource, TRUE);
    KeLeaveCriticalRegion();
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExReleaseResourceLite(&Resource));
    assert_int_equal(sim_bugcheck_parameter(1), 0x38);
}

/* --- a conversion against one who waits exclusively ------------------------------------------- */

static LONG Value;

static void
writes(void *unused)
{
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    Value++;
    ExConvertExclusiveToSharedLite(&Resource);
    {
        LONG before = Value;

        KeStallExecutionProcessor(sim_choose(4));
        assert_int_equal(Value, before); // it shares: nobody writes
    }
    ExReleaseResourceLite(&Resource);
    KeLeaveCriticalRegion();
}

static void
nobody_writes_between_conversion_and_release(void **state)
{
    HANDLE threads[3];

    ExInitializeResourceLite(&Resource);
    Value = 0;
    for (unsigned i = 0; i < 3; i++) {
        threads[i] = sim_thread(writes, NULL);
    }
    for (unsigned i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(Value, 3);
    ExDeleteResourceLite(&Resource);
}

SIM_TESTS(SIM_TEST(those_who_wait_to_share_come_after_exclusive_access),
          SIM_TEST(exclusive_waiters_are_served_in_order),
          SIM_TEST(a_conversion_lets_those_in_who_share),
          SIM_TEST(only_exclusive_access_is_converted),
          SIM_TEST(a_release_of_what_is_not_owned_is_0xe3),
          SIM_TEST(a_release_for_another_thread_is_0x16e),
          SIM_TEST(a_release_in_one_s_own_name_is_ordinary),
          SIM_TEST(a_release_with_apcs_enabled_is_0xc4_38),
          SIM_TEST(nobody_writes_between_conversion_and_release),
          SIM_TEST(nobody_writes_between_conversion_and_release, .policy = SIM_RANDOM, .seeds = 200,
                   .cpus = 3))
