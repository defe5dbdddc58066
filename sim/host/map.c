/*
 * host/map.c - pages of the user and mappings windows that show other pages of RAM
 *
 * A section view, or an MDL mapped a second time: the same frame at two addresses. Which page shows
 * which is in table.c, so that a frame can be asked for at either address.
 *
 *      own or none --host_map--> shows another page --host_unmap, power-on--> own or none
 */
#include "windowi.h"

static size_t
map_page(enum hw_window window, const void *address)
{
    SIM_ASSERT(window == HW_USER || window == HW_MAPPINGS);
    return ((uintptr_t)address - host_windows[window].base) / HW_PAGE;
}

void
host_map(void *address, uint64_t offset, size_t pages, int access)
{
    enum hw_window window = host_window_of(address);

    SIM_ASSERT(offset / HW_PAGE + pages <= HOST_RAM_PAGES);
    host_table_show(window, map_page(window, address), pages, offset, access);
}

void
host_unmap(void *address, size_t pages)
{
    enum hw_window window = host_window_of(address);
    size_t page = map_page(window, address), last = page + pages;

    while (page < last && host_table_asked(window, page, last - page)) {
        size_t run = 0;

        while (page + run < last && host_map_offset(window, page + run) != UINT64_MAX) {
            run++;
        }
        if (run > 0) {
            host_table_show(window, page, run, UINT64_MAX, 0);
        }
        page += run + 1;
    }
}
