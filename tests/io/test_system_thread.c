/*
 * tests/io/test_system_thread.c - threads and work items that keep a driver's object
 *
 * io/queue/thread.c, io/queue/workitem.c, io/system/keepalive.c.
 */
#include "kit.h"

static struct {
    PDEVICE_OBJECT Device;
    LONG64 References, DuringThread;
    BOOLEAN Ran;
    PIO_WORKITEM Item;
    PVOID Seen;
} T;

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device = KitDevice(L"Threads", 0);
    return 0;
}

static int
tear_down(void **state)
{
    KitDelete(T.Device, L"Threads");
    return 0;
}

static VOID
Thread(PVOID Context)
{
    ULONG Local;

    assert_ptr_equal(Context, &T);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    assert_true(PsIsSystemThread(PsGetCurrentThread()));
    assert_true(IoWithinStackLimits((ULONG_PTR)&Local, sizeof Local));
    assert_false(IoWithinStackLimits((ULONG_PTR)T.Device, 8));
    assert_true((ULONG_PTR)IoGetInitialStack() > (ULONG_PTR)&Local);
    T.Ran = TRUE;
}

static void
a_thread_that_returns_ends_and_drops_its_object(void **state)
{
    OBJECT_ATTRIBUTES Attributes;
    CLIENT_ID Id;
    HANDLE Handle;

    InitializeObjectAttributes(&Attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(IoCreateSystemThread(T.Device, &Handle, THREAD_ALL_ACCESS, &Attributes, NULL,
                                           &Id, Thread, &T));
    assert_nt_success(ZwWaitForSingleObject(Handle, FALSE, NULL));
    assert_true(T.Ran);
    assert_nt_success(ZwClose(Handle));
    // the teardown deletes the device, and finds a leak if a reference is left
}

static void
a_thread_in_no_process_is_not_created(void **state)
{
    HANDLE Handle;

    assert_int_equal(IoCreateSystemThread(T.Device, &Handle, THREAD_ALL_ACCESS, NULL,
                                          (HANDLE)(ULONG_PTR)0x7ffc, NULL, Thread, &T),
                     STATUS_INVALID_HANDLE);
}

static VOID
Work(PVOID IoObject, PVOID Context, PIO_WORKITEM Item)
{
    T.Ran = TRUE;
    T.Seen = IoObject;
    assert_ptr_equal(Item, T.Item);
}

static void
a_work_item_can_lie_in_the_drivers_memory(void **state)
{
    assert_true(IoSizeofWorkItem() >= sizeof(WORK_QUEUE_ITEM));
    T.Item = ExAllocatePoolWithTag(NonPagedPool, IoSizeofWorkItem(), 'tseT');
    memset(T.Item, 0xCC, IoSizeofWorkItem());
    IoInitializeWorkItem(KitDriver(), T.Item); // a driver object does, too
    assert_true(IoTryQueueWorkItem(T.Item, Work, DelayedWorkQueue, NULL));
    sim_run_until_idle();
    assert_true(T.Ran);
    assert_ptr_equal(T.Seen, KitDriver());
    IoUninitializeWorkItem(T.Item);
    ExFreePoolWithTag(T.Item, 'tseT');
}

static void
keep_alive_counts_go_up_and_down(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Threads");
    PFILE_OBJECT File;
    PDEVICE_OBJECT Device;

    assert_nt_success(IoGetDeviceObjectPointer(&Name, FILE_READ_DATA, &File, &Device));
    assert_nt_success(IoIncrementKeepAliveCount(File, PsGetCurrentProcess()));
    assert_nt_success(IoIncrementKeepAliveCount(File, PsGetCurrentProcess()));
    assert_nt_success(IoDecrementKeepAliveCount(File, PsGetCurrentProcess()));
    assert_nt_success(IoDecrementKeepAliveCount(File, PsGetCurrentProcess()));
    assert_false(NT_SUCCESS(IoDecrementKeepAliveCount(File, PsGetCurrentProcess())));
    assert_null(IoGetInitiatorProcess(File));
    assert_null(IoGetSiloParameters(File));
    ObDereferenceObject(File);
}

#define T(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(T(a_thread_that_returns_ends_and_drops_its_object),
          T(a_thread_in_no_process_is_not_created), T(a_work_item_can_lie_in_the_drivers_memory),
          T(keep_alive_counts_go_up_and_down))
