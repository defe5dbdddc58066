/*
 * scenario/test_cancel_driver_queue.c - reads are queued, dequeued and cancelled at once
 *
 * Using a driver-supplied spin lock; Cancel routines in drivers without StartIo routines. A thread
 * reads, one cancels, one dequeues: each IRP is completed once, whoever wins.
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/cancel_driver_queue.h"
#include "found.h"
#include "schedules.h"

enum { READS = 6, MANY = 10 };

static QUEUE_STORY Met;
static PQUEUE_STORY Story;
static HANDLE File;
static OVERLAPPED Reads[READS];
static UCHAR Buffers[READS][16];

static PQUEUE_STORY
story(QUEUE_MISTAKE Mistake)
{
    Story = sim_driver_symbol("cancel_driver_queue", "Story");
    *Story = (QUEUE_STORY){.Mistake = Mistake, .StallUs = sim_choose(4)};
    return Story;
}

/* --- three threads ---------------------------------------------------------------------------- */

static void
dequeues(void *unused)
{
    HANDLE h = sim_open(L"\\\\.\\CancelQueue");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    for (ULONG i = 0; i < READS / 2; i++) {
        DeviceIoControl(h, IOCTL_DEQUEUE, NULL, 0, NULL, 0, NULL, &o);
        WaitForSingleObject(o.hEvent, INFINITE);
    }
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

static void
cancels(void *unused)
{
    for (ULONG i = 0; i < 4 * READS; i++) {
        CancelIoEx(File, &Reads[2 * i % READS]);
    }
}

static VOID
read_all(VOID)
{
    for (ULONG i = 0; i < READS; i++) {
        ReadFile(File, Buffers[i], sizeof Buffers[i], NULL, &Reads[i]);
    }
}

static VOID
all_at_once(VOID)
{
    HANDLE threads[2];

    memset(Reads, 0, sizeof Reads);
    File = sim_open(L"\\\\.\\CancelQueue");
    threads[0] = sim_thread(dequeues, NULL);
    threads[1] = sim_thread(cancels, NULL);
    read_all();
    sim_join(threads[0]);
    sim_join(threads[1]);
    CancelIoEx(File, NULL);
}

static VOID
expect_each_completed_once(VOID)
{
    ULONG Successes = 0;

    for (ULONG i = 0; i < READS; i++) {
        assert_completes(File, &Reads[i], STATUS_SUCCESS, STATUS_CANCELLED);
        Successes += Reads[i].Internal == STATUS_SUCCESS;
    }
    assert_int_equal(Story->Queued, READS);
    assert_int_equal(Story->Dequeued, Successes);
    assert_int_equal(Story->Cancelled + Story->CancelledBefore, READS - Successes);
}

static void
each_read_is_completed_once(void **state)
{
    story(MistakeNone);
    all_at_once();
    expect_each_completed_once();
    CloseHandle(File);
    Met.Dequeued += Story->Dequeued;
    Met.Cancelled += Story->Cancelled;
    Met.CancelledBefore += Story->CancelledBefore;
    Met.Skipped += Story->Skipped;
}

static void
all_outcomes_were_met(void)
{
    print_message("dequeued %u, cancelled %u, cancelled before it was queued %u, skipped %u\n",
                  Met.Dequeued, Met.Cancelled, Met.CancelledBefore, Met.Skipped);
    assert_true(Met.Dequeued != 0);
    assert_true(Met.Cancelled != 0);
    assert_true(Met.CancelledBefore != 0);
    assert_true(Met.Skipped != 0);
}

/* --- cancelled while it is queued ------------------------------------------------------------- */

static void
cancels_all_the_time(void *unused)
{
    for (ULONG i = 0; i < 8 * MANY; i++) {
        CancelIoEx(File, NULL);
    }
}

static void
a_read_is_cancelled_while_it_is_queued(void **state)
{
    HANDLE thread;

    story(MistakeNone);
    memset(Reads, 0, sizeof Reads);
    File = sim_open(L"\\\\.\\CancelQueue");
    thread = sim_thread(cancels_all_the_time, NULL);
    for (ULONG i = 0; i < MANY; i++) {
        ReadFile(File, Buffers[0], sizeof Buffers[0], NULL, &Reads[0]);
        CancelIoEx(File, NULL);
        assert_completes(File, &Reads[0], STATUS_CANCELLED);
    }
    sim_join(thread);
    CloseHandle(File);
    assert_int_equal(Story->Cancelled + Story->CancelledBefore, MANY);
    Met.CancelledDuring += Story->CancelledDuring;
}

static void
it_was_met(void)
{
    print_message("%u cancel routines called while the IRP was queued\n", Met.CancelledDuring);
    assert_true(Met.CancelledDuring != 0);
}

/* --- the cancel spin lock is free while the driver's own is taken ----------------------------- */

static void
cancels_one(void *read)
{
    CancelIoEx(File, read);
}

static void
cancel_routines_run_at_once(void **state)
{
    HANDLE threads[READS];

    story(MistakeNone);
    memset(Reads, 0, sizeof Reads);
    File = sim_open(L"\\\\.\\CancelQueue");
    read_all();
    for (ULONG i = 0; i < READS; i++) {
        threads[i] = sim_thread(cancels_one, &Reads[i]);
    }
    for (ULONG i = 0; i < READS; i++) {
        sim_join(threads[i]);
        assert_completes(File, &Reads[i], STATUS_CANCELLED);
    }
    CloseHandle(File);
    assert_int_equal(Story->CancelsNow, 0);
    Met.MostCancels = Story->MostCancels > Met.MostCancels ? Story->MostCancels : Met.MostCancels;
}

static void
they_did(void)
{
    print_message("up to %d cancel routines at once\n", Met.MostCancels);
    assert_true(Met.MostCancels >= 2);
}

/* --- one at a time ---------------------------------------------------------------------------- */

static NTSTATUS
RememberStatus(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Status)
{
    *(NTSTATUS *)Status = Irp->IoStatus.Status;
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static void
a_read_cancelled_before_it_is_queued_is_cancelled_then(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\CancelQueue");
    NTSTATUS Status = STATUS_PENDING;
    PDEVICE_OBJECT Device;
    PFILE_OBJECT Object;
    PIRP Irp;

    story(MistakeNone);
    assert_nt_success(IoGetDeviceObjectPointer(&Name, FILE_READ_DATA, &Object, &Device));
    Irp = IoBuildAsynchronousFsdRequest(IRP_MJ_READ, Device, Buffers, 16,
                                        &(LARGE_INTEGER){.QuadPart = 0}, NULL);
    IoSetCompletionRoutine(Irp, RememberStatus, &Status, TRUE, TRUE, TRUE);
    assert_false(IoCancelIrp(Irp));
    assert_nt_status(IoCallDriver(Device, Irp), STATUS_PENDING);
    assert_int_equal(Status, STATUS_CANCELLED);
    assert_int_equal(Story->CancelledBefore, 1);
    IoFreeIrp(Irp);
    ObDereferenceObject(Object);
}

/* --- mistakes --------------------------------------------------------------------------------- */

static void
completing_with_a_cancel_routine_is_0x48(void **state)
{
    HANDLE h = sim_open(L"\\\\.\\CancelQueue");
    OVERLAPPED o = {0};

    story(MistakeKeepsRoutine);
    ReadFile(h, Buffers, 16, NULL, &o);
    assert_bugcheck(CANCEL_STATE_IN_COMPLETED_IRP, dequeues(NULL));
}

static void
runs_into_a_mistake(void **state)
{
    story(*(QUEUE_MISTAKE *)*state);
    all_at_once();
    for (ULONG i = 0; i < READS; i++) {
        assert_completes(File, &Reads[i], STATUS_SUCCESS, STATUS_CANCELLED);
    }
    CloseHandle(File);
}

static unsigned
find(QUEUE_MISTAKE Mistake, uint32_t code)
{
    struct sim_setup setup = {.name = "runs_into_a_mistake",
                              .test = runs_into_a_mistake,
                              .state = &Mistake,
                              .driver = "cancel_driver_queue",
                              .cpus = 2};

    return found_bugchecks(&setup, code);
}

/* AddressSanitizer finds the mistake itself, at the freed packet, and ends the program there. */
static bool
freed_packets_are_asans(void)
{
    return SCHEDULES < 200;
}

static void
completing_what_the_cancel_routine_has_is_found(void **state)
{
    if (!freed_packets_are_asans()) {
        assert_true(find(MistakeIgnoresNull, 0) >= 3);
    }
}

/* Its links are corrupt, or lead to a packet that was freed. */
static void
a_list_entry_that_keeps_its_links_is_found(void **state)
{
    if (!freed_packets_are_asans()) {
        assert_true(find(MistakeNoReinitialize, 0) >= 3);
    }
}

#define QUEUES(function, check) IN_ALL_SCHEDULES(function, check, .driver = "cancel_driver_queue")

SIM_TESTS(QUEUES(each_read_is_completed_once, all_outcomes_were_met),
          QUEUES(a_read_is_cancelled_while_it_is_queued, it_was_met),
          QUEUES(cancel_routines_run_at_once, they_did),
          QUEUES(a_read_cancelled_before_it_is_queued_is_cancelled_then, NULL),
          QUEUES(completing_with_a_cancel_routine_is_0x48, NULL),
          cmocka_unit_test(completing_what_the_cancel_routine_has_is_found),
          cmocka_unit_test(a_list_entry_that_keeps_its_links_is_found))
