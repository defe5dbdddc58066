/*
 * hal/test_register.c - READ_REGISTER_*, WRITE_REGISTER_*, READ_PORT_*, WRITE_PORT_* in every size
 *
 * The device remembers what is written to it, byte by byte, and counts the accesses by their size.
 */
#include <wdm.h>
#include <sim/test.h>

#include "ke/drivers/bell/bell.h"

enum { MEMORY = 0, PORTS = 1, ALL_SIZES = 15, ELEMENTS = 4 };

struct scratch {
    uint8_t bytes[2][64];
    unsigned reads[9], writes[9];
};

static uint64_t
scratch_read(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size)
{
    struct scratch *scratch = sim_device_state(dev);
    uint64_t value = 0;

    if (offset >= sizeof scratch->bytes[bar]) {
        return sim_refuse(dev);
    }
    scratch->reads[size]++;
    memcpy(&value, &scratch->bytes[bar][offset], size);
    return value;
}

static void
scratch_write(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size, uint64_t value)
{
    struct scratch *scratch = sim_device_state(dev);

    if (offset < sizeof scratch->bytes[bar]) {
        scratch->writes[size]++;
        memcpy(&scratch->bytes[bar][offset], &value, size);
    }
}

static const struct sim_device_model scratch_device = {
    .name = "scratch",
    .vendor = 0x1234,
    .device = 0x5C2A,
    .interrupt_pin = 1,
    .state_size = sizeof(struct scratch),
    .bars = {{.kind = SIM_BAR_MEMORY, .size = 4096, .access = ALL_SIZES, .read_ns = 700},
             {.kind = SIM_BAR_PORT, .size = 64}},
    .read = scratch_read,
    .write = scratch_write,
};

static struct scratch *Scratch;
static PUCHAR Registers, Ports;

static int
ready(void **state)
{
    PBELL Bell = ((PBELL *)sim_driver_symbol("bell", "Bells"))[0];

    Scratch = sim_device_state(sim_device("scratch", 0));
    Registers = Bell->Registers;
    Ports = Bell->Ports;
    assert_non_null(Registers);
    assert_non_null(Ports);
    return 0;
}

/* --- one value -------------------------------------------------------------------------------- */

static void
registers_are_read_and_written_in_every_size(void **state)
{
    WRITE_REGISTER_ULONG64((PULONG64)Registers, 0x1122334455667788);
    assert_int_equal(READ_REGISTER_ULONG64((PULONG64)Registers), 0x1122334455667788);
    assert_int_equal(READ_REGISTER_ULONG((PULONG)(Registers + 4)), 0x11223344);
    assert_int_equal(READ_REGISTER_USHORT((PUSHORT)(Registers + 2)), 0x5566);
    assert_int_equal(READ_REGISTER_UCHAR(Registers + 7), 0x11);
    WRITE_REGISTER_UCHAR(Registers, 0xAA);
    WRITE_REGISTER_USHORT((PUSHORT)(Registers + 2), 0xBBBB);
    WRITE_REGISTER_ULONG((PULONG)(Registers + 4), 0xCCCCCCCC);
    assert_int_equal(READ_REGISTER_ULONG64((PULONG64)Registers), 0xCCCCCCCCBBBB77AA);
}

static void
each_register_access_is_one_of_its_size(void **state)
{
    WRITE_REGISTER_USHORT((PUSHORT)Registers, 1);
    READ_REGISTER_ULONG64((PULONG64)Registers);
    assert_int_equal(Scratch->writes[2], 1);
    assert_int_equal(Scratch->writes[1] + Scratch->writes[4] + Scratch->writes[8], 0);
    assert_int_equal(Scratch->reads[8], 1);
}

static void
ports_are_read_and_written_in_every_size(void **state)
{
    WRITE_PORT_ULONG((PULONG)Ports, 0x11223344);
    assert_int_equal(READ_PORT_ULONG((PULONG)Ports), 0x11223344);
    assert_int_equal(READ_PORT_USHORT((PUSHORT)(Ports + 2)), 0x1122);
    assert_int_equal(READ_PORT_UCHAR(Ports + 1), 0x33);
    WRITE_PORT_USHORT((PUSHORT)(Ports + 2), 0xAAAA);
    WRITE_PORT_UCHAR(Ports, 0xBB);
    assert_int_equal(READ_PORT_ULONG((PULONG)Ports), 0xAAAA33BB);
    assert_int_equal(Scratch->bytes[MEMORY][0], 0);
    assert_int_equal(Scratch->bytes[PORTS][0], 0xBB);
}

static void
a_register_read_takes_the_time_of_the_device(void **state)
{
    uint64_t start = sim_time_ns();

    READ_REGISTER_ULONG((PULONG)Registers);
    assert_in_range(sim_time_ns() - start, 700, 1000);
}

static void
plain_memory_may_be_read_as_a_register(void **state)
{
    ULONG Memory = 5;

    WRITE_REGISTER_ULONG(&Memory, 6);
    assert_int_equal(READ_REGISTER_ULONG(&Memory), 6);
    assert_int_equal(Memory, 6);
}

/* --- buffers ---------------------------------------------------------------------------------- */

/* Registers go up with the buffer: element n is at register n. */
#define BUFFER_TEST(Name, Type)                                                                    \
    static void register_buffers_of_##Name(void **state)                                           \
    {                                                                                              \
        Type Out[ELEMENTS] = {1, 2, 3, (Type) ~(Type)0}, In[ELEMENTS] = {0};                       \
                                                                                                   \
        WRITE_REGISTER_BUFFER_##Name((Type *)Registers, Out, ELEMENTS);                            \
        assert_int_equal(Scratch->writes[sizeof(Type)], ELEMENTS);                                 \
        READ_REGISTER_BUFFER_##Name((Type *)Registers, In, ELEMENTS);                              \
        assert_int_equal(Scratch->reads[sizeof(Type)], ELEMENTS);                                  \
        assert_memory_equal(In, Out, sizeof Out);                                                  \
    }

/* A port stays the same: the last element is what remains. */
#define PORT_BUFFER_TEST(Name, Type)                                                               \
    static void port_buffers_of_##Name(void **state)                                               \
    {                                                                                              \
        Type Out[ELEMENTS] = {1, 2, 3, 4}, In[ELEMENTS] = {0};                                     \
                                                                                                   \
        WRITE_PORT_BUFFER_##Name((Type *)Ports, Out, ELEMENTS);                                    \
        assert_int_equal(Scratch->writes[sizeof(Type)], ELEMENTS);                                 \
        READ_PORT_BUFFER_##Name((Type *)Ports, In, ELEMENTS);                                      \
        for (ULONG i = 0; i < ELEMENTS; i++) {                                                     \
            assert_int_equal(In[i], 4);                                                            \
        }                                                                                          \
        assert_int_equal(Scratch->bytes[PORTS][sizeof(Type)], 0);                                  \
    }

BUFFER_TEST(UCHAR, UCHAR)
BUFFER_TEST(USHORT, USHORT)
BUFFER_TEST(ULONG, ULONG)
BUFFER_TEST(ULONG64, ULONG64)
PORT_BUFFER_TEST(UCHAR, UCHAR)
PORT_BUFFER_TEST(USHORT, USHORT)
PORT_BUFFER_TEST(ULONG, ULONG)

#define SCRATCH_TEST(f) SIM_TEST(f, .before = ready, .driver = "bell", .device = &scratch_device)

SIM_TESTS(SCRATCH_TEST(registers_are_read_and_written_in_every_size),
          SCRATCH_TEST(each_register_access_is_one_of_its_size),
          SCRATCH_TEST(ports_are_read_and_written_in_every_size),
          SCRATCH_TEST(a_register_read_takes_the_time_of_the_device),
          SCRATCH_TEST(plain_memory_may_be_read_as_a_register),
          SCRATCH_TEST(register_buffers_of_UCHAR), SCRATCH_TEST(register_buffers_of_USHORT),
          SCRATCH_TEST(register_buffers_of_ULONG), SCRATCH_TEST(register_buffers_of_ULONG64),
          SCRATCH_TEST(port_buffers_of_UCHAR), SCRATCH_TEST(port_buffers_of_USHORT),
          SCRATCH_TEST(port_buffers_of_ULONG))
