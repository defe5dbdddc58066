/*
 * rtl/test_memory.c - comparing, filling, swapping
 */
#include <ntifs.h>
#include <sim/test.h>

static void
comparisons_count_what_is_the_same(void **state)
{
    ULONG words[4] = {5, 5, 5, 6};

    assert_int_equal(RtlCompareMemory("abcd", "abxd", 4), 2);
    assert_int_equal(RtlCompareMemory("abcd", "abcd", 4), 4);
    assert_int_equal(RtlCompareMemoryUlong(words, 16, 5), 12);
    assert_int_equal(RtlCompareMemoryUlong(words, 15, 5), 0);
    assert_int_equal(RtlCompareMemoryUlong((PUCHAR)words + 1, 4, 5), 0);
}

static void
bytes_are_swapped(void **state)
{
    assert_int_equal(RtlUshortByteSwap(0x1234), 0x3412);
    assert_int_equal(RtlUlongByteSwap(0x12345678), 0x78563412);
    assert_int_equal(RtlUlonglongByteSwap(0x0102030405060708), 0x0807060504030201);
}

SIM_TESTS(SIM_TEST(comparisons_count_what_is_the_same), SIM_TEST(bytes_are_swapped))
