/*
 * tests/io/test_race.c - packets that two processors want at once, under many schedules
 *
 * io/irp/cancel.c against io/irp/complete.c, io/queue/csq.c against a cleanup,
 * io/queue/removelock.c against a removal, io/queue/workitem.c against an unload.
 *
 * Each packet ends exactly once, whoever wins; nothing is touched that is gone; nothing is left.
 */
#include "kit.h"

enum { PACKETS = 4 };

static struct {
    PDEVICE_OBJECT Device;
    IO_CSQ Csq;
    LIST_ENTRY List;
    KSPIN_LOCK Lock;
    LONG Ended, Cancelled, Served, Refused;
    PIRP Irps[PACKETS];
    BOOLEAN Closing;
    IO_REMOVE_LOCK RemoveLock;
    LONG Inside;
    BOOLEAN Removed;
    LONG Worked;
} T;

/* --- a queue of the driver's ------------------------------------------------------------------ */

static VOID
Insert(PIO_CSQ Csq, PIRP Irp)
{
    InsertTailList(&T.List, &Irp->Tail.Overlay.ListEntry);
}

static VOID
Remove(PIO_CSQ Csq, PIRP Irp)
{
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

static PIRP
Peek(PIO_CSQ Csq, PIRP Irp, PVOID Context)
{
    PLIST_ENTRY Next = Irp == NULL ? T.List.Flink : Irp->Tail.Overlay.ListEntry.Flink;

    return Next != &T.List ? CONTAINING_RECORD(Next, IRP, Tail.Overlay.ListEntry) : NULL;
}

static VOID
Acquire(PIO_CSQ Csq, PKIRQL Irql)
{
    KeAcquireSpinLock(&T.Lock, Irql);
}

static VOID
Release(PIO_CSQ Csq, KIRQL Irql)
{
    KeReleaseSpinLock(&T.Lock, Irql);
}

static VOID
Canceled(PIO_CSQ Csq, PIRP Irp)
{
    InterlockedIncrement(&T.Cancelled);
    KitComplete(Irp, STATUS_CANCELLED, 0);
}

static NTSTATUS
Read(PDEVICE_OBJECT Device, PIRP Irp)
{
    if (T.Closing) {
        InterlockedIncrement(&T.Refused);
        return KitComplete(Irp, STATUS_CANCELLED, 0);
    }
    IoCsqInsertIrp(&T.Csq, Irp, NULL);
    return STATUS_PENDING;
}

static NTSTATUS
Ended(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    InterlockedIncrement(&T.Ended);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device = KitDevice(NULL, 0);
    InitializeListHead(&T.List);
    KeInitializeSpinLock(&T.Lock);
    IoCsqInitialize(&T.Csq, Insert, Remove, Peek, Acquire, Release, Canceled);
    KitOn(IRP_MJ_READ, Read);
    for (ULONG i = 0; i < PACKETS; i++) {
        T.Irps[i] = IoAllocateIrp(1, FALSE);
        IoGetNextIrpStackLocation(T.Irps[i])->MajorFunction = IRP_MJ_READ;
        IoSetCompletionRoutine(T.Irps[i], Ended, NULL, TRUE, TRUE, TRUE);
    }
    return 0;
}

static int
tear_down(void **state)
{
    for (ULONG i = 0; i < PACKETS; i++) {
        IoFreeIrp(T.Irps[i]);
    }
    IoDeleteDevice(T.Device);
    return 0;
}

static void
send_all(void *unused)
{
    for (ULONG i = 0; i < PACKETS; i++) {
        IoCallDriver(T.Device, T.Irps[i]);
    }
}

static void
cancel_all(void *unused)
{
    for (ULONG i = 0; i < PACKETS; i++) {
        IoCancelIrp(T.Irps[i]);
    }
}

static void
serve_all(void *unused)
{
    for (PIRP Irp = IoCsqRemoveNextIrp(&T.Csq, NULL); Irp != NULL;
         Irp = IoCsqRemoveNextIrp(&T.Csq, NULL)) {
        InterlockedIncrement(&T.Served);
        KitComplete(Irp, STATUS_SUCCESS, 0);
    }
}

static void
run_both(void (*first)(void *), void (*second)(void *))
{
    HANDLE a = sim_thread(first, NULL), b = sim_thread(second, NULL);

    sim_join(a);
    sim_join(b);
}

static void
cancelling_and_completing_end_each_packet_once(void **state)
{
    send_all(NULL);
    run_both(cancel_all, serve_all);
    assert_int_equal(T.Ended, PACKETS);
    assert_int_equal(T.Cancelled + T.Served, PACKETS);
    assert_true(IsListEmpty(&T.List));
}

static void
cancelling_and_sending_end_each_packet_once(void **state)
{
    run_both(send_all, cancel_all);
    serve_all(NULL);
    assert_int_equal(T.Ended, PACKETS);
    assert_true(IsListEmpty(&T.List));
}

static void
clean_up(void *unused)
{
    T.Closing = TRUE;
    serve_all(NULL);
}

static void
inserting_and_cleaning_up_leave_nothing(void **state)
{
    run_both(send_all, clean_up);
    serve_all(NULL); // what was sent before the cleanup began, and inserted after it
    assert_int_equal(T.Ended, PACKETS);
    assert_int_equal(T.Served + T.Refused, PACKETS);
}

/* --- a remove lock ---------------------------------------------------------------------------- */

static void
use(void *tag)
{
    for (ULONG i = 0; i < PACKETS; i++) {
        if (NT_SUCCESS(IoAcquireRemoveLock(&T.RemoveLock, &i))) {
            InterlockedIncrement(&T.Inside);
            assert_false(T.Removed);
            InterlockedDecrement(&T.Inside);
            IoReleaseRemoveLock(&T.RemoveLock, &i);
        }
    }
}

static void
remove_device(void *unused)
{
    assert_nt_success(IoAcquireRemoveLock(&T.RemoveLock, &T));
    IoReleaseRemoveLockAndWait(&T.RemoveLock, &T);
    assert_int_equal(T.Inside, 0);
    T.Removed = TRUE;
}

static void
nobody_is_inside_after_the_removal(void **state)
{
    IoInitializeRemoveLock(&T.RemoveLock, 'tseT', 0, 0);
    run_both(use, remove_device);
    assert_true(T.Removed);
    assert_int_equal(IoAcquireRemoveLock(&T.RemoveLock, &T), STATUS_DELETE_PENDING);
}

/* --- a work item ------------------------------------------------------------------------------ */

static VOID
Work(PDEVICE_OBJECT Device, PVOID Context)
{
    assert_int_equal(Device->Type, IO_TYPE_DEVICE);
    InterlockedIncrement(&T.Worked);
    IoFreeWorkItem(Context);
}

static void
a_work_item_outlives_the_deletion_of_its_device(void **state)
{
    PDEVICE_OBJECT Device = KitDevice(NULL, 0);
    PIO_WORKITEM Item = IoAllocateWorkItem(Device);

    IoQueueWorkItem(Item, Work, CriticalWorkQueue, Item);
    IoDeleteDevice(Device); // the item keeps the object
    sim_run_until_idle();
    assert_int_equal(T.Worked, 1);
}

#define T(function)                                                                                \
    SIM_TEST(function, KIT, .before = set_up, .after = tear_down, .cpus = 3, .policy = SIM_RANDOM, \
             .seeds = 100)

SIM_TESTS(T(cancelling_and_completing_end_each_packet_once),
          T(cancelling_and_sending_end_each_packet_once),
          T(inserting_and_cleaning_up_leave_nothing), T(nobody_is_inside_after_the_removal),
          T(a_work_item_outlives_the_deletion_of_its_device))
