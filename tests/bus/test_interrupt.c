/*
 * tests/bus/test_interrupt.c - devices interrupt by their line or by messages, never by both
 */
#include "bus_test.h"

static const struct sim_device_model bell = {
    .name = "bell", .vendor = 1, .device = 2, .interrupt_pin = 1, .messages = 4};
static const struct sim_device_model mute = {.name = "mute", .vendor = 1, .device = 2};

static struct sim_device *dev;

static void
bell_on_a_line(void)
{
    dev = sim_device_add(&bell, 1);
    config_write(dev, 0x04, MASTER_ON);
    route_line(dev);
}

static void
acknowledge(void)
{
    sim_device_interrupt_lower(dev);
}

static void
acknowledge_the_third_time(void)
{
    if (machine.interrupts[VECTOR] == 3) {
        sim_device_interrupt_lower(dev);
    }
}

static void
a_raised_line_interrupts_until_it_is_lowered(void)
{
    bell_on_a_line();
    machine.service = acknowledge_the_third_time;
    sim_device_interrupt_raise(dev);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 3);
}

static void
raising_a_raised_line_changes_nothing(void)
{
    bell_on_a_line();
    machine.service = acknowledge;
    sim_device_interrupt_raise(dev);
    sim_device_interrupt_raise(dev);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
two_devices_share_a_line(void)
{
    struct sim_device *other;

    bell_on_a_line();
    other = sim_device_add(&bell, 9);
    machine.service = acknowledge_the_third_time;
    sim_device_interrupt_raise(other);
    sim_device_interrupt_raise(dev);
    sim_device_interrupt_lower(other);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 3);
}

static void
the_interrupt_disable_bit_keeps_the_line_down(void)
{
    bell_on_a_line();
    machine.service = acknowledge;
    config_write(dev, 0x04, MASTER_ON | LINE_OFF);
    sim_device_interrupt_raise(dev);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    assert_true(config_read(dev, 0x04) >> 16 & 8); // pending all the same
    config_write(dev, 0x04, MASTER_ON);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 1);
    assert_false(config_read(dev, 0x04) >> 16 & 8);
}

static void
a_device_without_a_pin_has_no_line(void)
{
    struct sim_device *none = sim_device_add(&mute, 1);

    route_line(none);
    sim_device_interrupt_raise(none);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    assert_false(sim_device_message(none, 0));
}

static void
with_messages_each_raise_sends_one(void)
{
    bell_on_a_line();
    enable_messages(dev, 0);
    for (int i = 0; i < 3; i++) {
        sim_device_interrupt_raise(dev);
        wait_ns(1000);
    }
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 3);
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

static void
enabling_messages_releases_the_line_and_disabling_asserts_it_again(void)
{
    bell_on_a_line();
    hw_line_mask(hw_pci_line(0, 1, 1), true);
    sim_device_interrupt_raise(dev);
    enable_messages(dev, 0);
    hw_line_mask(hw_pci_line(0, 1, 1), false);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    machine.service = acknowledge;
    config_write(dev, 0x40, 0);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
message_numbers_are_the_low_bits_of_the_data(void)
{
    bell_on_a_line();
    enable_messages(dev, 2);
    assert_int_equal(sim_device_msi_count(dev), 4);
    for (unsigned n = 0; n < 4; n++) {
        assert_true(sim_device_message(dev, n));
    }
    wait_ns(1000);
    for (unsigned n = 0; n < 4; n++) {
        assert_int_equal(machine.interrupts[FIRST_MESSAGE + n], 1);
    }
}

static void
messages_beyond_those_granted_fold(void)
{
    bell_on_a_line();
    enable_messages(dev, 1);
    sim_device_message(dev, 3);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE + 1], 1);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE + 3], 0);
}

static void
no_more_messages_are_granted_than_the_device_has(void)
{
    bell_on_a_line();
    assert_int_equal(sim_device_msi_count(dev), 0);
    enable_messages(dev, 5);
    assert_int_equal(sim_device_msi_count(dev), 4);
}

static void
a_message_needs_bus_mastering(void)
{
    bell_on_a_line();
    enable_messages(dev, 0);
    config_write(dev, 0x04, 0);
    assert_false(sim_device_message(dev, 0));
    sim_device_interrupt_raise(dev);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 0);
}

static void
a_message_to_an_address_in_memory_is_written_there(void)
{
    uint32_t *memory = hw_pages_alloc(HW_NONPAGED, 1);

    bell_on_a_line();
    enable_messages(dev, 0);
    config_write(dev, 0x44, (uint32_t)physical_of(memory + 1));
    config_write(dev, 0x48, 0);
    assert_true(sim_device_message(dev, 0));
    wait_ns(1000);
    assert_int_equal(memory[1], FIRST_MESSAGE);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        MACHINE_TEST(a_raised_line_interrupts_until_it_is_lowered),
        MACHINE_TEST(raising_a_raised_line_changes_nothing),
        MACHINE_TEST(two_devices_share_a_line),
        MACHINE_TEST(the_interrupt_disable_bit_keeps_the_line_down),
        MACHINE_TEST(a_device_without_a_pin_has_no_line),
        MACHINE_TEST(with_messages_each_raise_sends_one),
        MACHINE_TEST(enabling_messages_releases_the_line_and_disabling_asserts_it_again),
        MACHINE_TEST(message_numbers_are_the_low_bits_of_the_data),
        MACHINE_TEST(messages_beyond_those_granted_fold),
        MACHINE_TEST(no_more_messages_are_granted_than_the_device_has),
        MACHINE_TEST(a_message_needs_bus_mastering),
        MACHINE_TEST(a_message_to_an_address_in_memory_is_written_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
