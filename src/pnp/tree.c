/*
 * pnp/tree.c - device nodes: one for each physical device object that a bus has reported
 *
 *      created --PipIdentify--> initialized --PipAddDrivers--> drivers added --> resources assigned
 *         --> started --+--PipRemoveOrderly--> query removed --> removed --PnpEnableDevice--> added
 *                       |                                           |
 *                       +--PipSurpriseRemove--> pending closes -----+--gone from its bus--> deleted
 *
 * Invariants:
 *   T1. A node holds a reference to its PDO, whose slot (IoGetDeviceNode) leads back to the node.
 *   T2. The tree changes only under the tree lock, and the thread that has it may wait.
 */
#include "pip.h"

static struct {
    PDEVICE_NODE Root;
    KEVENT Lock; /* signalled: free */
    PKTHREAD Owner;
    ULONG Depth;
    ULONG64 Serial;
} Pip SIM_STATE;

VOID
PipInitTree(VOID)
{
    KeInitializeEvent(&Pip.Lock, SynchronizationEvent, TRUE);
}

VOID
PipLockTree(VOID)
{
    if (Pip.Owner != KeCurrentThread()) {
        KeWaitForSingleObject(&Pip.Lock, Executive, KernelMode, FALSE, NULL);
        Pip.Owner = KeCurrentThread();
    }
    Pip.Depth++;
}

VOID
PipUnlockTree(VOID)
{
    SIM_ASSERT(Pip.Owner == KeCurrentThread() && Pip.Depth != 0);
    if (--Pip.Depth == 0) {
        Pip.Owner = NULL;
        KeSetEvent(&Pip.Lock, IO_NO_INCREMENT, FALSE);
    }
}

PDEVICE_NODE
PipRoot(VOID)
{
    return Pip.Root;
}

PDEVICE_NODE
PipCreateNode(PDEVICE_OBJECT Pdo, PDEVICE_NODE Parent)
{
    PDEVICE_NODE Node = ExAllocateOwn(sizeof(*Node), PIP_TAG);
    PDEVICE_NODE *Link;

    if (Node == NULL) {
        return NULL;
    }
    Node->Pdo = Pdo;
    Node->Parent = Parent;
    Node->State = DeviceNodeUninitialized;
    Node->Serial = ++Pip.Serial;
    InitializeListHead(&Node->Assigned);
    for (Link = Parent != NULL ? &Parent->Child : &Pip.Root; *Link != NULL;) {
        Link = &(*Link)->Sibling;
    }
    *Link = Node;
    ObReferenceObject(Pdo); // T1
    IoSetDeviceNode(Pdo, Node);
    Pdo->Flags |= DO_BUS_ENUMERATED_DEVICE;
    return Node;
}

VOID
PipDeleteNode(PDEVICE_NODE Node)
{
    PDEVICE_NODE *Link = &Node->Parent->Child;
    PDEVICE_OBJECT Pdo = Node->Pdo;

    SIM_ASSERT(Node->Child == NULL);
    while (*Link != Node) {
        Link = &(*Link)->Sibling;
    }
    *Link = Node->Sibling;
    PipSetState(Node, DeviceNodeDeleted);
    if (Node->HardwareIds != NULL) {
        ExFreeOwn(Node->HardwareIds);
    }
    if (Node->CompatibleIds != NULL) {
        ExFreeOwn(Node->CompatibleIds);
    }
    if (Node->Requirements != NULL) {
        ExFreePool(Node->Requirements);
    }
    if (Node->BootResources != NULL) {
        ExFreePool(Node->BootResources);
    }
    IoSetDeviceNode(Pdo, NULL);
    ExFreeOwn(Node);
    ObDereferenceObject(Pdo);
}

PDEVICE_NODE
PipNextNode(PDEVICE_NODE Node)
{
    if (Node->Child != NULL) {
        return Node->Child;
    }
    while (Node != NULL && Node->Sibling == NULL) {
        Node = Node->Parent;
    }
    return Node != NULL ? Node->Sibling : NULL;
}

VOID
PipSetState(PDEVICE_NODE Node, PIP_STATE State)
{
    Node->State = State;
}

VOID
PipSetProblem(PDEVICE_NODE Node, ULONG Problem, NTSTATUS Status)
{
    Node->Problem = Problem;
    Node->ProblemStatus = Status;
}

/* --- questions from above --------------------------------------------------------------------- */

PDEVICE_OBJECT
PnpFindPdo(ULONG Bus, ULONG Slot)
{
    for (PDEVICE_NODE Node = Pip.Root; Node != NULL; Node = PipNextNode(Node)) {
        if (Node->HasBusInformation && Node->BusInformation.LegacyBusType == PCIBus &&
            Node->BusInformation.BusNumber == Bus && Node->Capabilities.Address >> 16 == Slot &&
            !Node->Missing) {
            return Node->Pdo;
        }
    }
    return NULL;
}

PDEVICE_OBJECT
PnpNextPdo(PDEVICE_OBJECT Pdo)
{
    PDEVICE_NODE Node = Pdo != NULL ? PipNodeOf(Pdo) : Pip.Root;

    if (Node != NULL) {
        Node = PipNextNode(Node);
    }
    return Node != NULL ? Node->Pdo : NULL;
}

BOOLEAN
PnpIsStarted(PDEVICE_OBJECT Pdo)
{
    return PipNodeOf(Pdo) != NULL && PipNodeOf(Pdo)->State == DeviceNodeStarted;
}

ULONG
PnpProblem(PDEVICE_OBJECT Pdo, NTSTATUS *Status)
{
    PDEVICE_NODE Node = PipNodeOf(Pdo);

    if (Node == NULL) {
        return 0;
    }
    *Status = Node->ProblemStatus;
    return Node->Problem;
}

PCWSTR
PnpInstancePath(PDEVICE_OBJECT Pdo)
{
    PDEVICE_NODE Node = PipNodeOf(Pdo);

    return Node != NULL ? Node->InstancePath : L"";
}
