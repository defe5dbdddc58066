/*
 * scenario/test_processor_change.c - scenario 40 (d): two processors are added, one fails
 */
#include <wdm.h>

#include "schedules.h"

static CHAR Story[64];
static ULONG VetoAt;

static VOID
Tell(PVOID Context, PKE_PROCESSOR_CHANGE_NOTIFY_CONTEXT Change, PNTSTATUS OperationStatus)
{
    static const CHAR Kinds[] = "scf";
    size_t length = strlen(Story);

    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    assert_int_equal(KeGetProcessorIndexFromNumber(&Change->ProcNumber) == INVALID_PROCESSOR_INDEX,
                     Change->NtNumber >= KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS));
    Story[length] = Kinds[Change->State];
    Story[length + 1] = (CHAR)('0' + Change->NtNumber);
    Story[length + 2] = 0;
    if (Change->State == KeProcessorAddStartNotify && Context != NULL &&
        Change->NtNumber == VetoAt) {
        *OperationStatus = STATUS_INSUFFICIENT_RESOURCES;
    }
}

#define assert_story(expected)                                                                     \
    do {                                                                                           \
        assert_string_equal(Story, (expected));                                                    \
        Story[0] = 0;                                                                              \
    } while (0)

static KDPC Dpc;
static volatile LONG RanOn;

static VOID
NoteProcessor(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    RanOn = (LONG)KeGetCurrentProcessorNumberEx(NULL);
}

/* 2 processors and 2 that can be added. */
static void
the_first_one_starts_and_the_second_one_fails(void **state)
{
    PVOID Handle;

    Story[0] = 0;
    VetoAt = 99;
    Handle = KeRegisterProcessorChangeCallback(Tell, NULL, KE_PROCESSOR_CHANGE_ADD_EXISTING);
    assert_non_null(Handle);
    assert_story("s0s1c0c1");
    assert_int_equal(KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS), 2);
    assert_int_equal(KeQueryMaximumProcessorCountEx(ALL_PROCESSOR_GROUPS), 4);
    assert_nt_success(sim_add_processor(STATUS_SUCCESS));
    assert_story("s2c2");
    assert_int_equal(KeQueryActiveProcessorCount(NULL), 3);
    KeInitializeDpc(&Dpc, NoteProcessor, NULL);
    KeSetTargetProcessorDpc(&Dpc, 2);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    KeFlushQueuedDpcs();
    assert_int_equal(RanOn, 2);
    KeSetSystemAffinityThread(4);
    assert_int_equal(KeGetCurrentProcessorNumber(), 2);
    KeRevertToUserAffinityThread();
    assert_nt_status(sim_add_processor(STATUS_UNSUCCESSFUL), STATUS_UNSUCCESSFUL);
    assert_story("s3f3");
    assert_int_equal(KeQueryActiveProcessorCount(NULL), 3);
    KeDeregisterProcessorChangeCallback(Handle);
    assert_nt_success(sim_add_processor(STATUS_SUCCESS));
    assert_story("");
    assert_nt_status(sim_add_processor(STATUS_SUCCESS), STATUS_INSUFFICIENT_RESOURCES);
}

static void
a_callback_may_refuse(void **state)
{
    PVOID First, Second;

    Story[0] = 0;
    VetoAt = 2;
    First = KeRegisterProcessorChangeCallback(Tell, NULL, 0);
    Second = KeRegisterProcessorChangeCallback(Tell, &VetoAt, 0);
    assert_story("");
    assert_nt_status(sim_add_processor(STATUS_SUCCESS), STATUS_INSUFFICIENT_RESOURCES);
    assert_story("s2s2f2"); // who refused is not told that it failed
    assert_int_equal(KeQueryActiveProcessorCount(NULL), 2);
    KeDeregisterProcessorChangeCallback(Second);
    KeDeregisterProcessorChangeCallback(First);
}

static void
an_error_at_registration_takes_back_what_was_said(void **state)
{
    Story[0] = 0;
    VetoAt = 1;
    assert_null(KeRegisterProcessorChangeCallback(Tell, &VetoAt, KE_PROCESSOR_CHANGE_ADD_EXISTING));
    assert_story("s0s1f0");
}

/* Threads that may run anywhere get it as soon as there is more to do than processors. */
static volatile LONG Seen;

static VOID
NoteWhere(PVOID Unused)
{
    for (ULONG i = 0; i < 100; i++) {
        InterlockedOr(&Seen, 1 << KeGetCurrentProcessorNumber());
        KeStallExecutionProcessor(1000);
    }
}

static void
threads_spread_to_it(void **state)
{
    Seen = 0;
    assert_nt_success(sim_add_processor(STATUS_SUCCESS));
    for (ULONG i = 0; i < 3; i++) {
        HANDLE Handle;

        PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, NoteWhere, NULL);
        ZwClose(Handle);
    }
    sim_run_for(500000000);
    assert_int_equal(Seen, 7);
}

#define BOTH(function)                                                                             \
    SIM_TEST(function, .cpus = 2, .hot_cpus = 2),                                                  \
        SIM_TEST(function, .cpus = 2, .hot_cpus = 2, .policy = SIM_RANDOM, .seeds = 200)

SIM_TESTS(BOTH(the_first_one_starts_and_the_second_one_fails), BOTH(a_callback_may_refuse),
          BOTH(an_error_at_registration_takes_back_what_was_said), BOTH(threads_spread_to_it))
