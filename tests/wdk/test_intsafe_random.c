/*
 * wdk/test_intsafe_random.c - a million conversions and operations, against 128-bit arithmetic
 *
 * What a function's name says it takes and gives stands here a second time, read off the name.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <ntddk.h>
#include <ntintsafe.h>

enum { ROUNDS = 5000 };

/* function, from, to */
#define CONVERSIONS(X)                                                                             \
    X(RtlByteToChar, UCHAR, CHAR)                                                                  \
    X(RtlByteToInt8, UCHAR, INT8)                                                                  \
    X(RtlInt8ToUChar, INT8, UCHAR)                                                                 \
    X(RtlInt8ToUInt, INT8, UINT)                                                                   \
    X(RtlInt8ToUInt8, INT8, UINT8)                                                                 \
    X(RtlInt8ToUIntPtr, INT8, UINT_PTR)                                                            \
    X(RtlInt8ToULong, INT8, ULONG)                                                                 \
    X(RtlInt8ToULongLong, INT8, ULONGLONG)                                                         \
    X(RtlInt8ToULongPtr, INT8, ULONG_PTR)                                                          \
    X(RtlInt8ToUShort, INT8, USHORT)                                                               \
    X(RtlIntPtrToChar, INT_PTR, CHAR)                                                              \
    X(RtlIntPtrToInt, INT_PTR, INT)                                                                \
    X(RtlIntPtrToInt8, INT_PTR, INT8)                                                              \
    X(RtlIntPtrToLong, INT_PTR, LONG)                                                              \
    X(RtlIntPtrToLongPtr, INT_PTR, LONG_PTR)                                                       \
    X(RtlIntPtrToShort, INT_PTR, SHORT)                                                            \
    X(RtlIntPtrToUChar, INT_PTR, UCHAR)                                                            \
    X(RtlIntPtrToUInt, INT_PTR, UINT)                                                              \
    X(RtlIntPtrToUInt8, INT_PTR, UINT8)                                                            \
    X(RtlIntPtrToUIntPtr, INT_PTR, UINT_PTR)                                                       \
    X(RtlIntPtrToULong, INT_PTR, ULONG)                                                            \
    X(RtlIntPtrToULongLong, INT_PTR, ULONGLONG)                                                    \
    X(RtlIntPtrToULongPtr, INT_PTR, ULONG_PTR)                                                     \
    X(RtlIntPtrToUShort, INT_PTR, USHORT)                                                          \
    X(RtlIntToChar, INT, CHAR)                                                                     \
    X(RtlIntToInt8, INT, INT8)                                                                     \
    X(RtlIntToShort, INT, SHORT)                                                                   \
    X(RtlIntToUChar, INT, UCHAR)                                                                   \
    X(RtlIntToUInt, INT, UINT)                                                                     \
    X(RtlIntToUInt8, INT, UINT8)                                                                   \
    X(RtlIntToULong, INT, ULONG)                                                                   \
    X(RtlIntToULongLong, INT, ULONGLONG)                                                           \
    X(RtlIntToUShort, INT, USHORT)                                                                 \
    X(RtlLongLongToChar, LONGLONG, CHAR)                                                           \
    X(RtlLongLongToInt, LONGLONG, INT)                                                             \
    X(RtlLongLongToInt8, LONGLONG, INT8)                                                           \
    X(RtlLongLongToIntPtr, LONGLONG, INT_PTR)                                                      \
    X(RtlLongLongToLong, LONGLONG, LONG)                                                           \
    X(RtlLongLongToLongPtr, LONGLONG, LONG_PTR)                                                    \
    X(RtlLongLongToShort, LONGLONG, SHORT)                                                         \
    X(RtlLongLongToUChar, LONGLONG, UCHAR)                                                         \
    X(RtlLongLongToUInt, LONGLONG, UINT)                                                           \
    X(RtlLongLongToUInt8, LONGLONG, UINT8)                                                         \
    X(RtlLongLongToULong, LONGLONG, ULONG)                                                         \
    X(RtlLongLongToULongLong, LONGLONG, ULONGLONG)                                                 \
    X(RtlLongLongToUShort, LONGLONG, USHORT)                                                       \
    X(RtlLongPtrToChar, LONG_PTR, CHAR)                                                            \
    X(RtlLongPtrToInt, LONG_PTR, INT)                                                              \
    X(RtlLongPtrToInt8, LONG_PTR, INT8)                                                            \
    X(RtlLongPtrToIntPtr, LONG_PTR, INT_PTR)                                                       \
    X(RtlLongPtrToLong, LONG_PTR, LONG)                                                            \
    X(RtlLongPtrToShort, LONG_PTR, SHORT)                                                          \
    X(RtlLongPtrToUChar, LONG_PTR, UCHAR)                                                          \
    X(RtlLongPtrToUInt, LONG_PTR, UINT)                                                            \
    X(RtlLongPtrToUInt8, LONG_PTR, UINT8)                                                          \
    X(RtlLongPtrToUIntPtr, LONG_PTR, UINT_PTR)                                                     \
    X(RtlLongPtrToULong, LONG_PTR, ULONG)                                                          \
    X(RtlLongPtrToULongLong, LONG_PTR, ULONGLONG)                                                  \
    X(RtlLongPtrToULongPtr, LONG_PTR, ULONG_PTR)                                                   \
    X(RtlLongPtrToUShort, LONG_PTR, USHORT)                                                        \
    X(RtlLongToChar, LONG, CHAR)                                                                   \
    X(RtlLongToInt, LONG, INT)                                                                     \
    X(RtlLongToInt8, LONG, INT8)                                                                   \
    X(RtlLongToIntPtr, LONG, INT_PTR)                                                              \
    X(RtlLongToShort, LONG, SHORT)                                                                 \
    X(RtlLongToUChar, LONG, UCHAR)                                                                 \
    X(RtlLongToUInt, LONG, UINT)                                                                   \
    X(RtlLongToUInt8, LONG, UINT8)                                                                 \
    X(RtlLongToUIntPtr, LONG, UINT_PTR)                                                            \
    X(RtlLongToULong, LONG, ULONG)                                                                 \
    X(RtlLongToULongLong, LONG, ULONGLONG)                                                         \
    X(RtlLongToULongPtr, LONG, ULONG_PTR)                                                          \
    X(RtlLongToUShort, LONG, USHORT)                                                               \
    X(RtlShortToChar, SHORT, CHAR)                                                                 \
    X(RtlShortToDWordPtr, SHORT, DWORD_PTR)                                                        \
    X(RtlShortToInt8, SHORT, INT8)                                                                 \
    X(RtlShortToUChar, SHORT, UCHAR)                                                               \
    X(RtlShortToUInt, SHORT, UINT)                                                                 \
    X(RtlShortToUInt8, SHORT, UINT8)                                                               \
    X(RtlShortToUIntPtr, SHORT, UINT_PTR)                                                          \
    X(RtlShortToULong, SHORT, ULONG)                                                               \
    X(RtlShortToULongLong, SHORT, ULONGLONG)                                                       \
    X(RtlShortToULongPtr, SHORT, ULONG_PTR)                                                        \
    X(RtlShortToUShort, SHORT, USHORT)                                                             \
    X(RtlUInt8ToChar, UINT8, CHAR)                                                                 \
    X(RtlUInt8ToInt8, UINT8, INT8)                                                                 \
    X(RtlUIntPtrToChar, UINT_PTR, CHAR)                                                            \
    X(RtlUIntPtrToInt, UINT_PTR, INT)                                                              \
    X(RtlUIntPtrToInt8, UINT_PTR, INT8)                                                            \
    X(RtlUIntPtrToIntPtr, UINT_PTR, INT_PTR)                                                       \
    X(RtlUIntPtrToLong, UINT_PTR, LONG)                                                            \
    X(RtlUIntPtrToLongLong, UINT_PTR, LONGLONG)                                                    \
    X(RtlUIntPtrToLongPtr, UINT_PTR, LONG_PTR)                                                     \
    X(RtlUIntPtrToShort, UINT_PTR, SHORT)                                                          \
    X(RtlUIntPtrToUChar, UINT_PTR, UCHAR)                                                          \
    X(RtlUIntPtrToUInt, UINT_PTR, UINT)                                                            \
    X(RtlUIntPtrToUInt16, UINT_PTR, UINT16)                                                        \
    X(RtlUIntPtrToUInt8, UINT_PTR, UINT8)                                                          \
    X(RtlUIntPtrToULong, UINT_PTR, ULONG)                                                          \
    X(RtlUIntPtrToUShort, UINT_PTR, USHORT)                                                        \
    X(RtlUIntToChar, UINT, CHAR)                                                                   \
    X(RtlUIntToInt, UINT, INT)                                                                     \
    X(RtlUIntToInt8, UINT, INT8)                                                                   \
    X(RtlUIntToIntPtr, UINT, INT_PTR)                                                              \
    X(RtlUIntToLong, UINT, LONG)                                                                   \
    X(RtlUIntToLongPtr, UINT, LONG_PTR)                                                            \
    X(RtlUIntToShort, UINT, SHORT)                                                                 \
    X(RtlUIntToUChar, UINT, UCHAR)                                                                 \
    X(RtlUIntToUInt8, UINT, UINT8)                                                                 \
    X(RtlUIntToUShort, UINT, USHORT)                                                               \
    X(RtlULongLongToChar, ULONGLONG, CHAR)                                                         \
    X(RtlULongLongToInt, ULONGLONG, INT)                                                           \
    X(RtlULongLongToInt8, ULONGLONG, INT8)                                                         \
    X(RtlULongLongToLong, ULONGLONG, LONG)                                                         \
    X(RtlULongLongToLongLong, ULONGLONG, LONGLONG)                                                 \
    X(RtlULongLongToLongPtr, ULONGLONG, LONG_PTR)                                                  \
    X(RtlULongLongToShort, ULONGLONG, SHORT)                                                       \
    X(RtlULongLongToUChar, ULONGLONG, UCHAR)                                                       \
    X(RtlULongLongToUInt, ULONGLONG, UINT)                                                         \
    X(RtlULongLongToUInt8, ULONGLONG, UINT8)                                                       \
    X(RtlULongLongToUIntPtr, ULONGLONG, UINT_PTR)                                                  \
    X(RtlULongLongToULong, ULONGLONG, ULONG)                                                       \
    X(RtlULongLongToULongPtr, ULONGLONG, ULONG_PTR)                                                \
    X(RtlULongLongToUShort, ULONGLONG, USHORT)                                                     \
    X(RtlULongPtrToChar, ULONG_PTR, CHAR)                                                          \
    X(RtlULongPtrToInt, ULONG_PTR, INT)                                                            \
    X(RtlULongPtrToInt8, ULONG_PTR, INT8)                                                          \
    X(RtlULongPtrToIntPtr, ULONG_PTR, INT_PTR)                                                     \
    X(RtlULongPtrToLong, ULONG_PTR, LONG)                                                          \
    X(RtlULongPtrToLongLong, ULONG_PTR, LONGLONG)                                                  \
    X(RtlULongPtrToLongPtr, ULONG_PTR, LONG_PTR)                                                   \
    X(RtlULongPtrToShort, ULONG_PTR, SHORT)                                                        \
    X(RtlULongPtrToUChar, ULONG_PTR, UCHAR)                                                        \
    X(RtlULongPtrToUInt, ULONG_PTR, UINT)                                                          \
    X(RtlULongPtrToUInt8, ULONG_PTR, UINT8)                                                        \
    X(RtlULongPtrToUIntPtr, ULONG_PTR, UINT_PTR)                                                   \
    X(RtlULongPtrToULong, ULONG_PTR, ULONG)                                                        \
    X(RtlULongPtrToUShort, ULONG_PTR, USHORT)                                                      \
    X(RtlULongToChar, ULONG, CHAR)                                                                 \
    X(RtlULongToInt, ULONG, INT)                                                                   \
    X(RtlULongToInt8, ULONG, INT8)                                                                 \
    X(RtlULongToIntPtr, ULONG, INT_PTR)                                                            \
    X(RtlULongToLong, ULONG, LONG)                                                                 \
    X(RtlULongToLongPtr, ULONG, LONG_PTR)                                                          \
    X(RtlULongToShort, ULONG, SHORT)                                                               \
    X(RtlULongToUChar, ULONG, UCHAR)                                                               \
    X(RtlULongToUInt, ULONG, UINT)                                                                 \
    X(RtlULongToUInt8, ULONG, UINT8)                                                               \
    X(RtlULongToUIntPtr, ULONG, UINT_PTR)                                                          \
    X(RtlULongToUShort, ULONG, USHORT)                                                             \
    X(RtlUShortToChar, USHORT, CHAR)                                                               \
    X(RtlUShortToInt8, USHORT, INT8)                                                               \
    X(RtlUShortToShort, USHORT, SHORT)                                                             \
    X(RtlUShortToUChar, USHORT, UCHAR)                                                             \
    X(RtlUShortToUInt8, USHORT, UINT8)                                                             \
    X(RtlUIntPtrToInt16, UINT_PTR, INT16)

/* function, type, operation */
#define OPERATIONS(X)                                                                              \
    X(RtlDWordPtrAdd, DWORD_PTR, add)                                                              \
    X(RtlDWordPtrMult, DWORD_PTR, mul)                                                             \
    X(RtlDWordPtrSub, DWORD_PTR, sub)                                                              \
    X(RtlInt8Add, INT8, add)                                                                       \
    X(RtlInt8Mult, INT8, mul)                                                                      \
    X(RtlInt8Sub, INT8, sub)                                                                       \
    X(RtlIntAdd, INT, add)                                                                         \
    X(RtlIntMult, INT, mul)                                                                        \
    X(RtlIntPtrAdd, INT_PTR, add)                                                                  \
    X(RtlIntPtrMult, INT_PTR, mul)                                                                 \
    X(RtlIntPtrSub, INT_PTR, sub)                                                                  \
    X(RtlIntSub, INT, sub)                                                                         \
    X(RtlLongAdd, LONG, add)                                                                       \
    X(RtlLongLongAdd, LONGLONG, add)                                                               \
    X(RtlLongLongMult, LONGLONG, mul)                                                              \
    X(RtlLongLongSub, LONGLONG, sub)                                                               \
    X(RtlLongMult, LONG, mul)                                                                      \
    X(RtlLongPtrAdd, LONG_PTR, add)                                                                \
    X(RtlLongPtrMult, LONG_PTR, mul)                                                               \
    X(RtlLongPtrSub, LONG_PTR, sub)                                                                \
    X(RtlLongSub, LONG, sub)                                                                       \
    X(RtlPtrdiffTAdd, ptrdiff_t, add)                                                              \
    X(RtlPtrdiffTMult, ptrdiff_t, mul)                                                             \
    X(RtlPtrdiffTSub, ptrdiff_t, sub)                                                              \
    X(RtlSSIZETAdd, SSIZE_T, add)                                                                  \
    X(RtlSSIZETMult, SSIZE_T, mul)                                                                 \
    X(RtlSSIZETSub, SSIZE_T, sub)                                                                  \
    X(RtlShortAdd, SHORT, add)                                                                     \
    X(RtlShortMult, SHORT, mul)                                                                    \
    X(RtlShortSub, SHORT, sub)                                                                     \
    X(RtlSizeTAdd, SIZE_T, add)                                                                    \
    X(RtlSizeTMult, SIZE_T, mul)                                                                   \
    X(RtlSizeTSub, SIZE_T, sub)                                                                    \
    X(RtlUInt8Add, UINT8, add)                                                                     \
    X(RtlUInt8Mult, UINT8, mul)                                                                    \
    X(RtlUInt8Sub, UINT8, sub)                                                                     \
    X(RtlUIntAdd, UINT, add)                                                                       \
    X(RtlUIntMult, UINT, mul)                                                                      \
    X(RtlUIntPtrAdd, UINT_PTR, add)                                                                \
    X(RtlUIntPtrMult, UINT_PTR, mul)                                                               \
    X(RtlUIntPtrSub, UINT_PTR, sub)                                                                \
    X(RtlUIntSub, UINT, sub)                                                                       \
    X(RtlULongAdd, ULONG, add)                                                                     \
    X(RtlULongLongAdd, ULONGLONG, add)                                                             \
    X(RtlULongLongMult, ULONGLONG, mul)                                                            \
    X(RtlULongLongSub, ULONGLONG, sub)                                                             \
    X(RtlULongMult, ULONG, mul)                                                                    \
    X(RtlULongPtrAdd, ULONG_PTR, add)                                                              \
    X(RtlULongPtrMult, ULONG_PTR, mul)                                                             \
    X(RtlULongPtrSub, ULONG_PTR, sub)                                                              \
    X(RtlULongSub, ULONG, sub)                                                                     \
    X(RtlUShortAdd, USHORT, add)                                                                   \
    X(RtlUShortMult, USHORT, mul)                                                                  \
    X(RtlUShortSub, USHORT, sub)

static uint64_t seed = 1;
static unsigned calls, overflows;

/* Of every size, and often beside a power of two. */
static uint64_t
any_value(void)
{
    uint64_t value;
    unsigned bits;

    seed = seed * 6364136223846793005u + 1442695040888963407u;
    bits = (unsigned)(seed >> 58);
    value = seed >> 3;
    if ((seed & 1) != 0) {
        value = (1ull << bits) + (seed >> 1 & 3) - 2;
    }
    return (seed & 8) != 0 ? 0 - value : value;
}

static void
check(const char *name, NTSTATUS status, __int128 result, __int128 expected, int fits)
{
    calls++;
    overflows += !fits;
    if (status != (fits ? STATUS_SUCCESS : STATUS_INTEGER_OVERFLOW) ||
        (fits && result != expected)) {
        fail_msg("%s gives 0x%x and %lld instead of %lld", name, (unsigned)status,
                 (long long)result, (long long)expected);
    }
}

/* What a type makes of too large a value: -1, but '\\0' of CHAR. */
#define ERROR_VALUE(Type) ((Type)(_Generic((Type)0, CHAR: 0, default: -1)))

#define CHECK_CONVERSION(Name, From, To)                                                           \
    {                                                                                              \
        From operand = (From)any_value();                                                          \
        To result;                                                                                 \
        NTSTATUS status = Name(operand, &result);                                                  \
        __int128 expected = operand;                                                               \
                                                                                                   \
        check(#Name, status, result, expected, (__int128)(To)operand == expected);                 \
        assert_true(status == STATUS_SUCCESS || result == ERROR_VALUE(To));                        \
    }

#define CHECK_OPERATION(Name, Type, Operation)                                                     \
    {                                                                                              \
        Type left = (Type)any_value(), right = (Type)any_value(), result;                          \
        NTSTATUS status = Name(left, right, &result);                                              \
        __int128 expected;                                                                         \
        int beyond = __builtin_##Operation##_overflow((__int128)left, (__int128)right, &expected); \
                                                                                                   \
        check(#Name, status, result, expected, !beyond && (__int128)(Type)expected == expected);   \
        assert_true(status == STATUS_SUCCESS || result == (Type) - 1);                             \
    }

static void
every_function_agrees(void **state)
{
    for (unsigned i = 0; i < ROUNDS; i++) {
        CONVERSIONS(CHECK_CONVERSION)
        OPERATIONS(CHECK_OPERATION)
    }
    print_message("%u calls, %u of them overflow\n", calls, overflows);
    assert_true(calls > 1000000);
    assert_true(overflows > calls / 10 && overflows < calls * 9 / 10);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_agrees),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
