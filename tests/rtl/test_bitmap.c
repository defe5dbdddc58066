/*
 * rtl/test_bitmap.c - bitmaps: single bits, ranges, runs
 */
#include <ntifs.h>
#include <sim/test.h>

#define BITS 70
#define NONE 0xFFFFFFFF

static ULONG Buffer[4];
static RTL_BITMAP Map;

/* All set but for the ranges given as pairs of first bit and count, up to {0, 0}. */
static void
clear_only(const ULONG ranges[][2])
{
    memset(Buffer, 0xFF, sizeof(Buffer));
    RtlInitializeBitMap(&Map, Buffer, BITS);
    for (ULONG i = 0; ranges[i][1] != 0; i++) {
        RtlClearBits(&Map, ranges[i][0], ranges[i][1]);
    }
}

static void
bits_and_ranges(void **state)
{
    memset(Buffer, 0, sizeof(Buffer));
    RtlInitializeBitMap(&Map, Buffer, BITS);
    RtlSetBits(&Map, 30, 36);
    assert_int_equal(Buffer[0], 0xC0000000);
    assert_int_equal(Buffer[1], 0xFFFFFFFF);
    assert_int_equal(Buffer[2], 3);
    assert_int_equal(RtlNumberOfSetBits(&Map), 36);
    assert_int_equal(RtlNumberOfClearBits(&Map), 34);
    assert_true(RtlTestBit(&Map, 30) && !RtlTestBit(&Map, 29));
    RtlClearBit(&Map, 40);
    assert_false(RtlTestBit(&Map, 40));
    assert_false(RtlCheckBit(&Map, 40));
    RtlSetBit(&Map, 40);
    assert_true(RtlAreBitsSet(&Map, 30, 36));
    assert_false(RtlAreBitsSet(&Map, 30, 37));
    assert_true(RtlAreBitsClear(&Map, 0, 30));
    assert_false(RtlAreBitsClear(&Map, 0, 0));
    assert_false(RtlAreBitsClear(&Map, 66, 5)); // leaves the bitmap
}

static void
bits_beyond_the_end_stay_as_they_are(void **state)
{
    memset(Buffer, 0, sizeof(Buffer));
    RtlInitializeBitMap(&Map, Buffer, BITS);
    RtlSetAllBits(&Map);
    assert_int_equal(Buffer[2], 0x3F);
    assert_int_equal(Buffer[3], 0);
    Buffer[2] = 0xFFFFFFFF;
    assert_int_equal(RtlNumberOfSetBits(&Map), BITS);
    RtlClearAllBits(&Map);
    assert_int_equal(Buffer[2], 0xFFFFFFC0);
}

static void
a_range_that_leaves_the_bitmap_is_refused(void **state)
{
    RtlInitializeBitMap(&Map, Buffer, BITS);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, RtlSetBits(&Map, 66, 5));
}

static void
a_hint_is_where_the_search_begins(void **state)
{
    clear_only((const ULONG[][2]){{5, 3}, {40, 10}, {0, 0}});
    assert_int_equal(RtlFindClearBits(&Map, 3, 0), 5);
    assert_int_equal(RtlFindClearBits(&Map, 3, 6), 40);
    assert_int_equal(RtlFindClearBits(&Map, 3, 50), 5); // once round
    assert_int_equal(RtlFindClearBits(&Map, 3, 1000), 5);
    assert_int_equal(RtlFindClearBits(&Map, 4, 0), 40);
    assert_int_equal(RtlFindClearBits(&Map, 11, 0), NONE);
    assert_int_equal(RtlFindSetBits(&Map, 30, 0), 8);
    assert_int_equal(RtlFindClearBitsAndSet(&Map, 10, 0), 40);
    assert_int_equal(RtlFindClearBits(&Map, 4, 0), NONE);
    assert_int_equal(RtlFindSetBitsAndClear(&Map, 2, 60), 60);
    assert_true(RtlAreBitsClear(&Map, 60, 2));
}

static void
runs_forwards_and_backwards(void **state)
{
    ULONG start;

    clear_only((const ULONG[][2]){{5, 3}, {31, 34}, {0, 0}});
    assert_int_equal(RtlFindFirstRunClear(&Map, &start), 3);
    assert_int_equal(start, 5);
    assert_int_equal(RtlFindNextForwardRunClear(&Map, 8, &start), 34);
    assert_int_equal(start, 31);
    assert_int_equal(RtlFindNextForwardRunClear(&Map, 65, &start), 0);
    assert_int_equal(RtlFindLastBackwardRunClear(&Map, 69, &start), 34);
    assert_int_equal(start, 31);
    assert_int_equal(RtlFindLastBackwardRunClear(&Map, 30, &start), 3);
    assert_int_equal(start, 5);
    assert_int_equal(RtlFindLastBackwardRunClear(&Map, 4, &start), 0);
    assert_int_equal(RtlFindLongestRunClear(&Map, &start), 34);
    assert_int_equal(start, 31);
}

static void
several_runs_at_once(void **state)
{
    RTL_BITMAP_RUN runs[2];

    clear_only((const ULONG[][2]){{0, 1}, {10, 5}, {20, 3}, {30, 9}, {0, 0}});
    assert_int_equal(RtlFindClearRuns(&Map, runs, 2, FALSE), 2);
    assert_int_equal(runs[0].StartingIndex, 0);
    assert_int_equal(runs[1].StartingIndex, 10);
    assert_int_equal(RtlFindClearRuns(&Map, runs, 2, TRUE), 2);
    assert_int_equal(runs[0].StartingIndex, 30);
    assert_int_equal(runs[0].NumberOfBits, 9);
    assert_int_equal(runs[1].StartingIndex, 10);
}

static void
single_words(void **state)
{
    assert_int_equal(RtlFindLeastSignificantBit(0x1000000000000008), 3);
    assert_int_equal(RtlFindMostSignificantBit(0x1000000000000008), 60);
    assert_int_equal(RtlFindLeastSignificantBit(0), -1);
    assert_int_equal(RtlFindMostSignificantBit(0), -1);
    assert_int_equal(RtlNumberOfSetBitsUlongPtr(0xF00000000000000F), 8);
}

SIM_TESTS(SIM_TEST(bits_and_ranges), SIM_TEST(bits_beyond_the_end_stay_as_they_are),
          SIM_TEST(a_range_that_leaves_the_bitmap_is_refused),
          SIM_TEST(a_hint_is_where_the_search_begins), SIM_TEST(runs_forwards_and_backwards),
          SIM_TEST(several_runs_at_once), SIM_TEST(single_words))
