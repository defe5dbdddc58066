/*
 * tests/io/test_driver_start.c - which drivers the system starts by itself, and in which order
 *
 * io/driver/boot.c, io/driver/reinit.c, io/driver/servicekey.c, io/driver/bootcallback.c.
 */
#include "kit.h"

#define TIME(driver, name)   (*(LONGLONG *)sim_driver_symbol(driver, name))
#define NUMBER(driver, name) (*(ULONG *)sim_driver_symbol(driver, name))

#define ORDER3(first, second, third)                                                               \
    do {                                                                                           \
        assert_true(TIME(first, "EntryTime") < TIME(second, "EntryTime"));                         \
        assert_true(TIME(second, "EntryTime") < TIME(third, "EntryTime"));                         \
    } while (0)

/* Whatever it is, it is not a link. */
static BOOLEAN
exists(PCWSTR Path)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    HANDLE Link;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    return ZwOpenSymbolicLinkObject(&Link, GENERIC_READ, &Attributes) ==
           STATUS_OBJECT_TYPE_MISMATCH;
}

/* --- the order -------------------------------------------------------------------------------- */

static void
c_b_a(void **state)
{
    ORDER3("order_c", "order_b", "order_a");
}

static void
a_c_b(void **state)
{
    ORDER3("order_a", "order_c", "order_b");
}

static void
a_b_c(void **state)
{
    ORDER3("order_a", "order_b", "order_c");
}

static void
b_c_a(void **state)
{
    ORDER3("order_b", "order_c", "order_a");
}

static void
a_dependency_that_cannot_start_keeps_the_dependent_out(void **state)
{
    assert_false(exists(L"\\Driver\\order_a"));
    assert_false(exists(L"\\Driver\\order_b"));
    assert_true(exists(L"\\Driver\\order_c"));
}

static void
only_c_is_started(void **state)
{
    assert_false(exists(L"\\Driver\\order_a"));
    assert_false(exists(L"\\Driver\\order_b"));
    assert_true(exists(L"\\Driver\\order_c"));
}

static void
a_file_systems_driver_object_is_in_its_own_directory(void **state)
{
    assert_true(exists(L"\\FileSystem\\order_a"));
    assert_false(exists(L"\\Driver\\order_a"));
}

static void
a_service_may_name_another_image(void **state)
{
    assert_true(exists(L"\\Driver\\alias"));
    assert_false(exists(L"\\Driver\\order_a"));
}

/* --- Reinitialize ----------------------------------------------------------------------------- */

static void
reinitialize_waits_for_all_drivers_of_its_phase(void **state)
{
    assert_true(TIME("order_b", "EntryTime") < TIME("order_a", "ReinitTime"));
    assert_true(TIME("order_a", "ReinitTime") < TIME("order_b", "ReinitTime"));
    assert_true(TIME("order_a", "BootReinitTime") < TIME("order_b", "EntryTime"));
    assert_int_equal(NUMBER("order_a", "BootCount"), 1);
    assert_int_equal(NUMBER("order_a", "LastCount"), 2);
    assert_int_equal(NUMBER("order_a", "Reinits"), 1);
}

static void
a_driver_that_is_loaded_later_is_reinitialized_at_once(void **state)
{
    UNICODE_STRING Key =
        RTL_CONSTANT_STRING(L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\order_a");

    assert_nt_success(ZwLoadDriver(&Key));
    assert_int_equal(NUMBER("order_a", "Reinits"), 1);
    assert_int_equal(NUMBER("order_a", "BootCount"), 1); // that of the boot phase comes first
    assert_int_equal(NUMBER("order_a", "LastCount"), 2);
    assert_nt_success(ZwUnloadDriver(&Key));
}

/* --- failures --------------------------------------------------------------------------------- */

static void
nothing(void **state)
{
}

static void
a_critical_driver_that_fails_stops_the_system(void **state)
{
    struct sim_setup Setup = {
        .name = "nothing",
        .test = nothing,
        .services = {{.name = "io_fails", .start = SIM_START_BOOT, .error_control = 3}}};
    struct sim_result Result = sim_boot(&Setup);

    assert_true(Result.failed);
    assert_int_equal(Result.bugcheck, 0x5A);
    Setup.services[0].error_control = 2;
    assert_false(sim_boot(&Setup).failed);
    Setup.services[0].error_control = 3;
    Setup.services[0].start = SIM_START_AUTO;
    assert_false(sim_boot(&Setup).failed);
}

/* --- judging images --------------------------------------------------------------------------- */

static void
a_boot_callback_hears_of_images_and_keeps_bad_ones_out(void **state)
{
    PCWSTR Image = sim_driver_symbol("judge", "FirstImage");
    PCWSTR Key = sim_driver_symbol("judge", "FirstKey");
    ULONG *Updates = sim_driver_symbol("judge", "Updates");

    assert_true(exists(L"\\Driver\\order_a"));
    assert_false(exists(L"\\Driver\\order_b"));
    assert_int_equal(NUMBER("judge", "Images"), 2);
    assert_memory_equal(Image, L"\\SystemRoot\\System32\\drivers\\order_a.sys",
                        sizeof(L"\\SystemRoot\\System32\\drivers\\order_a.sys"));
    assert_memory_equal(
        Key, L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\order_a",
        sizeof(L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\order_a"));
    assert_int_equal(NUMBER("judge", "UpdateCount"), 3);
    assert_int_equal(Updates[0], BdCbStatusPrepareForDependencyLoad);
    assert_int_equal(Updates[1], BdCbStatusPrepareForDriverLoad);
    assert_int_equal(Updates[2], BdCbStatusPrepareForUnload);
}

#define BOOT   .start = SIM_START_BOOT
#define SYSTEM .start = SIM_START_SYSTEM
#define AUTO   .start = SIM_START_AUTO

int
main(int argc, char **argv)
{
    const struct CMUnitTest Tests[] = {
        /* groups in their order, tags within a group, the rest last */
        SIM_TEST(c_b_a,
                 .services = {{.name = "order_a", BOOT, .group = "Late"},
                              {.name = "order_b", BOOT, .group = "Early", .tag = 2},
                              {.name = "order_c", BOOT, .group = "Early", .tag = 1}},
                 .groups = {{.name = "Early", .tags = {1, 2}}, {.name = "Late"}}),
        SIM_TEST(a_c_b,
                 .services = {{.name = "order_b", BOOT},
                              {.name = "order_c", BOOT, .group = "Late", .tag = 1},
                              {.name = "order_a", BOOT, .group = "Late", .tag = 2}},
                 .groups = {{.name = "Early"}, {.name = "Late", .tags = {2, 1}}}),
        SIM_TEST(c_b_a,
                 .services = {{.name = "order_a", SYSTEM, .group = "Unknown"},
                              {.name = "order_b", SYSTEM, .group = "Late"},
                              {.name = "order_c", SYSTEM, .group = "Early"}},
                 .groups = {{.name = "Early"}, {.name = "Late"}}),
        SIM_TEST(c_b_a, .services = {{.name = "order_a", AUTO},
                                     {.name = "order_b", SYSTEM},
                                     {.name = "order_c", BOOT}}),
        /* what boot-start drivers depend on does not matter */
        SIM_TEST(a_b_c, .services = {{.name = "order_a", BOOT, .depend_on_services = "order_c"},
                                     {.name = "order_c", BOOT},
                                     {.name = "order_b", BOOT}}),
        SIM_TEST(c_b_a,
                 .services = {{.name = "order_a", AUTO, .depend_on_services = "order_c,order_b"},
                              {.name = "order_b", .depend_on_services = "order_c"},
                              {.name = "order_c"}}),
        SIM_TEST(b_c_a, .services = {{.name = "order_a", AUTO, .depend_on_groups = "Both"},
                                     {.name = "order_c", AUTO, .group = "Both"},
                                     {.name = "order_b", AUTO, .group = "Both"}}),
        SIM_TEST(a_dependency_that_cannot_start_keeps_the_dependent_out,
                 .services = {{.name = "order_a", AUTO, .depend_on_services = "order_b"},
                              {.name = "order_b", AUTO, .depend_on_groups = "Nobody"},
                              {.name = "order_c", AUTO}}),
        SIM_TEST(a_dependency_that_cannot_start_keeps_the_dependent_out,
                 .services = {{.name = "order_a", AUTO, .depend_on_services = "order_b"},
                              {.name = "order_b", AUTO, .depend_on_services = "order_a"},
                              {.name = "order_c", AUTO}}),
        SIM_TEST(only_c_is_started, .services = {{.name = "order_a", .start = SIM_START_DISABLED},
                                                 {.name = "order_b"},
                                                 {.name = "order_c", SYSTEM}}),
        SIM_TEST(a_file_systems_driver_object_is_in_its_own_directory,
                 .services = {{.name = "order_a", BOOT, .file_system = true}}),
        SIM_TEST(a_service_may_name_another_image,
                 .services = {{.name = "alias", .image = "order_a", BOOT}}),
        SIM_TEST(reinitialize_waits_for_all_drivers_of_its_phase,
                 .services = {{.name = "order_a", BOOT}, {.name = "order_b", SYSTEM}}),
        SIM_TEST(a_driver_that_is_loaded_later_is_reinitialized_at_once,
                 .services = {{.name = "order_a"}}),
        cmocka_unit_test(a_critical_driver_that_fails_stops_the_system),
        SIM_TEST(a_boot_callback_hears_of_images_and_keeps_bad_ones_out,
                 .services = {{.name = "judge", BOOT, .group = "Early-Launch"},
                              {.name = "order_a", BOOT},
                              {.name = "order_b", BOOT}},
                 .groups = {{.name = "Early-Launch"}}),
    };

    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests_name(sim_test_group(argv[0]), Tests, NULL, NULL);
}
