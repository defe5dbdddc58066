/*
 * core/changed.c - where a run has left something
 *
 * A run changes little, and mostly the same. So a restore compares memory with its image and writes
 * only what differs; and after some restores it stops comparing most:
 *
 *      hot --CHANGED_LOOK restores without a difference--> cold: write-protected (host/watch.c)
 *          <--------------the first write-----------------
 *
 * A restore looks at hot pages and at what lies in no page that can be watched. In the long run no
 * page becomes hot any more, and there is no fault and no system call. Where nothing can be watched
 * all pages stay hot.
 *
 * Invariants:
 *   C1. What is held of a cold page is as its image.
 *   C2. Nobody changes access or mapping of a cold page unnoticed (X1 in host/watch.c).
 */
#include <string.h>

#include "snapshot.h"

enum { CHANGED_LOOK = 16 };

static struct {
    uint32_t *hot;     /* indices of held.pages */
    uint32_t *watched; /* likewise, by number in host/watch.c */
    unsigned hot_count, noticed, restores;
} changed SIM_KEPT;

static void
all_are_hot(void)
{
    for (unsigned i = 0; i < held.page_count; i++) {
        changed.hot[i] = i;
    }
    changed.hot_count = held.page_count;
}

/* All room is made here: a restore takes no memory. */
void
changed_begin(void)
{
    changed.hot = host_alloc(HOST_SEARCH, held.page_count * sizeof *changed.hot);
    changed.watched = host_alloc(HOST_SEARCH, held.page_count * sizeof *changed.watched);
    host_watch_reserve(held.page_count);
    all_are_hot();
}

void
changed_end(void)
{
    host_watch_release();
    host_free(HOST_SEARCH, changed.hot);
    host_free(HOST_SEARCH, changed.watched);
    memset(&changed, 0, sizeof changed);
}

/* --- hot and cold ----------------------------------------------------------------------------- */

/* A page of a window is shown in the direct map, too; so is the program's data. */
static void *
other_address(const struct page *page)
{
    uint64_t offset = host_window_offset(page->live);

    if (page->seen != page->live) {
        return page->seen;
    }
    return offset == UINT64_MAX ? NULL : host_direct(offset);
}

static bool
can_be_cold(const struct page *page)
{
    return !page->differed && (page->seen == page->live || host_table_is_usual(page->seen));
}

static void
begin_to_watch(void)
{
    changed.hot_count = changed.noticed = 0;
    for (unsigned i = 0; i < held.page_count; i++) {
        struct page *page = &held.pages[i];

        if (can_be_cold(page)) {
            changed.watched[host_watch_add(page->live, other_address(page))] = i;
        } else {
            changed.hot[changed.hot_count++] = i;
        }
    }
    if (host_watch_begin()) {
        host_table_pass_shown();
    }
}

/* Pages that were written to in this run; all of them, if they are not watched any more. */
static void
notice(void)
{
    const uint32_t *written;
    unsigned count = host_watch_written(&written);

    while (host_watch_is_on() && changed.noticed < count) {
        changed.hot[changed.hot_count++] = changed.watched[written[changed.noticed++]];
    }
    if (!host_watch_is_on() && changed.hot_count != held.page_count) {
        all_are_hot();
    }
}

static void
undo_page(struct page *page)
{
    for (uint32_t i = 0; i < page->count; i++) {
        const struct span *span = &held.spans[page->first + i];

        page->differed |= host_copy_back(span->live, span->image, span->size);
    }
}

void
changed_undo(void)
{
    notice();
    for (unsigned i = 0; i < held.other_count; i++) {
        host_copy_back(held.others[i].live, held.others[i].image, held.others[i].size);
    }
    for (unsigned i = 0; i < changed.hot_count; i++) {
        undo_page(&held.pages[changed.hot[i]]);
    }
    if (++changed.restores == CHANGED_LOOK && host_watch_is_possible()) {
        begin_to_watch();
    }
}

size_t
changed_bytes(void)
{
    size_t bytes = 0;

    for (unsigned i = 0; i < held.other_count; i++) {
        bytes += held.others[i].size;
    }
    for (unsigned i = 0; i < changed.hot_count; i++) {
        const struct page *page = &held.pages[changed.hot[i]];

        for (uint32_t span = 0; span < page->count; span++) {
            bytes += held.spans[page->first + span].size;
        }
    }
    return bytes;
}
