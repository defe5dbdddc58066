/*
 * tests/io/test_device_link.c - MS-DOS device names, of the system and of a logon session
 *
 * io/device/link.c, ob/dosdevices.c.
 */
#include "kit.h"

#define TARGET L"\\Device\\Kit"

static NTSTATUS
create(PCWSTR Name)
{
    UNICODE_STRING Link, Target = RTL_CONSTANT_STRING(TARGET);

    RtlInitUnicodeString(&Link, Name);
    return IoCreateSymbolicLink(&Link, &Target);
}

static NTSTATUS delete(PCWSTR Name)
{
    UNICODE_STRING Link;

    RtlInitUnicodeString(&Link, Name);
    return IoDeleteSymbolicLink(&Link);
}

/* What the link says; 0: there is none. */
static WCHAR
last_of_target(PCWSTR Name)
{
    WCHAR Room[64] = {0};
    UNICODE_STRING Link, Target = {.MaximumLength = sizeof(Room), .Buffer = Room};
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Handle;

    RtlInitUnicodeString(&Link, Name);
    InitializeObjectAttributes(&Attributes, &Link, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    if (!NT_SUCCESS(ZwOpenSymbolicLinkObject(&Handle, GENERIC_READ, &Attributes))) {
        return 0;
    }
    assert_nt_success(ZwQuerySymbolicLinkObject(Handle, &Target, NULL));
    ZwClose(Handle);
    return Room[Target.Length / sizeof(WCHAR) - 1];
}

/* --- in a logon session ----------------------------------------------------------------------- */

static void
a_users_link_is_of_his_logon_session(void **state)
{
    assert_nt_success(create(L"\\??\\Local"));
    assert_int_equal(last_of_target(L"\\??\\Local"), L't');
    assert_int_equal(last_of_target(L"\\DosDevices\\local"), L't');
    assert_int_equal(last_of_target(L"\\GLOBAL??\\Local"), 0);
    assert_nt_status(create(L"\\??\\Local"), STATUS_OBJECT_NAME_COLLISION);
    assert_nt_success(delete (L"\\??\\Local"));
    assert_int_equal(last_of_target(L"\\??\\Local"), 0);
    assert_nt_status(delete (L"\\??\\Local"), STATUS_OBJECT_NAME_NOT_FOUND);
}

static void
a_link_of_driverentry_is_global(void **state)
{
    assert_int_equal(last_of_target(L"\\GLOBAL??\\EntryLink"), L'y');
    assert_int_equal(last_of_target(L"\\??\\EntryLink"), L'y');
}

static void
a_local_link_shadows_the_global_one(void **state)
{
    assert_nt_success(create(L"\\DosDevices\\EntryLink"));
    assert_int_equal(last_of_target(L"\\??\\EntryLink"), L't');
    assert_int_equal(last_of_target(L"\\??\\Global\\EntryLink"), L'y');
    assert_nt_success(delete (L"\\??\\EntryLink")); // the local one
    assert_int_equal(last_of_target(L"\\??\\EntryLink"), L'y');
}

static void
dosdevices_global_is_for_everybody(void **state)
{
    assert_nt_success(create(L"\\DosDevices\\Global\\Mine"));
    assert_int_equal(last_of_target(L"\\GLOBAL??\\Mine"), L't');
    assert_nt_success(delete (L"\\DosDevices\\Global\\Mine"));
}

static void
localsystem_has_the_global_names_only(void **state)
{
    assert_nt_success(create(L"\\??\\Everybodys"));
    assert_int_equal(last_of_target(L"\\GLOBAL??\\Everybodys"), L't');
    assert_nt_success(delete (L"\\??\\Everybodys"));
}

static void
another_session_does_not_see_it(void **state)
{
    assert_nt_success(create(L"\\??\\Private"));
    sim_impersonate(SIM_USER);
    assert_int_equal(last_of_target(L"\\??\\Private"), 0);
    sim_revert();
    assert_int_equal(last_of_target(L"\\??\\Private"), L't');
    assert_nt_success(delete (L"\\??\\Private"));
}

static void
programs_open_devices_by_their_sessions_names(void **state)
{
    PDEVICE_OBJECT Device = KitDevice(L"Kit", 0); // \??\Kit, of this session
    HANDLE h = CreateFileW(L"\\\\.\\Kit", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    assert_true(CloseHandle(h));
    KitDelete(Device, L"Kit");
}

/* --- other links ------------------------------------------------------------------------------ */

static void
an_unprotected_link_is_a_link(void **state)
{
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\Open"), Target = RTL_CONSTANT_STRING(TARGET);

    assert_nt_success(IoCreateUnprotectedSymbolicLink(&Link, &Target));
    assert_int_equal(last_of_target(L"\\??\\Open"), L't');
    assert_nt_success(IoDeleteSymbolicLink(&Link));
}

static void
an_arc_name_is_a_link(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\ArcName\\multi(0)disk(0)fdisk(0)");
    UNICODE_STRING Target = RTL_CONSTANT_STRING(TARGET);

    assert_nt_success(IoAssignArcName(&Name, &Target));
    assert_int_equal(last_of_target(L"\\ArcName\\multi(0)disk(0)fdisk(0)"), L't');
    assert_nt_success(IoDeassignArcName(&Name));
}

static void
forget(void **state)
{
    assert_nt_success(create(L"\\??\\Forgotten"));
}

static void
a_forgotten_link_is_a_leak(void **state)
{
    assert_true(sim_boot(&(struct sim_setup){.name = "forget", .test = forget}).failed);
}

#define T(function) SIM_TEST(function, .driver = "io_entry", .drivers = {"io_kit"})

SIM_TESTS(T(a_users_link_is_of_his_logon_session), T(a_link_of_driverentry_is_global),
          T(a_local_link_shadows_the_global_one), T(dosdevices_global_is_for_everybody),
          SIM_TEST(localsystem_has_the_global_names_only, .account = SIM_SYSTEM),
          T(another_session_does_not_see_it), T(programs_open_devices_by_their_sessions_names),
          T(an_unprotected_link_is_a_link), T(an_arc_name_is_a_link),
          cmocka_unit_test(a_forgotten_link_is_a_leak))
