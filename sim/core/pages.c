/*
 * core/pages.c - which pages of the address windows are in use
 *
 *      free --hw_pages_alloc--> in use (zeroed) --hw_pages_free--> free
 *
 * One bit for each unit of a window: a page, 64 KiB of user addresses, or a whole stack slot. The
 * lowest free units that fit are taken, so addresses depend on nothing but the calls made before.
 *
 * Invariants:
 *   G1. A set bit is a unit in use; bits beyond the window's size are not looked at.
 *   G2. No unit below first_free * 64 is free.
 *   G3. used is the number of pages in use, over all windows that are RAM at most limit.
 *
 * Differs from Windows: each window has its own fixed piece of RAM, whatever the limit is; pages of
 * the paged window are always present.
 */
#include <string.h>

#include "core.h"
#include "pages.h"

enum { PAGES_LIMIT = 0x10000 }; /* 256 MiB */

#define UNITS_NONE SIZE_MAX

static struct {
    uint64_t nonpaged[0x8000 / 64], paged[0x4000 / 64], stacks[1024 / 64], mappings[0x8000 / 64];
    uint64_t registers[0x10000 / 64], user[0x2000 / 64], contiguous[HOST_CONTIGUOUS_PAGES / 64];
    uint32_t first_free[HW_WINDOWS];
    uint32_t high[HW_WINDOWS]; /* words of the bitmap; in those behind no bit was ever set */
    size_t used[HW_WINDOWS];
    size_t ram_used, limit;
} pages SIM_STATE;
SIM_STATE_PART(pages.nonpaged, pages.high[HW_NONPAGED]);
SIM_STATE_PART(pages.paged, pages.high[HW_PAGED]);
SIM_STATE_PART(pages.mappings, pages.high[HW_MAPPINGS]);
SIM_STATE_PART(pages.registers, pages.high[HW_REGISTERS]);
SIM_STATE_PART(pages.user, pages.high[HW_USER]);
SIM_STATE_PART(pages.contiguous, pages.high[HW_CONTIGUOUS]);

/* --- bitmaps ---------------------------------------------------------------------------------- */

struct units {
    uint64_t *bits;
    size_t count;
};

#define UNITS(array, window)                                                                       \
    (struct units)                                                                                 \
    {                                                                                              \
        (array), host_windows[window].size / HW_PAGE / host_windows[window].grain                  \
    }

static struct units
units_of(enum hw_window window)
{
    switch (window) {
    case HW_NONPAGED:
        return UNITS(pages.nonpaged, HW_NONPAGED);
    case HW_PAGED:
        return UNITS(pages.paged, HW_PAGED);
    case HW_STACKS:
        return UNITS(pages.stacks, HW_STACKS);
    case HW_MAPPINGS:
        return UNITS(pages.mappings, HW_MAPPINGS);
    case HW_REGISTERS:
        return UNITS(pages.registers, HW_REGISTERS);
    case HW_USER:
        return UNITS(pages.user, HW_USER);
    case HW_CONTIGUOUS:
        return UNITS(pages.contiguous, HW_CONTIGUOUS);
    default:
        SIM_ASSERT(!"pages of this window are not handed out");
        return (struct units){0};
    }
}

/* The first unit in from .. end - 1 that is in use (or free); end without one. */
static size_t
units_next(struct units u, size_t from, size_t end, bool used)
{
    uint64_t flip = used ? 0 : UINT64_MAX;
    uint64_t mask = UINT64_MAX << (from % 64);

    for (size_t word = from / 64; word * 64 < end; word++) {
        uint64_t bits = (u.bits[word] ^ flip) & mask;

        if (bits != 0) {
            size_t unit = word * 64 + (size_t)__builtin_ctzll(bits);

            return unit < end ? unit : end;
        }
        mask = UINT64_MAX;
    }
    return end;
}

/* The lowest run of count free units; UNITS_NONE without one. */
static size_t
units_find(struct units u, size_t from, size_t count)
{
    size_t end = u.count, unit = units_next(u, from, end, false);

    while (unit + count <= end) {
        size_t taken = units_next(u, unit, unit + count, true);

        if (taken == unit + count) {
            return unit;
        }
        unit = units_next(u, taken, end, false);
    }
    return UNITS_NONE;
}

static void
units_mark(struct units u, size_t unit, size_t count, bool used)
{
    for (size_t i = unit; i < unit + count; i++) {
        uint64_t bit = 1ull << (i % 64);

        SIM_ASSERT(((u.bits[i / 64] & bit) != 0) != used);
        u.bits[i / 64] ^= bit;
    }
}

/* --- pages ------------------------------------------------------------------------------------ */

static size_t
units_for(const struct host_window *w, size_t count)
{
    return (count + w->guard + w->grain - 1) / w->grain;
}

static void
pages_count(enum hw_window window, size_t count, int sign)
{
    size_t change = sign < 0 ? -count : count;

    pages.used[window] += change;
    pages.ram_used += host_windows[window].offset != UINT64_MAX ? change : 0;
}

void
pages_reset(size_t limit)
{
    memset(&pages, 0, sizeof pages);
    pages.limit = limit != 0 ? limit : PAGES_LIMIT;
}

/* The address of the first page, behind its guard; NULL when there is no room. */
static char *
pages_take(enum hw_window window, size_t count)
{
    const struct host_window *w = &host_windows[window];
    struct units u = units_of(window);
    size_t need = units_for(w, count), unit;

    SIM_ASSERT(count > 0 && (w->guard == 0 || need == 1));
    if (w->offset != UINT64_MAX && pages.ram_used + need * w->grain > pages.limit) {
        return NULL;
    }
    unit = units_find(u, (size_t)pages.first_free[window] * 64, need);
    if (unit == UNITS_NONE) {
        return NULL;
    }
    units_mark(u, unit, need, true);
    if (pages.high[window] < (unit + need + 63) / 64) {
        pages.high[window] = (uint32_t)((unit + need + 63) / 64);
    }
    if (need == 1) {
        pages.first_free[window] = (uint32_t)(unit / 64);
    }
    pages_count(window, need * w->grain, 1);
    return (char *)w->base + (unit * w->grain + w->guard) * HW_PAGE;
}

/* Pages that are taken together with others and given to nobody. */
static void
pages_fill_up(enum hw_window window, char *address, size_t count)
{
    size_t grain = host_windows[window].grain;

    host_page_clean(window, address + count * HW_PAGE, (grain - count % grain) % grain);
}

void *
hw_pages_alloc(enum hw_window window, size_t count)
{
    const struct host_window *w = &host_windows[window];
    char *address = pages_take(window, count);

    if (address == NULL) {
        return NULL;
    }
    if (w->guard == 0) {
        host_page_touch(window, address, count);
        pages_fill_up(window, address, count);
    } else {
        host_page_touch(window, address, w->grain - w->guard);
    }
    return address;
}

void *
hw_user_stack_alloc(size_t count)
{
    char *guard = pages_take(HW_USER, count + 1);

    if (guard == NULL) {
        return NULL;
    }
    host_page_clean(HW_USER, guard, 1);
    host_page_touch_stack(guard + HW_PAGE, count);
    pages_fill_up(HW_USER, guard, count + 1);
    return guard;
}

void
hw_pages_free(enum hw_window window, void *address, size_t count)
{
    const struct host_window *w = &host_windows[window];
    size_t page = ((uintptr_t)address - w->base) / HW_PAGE - w->guard;
    size_t unit = page / w->grain, units = units_for(w, count);

    SIM_ASSERT(count > 0 && host_window_of(address) == window && page % w->grain == 0);
    units_mark(units_of(window), unit, units, false);
    if (unit / 64 < pages.first_free[window]) {
        pages.first_free[window] = (uint32_t)(unit / 64);
    }
    pages_count(window, units * w->grain, -1);
    host_page_drop(window, address, units * w->grain - w->guard);
}

size_t
hw_pages_used(enum hw_window window)
{
    return pages.used[window];
}

void *
hw_window_base(enum hw_window window)
{
    return (void *)host_windows[window].base;
}

size_t
hw_window_size(enum hw_window window)
{
    return host_windows[window].size;
}

size_t
hw_stack_size(void)
{
    return (HOST_STACK_SLOT - HOST_STACK_GUARD) * (size_t)HW_PAGE;
}

void *
hw_stack_alloc(void)
{
    return hw_pages_alloc(HW_STACKS, 1);
}

void
hw_stack_free(void *base)
{
    hw_pages_free(HW_STACKS, base, 1);
}

void
hw_protect(void *address, size_t count, int access)
{
    host_protect(address, count, access);
}

bool
pages_in_use(uint64_t page)
{
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        const struct host_window *w = &host_windows[i];
        uint64_t inside = page - w->offset / HW_PAGE;

        if (i != HW_DIRECT && w->offset != UINT64_MAX && inside < w->size / HW_PAGE) {
            struct units u = units_of(i);

            return u.bits[inside / w->grain / 64] >> (inside / w->grain % 64) & 1;
        }
    }
    return true;
}

bool
pages_next_run(enum hw_window window, size_t *page, size_t *count)
{
    const struct host_window *w = &host_windows[window];
    struct units u = units_of(window);
    size_t from = (*page + w->grain - 1) / w->grain, end;

    from = from < u.count ? units_next(u, from, u.count, true) : u.count;
    if (from == u.count) {
        return false;
    }
    end = w->guard != 0 ? from + 1 : units_next(u, from, u.count, false);
    *page = from * w->grain + w->guard;
    *count = (end - from) * w->grain - w->guard;
    return true;
}
