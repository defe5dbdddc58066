/*
 * tests/io/test_associated.c - a master completes with the last of its associated packets
 *
 * io/irp/finish.c, io/irp/complete.c, io/irp/build.c.
 */
#include "kit.h"

static struct {
    PDEVICE_OBJECT Device;
    PIRP Master, Parts[3];
    ULONG Count, Stopped;
    BOOLEAN Stop; // the creator's completion routine keeps the packet
    BOOLEAN MasterDone;
    NTSTATUS MasterStatus;
} T;

static NTSTATUS
Read(PDEVICE_OBJECT Device, PIRP Irp)
{
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
Pend(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    T.Master = Irp;
    return STATUS_PENDING;
}

static NTSTATUS
MasterDone(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    T.MasterDone = TRUE;
    T.MasterStatus = Irp->IoStatus.Status;
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
PartDone(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    T.Stopped += T.Stop;
    return T.Stop ? STATUS_MORE_PROCESSING_REQUIRED : STATUS_CONTINUE_COMPLETION;
}

static int
set_up(void **state)
{
    PIRP Irp;

    memset(&T, 0, sizeof T);
    T.Device = KitDevice(NULL, 0);
    KitOn(IRP_MJ_READ, Read);
    KitOn(IRP_MJ_WRITE, Pend);
    Irp = IoAllocateIrp(1, FALSE);
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_WRITE;
    IoSetCompletionRoutine(Irp, MasterDone, NULL, TRUE, TRUE, TRUE);
    return IoCallDriver(T.Device, Irp) == STATUS_PENDING ? 0 : -1;
}

static int
tear_down(void **state)
{
    IoFreeIrp(T.Master);
    IoDeleteDevice(T.Device);
    return 0;
}

static VOID
make(ULONG Count)
{
    T.Master->AssociatedIrp.IrpCount = (LONG)Count;
    T.Master->IoStatus.Status = STATUS_SUCCESS;
    for (ULONG i = 0; i < Count; i++) {
        T.Parts[i] = IoMakeAssociatedIrp(T.Master, 1);
        assert_non_null(T.Parts[i]);
        assert_ptr_equal(T.Parts[i]->AssociatedIrp.MasterIrp, T.Master);
        assert_int_equal(T.Parts[i]->Flags & IRP_ASSOCIATED_IRP, IRP_ASSOCIATED_IRP);
        IoGetNextIrpStackLocation(T.Parts[i])->MajorFunction = IRP_MJ_READ;
        IoSetCompletionRoutine(T.Parts[i], PartDone, NULL, TRUE, TRUE, TRUE);
    }
}

static void
the_last_one_completes_the_master(void **state)
{
    make(3);
    for (ULONG i = 0; i < 3; i++) {
        assert_false(T.MasterDone);
        assert_nt_success(IoCallDriver(T.Device, T.Parts[i]));
    }
    assert_true(T.MasterDone);
    assert_nt_success(T.MasterStatus);
}

static void
one_that_its_creator_kept_counts_when_it_is_completed_again(void **state)
{
    make(2);
    T.Stop = TRUE;
    assert_nt_success(IoCallDriver(T.Device, T.Parts[0]));
    assert_int_equal(T.Stopped, 1);
    assert_int_equal(T.Master->AssociatedIrp.IrpCount, 2);
    T.Stop = FALSE;
    assert_nt_success(IoCallDriver(T.Device, T.Parts[1]));
    assert_int_equal(T.Master->AssociatedIrp.IrpCount, 1);
    assert_false(T.MasterDone);
    IoCompleteRequest(T.Parts[0], IO_NO_INCREMENT);
    assert_true(T.MasterDone);
}

/* Then its creator completes the master, too. */
static void
one_that_its_creator_kept_may_be_freed_instead(void **state)
{
    make(1);
    T.Stop = TRUE;
    assert_nt_success(IoCallDriver(T.Device, T.Parts[0]));
    IoFreeIrp(T.Parts[0]);
    assert_false(T.MasterDone);
    KitComplete(T.Master, STATUS_SUCCESS, 0);
    assert_true(T.MasterDone);
}

static void
completing_it_twice_is_0x44(void **state)
{
    make(2);
    T.Stop = TRUE;
    assert_nt_success(IoCallDriver(T.Device, T.Parts[0]));
    IoCompleteRequest(T.Parts[0], IO_NO_INCREMENT);
    assert_bugcheck(MULTIPLE_IRP_COMPLETE_REQUESTS,
                    IoCompleteRequest(T.Parts[0], IO_NO_INCREMENT));
}

static void
the_worse_status_stays_in_the_master(void **state)
{
    make(1);
    IoSetMasterIrpStatus(T.Master, STATUS_IO_DEVICE_ERROR);
    IoSetMasterIrpStatus(T.Master, STATUS_SUCCESS);
    assert_nt_success(IoCallDriver(T.Device, T.Parts[0]));
    assert_int_equal(T.MasterStatus, STATUS_IO_DEVICE_ERROR);
}

#define T(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(T(the_last_one_completes_the_master),
          T(one_that_its_creator_kept_counts_when_it_is_completed_again),
          T(one_that_its_creator_kept_may_be_freed_instead), T(completing_it_twice_is_0x44),
          T(the_worse_status_stays_in_the_master))
