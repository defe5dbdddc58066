/*
 * host/table.c - what Linux shows at each page of the windows: the shadow of its page tables
 *
 * A page of a window shows its own page of RAM (or nothing, where the window is only addresses)
 * with its window's usual access, unless somebody asked for another: a protection (page.c), or
 * another page of RAM in its place (map.c). What was asked for is noted here, so that Linux is not
 * asked for what is there already, a frame is known at either of its addresses, and all of it can
 * be undone: back to power-on, or back to the mark that a snapshot sets.
 *
 *      usual <--host_table_reset-- as asked for --host_table_return--> as at host_table_mark
 *
 * Invariants:
 *   T1. An entry is (page of RAM that is shown + 1, or 0) * 4 + (access ^ the usual access).
 *   T2. Outside of asked every entry is 0; outside of changed it is what it was at the mark.
 *
 * Stack guards are not in it: they are for good. Pages of user threads' stacks stay accessible when
 * they are free, or a thread more or less would cost system calls.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "windowi.h"

enum { TABLE_USER = (HOST_USER_END - HOST_USER_BASE) / HW_PAGE, TABLE_USUAL = 3 };

struct range {
    size_t low, high; /* pages */
};

static struct {
    uint32_t user[TABLE_USER], nonpaged[HOST_NONPAGED_PAGES], paged[HOST_PAGED_PAGES];
    uint32_t mappings[HOST_MAP_PAGES], contiguous[HOST_CONTIGUOUS_PAGES];
    struct range asked[HW_WINDOWS], changed[HW_WINDOWS];
    bool any_changed;
    /* User pages that could be touched since the mark; those of stacks; those of them that Linux
       shows although nobody asked for it. */
    uint64_t opened[TABLE_USER / 64 + 1], stacks[TABLE_USER / 64 + 1], loose[TABLE_USER / 64 + 1];
    uint32_t *mark[HW_WINDOWS]; /* of the pages in marked_at; NULL: all were 0 */
    struct range marked_at[HW_WINDOWS];
} table;

static uint32_t *
table_of(enum hw_window window)
{
    switch (window) {
    case HW_USER:
        return table.user;
    case HW_NONPAGED:
        return table.nonpaged;
    case HW_PAGED:
        return table.paged;
    case HW_MAPPINGS:
        return table.mappings;
    case HW_CONTIGUOUS:
        return table.contiguous;
    default:
        SIM_ASSERT(!"pages of this window are as they are");
        return NULL;
    }
}

static uint32_t
table_usual(enum hw_window window)
{
    return window == HW_USER || window == HW_MAPPINGS ? 0 : TABLE_USUAL;
}

static void
range_add(struct range *range, size_t low, size_t high)
{
    range->low = range->high == 0 || low < range->low ? low : range->low;
    range->high = high > range->high ? high : range->high;
}

static void
table_will_change(enum hw_window window, size_t page, size_t pages)
{
    range_add(&table.asked[window], page, page + pages);
    range_add(&table.changed[window], page, page + pages);
    table.any_changed = true;
}

/* --- asking Linux ----------------------------------------------------------------------------- */

static const int table_linux[] = {PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE};

static void
table_protect(enum hw_window window, size_t page, size_t pages, uint32_t access)
{
    void *at = (void *)(host_windows[window].base + page * HW_PAGE);

    host_watch_pass(at, pages);
    if (mprotect(at, HOST_BYTES(pages), table_linux[access]) != 0) {
        host_die("mprotect(%p, %zu pages): %s", at, pages, strerror(errno));
    }
}

static void
table_map(enum hw_window window, size_t page, size_t pages, uint32_t entry)
{
    void *at = (void *)(host_windows[window].base + page * HW_PAGE);
    uint64_t offset = host_windows[window].offset;
    int kind = MAP_SHARED, file = host_memory_file();

    if (entry >> 2 != 0) {
        offset = HOST_BYTES((entry >> 2) - 1);
    } else if (offset != UINT64_MAX) {
        offset += HOST_BYTES(page);
    } else {
        kind = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
        file = -1;
        offset = 0;
    }
    host_watch_pass(at, pages);
    if (file >= 0) {
        host_watch_pass(host_direct(offset), pages);
    }
    if (mmap(at, HOST_BYTES(pages), table_linux[(entry & 3) ^ table_usual(window)],
             kind | MAP_FIXED, file, (off_t)offset) != at) {
        host_die("mmap(%p, %zu pages): %s", at, pages, strerror(errno));
    }
}

static bool
bit_get(const uint64_t *bits, size_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

static void
bit_set(uint64_t *bits, size_t i, bool value)
{
    bits[i / 64] = (bits[i / 64] & ~(1ull << (i % 64))) | (uint64_t)value << (i % 64);
}

/* Pages of the user window that can be touched now. */
static void
table_open(enum hw_window window, size_t page, size_t pages, int access)
{
    for (size_t i = page; window == HW_USER && access != 0 && i < page + pages; i++) {
        bit_set(table.opened, i, true);
    }
}

/* What Linux has there. */
static uint32_t
table_has(enum hw_window window, size_t page)
{
    return window == HW_USER && bit_get(table.loose, page)
               ? TABLE_USUAL
               : (table_of(window)[page] & 3) ^ table_usual(window);
}

/* True: the page need not be closed, or is open already. */
static bool
table_loosely(enum hw_window window, size_t page, uint32_t access)
{
    uint32_t has = table_has(window, page);
    bool loose =
        window == HW_USER && access == 0 && has == TABLE_USUAL && bit_get(table.stacks, page);

    if (loose || has == access) {
        if (window == HW_USER) {
            bit_set(table.loose, page, loose);
        }
        return true;
    }
    return false;
}

/* Linux was told about each of them. */
static void
table_tight(enum hw_window window, size_t page, size_t pages)
{
    for (size_t i = page; window == HW_USER && i < page + pages; i++) {
        bit_set(table.loose, i, false);
    }
}

void
host_table_stack(size_t page, size_t pages, bool stack)
{
    for (size_t i = page; i < page + pages; i++) {
        bit_set(table.stacks, i, stack && !HOST_ASAN);
    }
}

bool
host_table_opened(size_t page)
{
    return bit_get(table.opened, page);
}

bool
host_table_forbids(enum hw_window window, size_t page)
{
    return ((table_of(window)[page] & 3) ^ table_usual(window)) == 0;
}

/* --- changes ---------------------------------------------------------------------------------- */

void
host_table_access(enum hw_window window, size_t page, size_t pages, int access)
{
    uint32_t *entry = table_of(window) + page, want = (uint32_t)(access & 3) ^ table_usual(window);
    bool same = true, done = true;

    for (size_t i = 0; i < pages && same; i++) {
        same = (entry[i] & 3) == want;
    }
    if (same) {
        return;
    }
    table_will_change(window, page, pages);
    table_open(window, page, pages, access);
    for (size_t i = 0; i < pages; i++) {
        done &= table_loosely(window, page + i, (uint32_t)access & 3);
    }
    for (size_t i = 0; i < pages; i++) {
        entry[i] = (entry[i] & ~(uint32_t)3) | want;
    }
    if (!done) {
        table_tight(window, page, pages);
        table_protect(window, page, pages, (uint32_t)access & 3);
    }
}

void
host_table_show(enum hw_window window, size_t page, size_t pages, uint64_t offset, int access)
{
    uint32_t *entry = table_of(window) + page;
    uint32_t first = offset == UINT64_MAX ? 0 : (uint32_t)(offset / HW_PAGE + 1) << 2;
    uint32_t bits = (uint32_t)(access & 3) ^ table_usual(window);

    table_will_change(window, page, pages);
    table_open(window, page, pages, access);
    table_tight(window, page, pages);
    table_map(window, page, pages, first | bits);
    for (size_t i = 0; i < pages; i++) {
        entry[i] = (first == 0 ? 0 : first + ((uint32_t)i << 2)) | bits;
    }
}

uint64_t
host_map_offset(enum hw_window window, size_t page)
{
    uint32_t shown = table_of(window)[page] >> 2;

    return shown == 0 ? UINT64_MAX : HOST_BYTES(shown - 1);
}

bool
host_table_is_usual(const void *address)
{
    enum hw_window window = host_window_of(address);

    return table_of(window)[((uintptr_t)address - host_windows[window].base) / HW_PAGE] == 0;
}

void
host_table_pass_shown(void)
{
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        for (size_t page = table.asked[i].low; page < table.asked[i].high; page++) {
            if (table_of(i)[page] >> 2 != 0) {
                host_watch_pass(host_direct(host_map_offset(i, page)), 1);
            }
        }
    }
}

bool
host_table_asked(enum hw_window window, size_t page, size_t pages)
{
    return page < table.asked[window].high && page + pages > table.asked[window].low;
}

/* --- going back ------------------------------------------------------------------------------- */

static uint32_t
table_wanted(enum hw_window window, size_t page)
{
    const struct range *at = &table.marked_at[window];

    return table.mark[window] != NULL && page - at->low < at->high - at->low
               ? table.mark[window][page - at->low]
               : 0;
}

/* How many pages, from this one on, one call of Linux's changes into what is wanted. */
static size_t
table_run(enum hw_window window, size_t page, size_t end)
{
    const uint32_t *entry = table_of(window);
    uint32_t first = table_wanted(window, page), step = first >> 2 != 0 ? 4 : 0;
    bool maps = (entry[page] ^ first) >> 2 != 0;
    size_t n = 1;

    while (page + n < end) {
        uint32_t want = table_wanted(window, page + n);

        if (entry[page + n] == want || maps != ((entry[page + n] ^ want) >> 2 != 0) ||
            (maps ? want != first + n * step : (want & 3) != (first & 3))) {
            break;
        }
        n++;
    }
    return n;
}

static void
table_apply(enum hw_window window, size_t page, size_t pages, uint32_t want)
{
    table_tight(window, page, pages);
    if ((table_of(window)[page] ^ want) >> 2 != 0) {
        table_map(window, page, pages, want);
    } else {
        table_protect(window, page, pages, (want & 3) ^ table_usual(window));
    }
}

static void
table_undo(enum hw_window window, struct range range)
{
    uint32_t *entry = table_of(window);
    size_t page = range.low;

    while (page < range.high) {
        uint32_t want = table_wanted(window, page);
        bool maps = (entry[page] ^ want) >> 2 != 0;
        size_t n = 1;

        if (entry[page] != want &&
            (maps || !table_loosely(window, page, (want & 3) ^ table_usual(window)))) {
            n = table_run(window, page, range.high);
            table_apply(window, page, n, want);
        }
        for (size_t end = page + n; page < end; page++) {
            entry[page] = table_wanted(window, page);
        }
    }
}

void
host_table_return(void)
{
    for (unsigned i = 0; i < HW_WINDOWS && table.any_changed; i++) {
        if (table.changed[i].high != 0) {
            table_undo(i, table.changed[i]);
            table.changed[i] = (struct range){0};
        }
    }
    if (table.any_changed) {
        memset(table.opened, 0, sizeof table.opened);
    }
    table.any_changed = false;
}

bool
host_table_changed(void)
{
    return table.any_changed;
}

void
host_table_unmark(void)
{
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        host_free(HOST_SEARCH, table.mark[i]);
        table.mark[i] = NULL;
        table.changed[i] = table.asked[i];
    }
    table.any_changed = true;
}

void
host_table_mark(void)
{
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        struct range at = table.asked[i];
        size_t bytes = (at.high - at.low) * sizeof(uint32_t);

        table.marked_at[i] = at;
        table.changed[i] = (struct range){0};
        if (bytes != 0) {
            table.mark[i] = host_alloc(HOST_SEARCH, bytes);
            memcpy(table.mark[i], table_of(i) + at.low, bytes);
        }
    }
    memset(table.opened, 0, sizeof table.opened);
    table.any_changed = false;
}

void
host_table_reset(void)
{
    host_table_unmark();
    host_table_return();
    memset(table.asked, 0, sizeof table.asked);
}
