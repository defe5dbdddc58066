/*
 * tests/io/test_finish.c - what the requestor gets to see when its request ends
 *
 * io/irp/finish.c, io/irp/build.c, io/irp/cancel.c.
 */
#include "kit.h"

#define POISON ((NTSTATUS)0x5A5A5A5A)

static struct {
    PDEVICE_OBJECT Device;
    PIRP Pended;
    BOOLEAN Pends;
    NTSTATUS Status;
    ULONG_PTR Information;
    ULONG Apcs;
    PVOID ApcContext;
    NTSTATUS ApcStatus;
} T;

static NTSTATUS
Dispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    if (T.Pends) {
        IoMarkIrpPending(Irp);
        T.Pended = Irp;
        return STATUS_PENDING;
    }
    return KitComplete(Irp, T.Status, T.Information);
}

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device = KitDevice(L"Kit", 0);
    KitOn(IRP_MJ_READ, Dispatch);
    KitOn(IRP_MJ_WRITE, Dispatch);
    KitOn(IRP_MJ_FLUSH_BUFFERS, Dispatch);
    KitOn(IRP_MJ_DEVICE_CONTROL, Dispatch);
    return 0;
}

static int
tear_down(void **state)
{
    KitDelete(T.Device, L"Kit");
    return 0;
}

/* --- IRPs that a driver builds ---------------------------------------------------------------- */

static KEVENT Event;
static IO_STATUS_BLOCK Iosb;
static char Buffer[64];

static PIRP
build_read(void)
{
    LARGE_INTEGER Offset = {.QuadPart = 0};

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    Iosb.Status = POISON;
    return IoBuildSynchronousFsdRequest(IRP_MJ_READ, T.Device, Buffer, sizeof Buffer, &Offset,
                                        &Event, &Iosb);
}

static void
a_built_request_that_succeeds_sets_event_and_status(void **state)
{
    T.Information = 7;
    assert_int_equal(IoCallDriver(T.Device, build_read()), STATUS_SUCCESS);
    assert_int_equal(KeReadStateEvent(&Event), 1);
    assert_int_equal(Iosb.Status, STATUS_SUCCESS);
    assert_int_equal(Iosb.Information, 7);
}

/* Also cancelled when the thread ends, and freed when it is complete. */
static void
an_allocated_request_that_is_queued_to_the_thread_does_so_too(void **state)
{
    PIRP Irp = IoAllocateIrp(T.Device->StackSize, FALSE);

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    Irp->UserEvent = &Event;
    Irp->UserIosb = &Iosb;
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoQueueThreadIrp(Irp);
    T.Pends = TRUE;
    assert_int_equal(IoCallDriver(T.Device, Irp), STATUS_PENDING);
    KitComplete(T.Pended, STATUS_SUCCESS, 5);
    KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NULL);
    assert_int_equal(Iosb.Information, 5);
}

static void
a_built_request_that_fails_at_once_sets_neither(void **state)
{
    T.Status = STATUS_INVALID_DEVICE_REQUEST;
    assert_int_equal(IoCallDriver(T.Device, build_read()), STATUS_INVALID_DEVICE_REQUEST);
    assert_int_equal(KeReadStateEvent(&Event), 0);
    assert_int_equal(Iosb.Status, POISON);
}

static void
a_built_request_that_fails_after_pending_sets_both(void **state)
{
    T.Pends = TRUE;
    assert_int_equal(IoCallDriver(T.Device, build_read()), STATUS_PENDING);
    assert_int_equal(KeReadStateEvent(&Event), 0);
    KitComplete(T.Pended, STATUS_INVALID_DEVICE_REQUEST, 0);
    assert_int_equal(KeReadStateEvent(&Event), 1);
    assert_int_equal(Iosb.Status, STATUS_INVALID_DEVICE_REQUEST);
}

static void
buffered_reads_are_copied_out(void **state)
{
    PIRP Irp;

    T.Device->Flags |= DO_BUFFERED_IO;
    T.Pends = TRUE;
    memset(Buffer, 'x', sizeof Buffer);
    Irp = build_read();
    assert_ptr_not_equal(Irp->AssociatedIrp.SystemBuffer, NULL);
    assert_ptr_not_equal(Irp->AssociatedIrp.SystemBuffer, Buffer);
    IoCallDriver(T.Device, Irp);
    memcpy(Irp->AssociatedIrp.SystemBuffer, "hello", 5);
    KitComplete(Irp, STATUS_SUCCESS, 5);
    assert_memory_equal(Buffer, "hellox", 6);
}

static void
buffered_data_is_not_copied_on_error_but_on_warning(void **state)
{
    PIRP Irp;

    T.Device->Flags |= DO_BUFFERED_IO;
    T.Pends = TRUE;
    memset(Buffer, 'x', sizeof Buffer);
    IoCallDriver(T.Device, Irp = build_read());
    memcpy(Irp->AssociatedIrp.SystemBuffer, "hello", 5);
    KitComplete(Irp, STATUS_UNSUCCESSFUL, 5);
    assert_memory_equal(Buffer, "xxxxx", 5);
    IoCallDriver(T.Device, Irp = build_read());
    memcpy(Irp->AssociatedIrp.SystemBuffer, "hello", 5);
    KitComplete(Irp, STATUS_VERIFY_REQUIRED, 5); // a warning, and data of another medium
    assert_memory_equal(Buffer, "xxxxx", 5);
    IoCallDriver(T.Device, Irp = build_read());
    memcpy(Irp->AssociatedIrp.SystemBuffer, "hello", 5);
    KitComplete(Irp, STATUS_BUFFER_OVERFLOW, 3);
    assert_memory_equal(Buffer, "helxx", 5);
}

static void
more_information_than_buffer_is_0xc9_312(void **state)
{
    T.Device->Flags |= DO_BUFFERED_IO;
    T.Information = sizeof Buffer + 1;
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoCallDriver(T.Device, build_read()));
    assert_int_equal(sim_bugcheck_parameter(1), 0x312);
}

static void
direct_io_describes_the_buffer(void **state)
{
    PIRP Irp;

    T.Device->Flags |= DO_DIRECT_IO;
    T.Pends = TRUE;
    IoCallDriver(T.Device, Irp = build_read());
    assert_non_null(Irp->MdlAddress);
    assert_ptr_equal(MmGetMdlVirtualAddress(Irp->MdlAddress), Buffer);
    memcpy(MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority), "direct", 6);
    KitComplete(Irp, STATUS_SUCCESS, 6);
    assert_memory_equal(Buffer, "direct", 6);
}

static NTSTATUS
Finished(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    IO_STATUS_BLOCK *Result = Context;

    *Result = Irp->IoStatus;
    if (Irp->AssociatedIrp.SystemBuffer != NULL && (Irp->Flags & IRP_DEALLOCATE_BUFFER) != 0) {
        ExFreePool(Irp->AssociatedIrp.SystemBuffer);
    }
    IoFreeIrp(Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static void
an_asynchronous_request_is_its_builders_to_free(void **state)
{
    LARGE_INTEGER Offset = {.QuadPart = 512};
    PIRP Irp;

    T.Device->Flags |= DO_BUFFERED_IO;
    Irp = IoBuildAsynchronousFsdRequest(IRP_MJ_WRITE, T.Device, Buffer, 16, &Offset, NULL);
    assert_int_equal(IoGetNextIrpStackLocation(Irp)->Parameters.Write.ByteOffset.QuadPart, 512);
    IoSetCompletionRoutine(Irp, Finished, &Iosb, TRUE, TRUE, TRUE);
    T.Information = 16;
    assert_int_equal(IoCallDriver(T.Device, Irp), STATUS_SUCCESS);
    assert_int_equal(Iosb.Information, 16);
}

static void
an_asynchronous_request_without_routine_is_a_violation(void **state)
{
    PIRP Irp = IoBuildAsynchronousFsdRequest(IRP_MJ_FLUSH_BUFFERS, T.Device, NULL, 0, NULL, NULL);

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, IoCallDriver(T.Device, Irp));
}

static void
freeing_a_threaded_request_is_0xc9_2(void **state)
{
    PIRP Irp = build_read();

    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoFreeIrp(Irp));
    assert_int_equal(sim_bugcheck_parameter(1), 2);
}

static void
reusing_a_built_request_is_0xc9_311(void **state)
{
    PIRP Irp = build_read();

    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoReuseIrp(Irp, STATUS_SUCCESS));
    assert_int_equal(sim_bugcheck_parameter(1), 0x311);
}

/* --- associated IRPs -------------------------------------------------------------------------- */

static PDEVICE_OBJECT Lower;
static PIRP Parts[2];

static NTSTATUS
Split(PDEVICE_OBJECT Device, PIRP Irp)
{
    if (Device == Lower) {
        IoMarkIrpPending(Irp);
        Parts[Parts[0] != NULL] = Irp;
        return STATUS_PENDING;
    }
    IoMarkIrpPending(Irp);
    Irp->AssociatedIrp.IrpCount = 2;
    Irp->IoStatus.Status = STATUS_SUCCESS;
    for (int i = 0; i < 2; i++) {
        PIRP Part = IoMakeAssociatedIrp(Irp, Lower->StackSize);

        IoGetNextIrpStackLocation(Part)->MajorFunction = IRP_MJ_READ;
        IoCallDriver(Lower, Part);
    }
    return STATUS_PENDING;
}

static void
a_master_completes_with_its_last_part(void **state)
{
    Parts[0] = Parts[1] = NULL;
    Lower = KitDevice(NULL, 0);
    KitOn(IRP_MJ_READ, Split);
    assert_int_equal(IoCallDriver(T.Device, build_read()), STATUS_PENDING);
    KitComplete(Parts[1], STATUS_SUCCESS, 0);
    assert_int_equal(KeReadStateEvent(&Event), 0);
    KitComplete(Parts[0], STATUS_SUCCESS, 0);
    assert_int_equal(KeReadStateEvent(&Event), 1);
    assert_int_equal(Iosb.Status, STATUS_SUCCESS);
    IoDeleteDevice(Lower);
}

/* --- requests of user mode -------------------------------------------------------------------- */

static VOID
CompleteLater(PDEVICE_OBJECT Device, PVOID Context)
{
    LARGE_INTEGER Later = {.QuadPart = -50000};

    KeDelayExecutionThread(KernelMode, FALSE, &Later);
    memcpy(T.Pended->AssociatedIrp.SystemBuffer, "later", 5);
    KitComplete(T.Pended, T.Status, 5);
    IoFreeWorkItem(Context);
}

static NTSTATUS
PendAndQueue(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_WORKITEM Item = IoAllocateWorkItem(Device);

    IoMarkIrpPending(Irp);
    T.Pended = Irp;
    IoQueueWorkItem(Item, CompleteLater, DelayedWorkQueue, Item);
    return STATUS_PENDING;
}

static HANDLE
open_kit(DWORD Flags)
{
    HANDLE h = CreateFileW(L"\\\\.\\Kit", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                           Flags, NULL);

    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    return h;
}

static void
a_synchronous_read_waits_for_its_completion(void **state)
{
    HANDLE h = open_kit(0);
    DWORD Read;

    T.Device->Flags |= DO_BUFFERED_IO;
    KitOn(IRP_MJ_READ, PendAndQueue);
    memset(Buffer, 'x', sizeof Buffer);
    assert_true(ReadFile(h, Buffer, sizeof Buffer, &Read, NULL));
    assert_int_equal(Read, 5);
    assert_memory_equal(Buffer, "laterx", 6);
    CloseHandle(h);
}

static void
a_synchronous_read_returns_the_late_error(void **state)
{
    HANDLE h = open_kit(0);
    DWORD Read;

    T.Status = STATUS_NO_SUCH_DEVICE;
    T.Device->Flags |= DO_BUFFERED_IO;
    KitOn(IRP_MJ_READ, PendAndQueue);
    assert_false(ReadFile(h, Buffer, sizeof Buffer, &Read, NULL));
    assert_int_equal(GetLastError(), ERROR_FILE_NOT_FOUND);
    Iosb.Status = POISON;
    assert_nt_status(NtReadFile(h, NULL, NULL, NULL, &Iosb, Buffer, sizeof Buffer, NULL, NULL),
                     STATUS_NO_SUCH_DEVICE);
    assert_int_equal(Iosb.Status, POISON); // the return value says it
    CloseHandle(h);
}

static void
an_overlapped_read_is_finished_in_its_thread(void **state)
{
    HANDLE h = open_kit(FILE_FLAG_OVERLAPPED);
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    DWORD Read;

    T.Device->Flags |= DO_BUFFERED_IO;
    KitOn(IRP_MJ_READ, PendAndQueue);
    assert_false(ReadFile(h, Buffer, sizeof Buffer, NULL, &o));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
    assert_int_equal(WaitForSingleObject(o.hEvent, 0), WAIT_TIMEOUT);
    assert_int_equal(WaitForSingleObject(o.hEvent, 1000), WAIT_OBJECT_0);
    assert_true(GetOverlappedResult(h, &o, &Read, FALSE));
    assert_int_equal(Read, 5);
    assert_memory_equal(Buffer, "later", 5);
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

static VOID NTAPI
Apc(PVOID Context, PIO_STATUS_BLOCK Block, ULONG Reserved)
{
    T.Apcs++;
    T.ApcContext = Context;
    T.ApcStatus = Block->Status;
}

static void
an_apc_routine_is_called_in_an_alertable_wait(void **state)
{
    HANDLE h = open_kit(FILE_FLAG_OVERLAPPED);
    LARGE_INTEGER Offset = {.QuadPart = 0};
    IO_STATUS_BLOCK Block;

    T.Device->Flags |= DO_BUFFERED_IO;
    KitOn(IRP_MJ_READ, PendAndQueue);
    assert_int_equal(NtReadFile(h, NULL, Apc, &T, &Block, Buffer, 16, &Offset, NULL),
                     STATUS_PENDING);
    Sleep(100);
    assert_int_equal(T.Apcs, 0);
    assert_int_equal(SleepEx(100, TRUE), WAIT_IO_COMPLETION);
    assert_int_equal(T.Apcs, 1);
    assert_ptr_equal(T.ApcContext, &T);
    assert_int_equal(T.ApcStatus, STATUS_SUCCESS);
    CloseHandle(h);
}

static void
a_read_that_fails_at_once_leaves_event_and_status_alone(void **state)
{
    HANDLE h = open_kit(FILE_FLAG_OVERLAPPED), e = CreateEventW(NULL, TRUE, FALSE, NULL);
    LARGE_INTEGER Offset = {.QuadPart = 0};
    IO_STATUS_BLOCK Block = {.Status = POISON};

    T.Status = STATUS_INVALID_PARAMETER;
    assert_int_equal(NtReadFile(h, e, NULL, NULL, &Block, Buffer, 16, &Offset, NULL),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(Block.Status, POISON);
    assert_int_equal(WaitForSingleObject(e, 0), WAIT_TIMEOUT);
    CloseHandle(e);
    CloseHandle(h);
}

static DWORD WINAPI
EndsWithRequest(LPVOID Parameter)
{
    OVERLAPPED *o = Parameter;

    ReadFile(o->Pointer, Buffer, sizeof Buffer, NULL, o);
    return 0;
}

static VOID
CancelPended(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoReleaseCancelSpinLock(Irp->CancelIrql);
    KitComplete(Irp, STATUS_CANCELLED, 0);
}

static NTSTATUS
PendCancelable(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    T.Pended = Irp;
    (VOID) IoSetCancelRoutine(Irp, CancelPended);
    return STATUS_PENDING;
}

static void
a_thread_that_ends_cancels_its_requests(void **state)
{
    HANDLE h = open_kit(FILE_FLAG_OVERLAPPED), Thread;
    static OVERLAPPED o;

    memset(&o, 0, sizeof o);
    KitOn(IRP_MJ_READ, PendCancelable);
    o.Pointer = h;
    Thread = CreateThread(NULL, 0, EndsWithRequest, &o, 0, NULL);
    assert_int_equal(WaitForSingleObject(Thread, 1000), WAIT_OBJECT_0);
    assert_int_equal((NTSTATUS)o.Internal, STATUS_CANCELLED);
    CloseHandle(Thread);
    CloseHandle(h);
}

static void
cancelio_reaches_the_threads_requests(void **state)
{
    HANDLE h = open_kit(FILE_FLAG_OVERLAPPED);
    OVERLAPPED o = {0};
    DWORD Read;

    KitOn(IRP_MJ_READ, PendCancelable);
    ReadFile(h, Buffer, sizeof Buffer, NULL, &o);
    assert_true(CancelIo(h));
    assert_false(GetOverlappedResult(h, &o, &Read, TRUE));
    assert_int_equal(GetLastError(), ERROR_OPERATION_ABORTED);
    CloseHandle(h);
}

static void
cancelioex_cancels_one_request(void **state)
{
    HANDLE h = open_kit(FILE_FLAG_OVERLAPPED);
    OVERLAPPED o = {0}, p = {0};

    KitOn(IRP_MJ_READ, PendCancelable);
    ReadFile(h, Buffer, sizeof Buffer, NULL, &o);
    ReadFile(h, Buffer, sizeof Buffer, NULL, &p);
    assert_true(CancelIoEx(h, &p));
    assert_completes(h, &p, STATUS_CANCELLED);
    assert_int_equal(o.Internal, STATUS_PENDING);
    assert_true(CancelIoEx(h, NULL));
    assert_completes(h, &o, STATUS_CANCELLED);
    assert_false(CancelIoEx(h, NULL));
    assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    CloseHandle(h);
}

#define T(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

/* --- whose waiting is over, runs sooner ------------------------------------------------------- */

static KPRIORITY Boosted;

static void
reads_and_looks(void *file)
{
    DWORD bytes;

    assert_true(ReadFile(file, Buffer, sizeof Buffer, &bytes, NULL));
    Boosted = KeQueryPriorityThread(KeGetCurrentThread());
}

static void
the_waiting_thread_gets_the_boost_of_the_completion(void **state)
{
    HANDLE h = CreateFileW(L"\\\\.\\Kit", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL), thread;
    KPRIORITY base = KeQueryPriorityThread(KeGetCurrentThread());

    T.Pends = TRUE;
    thread = sim_thread(reads_and_looks, h);
    sim_run_until_idle();
    T.Pended->IoStatus.Status = STATUS_SUCCESS;
    T.Pended->IoStatus.Information = 0;
    IoCompleteRequest(T.Pended, IO_SERIAL_INCREMENT);
    sim_join(thread);
    assert_int_equal(Boosted, base + IO_SERIAL_INCREMENT);
    CloseHandle(h);
}

SIM_TESTS(T(a_built_request_that_succeeds_sets_event_and_status),
          T(an_allocated_request_that_is_queued_to_the_thread_does_so_too),
          T(a_built_request_that_fails_at_once_sets_neither),
          T(a_built_request_that_fails_after_pending_sets_both), T(buffered_reads_are_copied_out),
          T(buffered_data_is_not_copied_on_error_but_on_warning),
          T(more_information_than_buffer_is_0xc9_312), T(direct_io_describes_the_buffer),
          T(an_asynchronous_request_is_its_builders_to_free),
          T(an_asynchronous_request_without_routine_is_a_violation),
          T(freeing_a_threaded_request_is_0xc9_2), T(reusing_a_built_request_is_0xc9_311),
          T(a_master_completes_with_its_last_part), T(a_synchronous_read_waits_for_its_completion),
          T(a_synchronous_read_returns_the_late_error),
          T(an_overlapped_read_is_finished_in_its_thread),
          T(an_apc_routine_is_called_in_an_alertable_wait),
          T(a_read_that_fails_at_once_leaves_event_and_status_alone),
          T(a_thread_that_ends_cancels_its_requests), T(cancelio_reaches_the_threads_requests),
          T(cancelioex_cancels_one_request), T(the_waiting_thread_gets_the_boost_of_the_completion))
