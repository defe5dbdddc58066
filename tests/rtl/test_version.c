/*
 * rtl/test_version.c - which Windows this is
 */
#include <ntifs.h>
#include <sim/test.h>

static NTSTATUS
verify(ULONG major, ULONG minor, UCHAR condition)
{
    RTL_OSVERSIONINFOEXW wanted = {.dwOSVersionInfoSize = sizeof(wanted)};
    ULONGLONG mask = 0;

    wanted.dwMajorVersion = major;
    wanted.dwMinorVersion = minor;
    VER_SET_CONDITION(mask, VER_MAJORVERSION, condition);
    VER_SET_CONDITION(mask, VER_MINORVERSION, condition);
    return RtlVerifyVersionInfo(&wanted, VER_MAJORVERSION | VER_MINORVERSION, mask);
}

static void
it_is_windows_10(void **state)
{
    RTL_OSVERSIONINFOEXW version = {.dwOSVersionInfoSize = sizeof(version)};

    assert_nt_success(RtlGetVersion((PRTL_OSVERSIONINFOW)&version));
    assert_int_equal(version.dwMajorVersion, 10);
    assert_int_equal(version.dwMinorVersion, 0);
    assert_int_equal(version.dwBuildNumber, 19041);
    assert_int_equal(version.wProductType, VER_NT_WORKSTATION);
    assert_true(RtlIsNtDdiVersionAvailable(NTDDI_WIN7));
    assert_true(RtlIsNtDdiVersionAvailable(NTDDI_WIN10));
    assert_false(RtlIsNtDdiVersionAvailable(0x0B000000));
}

static void
a_small_structure_is_not_overrun(void **state)
{
    RTL_OSVERSIONINFOEXW version;

    memset(&version, 0x55, sizeof(version));
    version.dwOSVersionInfoSize = sizeof(RTL_OSVERSIONINFOW);
    RtlGetVersion((PRTL_OSVERSIONINFOW)&version);
    assert_int_equal(version.wServicePackMajor, 0x5555);
}

static void
parts_are_compared_one_after_the_other(void **state)
{
    assert_nt_status(verify(6, 1, VER_GREATER_EQUAL),
                     STATUS_SUCCESS); // minor 0 < 1 does not matter
    assert_nt_status(verify(10, 0, VER_GREATER_EQUAL), STATUS_SUCCESS);
    assert_nt_status(verify(10, 1, VER_GREATER_EQUAL), STATUS_REVISION_MISMATCH);
    assert_nt_status(verify(11, 0, VER_GREATER_EQUAL), STATUS_REVISION_MISMATCH);
    assert_nt_status(verify(10, 0, VER_EQUAL), STATUS_SUCCESS);
    assert_nt_status(verify(10, 1, VER_LESS), STATUS_SUCCESS);
}

static void
no_condition_is_no_question(void **state)
{
    RTL_OSVERSIONINFOEXW wanted = {.dwOSVersionInfoSize = sizeof(wanted)};

    assert_nt_status(RtlVerifyVersionInfo(&wanted, 0, 0), STATUS_INVALID_PARAMETER);
}

SIM_TESTS(SIM_TEST(it_is_windows_10), SIM_TEST(a_small_structure_is_not_overrun),
          SIM_TEST(parts_are_compared_one_after_the_other), SIM_TEST(no_condition_is_no_question))
