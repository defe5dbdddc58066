/*
 * core/stale.c - loads that see what memory was earlier (HW_ARM)
 *
 * A processor may make a load before those that come earlier in its program. Here it makes them all
 * in order, but a load may see what memory was at some moment in the past: each store that all see
 * is a moment, and what was there before it is kept for a while. How far back a load goes is asked;
 * the answer 0 is the present. It does not go back beyond
 *
 *   - the processor's last fence or acquiring load (`floor`);
 *   - what the processor has already seen of the same bytes, or stored there (`seen`);
 *   - the moment of a load whose value is an address near this one (`pointers`): to load the
 *     address comes before loading what is there.
 *
 * The compiler's callback does not make the load: the old value is put into memory before it, and
 * the present one put back at the processor's next step, call of the kernel or return (stale_end).
 *
 * Differs from processors: an index that was loaded is not known to be one: a load from an array at
 * that index may be older. Loads never see the future, stores do not overtake loads.
 */
#include "store.h"

#define STALE ((struct stale *)0x47B100000000)
enum { STALE_VERSIONS = 64, STALE_SEEN = 32, STALE_POINTERS = 8, STALE_REACH = HW_PAGE };

struct version {
    const uint64_t *at;
    uint64_t before;
    uint64_t moment;
    uint8_t bytes;
};

struct view {
    uint64_t floor;
    struct {
        const uint64_t *at;
        uint64_t moment[8]; /* of each byte */
    } seen[STALE_SEEN];
    struct {
        uintptr_t value;
        uint64_t moment;
    } pointers[STALE_POINTERS];
    unsigned next_pointer;
};

struct stale {
    uint64_t moment; /* the last one; it never goes back */
    struct version versions[STALE_VERSIONS];
    /* what is in memory until stale_end */
    uint64_t *at;
    uint64_t old, present, mask;
    struct view views[HW_CPU_MAX];
};

/* What was known is of moments before all floors. */
void
stale_begin(void)
{
    host_fixed((uint64_t)(uintptr_t)STALE, sizeof *STALE);
    STALE->at = NULL;
    STALE->moment++;
    for (unsigned i = 0; i < cpus.count; i++) {
        STALE->views[i].floor = STALE->moment;
    }
}

void
stale_fence(void)
{
    STALE->views[hw_now.cpu].floor = STALE->moment;
}

void
stale_end(void)
{
    if (STALE->at != NULL && (*STALE->at & STALE->mask) == STALE->old) {
        *STALE->at = (*STALE->at & ~STALE->mask) | STALE->present;
    }
    STALE->at = NULL;
}

/* --- what a processor has seen ---------------------------------------------------------------- */

/* Where there is no room, all that is loaded later is at least as new as what is forgotten. */
static uint64_t *
seen_of(struct view *view, const uint64_t *at)
{
    unsigned i = (unsigned)((uintptr_t)at / sizeof *at % STALE_SEEN);

    if (view->seen[i].at != at) {
        for (unsigned byte = 0; byte < 8; byte++) {
            uint64_t moment = view->seen[i].moment[byte];

            view->floor = moment > view->floor ? moment : view->floor;
            view->seen[i].moment[byte] = 0;
        }
        view->seen[i].at = at;
    }
    return view->seen[i].moment;
}

static void
see(struct view *view, const uint64_t *at, uint8_t bytes, uint64_t moment)
{
    uint64_t *moments = seen_of(view, at);

    for (unsigned byte = 0; byte < 8; byte++) {
        if (bytes >> byte & 1) {
            moments[byte] = moment;
        }
    }
}

static uint64_t
floor_of(struct view *view, const uint64_t *at, uint8_t bytes, uintptr_t address)
{
    const uint64_t *moments = seen_of(view, at);
    uint64_t floor = view->floor;

    for (unsigned byte = 0; byte < 8; byte++) {
        if ((bytes >> byte & 1) && moments[byte] > floor) {
            floor = moments[byte];
        }
    }
    for (unsigned i = 0; i < STALE_POINTERS; i++) {
        if (address - view->pointers[i].value + STALE_REACH < 2 * STALE_REACH &&
            view->pointers[i].moment > floor) {
            floor = view->pointers[i].moment;
        }
    }
    return floor;
}

static void
follow(struct view *view, uint64_t value, uint64_t moment)
{
    unsigned i = view->next_pointer++ % STALE_POINTERS;

    view->pointers[i].value = (uintptr_t)value;
    view->pointers[i].moment = moment;
}

/* --- versions --------------------------------------------------------------------------------- */

static struct version *
version_of(uint64_t moment)
{
    return &STALE->versions[moment % STALE_VERSIONS];
}

void
stale_store(unsigned cpu, const uint64_t *at, uint8_t bytes, uint64_t before)
{
    uint64_t moment = ++STALE->moment;

    *version_of(moment) =
        (struct version){.at = at, .before = before, .moment = moment, .bytes = bytes};
    see(&STALE->views[cpu], at, bytes, moment);
}

/* The next older store to the bytes, before that moment and after the floor; 0: none. */
static uint64_t
older_store(const uint64_t *at, uint8_t bytes, uint64_t moment, uint64_t floor)
{
    while (--moment > floor && STALE->moment - moment < STALE_VERSIONS) {
        const struct version *version = version_of(moment);

        if (version->moment == moment && version->at == at && (version->bytes & bytes) != 0) {
            return moment;
        }
    }
    return 0;
}

static unsigned
count_stores(const uint64_t *at, uint8_t bytes, uint64_t floor)
{
    uint64_t moment = STALE->moment + 1;
    unsigned count = 0;

    while ((moment = older_store(at, bytes, moment, floor)) != 0) {
        count++;
    }
    return count;
}

/* Puts into memory what was there before the last `back` stores; the moment before them. */
static uint64_t
go_back(uint64_t *at, uint8_t bytes, unsigned back, uint64_t floor)
{
    uint64_t moment = STALE->moment + 1, value = *at;

    while (back-- > 0) {
        const struct version *version;
        uint64_t mask;

        moment = older_store(at, bytes, moment, floor);
        version = version_of(moment);
        mask = store_mask(version->bytes);
        value = (value & ~mask) | (version->before & mask);
    }
    STALE->at = at;
    STALE->mask = store_mask(bytes);
    STALE->present = *at & STALE->mask;
    STALE->old = value & STALE->mask;
    *at = (*at & ~STALE->mask) | STALE->old;
    return moment - 1;
}

bool
stale_load(uint64_t *at, uint8_t bytes, uintptr_t address, enum hw_access access)
{
    struct view *view = &STALE->views[hw_now.cpu];
    uint64_t floor = floor_of(view, at, bytes, address), moment = STALE->moment;
    unsigned count = access == HW_LOAD_NEW ? 0 : count_stores(at, bytes, floor);
    unsigned back = count == 0 ? 0 : store_choose(count + 1);

    if (back != 0) {
        moment = go_back(at, bytes, back, floor);
    }
    see(view, at, bytes, moment);
    if (access == HW_LOAD_ACQUIRE && moment > view->floor) {
        view->floor = moment;
    }
    if (bytes == 0xFF) {
        follow(view, *at, moment);
    }
    return back != 0;
}
