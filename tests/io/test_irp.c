/*
 * tests/io/test_irp.c - packets: allocated, charged, used again, freed; what travels with them
 *
 * io/irp/irp.c, io/irp/packet.c, io/system/activity.c, io/system/harderror.c, io/system/misc.c.
 */
#include "kit.h"

static struct {
    PDEVICE_OBJECT Device;
    PIRP Irp;
    GUID Seen;
    BOOLEAN Ran;
} T;

static const GUID First = {1, 2, 3, {4}}, Second = {5, 6, 7, {8}};

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device = KitDevice(NULL, 0);
    return 0;
}

static int
tear_down(void **state)
{
    IoDeleteDevice(T.Device);
    return 0;
}

/* --- allocation ------------------------------------------------------------------------------- */

static void
a_new_irp_is_zeroed_and_points_above_its_stack(void **state)
{
    for (CCHAR Size = 1; Size < 12; Size++) {
        PIRP Irp = IoAllocateIrpEx(T.Device, Size, FALSE);

        assert_int_equal(Irp->Type, IO_TYPE_IRP);
        assert_int_equal(Irp->Size, IoSizeOfIrp(Size));
        assert_int_equal(Irp->Size, sizeof(IRP) + (ULONG)Size * sizeof(IO_STACK_LOCATION));
        assert_int_equal(Irp->StackCount, Size);
        assert_int_equal(Irp->CurrentLocation, Size + 1);
        assert_ptr_equal(Irp->Tail.Overlay.CurrentStackLocation,
                         (PIO_STACK_LOCATION)(Irp + 1) + Size);
        assert_int_equal((ULONG_PTR)Irp % 16, 0);
        assert_true(IsListEmpty(&Irp->ThreadListEntry));
        assert_int_equal(IoGetNextIrpStackLocation(Irp)->MajorFunction, 0);
        assert_null(IoGetNextIrpStackLocation(Irp)->CompletionRoutine);
        IoFreeIrp(Irp);
    }
}

static void
many_irps_of_all_sizes_live_side_by_side(void **state)
{
    PIRP Irps[200];

    for (ULONG i = 0; i < 200; i++) {
        Irps[i] = IoAllocateIrp((CCHAR)(1 + i % 100), FALSE);
        memset(Irps[i] + 1, (int)i, Irps[i]->Size - sizeof(IRP));
    }
    for (ULONG i = 0; i < 200; i++) {
        assert_int_equal(Irps[i]->StackCount, 1 + i % 100);
        assert_int_equal(*((PUCHAR)Irps[i] + Irps[i]->Size - 1), (UCHAR)i);
        IoFreeIrp(Irps[i]);
    }
}

static void
reusing_keeps_the_allocation_and_nothing_else(void **state)
{
    PIRP Irp = IoAllocateIrp(2, FALSE);
    UCHAR Flags = Irp->AllocationFlags;

    Irp->Cancel = TRUE;
    Irp->Flags = IRP_PAGING_IO;
    Irp->IoStatus.Information = 7;
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_PNP;
    IoReuseIrp(Irp, STATUS_NOT_SUPPORTED);
    assert_int_equal(Irp->AllocationFlags, Flags);
    assert_int_equal(Irp->IoStatus.Status, STATUS_NOT_SUPPORTED);
    assert_int_equal(Irp->IoStatus.Information, 0);
    assert_false(Irp->Cancel);
    assert_int_equal(Irp->Flags, 0);
    assert_int_equal(IoGetNextIrpStackLocation(Irp)->MajorFunction, 0);
    IoFreeIrp(Irp);
}

static void
writing_to_a_freed_irp_is_found_when_it_is_used_again(void **state)
{
    PIRP Irp = IoAllocateIrp(3, FALSE);

    IoFreeIrp(Irp);
    Irp->IoStatus.Information = 1;
    assert_bugcheck(
        DRIVER_CAUGHT_MODIFYING_FREED_POOL,
        for (ULONG i = 0; i < 200; i++) { IoFreeIrp(IoAllocateIrp(3, FALSE)); });
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(1), Irp);
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(3), &Irp->IoStatus.Information);
}

static void
freeing_with_ExFreePool_is_0xc4_105(void **state)
{
    PIRP Irp = IoAllocateIrp(3, FALSE);

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExFreePool(Irp));
    assert_int_equal(sim_bugcheck_parameter(1), 0x105);
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(2), Irp);
}

static void
freeing_what_was_never_an_irp_is_0xc9_1(void **state)
{
    static IRP Zeroed;

    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoFreeIrp(&Zeroed));
    assert_int_equal(sim_bugcheck_parameter(1), 1);
}

static void
freeing_twice_is_0xc9_1(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    IoFreeIrp(Irp);
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoFreeIrp(Irp));
    assert_int_equal(sim_bugcheck_parameter(1), 1);
}

/* --- quota ------------------------------------------------------------------------------------ */

static void
charged_irps_end_at_the_quota(void **state)
{
    PIRP Charged[3];

    sim_pool_quota(2 * IoSizeOfIrp(4) + 10);
    Charged[0] = IoAllocateIrp(4, TRUE);
    Charged[1] = IoAllocateIrpEx(T.Device, 4, TRUE);
    assert_non_null(Charged[0]);
    assert_non_null(Charged[1]);
    assert_null(IoAllocateIrp(4, TRUE));
    Charged[2] = IoAllocateIrp(4, FALSE); // nobody is charged
    assert_non_null(Charged[2]);
    IoReuseIrp(Charged[0], STATUS_SUCCESS); // still charged
    assert_null(IoAllocateIrp(4, TRUE));
    IoFreeIrp(Charged[0]);
    Charged[0] = IoAllocateIrp(4, TRUE);
    assert_non_null(Charged[0]);
    for (ULONG i = 0; i < 3; i++) {
        IoFreeIrp(Charged[i]);
    }
}

static void
pool_quota_is_charged_and_returned(void **state)
{
    PEPROCESS Process = PsGetCurrentProcess();

    sim_pool_quota(1000);
    PsChargePoolQuota(Process, NonPagedPool, 600);
    PsChargePoolQuota(Process, PagedPool, 5000); // has no limit
    PsReturnPoolQuota(Process, NonPagedPool, 600);
    PsReturnPoolQuota(Process, PagedPool, 5000);
    PsChargePoolQuota(Process, NonPagedPool, 1000);
    PsReturnPoolQuota(Process, NonPagedPool, 1000);
}

static void
returning_more_than_was_charged_is_a_violation(void **state)
{
    PsChargePoolQuota(PsGetCurrentProcess(), NonPagedPool, 10);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    PsReturnPoolQuota(PsGetCurrentProcess(), NonPagedPool, 11));
}

static VOID
ChargingDpc(PKDPC Dpc, PVOID Context, PVOID A, PVOID B)
{
    IoAllocateIrp(1, TRUE);
}

static void
charging_in_a_dpc_is_0xc4_10b(void **state)
{
    static KDPC Dpc;

    KeInitializeDpc(&Dpc, ChargingDpc, NULL);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeInsertQueueDpc(&Dpc, NULL, NULL);
                    sim_run_until_idle());
    assert_int_equal(sim_bugcheck_parameter(1), 0x10B);
}

/* --- what travels with a packet --------------------------------------------------------------- */

static void
activity_ids_of_threads_are_the_callers_memory(void **state)
{
    assert_null(IoGetActivityIdThread());
    assert_null(IoSetActivityIdThread(&First));
    assert_ptr_equal(IoSetActivityIdThread(&Second), &First);
    assert_ptr_equal(IoGetActivityIdThread(), &Second);
    IoClearActivityIdThread(&First);
    assert_ptr_equal(IoGetActivityIdThread(), &First);
    IoClearActivityIdThread(NULL);
}

static void
activity_ids_of_irps_are_copies(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE), Other = IoAllocateIrp(1, FALSE);
    LPCGUID Original;
    GUID Id = First;

    assert_int_equal(IoGetActivityIdIrp(Irp, &T.Seen), STATUS_NOT_FOUND);
    assert_int_equal(IoPropagateActivityIdToThread(Irp, &T.Seen, &Original), STATUS_NOT_FOUND);
    assert_int_equal(IoSetActivityIdIrp(Irp, NULL), STATUS_NOT_SUPPORTED);
    assert_nt_success(IoSetActivityIdIrp(Irp, &Id));
    assert_nt_success(IoSetActivityIdIrp(Other, &Second));
    Id = Second;
    assert_nt_success(IoGetActivityIdIrp(Irp, &T.Seen));
    assert_memory_equal(&T.Seen, &First, sizeof First);
    assert_nt_success(IoPropagateActivityIdToThread(Irp, &T.Seen, &Original));
    assert_null(Original);
    assert_memory_equal(IoGetActivityIdThread(), &First, sizeof First);
    IoClearActivityIdThread(Original);
    IoTransferActivityId(&First, &Second);
    IoReuseIrp(Irp, STATUS_SUCCESS); // another request
    assert_int_equal(IoGetActivityIdIrp(Irp, &T.Seen), STATUS_NOT_FOUND);
    IoFreeIrp(Irp);
    IoFreeIrp(Other);
}

static void
the_issuing_thread_lends_its_activity_id(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    IoSetActivityIdThread(&First);
    assert_int_equal(IoSetActivityIdIrp(Irp, NULL), STATUS_NOT_SUPPORTED); // nobody's request
    Irp->Tail.Overlay.Thread = PsGetCurrentThread();
    assert_nt_success(IoSetActivityIdIrp(Irp, NULL));
    assert_nt_success(IoGetActivityIdIrp(Irp, &T.Seen));
    assert_memory_equal(&T.Seen, &First, sizeof First);
    IoClearActivityIdThread(NULL);
    IoFreeIrp(Irp);
}

static VOID
SeeActivity(PDEVICE_OBJECT Device, PVOID Context)
{
    T.Seen = *IoGetActivityIdThread();
    T.Ran = TRUE;
}

static void
work_items_carry_the_activity_id(void **state)
{
    PIO_WORKITEM Item = IoAllocateWorkItem(T.Device);

    IoSetActivityIdThread(&Second);
    IoQueueWorkItem(Item, SeeActivity, DelayedWorkQueue, NULL);
    IoClearActivityIdThread(NULL);
    sim_run_until_idle();
    assert_true(T.Ran);
    assert_memory_equal(&T.Seen, &Second, sizeof Second);
    IoFreeWorkItem(Item);
}

static void
priority_hints_are_normal_until_set(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    assert_int_equal(IoGetIoPriorityHint(Irp), IoPriorityNormal);
    for (IO_PRIORITY_HINT Hint = IoPriorityVeryLow; Hint < MaxIoPriorityTypes; Hint++) {
        assert_nt_success(IoSetIoPriorityHint(Irp, Hint));
        assert_int_equal(IoGetIoPriorityHint(Irp), Hint);
    }
    assert_int_equal(IoSetIoPriorityHint(Irp, MaxIoPriorityTypes), STATUS_INVALID_PARAMETER);
    assert_int_equal(IoGetPagingIoPriority(Irp), IoPagingPriorityInvalid);
    Irp->Flags |= IRP_PAGING_IO;
    assert_int_equal(IoGetPagingIoPriority(Irp), IoPagingPriorityNormal);
    IoFreeIrp(Irp);
}

static void
the_top_level_irp_is_the_threads(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    assert_null(IoGetTopLevelIrp());
    IoSetTopLevelIrp(Irp);
    assert_ptr_equal(IoGetTopLevelIrp(), Irp);
    IoSetTopLevelIrp(NULL);
    IoFreeIrp(Irp);
}

static void
the_requestor_is_the_thread_of_the_packet(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);
    ULONG Session = 1;

    assert_null(IoGetRequestorProcess(Irp));
    assert_int_equal(IoGetRequestorProcessId(Irp), 0);
    assert_int_equal(IoGetRequestorSessionId(Irp, &Session), STATUS_UNSUCCESSFUL);
    Irp->Tail.Overlay.Thread = PsGetCurrentThread();
    assert_ptr_equal(IoGetRequestorProcess(Irp), IoGetCurrentProcess());
    assert_int_equal(IoGetRequestorProcessId(Irp), (ULONG_PTR)PsGetCurrentProcessId());
    assert_nt_success(IoGetRequestorSessionId(Irp, &Session));
    assert_false(IoIs32bitProcess(Irp));
    IoFreeIrp(Irp);
}

static void
a_buffered_control_is_a_synchronous_operation(void **state)
{
    PIRP Irp = IoAllocateIrp(2, FALSE);
    PIO_STACK_LOCATION Stack;

    IoSetNextIrpStackLocation(Irp);
    Stack = IoGetCurrentIrpStackLocation(Irp);
    Stack->MajorFunction = IRP_MJ_READ;
    assert_false(IoIsOperationSynchronous(Irp));
    Irp->Flags |= IRP_SYNCHRONOUS_API;
    assert_true(IoIsOperationSynchronous(Irp));
    IoFreeIrp(Irp);
}

static void
the_system_answers_small_questions(void **state)
{
    PCONFIGURATION_INFORMATION Configuration = IoGetConfigurationInformation();

    assert_ptr_equal(IoGetConfigurationInformation(), Configuration);
    assert_true(IoIsWdmVersionAvailable(1, 0x30));
    assert_false(IoIsWdmVersionAvailable(7, 0));
    assert_false(IoIsSystemThread(PsGetCurrentThread()));
}

static void
a_status_is_well_formed_by_its_bits(void **state)
{
    assert_true(IoIsValidIrpStatus(STATUS_SUCCESS));
    assert_true(IoIsValidIrpStatus(STATUS_DEVICE_NOT_READY));
    assert_true(IoIsValidIrpStatus((NTSTATUS)0xE1234567)); // the customer's
    assert_false(IoIsValidIrpStatus((NTSTATUS)0xDDDDDDDD & ~0x20000000));
    assert_false(IoIsValidIrpStatus((NTSTATUS)0xCFFF0000));
}

/* --- errors ----------------------------------------------------------------------------------- */

static void
hard_errors_can_be_disabled_for_a_thread(void **state)
{
    assert_true(IoRaiseInformationalHardError(STATUS_DEVICE_NOT_READY, NULL, KeGetCurrentThread()));
    assert_true(IoSetThreadHardErrorMode(FALSE));
    assert_false(
        IoRaiseInformationalHardError(STATUS_DEVICE_NOT_READY, NULL, KeGetCurrentThread()));
    assert_true(IoRaiseInformationalHardError(STATUS_DEVICE_NOT_READY, NULL, NULL));
    assert_false(IoSetThreadHardErrorMode(TRUE));
    assert_true(IoSetThreadHardErrorMode(TRUE));
}

static void
the_device_to_verify_is_that_of_the_packets_thread(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    Irp->Tail.Overlay.Thread = PsGetCurrentThread();
    IoSetHardErrorOrVerifyDevice(Irp, T.Device);
    assert_ptr_equal(IoGetDeviceToVerify(PsGetCurrentThread()), T.Device);
    IoSetDeviceToVerify(PsGetCurrentThread(), NULL);
    assert_null(IoGetDeviceToVerify(PsGetCurrentThread()));
    IoFreeIrp(Irp);
}

static NTSTATUS
RaiseError(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    Irp->IoStatus.Status = STATUS_NO_MEDIA_IN_DEVICE;
    Irp->IoStatus.Information = 99;
    IoRaiseHardError(Irp, NULL, Device);
    return STATUS_PENDING;
}

static void
a_hard_error_that_nobody_answers_ends_the_request(void **state)
{
    KEVENT Event;
    IO_STATUS_BLOCK Iosb = {{.Status = STATUS_SUCCESS}, 0};
    PIRP Irp;

    KitOn(IRP_MJ_FLUSH_BUFFERS, RaiseError);
    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    Irp =
        IoBuildSynchronousFsdRequest(IRP_MJ_FLUSH_BUFFERS, T.Device, NULL, 0, NULL, &Event, &Iosb);
    assert_int_equal(IoCallDriver(T.Device, Irp), STATUS_PENDING);
    KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NULL);
    assert_int_equal(Iosb.Status, STATUS_NO_MEDIA_IN_DEVICE);
    assert_int_equal(Iosb.Information, 0);
}

/* --- associated packets ----------------------------------------------------------------------- */

static NTSTATUS
Succeed(PDEVICE_OBJECT Device, PIRP Irp)
{
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
MasterDone(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    T.Ran = TRUE;
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
Split(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIRP Parts[2];

    IoMarkIrpPending(Irp);
    Irp->AssociatedIrp.IrpCount = 2;
    Irp->IoStatus.Status = STATUS_SUCCESS;
    for (ULONG i = 0; i < 2; i++) {
        Parts[i] = IoMakeAssociatedIrp(Irp, 1);
        assert_ptr_equal(Parts[i]->AssociatedIrp.MasterIrp, Irp);
        assert_int_equal(Parts[i]->Flags & IRP_ASSOCIATED_IRP, IRP_ASSOCIATED_IRP);
        IoGetNextIrpStackLocation(Parts[i])->MajorFunction = IRP_MJ_FLUSH_BUFFERS;
    }
    for (ULONG i = 0; i < 2; i++) {
        assert_false(T.Ran);
        IoCallDriver(Device, Parts[i]);
    }
    return STATUS_PENDING;
}

static void
a_master_completes_with_the_last_of_its_parts(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    KitOn(IRP_MJ_READ, Split);
    KitOn(IRP_MJ_FLUSH_BUFFERS, Succeed);
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, MasterDone, NULL, TRUE, TRUE, TRUE);
    assert_int_equal(IoCallDriver(T.Device, Irp), STATUS_PENDING);
    assert_true(T.Ran);
    IoFreeIrp(Irp);
}

static void
the_masters_status_is_the_worst_of_its_parts(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoSetMasterIrpStatus(Irp, STATUS_SUCCESS);
    assert_int_equal(Irp->IoStatus.Status, STATUS_SUCCESS);
    IoSetMasterIrpStatus(Irp, STATUS_DEVICE_NOT_READY);
    assert_int_equal(Irp->IoStatus.Status, STATUS_DEVICE_NOT_READY);
    IoSetMasterIrpStatus(Irp, STATUS_SUCCESS);
    assert_int_equal(Irp->IoStatus.Status, STATUS_DEVICE_NOT_READY);
    IoSetMasterIrpStatus(Irp, STATUS_VERIFY_REQUIRED);
    assert_int_equal(Irp->IoStatus.Status, STATUS_VERIFY_REQUIRED);
    IoFreeIrp(Irp);
}

#define T(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(T(a_new_irp_is_zeroed_and_points_above_its_stack),
          T(many_irps_of_all_sizes_live_side_by_side),
          T(reusing_keeps_the_allocation_and_nothing_else),
          T(writing_to_a_freed_irp_is_found_when_it_is_used_again),
          T(freeing_with_ExFreePool_is_0xc4_105), T(freeing_what_was_never_an_irp_is_0xc9_1),
          T(freeing_twice_is_0xc9_1), T(charged_irps_end_at_the_quota),
          T(pool_quota_is_charged_and_returned), T(returning_more_than_was_charged_is_a_violation),
          T(charging_in_a_dpc_is_0xc4_10b), T(activity_ids_of_threads_are_the_callers_memory),
          T(activity_ids_of_irps_are_copies), T(the_issuing_thread_lends_its_activity_id),
          T(work_items_carry_the_activity_id), T(priority_hints_are_normal_until_set),
          T(the_top_level_irp_is_the_threads), T(the_requestor_is_the_thread_of_the_packet),
          T(a_buffered_control_is_a_synchronous_operation), T(the_system_answers_small_questions),
          T(a_status_is_well_formed_by_its_bits), T(hard_errors_can_be_disabled_for_a_thread),
          T(the_device_to_verify_is_that_of_the_packets_thread),
          T(a_hard_error_that_nobody_answers_ends_the_request),
          T(a_master_completes_with_the_last_of_its_parts),
          T(the_masters_status_is_the_worst_of_its_parts))
