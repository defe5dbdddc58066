/*
 * scenario/test_device_queue_order.c - who waits in a device queue, and who comes next
 *
 * Setting up and using device queues; KeInsertDeviceQueue and its kin. A queue that is not busy
 * takes nobody: the inserter starts at once.
 */
#include <wdm.h>
#include <sim/test.h>

#include "schedules.h"

enum { ENTRIES = 6, THREADS = 3, ROUNDS = 8 };

static KDEVICE_QUEUE Queue;
static KDEVICE_QUEUE_ENTRY Entries[ENTRIES];

/* --- one after another ------------------------------------------------------------------------ */

static KIRQL
fresh_queue(VOID)
{
    KIRQL OldIrql;

    RtlZeroMemory(Entries, sizeof Entries);
    KeInitializeDeviceQueue(&Queue);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    return OldIrql;
}

static void
the_first_entry_is_not_queued(void **state)
{
    KIRQL OldIrql = fresh_queue();

    assert_false(Queue.Busy);
    assert_false(KeInsertDeviceQueue(&Queue, &Entries[0]));
    assert_true(Queue.Busy);
    assert_false(Entries[0].Inserted);
    assert_true(IsListEmpty(&Queue.DeviceListHead));
    assert_true(KeInsertDeviceQueue(&Queue, &Entries[1]));
    assert_true(Entries[1].Inserted);
    assert_ptr_equal(KeRemoveDeviceQueue(&Queue), &Entries[1]);
    assert_true(Queue.Busy);
    assert_null(KeRemoveDeviceQueue(&Queue));
    assert_false(Queue.Busy);
    KeLowerIrql(OldIrql);
}

static void
entries_come_out_in_the_order_of_insertion(void **state)
{
    KIRQL OldIrql = fresh_queue();

    for (ULONG i = 0; i < ENTRIES; i++) {
        assert_int_equal(KeInsertDeviceQueue(&Queue, &Entries[i]), i != 0);
    }
    for (ULONG i = 1; i < ENTRIES; i++) {
        assert_ptr_equal(KeRemoveDeviceQueue(&Queue), &Entries[i]);
    }
    assert_null(KeRemoveDeviceQueue(&Queue));
    KeLowerIrql(OldIrql);
}

static void
keys_ascend_and_equal_ones_keep_their_order(void **state)
{
    static const ULONG Keys[ENTRIES] = {0, 30, 10, 20, 10, 30};
    static const ULONG Order[] = {2, 4, 3, 1, 5};
    KIRQL OldIrql = fresh_queue();

    for (ULONG i = 0; i < ENTRIES; i++) {
        assert_int_equal(KeInsertByKeyDeviceQueue(&Queue, &Entries[i], Keys[i]), i != 0);
    }
    for (ULONG i = 0; i < ENTRIES - 1; i++) {
        assert_ptr_equal(KeRemoveDeviceQueue(&Queue), &Entries[Order[i]]);
    }
    KeLowerIrql(OldIrql);
}

static void
removing_by_key_starts_there_and_wraps(void **state)
{
    KIRQL OldIrql = fresh_queue();

    for (ULONG i = 0; i < ENTRIES; i++) {
        KeInsertByKeyDeviceQueue(&Queue, &Entries[i], i * 10);
    }
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 25), &Entries[3]);
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 40), &Entries[4]);
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 51), &Entries[1]);
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 0), &Entries[2]);
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 99), &Entries[5]);
    assert_null(KeRemoveByKeyDeviceQueue(&Queue, 0));
    assert_false(Queue.Busy);
    assert_null(KeRemoveByKeyDeviceQueueIfBusy(&Queue, 0));
    KeLowerIrql(OldIrql);
}

static void
an_entry_can_be_taken_out_of_the_middle(void **state)
{
    KIRQL OldIrql = fresh_queue();

    for (ULONG i = 0; i < 4; i++) {
        KeInsertDeviceQueue(&Queue, &Entries[i]);
    }
    assert_true(KeRemoveEntryDeviceQueue(&Queue, &Entries[2]));
    assert_false(KeRemoveEntryDeviceQueue(&Queue, &Entries[2]));
    assert_false(KeRemoveEntryDeviceQueue(&Queue, &Entries[0]));
    assert_ptr_equal(KeRemoveDeviceQueue(&Queue), &Entries[1]);
    assert_ptr_equal(KeRemoveDeviceQueue(&Queue), &Entries[3]);
    KeLowerIrql(OldIrql);
}

/* --- mistakes --------------------------------------------------------------------------------- */

static void
removing_from_a_queue_that_is_not_busy_is_0x2(void **state)
{
    fresh_queue();
    assert_bugcheck(DEVICE_QUEUE_NOT_BUSY, KeRemoveDeviceQueue(&Queue));
    assert_int_equal(sim_bugcheck_parameter(2), (ULONG_PTR)&Queue);
}

static void
an_interrupt_service_routine_s_irql_is_rejected(void **state)
{
    KIRQL OldIrql;

    fresh_queue();
    KeRaiseIrql(5, &OldIrql);
    assert_bugcheck(DRIVER_VIOLATION, KeInsertDeviceQueue(&Queue, &Entries[0]));
}

/* --- several processors ----------------------------------------------------------------------- */

static KDEVICE_QUEUE_ENTRY Own[THREADS][ROUNDS];
static KSPIN_LOCK NoteLock;
static ULONG Started, NextOf[THREADS], Waited, StartedAtOnce;

/* An entry that is started is done at once: then the next one is, as a DPC does it. */
static VOID
start(PKDEVICE_QUEUE_ENTRY Entry)
{
    while (Entry != NULL) {
        ULONG Number = (ULONG)(Entry - Own[0]);

        KeAcquireSpinLockAtDpcLevel(&NoteLock);
        Started++;
        assert_int_equal(Number % ROUNDS, NextOf[Number / ROUNDS]++);
        KeReleaseSpinLockFromDpcLevel(&NoteLock);
        Entry = KeRemoveDeviceQueue(&Queue);
    }
}

static void
inserts(void *number)
{
    PKDEVICE_QUEUE_ENTRY Entry = Own[(ULONG_PTR)number];
    KIRQL OldIrql;

    for (ULONG i = 0; i < ROUNDS; i++, Entry++) {
        KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
        if (KeInsertDeviceQueue(&Queue, Entry)) {
            Waited++;
        } else {
            StartedAtOnce++;
            start(Entry);
        }
        KeLowerIrql(OldIrql);
    }
}

static void
each_thread_s_entries_are_started_once_and_in_order(void **state)
{
    HANDLE threads[THREADS];

    KeInitializeDeviceQueue(&Queue);
    KeInitializeSpinLock(&NoteLock);
    RtlZeroMemory(NextOf, sizeof NextOf);
    Started = 0;
    for (ULONG_PTR i = 0; i < THREADS; i++) {
        threads[i] = sim_thread(inserts, (void *)i);
    }
    for (ULONG i = 0; i < THREADS; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(Started, THREADS * ROUNDS);
    assert_false(Queue.Busy);
}

static void
some_had_to_wait(void)
{
    print_message("%u started at once, %u waited\n", StartedAtOnce, Waited);
    assert_true(StartedAtOnce != 0);
    assert_true(Waited != 0);
}

SIM_TESTS(IN_ALL_SCHEDULES(the_first_entry_is_not_queued, NULL),
          IN_ALL_SCHEDULES(entries_come_out_in_the_order_of_insertion, NULL),
          IN_ALL_SCHEDULES(keys_ascend_and_equal_ones_keep_their_order, NULL),
          IN_ALL_SCHEDULES(removing_by_key_starts_there_and_wraps, NULL),
          IN_ALL_SCHEDULES(an_entry_can_be_taken_out_of_the_middle, NULL),
          IN_ALL_SCHEDULES(removing_from_a_queue_that_is_not_busy_is_0x2, NULL),
          IN_ALL_SCHEDULES(an_interrupt_service_routine_s_irql_is_rejected, NULL),
          IN_ALL_SCHEDULES(each_thread_s_entries_are_started_once_and_in_order, some_had_to_wait))
