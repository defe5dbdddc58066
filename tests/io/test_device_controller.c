/*
 * tests/io/test_device_controller.c - one controller serves several devices in turn
 *
 * io/device/controller.c.
 */
#include "kit.h"

static struct {
    PCONTROLLER_OBJECT Controller;
    PDEVICE_OBJECT Device[3];
    PDEVICE_OBJECT Called[8];
    PIRP Irp[8];
    PVOID Context[8];
    ULONG Count;
    IO_ALLOCATION_ACTION Action;
} Test;

static IO_ALLOCATION_ACTION
Control(PDEVICE_OBJECT Device, PIRP Irp, PVOID MapRegisterBase, PVOID Context)
{
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    Test.Called[Test.Count] = Device;
    Test.Irp[Test.Count] = Irp;
    Test.Context[Test.Count++] = Context;
    return Test.Action;
}

static void
allocate(ULONG Number)
{
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    IoAllocateController(Test.Controller, Test.Device[Number], Control, &Test.Device[Number]);
    KeLowerIrql(Irql);
}

static void
release(void)
{
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    IoFreeController(Test.Controller);
    KeLowerIrql(Irql);
}

static void
begin(IO_ALLOCATION_ACTION Action)
{
    memset(&Test, 0, sizeof(Test));
    Test.Action = Action;
    Test.Controller = IoCreateController(40);
    assert_non_null(Test.Controller);
    for (ULONG i = 0; i < 3; i++) {
        Test.Device[i] = KitDevice(NULL, 0);
        Test.Device[i]->CurrentIrp = (PIRP)&Test.Irp[i]; // only passed on
    }
}

static void
end(void)
{
    for (ULONG i = 0; i < 3; i++) {
        Test.Device[i]->CurrentIrp = NULL;
        IoDeleteDevice(Test.Device[i]);
    }
    IoDeleteController(Test.Controller);
}

static void
a_new_controller_has_a_zeroed_extension(void **state)
{
    PCONTROLLER_OBJECT Controller = IoCreateController(40);

    assert_int_equal(Controller->Type, IO_TYPE_CONTROLLER);
    assert_ptr_equal(Controller->ControllerExtension, Controller + 1);
    for (ULONG i = 0; i < 40; i++) {
        assert_int_equal(((PUCHAR)Controller->ControllerExtension)[i], 0);
    }
    IoDeleteController(Controller);
}

static void
a_free_controller_is_used_at_once(void **state)
{
    begin(KeepObject);
    allocate(0);
    assert_int_equal(Test.Count, 1);
    assert_ptr_equal(Test.Called[0], Test.Device[0]);
    assert_ptr_equal(Test.Irp[0], Test.Device[0]->CurrentIrp);
    assert_ptr_equal(Test.Context[0], &Test.Device[0]);
    release();
    end();
}

static void
a_busy_controller_is_waited_for_in_order(void **state)
{
    begin(KeepObject);
    allocate(0);
    allocate(2);
    allocate(1);
    assert_int_equal(Test.Count, 1);
    release();
    assert_int_equal(Test.Count, 2);
    assert_ptr_equal(Test.Called[1], Test.Device[2]);
    release();
    assert_ptr_equal(Test.Called[2], Test.Device[1]);
    release();
    allocate(0);
    assert_int_equal(Test.Count, 4);
    release();
    end();
}

/* Overlapped seeks: the controller starts each device and is free for the next. */
static void
deallocateobject_frees_it_for_all_who_wait(void **state)
{
    begin(KeepObject);
    allocate(0);
    allocate(1);
    allocate(2);
    Test.Action = DeallocateObject;
    release();
    assert_int_equal(Test.Count, 3);
    allocate(0);
    assert_int_equal(Test.Count, 4);
    allocate(0);
    assert_int_equal(Test.Count, 5);
    end();
}

#define T(function) SIM_TEST(function, KIT)

SIM_TESTS(T(a_new_controller_has_a_zeroed_extension), T(a_free_controller_is_used_at_once),
          T(a_busy_controller_is_waited_for_in_order),
          T(deallocateobject_frees_it_for_all_who_wait))
