/*
 * ex/test_rwspin.c - reader-writer spin locks
 */
#include <ntddk.h>
#include <sim/test.h>

static EX_SPIN_LOCK Lock;
static KDPC Dpc;
static ULONG Entered;

static VOID
read_it(PKDPC unused, PVOID context, PVOID argument1, PVOID argument2)
{
    ExAcquireSpinLockSharedAtDpcLevel(&Lock);
    Entered++;
    ExReleaseSpinLockSharedFromDpcLevel(&Lock);
}

static VOID
write_it(PKDPC unused, PVOID context, PVOID argument1, PVOID argument2)
{
    ExAcquireSpinLockExclusiveAtDpcLevel(&Lock);
    Entered++;
    ExReleaseSpinLockExclusiveFromDpcLevel(&Lock);
}

static void
start_on_the_other_processor(PKDEFERRED_ROUTINE routine)
{
    Entered = 0;
    KeInitializeDpc(&Dpc, routine, NULL);
    KeSetTargetProcessorDpc(&Dpc, 1);
    KeSetImportanceDpc(&Dpc, HighImportance);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    KeStallExecutionProcessor(100);
}

static void
the_holder_runs_at_dispatch_level(void **state)
{
    KIRQL irql = ExAcquireSpinLockExclusive(&Lock);

    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    ExReleaseSpinLockExclusive(&Lock, irql);
    irql = ExAcquireSpinLockShared(&Lock);
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    ExReleaseSpinLockShared(&Lock, irql);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
}

static void
readers_let_readers_in_and_keep_writers_out(void **state)
{
    KIRQL irql;

    KeSetSystemAffinityThread(1);
    irql = ExAcquireSpinLockShared(&Lock);
    start_on_the_other_processor(read_it);
    assert_int_equal(Entered, 1);
    start_on_the_other_processor(write_it);
    assert_int_equal(Entered, 0);
    ExReleaseSpinLockShared(&Lock, irql);
    sim_run_until_idle();
    assert_int_equal(Entered, 1);
    KeRevertToUserAffinityThread();
}

static void
a_writer_keeps_all_out(void **state)
{
    KIRQL irql;

    KeSetSystemAffinityThread(1);
    irql = ExAcquireSpinLockExclusive(&Lock);
    start_on_the_other_processor(read_it);
    assert_int_equal(Entered, 0);
    ExReleaseSpinLockExclusive(&Lock, irql);
    sim_run_until_idle();
    assert_int_equal(Entered, 1);
    KeRevertToUserAffinityThread();
}

static void
a_waiting_writer_comes_before_new_readers(void **state)
{
    KDPC reader;
    KIRQL irql;

    KeSetSystemAffinityThread(1);
    irql = ExAcquireSpinLockShared(&Lock);
    start_on_the_other_processor(write_it);
    KeInitializeDpc(&reader, read_it, NULL);
    KeSetTargetProcessorDpc(&reader, 2);
    KeSetImportanceDpc(&reader, HighImportance);
    KeInsertQueueDpc(&reader, NULL, NULL);
    KeStallExecutionProcessor(100);
    assert_int_equal(Entered, 0);
    ExReleaseSpinLockShared(&Lock, irql);
    sim_run_until_idle();
    assert_int_equal(Entered, 2);
    KeRevertToUserAffinityThread();
}

static void
the_only_reader_becomes_the_writer_while_another_one_waits(void **state)
{
    KIRQL irql;

    KeSetSystemAffinityThread(1);
    irql = ExAcquireSpinLockShared(&Lock);
    start_on_the_other_processor(write_it);
    assert_true(ExTryConvertSharedSpinLockExclusive(&Lock));
    KeStallExecutionProcessor(100);
    assert_int_equal(Entered, 0);
    ExReleaseSpinLockExclusive(&Lock, irql);
    sim_run_until_idle();
    assert_int_equal(Entered, 1);
    KeRevertToUserAffinityThread();
}

static void
the_only_reader_can_become_the_writer(void **state)
{
    KIRQL irql = ExAcquireSpinLockShared(&Lock);

    assert_true(ExTryConvertSharedSpinLockExclusive(&Lock));
    ExReleaseSpinLockExclusive(&Lock, irql);
    irql = ExAcquireSpinLockShared(&Lock);
    ExAcquireSpinLockSharedAtDpcLevel(&Lock);
    assert_false(ExTryConvertSharedSpinLockExclusive(&Lock));
    ExReleaseSpinLockSharedFromDpcLevel(&Lock);
    ExReleaseSpinLockShared(&Lock, irql);
}

static void
a_writer_does_not_enter_twice(void **state)
{
    ExAcquireSpinLockExclusive(&Lock);
    assert_bugcheck(SPIN_LOCK_ALREADY_OWNED, ExAcquireSpinLockExclusiveAtDpcLevel(&Lock));
    Lock = 0;
}

static void
what_is_not_held_is_not_released(void **state)
{
    KIRQL irql;

    Lock = 0;
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    assert_bugcheck(SPIN_LOCK_NOT_OWNED, ExReleaseSpinLockSharedFromDpcLevel(&Lock));
}

SIM_TESTS(SIM_TEST(the_holder_runs_at_dispatch_level),
          SIM_TEST(readers_let_readers_in_and_keep_writers_out, .cpus = 2),
          SIM_TEST(a_writer_keeps_all_out, .cpus = 2),
          SIM_TEST(a_waiting_writer_comes_before_new_readers, .cpus = 3),
          SIM_TEST(the_only_reader_becomes_the_writer_while_another_one_waits, .cpus = 2),
          SIM_TEST(the_only_reader_can_become_the_writer), SIM_TEST(a_writer_does_not_enter_twice),
          SIM_TEST(what_is_not_held_is_not_released))
