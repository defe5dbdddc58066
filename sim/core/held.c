/*
 * core/held.c - the contents of a snapshot, page by page
 *
 * What is held lies in spans: of a page that can be watched for writes (pieces.c) one or several,
 * elsewhere whatever goes on. Each has an image. Pages that are zero share one.
 *
 * Invariants:
 *   D1. The spans of a page stand next to each other in the list.
 */
#include <string.h>

#include "snapshot.h"

enum { IMAGE_GRAIN = 64 };

static const uint64_t zeroes[HW_PAGE / sizeof(uint64_t)];

struct held held SIM_KEPT;

/* --- what is held ----------------------------------------------------------------------------- */

static char *
page_of(const char *address)
{
    return (char *)((uintptr_t)address & ~(uintptr_t)(HW_PAGE - 1));
}

static bool
is_watchable(const struct piece *piece, const char *page)
{
    size_t inside = (size_t)(page - (char *)piece->watchable.base);

    return inside < piece->watchable.size && piece->watchable.size - inside >= HW_PAGE;
}

/* Of a piece from `at` on: what lies in one page, or up to the next page that can be watched. */
static size_t
span_of(const struct piece *piece, const char *at)
{
    const char *end = page_of(at) + HW_PAGE, *last = piece->live + piece->size;

    while (end < last && !is_watchable(piece, page_of(at)) && !is_watchable(piece, end)) {
        end += HW_PAGE;
    }
    return (size_t)((end < last ? end : last) - at);
}

static void
add_to_page(const struct piece *piece, char *at, size_t size)
{
    char *live = page_of(at);
    struct page *page = held.page_count == 0 ? NULL : &held.pages[held.page_count - 1];

    if (page == NULL || page->live != live) {
        page = &held.pages[held.page_count++];
        *page = (struct page){live, piece->seen + (live - piece->live), held.span_count, 0, false};
    }
    page->count++;
    held.spans[held.span_count++] = (struct span){at, NULL, size};
}

static void
add_piece(const struct piece *piece)
{
    char *end = piece->live + piece->size;
    size_t size;

    for (char *at = piece->live; at < end; at += size) {
        size = span_of(piece, at);
        if (is_watchable(piece, page_of(at))) {
            add_to_page(piece, at, size);
        } else {
            held.others[held.other_count++] = (struct span){at, NULL, size};
        }
    }
}

/* A piece has at most three spans that are no whole pages. */
static void
add_pieces(void)
{
    size_t pieces = 0, pages = 0;
    struct piece *piece = NULL;

    while ((piece = pieces_next(piece)) != NULL) {
        pieces++;
        pages += piece->watchable.size == 0 ? 0 : piece->size / HW_PAGE + 2;
    }
    held.others = host_alloc(HOST_SEARCH, 2 * pieces * sizeof *held.others);
    held.spans = host_alloc(HOST_SEARCH, pages * sizeof *held.spans);
    held.pages = host_alloc(HOST_SEARCH, pages * sizeof *held.pages);
    while ((piece = pieces_next(piece)) != NULL) {
        add_piece(piece);
    }
}

/* --- the contents ----------------------------------------------------------------------------- */

/* Pages that are zero have one image. */
static size_t
image_room(const struct span *span)
{
    if (span->size == HW_PAGE && span->live == page_of(span->live) && pieces_is_zero(span->live)) {
        return 0;
    }
    return (span->size + IMAGE_GRAIN - 1) & ~(size_t)(IMAGE_GRAIN - 1);
}

static size_t
image_size(const struct span *spans, unsigned count)
{
    size_t size = 0;

    for (unsigned i = 0; i < count; i++) {
        size += image_room(&spans[i]);
    }
    return size;
}

static void
copy_spans(struct span *spans, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        size_t room = image_room(&spans[i]);
        char *image = held.image + held.bytes;

        if (room > 0) {
            host_copy(image, spans[i].live, spans[i].size);
        }
        spans[i].image = room > 0 ? image : (const char *)zeroes;
        held.bytes += room;
    }
}

void
held_take(void)
{
    add_pieces();
    held.image = host_alloc(HOST_SEARCH, image_size(held.others, held.other_count) +
                                             image_size(held.spans, held.span_count));
    copy_spans(held.others, held.other_count);
    copy_spans(held.spans, held.span_count);
}

void
held_forget(void)
{
    host_free(HOST_SEARCH, held.image);
    host_free(HOST_SEARCH, held.others);
    host_free(HOST_SEARCH, held.spans);
    host_free(HOST_SEARCH, held.pages);
    memset(&held, 0, sizeof held);
}

size_t
hw_snapshot_bytes(void)
{
    return held.bytes;
}
