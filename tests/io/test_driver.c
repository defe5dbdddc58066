/*
 * tests/io/test_driver.c - drivers come and go, their devices make stacks
 *
 * io/driver/driver.c, io/driver/load.c, io/driver/unload.c, io/device/device.c, io/device/attach.c.
 */
#include "kit.h"

#define SERVICES L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\"

static NTSTATUS
load(PCWSTR Key)
{
    UNICODE_STRING String;

    RtlInitUnicodeString(&String, Key);
    return ZwLoadDriver(&String);
}

static NTSTATUS
unload(PCWSTR Key)
{
    UNICODE_STRING String;

    RtlInitUnicodeString(&String, Key);
    return ZwUnloadDriver(&String);
}

static void
make_key(PCWSTR Path)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    HANDLE Key;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    assert_nt_success(ZwCreateKey(&Key, KEY_ALL_ACCESS, &Attributes, 0, NULL, 0, NULL));
    ZwClose(Key);
}

#define ENTRY(type, name) (*(type *)sim_driver_symbol("io_entry", name))

/* --- loading ---------------------------------------------------------------------------------- */

static void
driverentry_gets_what_the_page_says(void **state)
{
    assert_int_equal(ENTRY(ULONG, "EntryIrql"), PASSIVE_LEVEL);
    assert_true(ENTRY(BOOLEAN, "InSystemThread"));
    assert_memory_equal((PVOID)sim_driver_symbol("io_entry", "Path"), SERVICES L"io_entry",
                        sizeof(SERVICES L"io_entry"));
    assert_true(ENTRY(ULONG, "MajorsAreSame"));
    assert_int_equal(ENTRY(NTSTATUS, "SecondExtension"), STATUS_OBJECT_NAME_COLLISION);
}

static void
devices_of_driverentry_are_open_for_business(void **state)
{
    PDEVICE_OBJECT Device = ENTRY(PDEVICE_OBJECT, "EntryDevice");

    assert_int_equal(Device->Flags & DO_DEVICE_INITIALIZING, 0);
    assert_ptr_equal(IoGetDriverObjectExtension(Device->DriverObject,
                                                sim_driver_symbol("io_entry", "ExtensionKey")),
                     ENTRY(PVOID, "EntryExtension"));
}

static void
unknown_requests_fail(void **state)
{
    PDEVICE_OBJECT Device = ENTRY(PDEVICE_OBJECT, "EntryDevice");
    IO_STATUS_BLOCK Iosb;
    KEVENT Event;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    assert_int_equal(IoCallDriver(Device, IoBuildDeviceIoControlRequest(1, Device, NULL, 0, NULL, 0,
                                                                        FALSE, &Event, &Iosb)),
                     STATUS_INVALID_DEVICE_REQUEST);
}

static void
reinitialize_routines_run_and_count(void **state)
{
    ULONG *Counts = sim_driver_symbol("io_entry", "Counts");

    assert_int_equal(ENTRY(ULONG, "Reinitialized"), 3);
    assert_int_equal(Counts[0], 1);
    assert_int_equal(Counts[2], 3);
}

static void
a_driver_can_be_unloaded_and_loaded_again(void **state)
{
    assert_nt_success(unload(SERVICES L"io_entry"));
    assert_int_equal(unload(SERVICES L"io_entry"), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(load(SERVICES L"io_entry"));
    assert_int_equal(ENTRY(ULONG, "DataAtEntry"), 5); // its data as built
    assert_int_equal(load(SERVICES L"io_entry"), STATUS_IMAGE_ALREADY_LOADED);
    assert_nt_success(unload(SERVICES L"io_entry"));
}

static void
a_service_without_key_or_image_is_not_found(void **state)
{
    assert_int_equal(load(SERVICES L"nothing"), STATUS_OBJECT_NAME_NOT_FOUND);
    make_key(SERVICES L"noimage");
    assert_int_equal(load(SERVICES L"noimage"), STATUS_OBJECT_NAME_NOT_FOUND);
}

static void
a_driverentry_that_fails_leaves_nothing(void **state)
{
    make_key(SERVICES L"io_fails");
    assert_int_equal(load(SERVICES L"io_fails"), STATUS_NO_SUCH_DEVICE);
    assert_int_equal(unload(SERVICES L"io_fails"), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_int_equal(load(SERVICES L"io_fails"), STATUS_NO_SUCH_DEVICE);
}

/* --- unloading -------------------------------------------------------------------------------- */

static void
unload_waits_for_the_last_close(void **state)
{
    PULONG Unloads = sim_driver_symbol("io_kit", "KitUnloads");
    PDEVICE_OBJECT Device = KitDevice(L"Kit", 0);
    HANDLE h = CreateFileW(L"\\\\.\\Kit", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\Kit");

    IoDeleteSymbolicLink(&Link);
    assert_nt_success(unload(SERVICES L"io_kit"));
    sim_run_until_idle();
    assert_int_equal(*Unloads, 0);
    IoDeleteDevice(Device);
    CloseHandle(h);
    sim_run_until_idle();
    assert_int_equal(unload(SERVICES L"io_kit"), STATUS_OBJECT_NAME_NOT_FOUND);
}

static PDEVICE_OBJECT Upper;
static ULONG UnloadedAt; /* files that were open */

static VOID
detaches(PDRIVER_OBJECT Driver)
{
    PDEVICE_OBJECT Lower = KitLower(Upper);

    UnloadedAt = (ULONG)Lower->ReferenceCount;
    KitDetach(Upper);
    IoDeleteDevice(Lower);
}

/* "No other drivers remain attached to this driver": its own device above does not count. */
static void
a_driver_that_is_on_top_of_itself_is_unloaded(void **state)
{
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\Kit");
    HANDLE h;

    UnloadedAt = 1000;
    Upper = KitAttach(KitDevice(L"Kit", 0));
    h = sim_open(L"\\\\.\\Kit");
    IoDeleteSymbolicLink(&Link);
    KitDriver()->DriverUnload = detaches;
    assert_nt_success(unload(SERVICES L"io_kit"));
    sim_run_until_idle();
    assert_int_equal(UnloadedAt, 1000);
    CloseHandle(h);
    sim_run_until_idle();
    assert_int_equal(UnloadedAt, 0);
    assert_int_equal(unload(SERVICES L"io_kit"), STATUS_OBJECT_NAME_NOT_FOUND);
}

/* --- devices ---------------------------------------------------------------------------------- */

static void
a_new_device_is_as_the_page_says(void **state)
{
    PDEVICE_OBJECT Device;

    assert_nt_success(IoCreateDevice(KitDriver(), 100, NULL, FILE_DEVICE_UNKNOWN,
                                     FILE_DEVICE_SECURE_OPEN, TRUE, &Device));
    assert_int_equal(Device->Type, IO_TYPE_DEVICE);
    assert_int_equal(Device->StackSize, 1);
    assert_int_equal(Device->Flags, DO_DEVICE_INITIALIZING | DO_EXCLUSIVE);
    assert_int_equal(Device->Characteristics, FILE_DEVICE_SECURE_OPEN);
    assert_ptr_equal(KitDriver()->DeviceObject, Device);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(((PCHAR)Device->DeviceExtension)[i], 0);
    }
    IoDeleteDevice(Device);
}

static void
a_name_can_be_used_once(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Once");
    PDEVICE_OBJECT First, Second;

    assert_nt_success(IoCreateDevice(KitDriver(), 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &First));
    assert_int_equal(IoCreateDevice(KitDriver(), 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Second),
                     STATUS_OBJECT_NAME_COLLISION);
    assert_null(Second);
    IoDeleteDevice(First);
    assert_nt_success(
        IoCreateDevice(KitDriver(), 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Second));
    IoDeleteDevice(Second);
}

static void
attaching_builds_a_stack(void **state)
{
    PDEVICE_OBJECT Bottom = KitDevice(L"Kit", 0), Top = KitAttach(Bottom), Got;

    assert_ptr_equal(Bottom->AttachedDevice, Top);
    assert_int_equal(Top->StackSize, 2);
    Got = IoGetAttachedDeviceReference(Bottom);
    assert_ptr_equal(Got, Top);
    ObDereferenceObject(Got);
    Got = IoGetLowerDeviceObject(Top);
    assert_ptr_equal(Got, Bottom);
    ObDereferenceObject(Got);
    KitDetach(Top);
    assert_null(Bottom->AttachedDevice);
    KitDelete(Bottom, L"Kit");
}

static void
a_device_below_another_is_deleted_late(void **state)
{
    PDEVICE_OBJECT Bottom = KitDevice(NULL, 0), Top = KitAttach(Bottom);

    IoDeleteDevice(Bottom);
    assert_ptr_equal(KitDriver()->DeviceObject->NextDevice, Bottom);
    KitDetach(Top);
    assert_null(KitDriver()->DeviceObject);
}

static void
nothing_attaches_to_a_device_that_goes(void **state)
{
    PDEVICE_OBJECT Bottom = KitDevice(NULL, 0), Top = KitAttach(Bottom), Other = KitDevice(NULL, 0);

    IoDetachDevice(Bottom);
    IoDeleteDevice(Top);
    ObReferenceObject(Bottom);
    IoDeleteDevice(Bottom);
    assert_null(IoAttachDeviceToDeviceStack(Other, Bottom));
    ObDereferenceObject(Bottom);
    IoDeleteDevice(Other);
}

static void
deleting_an_attached_device_is_0xc9_201(void **state)
{
    PDEVICE_OBJECT Bottom = KitDevice(NULL, 0), Top = KitAttach(Bottom);

    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoDeleteDevice(Top));
    assert_int_equal(sim_bugcheck_parameter(1), 0x201);
}

static void
detaching_an_unattached_device_is_0xc9_202(void **state)
{
    PDEVICE_OBJECT Bottom = KitDevice(NULL, 0);

    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoDetachDevice(Bottom));
    assert_int_equal(sim_bugcheck_parameter(1), 0x202);
}

static ULONG Closes;

static NTSTATUS
CountClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    Closes++;
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static void
attaching_by_name_closes_through_the_new_device(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Kit");
    PDEVICE_OBJECT Bottom = KitDevice(L"Kit", 0), Top = KitDevice(NULL, 0);

    Closes = 0;
    KitOn(IRP_MJ_CLOSE, CountClose);
    assert_nt_success(IoAttachDevice(Top, &Name, Top->DeviceExtension));
    assert_ptr_equal(KitLower(Top), Bottom);
    assert_int_equal(Closes, 1);
    KitDetach(Top);
    KitDelete(Bottom, L"Kit");
}

#define ENTRY_TEST(function) SIM_TEST(function, .driver = "io_entry")
#define KIT_TEST(function)   SIM_TEST(function, KIT)

SIM_TESTS(ENTRY_TEST(driverentry_gets_what_the_page_says),
          ENTRY_TEST(devices_of_driverentry_are_open_for_business),
          ENTRY_TEST(unknown_requests_fail), ENTRY_TEST(reinitialize_routines_run_and_count),
          ENTRY_TEST(a_driver_can_be_unloaded_and_loaded_again),
          KIT_TEST(a_service_without_key_or_image_is_not_found),
          KIT_TEST(a_driverentry_that_fails_leaves_nothing),
          KIT_TEST(unload_waits_for_the_last_close),
          KIT_TEST(a_driver_that_is_on_top_of_itself_is_unloaded),
          KIT_TEST(a_new_device_is_as_the_page_says), KIT_TEST(a_name_can_be_used_once),
          KIT_TEST(attaching_builds_a_stack), KIT_TEST(a_device_below_another_is_deleted_late),
          KIT_TEST(nothing_attaches_to_a_device_that_goes),
          KIT_TEST(deleting_an_attached_device_is_0xc9_201),
          KIT_TEST(detaching_an_unattached_device_is_0xc9_202),
          KIT_TEST(attaching_by_name_closes_through_the_new_device))
