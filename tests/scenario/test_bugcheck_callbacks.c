/*
 * scenario/test_bugcheck_callbacks.c - scenario 40 (e): KeBugCheckEx with callbacks
 *
 * They run at HIGH_LEVEL, while no other processor does; libsim's order is: what makes the dump,
 * what it is written through, then the plain ones, each in the order of registration.
 */
#include <wdm.h>

#include "schedules.h"

enum { CRASH = MANUALLY_INITIATED_CRASH };

static CHAR Story[64];
static KBUGCHECK_CALLBACK_RECORD First, Second;
static KBUGCHECK_REASON_CALLBACK_RECORD Io, Data, Pages;
static volatile LONG Ticks;
static KSPIN_LOCK Lock;

static VOID
Tell(PCSTR What)
{
    LONG before = Ticks;

    assert_int_equal(KeGetCurrentIrql(), HIGH_LEVEL);
    for (ULONG i = 0; i < 20; i++) { // the others would get their turn here
        KeStallExecutionProcessor(100);
    }
    assert_int_equal(Ticks, before);
    strcat(Story, What);
}

static VOID
TellPlain(PVOID Buffer, ULONG Length)
{
    Tell(Buffer);
}

static VOID
TellReason(KBUGCHECK_CALLBACK_REASON Reason, PKBUGCHECK_REASON_CALLBACK_RECORD Record,
           PVOID Specific, ULONG Length)
{
    if (Reason == KbCallbackSecondaryDumpData) {
        Tell("s");
    } else if (Reason == KbCallbackAddPages) {
        Tell("p");
    } else {
        static const CHAR Kinds[] = "?hbsc";
        CHAR Kind[2] = {Kinds[((PKBUGCHECK_DUMP_IO)Specific)->Type], 0};

        Tell(Kind);
    }
}

static VOID
Busy(PVOID Unused)
{
    for (;;) {
        InterlockedIncrement(&Ticks);
    }
}

static void
start_others(void)
{
    for (unsigned i = 1; i < sim_cpu_count(); i++) {
        HANDLE Handle;

        PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, Busy, NULL);
        ZwClose(Handle);
    }
}

static void
register_all(void)
{
    Story[0] = 0;
    KeRegisterBugCheckCallback(&First, TellPlain, "1", 2, (PUCHAR) "first");
    KeRegisterBugCheckReasonCallback(&Io, TellReason, KbCallbackDumpIo, (PUCHAR) "io");
    KeRegisterBugCheckReasonCallback(&Data, TellReason, KbCallbackSecondaryDumpData,
                                     (PUCHAR) "data");
    KeRegisterBugCheckReasonCallback(&Pages, TellReason, KbCallbackAddPages, (PUCHAR) "pages");
    KeRegisterBugCheckCallback(&Second, TellPlain, "2", 2, (PUCHAR) "second");
}

static void
callbacks_run_alone_at_high_level(void **state)
{
    memset(&First, 0, sizeof First);
    memset(&Second, 0, sizeof Second);
    memset(&Io, 0, sizeof Io);
    memset(&Data, 0, sizeof Data);
    memset(&Pages, 0, sizeof Pages);
    start_others();
    register_all();
    assert_bugcheck(CRASH, KeBugCheckEx(CRASH, 1, 2, 3, 4));
    assert_string_equal(Story, "phbssc12"); // the driver gave no data: none is written
}

/* --- what a callback may not do --------------------------------------------------------------- */

static VOID
Allocate(PVOID Buffer, ULONG Length)
{
    ExFreePoolWithTag(ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, 'tseT'), 'tseT');
}

static VOID
TakeLock(PVOID Buffer, ULONG Length)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
}

static VOID
TouchPaged(PVOID Buffer, ULONG Length)
{
    *(volatile UCHAR *)Buffer = 1;
}

static void
crash_with(PKBUGCHECK_CALLBACK_ROUTINE Routine, PVOID Buffer)
{
    memset(&First, 0, sizeof First);
    KeRegisterBugCheckCallback(&First, Routine, Buffer, 1, (PUCHAR) "wrong");
    KeBugCheckEx(CRASH, 1, 2, 3, 4);
}

static void
one_that_allocates_is_reported(void **state)
{
    assert_bugcheck(DRIVER_VIOLATION, crash_with(Allocate, NULL));
}

static void
one_that_takes_a_lock_is_reported(void **state)
{
    KeInitializeSpinLock(&Lock);
    assert_bugcheck(DRIVER_VIOLATION, crash_with(TakeLock, NULL));
}

static void
one_that_touches_what_is_not_there_is_reported(void **state)
{
    assert_bugcheck(IRQL_NOT_LESS_OR_EQUAL, crash_with(TouchPaged, (PVOID)0x10));
}

SIM_TESTS(IN_ALL_SCHEDULES(callbacks_run_alone_at_high_level, NULL),
          SIM_TEST(one_that_allocates_is_reported), SIM_TEST(one_that_takes_a_lock_is_reported),
          SIM_TEST(one_that_touches_what_is_not_there_is_reported))
