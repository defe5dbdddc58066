/*
 * tests/wmi/test_message.c - WPP: a driver's own trace calls reach the trace as text
 *
 * wmi/message.c, wmi/format.c, and the .tmh file that the build made of drivers/traced.c.
 */
#include "kit.h"

typedef VOID NUMBERS(ULONG, LONGLONG);
typedef VOID STRINGS(PCSTR, PCWSTR, PCUNICODE_STRING, LPCGUID);
typedef VOID NAMES(ULONG, ULONG, ULONG, NTSTATUS);
typedef NTSTATUS RETURN(NTSTATUS);
typedef VOID SECOND(void);
#define CALL(type, name) ((type *)sim_driver_symbol("traced", name))

static const GUID Main = {
    0xd58c126f, 0xb309, 0x11d1, {0x96, 0x9e, 0x00, 0x00, 0xf8, 0x75, 0xa5, 0xbc}};
static const GUID Class = {0x01020304, 5, 6, {7, 8, 9, 10, 11, 12, 13, 14}};

static void
messages_of_driverentry_are_there(void **state)
{
    assert_traced("TRACE_MESSAGE", "Main FLAG_ONE traced.c:");
    assert_traced("TRACE_MESSAGE", "loaded from \\Registry\\Machine\\System\\CurrentControlSet"
                                   "\\Services\\traced");
}

static void
numbers_are_formatted(void **state)
{
    CALL(NUMBERS, "TracedNumbers")(77, -5);
    assert_traced("FLAG_ONE", ": 77 0000004D -5    77% x");
    assert_traced("TRACE_LEVEL_ERROR", "in several pieces: 77, 4294967291");
}

static void
strings_are_copied(void **state)
{
    UNICODE_STRING Counted = RTL_CONSTANT_STRING(L"counted");

    CALL(STRINGS, "TracedStrings")("narrow", L"wide", &Counted, &Class);
    assert_traced("TRACE_LEVEL_INFORMATION",
                  "narrow, wide, counted, {01020304-0005-0006-0708-090a0b0c0d0e}");
    CALL(STRINGS, "TracedStrings")(NULL, NULL, &Counted, &Class);
    assert_traced("TRACE_LEVEL_INFORMATION", ": NULL, NULL, counted");
}

static void
values_have_names(void **state)
{
    CALL(NAMES, "TracedNames")(5, 1, 5, STATUS_NO_MEMORY);
    assert_traced("TRACE_LEVEL_VERBOSE", "TracedNames begins");
    assert_traced("TRACE_LEVEL_WARNING",
                  "TracedOn green [Read,Erase] true 0xc0000017 TRACE_LEVEL_WARNING");
    CALL(NAMES, "TracedNames")(0xFF000001, 7, 0, STATUS_SUCCESS);
    assert_traced("TRACE_LEVEL_WARNING", "TracedBroken 0x7 [] true 0x00000000");
}

static void
conditions_surround_the_call(void **state)
{
    assert_int_equal(CALL(RETURN, "TracedReturn")(STATUS_SUCCESS), STATUS_SUCCESS);
    assert_string_equal(last_line("returns"), "");
    CALL(RETURN, "TracedReturn")(STATUS_DEVICE_BUSY);
    assert_traced("TRACE_MESSAGE", "returns 0x80000011");
}

static void
each_provider_has_its_name(void **state)
{
    CALL(SECOND, "TracedSecond")();
    assert_traced("Second FLAG_THREE", "of the other provider, in line 51 of traced.c");
}

static void
levels_and_flags_are_asked(void **state)
{
    uint64_t Before;

    sim_trace_provider(&Main, 3, 1);
    CALL(NAMES, "TracedNames")(0, 0, 0, STATUS_SUCCESS);
    assert_string_equal(last_line("TRACE_LEVEL_VERBOSE"), "");
    assert_traced("TRACE_LEVEL_WARNING", "TracedOff red");
    CALL(NUMBERS, "TracedNumbers")(1, 2);
    assert_traced("FLAG_ONE", ": 1 00000001");
    assert_string_equal(last_line("in several pieces"), "");
    sim_trace_provider(NULL, 0, 0);
    CALL(NUMBERS, "TracedNumbers")(99, 2);
    assert_string_equal(last_line(": 99 00000063"), "");
    Before = sim_trace_count();
    assert_true(Before > 0);
}

static void
a_message_without_format_is_shown_in_hexadecimal(void **state)
{
    static const TRACEHANDLE First = 0x57500001;
    ULONG Number = 0xABC;

    assert_nt_success(
        WmiTraceMessage(First, TRACE_MESSAGE_GUID, (LPGUID)&Class, 3, &Number, 4, "text", 5, NULL));
    assert_traced("TRACE_MESSAGE", "message 3 of {01020304-0005-0006-0708-090a0b0c0d0e}: "
                                   "0xabc text");
    assert_nt_status(WmiTraceMessage(5, 0, (LPGUID)&Class, 3, NULL), STATUS_INVALID_HANDLE);
}

static NTSTATUS
trace_list(TRACEHANDLE Logger, ...)
{
    NTSTATUS Status;
    va_list Arguments;

    va_start(Arguments, Logger);
    Status = WmiTraceMessageVa(Logger, 0, (LPGUID)&Class, 4, Arguments);
    va_end(Arguments);
    return Status;
}

static void
a_list_of_arguments_works_as_well(void **state)
{
    ULONG Number = 0xDEF;

    assert_nt_success(trace_list(0x57500001, &Number, 4, NULL));
    assert_traced("TRACE_MESSAGE", "message 4 of");
    assert_traced("TRACE_MESSAGE", "0xdef");
}

static NTSTATUS
query(TRACE_INFORMATION_CLASS Class, PVOID Result, ULONG Length, ULONG64 Logger)
{
    WNODE_HEADER Node = {.HistoricalContext = Logger};
    ULONG Needed = 0;

    return WmiQueryTraceInformation(Class, Result, Length, &Needed, &Node);
}

static void
the_logger_can_be_asked(void **state)
{
    TRACEHANDLE Handle = 0;
    ULONG Number = 0;

    sim_trace_provider(&Main, 4, 2);
    assert_nt_success(query(TraceHandleClass, &Handle, sizeof Handle, 0x57500001));
    assert_int_equal(Handle, 0x57500001);
    assert_nt_success(query(TraceEnableLevelClass, &Number, sizeof Number, Handle));
    assert_int_equal(Number, 4);
    assert_nt_success(query(TraceEnableFlagsClass, &Number, sizeof Number, Handle));
    assert_int_equal(Number, 2);
    assert_nt_status(query(TraceEnableFlagsClass, &Number, 2, Handle), STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_status(query(TraceEnableFlagsClass, &Number, 4, 7), STATUS_INVALID_HANDLE);
    assert_nt_status(query(MaxTraceInformationClass, &Number, 4, 7), STATUS_INVALID_INFO_CLASS);
    assert_nt_status(WmiQueryTraceInformation(TraceEnableFlagsClass, &Number, 4, NULL, NULL),
                     STATUS_INVALID_PARAMETER_MIX);
}

static void
forgotten_tracing_is_reported_at_unload(void **state)
{
    *(BOOLEAN *)sim_driver_symbol("traced", "KeepTracing") = TRUE;
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, {
        unload(SERVICES L"traced");
        sim_run_until_idle();
    });
    assert_int_equal(sim_bugcheck_parameter(1), 0xDD);
}

#define TEST(name) SIM_TEST(name, .driver = "traced")
SIM_TESTS(TEST(messages_of_driverentry_are_there), TEST(numbers_are_formatted),
          TEST(strings_are_copied), TEST(values_have_names), TEST(conditions_surround_the_call),
          TEST(each_provider_has_its_name), TEST(levels_and_flags_are_asked),
          TEST(a_message_without_format_is_shown_in_hexadecimal),
          TEST(a_list_of_arguments_works_as_well), TEST(the_logger_can_be_asked),
          TEST(forgotten_tracing_is_reported_at_unload))
