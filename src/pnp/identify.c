/*
 * pnp/identify.c - what a new device is called, and what the registry remembers of it
 *
 * The instance path is the device id, and the instance id that the bus gives; an id that is unique
 * on the bus only is prefixed with the parent's number. It names the device's key below Enum:
 *
 *      \Registry\Machine\System\CurrentControlSet\Enum\PCI\VEN_1234&DEV_11E8...\3&0
 *          HardwareID, CompatibleIDs, DeviceDesc, LocationInformation, Service, ...
 *
 * Two devices with the same instance path are PNP_DETECTED_FATAL_ERROR 1.
 */
#include "pip.h"

#define PIP_ENUM L"\\Registry\\Machine\\System\\CurrentControlSet\\Enum\\"

VOID
PipEnumKey(PDEVICE_NODE Node, PWSTR Path, ULONG Characters)
{
    IoFormatText(Path, Characters, L"%ws%ws", PIP_ENUM, Node->InstancePath);
}

/* Bytes of a REG_MULTI_SZ with its two terminators. */
static ULONG
PipMultiBytes(PCWSTR Strings)
{
    PCWSTR Next = Strings;

    while (*Next != L'\0') {
        Next += IoTextLength(Next) + 1;
    }
    return (ULONG)((PUCHAR)(Next + 1) - (PUCHAR)Strings);
}

/* A copy of ours; the bus driver's is freed. */
static PWSTR
PipTakeIds(PDEVICE_NODE Node, BUS_QUERY_ID_TYPE Type)
{
    PWSTR Ids, Copy;
    ULONG Bytes;

    if (!NT_SUCCESS(PipQueryId(Node, Type, &Ids))) {
        return NULL;
    }
    Bytes = PipMultiBytes(Ids);
    Copy = ExAllocateOwn(Bytes, PIP_TAG);
    if (Copy != NULL) {
        RtlCopyMemory(Copy, Ids, Bytes);
    }
    ExFreePool(Ids);
    return Copy;
}

static NTSTATUS
PipMakeInstancePath(PDEVICE_NODE Node)
{
    PWSTR Device, Instance;
    NTSTATUS Status = PipQueryId(Node, BusQueryDeviceID, &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = PipQueryId(Node, BusQueryInstanceID, &Instance);
    if (Node->Capabilities.UniqueID && Instance != NULL) {
        IoFormatText(Node->InstancePath, PIP_PATH_CHARACTERS, L"%ws\\%ws", Device, Instance);
    } else {
        IoFormatText(Node->InstancePath, PIP_PATH_CHARACTERS, L"%ws\\%x&%ws", Device,
                     (ULONG)Node->Parent->Serial, Instance != NULL ? Instance : L"0");
    }
    if (Instance != NULL) {
        ExFreePool(Instance);
    }
    ExFreePool(Device);
    return STATUS_SUCCESS;
}

static VOID
PipCheckUnique(PDEVICE_NODE Node)
{
    for (PDEVICE_NODE Other = PipRoot(); Other != NULL; Other = PipNextNode(Other)) {
        if (Other != Node && !Other->Missing &&
            IoSameText(Other->InstancePath, Node->InstancePath)) {
            KeBugCheckEx(PNP_DETECTED_FATAL_ERROR, 1, (ULONG_PTR)Node->Pdo, (ULONG_PTR)Other->Pdo,
                         0);
        }
    }
}

static VOID
PipRememberText(PCWSTR Key, PCWSTR Name, PCWSTR Text)
{
    if (Text[0] != L'\0') {
        CmSetValue(Key, Name, REG_SZ, Text, (IoTextLength(Text) + 1) * sizeof(WCHAR));
    }
}

static VOID
PipRememberIds(PCWSTR Key, PCWSTR Name, PCWSTR Ids)
{
    if (Ids != NULL) {
        CmSetValue(Key, Name, REG_MULTI_SZ, Ids, PipMultiBytes(Ids));
    }
}

static VOID
PipRemember(PDEVICE_NODE Node)
{
    WCHAR Key[300];
    ULONG Capabilities = Node->Capabilities.UINumber;

    PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
    CmCreateKeyPath(Key);
    PipRememberIds(Key, L"HardwareID", Node->HardwareIds);
    PipRememberIds(Key, L"CompatibleIDs", Node->CompatibleIds);
    PipRememberText(Key, L"DeviceDesc", Node->Description);
    PipRememberText(Key, L"LocationInformation", Node->Location);
    CmSetValue(Key, L"UINumber", REG_DWORD, &Capabilities, sizeof(Capabilities));
    CmSetValue(Key, L"Address", REG_DWORD, &Node->Capabilities.Address, sizeof(ULONG));
}

/* Asks the bus driver all that it knows: the order is not promised to drivers. */
NTSTATUS
PipIdentify(PDEVICE_NODE Node)
{
    NTSTATUS Status;

    PipQueryCapabilities(Node);
    Status = PipMakeInstancePath(Node);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    PipCheckUnique(Node);
    Node->HardwareIds = PipTakeIds(Node, BusQueryHardwareIDs);
    Node->CompatibleIds = PipTakeIds(Node, BusQueryCompatibleIDs);
    PipQueryText(Node, DeviceTextDescription, Node->Description);
    PipQueryText(Node, DeviceTextLocationInformation, Node->Location);
    PipQueryBusInformation(Node);
    PipQueryResources(Node);
    PipRemember(Node);
    return STATUS_SUCCESS;
}
