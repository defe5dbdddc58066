/*
 * scenario/test_fsd_request_fails.c - a synchronous request that a driver built, and that fails
 *
 * Different ways of handling IRPs (cheat sheet), scenario 9: who waits for the event of a request
 * that was refused at once waits for ever. IoBuildSynchronousFsdRequest.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/slow_target.h"
#include "schedules.h"

#define POISON ((NTSTATUS)0x5A5A5A5A)

static PFILE_OBJECT File;
static PDEVICE_OBJECT Device;
static KEVENT Event;
static IO_STATUS_BLOCK Iosb;
static UCHAR Buffer[16];
static ULONG Ready, NotReady; /* when IoCallDriver came back with STATUS_PENDING */

static int
set_up(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\SlowTarget");

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    Iosb = (IO_STATUS_BLOCK){.Status = POISON, .Information = 77};
    return NT_SUCCESS(IoGetDeviceObjectPointer(&Name, FILE_READ_DATA, &File, &Device)) ? 0 : -1;
}

static int
tear_down(void **state)
{
    ObDereferenceObject(File);
    return 0;
}

static NTSTATUS
send(BOOLEAN Pends, NTSTATUS Status)
{
    PTARGET Target = sim_driver_symbol("slow_target", "Target");
    LARGE_INTEGER Offset = {.QuadPart = 0};
    PIRP Irp;

    *Target = (TARGET){.Pends = Pends, .Status = Status, .DelayMs = Pends};
    Irp = IoBuildSynchronousFsdRequest(IRP_MJ_READ, Device, Buffer, sizeof Buffer, &Offset, &Event,
                                       &Iosb);
    assert_non_null(Irp);
    return IoCallDriver(Device, Irp);
}

static void
a_refusal_at_once_leaves_event_and_status_block_alone(void **state)
{
    LARGE_INTEGER Minute = {.QuadPart = -600000000};

    assert_nt_status(send(FALSE, STATUS_INVALID_DEVICE_REQUEST), STATUS_INVALID_DEVICE_REQUEST);
    assert_nt_status(KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, &Minute),
                     STATUS_TIMEOUT);
    assert_int_equal(Iosb.Status, POISON);
    assert_int_equal(Iosb.Information, 77);
}

static void
a_failure_after_pending_sets_both(void **state)
{
    assert_nt_status(send(TRUE, STATUS_INVALID_DEVICE_REQUEST), STATUS_PENDING);
    if (KeReadStateEvent(&Event)) {
        Ready++;
    } else {
        NotReady++;
        assert_int_equal(Iosb.Status, POISON);
    }
    assert_nt_success(KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NULL));
    assert_int_equal(Iosb.Status, STATUS_INVALID_DEVICE_REQUEST);
    assert_int_equal(Iosb.Information, 0);
}

static void
both_orders_were_met(void)
{
    print_message("the event was set %u times before the call returned, %u times after\n", Ready,
                  NotReady);
    assert_true(NotReady != 0);
}

static void
success_at_once_sets_both(void **state)
{
    assert_nt_status(send(FALSE, STATUS_SUCCESS), STATUS_SUCCESS);
    assert_int_equal(KeReadStateEvent(&Event), 1);
    assert_int_equal(Iosb.Status, STATUS_SUCCESS);
}

#define FAILS(function, check)                                                                     \
    IN_ALL_SCHEDULES(function, check, .driver = "slow_target", .before = set_up, .after = tear_down)

SIM_TESTS(FAILS(a_refusal_at_once_leaves_event_and_status_block_alone, NULL),
          FAILS(a_failure_after_pending_sets_both, both_orders_were_met),
          FAILS(success_at_once_sets_both, NULL))
