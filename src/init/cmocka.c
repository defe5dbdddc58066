/*
 * init/cmocka.c - CMocka's assertions in a search, where nobody reads what they say
 *
 * CMocka collects the text of each failure until the test ends: of thousands of schedules that
 * fail on the way to the shortest one, it would print all. In such a schedule a failed assertion
 * goes straight to _fail; else CMocka's own function is called.
 */
#include "init.h"

#include <sim/test.h>

#define INI_ASSERTION(Name, Fails, Parameters, ...)                                                \
    void Name Parameters                                                                           \
    {                                                                                              \
        typedef void INI_ORIGINAL Parameters;                                                      \
                                                                                                   \
        if (!(Fails)) {                                                                            \
            return;                                                                                \
        }                                                                                          \
        if (HalIsMute()) {                                                                         \
            _fail(file, line);                                                                     \
        }                                                                                          \
        ((INI_ORIGINAL *)HalNextSymbol(#Name))(__VA_ARGS__);                                       \
    }

INI_ASSERTION(_assert_true, result == 0,
              (const LargestIntegralType result, const char *const expression,
               const char *const file, const int line),
              result, expression, file, line)

INI_ASSERTION(_assert_int_equal, a != b,
              (const LargestIntegralType a, const LargestIntegralType b, const char *const file,
               const int line),
              a, b, file, line)

INI_ASSERTION(_assert_int_not_equal, a == b,
              (const LargestIntegralType a, const LargestIntegralType b, const char *const file,
               const int line),
              a, b, file, line)

INI_ASSERTION(_assert_string_equal, strcmp(a, b) != 0,
              (const char *const a, const char *const b, const char *const file, const int line), a,
              b, file, line)

INI_ASSERTION(_assert_memory_equal, memcmp(a, b, size) != 0,
              (const void *const a, const void *const b, const size_t size, const char *const file,
               const int line),
              a, b, size, file, line)

INI_ASSERTION(_assert_string_not_equal, strcmp(a, b) == 0,
              (const char *const a, const char *const b, const char *file, const int line), a, b,
              file, line)

INI_ASSERTION(_assert_memory_not_equal, memcmp(a, b, size) == 0,
              (const void *const a, const void *const b, const size_t size, const char *const file,
               const int line),
              a, b, size, file, line)

INI_ASSERTION(_assert_in_range, !(value >= minimum && value <= maximum),
              (const LargestIntegralType value, const LargestIntegralType minimum,
               const LargestIntegralType maximum, const char *const file, const int line),
              value, minimum, maximum, file, line)

INI_ASSERTION(_assert_not_in_range, value >= minimum && value <= maximum,
              (const LargestIntegralType value, const LargestIntegralType minimum,
               const LargestIntegralType maximum, const char *const file, const int line),
              value, minimum, maximum, file, line)

/* What fail_msg() says. */
void
print_error(const char *const format, ...)
{
    typedef void INI_ORIGINAL(const char *, __builtin_va_list);
    __builtin_va_list Arguments;

    if (HalIsMute()) {
        return;
    }
    __builtin_va_start(Arguments, format);
    ((INI_ORIGINAL *)HalNextSymbol("vprint_error"))(format, Arguments);
    __builtin_va_end(Arguments);
}
