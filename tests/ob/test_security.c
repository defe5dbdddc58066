/*
 * ob/test_security.c - the descriptors of objects
 */
#include "ob_test.h"

static void
is_what_the_creator_gave(void **state)
{
    POBJECT_ATTRIBUTES attributes = named(L"\\BaseNamedObjects\\s", 0);
    SECURITY_DESCRIPTOR given;
    PSECURITY_DESCRIPTOR kept;
    BOOLEAN allocated;
    HANDLE handle;
    PVOID event;

    RtlCreateSecurityDescriptor(&given, SECURITY_DESCRIPTOR_REVISION);
    RtlSetDaclSecurityDescriptor(&given, TRUE, NULL, FALSE);
    attributes->SecurityDescriptor = &given;
    assert_nt_success(
        ZwCreateEvent(&handle, EVENT_ALL_ACCESS, attributes, NotificationEvent, FALSE));
    event = object_of(handle);
    assert_nt_success(ObGetObjectSecurity(event, &kept, &allocated));
    assert_non_null(kept);
    assert_true(RtlValidSecurityDescriptor(kept));
    assert_true(((SECURITY_DESCRIPTOR *)kept)->Control & SE_SELF_RELATIVE);
    assert_true(((SECURITY_DESCRIPTOR *)kept)->Control & SE_DACL_PRESENT);
    ObReleaseObjectSecurity(kept, allocated);
    ObDereferenceObject(event);
    ZwClose(handle);
}

static void
is_none_if_none_was_given(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PVOID event = object_of(handle);
    PSECURITY_DESCRIPTOR kept = event;
    BOOLEAN allocated = TRUE;

    assert_nt_success(ObGetObjectSecurity(event, &kept, &allocated));
    assert_null(kept);
    assert_false(allocated);
    ObReleaseObjectSecurity(kept, allocated);
    ObDereferenceObject(event);
    ZwClose(handle);
}

static void
must_be_valid(void **state)
{
    POBJECT_ATTRIBUTES attributes = named(L"\\BaseNamedObjects\\s", 0);
    SECURITY_DESCRIPTOR given = {.Revision = 9};
    HANDLE handle;

    attributes->SecurityDescriptor = &given;
    assert_nt_status(ZwCreateEvent(&handle, EVENT_ALL_ACCESS, attributes, NotificationEvent, FALSE),
                     STATUS_INVALID_SECURITY_DESCR);
}

static void
must_be_user_mode_s_own(void **state)
{
    POBJECT_ATTRIBUTES attributes = named(L"\\BaseNamedObjects\\s", 0);
    SECURITY_DESCRIPTOR given;
    HANDLE handle;

    RtlCreateSecurityDescriptor(&given, SECURITY_DESCRIPTOR_REVISION);
    attributes->SecurityDescriptor = &given;
    assert_nt_success(
        NtCreateEvent(&handle, EVENT_ALL_ACCESS, attributes, NotificationEvent, FALSE));
    NtClose(handle);
    given.Owner = PsGetCurrentThread();
    assert_nt_status(NtCreateEvent(&handle, EVENT_ALL_ACCESS, attributes, NotificationEvent, FALSE),
                     STATUS_ACCESS_VIOLATION);
}

SIM_TESTS(SIM_TEST(must_be_user_mode_s_own), SIM_TEST(is_what_the_creator_gave),
          SIM_TEST(is_none_if_none_was_given), SIM_TEST(must_be_valid))
