/*
 * sim/core/intc.c - interrupt lines and messages
 *
 * A line turns into a vector at one of its target processors, as an I/O APIC's entry does.
 *
 *      level: asserted --request--> in service --hw_end_of_interrupt--> asserted still? request
 *      again
 *      edge:  low --assert--> request, once for each rise, also while masked (then it waits)
 *
 * Invariants:
 *   I1. A level line has at most one request under way: in_service from the request to its end.
 *   I2. asserted is the OR of what the sources drive.
 *
 * A message is a write of a vector to a processor's address; it has no state here.
 */
#include "core.h"

#include <string.h>

#define MESSAGE_WINDOW 0xFEE00000u

struct line {
    uint64_t sources;
    uint8_t vector;
    enum hw_trigger trigger;
    bool routed, masked, edge_waits;
    uint16_t target_count;
    uint64_t targets[(HW_CPU_MAX + 63) / 64]; /* a set of processors */
};

static struct {
    struct line line[HW_LINES];
    uint64_t in_service; /* a bit for each line */
} intc SIM_STATE;

_Static_assert(HW_LINES == 64, "a set of lines is a word");

static uint64_t
bit_of(const struct line *line)
{
    return (uint64_t)1 << (line - intc.line);
}

static void
request(struct line *line)
{
    unsigned nth = hw_choose(HW_CHOOSE_TARGET, line->target_count), target = 0;

    for (;; target++) {
        if ((line->targets[target / 64] >> (target % 64) & 1) != 0 && nth-- == 0) {
            break;
        }
    }
    hw_request(target, line->vector);
}

/* Asks for service if the line wants it and may have it. */
static void
evaluate(struct line *line)
{
    if (!line->routed || line->masked) {
        return;
    }
    if (line->trigger == HW_EDGE && line->edge_waits) {
        line->edge_waits = false;
        request(line);
    }
    if (line->trigger == HW_LEVEL && line->sources != 0 && (intc.in_service & bit_of(line)) == 0) {
        intc.in_service |= bit_of(line);
        request(line);
    }
}

void
hw_line_route(unsigned number, unsigned vector, enum hw_trigger trigger, const uint16_t *targets,
              unsigned target_count)
{
    struct line *line = &intc.line[number];

    SIM_ASSERT(number < HW_LINES && target_count > 0 && target_count <= hw_cpu_count());
    line->vector = (uint8_t)vector;
    line->trigger = trigger;
    line->routed = true;
    intc.in_service &= ~bit_of(line);
    line->target_count = (uint16_t)target_count;
    memset(line->targets, 0, sizeof line->targets);
    for (unsigned i = 0; i < target_count; i++) {
        line->targets[targets[i] / 64] |= (uint64_t)1 << (targets[i] % 64);
    }
    evaluate(line);
}

void
hw_line_mask(unsigned number, bool masked)
{
    intc.line[number].masked = masked;
    evaluate(&intc.line[number]);
}

void
hw_line_assert(unsigned number, unsigned source, bool asserted)
{
    struct line *line = &intc.line[number];
    uint64_t bit = (uint64_t)1 << source, before = line->sources;

    SIM_ASSERT(number < HW_LINES && source < 64);
    line->sources = asserted ? before | bit : before & ~bit;
    if (before == 0 && line->sources != 0) {
        line->edge_waits = true;
    }
    evaluate(line);
}

void
hw_end_of_interrupt(unsigned vector)
{
    for (uint64_t left = intc.in_service; left != 0; left &= left - 1) {
        struct line *line = &intc.line[__builtin_ctzll(left)];

        if (line->vector == vector) {
            intc.in_service &= ~bit_of(line);
            evaluate(line);
        }
    }
}

void
hw_message_compose(unsigned vector, unsigned cpu, uint64_t *address, uint32_t *data)
{
    *address = MESSAGE_WINDOW | cpu << 12;
    *data = vector;
}

void
hw_message_write(uint64_t address, uint32_t data)
{
    unsigned cpu = address >> 12 & 0xFF, vector = data & 0xFF;

    if (cpu < hw_cpu_count() && vector >= 16) {
        hw_request(cpu, vector);
    }
}
