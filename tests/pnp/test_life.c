/*
 * tests/pnp/test_life.c - a device comes, works, and goes
 *
 * pnp/start.c, pnp/remove.c, pnp/enumerate.c, pnp/add.c, pnp/interface.c, pnp/property.c.
 */
#include <ntifs.h>
#include <sim/edu.h>
#include <sim/test.h>

#define KIT(type, name) (*(type *)sim_driver_symbol("pnp_kit", name))

#define START        IRP_MN_START_DEVICE
#define QUERY_REMOVE IRP_MN_QUERY_REMOVE_DEVICE
#define REMOVE       IRP_MN_REMOVE_DEVICE
#define CANCEL       IRP_MN_CANCEL_REMOVE_DEVICE
#define SURPRISE     IRP_MN_SURPRISE_REMOVAL
#define ADD          0xAD
#define CREATE       0xC0
#define CLEANUP      0xC1
#define CLOSE        0xC2

/* Those of the events noted so far that matter; forgets them. */
static void
assert_noted(const UCHAR *Expected, size_t Count)
{
    PUCHAR Log = sim_driver_symbol("pnp_kit", "KitLog");
    ULONG *Length = sim_driver_symbol("pnp_kit", "KitLength");
    UCHAR Seen[64];
    size_t n = 0;

    for (ULONG i = 0; i < *Length; i++) {
        if (Log[i] == START || Log[i] == REMOVE || Log[i] == QUERY_REMOVE || Log[i] == CANCEL ||
            Log[i] == SURPRISE || Log[i] >= ADD) {
            Seen[n++] = Log[i];
        }
    }
    *Length = 0;
    assert_int_equal(n, Count);
    assert_memory_equal(Seen, Expected, Count);
}

#define NOTED(...) assert_noted((UCHAR[]){__VA_ARGS__}, sizeof((UCHAR[]){__VA_ARGS__}))

static HANDLE
open_interface(void)
{
    WCHAR Name[200];

    memcpy(Name, sim_driver_symbol("pnp_kit", "KitInterface"), sizeof Name);
    Name[1] = L'\\'; // \??\ -> \\?\ as programs write it
    return CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
}

/* --- coming ----------------------------------------------------------------------------------- */

static void
a_device_is_added_filtered_and_started(void **state)
{
    PUCHAR Log = sim_driver_symbol("pnp_kit", "KitLog");
    ULONG Length = KIT(ULONG, "KitLength");

    assert_int_equal(Log[0], ADD);
    assert_int_equal(Log[1], IRP_MN_FILTER_RESOURCE_REQUIREMENTS);
    assert_int_equal(Log[2], START);
    assert_int_equal(Log[3], IRP_MN_QUERY_CAPABILITIES);
    assert_int_equal(Log[4], IRP_MN_QUERY_PNP_DEVICE_STATE);
    assert_int_equal(Log[5], IRP_MN_QUERY_DEVICE_RELATIONS);
    assert_int_equal(Length, 6);
}

static void
its_resources_are_raw_and_translated(void **state)
{
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Raw = sim_driver_symbol("pnp_kit", "KitRaw");
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Translated = sim_driver_symbol("pnp_kit", "KitTranslated");

    assert_int_equal(KIT(ULONG, "KitResources"), 2);
    assert_int_equal(Raw[0].Type, CmResourceTypeMemory);
    assert_int_equal(Raw[0].u.Memory.Length, 0x100000);
    assert_int_equal(Raw[0].u.Memory.Start.QuadPart % 0x100000, 0);
    assert_int_equal(Translated[0].u.Memory.Start.QuadPart, Raw[0].u.Memory.Start.QuadPart);
    assert_int_equal(Raw[1].Type, CmResourceTypeInterrupt);
    assert_int_equal(Raw[1].ShareDisposition, CmResourceShareShared);
    assert_int_equal(Raw[1].Flags, CM_RESOURCE_INTERRUPT_LEVEL_SENSITIVE);
    assert_int_equal(Translated[1].u.Interrupt.Level, Translated[1].u.Interrupt.Vector >> 4);
    assert_int_equal(Translated[1].u.Interrupt.Affinity, 3);
}

static void
messages_are_granted_when_they_are_allowed(void **state)
{
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Raw = sim_driver_symbol("pnp_kit", "KitRaw");

    assert_int_equal(Raw[1].Flags, CM_RESOURCE_INTERRUPT_LATCHED | CM_RESOURCE_INTERRUPT_MESSAGE);
    assert_int_equal(Raw[1].u.MessageInterrupt.Raw.MessageCount, 1);
}

static void
its_interface_appears_when_start_has_completed(void **state)
{
    HANDLE h;

    assert_int_equal(KIT(NTSTATUS, "KitInterfaceStatus"), STATUS_SUCCESS);
    assert_int_equal(KIT(NTSTATUS, "KitInterfaceAgain"), STATUS_OBJECT_NAME_EXISTS);
    assert_false(KIT(BOOLEAN, "KitVisibleInStart"));
    h = open_interface();
    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    CloseHandle(h);
}

static void
properties_are_known(void **state)
{
    PDEVICE_OBJECT Pdo = KIT(PDEVICE_OBJECT, "KitPdo");
    WCHAR Text[200];
    ULONG Number, Length;
    USHORT Node = 5;

    assert_nt_success(
        IoGetDeviceProperty(Pdo, DevicePropertyBusNumber, sizeof Number, &Number, &Length));
    assert_int_equal(Number, 0);
    assert_nt_success(
        IoGetDeviceProperty(Pdo, DevicePropertyHardwareID, sizeof Text, Text, &Length));
    assert_memory_equal(Text, L"PCI\\VEN_1234&DEV_11E8&SUBSYS_", 58);
    assert_int_equal(IoGetDeviceProperty(Pdo, DevicePropertyHardwareID, 4, Text, &Length),
                     STATUS_BUFFER_TOO_SMALL);
    assert_true(Length > 100);
    assert_nt_success(
        IoGetDeviceProperty(Pdo, DevicePropertyEnumeratorName, sizeof Text, Text, &Length));
    assert_memory_equal(Text, L"PCI", 8);
    assert_int_equal(
        IoGetDeviceProperty(Pdo, DevicePropertyFriendlyName, sizeof Text, Text, &Length),
        STATUS_OBJECT_NAME_NOT_FOUND);
    assert_int_equal(IoGetDeviceProperty(KIT(PDEVICE_OBJECT, "KitFdo"), DevicePropertyBusNumber,
                                         sizeof Number, &Number, &Length),
                     STATUS_INVALID_DEVICE_REQUEST);
    assert_nt_success(IoGetDeviceNumaNode(Pdo, &Node));
    assert_int_equal(Node, 0);
    assert_nt_status(IoGetDeviceNumaNode(KIT(PDEVICE_OBJECT, "KitFdo"), &Node),
                     STATUS_INVALID_PARAMETER);
}

static void
a_hot_plugged_device_is_started(void **state)
{
    KIT(ULONG, "KitLength") = 0;
    sim_device_add(&sim_edu, -1);
    sim_run_until_idle();
    NOTED(ADD, START);
}

static void
a_start_that_fails_is_followed_by_remove(void **state)
{
    KIT(ULONG, "KitLength") = 0;
    KIT(NTSTATUS, "KitStartStatus") = STATUS_INSUFFICIENT_RESOURCES;
    sim_device_add(&sim_edu, -1);
    sim_run_until_idle();
    NOTED(ADD, START, REMOVE);
}

static void
an_adddevice_that_fails_ends_it(void **state)
{
    KIT(ULONG, "KitLength") = 0;
    KIT(NTSTATUS, "KitAddStatus") = STATUS_UNSUCCESSFUL;
    sim_device_add(&sim_edu, -1);
    sim_run_until_idle();
    NOTED(ADD);
    KIT(NTSTATUS, "KitAddStatus") = STATUS_SUCCESS;
}

static void
a_device_that_says_it_failed_is_surprise_removed(void **state)
{
    sim_device_add(&sim_edu, -1); // the other one keeps the driver loaded
    sim_run_until_idle();
    KIT(ULONG, "KitLength") = 0;
    KIT(BOOLEAN, "KitFailed") = TRUE;
    IoInvalidateDeviceState(KIT(PDEVICE_OBJECT, "KitPdo"));
    sim_run_until_idle();
    NOTED(SURPRISE, REMOVE);
}

/* --- going ------------------------------------------------------------------------------------ */

static void
an_orderly_removal_asks_first(void **state)
{
    KIT(ULONG, "KitLength") = 0;
    assert_nt_success(sim_remove(sim_device("edu", 0)));
}

static void
a_driver_can_veto(void **state)
{
    KIT(ULONG, "KitLength") = 0;
    KIT(NTSTATUS, "KitQueryRemoveStatus") = STATUS_DEVICE_BUSY;
    assert_false(NT_SUCCESS(sim_remove(sim_device("edu", 0))));
    NOTED(QUERY_REMOVE, CANCEL);
    KIT(NTSTATUS, "KitQueryRemoveStatus") = STATUS_SUCCESS;
}

static void
an_open_handle_vetoes(void **state)
{
    HANDLE h = open_interface();

    KIT(ULONG, "KitLength") = 0;
    assert_int_equal(sim_remove(sim_device("edu", 0)), STATUS_PLUGPLAY_QUERY_VETOED);
    NOTED(QUERY_REMOVE, CANCEL);
    CloseHandle(h);
    NOTED(CLEANUP, CLOSE);
}

static void
remove_follows_surprise_removal_at_once_without_handles(void **state)
{
    KIT(ULONG, "KitLength") = 0;
    sim_device_add(&sim_edu, -1); // keeps the driver loaded
    sim_run_until_idle();
    NOTED(ADD, START);
    sim_surprise_remove(sim_device("edu", 1));
    sim_run_until_idle();
    NOTED(SURPRISE, REMOVE);
}

static void
remove_waits_for_the_last_close(void **state)
{
    HANDLE h;

    sim_device_add(&sim_edu, -1);
    sim_run_until_idle();
    h = open_interface(); // the second one's
    KIT(ULONG, "KitLength") = 0;
    sim_surprise_remove(sim_device("edu", 1));
    sim_run_until_idle();
    NOTED(SURPRISE);
    assert_ptr_equal(open_interface(), INVALID_HANDLE_VALUE);
    CloseHandle(h);
    sim_run_until_idle();
    NOTED(CLEANUP, CLOSE, REMOVE);
}

static void
forgetting_to_detach_is_0xc9_21d(void **state)
{
    KIT(BOOLEAN, "KitForgetDetach") = TRUE;
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, sim_remove(sim_device("edu", 0)));
    assert_int_equal(sim_bugcheck_parameter(1), 0x21D);
}

static void
forgetting_to_delete_is_0xc9_21e(void **state)
{
    KIT(BOOLEAN, "KitForgetDelete") = TRUE;
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, sim_remove(sim_device("edu", 0)));
    assert_int_equal(sim_bugcheck_parameter(1), 0x21E);
}

static void
surprise(void)
{
    sim_surprise_remove(sim_device("edu", 0));
    sim_run_until_idle();
}

static void
detaching_in_surprise_removal_is_0xc9_241(void **state)
{
    KIT(BOOLEAN, "KitDetachOnSurprise") = TRUE;
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, surprise());
    assert_int_equal(sim_bugcheck_parameter(1), 0x241);
}

static void
failing_a_surprise_removal_breaks_the_rule(void **state)
{
    KIT(NTSTATUS, "KitSurpriseStatus") = STATUS_UNSUCCESSFUL;
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, surprise());
    assert_int_equal(sim_bugcheck_parameter(1), 0x43006);
}

#define CARD .driver = "pnp_kit", .device = &sim_edu

SIM_TESTS(SIM_TEST(a_device_is_added_filtered_and_started, CARD),
          SIM_TEST(its_resources_are_raw_and_translated, CARD),
          SIM_TEST(messages_are_granted_when_they_are_allowed, CARD, .msi = true),
          SIM_TEST(its_interface_appears_when_start_has_completed, CARD),
          SIM_TEST(properties_are_known, CARD), SIM_TEST(a_hot_plugged_device_is_started, CARD),
          SIM_TEST(a_start_that_fails_is_followed_by_remove, CARD),
          SIM_TEST(an_adddevice_that_fails_ends_it, CARD),
          SIM_TEST(a_device_that_says_it_failed_is_surprise_removed, CARD),
          SIM_TEST(an_orderly_removal_asks_first, CARD), SIM_TEST(a_driver_can_veto, CARD),
          SIM_TEST(an_open_handle_vetoes, CARD),
          SIM_TEST(remove_follows_surprise_removal_at_once_without_handles, CARD),
          SIM_TEST(remove_waits_for_the_last_close, CARD),
          SIM_TEST(forgetting_to_detach_is_0xc9_21d, CARD),
          SIM_TEST(forgetting_to_delete_is_0xc9_21e, CARD),
          SIM_TEST(detaching_in_surprise_removal_is_0xc9_241, CARD),
          SIM_TEST(failing_a_surprise_removal_breaks_the_rule, CARD))
