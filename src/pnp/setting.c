/*
 * pnp/setting.c - what the registry says about a device object: an INF's HW and class settings
 *
 * Before the device is started, DeviceType, DeviceCharacteristics, Exclusive and Security are taken
 * from the device's key, or else from the Properties key of its setup class, and applied to the
 * PDO; the characteristics go to the whole stack. A value that is in neither changes nothing.
 */
#include "device.h"

#define PIP_MAXIMUM_SECURITY 1024

/* What a registry may set; the rest is between the driver and the I/O manager. */
#define PIP_CHARACTERISTICS                                                                        \
    (FILE_REMOVABLE_MEDIA | FILE_READ_ONLY_DEVICE | FILE_FLOPPY_DISKETTE | FILE_WRITE_ONCE_MEDIA | \
     FILE_DEVICE_SECURE_OPEN)

/* Returns the bytes read; 0: there is none. */
static ULONG
PipReadSetting(PDEVICE_NODE Node, PCWSTR Name, PVOID Data, ULONG Size)
{
    WCHAR Key[PIP_KEY_CHARACTERS], Class[PIP_KEY_CHARACTERS];
    ULONG Type, Needed;

    PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
    if (NT_SUCCESS(CmGetValue(Key, Name, &Type, Data, Size, &Needed))) {
        return Needed;
    }
    if (!PipClassKey(Node, Class, RTL_NUMBER_OF(Class))) {
        return 0;
    }
    IoFormatText(Key, RTL_NUMBER_OF(Key), L"%ws\\Properties", Class);
    return NT_SUCCESS(CmGetValue(Key, Name, &Type, Data, Size, &Needed)) ? Needed : 0;
}

static VOID
PipApplyCharacteristics(PDEVICE_NODE Node, ULONG Value)
{
    for (PDEVICE_OBJECT Device = Node->Pdo; Device != NULL; Device = Device->AttachedDevice) {
        Device->Characteristics |= Value & PIP_CHARACTERISTICS;
    }
}

VOID
PipApplySettings(PDEVICE_NODE Node)
{
    ULONG64 Security[PIP_MAXIMUM_SECURITY / sizeof(ULONG64)];
    ULONG Value;

    if (PipReadSetting(Node, L"DeviceType", &Value, sizeof(Value)) == sizeof(Value)) {
        Node->Pdo->DeviceType = Value;
    }
    if (PipReadSetting(Node, L"DeviceCharacteristics", &Value, sizeof(Value)) == sizeof(Value)) {
        PipApplyCharacteristics(Node, Value);
    }
    if (PipReadSetting(Node, L"Exclusive", &Value, sizeof(Value)) == sizeof(Value)) {
        Node->Pdo->Flags =
            (Node->Pdo->Flags & ~(ULONG)DO_EXCLUSIVE) | (Value != 0 ? DO_EXCLUSIVE : 0);
    }
    if (PipReadSetting(Node, L"Security", Security, sizeof(Security)) != 0) {
        IoSetDeviceSecurity(Node->Pdo, Security);
    }
}
