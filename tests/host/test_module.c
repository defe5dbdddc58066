/*
 * tests/host/test_module.c - driver images, loaded once, new each time (host/module.c)
 */
#include <stdlib.h>
#include <unistd.h>

#include "host_test.h"
#include "sanitizer.h"

/* A module, made by the compiler at hand: it needs nothing of libsim. */
static const char source[] =
    "int counter = 3; int zeroes[3000]; int *pointer = &counter;\n"
    "static int hidden = 5;\n"
    "static __attribute__((noinline)) int local(int x) { return x + hidden++; }\n"
    "int work(int x) { zeroes[2999] += x; (*pointer)++; return local(x); }\n";

static char folder[] = "/tmp/libsim-module-XXXXXX";

static int
compile(const char *name, const char *flags)
{
    char file[100], command[600];
    const char *compiler = getenv("SIM_CC") != NULL ? getenv("SIM_CC") : "cc";
    FILE *text;

    snprintf(file, sizeof file, "%s/%s.c", folder, name);
    text = fopen(file, "w");
    if (text == NULL || fputs(source, text) < 0 || fclose(text) != 0) {
        return -1;
    }
    snprintf(command, sizeof command, "%s -g -shared -nostdlib -fPIC %s -Wl,-z,now -o %s/%s.sys %s",
             compiler, flags, folder, name, file);
    return system(command);
}

static int
setup_group(void **state)
{
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    hw_module_add_path(folder);
    return compile("modone", "-Wl,-Ttext-segment=0x48f000000000") |
           compile("modtwo", "-Wl,-Ttext-segment=0x48f100000000") | compile("loose", "");
}

static int
teardown_group(void **state)
{
    char command[100];

    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static int
setup(void **state)
{
    start_over();
    return 0;
}

static const struct hw_module *
load(const char *name)
{
    const char *error = "";
    const struct hw_module *module = hw_module_load(name, &error);

    if (module == NULL) {
        print_error("%s\n", error);
    }
    assert_non_null(module);
    return module;
}

static int
call_work(const struct hw_module *module, int x)
{
    return ((int (*)(int))hw_module_symbol(module, "work"))(x);
}

static void
it_lies_where_it_was_linked_for(void **state)
{
    const struct hw_module *module = load("modone");
    char *work = hw_module_symbol(module, "work");

    assert_int_equal(module->base, 0x48f000000000);
    assert_ptr_equal(hw_module_at(work), module);
    assert_int_equal(hw_place(work), HW_AT_DRIVER);
    assert_int_equal(hw_canonical(work), (uintptr_t)work);
    assert_null(hw_module_at((char *)module->base + module->size));
    assert_null(hw_module_at((char *)module->base - 1));
}

static void
local_names_are_found(void **state)
{
    const struct hw_module *module = load("modone");

    assert_int_equal(*(int *)hw_module_symbol(module, "hidden"), 5);
    assert_int_equal(((int (*)(int))hw_module_symbol(module, "local"))(1), 6);
    assert_null(hw_module_symbol(module, "none"));
}

static void
loading_again_restores_its_data(void **state)
{
    const struct hw_module *module = load("modone"), *again;

    assert_int_equal(call_work(module, 10), 15);
    assert_int_equal(call_work(module, 10), 16);
    assert_int_equal(*(int *)hw_module_symbol(module, "counter"), 5);
    start_over();
    again = load("modone");
    assert_ptr_equal(again, module);
    assert_int_equal(*(int *)hw_module_symbol(module, "counter"), 3);
    assert_int_equal(((int *)hw_module_symbol(module, "zeroes"))[2999], 0);
    assert_int_equal(call_work(module, 10), 15);
}

static void
what_is_not_loaded_in_this_run_is_nowhere(void **state)
{
    const struct hw_module *module = load("modtwo");

    start_over();
    assert_null(hw_module_at((void *)module->base));
    assert_null(hw_module_unloaded_at((void *)module->base));
    assert_int_equal(hw_place((void *)module->base), HW_AT_NOWHERE);
}

static struct hw_fault seen;

static void
handler(struct hw_fault *fault)
{
    seen = *fault;
    host_return_to_main();
}

static void
call_work_of(void *argument)
{
    call_work(argument, 1);
}

static void
unloaded_code_faults_by_name(void **state)
{
    const struct hw_module *module = load("modone");
    void *work = hw_module_symbol(module, "work");

    call_work(module, 1);
    hw_module_unload(module);
    seen = (struct hw_fault){0};
    host_faults_install(handler);
    run(call_work_of, (void *)module);
    host_faults_remove();
    assert_int_equal(seen.kind, HW_FAULT_MEMORY);
    assert_true(seen.execute);
    assert_int_equal(seen.pc, (uintptr_t)work);
    assert_null(hw_module_at(work));
    assert_ptr_equal(hw_module_unloaded_at(work), module);
    assert_int_equal(*(int *)hw_module_symbol(module, "counter"), 4); // data can still be looked at
    assert_ptr_equal(load("modone"), module);
    assert_null(hw_module_unloaded_at(work));
    assert_int_equal(call_work(module, 1), 6);
}

static void
a_fresh_machine_forgets_unloads(void **state)
{
    const struct hw_module *module = load("modone");

    hw_module_unload(module);
    start_over();
    assert_ptr_equal(load("modone"), module);
    assert_int_equal(call_work(module, 1), 6);
}

static void
load_on_stack(void *argument)
{
    const char *error;

    *(const struct hw_module **)argument = hw_module_load("modtwo", &error);
}

static void
loading_works_on_a_simulated_stack(void **state)
{
    const struct hw_module *module = NULL;

    run(load_on_stack, &module);
    assert_non_null(module);
    assert_int_equal(call_work(module, 1), 6);
}

static void
what_cannot_be_loaded_says_why(void **state)
{
    const char *error = NULL;

    assert_null(hw_module_load("nothing", &error));
    assert_string_equal(error, "nothing.sys was not found");
    assert_null(hw_module_load("loose", &error));
    assert_non_null(strstr(error, "was not linked for a driver's address"));
    assert_null(hw_module_path("nothing"));
    assert_non_null(hw_module_path("loose"));
}

static void
builds_are_told_apart(void **state)
{
    uint32_t one = hw_build_id(hw_module_path("modone"));

    assert_int_equal(one, hw_build_id(hw_module_path("modone")));
    assert_int_not_equal(one, hw_build_id(hw_program()));
    assert_int_not_equal(hw_build_id(NULL), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_lies_where_it_was_linked_for, setup),
        cmocka_unit_test_setup(local_names_are_found, setup),
        cmocka_unit_test_setup(loading_again_restores_its_data, setup),
        cmocka_unit_test_setup(what_is_not_loaded_in_this_run_is_nowhere, setup),
        cmocka_unit_test_setup(unloaded_code_faults_by_name, setup),
        cmocka_unit_test_setup(a_fresh_machine_forgets_unloads, setup),
        cmocka_unit_test_setup(loading_works_on_a_simulated_stack, setup),
        cmocka_unit_test_setup(what_cannot_be_loaded_says_why, setup),
        cmocka_unit_test_setup(builds_are_told_apart, setup),
    };

    return cmocka_run_group_tests(tests, setup_group, teardown_group);
}
