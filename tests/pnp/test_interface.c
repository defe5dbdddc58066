/*
 * tests/pnp/test_interface.c - what belongs to a device interface
 *
 * pnp/interface.c, pnp/interfacedata.c.
 */
#include <initguid.h>
#include <ntifs.h>
#include <sim/edu.h>
#include <sim/test.h>

DEFINE_GUID(KitGuid, 0x12345678, 0x1234, 0x5678, 1, 2, 3, 4, 5, 6, 7, 8);
DEFINE_GUID(OtherGuid, 0x12345678, 0x1234, 0x5678, 1, 2, 3, 4, 5, 6, 7, 9);
DEFINE_DEVPROPKEY(MyKey, 0x11111111, 0x2222, 0x3333, 1, 2, 3, 4, 5, 6, 7, 8, 2);
DEFINE_DEVPROPKEY(EnabledKey, 0x026e516e, 0xb814, 0x414b, 0x83, 0xcd, 0x85, 0x6d, 0x6f, 0xef, 0x48,
                  0x22, 3);
DEFINE_DEVPROPKEY(ClassKey, 0x026e516e, 0xb814, 0x414b, 0x83, 0xcd, 0x85, 0x6d, 0x6f, 0xef, 0x48,
                  0x22, 4);

#define KIT(type, name) (*(type *)sim_driver_symbol("pnp_kit", "Kit" name))

static UNICODE_STRING
kit_interface(void)
{
    UNICODE_STRING Name;

    RtlInitUnicodeString(&Name, sim_driver_symbol("pnp_kit", "KitInterface"));
    return Name;
}

/* --- names ------------------------------------------------------------------------------------ */

static void
an_interface_is_registered_once(void **state)
{
    UNICODE_STRING Known = kit_interface(), Name;

    assert_nt_status(IoRegisterDeviceInterface(KIT(PDEVICE_OBJECT, "Pdo"), &KitGuid, NULL, &Name),
                     STATUS_OBJECT_NAME_EXISTS);
    assert_true(RtlEqualUnicodeString(&Known, &Name, FALSE));
    RtlFreeUnicodeString(&Name);
}

static void
a_reference_string_has_no_separator(void **state)
{
    UNICODE_STRING Bad = RTL_CONSTANT_STRING(L"a\\b"), Name;

    assert_nt_status(IoRegisterDeviceInterface(KIT(PDEVICE_OBJECT, "Pdo"), &OtherGuid, &Bad, &Name),
                     STATUS_INVALID_DEVICE_REQUEST);
    assert_nt_status(IoRegisterDeviceInterface(KIT(PDEVICE_OBJECT, "Fdo"), &OtherGuid, NULL, &Name),
                     STATUS_INVALID_DEVICE_REQUEST);
}

static void
an_alias_is_the_same_device_in_another_class(void **state)
{
    UNICODE_STRING Reference = RTL_CONSTANT_STRING(L"ref"), Known = kit_interface();
    UNICODE_STRING Plain, Referring, Alias;

    assert_nt_status(IoGetDeviceInterfaceAlias(&Known, &OtherGuid, &Alias),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(
        IoRegisterDeviceInterface(KIT(PDEVICE_OBJECT, "Pdo"), &OtherGuid, &Reference, &Referring));
    assert_nt_status(IoGetDeviceInterfaceAlias(&Known, &OtherGuid, &Alias),
                     STATUS_OBJECT_NAME_NOT_FOUND); // another reference string
    assert_nt_success(
        IoRegisterDeviceInterface(KIT(PDEVICE_OBJECT, "Pdo"), &OtherGuid, NULL, &Plain));
    assert_nt_success(IoGetDeviceInterfaceAlias(&Known, &OtherGuid, &Alias));
    assert_true(RtlEqualUnicodeString(&Alias, &Plain, FALSE));
    RtlFreeUnicodeString(&Alias);
    assert_nt_success(IoGetDeviceInterfaceAlias(&Plain, &KitGuid, &Alias));
    assert_true(RtlEqualUnicodeString(&Alias, &Known, FALSE));
    RtlFreeUnicodeString(&Alias);
    RtlFreeUnicodeString(&Plain);
    RtlFreeUnicodeString(&Referring);
}

static void
disabling_what_is_not_enabled_is_an_error(void **state)
{
    UNICODE_STRING Name = kit_interface(), Unknown = RTL_CONSTANT_STRING(L"\\??\\nothing");

    assert_nt_status(IoSetDeviceInterfaceState(&Name, TRUE), STATUS_OBJECT_NAME_EXISTS);
    assert_nt_success(IoSetDeviceInterfaceState(&Name, FALSE));
    assert_nt_status(IoSetDeviceInterfaceState(&Name, FALSE), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_status(IoSetDeviceInterfaceState(&Unknown, TRUE), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(IoSetDeviceInterfaceState(&Name, TRUE));
}

static ULONG
count_interfaces(const GUID *Class, PDEVICE_OBJECT Pdo, ULONG Flags)
{
    ULONG Count = 0;
    PWSTR Names;

    assert_nt_success(IoGetDeviceInterfaces(Class, Pdo, Flags, &Names));
    for (PWSTR Next = Names; *Next != 0; Next++) {
        while (*Next != 0) {
            Next++;
        }
        Count++;
    }
    ExFreePool(Names);
    return Count;
}

static void
the_list_has_what_is_enabled_or_all(void **state)
{
    UNICODE_STRING Name = kit_interface();
    PDEVICE_OBJECT Pdo = KIT(PDEVICE_OBJECT, "Pdo");

    assert_int_equal(count_interfaces(&KitGuid, NULL, 0), 1);
    assert_int_equal(count_interfaces(&KitGuid, Pdo, 0), 1);
    assert_int_equal(count_interfaces(&OtherGuid, NULL, 0), 0);
    assert_nt_success(IoSetDeviceInterfaceState(&Name, FALSE));
    assert_int_equal(count_interfaces(&KitGuid, NULL, 0), 0);
    assert_int_equal(count_interfaces(&KitGuid, Pdo, DEVICE_INTERFACE_INCLUDE_NONACTIVE), 1);
    assert_nt_success(IoSetDeviceInterfaceState(&Name, TRUE));
}

/* --- the key ---------------------------------------------------------------------------------- */

static void
it_has_a_registry_key(void **state)
{
    UNICODE_STRING Name = kit_interface(), Unknown = RTL_CONSTANT_STRING(L"\\??\\nothing");
    UNICODE_STRING Value = RTL_CONSTANT_STRING(L"Resolution");
    struct {
        KEY_VALUE_PARTIAL_INFORMATION Information;
        UCHAR Room[16];
    } Read;
    ULONG Number = 7, Length;
    HANDLE Key;

    assert_nt_success(IoOpenDeviceInterfaceRegistryKey(&Name, KEY_ALL_ACCESS, &Key));
    assert_nt_success(ZwSetValueKey(Key, &Value, 0, REG_DWORD, &Number, sizeof(Number)));
    ZwClose(Key);
    assert_nt_success(IoOpenDeviceInterfaceRegistryKey(&Name, KEY_READ, &Key));
    assert_nt_success(
        ZwQueryValueKey(Key, &Value, KeyValuePartialInformation, &Read, sizeof(Read), &Length));
    assert_int_equal(Read.Information.Data[0], 7);
    ZwClose(Key);
    assert_nt_status(IoOpenDeviceInterfaceRegistryKey(&Unknown, KEY_READ, &Key),
                     STATUS_OBJECT_NAME_NOT_FOUND);
}

/* --- properties ------------------------------------------------------------------------------- */

static NTSTATUS
get(const DEVPROPKEY *Key, LCID Locale, PVOID Data, ULONG Size, PULONG Needed, PDEVPROPTYPE Type)
{
    UNICODE_STRING Name = kit_interface();

    return IoGetDeviceInterfacePropertyData(&Name, Key, Locale, 0, Size, Data, Needed, Type);
}

static void
properties_are_set_and_got(void **state)
{
    UNICODE_STRING Name = kit_interface();
    ULONG64 Value = 0x123456789, Read = 0;
    DEVPROPTYPE Type;
    ULONG Needed;

    assert_nt_status(get(&MyKey, 0, &Read, sizeof(Read), &Needed, &Type),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(IoSetDeviceInterfacePropertyData(&Name, &MyKey, 0,
                                                       PLUGPLAY_PROPERTY_PERSISTENT,
                                                       DEVPROP_TYPE_UINT64, sizeof(Value), &Value));
    assert_nt_status(get(&MyKey, 0, &Read, 4, &Needed, &Type), STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(Needed, 8);
    assert_nt_success(get(&MyKey, 0, &Read, sizeof(Read), &Needed, &Type));
    assert_int_equal(Read, Value);
    assert_int_equal(Type, DEVPROP_TYPE_UINT64);
    assert_nt_status(get(&MyKey, 0x409, &Read, sizeof(Read), &Needed, &Type),
                     STATUS_OBJECT_NAME_NOT_FOUND); // another language
    assert_nt_success(
        IoSetDeviceInterfacePropertyData(&Name, &MyKey, 0, 0, DEVPROP_TYPE_EMPTY, 0, NULL));
    assert_nt_status(get(&MyKey, 0, &Read, sizeof(Read), &Needed, &Type),
                     STATUS_OBJECT_NAME_NOT_FOUND);
}

static void
default_locales_are_not_valid(void **state)
{
    UNICODE_STRING Name = kit_interface();
    DEVPROPTYPE Type;
    ULONG Needed, Value = 0;

    assert_nt_status(get(&MyKey, 0x800, &Value, sizeof(Value), &Needed, &Type),
                     STATUS_UNSUCCESSFUL);
    assert_nt_status(IoSetDeviceInterfacePropertyData(&Name, &MyKey, 0x400, 0, DEVPROP_TYPE_UINT32,
                                                      sizeof(Value), &Value),
                     STATUS_UNSUCCESSFUL);
}

static void
the_system_has_its_own_properties(void **state)
{
    UNICODE_STRING Name = kit_interface();
    DEVPROP_BOOLEAN Enabled;
    DEVPROPTYPE Type;
    ULONG Needed;
    GUID Class;

    assert_nt_success(get(&EnabledKey, 0, &Enabled, sizeof(Enabled), &Needed, &Type));
    assert_int_equal(Enabled, DEVPROP_TRUE);
    assert_int_equal(Type, DEVPROP_TYPE_BOOLEAN);
    assert_nt_success(get(&ClassKey, 0, &Class, sizeof(Class), &Needed, &Type));
    assert_memory_equal(&Class, &KitGuid, sizeof(GUID));
    assert_nt_status(IoSetDeviceInterfacePropertyData(&Name, &EnabledKey, 0, 0,
                                                      DEVPROP_TYPE_BOOLEAN, 1, &Enabled),
                     STATUS_ACCESS_DENIED);
}

#define T(function) SIM_TEST(function, .driver = "pnp_kit", .device = &sim_edu)

SIM_TESTS(T(an_interface_is_registered_once), T(a_reference_string_has_no_separator),
          T(an_alias_is_the_same_device_in_another_class),
          T(disabling_what_is_not_enabled_is_an_error), T(the_list_has_what_is_enabled_or_all),
          T(it_has_a_registry_key), T(properties_are_set_and_got), T(default_locales_are_not_valid),
          T(the_system_has_its_own_properties))
