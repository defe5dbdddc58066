/*
 * tests/explore/test_equivalence.c - "all interleavings explored": what chance shows, DPOR has seen
 *
 * Random programs for two threads: memory accesses, locks, interlocked operations, an event, a DPC,
 * a timer, a work item. The outcome of a schedule is what the threads have read. A search by
 * SIM_DPOR that says it is exhausted has met every outcome that random schedules meet.
 */
// INSTRUMENT
// TIMEOUT 120
#include "equivalence.h"

#include <wdm.h>

enum { WORDS = 2, PROGRAMS = PROGRAMS_OF(60) };

enum operation {
    READ,
    WRITE,
    LOCKED,
    INTERLOCKED,
    SET_EVENT,
    CLEAR_EVENT,
    POLL_EVENT,
    QUEUE_DPC,
    REMOVE_DPC,
    SET_TIMER,
    CANCEL_TIMER,
    QUEUE_WORK,
    OPERATIONS
};

struct step {
    enum operation operation;
    LONG *word;
    LONG seen;
};

static struct {
    struct step steps[THREADS][STEPS];
    LONG words[WORDS], queued;
    KSPIN_LOCK lock;
    KEVENT event;
    KDPC dpc, timer_dpc;
    KTIMER timer;
    WORK_QUEUE_ITEM item;
} program;

/* --- a program -------------------------------------------------------------------------------- */

static LONG
add(LONG *word, LONG value)
{
    LONG sum = LOAD(word) + value;

    STORE(word, sum);
    return sum;
}

static VOID
on_dpc(PKDPC dpc, PVOID word, PVOID a, PVOID b)
{
    add(word, 100);
}

static VOID
on_work(PVOID word)
{
    add(word, 10000);
}

static LONG
do_locked(LONG *word)
{
    LONG seen;
    KIRQL irql;

    KeAcquireSpinLock(&program.lock, &irql);
    seen = add(word, 1);
    KeReleaseSpinLock(&program.lock, irql);
    return seen;
}

static LONG
do_work(void)
{
    LONG queued = InterlockedExchange(&program.queued, 1);

    if (queued == 0) {
        ExQueueWorkItem(&program.item, DelayedWorkQueue);
    }
    return queued;
}

static LONG
do_step(enum operation operation, LONG *word)
{
    LARGE_INTEGER now = {.QuadPart = 0}, soon = {.QuadPart = -10};

    switch (operation) {
    case READ:
        return LOAD(word);
    case WRITE:
        STORE(word, 7);
        return 7;
    case LOCKED:
        return do_locked(word);
    case INTERLOCKED:
        return InterlockedIncrement(word);
    case SET_EVENT:
        return KeSetEvent(&program.event, IO_NO_INCREMENT, FALSE);
    case CLEAR_EVENT:
        return KeResetEvent(&program.event);
    case POLL_EVENT:
        return KeWaitForSingleObject(&program.event, Executive, KernelMode, FALSE, &now);
    case QUEUE_DPC:
        return KeInsertQueueDpc(&program.dpc, NULL, NULL);
    case REMOVE_DPC:
        return KeRemoveQueueDpc(&program.dpc);
    case SET_TIMER:
        return KeSetTimer(&program.timer, soon, &program.timer_dpc);
    case CANCEL_TIMER:
        return KeCancelTimer(&program.timer);
    case QUEUE_WORK:
        return do_work();
    default:
        return 0;
    }
}

static void
run_thread(void *argument)
{
    struct step *steps = argument;

    for (unsigned i = 0; i < STEPS; i++) {
        steps[i].seen = do_step(steps[i].operation, steps[i].word);
    }
}

static void
set_up(void)
{
    memset(&program, 0, sizeof program);
    KeInitializeSpinLock(&program.lock);
    KeInitializeEvent(&program.event, SynchronizationEvent, FALSE);
    KeInitializeDpc(&program.dpc, on_dpc, &program.words[0]);
    KeInitializeDpc(&program.timer_dpc, on_dpc, &program.words[1]);
    KeInitializeTimer(&program.timer);
    ExInitializeWorkItem(&program.item, on_work, &program.words[0]);
}

static void
set_step(unsigned i, enum operation operation, unsigned word)
{
    struct step *step = &program.steps[i / STEPS][i % STEPS];

    step->operation = operation;
    step->word = &program.words[word];
}

static void
make_random(unsigned seed)
{
    set_up();
    for (unsigned i = 0; i < THREADS * STEPS; i++) {
        enum operation operation = (enum operation)draw(&seed, OPERATIONS);

        set_step(i, operation, draw(&seed, WORDS));
    }
}

/* --- what came of it -------------------------------------------------------------------------- */

__attribute__((no_sanitize("thread"))) static LONG
seen(unsigned step)
{
    return program.steps[step / STEPS][step % STEPS].seen;
}

static void
run_program(void *unused)
{
    HANDLE threads[THREADS];

    for (unsigned i = 0; i < THREADS; i++) {
        threads[i] = sim_thread(run_thread, program.steps[i]);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        sim_join(threads[i]);
    }
    note_outcome(seen);
}

static void
of_random_programs(void **state)
{
    unsigned exhausted = 0;

    for (unsigned i = 0; i < PROGRAMS; i++) {
        make_random(i);
        exhausted += compare(run_program, 4000);
    }
    assert_true(exhausted > PROGRAMS / 2);
}

/* The DPC changes a word between two interlocked operations of somebody else. */
static void
of_a_dpc_and_interlocked_operations(void **state)
{
    set_up();
    set_step(0, QUEUE_DPC, 0);
    set_step(1, INTERLOCKED, 0);
    set_step(2, INTERLOCKED, 0);
    set_step(3, INTERLOCKED, 0);
    assert_true(compare(run_program, 40000));
}

/* The timer's DPC runs elsewhere before the interrupted thread goes on to read; with so few
   processors the clock interrupts a thread. */
static void
of_a_timer_and_reads(void **state)
{
    set_up();
    set_step(0, SET_TIMER, 1);
    set_step(1, READ, 1);
    set_step(2, READ, 1);
    set_step(3, CANCEL_TIMER, 1);
    assert_true(compare(run_program, 40000));
}

SIM_TESTS(SIM_TEST(of_random_programs, .cpus = THREADS + 2),
          SIM_TEST(of_a_dpc_and_interlocked_operations, .cpus = THREADS + 2),
          SIM_TEST(of_a_timer_and_reads, .cpus = THREADS + 1))
