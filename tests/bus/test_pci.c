/*
 * tests/bus/test_pci.c - configuration space reads and writes as PCI says
 */
#include "bus_test.h"

static uint32_t own_register;

static uint32_t
own_read(struct sim_device *dev, unsigned offset, unsigned size)
{
    return offset == 0x90 ? 0x00010009 : offset == 0x94 ? own_register : 0;
}

static void
own_write(struct sim_device *dev, unsigned offset, unsigned size, uint32_t value)
{
    if (offset == 0x94) {
        own_register = value;
    }
}

static const struct sim_device_model full = {
    .name = "full",
    .vendor = 0x1234,
    .device = 0xABCD,
    .subsystem_vendor = 0x5678,
    .subsystem = 0x9ABC,
    .class_code = 0x020104,
    .revision = 7,
    .interrupt_pin = 1,
    .messages = 4,
    .capability = 0x90,
    .config_read = own_read,
    .config_write = own_write,
    .bars = {{.kind = SIM_BAR_MEMORY, .size = 4096},
             {.kind = SIM_BAR_PORT, .size = 32},
             {.kind = SIM_BAR_MEMORY64, .size = UINT64_C(1) << 33, .prefetchable = true},
             {.kind = SIM_BAR_NONE},
             {.kind = SIM_BAR_MEMORY, .size = 16, .prefetchable = true}},
};

static const struct sim_device_model bare = {.name = "bare", .vendor = 1, .device = 2};

static void
what_is_absent_reads_all_ones(void)
{
    sim_device_add(&full, 3);
    assert_int_equal(hw_pci_config_read(0, 4, 0, 0, 4), 0xFFFFFFFF);
    assert_int_equal(hw_pci_config_read(0, 3, 1, 0, 4), 0xFFFFFFFF);
    assert_int_equal(hw_pci_config_read(1, 3, 0, 0, 4), 0xFFFFFFFF);
    assert_int_equal(hw_pci_config_read(0, 40, 0, 0, 4), 0xFFFFFFFF);
    assert_int_equal(hw_pci_config_read(0, 4, 0, 0, 2), 0xFFFF);
    assert_int_equal(hw_pci_config_read(0, 4, 0, 0, 1), 0xFF);
    hw_pci_config_write(0, 4, 0, 4, 4, 7);
    hw_pci_config_write(0, 3, 1, 4, 4, 7);
    assert_int_equal(hw_pci_config_read(0, 3, 0, 4, 2), 0);
}

static void
an_access_that_is_not_aligned_is_no_access(void)
{
    struct sim_device *dev = sim_device_add(&full, 3);

    assert_int_equal(hw_pci_config_read(0, 3, 0, 1, 2), 0xFFFF);
    assert_int_equal(hw_pci_config_read(0, 3, 0, 2, 4), 0xFFFFFFFF);
    assert_int_equal(hw_pci_config_read(0, 3, 0, 256, 4), 0xFFFFFFFF);
    hw_pci_config_write(0, 3, 0, 0x11, 2, 0xFFFF);
    assert_int_equal(config_read(dev, 0x10), 0);
}

static void
the_header_is_the_models(void)
{
    struct sim_device *dev = sim_device_add(&full, 3);

    assert_int_equal(config_read(dev, 0x00), 0xABCD1234);
    assert_int_equal(config_read(dev, 0x08), 0x02010407);
    assert_int_equal(config_read(dev, 0x0C), 0);
    assert_int_equal(config_read(dev, 0x28), 0);
    assert_int_equal(config_read(dev, 0x2C), 0x9ABC5678);
    assert_int_equal(config_read(dev, 0x30), 0);
    assert_int_equal(hw_pci_config_read(0, 3, 0, 0x3D, 1), 1);
    assert_int_equal(hw_pci_config_read(0, 3, 0, 0x02, 2), 0xABCD);
    assert_int_equal(hw_pci_config_read(0, 3, 0, 0x0B, 1), 0x02);
}

static void
what_only_reads_cannot_be_written(void)
{
    struct sim_device *dev = sim_device_add(&full, 3);
    static const uint8_t fixed[] = {0x00, 0x08, 0x28, 0x2C, 0x30, 0x34, 0x38, 0x50, 0x7C};

    for (unsigned i = 0; i < sizeof fixed; i++) {
        uint32_t before = config_read(dev, fixed[i]);

        config_write(dev, fixed[i], ~before);
        assert_int_equal(config_read(dev, fixed[i]), before);
    }
}

static void
a_bar_answers_its_size_when_ones_are_written(void)
{
    struct sim_device *dev = sim_device_add(&full, 3);
    static const uint32_t expected[] = {0xFFFFF000, 0xFFFFFFE1, 0x0000000C,
                                        0xFFFFFFFE, 0xFFFFFFF8, 0};

    for (unsigned bar = 0; bar < SIM_BARS; bar++) {
        config_write(dev, 0x10 + 4 * bar, 0xFFFFFFFF);
        assert_int_equal(config_read(dev, 0x10 + 4 * bar), expected[bar]);
    }
}

static void
a_bar_keeps_an_address_of_its_size(void)
{
    struct sim_device *dev = sim_device_add(&full, 3);

    config_write(dev, 0x10, 0xE0001234);
    assert_int_equal(config_read(dev, 0x10), 0xE0001000);
    config_write(dev, 0x14, 0xC03F);
    assert_int_equal(config_read(dev, 0x14), 0xC021);
}

static void
the_command_register_has_what_the_device_has(void)
{
    struct sim_device *all = sim_device_add(&full, 3), *none = sim_device_add(&bare, 4);

    hw_pci_config_write(0, 3, 0, 4, 2, 0xFFFF);
    hw_pci_config_write(0, 4, 0, 4, 2, 0xFFFF);
    assert_int_equal(config_read(all, 4) & 0xFFFF, 0x0547);
    assert_int_equal(config_read(none, 4) & 0xFFFF, 0x0144);
}

static void
bytes_are_written_alone(void)
{
    struct sim_device *dev = sim_device_add(&full, 3);

    config_write(dev, 0x44, 0x11223344);
    hw_pci_config_write(0, 3, 0, 0x45, 1, 0xEE);
    assert_int_equal(config_read(dev, 0x44), 0x1122EE44);
    hw_pci_config_write(0, 3, 0, 0x46, 2, 0xAABB);
    assert_int_equal(config_read(dev, 0x44), 0xAABBEE44);
    assert_int_equal(hw_pci_config_read(0, 3, 0, 0x47, 1), 0xAA);
}

static void
an_error_is_cleared_by_writing_a_one(void)
{
    struct sim_device *dev = sim_device_add(&full, 3);
    uint32_t word;

    config_write(dev, 4, MASTER_ON);
    assert_false(sim_dma_read(dev, NO_SUCH_MEMORY, &word, 4));
    assert_int_equal(config_read(dev, 4) >> 16, 0x2010); // received master abort, capabilities
    hw_pci_config_write(0, 3, 0, 4, 2, 0);               // the command alone: no change above it
    assert_int_equal(config_read(dev, 4) >> 16, 0x2010);
    hw_pci_config_write(0, 3, 0, 6, 2, 0xFFFF);
    assert_int_equal(config_read(dev, 4), 0x00100000);
}

static void
the_line_register_names_the_wired_line_and_is_a_note(void)
{
    struct sim_device *dev = sim_device_add(&full, 3), *none = sim_device_add(&bare, 4);

    assert_int_equal(config_read(dev, 0x3C), 0x0100 | hw_pci_line(0, 3, 1));
    assert_int_equal(config_read(none, 0x3C), 0x00FF);
    config_write(dev, 0x3C, 0xFFFFFF2A);
    assert_int_equal(config_read(dev, 0x3C), 0x012A);
}

static void
lines_are_swizzled_over_eight(void)
{
    for (unsigned slot = 0; slot < SIM_SLOTS; slot++) {
        assert_in_range(hw_pci_line(0, slot, 1), 16, 23);
        assert_int_equal(hw_pci_line(0, slot, 2), hw_pci_line(0, slot + 1, 1));
        assert_int_equal(hw_pci_line(0, slot, 1), hw_pci_line(0, slot + 8, 1));
    }
}

static void
capabilities_are_a_list(void)
{
    struct sim_device *dev = sim_device_add(&full, 3), *none = sim_device_add(&bare, 4);

    assert_int_equal(config_read(dev, 4) >> 16 & 0x10, 0x10);
    assert_int_equal(config_read(dev, 0x34), 0x40);
    assert_int_equal(config_read(dev, 0x40), 0x00849005); // MSI: 64-bit, 4 messages, next at 0x90
    assert_int_equal(config_read(dev, 0x90), 0x00010009); // the model's own, the last
    assert_int_equal(config_read(none, 4) >> 16 & 0x10, 0);
    assert_int_equal(config_read(none, 0x34), 0);
    assert_int_equal(config_read(none, 0x40), 0);
}

static void
the_msi_capability_keeps_what_it_should(void)
{
    struct sim_device *dev = sim_device_add(&full, 3), *none = sim_device_add(&bare, 4);

    config_write(dev, 0x40, 0xFFFFFFFF);
    config_write(dev, 0x44, 0xFFFFFFFF);
    config_write(dev, 0x48, 0xFFFFFFFF);
    config_write(dev, 0x4C, 0xFFFFFFFF);
    assert_int_equal(config_read(dev, 0x40), 0x00F59005);
    assert_int_equal(config_read(dev, 0x44), 0xFFFFFFFC);
    assert_int_equal(config_read(dev, 0x48), 0xFFFFFFFF);
    assert_int_equal(config_read(dev, 0x4C), 0x0000FFFF);
    config_write(none, 0x40, 0xFFFFFFFF);
    assert_int_equal(config_read(none, 0x40), 0);
}

static void
upper_configuration_space_is_the_models(void)
{
    struct sim_device *dev = sim_device_add(&full, 3), *none = sim_device_add(&bare, 4);

    config_write(dev, 0x94, 0xCAFE);
    assert_int_equal(own_register, 0xCAFE);
    assert_int_equal(config_read(dev, 0x94), 0xCAFE);
    config_write(none, 0x94, 1);
    assert_int_equal(config_read(none, 0x94), 0);
}

static void
an_access_takes_time(void)
{
    struct sim_device *dev = sim_device_add(&full, 3);
    uint64_t before = hw_time();

    config_read(dev, 0);
    assert_int_equal(hw_time() - before, 1000);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        MACHINE_TEST(what_is_absent_reads_all_ones),
        MACHINE_TEST(an_access_that_is_not_aligned_is_no_access),
        MACHINE_TEST(the_header_is_the_models),
        MACHINE_TEST(what_only_reads_cannot_be_written),
        MACHINE_TEST(a_bar_answers_its_size_when_ones_are_written),
        MACHINE_TEST(a_bar_keeps_an_address_of_its_size),
        MACHINE_TEST(the_command_register_has_what_the_device_has),
        MACHINE_TEST(bytes_are_written_alone),
        MACHINE_TEST(an_error_is_cleared_by_writing_a_one),
        MACHINE_TEST(the_line_register_names_the_wired_line_and_is_a_note),
        MACHINE_TEST(lines_are_swizzled_over_eight),
        MACHINE_TEST(capabilities_are_a_list),
        MACHINE_TEST(the_msi_capability_keeps_what_it_should),
        MACHINE_TEST(upper_configuration_space_is_the_models),
        MACHINE_TEST(an_access_takes_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
