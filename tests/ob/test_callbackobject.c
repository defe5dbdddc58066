/*
 * ob/test_callbackobject.c - callback objects: who is told, in which order, and who no longer
 */
#include <ntifs.h>
#include <sim/test.h>

static PCALLBACK_OBJECT Object;
static ULONG Calls, Order[4];
static PVOID First, Second;

static NTSTATUS
create(PCWSTR path, ULONG attributes, BOOLEAN make, BOOLEAN multiple)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;

    RtlInitUnicodeString(&Name, path);
    InitializeObjectAttributes(&Attributes, &Name, attributes, NULL, NULL);
    return ExCreateCallback(&Object, &Attributes, make, multiple);
}

static VOID NTAPI
note(PVOID context, PVOID argument1, PVOID argument2)
{
    Order[Calls++ % 4] = (ULONG)(ULONG_PTR)context;
    First = argument1;
    Second = argument2;
}

static void
routines_are_called_in_the_order_of_registration(void **state)
{
    PVOID one, two;
    KIRQL irql;

    Calls = 0;
    assert_nt_success(create(L"\\Callback\\Mine", OBJ_CASE_INSENSITIVE, TRUE, TRUE));
    one = ExRegisterCallback(Object, note, (PVOID)1);
    two = ExRegisterCallback(Object, note, (PVOID)2);
    assert_non_null(one);
    assert_non_null(two);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    ExNotifyCallback(Object, &Calls, &Order);
    KeLowerIrql(irql);
    assert_int_equal(Calls, 2);
    assert_int_equal(Order[0], 1);
    assert_int_equal(Order[1], 2);
    assert_ptr_equal(First, &Calls);
    assert_ptr_equal(Second, &Order);
    ExUnregisterCallback(one);
    ExNotifyCallback(Object, NULL, NULL);
    assert_int_equal(Calls, 3);
    assert_int_equal(Order[2], 2);
    ExUnregisterCallback(two);
    ObDereferenceObject(Object);
}

static void
one_that_is_for_one_takes_one(void **state)
{
    PVOID one;

    assert_nt_success(create(L"\\Callback\\Single", 0, TRUE, FALSE));
    one = ExRegisterCallback(Object, note, NULL);
    assert_non_null(one);
    assert_null(ExRegisterCallback(Object, note, NULL));
    ExUnregisterCallback(one);
    one = ExRegisterCallback(Object, note, NULL);
    assert_non_null(one);
    ExUnregisterCallback(one);
    ObDereferenceObject(Object);
}

static void
it_must_have_a_name(void **state)
{
    OBJECT_ATTRIBUTES Attributes;

    InitializeObjectAttributes(&Attributes, NULL, 0, NULL, NULL);
    assert_nt_status(ExCreateCallback(&Object, &Attributes, TRUE, TRUE), STATUS_UNSUCCESSFUL);
}

static void
a_permanent_one_is_found_by_its_name_and_another_is_not(void **state)
{
    PCALLBACK_OBJECT made;
    HANDLE handle;

    assert_nt_success(create(L"\\Callback\\Stays", OBJ_PERMANENT, TRUE, TRUE));
    made = Object;
    assert_nt_success(create(L"\\Callback\\stays", OBJ_CASE_INSENSITIVE, FALSE, FALSE));
    assert_ptr_equal(Object, made);
    ObDereferenceObject(Object);
    assert_nt_success(
        ObOpenObjectByPointer(made, OBJ_KERNEL_HANDLE, NULL, 0, NULL, KernelMode, &handle));
    ZwMakeTemporaryObject(handle);
    ZwClose(handle);
    ObDereferenceObject(made);
    assert_nt_status(create(L"\\Callback\\Stays", 0, FALSE, FALSE), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(create(L"\\Callback\\Goes", 0, TRUE, TRUE));
    made = Object;
    assert_nt_status(create(L"\\Callback\\Goes", 0, FALSE, FALSE), STATUS_OBJECT_NAME_NOT_FOUND);
    ObDereferenceObject(made);
}

/* --- the system's ----------------------------------------------------------------------------- */

static void
the_system_s_are_there(void **state)
{
    static const PCWSTR names[] = {L"\\Callback\\SetSystemTime", L"\\Callback\\PowerState",
                                   L"\\Callback\\ProcessorAdd"};

    for (unsigned i = 0; i < 3; i++) {
        assert_nt_success(create(names[i], OBJ_CASE_INSENSITIVE, FALSE, TRUE));
        ObDereferenceObject(Object);
    }
}

static void
power_changes_are_told(void **state)
{
    PVOID registration;

    assert_nt_success(create(L"\\Callback\\PowerState", OBJ_CASE_INSENSITIVE, FALSE, TRUE));
    registration = ExRegisterCallback(Object, note, NULL);
    Calls = 0;
    sim_ac_power(false);
    assert_ptr_equal(First, (PVOID)PO_CB_AC_STATUS);
    assert_ptr_equal(Second, (PVOID)FALSE);
    sim_lid(true);
    assert_ptr_equal(First, (PVOID)PO_CB_LID_SWITCH_STATE);
    assert_ptr_equal(Second, (PVOID)TRUE);
    assert_int_equal(Calls, 2);
    ExUnregisterCallback(registration);
    ObDereferenceObject(Object);
}

static void
a_new_system_time_is_told(void **state)
{
    PVOID registration;

    assert_nt_success(create(L"\\Callback\\SetSystemTime", OBJ_CASE_INSENSITIVE, FALSE, TRUE));
    registration = ExRegisterCallback(Object, note, NULL);
    Calls = 0;
    sim_set_system_time(3600 * 1000000000ll);
    assert_int_equal(Calls, 1);
    ExUnregisterCallback(registration);
    ObDereferenceObject(Object);
}

static void
a_new_processor_is_told_once_it_runs(void **state)
{
    PVOID registration;

    assert_nt_success(create(L"\\Callback\\ProcessorAdd", OBJ_CASE_INSENSITIVE, FALSE, TRUE));
    registration = ExRegisterCallback(Object, note, NULL);
    Calls = 0;
    assert_nt_status(sim_add_processor(STATUS_UNSUCCESSFUL), STATUS_UNSUCCESSFUL);
    assert_int_equal(Calls, 0);
    assert_nt_success(sim_add_processor(STATUS_SUCCESS));
    assert_int_equal(Calls, 1);
    assert_int_equal((ULONG_PTR)First, 1);
    ExUnregisterCallback(registration);
    ObDereferenceObject(Object);
}

static void
a_driver_does_not_notify_them(void **state)
{
    assert_nt_success(create(L"\\Callback\\PowerState", OBJ_CASE_INSENSITIVE, FALSE, TRUE));
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExNotifyCallback(Object, NULL, NULL));
}

static void
unregistering_twice_is_found(void **state)
{
    PVOID registration;

    assert_nt_success(create(L"\\Callback\\Mine", 0, TRUE, TRUE));
    registration = ExRegisterCallback(Object, note, NULL);
    ExUnregisterCallback(registration);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExUnregisterCallback(registration));
}

/* --- one is unregistered while it runs -------------------------------------------------------- */

static volatile LONG Inside, Gone, WereInside;

static VOID NTAPI
takes_its_time(PVOID context, PVOID argument1, PVOID argument2)
{
    LARGE_INTEGER delay = {.QuadPart = -10 * 5};

    assert_false(Gone);
    InterlockedIncrement(&Inside);
    KeDelayExecutionThread(KernelMode, FALSE, &delay);
    assert_false(Gone);
    InterlockedDecrement(&Inside);
}

static void
notifies(void *unused)
{
    for (unsigned i = 0; i < 4; i++) {
        ExNotifyCallback(Object, NULL, NULL);
        KeStallExecutionProcessor(sim_choose(4));
    }
}

static void
nobody_is_in_the_routine_once_it_is_unregistered(void **state)
{
    LARGE_INTEGER delay = {.QuadPart = -10 * (LONGLONG)sim_choose(30)};
    HANDLE threads[2];
    PVOID registration;

    Inside = Gone = 0;
    assert_nt_success(create(L"\\Callback\\Mine", 0, TRUE, TRUE));
    registration = ExRegisterCallback(Object, takes_its_time, NULL);
    for (unsigned i = 0; i < 2; i++) {
        threads[i] = sim_thread(notifies, NULL);
    }
    KeDelayExecutionThread(KernelMode, FALSE, &delay);
    WereInside += Inside != 0;
    ExUnregisterCallback(registration);
    assert_int_equal(Inside, 0);
    Gone = 1;
    for (unsigned i = 0; i < 2; i++) {
        sim_join(threads[i]);
    }
    ObDereferenceObject(Object);
}

SIM_TESTS(SIM_TEST(routines_are_called_in_the_order_of_registration),
          SIM_TEST(one_that_is_for_one_takes_one), SIM_TEST(it_must_have_a_name),
          SIM_TEST(a_permanent_one_is_found_by_its_name_and_another_is_not),
          SIM_TEST(the_system_s_are_there), SIM_TEST(power_changes_are_told),
          SIM_TEST(a_new_system_time_is_told),
          SIM_TEST(a_new_processor_is_told_once_it_runs, .cpus = 1, .hot_cpus = 1),
          SIM_TEST(a_driver_does_not_notify_them), SIM_TEST(unregistering_twice_is_found),
          SIM_TEST(nobody_is_in_the_routine_once_it_is_unregistered),
          SIM_TEST(nobody_is_in_the_routine_once_it_is_unregistered, .policy = SIM_RANDOM,
                   .seeds = 200, .cpus = 4))
