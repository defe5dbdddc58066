/*
 * ke/test_thread.c - priorities, the quantum, boosts, affinity
 *
 * One processor, unless it says otherwise: what runs is then the scheduler's decision alone. The
 * test's own thread has priority 8.
 */
#include "ke_test.h"

enum { BASE = 8, QUANTUM_MS = 32 };

static KEVENT Go, Done;
static ULONG Turns[2];

static int
ready(void **state)
{
    KeInitializeEvent(&Go, NotificationEvent, FALSE);
    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    RtlZeroMemory(Turns, sizeof Turns);
    return NewStory(state);
}

static VOID
StallMs(ULONG Ms)
{
    KeStallExecutionProcessor(Ms * 1000);
}

/* --- priority --------------------------------------------------------------------------------- */

static void
waits_and_tells(void *priority)
{
    SetOwnPriority((KPRIORITY)(ULONG_PTR)priority);
    Wait(&Go);
    Tell("thread ");
}

static HANDLE
StartWaiter(KPRIORITY Priority)
{
    HANDLE thread = sim_thread(waits_and_tells, (void *)(ULONG_PTR)Priority);

    sim_run_until_idle();
    return thread;
}

static void
a_higher_priority_runs_at_once(void **state)
{
    HANDLE thread = StartWaiter(BASE + 1);

    KeSetEvent(&Go, 0, FALSE);
    Tell("body");
    assert_story("thread body");
    sim_join(thread);
}

static void
an_equal_priority_waits_for_its_turn(void **state)
{
    HANDLE thread = StartWaiter(BASE);

    KeSetEvent(&Go, 0, FALSE);
    Tell("body ");
    sim_join(thread);
    assert_story("body thread ");
}

static void
a_lower_priority_never_runs_before(void **state)
{
    HANDLE thread = StartWaiter(BASE - 1);

    KeSetEvent(&Go, 0, FALSE);
    StallMs(500);
    assert_story("");
    sim_join(thread);
    assert_story("thread ");
}

static void
is_set_and_the_old_one_returned(void **state)
{
    assert_int_equal(OwnPriority(), BASE);
    assert_int_equal(SetOwnPriority(12), BASE);
    assert_int_equal(SetOwnPriority(LOW_REALTIME_PRIORITY), 12);
    assert_int_equal(OwnPriority(), LOW_REALTIME_PRIORITY);
}

static void
lowered_gives_way_to_who_is_ready(void **state)
{
    HANDLE thread = StartWaiter(BASE - 1);

    KeSetEvent(&Go, 0, FALSE);
    assert_story("");
    SetOwnPriority(BASE - 2);
    Tell("body");
    assert_story("thread body");
    sim_join(thread);
}

static void
of_a_ready_thread_raised_lets_it_run(void **state)
{
    HANDLE handle = StartWaiter(BASE - 1);
    PKTHREAD Thread = ThreadOf(handle);

    KeSetEvent(&Go, 0, FALSE);
    assert_story("");
    assert_int_equal(KeSetPriorityThread(Thread, BASE + 1), BASE - 1);
    Tell("body");
    assert_story("thread body");
    ObDereferenceObject(Thread);
    sim_join(handle);
}

static void
base_priority_is_relative_to_the_process(void **state)
{
    assert_int_equal(KeSetBasePriorityThread(KeGetCurrentThread(), 2), 0);
    assert_int_equal(OwnPriority(), BASE + 2);
    assert_int_equal(KeSetBasePriorityThread(KeGetCurrentThread(), -2), 2);
    assert_int_equal(OwnPriority(), BASE - 2);
}

/* --- the quantum ------------------------------------------------------------------------------ */

static VOID
TakeTurns(ULONG Own, ULONG Ms)
{
    static ULONG Last;

    for (ULONG i = 0; i < Ms; i++) {
        if (Last != Own) {
            Turns[Own]++;
            Last = Own;
        }
        StallMs(1);
    }
}

static void
takes_turns(void *own)
{
    SetOwnPriority(BASE - 1);
    TakeTurns((ULONG)(ULONG_PTR)own, 200);
}

static void
equals_take_turns_a_quantum_long(void **state)
{
    HANDLE first = sim_thread(takes_turns, (void *)0), second = sim_thread(takes_turns, (void *)1);

    sim_join(first);
    sim_join(second);
    assert_in_range(Turns[0], 200 / QUANTUM_MS, 200 / QUANTUM_MS + 2);
    assert_in_range(Turns[1], 200 / QUANTUM_MS, 200 / QUANTUM_MS + 2);
}

static void
takes_turns_in_real_time(void *own)
{
    SetOwnPriority(LOW_REALTIME_PRIORITY + (KPRIORITY)(ULONG_PTR)own);
    TakeTurns((ULONG)(ULONG_PTR)own, 100);
}

static void
a_quantum_does_not_end_for_a_lower_priority(void **state)
{
    HANDLE first = sim_thread(takes_turns_in_real_time, (void *)0);
    HANDLE second = sim_thread(takes_turns_in_real_time, (void *)1);

    sim_join(first);
    sim_join(second);
    assert_true(Turns[0] <= 2);
    assert_true(Turns[1] <= 1);
}

static void
a_raised_irql_keeps_the_processor_beyond_the_quantum(void **state)
{
    HANDLE thread = StartWaiter(BASE);
    KIRQL OldIrql;

    KeSetEvent(&Go, 0, FALSE);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    StallMs(5 * QUANTUM_MS);
    assert_story("");
    KeLowerIrql(OldIrql);
    assert_story("thread ");
    sim_join(thread);
}

/* --- boosts ----------------------------------------------------------------------------------- */

static VOID
TellPriority(VOID)
{
    CHAR Text[4] = {(CHAR)('0' + OwnPriority() / 10), (CHAR)('0' + OwnPriority() % 10), ' '};

    Tell(Text);
}

static void
tells_how_its_boost_fades(void *priority)
{
    SetOwnPriority((KPRIORITY)(ULONG_PTR)priority);
    Wait(&Go);
    for (ULONG i = 0; i < 4; i++) {
        TellPriority();
        StallMs(QUANTUM_MS);
    }
    KeSetEvent(&Done, 0, FALSE);
}

static VOID
BoostFrom(KPRIORITY Priority, KPRIORITY Increment)
{
    HANDLE thread = sim_thread(tells_how_its_boost_fades, (void *)(ULONG_PTR)Priority);

    sim_run_until_idle();
    KeSetEvent(&Go, Increment, FALSE);
    Wait(&Done);
    sim_join(thread);
}

static void
a_boost_fades_by_one_each_quantum(void **state)
{
    BoostFrom(BASE, 2);
    assert_story("10 09 08 08 ");
}

static void
a_boost_never_reaches_real_time(void **state)
{
    BoostFrom(BASE, 12);
    assert_story("15 14 13 12 ");
}

static void
real_time_is_not_boosted(void **state)
{
    BoostFrom(LOW_REALTIME_PRIORITY, 4);
    assert_story("16 16 16 16 ");
}

/* --- affinity --------------------------------------------------------------------------------- */

static void
affinity_moves_the_thread(void **state)
{
    for (ULONG i = 0; i < sim_cpu_count(); i++) {
        KAFFINITY Before = KeSetSystemAffinityThreadEx((KAFFINITY)1 << i);

        assert_int_equal(Before, i == 0 ? 0 : (KAFFINITY)1 << (i - 1));
        assert_int_equal(KeGetCurrentProcessorNumber(), i);
    }
    KeRevertToUserAffinityThreadEx(0);
}

static void
affinity_of_several_processors_keeps_off_the_others(void **state)
{
    KeSetSystemAffinityThread(6);
    for (ULONG i = 0; i < 20; i++) {
        LARGE_INTEGER Interval = AfterMs(1);

        assert_in_range(KeGetCurrentProcessorNumber(), 1, 2);
        KeDelayExecutionThread(KernelMode, FALSE, &Interval);
    }
    KeRevertToUserAffinityThread();
}

static void
affinity_by_group_moves_the_thread(void **state)
{
    GROUP_AFFINITY Affinity = {.Mask = 4}, Previous;

    KeSetSystemGroupAffinityThread(&Affinity, &Previous);
    assert_int_equal(Previous.Mask, 0);
    assert_int_equal(KeGetCurrentProcessorNumber(), 2);
    KeRevertToUserGroupAffinityThread(&Previous);
}

static void
is_bound_to_processor_0(void *unused)
{
    KeSetSystemAffinityThread(1);
    Wait(&Go);
    Tell("thread ");
    KeRevertToUserAffinityThread();
}

static void
a_bound_thread_waits_for_its_processor_though_others_are_idle(void **state)
{
    HANDLE thread = sim_thread(is_bound_to_processor_0, NULL);

    KeSetSystemAffinityThread(1);
    sim_run_until_idle();
    KeSetEvent(&Go, 0, FALSE);
    StallMs(1);
    assert_story("");
    KeRevertToUserAffinityThread();
    sim_join(thread);
    assert_story("thread ");
}

/* --- several processors ----------------------------------------------------------------------- */

static void
counts_itself(void *unused)
{
    Turns[0]++;
    Turns[1] = Turns[0] > Turns[1] ? Turns[0] : Turns[1];
    StallMs(10);
    Turns[0]--;
}

static void
as_many_threads_run_as_there_are_processors(void **state)
{
    HANDLE threads[6];

    for (ULONG i = 0; i < 6; i++) {
        threads[i] = sim_thread(counts_itself, NULL);
    }
    for (ULONG i = 0; i < 6; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(Turns[1], sim_cpu_count());
}

static uint64_t made_ns;

static void
looks_at_the_clock(void *unused)
{
    assert_true(sim_time_ns() >= made_ns);
}

static void
a_thread_does_not_run_before_it_was_made(void **state)
{
    assert_true(sim_time_ns() / 100 + 1 >= (uint64_t)KeQueryPerformanceCounter(NULL).QuadPart);
    for (ULONG i = 0; i < 20; i++) {
        HANDLE thread;

        made_ns = sim_time_ns();
        thread = sim_thread(looks_at_the_clock, NULL);
        KeStallExecutionProcessor(i);
        sim_join(thread);
    }
}

/* --- system threads --------------------------------------------------------------------------- */

static VOID
SystemThread(PVOID Context)
{
    assert_ptr_equal(Context, &Go);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    assert_int_equal(ExGetPreviousMode(), KernelMode);
    assert_true(KeAreApcsDisabled()); // it starts in a critical region
    Tell("ran");
}

static void
a_system_thread_may_end_by_returning(void **state)
{
    RunSystemThread(SystemThread, &Go);
    assert_story("ran");
}

#define THREAD_TEST(f, ...) SIM_TEST(f, .before = ready, __VA_ARGS__)
#define ALONE(f)            THREAD_TEST(f, .cpus = 1)

SIM_TESTS(ALONE(a_higher_priority_runs_at_once), ALONE(an_equal_priority_waits_for_its_turn),
          ALONE(a_lower_priority_never_runs_before), ALONE(is_set_and_the_old_one_returned),
          ALONE(lowered_gives_way_to_who_is_ready), ALONE(of_a_ready_thread_raised_lets_it_run),
          ALONE(base_priority_is_relative_to_the_process), ALONE(equals_take_turns_a_quantum_long),
          ALONE(a_quantum_does_not_end_for_a_lower_priority),
          ALONE(a_raised_irql_keeps_the_processor_beyond_the_quantum),
          ALONE(a_boost_fades_by_one_each_quantum), ALONE(a_boost_never_reaches_real_time),
          ALONE(real_time_is_not_boosted), THREAD_TEST(affinity_moves_the_thread, .cpus = 4),
          THREAD_TEST(affinity_moves_the_thread, .cpus = 4, .policy = SIM_RANDOM, .seeds = 5),
          THREAD_TEST(affinity_of_several_processors_keeps_off_the_others, .cpus = 4,
                      .policy = SIM_RANDOM, .seeds = 5),
          THREAD_TEST(affinity_by_group_moves_the_thread, .cpus = 4),
          THREAD_TEST(a_bound_thread_waits_for_its_processor_though_others_are_idle, .cpus = 4),
          THREAD_TEST(as_many_threads_run_as_there_are_processors, .cpus = 3),
          THREAD_TEST(a_thread_does_not_run_before_it_was_made, .cpus = 2),
          THREAD_TEST(a_thread_does_not_run_before_it_was_made, .cpus = 8),
          ALONE(a_system_thread_may_end_by_returning))
