/*
 * sim/search/access.c - who touched what in this schedule
 *
 * A log in the order of time, in which the accesses of each key are chained backwards. An access
 * knows the last write and who has read since, so that what it depends on is found without a look
 * at other keys or at all steps.
 *
 * Within one step a key is noted once; twice if it is read first and then written.
 */
#include <string.h>

#include "dpori.h"

void
access_reset(void)
{
    dpor->access_count = dpor->slots_used = 0;
    memset(dpor->slots, 0, sizeof dpor->slots);
}

uint32_t
access_slot(uintptr_t key)
{
    uint32_t i = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 40) % SLOTS;

    while (dpor->slots[i].key != key && dpor->slots[i].key != 0) {
        i = (i + 1) % SLOTS;
    }
    if (dpor->slots[i].key == 0 && ++dpor->slots_used <= SLOTS / 2) {
        dpor->slots[i].key = key;
    }
    return i;
}

static void
append(uint32_t slot, const struct access *previous, bool write)
{
    struct access *access = &dpor->accesses[dpor->access_count++];
    unsigned context = tree->nodes[tree->step].chosen;

    access->node = tree->step;
    access->slot = slot;
    access->previous = dpor->slots[slot].head;
    access->context = (uint8_t)context;
    access->write = write;
    access->readers = 0;
    access->last_write = dpor->access_count;
    if (!write) {
        access->last_write = previous != NULL ? previous->last_write : 0;
        access->readers = (previous != NULL ? previous->readers : 0) | bit_of(context);
    }
    dpor->slots[slot].head = dpor->access_count;
}

void
access_touch(uintptr_t key, bool write)
{
    uint32_t slot;
    const struct access *head = NULL;

    if (!dpor->live || tree->blind || tree->step == NO_NODE || key == 0) {
        return;
    }
    slot = access_slot(key);
    if (dpor->access_count == ACCESSES_MAX || dpor->slots_used > SLOTS / 2) {
        tree_give_up();
        return;
    }
    if (dpor->slots[slot].head != 0) {
        head = &dpor->accesses[dpor->slots[slot].head - 1];
    }
    if (head == NULL || head->node != tree->step || (write && !head->write)) {
        append(slot, head, write);
    }
}

void
access_undo(uint32_t count)
{
    while (dpor->access_count > count) {
        const struct access *access = &dpor->accesses[--dpor->access_count];

        dpor->slots[access->slot].head = access->previous;
    }
}
