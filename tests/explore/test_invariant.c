/*
 * tests/explore/test_invariant.c - conditions that hold at every step, and what happens if not
 */
#include <sim/test.h>

#include <wdm.h>

#include "ke/capture.h"
#include "queue.h"

static struct captured run;
static QUEUE *queue; /* of the driver */

static struct sim_found
search(struct sim_setup setup)
{
    setup.driver = "explore_queue";
    setup.explore = setup.explore == SIM_NO_SEARCH ? SIM_AUTO : setup.explore;
    setup.search.schedules = setup.search.schedules == 0 ? 2000 : setup.search.schedules;
    setup.cpus = 3;
    capture_boot(&run, &setup);
    return sim_last_search();
}

/* Without one. */
static void
run_once(struct sim_setup setup)
{
    setup.driver = "explore_queue";
    capture_boot(&run, &setup);
}

/* --- what is stated --------------------------------------------------------------------------- */

static bool
is_counted(void *unused)
{
    return !KeTestSpinLock(&queue->Lock) || queue->Entries == queue->Count;
}

static bool
is_always_counted(void *unused)
{
    return queue->Entries == queue->Count;
}

static bool
is_true(void *unused)
{
    return true;
}

/* --- what is done ----------------------------------------------------------------------------- */

static void
control(DWORD code)
{
    HANDLE file = sim_open(L"\\\\.\\Queue");
    DWORD got;

    assert_true(DeviceIoControl(file, code, NULL, 0, NULL, 0, &got, NULL));
    CloseHandle(file);
}

static void
puts_one(void *unused)
{
    control(QUEUE_PUT);
}

static void
puts_one_in_two_steps(void *unused)
{
    control(QUEUE_PUT_IN_TWO_STEPS);
}

static void
both(void (*one)(void *), void (*other)(void *))
{
    HANDLE threads[] = {sim_thread(one, NULL), sim_thread(other, NULL)};

    sim_join(threads[0]);
    sim_join(threads[1]);
}

static int
finds_the_queue(void **state)
{
    queue = sim_driver_symbol("explore_queue", "Queue");
    return 0;
}

static int
states_that_it_is_counted(void **state)
{
    queue = sim_driver_symbol("explore_queue", "Queue");
    sim_invariant(is_true, NULL);
    sim_invariant(is_counted, NULL);
    return 0;
}

/* --- in a search ------------------------------------------------------------------------------ */

static void
counts_rightly(void **state)
{
    both(puts_one, puts_one);
}

static void
counts_late(void **state)
{
    both(puts_one_in_two_steps, puts_one);
}

static void
what_a_lock_protects_is_not_broken_outside_of_it(void **state)
{
    static const enum sim_memory_model models[] = {SIM_SC, SIM_TSO, SIM_ARM};

    for (unsigned i = 0; i < sizeof models / sizeof *models; i++) {
        search((struct sim_setup){.before = states_that_it_is_counted,
                                  .test = counts_rightly,
                                  .search.memory = models[i]});
        assert_int_equal(sim_last_search().end, SIM_SPENT);
        assert_false(run.result.failed);
    }
}

static void
a_broken_one_ends_the_schedule_by_name(void **state)
{
    struct sim_found found =
        search((struct sim_setup){.before = states_that_it_is_counted, .test = counts_late});

    assert_int_equal(found.end, SIM_FOUND);
    assert_true(run.result.failed);
    assert_string_equal(found.kind, "invariant");
    assert_non_null(strstr(found.where, "is_counted, found on cpu "));
    assert_non_null(strstr(found.where, " at QueuePut"));
    assert_non_null(strstr(found.where, "explore_queue.c:"));
    assert_true(found.switches <= 2);
    capture_expect(&run, "INVARIANT is_counted is broken  QueuePut");
    capture_expect(&run, "the invariant is broken: is_counted, found on cpu ");
}

static void
a_token_repeats_it(void **state)
{
    struct sim_setup setup = {
        .name = "late", .before = states_that_it_is_counted, .test = counts_late};
    struct sim_found found = search(setup);
    char token[4096];

    snprintf(token, sizeof token, "%s", found.token);
    setup.replay = token;
    for (unsigned i = 0; i < 20; i++) {
        struct sim_found again = search(setup);

        assert_string_equal(again.kind, "invariant");
        assert_string_equal(again.where, found.where);
    }
}

static void
states_too_much(void **state)
{
    sim_invariant(is_always_counted, NULL);
    counts_rightly(state);
}

static void
it_is_looked_at_inside_of_a_lock(void **state)
{
    search((struct sim_setup){.before = finds_the_queue, .test = states_too_much});
    assert_string_equal(sim_last_search().kind, "invariant");
    assert_non_null(strstr(sim_last_search().where, "is_always_counted"));
}

static KSPIN_LOCK left_lock, right_lock;
static KEVENT started, done, over_now;
static volatile bool left, right;

static bool
is_left_first(void *unused)
{
    return left || !right;
}

static void
sets(KSPIN_LOCK *lock, volatile bool *side)
{
    KIRQL irql;

    KeAcquireSpinLock(lock, &irql);
    *side = true;
    KeReleaseSpinLock(lock, irql);
}

static void
waits_for(KEVENT *event)
{
    KeWaitForSingleObject(event, Executive, KernelMode, FALSE, NULL);
}

static void
goes_right(void *unused)
{
    waits_for(&started);
    sets(&right_lock, &right);
    KeSetEvent(&done, IO_NO_INCREMENT, FALSE);
    waits_for(&over_now);
}

/* From the first event to the second, the two have no memory and no lock in common: nothing else
   tells their orders apart. */
static void
goes_left(void *states)
{
    if (states != NULL) {
        sim_invariant(is_left_first, NULL);
    }
    KeSetEvent(&started, IO_NO_INCREMENT, FALSE);
    sets(&left_lock, &left);
    waits_for(&done);
}

static void
searches_two_orders(void **state)
{
    const struct sim_search dpor = {.strategy = SIM_DPOR, .schedules = 5000};
    HANDLE thread;

    KeInitializeEvent(&started, NotificationEvent, FALSE);
    KeInitializeEvent(&done, NotificationEvent, FALSE);
    KeInitializeEvent(&over_now, NotificationEvent, FALSE);
    KeInitializeSpinLock(&left_lock);
    KeInitializeSpinLock(&right_lock);
    left = right = false;
    thread = sim_thread(goes_right, NULL);
    assert_int_equal(sim_explore(goes_left, NULL, &dpor).end, SIM_EXHAUSTED);
    assert_int_equal(sim_explore(goes_left, &left_lock, &dpor).end, SIM_FOUND);
    assert_string_equal(sim_last_search().kind, "invariant");
    goes_left(NULL);
    KeSetEvent(&over_now, IO_NO_INCREMENT, FALSE);
    sim_join(thread);
}

static void
steps_that_it_looks_at_depend_on_each_other(void **state)
{
    run_once((struct sim_setup){.test = searches_two_orders});
    assert_false(run.result.failed);
}

/* --- in a run --------------------------------------------------------------------------------- */

static void
a_run_without_a_search_fails_by_name(void **state)
{
    run_once((struct sim_setup){.before = states_that_it_is_counted, .test = counts_late});
    assert_true(run.result.failed);
    capture_expect(&run, "tests/explore/test_invariant.c:");
    capture_expect(&run, "the invariant is broken: is_counted, found on cpu ");
    capture_expect(&run, " at QueuePutInTwoSteps at explore_queue.c:");
}

static unsigned stated_line;

static void
states_what_is_wrong(void **state)
{
    static bool no;

    no = state == NULL;
    sim_invariant(is_true, NULL);
    queue->Count = 7;
    stated_line = __LINE__ + 1;
    sim_invariant(is_always_counted, &no);
    fail();
}

static void
it_is_looked_at_when_it_is_stated(void **state)
{
    char where[64];

    run_once((struct sim_setup){.before = finds_the_queue, .test = states_what_is_wrong});
    capture_expect(&run, "the invariant is broken: is_always_counted, found on cpu 1 at ");
    snprintf(where, sizeof where, "states_what_is_wrong at test_invariant.c:%u\n", stated_line);
    capture_expect(&run, where);
}

static bool fell;

static bool
stands(void *unused)
{
    return !fell;
}

static void
falls(void *unused)
{
    fell = true;
    sim_run_for(1000);
    fell = false;
}

static void
somebody_else_breaks_it(void **state)
{
    HANDLE thread;

    fell = false;
    sim_invariant(stands, NULL);
    thread = sim_thread(falls, NULL);
    sim_join(thread);
}

static void
a_system_call_is_a_place_where_it_is_looked_at(void **state)
{
    struct sim_found found =
        search((struct sim_setup){.test = somebody_else_breaks_it, .explore = SIM_SEQUENTIAL});

    assert_string_equal(found.kind, "invariant");
    assert_non_null(strstr(found.where, " at falls at test_invariant.c:"));
    run_once((struct sim_setup){.test = somebody_else_breaks_it});
    capture_expect(&run, "the invariant is broken: stands, found on cpu 0 at falls at "
                         "test_invariant.c:");
}

/* --- a device --------------------------------------------------------------------------------- */

static void
strikes(struct sim_device *device, unsigned timer)
{
    fell = true;
}

static const struct sim_device_model striker = {.name = "striker",
                                                .vendor = 0x1234,
                                                .device = 0x7777,
                                                .class_code = 0xFF0000,
                                                .timer = strikes};

static void
is_struck(void **state)
{
    fell = false;
    sim_invariant(stands, NULL);
    sim_timer_start(sim_device("striker", 0), 0, 1000);
    sim_run_for(5000);
}

static void
an_event_may_break_it(void **state)
{
    struct sim_setup setup = {.test = is_struck, .device = &striker};

    capture_boot(&run, &setup);
    capture_expect(&run, "the invariant is broken: stands, found on cpu ");
    capture_expect(&run, " after an event of a device or timer");
    setup.explore = SIM_AUTO;
    capture_boot(&run, &setup);
    assert_non_null(strstr(sim_last_search().where, " after an event of a device or timer"));
}

/* --- for how long ----------------------------------------------------------------------------- */

static volatile bool over;

static void
falls_afterwards(void *unused)
{
    Sleep(1);
    fell = over;
    sim_point("fallen");
}

/* What is left to do when it has returned belongs to the schedule. */
static void
leaves_a_thread(void *unused)
{
    fell = over = false;
    sim_invariant(stands, NULL);
    CloseHandle(sim_thread(falls_afterwards, NULL));
    over = true;
}

static void
leaves_it_to_itself(void **state)
{
    leaves_a_thread(NULL);
}

static void
has_a_part(void **state)
{
    struct sim_found found =
        sim_explore(leaves_a_thread, NULL, &(struct sim_search){.schedules = 50});

    assert_int_not_equal(found.end, SIM_FOUND);
    fell = true;
    sim_point("after the part");
}

static int
breaks_it(void **state)
{
    fell = true;
    sim_point("broken");
    return 0;
}

static void
it_is_forgotten_when_the_test_has_ended(void **state)
{
    search((struct sim_setup){.test = leaves_it_to_itself, .search.schedules = 50});
    assert_false(run.result.failed);
    run_once((struct sim_setup){.test = has_a_part});
    assert_false(run.result.failed);
}

static int
states_that_it_stands(void **state)
{
    fell = false;
    sim_invariant(stands, NULL);
    return 0;
}

static void
waits(void **state)
{
    sim_run_until_idle();
}

static void
one_of_the_fixture_is_forgotten_at_its_end(void **state)
{
    run_once(
        (struct sim_setup){.before = states_that_it_stands, .test = waits, .after = breaks_it});
    assert_false(run.result.failed);
}

static void
states_many(void **state)
{
    for (unsigned i = 0; i < 17; i++) {
        sim_invariant(is_true, NULL);
    }
}

static void
there_are_at_most_sixteen(void **state)
{
    run_once((struct sim_setup){.test = states_many});
    assert_true(run.result.failed);
    capture_expect(&run, "there are 16 invariants already");
}

/* --- what it may do --------------------------------------------------------------------------- */

static bool
sleeps(void *unused)
{
    LARGE_INTEGER delay = {.QuadPart = -1};

    KeDelayExecutionThread(KernelMode, FALSE, &delay);
    return true;
}

static void
states_what_sleeps(void **state)
{
    sim_invariant(sleeps, NULL);
}

static void
it_must_not_wait(void **state)
{
    run_once((struct sim_setup){.test = states_what_sleeps});
    assert_true(run.result.failed);
    capture_expect(&run, "KeDelayExecutionThread must wait, in sleeps at test_invariant.c:");
    capture_expect(&run, "which is called by an invariant");
}

static bool
chooses(void *unused)
{
    return sim_choose(2) == 0;
}

static void
states_what_chooses(void **state)
{
    sim_invariant(chooses, NULL);
}

static void
it_must_not_choose(void **state)
{
    run_once((struct sim_setup){.test = states_what_chooses});
    capture_expect(&run, "sim_choose was called in an invariant");
}

/* Of the driver's, which is instrumented: it reads what others write under a lock. */
static bool (*is_counted_by_the_driver)(void *);

/* Also what is for PASSIVE_LEVEL only, wherever it is looked at. */
static bool
does_much(void *unused)
{
    static UNICODE_STRING text = RTL_CONSTANT_STRING(L"a");
    KIRQL irql;

    sim_point("in an invariant");
    sim_atomic_begin();
    sim_atomic_end();
    KeStallExecutionProcessor(50);
    KeRaiseIrql(HIGH_LEVEL, &irql);
    KeLowerIrql(irql);
    return RtlEqualUnicodeString(&text, &text, TRUE) && is_counted_by_the_driver(NULL);
}

static int
finds_all(void **state)
{
    queue = sim_driver_symbol("explore_queue", "Queue");
    is_counted_by_the_driver = sim_driver_symbol("explore_queue", "QueueIsCounted");
    return 0;
}

static int
states_nothing(void **state)
{
    finds_all(state);
    sim_invariant(is_true, NULL);
    return 0;
}

static int
states_much(void **state)
{
    finds_all(state);
    sim_invariant(does_much, NULL);
    return 0;
}

static void
it_does_not_touch_the_schedule(void **state)
{
    struct sim_setup setup = {
        .test = counts_rightly, .explore = SIM_WALK, .search = {.seed = 3, .schedules = 300}};
    struct sim_found without, with;

    setup.before = finds_all;
    without = search(setup);
    setup.before = states_much;
    with = search(setup);
    assert_int_equal(without.end, SIM_SPENT);
    assert_int_equal(with.end, SIM_SPENT); // no race either
    assert_int_equal(with.steps, without.steps);
    assert_int_equal(with.longest, without.longest);
}

static void
it_takes_no_time_and_leaves_no_trace(void **state)
{
    struct sim_setup setup = {
        .test = counts_rightly, .policy = SIM_RANDOM, .seed = 9, .races = true};
    struct sim_result without;

    setup.before = states_nothing;
    run_once(setup);
    without = run.result;
    setup.before = states_much;
    run_once(setup);
    assert_false(run.result.failed);
    assert_int_equal(run.result.time_ns, without.time_ns);
    assert_int_equal(run.result.trace_hash, without.trace_hash);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_lock_protects_is_not_broken_outside_of_it),
        cmocka_unit_test(a_broken_one_ends_the_schedule_by_name),
        cmocka_unit_test(a_token_repeats_it),
        cmocka_unit_test(it_is_looked_at_inside_of_a_lock),
        cmocka_unit_test(steps_that_it_looks_at_depend_on_each_other),
        cmocka_unit_test(a_run_without_a_search_fails_by_name),
        cmocka_unit_test(it_is_looked_at_when_it_is_stated),
        cmocka_unit_test(a_system_call_is_a_place_where_it_is_looked_at),
        cmocka_unit_test(an_event_may_break_it),
        cmocka_unit_test(it_is_forgotten_when_the_test_has_ended),
        cmocka_unit_test(one_of_the_fixture_is_forgotten_at_its_end),
        cmocka_unit_test(there_are_at_most_sixteen),
        cmocka_unit_test(it_must_not_wait),
        cmocka_unit_test(it_must_not_choose),
        cmocka_unit_test(it_does_not_touch_the_schedule),
        cmocka_unit_test(it_takes_no_time_and_leaves_no_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
