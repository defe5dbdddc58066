/*
 * ex/test_resourceacquire.c - who gets an executive resource at once, who waits, who may not ask
 */
#include "actors.h"

static struct actor A, B;

/* --- one thread ------------------------------------------------------------------------------- */

static void
an_unowned_one_is_granted_at_once(void **state)
{
    static BOOLEAN (*const ways[])(PERESOURCE, BOOLEAN) = {
        ExAcquireResourceExclusiveLite, ExAcquireResourceSharedLite, ExAcquireSharedStarveExclusive,
        ExAcquireSharedWaitForExclusive};

    actors_enter();
    for (unsigned i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_true(ways[i](&Resource, FALSE));
        assert_int_equal(ExIsResourceAcquiredSharedLite(&Resource), 1);
        assert_int_equal(ExIsResourceAcquiredExclusiveLite(&Resource), i == 0);
        ExReleaseResourceLite(&Resource);
        assert_int_equal(ExIsResourceAcquiredLite(&Resource), 0);
    }
    actors_leave();
}

static void
its_owner_gets_it_again_and_again(void **state)
{
    actors_enter();
    assert_true(ExAcquireResourceExclusiveLite(&Resource, FALSE));
    assert_true(ExAcquireResourceExclusiveLite(&Resource, FALSE));
    assert_true(ExAcquireResourceSharedLite(&Resource, FALSE)); // and it stays exclusive
    assert_true(ExAcquireSharedWaitForExclusive(&Resource, FALSE));
    assert_int_equal(ExIsResourceAcquiredSharedLite(&Resource), 4);
    for (unsigned i = 0; i < 4; i++) {
        assert_true(ExIsResourceAcquiredExclusiveLite(&Resource));
        ExReleaseResourceLite(&Resource);
    }
    assert_false(ExIsResourceAcquiredExclusiveLite(&Resource));
    actors_leave();
}

static void
a_share_does_not_become_exclusive(void **state)
{
    actors_enter();
    assert_true(ExAcquireResourceSharedLite(&Resource, TRUE));
    assert_false(ExAcquireResourceExclusiveLite(&Resource, FALSE));
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    ExAcquireResourceExclusiveLite(&Resource, TRUE));
    assert_int_equal(sim_bugcheck_parameter(1), 0x1000);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)&Resource);
}

static void
apcs_must_be_disabled(void **state)
{
    ExInitializeResourceLite(&Resource);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    ExAcquireResourceSharedLite(&Resource, TRUE));
    assert_int_equal(sim_bugcheck_parameter(1), 0x37);
    assert_int_equal(sim_bugcheck_parameter(2), PASSIVE_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(4), (uintptr_t)&Resource);
}

static void
apc_level_is_as_good_as_a_critical_region(void **state)
{
    KIRQL irql;

    ExInitializeResourceLite(&Resource);
    KeRaiseIrql(APC_LEVEL, &irql);
    assert_true(ExAcquireResourceExclusiveLite(&Resource, TRUE));
    ExReleaseResourceLite(&Resource);
    KeLowerIrql(irql);
    ExDeleteResourceLite(&Resource);
}

static void
an_unaligned_one_is_0xc4_3d(void **state)
{
    static UCHAR room[sizeof(ERESOURCE) + 8];

    KeEnterCriticalRegion();
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    ExAcquireResourceExclusiveLite((PERESOURCE)(room + 4), TRUE));
    assert_int_equal(sim_bugcheck_parameter(1), 0x3D);
    assert_int_equal(sim_bugcheck_parameter(4), (uintptr_t)(room + 4));
}

static void
one_that_was_never_initialised_is_reported(void **state)
{
    KeEnterCriticalRegion();
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    ExAcquireResourceExclusiveLite(&Resource, TRUE));
}

static void
the_pair_with_the_critical_region_nests(void **state)
{
    ExInitializeResourceLite(&Resource);
    ExEnterCriticalRegionAndAcquireResourceExclusive(&Resource);
    assert_true(KeAreApcsDisabled());
    assert_true(ExIsResourceAcquiredExclusiveLite(&Resource));
    ExReleaseResourceAndLeaveCriticalRegion(&Resource);
    assert_false(KeAreApcsDisabled());
    ExEnterCriticalRegionAndAcquireResourceShared(&Resource);
    ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(&Resource);
    assert_int_equal(ExIsResourceAcquiredSharedLite(&Resource), 2);
    ExReleaseResourceAndLeaveCriticalRegion(&Resource);
    ExReleaseResourceAndLeaveCriticalRegion(&Resource);
    assert_false(KeAreApcsDisabled());
    ExDeleteResourceLite(&Resource);
}

/* --- several ---------------------------------------------------------------------------------- */

static void
shares_go_together_and_keep_exclusive_access_away(void **state)
{
    actors_enter();
    actor_start(&A, ExAcquireResourceSharedLite);
    assert_true(ExAcquireResourceSharedLite(&Resource, FALSE));
    actor_start(&B, ExAcquireResourceExclusiveLite);
    assert_int_equal(B.turn, 0);
    assert_int_equal(ExGetExclusiveWaiterCount(&Resource), 1);
    actor_lets_go(&A);
    assert_int_equal(B.turn, 0);
    ExReleaseResourceLite(&Resource);
    sim_run_until_idle();
    assert_int_equal(B.turn, 2);
    assert_int_equal(ExGetExclusiveWaiterCount(&Resource), 0);
    assert_false(ExAcquireResourceSharedLite(&Resource, FALSE));
    assert_false(ExAcquireSharedStarveExclusive(&Resource, FALSE));
    actor_lets_go(&B);
    actors_leave();
}

/* A shares it and B wants it exclusively: what the three ways to share do then. */
static void
who_waits_exclusively_keeps_new_shares_out(void **state)
{
    actors_enter();
    actor_start(&A, ExAcquireResourceSharedLite);
    actor_start(&B, ExAcquireResourceExclusiveLite);
    assert_false(ExAcquireResourceSharedLite(&Resource, FALSE));
    assert_false(ExAcquireSharedWaitForExclusive(&Resource, FALSE));
    assert_true(ExAcquireSharedStarveExclusive(&Resource, FALSE));
    assert_true(ExAcquireResourceSharedLite(&Resource, FALSE));      // it shares already
    assert_false(ExAcquireSharedWaitForExclusive(&Resource, FALSE)); // which waits all the same
    ExReleaseResourceLite(&Resource);
    ExReleaseResourceLite(&Resource);
    actor_lets_go(&A);
    assert_int_equal(B.turn, 2);
    actor_lets_go(&B);
    actors_leave();
}

static void
a_waiter_of_higher_priority_lends_it(void **state)
{
    actors_enter();
    KeSetPriorityThread(KeGetCurrentThread(), 6);
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    actor_start(&A, ExAcquireResourceExclusiveLite); // of priority 8, the process's
    assert_true(KeQueryPriorityThread(KeGetCurrentThread()) >= 8);
    ExReleaseResourceLite(&Resource);
    actor_lets_go(&A);
    actors_leave();
}

/* --- all at once ------------------------------------------------------------------------------ */

static LONG Inside, Readers, Writers;

static void
reads_and_writes(void *which)
{
    for (unsigned i = 0; i < 10; i++) {
        KeEnterCriticalRegion();
        if ((i + (uintptr_t)which) % 3 == 0) {
            ExAcquireResourceExclusiveLite(&Resource, TRUE);
            assert_int_equal(InterlockedIncrement(&Inside), 1);
            Writers++;
        } else {
            ExAcquireResourceSharedLite(&Resource, TRUE);
            InterlockedIncrement(&Inside);
            InterlockedIncrement(&Readers);
        }
        if (i % 4 == 0) {
            KeStallExecutionProcessor(sim_choose(3));
        }
        InterlockedDecrement(&Inside);
        ExReleaseResourceLite(&Resource);
        KeLeaveCriticalRegion();
    }
}

static void
a_writer_is_alone(void **state)
{
    HANDLE threads[4];

    ExInitializeResourceLite(&Resource);
    Inside = Readers = Writers = 0;
    for (uintptr_t i = 0; i < 4; i++) {
        threads[i] = sim_thread(reads_and_writes, (void *)i);
    }
    for (unsigned i = 0; i < 4; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(Readers + Writers, 40);
    ExDeleteResourceLite(&Resource);
}

SIM_TESTS(SIM_TEST(an_unowned_one_is_granted_at_once), SIM_TEST(its_owner_gets_it_again_and_again),
          SIM_TEST(a_share_does_not_become_exclusive), SIM_TEST(apcs_must_be_disabled),
          SIM_TEST(apc_level_is_as_good_as_a_critical_region),
          SIM_TEST(an_unaligned_one_is_0xc4_3d),
          SIM_TEST(one_that_was_never_initialised_is_reported),
          SIM_TEST(the_pair_with_the_critical_region_nests),
          SIM_TEST(shares_go_together_and_keep_exclusive_access_away),
          SIM_TEST(who_waits_exclusively_keeps_new_shares_out),
          SIM_TEST(a_waiter_of_higher_priority_lends_it, .cpus = 1), SIM_TEST(a_writer_is_alone),
          SIM_TEST(a_writer_is_alone, .policy = SIM_RANDOM, .seeds = 200, .cpus = 4))
