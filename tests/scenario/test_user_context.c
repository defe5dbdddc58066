/*
 * scenario/test_user_context.c - a program's address in the wrong process, and after it was freed
 *
 * Using neither buffered nor direct I/O; errors in referencing user-space addresses: a raw address
 * is good in its own process only. A locked MDL's system address is good anywhere.
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/user_context.h"

static HANDLE File;

static PUCHAR
memory(VOID)
{
    PVOID Base = NULL;
    SIZE_T Size = PAGE_SIZE;

    assert_nt_success(NtAllocateVirtualMemory(NtCurrentProcess(), &Base, 0, &Size,
                                              MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    *(PUCHAR)Base = 7;
    return Base;
}

static VOID
free_memory(PVOID Base)
{
    SIZE_T Size = 0;

    assert_nt_success(NtFreeVirtualMemory(NtCurrentProcess(), &Base, &Size, MEM_RELEASE));
}

static NTSTATUS
ask(HANDLE Device, ULONG Code, PVOID In, ULONG Length)
{
    IO_STATUS_BLOCK Iosb;

    return NtDeviceIoControlFile(Device, NULL, NULL, NULL, &Iosb, Code, In, Length, NULL, 0);
}

static HANDLE
open(VOID)
{
    HANDLE Device =
        CreateFileW(L"\\\\.\\UserContext", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

    assert_ptr_not_equal(Device, INVALID_HANDLE_VALUE);
    return Device;
}

static int
set_up(void **state)
{
    File = open();
    return 0;
}

static int
tear_down(void **state)
{
    CloseHandle(File);
    return 0;
}

static PUCHAR
keep(ULONG Length)
{
    PUCHAR Address = memory();

    assert_nt_success(ask(File, IOCTL_KEEP, Address, Length));
    return Address;
}

static VOID
no_guard(VOID)
{
    *(PBOOLEAN)sim_driver_symbol("user_context", "Unguarded") = TRUE;
}

/* --- the right process ------------------------------------------------------------------------ */

static void
an_address_is_good_in_its_own_process(void **state)
{
    PUCHAR Address = keep(1);

    assert_nt_success(ask(File, IOCTL_TOUCH, NULL, 0));
    assert_int_equal(*(PUCHAR)sim_driver_symbol("user_context", "Seen"), 7);
    free_memory(Address);
}

static void
a_freed_address_faults(void **state)
{
    free_memory(keep(1));
    assert_int_equal(ask(File, IOCTL_TOUCH, NULL, 0), STATUS_ACCESS_VIOLATION);
}

static void
a_freed_address_without_a_handler_ends_the_system(void **state)
{
    free_memory(keep(1));
    no_guard();
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, ask(File, IOCTL_TOUCH, NULL, 0));
    assert_int_equal((ULONG)sim_bugcheck_parameter(1), (ULONG)STATUS_ACCESS_VIOLATION);
}

/* --- a system thread -------------------------------------------------------------------------- */

static void
a_worker_thread_faults(void **state)
{
    PUCHAR Address = keep(1);

    assert_int_equal(ask(File, IOCTL_TOUCH_IN_WORKER, NULL, 0), STATUS_ACCESS_VIOLATION);
    free_memory(Address);
}

static void
a_worker_thread_without_a_handler_ends_the_system(void **state)
{
    keep(1);
    no_guard();
    assert_bugcheck(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, ask(File, IOCTL_TOUCH_IN_WORKER, NULL, 0));
    assert_int_equal((ULONG)sim_bugcheck_parameter(1), (ULONG)STATUS_ACCESS_VIOLATION);
}

static void
a_worker_thread_may_use_the_system_address_of_a_locked_mdl(void **state)
{
    PUCHAR Address = keep(2);

    assert_nt_success(ask(File, IOCTL_TOUCH_BY_MDL, NULL, 0));
    assert_int_equal(*(PUCHAR)sim_driver_symbol("user_context", "Seen"), 7);
    CloseHandle(File);
    free_memory(Address);
    File = open();
}

/* --- another process -------------------------------------------------------------------------- */

static void
touches_it(void *Code)
{
    HANDLE Device = open();

    assert_int_equal(ask(Device, IOCTL_TOUCH, NULL, 0), STATUS_ACCESS_VIOLATION);
    assert_nt_success(ask(Device, IOCTL_TOUCH_ATTACHED, NULL, 0));
    CloseHandle(Device);
}

static void
another_process_faults_unless_it_attaches(void **state)
{
    PUCHAR Address = keep(1);

    sim_join(sim_process(touches_it, NULL));
    free_memory(Address);
}

static void
touches_it_unguarded(void *unused)
{
    ask(open(), IOCTL_TOUCH, NULL, 0);
}

static void
another_process_without_a_handler_ends_the_system(void **state)
{
    keep(1);
    no_guard();
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, sim_join(sim_process(touches_it_unguarded, NULL)));
}

/* On one processor: on another one, the process may be current meanwhile. */
#define T(function)                                                                                \
    SIM_TEST(function, .driver = "user_context", .before = set_up, .after = tear_down, .cpus = 1)

SIM_TESTS(T(an_address_is_good_in_its_own_process), T(a_freed_address_faults),
          T(a_freed_address_without_a_handler_ends_the_system), T(a_worker_thread_faults),
          T(a_worker_thread_without_a_handler_ends_the_system),
          T(a_worker_thread_may_use_the_system_address_of_a_locked_mdl),
          T(another_process_faults_unless_it_attaches),
          T(another_process_without_a_handler_ends_the_system))
