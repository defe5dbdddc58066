/*
 * tests/io/test_queue.c - requests that wait, and are cancelled
 *
 * io/queue/devqueue.c, io/queue/startio.c, io/queue/csq.c, io/irp/cancel.c.
 */
#include "kit.h"

static struct {
    PDEVICE_OBJECT Device;
    PIRP Started[32];
    ULONG Count, Depth, DeepestDepth;
    BOOLEAN StartsNext;
    ULONG Cancelled;
    LIST_ENTRY List;
    KSPIN_LOCK Lock;
    IO_CSQ Csq;
    NTSTATUS InsertStatus;
    KIRQL StartIoIrql;
} T;

static PIRP
new_irp(void)
{
    PIRP Irp = IoAllocateIrp(2, FALSE);

    IoSetNextIrpStackLocation(Irp); // as if the device's driver had it
    IoGetCurrentIrpStackLocation(Irp)->DeviceObject = T.Device;
    IoGetCurrentIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    return Irp;
}

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device = KitDevice(NULL, 0);
    InitializeListHead(&T.List);
    return 0;
}

static int
tear_down(void **state)
{
    IoDeleteDevice(T.Device);
    return 0;
}

/* --- device queues ---------------------------------------------------------------------------- */

static void
a_device_queue_that_is_not_busy_does_not_queue(void **state)
{
    KDEVICE_QUEUE Queue;
    KDEVICE_QUEUE_ENTRY Entry[3] = {0};
    KIRQL Irql;

    KeInitializeDeviceQueue(&Queue);
    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    assert_false(KeInsertDeviceQueue(&Queue, &Entry[0]));
    assert_true(Queue.Busy);
    assert_false(Entry[0].Inserted);
    assert_true(KeInsertDeviceQueue(&Queue, &Entry[1]));
    assert_true(KeInsertDeviceQueue(&Queue, &Entry[2]));
    assert_true(KeRemoveEntryDeviceQueue(&Queue, &Entry[1]));
    assert_false(KeRemoveEntryDeviceQueue(&Queue, &Entry[1]));
    assert_ptr_equal(KeRemoveDeviceQueue(&Queue), &Entry[2]);
    assert_null(KeRemoveDeviceQueue(&Queue));
    assert_false(Queue.Busy);
    KeLowerIrql(Irql);
}

static void
keys_sort_and_wrap(void **state)
{
    KDEVICE_QUEUE Queue;
    KDEVICE_QUEUE_ENTRY Entry[5] = {0};
    KIRQL Irql;

    KeInitializeDeviceQueue(&Queue);
    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    KeInsertDeviceQueue(&Queue, &Entry[0]);
    KeInsertByKeyDeviceQueue(&Queue, &Entry[1], 20);
    KeInsertByKeyDeviceQueue(&Queue, &Entry[2], 10);
    KeInsertByKeyDeviceQueue(&Queue, &Entry[3], 20);
    KeInsertByKeyDeviceQueue(&Queue, &Entry[4], 30);
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 20), &Entry[1]); // equal: first in
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 11), &Entry[3]);
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 31), &Entry[2]); // none: from the beginning
    assert_ptr_equal(KeRemoveByKeyDeviceQueue(&Queue, 0), &Entry[4]);
    assert_null(KeRemoveByKeyDeviceQueue(&Queue, 0));
    KeLowerIrql(Irql);
}

static void
removing_from_an_idle_queue_is_0x2(void **state)
{
    KDEVICE_QUEUE Queue;
    KIRQL Irql;

    KeInitializeDeviceQueue(&Queue);
    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    assert_bugcheck(DEVICE_QUEUE_NOT_BUSY, KeRemoveDeviceQueue(&Queue));
}

/* --- StartIo ---------------------------------------------------------------------------------- */

static VOID
StartIo(PDEVICE_OBJECT Device, PIRP Irp)
{
    T.Depth++;
    T.DeepestDepth = T.Depth > T.DeepestDepth ? T.Depth : T.DeepestDepth;
    T.Started[T.Count++] = Irp;
    T.StartIoIrql = KeGetCurrentIrql();
    assert_ptr_equal(Device->CurrentIrp, Irp);
    if (T.StartsNext) {
        IoStartNextPacket(Device, FALSE);
    }
    T.Depth--;
}

static void
start_next(BOOLEAN Cancelable)
{
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    IoStartNextPacket(T.Device, Cancelable);
    KeLowerIrql(Irql);
}

static void
packets_start_one_after_another(void **state)
{
    PIRP Irp[3];

    KitOnStartIo(StartIo);
    for (int i = 0; i < 3; i++) {
        IoStartPacket(T.Device, Irp[i] = new_irp(), NULL, NULL);
    }
    assert_int_equal(T.Count, 1);
    assert_int_equal(T.StartIoIrql, DISPATCH_LEVEL);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    for (int i = 1; i < 3; i++) {
        start_next(FALSE);
        assert_int_equal(T.Count, i + 1);
        assert_ptr_equal(T.Started[i], Irp[i]);
    }
    start_next(FALSE);
    assert_int_equal(T.Count, 3);
    assert_null(T.Device->CurrentIrp);
    for (int i = 0; i < 3; i++) {
        IoFreeIrp(Irp[i]);
    }
}

static void
drain(ULONG Packets, ULONG ExpectedDepth)
{
    PIRP Irp[16];

    KitOnStartIo(StartIo);
    for (ULONG i = 0; i < Packets; i++) {
        IoStartPacket(T.Device, Irp[i] = new_irp(), NULL, NULL);
    }
    T.StartsNext = TRUE;
    start_next(FALSE);
    assert_int_equal(T.Count, Packets);
    assert_int_equal(T.DeepestDepth, ExpectedDepth);
    for (ULONG i = 0; i < Packets; i++) {
        IoFreeIrp(Irp[i]);
    }
}

static void
startio_recurses(void **state)
{
    drain(10, 9);
}

static void
deferred_startio_does_not_recurse(void **state)
{
    IoSetStartIoAttributes(T.Device, TRUE, FALSE);
    drain(16, 1);
}

static VOID
CancelPacket(PDEVICE_OBJECT Device, PIRP Irp)
{
    if (Irp == Device->CurrentIrp) {
        IoReleaseCancelSpinLock(Irp->CancelIrql);
        return;
    }
    KeRemoveEntryDeviceQueue(&Device->DeviceQueue, &Irp->Tail.Overlay.DeviceQueueEntry);
    IoReleaseCancelSpinLock(Irp->CancelIrql);
    T.Cancelled++;
}

static void
a_queued_packet_can_be_cancelled(void **state)
{
    PIRP Irp[3];

    KitOnStartIo(StartIo);
    for (int i = 0; i < 3; i++) {
        IoStartPacket(T.Device, Irp[i] = new_irp(), NULL, CancelPacket);
    }
    assert_true(IoCancelIrp(Irp[1]));
    assert_int_equal(T.Cancelled, 1);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    start_next(TRUE);
    assert_ptr_equal(T.Started[1], Irp[2]);
    assert_true(IoCancelIrp(Irp[2])); // the current one: its owner must see Irp->Cancel
    assert_true(Irp[2]->Cancel);
    assert_int_equal(T.Cancelled, 1);
    start_next(TRUE);
    for (int i = 0; i < 3; i++) {
        (VOID)IoSetCancelRoutine(Irp[i], NULL);
        IoFreeIrp(Irp[i]);
    }
}

static void
a_packet_that_was_cancelled_before_is_cancelled_when_queued(void **state)
{
    PIRP First = new_irp(), Second = new_irp();

    KitOnStartIo(StartIo);
    IoStartPacket(T.Device, First, NULL, CancelPacket);
    assert_false(IoCancelIrp(Second));
    IoStartPacket(T.Device, Second, NULL, CancelPacket);
    assert_int_equal(T.Cancelled, 1);
    start_next(TRUE);
    assert_int_equal(T.Count, 1);
    (VOID)IoSetCancelRoutine(First, NULL);
    IoFreeIrp(First);
    IoFreeIrp(Second);
}

static VOID
KeepsTheLock(PDEVICE_OBJECT Device, PIRP Irp)
{
}

static void
a_cancel_routine_that_keeps_the_lock_is_0x11b(void **state)
{
    PIRP Irp = new_irp();

    (VOID)IoSetCancelRoutine(Irp, KeepsTheLock);
    assert_bugcheck(DRIVER_RETURNED_HOLDING_CANCEL_LOCK, IoCancelIrp(Irp));
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(1), Irp);
}

/* --- cancel-safe queues ----------------------------------------------------------------------- */

static VOID
Insert(PIO_CSQ Csq, PIRP Irp)
{
    InsertTailList(&T.List, &Irp->Tail.Overlay.ListEntry);
}

static NTSTATUS
InsertEx(PIO_CSQ Csq, PIRP Irp, PVOID Context)
{
    if (NT_SUCCESS(T.InsertStatus)) {
        InsertTailList(&T.List, &Irp->Tail.Overlay.ListEntry);
    }
    return T.InsertStatus;
}

static VOID
Remove(PIO_CSQ Csq, PIRP Irp)
{
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

static PIRP
Peek(PIO_CSQ Csq, PIRP Irp, PVOID Context)
{
    PLIST_ENTRY Next = Irp != NULL ? Irp->Tail.Overlay.ListEntry.Flink : T.List.Flink;

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
CompleteCanceled(PIO_CSQ Csq, PIRP Irp)
{
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL); // without the lock
    T.Cancelled++;
}

static void
make_csq(BOOLEAN Ex)
{
    if (Ex) {
        IoCsqInitializeEx(&T.Csq, InsertEx, Remove, Peek, Acquire, Release, CompleteCanceled);
    } else {
        IoCsqInitialize(&T.Csq, Insert, Remove, Peek, Acquire, Release, CompleteCanceled);
    }
}

static void
a_csq_gives_requests_back_in_order(void **state)
{
    PIRP a = new_irp(), b = new_irp();

    make_csq(FALSE);
    IoCsqInsertIrp(&T.Csq, a, NULL);
    IoCsqInsertIrp(&T.Csq, b, NULL);
    assert_true((IoGetCurrentIrpStackLocation(a)->Control & SL_PENDING_RETURNED) != 0);
    assert_ptr_equal(IoCsqRemoveNextIrp(&T.Csq, NULL), a);
    assert_ptr_equal(IoCsqRemoveNextIrp(&T.Csq, NULL), b);
    assert_null(IoCsqRemoveNextIrp(&T.Csq, NULL));
    assert_null(a->CancelRoutine);
    IoFreeIrp(a);
    IoFreeIrp(b);
}

static void
a_cancelled_request_leaves_the_csq(void **state)
{
    IO_CSQ_IRP_CONTEXT Context;
    PIRP Irp = new_irp();

    make_csq(FALSE);
    IoCsqInsertIrp(&T.Csq, Irp, &Context);
    assert_true(IoCancelIrp(Irp));
    assert_int_equal(T.Cancelled, 1);
    assert_true(IsListEmpty(&T.List));
    assert_null(IoCsqRemoveIrp(&T.Csq, &Context));
    assert_null(IoCsqRemoveNextIrp(&T.Csq, NULL));
    IoFreeIrp(Irp);
}

static void
a_request_is_removed_by_its_context(void **state)
{
    IO_CSQ_IRP_CONTEXT Context;
    PIRP a = new_irp(), b = new_irp();

    make_csq(FALSE);
    IoCsqInsertIrp(&T.Csq, a, NULL);
    IoCsqInsertIrp(&T.Csq, b, &Context);
    assert_ptr_equal(IoCsqRemoveIrp(&T.Csq, &Context), b);
    assert_null(IoCsqRemoveIrp(&T.Csq, &Context));
    assert_ptr_equal(IoCsqRemoveNextIrp(&T.Csq, NULL), a);
    IoFreeIrp(a);
    IoFreeIrp(b);
}

static void
a_request_that_was_cancelled_before_is_not_queued(void **state)
{
    PIRP Irp = new_irp();

    make_csq(FALSE);
    assert_false(IoCancelIrp(Irp));
    IoCsqInsertIrp(&T.Csq, Irp, NULL);
    assert_int_equal(T.Cancelled, 1);
    assert_true(IsListEmpty(&T.List));
    IoFreeIrp(Irp);
}

static void
a_refused_request_stays_the_callers(void **state)
{
    PIRP Irp = new_irp();

    make_csq(TRUE);
    T.InsertStatus = STATUS_DEVICE_BUSY;
    assert_int_equal(IoCsqInsertIrpEx(&T.Csq, Irp, NULL, NULL), STATUS_DEVICE_BUSY);
    assert_true((IoGetCurrentIrpStackLocation(Irp)->Control & SL_PENDING_RETURNED) == 0);
    assert_null(Irp->CancelRoutine);
    IoFreeIrp(Irp);
}

static void
a_request_being_cancelled_is_passed_over(void **state)
{
    PIRP a = new_irp(), b = new_irp();

    make_csq(FALSE);
    IoCsqInsertIrp(&T.Csq, a, NULL);
    IoCsqInsertIrp(&T.Csq, b, NULL);
    (VOID)IoSetCancelRoutine(a, NULL); // somebody is cancelling it
    assert_ptr_equal(IoCsqRemoveNextIrp(&T.Csq, NULL), b);
    RemoveEntryList(&a->Tail.Overlay.ListEntry);
    IoFreeIrp(a);
    IoFreeIrp(b);
}

/* --- by key ----------------------------------------------------------------------------------- */

static void
the_next_packet_by_key_is_the_first_at_or_after_it(void **state)
{
    ULONG Keys[] = {50, 10, 40, 20, 30};
    PIRP Irp[5];
    KIRQL Irql;

    KitOnStartIo(StartIo);
    for (int i = 0; i < 5; i++) {
        IoStartPacket(T.Device, Irp[i] = new_irp(), &Keys[i], NULL);
    }
    assert_ptr_equal(T.Started[0], Irp[0]); // it was idle
    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    IoStartNextPacketByKey(T.Device, FALSE, 25);
    IoStartNextPacketByKey(T.Device, FALSE, 31);
    IoStartNextPacketByKey(T.Device, FALSE, 41); // none: from the beginning again
    IoStartNextPacketByKey(T.Device, FALSE, 0);
    KeLowerIrql(Irql);
    assert_ptr_equal(T.Started[1], Irp[4]);
    assert_ptr_equal(T.Started[2], Irp[2]);
    assert_ptr_equal(T.Started[3], Irp[1]);
    assert_ptr_equal(T.Started[4], Irp[3]);
    for (int i = 0; i < 5; i++) {
        IoFreeIrp(Irp[i]);
    }
}

#define T(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(T(a_device_queue_that_is_not_busy_does_not_queue), T(keys_sort_and_wrap),
          T(removing_from_an_idle_queue_is_0x2), T(packets_start_one_after_another),
          T(startio_recurses), T(deferred_startio_does_not_recurse),
          T(a_queued_packet_can_be_cancelled),
          T(a_packet_that_was_cancelled_before_is_cancelled_when_queued),
          T(a_cancel_routine_that_keeps_the_lock_is_0x11b), T(a_csq_gives_requests_back_in_order),
          T(a_cancelled_request_leaves_the_csq), T(a_request_is_removed_by_its_context),
          T(a_request_that_was_cancelled_before_is_not_queued),
          T(a_refused_request_stays_the_callers), T(a_request_being_cancelled_is_passed_over),
          T(the_next_packet_by_key_is_the_first_at_or_after_it))
