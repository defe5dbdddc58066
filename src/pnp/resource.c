/*
 * pnp/resource.c - a device's requirements become its resources
 *
 *      requirements list (bus driver) --FILTER_RESOURCE_REQUIREMENTS--> what the drivers make of it
 *          --each list in turn, each descriptor or an alternative--> raw and translated lists
 *
 * A descriptor without IO_RESOURCE_ALTERNATIVE begins a group; the following ones with it are its
 * alternatives, in the order of preference. The two resulting lists have the same descriptors: raw
 * as the bus sees them, to program the device; translated as the processor does, to map and to
 * connect.
 *
 * An interrupt line's vector belongs to the line for good and is shared; vectors of messages are
 * the device's until its resources are released. When the messages asked for are not to be had, one
 * is tried.
 */
#include "pip.h"

typedef struct _PIP_ASSIGNMENT {
    PDEVICE_NODE Node;
    PIO_RESOURCE_REQUIREMENTS_LIST Requirements;
    PCM_RESOURCE_LIST Raw, Translated;
    ULONG Count;
} PIP_ASSIGNMENT, *PPIP_ASSIGNMENT;

static KAFFINITY
PipAllProcessors(VOID)
{
    ULONG Count = HalProcessorCount();

    return Count >= 64 ? ~(KAFFINITY)0 : ((KAFFINITY)1 << Count) - 1;
}

static PCM_PARTIAL_RESOURCE_DESCRIPTOR
PipAt(PCM_RESOURCE_LIST List, ULONG Index)
{
    return &List->List[0].PartialResourceList.PartialDescriptors[Index];
}

/* --- one descriptor --------------------------------------------------------------------------- */

static NTSTATUS
PipAssignRange(PPIP_ASSIGNMENT Assignment, PIO_RESOURCE_DESCRIPTOR Wanted,
               PCM_PARTIAL_RESOURCE_DESCRIPTOR Raw, PCM_PARTIAL_RESOURCE_DESCRIPTOR Translated)
{
    ULONG64 Start;
    NTSTATUS Status = PipAllocateRange(Assignment->Node, Wanted, &Start);

    if (NT_SUCCESS(Status)) {
        Raw->u.Generic.Start.QuadPart = (LONGLONG)Start;
        Raw->u.Generic.Length = Wanted->u.Generic.Length;
        Translated->u.Generic = Raw->u.Generic;
    }
    return Status;
}

static NTSTATUS
PipAssignLine(PIO_RESOURCE_DESCRIPTOR Wanted, PCM_PARTIAL_RESOURCE_DESCRIPTOR Raw,
              PCM_PARTIAL_RESOURCE_DESCRIPTOR Translated)
{
    ULONG Line = Wanted->u.Interrupt.MinimumVector;
    KIRQL Irql;
    ULONG Vector = HalLineVector(Line, &Irql);

    if (Vector == 0) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IoAssignLine(Vector, Line);
    Raw->u.Interrupt.Level = (USHORT)Line;
    Raw->u.Interrupt.Vector = Line;
    Raw->u.Interrupt.Affinity = PipAllProcessors();
    Translated->u.Interrupt.Level = Irql;
    Translated->u.Interrupt.Vector = Vector;
    Translated->u.Interrupt.Affinity = PipAllProcessors();
    return STATUS_SUCCESS;
}

static NTSTATUS
PipAssignMessages(PPIP_ASSIGNMENT Assignment, PIO_RESOURCE_DESCRIPTOR Wanted,
                  PCM_PARTIAL_RESOURCE_DESCRIPTOR Raw, PCM_PARTIAL_RESOURCE_DESCRIPTOR Translated)
{
    ULONG Count = Wanted->u.Interrupt.MaximumVector - Wanted->u.Interrupt.MinimumVector + 1;
    KIRQL Irql;
    ULONG Vector = HalAllocateVectors(Count, &Irql);

    if (Vector == 0) {
        Count = 1;
        Vector = HalAllocateVectors(Count, &Irql);
    }
    if (Vector == 0) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Assignment->Node->MessageVector = Vector;
    Assignment->Node->MessageCount = Count;
    Raw->u.MessageInterrupt.Raw.MessageCount = (USHORT)Count;
    Raw->u.MessageInterrupt.Raw.Vector = Vector;
    Raw->u.MessageInterrupt.Raw.Affinity = PipAllProcessors();
    Translated->u.MessageInterrupt.Translated.Level = Irql;
    Translated->u.MessageInterrupt.Translated.Vector = Vector;
    Translated->u.MessageInterrupt.Translated.Affinity = PipAllProcessors();
    return STATUS_SUCCESS;
}

static NTSTATUS
PipAssignOne(PPIP_ASSIGNMENT Assignment, PIO_RESOURCE_DESCRIPTOR Wanted)
{
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Raw = PipAt(Assignment->Raw, Assignment->Count);
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Translated = PipAt(Assignment->Translated, Assignment->Count);

    *Raw = (CM_PARTIAL_RESOURCE_DESCRIPTOR){.Type = Wanted->Type,
                                            .ShareDisposition = Wanted->ShareDisposition,
                                            .Flags = Wanted->Flags};
    *Translated = *Raw;
    switch (Wanted->Type) {
    case CmResourceTypeMemory:
    case CmResourceTypePort:
        return PipAssignRange(Assignment, Wanted, Raw, Translated);
    case CmResourceTypeInterrupt:
        if ((Wanted->Flags & CM_RESOURCE_INTERRUPT_MESSAGE) != 0) {
            return PipAssignMessages(Assignment, Wanted, Raw, Translated);
        }
        return PipAssignLine(Wanted, Raw, Translated);
    case CmResourceTypeDevicePrivate:
        RtlCopyMemory(&Raw->u.DevicePrivate, &Wanted->u.DevicePrivate,
                      sizeof(Raw->u.DevicePrivate));
        Translated->u.DevicePrivate = Raw->u.DevicePrivate;
        return STATUS_SUCCESS;
    default:
        KiNotImplemented("resources other than memory, ports and interrupts", NULL);
    }
}

/* --- all of them ------------------------------------------------------------------------------ */

static ULONG
PipEndOfGroup(PIO_RESOURCE_LIST List, ULONG First)
{
    ULONG End = First + 1;

    while (End < List->Count && (List->Descriptors[End].Option & IO_RESOURCE_ALTERNATIVE) != 0) {
        End++;
    }
    return End;
}

static NTSTATUS
PipAssignList(PPIP_ASSIGNMENT Assignment, PIO_RESOURCE_LIST List)
{
    Assignment->Count = 0;
    for (ULONG First = 0; First < List->Count;) {
        ULONG End = PipEndOfGroup(List, First);
        NTSTATUS Status = STATUS_CONFLICTING_ADDRESSES;

        if (List->Descriptors[First].Type == CmResourceTypeConfigData ||
            List->Descriptors[First].Type == CmResourceTypeNull) {
            First = End;
            continue;
        }
        for (ULONG i = First; i < End && !NT_SUCCESS(Status); i++) {
            Status = PipAssignOne(Assignment, &List->Descriptors[i]);
        }
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
        Assignment->Count++;
        First = End;
    }
    return STATUS_SUCCESS;
}

static PCM_RESOURCE_LIST
PipNewList(PIO_RESOURCE_REQUIREMENTS_LIST Requirements)
{
    ULONG Most = Requirements->ListSize / sizeof(IO_RESOURCE_DESCRIPTOR) + 1;
    PCM_RESOURCE_LIST List = ExAllocateOwn(
        sizeof(*List) + Most * sizeof(CM_PARTIAL_RESOURCE_DESCRIPTOR), PIP_TAG);

    if (List != NULL) {
        List->Count = 1;
        List->List[0].InterfaceType = Requirements->InterfaceType;
        List->List[0].BusNumber = Requirements->BusNumber;
        List->List[0].PartialResourceList.Version = 1;
        List->List[0].PartialResourceList.Revision = 1;
    }
    return List;
}

static NTSTATUS
PipAssignAlternatives(PPIP_ASSIGNMENT Assignment)
{
    PIO_RESOURCE_LIST List = Assignment->Requirements->List;
    NTSTATUS Status = STATUS_CONFLICTING_ADDRESSES;

    for (ULONG i = 0; i < Assignment->Requirements->AlternativeLists; i++) {
        Status = PipAssignList(Assignment, List);
        if (NT_SUCCESS(Status)) {
            Assignment->Raw->List[0].PartialResourceList.Count = Assignment->Count;
            Assignment->Translated->List[0].PartialResourceList.Count = Assignment->Count;
            return Status;
        }
        PipReleaseResources(Assignment->Node);
        List = (PIO_RESOURCE_LIST)(List->Descriptors + List->Count);
    }
    return Status;
}

/* What the stack wants: the bus driver's list, as its drivers have changed it. */
static PIO_RESOURCE_REQUIREMENTS_LIST
PipTakeRequirements(PDEVICE_NODE Node)
{
    IO_STACK_LOCATION Stack = {.MinorFunction = IRP_MN_FILTER_RESOURCE_REQUIREMENTS};
    ULONG_PTR Information;

    if (Node->Requirements == NULL) {
        PipQueryResources(Node);
    }
    Information = (ULONG_PTR)Node->Requirements;
    Stack.Parameters.FilterResourceRequirements.IoResourceRequirementList = Node->Requirements;
    if (NT_SUCCESS(PipSendTo(IoGetAttachedDevice(Node->Pdo), &Stack, &Information))) {
        Node->Requirements = (PIO_RESOURCE_REQUIREMENTS_LIST)Information;
    }
    return Node->Requirements;
}

NTSTATUS
PipAssignResources(PDEVICE_NODE Node)
{
    PIP_ASSIGNMENT Assignment = {.Node = Node, .Requirements = PipTakeRequirements(Node)};
    NTSTATUS Status = STATUS_INSUFFICIENT_RESOURCES;

    if (Assignment.Requirements == NULL || Assignment.Requirements->AlternativeLists == 0) {
        PipSetState(Node, DeviceNodeResourcesAssigned);
        return STATUS_SUCCESS;
    }
    Assignment.Raw = PipNewList(Assignment.Requirements);
    Assignment.Translated = PipNewList(Assignment.Requirements);
    if (Assignment.Raw != NULL && Assignment.Translated != NULL) {
        Status = PipAssignAlternatives(&Assignment);
    }
    Node->Resources = Assignment.Raw;
    Node->Translated = Assignment.Translated;
    ExFreePool(Node->Requirements); // asked for again when the device is configured again
    Node->Requirements = NULL;
    if (!NT_SUCCESS(Status)) {
        PipReleaseResources(Node);
        return Status;
    }
    PipSetState(Node, DeviceNodeResourcesAssigned);
    return STATUS_SUCCESS;
}

VOID
PipReleaseResources(PDEVICE_NODE Node)
{
    PipReleaseRanges(Node);
    if (Node->MessageCount != 0) {
        HalReleaseVectors(Node->MessageVector, Node->MessageCount);
        Node->MessageCount = 0;
    }
    if (Node->Resources != NULL) {
        ExFreeOwn(Node->Resources);
        Node->Resources = NULL;
    }
    if (Node->Translated != NULL) {
        ExFreeOwn(Node->Translated);
        Node->Translated = NULL;
    }
}
