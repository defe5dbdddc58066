/*
 * ex/test_resourceowner.c - owners of executive resources that are not the running thread
 */
#include "actors.h"

static struct actor Actors[9];
static ULONG64 Token;

#define POINTER_TO(What) ((PVOID)((ULONG_PTR)(What) | 3))

static void
an_owner_pointer_takes_over_and_is_released(void **state)
{
    actors_enter();
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    ExSetResourceOwnerPointer(&Resource, POINTER_TO(&Token));
    assert_false(ExIsResourceAcquiredExclusiveLite(&Resource));
    assert_int_equal(ExIsResourceAcquiredSharedLite(&Resource), 0);
    actor_start(&Actors[0], ExAcquireResourceExclusiveLite);
    assert_int_equal(Actors[0].turn, 0);
    ExReleaseResourceForThreadLite(&Resource, (ERESOURCE_THREAD)POINTER_TO(&Token));
    sim_run_until_idle();
    assert_int_equal(Actors[0].turn, 1);
    actor_lets_go(&Actors[0]);
    actors_leave();
}

static void
shares_given_to_one_pointer_add_up(void **state)
{
    actors_enter();
    for (unsigned i = 0; i < 2; i++) {
        ExAcquireResourceSharedLite(&Resource, TRUE);
        ExSetResourceOwnerPointerEx(&Resource, POINTER_TO(KeGetCurrentThread()),
                                    FLAG_OWNER_POINTER_IS_THREAD);
    }
    assert_false(ExAcquireResourceExclusiveLite(&Resource, FALSE));
    for (unsigned i = 0; i < 2; i++) {
        ExReleaseResourceForThreadLite(&Resource,
                                       (ERESOURCE_THREAD)POINTER_TO(KeGetCurrentThread()));
    }
    assert_true(ExAcquireResourceExclusiveLite(&Resource, FALSE));
    ExReleaseResourceLite(&Resource);
    actors_leave();
}

static void
a_pointer_without_its_low_bits_is_0x132(void **state)
{
    uintptr_t me = (uintptr_t)KeGetCurrentThread();

    actors_enter();
    ExAcquireResourceSharedLite(&Resource, TRUE);
    assert_bugcheck(RESOURCE_OWNER_POINTER_INVALID, ExSetResourceOwnerPointer(&Resource, &Token));
    assert_int_equal(sim_bugcheck_parameter(1), (uintptr_t)&Resource);
    assert_int_equal(sim_bugcheck_parameter(3), me);
    assert_int_equal(sim_bugcheck_parameter(4), (uintptr_t)&Token);
}

static void
only_an_owner_gives_it_away(void **state)
{
    actors_enter();
    assert_bugcheck(RESOURCE_NOT_OWNED, ExSetResourceOwnerPointer(&Resource, POINTER_TO(&Token)));
}

static void
there_is_room_for_many_owners(void **state)
{
    actors_enter();
    for (unsigned i = 0; i < 9; i++) {
        actor_start(&Actors[i], ExAcquireResourceSharedLite);
        assert_int_equal(Actors[i].turn, i + 1);
    }
    assert_false(ExAcquireResourceExclusiveLite(&Resource, FALSE));
    for (unsigned i = 0; i < 9; i++) {
        actor_lets_go(&Actors[i]);
    }
    assert_true(ExAcquireResourceExclusiveLite(&Resource, FALSE));
    ExReleaseResourceLite(&Resource);
    assert_nt_success(ExReinitializeResourceLite(&Resource));
    assert_true(ExAcquireResourceSharedLite(&Resource, FALSE));
    ExReleaseResourceLite(&Resource);
    actors_leave();
}

static void
many_who_wait_to_share_all_come_in(void **state)
{
    actors_enter();
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    for (unsigned i = 0; i < 9; i++) {
        actor_start(&Actors[i], ExAcquireResourceSharedLite);
    }
    assert_int_equal(ExGetSharedWaiterCount(&Resource), 9);
    ExReleaseResourceLite(&Resource);
    sim_run_until_idle();
    assert_int_equal(Turns, 9);
    for (unsigned i = 0; i < 9; i++) {
        actor_lets_go(&Actors[i]);
    }
    actors_leave();
}

static void
without_boosts_an_owner_keeps_its_priority(void **state)
{
    actors_enter();
    ExDisableResourceBoostLite(&Resource);
    KeSetPriorityThread(KeGetCurrentThread(), 6);
    ExAcquireResourceExclusiveLite(&Resource, TRUE);
    actor_start(&Actors[0], ExAcquireResourceExclusiveLite);
    assert_int_equal(KeQueryPriorityThread(KeGetCurrentThread()), 6);
    ExReleaseResourceLite(&Resource);
    actor_lets_go(&Actors[0]);
    actors_leave();
}

SIM_TESTS(SIM_TEST(without_boosts_an_owner_keeps_its_priority, .cpus = 1),
          SIM_TEST(an_owner_pointer_takes_over_and_is_released),
          SIM_TEST(shares_given_to_one_pointer_add_up),
          SIM_TEST(a_pointer_without_its_low_bits_is_0x132), SIM_TEST(only_an_owner_gives_it_away),
          SIM_TEST(there_is_room_for_many_owners), SIM_TEST(many_who_wait_to_share_all_come_in))
