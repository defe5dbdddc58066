/*
 * rtl/test_random.c - the same seed gives the same numbers
 */
#include <ntifs.h>
#include <sim/test.h>

static void
numbers_follow_from_the_seed(void **state)
{
    ULONG first = 7, second = 7;

    for (ULONG i = 0; i < 1000; i++) {
        ULONG number = RtlRandomEx(&first);

        assert_int_equal(RtlRandomEx(&second), number);
        assert_in_range(number, 0, 0x7FFFFFFE);
    }
}

static void
any_seed_will_do(void **state)
{
    ULONG zero = 0, largest = 0xFFFFFFFF, modulus = 0x7FFFFFFF;

    assert_int_not_equal(RtlRandomEx(&zero), RtlRandomEx(&zero));
    assert_int_not_equal(RtlRandomEx(&largest), RtlRandomEx(&largest));
    assert_int_not_equal(RtlRandom(&modulus), RtlRandom(&modulus));
}

SIM_TESTS(SIM_TEST(numbers_follow_from_the_seed), SIM_TEST(any_seed_will_do))
