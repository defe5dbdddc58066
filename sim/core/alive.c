/*
 * core/alive.c - how far down the stacks are in use
 *
 * A snapshot is not to hold what is left in stacks from before: only what lies above the place
 * where each was left. That place is found without being told, and for every way of leaving:
 *
 *   - A context that is not running has its stack pointer in memory (struct hw_context).
 *   - Whoever changed to another stack to call something there (hw_call_on_stack) has left his
 *     frame pointer on that other stack or in the registers that its context keeps there.
 *
 * So the lowest address in a stack that any memory in use holds is not above that place. Stale
 * pointers only make the part larger. A stack that nothing points into is not in use at all; its
 * lowest address does not count, that is how its owner knows it.
 *
 * Invariants:
 *   A1. What lies RED_ZONE below low and above has been scanned, when alive_finish returns.
 */
#include "sanitizer.h"
#include "snapshot.h"
#include "pages.h"

enum { RED_ZONE = 128, ALIVE_GRAIN = 64 };

struct alive {
    char *base, *top;
    char *low, *scanned; /* from scanned to the top has been */
};

static struct {
    struct alive *stacks;
    unsigned count, others; /* the first ones are others than those in the window of stacks */
    uint16_t *of_slot;      /* index + 1 */
    uintptr_t low, high;    /* of the others, to look no further */
} alive SIM_KEPT;

static size_t
slot_bytes(void)
{
    return (size_t)host_windows[HW_STACKS].grain * HW_PAGE;
}

static void
alive_add(char *base, size_t size)
{
    alive.stacks[alive.count++] = (struct alive){base, base + size, base + size, base + size};
}

void
alive_begin(const struct hw_range *stacks, unsigned count)
{
    const struct host_window *w = &host_windows[HW_STACKS];
    size_t slots = w->size / slot_bytes(), pages;

    alive.stacks = host_alloc(HOST_SEARCH, (slots + count) * sizeof *alive.stacks);
    alive.of_slot = host_alloc(HOST_SEARCH, slots * sizeof *alive.of_slot);
    alive.count = 0;
    alive.low = UINTPTR_MAX;
    alive.high = 0;
    for (unsigned i = 0; i < count; i++) {
        alive_add(stacks[i].base, stacks[i].size);
        alive.low = (uintptr_t)stacks[i].base < alive.low ? (uintptr_t)stacks[i].base : alive.low;
        alive.high = (uintptr_t)alive.stacks[i].top > alive.high ? (uintptr_t)alive.stacks[i].top
                                                                 : alive.high;
    }
    alive.others = count;
    for (size_t page = 0; pages_next_run(HW_STACKS, &page, &pages); page += pages) {
        alive_add((char *)w->base + page * HW_PAGE, pages * HW_PAGE);
        alive.of_slot[page / w->grain] = (uint16_t)alive.count;
    }
}

static struct alive *
alive_at(uintptr_t address)
{
    uintptr_t inside = address - host_windows[HW_STACKS].base;

    if (inside < host_windows[HW_STACKS].size) {
        unsigned i = alive.of_slot[inside / slot_bytes()];

        return i == 0 ? NULL : &alive.stacks[i - 1];
    }
    for (unsigned i = 0; address >= alive.low && address < alive.high && i < alive.others; i++) {
        if (address - (uintptr_t)alive.stacks[i].base <
            (uintptr_t)alive.stacks[i].top - (uintptr_t)alive.stacks[i].base) {
            return &alive.stacks[i];
        }
    }
    return NULL;
}

void
alive_scan(const void *base, size_t size)
{
    uintptr_t end = ((uintptr_t)base + size) & ~(uintptr_t)7;
    const uint64_t *word = (const uint64_t *)(((uintptr_t)base + 7) & ~(uintptr_t)7);

    for (; (uintptr_t)word < end; word++) {
        uint64_t value = host_peek(word);
        struct alive *stack = alive_at(value);

        if (stack != NULL && value > (uintptr_t)stack->base) {
            char *low = (char *)((value - RED_ZONE) & ~(uintptr_t)(ALIVE_GRAIN - 1));

            low = low < stack->base ? stack->base : low;
            stack->low = low < stack->low ? low : stack->low;
        }
    }
}

void
alive_finish(void)
{
    for (bool more = true; more;) {
        more = false;
        for (unsigned i = 0; i < alive.count; i++) {
            struct alive *stack = &alive.stacks[i];
            char *low = stack->low, *end = stack->scanned;

            if (low < end) {
                stack->scanned = low;
                alive_scan(low, (size_t)(end - low));
                more = true;
            }
        }
    }
}

bool
alive_stack(unsigned i, struct hw_range *stack, char **low)
{
    if (i >= alive.count) {
        return false;
    }
    *stack = (struct hw_range){alive.stacks[i].base,
                               (size_t)(alive.stacks[i].top - alive.stacks[i].base)};
    *low = alive.stacks[i].low;
    return true;
}

void
alive_end(void)
{
    host_free(HOST_SEARCH, alive.stacks);
    host_free(HOST_SEARCH, alive.of_slot);
    alive.stacks = NULL;
    alive.of_slot = NULL;
}
