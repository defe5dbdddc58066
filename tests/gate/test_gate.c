/*
 * tests/gate/test_gate.c - gates: arguments, IRQL rules, what is missing, what a call sets free
 */
#include <ntifs.h>

#include <sim/test.h>

#define NOT_IMPLEMENTED 0xFFFF0001

static IO_CSQ Csq;
static IO_CSQ_INSERT_IRP Insert;
static IO_CSQ_REMOVE_IRP Remove;
static IO_CSQ_PEEK_NEXT_IRP PeekNext;
static IO_CSQ_ACQUIRE_LOCK Acquire;
static IO_CSQ_RELEASE_LOCK Release;
static IO_CSQ_COMPLETE_CANCELED_IRP Complete;

static VOID
Insert(PIO_CSQ Unused, PIRP Irp)
{
}

static VOID
Remove(PIO_CSQ Unused, PIRP Irp)
{
}

static PIRP
PeekNext(PIO_CSQ Unused, PIRP Irp, PVOID Context)
{
    return NULL;
}

static VOID
Acquire(PIO_CSQ Unused, PKIRQL Irql)
{
}

static VOID
Release(PIO_CSQ Unused, KIRQL Irql)
{
}

static VOID
Complete(PIO_CSQ Unused, PIRP Irp)
{
}

static void
passes_an_odd_number_of_arguments_on_the_stack(void **state)
{
    assert_nt_success(
        IoCsqInitialize(&Csq, Insert, Remove, PeekNext, Acquire, Release, Complete));
    assert_ptr_equal(Csq.CsqInsertIrp, Insert);
    assert_ptr_equal(Csq.CsqReleaseLock, Release);
    assert_ptr_equal(Csq.CsqCompleteCanceledIrp, Complete);
}

static void
passes_an_even_number_of_arguments_on_the_stack(void **state)
{
    static KEVENT First, Second;
    static KWAIT_BLOCK Blocks[2];
    PVOID Objects[] = {&First, &Second};
    LARGE_INTEGER Now = {.QuadPart = 0};

    KeInitializeEvent(&First, NotificationEvent, FALSE);
    KeInitializeEvent(&Second, NotificationEvent, FALSE);
    assert_nt_status(KeWaitForMultipleObjects(2, Objects, WaitAny, Executive, KernelMode, FALSE,
                                              &Now, Blocks),
                     STATUS_TIMEOUT);
    KeSetEvent(&Second, IO_NO_INCREMENT, FALSE);
    assert_nt_status(KeWaitForMultipleObjects(2, Objects, WaitAny, Executive, KernelMode, FALSE,
                                              &Now, Blocks),
                     STATUS_WAIT_1);
}

static void
stops_a_call_above_the_documented_irql(void **state)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    assert_bugcheck(DRIVER_VIOLATION, ZwClose(NULL));
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(3), PASSIVE_LEVEL);
    assert_string_equal((PCSTR)(ULONG_PTR)sim_bugcheck_parameter(4), "ZwClose");
}

static void
stops_a_call_below_the_documented_irql(void **state)
{
    assert_bugcheck(DRIVER_VIOLATION, IoReleaseCancelSpinLock(PASSIVE_LEVEL));
    assert_int_equal(sim_bugcheck_parameter(2), PASSIVE_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(3), DISPATCH_LEVEL);
}

static void
stops_by_name_at_what_libsim_lacks(void **state)
{
    assert_bugcheck(NOT_IMPLEMENTED,
                    ClfsMgmtSetLogFileSizeAsClient(NULL, NULL, NULL, NULL, NULL, NULL));
    assert_string_equal((PCSTR)(ULONG_PTR)sim_bugcheck_parameter(1),
                        "ClfsMgmtSetLogFileSizeAsClient");
}

static VOID
Count(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    InterlockedIncrement(Context);
}

static void
delivers_on_the_way_out_what_the_call_set_free(void **state)
{
    static KDPC Dpc;
    static LONG Runs;

    Runs = 0;
    KeInitializeDpc(&Dpc, Count, &Runs);
    KeSetTargetProcessorDpc(&Dpc, (CCHAR)KeGetCurrentProcessorNumber());
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    assert_int_equal(Runs, 1);
}

static void
keeps_a_result_over_a_preemption(void **state)
{
    for (ULONG i = 0; i < 1000; i++) {
        assert_int_equal(RtlUlongByteSwap(i << 24 | 0x5A), 0x5A000000 | i % 256);
        assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    }
}

SIM_TESTS(SIM_TEST(passes_an_odd_number_of_arguments_on_the_stack),
          SIM_TEST(passes_an_even_number_of_arguments_on_the_stack),
          SIM_TEST(stops_a_call_above_the_documented_irql),
          SIM_TEST(stops_a_call_below_the_documented_irql),
          SIM_TEST(stops_by_name_at_what_libsim_lacks),
          SIM_TEST(delivers_on_the_way_out_what_the_call_set_free, .cpus = 1),
          SIM_TEST(keeps_a_result_over_a_preemption, .cpus = 4, .policy = SIM_RANDOM, .seed = 1,
                   .seeds = 10))
