/*
 * ke/test_float.c - floating-point and extended state, barriers, counters, small answers
 */
#include <ntddk.h>

#include "ke_test.h"

static KFLOATING_SAVE Outer, Inner;
static XSTATE_SAVE XOuter, XInner;

static void
saves_nest(void **state)
{
    KIRQL OldIrql;

    assert_nt_success(KeSaveFloatingPointState(&Outer));
    OldIrql = KeRaiseIrqlToDpcLevel();
    assert_nt_success(KeSaveFloatingPointState(&Inner));
    assert_nt_success(KeRestoreFloatingPointState(&Inner));
    KeLowerIrql(OldIrql);
    assert_nt_success(KeRestoreFloatingPointState(&Outer));
}

static void
the_inner_one_is_restored_first(void **state)
{
    KeSaveFloatingPointState(&Outer);
    KeSaveFloatingPointState(&Inner);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeRestoreFloatingPointState(&Outer));
}

static void
it_is_restored_at_the_same_irql(void **state)
{
    KeSaveFloatingPointState(&Outer);
    KeRaiseIrqlToDpcLevel();
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeRestoreFloatingPointState(&Outer));
}

static VOID
ForgetToRestore(PVOID Unused)
{
    KeSaveFloatingPointState(&Outer);
}

static void
a_thread_ends_with_all_restored(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, RunSystemThread(ForgetToRestore, NULL));
}

static void
extended_state_nests_too(void **state)
{
    assert_nt_success(KeSaveExtendedProcessorState(XSTATE_MASK_LEGACY, &XOuter));
    assert_nt_success(KeSaveExtendedProcessorState(XSTATE_MASK_LEGACY_SSE, &XInner));
    KeRestoreExtendedProcessorState(&XInner);
    KeRestoreExtendedProcessorState(&XOuter);
    KeSaveExtendedProcessorState(XSTATE_MASK_LEGACY, &XOuter);
    KeSaveExtendedProcessorState(XSTATE_MASK_LEGACY, &XInner);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeRestoreExtendedProcessorState(&XOuter));
}

/* --- small answers ---------------------------------------------------------------------------- */

static void
barriers_and_caches_need_nothing(void **state)
{
    ULONG Alignment = KeGetRecommendedSharedDataAlignment();

    KeMemoryBarrier();
    KeMemoryBarrierWithoutFence();
    MemoryBarrier();
    assert_true(Alignment >= 16 && (Alignment & (Alignment - 1)) == 0);
    assert_true(KeInvalidateAllCaches());
    KeInvalidateRangeAllCaches(&Outer, sizeof Outer);
}

static void
buffers_of_an_mdl_can_be_flushed(void **state)
{
    PVOID Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, 'tseT');
    PMDL Mdl = IoAllocateMdl(Buffer, 100, FALSE, FALSE, NULL);

    MmBuildMdlForNonPagedPool(Mdl);
    KeFlushIoBuffers(Mdl, TRUE, TRUE);
    KeFlushIoBuffers(Mdl, FALSE, TRUE);
    IoFreeMdl(Mdl);
    ExFreePoolWithTag(Buffer, 'tseT');
}

static void
there_is_no_auxiliary_counter(void **state)
{
    ULONG64 Value = 0;

    assert_nt_status(KeQueryAuxiliaryCounterFrequency(NULL), STATUS_NOT_SUPPORTED);
    assert_nt_status(KeConvertAuxiliaryCounterToPerformanceCounter(1, &Value, NULL),
                     STATUS_NOT_SUPPORTED);
    assert_nt_status(KeConvertPerformanceCounterToAuxiliaryCounter(1, &Value, NULL),
                     STATUS_NOT_SUPPORTED);
}

static void
there_are_no_counters_for_profiling(void **state)
{
    HARDWARE_COUNTER Counter = {.Type = PMCCounter};
    ULONG Count = 7;

    assert_nt_status(KeQueryHardwareCounterConfiguration(&Counter, 1, &Count), STATUS_SUCCESS);
    assert_int_equal(Count, 0);
    assert_nt_status(KeSetHardwareCounterConfiguration(&Counter, 0), STATUS_SUCCESS);
    assert_nt_status(KeSetHardwareCounterConfiguration(&Counter, 1), STATUS_NOT_IMPLEMENTED);
}

static void
the_irql_goes_up_and_down_by_its_short_names(void **state)
{
    KIRQL OldIrql = KzRaiseIrql(HIGH_LEVEL);

    assert_int_equal(KeGetCurrentIrql(), HIGH_LEVEL);
    KzLowerIrql(OldIrql);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
}

static void
a_thread_knows_how_long_it_ran(void **state)
{
    PKTHREAD Self = KeGetCurrentThread();
    ULONG64 Stamp, Before = KeQueryTotalCycleTimeThread(Self, &Stamp), After;
    ULONG User, Kernel = KeQueryRuntimeThread(Self, &User);

    sim_run_for(1000ull * MS); // that it does not run
    for (ULONG i = 0; i < 100; i++) {
        KeStallExecutionProcessor(1000);
    }
    After = KeQueryTotalCycleTimeThread(Self, &Stamp);
    assert_in_range(After - Before, 100 * MS, 110 * MS);
    assert_in_range(KeQueryRuntimeThread(Self, &User) - Kernel, 6, 7);
    assert_int_equal(User, 0);
}

SIM_TESTS(SIM_TEST(saves_nest), SIM_TEST(the_inner_one_is_restored_first),
          SIM_TEST(it_is_restored_at_the_same_irql), SIM_TEST(a_thread_ends_with_all_restored),
          SIM_TEST(extended_state_nests_too), SIM_TEST(barriers_and_caches_need_nothing),
          SIM_TEST(buffers_of_an_mdl_can_be_flushed), SIM_TEST(there_is_no_auxiliary_counter),
          SIM_TEST(there_are_no_counters_for_profiling),
          SIM_TEST(the_irql_goes_up_and_down_by_its_short_names),
          SIM_TEST(a_thread_knows_how_long_it_ran))
