/*
 * scenario/test_irplock.c - a request is given up while its answer is on its way
 *
 * Different ways of handling IRPs (cheat sheet), scenarios 7 and 12: a request with a time limit,
 * and one that another thread cancels. Each of the four orders of canceller and completion ends
 * with the IRP finished once.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/irplock.h"
#include "drivers/slow_target.h"
#include "schedules.h"

static ULONG Timed[LockPaths], Cancelled[LockPaths];
static PIRPLOCK_STORY Story;
static PTARGET Target;

static int
set_up(void **state)
{
    Story = sim_driver_symbol("irplock", "Story");
    Target = sim_driver_symbol("slow_target", "Target");
    return 0;
}

static NTSTATUS
control(ULONG Code)
{
    HANDLE h = sim_open(L"\\\\.\\Irplock");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    DeviceIoControl(h, Code, NULL, 0, NULL, 0, NULL, &o);
    assert_int_equal(WaitForSingleObject(o.hEvent, 60000), WAIT_OBJECT_0);
    CloseHandle(o.hEvent);
    CloseHandle(h);
    return (NTSTATUS)o.Internal;
}

/* What the target was told decides what its side of the race looks like. */
static VOID
choose_target(void)
{
    static const ULONG Delays[] = {10, 0, 15, 16, 17, 20};

    *Target = (TARGET){
        .Pends = TRUE, .DelayMs = Delays[sim_choose(6)], .CancelsLater = (BOOLEAN)sim_choose(2)};
}

/* --- a time limit ----------------------------------------------------------------------------- */

static VOID
expect_one_end(NTSTATUS Status)
{
    BOOLEAN TimedOut = Story->Path != LockCompleted;

    assert_nt_status(Status, TimedOut ? STATUS_TIMEOUT : STATUS_SUCCESS);
    assert_int_equal(Story->Completions, 1);
    assert_int_equal(Target->Answers + Target->Cancels, 1);
    assert_int_equal(Story->TargetStatus, Target->Cancels ? STATUS_CANCELLED : STATUS_SUCCESS);
}

static void
time_out_and_completion_end_the_irp_once(void **state)
{
    choose_target();
    *Story = (IRPLOCK_STORY){.Milliseconds = 15 + 16 * sim_choose(2)};
    expect_one_end(control(IOCTL_WITH_TIMEOUT));
    Timed[Story->Path]++;
}

static VOID
expect_all_met(const ULONG *Met)
{
    static const char *const names[] = {"Completed", "CancelStarted CancelComplete Completed",
                                        "Completed CancelStarted",
                                        "CancelStarted Completed CancelComplete"};

    for (ULONG i = 0; i < LockPaths; i++) {
        print_message("%s: %u times\n", names[i], Met[i]);
    }
    for (ULONG i = 0; i < LockPaths; i++) {
        assert_true(Met[i] != 0);
    }
}

static void
all_orders_were_met(void)
{
    expect_all_met(Timed);
}

static void
an_answer_at_once_needs_no_lock(void **state)
{
    *Target = (TARGET){.Status = STATUS_DEVICE_BUSY};
    *Story = (IRPLOCK_STORY){.Milliseconds = 10};
    assert_nt_status(control(IOCTL_WITH_TIMEOUT), STATUS_DEVICE_BUSY);
    assert_int_equal(Story->Completions, 1);
}

/* -10000 * Milliseconds is unsigned with 32 bits: a time of the year 1601. */
static void
the_due_time_of_the_page_has_passed_long_ago(void **state)
{
    uint64_t Start = sim_time_ns();

    *Target = (TARGET){.Pends = TRUE, .DelayMs = 1000};
    *Story = (IRPLOCK_STORY){.Milliseconds = 10000, .AsOnThePage = TRUE};
    assert_nt_status(control(IOCTL_WITH_TIMEOUT), STATUS_TIMEOUT);
    assert_true(sim_time_ns() - Start < 10000000);
    assert_int_equal(Target->Cancels, 1);
}

static void
with_64_bits_it_has_not(void **state)
{
    *Target = (TARGET){.Pends = TRUE, .DelayMs = 1000};
    *Story = (IRPLOCK_STORY){.Milliseconds = 10000};
    assert_nt_status(control(IOCTL_WITH_TIMEOUT), STATUS_SUCCESS);
    assert_int_equal(Target->Answers, 1);
}

/* --- another thread cancels ------------------------------------------------------------------- */

static void
cancels_after_a_while(void *unused)
{
    LARGE_INTEGER While = {.QuadPart = -150000};

    KeDelayExecutionThread(KernelMode, FALSE, &While);
    control(IOCTL_CANCEL);
}

static void
canceller_and_completion_free_the_irp_once(void **state)
{
    HANDLE thread;

    choose_target();
    *Story = (IRPLOCK_STORY){0};
    assert_nt_success(control(IOCTL_START));
    thread = sim_thread(cancels_after_a_while, NULL);
    control(IOCTL_WAIT);
    sim_join(thread);
    assert_int_equal(Story->Completions, 1);
    assert_int_equal(Target->Answers + Target->Cancels, 1);
    assert_int_equal(Story->TargetStatus, Target->Cancels ? STATUS_CANCELLED : STATUS_SUCCESS);
    Cancelled[Story->Path]++;
}

static void
all_orders_of_freeing_were_met(void)
{
    Cancelled[LockCompleted] = 1; /* there is always a canceller */
    expect_all_met(Cancelled);
}

#define LOCKS(function, check)                                                                     \
    IN_ALL_SCHEDULES(function, check, .drivers = {"slow_target", "irplock"}, .before = set_up)

SIM_TESTS(LOCKS(time_out_and_completion_end_the_irp_once, all_orders_were_met),
          LOCKS(an_answer_at_once_needs_no_lock, NULL),
          LOCKS(the_due_time_of_the_page_has_passed_long_ago, NULL),
          LOCKS(with_64_bits_it_has_not, NULL),
          LOCKS(canceller_and_completion_free_the_irp_once, all_orders_of_freeing_were_met))
