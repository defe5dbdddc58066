/*
 * ob/test_leak.c - what a test leaves behind fails it
 */
#include "ob_test.h"

static void
leave_nothing(void **state)
{
    ZwClose(new_event(L"\\BaseNamedObjects\\e", OBJ_KERNEL_HANDLE));
}

static void
leave_a_kernel_handle(void **state)
{
    new_event(L"\\BaseNamedObjects\\e", OBJ_KERNEL_HANDLE);
}

static void
leave_a_reference(void **state)
{
    HANDLE handle = new_event(NULL, 0);

    object_of(handle);
    ZwClose(handle);
}

static void
leave_a_permanent_name(void **state)
{
    ZwClose(new_event(L"\\BaseNamedObjects\\e", OBJ_PERMANENT));
}

static void
leave_a_reference_to_the_system_process(void **state)
{
    ObReferenceObject(PsInitialSystemProcess);
}

static void
leave_a_handle_of_a_directory(void **state)
{
    HANDLE handle;

    ZwOpenDirectoryObject(&handle, DIRECTORY_QUERY, named(L"\\Device", OBJ_KERNEL_HANDLE));
}

static bool
fails(void (*body)(void **))
{
    struct sim_setup setup = {.test = body, .name = "body"};

    return sim_boot(&setup).failed;
}

static void
is_found(void **state)
{
    assert_false(fails(leave_nothing));
    assert_true(fails(leave_a_kernel_handle));
    assert_true(fails(leave_a_reference));
    assert_true(fails(leave_a_permanent_name));
    assert_true(fails(leave_a_reference_to_the_system_process));
    assert_true(fails(leave_a_handle_of_a_directory));
}

SIM_TESTS(cmocka_unit_test(is_found))
