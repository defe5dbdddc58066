/*
 * host/window.c - the fixed address windows of the simulated machine, and the memory behind them
 *
 * RAM is one memfd. The user window, the stacks, both pools and the contiguous window are linear
 * pieces of it; the direct map shows all of it. The windows for mappings and registers are address
 * space only (map.c puts pages of RAM there). All are reserved once and kept for the life of the
 * process. What happens to their pages is in page.c, which pages are in use in sim/core/pages.c.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sanitizer.h"
#include "windowi.h"

enum {
    PAGES_NONPAGED = HOST_NONPAGED_PAGES,
    PAGES_PAGED = HOST_PAGED_PAGES,
    PAGES_STACKS = 0x10000,
    PAGES_SLOTS = HOST_STACKS * HOST_STACK_SLOT,
    PAGES_USER = 0x20000,
    PAGES_MAPPINGS = 0x8000,
    PAGES_REGISTERS = 0x10000,
};

#define KERNEL(window) (HOST_KERNEL_BASE + ((uintptr_t)(window) << HOST_KERNEL_STRIDE))
#define AT_USER        HOST_CONTIGUOUS_PAGES
#define AT_STACKS      (AT_USER + PAGES_USER)
#define AT_NONPAGED    (AT_STACKS + PAGES_STACKS)
#define AT_PAGED       (AT_NONPAGED + PAGES_NONPAGED)

_Static_assert((int)(AT_PAGED + PAGES_PAGED) == (int)HOST_PROGRAM_PAGE, "RAM has no gaps");
_Static_assert((int)PAGES_SLOTS <= (int)PAGES_STACKS, "the largest stacks fit");
_Static_assert((int)PAGES_MAPPINGS == (int)HOST_MAP_PAGES, "table.c has a place for each page");

const struct host_window host_windows[HW_WINDOWS] = {
    [HW_NONPAGED] = {KERNEL(HW_NONPAGED), HOST_BYTES(PAGES_NONPAGED), HOST_BYTES(AT_NONPAGED), 1,
                     0},
    [HW_PAGED] = {KERNEL(HW_PAGED), HOST_BYTES(PAGES_PAGED), HOST_BYTES(AT_PAGED), 1, 0},
    [HW_STACKS] = {KERNEL(HW_STACKS), HOST_BYTES(PAGES_SLOTS), HOST_BYTES(AT_STACKS),
                   HOST_STACK_SLOT, HOST_STACK_GUARD},
    [HW_MAPPINGS] = {KERNEL(HW_MAPPINGS), HOST_BYTES(PAGES_MAPPINGS), UINT64_MAX, 1, 0},
    [HW_REGISTERS] = {KERNEL(HW_REGISTERS), HOST_BYTES(PAGES_REGISTERS), UINT64_MAX, 1, 0},
    [HW_USER] = {HOST_USER_BASE, HOST_USER_END - HOST_USER_BASE, HOST_BYTES(AT_USER),
                 HOST_USER_GRAIN, 0},
    [HW_DIRECT] = {KERNEL(HW_DIRECT), HOST_BYTES(HOST_RAM_PAGES), 0, 1, 0},
    [HW_CONTIGUOUS] = {KERNEL(HW_CONTIGUOUS), HOST_BYTES(HOST_CONTIGUOUS_PAGES), 0, 1, 0},
};

static int window_memory; /* the memfd; 0: windows are not open */

/* --- opening ---------------------------------------------------------------------------------- */

static void
window_map(uintptr_t base, size_t size, int access, int file, uint64_t offset)
{
    int kind = file >= 0 ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS;
    void *at = mmap((void *)base, size, access, kind | MAP_NORESERVE | MAP_FIXED_NOREPLACE, file,
                    (off_t)offset);

    if (at != (void *)base) {
        host_die(
            "libsim needs the addresses %#zx to %#zx of this process, which it cannot have (%s)",
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
               memory ? window_memory : -1, memory ? w->offset : 0);
}

void
host_windows_open(void)
{
    if (window_memory != 0) {
        return;
    }
    window_memory = memfd_create("libsim-ram", MFD_CLOEXEC);
    if (window_memory < 0 || ftruncate(window_memory, (off_t)HOST_BYTES(HOST_RAM_PAGES)) != 0) {
        host_die("no memory for the simulated RAM: %s", strerror(errno));
    }
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        window_reserve(i);
    }
}

int
host_memory_file(void)
{
    return window_memory;
}

void *
host_fixed(uint64_t address, size_t size)
{
    static struct {
        uint64_t address;
        size_t size;
    } known[16];
    unsigned i = 0;

    while (known[i].address != 0 && known[i].address != address) {
        i++;
        SIM_ASSERT(i < sizeof known / sizeof known[0]);
    }
    if (known[i].address == 0) {
        known[i].address = address;
        known[i].size = size;
        window_map(address, size, PROT_READ | PROT_WRITE, -1, 0);
    }
    SIM_ASSERT(known[i].size == size); /* two owners of one address */
    return (void *)address;
}

/* --- where an address lies -------------------------------------------------------------------- */

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
