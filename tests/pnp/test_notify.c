/*
 * tests/pnp/test_notify.c - who registered for PnP events hears of them
 *
 * pnp/notify.c, pnp/event.c, pnp/target.c.
 */
#include <initguid.h>
#include <ntifs.h>
#include <wdmguid.h>

#include <sim/edu.h>
#include <sim/test.h>

DEFINE_GUID(KitGuid, 0x12345678, 0x1234, 0x5678, 1, 2, 3, 4, 5, 6, 7, 8);
DEFINE_GUID(OtherGuid, 0x12345678, 0x1234, 0x5678, 1, 2, 3, 4, 5, 6, 7, 9);
DEFINE_GUID(CustomGuid, 0xabcdef01, 0x1111, 0x2222, 1, 1, 2, 2, 3, 3, 4, 4);

typedef struct _LISTEN_EVENT {
    GUID Event;
    GUID Class;
    WCHAR Name[200];
    PFILE_OBJECT File;
    USHORT Version, Size;
    UCHAR Data[8];
} LISTEN_EVENT;

#define LISTEN(type, name) (*(type *)sim_driver_symbol("pnp_listen", "Listen" name))
#define KIT(type, name)    (*(type *)sim_driver_symbol("pnp_kit", "Kit" name))
#define FUNCTION(name)     sim_driver_symbol("pnp_listen", "Listen" name)

static NTSTATUS
to_interfaces(const GUID *Class, ULONG Flags)
{
    return ((NTSTATUS(*)(const GUID *, ULONG))FUNCTION("ToInterfaces"))(Class, Flags);
}

static NTSTATUS
to_target(PUNICODE_STRING Name)
{
    return ((NTSTATUS(*)(PUNICODE_STRING))FUNCTION("ToTarget"))(Name);
}

static NTSTATUS
to_profiles(PVOID Data)
{
    return ((NTSTATUS(*)(PVOID))FUNCTION("ToProfiles"))(Data);
}

static NTSTATUS
stop(BOOLEAN Ex)
{
    return ((NTSTATUS(*)(BOOLEAN))FUNCTION("Stop"))(Ex);
}

static NTSTATUS
report_custom(PDEVICE_OBJECT Pdo, BOOLEAN Wait, UCHAR First)
{
    return ((NTSTATUS(*)(PDEVICE_OBJECT, BOOLEAN, UCHAR))FUNCTION("ReportCustom"))(Pdo, Wait,
                                                                                   First);
}

static NTSTATUS
report_system_event(PDEVICE_OBJECT Pdo)
{
    return ((NTSTATUS(*)(PDEVICE_OBJECT))FUNCTION("ReportSystemEvent"))(Pdo);
}

static LISTEN_EVENT *
event(ULONG n)
{
    return (LISTEN_EVENT *)sim_driver_symbol("pnp_listen", "ListenEvents") + n;
}

/* Those and no others have been heard of; forgets them. */
static void
assert_heard(const GUID *const *Events, ULONG Count)
{
    sim_run_until_idle();
    assert_int_equal(LISTEN(ULONG, "Count"), Count);
    for (ULONG i = 0; i < Count; i++) {
        assert_memory_equal(&event(i)->Event, Events[i], sizeof(GUID));
        assert_int_equal(event(i)->Version, 1);
    }
    assert_int_equal(LISTEN(ULONG, "WrongIrql"), 0);
    LISTEN(ULONG, "Count") = 0;
}

#define HEARD(...)                                                                                 \
    assert_heard((const GUID *const[]){__VA_ARGS__},                                               \
                 sizeof((const GUID *const[]){__VA_ARGS__}) / sizeof(GUID *))

#define ARRIVAL   &GUID_DEVICE_INTERFACE_ARRIVAL
#define REMOVAL   &GUID_DEVICE_INTERFACE_REMOVAL
#define QUERY     &GUID_TARGET_DEVICE_QUERY_REMOVE
#define CANCELLED &GUID_TARGET_DEVICE_REMOVE_CANCELLED
#define COMPLETE  &GUID_TARGET_DEVICE_REMOVE_COMPLETE

static struct sim_device *
edu(void)
{
    return sim_device("edu", 0);
}

/* --- interfaces ------------------------------------------------------------------------------- */

static void
interfaces_that_come_and_go_are_told(void **state)
{
    PCWSTR Name = sim_driver_symbol("pnp_kit", "KitInterface");

    sim_run_until_idle(); // its first arrival has been told
    assert_nt_success(to_interfaces(&KitGuid, 0));
    assert_heard(NULL, 0);
    assert_nt_success(sim_remove(edu()));
    HEARD(REMOVAL);
    assert_nt_success(sim_enable(edu()));
    HEARD(ARRIVAL);
    assert_memory_equal(&event(0)->Class, &KitGuid, sizeof(GUID));
    assert_memory_equal(event(0)->Name, Name, 40 * sizeof(WCHAR));
    assert_int_equal(event(0)->Size, sizeof(DEVICE_INTERFACE_CHANGE_NOTIFICATION));
    stop(TRUE);
}

static void
interfaces_of_other_classes_are_not(void **state)
{
    assert_nt_success(to_interfaces(&OtherGuid, 0));
    assert_nt_success(sim_remove(edu()));
    assert_heard(NULL, 0);
    stop(FALSE);
}

static void
existing_interfaces_are_told_at_once(void **state)
{
    sim_run_until_idle();
    assert_nt_success(
        to_interfaces(&KitGuid, PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES));
    assert_int_equal(LISTEN(ULONG, "Count"), 1);
    HEARD(ARRIVAL);
    assert_nt_success(sim_remove(edu()));
    HEARD(REMOVAL);
    stop(TRUE);
}

static void
who_has_unregistered_hears_nothing(void **state)
{
    assert_nt_success(to_interfaces(&KitGuid, 0));
    assert_nt_success(stop(FALSE));
    assert_nt_success(sim_remove(edu()));
    assert_heard(NULL, 0);
}

static void
a_callback_may_unregister_itself(void **state)
{
    sim_run_until_idle();
    LISTEN(BOOLEAN, "UnregisterInside") = TRUE;
    assert_nt_success(to_interfaces(&KitGuid, 0));
    assert_nt_success(sim_remove(edu()));
    HEARD(REMOVAL);
    assert_null(LISTEN(PVOID, "Entry"));
    assert_nt_success(sim_enable(edu()));
    assert_heard(NULL, 0);
}

static void
to_unregister_twice_is_the_drivers_mistake(void **state)
{
    PVOID Entry;

    assert_nt_success(to_interfaces(&KitGuid, 0));
    Entry = LISTEN(PVOID, "Entry");
    stop(TRUE);
    assert_bugcheck(BAD_POOL_CALLER, IoUnregisterPlugPlayNotification(Entry));
}

static void
a_class_must_be_given(void **state)
{
    assert_nt_status(to_interfaces(NULL, 0), STATUS_INVALID_PARAMETER);
    assert_nt_status(to_interfaces(&KitGuid, 2), STATUS_INVALID_PARAMETER);
}

/* After IoUnregisterPlugPlayNotificationEx the callback neither runs nor is called. */
static void
unregister_ex_waits_for_the_callback(void **state)
{
    ULONG Count;

    LISTEN(LONGLONG, "Delay") = -1000;
    assert_nt_success(to_interfaces(&KitGuid, 0));
    assert_nt_success(sim_remove(edu()));
    sim_run_for(sim_choose(200) * 1000);
    stop(TRUE);
    assert_int_equal(LISTEN(ULONG, "Inside"), 0);
    Count = LISTEN(ULONG, "Count");
    sim_run_until_idle();
    sim_run_for(10000000);
    assert_int_equal(LISTEN(ULONG, "Count"), Count);
}

static void
unregister_does_not_wait(void **state)
{
    LISTEN(LONGLONG, "Delay") = -1000000;
    assert_nt_success(to_interfaces(&KitGuid, 0));
    assert_nt_success(sim_remove(edu()));
    sim_run_for(1000000);
    assert_int_equal(LISTEN(ULONG, "Inside"), 1);
    stop(FALSE);
    assert_int_equal(LISTEN(ULONG, "Inside"), 1);
    sim_run_for(200000000);
    assert_int_equal(LISTEN(ULONG, "Inside"), 0);
}

/* --- the device that a driver has open -------------------------------------------------------- */

static void
listen_to_target(void)
{
    UNICODE_STRING Name;

    RtlInitUnicodeString(&Name, sim_driver_symbol("pnp_kit", "KitInterface"));
    assert_nt_success(to_target(&Name));
    KIT(ULONG, "Length") = 0;
}

/* Which PnP requests the device's driver has seen. */
static BOOLEAN
kit_saw(UCHAR Minor)
{
    PUCHAR Log = sim_driver_symbol("pnp_kit", "KitLog");

    return memchr(Log, Minor, KIT(ULONG, "Length")) != NULL;
}

static void
a_callback_can_veto_a_removal(void **state)
{
    listen_to_target();
    LISTEN(NTSTATUS, "Answer") = STATUS_UNSUCCESSFUL;
    assert_nt_status(sim_remove(edu()), STATUS_PLUGPLAY_QUERY_VETOED);
    assert_false(kit_saw(IRP_MN_QUERY_REMOVE_DEVICE));
    assert_ptr_equal(event(0)->File, LISTEN(PFILE_OBJECT, "File"));
    HEARD(QUERY, CANCELLED);
    stop(TRUE);
}

static void
a_file_that_stays_open_vetoes_it_too(void **state)
{
    listen_to_target();
    assert_nt_status(sim_remove(edu()), STATUS_PLUGPLAY_QUERY_VETOED);
    assert_true(kit_saw(IRP_MN_QUERY_REMOVE_DEVICE));
    assert_true(kit_saw(IRP_MN_CANCEL_REMOVE_DEVICE));
    assert_false(kit_saw(IRP_MN_REMOVE_DEVICE));
    HEARD(QUERY, CANCELLED);
    stop(TRUE);
}

static void
who_closes_the_file_hears_that_the_device_is_removed(void **state)
{
    listen_to_target();
    LISTEN(BOOLEAN, "Close") = TRUE;
    assert_nt_success(sim_remove(edu()));
    HEARD(QUERY, COMPLETE);
    stop(TRUE);
}

static void
a_surprise_removal_is_told_without_a_question(void **state)
{
    listen_to_target();
    LISTEN(BOOLEAN, "Close") = TRUE;
    sim_surprise_remove(edu());
    HEARD(COMPLETE);
    assert_int_equal(event(0)->Size, sizeof(TARGET_DEVICE_REMOVAL_NOTIFICATION));
    stop(TRUE);
}

static void
a_file_of_no_device_is_refused(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Entry");

    assert_true(!NT_SUCCESS(to_target(&Name)));
    assert_null(LISTEN(PVOID, "Entry"));
}

/* --- custom events ---------------------------------------------------------------------------- */

static void
custom_events_reach_who_has_the_device_open(void **state)
{
    PDEVICE_OBJECT Pdo = KIT(PDEVICE_OBJECT, "Pdo");

    listen_to_target();
    assert_nt_success(report_custom(Pdo, TRUE, 10));
    assert_int_equal(LISTEN(ULONG, "Count"), 1); // it has waited
    assert_int_equal(event(0)->Data[7], 17);
    assert_ptr_equal(event(0)->File, LISTEN(PFILE_OBJECT, "File"));
    HEARD(&CustomGuid);
    stop(TRUE);
}

static void
they_can_be_reported_without_waiting(void **state)
{
    PDEVICE_OBJECT Pdo = KIT(PDEVICE_OBJECT, "Pdo");
    KIRQL Irql;

    listen_to_target();
    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    assert_nt_success(report_custom(Pdo, FALSE, 20));
    KeLowerIrql(Irql);
    HEARD(&CustomGuid);
    assert_int_equal(event(0)->Data[0], 20);
    assert_int_equal(LISTEN(ULONG, "Callbacks"), 1);
    assert_ptr_equal(LISTEN(PVOID, "CallbackContext"), &LISTEN(ULONG, "Count"));
    stop(TRUE);
}

static void
from_inside_a_callback_they_come_afterwards(void **state)
{
    listen_to_target();
    LISTEN(NTSTATUS, "Answer") = STATUS_UNSUCCESSFUL;
    LISTEN(PDEVICE_OBJECT, "Report") = KIT(PDEVICE_OBJECT, "Pdo");
    assert_nt_status(sim_remove(edu()), STATUS_PLUGPLAY_QUERY_VETOED);
    HEARD(QUERY, CANCELLED, &CustomGuid);
    stop(TRUE);
}

static void
the_systems_own_events_cannot_be_reported(void **state)
{
    assert_nt_status(report_system_event(KIT(PDEVICE_OBJECT, "Pdo")),
                     STATUS_INVALID_DEVICE_REQUEST);
    assert_bugcheck(PNP_DETECTED_FATAL_ERROR, report_custom(KIT(PDEVICE_OBJECT, "Fdo"), TRUE, 0));
    assert_int_equal(sim_bugcheck_parameter(1), 2);
}

/* --- hardware profiles ------------------------------------------------------------------------ */

static void
a_change_of_the_hardware_profile_is_asked_and_told(void **state)
{
    assert_nt_status(to_profiles((PVOID)&KitGuid), STATUS_INVALID_PARAMETER);
    assert_nt_success(to_profiles(NULL));
    assert_nt_success(sim_change_hardware_profile());
    HEARD(&GUID_HWPROFILE_QUERY_CHANGE, &GUID_HWPROFILE_CHANGE_COMPLETE);
    LISTEN(NTSTATUS, "Answer") = STATUS_UNSUCCESSFUL;
    assert_nt_status(sim_change_hardware_profile(), STATUS_UNSUCCESSFUL);
    HEARD(&GUID_HWPROFILE_QUERY_CHANGE, &GUID_HWPROFILE_CHANGE_CANCELLED);
    stop(TRUE);
}

/* --- what is forgotten ------------------------------------------------------------------------ */

static void
forget(void **state)
{
    assert_nt_success(to_interfaces(&KitGuid, 0));
    LISTEN(PVOID, "Entry") = NULL; // Unload will not find it
}

static void
a_forgotten_registration_is_a_leak(void **state)
{
    struct sim_setup Setup = {.name = "forget", .test = forget, .driver = "pnp_listen"};

    assert_true(sim_boot(&Setup).failed);
}

#define WITH        .driver = "pnp_kit", .device = &sim_edu, .drivers = {"pnp_listen"}
#define T(function) SIM_TEST(function, WITH)

SIM_TESTS(T(interfaces_that_come_and_go_are_told), T(interfaces_of_other_classes_are_not),
          T(existing_interfaces_are_told_at_once), T(who_has_unregistered_hears_nothing),
          T(a_callback_may_unregister_itself), T(to_unregister_twice_is_the_drivers_mistake),
          T(a_class_must_be_given),
          SIM_TEST(unregister_ex_waits_for_the_callback, WITH, .policy = SIM_RANDOM, .seeds = 100),
          T(unregister_does_not_wait), T(a_callback_can_veto_a_removal),
          T(a_file_that_stays_open_vetoes_it_too),
          T(who_closes_the_file_hears_that_the_device_is_removed),
          SIM_TEST(who_closes_the_file_hears_that_the_device_is_removed, WITH, .policy = SIM_RANDOM,
                   .seeds = 50, .cpus = 4),
          T(a_surprise_removal_is_told_without_a_question),
          SIM_TEST(a_surprise_removal_is_told_without_a_question, WITH, .policy = SIM_RANDOM,
                   .seeds = 50),
          SIM_TEST(a_file_of_no_device_is_refused, .drivers = {"pnp_listen", "io_entry"}),
          T(custom_events_reach_who_has_the_device_open), T(they_can_be_reported_without_waiting),
          T(from_inside_a_callback_they_come_afterwards),
          T(the_systems_own_events_cannot_be_reported),
          T(a_change_of_the_hardware_profile_is_asked_and_told),
          cmocka_unit_test(a_forgotten_registration_is_a_leak))
