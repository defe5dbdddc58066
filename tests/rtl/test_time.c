/*
 * rtl/test_time.c - system time and calendar
 */
#include <ntifs.h>
#include <sim/test.h>

#define UNIX_EPOCH 116444736000000000LL

static TIME_FIELDS
fields_of(LONGLONG time)
{
    LARGE_INTEGER value = {.QuadPart = time};
    TIME_FIELDS fields;

    RtlTimeToTimeFields(&value, &fields);
    return fields;
}

static void
known_days(void **state)
{
    TIME_FIELDS first = fields_of(0), unix_first = fields_of(UNIX_EPOCH);
    TIME_FIELDS leap = fields_of(UNIX_EPOCH + 951827696789LL * 10000); // 2000-02-29

    assert_int_equal(first.Year, 1601);
    assert_int_equal(first.Weekday, 1);
    assert_int_equal(unix_first.Year, 1970);
    assert_int_equal(unix_first.Weekday, 4);
    assert_int_equal(leap.Year, 2000);
    assert_int_equal(leap.Month, 2);
    assert_int_equal(leap.Day, 29);
    assert_int_equal(leap.Hour, 12);
    assert_int_equal(leap.Minute, 34);
    assert_int_equal(leap.Second, 56);
    assert_int_equal(leap.Milliseconds, 789);
    assert_int_equal(leap.Weekday, 2);
}

static void
there_and_back(void **state)
{
    for (LONGLONG day = 0; day < 1000000; day += 97) {
        LONGLONG time = day * 864000000000LL + day * 10000;
        TIME_FIELDS fields = fields_of(time);
        LARGE_INTEGER back;

        assert_true(RtlTimeFieldsToTime(&fields, &back));
        assert_int_equal(back.QuadPart, time);
    }
}

static void
impossible_dates_are_refused(void **state)
{
    static const TIME_FIELDS wrong[] = {
        {1600, 12, 31, 0, 0, 0, 0, 0}, {2001, 2, 29, 0, 0, 0, 0, 0}, {1900, 2, 29, 0, 0, 0, 0, 0},
        {2000, 0, 1, 0, 0, 0, 0, 0},   {2000, 13, 1, 0, 0, 0, 0, 0}, {2000, 4, 31, 0, 0, 0, 0, 0},
        {2000, 1, 0, 0, 0, 0, 0, 0},   {2000, 1, 1, 24, 0, 0, 0, 0}, {2000, 1, 1, 0, 60, 0, 0, 0},
        {2000, 1, 1, 0, 0, 60, 0, 0},  {2000, 1, 1, 0, 0, 0, 1000, 0},
    };
    LARGE_INTEGER time;

    for (ULONG i = 0; i < ARRAYSIZE(wrong); i++) {
        TIME_FIELDS fields = wrong[i];

        assert_false(RtlTimeFieldsToTime(&fields, &time));
    }
}

static void
seconds_since_1970_and_1980(void **state)
{
    LARGE_INTEGER time = {.QuadPart = UNIX_EPOCH + 15 * 10000000};
    ULONG seconds;

    assert_true(RtlTimeToSecondsSince1970(&time, &seconds));
    assert_int_equal(seconds, 15);
    assert_false(RtlTimeToSecondsSince1980(&time, &seconds));
    RtlSecondsSince1970ToTime(0xFFFFFFFF, &time);
    assert_true(RtlTimeToSecondsSince1970(&time, &seconds));
    assert_int_equal(seconds, 0xFFFFFFFF);
    time.QuadPart += 10000000;
    assert_false(RtlTimeToSecondsSince1970(&time, &seconds));
    RtlSecondsSince1980ToTime(0, &time);
    assert_int_equal(fields_of(time.QuadPart).Year, 1980);
}

SIM_TESTS(SIM_TEST(known_days), SIM_TEST(there_and_back), SIM_TEST(impossible_dates_are_refused),
          SIM_TEST(seconds_since_1970_and_1980))
