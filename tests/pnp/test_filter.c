/*
 * tests/pnp/test_filter.c - filter drivers, and settings of the registry, find their device
 *
 * pnp/filter.c, pnp/setting.c, pnp/add.c, pnp/service.c.
 */
#include <ntifs.h>
#include <sim/edu.h>
#include <sim/test.h>

#define EDU     "PCI\\VEN_1234&DEV_11E8"
#define CONTROL L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\"
#define CLASS   L"{01234567-89ab-cdef-0123-456789abcdef}"

#define KIT(type, name) (*(type *)sim_driver_symbol("pnp_kit", "Kit" name))
#define FILTER(driver)  (*(PDEVICE_OBJECT *)sim_driver_symbol(driver, "FilterDevice"))

static struct sim_device *
edu(void)
{
    return sim_device("edu", 0);
}

/* --- the registry ----------------------------------------------------------------------------- */

static HANDLE
open_key(PCWSTR Path)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    HANDLE Key;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    assert_nt_success(ZwCreateKey(&Key, KEY_ALL_ACCESS, &Attributes, 0, NULL, 0, NULL));
    return Key;
}

static void
set_value(PCWSTR Path, PCWSTR Name, ULONG Type, const void *Data, ULONG Size)
{
    UNICODE_STRING String;
    HANDLE Key = open_key(Path);

    RtlInitUnicodeString(&String, Name);
    assert_nt_success(ZwSetValueKey(Key, &String, 0, Type, (PVOID)Data, Size));
    ZwClose(Key);
}

/* The device's own key: the interface's name has the instance path, with # for the backslash. */
static void
device_key(PWSTR Path)
{
    PCWSTR Interface = (PCWSTR)sim_driver_symbol("pnp_kit", "KitInterface") + 4;
    static const WCHAR Prefix[] = L"\\Registry\\Machine\\System\\CurrentControlSet\\Enum\\";
    ULONG n = sizeof(Prefix) / sizeof(WCHAR) - 1;

    memcpy(Path, Prefix, sizeof(Prefix));
    while (*Interface != L'{') {
        Path[n++] = *Interface == L'#' ? L'\\' : *Interface;
        Interface++;
    }
    Path[n - 1] = 0;
}

static void
set_device_number(PCWSTR Name, ULONG Value)
{
    WCHAR Path[300];

    device_key(Path);
    set_value(Path, Name, REG_DWORD, &Value, sizeof(Value));
}

static void
put_into_class(void)
{
    WCHAR Path[300];

    device_key(Path);
    set_value(Path, L"ClassGUID", REG_SZ, CLASS, sizeof(CLASS));
    ZwClose(open_key(CONTROL L"Class"));
    ZwClose(open_key(CONTROL L"Class\\" CLASS));
}

static void
restart(void)
{
    assert_nt_success(sim_remove(edu()));
    assert_nt_success(sim_enable(edu()));
}

/* --- filters ---------------------------------------------------------------------------------- */

static void
lower_filters_are_below_and_upper_ones_above(void **state)
{
    PDEVICE_OBJECT Pdo = KIT(PDEVICE_OBJECT, "Pdo");

    assert_ptr_equal(Pdo->AttachedDevice, FILTER("filter_low"));
    assert_ptr_equal(Pdo->AttachedDevice->AttachedDevice, KIT(PDEVICE_OBJECT, "Fdo"));
    assert_ptr_equal(IoGetAttachedDevice(Pdo), FILTER("filter_high"));
    assert_int_equal(IoGetAttachedDevice(Pdo)->StackSize, Pdo->StackSize + 3);
}

static void
several_filters_are_added_in_their_order(void **state)
{
    PDEVICE_OBJECT Fdo = KIT(PDEVICE_OBJECT, "Fdo");

    assert_ptr_equal(Fdo->AttachedDevice, FILTER("filter_low"));
    assert_ptr_equal(Fdo->AttachedDevice->AttachedDevice, FILTER("filter_high"));
}

static void
filters_of_the_class_are_outside_those_of_the_device(void **state)
{
    static const WCHAR Name[] = L"filter_class\0";
    PDEVICE_OBJECT Fdo;

    put_into_class();
    set_value(CONTROL L"Class\\" CLASS, L"UpperFilters", REG_MULTI_SZ, Name, sizeof(Name));
    restart();
    Fdo = KIT(PDEVICE_OBJECT, "Fdo");
    assert_ptr_equal(Fdo->AttachedDevice, FILTER("filter_high"));
    assert_ptr_equal(Fdo->AttachedDevice->AttachedDevice, FILTER("filter_class"));
}

static void
a_filter_that_cannot_be_loaded_is_left_out(void **state)
{
    PDEVICE_OBJECT Pdo = KIT(PDEVICE_OBJECT, "Pdo");

    assert_ptr_equal(IoGetAttachedDevice(Pdo), KIT(PDEVICE_OBJECT, "Fdo"));
}

static void
a_filter_passes_opens_on(void **state)
{
    WCHAR Name[200];
    HANDLE h;

    memcpy(Name, sim_driver_symbol("pnp_kit", "KitInterface"), sizeof Name);
    Name[1] = L'\\';
    KIT(ULONG, "Length") = 0;
    h = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    assert_int_equal(KIT(UCHAR, "Log"), 0xC0);
    CloseHandle(h);
}

/* A boot-start device is started before the others: all its drivers are boot-start drivers. */
static void
a_boot_device_waits_for_its_filter(void **state)
{
    assert_int_equal(*(ULONG *)sim_driver_symbol("filter_high", "FilterAdds"), 1);
    assert_ptr_equal(KIT(PDEVICE_OBJECT, "Fdo")->AttachedDevice, FILTER("filter_high"));
}

/* --- settings --------------------------------------------------------------------------------- */

static void
settings_of_the_device_are_applied_when_it_starts(void **state)
{
    PDEVICE_OBJECT Pdo = KIT(PDEVICE_OBJECT, "Pdo");

    set_device_number(L"DeviceType", FILE_DEVICE_SERIAL_PORT);
    set_device_number(L"DeviceCharacteristics", FILE_REMOVABLE_MEDIA | FILE_DEVICE_SECURE_OPEN);
    set_device_number(L"Exclusive", 1);
    restart();
    assert_int_equal(Pdo->DeviceType, FILE_DEVICE_SERIAL_PORT);
    assert_true(Pdo->Flags & DO_EXCLUSIVE);
    assert_int_equal(KIT(PDEVICE_OBJECT, "Fdo")->Characteristics,
                     FILE_REMOVABLE_MEDIA | FILE_DEVICE_SECURE_OPEN);
}

static void
an_exclusive_device_is_opened_once(void **state)
{
    WCHAR Name[200];
    HANDLE h;

    set_device_number(L"Exclusive", 1);
    restart();
    memcpy(Name, sim_driver_symbol("pnp_kit", "KitInterface"), sizeof Name);
    Name[1] = L'\\';
    h = CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    assert_ptr_equal(CreateFileW(Name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL),
                     INVALID_HANDLE_VALUE);
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    CloseHandle(h);
}

static void
the_device_goes_before_its_class(void **state)
{
    PDEVICE_OBJECT Pdo = KIT(PDEVICE_OBJECT, "Pdo");
    ULONG Type = FILE_DEVICE_MODEM;

    put_into_class();
    set_value(CONTROL L"Class\\" CLASS L"\\Properties", L"DeviceType", REG_DWORD, &Type,
              sizeof(Type));
    restart();
    assert_int_equal(Pdo->DeviceType, FILE_DEVICE_MODEM);
    set_device_number(L"DeviceType", FILE_DEVICE_MOUSE);
    restart();
    assert_int_equal(Pdo->DeviceType, FILE_DEVICE_MOUSE);
}

static void
the_driver_of_a_disabled_service_is_not_loaded(void **state)
{
    ULONG Disabled = SERVICE_DISABLED;

    assert_nt_success(sim_remove(edu()));
    set_value(L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\pnp_kit", L"Start",
              REG_DWORD, &Disabled, sizeof(Disabled));
    assert_nt_status(sim_enable(edu()), STATUS_PLUGPLAY_NO_DEVICE);
}

#define ONLY_KIT         .driver = "pnp_kit", .device = &sim_edu
#define T(function, ...) SIM_TEST(function, ONLY_KIT, .filters = {__VA_ARGS__})

SIM_TESTS(T(lower_filters_are_below_and_upper_ones_above, {EDU, "filter_high", false},
            {EDU, "filter_low", true}),
          T(several_filters_are_added_in_their_order, {EDU, "filter_low", false},
            {EDU, "filter_high", false}),
          SIM_TEST(filters_of_the_class_are_outside_those_of_the_device, ONLY_KIT,
                   .filters = {{EDU, "filter_high", false}},
                   .services = {{.name = "filter_class"}}),
          T(a_filter_that_cannot_be_loaded_is_left_out, {EDU, "no_such_filter", false}),
          T(a_filter_passes_opens_on, {EDU, "filter_high", false}),
          SIM_TEST(a_boot_device_waits_for_its_filter, ONLY_KIT,
                   .filters = {{EDU, "filter_high", false}},
                   .services = {{.name = "pnp_kit", .start = SIM_START_BOOT}}),
          SIM_TEST(settings_of_the_device_are_applied_when_it_starts, ONLY_KIT),
          SIM_TEST(an_exclusive_device_is_opened_once, ONLY_KIT),
          SIM_TEST(the_device_goes_before_its_class, ONLY_KIT),
          SIM_TEST(the_driver_of_a_disabled_service_is_not_loaded, ONLY_KIT))
