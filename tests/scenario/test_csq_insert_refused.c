/*
 * scenario/test_csq_insert_refused.c - reads in a cancel-safe queue, taken, cancelled, refused
 *
 * Cancel-safe IRP queues. Two cancellers and one consumer, with a spin lock and with a mutex as the
 * queue's lock; and a queue that is full.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/csq_insert_refused.h"
#include "schedules.h"

enum { READS = 6 };

/* The page calls it with three arguments: that does not compile. */
_Static_assert(_Generic(&IoCsqRemoveIrp, PIRP(*)(PIO_CSQ, PIO_CSQ_IRP_CONTEXT): 1, default: 0),
               "the queue and the context");

static ULONG Taken, Cancelled, FirstTaken, FirstMissed, Unqueued;
static PCSQ_STORY Story;
static HANDLE File;
static OVERLAPPED Reads[READS];
static UCHAR Buffer[16];

static int
set_up(void **state)
{
    Story = sim_driver_symbol("csq_insert_refused", "Story");
    for (ULONG i = 0; i < READS; i++) {
        Reads[i] = (OVERLAPPED){.Offset = i, .hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    }
    File = sim_open(L"\\\\.\\Csq");
    return 0;
}

static int
tear_down(void **state)
{
    for (ULONG i = 0; i < READS; i++) {
        CloseHandle(Reads[i].hEvent);
    }
    CloseHandle(File);
    assert_int_equal(Story->Queued, 0);
    assert_int_equal(Story->LockHeld, 0);
    assert_int_equal(Story->WrongContext, 0);
    assert_int_equal(Story->NotMarked, 0);
    return 0;
}

static VOID
read_some(ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        ReadFile(File, Buffer, sizeof Buffer, NULL, &Reads[i]);
    }
}

static NTSTATUS
take(ULONG Code)
{
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    DeviceIoControl(File, Code, NULL, 0, NULL, 0, NULL, &o);
    assert_completes(File, &o, STATUS_SUCCESS, STATUS_NOT_FOUND);
    CloseHandle(o.hEvent);
    return (NTSTATUS)o.Internal;
}

/* --- two cancellers and a consumer ------------------------------------------------------------ */

static void
cancels_even_ones(void *unused)
{
    for (ULONG i = 0; i < 2 * READS; i++) {
        CancelIoEx(File, &Reads[2 * i % READS]);
    }
}

static void
cancels_the_first_ones(void *unused)
{
    for (ULONG i = 0; i < 2 * READS; i++) {
        CancelIoEx(File, &Reads[i % 2]);
    }
}

static void
takes(void *unused)
{
    if (take(IOCTL_REMOVE_FIRST) == STATUS_SUCCESS) {
        FirstTaken++;
    } else {
        FirstMissed++;
    }
    for (ULONG i = 0; i < READS / 2; i++) {
        take(IOCTL_REMOVE_NEXT);
    }
}

static VOID
expect_each_ended_once(VOID)
{
    ULONG Successes = 0;

    for (ULONG i = 0; i < READS; i++) {
        assert_completes(File, &Reads[i], STATUS_SUCCESS, STATUS_CANCELLED);
        Successes += Reads[i].Internal == STATUS_SUCCESS;
    }
    assert_int_equal(Story->Cancelled, READS - Successes);
    assert_int_equal(Story->Inserted, Story->Removed);
    assert_int_equal(Story->CancelledUnqueued, READS - Story->Inserted);
    Taken += Successes;
    Cancelled += Story->Cancelled;
    Unqueued += Story->CancelledUnqueued;
}

static VOID
all_at_once(VOID)
{
    HANDLE threads[] = {sim_thread(takes, NULL), sim_thread(cancels_even_ones, NULL),
                        sim_thread(cancels_the_first_ones, NULL)};

    read_some(READS);
    for (ULONG i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
    CancelIoEx(File, NULL);
    expect_each_ended_once();
}

static void
each_read_ends_once_with_a_spin_lock(void **state)
{
    all_at_once();
}

static void
each_read_ends_once_with_a_mutex(void **state)
{
    Story->UsesMutex = TRUE;
    all_at_once();
}

static void
all_outcomes_were_met(void)
{
    print_message("%u taken, %u cancelled, %u of these before they were queued; the first one "
                  "taken %u times, missed %u times\n",
                  Taken, Cancelled, Unqueued, FirstTaken, FirstMissed);
    assert_true(Taken != 0);
    assert_true(Cancelled != 0);
    assert_true(Unqueued != 0);
    assert_true(FirstTaken != 0);
    assert_true(FirstMissed != 0);
}

/* --- one by one ------------------------------------------------------------------------------- */

static void
a_read_is_found_by_its_context(void **state)
{
    read_some(3);
    assert_nt_success(take(IOCTL_REMOVE_FIRST));
    assert_completes(File, &Reads[0], STATUS_SUCCESS);
    assert_nt_status(take(IOCTL_REMOVE_FIRST), STATUS_NOT_FOUND);
    assert_nt_success(take(IOCTL_REMOVE_NEXT));
    assert_completes(File, &Reads[1], STATUS_SUCCESS);
    CancelIoEx(File, NULL);
    assert_completes(File, &Reads[2], STATUS_CANCELLED);
}

static void
a_cancelled_read_is_not_found_any_more(void **state)
{
    read_some(2);
    assert_true(CancelIoEx(File, &Reads[0]));
    assert_completes(File, &Reads[0], STATUS_CANCELLED);
    assert_nt_status(take(IOCTL_REMOVE_FIRST), STATUS_NOT_FOUND);
    assert_nt_success(take(IOCTL_REMOVE_NEXT));
    assert_completes(File, &Reads[1], STATUS_SUCCESS);
}

static void
a_refused_read_is_the_dispatch_routine_s(void **state)
{
    Story->Limit = 2;
    read_some(4);
    assert_completes(File, &Reads[2], STATUS_DEVICE_BUSY);
    assert_completes(File, &Reads[3], STATUS_DEVICE_BUSY);
    assert_int_equal(Story->Refused, 2);
    assert_nt_success(take(IOCTL_REMOVE_NEXT));
    ReadFile(File, Buffer, sizeof Buffer, NULL, &Reads[4]);
    CancelIoEx(File, NULL);
    assert_completes(File, &Reads[0], STATUS_SUCCESS);
    assert_completes(File, &Reads[1], STATUS_CANCELLED);
    assert_completes(File, &Reads[4], STATUS_CANCELLED);
}

#define QUEUES(function, check)                                                                    \
    IN_ALL_SCHEDULES(function, check, .driver = "csq_insert_refused", .before = set_up,            \
                     .after = tear_down)

SIM_TESTS(QUEUES(each_read_ends_once_with_a_spin_lock, all_outcomes_were_met),
          QUEUES(each_read_ends_once_with_a_mutex, all_outcomes_were_met),
          QUEUES(a_read_is_found_by_its_context, NULL),
          QUEUES(a_cancelled_read_is_not_found_any_more, NULL),
          QUEUES(a_refused_read_is_the_dispatch_routine_s, NULL))
