/*
 * ob/test_luid.c - numbers that are not given twice
 */
#include "ob_test.h"

static void
are_all_different(void **state)
{
    LUID first, second;

    assert_nt_success(ZwAllocateLocallyUniqueId(&first));
    assert_nt_success(ZwAllocateLocallyUniqueId(&second));
    assert_true(first.LowPart != second.LowPart);
    assert_true(first.LowPart > 1000);
}

SIM_TESTS(SIM_TEST(are_all_different))
