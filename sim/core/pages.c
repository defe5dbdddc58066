/*
 * core/pages.c - which pages of the address windows are in use, and their frame numbers
 *
 *      free --hw_pages_alloc--> in use (zeroed) --hw_pages_free--> free
 *
 * One bit for each unit of a window: a page, 64 KiB of user addresses, or a whole stack slot. The
 * lowest free units that fit are taken, so addresses depend on nothing but the calls made before.
 *
 * Frame numbers are labels. RAM is laid out window after window, but a driver that counts on virtual
 * neighbours being physical neighbours must fail here as it may on a real machine: outside the
 * contiguous window, frame = first + scatter(page), a permutation that is undone by multiplying
 * with the inverses. Frames below 1 MiB do not exist; the contiguous ones come next.
 *
 * Invariants:
 *   G1. A set bit is a unit in use; bits beyond the window's size are set.
 *   G2. No unit below first_free * 64 is free.
 *   G3. used is the number of pages in use, over all windows that are RAM at most limit.
 *
 * Differs from Windows: memory that no window holds cannot run out, so the limit is one number; pages of
 * a paged window are always present.
 */
#include <string.h>

#include "core.h"
#include "pages.h"

enum {
    UNITS_MOST = 0x10000,
    PAGES_LIMIT = 0x10000, /* 256 MiB */
    SCATTER_BITS = 18,
    SCATTER_MASK = (1 << SCATTER_BITS) - 1,
    SCATTER_SHIFT = SCATTER_BITS / 2,
    SCATTER_BY = 0x1a2f5,
    FRAME_SCATTERED = HW_FRAME_FIRST + HOST_CONTIGUOUS_PAGES
};

_Static_assert(1 << SCATTER_BITS == HOST_SCATTERED_PAGES, "scatter permutes all scattered pages");

static struct {
    uint64_t nonpaged[0x8000 / 64], paged[0x4000 / 64], stacks[1024 / 64], mappings[0x8000 / 64];
    uint64_t registers[0x10000 / 64], user[0x2000 / 64], contiguous[HOST_CONTIGUOUS_PAGES / 64];
    uint32_t first_free[HW_WINDOWS];
    size_t used[HW_WINDOWS];
    size_t ram_used, limit;
} pages SIM_STATE;

/* --- bitmaps ---------------------------------------------------------------------------------- */

struct units {
    uint64_t *bits;
    size_t words;
};

static struct units
units_of(enum hw_window window)
{
    switch (window) {
    case HW_NONPAGED:
        return (struct units){pages.nonpaged, sizeof pages.nonpaged / 8};
    case HW_PAGED:
        return (struct units){pages.paged, sizeof pages.paged / 8};
    case HW_STACKS:
        return (struct units){pages.stacks, sizeof pages.stacks / 8};
    case HW_MAPPINGS:
        return (struct units){pages.mappings, sizeof pages.mappings / 8};
    case HW_REGISTERS:
        return (struct units){pages.registers, sizeof pages.registers / 8};
    case HW_USER:
        return (struct units){pages.user, sizeof pages.user / 8};
    case HW_CONTIGUOUS:
        return (struct units){pages.contiguous, sizeof pages.contiguous / 8};
    default:
        SIM_ASSERT(!"pages of this window are not handed out");
        return (struct units){0};
    }
}

/* The next unit from unit on that is free (wanted false) or in use (true); words * 64 without one. */
static size_t
units_next(struct units u, size_t unit, bool wanted)
{
    uint64_t flip = wanted ? 0 : UINT64_MAX;

    for (size_t word = unit / 64; word < u.words; word++) {
        uint64_t bits = u.bits[word] ^ flip;

        if (word == unit / 64) {
            bits &= UINT64_MAX << (unit % 64);
        }
        if (bits != 0) {
            return word * 64 + (size_t)__builtin_ctzll(bits);
        }
    }
    return u.words * 64;
}

/* The lowest run of count free units; words * 64 without one. */
static size_t
units_find(struct units u, size_t from, size_t count)
{
    size_t unit = units_next(u, from, false);

    while (unit < u.words * 64) {
        size_t end = units_next(u, unit, true);

        if (end - unit >= count) {
            return unit;
        }
        unit = units_next(u, end, false);
    }
    return unit;
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
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        const struct host_window *w = &host_windows[i];

        if (i != HW_DIRECT) {
            struct units u = units_of(i);
            size_t whole = w->size / HW_PAGE / w->grain;

            units_mark(u, whole, u.words * 64 - whole, true);
        }
    }
    pages.limit = limit != 0 ? limit : PAGES_LIMIT;
}

void *
hw_pages_alloc(enum hw_window window, size_t count)
{
    const struct host_window *w = &host_windows[window];
    struct units u = units_of(window);
    size_t need = units_for(w, count), unit;
    char *address;

    SIM_ASSERT(count > 0 && (w->guard == 0 || need == 1));
    if (w->offset != UINT64_MAX && pages.ram_used + need * w->grain > pages.limit) {
        return NULL;
    }
    unit = units_find(u, (size_t)pages.first_free[window] * 64, need);
    if (unit == u.words * 64) {
        return NULL;
    }
    units_mark(u, unit, need, true);
    if (need == 1) {
        pages.first_free[window] = (uint32_t)(unit / 64);
    }
    pages_count(window, need * w->grain, 1);
    address = (char *)w->base + (unit * w->grain + w->guard) * HW_PAGE;
    host_page_touch(window, address, need * w->grain - w->guard);
    return address;
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

/* --- frames ----------------------------------------------------------------------------------- */

static uint32_t
scatter(uint32_t page)
{
    page = page * SCATTER_BY & SCATTER_MASK;
    page ^= page >> SCATTER_SHIFT;
    return page * SCATTER_BY & SCATTER_MASK;
}

/* Newton: each step doubles the number of right bits. */
static uint32_t
inverse(uint32_t odd)
{
    uint32_t x = odd;

    for (int i = 0; i < 4; i++) {
        x *= 2 - odd * x;
    }
    return x;
}

static uint32_t
gather(uint32_t label)
{
    label = label * inverse(SCATTER_BY) & SCATTER_MASK;
    label ^= label >> SCATTER_SHIFT;
    return label * inverse(SCATTER_BY) & SCATTER_MASK;
}

static bool
page_in_use(uint64_t page)
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

uint64_t
hw_frame(const void *address)
{
    uint64_t offset = host_window_offset(address), page = offset / HW_PAGE;

    if (offset == UINT64_MAX) {
        return UINT64_MAX;
    }
    if (page < HOST_CONTIGUOUS_PAGES) {
        return HW_FRAME_FIRST + page;
    }
    return FRAME_SCATTERED + scatter((uint32_t)(page - HOST_CONTIGUOUS_PAGES));
}

/* The page of RAM that the frame names; UINT64_MAX when there is none. */
static uint64_t
frame_page(uint64_t frame)
{
    if (frame - HW_FRAME_FIRST < HOST_CONTIGUOUS_PAGES) {
        return frame - HW_FRAME_FIRST;
    }
    if (frame - FRAME_SCATTERED < HOST_SCATTERED_PAGES) {
        return HOST_CONTIGUOUS_PAGES + gather((uint32_t)(frame - FRAME_SCATTERED));
    }
    return UINT64_MAX;
}

void *
hw_frame_address(uint64_t frame)
{
    uint64_t page = frame_page(frame);

    if (page == UINT64_MAX) {
        return NULL;
    }
    if (!page_in_use(page)) {
        host_page_soil(page * HW_PAGE);
    }
    return host_direct(page * HW_PAGE);
}

uint64_t
hw_frame_count(void)
{
    return HOST_RAM_PAGES;
}

void
hw_map_frames(void *address, const uint64_t *frames, size_t count, int access)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t page = frame_page(frames[i]);

        SIM_ASSERT(page != UINT64_MAX);
        host_map((char *)address + i * HW_PAGE, page * HW_PAGE, 1, access);
    }
}

void
hw_unmap_frames(void *address, size_t count)
{
    host_unmap(address, count);
}
