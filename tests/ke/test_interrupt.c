/*
 * ke/test_interrupt.c - device interrupts: where they come, when they wait, chains, locks, mistakes
 */
#include "ke_test.h"

#include "bell_device.h"
#include "drivers/bell/bell.h"

static PBELL Bell, *Bells;
static PBELL_HOOKS Hooks;
static KIRQL ServiceIrql, DpcIrql;
static ULONG ServiceProcessor, DpcProcessor, Services;
static uint64_t ServedAt;
static BOOLEAN Inside, Met;

static int
ready(void **state)
{
    Bells = sim_driver_symbol("bell", "Bells");
    Bell = Bells[0];
    Hooks = sim_driver_symbol("bell", "BellHooks");
    Services = 0;
    Inside = Met = FALSE;
    return NewStory(state);
}

static VOID
Ring(PBELL Which, ULONG Ns)
{
    WRITE_REGISTER_ULONG((PULONG)(Which->Registers + BELL_RING), Ns);
}

/* --- where and when --------------------------------------------------------------------------- */

static VOID
NoteService(PBELL Which)
{
    Services++;
    ServiceIrql = KeGetCurrentIrql();
    ServiceProcessor = KeGetCurrentProcessorNumber();
    ServedAt = sim_time_ns();
}

static VOID
NoteDpc(PBELL Which)
{
    DpcIrql = KeGetCurrentIrql();
    DpcProcessor = KeGetCurrentProcessorNumber();
}

static void
comes_into_running_code_at_its_time(void **state)
{
    uint64_t start = sim_time_ns();

    Hooks->Service = NoteService;
    Hooks->Dpc = NoteDpc;
    Ring(Bell, 5000);
    KeStallExecutionProcessor(20);
    assert_int_equal(Bell->Services, 1);
    assert_int_equal(Bell->Dpcs, 1);
    assert_in_range(ServedAt - start, 5000, 8000);
    assert_int_equal(ServiceIrql, Bell->Level);
    assert_true(ServiceIrql > DISPATCH_LEVEL);
    assert_int_equal(DpcIrql, DISPATCH_LEVEL);
    assert_int_equal(DpcProcessor, ServiceProcessor);
}

static void
waits_for_the_irql_to_drop(void **state)
{
    KIRQL OldIrql;

    KeRaiseIrql((KIRQL)Bell->Level, &OldIrql);
    Ring(Bell, 0);
    KeStallExecutionProcessor(10);
    assert_int_equal(Bell->Services, 0);
    KeLowerIrql((KIRQL)(Bell->Level - 1));
    assert_int_equal(Bell->Services, 1);
    KeLowerIrql(DISPATCH_LEVEL);
    assert_int_equal(Bell->Dpcs, 0);
    KeLowerIrql(OldIrql);
    assert_int_equal(Bell->Dpcs, 1);
}

static void
of_a_level_comes_again_until_it_is_acknowledged(void **state)
{
    Bell->Ignore = 3;
    Ring(Bell, 0);
    KeStallExecutionProcessor(20);
    assert_int_equal(Bell->Services, 4);
    assert_int_equal(Bell->Dpcs, 1);
}

static void
each_is_answered_under_any_schedule(void **state)
{
    for (ULONG i = 1; i <= 50; i++) {
        Ring(Bell, sim_choose(3000));
        while (*(volatile ULONG *)&Bell->Dpcs < i) {
            YieldProcessor();
        }
    }
    assert_int_equal(Bell->Services, 50);
}

static VOID
RingTheOther(PBELL Which)
{
    Tell(Which == Bell ? "low( " : "high ");
    if (Which == Bell) {
        Ring(Bells[Bell == Bells[0] ? 1 : 0], 0);
        KeStallExecutionProcessor(5);
        Tell(") ");
    }
}

static void
of_a_higher_level_interrupts_a_service_routine(void **state)
{
    if (Bells[1]->Level < Bell->Level) {
        Bell = Bells[1];
    }
    Hooks->Service = RingTheOther;
    Ring(Bell, 0);
    KeStallExecutionProcessor(20);
    assert_story("low( high ) ");
}

static void
runs_its_dpc_before_a_thread_goes_on(void **state)
{
    HANDLE h = sim_open(L"\\\\.\\BellA");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    ULONG Delay = 2000;

    DeviceIoControl(h, IOCTL_BELL_RING_LOCKED, &Delay, sizeof Delay, NULL, 0, NULL, &o);
    assert_completes(h, &o, STATUS_SUCCESS);
    assert_int_equal(Bell->Dpcs, 1);
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

/* --- chains ----------------------------------------------------------------------------------- */

static void
of_a_shared_line_ends_with_the_first_claim(void **state)
{
    PBELL First = Bells[0], Last = Bells[8]; // slots 1 and 9 share a line

    Ring(Last, 0);
    KeStallExecutionProcessor(20);
    assert_int_equal(First->Foreign, 1);
    assert_int_equal(Last->Services, 1);
    Ring(First, 0);
    KeStallExecutionProcessor(20);
    assert_int_equal(First->Services, 1);
    assert_int_equal(Last->Foreign, 0);
}

static void
that_nobody_claims_becomes_a_storm(void **state)
{
    Bell->Deaf = TRUE;
    assert_bugcheck(HARDWARE_INTERRUPT_STORM, Ring(Bell, 0), KeStallExecutionProcessor(20));
}

static void
does_not_come_after_removal(void **state)
{
    struct sim_device *device = sim_device("bell", 0);

    Hooks->Service = NoteService;
    Ring(Bell, 0);
    KeStallExecutionProcessor(10);
    assert_int_equal(Services, 1);
    assert_nt_success(sim_remove(device));
    sim_device_interrupt_raise(device);
    KeStallExecutionProcessor(10);
    assert_int_equal(Services, 1);
}

/* --- messages --------------------------------------------------------------------------------- */

static void
by_message_says_which(void **state)
{
    assert_true(Bell->Messages > 1);
    for (ULONG i = 0; i < Bell->Messages; i++) {
        Ring(Bell, i << BELL_MESSAGE_SHIFT);
        KeStallExecutionProcessor(20);
        assert_int_equal(Bell->LastMessage, i);
        assert_int_equal(Bell->Services, i + 1);
    }
}

/* --- the interrupt's lock --------------------------------------------------------------------- */

static VOID
NoteMeeting(PBELL Which)
{
    Met |= Inside;
}

static BOOLEAN
RingInside(PVOID Result)
{
    assert_int_equal(KeGetCurrentIrql(), Bell->Level);
    Inside = TRUE;
    Ring(Bell, 0);
    KeStallExecutionProcessor(50);
    Inside = FALSE;
    return (BOOLEAN)(ULONG_PTR)Result;
}

static void
never_meets_a_synchronized_routine(void **state)
{
    Hooks->Service = NoteMeeting;
    KeSetSystemAffinityThread((KAFFINITY)1 << (sim_cpu_count() - 1));
    assert_true(KeSynchronizeExecution(Bell->Interrupt, RingInside, (PVOID)TRUE));
    assert_false(KeSynchronizeExecution(Bell->Interrupt, RingInside, (PVOID)FALSE));
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    while (*(volatile ULONG *)&Bell->Dpcs == 0) {
        YieldProcessor();
    }
    assert_false(Met);
    KeRevertToUserAffinityThread();
}

static void
never_meets_the_holder_of_its_lock(void **state)
{
    KIRQL OldIrql;

    Hooks->Service = NoteMeeting;
    KeSetSystemAffinityThread((KAFFINITY)1 << (sim_cpu_count() - 1));
    OldIrql = KeAcquireInterruptSpinLock(Bell->Interrupt);
    RingInside(NULL);
    KeReleaseInterruptSpinLock(Bell->Interrupt, OldIrql);
    while (*(volatile ULONG *)&Bell->Dpcs == 0) {
        YieldProcessor();
    }
    assert_false(Met);
    KeRevertToUserAffinityThread();
}

/* --- mistakes of service routines ------------------------------------------------------------- */

static VOID
RaiseAndForget(PBELL Which)
{
    KIRQL OldIrql;

    KeRaiseIrql(HIGH_LEVEL, &OldIrql);
    KeLowerIrql((KIRQL)(OldIrql + 1));
}

static VOID
LowerTooFar(PBELL Which)
{
    KeLowerIrql(DISPATCH_LEVEL);
}

static VOID
WaitInService(PBELL Which)
{
    static KEVENT Event;

    KeInitializeEvent(&Event, NotificationEvent, TRUE);
    Wait(&Event);
}

static VOID
ReadNull(PBELL Which)
{
    ServiceIrql = KeGetCurrentIrql();
    (void)*(volatile ULONG *)(ULONG_PTR)Inside;
}

static VOID
RingAndStall(VOID)
{
    Ring(Bell, 0);
    KeStallExecutionProcessor(20);
}

static void
service_that_leaves_the_irql_raised_is_stopped(void **state)
{
    Hooks->Service = RaiseAndForget;
    assert_bugcheck(IRQL_UNEXPECTED_VALUE, RingAndStall());
}

static void
service_that_lowers_the_irql_is_stopped(void **state)
{
    Hooks->Service = LowerTooFar;
    assert_bugcheck(IRQL_UNEXPECTED_VALUE, RingAndStall());
}

static void
service_that_waits_is_stopped(void **state)
{
    Hooks->Service = WaitInService;
    assert_bugcheck(DRIVER_VIOLATION, RingAndStall());
    assert_int_equal(sim_bugcheck_parameter(2), Bell->Level);
}

static void
service_that_faults_is_a_bug_check(void **state)
{
    Hooks->Service = ReadNull;
    assert_bugcheck(IRQL_NOT_LESS_OR_EQUAL, RingAndStall());
    assert_int_equal(sim_bugcheck_parameter(1), 0);
    assert_int_equal(sim_bugcheck_parameter(2), ServiceIrql);
    assert_int_equal(sim_bugcheck_parameter(3), 0);
}

#define BELL_TEST(f, ...)                                                                          \
    SIM_TEST(f, .before = ready, .driver = "bell", .device = &bell_device, __VA_ARGS__)
#define RANDOM(n) .policy = SIM_RANDOM, .seeds = (n)

SIM_TESTS(BELL_TEST(comes_into_running_code_at_its_time, .cpus = 1),
          BELL_TEST(waits_for_the_irql_to_drop, .cpus = 1),
          BELL_TEST(of_a_level_comes_again_until_it_is_acknowledged, .cpus = 1),
          BELL_TEST(each_is_answered_under_any_schedule),
          BELL_TEST(each_is_answered_under_any_schedule, .cpus = 4, RANDOM(10)),
          BELL_TEST(each_is_answered_under_any_schedule, .cpus = 4, .msi = true, RANDOM(10)),
          BELL_TEST(of_a_higher_level_interrupts_a_service_routine, .cpus = 1,
                    .devices = {&bell_device}),
          BELL_TEST(runs_its_dpc_before_a_thread_goes_on, .cpus = 1),
          BELL_TEST(of_a_shared_line_ends_with_the_first_claim, .cpus = 1,
                    .devices = {&bell_device, &bell_device, &bell_device, &bell_device,
                                &bell_device, &bell_device, &bell_device, &bell_device}),
          BELL_TEST(that_nobody_claims_becomes_a_storm, .cpus = 1),
          BELL_TEST(does_not_come_after_removal, .cpus = 1),
          BELL_TEST(by_message_says_which, .cpus = 1, .msi = true),
          BELL_TEST(never_meets_a_synchronized_routine),
          BELL_TEST(never_meets_a_synchronized_routine, .cpus = 4, RANDOM(10)),
          BELL_TEST(never_meets_the_holder_of_its_lock),
          BELL_TEST(never_meets_the_holder_of_its_lock, .cpus = 4, RANDOM(10)),
          BELL_TEST(service_that_leaves_the_irql_raised_is_stopped, .cpus = 1),
          BELL_TEST(service_that_lowers_the_irql_is_stopped, .cpus = 1),
          BELL_TEST(service_that_waits_is_stopped, .cpus = 1),
          BELL_TEST(service_that_faults_is_a_bug_check, .cpus = 1))
