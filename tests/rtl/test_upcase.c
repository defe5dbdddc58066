/*
 * rtl/test_upcase.c - upper and lower case
 */
#include <ntifs.h>
#include <sim/test.h>

#define TABLE_CHECKSUM                                                                             \
    0xE619D30D /* of the recommended up-case table, exFAT specification 7.2.5.1 */

#define LONG_RUN 512

static ULONG Checksum;

static void
add(USHORT value)
{
    Checksum = (Checksum << 31 | Checksum >> 1) + (value & 0xFF);
    Checksum = (Checksum << 31 | Checksum >> 1) + (value >> 8);
}

/* How many characters from first on are their own upper case. */
static ULONG
run_of_identities(ULONG first)
{
    ULONG end = first;

    while (end < 0x10000 && RtlUpcaseUnicodeChar((WCHAR)end) == end) {
        end++;
    }
    return end - first;
}

static void
the_mappings_are_those_that_microsoft_publishes(void **state)
{
    ULONG character = 0;

    /* That table spells out short runs of identities and compresses the long ones. */
    Checksum = 0;
    while (character < 0x10000) {
        ULONG run = run_of_identities(character);

        if (run > LONG_RUN) {
            add(0xFFFF);
            add((USHORT)run);
            character += run;
        } else {
            add(RtlUpcaseUnicodeChar((WCHAR)character));
            character++;
        }
    }
    assert_int_equal(Checksum, TABLE_CHECKSUM);
}

static void
lower_case_undoes_upper_case(void **state)
{
    ULONG pairs = 0;

    for (ULONG character = 0; character < 0x10000; character++) {
        WCHAR lower = RtlDowncaseUnicodeChar((WCHAR)character);

        if (lower != character) {
            assert_int_equal(RtlDowncaseUnicodeChar(lower), lower);
            pairs++;
        }
    }
    assert_in_range(pairs, 860, 880);
}

static void
some_letters(void **state)
{
    assert_int_equal(RtlUpcaseUnicodeChar('q'), 'Q');
    assert_int_equal(RtlUpcaseUnicodeChar(0xFF), 0x178);
    assert_int_equal(RtlUpcaseUnicodeChar(0x3C2), 0x3A3); // final sigma
    assert_int_equal(RtlUpcaseUnicodeChar(0x131), 0x131); // dotless i
    assert_int_equal(RtlUpcaseUnicodeChar(0xDF), 0xDF);   // sharp s
    assert_int_equal(RtlDowncaseUnicodeChar(0x3A3), 0x3C3);
    assert_int_equal(RtlDowncaseUnicodeChar(0x23A), 0x2C65);
}

static void
whole_strings(void **state)
{
    UNICODE_STRING from = RTL_CONSTANT_STRING(L"a\xE4Z"), to = {0};
    WCHAR buffer[3];

    assert_nt_success(RtlUpcaseUnicodeString(&to, &from, TRUE));
    assert_int_equal(to.Length, 6);
    assert_memory_equal(to.Buffer, L"A\xC4Z", 6);
    RtlFreeUnicodeString(&to);
    to.Buffer = buffer;
    to.MaximumLength = 4;
    assert_nt_status(RtlDowncaseUnicodeString(&to, &from, FALSE), STATUS_BUFFER_OVERFLOW);
    to.MaximumLength = 6;
    assert_nt_success(RtlDowncaseUnicodeString(&to, &from, FALSE));
    assert_memory_equal(buffer, L"a\xE4z", 6);
}

SIM_TESTS(SIM_TEST(the_mappings_are_those_that_microsoft_publishes),
          SIM_TEST(lower_case_undoes_upper_case), SIM_TEST(some_letters), SIM_TEST(whole_strings))
