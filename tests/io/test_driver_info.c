/*
 * tests/io/test_driver_info.c - what a driver can ask about itself
 *
 * io/driver/driverinfo.c, pnp/property.c.
 */
#include "kit.h"

#include <sim/edu.h>

#define SERVICES L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\"

static void
the_drivers_file_has_a_full_path(void **state)
{
    UNICODE_STRING Path,
        Expected = RTL_CONSTANT_STRING(L"\\SystemRoot\\System32\\drivers\\io_kit.sys");

    assert_nt_success(IoQueryFullDriverPath(KitDriver(), &Path));
    assert_true(RtlEqualUnicodeString(&Path, &Expected, FALSE));
    assert_true(Path.MaximumLength >= Path.Length);
    ExFreePool(Path.Buffer);
}

static void
a_driver_without_image_has_none(void **state)
{
    PDEVICE_OBJECT Pdo = *(PDEVICE_OBJECT *)sim_driver_symbol("pnp_kit", "KitPdo");
    UNICODE_STRING Path;

    assert_nt_status(IoQueryFullDriverPath(Pdo->DriverObject, &Path), STATUS_NOT_FOUND);
}

static void
the_driver_object_is_as_the_page_says(void **state)
{
    PDRIVER_OBJECT Driver = KitDriver();
    UNICODE_STRING Hardware =
        RTL_CONSTANT_STRING(L"\\REGISTRY\\MACHINE\\HARDWARE\\DESCRIPTION\\SYSTEM");
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Driver\\io_kit");
    UNICODE_STRING Service = RTL_CONSTANT_STRING(L"io_kit");

    assert_int_equal(Driver->Type, IO_TYPE_DRIVER);
    assert_int_equal(Driver->Size, sizeof(DRIVER_OBJECT));
    assert_true(RtlEqualUnicodeString(Driver->HardwareDatabase, &Hardware, TRUE));
    assert_true(RtlEqualUnicodeString(&Driver->DriverName, &Name, FALSE));
    assert_true(RtlEqualUnicodeString(&Driver->DriverExtension->ServiceKeyName, &Service, FALSE));
    assert_ptr_equal(Driver->DriverExtension->DriverObject, Driver);
    assert_true((ULONG_PTR)Driver->DriverInit - (ULONG_PTR)Driver->DriverStart <
                Driver->DriverSize);
    assert_non_null(Driver->DriverUnload);
    assert_null(Driver->FastIoDispatch);
}

/* --- keys ------------------------------------------------------------------------------------- */

static void
assert_key_is(HANDLE Key, PCWSTR Path)
{
    struct {
        KEY_NAME_INFORMATION Information;
        WCHAR Room[200];
    } Name;
    UNICODE_STRING Read, Expected;
    ULONG Length;

    assert_nt_success(ZwQueryKey(Key, KeyNameInformation, &Name, sizeof(Name), &Length));
    Read.Buffer = Name.Information.Name;
    Read.Length = Read.MaximumLength = (USHORT)Name.Information.NameLength;
    RtlInitUnicodeString(&Expected, Path);
    assert_true(RtlEqualUnicodeString(&Read, &Expected, TRUE));
}

static void
a_driver_has_keys_of_its_own(void **state)
{
    HANDLE Key;

    assert_nt_success(
        IoOpenDriverRegistryKey(KitDriver(), DriverRegKeyParameters, KEY_READ, 0, &Key));
    assert_key_is(Key, SERVICES L"io_kit\\Parameters");
    ZwClose(Key);
    assert_nt_success(
        IoOpenDriverRegistryKey(KitDriver(), DriverRegKeyPersistentState, KEY_ALL_ACCESS, 0, &Key));
    ZwClose(Key);
    assert_nt_success(IoOpenDriverRegistryKey(KitDriver(), DriverRegKeySharedPersistentState,
                                              KEY_ALL_ACCESS, 0, &Key));
    ZwClose(Key);
    assert_nt_status(
        IoOpenDriverRegistryKey(KitDriver(), DriverRegKeyParameters, KEY_READ, 1, &Key),
        STATUS_INVALID_PARAMETER);
}

/* --- directories ------------------------------------------------------------------------------ */

static void
without_a_volume_there_are_no_directories(void **state)
{
    HANDLE Directory;

    assert_true(
        !NT_SUCCESS(IoGetDriverDirectory(KitDriver(), DriverDirectoryImage, 0, &Directory)));
    assert_nt_status(IoGetDriverDirectory(NULL, DriverDirectoryImage, 0, &Directory),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoGetDriverDirectory(KitDriver(), DriverDirectoryImage, 1, &Directory),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoGetDriverDirectory(KitDriver(), DriverDirectoryImage, 0, NULL),
                     STATUS_INVALID_PARAMETER);
}

static WCHAR Opened[100];
static ULONG Options;

static NTSTATUS
NoteName(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    memset(Opened, 0, sizeof(Opened));
    memcpy(Opened, Stack->FileObject->FileName.Buffer, Stack->FileObject->FileName.Length);
    Options = Stack->Parameters.Create.Options;
    return KitComplete(Irp, STATUS_SUCCESS, FILE_OPENED);
}

/* A driver that plays the system volume. */
static void
directories_are_opened_on_the_system_volume(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\SystemRoot");
    PDEVICE_OBJECT Volume;
    HANDLE Directory;

    KitOn(IRP_MJ_CREATE, NoteName);
    assert_nt_success(
        IoCreateDevice(KitDriver(), 0, &Name, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &Volume));
    Volume->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    assert_nt_success(IoGetDriverDirectory(KitDriver(), DriverDirectoryImage, 0, &Directory));
    assert_memory_equal(Opened, L"\\System32\\drivers", sizeof(L"\\System32\\drivers"));
    assert_true(Options & FILE_DIRECTORY_FILE);
    ZwClose(Directory);
    assert_nt_success(IoGetDriverDirectory(KitDriver(), DriverDirectoryData, 0, &Directory));
    ZwClose(Directory);
    assert_nt_success(IoGetDriverDirectory(KitDriver(), DriverDirectorySharedData, 0, &Directory));
    ZwClose(Directory);
    IoDeleteDevice(Volume);
}

static void
a_device_has_a_directory_too(void **state)
{
    PDEVICE_OBJECT Pdo = *(PDEVICE_OBJECT *)sim_driver_symbol("pnp_kit", "KitPdo");
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\SystemRoot");
    PDEVICE_OBJECT Volume;
    HANDLE Directory;

    assert_nt_status(IoGetDeviceDirectory(NULL, DeviceDirectoryData, 0, NULL, &Directory),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoGetDeviceDirectory(Pdo, DeviceDirectoryData, 1, NULL, &Directory),
                     STATUS_INVALID_PARAMETER);
    assert_true(!NT_SUCCESS(IoGetDeviceDirectory(Pdo, DeviceDirectoryData, 0, NULL, &Directory)));
    assert_nt_success(
        IoCreateDevice(KitDriver(), 0, &Name, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &Volume));
    Volume->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    assert_nt_success(IoGetDeviceDirectory(Pdo, DeviceDirectoryData, 0, NULL, &Directory));
    ZwClose(Directory);
    IoDeleteDevice(Volume);
}

#define T(function) SIM_TEST(function, KIT)

SIM_TESTS(T(the_drivers_file_has_a_full_path),
          SIM_TEST(a_driver_without_image_has_none, .driver = "pnp_kit", .device = &sim_edu),
          T(the_driver_object_is_as_the_page_says), T(a_driver_has_keys_of_its_own),
          T(without_a_volume_there_are_no_directories),
          T(directories_are_opened_on_the_system_volume),
          SIM_TEST(a_device_has_a_directory_too, .driver = "pnp_kit", .device = &sim_edu,
                   .drivers = {"io_kit"}))
