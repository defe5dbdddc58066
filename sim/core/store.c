/*
 * core/store.c - stores that other processors do not see yet
 *
 * In a search with weakly ordered memory a store to contended memory waits in a buffer of its
 * processor. The compiler's callback comes before the store and does not know the value: so the
 * store is made in memory, and the buffer holds what was there before. When the turn passes, the
 * two are exchanged:
 *
 *      none --hw_access--> applied --lift--> lifted --apply--> applied
 *                             |                |
 *                             |                +--the turn passes to another, chance--> seen
 *                             +--fence, or the buffer is full---------------------> seen
 *
 * So the processor whose turn it is sees its own stores at no cost, whoever reads them on its
 * behalf; events see what all see. What gets through when another processor gets the turn is asked:
 * with HW_TSO how many stay, which are the youngest; with HW_ARM each by itself, but those to the
 * same bytes in their order, and a releasing one not before older ones. The answer 0 is that it
 * gets through.
 *
 * Memory that is not known to be contended, and what the kernel itself stores, is seen at once. The
 * kernel's calls that synchronise, switches of threads and interrupts are fences; what changes the
 * IRQL is none.
 *
 * All of this lies in host memory: a restore leaves it, hw_search() begins anew.
 *
 * Invariants:
 *   W1. Only the current processor's stores are applied, and only while code of it runs.
 *   W2. Applying goes from the oldest to the youngest, lifting from the youngest to the oldest:
 *   `other` of an applied store is what the older ones have made of the bytes.
 */
#include "store.h"

#define STORES ((struct stores *)0x47B000000000)
enum { STORE_ROOM = 16 };

struct store {
    uint64_t *at;   /* where it is always accessible */
    uint64_t other; /* applied: what was there; lifted: what is stored */
    uint8_t bytes;
    bool release;
};

struct stores {
    enum hw_memory memory;
    unsigned effects;
    struct {
        unsigned count;
        struct store list[STORE_ROOM]; /* the oldest first */
    } of[HW_CPU_MAX];
};

void
store_begin(enum hw_memory memory)
{
    host_fixed((uint64_t)(uintptr_t)STORES, sizeof *STORES);
    STORES->memory = memory;
    STORES->effects = 0;
    for (unsigned i = 0; i < cpus.count; i++) {
        STORES->of[i].count = 0;
    }
    stale_begin();
}

unsigned
store_choose(unsigned n)
{
    unsigned answer = hw_choose(HW_CHOOSE_ORDER, n);

    STORES->effects += answer != 0;
    return answer;
}

unsigned
hw_weak_effects(void)
{
    return STORES->effects;
}

/* --- one store -------------------------------------------------------------------------------- */

static void
exchange(struct store *store)
{
    uint64_t mask = store_mask(store->bytes), there = *store->at;

    *store->at = (there & ~mask) | (store->other & mask);
    store->other = there;
}

/* All see it now. before: what they saw. */
static void
seen(unsigned cpu, const struct store *store, uint64_t before)
{
    if (STORES->memory == HW_ARM) {
        stale_store(cpu, store->at, store->bytes, before);
    }
}

static void
seen_lifted(unsigned cpu, struct store *store)
{
    exchange(store);
    seen(cpu, store, store->other);
}

/* --- those of one processor ------------------------------------------------------------------- */

static void
flush_applied(unsigned cpu, unsigned count)
{
    struct store *list = STORES->of[cpu].list;

    for (unsigned i = 0; i < count; i++) {
        seen(cpu, &list[i], list[i].other);
    }
    STORES->of[cpu].count -= count;
    for (unsigned i = 0; i < STORES->of[cpu].count; i++) {
        list[i] = list[i + count];
    }
}

static void
get_through_in_order(unsigned cpu)
{
    unsigned count = STORES->of[cpu].count;
    unsigned through = count - store_choose(count + 1);
    struct store *list = STORES->of[cpu].list;

    for (unsigned i = 0; i < through; i++) {
        seen_lifted(cpu, &list[i]);
    }
    for (unsigned i = through; i < count; i++) {
        list[i - through] = list[i];
    }
    STORES->of[cpu].count = count - through;
}

/* Older ones that stay: may this one overtake them? */
static bool
may_overtake(const struct store *store, const struct store *older, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (store->release || (older[i].at == store->at && (older[i].bytes & store->bytes) != 0)) {
            return false;
        }
    }
    return true;
}

static void
get_through(unsigned cpu)
{
    unsigned count = STORES->of[cpu].count, stay = 0;
    struct store *list = STORES->of[cpu].list;

    for (unsigned i = 0; i < count; i++) {
        if (may_overtake(&list[i], list, stay) && store_choose(2) == 0) {
            seen_lifted(cpu, &list[i]);
        } else {
            list[stay++] = list[i];
        }
    }
    STORES->of[cpu].count = stay;
}

/* --- turns ------------------------------------------------------------------------------------ */

void
store_lift(void)
{
    stale_end();
    for (unsigned i = STORES->of[hw_now.cpu].count; i-- > 0;) {
        exchange(&STORES->of[hw_now.cpu].list[i]);
    }
}

void
store_apply(unsigned next)
{
    for (unsigned i = 0; next != hw_now.cpu && i < cpus.count; i++) {
        if (i != next && STORES->of[i].count > 0) {
            (STORES->memory == HW_TSO ? get_through_in_order : get_through)(i);
        }
    }
    for (unsigned i = 0; i < STORES->of[next].count; i++) {
        exchange(&STORES->of[next].list[i]);
    }
}

void
store_end(void)
{
    store_lift();
    for (unsigned cpu = 0; cpu < cpus.count; cpu++) {
        for (unsigned i = 0; i < STORES->of[cpu].count; i++) {
            seen_lifted(cpu, &STORES->of[cpu].list[i]);
        }
        STORES->of[cpu].count = 0;
    }
}

/* --- accesses and fences ---------------------------------------------------------------------- */

/* The same for all addresses at which these bytes show. */
static uint64_t *
place_of(const volatile void *granule)
{
    uint64_t offset = host_window_offset((const void *)(uintptr_t)granule);

    return offset == UINT64_MAX ? (uint64_t *)(uintptr_t)granule : host_direct(offset);
}

static void
wait(uint64_t *at, uint8_t bytes, bool release)
{
    unsigned cpu = hw_now.cpu;

    if (STORES->of[cpu].count == STORE_ROOM) {
        flush_applied(cpu, 1);
    }
    STORES->of[cpu].list[STORES->of[cpu].count++] =
        (struct store){.at = at, .other = *at, .bytes = bytes, .release = release};
}

/* Has that processor stored there what others do not see? */
static bool
waits(unsigned cpu, const uint64_t *at, uint8_t bytes)
{
    for (unsigned i = 0; i < STORES->of[cpu].count; i++) {
        const struct store *store = &STORES->of[cpu].list[i];

        if (store->at == at && (store->bytes & bytes) != 0) {
            return true;
        }
    }
    return false;
}

static bool
load(uint64_t *at, uint8_t bytes, uintptr_t address, enum hw_access access)
{
    bool old = false;

    if (waits(hw_now.cpu, at, bytes)) { // its own store, whatever others have stored since
        return false;
    }
    if (STORES->memory == HW_ARM) {
        old = stale_load(at, bytes, address, access);
    }
    for (unsigned cpu = 0; cpu < cpus.count && !old; cpu++) {
        old = waits(cpu, at, bytes);
    }
    return old;
}

bool
hw_access(const volatile void *granule, uint8_t bytes, enum hw_access access)
{
    uint64_t *at = place_of(granule);

    stale_end();
    switch (access) {
    case HW_STORE:
    case HW_STORE_RELEASE:
        wait(at, bytes, access == HW_STORE_RELEASE);
        return false;
    case HW_UPDATE:
        if (STORES->memory == HW_ARM) {
            stale_store(hw_now.cpu, at, bytes, *at);
        }
        return false;
    default:
        return load(at, bytes, (uintptr_t)granule, access);
    }
}

void
hw_fence(enum hw_fence fence)
{
    stale_end();
    if (fence == HW_FENCE_ALL) {
        flush_applied(hw_now.cpu, STORES->of[hw_now.cpu].count);
    }
    stale_fence();
}

void
hw_loaded(void)
{
    stale_end();
}

void
hw_returns(void)
{
    stale_end();
    if (STORES->of[hw_now.cpu].count > 0) {
        hw_step(HW_STEP_CALL, NULL);
    }
}
