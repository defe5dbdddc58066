/*
 * scenario/test_cancel_startio.c - reads are cancelled while they wait for StartIo, and during it
 *
 * Cancel routines in drivers with StartIo routines; synchronizing cancellation in driver routines
 * that process IRPs. Each read ends once, and the ones behind it are started.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/cancel_startio.h"
#include "schedules.h"

enum { READS = 6 };

static STARTIO_STORY Met;
static PSTARTIO_STORY Story;
static HANDLE File;
static OVERLAPPED Reads[READS];
static UCHAR Buffer[16];

static int
set_up(void **state)
{
    Story = sim_driver_symbol("cancel_startio", "Story");
    *Story = (STARTIO_STORY){.TakesTime = TRUE};
    for (ULONG i = 0; i < READS; i++) {
        Reads[i] = (OVERLAPPED){.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    }
    File = sim_open(L"\\\\.\\CancelStartIo");
    return 0;
}

static int
tear_down(void **state)
{
    for (ULONG i = 0; i < READS; i++) {
        CloseHandle(Reads[i].hEvent);
    }
    CloseHandle(File);
    return 0;
}

static VOID
read_some(ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        ReadFile(File, Buffer, sizeof Buffer, NULL, &Reads[i]);
    }
}

/* --- all at once ------------------------------------------------------------------------------ */

static void
cancels(void *unused)
{
    for (ULONG i = 0; i < 4 * READS; i++) {
        CancelIoEx(File, &Reads[2 * i % READS]);
    }
}

static VOID
expect_sums(ULONG Cancelled)
{
    assert_int_equal(Story->Started, READS - Story->CancelledQueued);
    assert_int_equal(Story->SeenByStartIo + Story->SeenByDpc, Cancelled - Story->CancelledQueued);
    assert_int_equal(Story->TooManyActive, 0);
    assert_int_equal(Story->Active, 0);
    assert_int_equal(Story->StartIrql, DISPATCH_LEVEL);
}

static VOID
remember(VOID)
{
    Met.CancelledCurrent += Story->CancelledCurrent;
    Met.CancelledQueued += Story->CancelledQueued;
    Met.SeenByStartIo += Story->SeenByStartIo;
    Met.SeenByDpc += Story->SeenByDpc;
}

static void
each_read_ends_once(void **state)
{
    HANDLE thread = sim_thread(cancels, NULL);
    ULONG Cancelled = 0;

    Story->TakesTime = (BOOLEAN)sim_choose(2);
    read_some(READS);
    for (ULONG i = 0; i < READS; i++) {
        if (i % 2 == 0) {
            assert_completes(File, &Reads[i], STATUS_SUCCESS, STATUS_CANCELLED);
        } else {
            assert_completes(File, &Reads[i], STATUS_SUCCESS);
        }
        Cancelled += (NTSTATUS)Reads[i].Internal == STATUS_CANCELLED;
    }
    sim_join(thread);
    expect_sums(Cancelled);
    remember();
}

static void
all_places_were_met(void)
{
    print_message("cancelled while current %u times, while queued %u; seen by StartIo %u, by the "
                  "DPC %u\n",
                  Met.CancelledCurrent, Met.CancelledQueued, Met.SeenByStartIo, Met.SeenByDpc);
    assert_true(Met.CancelledCurrent != 0);
    assert_true(Met.CancelledQueued != 0);
    assert_true(Met.SeenByStartIo != 0);
    assert_true(Met.SeenByDpc != 0);
}

/* --- one by one ------------------------------------------------------------------------------- */

static void
the_current_read_is_left_to_the_dpc(void **state)
{
    read_some(2);
    assert_true(CancelIoEx(File, &Reads[0]));
    assert_int_equal(Story->CancelledCurrent, 1);
    assert_int_equal(Story->CancelIrql, DISPATCH_LEVEL);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    assert_completes(File, &Reads[0], STATUS_CANCELLED);
    assert_completes(File, &Reads[1], STATUS_SUCCESS);
    assert_int_equal(Story->SeenByDpc, 1);
}

static void
a_queued_read_is_taken_out(void **state)
{
    read_some(3);
    assert_true(CancelIoEx(File, &Reads[2]));
    assert_completes(File, &Reads[2], STATUS_CANCELLED);
    assert_int_equal(Story->CancelledQueued, 1);
    assert_int_equal(Story->Started, 1);
    assert_completes(File, &Reads[1], STATUS_SUCCESS);
    assert_int_equal(Story->Started, 2);
}

/* --- mistakes --------------------------------------------------------------------------------- */

static void
removing_the_first_entry_cancels_the_wrong_read(void **state)
{
    Story->Mistake = StartIoWrongEntry;
    read_some(3);
    CancelIoEx(File, &Reads[2]);
    assert_completes(File, &Reads[1], STATUS_CANCELLED); // nobody asked for that
    assert_completes(File, &Reads[2], STATUS_CANCELLED);
    assert_int_equal(Story->Started, 2);
    assert_int_equal(Story->SeenByStartIo, 1);
}

static void
returning_with_the_cancel_lock_is_0x11b(void **state)
{
    Story->Mistake = StartIoKeepsLock;
    read_some(2);
    assert_bugcheck(DRIVER_RETURNED_HOLDING_CANCEL_LOCK, CancelIoEx(File, &Reads[1]));
    assert_ptr_equal(sim_bugcheck_parameter(2), sim_driver_symbol("cancel_startio", "CancelRead"));
}

#define STARTS(function, check)                                                                    \
    IN_ALL_SCHEDULES(function, check, .driver = "cancel_startio", .before = set_up,                \
                     .after = tear_down)

SIM_TESTS(STARTS(each_read_ends_once, all_places_were_met),
          STARTS(the_current_read_is_left_to_the_dpc, NULL),
          STARTS(a_queued_read_is_taken_out, NULL),
          STARTS(removing_the_first_entry_cancels_the_wrong_read, NULL),
          STARTS(returning_with_the_cancel_lock_is_0x11b, NULL))
