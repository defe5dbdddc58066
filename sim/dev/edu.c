/*
 * sim/dev/edu.c - the education device, after QEMU's docs/specs/edu
 *
 *      factorial: idle --write 0x08--> computing --setup + n steps--> idle, 0x08 reads n!
 *      DMA:       idle --write 0x98 with start--> moving --setup + bytes--> idle
 *
 * Invariants:
 *   E1. A timer runs exactly while its bit says so: computing in 0x20, start in 0x98.
 *   E2. The interrupt line is asserted exactly while the interrupt status 0x24 is not 0.
 *
 * Memory is read and written when a transfer ends, all at once.
 *
 * What the specification leaves open, and is so here:
 *   - A factorial that is begun while one is computing, and a DMA register that is written while a
 *     transfer is under way, are ignored and count as refused.
 *   - The cause of the factorial's interrupt is 1. Results are modulo 2^32; 0! is 1.
 *   - Reading a register that is only written, or none, gives all ones; writing to one that is only
 *     read, or to none, does nothing. Both count as refused. 64-bit registers have no upper half of
 *     their own: 4 bytes written to them clear the upper half. The buffer is for DMA only.
 *   - The bits of a memory address that the DMA mask lacks are not driven: the transfer goes to the
 *     wrong place, as with any device of too few address lines, and counts as refused.
 *   - A transfer that is not wholly inside the buffer moves nothing, but ends like any other. What
 *     cannot be read from memory arrives as all ones.
 */
#include <sim/edu.h>

#include <string.h>

/* --- state ------------------------------------------------------------------------------------ */

enum { TIMER_FACTORIAL, TIMER_DMA };

struct edu {
    uint32_t liveness, factorial, status, interrupts;
    uint64_t source, destination, count, command;
    uint8_t buffer[SIM_EDU_BUFFER_SIZE];

    uint64_t dma_mask; /* from here on: a reset keeps it */
    struct sim_edu_timing timing;
};

const struct sim_edu_timing sim_edu_timing = {
    .factorial = {500, 1000, 20000},
    .factorial_step = {5, 10, 40},
    .dma = {500, 1000, 20000},
    .dma_byte = {1, 1, 4},
};

/* --- interrupts ------------------------------------------------------------------------------- */

static void
edu_raise(struct sim_device *dev, uint32_t causes)
{
    struct edu *edu = sim_device_state(dev);

    edu->interrupts |= causes;
    if (edu->interrupts != 0) {
        sim_device_interrupt_raise(dev);
    }
}

static void
edu_acknowledge(struct sim_device *dev, uint32_t causes)
{
    struct edu *edu = sim_device_state(dev);

    edu->interrupts &= ~causes;
    if (edu->interrupts == 0) {
        sim_device_interrupt_lower(dev);
    }
}

/* --- factorial -------------------------------------------------------------------------------- */

/* From 34! on, 2^32 divides it: the loop ends early. */
static uint32_t
factorial_of(uint32_t n)
{
    uint32_t product = 1;

    while (n > 1 && product != 0) {
        product *= n--;
    }
    return product;
}

static void
factorial_start(struct sim_device *dev, uint32_t n)
{
    struct edu *edu = sim_device_state(dev);

    if (edu->status & SIM_EDU_STATUS_COMPUTING) {
        sim_refuse(dev);
        return;
    }
    edu->factorial = n;
    edu->status |= SIM_EDU_STATUS_COMPUTING;
    sim_timer_start(dev, TIMER_FACTORIAL,
                    sim_delay(dev, edu->timing.factorial) +
                        n * sim_delay(dev, edu->timing.factorial_step));
}

static void
factorial_done(struct sim_device *dev)
{
    struct edu *edu = sim_device_state(dev);

    edu->factorial = factorial_of(edu->factorial);
    edu->status &= ~SIM_EDU_STATUS_COMPUTING;
    if (edu->status & SIM_EDU_STATUS_INTERRUPT) {
        edu_raise(dev, SIM_EDU_CAUSE_FACTORIAL);
    }
}

/* --- DMA -------------------------------------------------------------------------------------- */

static bool
dma_is_moving(const struct edu *edu)
{
    return (edu->command & SIM_EDU_DMA_START) != 0;
}

static void
dma_command(struct sim_device *dev, uint64_t command)
{
    struct edu *edu = sim_device_state(dev);

    uint64_t bytes = edu->count < SIM_EDU_BUFFER_SIZE ? edu->count : SIM_EDU_BUFFER_SIZE;

    edu->command = command & (SIM_EDU_DMA_START | SIM_EDU_DMA_TO_MEMORY | SIM_EDU_DMA_INTERRUPT);
    if (dma_is_moving(edu)) {
        sim_timer_start(dev, TIMER_DMA,
                        sim_delay(dev, edu->timing.dma) +
                            bytes * sim_delay(dev, edu->timing.dma_byte));
    }
}

/* The part of the buffer that count bytes at a device address are; NULL: not all of them are. */
static uint8_t *
dma_buffer(struct edu *edu, uint64_t address)
{
    uint64_t offset = address - SIM_EDU_BUFFER;

    if (offset > SIM_EDU_BUFFER_SIZE || edu->count > SIM_EDU_BUFFER_SIZE - offset) {
        return NULL;
    }
    return edu->buffer + offset;
}

static uint64_t
dma_address(struct sim_device *dev, uint64_t address)
{
    struct edu *edu = sim_device_state(dev);

    if ((address & ~edu->dma_mask) != 0) {
        sim_refuse(dev);
    }
    return address & edu->dma_mask;
}

static void
dma_move(struct sim_device *dev)
{
    struct edu *edu = sim_device_state(dev);
    bool to_memory = (edu->command & SIM_EDU_DMA_TO_MEMORY) != 0;
    uint8_t *buffer = dma_buffer(edu, to_memory ? edu->source : edu->destination);

    if (buffer == NULL) {
        sim_refuse(dev);
    } else if (to_memory) {
        sim_dma_write(dev, dma_address(dev, edu->destination), buffer, edu->count);
    } else if (!sim_dma_read(dev, dma_address(dev, edu->source), buffer, edu->count)) {
        memset(buffer, 0xFF, edu->count);
    }
}

static void
dma_done(struct sim_device *dev)
{
    struct edu *edu = sim_device_state(dev);

    dma_move(dev);
    edu->command &= ~(uint64_t)SIM_EDU_DMA_START;
    if (edu->command & SIM_EDU_DMA_INTERRUPT) {
        edu_raise(dev, SIM_EDU_CAUSE_DMA);
    }
}

static void
edu_timer(struct sim_device *dev, unsigned n)
{
    if (n == TIMER_FACTORIAL) {
        factorial_done(dev);
    } else {
        dma_done(dev);
    }
}

/* --- read and write --------------------------------------------------------------------------- */

static uint64_t
edu_read(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size)
{
    const struct edu *edu = sim_device_state(dev);

    if (size != 4 && offset < SIM_EDU_DMA_SOURCE) {
        return sim_refuse(dev);
    }
    switch (offset) {
    case SIM_EDU_IDENTIFICATION:
        return SIM_EDU_VERSION;
    case SIM_EDU_LIVENESS:
        return edu->liveness;
    case SIM_EDU_FACTORIAL:
        return edu->factorial;
    case SIM_EDU_STATUS:
        return edu->status;
    case SIM_EDU_INTERRUPTS:
        return edu->interrupts;
    case SIM_EDU_DMA_SOURCE:
        return edu->source;
    case SIM_EDU_DMA_DESTINATION:
        return edu->destination;
    case SIM_EDU_DMA_COUNT:
        return edu->count;
    case SIM_EDU_DMA_COMMAND:
        return edu->command;
    default:
        return sim_refuse(dev);
    }
}

static void
write_dma(struct sim_device *dev, uint64_t offset, uint64_t value)
{
    struct edu *edu = sim_device_state(dev);

    if (dma_is_moving(edu)) {
        sim_refuse(dev);
        return;
    }
    switch (offset) {
    case SIM_EDU_DMA_SOURCE:
        edu->source = value;
        break;
    case SIM_EDU_DMA_DESTINATION:
        edu->destination = value;
        break;
    case SIM_EDU_DMA_COUNT:
        edu->count = value;
        break;
    case SIM_EDU_DMA_COMMAND:
        dma_command(dev, value);
        break;
    default:
        sim_refuse(dev);
    }
}

static void
write_low(struct sim_device *dev, uint64_t offset, uint32_t value)
{
    struct edu *edu = sim_device_state(dev);

    switch (offset) {
    case SIM_EDU_LIVENESS:
        edu->liveness = ~value;
        break;
    case SIM_EDU_FACTORIAL:
        factorial_start(dev, value);
        break;
    case SIM_EDU_STATUS:
        edu->status = (edu->status & SIM_EDU_STATUS_COMPUTING) | (value & SIM_EDU_STATUS_INTERRUPT);
        break;
    case SIM_EDU_RAISE:
        edu_raise(dev, value);
        break;
    case SIM_EDU_ACKNOWLEDGE:
        edu_acknowledge(dev, value);
        break;
    default:
        sim_refuse(dev);
    }
}

static void
edu_write(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size, uint64_t value)
{
    if (offset >= SIM_EDU_DMA_SOURCE) {
        write_dma(dev, offset, value);
    } else if (size == 4) {
        write_low(dev, offset, (uint32_t)value);
    } else {
        sim_refuse(dev);
    }
}

/* --- model and realize ------------------------------------------------------------------------ */

static void
edu_realize(struct sim_device *dev)
{
    struct edu *edu = sim_device_state(dev);

    edu->dma_mask = (UINT64_C(1) << 28) - 1;
    edu->timing = sim_edu_timing;
}

static void
edu_reset(struct sim_device *dev)
{
    memset(sim_device_state(dev), 0, offsetof(struct edu, dma_mask));
}

const struct sim_device_model sim_edu = {
    .name = "edu",
    .vendor = 0x1234,
    .device = 0x11E8,
    .subsystem_vendor = 0x1AF4,
    .subsystem = 0x1100,
    .class_code = 0x00FF00,
    .revision = 0x10,
    .interrupt_pin = 1,
    .messages = 1,
    .bars = {{.kind = SIM_BAR_MEMORY, .size = 1 << 20, .access = 4 | 8}},
    .state_size = sizeof(struct edu),
    .realize = edu_realize,
    .reset = edu_reset,
    .read = edu_read,
    .write = edu_write,
    .timer = edu_timer,
};

/* --- what tests set --------------------------------------------------------------------------- */

void
sim_edu_set_timing(struct sim_device *dev, const struct sim_edu_timing *timing)
{
    struct edu *edu = sim_device_state(dev);

    edu->timing = *timing;
}

void
sim_edu_set_dma_mask(struct sim_device *dev, uint64_t mask)
{
    struct edu *edu = sim_device_state(dev);

    edu->dma_mask = mask;
}

void *
sim_edu_buffer(struct sim_device *dev)
{
    struct edu *edu = sim_device_state(dev);

    return edu->buffer;
}
