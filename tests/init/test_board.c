/*
 * tests/init/test_board.c - devices and drivers as the setup names them
 */
#include <wdm.h>
#include <sim/edu.h>
#include <sim/test.h>

static BOOL
opens(const WCHAR *name)
{
    HANDLE file = CreateFileW(name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

    return file != INVALID_HANDLE_VALUE && CloseHandle(file);
}

static void
plugs_in_every_device(void **state)
{
    assert_true(sim_device_present(sim_device("edu", 0)));
    assert_true(sim_device_present(sim_device("edu", 1)));
    assert_true(sim_device_present(sim_device("edu", 2)));
    assert_null(sim_device_find("edu", 3));
}

static void
leaves_devices_alone_that_no_driver_is_for(void **state)
{
    assert_false(opens(L"\\\\.\\Edu0"));
    assert_int_equal(GetLastError(), ERROR_FILE_NOT_FOUND);
}

static void
gives_devices_to_the_driver(void **state)
{
    assert_true(opens(L"\\\\.\\Edu0"));
    assert_true(opens(L"\\\\.\\Edu1"));
}

static void
gives_devices_to_the_driver_of_the_binding(void **state)
{
    assert_true(opens(L"\\\\.\\Mode"));
    assert_true(opens(L"\\\\.\\Edu0"));
}

static void
loads_drivers_without_a_device(void **state)
{
    assert_true(opens(L"\\\\.\\Mode"));
    assert_false(opens(L"\\\\.\\Edu0"));
}

/* --- the inside of a driver ------------------------------------------------------------------- */

static void
finds_symbols_of_a_driver(void **state)
{
    PDRIVER_INITIALIZE Entry = (PDRIVER_INITIALIZE)sim_driver_symbol("mode", "DriverEntry");
    PUNICODE_STRING Name = sim_driver_symbol("mode", "Name"); // static there

    assert_non_null(Entry);
    assert_int_equal(Name->Buffer[1], 'D');
}

static void
ask_for_a_symbol_that_is_not_there(void **state)
{
    sim_driver_symbol("mode", "NoSuchSymbol");
}

static void
ask_for_a_device_that_is_not_there(void **state)
{
    sim_device("edu", 0);
}

static void
do_nothing(void **state)
{
}

static void
fails_when_something_is_not_there(void **state)
{
    struct sim_setup setup = {.name = "body", .test = do_nothing, .driver = "no_such_driver"};

    assert_true(sim_boot(&setup).failed);
    setup.driver = "mode";
    setup.test = ask_for_a_symbol_that_is_not_there;
    assert_true(sim_boot(&setup).failed);
    setup.test = ask_for_a_device_that_is_not_there;
    assert_true(sim_boot(&setup).failed);
}

#define EDU_ID "PCI\\VEN_1234&DEV_11E8"

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(plugs_in_every_device, .device = &sim_edu, .devices = {&sim_edu, &sim_edu}),
        SIM_TEST(leaves_devices_alone_that_no_driver_is_for, .device = &sim_edu),
        SIM_TEST(gives_devices_to_the_driver, .driver = "edu", .devices = {&sim_edu, &sim_edu}),
        SIM_TEST(gives_devices_to_the_driver_of_the_binding, .driver = "mode", .device = &sim_edu,
                 .bindings = {{EDU_ID, "edu"}}, .drivers = {"edu"}),
        SIM_TEST(loads_drivers_without_a_device, .drivers = {"mode", "edu"}),
        SIM_TEST(finds_symbols_of_a_driver, .driver = "mode"),
        cmocka_unit_test(fails_when_something_is_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
