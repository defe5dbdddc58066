/*
 * tests/search/search_test.h - small programs, executed under a search without a machine
 *
 * A program is up to eight threads, each an array of operations on eight shared variables, each
 * thread with one register. Before an operation that others can see the thread asks for its turn.
 * The program fails if CHECK finds its variable different, and in a deadlock unless .may_hang.
 *
 *      static const struct op writer[] = {WRITE(0, 1), CHECK(1, 0), END};
 *      static const struct program program = {.threads = {writer, reader}};
 */
#ifndef SEARCH_TEST_H
#define SEARCH_TEST_H

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "host.h"
#include "search.h"

enum { THREADS = 8, VARIABLES = 16 };

enum code {
    OP_END,
    OP_READ,   /* register = variable */
    OP_WRITE,  /* variable = value */
    OP_STORE,  /* variable = register + value */
    OP_ADD,    /* atomically: variable += value, register = the new one */
    OP_LOCK,   /* variable: 0 -> 1, when it is 0 */
    OP_UNLOCK, /* variable = 0 */
    OP_WAIT,   /* goes on when variable is value */
    OP_SKIP,   /* the next `value` operations if register is not other */
    OP_CHOOSE, /* register = an answer below value; other: the question */
    OP_CHECK,  /* variable must be value */
    OP_WORK,   /* an access to memory of its own */
    OP_POLL,   /* reads the variable until it is value, yielding */
    OP_TAKE,   /* OP_LOCK, and in the same step: variable number `value` += 1 */
    OP_PICK,   /* += 1 for the variable that is the answer to a question below value */
    OP_COND,   /* atomically: if variable is 0, variable number `value` += 1 */
    OP_START,  /* thread `variable` may begin: an edge */
};

struct op {
    enum code code;
    int variable, value, other;
};

#define END          {OP_END, 0, 0, 0}
#define READ(v)      {OP_READ, v, 0, 0}
#define WRITE(v, x)  {OP_WRITE, v, x, 0}
#define STORE(v, x)  {OP_STORE, v, x, 0}
#define ADD(v, x)    {OP_ADD, v, x, 0}
#define LOCK(v)      {OP_LOCK, v, 0, 0}
#define UNLOCK(v)    {OP_UNLOCK, v, 0, 0}
#define WAIT(v, x)   {OP_WAIT, v, x, 0}
#define UNLESS(x, n) {OP_SKIP, 0, n, x}
#define CHOOSE(q, n) {OP_CHOOSE, 0, n, q}
#define CHECK(v, x)  {OP_CHECK, v, x, 0}
#define WORK         {OP_WORK, 0, 0, 0}
#define POLL(v, x)   {OP_POLL, v, x, 0}
#define TAKE(v, x)   {OP_TAKE, v, x, 0}
#define PICK(n)      {OP_PICK, 0, n, SEARCH_TEST}
#define COND(v, x)   {OP_COND, v, x, 0}
#define START(t)     {OP_START, t, 0, 0}

struct program {
    const struct op *threads[THREADS];
    bool may_hang;
    bool tries_locks;          /* a thread before a held lock is enabled, and finds out */
    bool goes_on;              /* failures are counted, and are none */
    bool changes;              /* with each schedule */
    bool samples;              /* no access is a point, but as search_skip() says */
    bool learns;               /* variables are points once two threads were seen at them */
    uint8_t waiting;           /* threads that wait for a START */
    uint32_t (*verdict)(void); /* after a schedule; 0: good */
};

struct thread {
    const struct op *op;
    int value;
    uint32_t skip; /* accesses until it asks nevertheless */
    bool started, blocked, entered;
};

/* The program under test, as it is in this schedule. */
static struct machine {
    const struct program *program;
    struct thread threads[THREADS];
    int variables[VARIABLES];
    uint8_t readers[VARIABLES], writers[VARIABLES];
    unsigned count, faults;
    bool alone; /* executed by the test itself, not in a search */
    int answer; /* then: to what is asked */
} vm;

/* What all schedules together did. */
static struct {
    uint64_t completed, stuck, failed, hash;
    uint8_t contended[VARIABLES];
    void (*at_end)(bool stuck);
} seen;

static uintptr_t
key_of(int variable)
{
    return 0x1000 + 8 * (uintptr_t)variable;
}

static uint32_t
failure_at(unsigned thread)
{
    return thread * 100 + 1 + (uint32_t)(vm.threads[thread].op - vm.program->threads[thread]);
}

static bool
can_go_on(unsigned i)
{
    const struct thread *thread = &vm.threads[i];
    const struct op *op = thread->op;

    if (!thread->started || op->code == OP_END || thread->blocked) {
        return false;
    }
    if (op->code == OP_WAIT && thread->entered) {
        return vm.variables[op->variable] == op->value;
    }
    if ((op->code == OP_LOCK || op->code == OP_TAKE) && thread->entered &&
        (!vm.program->tries_locks || vm.alone)) {
        return vm.variables[op->variable] == 0;
    }
    return true;
}

static uint64_t
enabled(void)
{
    uint64_t set = 0;

    for (unsigned i = 0; i < vm.count; i++) {
        set |= (uint64_t)can_go_on(i) << i;
    }
    return set;
}

/* A variable that one thread writes and another looks at is contended. */
static void
vm_learn(unsigned i, int variable, bool write)
{
    uint8_t *set = write ? &vm.writers[variable] : &vm.readers[variable];

    *set |= (uint8_t)(1 << i);
    if (vm.program->learns && vm.writers[variable] != 0 &&
        ((vm.writers[variable] | vm.readers[variable]) & ~(1 << i)) != 0) {
        search_contended(key_of(variable));
        seen.contended[variable] = 1;
    }
}

static void
vm_touch(unsigned i, int variable, bool write)
{
    if (!vm.alone) {
        vm_learn(i, variable, write);
        search_touch(i, key_of(variable), write);
    }
}

static void
wake(int variable)
{
    for (unsigned i = 0; i < vm.count; i++) {
        if (vm.threads[i].blocked && vm.threads[i].op->variable == variable) {
            vm.threads[i].blocked = false;
        }
    }
}

static int
vm_choose(const struct op *op)
{
    return (int)search_choose((enum search_question)op->other, (unsigned)op->value);
}

/* Makes the operation of the thread whose turn it is; 0, or the failure. */
static uint32_t
vm_execute(unsigned i)
{
    struct thread *thread = &vm.threads[i];
    const struct op *op = thread->op;
    int *variable = &vm.variables[op->variable];

    switch (op->code) {
    case OP_READ:
    case OP_WAIT:
        vm_touch(i, op->variable, false);
        thread->value = *variable;
        break;
    case OP_WRITE:
    case OP_STORE:
        vm_touch(i, op->variable, true);
        *variable = op->value + (op->code == OP_STORE ? thread->value : 0);
        break;
    case OP_ADD:
        vm_touch(i, op->variable, true);
        thread->value = *variable += op->value;
        break;
    case OP_LOCK:
    case OP_TAKE:
        if (*variable != 0) {
            vm_touch(i, op->variable, false);
            thread->blocked = true;
            return 0;
        }
        vm_touch(i, op->variable, true);
        *variable = 1;
        if (op->code == OP_TAKE) {
            vm_touch(i, op->value, true);
            vm.variables[op->value]++;
        }
        break;
    case OP_COND:
        vm_touch(i, op->variable, false);
        if (*variable == 0) {
            vm_touch(i, op->value, true);
            vm.variables[op->value]++;
        }
        break;
    case OP_PICK:
        thread->value = vm.alone ? vm.answer : vm_choose(op);
        vm_touch(i, thread->value, true);
        vm.variables[thread->value]++;
        break;
    case OP_UNLOCK:
        vm_touch(i, op->variable, true);
        *variable = 0;
        wake(op->variable);
        break;
    case OP_SKIP:
        thread->op += thread->value == op->other ? 0 : op->value;
        break;
    case OP_CHOOSE:
        thread->value = vm.alone ? vm.answer : vm_choose(op);
        break;
    case OP_CHECK:
        vm_touch(i, op->variable, false);
        if (*variable != op->value) {
            return failure_at(i);
        }
        break;
    case OP_POLL:
        vm_touch(i, op->variable, false);
        if (*variable != op->value) {
            search_yield(i);
            thread->op--;
        }
        break;
    case OP_START:
        vm.threads[op->variable].started = true;
        if (!vm.alone) {
            search_edge(i, (unsigned)op->variable);
        }
        break;
    case OP_WORK:
    case OP_END:
        break;
    }
    thread->op++;
    thread->entered = false;
    return 0;
}

static bool
is_local(const struct op *op)
{
    return op->code == OP_SKIP || op->code == OP_CHOOSE || op->code == OP_WORK;
}

static bool
is_access(const struct op *op)
{
    return op->code == OP_READ || op->code == OP_WRITE || op->code == OP_STORE ||
           op->code == OP_CHECK;
}

/* An access at which nobody knows of others. */
static bool
is_unknown(const struct op *op)
{
    return is_access(op) && (vm.program->samples ||
                             (vm.program->learns && !(seen.contended[op->variable] &&
                                                      search_is_point(key_of(op->variable)))));
}

/* What the thread asks for its turn with, having come to an operation. */
static enum search_point
point_of(const struct thread *thread, uintptr_t *key)
{
    const struct op *op = thread->op;

    *key = key_of(op->variable);
    if (op->code == OP_START || op->code == OP_PICK || op->code == OP_END) {
        *key = 0;
    }
    if (op->code == OP_END || thread->blocked) {
        return SEARCH_BLOCKED;
    }
    if (is_unknown(op)) {
        return SEARCH_ANYWHERE;
    }
    return is_access(op) && vm.program->learns ? SEARCH_ACCESS : SEARCH_CALL;
}

/* The thread runs until it must ask; false: it has failed. */
static uint32_t
vm_local(unsigned i)
{
    struct thread *thread = &vm.threads[i];
    uint32_t failure = 0;

    while (failure == 0 && !thread->blocked &&
           (is_local(thread->op) || (is_unknown(thread->op) && thread->skip > 0))) {
        thread->skip -= is_access(thread->op) && thread->skip != SEARCH_NEVER;
        failure = vm_execute(i);
    }
    return failure;
}

static void
mark_contended(void)
{
    size_t count;
    const uintptr_t *keys = search_contended_keys(&count);

    for (size_t i = 0; i < count; i++) {
        seen.contended[(keys[i] - key_of(0)) / 8] = 1;
    }
}

static void
vm_reset(const struct program *program)
{
    memset(&vm, 0, sizeof vm);
    vm.program = program;
    mark_contended();
    while (vm.count < THREADS && program->threads[vm.count] != NULL) {
        vm.threads[vm.count].op = program->threads[vm.count];
        vm.threads[vm.count].op += program->changes && seen.completed > 1;
        vm.threads[vm.count].skip = SEARCH_NEVER;
        vm.threads[vm.count].started = !(program->waiting >> vm.count & 1);
        vm.count++;
    }
}

static uint32_t
vm_end(bool stuck)
{
    seen.completed++;
    seen.stuck += stuck;
    if (seen.at_end != NULL) {
        seen.at_end(stuck);
    }
    if (stuck && !vm.program->may_hang) {
        return 9999;
    }
    return vm.program->verdict != NULL ? vm.program->verdict() : 0;
}

static uint32_t
vm_failed(uint32_t failure)
{
    seen.failed += failure != 0;
    return vm.program->goes_on ? 0 : failure;
}

static bool
is_stuck(void)
{
    for (unsigned i = 0; i < vm.count; i++) {
        if (vm.threads[i].op->code != OP_END) {
            return true;
        }
    }
    return false;
}

/* A schedule: search_run_fn. */
static uint32_t
vm_run(void *program)
{
    unsigned i = 0;
    uint32_t failure = 0;
    uintptr_t key = 0;

    vm_reset(program);
    vm.threads[0].skip = search_skip(0);
    while (failure == 0) {
        enum search_point point = SEARCH_BLOCKED;
        uint64_t set;

        if (vm.threads[i].started) {
            failure = vm_local(i);
            if (failure != 0) {
                break;
            }
            vm.threads[i].entered = true;
            point = point_of(&vm.threads[i], &key);
            if (vm.threads[i].op->code == OP_WAIT) {
                vm_learn(i, vm.threads[i].op->variable, false);
            }
        }
        set = enabled();
        i = search_turn(point, key, set, i);
        if (i == SEARCH_STOP) {
            return set == 0 ? vm_failed(vm_end(is_stuck())) : 0;
        }
        vm.threads[i].skip = search_skip(i);
        seen.hash = (seen.hash ^ i) * 0x100000001B3u;
        if (vm.threads[i].entered && !is_local(vm.threads[i].op)) {
            failure = vm_execute(i);
        }
    }
    return vm_failed(failure);
}

static struct search_result
explore(const struct program *program, const struct search_config *config)
{
    memset(&seen, 0, sizeof seen);
    return search_run(config, vm_run, (void *)program);
}

#endif
