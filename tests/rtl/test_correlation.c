/*
 * rtl/test_correlation.c - correlation vectors
 */
#include <ntifs.h>
#include <sim/test.h>

static const GUID zeros,
    ones = {0xFFFFFFFF, 0xFFFF, 0xFFFF, {255, 255, 255, 255, 255, 255, 255, 255}};
static const GUID guid = {0x03020100, 0x0504, 0x0706, {8, 9, 10, 11, 12, 13, 14, 15}};
static CORRELATION_VECTOR vector;

static void
begin(PCSTR behind_the_base)
{
    memset(&vector, 0, sizeof vector);
    vector.Version = RTL_CORRELATION_VECTOR_VERSION_2;
    strcpy(vector.Vector, "AAAAAAAAAAAAAAAAAAAAAA");
    strcat(vector.Vector, behind_the_base);
}

static void
a_vector_begins_with_the_guid_in_base64(void **state)
{
    assert_int_equal(
        RtlInitializeCorrelationVector(&vector, RTL_CORRELATION_VECTOR_VERSION_2, &guid),
        STATUS_SUCCESS);
    assert_string_equal(vector.Vector, "AAECAwQFBgcICQoLDA0ODw.0");
    assert_int_equal(RtlValidateCorrelationVector(&vector), STATUS_SUCCESS);
    RtlInitializeCorrelationVector(&vector, RTL_CORRELATION_VECTOR_VERSION_CURRENT, &ones);
    assert_string_equal(vector.Vector, "/////////////////////w.0");
    RtlInitializeCorrelationVector(&vector, RTL_CORRELATION_VECTOR_VERSION_1, &zeros);
    assert_string_equal(vector.Vector, "AAAAAAAAAAAAAAAA.0");
    assert_int_equal(RtlInitializeCorrelationVector(&vector, 2, NULL),
                     (ULONG)STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlInitializeCorrelationVector(&vector, 3, &guid),
                     (ULONG)STATUS_INVALID_PARAMETER);
}

static void
the_last_number_is_incremented_and_another_one_appended(void **state)
{
    begin(".3.9");
    assert_int_equal(RtlIncrementCorrelationVector(&vector), STATUS_SUCCESS);
    assert_string_equal(vector.Vector + 22, ".3.10");
    assert_int_equal(RtlExtendCorrelationVector(&vector), STATUS_SUCCESS);
    assert_string_equal(vector.Vector + 22, ".3.10.0");
    assert_int_equal(RtlIncrementCorrelationVector(&vector), STATUS_SUCCESS);
    assert_string_equal(vector.Vector + 22, ".3.10.1");
}

static void
a_vector_that_is_full_stays_as_it_is(void **state)
{
    begin(".4294967295");
    assert_int_equal(RtlIncrementCorrelationVector(&vector), (ULONG)STATUS_BUFFER_OVERFLOW);
    assert_string_equal(vector.Vector + 22, ".4294967295");
    begin("");
    while (strlen(vector.Vector) < RTL_CORRELATION_VECTOR_STRING_LENGTH - 1) {
        strcat(vector.Vector, ".9");
    }
    assert_int_equal(RtlExtendCorrelationVector(&vector), (ULONG)STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlIncrementCorrelationVector(&vector), (ULONG)STATUS_BUFFER_OVERFLOW);
    assert_int_equal(RtlValidateCorrelationVector(&vector), STATUS_SUCCESS);
}

static void
what_does_not_match_is_invalid(void **state)
{
    static const PCSTR bad[] = {"", ".", "0", ".0.", ".a", ".0x", "..0", ".0 "};

    for (ULONG i = 0; i < ARRAYSIZE(bad); i++) {
        begin(bad[i]);
        assert_int_equal(RtlValidateCorrelationVector(&vector), (ULONG)STATUS_INVALID_PARAMETER);
    }
    begin(".0");
    vector.Vector[3] = '-';
    assert_int_equal(RtlValidateCorrelationVector(&vector), (ULONG)STATUS_INVALID_PARAMETER);
    begin(".0");
    vector.Vector[21] = 'B'; // more than 16 bytes
    assert_int_equal(RtlValidateCorrelationVector(&vector), (ULONG)STATUS_INVALID_PARAMETER);
    begin(".0");
    vector.Version = 7;
    assert_int_equal(RtlValidateCorrelationVector(&vector), (ULONG)STATUS_INVALID_PARAMETER);
}

SIM_TESTS(SIM_TEST(a_vector_begins_with_the_guid_in_base64),
          SIM_TEST(the_last_number_is_incremented_and_another_one_appended),
          SIM_TEST(a_vector_that_is_full_stays_as_it_is), SIM_TEST(what_does_not_match_is_invalid))
