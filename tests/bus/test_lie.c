/*
 * tests/bus/test_lie.c - hardware misbehaves exactly as it was asked to
 */
#include "bus_test.h"

enum { BYTES = 256 };

static uint64_t
liar_read(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size)
{
    return 0x600D;
}

static const struct sim_device_model liar = {.name = "liar",
                                             .vendor = 1,
                                             .device = 2,
                                             .interrupt_pin = 1,
                                             .messages = 2,
                                             .bars = {{.kind = SIM_BAR_MEMORY, .size = BYTES}},
                                             .read = liar_read};

static struct sim_device *dev;

static void
acknowledge(void)
{
    sim_device_interrupt_lower(dev);
}

static void
liar_with_line(void)
{
    dev = sim_device_add(&liar, 1);
    config_write(dev, 0x04, MASTER_ON | MEMORY_ON);
    route_line(dev);
    machine.service = acknowledge;
}

static void
liar_with_messages(void)
{
    liar_with_line();
    enable_messages(dev, 1);
}

static void
raise_and_wait(unsigned times)
{
    for (unsigned i = 0; i < times; i++) {
        sim_device_interrupt_raise(dev);
        wait_ns(1000);
    }
}

static void
none_is_delivered_until_that_ends(void)
{
    liar_with_line();
    sim_device_lie(dev, SIM_LIE_NO_INTERRUPTS, 1);
    raise_and_wait(3);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    sim_device_lie(dev, SIM_LIE_NO_INTERRUPTS, 0);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[VECTOR], 1); // the line was still wanted
}

static void
no_message_is_delivered_either(void)
{
    liar_with_messages();
    sim_device_lie(dev, SIM_LIE_NO_INTERRUPTS, 1);
    raise_and_wait(3);
    sim_device_lie(dev, SIM_LIE_NO_INTERRUPTS, 0);
    wait_ns(1000);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 0); // a message that is gone is gone
    raise_and_wait(1);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 1);
}

static void
so_many_assertions_are_lost(void)
{
    liar_with_line();
    sim_device_lie(dev, SIM_LIE_LOST_INTERRUPTS, 2);
    for (int i = 0; i < 2; i++) {
        raise_and_wait(1);
        assert_int_equal(machine.interrupts[VECTOR], 0);
        sim_device_interrupt_lower(dev);
    }
    raise_and_wait(1);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
so_many_messages_are_lost(void)
{
    liar_with_messages();
    sim_device_lie(dev, SIM_LIE_LOST_INTERRUPTS, 2);
    raise_and_wait(3);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 1);
}

static void
an_assertion_is_late(void)
{
    liar_with_line();
    sim_device_lie(dev, SIM_LIE_LATE_INTERRUPTS, 5000);
    raise_and_wait(1);
    wait_ns(3000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    wait_ns(3000);
    assert_int_equal(machine.interrupts[VECTOR], 1);
    sim_device_lie(dev, SIM_LIE_LATE_INTERRUPTS, 0);
    raise_and_wait(1);
    assert_int_equal(machine.interrupts[VECTOR], 2);
}

static void
an_assertion_that_ends_before_it_came_never_comes(void)
{
    liar_with_line();
    sim_device_lie(dev, SIM_LIE_LATE_INTERRUPTS, 5000);
    raise_and_wait(1);
    sim_device_interrupt_lower(dev);
    wait_ns(20000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

static void
messages_are_late_and_all_come(void)
{
    liar_with_messages();
    sim_device_lie(dev, SIM_LIE_LATE_INTERRUPTS, 5000);
    assert_true(sim_device_message(dev, 0));
    assert_true(sim_device_message(dev, 1));
    wait_ns(4000);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 0);
    wait_ns(4000);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 1);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE + 1], 1);
}

static void
spurious_pulses_come_and_end(void)
{
    liar_with_line();
    sim_device_lie(dev, SIM_LIE_SPURIOUS_INTERRUPTS, 1);
    wait_ns(2000);
    machine.service = NULL;
    assert_true(machine.interrupts[VECTOR] >= 1);
    assert_false(config_read(dev, 0x04) >> 16 & 8); // the device itself knows of nothing
    machine.interrupts[VECTOR] = 0;
    wait_ns(50000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

static void
so_many_spurious_messages_come(void)
{
    liar_with_messages();
    sim_device_lie(dev, SIM_LIE_SPURIOUS_INTERRUPTS, 3);
    wait_ns(5000);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 1);
    wait_ns(50000);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 3);
}

static void
a_stuck_line_interrupts_again_and_again_for_so_long(void)
{
    uint64_t start;

    liar_with_line();
    sim_device_lie(dev, SIM_LIE_STUCK_INTERRUPT, 10000);
    start = hw_time();
    raise_and_wait(1);
    wait_ns(30000);
    assert_in_range(machine.interrupts[VECTOR], 10000 / INTERRUPT_NS, 10000 / INTERRUPT_NS + 3);
    assert_true(hw_time() - start < 60000);
    sim_device_lie(dev, SIM_LIE_STUCK_INTERRUPT, 0);
    machine.interrupts[VECTOR] = 0;
    raise_and_wait(1);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
so_many_reads_are_dead(void)
{
    uint64_t base;

    liar_with_line();
    base = place(dev, false, BYTES);
    sim_device_lie(dev, SIM_LIE_DEAD_REGISTERS, 2);
    assert_int_equal(hw_physical_read(base, 4), 0xFFFFFFFF);
    assert_int_equal(hw_physical_read(base, 2), 0xFFFF);
    assert_int_equal(hw_physical_read(base, 4), 0x600D);
}

static void
so_many_transfers_are_torn(void)
{
    uint8_t *memory, bytes[8];

    liar_with_line();
    memory = hw_pages_alloc(HW_NONPAGED, 1);
    memset(bytes, 0xAA, sizeof bytes);
    sim_device_lie(dev, SIM_LIE_TORN_DMA, 1);
    assert_true(sim_dma_write(dev, physical_of(memory), bytes, 8));
    assert_int_equal(memory[3], 0xAA);
    assert_int_equal(memory[4], 0);
    assert_true(sim_dma_write(dev, physical_of(memory), bytes, 8));
    assert_int_equal(memory[7], 0xAA);
}

static void
a_reset_does_not_mend_it(void)
{
    liar_with_line();
    sim_device_lie(dev, SIM_LIE_NO_INTERRUPTS, 1);
    sim_device_reset(dev);
    raise_and_wait(1);
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

static void
it_is_over_when_the_device_is_gone(void)
{
    liar_with_line();
    sim_device_lie(dev, SIM_LIE_STUCK_INTERRUPT, 100000);
    sim_device_lie(dev, SIM_LIE_SPURIOUS_INTERRUPTS, 100);
    sim_device_lie(dev, SIM_LIE_LATE_INTERRUPTS, 100);
    sim_device_interrupt_raise(dev);
    sim_device_remove(dev);
    sim_device_lie(dev, SIM_LIE_SPURIOUS_INTERRUPTS, 100);
    wait_ns(200000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        MACHINE_TEST(none_is_delivered_until_that_ends),
        MACHINE_TEST(no_message_is_delivered_either),
        MACHINE_TEST(so_many_assertions_are_lost),
        MACHINE_TEST(so_many_messages_are_lost),
        MACHINE_TEST(an_assertion_is_late),
        MACHINE_TEST(an_assertion_that_ends_before_it_came_never_comes),
        MACHINE_TEST(messages_are_late_and_all_come),
        MACHINE_TEST(spurious_pulses_come_and_end),
        MACHINE_TEST(so_many_spurious_messages_come),
        MACHINE_TEST(a_stuck_line_interrupts_again_and_again_for_so_long),
        MACHINE_TEST(so_many_reads_are_dead),
        MACHINE_TEST(so_many_transfers_are_torn),
        MACHINE_TEST(a_reset_does_not_mend_it),
        MACHINE_TEST(it_is_over_when_the_device_is_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
