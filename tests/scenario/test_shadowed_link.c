/*
 * scenario/test_shadowed_link.c - how long names live, and for whom
 *
 * Local and global MS-DOS device names; life cycle of an object. Who may open a device is in
 * io/test_device_secure.c.
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/shadowed_link.h"
#include "schedules.h"

static ULONG Found, Gone;

/* --- links ------------------------------------------------------------------------------------ */

static HANDLE
open_link(PCWSTR Path)
{
    HANDLE h = CreateFileW(Path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                           OPEN_EXISTING, 0, NULL);

    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    return h;
}

static VOID
change(ULONG Code)
{
    HANDLE h = open_link(L"\\\\.\\Global\\Shadowed");
    DWORD Bytes;

    assert_true(DeviceIoControl(h, Code, NULL, 0, NULL, 0, &Bytes, NULL));
    CloseHandle(h);
}

static DWORD
which(PCWSTR Path)
{
    HANDLE h = open_link(Path);
    UCHAR Answer[2];
    DWORD Bytes;

    assert_true(DeviceIoControl(h, IOCTL_WHICH, NULL, 0, Answer, sizeof Answer, &Bytes, NULL));
    CloseHandle(h);
    return Bytes;
}

static void
a_link_made_for_a_program_shadows_everybodys(void **state)
{
    assert_int_equal(which(L"\\\\.\\Shadowed"), 1);
    change(IOCTL_LINK);
    assert_int_equal(which(L"\\\\.\\Shadowed"), 2);
    assert_int_equal(which(L"\\\\.\\Global\\Shadowed"), 1);
    change(IOCTL_UNLINK);
    assert_int_equal(which(L"\\\\.\\Shadowed"), 1);
}

static void
another_logon_session_does_not_see_it(void **state)
{
    DWORD Number;

    change(IOCTL_LINK);
    sim_impersonate(SIM_SYSTEM);
    Number = which(L"\\\\.\\Shadowed");
    sim_revert();
    assert_int_equal(Number, 1);
    assert_int_equal(which(L"\\\\.\\Shadowed"), 2);
    change(IOCTL_UNLINK);
}

/* --- objects ---------------------------------------------------------------------------------- */

static OBJECT_ATTRIBUTES Attributes;
static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\StoryEvent");

static HANDLE
create_event(ULONG Flags)
{
    HANDLE Event;

    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE | Flags, NULL, NULL);
    assert_nt_success(ZwCreateEvent(&Event, EVENT_ALL_ACCESS, &Attributes, NotificationEvent, 0));
    return Event;
}

static NTSTATUS
open_event(HANDLE *Event)
{
    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwOpenEvent(Event, EVENT_ALL_ACCESS, &Attributes);
}

static void
the_name_goes_with_the_last_handle_the_body_with_the_last_reference(void **state)
{
    HANDLE Event = create_event(0), Second;
    PKEVENT Object;

    assert_nt_success(ObReferenceObjectByHandle(Event, EVENT_ALL_ACCESS, *ExEventObjectType,
                                                KernelMode, (PVOID *)&Object, NULL));
    assert_nt_success(open_event(&Second));
    ZwClose(Event);
    assert_nt_success(open_event(&Event));
    ZwClose(Event);
    ZwClose(Second);
    assert_nt_status(open_event(&Event), STATUS_OBJECT_NAME_NOT_FOUND);
    KeSetEvent(Object, IO_NO_INCREMENT, FALSE);
    assert_int_equal(KeReadStateEvent(Object), 1);
    ObDereferenceObject(Object);
}

static void
a_permanent_object_lives_without_handles(void **state)
{
    HANDLE Event = create_event(OBJ_PERMANENT);

    ZwClose(Event);
    assert_nt_success(open_event(&Event));
    assert_nt_success(ZwMakeTemporaryObject(Event));
    ZwClose(Event);
    assert_nt_status(open_event(&Event), STATUS_OBJECT_NAME_NOT_FOUND);
}

static void
closes(void *event)
{
    ZwClose(event);
}

/* The object is found or not; if it is, it is whole. */
static void
opening_races_with_the_last_close(void **state)
{
    HANDLE thread = sim_thread(closes, create_event(0)), Event;
    NTSTATUS Status;

    KeStallExecutionProcessor(sim_choose(3));
    Status = open_event(&Event);
    if (NT_SUCCESS(Status)) {
        Found++;
        assert_nt_success(ZwSetEvent(Event, NULL));
        ZwClose(Event);
    } else {
        Gone++;
        assert_nt_status(Status, STATUS_OBJECT_NAME_NOT_FOUND);
    }
    sim_join(thread);
    assert_nt_status(open_event(&Event), STATUS_OBJECT_NAME_NOT_FOUND);
}

static void
both_were_met(void)
{
    print_message("found %u times, gone %u times\n", Found, Gone);
    assert_true(Found != 0);
    assert_true(Gone != 0);
}

SIM_TESTS(IN_ALL_SCHEDULES(a_link_made_for_a_program_shadows_everybodys, NULL,
                           .driver = "shadowed_link"),
          IN_ALL_SCHEDULES(another_logon_session_does_not_see_it, NULL, .driver = "shadowed_link"),
          IN_ALL_SCHEDULES(the_name_goes_with_the_last_handle_the_body_with_the_last_reference,
                           NULL),
          IN_ALL_SCHEDULES(a_permanent_object_lives_without_handles, NULL),
          IN_ALL_SCHEDULES(opening_races_with_the_last_close, both_were_met))
