/*
 * pnp/remove.c - devices go: asked for, or by surprise
 *
 *      orderly     QUERY_REMOVE to children first; nobody refuses and no file is open: REMOVE to
 *                  children first. Otherwise CANCEL_REMOVE to all that were asked, parents first.
 *      surprise    SURPRISE_REMOVAL, children first, at once; REMOVE when the last file was closed
 *      failure     REMOVE alone, for a stack that was built and not started
 *
 * After REMOVE each driver above the PDO must have detached and deleted its device
 * (0xC9: 0x21D, 0x21E), after SURPRISE_REMOVAL none may have (0x241, 0x242); and neither request
 * may fail (0xC4: rule PnpRemove). Drivers that have no device any more are unloaded.
 */
#include "pip.h"

#define PIP_STACK_MOST 16

/* --- the devices and drivers of a stack, from above the PDO upwards --------------------------- */

typedef struct _PIP_STACK {
    PDEVICE_OBJECT Device[PIP_STACK_MOST];
    PDRIVER_OBJECT Driver[PIP_STACK_MOST];
    ULONG Count;
} PIP_STACK;

static VOID
PipReferenceStack(PDEVICE_NODE Node, PIP_STACK *Stack)
{
    Stack->Count = 0;
    for (PDEVICE_OBJECT Device = Node->Pdo->AttachedDevice; Device != NULL;
         Device = Device->AttachedDevice) {
        SIM_ASSERT(Stack->Count < PIP_STACK_MOST);
        ObReferenceObject(Device);
        ObReferenceObject(Device->DriverObject);
        Stack->Device[Stack->Count] = Device;
        Stack->Driver[Stack->Count] = Device->DriverObject;
        Stack->Count++;
    }
}

static VOID
PipReleaseStack(PIP_STACK *Stack)
{
    for (ULONG i = 0; i < Stack->Count; i++) {
        ObDereferenceObject(Stack->Device[i]);
        ObDereferenceObject(Stack->Driver[i]);
    }
}

/* The dispatch routine that is to blame. */
static VOID
PipBlame(ULONG Kind, PDEVICE_OBJECT Device)
{
    KeBugCheckEx(DRIVER_VERIFIER_IOMANAGER_VIOLATION, Kind,
                 (ULONG_PTR)Device->DriverObject->MajorFunction[IRP_MJ_PNP], 0, (ULONG_PTR)Device);
}

static VOID
PipCheckRemoved(PIP_STACK *Stack)
{
    for (ULONG i = Stack->Count; i-- > 0;) {
        if (IoGetDeviceBelow(Stack->Device[i]) != NULL) {
            PipBlame(0x21D, Stack->Device[i]);
        }
        if (!IoIsDeviceDeletePending(Stack->Device[i])) {
            PipBlame(0x21E, Stack->Device[i]);
        }
    }
}

static VOID
PipCheckStillThere(PIP_STACK *Stack)
{
    for (ULONG i = 0; i < Stack->Count; i++) {
        if (IoGetDeviceBelow(Stack->Device[i]) == NULL) {
            PipBlame(0x241, Stack->Device[i]);
        }
        if (IoIsDeviceDeletePending(Stack->Device[i])) {
            PipBlame(0x242, Stack->Device[i]);
        }
    }
}

static VOID
PipSendUnfailable(PDEVICE_NODE Node, UCHAR MinorFunction)
{
    PDEVICE_OBJECT Top = IoGetAttachedDevice(Node->Pdo);
    PDRIVER_DISPATCH Dispatch = Top->DriverObject->MajorFunction[IRP_MJ_PNP];
    NTSTATUS Status = PipSend(Node, MinorFunction, NULL);

    if (!NT_SUCCESS(Status)) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x43006, (ULONG_PTR)Dispatch,
                     (ULONG_PTR)(LONG_PTR)Status, MinorFunction);
    }
}

static VOID
PipUnloadDrivers(PIP_STACK *Stack)
{
    for (ULONG i = 0; i < Stack->Count; i++) {
        PDRIVER_OBJECT Driver = Stack->Driver[i];

        if (IoDriverDeviceCount(Driver) == 0 && Driver->DriverExtension->AddDevice != NULL) {
            IoUnloadDriverObject(Driver);
        }
    }
}

VOID
PipRemoveStack(PDEVICE_NODE Node)
{
    PIP_STACK Stack;

    PipReferenceStack(Node, &Stack);
    IoSetDeviceFlags(Node->Pdo, DOE_REMOVE_PENDING, 0);
    PipSendUnfailable(Node, IRP_MN_REMOVE_DEVICE);
    PipCheckRemoved(&Stack);
    PipReleaseResources(Node);
    PipSetState(Node, DeviceNodeRemoved);
    PipNodeGone(Node);
    if (!IoIsDeviceDeletePending(Node->Pdo)) {
        IoSetDeviceFlags(Node->Pdo, 0, DOE_REMOVE_PENDING);
    }
    for (ULONG i = 0; i < Stack.Count; i++) {
        ObDereferenceObject(Stack.Device[i]);
        Stack.Device[i] = NULL;
    }
    PipUnloadDrivers(&Stack);
    for (ULONG i = 0; i < Stack.Count; i++) {
        ObDereferenceObject(Stack.Driver[i]);
    }
}

/* --- orderly ---------------------------------------------------------------------------------- */

static VOID
PipCancelRemove(PDEVICE_NODE Node)
{
    if (Node->State == DeviceNodeQueryRemoved) {
        PipSendUnfailable(Node, IRP_MN_CANCEL_REMOVE_DEVICE);
        PipSetState(Node, DeviceNodeStarted);
    }
    for (PDEVICE_NODE Child = Node->Child; Child != NULL; Child = Child->Sibling) {
        PipCancelRemove(Child);
    }
}

/* Children first. The one that refuses is told to cancel, too. */
static NTSTATUS
PipQueryRemove(PDEVICE_NODE Node)
{
    NTSTATUS Status;

    for (PDEVICE_NODE Child = Node->Child; Child != NULL; Child = Child->Sibling) {
        Status = PipQueryRemove(Child);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    if (Node->State == DeviceNodeRemovePendingCloses) {
        return STATUS_PLUGPLAY_QUERY_VETOED;
    }
    if (Node->State != DeviceNodeStarted) {
        return STATUS_SUCCESS;
    }
    Status = PipSend(Node, IRP_MN_QUERY_REMOVE_DEVICE, NULL);
    PipSetState(Node, DeviceNodeQueryRemoved);
    if (NT_SUCCESS(Status) && IoStackOpenCount(Node->Pdo) != 0) {
        return STATUS_PLUGPLAY_QUERY_VETOED;
    }
    return Status;
}

/* Nodes below one that is removed end with it: their bus is gone. */
static VOID
PipRemoveSubtree(PDEVICE_NODE Node)
{
    while (Node->Child != NULL) {
        PDEVICE_NODE Child = Node->Child;

        PipRemoveSubtree(Child);
        PipDeleteNode(Child);
    }
    if (Node->State != DeviceNodeRemoved && Node->State != DeviceNodeUninitialized) {
        PipTellRemoval(Node);
        PipRemoveStack(Node);
    }
}

NTSTATUS
PipRemoveOrderly(PDEVICE_NODE Node)
{
    NTSTATUS Status = PipAskRemoval(Node);

    if (NT_SUCCESS(Status)) {
        Status = PipQueryRemove(Node);
    } else {
        Status = STATUS_PLUGPLAY_QUERY_VETOED;
    }
    if (!NT_SUCCESS(Status)) {
        PipCancelRemove(Node);
        PipTellRemovalCancelled(Node);
        return Status;
    }
    PipRemoveSubtree(Node);
    return STATUS_SUCCESS;
}

typedef struct _PIP_REMOVAL {
    PDEVICE_OBJECT Pdo;
    NTSTATUS (*Routine)(PDEVICE_NODE Node);
    NTSTATUS Status;
} PIP_REMOVAL;

static VOID
PipInSystemThread(PVOID Context)
{
    PIP_REMOVAL *Removal = Context;
    PDEVICE_NODE Node;

    PipLockTree();
    Node = PipNodeOf(Removal->Pdo);
    Removal->Status = Node != NULL ? Removal->Routine(Node) : STATUS_NO_SUCH_DEVICE;
    PipUnlockTree();
}

static NTSTATUS
PipDisable(PDEVICE_NODE Node)
{
    NTSTATUS Status;

    if (Node->State == DeviceNodeRemovePendingCloses) {
        return STATUS_DEVICE_REMOVED;
    }
    Status = PipRemoveOrderly(Node);
    if (NT_SUCCESS(Status)) {
        PipSetProblem(Node, CM_PROB_DISABLED, STATUS_SUCCESS);
    }
    return Status;
}

static NTSTATUS
PipEnable(PDEVICE_NODE Node)
{
    if (Node->Problem != CM_PROB_DISABLED) {
        return STATUS_INVALID_DEVICE_STATE;
    }
    PipConfigure(Node);
    return Node->ProblemStatus;
}

NTSTATUS
PnpRemoveDevice(PDEVICE_OBJECT Pdo)
{
    PIP_REMOVAL Removal = {.Pdo = Pdo, .Routine = PipDisable};

    IoRunInSystemThread(PipInSystemThread, &Removal);
    return Removal.Status;
}

NTSTATUS
PnpEnableDevice(PDEVICE_OBJECT Pdo)
{
    PIP_REMOVAL Removal = {.Pdo = Pdo, .Routine = PipEnable};

    IoRunInSystemThread(PipInSystemThread, &Removal);
    return Removal.Status;
}

/* --- by surprise ------------------------------------------------------------------------------ */

/* The stack is told; a device that was never started only gets REMOVE. */
static VOID
PipTellSurprise(PDEVICE_NODE Node)
{
    PIP_STACK Stack;

    if (Node->State != DeviceNodeStarted && Node->State != DeviceNodeStopped &&
        Node->State != DeviceNodeQueryRemoved) {
        return;
    }
    PipReferenceStack(Node, &Stack);
    PipSendUnfailable(Node, IRP_MN_SURPRISE_REMOVAL);
    PipCheckStillThere(&Stack);
    PipReleaseStack(&Stack);
    PipNodeGone(Node);
    PipTellRemoval(Node);
}

VOID
PipSurpriseRemove(PDEVICE_NODE Node)
{
    PDEVICE_NODE Next;

    for (PDEVICE_NODE Child = Node->Child; Child != NULL; Child = Next) {
        Next = Child->Sibling;
        Child->Missing = TRUE;
        PipSurpriseRemove(Child);
    }
    if (Node->State != DeviceNodeRemovePendingCloses && Node->State != DeviceNodeRemoved) {
        PipTellSurprise(Node);
        PipSetState(Node, DeviceNodeRemovePendingCloses);
    }
    PipFinishRemoval(Node);
}

/* REMOVE, if nothing keeps it from being sent. A node whose device is gone disappears. */
VOID
PipFinishRemoval(PDEVICE_NODE Node)
{
    PDEVICE_NODE Parent = Node->Parent;

    if (IoStackOpenCount(Node->Pdo) != 0 || Node->Child != NULL) {
        return;
    }
    if (Node->State == DeviceNodeRemovePendingCloses || Node->Missing) {
        PipRemoveStack(Node);
    }
    if (!Node->Missing) {
        return;
    }
    PipDeleteNode(Node);
    if (Parent->State == DeviceNodeRemovePendingCloses) {
        PipFinishRemoval(Parent);
    }
}

static VOID
PipCloseWork(PDEVICE_OBJECT Pdo)
{
    PDEVICE_NODE Node = PipNodeOf(Pdo);

    if (Node != NULL && Node->State == DeviceNodeRemovePendingCloses) {
        PipFinishRemoval(Node);
    }
}

/* The last file of a stack was closed; <= DISPATCH_LEVEL. */
VOID
PipLastClose(PDEVICE_OBJECT Pdo)
{
    PDEVICE_NODE Node = PipNodeOf(Pdo);

    if (Node != NULL && Node->State == DeviceNodeRemovePendingCloses) {
        PipQueueWork(PipCloseWork, Pdo);
    }
}
