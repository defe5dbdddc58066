/*
 * tests/bus/test_device.c - devices come and go, also while the machine runs
 */
#include "bus_test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BYTES = 256, TOUCH = 0, UNPLUG = 4 };

struct guest {
    uint32_t word, survivor;
};

static unsigned removed;

static void
guest_realize(struct sim_device *dev)
{
    struct guest *guest = sim_device_state(dev);

    assert_int_equal(guest->word | guest->survivor, 0);
    guest->survivor = 1;
}

static void
guest_reset(struct sim_device *dev)
{
    struct guest *guest = sim_device_state(dev);

    assert_int_equal(guest->survivor, 1);
    guest->word = 0x600D;
}

static uint64_t
guest_read(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size)
{
    struct guest *guest = sim_device_state(dev);

    return guest->word;
}

static void
guest_write(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size, uint64_t value)
{
    struct guest *guest = sim_device_state(dev);

    if (offset == UNPLUG) {
        sim_device_remove(dev);
        assert_false(sim_device_present(dev));
        assert_int_equal(removed, 0);
    }
    guest->word = (uint32_t)value; // still there: this callback has not returned
}

static void
guest_timer(struct sim_device *dev, unsigned n)
{
    sim_device_remove(dev);
}

static void
guest_remove(struct sim_device *dev)
{
    assert_non_null(sim_device_state(dev));
    assert_false(sim_device_present(dev));
    removed++;
}

#define GUEST                                                                                      \
    .vendor = 1, .device = 2, .interrupt_pin = 1, .messages = 1,                                   \
    .state_size = sizeof(struct guest), .bars = {{.kind = SIM_BAR_MEMORY, .size = BYTES}},         \
    .realize = guest_realize, .reset = guest_reset, .read = guest_read, .write = guest_write,      \
    .timer = guest_timer, .remove = guest_remove

static const struct sim_device_model guest = {.name = "guest", GUEST};
static const struct sim_device_model other = {.name = "other", GUEST};

static void
takes_the_lowest_free_slot_from_1_on(void)
{
    assert_int_equal(sim_device_slot(sim_device_add(&guest, -1)), 1);
    assert_int_equal(sim_device_slot(sim_device_add(&guest, 3)), 3);
    assert_int_equal(sim_device_slot(sim_device_add(&guest, -1)), 2);
    assert_int_equal(sim_device_slot(sim_device_add(&guest, -1)), 4);
    assert_int_equal(sim_device_slot(sim_device_add(&guest, 0)), 0);
}

static void
a_taken_slot_and_a_full_bus_refuse(void)
{
    assert_non_null(sim_device_add(&guest, 5));
    assert_null(sim_device_add(&guest, 5));
    assert_null(sim_device_add(&guest, SIM_SLOTS));
    for (int i = 2; i < SIM_SLOTS; i++) {
        assert_non_null(sim_device_add(&guest, -1));
    }
    assert_null(sim_device_add(&guest, -1));
    assert_non_null(sim_device_add(&guest, 0));
    assert_null(sim_device_add(&guest, 0));
}

static void
is_found_by_name_in_the_order_of_slots(void)
{
    struct sim_device *high = sim_device_add(&guest, 9), *low = sim_device_add(&guest, 2);

    sim_device_add(&other, 4);
    assert_ptr_equal(sim_device_find("guest", 0), low);
    assert_ptr_equal(sim_device_find("guest", 1), high);
    assert_null(sim_device_find("guest", 2));
    assert_null(sim_device_find("nobody", 0));
    assert_ptr_equal(sim_device_model(sim_device_find("other", 0)), &other);
}

static void
the_kernel_hears_of_each_coming_and_going(void)
{
    struct sim_device *dev = sim_device_add(&guest, 1);

    assert_int_equal(machine.bus_changes, 1);
    sim_device_remove(dev);
    assert_int_equal(machine.bus_changes, 2);
    sim_device_remove(dev);
    assert_int_equal(machine.bus_changes, 2);
}

static void
a_removed_device_reads_all_ones(void)
{
    struct sim_device *dev = sim_device_add(&guest, 1);
    uint64_t base = place(dev, false, BYTES);

    assert_int_equal(hw_physical_read(base, 4), 0x600D);
    sim_device_remove(dev);
    assert_int_equal(hw_physical_read(base, 4), 0xFFFFFFFF);
    assert_int_equal(hw_pci_config_read(0, 1, 0, 0, 4), 0xFFFFFFFF);
    hw_physical_write(base, 4, 1);
    hw_pci_config_write(0, 1, 0, 4, 4, 0);
    assert_false(sim_device_present(dev));
    assert_null(sim_device_state(dev));
    assert_null(sim_device_find("guest", 0));
    assert_int_equal(sim_device_slot(dev), 1);
}

static void
it_is_silent(void)
{
    struct sim_device *dev = sim_device_add(&guest, 1);
    uint32_t word = 0;

    route_line(dev);
    config_write(dev, 0x04, MASTER_ON);
    sim_timer_start(dev, 0, 100);
    sim_device_remove(dev);
    sim_device_interrupt_raise(dev);
    sim_timer_start(dev, 0, 100);
    assert_false(sim_timer_running(dev, 0));
    assert_false(sim_device_message(dev, 0));
    assert_false(sim_dma_read(dev, UINT64_C(1) << 20, &word, 4));
    wait_ns(5000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

static void
its_line_falls(void)
{
    struct sim_device *dev = sim_device_add(&guest, 1);

    hw_line_mask(hw_pci_line(0, 1, 1), true);
    route_line(dev);
    sim_device_interrupt_raise(dev);
    sim_device_remove(dev);
    hw_line_mask(hw_pci_line(0, 1, 1), false);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

static void
its_model_is_told_before_its_state_goes(void)
{
    removed = 0;
    sim_device_remove(sim_device_add(&guest, 1));
    assert_int_equal(removed, 1);
}

static void
it_may_go_in_its_own_callback(void)
{
    struct sim_device *dev = sim_device_add(&guest, 1);
    uint64_t base = place(dev, false, BYTES);

    removed = 0;
    hw_physical_write(base + UNPLUG, 4, 1);
    assert_int_equal(removed, 1);
    assert_null(sim_device_state(dev));
}

static void
it_may_go_by_its_own_timer(void)
{
    struct sim_device *dev = sim_device_add(&guest, 1);

    removed = 0;
    sim_timer_start(dev, 0, 100);
    sim_timer_start(dev, 1, 200);
    wait_ns(5000);
    assert_int_equal(removed, 1);
    assert_int_equal(machine.bus_changes, 2);
}

static void
its_pages_are_free_again(void)
{
    size_t before = hw_pages_used(HW_CONTIGUOUS);

    for (int i = 0; i < 100; i++) {
        sim_device_remove(sim_device_add(&guest, 1));
    }
    assert_int_equal(hw_pages_used(HW_CONTIGUOUS), before);
}

static void
an_old_handle_is_not_soon_a_new_device(void)
{
    struct sim_device *old = sim_device_add(&guest, 1);

    sim_device_remove(old);
    for (int i = 1; i < SIM_SLOTS; i++) {
        assert_ptr_not_equal(sim_device_add(&guest, i), old);
    }
    assert_false(sim_device_present(old));
}

static void
a_reset_is_as_after_power_up(void)
{
    struct sim_device *dev = sim_device_add(&guest, 1);
    uint64_t base = place(dev, false, BYTES);

    hw_physical_write(base, 4, 1);
    enable_messages(dev, 0);
    sim_device_interrupt_raise(dev);
    sim_device_reset(dev);
    assert_int_equal(config_read(dev, 0x04), 0x00100000);
    assert_int_equal(config_read(dev, 0x10), 0);
    assert_false(sim_device_msi_enabled(dev));
    place(dev, false, BYTES);
    assert_int_equal(hw_physical_read(base, 4), 0x600D);
}

/* --- models that contradict themselves -------------------------------------------------------- */

static const struct sim_device_model contradictions[] = {
    {.vendor = 1},
    {.name = "a", .vendor = 0xFFFF},
    {.name = "b", .class_code = 0x1000000},
    {.name = "c", .interrupt_pin = 5},
    {.name = "d", .messages = 3},
    {.name = "e", .messages = 64},
    {.name = "f", .messages_x = 1},
    {.name = "g", .capability = 0x90},
    {.name = "h", .bars = {{.kind = SIM_BAR_MEMORY, .size = 100}}},
    {.name = "i", .bars = {{.kind = SIM_BAR_MEMORY, .size = 8}}},
    {.name = "j", .bars = {{.kind = SIM_BAR_MEMORY, .size = UINT64_C(1) << 32}}},
    {.name = "k", .bars = {{.kind = SIM_BAR_PORT, .size = 512}}},
    {.name = "l", .bars = {{.kind = SIM_BAR_PORT, .size = 16, .prefetchable = true}}},
    {.name = "m", .bars = {{.kind = SIM_BAR_MEMORY, .size = 64, .access = 16}}},
    {.name = "n",
     .bars = {{.kind = SIM_BAR_MEMORY64, .size = 64}, {.kind = SIM_BAR_MEMORY, .size = 64}}},
    {.name = "o", .bars = {[5] = {.kind = SIM_BAR_MEMORY64, .size = 64}}},
};
static const struct sim_device_model *tried;

static void
add_it(void)
{
    sim_device_add(tried, -1);
}

/* In a process of its own, which it may end. */
static bool
survives(const struct sim_device_model *model)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL) {
            _exit(1);
        }
        signal(SIGABRT, SIG_DFL);
        tried = model;
        machine_run(add_it, HW_TIMED, 0);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status == 0;
}

static void
a_model_that_contradicts_itself_ends_the_run(void **state)
{
    assert_true(survives(&guest));
    for (size_t i = 0; i < sizeof contradictions / sizeof contradictions[0]; i++) {
        assert_false(survives(&contradictions[i]));
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_that_contradicts_itself_ends_the_run),
        MACHINE_TEST(takes_the_lowest_free_slot_from_1_on),
        MACHINE_TEST(a_taken_slot_and_a_full_bus_refuse),
        MACHINE_TEST(is_found_by_name_in_the_order_of_slots),
        MACHINE_TEST(the_kernel_hears_of_each_coming_and_going),
        MACHINE_TEST(a_removed_device_reads_all_ones),
        MACHINE_TEST(it_is_silent),
        MACHINE_TEST(its_line_falls),
        MACHINE_TEST(its_model_is_told_before_its_state_goes),
        MACHINE_TEST(it_may_go_in_its_own_callback),
        MACHINE_TEST(it_may_go_by_its_own_timer),
        MACHINE_TEST(its_pages_are_free_again),
        MACHINE_TEST(an_old_handle_is_not_soon_a_new_device),
        MACHINE_TEST(a_reset_is_as_after_power_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
