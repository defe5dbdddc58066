/*
 * tests/explore/test_point.c - the test's own steps: points, sections without any, what it asks for
 */
#include <stdlib.h>

#include <sim/test.h>

#include <wdm.h>

#include "ke/capture.h"
#include "queue.h"

static struct captured run;
static volatile LONG counter;
static KSPIN_LOCK lock;
static KEVENT event;
static KDPC dpc;

static struct sim_found
search(struct sim_setup setup)
{
    setup.explore = setup.explore == SIM_NO_SEARCH ? SIM_AUTO : setup.explore;
    setup.search.schedules = setup.search.schedules == 0 ? 2000 : setup.search.schedules;
    setup.cpus = 3;
    capture_boot(&run, &setup);
    return sim_last_search();
}

static void
both(void (*what)(void *))
{
    HANDLE threads[] = {sim_thread(what, NULL), sim_thread(what, NULL)};

    sim_join(threads[0]);
    sim_join(threads[1]);
}

/* --- names ------------------------------------------------------------------------------------ */

enum { READ_LINE = __LINE__ + 7 };

static void
increments(void *unused)
{
    LONG value;

    sim_point("read"); // READ_LINE
    value = counter;
    sim_point("written");
    counter = value + 1;
}

static void
loses_an_update(void **state)
{
    counter = 0;
    both(increments);
    assert_int_equal(counter, 2);
}

static void
points_have_names(void **state)
{
    char text[64];

    snprintf(text, sizeof text, "point 'read'  increments at test_point.c:%d\n", READ_LINE);
    assert_int_equal(search((struct sim_setup){.test = loses_an_update}).end, SIM_FOUND);
    capture_expect(&run, text);
    capture_expect(&run, "point 'written'  increments at test_point.c:");
}

static void
asks_for_two(void **state)
{
    assert_int_not_equal(sim_choose(3), 2);
}

static void
questions_have_answers(void **state)
{
    assert_int_equal(search((struct sim_setup){.test = asks_for_two}).end, SIM_FOUND);
    capture_expect(&run, "sim_choose(3) = 2  asks_for_two at test_point.c:");
}

static void
marks_its_trace(void **state)
{
    sim_point("here");
    sim_atomic_begin();
    sim_choose(2);
    sim_atomic_end();
    fail();
}

static void
a_trace_has_both(void **state)
{
    setenv("SIM_TRACE", "100", 1);
    capture_boot(&run, &(struct sim_setup){.test = marks_its_trace});
    unsetenv("SIM_TRACE");
    capture_expect(&run, "TEST_POINT       point 'here'");
    capture_expect(&run, "TEST_CHOICE      sim_choose(2) = 0");
    capture_expect(&run, "sim_atomic_begin");
    capture_expect(&run, "sim_atomic_end");
}

/* --- sections without points ------------------------------------------------------------------ */

static void
increments_at_once(void *unused)
{
    KIRQL irql;

    sim_atomic_begin();
    increments(NULL);
    sim_atomic_begin();
    KeAcquireSpinLock(&lock, &irql);
    KeReleaseSpinLock(&lock, irql);
    sim_atomic_end();
    increments(NULL);
    KeStallExecutionProcessor(100);
    sim_atomic_end();
}

static int
makes_a_lock(void **state)
{
    KeInitializeSpinLock(&lock);
    return 0;
}

static void
loses_nothing(void **state)
{
    counter = 0;
    both(increments_at_once);
    assert_int_equal(counter, 4);
}

static void
a_section_is_one_step(void **state)
{
    struct sim_setup setup = {
        .before = makes_a_lock, .test = loses_nothing, .search.schedules = 20000};

    setup.explore = SIM_DPOR;
    assert_int_equal(search(setup).end, SIM_EXHAUSTED);
    setup.explore = SIM_WALK;
    setup.search.schedules = 1000;
    assert_int_equal(search(setup).end, SIM_SPENT);
}

static void
nobody_comes_in_between_in_a_run_either(void **state)
{
    capture_boot(&run, &(struct sim_setup){.before = makes_a_lock,
                                           .test = loses_nothing,
                                           .policy = SIM_RANDOM,
                                           .seeds = 200,
                                           .cpus = 4});
    assert_false(run.result.failed);
}

static LONG order[2];

static void
takes_the_first_place(void *place)
{
    sim_atomic_begin();
    order[counter++] = (LONG)(LONG_PTR)place;
    sim_atomic_end();
}

static void
comes_in_order(void **state)
{
    HANDLE threads[] = {sim_thread(takes_the_first_place, (void *)1),
                        sim_thread(takes_the_first_place, (void *)2)};

    sim_join(threads[0]);
    sim_join(threads[1]);
    assert_int_equal(order[0], 1 + sim_choose(1));
}

static int
counts_from_zero(void **state)
{
    counter = 0;
    return 0;
}

static void
both_orders_of_two_sections_are_tried(void **state)
{
    assert_int_equal(search((struct sim_setup){.before = counts_from_zero,
                                               .test = comes_in_order,
                                               .explore = SIM_DPOR})
                         .end,
                     SIM_FOUND);
}

static void
notes_that_it_came(PKDPC unused, PVOID context, PVOID first, PVOID second)
{
    counter = 1;
}

static void
queues_a_dpc(void **state)
{
    counter = 0;
    KeInitializeDpc(&dpc, notes_that_it_came, NULL);
    sim_atomic_begin();
    KeInsertQueueDpc(&dpc, NULL, NULL);
    KeStallExecutionProcessor(1000);
    assert_int_equal(counter, 0);
    sim_atomic_end();
    assert_int_equal(counter, 1);
}

static void
an_interrupt_comes_at_the_end(void **state)
{
    capture_boot(&run, &(struct sim_setup){.test = queues_a_dpc, .cpus = 1});
    assert_false(run.result.failed);
}

/* --- waiting there ---------------------------------------------------------------------------- */

static void
waits_for_an_event(void **state)
{
    KeInitializeEvent(&event, NotificationEvent, TRUE);
    sim_atomic_begin();
    assert_int_equal(KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, NULL), 0);
    KeClearEvent(&event);
    KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, NULL);
    fail();
}

static void
does_nothing(void *unused)
{
}

static void
joins(void **state)
{
    HANDLE thread = sim_thread(does_nothing, NULL);

    sim_atomic_begin();
    sim_join(thread);
    fail();
}

static void
ends_with_a_wait(void **state)
{
    LARGE_INTEGER delay = {.QuadPart = -1};

    sim_atomic_begin();
    KeDelayExecutionThread(KernelMode, FALSE, &delay);
}

static __attribute__((noinline)) void
takes_the_lock(void *unused)
{
    KIRQL irql;

    KeAcquireSpinLock(&lock, &irql);
    sim_point("held");
    KeReleaseSpinLock(&lock, irql);
    counter = 0;
}

static void
takes_the_lock_at_once(void *unused)
{
    sim_atomic_begin();
    takes_the_lock(NULL);
    sim_atomic_end();
}

static void
takes_a_lock_twice(void **state)
{
    HANDLE threads[] = {sim_thread(takes_the_lock, NULL), sim_thread(takes_the_lock_at_once, NULL)};

    sim_join(threads[0]);
    sim_join(threads[1]);
}

static void
polls(void **state)
{
    sim_atomic_begin();
    for (;;) {
        YieldProcessor();
    }
}

static void
refuses(void (*test)(void **), const char *who, const char *where)
{
    char text[256];

    capture_boot(&run, &(struct sim_setup){.test = test});
    assert_true(run.result.failed);
    snprintf(text, sizeof text, "%s must wait, in %s at test_point.c:", who, where);
    capture_expect(&run, text);
    snprintf(text, sizeof text,
             "between sim_atomic_begin and sim_atomic_end (begun in %s at test_point.c:", where);
    capture_expect(&run, text);
}

static void
who_waits_there_is_named(void **state)
{
    refuses(waits_for_an_event, "KeWaitForSingleObject", "waits_for_an_event");
    refuses(joins, "sim_join", "joins");
    capture_boot(&run, &(struct sim_setup){.test = ends_with_a_wait});
    capture_expect(&run, "KeDelayExecutionThread must wait, in ");
    refuses(polls, "YieldProcessor", "polls");
}

static void
so_is_who_spins_in_a_search(void **state)
{
    struct sim_found found =
        search((struct sim_setup){.before = makes_a_lock, .test = takes_a_lock_twice});

    assert_int_equal(found.end, SIM_FOUND);
    assert_non_null(strstr(found.where, "takes_the_lock"));
    capture_expect(&run, "KeAcquireSpinLock must wait, in takes_the_lock at test_point.c:");
}

static void
ends_what_was_not_begun(void **state)
{
    sim_atomic_end();
}

static void
begins_and_ends_not(void **state)
{
    sim_atomic_begin();
}

static void
sections_have_both_ends(void **state)
{
    capture_boot(&run, &(struct sim_setup){.test = ends_what_was_not_begun});
    capture_expect(&run, "sim_atomic_end without sim_atomic_begin");
    capture_boot(&run, &(struct sim_setup){.test = begins_and_ends_not});
    capture_expect(&run, "ended between sim_atomic_begin and sim_atomic_end");
}

/* --- assertions, wherever they fail ----------------------------------------------------------- */

static void
fails_in_a_dpc(PKDPC unused, PVOID context, PVOID first, PVOID second)
{
    assert_int_equal(counter, 0);
}

static void
queues_one_that_fails(void *unused)
{
    KeInsertQueueDpc(&dpc, NULL, NULL);
    sim_point("queued");
}

static void
asserts_in_a_dpc(void **state)
{
    HANDLE thread;

    KeInitializeDpc(&dpc, fails_in_a_dpc, NULL);
    counter = 0;
    thread = sim_thread(queues_one_that_fails, NULL);
    sim_point("before");
    counter = 1;
    sim_point("between");
    counter = 0;
    sim_join(thread);
}

static void
fails_for_a_driver(void)
{
    sim_point("called");
    assert_int_equal(counter, 0);
}

static void
asserts_for_a_driver(void *unused)
{
    void (*function)(void) = fails_for_a_driver;
    HANDLE file = sim_open(L"\\\\.\\Queue");
    DWORD got;

    DeviceIoControl(file, QUEUE_CALL, &function, sizeof function, NULL, 0, &got, NULL);
    CloseHandle(file);
}

static void
asserts_in_a_driver(void **state)
{
    HANDLE thread = sim_thread(asserts_for_a_driver, NULL);

    sim_point("before");
    counter = 1;
    sim_point("between");
    counter = 0;
    sim_join(thread);
}

static void
finds_the_assertion(void (*test)(void **))
{
    struct sim_found found = search(
        (struct sim_setup){.before = counts_from_zero, .test = test, .driver = "explore_queue"});

    assert_int_equal(found.end, SIM_FOUND);
    assert_string_equal(found.kind, "assertion");
    assert_non_null(strstr(found.where, "test_point.c:"));
    assert_true(found.switches <= 3);
}

static void
an_assertion_ends_a_schedule_in_a_dpc_and_in_a_driver(void **state)
{
    finds_the_assertion(asserts_in_a_dpc);
    finds_the_assertion(asserts_in_a_driver);
}

/* --- fixtures --------------------------------------------------------------------------------- */

static int
ends_with_another_number(void **state)
{
    return counter == 1;
}

static void
has_a_number(void **state)
{
    counter = (LONG)sim_choose(2);
}

static void
after_is_part_of_each_schedule(void **state)
{
    struct sim_found found =
        search((struct sim_setup){.test = has_a_number, .after = ends_with_another_number});

    assert_int_equal(found.end, SIM_FOUND);
    assert_true(found.first_failure > 1);
    capture_expect(&run, ".after returned 1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_have_names),
        cmocka_unit_test(questions_have_answers),
        cmocka_unit_test(a_trace_has_both),
        cmocka_unit_test(a_section_is_one_step),
        cmocka_unit_test(nobody_comes_in_between_in_a_run_either),
        cmocka_unit_test(both_orders_of_two_sections_are_tried),
        cmocka_unit_test(an_interrupt_comes_at_the_end),
        cmocka_unit_test(who_waits_there_is_named),
        cmocka_unit_test(so_is_who_spins_in_a_search),
        cmocka_unit_test(sections_have_both_ends),
        cmocka_unit_test(an_assertion_ends_a_schedule_in_a_dpc_and_in_a_driver),
        cmocka_unit_test(after_is_part_of_each_schedule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
