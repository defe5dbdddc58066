/*
 * core/tail.c - the state, without what was never used of its large arrays
 *
 * SIM_STATE_PART (sim/state.h) says of an array how many elements have been used since boot; those
 * behind are zero, and a snapshot knows no more of them than that. A restore clears what has come
 * into use since, and does so while the array's count still says how much that is.
 */
#include <string.h>

#include "snapshot.h"

enum { TAIL_LEAST = 256 };

/* In elements. */
struct tail {
    const struct sim_part *part;
    size_t first;
};

static struct {
    struct tail *list;
    unsigned count, room;
} tails SIM_KEPT;

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
    tails.list = pieces_grown(tails.list, sizeof *tails.list, tails.count, &tails.room);
    tails.list[tails.count++] = (struct tail){part, first};
}

void
tail_add_state(void)
{
    const struct sim_part *part;
    struct hw_range all;
    char *from, *next;

    host_state_range(&all.base, &all.size);
    from = all.base;
    for (next = from; (part = part_next(next)) != NULL; next = part_at(part, part->count)) {
        size_t used = part_used(part);

        if ((part->count - used) * part->element >= TAIL_LEAST) {
            pieces_add_data(from, (size_t)(part_at(part, used) - from), all);
            tail_add(part, used);
            from = part_at(part, part->count);
        }
    }
    pieces_add_data(from, (size_t)((char *)all.base + all.size - from), all);
}

void
tail_clear(void)
{
    for (unsigned i = 0; i < tails.count; i++) {
        const struct tail *tail = &tails.list[i];
        size_t used = part_used(tail->part);

        if (used > tail->first) {
            memset(part_at(tail->part, tail->first), 0, (used - tail->first) * tail->part->element);
        }
    }
}

void
tail_forget(void)
{
    host_free(HOST_SEARCH, tails.list);
    memset(&tails, 0, sizeof tails);
}
