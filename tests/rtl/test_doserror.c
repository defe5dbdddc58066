/*
 * rtl/test_doserror.c - the system error code of a status
 */
#include <ntifs.h>
#include <sim/test.h>

static void
statuses_have_the_codes_that_programs_see(void **state)
{
    static const struct {
        NTSTATUS Status;
        ULONG Error;
    } Known[] = {
        {STATUS_SUCCESS, ERROR_SUCCESS},
        {STATUS_PENDING, ERROR_IO_PENDING},
        {STATUS_ACCESS_DENIED, ERROR_ACCESS_DENIED},
        {STATUS_OBJECT_NAME_NOT_FOUND, ERROR_FILE_NOT_FOUND},
        {STATUS_BUFFER_OVERFLOW, ERROR_MORE_DATA},
        {STATUS_INVALID_PARAMETER_7, ERROR_INVALID_PARAMETER},
        {STATUS_DIRECTORY_NOT_EMPTY, 145},
        {STATUS_CONNECTION_REFUSED, 1225},
    };

    for (ULONG i = 0; i < ARRAYSIZE(Known); i++) {
        assert_int_equal(RtlNtStatusToDosError(Known[i].Status), Known[i].Error);
        assert_int_equal(RtlNtStatusToDosErrorNoTeb(Known[i].Status), Known[i].Error);
    }
}

static void
a_status_without_a_code_has_the_code_for_that(void **state)
{
    assert_int_equal(RtlNtStatusToDosError((NTSTATUS)0xC000FFFF), ERROR_MR_MID_NOT_FOUND);
}

static void
a_status_made_from_an_error_code_is_that_again(void **state)
{
    assert_int_equal(RtlNtStatusToDosError((NTSTATUS)0xC00704D3), 0x4D3);
}

static void
a_vendors_own_status_stays_as_it_is(void **state)
{
    assert_true(RtlNtStatusToDosErrorNoTeb((NTSTATUS)0xE0000017) == 0xE0000017);
}

SIM_TESTS(SIM_TEST(statuses_have_the_codes_that_programs_see),
          SIM_TEST(a_status_without_a_code_has_the_code_for_that),
          SIM_TEST(a_status_made_from_an_error_code_is_that_again),
          SIM_TEST(a_vendors_own_status_stays_as_it_is))
