/*
 * scenario/test_protection.c - run-down protection, critical and guarded regions, ERESOURCE
 *
 * Run-down protection; critical regions and guarded regions; introduction to ERESOURCE routines.
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/slow_target.h"
#include "schedules.h"

/* --- run-down protection ---------------------------------------------------------------------- */

static EX_RUNDOWN_REF Ref;
static volatile BOOLEAN Gone;
static LONG Refused, Granted;

static void
uses_it(void *unused)
{
    for (unsigned i = 0; i < 6; i++) {
        if (!ExAcquireRundownProtection(&Ref)) {
            InterlockedIncrement(&Refused);
            return;
        }
        assert_false(Gone);
        KeStallExecutionProcessor(sim_choose(2));
        assert_false(Gone);
        ExReleaseRundownProtection(&Ref);
        InterlockedIncrement(&Granted);
    }
}

static void
the_run_down_ends_after_the_last_release(void **state)
{
    HANDLE threads[3];

    Gone = FALSE;
    ExInitializeRundownProtection(&Ref);
    assert_true(ExAcquireRundownProtection(&Ref));
    ExReleaseRundownProtection(&Ref);
    for (unsigned i = 0; i < 3; i++) {
        threads[i] = sim_thread(uses_it, NULL);
    }
    KeStallExecutionProcessor(sim_choose(12));
    ExWaitForRundownProtectionRelease(&Ref);
    Gone = TRUE;
    assert_false(ExAcquireRundownProtection(&Ref));
    for (unsigned i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
    ExReInitializeRundownProtection(&Ref);
    assert_true(ExAcquireRundownProtection(&Ref));
    ExReleaseRundownProtection(&Ref);
}

static void
both_were_seen(void)
{
    print_message("%d acquisitions, %d refused\n", Granted, Refused);
    assert_true(Granted != 0);
    assert_true(Refused != 0);
}

/* --- regions ---------------------------------------------------------------------------------- */

/* The completion of a request comes as a special kernel APC: it writes Iosb. */
static IO_STATUS_BLOCK Iosb;

#define REQUEST CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

static HANDLE
begin_request(void)
{
    PTARGET target = sim_driver_symbol("slow_target", "Target");
    HANDLE h = sim_open(L"\\\\.\\SlowTarget");

    *target = (TARGET){.Pends = TRUE, .DelayMs = 20, .Status = STATUS_SUCCESS};
    Iosb = (IO_STATUS_BLOCK){.Status = STATUS_PENDING};
    assert_nt_status(NtDeviceIoControlFile(h, NULL, NULL, NULL, &Iosb, REQUEST, NULL, 0, NULL, 0),
                     STATUS_PENDING);
    return h;
}

static void
a_critical_region_lets_special_apcs_in(void **state)
{
    HANDLE h = begin_request();

    KeEnterCriticalRegion();
    KeEnterCriticalRegion();
    assert_true(KeAreApcsDisabled());
    assert_false(KeAreAllApcsDisabled());
    sim_run_for(100 * 1000 * 1000);
    assert_nt_status(Iosb.Status, STATUS_SUCCESS);
    KeLeaveCriticalRegion();
    assert_true(KeAreApcsDisabled());
    KeLeaveCriticalRegion();
    assert_false(KeAreApcsDisabled());
    CloseHandle(h);
}

static void
a_guarded_region_holds_them_until_it_is_left(void **state)
{
    HANDLE h = begin_request();

    KeEnterGuardedRegion();
    assert_true(KeAreAllApcsDisabled());
    sim_run_for(100 * 1000 * 1000);
    assert_nt_status(Iosb.Status, STATUS_PENDING);
    KeLeaveGuardedRegion();
    assert_nt_status(Iosb.Status, STATUS_SUCCESS); // at once
    CloseHandle(h);
}

static void
so_does_apc_level(void **state)
{
    HANDLE h = begin_request();
    KIRQL irql;

    KeRaiseIrql(APC_LEVEL, &irql);
    assert_true(KeAreAllApcsDisabled());
    for (unsigned i = 0; i < 40; i++) {
        KeStallExecutionProcessor(1000);
    }
    assert_nt_status(Iosb.Status, STATUS_PENDING);
    KeLowerIrql(irql);
    assert_nt_status(Iosb.Status, STATUS_SUCCESS);
    CloseHandle(h);
}

static void
leaving_what_was_not_entered_is_reported(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeLeaveCriticalRegion());
}

/* --- ERESOURCE -------------------------------------------------------------------------------- */

static ERESOURCE Resource;
static LONG Readers, Writers, Both;

static void
reads(void *starves)
{
    KeEnterCriticalRegion();
    for (unsigned i = 0; i < 4; i++) {
        if (starves != NULL) {
            ExAcquireSharedStarveExclusive(&Resource, TRUE);
        } else {
            ExAcquireResourceSharedLite(&Resource, TRUE);
        }
        InterlockedIncrement(&Readers);
        assert_int_equal(Writers, 0);
        assert_true(ExAcquireResourceSharedLite(&Resource, FALSE)); // again, whoever waits
        Both += ExGetExclusiveWaiterCount(&Resource) != 0;
        KeStallExecutionProcessor(sim_choose(2));
        ExReleaseResourceLite(&Resource);
        assert_int_equal(Writers, 0);
        InterlockedDecrement(&Readers);
        ExReleaseResourceLite(&Resource);
    }
    KeLeaveCriticalRegion();
}

static void
writes(void *unused)
{
    KeEnterCriticalRegion();
    for (unsigned i = 0; i < 4; i++) {
        ExAcquireResourceExclusiveLite(&Resource, TRUE);
        assert_int_equal(InterlockedIncrement(&Writers), 1);
        assert_int_equal(Readers, 0);
        KeStallExecutionProcessor(sim_choose(2));
        InterlockedDecrement(&Writers);
        if (i % 2 == 0) {
            ExConvertExclusiveToSharedLite(&Resource);
            assert_int_equal(Writers, 0);
        }
        ExReleaseResourceLite(&Resource);
    }
    KeLeaveCriticalRegion();
}

static void
readers_and_writers_keep_apart(void **state)
{
    HANDLE threads[4];

    Readers = Writers = 0;
    ExInitializeResourceLite(&Resource);
    threads[0] = sim_thread(reads, NULL);
    threads[1] = sim_thread(writes, NULL);
    threads[2] = sim_thread(reads, &Resource);
    threads[3] = sim_thread(writes, NULL);
    for (unsigned i = 0; i < 4; i++) {
        sim_join(threads[i]);
    }
    ExDeleteResourceLite(&Resource);
}

static void
readers_met_waiting_writers(void)
{
    assert_true(Both != 0);
}

SIM_TESTS(IN_ALL_SCHEDULES(the_run_down_ends_after_the_last_release, both_were_seen),
          IN_ALL_SCHEDULES(a_critical_region_lets_special_apcs_in, NULL, .driver = "slow_target"),
          IN_ALL_SCHEDULES(a_guarded_region_holds_them_until_it_is_left, NULL,
                           .driver = "slow_target"),
          IN_ALL_SCHEDULES(so_does_apc_level, NULL, .driver = "slow_target"),
          IN_ALL_SCHEDULES(leaving_what_was_not_entered_is_reported, NULL),
          IN_ALL_SCHEDULES(readers_and_writers_keep_apart, readers_met_waiting_writers))
