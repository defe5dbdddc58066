/*
 * ex/test_pushlock.c - push locks
 */
#include <ntddk.h>
#include <sim/test.h>

static EX_PUSH_LOCK Lock;
static LONG Inside, Writers, Readers, Order;

static void
free_again_it_is_as_it_was(void **state)
{
    ExInitializePushLock(&Lock);
    KeEnterCriticalRegion();
    ExAcquirePushLockExclusive(&Lock);
    ExReleasePushLockExclusive(&Lock);
    ExAcquirePushLockShared(&Lock);
    ExAcquirePushLockShared(&Lock); // nobody waits: shared twice
    ExReleasePushLockShared(&Lock);
    ExReleasePushLockShared(&Lock);
    ExAcquirePushLockExclusive(&Lock);
    ExReleasePushLockExclusive(&Lock);
    KeLeaveCriticalRegion();
    assert_int_equal(Lock, 0);
}

static void
writes(void *turn)
{
    KeEnterCriticalRegion();
    ExAcquirePushLockExclusive(&Lock);
    *(LONG *)turn = ++Order;
    ExReleasePushLockExclusive(&Lock);
    KeLeaveCriticalRegion();
}

static void
reads(void *turn)
{
    KeEnterCriticalRegion();
    ExAcquirePushLockShared(&Lock);
    *(LONG *)turn = ++Order;
    ExReleasePushLockShared(&Lock);
    KeLeaveCriticalRegion();
}

static void
who_waits_exclusively_keeps_new_shares_out(void **state)
{
    static LONG write, read;
    HANDLE writer, reader;

    Order = write = read = 0;
    ExInitializePushLock(&Lock);
    KeEnterCriticalRegion();
    ExAcquirePushLockShared(&Lock);
    writer = sim_thread(writes, &write);
    sim_run_until_idle();
    reader = sim_thread(reads, &read);
    sim_run_until_idle();
    assert_int_equal(Order, 0);
    ExReleasePushLockShared(&Lock);
    KeLeaveCriticalRegion();
    sim_join(writer);
    sim_join(reader);
    assert_int_equal(write, 1);
    assert_int_equal(read, 2);
}

static void
churns(void *which)
{
    for (unsigned i = 0; i < 10; i++) {
        KeEnterCriticalRegion();
        if ((i + (uintptr_t)which) % 3 == 0) {
            ExAcquirePushLockExclusive(&Lock);
            assert_int_equal(InterlockedIncrement(&Inside), 1);
            Writers++;
            KeStallExecutionProcessor(sim_choose(2));
            InterlockedDecrement(&Inside);
            ExReleasePushLockExclusive(&Lock);
        } else {
            ExAcquirePushLockShared(&Lock);
            InterlockedIncrement(&Inside);
            InterlockedIncrement(&Readers);
            InterlockedDecrement(&Inside);
            ExReleasePushLockShared(&Lock);
        }
        KeLeaveCriticalRegion();
    }
}

static void
a_writer_is_alone(void **state)
{
    HANDLE threads[4];

    ExInitializePushLock(&Lock);
    Inside = Readers = Writers = 0;
    for (uintptr_t i = 0; i < 4; i++) {
        threads[i] = sim_thread(churns, (void *)i);
    }
    for (unsigned i = 0; i < 4; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(Readers + Writers, 40);
    assert_int_equal(Lock, 0);
}

static void
exclusive_access_is_not_recursive(void **state)
{
    ExInitializePushLock(&Lock);
    KeEnterCriticalRegion();
    ExAcquirePushLockExclusive(&Lock);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExAcquirePushLockShared(&Lock));
}

static void
apcs_must_be_disabled(void **state)
{
    ExInitializePushLock(&Lock);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExAcquirePushLockShared(&Lock));
}

static void
dispatch_level_is_0x192(void **state)
{
    KIRQL irql;

    ExInitializePushLock(&Lock);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    assert_bugcheck(KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL,
                    ExAcquirePushLockExclusive(&Lock));
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)&Lock);
    assert_int_equal(sim_bugcheck_parameter(3), DISPATCH_LEVEL);
}

static void
a_release_of_what_is_not_owned_is_0x162(void **state)
{
    ExInitializePushLock(&Lock);
    KeEnterCriticalRegion();
    ExAcquirePushLockShared(&Lock);
    assert_bugcheck(KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, ExReleasePushLockExclusive(&Lock));
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)&Lock);
}

SIM_TESTS(SIM_TEST(free_again_it_is_as_it_was),
          SIM_TEST(who_waits_exclusively_keeps_new_shares_out),
          SIM_TEST(a_writer_is_alone, .policy = SIM_RANDOM, .seeds = 200, .cpus = 4),
          SIM_TEST(a_writer_is_alone), SIM_TEST(exclusive_access_is_not_recursive),
          SIM_TEST(apcs_must_be_disabled), SIM_TEST(dispatch_level_is_0x192),
          SIM_TEST(a_release_of_what_is_not_owned_is_0x162))
