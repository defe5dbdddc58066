/*
 * ob/test_count.c - references: what they keep, when the object goes, who counts wrongly
 */
#include "ob_test.h"

static void
keep_the_object(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PVOID event = object_of(handle);

    assert_int_equal(ObReferenceObject(event), 3);
    ZwClose(handle);
    KeSetEvent(event, 0, FALSE);
    assert_int_equal(ObDereferenceObject(event), 1);
    assert_int_equal(ObDereferenceObject(event), 0);
}

static void
carry_tags(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PVOID event;

    assert_nt_success(ObReferenceObjectByHandleWithTag(handle, 0, *ExEventObjectType, KernelMode,
                                                       'tset', &event, NULL));
    assert_nt_success(
        ObReferenceObjectByPointerWithTag(event, 0, *ExEventObjectType, KernelMode, 'tset'));
    ObReferenceObjectWithTag(event, 'tset');
    ObDereferenceObjectWithTag(event, 'tset');
    ObDereferenceObjectWithTag(event, 'tset');
    ObDereferenceObjectDeferDeleteWithTag(event, 'tset');
    ZwClose(handle);
}

static void
by_pointer_check_the_type_for_user_mode(void **state)
{
    PVOID thread = PsGetCurrentThread();

    assert_nt_status(ObReferenceObjectByPointer(thread, 0, *PsProcessType, UserMode),
                     STATUS_OBJECT_TYPE_MISMATCH);
    assert_nt_success(ObReferenceObjectByPointer(thread, 0, *PsProcessType, KernelMode));
    ObDereferenceObject(thread);
    assert_nt_success(ObReferenceObjectByPointer(thread, 0, *PsThreadType, UserMode));
    ObDereferenceObject(thread);
}

static void
go_at_raised_irql_and_the_object_later(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PVOID event = object_of(handle);
    KIRQL irql;

    ZwClose(handle);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    assert_int_equal(ObDereferenceObject(event), 0);
    assert_false(ObReferenceObjectSafe(event)); /* it is being deleted */
    KeLowerIrql(irql);
    sim_run_until_idle();
}

static void
may_leave_the_deletion_to_a_worker(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PVOID event = object_of(handle);
    KIRQL irql;

    assert_true(ObReferenceObjectSafe(event));
    ObDereferenceObject(event);
    ZwClose(handle);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    ObDereferenceObjectDeferDelete(event);
    assert_false(ObReferenceObjectSafe(event));
    KeLowerIrql(irql);
    sim_run_until_idle();
}

static void
dropped_too_often_stop_the_driver(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PVOID event = object_of(handle);

    ObDereferenceObject(event);
    assert_bugcheck(REFERENCE_BY_POINTER, ObDereferenceObject(event)); /* the handle's */
    assert_int_equal(sim_bugcheck_parameter(2), (uint64_t)(uintptr_t)event);
}

static void
to_what_is_no_object_stop_the_driver(void **state)
{
    UCHAR *memory = ExAllocatePoolWithTag(NonPagedPool, 1024, 'tset');

    RtlFillMemory(memory, 1024, 0x55);
    assert_bugcheck(REFERENCE_BY_POINTER, ObReferenceObject(memory + 512));
}

static void
to_what_is_being_deleted_stop_the_driver(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PVOID event = object_of(handle);
    KIRQL irql;

    ZwClose(handle);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    ObDereferenceObjectDeferDelete(event);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ObReferenceObject(event));
    assert_int_equal(sim_bugcheck_parameter(1), 0x3F);
    assert_int_equal(sim_bugcheck_parameter(2), (uint64_t)(uintptr_t)event);
}

/* On one processor at raised IRQL, the worker that deletes runs after the test has looked. */
SIM_TESTS(SIM_TEST(keep_the_object), SIM_TEST(carry_tags),
          SIM_TEST(by_pointer_check_the_type_for_user_mode),
          SIM_TEST(go_at_raised_irql_and_the_object_later, .cpus = 1),
          SIM_TEST(may_leave_the_deletion_to_a_worker, .cpus = 1),
          SIM_TEST(dropped_too_often_stop_the_driver),
          SIM_TEST(to_what_is_no_object_stop_the_driver),
          SIM_TEST(to_what_is_being_deleted_stop_the_driver, .cpus = 1))
