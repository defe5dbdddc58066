/*
 * host/window.c - the fixed address windows of the simulated machine, and the memory behind them
 *
 * RAM is one memfd. The user window, the stacks, both pools and the contiguous window are linear pieces
 * of it; the direct map shows all of it. The windows for mappings and registers are address space only
 * (map.c puts pages of RAM there). All are reserved once and kept for the life of the process:
 *
 *      never used (clean) --host_page_touch--> in use (dirty) --host_page_drop--> free (dirty)
 *                                              zero, in use <--host_page_touch--
 *
 * Pages are not returned to Linux one by one: a dirty page is cleared when it goes into use again, so an
 * allocation costs no system call and a boot costs nothing for pages that it does not use.
 *
 * Invariants:
 *   W1. A page that is not dirty reads zero.
 *   W2. Pages outside the user, mappings and registers windows are readable and writable, but for
 *       stack guards and what host_protect changed since the last reset.
 *   W3. A page of the user window is accessible only while it is in use.
 *
 * Which pages are in use is simulated state: sim/core/pages.c.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sanitizer.h"
#include "windowi.h"

enum {
    PAGES_NONPAGED = 0x8000,
    PAGES_PAGED = 0x4000,
    PAGES_STACKS = 0x10000,
    PAGES_USER = 0x20000,
    PAGES_MAPPINGS = 0x8000,
    PAGES_REGISTERS = 0x10000,
    WINDOW_KEEP = 0x1000, /* dirty pages that a reset keeps */
};

#define BYTES(pages) ((uint64_t)(pages) * HW_PAGE)
#define KERNEL(window) (HOST_KERNEL_BASE + ((uintptr_t)(window) << HOST_KERNEL_STRIDE))
#define AT_USER HOST_CONTIGUOUS_PAGES
#define AT_STACKS (AT_USER + PAGES_USER)
#define AT_NONPAGED (AT_STACKS + PAGES_STACKS)
#define AT_PAGED (AT_NONPAGED + PAGES_NONPAGED)

_Static_assert((int)(AT_PAGED + PAGES_PAGED) == (int)HOST_PROGRAM_PAGE, "RAM has no gaps");
_Static_assert((int)PAGES_MAPPINGS == (int)HOST_MAP_PAGES, "map.c has a place for each page");

const struct host_window host_windows[HW_WINDOWS] = {
    [HW_NONPAGED] = {KERNEL(HW_NONPAGED), BYTES(PAGES_NONPAGED), BYTES(AT_NONPAGED), 1, 0},
    [HW_PAGED] = {KERNEL(HW_PAGED), BYTES(PAGES_PAGED), BYTES(AT_PAGED), 1, 0},
    [HW_STACKS] = {KERNEL(HW_STACKS), BYTES(1024 * HOST_STACK_SLOT), BYTES(AT_STACKS),
                   HOST_STACK_SLOT, HOST_STACK_GUARD},
    [HW_MAPPINGS] = {KERNEL(HW_MAPPINGS), BYTES(PAGES_MAPPINGS), UINT64_MAX, 1, 0},
    [HW_REGISTERS] = {KERNEL(HW_REGISTERS), BYTES(PAGES_REGISTERS), UINT64_MAX, 1, 0},
    [HW_USER] = {HOST_USER_BASE, HOST_USER_END - HOST_USER_BASE, BYTES(AT_USER), HOST_USER_GRAIN, 0},
    [HW_DIRECT] = {KERNEL(HW_DIRECT), BYTES(HOST_RAM_PAGES), 0, 1, 0},
    [HW_CONTIGUOUS] = {KERNEL(HW_CONTIGUOUS), BYTES(HOST_CONTIGUOUS_PAGES), 0, 1, 0},
};

struct range {
    uintptr_t low, high;
};

static struct {
    int memory; /* the memfd; 0: windows are not open */
    size_t dirty_count;
    uint64_t dirty[HOST_RAM_PAGES / 64];
    uint64_t guarded[1024 / 64];
    struct range changed[HW_WINDOWS]; /* by host_protect */
} window;

/* --- opening ---------------------------------------------------------------------------------- */

static void
window_map(uintptr_t base, size_t size, int access, int file, uint64_t offset)
{
    int kind = file >= 0 ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS;
    void *at = mmap((void *)base, size, access, kind | MAP_NORESERVE | MAP_FIXED_NOREPLACE, file,
                    (off_t)offset);

    if (at != (void *)base) {
        host_die("libsim needs the addresses %#zx to %#zx of this process, but cannot have them (%s)",
                 (size_t)base, (size_t)base + size - 1,
                 at == MAP_FAILED ? strerror(errno) : "something else is there");
    }
    madvise(at, size, MADV_DONTDUMP);
}

static void
window_reserve(enum hw_window which)
{
    const struct host_window *w = &host_windows[which];
    bool memory = w->offset != UINT64_MAX;

    window_map(w->base, w->size, memory && which != HW_USER ? PROT_READ | PROT_WRITE : PROT_NONE,
               memory ? window.memory : -1, memory ? w->offset : 0);
}

void
host_windows_open(void)
{
    if (window.memory != 0) {
        return;
    }
    window.memory = memfd_create("libsim-ram", MFD_CLOEXEC);
    if (window.memory < 0 || ftruncate(window.memory, (off_t)BYTES(HOST_RAM_PAGES)) != 0) {
        host_die("no memory for the simulated RAM: %s", strerror(errno));
    }
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        window_reserve(i);
    }
}

int
host_memory_file(void)
{
    return window.memory;
}

void *
host_fixed(uint64_t address, size_t size)
{
    static uint64_t known[8];
    unsigned i = 0;

    while (known[i] != 0 && known[i] != address) {
        i++;
        SIM_ASSERT(i < sizeof known / sizeof known[0]);
    }
    if (known[i] == 0) {
        known[i] = address;
        window_map(address, size, PROT_READ | PROT_WRITE, -1, 0);
    }
    return (void *)address;
}

/* --- where an address lies ------------------------------------------------------------------------ */

enum hw_window
host_window_of(const void *address)
{
    uintptr_t a = (uintptr_t)address;
    uintptr_t i = (a - HOST_KERNEL_BASE) >> HOST_KERNEL_STRIDE;

    if (a - HOST_USER_BASE < HOST_USER_END - HOST_USER_BASE) {
        return HW_USER;
    }
    return i < HW_WINDOWS && a - host_windows[i].base < host_windows[i].size ? (enum hw_window)i
                                                                             : HW_WINDOWS;
}

uint64_t
host_window_offset(const void *address)
{
    enum hw_window i = host_window_of(address);
    size_t inside;
    uint64_t shown;

    if (i == HW_WINDOWS) {
        return host_program_ram(address);
    }
    inside = (uintptr_t)address - host_windows[i].base;
    if (i == HW_USER || i == HW_MAPPINGS) {
        shown = host_map_offset(i, inside / HW_PAGE);
        if (shown != UINT64_MAX) {
            return shown + inside % HW_PAGE;
        }
    }
    return host_windows[i].offset == UINT64_MAX ? UINT64_MAX : host_windows[i].offset + inside;
}

void *
host_direct(uint64_t offset)
{
    return (void *)(host_windows[HW_DIRECT].base + offset);
}

/* --- pages into use and out of it ------------------------------------------------------------------- */

static void
window_access(void *address, size_t pages, int access)
{
    if (mprotect(address, BYTES(pages), access) != 0) {
        host_die("mprotect(%p, %zu pages): %s", address, pages, strerror(errno));
    }
}

/* Clears what was used before; notes that it is used from now on. */
static void
window_clear(char *address, uint64_t first, size_t pages)
{
    for (size_t i = 0; i < pages; i++) {
        uint64_t *word = &window.dirty[(first + i) / 64];
        uint64_t bit = 1ull << ((first + i) % 64);

        if (*word & bit) {
            memset(address + i * HW_PAGE, 0, HW_PAGE);
        } else {
            *word |= bit;
            window.dirty_count++;
        }
    }
}

static void
window_guard(char *stack)
{
    size_t slot = (size_t)((uintptr_t)stack - host_windows[HW_STACKS].base) / BYTES(HOST_STACK_SLOT);
    uint64_t bit = 1ull << (slot % 64);

    host_stack_prepare(stack, BYTES(HOST_STACK_SLOT - HOST_STACK_GUARD));
    if (!(window.guarded[slot / 64] & bit)) {
        window.guarded[slot / 64] |= bit;
        window_access(stack - BYTES(HOST_STACK_GUARD), HOST_STACK_GUARD, PROT_NONE);
    }
}

static void
window_change(enum hw_window which, uintptr_t low, uintptr_t high)
{
    struct range *changed = &window.changed[which];

    changed->low = changed->high == 0 || low < changed->low ? low : changed->low;
    changed->high = high > changed->high ? high : changed->high;
}

void
host_page_touch(enum hw_window which, void *address, size_t pages)
{
    const struct host_window *w = &host_windows[which];
    size_t inside = (uintptr_t)address - w->base;

    if (w->offset == UINT64_MAX) {
        return;
    }
    if (which == HW_STACKS) {
        window_guard(address);
    }
    if (which == HW_USER) {
        host_protect(address, pages, 3);
    }
    __asan_unpoison_memory_region(address, BYTES(pages));
    window_clear(address, (w->offset + inside) / HW_PAGE, pages);
}

void
host_page_drop(enum hw_window which, void *address, size_t pages)
{
    if (which == HW_USER || which == HW_MAPPINGS) {
        host_unmap(address, pages);
    }
    if (which == HW_USER) {
        host_protect(address, pages, 0);
    }
    if (host_windows[which].offset != UINT64_MAX) {
        __asan_poison_memory_region(address, BYTES(pages));
    }
}

void
host_page_soil(uint64_t offset)
{
    uint64_t *word = &window.dirty[offset / HW_PAGE / 64];
    uint64_t bit = 1ull << (offset / HW_PAGE % 64);

    window.dirty_count += (*word & bit) == 0;
    *word |= bit;
}

void
host_protect(void *address, size_t pages, int access)
{
    static const int linux_access[] = {PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE};
    enum hw_window which = host_window_of(address);
    uintptr_t low = (uintptr_t)address;

    SIM_ASSERT(which != HW_WINDOWS && which != HW_STACKS && which != HW_DIRECT);
    window_change(which, low, low + BYTES(pages));
    window_access(address, pages, linux_access[access & 3]);
}

/* --- between boots ------------------------------------------------------------------------------------ */

static void
window_restore_access(void)
{
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        struct range *changed = &window.changed[i];
        bool memory = host_windows[i].offset != UINT64_MAX && i != HW_USER;

        if (changed->high != 0) {
            window_access((void *)changed->low, (changed->high - changed->low) / HW_PAGE,
                          memory ? PROT_READ | PROT_WRITE : PROT_NONE);
            *changed = (struct range){0};
        }
    }
}

/* Much memory was used: gives it back at once. The program's data stays. */
static void
window_give_back(void)
{
    if (fallocate(window.memory, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
                  (off_t)BYTES(HOST_PROGRAM_PAGE)) != 0) {
        host_die("fallocate: %s", strerror(errno));
    }
    memset(window.dirty, 0, sizeof window.dirty);
    window.dirty_count = 0;
}

void
host_windows_reset(void)
{
    host_windows_open();
    host_map_reset();
    window_restore_access();
    if (window.dirty_count > WINDOW_KEEP) {
        window_give_back();
    }
}
