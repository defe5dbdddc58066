/*
 * ex/test_interlocked.c - which of the interlocked operations return the value before, which after
 */
#include <ntddk.h>
#include <sim/test.h>

static void
operations_of_32_bits(void **state)
{
    LONG value = 5;

    assert_int_equal(InterlockedIncrement(&value), 6);
    assert_int_equal(InterlockedDecrement(&value), 5);
    assert_int_equal(InterlockedExchange(&value, 12), 5);
    assert_int_equal(InterlockedExchangeAdd(&value, 3), 12);
    assert_int_equal(InterlockedAdd(&value, 1), 16);
    assert_int_equal(InterlockedOr(&value, 1), 16);
    assert_int_equal(InterlockedAnd(&value, 0x10), 17);
    assert_int_equal(InterlockedXor(&value, 0x11), 16);
    assert_int_equal(value, 1);
    assert_int_equal(InterlockedCompareExchange(&value, 9, 2), 1);
    assert_int_equal(InterlockedCompareExchange(&value, 9, 1), 1);
    assert_int_equal(value, 9);
}

static void
they_wrap_around(void **state)
{
    LONG value = 0x7FFFFFFF;

    assert_int_equal(InterlockedIncrement(&value), (LONG)0x80000000);
    assert_int_equal(InterlockedDecrement(&value), 0x7FFFFFFF);
}

static void
operations_of_64_bits(void **state)
{
    LONG64 value = 0xFFFFFFFF;

    assert_int_equal(InterlockedIncrement64(&value), 0x100000000);
    assert_int_equal(InterlockedExchangeAdd64(&value, 1), 0x100000000);
    assert_int_equal(InterlockedCompareExchange64(&value, 3, 0x100000001), 0x100000001);
    assert_int_equal(InterlockedExchange64(&value, -1), 3);
    assert_int_equal(InterlockedAnd64(&value, 0xF), -1);
    assert_int_equal(value, 15);
}

static void
operations_of_8_and_16_bits_leave_their_neighbours(void **state)
{
    SHORT words[3] = {1, -1, 1};
    CHAR bytes[3] = {1, -1, 1};

    assert_int_equal(InterlockedIncrement16(&words[1]), 0);
    assert_int_equal(InterlockedOr16(&words[1], 0x100), 0);
    assert_int_equal(InterlockedExchangeAdd8(&bytes[1], 1), -1);
    assert_int_equal(words[0] + words[2] + bytes[0] + bytes[2], 4);
    assert_int_equal(words[1], 0x100);
    assert_int_equal(bytes[1], 0);
}

static void
pointers_are_exchanged(void **state)
{
    PVOID value = &value;

    assert_ptr_equal(InterlockedCompareExchangePointer(&value, NULL, NULL), &value);
    assert_ptr_equal(InterlockedExchangePointer(&value, NULL), &value);
    assert_null(value);
}

static void
a_comparison_of_128_bits_needs_both_halves(void **state)
{
    DECLSPEC_ALIGN(16) LONG64 value[2] = {1, 2}, comparand[2] = {1, 3};

    assert_false(InterlockedCompareExchange128(value, 20, 10, comparand));
    assert_int_equal(comparand[1], 2);
    assert_true(InterlockedCompareExchange128(value, 20, 10, comparand));
    assert_int_equal(value[0], 10);
    assert_int_equal(value[1], 20);
}

static void
single_bits_may_lie_outside_of_the_first_word(void **state)
{
    LONG words[2] = {0, 0};

    assert_int_equal(InterlockedBitTestAndSet(words, 33), 0);
    assert_int_equal(words[1], 2);
    assert_int_equal(InterlockedBitTestAndReset(words, 33), 1);
    assert_int_equal(InterlockedBitTestAndComplement(words, 31), 0);
    assert_int_equal(words[0], (LONG)0x80000000);
    assert_int_equal(words[1], 0);
}

SIM_TESTS(SIM_TEST(operations_of_32_bits), SIM_TEST(they_wrap_around),
          SIM_TEST(operations_of_64_bits),
          SIM_TEST(operations_of_8_and_16_bits_leave_their_neighbours),
          SIM_TEST(pointers_are_exchanged), SIM_TEST(a_comparison_of_128_bits_needs_both_halves),
          SIM_TEST(single_bits_may_lie_outside_of_the_first_word))
