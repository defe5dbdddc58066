/*
 * pnp/interface.c - device interfaces: names by which programs find devices
 *
 *      registered --IoSetDeviceInterfaceState(TRUE)--> enabled --the device is started--> visible
 *                 <--(FALSE), or the device is removed--
 *
 * The name is \??\ and the instance path, with # for the backslashes, and the class GUID:
 *      \??\PCI#VEN_1234&DEV_11E8&...#3&0#{guid}[\reference string]
 * Visible means that the name is a link to the PDO, and that those who registered for the class
 * hear of it (event.c). Interfaces that differ in the reference string only share the link: the
 * string reaches the driver as the rest of the path.
 */
#include "interface.h"

#include <wdmguid.h>

static struct {
    LIST_ENTRY Interfaces;
} Pip SIM_STATE;

VOID
PipInitInterfaces(VOID)
{
    InitializeListHead(&Pip.Interfaces);
}

/* --- the list --------------------------------------------------------------------------------- */

PPIP_INTERFACE
PipFirstInterface(VOID)
{
    return IsListEmpty(&Pip.Interfaces)
               ? NULL
               : CONTAINING_RECORD(Pip.Interfaces.Flink, PIP_INTERFACE, Links);
}

PPIP_INTERFACE
PipNextInterface(PPIP_INTERFACE Interface)
{
    return Interface->Links.Flink == &Pip.Interfaces
               ? NULL
               : CONTAINING_RECORD(Interface->Links.Flink, PIP_INTERFACE, Links);
}

PPIP_INTERFACE
PipFindInterface(PCUNICODE_STRING Name)
{
    for (PPIP_INTERFACE Interface = PipFirstInterface(); Interface != NULL;
         Interface = PipNextInterface(Interface)) {
        UNICODE_STRING Known;

        RtlInitUnicodeString(&Known, Interface->Name);
        if (RtlEqualUnicodeString(&Known, Name, TRUE)) {
            return Interface;
        }
    }
    return NULL;
}

static UNICODE_STRING
PipLinkName(PPIP_INTERFACE Interface)
{
    USHORT Bytes = (USHORT)(Interface->LinkCharacters * sizeof(WCHAR));

    return (UNICODE_STRING){.Length = Bytes, .MaximumLength = Bytes, .Buffer = Interface->Name};
}

/* --- the link --------------------------------------------------------------------------------- */

/* Another visible interface has the same link. */
static BOOLEAN
PipLinkIsShared(PPIP_INTERFACE Interface)
{
    UNICODE_STRING Name = PipLinkName(Interface);

    for (PPIP_INTERFACE Other = PipFirstInterface(); Other != NULL;
         Other = PipNextInterface(Other)) {
        UNICODE_STRING Link = PipLinkName(Other);

        if (Other != Interface && Other->Visible && RtlEqualUnicodeString(&Link, &Name, TRUE)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Not of the logon session of the thread that happens to enable it. */
static VOID
PipGlobalName(PPIP_INTERFACE Interface, PWSTR Buffer, PUNICODE_STRING Name)
{
    UNICODE_STRING Link = PipLinkName(Interface);

    Link.Buffer += 4; // behind "\??\"
    Link.Length -= 4 * sizeof(WCHAR);
    IoFormatText(Buffer, PIP_INTERFACE_CHARACTERS, L"\\GLOBAL??\\%wZ", &Link);
    RtlInitUnicodeString(Name, Buffer);
}

static NTSTATUS
PipShow(PPIP_INTERFACE Interface)
{
    struct {
        OBJECT_NAME_INFORMATION Information;
        WCHAR Buffer[PIP_NAME_CHARACTERS];
    } Target;
    WCHAR Buffer[PIP_INTERFACE_CHARACTERS];
    UNICODE_STRING Link;
    ULONG Length;
    NTSTATUS Status = STATUS_SUCCESS;

    PipGlobalName(Interface, Buffer, &Link);
    if (!PipLinkIsShared(Interface)) {
        Status = ObQueryNameString(Interface->Pdo, &Target.Information, sizeof(Target), &Length);
        if (NT_SUCCESS(Status)) {
            Status = IoCreateSymbolicLink(&Link, &Target.Information.Name);
        }
    }
    Interface->Visible = NT_SUCCESS(Status);
    if (Interface->Visible) {
        PipQueueInterfaceEvent(&GUID_DEVICE_INTERFACE_ARRIVAL, &Interface->Class, Interface->Name);
    }
    return Status;
}

static VOID
PipHide(PPIP_INTERFACE Interface)
{
    WCHAR Buffer[PIP_INTERFACE_CHARACTERS];
    UNICODE_STRING Link;

    PipGlobalName(Interface, Buffer, &Link);
    Interface->Visible = FALSE;
    if (!PipLinkIsShared(Interface)) {
        IoDeleteSymbolicLink(&Link);
    }
    PipQueueInterfaceEvent(&GUID_DEVICE_INTERFACE_REMOVAL, &Interface->Class, Interface->Name);
}

VOID
PipNodeStarted(PDEVICE_NODE Node)
{
    for (PPIP_INTERFACE Interface = PipFirstInterface(); Interface != NULL;
         Interface = PipNextInterface(Interface)) {
        if (Interface->Pdo == Node->Pdo && Interface->Enabled && !Interface->Visible) {
            PipShow(Interface);
        }
    }
}

/* The drivers had their chance to disable them. */
VOID
PipNodeGone(PDEVICE_NODE Node)
{
    for (PPIP_INTERFACE Interface = PipFirstInterface(); Interface != NULL;
         Interface = PipNextInterface(Interface)) {
        if (Interface->Pdo == Node->Pdo) {
            if (Interface->Visible) {
                PipHide(Interface);
            }
            Interface->Enabled = FALSE;
        }
    }
}

/* --- registration ----------------------------------------------------------------------------- */

static BOOLEAN
PipHasSeparator(PCUNICODE_STRING String)
{
    for (ULONG i = 0; i < String->Length / sizeof(WCHAR); i++) {
        if (String->Buffer[i] == L'\\' || String->Buffer[i] == L'/') {
            return TRUE;
        }
    }
    return FALSE;
}

static VOID
PipNameInterface(PPIP_INTERFACE Interface, PDEVICE_NODE Node, PCUNICODE_STRING Reference)
{
    const GUID *Class = &Interface->Class;
    ULONG Prefix = 4; // "\??\"

    IoFormatText(Interface->Name, PIP_INTERFACE_CHARACTERS,
                 L"\\??\\%ws#{%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}",
                 Node->InstancePath, Class->Data1, Class->Data2, Class->Data3, Class->Data4[0],
                 Class->Data4[1], Class->Data4[2], Class->Data4[3], Class->Data4[4],
                 Class->Data4[5], Class->Data4[6], Class->Data4[7]);
    for (PWSTR Next = Interface->Name + Prefix; *Next != L'\0'; Next++) {
        if (*Next == L'\\') {
            *Next = L'#';
        }
    }
    Interface->LinkCharacters = IoTextLength(Interface->Name);
    if (Reference != NULL && Reference->Length != 0) {
        IoFormatText(Interface->Name + Interface->LinkCharacters,
                     PIP_INTERFACE_CHARACTERS - Interface->LinkCharacters, L"\\%wZ", Reference);
    }
}

/* A copy that RtlFreeUnicodeString frees. */
NTSTATUS
PipReturnName(PPIP_INTERFACE Interface, PUNICODE_STRING Name)
{
    UNICODE_STRING Source;
    USHORT Bytes;

    RtlInitUnicodeString(&Source, Interface->Name);
    Bytes = Source.Length + sizeof(WCHAR);
    Name->Buffer = ExAllocatePoolWithTag(PagedPool, Bytes, PIP_TAG);
    if (Name->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Name->Buffer, Source.Buffer, Bytes);
    Name->Length = Source.Length;
    Name->MaximumLength = Bytes;
    return STATUS_SUCCESS;
}

NTSTATUS
IoRegisterDeviceInterface(PDEVICE_OBJECT PhysicalDeviceObject, const GUID *InterfaceClassGuid,
                          PUNICODE_STRING ReferenceString, PUNICODE_STRING SymbolicLinkName)
{
    PDEVICE_NODE Node = PipNodeOf(PhysicalDeviceObject);
    PPIP_INTERFACE New, Known;
    UNICODE_STRING Name;
    NTSTATUS Status;

    if (Node == NULL || Node->InstancePath[0] == L'\0' ||
        (ReferenceString != NULL && PipHasSeparator(ReferenceString))) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    New = ExAllocateOwn(sizeof(*New), PIP_TAG);
    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->Class = *InterfaceClassGuid;
    InitializeListHead(&New->Properties);
    PipNameInterface(New, Node, ReferenceString);
    RtlInitUnicodeString(&Name, New->Name);
    Known = PipFindInterface(&Name);
    if (Known != NULL) {
        ExFreeOwn(New);
        Known->Pdo = PhysicalDeviceObject;
        Status = PipReturnName(Known, SymbolicLinkName);
        return NT_SUCCESS(Status) ? STATUS_OBJECT_NAME_EXISTS : Status;
    }
    New->Pdo = PhysicalDeviceObject;
    InsertTailList(&Pip.Interfaces, &New->Links);
    return PipReturnName(New, SymbolicLinkName);
}

NTSTATUS
IoSetDeviceInterfaceState(PUNICODE_STRING SymbolicLinkName, BOOLEAN Enable)
{
    PPIP_INTERFACE Interface = PipFindInterface(SymbolicLinkName);

    if (Interface == NULL || Interface->Enabled == Enable) {
        return Interface != NULL && Enable ? STATUS_OBJECT_NAME_EXISTS
                                           : STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Interface->Enabled = Enable;
    if (!Enable) {
        if (Interface->Visible) {
            PipHide(Interface);
        }
        return STATUS_SUCCESS;
    }
    return PnpIsStarted(Interface->Pdo) ? PipShow(Interface) : STATUS_SUCCESS;
}

/* --- finding them ----------------------------------------------------------------------------- */

static BOOLEAN
PipIsWanted(PPIP_INTERFACE Interface, const GUID *Class, PDEVICE_OBJECT Pdo, ULONG Flags)
{
    return IsEqualGUID(&Interface->Class, Class) && (Pdo == NULL || Interface->Pdo == Pdo) &&
           (Interface->Visible || (Flags & DEVICE_INTERFACE_INCLUDE_NONACTIVE) != 0);
}

/* A list of names, ended by an empty one, that the caller frees. */
NTSTATUS
IoGetDeviceInterfaces(const GUID *InterfaceClassGuid, PDEVICE_OBJECT PhysicalDeviceObject,
                      ULONG Flags, PZZWSTR *SymbolicLinkList)
{
    ULONG Characters = 1;
    PWSTR Next;

    for (PPIP_INTERFACE Interface = PipFirstInterface(); Interface != NULL;
         Interface = PipNextInterface(Interface)) {
        if (PipIsWanted(Interface, InterfaceClassGuid, PhysicalDeviceObject, Flags)) {
            Characters += IoTextLength(Interface->Name) + 1;
        }
    }
    Next = ExAllocatePoolWithTag(PagedPool, Characters * sizeof(WCHAR), PIP_TAG);
    *SymbolicLinkList = Next;
    if (Next == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (PPIP_INTERFACE Interface = PipFirstInterface(); Interface != NULL;
         Interface = PipNextInterface(Interface)) {
        if (PipIsWanted(Interface, InterfaceClassGuid, PhysicalDeviceObject, Flags)) {
            ULONG Length = IoTextLength(Interface->Name) + 1;

            RtlCopyMemory(Next, Interface->Name, Length * sizeof(WCHAR));
            Next += Length;
        }
    }
    *Next = L'\0';
    return STATUS_SUCCESS;
}
