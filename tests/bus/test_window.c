/*
 * tests/bus/test_window.c - registers answer where software placed them, RAM everywhere else
 */
#include "bus_test.h"

enum { BYTES = 256, PORTS = 16, LARGE = 1 << 27 };

struct plain {
    uint8_t bytes[BYTES];
};

static uint64_t
plain_read(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size)
{
    struct plain *plain = sim_device_state(dev);
    uint64_t value = UINT64_MAX; // high bits that the bus must cut off

    memcpy(&value, plain->bytes + offset, size);
    return value;
}

static void
plain_write(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size, uint64_t value)
{
    struct plain *plain = sim_device_state(dev);

    memcpy(plain->bytes + offset, &value, size);
}

#define PLAIN                                                                                      \
    .vendor = 1, .device = 2, .state_size = sizeof(struct plain), .read = plain_read,              \
    .write = plain_write

static const struct sim_device_model narrow = {
    .name = "narrow", PLAIN, .bars = {{.kind = SIM_BAR_MEMORY, .size = BYTES}}};
static const struct sim_device_model wide = {
    .name = "wide",
    PLAIN,
    .bars = {
        {.kind = SIM_BAR_MEMORY64, .size = BYTES, .access = 4 | 8, .read_ns = 70, .write_ns = 30}}};
static const struct sim_device_model ports = {
    .name = "ports", PLAIN, .bars = {{.kind = SIM_BAR_PORT, .size = PORTS}}};
static const struct sim_device_model large = {
    .name = "large", PLAIN, .bars = {{.kind = SIM_BAR_MEMORY, .size = LARGE}}};
static const struct sim_device_model silent = {
    .name = "silent", .vendor = 1, .device = 2, .bars = {{.kind = SIM_BAR_MEMORY, .size = BYTES}}};

static void
registers_answer_at_the_base_address(void)
{
    struct sim_device *dev = sim_device_add(&narrow, -1);
    uint64_t base = place(dev, false, BYTES);

    hw_physical_write(base + 8, 4, 0x11223344);
    assert_int_equal(hw_physical_read(base + 8, 4), 0x11223344);
    assert_int_equal(hw_physical_read(base + 10, 2), 0x1122);
    assert_int_equal(hw_physical_read(base + 11, 1), 0x11);
    assert_int_equal(hw_physical_read(base + BYTES, 4), 0xFFFFFFFF);
    assert_int_equal(hw_physical_read(base - 4, 4), 0xFFFFFFFF);
    assert_int_equal(sim_device_refused(dev), 0);
}

static void
they_move_with_it(void)
{
    struct sim_device *dev = sim_device_add(&narrow, -1);
    uint64_t base = place(dev, false, BYTES);

    hw_physical_write(base, 4, 42);
    config_write(dev, 0x10, (uint32_t)base + 0x10000);
    assert_int_equal(hw_physical_read(base, 4), 0xFFFFFFFF);
    assert_int_equal(hw_physical_read(base + 0x10000, 4), 42);
}

static void
the_command_register_switches_them_off(void)
{
    struct sim_device *dev = sim_device_add(&narrow, -1);
    uint64_t base = place(dev, false, BYTES);

    hw_physical_write(base, 4, 42);
    config_write(dev, 0x04, PORTS_ON);
    hw_physical_write(base, 4, 43);
    assert_int_equal(hw_physical_read(base, 4), 0xFFFFFFFF);
    config_write(dev, 0x04, MEMORY_ON);
    assert_int_equal(hw_physical_read(base, 4), 42);
}

static void
a_bar_that_is_being_sized_is_nowhere(void)
{
    struct sim_device *dev = sim_device_add(&narrow, -1);

    place(dev, false, BYTES);
    config_write(dev, 0x10, 0xFFFFFFFF);
    assert_int_equal(hw_physical_read(0xFFFFFF00, 4), 0xFFFFFFFF);
    assert_int_equal(sim_device_refused(dev), 0);
}

static void
sizes_that_are_not_decoded_are_refused(void)
{
    struct sim_device *dev = sim_device_add(&wide, -1);
    uint64_t base = place(dev, false, BYTES);

    hw_physical_write(base, 8, UINT64_C(0x1122334455667788));
    assert_true(hw_physical_read(base, 8) == UINT64_C(0x1122334455667788));
    assert_int_equal(hw_physical_read(base, 2), 0xFFFF);
    hw_physical_write(base, 1, 0);
    assert_int_equal(hw_physical_read(base, 4), 0x55667788);
    assert_int_equal(sim_device_refused(dev), 2);
}

static void
eight_bytes_are_refused_unless_the_model_decodes_them(void)
{
    struct sim_device *dev = sim_device_add(&narrow, -1);
    uint64_t base = place(dev, false, BYTES);

    assert_true(hw_physical_read(base, 8) == UINT64_MAX);
    assert_int_equal(sim_device_refused(dev), 1);
}

static void
an_access_that_is_not_aligned_is_refused(void)
{
    struct sim_device *dev = sim_device_add(&narrow, -1);
    uint64_t base = place(dev, false, BYTES);

    assert_int_equal(hw_physical_read(base + 2, 4), 0xFFFFFFFF);
    hw_physical_write(base + 1, 2, 0);
    assert_int_equal(sim_device_refused(dev), 2);
}

static void
a_64_bit_bar_may_stand_above_4_gib(void)
{
    struct sim_device *dev = sim_device_add(&wide, -1);
    uint64_t base = UINT64_C(0x1234500000000);

    config_write(dev, 0x10, (uint32_t)base);
    config_write(dev, 0x14, (uint32_t)(base >> 32));
    config_write(dev, 0x04, MEMORY_ON);
    hw_physical_write(base, 4, 42);
    assert_int_equal(hw_physical_read(base, 4), 42);
    assert_int_equal(hw_physical_read(base & UINT32_MAX, 4) == 42, 0);
}

static void
a_model_without_routines_reads_all_ones(void)
{
    struct sim_device *dev = sim_device_add(&silent, -1);
    uint64_t base = place(dev, false, BYTES);

    hw_physical_write(base, 4, 0);
    assert_int_equal(hw_physical_read(base, 4), 0xFFFFFFFF);
    assert_null(sim_device_state(dev));
}

static void
ports_answer_in_port_space_only(void)
{
    struct sim_device *dev = sim_device_add(&ports, -1);
    uint64_t base = place(dev, true, PORTS);

    hw_port_write((uint32_t)base + 4, 2, 0xABCD);
    assert_int_equal(hw_port_read((uint32_t)base + 4, 2), 0xABCD);
    assert_int_equal(hw_port_read((uint32_t)base + 5, 1), 0xAB);
    assert_int_equal(hw_physical_read(base + 4, 2) == 0xABCD, 0);
    assert_int_equal(hw_port_read((uint32_t)base + PORTS, 4), 0xFFFFFFFF);
    assert_int_equal(hw_port_read((uint32_t)base + 0x10004, 2), 0xABCD); // 16 address lines
    config_write(dev, 0x04, MEMORY_ON);
    assert_int_equal(hw_port_read((uint32_t)base + 4, 2), 0xFFFF);
}

static void
ram_answers_at_its_frames(void)
{
    uint32_t *memory = hw_pages_alloc(HW_NONPAGED, 1);

    hw_physical_write(physical_of(memory), 4, 42);
    assert_int_equal(memory[0], 42);
    memory[1] = 43;
    assert_int_equal(hw_physical_read(physical_of(memory + 1), 4), 43);
    assert_int_equal(hw_physical_read(physical_of(memory + 1), 1), 43);
    hw_physical_write(physical_of(memory + 2), 8, UINT64_MAX);
    assert_int_equal(memory[3], 0xFFFFFFFF);
    hw_pages_free(HW_NONPAGED, memory, 1);
}

static void
a_bar_does_not_hide_ram(void)
{
    struct sim_device *dev = sim_device_add(&narrow, -1);
    uint32_t *memory = hw_pages_alloc(HW_NONPAGED, 1);

    place(dev, false, BYTES);
    config_write(dev, 0x10, (uint32_t)physical_of(memory));
    hw_physical_write(physical_of(memory), 4, 42);
    assert_int_equal(memory[0], 42);
    hw_pages_free(HW_NONPAGED, memory, 1);
}

static void
accesses_cost_what_the_model_says(void)
{
    struct sim_device *dev = sim_device_add(&wide, -1);
    uint64_t base = place(dev, false, BYTES), before = hw_time();

    hw_physical_read(base, 4);
    assert_int_equal(hw_time() - before, 70);
    hw_physical_write(base, 4, 0);
    assert_int_equal(hw_time() - before, 100);
}

static void
free_ranges_do_not_overlap(void)
{
    uint64_t first = place(sim_device_add(&narrow, 1), false, BYTES);
    uint64_t second = place(sim_device_add(&narrow, 2), false, BYTES);
    uint64_t third = place(sim_device_add(&large, 3), false, LARGE);

    assert_true(second >= first + BYTES);
    assert_true(third >= second + BYTES);
    assert_int_equal(third % LARGE, 0);
    assert_true(hw_pci_window(false, 16) == second + BYTES);
    sim_device_remove(sim_device_find("narrow", 0));
    assert_true(hw_pci_window(false, BYTES) == first);
}

static void
no_room_is_told(void)
{
    for (int slot = 1; slot <= 3; slot++) {
        assert_true(place(sim_device_add(&large, slot), false, LARGE) != UINT64_MAX);
    }
    assert_true(hw_pci_window(false, LARGE) == UINT64_MAX);
    assert_true(hw_pci_window(false, 4096) != UINT64_MAX);
    assert_true(hw_pci_window(false, UINT64_C(1) << 33) == UINT64_MAX);
    assert_true(hw_pci_window(true, 1 << 15) == UINT64_MAX);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        MACHINE_TEST(registers_answer_at_the_base_address),
        MACHINE_TEST(they_move_with_it),
        MACHINE_TEST(the_command_register_switches_them_off),
        MACHINE_TEST(a_bar_that_is_being_sized_is_nowhere),
        MACHINE_TEST(sizes_that_are_not_decoded_are_refused),
        MACHINE_TEST(eight_bytes_are_refused_unless_the_model_decodes_them),
        MACHINE_TEST(an_access_that_is_not_aligned_is_refused),
        MACHINE_TEST(a_64_bit_bar_may_stand_above_4_gib),
        MACHINE_TEST(a_model_without_routines_reads_all_ones),
        MACHINE_TEST(ports_answer_in_port_space_only),
        MACHINE_TEST(ram_answers_at_its_frames),
        MACHINE_TEST(a_bar_does_not_hide_ram),
        MACHINE_TEST(accesses_cost_what_the_model_says),
        MACHINE_TEST(free_ranges_do_not_overlap),
        MACHINE_TEST(no_room_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
