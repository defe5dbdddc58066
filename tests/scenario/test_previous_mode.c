/*
 * scenario/test_previous_mode.c - one routine called as Nt and as Zw, by programs and by drivers
 *
 * PreviousMode; using Nt and Zw versions of the native system services routines. Nt trusts its
 * caller as far as the thread's previous mode goes, Zw entirely.
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/previous_mode.h"
#include "schedules.h"

static HANDLE Control, File;
static IO_STATUS_BLOCK Iosb;
static UCHAR Buffer[MODE_BYTES];
static PMODE_STORY Story;

static int
set_up(void **state)
{
    Story = sim_driver_symbol("previous_mode", "Story");
    Control = sim_open(L"\\\\.\\PreviousMode");
    File = CreateFileW(L"\\\\.\\PreviousMode", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                       NULL, OPEN_EXISTING, 0, NULL);
    memset(Buffer, 0, sizeof Buffer);
    return File == INVALID_HANDLE_VALUE ? -1 : 0;
}

static int
tear_down(void **state)
{
    CloseHandle(File);
    CloseHandle(Control);
    return 0;
}

static VOID
call_all(BOOLEAN InThread)
{
    MODE_REQUEST Request = {File, &Iosb, Buffer, InThread};
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    DeviceIoControl(Control, IOCTL_MODES, &Request, sizeof Request, NULL, 0, NULL, &o);
    assert_completes(Control, &o, STATUS_SUCCESS);
    CloseHandle(o.hEvent);
}

static VOID
expect_call(MODE_CALL Call, NTSTATUS Status, LONG Requestor)
{
    assert_nt_status(Call.Status, Status);
    assert_int_equal(Call.Requestor, Requestor);
}

static void
nt_in_a_program_s_thread_trusts_the_program_only(void **state)
{
    call_all(FALSE);
    assert_int_equal(Story->PreviousMode, UserMode);
    expect_call(Story->NtKernelHandle, STATUS_INVALID_HANDLE, -1);
    expect_call(Story->NtKernelBuffer, STATUS_ACCESS_VIOLATION, -1);
    expect_call(Story->NtAllKernel, STATUS_ACCESS_VIOLATION, -1);
    expect_call(Story->NtAllUser, STATUS_SUCCESS, UserMode);
    assert_memory_equal(Buffer, "rrrrrrrr", MODE_BYTES);
    assert_int_equal(Iosb.Information, MODE_BYTES);
}

static void
zw_trusts_the_driver(void **state)
{
    call_all(FALSE);
    expect_call(Story->ZwAllKernel, STATUS_SUCCESS, KernelMode);
    expect_call(Story->ZwUserHandle, STATUS_SUCCESS, KernelMode);
    assert_int_equal(Story->ModeAfterZw, UserMode);
}

/* The page's leak: the handle stays open until ZwClose. */
static void
ntclose_does_not_find_a_kernel_handle(void **state)
{
    call_all(FALSE);
    assert_nt_status(Story->NtClose, STATUS_INVALID_HANDLE);
    assert_nt_status(Story->ZwClose, STATUS_SUCCESS);
}

static void
nt_in_a_system_thread_trusts_the_driver(void **state)
{
    call_all(TRUE);
    assert_int_equal(Story->PreviousMode, KernelMode);
    expect_call(Story->NtAllKernel, STATUS_SUCCESS, KernelMode);
    expect_call(Story->ZwAllKernel, STATUS_SUCCESS, KernelMode);
    expect_call(Story->ZwUserHandle, STATUS_INVALID_HANDLE, -1);
    assert_nt_status(Story->NtClose, STATUS_SUCCESS);
}

static void
a_program_has_no_use_for_kernel_things(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\PreviousMode");
    PVOID Pool = ExAllocatePoolWithTag(NonPagedPoolNx, MODE_BYTES, 'edoM');
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Kernel;

    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(ZwOpenFile(&Kernel, FILE_READ_DATA | SYNCHRONIZE, &Attributes, &Iosb,
                                 FILE_SHARE_READ, FILE_SYNCHRONOUS_IO_NONALERT));
    assert_nt_status(NtReadFile(Kernel, NULL, NULL, NULL, &Iosb, Buffer, sizeof Buffer, NULL, NULL),
                     STATUS_INVALID_HANDLE);
    assert_nt_status(NtReadFile(File, NULL, NULL, NULL, &Iosb, Pool, MODE_BYTES, NULL, NULL),
                     STATUS_ACCESS_VIOLATION);
    assert_nt_status(NtClose(Kernel), STATUS_INVALID_HANDLE);
    assert_nt_success(ZwClose(Kernel));
    ExFreePoolWithTag(Pool, 'edoM');
}

#define MODES(function)                                                                            \
    IN_ALL_SCHEDULES(function, NULL, .driver = "previous_mode", .before = set_up,                  \
                     .after = tear_down)

SIM_TESTS(MODES(nt_in_a_program_s_thread_trusts_the_program_only), MODES(zw_trusts_the_driver),
          MODES(ntclose_does_not_find_a_kernel_handle),
          MODES(nt_in_a_system_thread_trusts_the_driver),
          MODES(a_program_has_no_use_for_kernel_things))
