/*
 * wdk/test_intsafe.c - conversions and arithmetic succeed up to the limits, and fail one beyond
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <ntddk.h>
#include <ntintsafe.h>

#define FITS(Call, Result, Expected)                                                               \
    do {                                                                                           \
        assert_int_equal(Call, STATUS_SUCCESS);                                                    \
        assert_true((Result) == (Expected));                                                       \
    } while (0)
#define OVERFLOWS(Call) assert_int_equal(Call, STATUS_INTEGER_OVERFLOW)

static void
narrower_types_take_what_fits(void **state)
{
    UCHAR Byte;
    CHAR Char;
    USHORT Short;
    ULONG Long;

    FITS(RtlULongToUChar(255, &Byte), Byte, 255);
    OVERFLOWS(RtlULongToUChar(256, &Byte));
    assert_int_equal(Byte, 0xff);
    FITS(RtlLongToChar(-128, &Char), Char, -128);
    OVERFLOWS(RtlLongToChar(-129, &Char));
    assert_int_equal(Char, 0);
    FITS(RtlIntToUShort(65535, &Short), Short, 65535);
    OVERFLOWS(RtlIntToUShort(65536, &Short));
    FITS(RtlULongLongToULong(0xffffffffULL, &Long), Long, 0xffffffffU);
    OVERFLOWS(RtlULongLongToULong(0x100000000ULL, &Long));
    assert_int_equal(Long, ULONG_ERROR);
}

static void
unsigned_types_take_nothing_negative(void **state)
{
    ULONG Long;
    ULONGLONG LongLong;
    SIZE_T Size;

    OVERFLOWS(RtlLongToULong(-1, &Long));
    OVERFLOWS(RtlLongLongToULongLong(-1, &LongLong));
    OVERFLOWS(RtlIntToSizeT(-1, &Size));
    FITS(RtlLongToULong(MAXLONG, &Long), Long, MAXLONG);
}

static void
signed_types_take_no_more_than_half(void **state)
{
    LONG Long;
    LONGLONG LongLong;

    FITS(RtlULongToLong(0x7fffffff, &Long), Long, 0x7fffffff);
    OVERFLOWS(RtlULongToLong(0x80000000, &Long));
    FITS(RtlULongLongToLongLong(MAXLONGLONG, &LongLong), LongLong, MAXLONGLONG);
    OVERFLOWS(RtlULongLongToLongLong((ULONGLONG)MAXLONGLONG + 1, &LongLong));
}

static void
sums_and_differences_stop_at_the_limits(void **state)
{
    ULONG Long;
    LONG Signed;
    SIZE_T Size;

    FITS(RtlULongAdd(0xfffffffe, 1, &Long), Long, 0xffffffff);
    OVERFLOWS(RtlULongAdd(0xffffffff, 1, &Long));
    FITS(RtlULongSub(1, 1, &Long), Long, 0);
    OVERFLOWS(RtlULongSub(0, 1, &Long));
    FITS(RtlLongAdd(MAXLONG, -1, &Signed), Signed, MAXLONG - 1);
    OVERFLOWS(RtlLongAdd(MAXLONG, 1, &Signed));
    OVERFLOWS(RtlLongSub(-2147483647 - 1, 1, &Signed));
    OVERFLOWS(RtlSizeTAdd(MAXSIZE_T, 1, &Size));
}

static void
products_stop_at_the_limits(void **state)
{
    ULONG Long;
    USHORT Short;
    ULONGLONG LongLong;
    LONGLONG Signed;

    FITS(RtlULongMult(0x10000, 0xffff, &Long), Long, 0xffff0000);
    OVERFLOWS(RtlULongMult(0x10000, 0x10000, &Long));
    OVERFLOWS(RtlUShortMult(256, 256, &Short));
    FITS(RtlUShortMult(255, 257, &Short), Short, 65535);
    OVERFLOWS(RtlULongLongMult(1ULL << 32, 1ULL << 32, &LongLong));
    OVERFLOWS(RtlLongLongMult(MINLONGLONG, -1, &Signed));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(narrower_types_take_what_fits),
        cmocka_unit_test(unsigned_types_take_nothing_negative),
        cmocka_unit_test(signed_types_take_no_more_than_half),
        cmocka_unit_test(sums_and_differences_stop_at_the_limits),
        cmocka_unit_test(products_stop_at_the_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
