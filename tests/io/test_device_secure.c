/*
 * tests/io/test_device_secure.c - who may open a device
 *
 * io/device/wdmsec.c, io/device/devicesecurity.c, io/file/parse.c.
 */
#include "kit.h"

#include <wdmsec.h>

static const GUID ClassGuid = {0x99887766, 0x1122, 0x3344, {1, 2, 3, 4, 5, 6, 7, 8}};
static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Secure");

static PDEVICE_OBJECT
secure_device(PCUNICODE_STRING Sddl, ULONG Characteristics)
{
    PDEVICE_OBJECT Device;

    assert_nt_success(IoCreateDeviceSecure(KitDriver(), 0, &DeviceName, FILE_DEVICE_UNKNOWN,
                                           Characteristics, FALSE, Sddl, &ClassGuid, &Device));
    Device->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return Device;
}

/* An open from user mode, as the account. */
static NTSTATUS
open_as(enum sim_account Account, PCWSTR Path, ACCESS_MASK Access)
{
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    UNICODE_STRING Name;
    HANDLE Handle;
    NTSTATUS Status;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    sim_impersonate(Account);
    Status = NtOpenFile(&Handle, Access, &Attributes, &Iosb, 0, 0);
    sim_revert();
    if (NT_SUCCESS(Status)) {
        NtClose(Handle);
    }
    return Status;
}

#define OPEN(account, access) open_as(account, L"\\Device\\Secure", access)

/* --- the predefined descriptors --------------------------------------------------------------- */

enum { NOBODY = 0, READ = 1, WRITE = 2, EXECUTE = 4, ALL = 15 };

static void
assert_may(enum sim_account Account, unsigned Rights)
{
    static const ACCESS_MASK Access[] = {FILE_READ_DATA, FILE_WRITE_DATA, FILE_EXECUTE, WRITE_DAC};

    for (unsigned i = 0; i < 4; i++) {
        assert_nt_status(OPEN(Account, Access[i]),
                         (Rights & 1u << i) != 0 ? STATUS_SUCCESS : STATUS_ACCESS_DENIED);
    }
}

static void
the_predefined_descriptors_mean_what_their_names_say(void **state)
{
    static const struct {
        const UNICODE_STRING *Sddl;
        unsigned System, Administrator, User, Restricted;
    } Table[] = {
        {&SDDL_DEVOBJ_KERNEL_ONLY, NOBODY, NOBODY, NOBODY, NOBODY},
        {&SDDL_DEVOBJ_SYS_ALL, ALL, NOBODY, NOBODY, NOBODY},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_ALL, ALL, ALL, NOBODY, NOBODY},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RX, ALL, READ | EXECUTE, NOBODY, NOBODY},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R, ALL, READ | WRITE | EXECUTE, READ, READ},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R_RES_R, ALL, READ | WRITE | EXECUTE, READ, READ},
        /* the account is restricted to Everyone, too */
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_RW_RES_R, ALL, READ | WRITE | EXECUTE, READ | WRITE,
         READ | WRITE},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_RWX_RES_RWX, ALL, READ | WRITE | EXECUTE,
         READ | WRITE | EXECUTE, READ | WRITE | EXECUTE},
    };

    for (unsigned i = 0; i < sizeof Table / sizeof *Table; i++) {
        PDEVICE_OBJECT Device = secure_device(Table[i].Sddl, FILE_DEVICE_SECURE_OPEN);

        assert_may(SIM_SYSTEM, Table[i].System);
        assert_may(SIM_ADMINISTRATOR, Table[i].Administrator);
        assert_may(SIM_USER, Table[i].User);
        assert_may(SIM_RESTRICTED_USER, Table[i].Restricted);
        IoDeleteDevice(Device);
    }
}

static void
a_plain_device_is_everybodys_to_read_and_write(void **state)
{
    PDEVICE_OBJECT Device;

    assert_nt_success(
        IoCreateDevice(KitDriver(), 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device));
    Device->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    assert_may(SIM_ADMINISTRATOR, ALL);
    assert_may(SIM_USER, READ | WRITE | EXECUTE);
    IoDeleteDevice(Device);
}

static void
kernel_mode_opens_everything(void **state)
{
    PDEVICE_OBJECT Device = secure_device(&SDDL_DEVOBJ_KERNEL_ONLY, 0), Found;
    PFILE_OBJECT File;

    assert_nt_success(IoGetDeviceObjectPointer(&DeviceName, FILE_ALL_ACCESS, &File, &Found));
    assert_ptr_equal(Found, Device);
    ObDereferenceObject(File);
    IoDeleteDevice(Device);
}

/* --- names below the device ------------------------------------------------------------------- */

static void
without_secure_open_a_trailing_name_is_the_drivers_business(void **state)
{
    PDEVICE_OBJECT Device = secure_device(&SDDL_DEVOBJ_SYS_ALL, 0);

    assert_nt_status(OPEN(SIM_USER, FILE_READ_DATA), STATUS_ACCESS_DENIED);
    assert_nt_success(open_as(SIM_USER, L"\\Device\\Secure\\tail", FILE_READ_DATA));
    IoDeleteDevice(Device);
}

static void
with_secure_open_it_is_checked_too(void **state)
{
    PDEVICE_OBJECT Device = secure_device(&SDDL_DEVOBJ_SYS_ALL, FILE_DEVICE_SECURE_OPEN);

    assert_nt_status(open_as(SIM_USER, L"\\Device\\Secure\\tail", FILE_READ_DATA),
                     STATUS_ACCESS_DENIED);
    assert_nt_success(open_as(SIM_SYSTEM, L"\\Device\\Secure\\tail", FILE_READ_DATA));
    IoDeleteDevice(Device);
}

static void
the_top_of_the_stack_says_whether_it_is(void **state)
{
    PDEVICE_OBJECT Device = secure_device(&SDDL_DEVOBJ_SYS_ALL, FILE_DEVICE_SECURE_OPEN);
    PDEVICE_OBJECT Filter = KitAttach(Device);

    assert_nt_success(open_as(SIM_USER, L"\\Device\\Secure\\tail", FILE_READ_DATA));
    Filter->Characteristics = Device->Characteristics;
    assert_nt_status(open_as(SIM_USER, L"\\Device\\Secure\\tail", FILE_READ_DATA),
                     STATUS_ACCESS_DENIED);
    KitDetach(Filter);
    IoDeleteDevice(Device);
}

/* --- the registry goes first ------------------------------------------------------------------ */

static void
set_class_value(PCWSTR Name, ULONG Type, const void *Data, ULONG Size)
{
    static const PCWSTR Keys[] = {
        L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\Class",
        L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\Class\\"
        L"{99887766-1122-3344-0102-030405060708}",
        L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\Class\\"
        L"{99887766-1122-3344-0102-030405060708}\\Properties"};
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING String;
    HANDLE Key;

    for (unsigned i = 0; i < 3; i++) {
        RtlInitUnicodeString(&String, Keys[i]);
        InitializeObjectAttributes(&Attributes, &String, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE,
                                   NULL, NULL);
        assert_nt_success(ZwCreateKey(&Key, KEY_ALL_ACCESS, &Attributes, 0, NULL, 0, NULL));
        if (i == 2) {
            RtlInitUnicodeString(&String, Name);
            assert_nt_success(ZwSetValueKey(Key, &String, 0, Type, (PVOID)Data, Size));
        }
        ZwClose(Key);
    }
}

static void
the_classs_values_override_the_drivers(void **state)
{
    ULONG Type = FILE_DEVICE_MODEM, Exclusive = 1, Size = 200;
    UCHAR Descriptor[200];
    PDEVICE_OBJECT Device;

    assert_nt_success(sim_read_sddl(L"D:P(A;;GA;;;WD)", 15, Descriptor, &Size, NULL));
    set_class_value(L"DeviceType", REG_DWORD, &Type, sizeof(Type));
    set_class_value(L"Exclusive", REG_DWORD, &Exclusive, sizeof(Exclusive));
    set_class_value(L"Security", REG_BINARY, Descriptor, Size);
    Device = secure_device(&SDDL_DEVOBJ_KERNEL_ONLY, 0);
    assert_int_equal(Device->DeviceType, FILE_DEVICE_MODEM);
    assert_true(Device->Flags & DO_EXCLUSIVE);
    assert_may(SIM_USER, ALL);
    IoDeleteDevice(Device);
}

static void
what_is_not_allowed_for_devices_is_refused(void **state)
{
    UNICODE_STRING Bad = RTL_CONSTANT_STRING(L"D:P(D;;GA;;;WD)"),
                   Nonsense = RTL_CONSTANT_STRING(L"x");
    PDEVICE_OBJECT Device;

    assert_nt_status(IoCreateDeviceSecure(KitDriver(), 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0,
                                          FALSE, &Bad, NULL, &Device),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoCreateDeviceSecure(KitDriver(), 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0,
                                          FALSE, &Nonsense, NULL, &Device),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoCreateDeviceSecure(KitDriver(), 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE,
                                          &SDDL_DEVOBJ_KERNEL_ONLY, NULL, &Device),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(IoCreateDeviceSecure(KitDriver(), 0, NULL, FILE_DEVICE_UNKNOWN,
                                           FILE_AUTOGENERATED_DEVICE_NAME, FALSE,
                                           &SDDL_DEVOBJ_KERNEL_ONLY, NULL, &Device));
    assert_true(Device->Flags & DO_DEVICE_HAS_NAME);
    IoDeleteDevice(Device);
}

static void
the_library_has_two_more_routines(void **state)
{
    UNICODE_STRING String;

    assert_nt_success(WdmlibRtlInitUnicodeStringEx(&String, L"abc"));
    assert_int_equal(String.Length, 6);
    assert_nt_success(WdmlibRtlInitUnicodeStringEx(&String, NULL));
    assert_null(String.Buffer);
}

/* --- privileges ------------------------------------------------------------------------------- */

static void
loading_drivers_needs_a_privilege_in_user_mode(void **state)
{
    UNICODE_STRING Key =
        RTL_CONSTANT_STRING(L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\io_kit");

    sim_impersonate(SIM_USER);
    assert_nt_status(NtLoadDriver(&Key), STATUS_PRIVILEGE_NOT_HELD);
    assert_nt_status(NtUnloadDriver(&Key), STATUS_PRIVILEGE_NOT_HELD);
    assert_nt_status(ZwLoadDriver(&Key), STATUS_IMAGE_ALREADY_LOADED); // kernel mode may
    sim_revert();
}

#define T(function) SIM_TEST(function, KIT, .account = SIM_SYSTEM)

SIM_TESTS(T(the_predefined_descriptors_mean_what_their_names_say),
          T(a_plain_device_is_everybodys_to_read_and_write), T(kernel_mode_opens_everything),
          T(without_secure_open_a_trailing_name_is_the_drivers_business),
          T(with_secure_open_it_is_checked_too), T(the_top_of_the_stack_says_whether_it_is),
          T(the_classs_values_override_the_drivers), T(what_is_not_allowed_for_devices_is_refused),
          T(the_library_has_two_more_routines), T(loading_drivers_needs_a_privilege_in_user_mode))
