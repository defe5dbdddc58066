/*
 * core/hidden.c - user pages in a snapshot
 *
 * A page of user memory is held once, where its RAM is: not when it shows what is held elsewhere,
 * and not as a part of a stack, which alive.c looks at. Much of it is hidden: reserved, or the rest
 * of 64 KiB, zero, and nobody can touch it. Of such a page only that is known, and a restore clears
 * it if it was opened since.
 */
#include <string.h>

#include "pages.h"
#include "snapshot.h"

static struct {
    uint32_t *pages;
    unsigned count, room;
} hidden SIM_KEPT;

static bool
is_in_one(const struct hw_range *ranges, unsigned count, const char *address)
{
    for (unsigned i = 0; i < count; i++) {
        if ((size_t)(address - (char *)ranges[i].base) < ranges[i].size) {
            return true;
        }
    }
    return false;
}

/* Reserved, or the rest of 64 KiB: a zero page that nobody can touch. */
static bool
is_hidden(size_t page)
{
    uint64_t offset = host_windows[HW_USER].offset + page * HW_PAGE;

    return host_table_forbids(HW_USER, page) &&
           (host_page_is_clean(offset) || pieces_is_zero(host_direct(offset)));
}

static void
hidden_add(size_t page)
{
    hidden.pages = pieces_grown(hidden.pages, sizeof *hidden.pages, hidden.count, &hidden.room);
    hidden.pages[hidden.count++] = (uint32_t)page;
}

static void
add_user_page(size_t page)
{
    char *address = (char *)hw_window_base(HW_USER) + page * HW_PAGE;

    if (is_hidden(page)) {
        hidden_add(page);
    } else if (host_map_offset(HW_USER, page) == UINT64_MAX) {
        pieces_add_ram(address, HW_PAGE, false);
    } // else it shows what is held elsewhere
}

void
hidden_add_user(const struct hw_range *stacks, unsigned count)
{
    size_t pages;

    for (size_t page = 0; pages_next_run(HW_USER, &page, &pages); page += pages) {
        for (size_t i = page; i < page + pages; i++) {
            if (!is_in_one(stacks, count, (char *)hw_window_base(HW_USER) + i * HW_PAGE)) {
                add_user_page(i);
            }
        }
    }
}

void
hidden_clear(void)
{
    for (unsigned i = 0; i < hidden.count; i++) {
        size_t page = hidden.pages[i];

        if (host_table_opened(page)) {
            memset(host_direct(host_windows[HW_USER].offset + page * HW_PAGE), 0, HW_PAGE);
        }
    }
}

void
hidden_forget(void)
{
    host_free(HOST_SEARCH, hidden.pages);
    memset(&hidden, 0, sizeof hidden);
}
