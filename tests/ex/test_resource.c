/*
 * ex/test_resource.c - the life of executive resources
 */
#include "actors.h"

static struct actor A;

static void
initialising_twice_is_0xc4_d0(void **state)
{
    ExInitializeResourceLite(&Resource);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExInitializeResourceLite(&Resource));
    assert_int_equal(sim_bugcheck_parameter(1), 0xD0);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)&Resource);
}

static void
deleting_twice_is_0xc4_d1(void **state)
{
    ExInitializeResourceLite(&Resource);
    assert_nt_success(ExDeleteResourceLite(&Resource));
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExDeleteResourceLite(&Resource));
    assert_int_equal(sim_bugcheck_parameter(1), 0xD1);
}

static void
what_was_deleted_may_be_initialised_again(void **state)
{
    for (unsigned i = 0; i < 3; i++) {
        assert_nt_status(ExInitializeResourceLite(&Resource), STATUS_SUCCESS);
        assert_nt_status(ExDeleteResourceLite(&Resource), STATUS_SUCCESS);
    }
}

static void
a_block_with_a_live_one_is_not_freed(void **state)
{
    PUCHAR block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'tseT');

    ExInitializeResourceLite((PERESOURCE)(block + 64));
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExFreePool(block));
    assert_int_equal(sim_bugcheck_parameter(1), 0xD2);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)(block + 64));
    assert_int_equal(sim_bugcheck_parameter(3), (uintptr_t)block);
    assert_int_equal(sim_bugcheck_parameter(4), 256);
}

static void
one_that_is_waited_for_is_not_deleted(void **state)
{
    actors_enter();
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    actor_start(&A, ExAcquireResourceSharedLite);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExDeleteResourceLite(&Resource));
}

/* --- a delete against the last release -------------------------------------------------------- */

static void
holds_it_for_a_while(void *unused)
{
    KeEnterCriticalRegion();
    ExAcquireResourceSharedLite(&Resource, TRUE);
    KeStallExecutionProcessor(sim_choose(3));
    ExReleaseResourceLite(&Resource);
    KeLeaveCriticalRegion();
}

static void
who_deletes_gets_it_exclusively_first(void **state)
{
    HANDLE threads[2];

    ExInitializeResourceLite(&Resource);
    for (unsigned i = 0; i < 2; i++) {
        threads[i] = sim_thread(holds_it_for_a_while, NULL);
    }
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    ExReleaseResourceLite(&Resource);
    KeLeaveCriticalRegion();
    for (unsigned i = 0; i < 2; i++) {
        sim_join(threads[i]);
    }
    ExDeleteResourceLite(&Resource);
}

SIM_TESTS(SIM_TEST(initialising_twice_is_0xc4_d0), SIM_TEST(deleting_twice_is_0xc4_d1),
          SIM_TEST(what_was_deleted_may_be_initialised_again),
          SIM_TEST(a_block_with_a_live_one_is_not_freed),
          SIM_TEST(one_that_is_waited_for_is_not_deleted),
          SIM_TEST(who_deletes_gets_it_exclusively_first),
          SIM_TEST(who_deletes_gets_it_exclusively_first, .policy = SIM_RANDOM, .seeds = 200,
                   .cpus = 4))
