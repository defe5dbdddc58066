/*
 * tests/search/random_program.h - programs made up by chance, and all that can come of them
 *
 * walk_through() finds the results of all schedules there are by walking through the program's
 * states, without a search: what a search that claims to be complete is compared with.
 */
#ifndef RANDOM_PROGRAM_H
#define RANDOM_PROGRAM_H

#include "search_test.h"

/* --- random programs -------------------------------------------------------------------------- */

enum { OPS = 6, STATES = 1 << 20 };

static struct op random_ops[THREADS][OPS + 4];
static struct program random_program;
static uint64_t random_state;

static unsigned
below(unsigned n)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((random_state >> 33) % n);
}

static struct op
random_op(unsigned features)
{
    int variable = (int)below(3);

    switch (below(features)) {
    case 0:
        return (struct op)READ(variable);
    case 1:
        return (struct op)WRITE(variable, (int)below(3));
    case 2:
        return (struct op)STORE(variable, (int)below(3));
    case 3:
        return (struct op)ADD(variable, 1);
    case 4:
        return (struct op)LOCK(3 + (int)below(2));
    case 5:
        return (struct op)UNLOCK(3 + (int)below(2));
    case 6:
        return (struct op)UNLESS((int)below(3), (int)below(2));
    case 7:
        return (struct op)WAIT(variable, (int)below(2));
    case 8:
        return (struct op)TAKE(3 + (int)below(2), variable);
    case 9:
        return (struct op)PICK(2);
    case 10:
        return (struct op)COND(variable, (int)below(3));
    default:
        return (struct op)CHOOSE(below(2) ? SEARCH_FAULT : SEARCH_TEST, 2);
    }
}

static void
make_thread(unsigned i, unsigned features, unsigned ops)
{
    unsigned count = 1 + below(ops - 1);
    struct op end = END;

    for (unsigned k = 0; k < count; k++) {
        random_ops[i][k] = random_op(features);
    }
    for (unsigned k = count; k < OPS + 4; k++) {
        random_ops[i][k] = end;
    }
    random_program.threads[i] = random_ops[i];
}

static void
make_program(uint64_t seed, unsigned most_threads, unsigned most_ops)
{
    unsigned threads, features;

    random_state = seed * 77777;
    memset(&random_program, 0, sizeof random_program);
    random_program.may_hang = true;
    random_program.tries_locks = below(2);
    random_program.learns = below(2);
    threads = 2 + below(most_threads - 1);
    features = 4 + below(9);
    for (unsigned i = 0; i < threads; i++) {
        make_thread(i, features, most_ops);
    }
    if (below(4) == 0) { /* the first one starts the second */
        memmove(random_ops[0] + 1, random_ops[0], (OPS + 2) * sizeof random_ops[0][0]);
        random_ops[0][below(2)] = (struct op)START(1);
        random_program.waiting = 2;
    }
}

/* --- what can come of a program --------------------------------------------------------------- */

struct set {
    uint64_t hashes[STATES];
    unsigned count;
};
static struct set results_of_search, results_of_all, states;

static bool
put(struct set *set, uint64_t hash)
{
    unsigned i = (unsigned)(hash % STATES);

    while (set->hashes[i] != 0 && set->hashes[i] != hash) {
        i = (i + 1) % STATES;
    }
    if (set->hashes[i] == hash) {
        return false;
    }
    set->hashes[i] = hash;
    assert_true(++set->count < STATES / 2);
    return true;
}

static void
empty(struct set *set)
{
    memset(set, 0, sizeof *set);
}

static uint64_t
mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t
state_hash(void)
{
    uint64_t hash = 1;

    for (unsigned i = 0; i < vm.count; i++) {
        const struct thread *thread = &vm.threads[i];

        hash = mix(hash, (uint64_t)(thread->op - vm.program->threads[i]));
        hash = mix(hash, (uint64_t)thread->value);
        hash = mix(hash, thread->started);
    }
    for (unsigned i = 0; i < VARIABLES; i++) {
        hash = mix(hash, (uint64_t)vm.variables[i]);
    }
    return hash | 1;
}

static void
result_of_search(bool stuck)
{
    put(&results_of_search, state_hash());
}

static void walk(unsigned faults);

static void
walk_on(unsigned i, int answer, unsigned faults)
{
    struct machine before = vm;

    if (vm.threads[i].op->code == OP_CHOOSE && vm.threads[i].op->other == SEARCH_FAULT) {
        vm.faults += answer != 0;
    }
    vm.answer = answer;
    vm_execute(i);
    vm.threads[i].entered = true;
    walk(faults);
    vm = before;
}

/* All states that can be reached from this one, with so many faults at most. */
static void
walk(unsigned faults)
{
    bool moved = false;

    if (!put(&states, mix(state_hash(), vm.faults))) {
        return;
    }
    for (unsigned i = 0; i < vm.count; i++) {
        const struct op *op = vm.threads[i].op;
        bool asks = op->code == OP_PICK ||
                    (op->code == OP_CHOOSE && (op->other != SEARCH_FAULT || vm.faults < faults));

        if (can_go_on(i)) {
            moved = true;
            for (int answer = 0; answer < (asks ? op->value : 1); answer++) {
                walk_on(i, answer, faults);
            }
        }
    }
    if (!moved) {
        put(&results_of_all, state_hash());
    }
}

static void
walk_through(const struct program *program, unsigned faults)
{
    empty(&states);
    empty(&results_of_all);
    memset(&seen, 0, sizeof seen);
    vm_reset(program);
    vm.alone = true;
    for (unsigned i = 0; i < vm.count; i++) {
        vm.threads[i].entered = true;
    }
    walk(faults);
}

static void
describe(uint64_t seed, const struct search_result *result)
{
    static const char *const names[] = {"end",    "read", "write",  "store",  "add",   "lock",
                                        "unlock", "wait", "unless", "choose", "check", "work",
                                        "poll",   "take", "pick",   "cond",   "start"};

    print_message("program %u:%s%s%s end %d, %u results of %u in %u schedules\n", (unsigned)seed,
                  random_program.tries_locks ? " tries" : "",
                  random_program.learns ? " learns" : "",
                  random_program.waiting != 0 ? " starts" : "", result->end,
                  results_of_search.count, results_of_all.count, (unsigned)result->schedules);
    for (unsigned i = 0; i < THREADS && random_program.threads[i] != NULL; i++) {
        for (const struct op *op = random_program.threads[i]; op->code != OP_END; op++) {
            print_message("%s(%d,%d,%d) ", names[op->code], op->variable, op->value, op->other);
        }
        print_message("\n");
    }
}

/* The search has been through everything, and has seen what there is. */
static struct search_result
assert_complete(uint64_t seed, const struct search_config *config)
{
    struct search_result result;

    walk_through(&random_program, config->faults != 0 ? config->faults : 1);
    empty(&results_of_search);
    memset(&seen, 0, sizeof seen);
    seen.at_end = result_of_search;
    result = search_run(config, vm_run, &random_program);
    if (result.end != SEARCH_EXHAUSTED || results_of_search.count != results_of_all.count) {
        describe(seed, &result);
    }
    assert_int_equal(result.end, SEARCH_EXHAUSTED);
    assert_int_equal(results_of_search.count, results_of_all.count);
    return result;
}

#endif
