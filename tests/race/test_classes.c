/*
 * race/test_classes.c - how bad a race is: by the form of its two accesses; and at its worst
 */
#include <wdm.h>

#include <sim/race.h>
#include <sim/test.h>

#include "ke/capture.h"

#include "drivers/race_classes.h"
#include "drivers/race_kit_ioctl.h"

enum { NONE = SIM_RACE_NOTE + 1 };

static ULONG Case;
static BOOLEAN Variant;

static void
request(ULONG number)
{
    HANDLE device = sim_open(L"\\\\.\\GLOBALROOT\\Device\\RaceClasses");
    RACE_REQUEST request = {number, Variant};
    DWORD bytes;

    assert_true(
        DeviceIoControl(device, RACE_IOCTL, &request, sizeof request, NULL, 0, &bytes, NULL));
    assert_true(CloseHandle(device));
}

static void
run_case(void **state)
{
    request(Case);
}

static void
a_note_and_an_error(void **state)
{
    request(CLASS_SAME_THEN_READ);
    request(CLASS_BOTH_DIFFER);
}

static void
watch(ULONG number, BOOLEAN variant)
{
    Case = number;
    Variant = variant;
    sim_races_watch();
    run_case(NULL);
}

/* --- one pair --------------------------------------------------------------------------------- */

static const struct {
    ULONG number;
    unsigned kind;
} cases[] = {
    {CLASS_BOTH_SAME, SIM_RACE_NOTE},
    {CLASS_BOTH_DIFFER, SIM_RACE_ERROR},
    {CLASS_SAME_THEN_READ, SIM_RACE_NOTE},
    {CLASS_CHANGE_THEN_READ, SIM_RACE_ERROR},
    {CLASS_READ_THEN_SAME, SIM_RACE_NOTE},
    {CLASS_READ_THEN_CHANGE, SIM_RACE_ERROR},
    {CLASS_SAME_THEN_CHANGE, SIM_RACE_ERROR},
    {CLASS_THERE_AND_BACK, SIM_RACE_ERROR},
    {CLASS_SAME_AND_CHANGE, SIM_RACE_ERROR},
    {CLASS_CHANGE_COPIED, SIM_RACE_ERROR},
    {CLASS_SAME_FILLED, SIM_RACE_ERROR}, /* it is not looked at */
    {CLASS_POLLED, SIM_RACE_NOTE},
    {CLASS_READ_ONCE_MORE, SIM_RACE_ERROR}, /* the loop ends with its first read */
    {CLASS_READ_AND_POLLED, SIM_RACE_ERROR},
    {CLASS_POLLED_COUNTING, SIM_RACE_ERROR},
    {CLASS_MARKED_THEN_READ, SIM_RACE_NOTE},
    {CLASS_READ_THEN_MARKED, SIM_RACE_NOTE},
    {CLASS_MARKED_THEN_COPIED, SIM_RACE_WARNING},
    {CLASS_MARKED_THEN_WRITTEN, SIM_RACE_WARNING},
    {CLASS_MARKED_THEN_SAME, SIM_RACE_NOTE},
    {CLASS_VOLATILE, NONE},
};

static unsigned
worst(void)
{
    unsigned kind = SIM_RACE_ERROR;

    while (kind < NONE && sim_races(kind) == 0) {
        kind++;
    }
    return kind;
}

static void
each_form_has_its_class(void **state)
{
    unsigned wrong = 0;

    for (unsigned i = 0; i < ARRAYSIZE(cases); i++) {
        watch(cases[i].number, FALSE);
        if (worst() != cases[i].kind) {
            sim_races_print();
            print_error("case %u has class %u, not %u\n", cases[i].number, worst(), cases[i].kind);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* --- more than one ---------------------------------------------------------------------------- */

static void
a_pair_is_what_it_is_at_its_worst(void **state)
{
    watch(CLASS_WORSE, FALSE);
    assert_int_equal(sim_races(SIM_RACE_NOTE), 0);
    assert_int_equal(sim_races(SIM_RACE_ERROR), 1);
}

/* T1 changes, T2 comes after it and changes nothing, T3 reads: T1 and T3 are in a race. */
static void
what_changed_nothing_hides_no_change(void **state)
{
    watch(CLASS_WORSE, TRUE);
    assert_int_equal(sim_races(SIM_RACE_ERROR), 1);
    assert_int_equal(sim_races(SIM_RACE_NOTE), 1);
}

/* --- what ends and what does not -------------------------------------------------------------- */

static struct captured run;

static bool unwatched;

static struct sim_result
run_body(void (*test)(void **), enum sim_strategy explore, const char *replay)
{
    struct sim_setup setup = {.name = "run_case",
                              .test = test,
                              .cpus = 2,
                              .driver = "race_classes",
                              .races = !unwatched,
                              .replay = replay,
                              .explore = explore,
                              .search = {.schedules = 2000, .no_races = unwatched}};

    Variant = FALSE;
    capture_boot(&run, &setup);
    return run.result;
}

static struct sim_result
run_watched(ULONG number, enum sim_strategy explore)
{
    Case = number;
    return run_body(run_case, explore, NULL);
}

static void
an_error_ends_a_test(void **state)
{
    assert_true(run_watched(CLASS_BOTH_DIFFER, SIM_NO_SEARCH).failed);
    capture_expect(&run, "data race (error): nothing orders these two accesses");
}

/* The pair has been told as a note. */
static void
also_when_it_was_a_note_before(void **state)
{
    assert_true(run_watched(CLASS_WORSE, SIM_NO_SEARCH).failed);
}

static void
a_warning_or_a_note_does_not(void **state)
{
    assert_false(run_watched(CLASS_BOTH_SAME, SIM_NO_SEARCH).failed);
    assert_false(run_watched(CLASS_POLLED, SIM_NO_SEARCH).failed);
    assert_false(run_watched(CLASS_MARKED_THEN_WRITTEN, SIM_NO_SEARCH).failed);
}

static void
but_each_is_shown_with_what_does(void **state)
{
    static const enum sim_strategy how[] = {SIM_NO_SEARCH, SIM_SEQUENTIAL};

    for (unsigned i = 0; i < ARRAYSIZE(how); i++) {
        assert_true(run_body(a_note_and_an_error, how[i], NULL).failed);
        capture_expect(&run, "data race (error): nothing orders these two accesses");
        capture_expect(&run, "data race (note): Put at race_classes.c:");
        capture_expect(&run, ": the write stores what is there already");
    }
}

static void
nor_a_search(void **state)
{
    assert_false(run_watched(CLASS_BOTH_SAME, SIM_DPOR).failed);
    assert_int_not_equal(sim_last_search().end, SIM_FOUND);
    capture_expect(&run, "data race (note): Put at race_classes.c:");
}

static void
of_those_nobody_looks_for_nothing_is_said(void **state)
{
    unwatched = true;
    assert_false(run_body(a_note_and_an_error, SIM_WALK, NULL).failed);
    unwatched = false;
    assert_null(strstr(run.text, "race ("));
}

/* In the first schedule both write the same value. */
static void
a_search_finds_where_the_values_differ(void **state)
{
    assert_true(run_watched(CLASS_LATE, SIM_WALK).failed);
    assert_string_equal(sim_last_search().kind, "DATA_RACE");
    assert_true(sim_last_search().first_failure > 1);
    capture_expect(&run, "data race (error): nothing orders these two accesses");
}

/* A schedule is judged by what happens in it alone, while it is shrunk, too. */
static void
and_its_token_finds_it_again(void **state)
{
    static char token[sizeof run.token];

    for (unsigned i = 0; i < 2; i++) {
        assert_true(run_body(run_case, SIM_WALK, i == 0 ? NULL : strcpy(token, run.token)).failed);
        assert_string_equal(sim_last_search().kind, "DATA_RACE");
    }
}

#define OF_RACE_CLASSES(test) SIM_TEST(test, .driver = "race_classes", .cpus = 2)

SIM_TESTS(OF_RACE_CLASSES(each_form_has_its_class),
          OF_RACE_CLASSES(a_pair_is_what_it_is_at_its_worst),
          OF_RACE_CLASSES(what_changed_nothing_hides_no_change),
          cmocka_unit_test(an_error_ends_a_test), cmocka_unit_test(also_when_it_was_a_note_before),
          cmocka_unit_test(a_warning_or_a_note_does_not),
          cmocka_unit_test(but_each_is_shown_with_what_does), cmocka_unit_test(nor_a_search),
          cmocka_unit_test(of_those_nobody_looks_for_nothing_is_said),
          cmocka_unit_test(a_search_finds_where_the_values_differ),
          cmocka_unit_test(and_its_token_finds_it_again))
