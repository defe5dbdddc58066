/*
 * core/pieces.c - the memory that a snapshot holds
 *
 * Everything that a run can change is in a few places: SIM_STATE, the windows, modules, the
 * program's data. Stacks are held from where each was left (alive.c).
 *
 * Invariants:
 *   N1. Pieces do not overlap, and no piece is memory that the host itself keeps something in.
 *   N2. A piece of RAM is written at an address that is always accessible.
 *   N3. What can be watched is no stack (Linux writes there), no user memory (whose access changes
 *       with the process) and nothing of the host's.
 *
 * What is below the live part of a stack, and in pages that are free, is not held: code that
 * reads what it never wrote may see what another run left.
 */
#include <string.h>

#include "pages.h"
#include "snapshot.h"

enum { PIECES_FIRST = 64 };

static struct {
    struct piece *list;
    unsigned count, room;
} pieces SIM_KEPT;

/* --- the list --------------------------------------------------------------------------------- */

void *
pieces_grown(void *array, size_t size, unsigned count, unsigned *room)
{
    void *larger;

    if (count < *room) {
        return array;
    }
    *room = *room == 0 ? PIECES_FIRST : 2 * *room;
    larger = host_alloc(HOST_SEARCH, *room * size);
    if (count > 0) {
        memcpy(larger, array, count * size);
    }
    host_free(HOST_SEARCH, array);
    return larger;
}

static bool
goes_on(const struct piece *piece, const struct piece *next)
{
    return piece->live + piece->size == next->live && piece->seen + piece->size == next->seen;
}

static void
add(struct piece piece)
{
    struct piece *last = pieces.count == 0 ? NULL : &pieces.list[pieces.count - 1];

    if (piece.size == 0) {
        return;
    }
    if (last != NULL && piece.watchable.size == 0 && last->watchable.size == 0 &&
        goes_on(last, &piece)) {
        last->size += piece.size;
        return;
    }
    pieces.list = pieces_grown(pieces.list, sizeof *pieces.list, pieces.count, &pieces.room);
    pieces.list[pieces.count++] = piece;
}

/* What AddressSanitizer notes about memory in a window. */
static void
add_shadow(void *seen, size_t size)
{
    void *shadow;
    size_t shadow_size;

    if (host_shadow(seen, size, &shadow, &shadow_size)) {
        add((struct piece){.live = shadow, .seen = shadow, .size = shadow_size});
    }
}

void
pieces_add_ram(void *seen, size_t size, bool watchable)
{
    void *live = host_direct(host_window_offset(seen));

    alive_scan(live, size);
    add((struct piece){live, seen, size, {live, watchable ? size : 0}});
    add_shadow(seen, size);
}

void
pieces_add_data(void *live, size_t size, struct hw_range data)
{
    alive_scan(live, size);
    add((struct piece){live, live, size, data});
}

struct piece *
pieces_next(struct piece *piece)
{
    piece = piece == NULL ? pieces.list : piece + 1;
    return piece < pieces.list + pieces.count ? piece : NULL;
}

void
pieces_forget(void)
{
    host_free(HOST_SEARCH, pieces.list);
    memset(&pieces, 0, sizeof pieces);
}

/* For valgrind: what was written at one address is defined at the other. */
void
pieces_are_defined(void)
{
    for (unsigned i = 0; i < pieces.count; i++) {
        host_defined(pieces.list[i].seen, pieces.list[i].size);
    }
}

bool
pieces_is_zero(const void *page)
{
    for (size_t i = 0; i < HW_PAGE / sizeof(uint64_t); i++) {
        if (host_peek((const uint64_t *)page + i) != 0) {
            return false;
        }
    }
    return true;
}

/* --- what there is ---------------------------------------------------------------------------- */

static void
add_window(enum hw_window window)
{
    size_t count;

    for (size_t page = 0; pages_next_run(window, &page, &count); page += count) {
        pieces_add_ram((char *)hw_window_base(window) + page * HW_PAGE, count * HW_PAGE, true);
    }
}

static void
add_images(void)
{
    void *base;
    size_t size;

    for (unsigned i = 0; host_module_data(i, &base, &size); i++) {
        pieces_add_data(base, size, (struct hw_range){base, size});
    }
    for (size_t i = 0; host_program_data(i, &base, &size); i++) {
        pieces_add_data(base, size, (struct hw_range){base, size});
    }
}

static void
add_stacks(void)
{
    struct hw_range stack;
    char *low;

    alive_finish();
    for (unsigned i = 0; alive_stack(i, &stack, &low); i++) {
        size_t dead = (size_t)(low - (char *)stack.base);

        host_stack_dead(stack.base, dead);
        if (dead < stack.size) {
            add((struct piece){.live = host_direct(host_window_offset(low)),
                               .seen = low,
                               .size = stack.size - dead});
        }
        add_shadow(stack.base, stack.size);
    }
}

void
pieces_collect(const struct hw_range *stacks, unsigned count)
{
    alive_begin(stacks, count);
    tail_add_state();
    add_window(HW_NONPAGED);
    add_window(HW_PAGED);
    add_window(HW_CONTIGUOUS);
    hidden_add_user(stacks, count);
    add_images();
    add_stacks();
    alive_end();
}
