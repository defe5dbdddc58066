/*
 * sim/core/trace.c - the record of what happened, and a hash of all of it
 *
 * The last records stand in a ring at a fixed address, outside of the state that a snapshot copies.
 * The hash covers every record since power-on, so two runs with the same hash did the same things
 * at the same virtual times. Addresses enter it in canonical form: the host's randomisation does
 * not.
 */
#include "snapshot.h"

#define RING ((struct hw_record *)0x470000000000)
enum { RING_RECORDS = 1 << 14 };

static struct {
    uint64_t hash, count;
} trace SIM_STATE;

/* The ring is not in a snapshot: records before first were overwritten when the count was at most,
   before a restore took it back. */
static struct {
    uint64_t first, most;
} ring SIM_KEPT;

void
trace_reset(void)
{
    host_fixed((uint64_t)RING, RING_RECORDS * sizeof(struct hw_record));
    trace.hash = 0x6C696273696D0001u;
}

/* Addresses of libsim, the test program and the host lie above the simulated ones. */
static inline uint64_t
canonical(uint64_t value)
{
    return value - 0x500000000000u < 0x300000000000u ? hw_canonical((const void *)value) : value;
}

void
hw_trace(uint16_t kind, uint64_t a, uint64_t b, uint64_t c)
{
    struct hw_record *record = &RING[trace.count++ % RING_RECORDS];
    uint64_t mixed;

    record->time_ns = hw_time();
    record->kind = kind;
    record->cpu = hw_now.cpu;
    record->context = hw_now.context;
    if ((a | b | c) >> 44 >= 5) { // rare: some value may be an address that the host chose
        a = canonical(a);
        b = canonical(b);
        c = canonical(c);
    }
    record->a = a;
    record->b = b;
    record->c = c;
    mixed = record->time_ns * 0x9E3779B97F4A7C15u ^ a * 0xC2B2AE3D27D4EB4Fu ^
            b * 0x165667B19E3779F9u ^ c * 0xD6E8FEB86659FD93u ^
            ((uint64_t)hw_now.context << 32 | (uint64_t)hw_now.cpu << 16 | kind);
    trace.hash = ((trace.hash << 5 | trace.hash >> 59) ^ mixed) * 0xFF51AFD7ED558CCDu;
}

uint64_t
hw_trace_hash(void)
{
    return trace.hash;
}

uint64_t
hw_trace_count(void)
{
    return trace.count;
}

const struct hw_record *
hw_trace_at(uint64_t i, uint64_t *kept)
{
    uint64_t first = trace.count > RING_RECORDS ? trace.count - RING_RECORDS : 0;

    first = first > ring.first ? first : ring.first;
    *kept = trace.count - first;
    return i < *kept ? &RING[(first + i) % RING_RECORDS] : NULL;
}

void
trace_returned(uint64_t from)
{
    uint64_t lost, held;

    ring.most = from > ring.most ? from : ring.most;
    lost = ring.most > RING_RECORDS ? ring.most - RING_RECORDS : 0;
    held = lost < trace.count ? lost : trace.count;
    ring.first = held > ring.first ? held : ring.first;
}
