/*
 * core/snapshot.c - a copy of the booted machine, and going back to it
 *
 *      (none) --take--> held --restore--> held ... --drop, power-on, power-off--> (none)
 *
 * Everything that a run can change is in a few places (sim/state.h, the windows, modules, the
 * program's data); a snapshot is a list of pieces of them with what was in each. On the host's
 * stack, while the machine is paused (hw_pause), all contexts are memory as well. A restore copies
 * the pieces back; what is not memory - access, mappings, the code of unloaded modules - is asked
 * of Linux again only where it differs, so that usually there is no system call.
 *
 * Pages that went into use after the snapshot are free again afterwards: pages.c says so, and the
 * host clears them when they are next used, as always. Stacks are held from where each was left
 * (alive.c), user pages once, where their RAM is;
 * of those that nobody can touch and that are zero, only that.
 *
 * Invariants:
 *   N1. Pieces do not overlap, and no piece is memory that the host itself keeps something in.
 *   N2. A piece of RAM is written at an address that is always accessible.
 *
 * What is below the live part of a stack, and in pages that are free, is not restored: code that
 * reads what it never wrote may see what another run left.
 */
#include <string.h>

#include "pages.h"
#include "snapshot.h"

enum { PIECES_FIRST = 64, TAIL_LEAST = 256, IMAGE_LINE = 64 };

struct piece {
    char *live; /* where it is written */
    char *seen; /* where everybody else sees it */
    size_t size;
};

/* What was never used of an array, in elements (sim/state.h: SIM_STATE_PART). */
struct tail {
    const struct sim_part *part;
    size_t first;
};

static struct {
    struct piece *pieces;
    unsigned count, room;
    char *image; /* the pieces' contents, one after the other */
    size_t bytes;
    struct tail *tails;
    unsigned tail_count, tail_room;
    uint32_t *hidden; /* user pages that are zero, and that nobody can touch */
    unsigned hidden_count, hidden_room;
} snapshot SIM_KEPT;

/* --- the list --------------------------------------------------------------------------------- */

/* Twice the room for an array of the host's, if it is full. */
static void *
grown(void *array, size_t size, unsigned count, unsigned *room)
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

static void
hidden_add(size_t page)
{
    snapshot.hidden = grown(snapshot.hidden, sizeof *snapshot.hidden, snapshot.hidden_count,
                            &snapshot.hidden_room);
    snapshot.hidden[snapshot.hidden_count++] = (uint32_t)page;
}

static void
list_add(void *seen, void *live, size_t size)
{
    struct piece *last = snapshot.count == 0 ? NULL : &snapshot.pieces[snapshot.count - 1];

    if (size == 0) {
        return;
    }
    snapshot.bytes += size;
    if (last != NULL && last->live + last->size == (char *)live &&
        last->seen + last->size == (char *)seen) {
        last->size += size;
        return;
    }
    snapshot.pieces =
        grown(snapshot.pieces, sizeof *snapshot.pieces, snapshot.count, &snapshot.room);
    snapshot.pieces[snapshot.count++] = (struct piece){live, seen, size};
}

/* Memory in a window, with what AddressSanitizer notes about it. */
static void
list_add_shadow(void *seen, size_t size)
{
    void *shadow;
    size_t shadow_size;

    if (host_shadow(seen, size, &shadow, &shadow_size)) {
        list_add(shadow, shadow, shadow_size);
    }
}

/* Pages of RAM at an address in a window; they may hold pointers into stacks. */
static void
list_add_pages(void *seen, size_t size)
{
    void *live = host_direct(host_window_offset(seen));

    alive_scan(live, size);
    list_add(seen, live, size);
    list_add_shadow(seen, size);
}

static void
list_add_data(void *live, size_t size)
{
    alive_scan(live, size);
    list_add(live, live, size);
}

/* --- what there is ---------------------------------------------------------------------------- */

/* How many elements were used until now. */
static size_t
part_used(const struct sim_part *part)
{
    uint64_t used = part->used_size == sizeof(uint64_t)   ? *(const uint64_t *)part->used
                    : part->used_size == sizeof(uint32_t) ? *(const uint32_t *)part->used
                                                          : *(const uint8_t *)part->used;

    return used < part->count ? used : part->count;
}

static char *
part_at(const struct sim_part *part, size_t index)
{
    return (char *)part->array + index * part->element;
}

/* The part that lies lowest, from this address on. */
static const struct sim_part *
part_next(const char *from)
{
    size_t count;
    const struct sim_part *parts = host_state_parts(&count), *next = NULL;

    for (size_t i = 0; i < count; i++) {
        if ((char *)parts[i].array >= from &&
            (next == NULL || (char *)parts[i].array < (char *)next->array)) {
            next = &parts[i];
        }
    }
    return next;
}

static void
tail_add(const struct sim_part *part, size_t first)
{
    snapshot.tails =
        grown(snapshot.tails, sizeof *snapshot.tails, snapshot.tail_count, &snapshot.tail_room);
    snapshot.tails[snapshot.tail_count++] = (struct tail){part, first};
}

/* All of the state but for what was never used of its large arrays. */
static void
add_state(void)
{
    const struct sim_part *part;
    void *base;
    size_t size;
    char *from, *next;

    host_state_range(&base, &size);
    from = base;
    for (next = from; (part = part_next(next)) != NULL; next = part_at(part, part->count)) {
        size_t used = part_used(part);

        if ((part->count - used) * part->element >= TAIL_LEAST) {
            list_add_data(from, (size_t)(part_at(part, used) - from));
            tail_add(part, used);
            from = part_at(part, part->count);
        }
    }
    list_add_data(from, (size_t)((char *)base + size - from));
}

static void
add_window(enum hw_window window)
{
    size_t pages;

    for (size_t page = 0; pages_next_run(window, &page, &pages); page += pages) {
        list_add_pages((char *)hw_window_base(window) + page * HW_PAGE, pages * HW_PAGE);
    }
}

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

static bool
is_zero(const uint64_t *ram)
{
    for (size_t i = 0; i < HW_PAGE / sizeof *ram; i++) {
        if (host_peek(ram + i) != 0) {
            return false;
        }
    }
    return true;
}

/* Reserved, or the rest of 64 KiB: a zero page that nobody can touch. */
static bool
is_hidden(size_t page)
{
    uint64_t offset = host_windows[HW_USER].offset + page * HW_PAGE;

    return host_table_forbids(HW_USER, page) &&
           (host_page_is_clean(offset) || is_zero(host_direct(offset)));
}

static void
add_user_page(size_t page)
{
    char *address = (char *)hw_window_base(HW_USER) + page * HW_PAGE;

    if (is_hidden(page)) {
        hidden_add(page);
    } else if (host_map_offset(HW_USER, page) == UINT64_MAX) {
        list_add_pages(address, HW_PAGE);
    } // else it shows what is held elsewhere
}

static void
add_user(const struct hw_range *stacks, unsigned count)
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

static void
add_images(void)
{
    void *base;
    size_t size;

    for (unsigned i = 0; host_module_data(i, &base, &size); i++) {
        list_add_data(base, size);
    }
    for (size_t i = 0; host_program_data(i, &base, &size); i++) {
        list_add_data(base, size);
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
            list_add(low, host_direct(host_window_offset(low)), stack.size - dead);
        }
        list_add_shadow(stack.base, stack.size);
    }
}

static void
add_all(const struct hw_range *stacks, unsigned count)
{
    alive_begin(stacks, count);
    add_state();
    add_window(HW_NONPAGED);
    add_window(HW_PAGED);
    add_window(HW_CONTIGUOUS);
    add_user(stacks, count);
    add_images();
    add_stacks();
    alive_end();
}

/* --- taking and restoring --------------------------------------------------------------------- */

/* Contents begin at the beginning of a cache line. */
static size_t
image_room(size_t size)
{
    return (size + IMAGE_LINE - 1) & ~(size_t)(IMAGE_LINE - 1);
}

static size_t
image_size(void)
{
    size_t size = 0;

    for (unsigned i = 0; i < snapshot.count; i++) {
        size += image_room(snapshot.pieces[i].size);
    }
    return size;
}

void
hw_snapshot_take(const struct hw_range *stacks, unsigned count)
{
    char *image;

    SIM_ASSERT(hw_on_host_stack() && snapshot.image == NULL);
    host_counters_collect();
    add_all(stacks, count);
    snapshot.image = image = host_alloc(HOST_SEARCH, image_size());
    for (unsigned i = 0; i < snapshot.count; i++) {
        host_copy(image, snapshot.pieces[i].live, snapshot.pieces[i].size);
        image += image_room(snapshot.pieces[i].size);
    }
    host_table_mark();
    host_pages_mark();
    host_faults_keep(true);
}

/* Pages that were hidden and zero, and that somebody could write to since. */
static void
clear_hidden(void)
{
    for (unsigned i = 0; i < snapshot.hidden_count; i++) {
        size_t page = snapshot.hidden[i];

        if (host_table_opened(page)) {
            memset(host_direct(host_windows[HW_USER].offset + page * HW_PAGE), 0, HW_PAGE);
        }
    }
}

/* What has come into use of arrays; while they still say so. */
static void
clear_tails(void)
{
    for (unsigned i = 0; i < snapshot.tail_count; i++) {
        const struct tail *tail = &snapshot.tails[i];
        size_t used = part_used(tail->part);

        if (used > tail->first) {
            memset(part_at(tail->part, tail->first), 0, (used - tail->first) * tail->part->element);
        }
    }
}

void
hw_snapshot_restore(void)
{
    const char *image = snapshot.image;
    uint64_t records = hw_trace_count();

    SIM_ASSERT(hw_on_host_stack() && image != NULL);
    host_counters_collect();
    if (host_table_changed()) {
        clear_hidden();
        host_table_return();
    }
    host_pages_return();
    clear_tails();
    for (unsigned i = 0; i < snapshot.count; i++) {
        const struct piece *piece = &snapshot.pieces[i];

        host_copy_back(piece->live, image, piece->size);
        host_defined(piece->seen, piece->size);
        image += image_room(piece->size);
    }
    host_modules_sync();
    trace_returned(records);
}

void
hw_snapshot_drop(void)
{
    if (snapshot.image == NULL) {
        return;
    }
    host_free(HOST_SEARCH, snapshot.image);
    host_free(HOST_SEARCH, snapshot.pieces);
    host_free(HOST_SEARCH, snapshot.tails);
    host_free(HOST_SEARCH, snapshot.hidden);
    memset(&snapshot, 0, sizeof snapshot);
    host_table_unmark();
    host_pages_unmark();
    host_faults_keep(false);
    host_faults_remove();
}

size_t
hw_snapshot_bytes(void)
{
    return snapshot.bytes;
}
