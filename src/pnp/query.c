/*
 * pnp/query.c - single questions that the PnP manager asks a device's stack
 *
 * Each is an IRP_MJ_PNP to the top of the stack with the status preset to STATUS_NOT_SUPPORTED;
 * what is left unanswered comes back so. Strings and lists in the answers are pool, which is freed
 * here.
 */
#include "pip.h"

#define PIP_MAXIMUM_ID 200

NTSTATUS
PipSendTo(PDEVICE_OBJECT Top, PIO_STACK_LOCATION Stack, PULONG_PTR Information)
{
    NTSTATUS Status;

    Stack->MajorFunction = IRP_MJ_PNP;
    ObReferenceObject(Top); // the request may be its last
    Status = IoSynchronousPnpCall(Top, Stack, Information);
    ObDereferenceObject(Top);
    return Status;
}

NTSTATUS
PipSend(PDEVICE_NODE Node, UCHAR MinorFunction, PULONG_PTR Information)
{
    IO_STACK_LOCATION Stack = {.MinorFunction = MinorFunction};

    return PipSendTo(IoGetAttachedDevice(Node->Pdo), &Stack, Information);
}

/* --- identifiers ------------------------------------------------------------------------------ */

/* Printable ASCII without a comma, as 0xCA/3 has it; a space passes. */
static BOOLEAN
PipIsIdCharacter(WCHAR Character)
{
    return Character >= 0x20 && Character <= 0x7F && Character != L',';
}

static VOID
PipCheckId(PDEVICE_NODE Node, BUS_QUERY_ID_TYPE Type, PCWSTR Id)
{
    BOOLEAN Multi = Type == BusQueryHardwareIDs || Type == BusQueryCompatibleIDs;
    ULONG Kind = Type == BusQueryDeviceID      ? 1
                 : Type == BusQueryInstanceID  ? 2
                 : Type == BusQueryHardwareIDs ? 3
                                               : 4;
    ULONG Length = 0;

    for (PCWSTR Next = Id; *Next != L'\0' || (Multi && Length != 0); Next++) {
        if (*Next == L'\0') {
            Length = 0;
        } else if (!PipIsIdCharacter(*Next) || ++Length >= PIP_MAXIMUM_ID) {
            KeBugCheckEx(PNP_DETECTED_FATAL_ERROR, 3, (ULONG_PTR)Node->Pdo, (ULONG_PTR)Id, Kind);
        }
    }
}

NTSTATUS
PipQueryId(PDEVICE_NODE Node, BUS_QUERY_ID_TYPE Type, PWSTR *Id)
{
    IO_STACK_LOCATION Stack = {.MinorFunction = IRP_MN_QUERY_ID,
                               .Parameters.QueryId.IdType = Type};
    ULONG_PTR Information = 0;
    NTSTATUS Status = PipSendTo(IoGetAttachedDevice(Node->Pdo), &Stack, &Information);

    *Id = NULL;
    if (!NT_SUCCESS(Status) || Information == 0) {
        return NT_SUCCESS(Status) ? STATUS_NOT_SUPPORTED : Status;
    }
    PipCheckId(Node, Type, (PCWSTR)Information);
    *Id = (PWSTR)Information;
    return STATUS_SUCCESS;
}

VOID
PipQueryText(PDEVICE_NODE Node, DEVICE_TEXT_TYPE Type, PWSTR Text)
{
    IO_STACK_LOCATION Stack = {.MinorFunction = IRP_MN_QUERY_DEVICE_TEXT};
    ULONG_PTR Information = 0;
    NTSTATUS Status;

    Stack.Parameters.QueryDeviceText.DeviceTextType = Type;
    Stack.Parameters.QueryDeviceText.LocaleId = 0x409;
    Status = PipSendTo(IoGetAttachedDevice(Node->Pdo), &Stack, &Information);
    if (NT_SUCCESS(Status) && Information != 0) {
        IoFormatText(Text, PIP_NAME_CHARACTERS, L"%ws", (PCWSTR)Information);
        ExFreePool((PVOID)Information);
    }
}

/* --- facts ------------------------------------------------------------------------------------ */

NTSTATUS
PipQueryCapabilities(PDEVICE_NODE Node)
{
    DEVICE_CAPABILITIES Capabilities = {0};
    IO_STACK_LOCATION Stack = {.MinorFunction = IRP_MN_QUERY_CAPABILITIES};
    NTSTATUS Status;

    Capabilities.Size = sizeof(Capabilities);
    Capabilities.Version = 1;
    Capabilities.Address = MAXULONG;
    Capabilities.UINumber = MAXULONG;
    Stack.Parameters.DeviceCapabilities.Capabilities = &Capabilities;
    Status = PipSendTo(IoGetAttachedDevice(Node->Pdo), &Stack, NULL);
    if (NT_SUCCESS(Status)) {
        Node->Capabilities = Capabilities;
    }
    return Status;
}

VOID
PipQueryBusInformation(PDEVICE_NODE Node)
{
    ULONG_PTR Information = 0;
    NTSTATUS Status = PipSend(Node, IRP_MN_QUERY_BUS_INFORMATION, &Information);

    if (NT_SUCCESS(Status) && Information != 0) {
        Node->BusInformation = *(PPNP_BUS_INFORMATION)Information;
        Node->HasBusInformation = TRUE;
        ExFreePool((PVOID)Information);
    }
}

VOID
PipQueryResources(PDEVICE_NODE Node)
{
    ULONG_PTR Information = 0;

    if (NT_SUCCESS(PipSend(Node, IRP_MN_QUERY_RESOURCES, &Information))) {
        Node->BootResources = (PCM_RESOURCE_LIST)Information;
    }
    Information = 0;
    if (NT_SUCCESS(PipSend(Node, IRP_MN_QUERY_RESOURCE_REQUIREMENTS, &Information))) {
        Node->Requirements = (PIO_RESOURCE_REQUIREMENTS_LIST)Information;
    }
}
