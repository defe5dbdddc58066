/*
 * core/test_trace.c - the record of a run, and the hash that tells two runs apart
 */
#include "core_test.h"

enum { KEPT = 16384 };

static uint64_t
hash_of(void (*records)(void))
{
    RUN(records);
    return hw_trace_hash();
}

static void
two_records(void)
{
    hw_trace(1, 10, 20, 30);
    hw_spend(100);
    hw_trace(2, 11, 21, 31);
}

static void
in_the_other_order(void)
{
    hw_trace(2, 11, 21, 31);
    hw_spend(100);
    hw_trace(1, 10, 20, 30);
}

static void
of_another_kind(void)
{
    hw_trace(3, 10, 20, 30);
    hw_spend(100);
    hw_trace(2, 11, 21, 31);
}

static void
with_another_third_value(void)
{
    hw_trace(1, 10, 20, 30);
    hw_spend(100);
    hw_trace(2, 11, 21, 32);
}

static void
at_another_time(void)
{
    hw_trace(1, 10, 20, 30);
    hw_spend(101);
    hw_trace(2, 11, 21, 31);
}

static void
in_another_context(void)
{
    hw_now.context = 9;
    two_records();
}

static void
with_one_more(void)
{
    two_records();
    hw_trace(0, 0, 0, 0);
}

static void
equal_runs_have_equal_hashes(void)
{
    assert_int_equal(hash_of(two_records), hash_of(two_records));
    assert_int_equal(hw_trace_count(), 2);
}

static void
any_difference_makes_another_hash(void)
{
    static void (*const others[])(void) = {in_the_other_order,       of_another_kind,
                                           with_another_third_value, at_another_time,
                                           in_another_context,       with_one_more};
    uint64_t hash = hash_of(two_records);

    for (unsigned i = 0; i < sizeof others / sizeof *others; i++) {
        assert_int_not_equal(hash, hash_of(others[i]));
    }
}

static void
a_record_says_what_when_where_and_who(void)
{
    const struct hw_record *record;
    uint64_t kept;

    RUN(in_another_context);
    record = hw_trace_at(1, &kept);
    assert_int_equal(kept, 2);
    assert_int_equal(record->kind, 2);
    assert_int_equal(record->time_ns, 100);
    assert_int_equal(record->cpu, 0);
    assert_int_equal(record->context, 9);
    assert_int_equal(record->a, 11);
    assert_int_equal(record->b, 21);
    assert_int_equal(record->c, 31);
    assert_null(hw_trace_at(2, &kept));
}

static void
too_many(void)
{
    for (uint64_t i = 0; i < KEPT + 100; i++) {
        hw_trace(1, i, 0, 0);
    }
}

static void
the_last_records_are_kept(void)
{
    uint64_t kept;

    RUN(too_many);
    assert_int_equal(hw_trace_count(), KEPT + 100);
    assert_int_equal(hw_trace_at(0, &kept)->a, 100);
    assert_int_equal(kept, KEPT);
    assert_int_equal(hw_trace_at(KEPT - 1, &kept)->a, KEPT + 99);
}

/* An address of the program is told by its offset, not by where Linux has placed it. */
static void
records_addresses(void)
{
    int local = 0;

    hw_trace(1, (uintptr_t)&machine, (uintptr_t)&local, 0);
}

static void
simulated_addresses_are_recorded_as_they_are(void)
{
    uint64_t kept;
    const struct hw_record *record;

    RUN(records_addresses);
    record = hw_trace_at(0, &kept);
    assert_int_equal(record->b >> 36, (uintptr_t)hw_window_base(HW_STACKS) >> 36);
}

static void
addresses_of_the_host_become_one(void)
{
    int on_the_host[2] = {0};

    assert_int_equal(hw_canonical(&on_the_host[0]), hw_canonical(&on_the_host[1]));
    assert_int_equal(hw_place(on_the_host), HW_AT_NOWHERE);
    assert_int_equal(hw_canonical((void *)(uintptr_t)0x123), 0x123);
}

static void
addresses_of_the_program_keep_their_distance(void)
{
    assert_int_equal(hw_place(&machine), HW_AT_PROGRAM);
    assert_int_equal(hw_canonical(&machine.story[7]) - hw_canonical(&machine.story[0]), 7);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        CORE_TEST(equal_runs_have_equal_hashes),
        CORE_TEST(any_difference_makes_another_hash),
        CORE_TEST(a_record_says_what_when_where_and_who),
        CORE_TEST(the_last_records_are_kept),
        CORE_TEST(simulated_addresses_are_recorded_as_they_are),
        CORE_TEST(addresses_of_the_host_become_one),
        CORE_TEST(addresses_of_the_program_keep_their_distance),
    };

    return cmocka_run_group_tests_name("core/trace", tests, NULL, NULL);
}
