/*
 * sim/search/race.c - dependent steps that could be the other way round
 *
 * When a step has been made, it is compared with the last steps that touched its keys. Two
 * dependent steps of different contexts, with nothing between that orders them, are a race. To
 * turn it round, a schedule must be tried that leaves the earlier one's node with what came after
 * it but not because of it, then the later step: its *initials* are the contexts that this could
 * begin with. One of them must be tried there (a source set: if one is, or sleeps, all is done).
 *
 * If the later one's context waited at that node and could not go on, the earlier step may have
 * made the later one possible, as the release of a lock does, and cannot change places with it.
 * Then the earlier accesses of that key count as well: an acquisition races with the one before it.
 * If it was not there yet, the schedule that brings it there will show whether it has to wait: what
 * waits when a schedule ends, or is found to be a repetition, races as if it went on.
 *
 *   S1. Races are looked for without regard to edges that came in since the context's last step:
 *   who could go on is what decides. Rows do hold them.
 */
#include <string.h>

#include "dpori.h"

/* What is compared: a step that was made, or (node = the end of the path) one that was not. */
struct later {
    unsigned context;
    uint32_t node;
    const uint32_t *row, *before; /* its own, and that of the context's last step */
    uint32_t races;
};

/* --- candidates ------------------------------------------------------------------------------- */

static void
candidate(struct later *later, uint32_t earlier, bool write)
{
    uint32_t i = later->races;

    if (i == RACES_MAX) {
        tree_give_up();
        return;
    }
    while (i > 0 && dpor->accesses[dpor->races[i - 1][0]].node < dpor->accesses[earlier].node) {
        dpor->races[i][0] = dpor->races[i - 1][0];
        dpor->races[i][1] = dpor->races[i - 1][1];
        i--;
    }
    dpor->races[i][0] = earlier;
    dpor->races[i][1] = write;
    later->races++;
}

/* The accesses up to the one before (index + 1) that one of this kind depends on; latest first. */
static void
gather(struct later *later, uint32_t before, bool write)
{
    uint64_t others;
    uint32_t last_write;

    if (before == 0) {
        return;
    }
    others = dpor->accesses[before - 1].readers & ~bit_of(later->context);
    last_write = dpor->accesses[before - 1].last_write;
    for (uint32_t i = before; write && others != 0; i = dpor->accesses[i - 1].previous) {
        const struct access *access = &dpor->accesses[i - 1];

        if (has(others, access->context)) {
            others &= ~bit_of(access->context);
            candidate(later, i - 1, true);
        }
    }
    if (last_write != 0 && dpor->accesses[last_write - 1].context != later->context) {
        candidate(later, last_write - 1, write);
    }
}

/* Of the candidates stay those that nothing else orders; the row comes to hold them all. */
static void
order(struct later *later, uint32_t *row)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < later->races; i++) {
        uint32_t node = dpor->accesses[dpor->races[i][0]].node;

        if (clock_is_after(row, node)) {
            continue;
        }
        clock_join(row, clock_row(node));
        dpor->races[kept][0] = dpor->races[i][0];
        dpor->races[kept][1] = dpor->races[i][1];
        kept++;
    }
    later->races = kept;
}

/* --- initials --------------------------------------------------------------------------------- */

struct sequence {
    uint64_t seen, initials;
    uint32_t first[SEARCH_CONTEXTS];
};

static void
sequence_add(struct sequence *sequence, unsigned context, uint32_t node, const uint32_t *row)
{
    bool is_initial = true;

    if (has(sequence->seen, context)) {
        return;
    }
    for (uint64_t rest = sequence->seen; rest != 0; rest &= rest - 1) {
        unsigned other = lowest_of(rest);

        is_initial &= row[other] <= sequence->first[other];
    }
    sequence->seen |= bit_of(context);
    sequence->first[context] = node;
    sequence->initials |= is_initial ? bit_of(context) : 0;
}

/* What can be tried first at the node: the steps after it that do not come after its own, and then
   the later one. Enough of it to contain one of `known`, if there is one. */
static uint64_t
initials_of(const struct later *later, uint32_t earlier, uint64_t known)
{
    struct sequence sequence = {0};

    for (uint32_t i = earlier + 1; i < later->node; i++) {
        if (tree->nodes[i].answers != 0 || clock_is_after(clock_row(i), earlier)) {
            continue;
        }
        sequence_add(&sequence, tree->nodes[i].chosen, i, clock_row(i));
        if ((sequence.initials & known) != 0) {
            return sequence.initials;
        }
    }
    sequence_add(&sequence, later->context, later->node, later->row);
    return sequence.initials;
}

/* Sees to it that the order of the two is tried the other way round, if it can be. False if it may
   be that the later step could not go on without the earlier one: it waited there already. */
static bool
turn_round(const struct later *later, uint32_t earlier)
{
    struct node *node = &tree->nodes[earlier];
    bool waited = dpor->last[later->context] <= earlier && !has(node->able, later->context);
    uint64_t known = node->tried | node->sleep;
    uint64_t initials = initials_of(later, earlier, waited ? 0 : known), able;

    if (waited && has(initials, later->context)) {
        return false;
    }
    able = initials & node->able;
    if ((initials & known) == 0 && able != 0) {
        node->tried |= has(able, later->context) ? bit_of(later->context) : able & (~able + 1);
    }
    return !waited;
}

/* The access of this key before another that the later one depends on and that is not ordered with
   it by what its context did before; index + 1, 0: none. */
static uint32_t
one_before(const struct later *later, uint32_t access, bool write)
{
    uint32_t i = dpor->accesses[access].previous;

    for (; i != 0; i = dpor->accesses[i - 1].previous) {
        const struct access *earlier = &dpor->accesses[i - 1];
        bool ordered =
            earlier->context == later->context || clock_is_after(later->before, earlier->node);

        if (!ordered && (write || earlier->write)) {
            return i;
        }
        if (ordered && earlier->write && earlier->node != later->node) {
            return 0;
        }
    }
    return 0;
}

static void
turn_races_round(const struct later *later)
{
    for (uint32_t i = 0; i < later->races; i++) {
        uint32_t access = dpor->races[i][0];
        bool write = dpor->races[i][1];

        while (!turn_round(later, dpor->accesses[access].node)) {
            access = one_before(later, access, write);
            if (access-- == 0) {
                break;
            }
        }
    }
}

/* --- steps ------------------------------------------------------------------------------------ */

void
race_step(void)
{
    const struct node *node = &tree->nodes[tree->step];
    uint32_t *row = clock_row(tree->step);
    struct later later = {.context = node->chosen, .node = tree->step, .row = row};

    later.before = clock_before(later.context);
    memcpy(row, later.before, dpor->width * sizeof row[0]);
    for (uint32_t i = node->accesses; i < dpor->access_count; i++) {
        gather(&later, dpor->accesses[i].previous, dpor->accesses[i].write);
    }
    order(&later, row);
    clock_join(row, dpor->clocks[later.context]);
    row[later.context] = tree->step + 1;
    turn_races_round(&later);
}

/* It may touch more than the key that was announced: it comes after all that it can come after. */
void
race_pending(unsigned context, uintptr_t key)
{
    uint32_t row[SEARCH_CONTEXTS];
    struct later later = {.context = context, .node = tree->depth, .row = row};

    later.before = clock_before(context);
    memcpy(row, later.before, dpor->width * sizeof row[0]);
    gather(&later, dpor->slots[access_slot(key)].head, true);
    order(&later, row);
    memset(row, 0xFF, sizeof row);
    turn_races_round(&later);
}
