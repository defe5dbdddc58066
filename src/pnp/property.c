/*
 * pnp/property.c - what drivers may ask about their device: IoGetDeviceProperty, its registry keys
 *
 * An answer that does not fit is STATUS_BUFFER_TOO_SMALL with the length that it needs, one that is
 * not known STATUS_OBJECT_NAME_NOT_FOUND. Texts that an INF would have written come from the
 * device's Enum key.
 */
#include "interface.h"

typedef struct _PIP_ANSWER {
    const VOID *Data;
    ULONG Length;
    union {
        ULONG Number;
        WCHAR Text[PIP_PATH_CHARACTERS];
        struct {
            OBJECT_NAME_INFORMATION Information;
            WCHAR Buffer[PIP_NAME_CHARACTERS];
        } Name;
    } Room;
} PIP_ANSWER, *PPIP_ANSWER;

static VOID
PipAnswerText(PPIP_ANSWER Answer, PCWSTR Text)
{
    if (Text != NULL && Text[0] != L'\0') {
        Answer->Data = Text;
        Answer->Length = (IoTextLength(Text) + 1) * sizeof(WCHAR);
    }
}

static VOID
PipAnswerIds(PPIP_ANSWER Answer, PCWSTR Ids)
{
    PCWSTR Next = Ids;

    if (Ids == NULL) {
        return;
    }
    while (*Next != L'\0') {
        Next += IoTextLength(Next) + 1;
    }
    Answer->Data = Ids;
    Answer->Length = (ULONG)((PUCHAR)(Next + 1) - (PUCHAR)Ids);
}

static VOID
PipAnswerNumber(PPIP_ANSWER Answer, ULONG Number)
{
    Answer->Room.Number = Number;
    Answer->Data = &Answer->Room.Number;
    Answer->Length = sizeof(ULONG);
}

static VOID
PipAnswerRegistry(PDEVICE_NODE Node, PPIP_ANSWER Answer, PCWSTR ValueName)
{
    ULONG Type, Needed;
    WCHAR Key[300];

    PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
    RtlZeroMemory(Answer->Room.Text, sizeof(Answer->Room.Text));
    if (NT_SUCCESS(CmGetValue(Key, ValueName, &Type, Answer->Room.Text,
                              sizeof(Answer->Room.Text) - sizeof(WCHAR), &Needed)) &&
        Type == REG_SZ) {
        PipAnswerText(Answer, Answer->Room.Text);
    }
}

static VOID
PipAnswerList(PPIP_ANSWER Answer, PCM_RESOURCE_LIST List)
{
    if (List != NULL) {
        Answer->Data = List;
        Answer->Length =
            FIELD_OFFSET(CM_RESOURCE_LIST, List[0].PartialResourceList.PartialDescriptors) +
            List->List[0].PartialResourceList.Count * (ULONG)sizeof(CM_PARTIAL_RESOURCE_DESCRIPTOR);
    }
}

static VOID
PipAnswerName(PDEVICE_NODE Node, PPIP_ANSWER Answer)
{
    ULONG Length;

    if (NT_SUCCESS(ObQueryNameString(Node->Pdo, &Answer->Room.Name.Information,
                                     sizeof(Answer->Room.Name), &Length))) {
        PipAnswerText(Answer, Answer->Room.Name.Information.Name.Buffer);
    }
}

/* "PCI" of PCI\VEN_... */
static VOID
PipAnswerEnumerator(PDEVICE_NODE Node, PPIP_ANSWER Answer)
{
    ULONG Length = 0;

    while (Node->InstancePath[Length] != L'\\' && Node->InstancePath[Length] != L'\0') {
        Answer->Room.Text[Length] = Node->InstancePath[Length];
        Length++;
    }
    Answer->Room.Text[Length] = L'\0';
    PipAnswerText(Answer, Answer->Room.Text);
}

static VOID
PipAnswerBus(PDEVICE_NODE Node, PPIP_ANSWER Answer, DEVICE_REGISTRY_PROPERTY Property)
{
    if (!Node->HasBusInformation) {
        return;
    }
    if (Property == DevicePropertyBusTypeGuid) {
        Answer->Data = &Node->BusInformation.BusTypeGuid;
        Answer->Length = sizeof(GUID);
    } else {
        PipAnswerNumber(Answer, Property == DevicePropertyBusNumber
                                    ? Node->BusInformation.BusNumber
                                    : (ULONG)Node->BusInformation.LegacyBusType);
    }
}

static ULONG
PipRemovalPolicy(PDEVICE_NODE Node)
{
    if (Node->Capabilities.SurpriseRemovalOK) {
        return RemovalPolicyExpectSurpriseRemoval;
    }
    return Node->Capabilities.Removable ? RemovalPolicyExpectOrderlyRemoval
                                        : RemovalPolicyExpectNoRemoval;
}

static VOID
PipAnswer(PDEVICE_NODE Node, DEVICE_REGISTRY_PROPERTY Property, PPIP_ANSWER Answer)
{
    switch (Property) {
    case DevicePropertyDeviceDescription:
        PipAnswerText(Answer, Node->Description);
        break;
    case DevicePropertyHardwareID:
        PipAnswerIds(Answer, Node->HardwareIds);
        break;
    case DevicePropertyCompatibleIDs:
        PipAnswerIds(Answer, Node->CompatibleIds);
        break;
    case DevicePropertyBootConfiguration:
        PipAnswerList(Answer, Node->BootResources);
        break;
    case DevicePropertyClassName:
        PipAnswerRegistry(Node, Answer, L"Class");
        break;
    case DevicePropertyClassGuid:
        PipAnswerRegistry(Node, Answer, L"ClassGUID");
        break;
    case DevicePropertyDriverKeyName:
        PipAnswerRegistry(Node, Answer, L"Driver");
        break;
    case DevicePropertyManufacturer:
        PipAnswerRegistry(Node, Answer, L"Mfg");
        break;
    case DevicePropertyFriendlyName:
        PipAnswerRegistry(Node, Answer, L"FriendlyName");
        break;
    case DevicePropertyLocationInformation:
        PipAnswerText(Answer, Node->Location);
        break;
    case DevicePropertyPhysicalDeviceObjectName:
        PipAnswerName(Node, Answer);
        break;
    case DevicePropertyBusTypeGuid:
    case DevicePropertyLegacyBusType:
    case DevicePropertyBusNumber:
        PipAnswerBus(Node, Answer, Property);
        break;
    case DevicePropertyEnumeratorName:
        PipAnswerEnumerator(Node, Answer);
        break;
    case DevicePropertyAddress:
        PipAnswerNumber(Answer, Node->Capabilities.Address);
        break;
    case DevicePropertyUINumber:
        PipAnswerNumber(Answer, Node->Capabilities.UINumber);
        break;
    case DevicePropertyInstallState:
        PipAnswerNumber(Answer, InstallStateInstalled);
        break;
    case DevicePropertyRemovalPolicy:
        PipAnswerNumber(Answer, PipRemovalPolicy(Node));
        break;
    case DevicePropertyAllocatedResources:
        PipAnswerList(Answer, Node->Resources);
        break;
    default:
        KiNotImplemented("this property of IoGetDeviceProperty", KeCallerInDriver());
    }
}

NTSTATUS
IoGetDeviceProperty(PDEVICE_OBJECT DeviceObject, DEVICE_REGISTRY_PROPERTY DeviceProperty,
                    ULONG BufferLength, PVOID PropertyBuffer, PULONG ResultLength)
{
    PDEVICE_NODE Node = PipNodeOf(DeviceObject);
    PIP_ANSWER Answer = {0};

    *ResultLength = 0;
    if (Node == NULL) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    PipAnswer(Node, DeviceProperty, &Answer);
    if (Answer.Data == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    *ResultLength = Answer.Length;
    if (Answer.Length > BufferLength) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(PropertyBuffer, Answer.Data, Answer.Length);
    return STATUS_SUCCESS;
}

NTSTATUS
IoGetDeviceNumaNode(PDEVICE_OBJECT Pdo, PUSHORT NodeNumber)
{
    if (PipNodeOf(Pdo) == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    *NodeNumber = 0;
    return STATUS_SUCCESS;
}

/* --- keys ------------------------------------------------------------------------------------- */

NTSTATUS
IoOpenDeviceRegistryKey(PDEVICE_OBJECT DeviceObject, ULONG DevInstKeyType,
                        ACCESS_MASK DesiredAccess, PHANDLE DeviceRegKey)
{
    PDEVICE_NODE Node = PipNodeOf(DeviceObject);
    WCHAR Key[300], Path[400];

    if (Node == NULL) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    switch (DevInstKeyType) {
    case PLUGPLAY_REGKEY_DEVICE:
        PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
        IoFormatText(Path, RTL_NUMBER_OF(Path), L"%ws\\Device Parameters", Key);
        break;
    case PLUGPLAY_REGKEY_DRIVER:
        IoFormatText(Path, RTL_NUMBER_OF(Path),
                     L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\Class\\%ws",
                     Node->ServiceName);
        break;
    default:
        return STATUS_INVALID_PARAMETER;
    }
    return IoOpenKeyPath(Path, DesiredAccess, DeviceRegKey);
}

/* --- directories ------------------------------------------------------------------------------ */

/* Where it is, the documentation does not say: below the drivers' data, as the device is named. */
NTSTATUS
IoGetDeviceDirectory(PDEVICE_OBJECT PhysicalDeviceObject, DEVICE_DIRECTORY_TYPE DirectoryType,
                     ULONG Flags, PVOID Reserved, PHANDLE DeviceDirectoryHandle)
{
    PDEVICE_NODE Node = PipNodeOf(PhysicalDeviceObject);
    WCHAR Path[400];

    if (Node == NULL || DirectoryType != DeviceDirectoryData || Flags != 0 || Reserved != NULL ||
        DeviceDirectoryHandle == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    IoFormatText(Path, RTL_NUMBER_OF(Path), L"%ws\\%ws", IO_DRIVER_DATA, Node->InstancePath);
    return IoOpenDirectory(Path, DeviceDirectoryHandle);
}
