/*
 * tests/io/test_outcome.c - which completion routines hear of which end
 *
 * io/irp/complete.c: IoSetCompletionRoutine and IoSetCompletionRoutineEx with InvokeOnSuccess,
 * InvokeOnError and InvokeOnCancel. "InvokeOnError: ... if the IRP is completed with a nonsuccess
 * status value", whether it was cancelled or not; "InvokeOnCancel: ... if a driver or the kernel
 * has called IoCancelIrp", whatever the status.
 */
#include "kit.h"

enum { ON_SUCCESS = 1, ON_ERROR = 2, ON_CANCEL = 4, ALL = 8 };

static struct {
    PDEVICE_OBJECT Lower, Upper;
    NTSTATUS Status;
    BOOLEAN Pends, Ex;
    UCHAR Wanted;
    ULONG Calls;
    PIRP Pended;
    BOOLEAN CreatorSawPending;
} T;

static NTSTATUS
Routine(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    assert_ptr_equal(Device, T.Upper);
    assert_ptr_equal(Context, &T);
    T.Calls++;
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
Creator(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    T.CreatorSawPending = Irp->PendingReturned;
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
Read(PDEVICE_OBJECT Device, PIRP Irp)
{
    BOOLEAN Success = (T.Wanted & ON_SUCCESS) != 0, Error = (T.Wanted & ON_ERROR) != 0,
            Cancel = (T.Wanted & ON_CANCEL) != 0;

    if (Device == T.Upper) {
        IoCopyCurrentIrpStackLocationToNext(Irp);
        if (T.Ex) {
            assert_nt_success(
                IoSetCompletionRoutineEx(Device, Irp, Routine, &T, Success, Error, Cancel));
        } else {
            IoSetCompletionRoutine(Irp, Routine, &T, Success, Error, Cancel);
        }
        return IoCallDriver(T.Lower, Irp);
    }
    if (!T.Pends) {
        return KitComplete(Irp, T.Status, 0);
    }
    IoMarkIrpPending(Irp);
    T.Pended = Irp;
    return STATUS_PENDING;
}

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Lower = KitDevice(NULL, 0);
    T.Upper = KitAttach(T.Lower);
    KitOn(IRP_MJ_READ, Read);
    return 0;
}

static int
tear_down(void **state)
{
    KitDetach(T.Upper);
    IoDeleteDevice(T.Lower);
    return 0;
}

/* How often the routine was called. */
static ULONG
run(UCHAR Wanted, NTSTATUS Status, BOOLEAN Cancelled)
{
    PIRP Irp = IoAllocateIrp(T.Upper->StackSize, FALSE);
    NTSTATUS Returned;

    T.Wanted = Wanted;
    T.Status = Status;
    T.Calls = 0;
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, Creator, NULL, TRUE, TRUE, TRUE);
    if (Cancelled) {
        IoCancelIrp(Irp);
    }
    Returned = IoCallDriver(T.Upper, Irp);
    assert_nt_status(Returned, T.Pends ? STATUS_PENDING : Status);
    if (T.Pends) {
        KitComplete(T.Pended, Status, 0);
    }
    assert_int_equal(T.CreatorSawPending, T.Pends);
    IoFreeIrp(Irp);
    return T.Calls;
}

static void
try_all(void)
{
    static const NTSTATUS Statuses[] = {STATUS_SUCCESS, STATUS_SOME_NOT_MAPPED,
                                        STATUS_BUFFER_OVERFLOW, STATUS_IO_DEVICE_ERROR,
                                        STATUS_CANCELLED};

    for (UCHAR Wanted = 0; Wanted < ALL; Wanted++) {
        for (ULONG i = 0; i < 2 * RTL_NUMBER_OF(Statuses); i++) {
            NTSTATUS Status = Statuses[i / 2];
            BOOLEAN Cancelled = i % 2 != 0;
            UCHAR Outcome =
                (UCHAR)((NT_SUCCESS(Status) ? ON_SUCCESS : ON_ERROR) | (Cancelled ? ON_CANCEL : 0));

            assert_int_equal(run(Wanted, Status, Cancelled), (Wanted & Outcome) != 0);
        }
    }
}

static void
a_routine_hears_of_what_it_asked_for(void **state)
{
    try_all();
}

/* The pending mark goes up through a location whose routine is not called, too. */
static void
also_if_the_request_was_pending(void **state)
{
    T.Pends = TRUE;
    try_all();
}

static void
so_does_a_guarded_one(void **state)
{
    T.Ex = TRUE;
    try_all();
}

static void
so_does_a_guarded_one_of_a_pending_request(void **state)
{
    T.Ex = T.Pends = TRUE;
    try_all();
}

#define ONE(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(ONE(a_routine_hears_of_what_it_asked_for), ONE(also_if_the_request_was_pending),
          ONE(so_does_a_guarded_one), ONE(so_does_a_guarded_one_of_a_pending_request))
