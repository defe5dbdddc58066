/*
 * tests/init/test_syscall.c - system calls: whose stack, which mode, which arguments
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/mode/mode.h"

static HANDLE
open_mode(void)
{
    return CreateFileW(L"\\\\.\\Mode", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
}

static BOOL
control(HANDLE file, DWORD code, void *buffer, DWORD size)
{
    DWORD bytes;

    return DeviceIoControl(file, code, buffer, size, buffer, size, &bytes, NULL);
}

static void
runs_on_the_kernel_stack_with_previous_mode_user(void **state)
{
    HANDLE file = open_mode();
    struct mode mode;

    assert_true(control(file, IOCTL_MODE_TELL, &mode, sizeof mode));
    assert_int_equal(mode.PreviousMode, UserMode);
    assert_true((ULONG_PTR)mode.Local > MmUserProbeAddress);
    assert_true((ULONG_PTR)&file < MmUserProbeAddress);
    assert_true(mode.RemainingStack > 8192);
    assert_int_equal((ULONG_PTR)mode.Process, GetCurrentProcessId());
    CloseHandle(file);
}

static void
is_in_kernel_mode_when_it_calls_the_kernel_itself(void **state)
{
    assert_int_equal(ExGetPreviousMode(), KernelMode);
}

static void
has_its_mode_back_afterwards(void **state)
{
    HANDLE file = open_mode();
    struct mode mode;

    for (int i = 0; i < 3; i++) {
        assert_true(control(file, IOCTL_MODE_TELL, &mode, sizeof mode));
        assert_int_equal(mode.PreviousMode, UserMode);
        assert_int_equal(ExGetPreviousMode(), KernelMode);
    }
    CloseHandle(file);
}

static void
lets_a_driver_make_calls_in_its_callers_mode(void **state)
{
    HANDLE file = open_mode(), event = CreateEventW(NULL, TRUE, FALSE, NULL), twice = event;

    assert_true(control(file, IOCTL_MODE_CLOSE, &event, sizeof event));
    assert_false(control(file, IOCTL_MODE_CLOSE, &twice, sizeof twice));
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
    CloseHandle(file);
}

static void
passes_arguments_beyond_the_sixth(void **state)
{
    HANDLE file = open_mode();
    struct mode mode = {0};
    IO_STATUS_BLOCK iosb;

    assert_nt_success(NtDeviceIoControlFile(file, NULL, NULL, NULL, &iosb, IOCTL_MODE_TELL, NULL, 0,
                                            &mode, sizeof mode));
    assert_int_equal(iosb.Information, sizeof mode);
    assert_int_equal(mode.PreviousMode, UserMode);
    CloseHandle(file);
}

#define MODE .driver = "mode"
SIM_TESTS(SIM_TEST(runs_on_the_kernel_stack_with_previous_mode_user, MODE),
          SIM_TEST(is_in_kernel_mode_when_it_calls_the_kernel_itself),
          SIM_TEST(has_its_mode_back_afterwards, MODE),
          SIM_TEST(lets_a_driver_make_calls_in_its_callers_mode, MODE),
          SIM_TEST(passes_arguments_beyond_the_sixth, MODE))
