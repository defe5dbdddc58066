/*
 * ke/test_stack.c - how much kernel stack there is, and more of it
 */
#include <ntddk.h>

#include "ke_test.h"

enum { KB = 1024 };

static SIZE_T Remaining, RemainingInCallout;
static volatile UCHAR Sink;
static ULONG Depth;
static KEVENT Never;

static VOID
Callout(PVOID Context)
{
    volatile UCHAR Local[256];
    ULONG_PTR Low, High;

    Local[0] = 1;
    RemainingInCallout = IoGetRemainingStackSize();
    IoGetStackLimits(&Low, &High);
    assert_in_range((ULONG_PTR)Local, Low, High);
    if (KeGetCurrentIrql() <= APC_LEVEL) {
        assert_true(IoWithinStackLimits((ULONG_PTR)Local, sizeof Local));
    }
    *(ULONG *)Context += 1;
}

static VOID
InThread(PVOID Unused)
{
    ULONG Calls = 0;

    Remaining = IoGetRemainingStackSize();
    assert_true((PVOID)&Calls < IoGetInitialStack());
    assert_nt_success(KeExpandKernelStackAndCallout(Callout, &Calls, 1 * KB)); // there is room
    assert_true(RemainingInCallout < Remaining);
    assert_nt_success(KeExpandKernelStackAndCallout(Callout, &Calls, 60 * KB));
    assert_true(RemainingInCallout > 50 * KB);
    assert_nt_success(KeExpandKernelStackAndCalloutEx(Callout, &Calls, 30 * KB, TRUE, NULL));
    assert_true(RemainingInCallout > 29 * KB);
    assert_int_equal(Calls, 3);
    assert_nt_status(
        KeExpandKernelStackAndCalloutEx(Callout, &Calls, MAXIMUM_EXPANSION_SIZE + 1, TRUE, NULL),
        STATUS_INVALID_PARAMETER_3);
    assert_int_equal(Calls, 3);
}

static void
a_thread_has_that_of_windows_and_can_get_more(void **state)
{
    RunSystemThread(InThread, NULL);
    assert_in_range(Remaining, 20 * KB, 24 * KB);
}

static VOID
InThreadRaised(PVOID Unused)
{
    ULONG Calls = 0;
    KIRQL OldIrql = KeRaiseIrqlToDpcLevel();

    assert_nt_status(KeExpandKernelStackAndCalloutEx(Callout, &Calls, 60 * KB, TRUE, NULL),
                     STATUS_INVALID_PARAMETER_4);
    assert_nt_success(KeExpandKernelStackAndCalloutEx(Callout, &Calls, 60 * KB, FALSE, NULL));
    assert_int_equal(Calls, 1);
    KeLowerIrql(OldIrql);
}

static void
at_dispatch_level_it_may_not_wait_for_it(void **state)
{
    RunSystemThread(InThreadRaised, NULL);
}

static VOID
Deeper(PVOID Unused)
{
    if (++Depth < 20) {
        assert_nt_success(KeExpandKernelStackAndCallout(Deeper, NULL, 60 * KB));
    } else {
        assert_nt_status(KeExpandKernelStackAndCallout(Deeper, NULL, 60 * KB),
                         STATUS_STACK_OVERFLOW);
    }
}

static VOID
DeepThread(PVOID Unused)
{
    Depth = 20 - 9;
    Deeper(NULL);
}

static void
there_is_an_end_to_it(void **state)
{
    RunSystemThread(DeepThread, NULL);
    assert_int_equal(Depth, 20);
}

static VOID
EndInCallout(PVOID Unused)
{
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID
EndingThread(PVOID Unused)
{
    KeExpandKernelStackAndCallout(EndInCallout, NULL, 60 * KB);
}

static void
a_callout_may_not_end_the_thread(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, RunSystemThread(EndingThread, NULL));
}

/* --- overflow --------------------------------------------------------------------------------- */

static void
use(ULONG left)
{
    volatile UCHAR Local[4 * KB];

    Local[left % sizeof Local] = (UCHAR)left;
    if (left > 4) {
        use(left - 4);
    } else {
        WaitMs(&Never, 1);
    }
    Sink = Local[left * 3 % sizeof Local];
}

static VOID
UseKilobytes(PVOID Kilobytes)
{
    use((ULONG)(ULONG_PTR)Kilobytes);
}

static void
twenty_kilobytes_are_all_right(void **state)
{
    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    RunSystemThread(UseKilobytes, (PVOID)(ULONG_PTR)20);
}

static void
more_than_windows_has_is_a_double_fault(void **state)
{
    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    assert_bugcheck(UNEXPECTED_KERNEL_MODE_TRAP,
                    RunSystemThread(UseKilobytes, (PVOID)(ULONG_PTR)28));
    assert_int_equal(sim_bugcheck_parameter(1), 8);
}

/* No wait and no driver's call: a gate notices. */
static void
look(ULONG left)
{
    volatile UCHAR Local[4 * KB];

    Local[left % sizeof Local] = (UCHAR)left;
    for (ULONG i = 0; left <= 4 && i < 100000; i++) {
        KeQueryInterruptTime();
    }
    if (left > 4) {
        look(left - 4);
    }
    Sink = Local[left * 3 % sizeof Local];
}

static VOID
LookAtKilobytes(PVOID Kilobytes)
{
    look((ULONG)(ULONG_PTR)Kilobytes);
}

static void
a_gate_finds_it_too(void **state)
{
    RunSystemThread(LookAtKilobytes, (PVOID)(ULONG_PTR)20);
    assert_bugcheck(UNEXPECTED_KERNEL_MODE_TRAP,
                    RunSystemThread(LookAtKilobytes, (PVOID)(ULONG_PTR)28));
    assert_int_equal(sim_bugcheck_parameter(1), 8);
    assert_in_range(sim_bugcheck_parameter(4), (ULONG_PTR)look, (ULONG_PTR)look + KB);
}

#if !defined(__clang__)
__attribute__((noipa)) /* gcc would call a part of it by another name */
#endif
static ULONG
recurse(volatile ULONG *Above)
{
    volatile ULONG Local[64];

    if (*Above == MAXULONG) {
        return 0; // never
    }
    Local[*Above % 64] = *Above + 1;
    return recurse(&Local[*Above % 64]) + Local[0];
}

static VOID
RecurseForEver(PVOID Unused)
{
    volatile ULONG First = 0;

    Sink = (UCHAR)recurse(&First);
}

static void
recursion_without_end_ends_at_the_guard_page(void **state)
{
    assert_bugcheck(UNEXPECTED_KERNEL_MODE_TRAP, RunSystemThread(RecurseForEver, NULL));
    assert_int_equal(sim_bugcheck_parameter(1), 8);
    assert_in_range(sim_bugcheck_parameter(4), (ULONG_PTR)recurse, (ULONG_PTR)recurse + KB);
}

SIM_TESTS(SIM_TEST(a_thread_has_that_of_windows_and_can_get_more),
          SIM_TEST(at_dispatch_level_it_may_not_wait_for_it), SIM_TEST(there_is_an_end_to_it),
          SIM_TEST(a_callout_may_not_end_the_thread), SIM_TEST(twenty_kilobytes_are_all_right),
          SIM_TEST(more_than_windows_has_is_a_double_fault), SIM_TEST(a_gate_finds_it_too),
          SIM_TEST(recursion_without_end_ends_at_the_guard_page))
