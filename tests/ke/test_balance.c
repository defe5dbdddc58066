/*
 * ke/test_balance.c - a thread that is ready too long gets its turn
 */
#include "ke_test.h"

enum { HIGH = 14, QUANTUM_NS = 2 * TICK_NS };

#define SECOND      1000000000ull
#define STARVING_NS (300ull * TICK_NS)
#define END_NS      (20 * SECOND)

static KEVENT Ping, Pong;
static volatile BOOLEAN Over;
static uint64_t FirstNs, LastNs; /* of the first turn */
static KPRIORITY First;

/* --- who starves others ----------------------------------------------------------------------- */

static BOOLEAN
is_over(VOID)
{
    return Over || sim_time_ns() > END_NS;
}

/* As threads that do I/O: each wait is satisfied with a boost, and no quantum is used up. */
static void
plays(void *Serves)
{
    PKEVENT Mine = Serves != NULL ? &Ping : &Pong, Other = Serves != NULL ? &Pong : &Ping;

    while (!is_over()) {
        KeStallExecutionProcessor(1000);
        KeSetEvent(Other, 2, FALSE);
        Wait(Mine);
    }
    KeSetEvent(Other, 2, FALSE);
}

static void
computes(void *unused)
{
    KeSetBasePriorityThread(KeGetCurrentThread(), 2);
    while (!is_over()) {
        KeStallExecutionProcessor(100);
    }
}

/* --- who starves ------------------------------------------------------------------------------ */

static void
takes_its_turn(void *unused)
{
    uint64_t now;

    FirstNs = LastNs = sim_time_ns();
    First = OwnPriority();
    for (;;) {
        KeStallExecutionProcessor(10);
        now = sim_time_ns();
        if (now - LastNs > SECOND) { // this is another turn
            break;
        }
        LastNs = now;
    }
    Over = TRUE;
}

static int
set_up(void **state)
{
    KeInitializeEvent(&Ping, SynchronizationEvent, FALSE);
    KeInitializeEvent(&Pong, SynchronizationEvent, FALSE);
    Over = FALSE;
    SetOwnPriority(HIGH);
    return 0;
}

static VOID
assert_one_quantum_in_time(uint64_t start)
{
    assert_in_range(FirstNs - start, STARVING_NS, STARVING_NS + SECOND + 2 * QUANTUM_NS);
    assert_int_equal(First, LOW_REALTIME_PRIORITY - 1);
    assert_in_range(LastNs - FirstNs, QUANTUM_NS - MS, QUANTUM_NS + MS);
}

static void
threads_that_boost_each_other_do_not_starve_a_third(void **state)
{
    HANDLE threads[3] = {sim_thread(plays, &Ping), sim_thread(plays, NULL),
                         sim_thread(takes_its_turn, NULL)};
    uint64_t start = sim_time_ns();

    for (ULONG i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
    assert_one_quantum_in_time(start);
}

static void
a_thread_that_computes_starves_none_of_lower_priority(void **state)
{
    HANDLE threads[2] = {sim_thread(computes, NULL), sim_thread(takes_its_turn, NULL)};
    uint64_t start = sim_time_ns();

    for (ULONG i = 0; i < 2; i++) {
        sim_join(threads[i]);
    }
    assert_one_quantum_in_time(start);
}

/* The boost is over with the wait, though no quantum was used up. */
static void
waits_in_its_turn(void *unused)
{
    LARGE_INTEGER Interval = AfterMs(20);

    First = OwnPriority();
    KeDelayExecutionThread(KernelMode, FALSE, &Interval);
    Over = TRUE;
}

static void
a_wait_ends_the_turn(void **state)
{
    HANDLE threads[2] = {sim_thread(computes, NULL), sim_thread(waits_in_its_turn, NULL)};
    uint64_t start = sim_time_ns();

    for (ULONG i = 0; i < 2; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(First, LOW_REALTIME_PRIORITY - 1);
    assert_in_range(sim_time_ns() - start, 2 * STARVING_NS, 2 * (STARVING_NS + 2 * SECOND));
}

static void
real_time_threads_starve_others(void **state)
{
    HANDLE thread;

    SetOwnPriority(LOW_REALTIME_PRIORITY);
    First = 0;
    thread = sim_thread(waits_in_its_turn, NULL);
    KeStallExecutionProcessor(10 * 1000000);
    assert_int_equal(First, 0);
    sim_join(thread);
}

#define ONE(function) SIM_TEST(function, .cpus = 1, .before = set_up)

SIM_TESTS(ONE(threads_that_boost_each_other_do_not_starve_a_third),
          ONE(a_thread_that_computes_starves_none_of_lower_priority), ONE(a_wait_ends_the_turn),
          ONE(real_time_threads_starve_others))
