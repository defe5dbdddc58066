/*
 * mm/test_pageable.c - pageable code, data and pool at a raised IRQL; INIT code
 *
 * The drivers mm_paged and mm_paged_instrumented are of the same source.
 */
#include "mm_test.h"

typedef ULONG FUNCTION(ULONG);

static const char *Driver;

static int
use_plain(void **state)
{
    Driver = "mm_paged";
    return 0;
}

static int
use_instrumented(void **state)
{
    Driver = "mm_paged_instrumented";
    return 0;
}

static FUNCTION *
function(const char *name)
{
    return (FUNCTION *)sim_driver_symbol(Driver, name);
}

static ULONG
call_raised(const char *name)
{
    FUNCTION *routine = function(name);
    KIRQL irql;
    ULONG result;

    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    result = routine(2);
    KeLowerIrql(irql);
    return result;
}

static void
runs_at_low_irql(void **state)
{
    assert_int_equal(function("PagedTwice")(2), 4);
    assert_int_equal(function("PagedThrice")(2), 6);
    assert_int_equal(call_raised("ResidentTwice"), 4);
    assert_int_equal(function("PagedTwice")(3), 6); /* again, after the IRQL was raised */
    assert_int_equal(function("ReadPagedData")(0), 7);
}

static void
code_is_not_called_at_dispatch_level(void **state)
{
    ULONG_PTR routine = (ULONG_PTR)function("PagedTwice");

    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, call_raised("PagedTwice"));
    assert_in_range(sim_bugcheck_parameter(1), routine, routine + 32);
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(3), 8);
}

static void
code_is_not_called_under_a_spin_lock(void **state)
{
    assert_int_equal(function("TwiceUnderLock")(FALSE), 4);
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, function("TwiceUnderLock")(TRUE));
}

static void
call_from_dpc(PKDPC dpc, PVOID context, PVOID a, PVOID b)
{
    ((FUNCTION *)context)(2);
}

static void
code_is_not_called_in_a_dpc(void **state)
{
    static KDPC dpc;

    KeInitializeDpc(&dpc, call_from_dpc, (PVOID)function("PagedTwice"));
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, {
        KeInsertQueueDpc(&dpc, NULL, NULL);
        sim_run_until_idle();
    });
}

static void
data_is_not_read_at_dispatch_level(void **state)
{
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, call_raised("ReadPagedData"));
    assert_int_equal(sim_bugcheck_parameter(1), (ULONG_PTR)sim_driver_symbol(Driver, "PagedData"));
    assert_int_equal(sim_bugcheck_parameter(3), 0);
}

static void
pool_is_not_written_at_dispatch_level(void **state)
{
    VOID (*write)(PULONG) = (VOID(*)(PULONG))sim_driver_symbol(Driver, "WriteMemory");
    PULONG paged = ExAllocatePoolWithTag(PagedPool, 100, 'tseT'), nonpaged = (PULONG)pool(100);
    KIRQL irql;

    write(paged);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    write(nonpaged);
    KeLowerIrql(irql);
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, {
        KeRaiseIrql(DISPATCH_LEVEL, &irql);
        write(paged);
    });
    assert_int_equal(sim_bugcheck_parameter(1), (ULONG_PTR)paged);
    assert_int_equal(sim_bugcheck_parameter(3), 1);
}

static void
may_run_at_any_irql_while_it_is_locked(void **state)
{
    PVOID handle = MmLockPagableCodeSection(function("PagedTwice"));
    PVOID data = MmLockPagableDataSection(sim_driver_symbol(Driver, "PagedData"));

    assert_ptr_not_equal(handle, data);
    assert_int_equal(call_raised("PagedTwice"), 4);
    assert_int_equal(call_raised("ReadPagedData"), 7);
    MmUnlockPagableImageSection(data);
    MmLockPagableSectionByHandle(handle); /* counted */
    MmUnlockPagableImageSection(handle);
    assert_int_equal(call_raised("PagedTwice"), 4);
    MmUnlockPagableImageSection(handle);
    MmLockPagableSectionByHandle(handle); /* valid without a lock, too */
    assert_int_equal(call_raised("PagedTwice"), 4);
    MmUnlockPagableImageSection(handle);
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, call_raised("PagedTwice"));
}

static void
of_another_name_is_locked_apart(void **state)
{
    PVOID handle = MmLockPagableCodeSection(function("PagedThrice"));

    assert_int_equal(call_raised("PagedThrice"), 6);
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, call_raised("PagedTwice"));
    UNREFERENCED_PARAMETER(handle);
}

static void
is_unlocked_as_often_as_locked(void **state)
{
    PVOID handle = MmLockPagableCodeSection(function("PagedTwice"));

    MmUnlockPagableImageSection(handle);
    assert_bugcheck(MEMORY_MANAGEMENT, MmUnlockPagableImageSection(handle));
    assert_int_equal(sim_bugcheck_parameter(1), 0x1010);
}

static void
lock_a_section(void **state)
{
    MmLockPagableCodeSection(sim_driver_symbol("mm_paged", "PagedTwice"));
}

static void
left_locked_at_unload_is_reported(void **state)
{
    struct sim_setup setup = {.test = lock_a_section, .name = "lock", .driver = "mm_paged"};

    assert_true(sim_boot(&setup).failed);
}

static void
may_be_the_whole_driver(void **state)
{
    PVOID base = MmPageEntireDriver((PVOID)function("ResidentTwice"));

    assert_non_null(base);
    MmResetDriverPaging((PVOID)function("ResidentTwice"));
    assert_int_equal(call_raised("ResidentTwice"), 4);
    assert_ptr_equal(MmPageEntireDriver((PVOID)function("ResidentTwice")), base);
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, call_raised("ResidentTwice"));
}

static void
init_code_is_gone_after_driver_entry(void **state)
{
    ULONG_PTR routine = (ULONG_PTR)function("PagedOnlyAtInit");

    assert_int_equal(*(PULONG)sim_driver_symbol(Driver, "AtInit"), 2);
    assert_bugcheck(PAGE_FAULT_IN_NONPAGED_AREA, function("PagedOnlyAtInit")(1));
    assert_int_equal(sim_bugcheck_parameter(1), routine);
    assert_int_equal(sim_bugcheck_parameter(2), 0x10);
}

static void
without_strict_mode_or_instrumentation_is_not_noticed(void **state)
{
    assert_int_equal(call_raised("PagedTwice"), 4);
}

#define STRICT(test)                                                                               \
    SIM_TEST(test, .driver = "mm_paged", .before = use_plain, .force_irql_checking = true)
#define INSTRUMENTED(test)                                                                         \
    SIM_TEST(test, .driver = "mm_paged_instrumented", .before = use_instrumented)

SIM_TESTS(STRICT(runs_at_low_irql), STRICT(code_is_not_called_at_dispatch_level),
          STRICT(code_is_not_called_under_a_spin_lock), STRICT(code_is_not_called_in_a_dpc),
          STRICT(data_is_not_read_at_dispatch_level), STRICT(pool_is_not_written_at_dispatch_level),
          STRICT(may_run_at_any_irql_while_it_is_locked), STRICT(of_another_name_is_locked_apart),
          STRICT(is_unlocked_as_often_as_locked), STRICT(init_code_is_gone_after_driver_entry),
          INSTRUMENTED(runs_at_low_irql), INSTRUMENTED(code_is_not_called_at_dispatch_level),
          INSTRUMENTED(code_is_not_called_under_a_spin_lock),
          INSTRUMENTED(code_is_not_called_in_a_dpc),
          INSTRUMENTED(data_is_not_read_at_dispatch_level),
          INSTRUMENTED(pool_is_not_written_at_dispatch_level),
          INSTRUMENTED(may_run_at_any_irql_while_it_is_locked),
          INSTRUMENTED(of_another_name_is_locked_apart), INSTRUMENTED(may_be_the_whole_driver),
          INSTRUMENTED(init_code_is_gone_after_driver_entry),
          SIM_TEST(without_strict_mode_or_instrumentation_is_not_noticed, .driver = "mm_paged",
                   .before = use_plain),
          SIM_TEST(init_code_is_gone_after_driver_entry, .driver = "mm_paged", .before = use_plain),
          cmocka_unit_test(left_locked_at_unload_is_reported))
