/*
 * host/page.c - pages of the windows, into use and out of it
 *
 *      never used (clean) --host_page_touch--> in use (dirty) --host_page_drop--> free (dirty)
 *                                              zero, in use <--host_page_touch--
 *
 * Pages are not returned to Linux one by one: a dirty page is cleared when it goes into use again,
 * so an allocation costs no system call, and a boot nothing for pages that it does not use.
 *
 * Invariants:
 *   W1. A page that is not dirty reads zero.
 *   W2. Pages outside the user, mappings and registers windows are readable and writable, but for
 *       stack guards and what host_protect changed while they were in use.
 *   W3. A page of the user window is accessible only while it is in use.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#include "sanitizer.h"
#include "windowi.h"

enum { PAGE_KEEP = 0x1000 }; /* dirty pages that a reset keeps */

struct range {
    uintptr_t low, high;
};

static struct {
    size_t dirty_count;
    uint64_t dirty[HOST_RAM_PAGES / 64];
    uint64_t guarded[HOST_STACKS / 64];
    struct range changed[HW_WINDOWS]; /* by host_protect */
} page;

static void
page_access(void *address, size_t pages, int access)
{
    if (mprotect(address, HOST_BYTES(pages), access) != 0) {
        host_die("mprotect(%p, %zu pages): %s", address, pages, strerror(errno));
    }
}

/* Clears what was used before; notes that it is used from now on. */
static void
page_clear(char *address, uint64_t first, size_t pages)
{
    for (size_t i = 0; i < pages; i++) {
        uint64_t *word = &page.dirty[(first + i) / 64];
        uint64_t bit = 1ull << ((first + i) % 64);

        if (*word & bit) {
            memset(address + i * HW_PAGE, 0, HW_PAGE);
        } else {
            *word |= bit;
            page.dirty_count++;
        }
    }
}

static void
page_guard(char *stack)
{
    size_t inside = (uintptr_t)stack - host_windows[HW_STACKS].base;
    size_t slot = inside / HOST_BYTES(HOST_STACK_SLOT);
    uint64_t bit = 1ull << (slot % 64);

    host_stack_prepare(stack, HOST_BYTES(HOST_STACK_SLOT - HOST_STACK_GUARD));
    if (!(page.guarded[slot / 64] & bit)) {
        page.guarded[slot / 64] |= bit;
        page_access(stack - HOST_BYTES(HOST_STACK_GUARD), HOST_STACK_GUARD, PROT_NONE);
    }
}

static void
page_change(enum hw_window which, uintptr_t low, uintptr_t high)
{
    struct range *changed = &page.changed[which];

    changed->low = changed->high == 0 || low < changed->low ? low : changed->low;
    changed->high = high > changed->high ? high : changed->high;
}

static bool
page_is_changed(enum hw_window which, uintptr_t address, size_t size)
{
    return address < page.changed[which].high && address + size > page.changed[which].low;
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
        page_guard(address);
    }
    if (which == HW_USER) {
        host_protect(address, pages, 3);
    }
    __asan_unpoison_memory_region(address, HOST_BYTES(pages));
    page_clear(address, (w->offset + inside) / HW_PAGE, pages);
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
    if (host_windows[which].offset == UINT64_MAX) {
        return;
    }
    if (which != HW_USER && page_is_changed(which, (uintptr_t)address, HOST_BYTES(pages))) {
        page_access(address, pages, PROT_READ | PROT_WRITE);
    }
    if (which != HW_USER) { // there it has to fault
        __asan_poison_memory_region(address, HOST_BYTES(pages));
    }
}

void
host_page_soil(uint64_t offset)
{
    uint64_t *word = &page.dirty[offset / HW_PAGE / 64];
    uint64_t bit = 1ull << (offset / HW_PAGE % 64);

    page.dirty_count += (*word & bit) == 0;
    *word |= bit;
}

void
host_protect(void *address, size_t pages, int access)
{
    static const int linux_access[] = {PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE};
    enum hw_window which = host_window_of(address);
    uintptr_t low = (uintptr_t)address;

    SIM_ASSERT(which != HW_WINDOWS && which != HW_STACKS && which != HW_DIRECT);
    page_change(which, low, low + HOST_BYTES(pages));
    page_access(address, pages, linux_access[access & 3]);
}

/* --- between boots ---------------------------------------------------------------------------- */

static void
page_restore_access(void)
{
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        struct range *changed = &page.changed[i];
        bool memory = host_windows[i].offset != UINT64_MAX && i != HW_USER;

        if (changed->high != 0) {
            page_access((void *)changed->low, (changed->high - changed->low) / HW_PAGE,
                        memory ? PROT_READ | PROT_WRITE : PROT_NONE);
            *changed = (struct range){0};
        }
    }
}

/* Much memory was used: gives it back at once. The program's data stays. */
static void
page_give_back(void)
{
    if (fallocate(host_memory_file(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
                  (off_t)HOST_BYTES(HOST_PROGRAM_PAGE)) != 0) {
        host_die("fallocate: %s", strerror(errno));
    }
    memset(page.dirty, 0, sizeof page.dirty);
    page.dirty_count = 0;
}

void
host_windows_reset(void)
{
    host_windows_open();
    host_map_reset();
    page_restore_access();
    if (page.dirty_count > PAGE_KEEP) {
        page_give_back();
    }
}
