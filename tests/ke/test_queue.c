/*
 * ke/test_queue.c - entries of a queue go to its threads, so many at a time
 */
#include <ntifs.h>
#include <sim/test.h>

#include "ke_test.h"

typedef struct _ITEM {
    LIST_ENTRY Links;
    LONG Number;
    LONG Taken;
} ITEM;

static KQUEUE Queue, Other;
static ITEM Items[64];
static KEVENT Go;
static LONG Running, MostRunning, Served;

static int
set_up(void **state)
{
    NewStory(state);
    KeInitializeQueue(&Queue, 1);
    KeInitializeQueue(&Other, 1);
    KeInitializeEvent(&Go, NotificationEvent, FALSE);
    memset(Items, 0, sizeof Items);
    for (LONG i = 0; i < (LONG)RTL_NUMBER_OF(Items); i++) {
        Items[i].Number = i;
    }
    Running = MostRunning = Served = 0;
    return 0;
}

static LONG
Insert(LONG Number)
{
    return KeInsertQueue(&Queue, &Items[Number].Links);
}

static BOOLEAN
IsStatus(PLIST_ENTRY Entry)
{
    return (ULONG_PTR)Entry == STATUS_TIMEOUT || (ULONG_PTR)Entry == STATUS_ABANDONED ||
           (ULONG_PTR)Entry == STATUS_USER_APC;
}

/* The number of the entry, or the negative of the status. */
static LONG
RemoveFrom(PKQUEUE From, PLARGE_INTEGER Timeout)
{
    PLIST_ENTRY Entry = KeRemoveQueue(From, KernelMode, Timeout);

    return IsStatus(Entry) ? -(LONG)(ULONG_PTR)Entry
                           : CONTAINING_RECORD(Entry, ITEM, Links)->Number;
}

static LONG
RemoveMs(LONGLONG Ms)
{
    LARGE_INTEGER Timeout = AfterMs(Ms);

    return RemoveFrom(&Queue, &Timeout);
}

/* --- one thread ------------------------------------------------------------------------------- */

static void
returns_how_many_entries_there_were(void **state)
{
    assert_int_equal(KeReadStateQueue(&Queue), 0);
    assert_int_equal(Insert(1), 0);
    assert_int_equal(Insert(2), 1);
    assert_int_equal(KeInsertHeadQueue(&Queue, &Items[3].Links), 2);
    assert_int_equal(KeReadStateQueue(&Queue), 3);
    assert_int_equal(RemoveMs(0), 3);
    assert_int_equal(RemoveMs(0), 1);
    assert_int_equal(RemoveMs(0), 2);
    assert_int_equal(KeReadStateQueue(&Queue), 0);
    assert_int_equal(RemoveMs(0), -STATUS_TIMEOUT);
    KeRundownQueue(&Queue);
}

static void
waits_as_long_as_it_was_told(void **state)
{
    uint64_t start = sim_time_ns();

    assert_int_equal(RemoveMs(40), -STATUS_TIMEOUT);
    assert_in_range(sim_time_ns() - start, 40 * MS, 40 * MS + 2 * TICK_NS);
    assert_int_equal(Queue.CurrentCount, 1);
    KeRundownQueue(&Queue);
}

static void
count_zero_is_one_for_each_processor(void **state)
{
    KeInitializeQueue(&Queue, 0);
    assert_int_equal(Queue.MaximumCount, 3);
}

static void
may_be_removed_from_and_inserted_at_dispatch_level(void **state)
{
    KIRQL irql;

    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    assert_int_equal(Insert(7), 0);
    assert_int_equal(RemoveMs(0), 7);
    KeLowerIrql(irql);
    KeRundownQueue(&Queue);
}

static void
a_rundown_returns_the_entries_as_a_ring(void **state)
{
    PLIST_ENTRY First;

    assert_ptr_equal(KeRundownQueue(&Queue), NULL);
    Insert(1);
    Insert(2);
    First = KeRundownQueue(&Queue);
    assert_ptr_equal(First, &Items[1].Links);
    assert_ptr_equal(First->Flink, &Items[2].Links);
    assert_ptr_equal(First->Flink->Flink, First);
    assert_int_equal(KeReadStateQueue(&Queue), 0);
}

/* --- several ---------------------------------------------------------------------------------- */

static void
one_entry(void *name)
{
    LONG Number = RemoveFrom(&Queue, NULL);
    CHAR Text[] = {*(const char *)name, (CHAR)('0' + Number), ' ', 0};

    Tell(Text);
}

static HANDLE
waiter(void (*function)(void *), const char *name)
{
    HANDLE thread = sim_thread(function, (void *)(ULONG_PTR)name);

    sim_run_until_idle();
    return thread;
}

static void
the_last_to_wait_is_served_first(void **state)
{
    HANDLE a = waiter(one_entry, "a"), b = waiter(one_entry, "b"), c = waiter(one_entry, "c");

    for (LONG i = 1; i <= 3; i++) {
        assert_int_equal(Insert(i), 0);
        sim_run_until_idle();
    }
    sim_join(a);
    sim_join(b);
    sim_join(c);
    assert_story("c1 b2 a3 ");
}

static void
two_entries(void *name)
{
    one_entry(name);
    one_entry(name);
}

/* The entry waits for the thread that is active, although another one waits for an entry. */
static void
no_more_threads_run_than_allowed(void **state)
{
    HANDLE a = waiter(two_entries, "a"), b = waiter(two_entries, "b");

    assert_int_equal(Insert(1), 0); // b
    assert_int_equal(Queue.CurrentCount, 1);
    assert_int_equal(Insert(2), 0);
    assert_int_equal(KeReadStateQueue(&Queue), 1);
    assert_int_equal(Insert(3), 1);
    assert_int_equal(Insert(4), 2);
    sim_join(a);
    sim_join(b);
    assert_story("b1 b2 a3 a4 ");
}

static void
blocks_after_its_entry(void *name)
{
    one_entry(name);
    Wait(&Go);
    Tell("go ");
}

static void
a_thread_that_blocks_lets_another_one_run(void **state)
{
    HANDLE a = waiter(one_entry, "a"), b = waiter(blocks_after_its_entry, "b");

    Insert(1);
    Insert(2);
    sim_run_until_idle();
    assert_story("b1 a2 ");
    assert_int_equal(Queue.CurrentCount, 0);
    KeSetEvent(&Go, 0, FALSE);
    assert_int_equal(Queue.CurrentCount, 1);
    sim_join(a);
    sim_join(b);
    assert_int_equal(Queue.CurrentCount, 0);
}

static void
moves_on(void *name)
{
    LARGE_INTEGER None = {.QuadPart = 0};

    one_entry(name);
    assert_int_equal(RemoveFrom(&Other, &None), -STATUS_TIMEOUT);
    assert_int_equal(Other.CurrentCount, 1);
    Tell("moved ");
    Wait(&Go);
}

static void
a_thread_belongs_to_the_queue_it_removed_from_last(void **state)
{
    HANDLE a = waiter(one_entry, "a"), b = waiter(moves_on, "b");

    Insert(1);
    Insert(2);
    assert_int_equal(Queue.CurrentCount, 1);
    sim_run_until_idle();
    assert_int_equal(Other.CurrentCount, 0);
    sim_join(a);
    KeSetEvent(&Go, 0, FALSE);
    sim_join(b);
    assert_story("b1 moved a2 ");
    assert_true(IsListEmpty(&Other.ThreadListHead) && IsListEmpty(&Queue.ThreadListHead));
}

static void
is_abandoned(void *unused)
{
    assert_int_equal(RemoveFrom(&Queue, NULL), -STATUS_ABANDONED);
    Tell("abandoned ");
}

static void
a_rundown_ends_waits(void **state)
{
    HANDLE a = waiter(is_abandoned, NULL), b = waiter(is_abandoned, NULL);

    KeRundownQueue(&Queue);
    sim_join(a);
    sim_join(b);
    assert_story("abandoned abandoned ");
}

static void
waits_for_the_object(void *unused)
{
    assert_nt_status(Wait(&Queue), STATUS_SUCCESS);
    Tell("signalled ");
}

/* It is signalled while there are entries, and a wait takes none. */
static void
can_be_waited_for_as_any_object(void **state)
{
    HANDLE a = waiter(waits_for_the_object, NULL), b = waiter(one_entry, "b");

    Insert(1);
    sim_run_until_idle();
    assert_story("b1 ");
    Insert(2);
    sim_join(a);
    assert_story("signalled ");
    assert_int_equal(RemoveMs(0), 2);
    sim_join(b);
    KeRundownQueue(&Queue);
}

/* --- in any order ----------------------------------------------------------------------------- */

static void
serves(void *unused)
{
    LONG Number;

    while ((Number = RemoveFrom(&Queue, NULL)) < 60) {
        LONG Now = InterlockedIncrement(&Running);

        MostRunning = Now > MostRunning ? Now : MostRunning;
        assert_int_equal(InterlockedIncrement(&Items[Number].Taken), 1);
        KeStallExecutionProcessor(1 + sim_choose(20));
        InterlockedIncrement(&Served);
        InterlockedDecrement(&Running);
    }
}

static void
inserts(void *first)
{
    for (LONG i = 0; i < 30; i++) {
        Insert((LONG)(LONG_PTR)first + i);
        KeStallExecutionProcessor(1 + sim_choose(20));
    }
}

static void
each_entry_is_served_once_by_no_more_threads_than_allowed(void **state)
{
    HANDLE servers[4], clients[2];

    KeInitializeQueue(&Queue, 2);
    for (LONG i = 0; i < 4; i++) {
        servers[i] = sim_thread(serves, NULL);
    }
    clients[0] = sim_thread(inserts, (void *)0);
    clients[1] = sim_thread(inserts, (void *)30);
    sim_join(clients[0]);
    sim_join(clients[1]);
    for (LONG i = 0; i < 4; i++) {
        Insert(60 + i);
    }
    for (LONG i = 0; i < 4; i++) {
        sim_join(servers[i]);
    }
    assert_int_equal(Served, 60);
    assert_in_range(MostRunning, 1, 2);
    assert_int_equal(Queue.CurrentCount, 0);
    assert_ptr_equal(KeRundownQueue(&Queue), NULL);
}

#define ONE(function) SIM_TEST(function, .before = set_up, .cpus = 1)

SIM_TESTS(ONE(returns_how_many_entries_there_were), ONE(waits_as_long_as_it_was_told),
          SIM_TEST(count_zero_is_one_for_each_processor, .before = set_up, .cpus = 3),
          ONE(may_be_removed_from_and_inserted_at_dispatch_level),
          ONE(a_rundown_returns_the_entries_as_a_ring), ONE(the_last_to_wait_is_served_first),
          ONE(no_more_threads_run_than_allowed), ONE(a_thread_that_blocks_lets_another_one_run),
          ONE(a_thread_belongs_to_the_queue_it_removed_from_last), ONE(a_rundown_ends_waits),
          ONE(can_be_waited_for_as_any_object),
          SIM_TEST(each_entry_is_served_once_by_no_more_threads_than_allowed, .before = set_up,
                   .cpus = 4, .policy = SIM_RANDOM, .seeds = 30))
