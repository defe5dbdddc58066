/*
 * tests/io/test_call.c - an IRP goes down a stack and up again, and who breaks the rules
 *
 * io/irp/call.c, io/irp/complete.c, io/check/check.c.
 *
 * Three devices: Top forwards to Middle, Middle to Bottom. How each handles a request is one of the
 * scenarios of Microsoft's page "Different ways of handling IRPs".
 */
#include "kit.h"

enum How { Skip, Copy, CopyWithRoutine, Complete, Pend };

static struct {
    PDEVICE_OBJECT Device[3]; // [0] the bottom
    enum How How[3];
    NTSTATUS Status;
    CHAR Seen[64];
    PIRP Pended;
    BOOLEAN RoutineForgets, MarkWithoutReturning;
    PDEVICE_OBJECT RoutineDevice[3];
    BOOLEAN RoutinePending[3];
    NTSTATUS RoutineStatus;
    CCHAR LocationSeen[3];
} T;

static void
note(char c, ULONG i)
{
    size_t Length = strlen(T.Seen);

    T.Seen[Length] = c;
    T.Seen[Length + 1] = (CHAR)('0' + i);
}

static ULONG
index_of(PDEVICE_OBJECT Device)
{
    return Device == T.Device[0] ? 0 : Device == T.Device[1] ? 1 : 2;
}

static NTSTATUS
Routine(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    ULONG i = (ULONG)(ULONG_PTR)Context;

    note('C', i);
    T.RoutineDevice[i] = Device;
    T.RoutinePending[i] = Irp->PendingReturned;
    if (T.RoutineStatus == STATUS_MORE_PROCESSING_REQUIRED) {
        return T.RoutineStatus;
    }
    if (Irp->PendingReturned && !T.RoutineForgets) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
Read(PDEVICE_OBJECT Device, PIRP Irp)
{
    ULONG i = index_of(Device);

    note('D', i);
    T.LocationSeen[i] = Irp->CurrentLocation;
    switch (T.How[i]) {
    case Skip:
        IoSkipCurrentIrpStackLocation(Irp);
        return IoCallDriver(KitLower(Device), Irp);
    case Copy:
        IoCopyCurrentIrpStackLocationToNext(Irp);
        return IoCallDriver(KitLower(Device), Irp);
    case CopyWithRoutine:
        IoCopyCurrentIrpStackLocationToNext(Irp);
        IoSetCompletionRoutine(Irp, Routine, (PVOID)(ULONG_PTR)i, TRUE, TRUE, TRUE);
        return IoCallDriver(KitLower(Device), Irp);
    case Complete:
        if (T.MarkWithoutReturning) {
            IoMarkIrpPending(Irp);
        }
        return KitComplete(Irp, T.Status, 0);
    default:
        IoMarkIrpPending(Irp);
        T.Pended = Irp;
        return STATUS_PENDING;
    }
}

static NTSTATUS
Creator(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    note('A', 0);
    assert_null(Device); // the creator has no stack location
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static VOID
Cancel(PDEVICE_OBJECT Device, PIRP Irp)
{
    fail();
}

static void
build_stack(void)
{
    T.Device[0] = KitDevice(NULL, 0);
    T.Device[1] = KitAttach(T.Device[0]);
    T.Device[2] = KitAttach(T.Device[0]);
    assert_ptr_equal(KitLower(T.Device[2]), T.Device[1]);
    assert_int_equal(T.Device[2]->StackSize, 3);
    KitOn(IRP_MJ_READ, Read);
}

static void
tear_down(void)
{
    KitDetach(T.Device[2]);
    KitDetach(T.Device[1]);
    IoDeleteDevice(T.Device[0]);
}

static PIRP
new_irp(void)
{
    PIRP Irp = IoAllocateIrp(T.Device[2]->StackSize, FALSE);

    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, Creator, NULL, TRUE, TRUE, TRUE);
    return Irp;
}

static NTSTATUS
run(enum How Top, enum How Middle, enum How Bottom)
{
    PIRP Irp;
    NTSTATUS Status;

    T.How[2] = Top;
    T.How[1] = Middle;
    T.How[0] = Bottom;
    build_stack();
    Irp = new_irp();
    Status = IoCallDriver(T.Device[2], Irp);
    if (Status == STATUS_PENDING) {
        KitComplete(T.Pended, T.Status, 0);
    }
    assert_int_equal(Irp->IoStatus.Status, T.Status);
    IoFreeIrp(Irp);
    tear_down();
    return Status;
}

/* --- the ways down and up --------------------------------------------------------------------- */

static void
routines_run_from_the_bottom_up(void **state)
{
    assert_int_equal(run(CopyWithRoutine, CopyWithRoutine, Complete), STATUS_SUCCESS);
    assert_string_equal(T.Seen, "D2D1D0C1C2A0");
    assert_ptr_equal(T.RoutineDevice[1], T.Device[1]);
    assert_ptr_equal(T.RoutineDevice[2], T.Device[2]);
    assert_false(T.RoutinePending[1]);
}

static void
skipping_gives_the_lower_driver_the_same_location(void **state)
{
    assert_int_equal(run(Skip, Skip, Complete), STATUS_SUCCESS);
    assert_int_equal(T.LocationSeen[2], 3);
    assert_int_equal(T.LocationSeen[1], 3);
    assert_int_equal(T.LocationSeen[0], 3);
    assert_string_equal(T.Seen, "D2D1D0A0");
}

static void
pending_reaches_the_routines_and_the_caller(void **state)
{
    assert_int_equal(run(CopyWithRoutine, CopyWithRoutine, Pend), STATUS_PENDING);
    assert_string_equal(T.Seen, "D2D1D0C1C2A0");
    assert_true(T.RoutinePending[1] && T.RoutinePending[2]);
}

static void
pending_passes_a_driver_without_routine(void **state)
{
    assert_int_equal(run(CopyWithRoutine, Copy, Pend), STATUS_PENDING);
    assert_true(T.RoutinePending[2]);
    assert_string_equal(T.Seen, "D2D1D0C2A0");
}

static void
failures_reach_the_routines(void **state)
{
    T.Status = STATUS_DEVICE_NOT_READY;
    assert_int_equal(run(CopyWithRoutine, Skip, Complete), STATUS_DEVICE_NOT_READY);
    assert_string_equal(T.Seen, "D2D1D0C2A0");
}

static void
a_routine_is_called_only_for_what_it_asked_for(void **state)
{
    PIRP Irp;

    build_stack();
    T.How[2] = Complete;
    Irp = IoAllocateIrp(4, FALSE); // one location for the creator
    IoSetNextIrpStackLocation(Irp);
    IoGetCurrentIrpStackLocation(Irp)->DeviceObject = T.Device[1];
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, Routine, (PVOID)1, FALSE, TRUE, FALSE);
    T.RoutineStatus = STATUS_MORE_PROCESSING_REQUIRED;
    T.Status = STATUS_UNSUCCESSFUL;
    IoCallDriver(T.Device[2], Irp);
    assert_string_equal(T.Seen, "D2C1");
    assert_ptr_equal(T.RoutineDevice[1], T.Device[1]);
    IoFreeIrp(Irp);
    tear_down();
}

static void
more_processing_stops_and_the_next_completion_resumes_above(void **state)
{
    PIRP Irp;

    T.How[2] = CopyWithRoutine;
    T.How[1] = Skip;
    T.How[0] = Pend;
    T.RoutineStatus = STATUS_MORE_PROCESSING_REQUIRED;
    build_stack();
    Irp = new_irp();
    assert_int_equal(IoCallDriver(T.Device[2], Irp), STATUS_PENDING);
    IoGetCurrentIrpStackLocation(Irp); // D0's
    KitComplete(Irp, STATUS_SUCCESS, 0);
    assert_string_equal(T.Seen, "D2D1D0C2");
    assert_int_equal(Irp->CurrentLocation, 3);
    IoMarkIrpPending(Irp); // what the routine left to the driver
    KitComplete(Irp, STATUS_SUCCESS, 0);
    assert_string_equal(T.Seen, "D2D1D0C2A0");
    IoFreeIrp(Irp);
    tear_down();
}

static void
locations_are_cleared_on_the_way_up(void **state)
{
    PIRP Irp;

    T.How[2] = Complete;
    build_stack();
    Irp = new_irp();
    IoCallDriver(T.Device[2], Irp);
    assert_int_equal((IoGetCurrentIrpStackLocation(Irp) - 1)->MajorFunction, 0);
    assert_null((IoGetCurrentIrpStackLocation(Irp) - 1)->DeviceObject);
    IoFreeIrp(Irp);
    tear_down();
}

static void
an_irp_can_be_used_again(void **state)
{
    PIRP Irp;

    T.How[2] = Complete;
    build_stack();
    Irp = new_irp();
    IoCallDriver(T.Device[2], Irp);
    IoReuseIrp(Irp, STATUS_NOT_SUPPORTED);
    assert_int_equal(Irp->IoStatus.Status, STATUS_NOT_SUPPORTED);
    assert_int_equal(Irp->CurrentLocation, 4);
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, Creator, NULL, TRUE, TRUE, TRUE);
    IoCallDriver(T.Device[2], Irp);
    assert_string_equal(T.Seen, "D2A0D2A0");
    IoFreeIrp(Irp);
    tear_down();
}

/* --- the rules -------------------------------------------------------------------------------- */

static void
completing_twice_is_0x44(void **state)
{
    PIRP Irp;

    T.How[2] = Complete;
    build_stack();
    Irp = new_irp();
    IoCallDriver(T.Device[2], Irp);
    assert_bugcheck(MULTIPLE_IRP_COMPLETE_REQUESTS, KitComplete(Irp, STATUS_SUCCESS, 0));
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(1), Irp);
}

static void
completing_a_freed_irp_is_0x44(void **state)
{
    PIRP Irp;

    build_stack();
    Irp = new_irp();
    IoFreeIrp(Irp);
    assert_bugcheck(MULTIPLE_IRP_COMPLETE_REQUESTS, KitComplete(Irp, STATUS_SUCCESS, 0));
}

static void
completing_ones_own_irp_is_a_violation(void **state)
{
    PIRP Irp;

    build_stack();
    Irp = new_irp();
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KitComplete(Irp, STATUS_SUCCESS, 0));
}

static void
too_few_stack_locations_are_0x35(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    T.How[2] = Copy;
    build_stack();
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    assert_bugcheck(NO_MORE_IRP_STACK_LOCATIONS, IoCallDriver(T.Device[2], Irp));
}

static void
completing_with_a_cancel_routine_is_0x48(void **state)
{
    PIRP Irp;

    T.How[2] = Pend;
    build_stack();
    Irp = new_irp();
    IoCallDriver(T.Device[2], Irp);
    (VOID)IoSetCancelRoutine(Irp, Cancel);
    assert_bugcheck(CANCEL_STATE_IN_COMPLETED_IRP, KitComplete(Irp, STATUS_SUCCESS, 0));
}

static void
completing_with_pending_is_0xc9_6(void **state)
{
    T.How[2] = Complete;
    T.Status = STATUS_PENDING;
    build_stack();
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoCallDriver(T.Device[2], new_irp()));
    assert_int_equal(sim_bugcheck_parameter(1), 6);
}

static void
expect_iomanager(ULONG Kind, PIRP Irp)
{
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoCallDriver(T.Device[2], Irp));
    assert_int_equal(sim_bugcheck_parameter(1), Kind);
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(3), Irp);
}

static NTSTATUS
PendUnmarked(PDEVICE_OBJECT Device, PIRP Irp)
{
    KitComplete(Irp, STATUS_SUCCESS, 0);
    return STATUS_PENDING;
}

static void
returning_pending_unmarked_is_0xc9_23d(void **state)
{
    build_stack();
    KitOn(IRP_MJ_READ, PendUnmarked);
    expect_iomanager(0x23D, new_irp());
}

static void
marking_without_returning_pending_is_0xc9_23e(void **state)
{
    T.How[2] = Complete;
    T.MarkWithoutReturning = TRUE;
    build_stack();
    expect_iomanager(0x23E, new_irp());
}

static NTSTATUS
Forget(PDEVICE_OBJECT Device, PIRP Irp)
{
    return STATUS_SUCCESS;
}

static void
returning_without_completing_is_0xc9_226(void **state)
{
    build_stack();
    KitOn(IRP_MJ_READ, Forget);
    expect_iomanager(0x226, new_irp());
}

static NTSTATUS
Lie(PDEVICE_OBJECT Device, PIRP Irp)
{
    KitComplete(Irp, STATUS_UNSUCCESSFUL, 0);
    return STATUS_SUCCESS;
}

static void
returning_another_status_is_0xc9_224(void **state)
{
    build_stack();
    KitOn(IRP_MJ_READ, Lie);
    expect_iomanager(0x224, new_irp());
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(4), STATUS_UNSUCCESSFUL);
}

static void
a_routine_that_forgets_the_pending_mark_is_0xc9_228(void **state)
{
    T.How[2] = CopyWithRoutine;
    T.How[1] = Skip;
    T.How[0] = Pend;
    T.RoutineForgets = TRUE;
    build_stack();
    assert_int_equal(IoCallDriver(T.Device[2], new_irp()), STATUS_PENDING);
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION,
                    KitComplete(T.Pended, STATUS_SUCCESS, 0));
    assert_int_equal(sim_bugcheck_parameter(1), 0x228);
}

static NTSTATUS
Raise(PDEVICE_OBJECT Device, PIRP Irp)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static void
returning_at_another_irql_is_0xc9_5(void **state)
{
    build_stack();
    KitOn(IRP_MJ_READ, Raise);
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoCallDriver(T.Device[2], new_irp()));
    assert_int_equal(sim_bugcheck_parameter(1), 5);
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(2), T.Device[2]);
}

static void
freeing_an_irp_in_use_is_0xc9_20a(void **state)
{
    PIRP Irp;

    T.How[2] = Pend;
    build_stack();
    Irp = new_irp();
    IoCallDriver(T.Device[2], Irp);
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoFreeIrp(Irp));
    assert_int_equal(sim_bugcheck_parameter(1), 0x20A);
}

static void
forwarding_with_a_cancel_routine_is_0xc9_203(void **state)
{
    PIRP Irp;

    build_stack();
    Irp = new_irp();
    (VOID)IoSetCancelRoutine(Irp, Cancel);
    expect_iomanager(0x203, Irp);
}

static void
initialising_an_allocated_irp_is_0xc9_20d(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION,
                    IoInitializeIrp(Irp, IoSizeOfIrp(1), 1));
    assert_int_equal(sim_bugcheck_parameter(1), 0x20D);
}

static NTSTATUS
FreesAndGoesOn(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    IoFreeIrp(Irp);
    return STATUS_SUCCESS;
}

static void
a_routine_that_frees_the_irp_must_stop_the_completion(void **state)
{
    PIRP Irp;

    T.How[2] = Complete;
    build_stack();
    Irp = new_irp();
    IoSetCompletionRoutine(Irp, FreesAndGoesOn, NULL, TRUE, TRUE, TRUE);
    assert_bugcheck(MULTIPLE_IRP_COMPLETE_REQUESTS, IoCallDriver(T.Device[2], Irp));
}

static void
an_irp_in_the_drivers_own_memory_works(void **state)
{
    PIRP Irp = ExAllocatePoolWithTag(NonPagedPool, IoSizeOfIrp(3), 'tseT');

    T.How[2] = CopyWithRoutine;
    T.How[1] = Skip;
    T.How[0] = Complete;
    build_stack();
    IoInitializeIrp(Irp, IoSizeOfIrp(3), 3);
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, Creator, NULL, TRUE, TRUE, TRUE);
    assert_int_equal(IoCallDriver(T.Device[2], Irp), STATUS_SUCCESS);
    assert_string_equal(T.Seen, "D2D1D0C2A0");
    ExFreePoolWithTag(Irp, 'tseT');
    tear_down();
}

static int
clear(void **state)
{
    memset(&T, 0, sizeof T);
    return 0;
}

#define T(function) SIM_TEST(function, KIT, .before = clear)

SIM_TESTS(T(routines_run_from_the_bottom_up), T(skipping_gives_the_lower_driver_the_same_location),
          T(pending_reaches_the_routines_and_the_caller),
          T(pending_passes_a_driver_without_routine), T(failures_reach_the_routines),
          T(a_routine_is_called_only_for_what_it_asked_for),
          T(more_processing_stops_and_the_next_completion_resumes_above),
          T(locations_are_cleared_on_the_way_up), T(an_irp_can_be_used_again),
          T(completing_twice_is_0x44), T(completing_a_freed_irp_is_0x44),
          T(completing_ones_own_irp_is_a_violation), T(too_few_stack_locations_are_0x35),
          T(completing_with_a_cancel_routine_is_0x48), T(completing_with_pending_is_0xc9_6),
          T(returning_pending_unmarked_is_0xc9_23d),
          T(marking_without_returning_pending_is_0xc9_23e),
          T(returning_without_completing_is_0xc9_226), T(returning_another_status_is_0xc9_224),
          T(a_routine_that_forgets_the_pending_mark_is_0xc9_228),
          T(returning_at_another_irql_is_0xc9_5), T(freeing_an_irp_in_use_is_0xc9_20a),
          T(forwarding_with_a_cancel_routine_is_0xc9_203),
          T(initialising_an_allocated_irp_is_0xc9_20d),
          T(a_routine_that_frees_the_irp_must_stop_the_completion),
          T(an_irp_in_the_drivers_own_memory_works))
