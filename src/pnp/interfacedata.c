/*
 * pnp/interfacedata.c - what belongs to a device interface: its aliases, its key, its properties
 *
 * The key is \Registry\Machine\System\CurrentControlSet\Control\DeviceClasses\{class}\##?#<name>\
 * #<reference string>\Device Parameters, as SetupDi functions find it. Properties are kept with the
 * interface, one value for each key and locale.
 *
 * Differs from Windows: of the system's own properties only Enabled and ClassGuid are known; they
 * cannot be set (STATUS_ACCESS_DENIED). PLUGPLAY_PROPERTY_PERSISTENT makes no difference, because
 * a machine is not booted twice.
 */
#include "interface.h"

#define PIP_LOCALE_USER   0x400
#define PIP_LOCALE_SYSTEM 0x800

/* --- aliases ---------------------------------------------------------------------------------- */

static BOOLEAN
PipIsAlias(PPIP_INTERFACE Interface, PPIP_INTERFACE Other)
{
    return Other != Interface && Other->Pdo == Interface->Pdo &&
           IoSameText(Interface->Name + Interface->LinkCharacters,
                      Other->Name + Other->LinkCharacters);
}

NTSTATUS
IoGetDeviceInterfaceAlias(PUNICODE_STRING SymbolicLinkName, const GUID *AliasInterfaceClassGuid,
                          PUNICODE_STRING AliasSymbolicLinkName)
{
    PPIP_INTERFACE Interface = PipFindInterface(SymbolicLinkName);

    if (Interface == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    for (PPIP_INTERFACE Other = PipFirstInterface(); Other != NULL;
         Other = PipNextInterface(Other)) {
        if (PipIsAlias(Interface, Other) && IsEqualGUID(&Other->Class, AliasInterfaceClassGuid)) {
            return PipReturnName(Other, AliasSymbolicLinkName);
        }
    }
    return STATUS_OBJECT_NAME_NOT_FOUND;
}

/* --- the key ---------------------------------------------------------------------------------- */

NTSTATUS
IoOpenDeviceInterfaceRegistryKey(PUNICODE_STRING SymbolicLinkName, ACCESS_MASK DesiredAccess,
                                 PHANDLE DeviceInterfaceRegKey)
{
    PPIP_INTERFACE Interface = PipFindInterface(SymbolicLinkName);
    ULONG ClassCharacters = 38; // "{...}", at the end of the link's name
    WCHAR Path[600];
    UNICODE_STRING Link;

    if (Interface == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Link.Buffer = Interface->Name + 4; // behind "\??\"
    Link.Length = (USHORT)((Interface->LinkCharacters - 4) * sizeof(WCHAR));
    IoFormatText(Path, RTL_NUMBER_OF(Path),
                 L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\DeviceClasses\\%.*ws\\"
                 L"##?#%wZ\\#%ws\\Device Parameters",
                 ClassCharacters, Interface->Name + Interface->LinkCharacters - ClassCharacters,
                 &Link,
                 Interface->Name[Interface->LinkCharacters] == L'\\'
                     ? Interface->Name + Interface->LinkCharacters + 1
                     : L"");
    return IoOpenKeyPath(Path, DesiredAccess, DeviceInterfaceRegKey);
}

/* --- properties ------------------------------------------------------------------------------- */

typedef struct _PIP_PROPERTY {
    LIST_ENTRY Links;
    DEVPROPKEY Key;
    LCID Locale;
    DEVPROPTYPE Type;
    ULONG Size;
    UCHAR Data[];
} PIP_PROPERTY, *PPIP_PROPERTY;

/* DEVPKEY_DeviceInterface_*: 3 is Enabled, 4 ClassGuid. */
static const GUID PipInterfaceProperties = {
    0x026e516e, 0xb814, 0x414b, {0x83, 0xcd, 0x85, 0x6d, 0x6f, 0xef, 0x48, 0x22}};

static BOOLEAN
PipIsSystemProperty(const DEVPROPKEY *Key)
{
    return IsEqualGUID(&Key->fmtid, &PipInterfaceProperties) && (Key->pid == 3 || Key->pid == 4);
}

static PPIP_PROPERTY
PipFindProperty(PPIP_INTERFACE Interface, const DEVPROPKEY *Key, LCID Locale)
{
    for (PLIST_ENTRY Link = Interface->Properties.Flink; Link != &Interface->Properties;
         Link = Link->Flink) {
        PPIP_PROPERTY Property = CONTAINING_RECORD(Link, PIP_PROPERTY, Links);

        if (IsEqualGUID(&Property->Key.fmtid, &Key->fmtid) && Property->Key.pid == Key->pid &&
            Property->Locale == Locale) {
            return Property;
        }
    }
    return NULL;
}

static NTSTATUS
PipCheckPropertyCall(PUNICODE_STRING Name, LCID Locale, PPIP_INTERFACE *Interface)
{
    *Interface = PipFindInterface(Name);
    if (*Interface == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    return Locale == PIP_LOCALE_USER || Locale == PIP_LOCALE_SYSTEM ? STATUS_UNSUCCESSFUL
                                                                    : STATUS_SUCCESS;
}

NTSTATUS
IoSetDeviceInterfacePropertyData(PUNICODE_STRING SymbolicLinkName, const DEVPROPKEY *PropertyKey,
                                 LCID Lcid, ULONG Flags, DEVPROPTYPE Type, ULONG Size, PVOID Data)
{
    PPIP_PROPERTY Property, New = NULL;
    PPIP_INTERFACE Interface;
    NTSTATUS Status = PipCheckPropertyCall(SymbolicLinkName, Lcid, &Interface);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if ((Flags & ~(ULONG)PLUGPLAY_PROPERTY_PERSISTENT) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (PipIsSystemProperty(PropertyKey)) {
        return STATUS_ACCESS_DENIED;
    }
    if (Data != NULL) {
        New = ExAllocateOwn(sizeof(*New) + (SIZE_T)Size, PIP_TAG);
        if (New == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        New->Key = *PropertyKey;
        New->Locale = Lcid;
        New->Type = Type;
        New->Size = Size;
        RtlCopyMemory(New->Data, Data, Size);
    }
    Property = PipFindProperty(Interface, PropertyKey, Lcid);
    if (Property != NULL) {
        RemoveEntryList(&Property->Links);
        ExFreeOwn(Property);
    }
    if (New != NULL) {
        InsertTailList(&Interface->Properties, &New->Links);
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
PipReturnProperty(const VOID *Source, ULONG Needed, DEVPROPTYPE SourceType, ULONG Size, PVOID Data,
                  PULONG RequiredSize, PDEVPROPTYPE Type)
{
    *RequiredSize = Needed;
    if (Size < Needed) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(Data, Source, Needed);
    *Type = SourceType;
    return STATUS_SUCCESS;
}

NTSTATUS
IoGetDeviceInterfacePropertyData(PUNICODE_STRING SymbolicLinkName, const DEVPROPKEY *PropertyKey,
                                 LCID Lcid, ULONG Flags, ULONG Size, PVOID Data,
                                 PULONG RequiredSize, PDEVPROPTYPE Type)
{
    DEVPROP_BOOLEAN Enabled;
    PPIP_INTERFACE Interface;
    PPIP_PROPERTY Property;
    NTSTATUS Status = PipCheckPropertyCall(SymbolicLinkName, Lcid, &Interface);

    *RequiredSize = 0;
    *Type = DEVPROP_TYPE_EMPTY;
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (PipIsSystemProperty(PropertyKey) && PropertyKey->pid == 3) {
        Enabled = Interface->Visible ? DEVPROP_TRUE : DEVPROP_FALSE;
        return PipReturnProperty(&Enabled, sizeof(Enabled), DEVPROP_TYPE_BOOLEAN, Size, Data,
                                 RequiredSize, Type);
    }
    if (PipIsSystemProperty(PropertyKey)) {
        return PipReturnProperty(&Interface->Class, sizeof(GUID), DEVPROP_TYPE_GUID, Size, Data,
                                 RequiredSize, Type);
    }
    Property = PipFindProperty(Interface, PropertyKey, Lcid);
    if (Property == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    return PipReturnProperty(Property->Data, Property->Size, Property->Type, Size, Data,
                             RequiredSize, Type);
}
