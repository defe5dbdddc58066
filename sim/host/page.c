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

static struct {
    size_t dirty_count;
    uint64_t dirty[HOST_RAM_PAGES / 64];
    uint64_t guarded[HOST_STACKS / 64];
    uint64_t *poisoned; /* at host_pages_mark */
} page;

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
        if (mprotect(stack - HOST_BYTES(HOST_STACK_GUARD), HOST_BYTES(HOST_STACK_GUARD),
                     PROT_NONE) != 0) {
            host_die("mprotect of a stack's guard: %s", strerror(errno));
        }
    }
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
        host_table_stack(inside / HW_PAGE, pages, false);
        host_protect(address, pages, 3);
    }
    __asan_unpoison_memory_region(address, HOST_BYTES(pages));
    page_clear(address, (w->offset + inside) / HW_PAGE, pages);
}

/* What host_protect changed in pages that nobody uses any more. */
static void
page_usual(enum hw_window which, void *address, size_t pages)
{
    size_t page = ((uintptr_t)address - host_windows[which].base) / HW_PAGE;

    if (which != HW_STACKS && host_table_asked(which, page, pages)) {
        host_table_access(which, page, pages, 3);
    }
}

void
host_page_touch_stack(void *address, size_t pages)
{
    host_page_touch(HW_USER, address, pages);
    host_table_stack(((uintptr_t)address - host_windows[HW_USER].base) / HW_PAGE, pages, true);
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
    if (which != HW_USER) { // there it has to fault
        page_usual(which, address, pages);
        __asan_poison_memory_region(address, HOST_BYTES(pages));
    }
}

bool
host_page_is_clean(uint64_t offset)
{
    return !(page.dirty[offset / HW_PAGE / 64] >> (offset / HW_PAGE % 64) & 1);
}

void
host_page_clean(enum hw_window which, void *address, size_t pages)
{
    const struct host_window *w = &host_windows[which];
    uint64_t first = w->offset / HW_PAGE + ((uintptr_t)address - w->base) / HW_PAGE;

    for (uint64_t i = first; w->offset != UINT64_MAX && i < first + pages; i++) {
        if (!host_page_is_clean(HOST_BYTES(i))) {
            memset(host_direct(HOST_BYTES(i)), 0, HW_PAGE);
            page.dirty[i / 64] &= ~(1ull << (i % 64));
            page.dirty_count--;
        }
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
    enum hw_window which = host_window_of(address);

    SIM_ASSERT(which != HW_WINDOWS && which != HW_STACKS && which != HW_DIRECT);
    host_table_access(which, ((uintptr_t)address - host_windows[which].base) / HW_PAGE, pages,
                      access);
}

/* --- for snapshots ---------------------------------------------------------------------------- */

/* Only AddressSanitizer tells a page that was freed from one that never was in use. */
static void
page_poison(enum hw_window which, size_t number, const uint64_t *was)
{
    const struct host_window *w = &host_windows[which];
    uint64_t ram = w->offset / HW_PAGE + number, bit = 1ull << (ram % 64);
    char *address = (char *)w->base + HOST_BYTES(number);
    bool poisoned = was[ram / 64] & bit;

    if ((page.dirty[ram / 64] & bit) && __asan_address_is_poisoned(address) != poisoned) {
        if (poisoned) {
            __asan_poison_memory_region(address, HW_PAGE);
        } else {
            __asan_unpoison_memory_region(address, HW_PAGE);
        }
    }
}

static const enum hw_window page_kernel[] = {HW_NONPAGED, HW_PAGED, HW_CONTIGUOUS, HW_STACKS};

void
host_pages_mark(void)
{
    for (unsigned i = 0; HOST_ASAN && i < sizeof page_kernel / sizeof page_kernel[0]; i++) {
        const struct host_window *w = &host_windows[page_kernel[i]];

        page.poisoned =
            page.poisoned != NULL ? page.poisoned : host_alloc(HOST_SEARCH, sizeof page.dirty);
        for (size_t number = 0; number < w->size / HW_PAGE; number++) {
            uint64_t ram = w->offset / HW_PAGE + number;

            if (__asan_address_is_poisoned((char *)w->base + HOST_BYTES(number))) {
                page.poisoned[ram / 64] |= 1ull << (ram % 64);
            }
        }
    }
}

void
host_pages_return(void)
{
    for (unsigned i = 0; HOST_ASAN && i < sizeof page_kernel / sizeof page_kernel[0]; i++) {
        for (size_t number = 0; number < host_windows[page_kernel[i]].size / HW_PAGE; number++) {
            page_poison(page_kernel[i], number, page.poisoned);
        }
    }
}

void
host_pages_unmark(void)
{
    host_free(HOST_SEARCH, page.poisoned);
    page.poisoned = NULL;
}

/* --- between boots ---------------------------------------------------------------------------- */

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
    host_table_reset();
    if (page.dirty_count > PAGE_KEEP) {
        page_give_back();
    }
}
