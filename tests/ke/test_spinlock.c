/*
 * ke/test_spinlock.c - exclusion between processors, and the mistakes that are stopped
 */
#include <wdm.h>
#include <sim/test.h>

enum { THREADS = 4, ROUNDS = 50 };

static KSPIN_LOCK Lock, Other;
static ULONG Inside, Most, Count;
static KEVENT Go;
static char order[8];

static VOID
Enter(VOID)
{
    Inside++;
    Most = Inside > Most ? Inside : Most;
    KeStallExecutionProcessor(1);
    Count++;
    Inside--;
}

static void
plain(void *unused)
{
    for (ULONG i = 0; i < ROUNDS; i++) {
        KIRQL OldIrql;

        KeAcquireSpinLock(&Lock, &OldIrql);
        assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
        Enter();
        KeReleaseSpinLock(&Lock, OldIrql);
    }
}

static void
queued(void *unused)
{
    for (ULONG i = 0; i < ROUNDS; i++) {
        KLOCK_QUEUE_HANDLE Handle;

        KeAcquireInStackQueuedSpinLock(&Lock, &Handle);
        Enter();
        KeReleaseInStackQueuedSpinLock(&Handle);
    }
}

static void
raising(void *unused)
{
    for (ULONG i = 0; i < ROUNDS; i++) {
        KIRQL OldIrql = KeAcquireSpinLockRaiseToDpc(&Lock);

        Enter();
        KeReleaseSpinLock(&Lock, OldIrql);
    }
}

static void
raised_already(void *unused)
{
    for (ULONG i = 0; i < ROUNDS; i++) {
        KLOCK_QUEUE_HANDLE Handle;
        KIRQL OldIrql;

        KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
        KeAcquireSpinLockAtDpcLevel(&Lock);
        Enter();
        KeReleaseSpinLockFromDpcLevel(&Lock);
        KefAcquireSpinLockAtDpcLevel(&Lock);
        KefReleaseSpinLockFromDpcLevel(&Lock);
        KeAcquireInStackQueuedSpinLockAtDpcLevel(&Lock, &Handle);
        Count--;
        KeReleaseInStackQueuedSpinLockFromDpcLevel(&Handle);
        KeAcquireInStackQueuedSpinLockAtDpcLevel(&Lock, &Handle);
        Enter();
        KeReleaseInStackQueuedSpinLockFromDpcLevel(&Handle);
        assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
        KeLowerIrql(OldIrql);
    }
}

static void
for_dpcs(void *unused)
{
    for (ULONG i = 0; i < ROUNDS; i++) {
        KLOCK_QUEUE_HANDLE Handle;
        KIRQL OldIrql = KeAcquireSpinLockForDpc(&Lock);

        Enter();
        KeReleaseSpinLockForDpc(&Lock, OldIrql);
        KeAcquireInStackQueuedSpinLockForDpc(&Lock, &Handle);
        Count--;
        KeReleaseInStackQueuedSpinLockForDpc(&Handle);
        KeAcquireInStackQueuedSpinLockForDpc(&Lock, &Handle);
        Enter();
        KeReleaseInStackQueuedSpinLockForDpc(&Handle);
    }
}

static void
run_threads(void (*body)(void *))
{
    HANDLE threads[THREADS];

    Inside = Most = Count = 0;
    KeInitializeSpinLock(&Lock);
    for (ULONG i = 0; i < THREADS; i++) {
        threads[i] = sim_thread(body, NULL);
    }
    for (ULONG i = 0; i < THREADS; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(Most, 1);
    assert_int_equal(Count, THREADS * ROUNDS);
}

static void
excludes_other_processors(void **state)
{
    run_threads(plain);
}

static void
queued_excludes_other_processors(void **state)
{
    run_threads(queued);
}

static void
in_every_form_excludes_other_processors(void **state)
{
    run_threads(raising);
    run_threads(raised_already);
    run_threads(for_dpcs);
}

static void
takes_its_turn(void *name)
{
    KLOCK_QUEUE_HANDLE Handle;

    KeSetSystemAffinityThread((KAFFINITY)1 << *(char *)name % 4);
    KeStallExecutionProcessor(10 + 5 * (*(char *)name % 4));
    KeAcquireInStackQueuedSpinLock(&Lock, &Handle);
    order[strlen(order)] = *(char *)name;
    KeReleaseInStackQueuedSpinLock(&Handle);
    KeRevertToUserAffinityThread();
}

static void
queued_is_granted_in_the_order_of_asking(void **state)
{
    static char names[] = "123";
    KLOCK_QUEUE_HANDLE Handle;
    HANDLE threads[3];

    memset(order, 0, sizeof order);
    KeInitializeSpinLock(&Lock);
    KeSetSystemAffinityThread(1);
    for (ULONG i = 0; i < 3; i++) {
        threads[i] = sim_thread(takes_its_turn, &names[i]);
    }
    KeAcquireInStackQueuedSpinLock(&Lock, &Handle);
    KeStallExecutionProcessor(200);
    KeReleaseInStackQueuedSpinLock(&Handle);
    for (ULONG i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
    assert_string_equal(order, "123");
    KeRevertToUserAffinityThread();
}

static void
try_fails_when_taken(void **state)
{
    KIRQL OldIrql;

    KeInitializeSpinLock(&Lock);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    assert_true(KeTestSpinLock(&Lock));
    assert_true(KeTryToAcquireSpinLockAtDpcLevel(&Lock));
    assert_false(KeTestSpinLock(&Lock));
    assert_false(KeTryToAcquireSpinLockAtDpcLevel(&Lock));
    KeReleaseSpinLockFromDpcLevel(&Lock);
    KeLowerIrql(OldIrql);
}

static void
taken_twice_is_stopped(void **state)
{
    KIRQL OldIrql;

    KeInitializeSpinLock(&Lock);
    KeAcquireSpinLock(&Lock, &OldIrql);
    assert_bugcheck(SPIN_LOCK_ALREADY_OWNED, KeAcquireSpinLockAtDpcLevel(&Lock));
    assert_int_equal(sim_bugcheck_parameter(1), (uintptr_t)&Lock);
}

static void
released_without_owning_is_stopped(void **state)
{
    KeInitializeSpinLock(&Lock);
    KeRaiseIrqlToDpcLevel();
    assert_bugcheck(SPIN_LOCK_NOT_OWNED, KeReleaseSpinLockFromDpcLevel(&Lock));
}

static void
takes_other_then_lock(void *unused)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Other, &OldIrql);
    KeSetEvent(&Go, 0, FALSE);
    KeStallExecutionProcessor(100);
    KeAcquireSpinLockAtDpcLevel(&Lock);
    KeReleaseSpinLockFromDpcLevel(&Lock);
    KeReleaseSpinLock(&Other, OldIrql);
}

static VOID
TakeLockThenOther(VOID)
{
    KIRQL OldIrql;

    sim_thread(takes_other_then_lock, NULL);
    KeWaitForSingleObject(&Go, Executive, KernelMode, FALSE, NULL);
    KeAcquireSpinLock(&Lock, &OldIrql);
    KeAcquireSpinLockAtDpcLevel(&Other);
    KeReleaseSpinLockFromDpcLevel(&Other);
    KeReleaseSpinLock(&Lock, OldIrql);
}

static void
a_ring_of_spinning_processors_is_a_deadlock(void **state)
{
    KeInitializeSpinLock(&Lock);
    KeInitializeSpinLock(&Other);
    KeInitializeEvent(&Go, NotificationEvent, FALSE);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, TakeLockThenOther());
    assert_int_equal(sim_bugcheck_parameter(1), 0x1001);
}

SIM_TESTS(SIM_TEST(excludes_other_processors, .cpus = 4),
          SIM_TEST(excludes_other_processors, .cpus = 4, .policy = SIM_RANDOM, .seed = 1),
          SIM_TEST(excludes_other_processors, .cpus = 2, .policy = SIM_RANDOM, .seed = 2),
          SIM_TEST(queued_excludes_other_processors, .cpus = 4),
          SIM_TEST(queued_excludes_other_processors, .cpus = 4, .policy = SIM_RANDOM, .seed = 4),
          SIM_TEST(in_every_form_excludes_other_processors, .cpus = 4),
          SIM_TEST(in_every_form_excludes_other_processors, .cpus = 3, .policy = SIM_RANDOM,
                   .seeds = 5),
          SIM_TEST(queued_is_granted_in_the_order_of_asking, .cpus = 4),
          SIM_TEST(try_fails_when_taken), SIM_TEST(taken_twice_is_stopped),
          SIM_TEST(released_without_owning_is_stopped),
          SIM_TEST(a_ring_of_spinning_processors_is_a_deadlock, .cpus = 2))
