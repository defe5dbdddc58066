/*
 * tests/bus/test_dma.c - a device masters the bus when it may, and reaches memory only
 */
#include "bus_test.h"

enum { MASTER_ABORT = 0x2000 };

static const struct sim_device_model mover = {.name = "mover", .vendor = 1, .device = 2};

static struct sim_device *
mover_on_the_bus(void)
{
    struct sim_device *dev = sim_device_add(&mover, 1);

    config_write(dev, 0x04, MASTER_ON);
    return dev;
}

static void
copies_both_ways(void)
{
    struct sim_device *dev = mover_on_the_bus();
    char *memory = hw_pages_alloc(HW_NONPAGED, 1), text[6] = "";

    assert_true(sim_dma_write(dev, physical_of(memory + 100), "hello", 6));
    assert_string_equal(memory + 100, "hello");
    assert_true(sim_dma_read(dev, physical_of(memory + 100), text, 6));
    assert_string_equal(text, "hello");
    assert_int_equal(config_read(dev, 0x04) >> 16, 0);
}

static void
crosses_pages_of_contiguous_memory(void)
{
    struct sim_device *dev = mover_on_the_bus();
    uint8_t *memory = hw_pages_alloc(HW_CONTIGUOUS, 3), bytes[HW_PAGE + 2];

    memset(bytes, 0x5A, sizeof bytes);
    assert_true(sim_dma_write(dev, physical_of(memory) + HW_PAGE - 1, bytes, sizeof bytes));
    assert_int_equal(memory[HW_PAGE - 2], 0);
    assert_int_equal(memory[HW_PAGE - 1], 0x5A);
    assert_int_equal(memory[2 * HW_PAGE], 0x5A);
    assert_int_equal(memory[2 * HW_PAGE + 1], 0);
}

static void
needs_the_bus_master_bit(void)
{
    struct sim_device *dev = mover_on_the_bus();
    uint32_t *memory = hw_pages_alloc(HW_NONPAGED, 1), word = 42;

    config_write(dev, 0x04, 0);
    assert_false(sim_dma_write(dev, physical_of(memory), &word, 4));
    assert_false(sim_dma_read(dev, physical_of(memory), &word, 4));
    assert_int_equal(memory[0], 0);
    assert_int_equal(word, 42);
    assert_int_equal(config_read(dev, 0x04) >> 16, 0); // it never asked for the bus
}

static void
what_is_no_memory_aborts(void)
{
    struct sim_device *dev = mover_on_the_bus();
    uint32_t word = 42;

    assert_false(sim_dma_read(dev, NO_SUCH_MEMORY, &word, 4));
    assert_false(sim_dma_read(dev, UINT64_MAX - 1, &word, 4));
    assert_int_equal(word, 42);
    assert_int_equal(config_read(dev, 0x04) >> 16, MASTER_ABORT);
}

static void
a_range_that_is_partly_memory_is_not_touched(void)
{
    struct sim_device *dev = mover_on_the_bus();
    static const uint8_t zeros[HW_PAGE + 8];
    uint64_t last = 0;
    uint8_t byte = 1;

    /* the frame after which there is none: RAM's labels end somewhere below 4 GiB */
    for (uint64_t frame = 0; frame < UINT64_C(1) << 20; frame++) {
        last = hw_frame_address(frame) != NULL ? frame : last;
    }
    assert_true(sim_dma_write(dev, last * HW_PAGE + HW_PAGE - 1, &byte, 1));
    assert_false(sim_dma_write(dev, last * HW_PAGE, zeros, sizeof zeros));
    byte = 0;
    assert_true(sim_dma_read(dev, last * HW_PAGE + HW_PAGE - 1, &byte, 1));
    assert_int_equal(byte, 1);
}

static void
takes_no_time_by_itself(void)
{
    struct sim_device *dev = mover_on_the_bus();
    uint8_t *memory = hw_pages_alloc(HW_NONPAGED, 1), bytes[64];
    uint64_t before = hw_time();

    assert_true(sim_dma_read(dev, physical_of(memory), bytes, sizeof bytes));
    assert_true(hw_time() == before);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        MACHINE_TEST(copies_both_ways),
        MACHINE_TEST(crosses_pages_of_contiguous_memory),
        MACHINE_TEST(needs_the_bus_master_bit),
        MACHINE_TEST(what_is_no_memory_aborts),
        MACHINE_TEST(a_range_that_is_partly_memory_is_not_touched),
        MACHINE_TEST(takes_no_time_by_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
