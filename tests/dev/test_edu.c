/*
 * tests/dev/test_edu.c - the education device does what QEMU's docs/specs/edu says
 */
#include "../bus/bus_test.h"

#include <sim/edu.h>

enum { A_WHILE_NS = 10000 };

static struct sim_device *dev;
static uint64_t base;

static uint32_t
get(unsigned offset)
{
    return (uint32_t)hw_physical_read(base + offset, 4);
}

static void
set(unsigned offset, uint32_t value)
{
    hw_physical_write(base + offset, 4, value);
}

static void
acknowledge(void)
{
    set(SIM_EDU_ACKNOWLEDGE, get(SIM_EDU_INTERRUPTS));
}

static void
plug_in(void)
{
    dev = sim_device_add(&sim_edu, -1);
    base = place(dev, false, 1 << 20);
    route_line(dev);
    machine.service = acknowledge;
}

static void
start_dma(uint64_t source, uint64_t destination, uint64_t count, uint32_t command)
{
    hw_physical_write(base + SIM_EDU_DMA_SOURCE, 8, source);
    hw_physical_write(base + SIM_EDU_DMA_DESTINATION, 8, destination);
    hw_physical_write(base + SIM_EDU_DMA_COUNT, 8, count);
    set(SIM_EDU_DMA_COMMAND, command | SIM_EDU_DMA_START);
}

static uint8_t *
low_memory(void)
{
    uint8_t *memory = hw_pages_alloc(HW_CONTIGUOUS, 2);

    assert_true(physical_of(memory) + 2 * HW_PAGE <= 1 << 28);
    return memory;
}

/* --- what it is ------------------------------------------------------------------------------- */

static void
is_1234_11e8_with_a_megabyte_of_registers(void)
{
    dev = sim_device_add(&sim_edu, -1);
    assert_int_equal(config_read(dev, 0x00), 0x11E81234);
    config_write(dev, 0x10, 0xFFFFFFFF);
    assert_int_equal(config_read(dev, 0x10), 0xFFF00000);
    assert_int_equal(config_read(dev, 0x14), 0);
    assert_int_equal(config_read(dev, 0x3C) >> 8 & 0xFF, 1);
    assert_int_equal(config_read(dev, 0x34), 0x40);
    assert_int_equal(config_read(dev, 0x40), 0x00800005);
}

static void
identifies_itself(void)
{
    plug_in();
    assert_int_equal(get(SIM_EDU_IDENTIFICATION), 0x010000ED);
    set(SIM_EDU_IDENTIFICATION, 0);
    assert_int_equal(get(SIM_EDU_IDENTIFICATION), 0x010000ED);
    assert_int_equal(sim_device_refused(dev), 1);
}

static void
inverts_to_show_that_it_lives(void)
{
    plug_in();
    set(SIM_EDU_LIVENESS, 0x12345678);
    assert_int_equal(get(SIM_EDU_LIVENESS), 0xEDCBA987);
    set(SIM_EDU_LIVENESS, 0xFFFFFFFF);
    assert_int_equal(get(SIM_EDU_LIVENESS), 0);
}

static void
takes_4_bytes_below_0x80_and_4_or_8_above(void)
{
    plug_in();
    assert_true(hw_physical_read(base + SIM_EDU_IDENTIFICATION, 8) == UINT64_MAX);
    assert_int_equal(hw_physical_read(base + SIM_EDU_IDENTIFICATION, 2), 0xFFFF);
    assert_int_equal(hw_physical_read(base + SIM_EDU_IDENTIFICATION, 1), 0xFF);
    assert_int_equal(hw_physical_read(base + SIM_EDU_DMA_SOURCE, 2), 0xFFFF);
    hw_physical_write(base + SIM_EDU_LIVENESS, 1, 5);
    assert_int_equal(sim_device_refused(dev), 5);
    hw_physical_write(base + SIM_EDU_DMA_SOURCE, 8, UINT64_C(0x1122334455667788));
    assert_true(hw_physical_read(base + SIM_EDU_DMA_SOURCE, 8) == UINT64_C(0x1122334455667788));
    assert_int_equal(get(SIM_EDU_DMA_SOURCE), 0x55667788);
    set(SIM_EDU_DMA_SOURCE, 1);
    assert_true(hw_physical_read(base + SIM_EDU_DMA_SOURCE, 8) == 1);
    assert_int_equal(sim_device_refused(dev), 5);
}

static void
refuses_registers_that_are_not_there(void)
{
    static const unsigned absent[] = {0x0C, 0x1C, 0x28, 0x60,    0x64,
                                      0x68, 0x84, 0xA0, 0x40000, 0xFFFFC};

    plug_in();
    for (unsigned i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        assert_int_equal(get(absent[i]), 0xFFFFFFFF);
        assert_int_equal(sim_device_refused(dev), i + 1);
    }
    set(0x0C, 1);
    set(0x24, 1);
    set(0xA0, 1);
    assert_int_equal(sim_device_refused(dev), sizeof absent / sizeof absent[0] + 3);
}

/* --- factorial -------------------------------------------------------------------------------- */

static void
computes_factorials(void)
{
    static const uint32_t of[][2] = {
        {0, 1},  {1, 1},   {2, 2}, {5, 120}, {12, 479001600}, {13, 1932053504}, {33, 2147483648u},
        {34, 0}, {1000, 0}};

    plug_in();
    for (unsigned i = 0; i < sizeof of / sizeof of[0]; i++) {
        set(SIM_EDU_FACTORIAL, of[i][0]);
        assert_int_equal(get(SIM_EDU_STATUS) & SIM_EDU_STATUS_COMPUTING, SIM_EDU_STATUS_COMPUTING);
        while (get(SIM_EDU_STATUS) & SIM_EDU_STATUS_COMPUTING) {
            wait_ns(100);
        }
        assert_int_equal(get(SIM_EDU_FACTORIAL), of[i][1]);
    }
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

static uint64_t
time_of_factorial(uint32_t n)
{
    uint64_t start = hw_time();

    set(SIM_EDU_FACTORIAL, n);
    while (get(SIM_EDU_STATUS) & SIM_EDU_STATUS_COMPUTING) {
        wait_ns(n / 100);
    }
    return hw_time() - start;
}

static void
takes_longer_for_larger_numbers(void)
{
    plug_in();
    assert_in_range(time_of_factorial(1), 1000, 3000);
    assert_in_range(time_of_factorial(10000), 100000, 103000);
    assert_in_range(time_of_factorial(0xFFFFFFFF), UINT64_C(42949000000), UINT64_C(43000000000));
}

static void
holds_the_number_while_it_computes_and_takes_no_other(void)
{
    plug_in();
    set(SIM_EDU_FACTORIAL, 1000);
    assert_int_equal(get(SIM_EDU_FACTORIAL), 1000);
    set(SIM_EDU_FACTORIAL, 3);
    assert_int_equal(sim_device_refused(dev), 1);
    wait_ns(20000);
    assert_int_equal(get(SIM_EDU_FACTORIAL), 0);
}

static void
only_the_interrupt_bit_of_the_status_is_written(void)
{
    plug_in();
    set(SIM_EDU_STATUS, 0xFFFFFFFF);
    assert_int_equal(get(SIM_EDU_STATUS), SIM_EDU_STATUS_INTERRUPT);
    set(SIM_EDU_FACTORIAL, 3);
    set(SIM_EDU_STATUS, 0);
    assert_int_equal(get(SIM_EDU_STATUS), SIM_EDU_STATUS_COMPUTING);
}

static void
interrupts_after_a_factorial_if_asked(void)
{
    plug_in();
    machine.service = NULL;
    hw_line_mask(hw_pci_line(0, sim_device_slot(dev), 1), true);
    set(SIM_EDU_STATUS, SIM_EDU_STATUS_INTERRUPT);
    set(SIM_EDU_FACTORIAL, 5);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 0);
    wait_ns(A_WHILE_NS);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), SIM_EDU_CAUSE_FACTORIAL);
    machine.service = acknowledge;
    hw_line_mask(hw_pci_line(0, sim_device_slot(dev), 1), false);
    wait_ns(A_WHILE_NS);
    assert_int_equal(machine.interrupts[VECTOR], 1);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 0);
}

/* --- interrupts ------------------------------------------------------------------------------- */

static void
acknowledge_one_bit(void)
{
    uint32_t causes = get(SIM_EDU_INTERRUPTS);

    set(SIM_EDU_ACKNOWLEDGE, causes & -causes);
}

static void
raised_causes_add_up_until_all_are_acknowledged(void)
{
    plug_in();
    machine.service = acknowledge_one_bit;
    hw_line_mask(hw_pci_line(0, sim_device_slot(dev), 1), true);
    set(SIM_EDU_RAISE, 0x0F00);
    set(SIM_EDU_RAISE, 0x0001);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 0x0F01);
    hw_line_mask(hw_pci_line(0, sim_device_slot(dev), 1), false);
    wait_ns(A_WHILE_NS);
    assert_int_equal(machine.interrupts[VECTOR], 5);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 0);
}

static void
raising_nothing_does_nothing(void)
{
    plug_in();
    set(SIM_EDU_RAISE, 0);
    wait_ns(A_WHILE_NS);
    assert_int_equal(machine.interrupts[VECTOR], 0);
}

static void
a_message_is_sent_for_each_raise_and_still_acknowledged(void)
{
    plug_in();
    enable_messages(dev, 0);
    machine.service = NULL;
    set(SIM_EDU_RAISE, 1);
    wait_ns(A_WHILE_NS);
    set(SIM_EDU_RAISE, 2);
    wait_ns(A_WHILE_NS);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 2);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 3);
    set(SIM_EDU_ACKNOWLEDGE, 1);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 2);
}

/* --- DMA -------------------------------------------------------------------------------------- */

static void
copies_memory_to_its_buffer_and_back(void)
{
    uint8_t *memory = low_memory();

    plug_in();
    for (int i = 0; i < 100; i++) {
        memory[i] = (uint8_t)(i * 7);
    }
    start_dma(physical_of(memory), SIM_EDU_BUFFER, 100, 0);
    while (get(SIM_EDU_DMA_COMMAND) & SIM_EDU_DMA_START) {
        wait_ns(100);
    }
    assert_memory_equal(sim_edu_buffer(dev), memory, 100);
    start_dma(SIM_EDU_BUFFER, physical_of(memory) + 200, 100, SIM_EDU_DMA_TO_MEMORY);
    assert_int_equal(get(SIM_EDU_DMA_COMMAND), SIM_EDU_DMA_START | SIM_EDU_DMA_TO_MEMORY);
    wait_ns(A_WHILE_NS);
    assert_int_equal(get(SIM_EDU_DMA_COMMAND), SIM_EDU_DMA_TO_MEMORY);
    assert_memory_equal(memory + 200, memory, 100);
    assert_int_equal(memory[300], 0);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    assert_int_equal(sim_device_refused(dev), 0);
}

static void
interrupts_with_0x100_after_a_transfer_if_asked(void)
{
    uint8_t *memory = low_memory();

    plug_in();
    enable_messages(dev, 0);
    machine.service = NULL;
    start_dma(physical_of(memory), SIM_EDU_BUFFER, 4096, SIM_EDU_DMA_INTERRUPT);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 0);
    wait_ns(A_WHILE_NS);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 0x100);
    assert_int_equal(machine.interrupts[FIRST_MESSAGE], 1);
}

static void
takes_longer_for_more_bytes(void)
{
    uint8_t *memory = low_memory();

    plug_in();
    start_dma(physical_of(memory), SIM_EDU_BUFFER, 4096, 0);
    wait_ns(4000);
    assert_int_equal(get(SIM_EDU_DMA_COMMAND), SIM_EDU_DMA_START);
    wait_ns(1000);
    assert_int_equal(get(SIM_EDU_DMA_COMMAND), 0);
    start_dma(physical_of(memory), SIM_EDU_BUFFER, 0, 0);
    wait_ns(1100);
    assert_int_equal(get(SIM_EDU_DMA_COMMAND), 0);
}

static void
stays_inside_its_buffer(void)
{
    static const uint64_t wrong[][2] = {{SIM_EDU_BUFFER, 4097},
                                        {SIM_EDU_BUFFER + 4095, 2},
                                        {SIM_EDU_BUFFER - 1, 1},
                                        {SIM_EDU_BUFFER + 4097, 0},
                                        {0, 4},
                                        {SIM_EDU_BUFFER, UINT64_MAX}};
    uint8_t *memory = low_memory();

    plug_in();
    memset(memory, 0x5A, HW_PAGE);
    for (unsigned i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        start_dma(physical_of(memory), wrong[i][0], wrong[i][1], SIM_EDU_DMA_INTERRUPT);
        wait_ns(A_WHILE_NS);
        assert_int_equal(machine.interrupts[VECTOR], i + 1); // it ends like any other
        assert_int_equal(sim_device_refused(dev), i + 1);
    }
    for (int i = 0; i < SIM_EDU_BUFFER_SIZE; i++) {
        assert_int_equal(((uint8_t *)sim_edu_buffer(dev))[i], 0);
    }
}

static void
drives_28_address_bits_unless_told_otherwise(void)
{
    uint8_t *memory = low_memory();
    uint64_t address = physical_of(memory) | UINT64_C(1) << 28;

    plug_in();
    memory[0] = 42;
    start_dma(address, SIM_EDU_BUFFER, 1, 0);
    wait_ns(A_WHILE_NS);
    assert_int_equal(*(uint8_t *)sim_edu_buffer(dev), 42); // the bit was not driven
    assert_int_equal(sim_device_refused(dev), 1);
    sim_edu_set_dma_mask(dev, UINT64_MAX);
    start_dma(UINT64_C(1) << 40, SIM_EDU_BUFFER, 1, 0);
    wait_ns(A_WHILE_NS);
    assert_int_equal(*(uint8_t *)sim_edu_buffer(dev), 0xFF); // no memory there
    assert_int_equal(sim_device_refused(dev), 1);
}

static void
without_bus_mastering_it_reads_all_ones_and_writes_nothing(void)
{
    uint8_t *memory = low_memory();

    plug_in();
    config_write(dev, 0x04, MEMORY_ON);
    memory[0] = 42;
    start_dma(physical_of(memory), SIM_EDU_BUFFER, 4, 0);
    wait_ns(A_WHILE_NS);
    assert_int_equal(*(uint32_t *)sim_edu_buffer(dev), 0xFFFFFFFF);
    start_dma(SIM_EDU_BUFFER, physical_of(memory), 4, SIM_EDU_DMA_TO_MEMORY);
    wait_ns(A_WHILE_NS);
    assert_int_equal(memory[0], 42);
}

static void
its_registers_are_locked_during_a_transfer(void)
{
    uint8_t *memory = low_memory();

    plug_in();
    memory[0] = 42;
    start_dma(physical_of(memory), SIM_EDU_BUFFER, 1, 0);
    set(SIM_EDU_DMA_SOURCE, 0);
    set(SIM_EDU_DMA_COMMAND, 0);
    assert_int_equal(sim_device_refused(dev), 2);
    wait_ns(A_WHILE_NS);
    assert_int_equal(*(uint8_t *)sim_edu_buffer(dev), 42);
}

/* --- reset, timing, removal ------------------------------------------------------------------- */

static void
a_reset_clears_registers_and_keeps_settings(void)
{
    struct sim_edu_timing slow = sim_edu_timing;

    plug_in();
    slow.factorial = (struct sim_latency){90000, 90000, 90000};
    sim_edu_set_timing(dev, &slow);
    set(SIM_EDU_LIVENESS, 1);
    set(SIM_EDU_RAISE, 1);
    set(SIM_EDU_FACTORIAL, 5);
    memset(sim_edu_buffer(dev), 1, SIM_EDU_BUFFER_SIZE);
    sim_device_reset(dev);
    base = place(dev, false, 1 << 20);
    assert_int_equal(get(SIM_EDU_LIVENESS), 0);
    assert_int_equal(get(SIM_EDU_INTERRUPTS), 0);
    assert_int_equal(get(SIM_EDU_STATUS), 0);
    assert_int_equal(*(uint8_t *)sim_edu_buffer(dev), 0);
    set(SIM_EDU_FACTORIAL, 5);
    wait_ns(80000);
    assert_int_equal(get(SIM_EDU_STATUS), SIM_EDU_STATUS_COMPUTING);
    wait_ns(20000);
    assert_int_equal(get(SIM_EDU_FACTORIAL), 120);
}

static void
nothing_is_moved_when_it_is_pulled_out_during_a_transfer(void)
{
    uint8_t *memory = low_memory();

    plug_in();
    memset(sim_edu_buffer(dev), 1, SIM_EDU_BUFFER_SIZE);
    start_dma(SIM_EDU_BUFFER, physical_of(memory), 100,
              SIM_EDU_DMA_TO_MEMORY | SIM_EDU_DMA_INTERRUPT);
    sim_device_remove(dev);
    wait_ns(A_WHILE_NS);
    assert_int_equal(memory[0], 0);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    assert_int_equal(get(SIM_EDU_STATUS), 0xFFFFFFFF);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        MACHINE_TEST(is_1234_11e8_with_a_megabyte_of_registers),
        MACHINE_TEST(identifies_itself),
        MACHINE_TEST(inverts_to_show_that_it_lives),
        MACHINE_TEST(takes_4_bytes_below_0x80_and_4_or_8_above),
        MACHINE_TEST(refuses_registers_that_are_not_there),
        MACHINE_TEST(computes_factorials),
        MACHINE_TEST(takes_longer_for_larger_numbers),
        MACHINE_TEST(holds_the_number_while_it_computes_and_takes_no_other),
        MACHINE_TEST(only_the_interrupt_bit_of_the_status_is_written),
        MACHINE_TEST(interrupts_after_a_factorial_if_asked),
        MACHINE_TEST(raised_causes_add_up_until_all_are_acknowledged),
        MACHINE_TEST(raising_nothing_does_nothing),
        MACHINE_TEST(a_message_is_sent_for_each_raise_and_still_acknowledged),
        MACHINE_TEST(copies_memory_to_its_buffer_and_back),
        MACHINE_TEST(interrupts_with_0x100_after_a_transfer_if_asked),
        MACHINE_TEST(takes_longer_for_more_bytes),
        MACHINE_TEST(stays_inside_its_buffer),
        MACHINE_TEST(drives_28_address_bits_unless_told_otherwise),
        MACHINE_TEST(without_bus_mastering_it_reads_all_ones_and_writes_nothing),
        MACHINE_TEST(its_registers_are_locked_during_a_transfer),
        MACHINE_TEST(a_reset_clears_registers_and_keeps_settings),
        MACHINE_TEST(nothing_is_moved_when_it_is_pulled_out_during_a_transfer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
