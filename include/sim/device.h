/*
 * include/sim/device.h - how a device is written for the simulated machine
 *
 * A device is two things: a constant struct sim_device_model, which says what it looks like on the
 * PCI bus and which routines bring it to life, and a block of state for each one that is plugged
 * in. libsim's own devices are written with nothing but this header, and so is yours. A complete
 * one, which counts up and interrupts when it reaches a limit:
 *
 *      enum { COUNT = 0, LIMIT = 4, ACKNOWLEDGE = 8 };
 *      struct counter { uint32_t count, limit; };
 *
 *      static void counter_tick(struct sim_device *dev, unsigned n)
 *      {
 *          struct counter *c = sim_device_state(dev);
 *
 *          if (++c->count == c->limit) {
 *              sim_device_interrupt_raise(dev);
 *          } else {
 *              sim_timer_start(dev, 0, 1000);
 *          }
 *      }
 *
 *      static uint64_t counter_read(struct sim_device *dev, unsigned bar, uint64_t offset,
 *                                   unsigned size)
 *      {
 *          struct counter *c = sim_device_state(dev);
 *
 *          return offset == COUNT ? c->count : offset == LIMIT ? c->limit : sim_refuse(dev);
 *      }
 *
 *      static void counter_write(struct sim_device *dev, unsigned bar, uint64_t offset,
 *                                unsigned size, uint64_t value)
 *      {
 *          struct counter *c = sim_device_state(dev);
 *
 *          switch (offset) {
 *          case LIMIT: c->count = 0; c->limit = value; sim_timer_start(dev, 0, 1000); break;
 *          case ACKNOWLEDGE: sim_device_interrupt_lower(dev); break;
 *          default: sim_refuse(dev);
 *          }
 *      }
 *
 *      static const struct sim_device_model counter = {
 *          .name = "counter", .vendor = 0x1234, .device = 0x0001, .class_code = 0xFF0000,
 *          .interrupt_pin = 1, .messages = 1,
 *          .state_size = sizeof(struct counter),
 *          .bars = {{.kind = SIM_BAR_MEMORY, .size = 4096, .access = 4}},
 *          .read = counter_read, .write = counter_write, .timer = counter_tick,
 *      };
 *
 * The rules of a model:
 *   - What can change lives in the state block (a snapshot of the machine holds it), never in
 *     static variables. No pointer into the host's heap is stored there.
 *   - Time is virtual: hardware that takes time starts a timer. A callback never waits.
 *   - Chance is sim_delay() only, so that a run can be repeated.
 *   - Callbacks run at once, inside whatever caused them (a register access of some processor, an
 *     event that is due); an interrupt that they raise is delivered after they have returned.
 *   - Order of a model's file: registers, state, interrupts, timers, read, write, model, realize.
 */
#ifndef SIM_DEVICE_H
#define SIM_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One device that is, or was, plugged in. What is in it is the bus's business. */
struct sim_device;

/* --- what a device looks like ----------------------------------------------------------------- */

enum { SIM_BARS = 6, SIM_TIMERS = 8, SIM_MESSAGES = 32, SIM_SLOTS = 32 };

enum sim_bar_kind {
    SIM_BAR_NONE,
    SIM_BAR_MEMORY,   /* 32-bit memory space */
    SIM_BAR_MEMORY64, /* 64-bit memory space; the next entry must be SIM_BAR_NONE */
    SIM_BAR_PORT      /* port space */
};

/* A base address register: a range of registers that software places in an address space. */
struct sim_bar {
    enum sim_bar_kind kind;
    bool prefetchable;
    uint8_t access;    /* access sizes that are decoded, added up: 1, 2, 4, 8; 0: 1 + 2 + 4 */
    uint64_t size;     /* a power of two; memory from 16 bytes, ports 4 to 256 */
    uint32_t read_ns;  /* what one access costs the processor; 0: 500 in memory, 1000 for a port */
    uint32_t write_ns; /* 0: 50 in memory (writes are posted), 1000 for a port */
};

/*
 * An access that the hardware does not decode never reaches the model: of a size that access does
 * not name, not aligned to its size, or to a range that the command register has switched off.
 * Reads of it give all ones, writes disappear, and sim_device_refused() counts it.
 */
struct sim_device_model {
    const char *name; /* what sim_device_find() looks for */

    uint16_t vendor, device; /* PCI ids */
    uint16_t subsystem_vendor, subsystem;
    uint32_t class_code; /* 24 bits: base class, subclass, programming interface */
    uint8_t revision;
    uint8_t interrupt_pin; /* 1 to 4: INTA# to INTD#; 0: no line */
    uint8_t messages;      /* MSI: messages it can send, 0, 1, 2, 4, 8, 16 or 32 */
    uint16_t messages_x;   /* MSI-X: not supported; any number but 0 stops by name */
    uint8_t capability;    /* offset of its own first capability, 0x80 to 0xFC; or 0 */
    struct sim_bar bars[SIM_BARS];

    size_t state_size; /* bytes of state; zero when realize is called */

    /* Any of these may be NULL. */

    /* Plugged in: sets what survives a reset. May not yet use the bus. */
    void (*realize)(struct sim_device *dev);
    /* Power-up or bus reset: registers as after power-up. Timers and interrupts are off already. */
    void (*reset)(struct sim_device *dev);
    /* A read of size bytes at offset of bars[bar]; superfluous high bits are cut off. */
    uint64_t (*read)(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size);
    void (*write)(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size,
                  uint64_t value);
    /* Timer n is up; it is stopped, and may be started again. */
    void (*timer)(struct sim_device *dev, unsigned n);
    /* Its own configuration registers, offsets 0x80 to 0xFF; size 1, 2 or 4, aligned. */
    uint32_t (*config_read)(struct sim_device *dev, unsigned offset, unsigned size);
    void (*config_write)(struct sim_device *dev, unsigned offset, unsigned size, uint32_t value);
    /* Unplugged: it is off the bus already, and its state is about to go. */
    void (*remove)(struct sim_device *dev);
};

/* --- for models: state and registers ---------------------------------------------------------- */

/* The state block, state_size bytes, aligned for anything; NULL once the device is unplugged. */
void *sim_device_state(const struct sim_device *dev);

/* The access in progress is none that this register knows: counts it and gives all ones, for
   "return sim_refuse(dev)". */
uint64_t sim_refuse(struct sim_device *dev);

/* --- for models: interrupts ------------------------------------------------------------------- */

/*
 * Something happened that the driver must hear of. With the line (INTx) this asserts it until
 * sim_device_interrupt_lower(); raising it again changes nothing. With MSI, each call sends
 * message 0.
 */
void sim_device_interrupt_raise(struct sim_device *dev);

/* Nothing is left that the driver has not acknowledged: the line is released. */
void sim_device_interrupt_lower(struct sim_device *dev);

/*
 * Sends MSI message n (from 0). When software has granted fewer messages than the device can send,
 * n is taken modulo what was granted. False, and nothing is sent, while MSI is disabled, bus
 * mastering is off or the device is unplugged.
 */
bool sim_device_message(struct sim_device *dev, unsigned n);

bool sim_device_msi_enabled(const struct sim_device *dev);
/* How many messages software has granted: 1 to 32; 0 while MSI is disabled. */
unsigned sim_device_msi_count(const struct sim_device *dev);

/* --- for models: bus mastering ---------------------------------------------------------------- */

/*
 * Copies length bytes from, or to, memory at a bus address. False, and nothing is copied, when bus
 * mastering is off in the command register, when part of the range is no memory (the status
 * register then says "received master abort"), or when the device is unplugged. It takes no time
 * by itself: a model lets a timer pass first.
 */
bool sim_dma_read(struct sim_device *dev, uint64_t address, void *buffer, size_t length);
bool sim_dma_write(struct sim_device *dev, uint64_t address, const void *buffer, size_t length);

/* --- for models: time ------------------------------------------------------------------------- */

/* One-shot timer n (0 to SIM_TIMERS - 1): model->timer(dev, n) is called delay_ns from now.
   Starting it again replaces the old time. */
void sim_timer_start(struct sim_device *dev, unsigned n, uint64_t delay_ns);
/* True if it was running; it will not fire then. */
bool sim_timer_stop(struct sim_device *dev, unsigned n);
bool sim_timer_running(const struct sim_device *dev, unsigned n);

/* Nanoseconds since power-on. */
uint64_t sim_device_time(const struct sim_device *dev);

/* How long something takes: never less than min_ns, never more than max_ns. */
struct sim_latency {
    uint64_t min_ns, typical_ns, max_ns;
};

/* How long it takes this time: the typical time in a timed run; in a search or a random walk one
   out of eight, from the shortest to the longest. */
uint64_t sim_delay(struct sim_device *dev, struct sim_latency latency);

/* --- for tests: plugging ---------------------------------------------------------------------- */

/*
 * Plugs in a device: into that slot of bus 0, or with -1 into the lowest free one from 1 on. Its
 * registers are as after power-up, its base address registers hold nothing. On a running machine
 * this is hot-plug, and the kernel hears of it. NULL when the slot is taken or no room is left; a
 * model that contradicts itself ends the run with a text that says how.
 */
struct sim_device *sim_device_add(const struct sim_device_model *model, int slot);

/*
 * Pulls it out, as a hand does: from now on its registers and its configuration space read all
 * ones, its timers are off, it does not interrupt, and the kernel hears of it. It may be called
 * from anywhere, the device's own callbacks included. dev stays valid for sim_device_present().
 */
void sim_device_remove(struct sim_device *dev);

/* Bus reset of one device: configuration space and registers as after power-up. */
void sim_device_reset(struct sim_device *dev);

/* Device number n (from 0, in the order of slots) of those with this name, or of all if name is
   NULL. NULL: no such. */
struct sim_device *sim_device_find(const char *name, unsigned n);
bool sim_device_present(const struct sim_device *dev);
const struct sim_device_model *sim_device_model(const struct sim_device *dev);
unsigned sim_device_slot(const struct sim_device *dev);

/* Accesses so far that the hardware does not know: a wrong size, a register that is not there, a
   write to one that only reads. A careful driver's devices count none. */
unsigned sim_device_refused(const struct sim_device *dev);

/* --- for tests: hardware that misbehaves ------------------------------------------------------ */

enum sim_lie {
    SIM_LIE_NO_INTERRUPTS,       /* 1: none is delivered; 0: they are again */
    SIM_LIE_LOST_INTERRUPTS,     /* the next so many are never delivered */
    SIM_LIE_LATE_INTERRUPTS,     /* each is delivered so many ns late; 0: in time again */
    SIM_LIE_SPURIOUS_INTERRUPTS, /* so many without a cause, one each 10 us, the first at once */
    SIM_LIE_STUCK_INTERRUPT,     /* the line stays asserted so many ns after it should not */
    SIM_LIE_DEAD_REGISTERS,      /* the next so many register reads give all ones */
    SIM_LIE_TORN_DMA             /* the next so many transfers copy half, and report success */
};

/* Makes the device misbehave; what amount counts stands above. */
void sim_device_lie(struct sim_device *dev, enum sim_lie lie, uint64_t amount);

#ifdef __cplusplus
}
#endif

#endif
