/*
 * tests/wmi/test_provider.c - event providers register, are enabled, and write events
 *
 * wmi/provider.c, wmi/write.c, wmi/session.c, wmi/activity.c.
 */
#include "kit.h"

static const GUID Id = {0xCAFE0001, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static REGHANDLE Handle;
static struct {
    ULONG Calls, Code, Level;
    ULONGLONG Keywords;
    PVOID Context;
} Told;

static VOID
enable(LPCGUID Source, ULONG Code, UCHAR Level, ULONGLONG Any, ULONGLONG All,
       PEVENT_FILTER_DESCRIPTOR Filter, PVOID Context)
{
    Told.Calls++;
    Told.Code = Code;
    Told.Level = Level;
    Told.Keywords = Any;
    Told.Context = Context;
}

static int
registered(void **state)
{
    memset(&Told, 0, sizeof Told);
    assert_nt_success(EtwRegister(&Id, enable, &Told, &Handle));
    return 0;
}

static int
unregistered(void **state)
{
    assert_nt_success(EtwUnregister(Handle));
    return 0;
}

static void
a_provider_is_enabled_while_it_registers(void **state)
{
    assert_int_equal(Told.Calls, 1);
    assert_int_equal(Told.Code, EVENT_CONTROL_CODE_ENABLE_PROVIDER);
    assert_ptr_equal(Told.Context, &Told);
    assert_true(EtwProviderEnabled(Handle, 0, 0));
    assert_nt_status(EtwRegister(NULL, NULL, NULL, &Handle), STATUS_INVALID_PARAMETER);
}

static void
level_and_keyword_decide(void **state)
{
    EVENT_DESCRIPTOR Event = {.Id = 5, .Level = 3, .Keyword = 8};

    sim_trace_provider(&Id, 3, 8);
    assert_int_equal(Told.Calls, 2);
    assert_int_equal(Told.Level, 3);
    assert_int_equal(Told.Keywords, 8);
    assert_true(EtwEventEnabled(Handle, &Event));
    assert_false(EtwProviderEnabled(Handle, 4, 8));
    assert_false(EtwProviderEnabled(Handle, 3, 4));
    assert_true(EtwProviderEnabled(Handle, 3, 12));
    assert_true(EtwProviderEnabled(Handle, 3, 0)); // no keyword: every one
    sim_trace_provider(NULL, 0, 0);
    assert_int_equal(Told.Calls, 3);
    assert_int_equal(Told.Code, EVENT_CONTROL_CODE_DISABLE_PROVIDER);
    assert_false(EtwEventEnabled(Handle, &Event));
    assert_nt_success(EtwWrite(Handle, &Event, NULL, 0, NULL));
    assert_string_equal(last_line("TRACE_EVENT"), "");
}

static void
events_reach_the_trace_with_their_data(void **state)
{
    EVENT_DESCRIPTOR Event = {.Id = 41, .Level = 2, .Keyword = 0x10};
    ULONG Number = 0x1234;
    EVENT_DATA_DESCRIPTOR Data[2];

    EventDataDescCreate(&Data[0], &Number, sizeof Number);
    EventDataDescCreate(&Data[1], L"disk", sizeof L"disk");
    assert_nt_success(EtwWrite(Handle, &Event, NULL, 2, Data));
    assert_traced("TRACE_EVENT", "{cafe0001-0002-0003-0405-060708090a0b} level 2 id 41 "
                                 "keyword 0x10: 0x1234 disk");
    assert_nt_success(EtwWriteString(Handle, 4, 1, NULL, L"as a text"));
    assert_traced("TRACE_EVENT", "level 4 id 0 keyword 0x1: as a text");
}

static void
events_are_linked_by_activities(void **state)
{
    EVENT_DESCRIPTOR Event = {.Id = 7};
    GUID One = {.Data1 = 0xA1}, Two = {.Data1 = 0xB2}, Current;

    assert_nt_success(EtwWriteTransfer(Handle, &Event, &One, &Two, 0, NULL));
    assert_traced("TRACE_EVENT", "activity {000000a1-");
    assert_traced("TRACE_EVENT", "from {000000b2-");
    Current = One;
    assert_nt_success(EtwActivityIdControl(EVENT_ACTIVITY_CTRL_SET_ID, &Current));
    assert_nt_success(EtwWriteEx(Handle, &Event, 0, 0, NULL, NULL, 0, NULL));
    assert_traced("TRACE_EVENT", "activity {000000a1-");
    Current = Two;
    assert_nt_success(EtwActivityIdControl(EVENT_ACTIVITY_CTRL_GET_SET_ID, &Current));
    assert_memory_equal(&Current, &One, sizeof One);
    assert_nt_success(EtwActivityIdControl(EVENT_ACTIVITY_CTRL_CREATE_SET_ID, &Current));
    assert_memory_equal(&Current, &Two, sizeof Two);
    assert_nt_success(EtwActivityIdControl(EVENT_ACTIVITY_CTRL_GET_ID, &Current));
    assert_nt_success(EtwActivityIdControl(EVENT_ACTIVITY_CTRL_CREATE_ID, &One));
    assert_memory_not_equal(&Current, &One, sizeof One);
    assert_nt_status(EtwActivityIdControl(9, &One), STATUS_INVALID_PARAMETER);
}

static void
too_much_is_refused(void **state)
{
    static char Large[0x10001];
    EVENT_DESCRIPTOR Event = {.Id = 7};
    EVENT_DATA_DESCRIPTOR Data;

    EventDataDescCreate(&Data, Large, sizeof Large);
    assert_nt_status(EtwWrite(Handle, &Event, NULL, 1, &Data), STATUS_BUFFER_OVERFLOW);
    assert_nt_status(EtwWrite(Handle, &Event, NULL, 129, &Data), STATUS_INVALID_PARAMETER);
    assert_nt_status(EtwWrite(Handle, &Event, NULL, 1, NULL), STATUS_INVALID_PARAMETER);
    assert_nt_status(EtwWrite(1, &Event, NULL, 0, NULL), STATUS_INVALID_HANDLE);
}

static void
traits_are_checked(void **state)
{
    static USHORT Traits[4] = {8};

    assert_nt_success(EtwSetInformation(Handle, EventProviderSetTraits, Traits, 8));
    assert_nt_status(EtwSetInformation(Handle, EventProviderSetTraits, Traits, 6),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(EtwSetInformation(Handle, MaxEventInfo, NULL, 0),
                     STATUS_INVALID_DEVICE_REQUEST);
    assert_nt_status(EtwSetInformation(3, EventProviderSetTraits, Traits, 8),
                     STATUS_INVALID_HANDLE);
}

static void
events_can_be_written_at_any_irql(void **state)
{
    EVENT_DESCRIPTOR Event = {.Id = 9};
    KIRQL Irql;

    KeRaiseIrql(HIGH_LEVEL, &Irql);
    assert_nt_success(EtwWrite(Handle, &Event, NULL, 0, NULL));
    KeLowerIrql(Irql);
    assert_traced("TRACE_EVENT", "id 9");
}

static void
a_wrong_handle_is_the_drivers_mistake(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, EtwUnregister(Handle + 1));
    assert_int_equal(sim_bugcheck_parameter(1), 0xDC);
}

static void
a_registration_is_gone_before_its_driver(void **state)
{
    assert_nt_success(unload(SERVICES L"provider"));
}

static void
a_registration_left_at_unload_is_reported(void **state)
{
    *(BOOLEAN *)sim_driver_symbol("provider", "Forget") = TRUE;
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, {
        unload(SERVICES L"provider");
        sim_run_until_idle();
    });
    assert_int_equal(sim_bugcheck_parameter(1), 0xDD);
}

#define TEST(name) SIM_TEST(name, .before = registered, .after = unregistered)
static void
an_attempt_on_a_closed_hole_is_an_event(void **state)
{
    UNICODE_STRING Cve = RTL_CONSTANT_STRING(L"CVE-2015-0000"), Details;

    RtlInitUnicodeString(&Details, L"a bad request");
    assert_nt_success(SeEtwWriteKMCveEvent(&Cve, &Details));
    assert_traced("TRACE_EVENT", "{85a62a0d-7e17-485f-9d4f-749a287193a6} level 3 id 1 "
                                 "keyword 0x0: CVE-2015-0000 a bad request");
    assert_nt_success(SeEtwWriteKMCveEvent(&Cve, NULL));
    assert_nt_status(SeEtwWriteKMCveEvent(NULL, &Details), STATUS_INVALID_PARAMETER);
}

SIM_TESTS(TEST(a_provider_is_enabled_while_it_registers), TEST(level_and_keyword_decide),
          TEST(events_reach_the_trace_with_their_data), TEST(events_are_linked_by_activities),
          TEST(too_much_is_refused), TEST(traits_are_checked),
          TEST(events_can_be_written_at_any_irql), TEST(an_attempt_on_a_closed_hole_is_an_event),
          SIM_TEST(a_wrong_handle_is_the_drivers_mistake, .before = registered),
          SIM_TEST(a_registration_is_gone_before_its_driver, .driver = "provider"),
          SIM_TEST(a_registration_left_at_unload_is_reported, .driver = "provider"))
