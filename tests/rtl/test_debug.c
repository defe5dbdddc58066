/*
 * rtl/test_debug.c - what drivers print, and what of it is shown
 */
#include <ntddk.h>
#include <sim/test.h>

#include "../ke/capture.h"

static struct captured run;

static VOID
print(ULONG component, ULONG level, PCSTR format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    assert_nt_success(vDbgPrintEx(component, level, format, arguments));
    va_end(arguments);
    va_start(arguments, format);
    assert_nt_success(vDbgPrintExWithPrefix("mine: ", component, level, format, arguments));
    va_end(arguments);
}

static void
prints(void **state)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"name");

    print(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "%d errors in %wZ\n", 3, &name);
    print(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, "nobody asked\n");
    assert_false(DbgQueryDebugFilterState(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL) == TRUE);
    assert_nt_success(DbgSetDebugFilterState(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, TRUE));
    print(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, "somebody asked\n");
}

static void
errors_are_shown_and_what_was_asked_for(void **state)
{
    capture_boot(&run, &(struct sim_setup){.name = "prints", .test = prints});
    capture_expect(&run, ": 3 errors in name\n");
    capture_expect(&run, ": mine: 3 errors in name\n");
    capture_expect(&run, "mine: somebody asked\n");
    assert_null(strstr(run.text, "nobody asked"));
    assert_int_equal(run.result.bugcheck, 0);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_shown_and_what_was_asked_for),
    };

    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
