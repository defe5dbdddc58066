/*
 * tests/io/test_rules.c - each rule about passing packets on: who breaks it, and who comes close
 *
 * io/check/rules.c, io/check/check.c, io/irp/call.c, io/irp/complete.c.
 *
 * A stack of three devices of the test's; and the two drivers rules_upper and rules_lower, whose
 * own code acts where the rule asks who called.
 */
#include "kit.h"

static struct {
    PDEVICE_OBJECT Device[3]; // [0] the bottom
    PIRP Pended;
    BOOLEAN Copy, Bypass, Forward;
    ULONG Calls;
} T;

static NTSTATUS
Done(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
Continue(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    T.Calls++;
    if (Irp->PendingReturned && Irp->CurrentLocation <= Irp->StackCount) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
Read(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if (Device == T.Device[0]) {
        return KitComplete(Irp, STATUS_SUCCESS, 0);
    }
    if (Device == T.Device[2] && T.Copy) {
        *IoGetNextIrpStackLocation(Irp) = *Stack; // with the routine of whoever is above
    } else if (Device == T.Device[2]) {
        IoCopyCurrentIrpStackLocationToNext(Irp);
        IoSetCompletionRoutine(Irp, Continue, Stack, TRUE, TRUE, TRUE);
    } else {
        IoSkipCurrentIrpStackLocation(Irp);
    }
    return IoCallDriver(Device == T.Device[2] && T.Bypass ? T.Device[0] : KitLower(Device), Irp);
}

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device[0] = KitDevice(NULL, 0);
    T.Device[1] = KitAttach(T.Device[0]);
    T.Device[2] = KitAttach(T.Device[0]);
    KitOn(IRP_MJ_READ, Read);
    return 0;
}

static int
tear_down(void **state)
{
    KitDetach(T.Device[2]);
    KitDetach(T.Device[1]);
    IoDeleteDevice(T.Device[0]);
    return 0;
}

static PIRP
new_irp(void)
{
    PIRP Irp = IoAllocateIrp(T.Device[2]->StackSize, FALSE);

    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, Done, NULL, TRUE, TRUE, TRUE);
    return Irp;
}

#define expect_iomanager(kind, statement)                                                          \
    do {                                                                                           \
        assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, statement);                           \
        assert_int_equal(sim_bugcheck_parameter(1), (kind));                                       \
    } while (0)

static void
a_packet_goes_through_each_device(void **state)
{
    PIRP Irp = new_irp();

    assert_nt_success(IoCallDriver(T.Device[2], Irp));
    assert_int_equal(T.Calls, 1);
    IoFreeIrp(Irp);
}

static void
skipping_a_device_of_the_stack_is_0xc9_211(void **state)
{
    PIRP Irp = new_irp();

    T.Bypass = TRUE;
    expect_iomanager(0x211, IoCallDriver(T.Device[2], Irp));
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(3), Irp);
}

static void
a_packet_of_ones_own_may_go_anywhere(void **state)
{
    PIRP Irp = new_irp();

    assert_nt_success(IoCallDriver(T.Device[0], Irp));
    IoFreeIrp(Irp);
}

static void
copying_the_upper_drivers_routine_is_0xc9_207(void **state)
{
    PIRP Irp = new_irp();

    T.Copy = TRUE;
    expect_iomanager(0x207, IoCallDriver(T.Device[2], Irp));
}

static void
no_device_is_0xc9_204(void **state)
{
    PIRP Irp = new_irp();

    expect_iomanager(0x204, IoCallDriver(NULL, Irp));
}

static void
something_else_than_a_device_is_0xc9_4(void **state)
{
    PIRP Irp = new_irp();

    expect_iomanager(0x04, IoCallDriver((PDEVICE_OBJECT)KitDriver(), Irp));
}

static void
something_else_than_an_irp_is_0xc9_3(void **state)
{
    static IRP Nothing;

    expect_iomanager(0x03, IoCallDriver(T.Device[0], &Nothing));
}

static void
calling_above_dispatch_level_is_0xc9_10(void **state)
{
    PIRP Irp = new_irp();
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL + 1, &Irql);
    expect_iomanager(0x10, IoCallDriver(T.Device[0], Irp));
}

static NTSTATUS
Pend(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    T.Pended = Irp;
    return STATUS_PENDING;
}

static void
completing_above_dispatch_level_is_0xc9_e(void **state)
{
    PIRP Irp = new_irp();
    KIRQL Irql;

    KitOn(IRP_MJ_READ, Pend);
    IoCallDriver(T.Device[0], Irp);
    KeRaiseIrql(DISPATCH_LEVEL + 1, &Irql);
    expect_iomanager(0x0E, KitComplete(Irp, STATUS_SUCCESS, 0));
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL + 1);
}

static void
calling_and_completing_at_dispatch_level_is_allowed(void **state)
{
    PIRP Irp = new_irp();
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    assert_nt_success(IoCallDriver(T.Device[2], Irp));
    KeLowerIrql(Irql);
    IoFreeIrp(Irp);
}

static void
a_create_at_dispatch_level_is_0xc9_23a(void **state)
{
    PIRP Irp = new_irp();
    KIRQL Irql;

    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_CREATE;
    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    expect_iomanager(0x23A, IoCallDriver(T.Device[0], Irp));
}

static NTSTATUS
MinusOne(PDEVICE_OBJECT Device, PIRP Irp)
{
    KitComplete(Irp, STATUS_SUCCESS, 0);
    return (NTSTATUS)0xFFFFFFFF;
}

static void
returning_minus_one_is_0xc9_225(void **state)
{
    PIRP Irp = new_irp();

    KitOn(IRP_MJ_READ, MinusOne);
    expect_iomanager(0x225, IoCallDriver(T.Device[0], Irp));
}

static PIRP
threaded(KEVENT *Event, IO_STATUS_BLOCK *Iosb)
{
    KitOn(IRP_MJ_FLUSH_BUFFERS, Pend);
    return IoBuildSynchronousFsdRequest(IRP_MJ_FLUSH_BUFFERS, T.Device[0], NULL, 0, NULL, Event,
                                        Iosb);
}

static void
an_event_that_is_signaled_before_is_0xc9_307(void **state)
{
    static IO_STATUS_BLOCK Iosb;
    static KEVENT Event;
    PIRP Irp;

    KeInitializeEvent(&Event, NotificationEvent, TRUE);
    Irp = threaded(&Event, &Iosb);
    expect_iomanager(0x307, IoCallDriver(T.Device[0], Irp));
}

static void
an_event_that_is_not_signaled_is_waited_for(void **state)
{
    static IO_STATUS_BLOCK Iosb;
    static KEVENT Event;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    assert_int_equal(IoCallDriver(T.Device[0], threaded(&Event, &Iosb)), STATUS_PENDING);
    KitComplete(T.Pended, STATUS_SUCCESS, 3);
    KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NULL);
    assert_int_equal(Iosb.Information, 3);
}

static void
reusing_a_packet_in_use_is_0xc9_310(void **state)
{
    PIRP Irp = new_irp();

    KitOn(IRP_MJ_READ, Pend);
    IoCallDriver(T.Device[0], Irp);
    expect_iomanager(0x310, IoReuseIrp(Irp, STATUS_SUCCESS));
}

static void
reusing_a_threaded_packet_is_0xc9_311(void **state)
{
    static IO_STATUS_BLOCK Iosb;
    static KEVENT Event;
    PIRP Irp;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    Irp = threaded(&Event, &Iosb);
    expect_iomanager(0x311, IoReuseIrp(Irp, STATUS_SUCCESS));
}

static void
freeing_a_threaded_packet_is_0xc9_2(void **state)
{
    static IO_STATUS_BLOCK Iosb;
    static KEVENT Event;
    PIRP Irp;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    Irp = threaded(&Event, &Iosb);
    expect_iomanager(0x02, IoFreeIrp(Irp));
}

/* --- who acts --------------------------------------------------------------------------------- */

typedef VOID RULES_ACTION(PIRP Irp, PDEVICE_OBJECT Device);

static RULES_ACTION *
action(const char *Driver, const char *Name)
{
    return (RULES_ACTION *)sim_driver_symbol(Driver, Name);
}

static PIRP
pended_in_the_lower_driver(void)
{
    PDEVICE_OBJECT Top = *(PDEVICE_OBJECT *)sim_driver_symbol("rules_upper", "RulesDevice");
    PIRP Irp = IoAllocateIrp(Top->StackSize + 1, FALSE);

    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, Done, NULL, TRUE, TRUE, TRUE);
    assert_int_equal(IoCallDriver(Top, Irp), STATUS_PENDING);
    return Irp;
}

static void
completing_a_packet_that_a_lower_driver_has_is_0xc9_209(void **state)
{
    PIRP Irp = pended_in_the_lower_driver();

    expect_iomanager(0x209, action("rules_upper", "RulesComplete")(Irp, NULL));
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(3), Irp);
}

static void
sending_on_a_packet_that_a_lower_driver_has_is_0xc9_205(void **state)
{
    PIRP Irp = pended_in_the_lower_driver();

    expect_iomanager(0x205, action("rules_upper", "RulesForward")(
                                Irp, IoGetCurrentIrpStackLocation(Irp)->DeviceObject));
}

static void
the_driver_that_has_it_completes_it(void **state)
{
    PIRP Irp = pended_in_the_lower_driver();

    action("rules_lower", "RulesComplete")(Irp, NULL);
    assert_int_equal(Irp->IoStatus.Status, STATUS_SUCCESS);
    IoFreeIrp(Irp);
}

static void
code_of_no_driver_in_the_stack_may_act_for_it(void **state)
{
    PIRP Irp = pended_in_the_lower_driver();

    KitComplete(Irp, STATUS_SUCCESS, 0);
    IoFreeIrp(Irp);
}

/* --- what a report says ----------------------------------------------------------------------- */

static void
forget_an_irp(void **state)
{
    PIRP Irp = new_irp();

    KitOn(IRP_MJ_READ, Pend);
    IoCallDriver(T.Device[0], Irp);
}

static void
a_forgotten_irp_fails_the_test_that_forgot_it(void **state)
{
    struct sim_setup Setup = {
        .test = forget_an_irp, .name = "forget", .before = set_up, .after = tear_down, KIT};

    assert_true(sim_boot(&Setup).failed);
}

#define T(function)    SIM_TEST(function, KIT, .before = set_up, .after = tear_down)
#define PAIR(function) SIM_TEST(function, .drivers = {"rules_lower", "rules_upper"})

SIM_TESTS(T(a_packet_goes_through_each_device), T(skipping_a_device_of_the_stack_is_0xc9_211),
          T(a_packet_of_ones_own_may_go_anywhere), T(copying_the_upper_drivers_routine_is_0xc9_207),
          T(no_device_is_0xc9_204), T(something_else_than_a_device_is_0xc9_4),
          T(something_else_than_an_irp_is_0xc9_3), T(calling_above_dispatch_level_is_0xc9_10),
          T(completing_above_dispatch_level_is_0xc9_e),
          T(calling_and_completing_at_dispatch_level_is_allowed),
          T(a_create_at_dispatch_level_is_0xc9_23a), T(returning_minus_one_is_0xc9_225),
          T(an_event_that_is_signaled_before_is_0xc9_307),
          T(an_event_that_is_not_signaled_is_waited_for), T(reusing_a_packet_in_use_is_0xc9_310),
          T(reusing_a_threaded_packet_is_0xc9_311), T(freeing_a_threaded_packet_is_0xc9_2),
          PAIR(completing_a_packet_that_a_lower_driver_has_is_0xc9_209),
          PAIR(sending_on_a_packet_that_a_lower_driver_has_is_0xc9_205),
          PAIR(the_driver_that_has_it_completes_it),
          PAIR(code_of_no_driver_in_the_stack_may_act_for_it),
          cmocka_unit_test(a_forgotten_irp_fails_the_test_that_forgot_it))
