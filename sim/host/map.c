/*
 * host/map.c - pages of the user and mappings windows that show other pages of RAM
 *
 * A section view, or an MDL mapped a second time: the same frame at two addresses. The shadow of
 * the page tables is here, so that a frame can be asked for at either address.
 *
 *      own or none --host_map--> shows another page --host_unmap, host_map_reset--> own or none
 *
 * Invariant:
 *   M1. shown[page] is the page of RAM that Linux has mapped there, plus one; 0: the window's own.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "windowi.h"

enum { MAP_USER_PAGES = (HOST_USER_END - HOST_USER_BASE) / HW_PAGE };

static struct {
    uint32_t user[MAP_USER_PAGES];
    uint32_t mappings[HOST_MAP_PAGES];
    size_t count;
} map;

static uint32_t *
map_shown(enum hw_window window, size_t page)
{
    return window == HW_USER ? &map.user[page] : &map.mappings[page];
}

static void
map_pages(enum hw_window window, size_t page, size_t pages, uint64_t offset, int access)
{
    void *at = (void *)(host_windows[window].base + page * HW_PAGE);
    int kind = offset == UINT64_MAX ? MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE : MAP_SHARED;

    if (mmap(at, pages * HW_PAGE, access, kind | MAP_FIXED,
             offset == UINT64_MAX ? -1 : host_memory_file(),
             offset == UINT64_MAX ? 0 : (off_t)offset) != at) {
        host_die("mmap(%p, %zu pages): %s", at, pages, strerror(errno));
    }
}

uint64_t
host_map_offset(enum hw_window window, size_t page)
{
    uint32_t shown = *map_shown(window, page);

    return shown == 0 ? UINT64_MAX : (uint64_t)(shown - 1) * HW_PAGE;
}

void
host_map(void *address, uint64_t offset, size_t pages, int access)
{
    static const int linux_access[] = {PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_WRITE};
    enum hw_window window = host_window_of(address);
    size_t page = ((uintptr_t)address - host_windows[window].base) / HW_PAGE;

    SIM_ASSERT(window == HW_USER || window == HW_MAPPINGS);
    SIM_ASSERT(offset / HW_PAGE + pages <= HOST_RAM_PAGES);
    map_pages(window, page, pages, offset, linux_access[access & 3]);
    for (size_t i = 0; i < pages; i++) {
        map.count += *map_shown(window, page + i) == 0;
        *map_shown(window, page + i) = (uint32_t)(offset / HW_PAGE + i + 1);
    }
}

static void
map_restore(enum hw_window window, size_t page, size_t pages)
{
    uint64_t own = host_windows[window].offset;

    map_pages(window, page, pages, own == UINT64_MAX ? own : own + page * HW_PAGE, PROT_NONE);
    for (size_t i = 0; i < pages; i++) {
        map.count -= *map_shown(window, page + i) != 0;
        *map_shown(window, page + i) = 0;
    }
}

void
host_unmap(void *address, size_t pages)
{
    enum hw_window window = host_window_of(address);
    size_t page = ((uintptr_t)address - host_windows[window].base) / HW_PAGE;
    size_t last = page + pages;

    while (map.count > 0 && page < last) {
        size_t run = 0;

        while (page + run < last && *map_shown(window, page + run) != 0) {
            run++;
        }
        if (run > 0) {
            map_restore(window, page, run);
        }
        page += run + 1;
    }
}

void
host_map_reset(void)
{
    host_unmap((void *)host_windows[HW_USER].base, MAP_USER_PAGES);
    host_unmap((void *)host_windows[HW_MAPPINGS].base, HOST_MAP_PAGES);
}
