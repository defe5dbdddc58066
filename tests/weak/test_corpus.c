/*
 * weak/test_corpus.c - defects of the corpus that only weakly ordered memory shows
 *
 * Data races are not looked for here: what the programs get is wrong, or was never written. See
 * tests/bugs for the drivers; their twins pass.
 */
#include <sim/test.h>

#include "ke/capture.h"

#include "bugs/drivers/public.h"

enum { TWIN_SCHEDULES = 2000 };

static HANDLE files[2];
static struct captured run;

static HANDLE
open_file(const WCHAR *path)
{
    HANDLE file = CreateFileW(path, GENERIC_READ | GENERIC_WRITE,
                              FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);

    assert_ptr_not_equal(file, INVALID_HANDLE_VALUE);
    return file;
}

static int
opens_init_once(void **state)
{
    files[0] = open_file(L"\\\\.\\InitOnce");
    files[1] = open_file(L"\\\\.\\InitOnce");
    return 0;
}

static int
opens_publication(void **state)
{
    files[0] = open_file(L"\\\\.\\Publication");
    files[1] = open_file(L"\\\\.\\Publication");
    return 0;
}

static BOOL
control(HANDLE file, DWORD code, ULONG *value)
{
    DWORD bytes;

    return DeviceIoControl(file, code, value, sizeof *value, value, sizeof *value, &bytes, NULL);
}

/* --- init_once -------------------------------------------------------------------------------- */

static void
looks_up(void *file)
{
    ULONG square = 3;

    assert_true(control(file, IOCTL_TABLE_LOOK_UP, &square));
    assert_int_equal(square, 9);
}

static void
look_up_at_once(void **state)
{
    HANDLE thread = sim_thread(looks_up, files[1]);

    looks_up(files[0]);
    sim_join(thread);
}

/* --- publication ------------------------------------------------------------------------------ */

static void
publishes(void *unused)
{
    ULONG none = 0;

    assert_true(control(files[1], IOCTL_TABLE_SET, &none));
}

static void
looks_up_meanwhile(void **state)
{
    HANDLE thread = sim_thread(publishes, NULL);
    ULONG square = 3;

    if (control(files[0], IOCTL_TABLE_LOOK_UP, &square)) {
        assert_int_equal(square, 9);
    } else {
        assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    }
    sim_join(thread);
}

/* --- searches --------------------------------------------------------------------------------- */

struct defect {
    const char *driver, *twin;
    int (*before)(void **state);
    void (*test)(void **state);
};
static const struct defect init_once = {"init_once", "init_once_fixed", opens_init_once,
                                        look_up_at_once};
static const struct defect publication = {"publication", "publication_fixed", opens_publication,
                                          looks_up_meanwhile};

static struct sim_found
search_for(const struct defect *defect, bool twin, enum sim_memory_model memory, uint64_t schedules)
{
    struct sim_setup setup = {
        .name = defect->driver,
        .drivers = {twin ? defect->twin : defect->driver},
        .before = defect->before,
        .test = defect->test,
        .explore = SIM_AUTO,
        .search = {.memory = memory, .schedules = schedules, .no_races = true}};

    capture_boot(&run, &setup);
    print_message("%s %s: %s", twin ? defect->twin : defect->driver,
                  memory == SIM_ARM ? "ARM" : "TSO", run.text);
    return sim_last_search();
}

static void
only_arm_shows(const struct defect *defect)
{
    struct sim_found found = search_for(defect, false, SIM_ARM, 0);

    assert_int_equal(found.end, SIM_FOUND);
    assert_int_equal(found.memory, SIM_ARM);
    assert_non_null(strstr(run.text, "possible on ARM64"));
    found = search_for(defect, false, SIM_TSO, TWIN_SCHEDULES);
    assert_int_equal(found.end, SIM_SPENT);
    found = search_for(defect, true, SIM_ARM, TWIN_SCHEDULES);
    assert_int_equal(found.end, SIM_SPENT);
}

static void
a_flag_is_seen_before_what_it_stands_for(void **state)
{
    only_arm_shows(&init_once);
}

static void
an_address_is_seen_before_what_is_there(void **state)
{
    only_arm_shows(&publication);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flag_is_seen_before_what_it_stands_for),
        cmocka_unit_test(an_address_is_seen_before_what_is_there),
    };

    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
