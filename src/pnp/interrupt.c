/*
 * pnp/interrupt.c - IoConnectInterruptEx: by vector, or whatever interrupts the device was given
 *
 *      CONNECT_FULLY_SPECIFIED   as IoConnectInterrupt
 *      CONNECT_LINE_BASED        the device's line; or its only message, as if it were a line
 *      CONNECT_MESSAGE_BASED     all its messages: one interrupt object each, one lock for all; or
 *                                the line with the fallback routine, if it has no messages
 *
 * The device's interrupts are those of its node's translated resources, which are there from before
 * START_DEVICE on.
 */
#include "pip.h"

typedef struct _PIP_MESSAGE_TABLE {
    KSPIN_LOCK Lock;
    IO_INTERRUPT_MESSAGE_INFO Info; /* the last member: an array follows */
} PIP_MESSAGE_TABLE, *PPIP_MESSAGE_TABLE;

static PCM_PARTIAL_RESOURCE_DESCRIPTOR
PipFindInterrupt(PDEVICE_NODE Node, BOOLEAN Message)
{
    PCM_PARTIAL_RESOURCE_LIST List;

    if (Node->Translated == NULL) {
        return NULL;
    }
    List = &Node->Translated->List[0].PartialResourceList;
    for (ULONG i = 0; i < List->Count; i++) {
        PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor = &List->PartialDescriptors[i];

        if (Descriptor->Type == CmResourceTypeInterrupt &&
            ((Descriptor->Flags & CM_RESOURCE_INTERRUPT_MESSAGE) != 0) == Message) {
            return Descriptor;
        }
    }
    return NULL;
}

static KIRQL
PipHigher(KIRQL First, ULONG Second)
{
    return First > Second ? First : (KIRQL)Second;
}

/* --- one interrupt object --------------------------------------------------------------------- */

static NTSTATUS
PipConnectLine(PDEVICE_NODE Node, PKINTERRUPT *Object, PKSERVICE_ROUTINE Routine, PVOID Context,
               PKSPIN_LOCK SpinLock, KIRQL SynchronizeIrql)
{
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Line = PipFindInterrupt(Node, FALSE);
    BOOLEAN Message = Line == NULL;
    IO_INTERRUPT_CONNECTION Connection;

    if (Message) {
        Line = PipFindInterrupt(Node, TRUE);
    }
    if (Line == NULL) {
        return STATUS_NOT_FOUND;
    }
    if (Message && Node->MessageCount > 1) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    Connection = (IO_INTERRUPT_CONNECTION){
        .Routine = Routine,
        .Context = Context,
        .SpinLock = SpinLock,
        .Vector = Line->u.Interrupt.Vector,
        .Irql = (KIRQL)Line->u.Interrupt.Level,
        .SynchronizeIrql = PipHigher(SynchronizeIrql, Line->u.Interrupt.Level),
        .Mode = (Line->Flags & CM_RESOURCE_INTERRUPT_LATCHED) != 0 ? Latched : LevelSensitive,
        .Share = Line->ShareDisposition == CmResourceShareShared,
        .Processors.Mask = Line->u.Interrupt.Affinity};
    return IoConnectOneInterrupt(Object, &Connection);
}

static NTSTATUS
PipConnectFullySpecified(PIO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS Parameters, USHORT Group)
{
    IO_INTERRUPT_CONNECTION Connection = {.Routine = Parameters->ServiceRoutine,
                                          .Context = Parameters->ServiceContext,
                                          .SpinLock = Parameters->SpinLock,
                                          .Vector = Parameters->Vector,
                                          .Irql = Parameters->Irql,
                                          .SynchronizeIrql = Parameters->SynchronizeIrql,
                                          .Mode = Parameters->InterruptMode,
                                          .Share = Parameters->ShareVector,
                                          .Processors = {.Mask = Parameters->ProcessorEnableMask,
                                                         .Group = Group}};

    if (Parameters->ProcessorEnableMask == 0) {
        return STATUS_INVALID_PARAMETER_10;
    }
    return IoConnectOneInterrupt(Parameters->InterruptObject, &Connection);
}

/* --- messages --------------------------------------------------------------------------------- */

static VOID
PipDisconnectMessages(PIO_INTERRUPT_MESSAGE_INFO Info)
{
    for (ULONG i = 0; i < Info->MessageCount; i++) {
        if (Info->MessageInfo[i].InterruptObject != NULL) {
            IoDisconnectInterrupt(Info->MessageInfo[i].InterruptObject);
        }
    }
    ExFreeOwn(CONTAINING_RECORD(Info, PIP_MESSAGE_TABLE, Info));
}

static NTSTATUS
PipConnectMessage(PIO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS Parameters,
                  PPIP_MESSAGE_TABLE Table, PCM_PARTIAL_RESOURCE_DESCRIPTOR Messages, ULONG Index)
{
    PIO_INTERRUPT_MESSAGE_INFO_ENTRY Entry = &Table->Info.MessageInfo[Index];
    ULONG Vector = Messages->u.MessageInterrupt.Translated.Vector + Index;
    IO_INTERRUPT_CONNECTION Connection = {
        .MessageRoutine = Parameters->MessageServiceRoutine,
        .MessageIndex = Index,
        .Context = Parameters->ServiceContext,
        .SpinLock = Parameters->SpinLock != NULL ? Parameters->SpinLock : &Table->Lock,
        .Vector = Vector,
        .Irql = (KIRQL)Messages->u.MessageInterrupt.Translated.Level,
        .SynchronizeIrql = Table->Info.UnifiedIrql,
        .Mode = Latched,
        .Processors.Mask = Messages->u.MessageInterrupt.Translated.Affinity};

    Entry->TargetProcessorSet = Connection.Processors.Mask;
    Entry->Vector = Vector;
    Entry->Irql = Connection.Irql;
    Entry->Mode = Latched;
    Entry->Polarity = InterruptActiveHigh;
    HalComposeMessage(Vector, (ULONG)__builtin_ctzll(Entry->TargetProcessorSet),
                      &Entry->MessageAddress, &Entry->MessageData);
    return IoConnectOneInterrupt(&Entry->InterruptObject, &Connection);
}

static NTSTATUS
PipConnectMessages(PDEVICE_NODE Node, PIO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS Parameters)
{
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Messages = PipFindInterrupt(Node, TRUE);
    PPIP_MESSAGE_TABLE Table;
    NTSTATUS Status = STATUS_SUCCESS;

    Table = ExAllocateOwn(
        sizeof(*Table) + Node->MessageCount * sizeof(IO_INTERRUPT_MESSAGE_INFO_ENTRY), PIP_TAG);
    if (Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Table->Info.MessageCount = Node->MessageCount;
    Table->Info.UnifiedIrql =
        PipHigher(Parameters->SynchronizeIrql, Messages->u.MessageInterrupt.Translated.Level);
    for (ULONG i = 0; i < Node->MessageCount && NT_SUCCESS(Status); i++) {
        Status = PipConnectMessage(Parameters, Table, Messages, i);
    }
    if (!NT_SUCCESS(Status)) {
        PipDisconnectMessages(&Table->Info);
        return Status;
    }
    *Parameters->ConnectionContext.InterruptMessageTable = &Table->Info;
    return STATUS_SUCCESS;
}

/* --- the routines ----------------------------------------------------------------------------- */

static NTSTATUS
PipConnectMessageBased(PIO_CONNECT_INTERRUPT_PARAMETERS Parameters)
{
    PIO_CONNECT_INTERRUPT_MESSAGE_BASED_PARAMETERS Based = &Parameters->MessageBased;
    PDEVICE_NODE Node = PipNodeOf(Based->PhysicalDeviceObject);
    NTSTATUS Status;

    if (Node == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (PipFindInterrupt(Node, TRUE) != NULL) {
        return PipConnectMessages(Node, Based);
    }
    if (Based->FallBackServiceRoutine == NULL) {
        return STATUS_NOT_FOUND;
    }
    Status = PipConnectLine(Node, Based->ConnectionContext.InterruptObject,
                            Based->FallBackServiceRoutine, Based->ServiceContext, Based->SpinLock,
                            Based->SynchronizeIrql);
    if (NT_SUCCESS(Status)) {
        Parameters->Version = CONNECT_LINE_BASED;
    }
    return Status;
}

static NTSTATUS
PipConnectLineBased(PIO_CONNECT_INTERRUPT_LINE_BASED_PARAMETERS Parameters)
{
    PDEVICE_NODE Node = PipNodeOf(Parameters->PhysicalDeviceObject);

    if (Node == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    return PipConnectLine(Node, Parameters->InterruptObject, Parameters->ServiceRoutine,
                          Parameters->ServiceContext, Parameters->SpinLock,
                          Parameters->SynchronizeIrql);
}

NTSTATUS
IoConnectInterruptEx(PIO_CONNECT_INTERRUPT_PARAMETERS Parameters)
{
    switch (Parameters->Version) {
    case CONNECT_FULLY_SPECIFIED:
        return PipConnectFullySpecified(&Parameters->FullySpecified, 0);
    case CONNECT_FULLY_SPECIFIED_GROUP:
        return PipConnectFullySpecified(&Parameters->FullySpecified,
                                        Parameters->FullySpecified.Group);
    case CONNECT_LINE_BASED:
        return PipConnectLineBased(&Parameters->LineBased);
    case CONNECT_MESSAGE_BASED:
        return PipConnectMessageBased(Parameters);
    default:
        return STATUS_INVALID_PARAMETER_1;
    }
}

VOID
IoDisconnectInterruptEx(PIO_DISCONNECT_INTERRUPT_PARAMETERS Parameters)
{
    if (Parameters->Version == CONNECT_MESSAGE_BASED) {
        PipDisconnectMessages(Parameters->ConnectionContext.InterruptMessageTable);
    } else {
        IoDisconnectInterrupt(Parameters->ConnectionContext.InterruptObject);
    }
}
