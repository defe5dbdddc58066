/*
 * rtl/test_assert.c - assertions, breakpoints and debug output of drivers
 */
#include <ntddk.h>
#include <sim/test.h>

static void
a_failed_assertion_stops_the_machine(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, RtlAssert("1 == 2", "driver.c", 12, NULL));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_ASSERTION_FAILURE);
}

static void
a_breakpoint_stops_the_machine(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, DbgBreakPoint());
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_BREAKPOINT);
}

static void
a_breakpoint_with_a_status_stops_it_too(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, DbgBreakPointWithStatus(5));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_BREAKPOINT);
}

static void
is_there_in_a_checked_build_only(void **state)
{
    KdPrintEx((DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, "before the breakpoint\n"));
#if DBG
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, KdBreakPointWithStatus(5));
#else
    KdBreakPointWithStatus(5);
#endif
}

static void
pageable_code_runs_below_dispatch_level(void **state)
{
    KIRQL irql;

    PAGED_CODE();
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, PAGED_CODE());
}

static void
there_is_no_debugger(void **state)
{
    BOOLEAN enable = TRUE;
    CHAR answer[4];

    assert_false(KD_DEBUGGER_ENABLED);
    assert_true(KD_DEBUGGER_NOT_PRESENT);
    assert_true(KdRefreshDebuggerNotPresent());
    assert_nt_status(KdEnableDebugger(), STATUS_DEBUGGER_INACTIVE);
    assert_nt_status(KdDisableDebugger(), STATUS_DEBUGGER_INACTIVE);
    assert_nt_status(
        KdChangeOption(KD_OPTION_SET_BLOCK_ENABLE, sizeof enable, &enable, 0, NULL, NULL),
        STATUS_DEBUGGER_INACTIVE);
    assert_int_equal(DbgPrompt("Anybody? ", answer, sizeof answer), 0);
}

static void
debug_output_may_come_from_an_interrupt(void **state)
{
    KIRQL irql;

    assert_nt_success(DbgPrint("%s %d\n", "text", 1));
    KeRaiseIrql(DISPATCH_LEVEL + 1, &irql);
    assert_nt_success(DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, "text %p\n", NULL));
    KeLowerIrql(irql);
}

static void
unicode_output_may_come_at_passive_level_only(void **state)
{
    UNICODE_STRING string = RTL_CONSTANT_STRING(L"text");
    KIRQL irql;

    DbgPrint("%wZ\n", &string);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    assert_bugcheck(DRIVER_VIOLATION, DbgPrint("%wZ\n", &string));
}

static void
levels_are_filtered(void **state)
{
    assert_true(DbgQueryDebugFilterState(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL));
    assert_false(DbgQueryDebugFilterState(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL));
    assert_nt_success(DbgSetDebugFilterState(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, TRUE));
    assert_true(DbgQueryDebugFilterState(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL));
    assert_false(DbgQueryDebugFilterState(DPFLTR_IHVVIDEO_ID, DPFLTR_INFO_LEVEL));
    assert_nt_status(DbgQueryDebugFilterState(100000, 0), STATUS_INVALID_PARAMETER_1);
}

static void
a_breakpoint_with_a_debugger_goes_on(void **state)
{
    assert_true(*KdDebuggerEnabled != 0);
    assert_false(*KdDebuggerNotPresent != 0);
    assert_false(KdRefreshDebuggerNotPresent());
    DbgBreakPoint();
    DbgBreakPointWithStatus(7);
}

static void
an_assertion_with_a_message_stops_it_too(void **state)
{
    ASSERTMSG("one is one", 1 == 1);
#if DBG
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, ASSERTMSG("one is two", 1 == 2));
#else
    ASSERTMSG("one is two", 1 == 2);
#endif
}

SIM_TESTS(SIM_TEST(a_breakpoint_with_a_debugger_goes_on, .debugger = true),
          SIM_TEST(an_assertion_with_a_message_stops_it_too),
          SIM_TEST(a_failed_assertion_stops_the_machine), SIM_TEST(a_breakpoint_stops_the_machine),
          SIM_TEST(a_breakpoint_with_a_status_stops_it_too),
          SIM_TEST(is_there_in_a_checked_build_only),
          SIM_TEST(pageable_code_runs_below_dispatch_level), SIM_TEST(there_is_no_debugger),
          SIM_TEST(debug_output_may_come_from_an_interrupt),
          SIM_TEST(unicode_output_may_come_at_passive_level_only), SIM_TEST(levels_are_filtered))
