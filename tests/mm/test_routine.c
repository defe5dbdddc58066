/*
 * mm/test_routine.c - functions of the kernel by their names
 */
#include "mm_test.h"

static PVOID
find(PCWSTR text)
{
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, text);
    return MmGetSystemRoutineAddress(&name);
}

static void
is_what_a_driver_would_call(void **state)
{
    KIRQL(NTAPI * raise)(KIRQL) = find(L"KfRaiseIrql");
    VOID(NTAPI * lower)(KIRQL) = find(L"KfLowerIrql");

    assert_non_null(raise);
    assert_int_equal(raise(DISPATCH_LEVEL), PASSIVE_LEVEL);
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    lower(PASSIVE_LEVEL);
}

static void
obeys_the_rules_of_the_function(void **state)
{
    NTSTATUS(NTAPI * close)(HANDLE) = find(L"ZwClose");
    KIRQL irql;

    assert_non_null(close);
    assert_bugcheck(DRIVER_VIOLATION, {
        KeRaiseIrql(DISPATCH_LEVEL, &irql);
        close(NULL);
    });
}

static void
is_not_there_without_the_function(void **state)
{
    static const WCHAR text[] = L"ZwClose\0X";
    UNICODE_STRING name = {.Length = 9 * sizeof(WCHAR), .MaximumLength = 18, .Buffer = (PWCH)text};

    assert_null(find(L"ZwOpenEnlistment")); /* documented, and libsim lacks it */
    assert_null(find(L"NoSuchFunction"));
    assert_null(find(L"zwclose"));
    assert_null(find(L""));
    assert_null(MmGetSystemRoutineAddress(&name));
    name.Length = 7 * sizeof(WCHAR); /* need not be terminated */
    assert_ptr_equal(MmGetSystemRoutineAddress(&name), find(L"ZwClose"));
}

static void
may_be_another_driver_s(void **state)
{
    UNICODE_STRING module, function;

    RtlInitUnicodeString(&module, L"IO_ENTRY.sys");
    RtlInitUnicodeString(&function, L"DriverEntry");
    assert_ptr_equal(MmGetSystemRoutineAddressEx(&module, &function),
                     sim_driver_symbol("io_entry", "DriverEntry"));
    RtlInitUnicodeString(&function, L"NoSuchFunction");
    assert_null(MmGetSystemRoutineAddressEx(&module, &function));
    RtlInitUnicodeString(&module, L"ntoskrnl.exe");
    RtlInitUnicodeString(&function, L"ZwClose");
    assert_null(MmGetSystemRoutineAddressEx(&module, &function)); /* not for the kernel */
}

SIM_TESTS(SIM_TEST(is_what_a_driver_would_call), SIM_TEST(obeys_the_rules_of_the_function),
          SIM_TEST(is_not_there_without_the_function),
          SIM_TEST(may_be_another_driver_s, .driver = "io_entry"))
