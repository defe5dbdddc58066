/*
 * tests/io/test_support.c - what drivers lean on
 *
 * io/queue/removelock.c, io/queue/workitem.c, io/device/timer.c, io/system/errorlog.c,
 * io/device/link.c.
 */
#include "kit.h"

static struct {
    PDEVICE_OBJECT Device;
    IO_REMOVE_LOCK Lock;
    BOOLEAN Waited;
    ULONG Runs, Ticks;
    PVOID Context;
    PIO_WORKITEM Item;
    KIRQL Irql;
} T;

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

/* --- remove locks ----------------------------------------------------------------------------- */

static DWORD WINAPI
Waiter(LPVOID Parameter)
{
    IoReleaseRemoveLockAndWait(&T.Lock, &T);
    T.Waited = TRUE;
    return 0;
}

static void
release_and_wait_waits_for_all(void **state)
{
    HANDLE Thread;

    IoInitializeRemoveLock(&T.Lock, 'tseT', 0, 0);
    assert_nt_success(IoAcquireRemoveLock(&T.Lock, &T));
    assert_nt_success(IoAcquireRemoveLock(&T.Lock, &T.Irql));
    Thread = CreateThread(NULL, 0, Waiter, NULL, 0, NULL);
    sim_run_until_idle();
    assert_false(T.Waited);
    assert_int_equal(IoAcquireRemoveLock(&T.Lock, &T.Runs), STATUS_DELETE_PENDING);
    IoReleaseRemoveLock(&T.Lock, &T.Irql);
    WaitForSingleObject(Thread, INFINITE);
    assert_true(T.Waited);
    CloseHandle(Thread);
}

static void
a_wrong_tag_is_0xc4_d5(void **state)
{
    IoInitializeRemoveLock(&T.Lock, 'tseT', 0, 0);
    assert_nt_success(IoAcquireRemoveLock(&T.Lock, &T));
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, IoReleaseRemoveLock(&T.Lock, &T.Runs));
    assert_int_equal(sim_bugcheck_parameter(1), 0xD5);
}

static void
a_lock_that_is_held_too_long_breaks_its_rule(void **state)
{
    IoInitializeRemoveLock(&T.Lock, 'tseT', 2, 0);
    assert_nt_success(IoAcquireRemoveLock(&T.Lock, &T));
    sim_run_for(119ull * 1000 * 1000 * 1000);
    IoReleaseRemoveLock(&T.Lock, &T); // in time
    assert_nt_success(IoAcquireRemoveLock(&T.Lock, &T));
    sim_run_for(121ull * 1000 * 1000 * 1000);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, IoReleaseRemoveLock(&T.Lock, &T));
}

static void
a_lock_that_is_held_by_too_many_breaks_its_rule(void **state)
{
    IoInitializeRemoveLock(&T.Lock, 'tseT', 0, 2);
    assert_nt_success(IoAcquireRemoveLock(&T.Lock, &T));
    assert_nt_success(IoAcquireRemoveLock(&T.Lock, &T.Irql));
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, IoAcquireRemoveLock(&T.Lock, &T.Runs));
}

static void
a_wrong_tag_of_release_and_wait_is_0xc4_d6(void **state)
{
    IoInitializeRemoveLock(&T.Lock, 'tseT', 0, 0);
    assert_nt_success(IoAcquireRemoveLock(&T.Lock, &T));
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    IoReleaseRemoveLockAndWait(&T.Lock, &T.Runs));
    assert_int_equal(sim_bugcheck_parameter(1), 0xD6);
}

static void
initialising_a_lock_again_is_0xc4_d7(void **state)
{
    IoInitializeRemoveLock(&T.Lock, 'tseT', 0, 0);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    IoInitializeRemoveLock(&T.Lock, 'tseT', 0, 0));
    assert_int_equal(sim_bugcheck_parameter(1), 0xD7);
}

static void
the_checked_layout_works_too(void **state)
{
    struct {
        IO_REMOVE_LOCK_COMMON_BLOCK Common;
        IO_REMOVE_LOCK_DBG_BLOCK Dbg;
    } Lock = {0};
    PIO_REMOVE_LOCK Remove = (PIO_REMOVE_LOCK)&Lock;

    IoInitializeRemoveLockEx(Remove, 'tseT', 1, 2, sizeof Lock);
    assert_int_equal(Lock.Dbg.HighWatermark, 2);
    assert_nt_success(IoAcquireRemoveLockEx(Remove, &T, __FILE__, __LINE__, sizeof Lock));
    IoReleaseRemoveLockAndWaitEx(Remove, &T, sizeof Lock);
}

/* --- work items ------------------------------------------------------------------------------- */

static VOID
Work(PDEVICE_OBJECT Device, PVOID Context)
{
    assert_ptr_equal(Device, T.Device);
    T.Irql = KeGetCurrentIrql();
    T.Runs++;
    T.Context = Context;
}

static VOID
WorkEx(PVOID Object, PVOID Context, PIO_WORKITEM Item)
{
    T.Runs++;
    assert_ptr_equal(Item, T.Item);
    IoFreeWorkItem(Item);
}

static void
a_work_item_runs_its_routine_once(void **state)
{
    PIO_WORKITEM Item = IoAllocateWorkItem(T.Device);

    IoQueueWorkItem(Item, Work, DelayedWorkQueue, &T);
    sim_run_until_idle();
    assert_int_equal(T.Runs, 1);
    assert_int_equal(T.Irql, PASSIVE_LEVEL);
    assert_ptr_equal(T.Context, &T);
    IoFreeWorkItem(Item);
}

static void
a_routine_may_free_its_item(void **state)
{
    T.Item = IoAllocateWorkItem(T.Device);
    IoQueueWorkItemEx(T.Item, WorkEx, DelayedWorkQueue, NULL);
    sim_run_until_idle();
    assert_int_equal(T.Runs, 1);
}

static void
a_queued_item_keeps_the_device(void **state)
{
    PIO_WORKITEM Item = IoAllocateWorkItem(T.Device);
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    IoQueueWorkItem(Item, Work, DelayedWorkQueue, &T);
    KeLowerIrql(Irql);
    IoDeleteDevice(T.Device);
    sim_run_until_idle();
    assert_int_equal(T.Runs, 1);
    IoFreeWorkItem(Item);
    T.Device = KitDevice(NULL, 0);
}

static void
freeing_a_queued_item_is_0xe4(void **state)
{
    PIO_WORKITEM Item = IoAllocateWorkItem(T.Device);
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    IoQueueWorkItem(Item, Work, DelayedWorkQueue, &T);
    assert_bugcheck(WORKER_INVALID, IoFreeWorkItem(Item));
}

/* --- timers ----------------------------------------------------------------------------------- */

static VOID
Tick(PDEVICE_OBJECT Device, PVOID Context)
{
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    assert_ptr_equal(Context, &T);
    T.Ticks++;
}

static VOID
StopItself(PDEVICE_OBJECT Device, PVOID Context)
{
    IoStopTimer(Device);
}

static void
a_timer_ticks_once_a_second_while_it_is_started(void **state)
{
    assert_nt_success(IoInitializeTimer(T.Device, Tick, &T));
    Sleep(3000);
    assert_int_equal(T.Ticks, 0);
    IoStartTimer(T.Device);
    Sleep(3500);
    assert_int_equal(T.Ticks, 3);
    IoStopTimer(T.Device);
    Sleep(3000);
    assert_int_equal(T.Ticks, 3);
}

static void
a_stopped_timer_is_silent_while_others_tick(void **state)
{
    PDEVICE_OBJECT Other = KitDevice(NULL, 0);

    assert_nt_success(IoInitializeTimer(T.Device, Tick, &T));
    assert_nt_success(IoInitializeTimer(Other, Tick, &T));
    IoStartTimer(T.Device);
    IoStartTimer(Other);
    Sleep(2500);
    assert_int_equal(T.Ticks, 4);
    IoStopTimer(T.Device);
    Sleep(2000);
    assert_int_equal(T.Ticks, 6);
    IoDeleteDevice(Other);
    Sleep(2000);
    assert_int_equal(T.Ticks, 6);
}

static void
initialising_a_timer_twice_is_0xc9_a(void **state)
{
    IoInitializeTimer(T.Device, Tick, &T);
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoInitializeTimer(T.Device, Tick, &T));
    assert_int_equal(sim_bugcheck_parameter(1), 0x0A);
}

static void
a_timer_that_stops_itself_deadlocks(void **state)
{
    IoInitializeTimer(T.Device, StopItself, &T);
    IoStartTimer(T.Device);
    assert_bugcheck(SPIN_LOCK_ALREADY_OWNED, Sleep(2000));
}

/* --- error log -------------------------------------------------------------------------------- */

static void
an_entry_is_written_or_freed(void **state)
{
    UCHAR Size = sizeof(IO_ERROR_LOG_PACKET) + 8;
    PIO_ERROR_LOG_PACKET Packet = IoAllocateErrorLogEntry(T.Device, Size);

    Packet->ErrorCode = 0xC0040001;
    Packet->DumpDataSize = 8;
    IoWriteErrorLogEntry(Packet);
    Packet = IoAllocateErrorLogEntry(T.Device, Size);
    IoFreeErrorLogEntry(Packet);
    assert_null(IoAllocateErrorLogEntry(T.Device, ERROR_LOG_MAXIMUM_SIZE + 1));
}

/* --- sharing ---------------------------------------------------------------------------------- */

static void
sharing_is_what_all_openers_allow(void **state)
{
    SHARE_ACCESS Share;
    FILE_OBJECT First = {0}, Second = {0};

    IoSetShareAccess(FILE_READ_DATA, FILE_SHARE_READ, &First, &Share);
    assert_int_equal(IoCheckShareAccess(FILE_WRITE_DATA, FILE_SHARE_READ, &Second, &Share, TRUE),
                     STATUS_SHARING_VIOLATION);
    assert_int_equal(IoCheckShareAccess(FILE_READ_DATA, 0, &Second, &Share, TRUE),
                     STATUS_SHARING_VIOLATION);
    assert_nt_success(IoCheckShareAccess(FILE_READ_DATA, FILE_SHARE_READ, &Second, &Share, TRUE));
    assert_int_equal(Share.OpenCount, 2);
    IoRemoveShareAccess(&Second, &Share);
    assert_int_equal(Share.OpenCount, 1);
}

/* --- completion routines that keep the driver ------------------------------------------------- */

static NTSTATUS
Guarded(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    T.Runs++;
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static void
a_guarded_routine_runs_for_what_it_asked_for(void **state)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    assert_nt_success(IoSetCompletionRoutineEx(T.Device, Irp, Guarded, NULL, TRUE, TRUE, TRUE));
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_FLUSH_BUFFERS;
    IoCallDriver(T.Device, Irp);
    assert_int_equal(T.Runs, 1);
    IoFreeIrp(Irp);
}

static void
a_named_event_is_shared(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Shared");
    HANDLE a, b;
    PKEVENT First = IoCreateNotificationEvent(&Name, &a),
            Second = IoCreateNotificationEvent(&Name, &b);

    assert_non_null(First);
    assert_ptr_equal(First, Second);
    assert_int_equal(KeReadStateEvent(First), 1);
    ZwClose(a);
    ZwClose(b);
}

/* Signalled at first, until one waiter has got it. */
static void
a_named_synchronization_event_lets_one_through(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Turn");
    LARGE_INTEGER Now = {.QuadPart = 0};
    HANDLE Handle;
    PKEVENT Turn = IoCreateSynchronizationEvent(&Name, &Handle);

    assert_non_null(Turn);
    assert_nt_success(KeWaitForSingleObject(Turn, Executive, KernelMode, FALSE, &Now));
    assert_int_equal(KeWaitForSingleObject(Turn, Executive, KernelMode, FALSE, &Now),
                     STATUS_TIMEOUT);
    ZwClose(Handle);
}

static void
generic_rights_to_files_are_mapped(void **state)
{
    PGENERIC_MAPPING Mapping = IoGetFileObjectGenericMapping();

    assert_int_equal(Mapping->GenericRead, FILE_GENERIC_READ);
    assert_int_equal(Mapping->GenericWrite, FILE_GENERIC_WRITE);
    assert_int_equal(Mapping->GenericExecute, FILE_GENERIC_EXECUTE);
    assert_int_equal(Mapping->GenericAll, FILE_ALL_ACCESS);
}

#define T(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(T(release_and_wait_waits_for_all), T(a_wrong_tag_is_0xc4_d5),
          T(a_lock_that_is_held_too_long_breaks_its_rule),
          T(a_lock_that_is_held_by_too_many_breaks_its_rule),
          T(a_wrong_tag_of_release_and_wait_is_0xc4_d6), T(initialising_a_lock_again_is_0xc4_d7),
          T(the_checked_layout_works_too), T(a_work_item_runs_its_routine_once),
          T(a_routine_may_free_its_item), T(a_queued_item_keeps_the_device),
          T(freeing_a_queued_item_is_0xe4), T(a_timer_ticks_once_a_second_while_it_is_started),
          T(a_stopped_timer_is_silent_while_others_tick), T(initialising_a_timer_twice_is_0xc9_a),
          T(a_timer_that_stops_itself_deadlocks), T(an_entry_is_written_or_freed),
          T(sharing_is_what_all_openers_allow), T(a_guarded_routine_runs_for_what_it_asked_for),
          T(a_named_event_is_shared), T(a_named_synchronization_event_lets_one_through),
          T(generic_rights_to_files_are_mapped))
