/*
 * rtl/test_compare.c - comparing and hashing counted 16-bit strings
 */
#include <ntifs.h>
#include <sim/test.h>

static UNICODE_STRING A = RTL_CONSTANT_STRING(L"abc"), B = RTL_CONSTANT_STRING(L"ABD"),
                      C = RTL_CONSTANT_STRING(L"AbCd"), Empty = RTL_CONSTANT_STRING(L"");

static void
order(void **state)
{
    assert_true(RtlCompareUnicodeString(&A, &B, FALSE) > 0);
    assert_true(RtlCompareUnicodeString(&A, &B, TRUE) < 0);
    assert_true(RtlCompareUnicodeString(&A, &C, TRUE) < 0);
    assert_true(RtlCompareUnicodeString(&C, &Empty, TRUE) > 0);
    assert_int_equal(RtlCompareUnicodeString(&A, &A, FALSE), 0);
}

static void
equality_and_prefixes(void **state)
{
    UNICODE_STRING upper = RTL_CONSTANT_STRING(L"ABC");

    assert_true(RtlEqualUnicodeString(&A, &upper, TRUE));
    assert_false(RtlEqualUnicodeString(&A, &upper, FALSE));
    assert_false(RtlEqualUnicodeString(&A, &C, TRUE));
    assert_true(RtlPrefixUnicodeString(&A, &C, TRUE));
    assert_false(RtlPrefixUnicodeString(&A, &C, FALSE));
    assert_false(RtlPrefixUnicodeString(&C, &A, TRUE));
    assert_true(RtlPrefixUnicodeString(&Empty, &A, FALSE));
}

static void
hashes(void **state)
{
    UNICODE_STRING upper = RTL_CONSTANT_STRING(L"ABC");
    ULONG hash, other;

    assert_nt_success(RtlHashUnicodeString(&A, FALSE, HASH_STRING_ALGORITHM_X65599, &hash));
    assert_int_equal(hash, (('a' * 65599U) + 'b') * 65599U + 'c');
    assert_nt_success(RtlHashUnicodeString(&A, TRUE, HASH_STRING_ALGORITHM_DEFAULT, &hash));
    assert_nt_success(RtlHashUnicodeString(&upper, FALSE, HASH_STRING_ALGORITHM_DEFAULT, &other));
    assert_int_equal(hash, other);
    assert_nt_status(RtlHashUnicodeString(&A, FALSE, 7, &hash), STATUS_INVALID_PARAMETER);
    assert_nt_status(RtlHashUnicodeString(NULL, FALSE, 0, &hash), STATUS_INVALID_PARAMETER);
}

SIM_TESTS(SIM_TEST(order), SIM_TEST(equality_and_prefixes), SIM_TEST(hashes))
