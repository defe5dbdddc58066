/*
 * pnp/enumerate.c - what a bus says is there, and the thread that asks it
 *
 * A list of BusRelations is compared with the node's children: a PDO that is new gets a node and is
 * configured, one that is missing is surprise-removed.
 *
 * One system thread does what was queued (invalidated relations, hardware that came or went, last
 * closes), in the order of queueing; explicit requests run in the caller's system thread. Both
 * hold the tree lock.
 *
 * A list that breaks the rules is PNP_DETECTED_FATAL_ERROR: 4 a deleted PDO, 8 a NULL entry; a
 * device that is no PDO of a bus is 0xC9/0x248.
 */
#include "pip.h"

#define PIP_WORKER_PRIORITY 13

typedef struct _PIP_WORK {
    LIST_ENTRY Links;
    VOID (*Routine)(PDEVICE_OBJECT Object);
    PDEVICE_OBJECT Object; /* referenced; NULL: none */
} PIP_WORK, *PPIP_WORK;

static struct {
    LIST_ENTRY Work;
    KEVENT Wanted;
    BOOLEAN BusChanged;
    ULONG64 Pass; /* over the whole tree */
} Pip SIM_STATE;

/* --- one bus ---------------------------------------------------------------------------------- */

static PDEVICE_RELATIONS
PipQueryRelations(PDEVICE_NODE Node)
{
    IO_STACK_LOCATION Stack = {.MinorFunction = IRP_MN_QUERY_DEVICE_RELATIONS};
    ULONG_PTR Information = 0;
    NTSTATUS Status;

    Stack.Parameters.QueryDeviceRelations.Type = BusRelations;
    Status = PipSendTo(IoGetAttachedDevice(Node->Pdo), &Stack, &Information);
    return NT_SUCCESS(Status) ? (PDEVICE_RELATIONS)Information : NULL;
}

static VOID
PipCheckReported(PDEVICE_NODE Bus, PDEVICE_RELATIONS Relations, ULONG Index)
{
    PDEVICE_OBJECT Pdo = Relations->Objects[Index];

    if (Pdo == NULL) {
        KeBugCheckEx(PNP_DETECTED_FATAL_ERROR, 8, (ULONG_PTR)Bus->Pdo, Relations->Count, Index);
    }
    if (IoIsDeviceDeletePending(Pdo)) {
        KeBugCheckEx(PNP_DETECTED_FATAL_ERROR, 4, (ULONG_PTR)Pdo, 0, 0);
    }
    if (IoGetDeviceBelow(Pdo) != NULL) {
        KeBugCheckEx(DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x248, 0, 0, (ULONG_PTR)Pdo);
    }
}

/* Nodes for what is new; all that is in the list is marked. */
static VOID
PipTakeRelations(PDEVICE_NODE Bus, PDEVICE_RELATIONS Relations)
{
    for (ULONG i = 0; i < Relations->Count; i++) {
        PDEVICE_OBJECT Pdo = Relations->Objects[i];
        PDEVICE_NODE Node;

        PipCheckReported(Bus, Relations, i);
        Node = PipNodeOf(Pdo);
        if (Node == NULL) {
            Node = PipCreateNode(Pdo, Bus);
        }
        if (Node != NULL) {
            Node->Reported = TRUE;
        }
        ObDereferenceObject(Pdo); // the reference that came with the list
    }
}

static VOID
PipRemoveMissing(PDEVICE_NODE Bus)
{
    PDEVICE_NODE Next;

    for (PDEVICE_NODE Node = Bus->Child; Node != NULL; Node = Next) {
        Next = Node->Sibling;
        if (!Node->Reported && !Node->Missing) {
            Node->Missing = TRUE;
            PipSurpriseRemove(Node);
        }
    }
}

static BOOLEAN
PipWantsConfiguration(PDEVICE_NODE Node)
{
    return !Node->Missing &&
           (Node->State == DeviceNodeUninitialized || Node->State == DeviceNodeInitialized);
}

VOID
PipEnumerate(PDEVICE_NODE Node)
{
    PDEVICE_RELATIONS Relations;

    Node->Pass = Pip.Pass;
    Relations = PipQueryRelations(Node);
    if (Relations == NULL) {
        return;
    }
    for (PDEVICE_NODE Child = Node->Child; Child != NULL; Child = Child->Sibling) {
        Child->Reported = Child->Missing;
    }
    PipTakeRelations(Node, Relations);
    ExFreePool(Relations);
    PipRemoveMissing(Node);
    for (PDEVICE_NODE Child = Node->Child; Child != NULL; Child = Child->Sibling) {
        if (PipWantsConfiguration(Child)) {
            PipConfigure(Child);
        }
    }
}

/* --- the whole tree --------------------------------------------------------------------------- */

/* Nodes that are started meanwhile were asked then. */
static VOID
PipEnumerateTree(PDEVICE_NODE Node)
{
    if (Node->State == DeviceNodeStarted && Node->Pass != Pip.Pass) {
        PipEnumerate(Node);
    }
    for (PDEVICE_NODE Child = Node->Child; Child != NULL; Child = Child->Sibling) {
        PipEnumerateTree(Child);
    }
}

static VOID
PipEnumerateInSystemThread(PVOID Context)
{
    PipLockTree();
    Pip.Pass++;
    PipEnumerateTree(PipRoot());
    PipUnlockTree();
}

VOID
PnpEnumerateBus(VOID)
{
    IoRunInSystemThread(PipEnumerateInSystemThread, NULL);
}

VOID
PnpEnumerateBootDevices(VOID)
{
    PipSetBootPhase(TRUE);
    PnpEnumerateBus();
    PipSetBootPhase(FALSE);
}

/* --- the worker ------------------------------------------------------------------------------- */

static VOID
PipDoWork(PPIP_WORK Work)
{
    PipLockTree();
    Work->Routine(Work->Object);
    PipUnlockTree();
    if (Work->Object != NULL) {
        ObDereferenceObject(Work->Object);
    }
    ExFreeOwn(Work);
}

static VOID
PipWorker(PVOID Context)
{
    for (;;) {
        KeWaitForSingleObject(&Pip.Wanted, Executive, KernelMode, FALSE, NULL);
        while (!IsListEmpty(&Pip.Work)) {
            PipDoWork(CONTAINING_RECORD(RemoveHeadList(&Pip.Work), PIP_WORK, Links));
        }
        if (Pip.BusChanged) {
            Pip.BusChanged = FALSE;
            PipEnumerateInSystemThread(NULL);
        }
    }
}

/* <= DISPATCH_LEVEL */
VOID
PipQueueWork(VOID (*Routine)(PDEVICE_OBJECT Object), PDEVICE_OBJECT Object)
{
    PPIP_WORK Work = ExAllocateOwn(sizeof(*Work), PIP_TAG);

    SIM_ASSERT(Work != NULL);
    Work->Routine = Routine;
    Work->Object = Object;
    if (Object != NULL) {
        ObReferenceObject(Object);
    }
    InsertTailList(&Pip.Work, &Work->Links);
    KeSetEvent(&Pip.Wanted, IO_NO_INCREMENT, FALSE);
}

/* The machine's news, perhaps on no processor: nothing but a signal can be given. */
static VOID
PipBusChanged(VOID)
{
    Pip.BusChanged = TRUE;
    KeSignalObject(&Pip.Wanted.Header, 1, 0);
}

VOID
PipInitWorker(VOID)
{
    NTSTATUS Status;

    InitializeListHead(&Pip.Work);
    KeInitializeEvent(&Pip.Wanted, SynchronizationEvent, FALSE);
    Status = PsCreateWorker(PipWorker, NULL, PIP_WORKER_PRIORITY);
    SIM_ASSERT(NT_SUCCESS(Status));
    HalSetBusChangedRoutine(PipBusChanged);
}

/* --- what drivers tell ------------------------------------------------------------------------ */

static VOID
PipEnumerateWork(PDEVICE_OBJECT Pdo)
{
    PDEVICE_NODE Node = PipNodeOf(Pdo);

    if (Node != NULL && Node->State == DeviceNodeStarted) {
        PipEnumerate(Node);
    }
}

VOID
IoInvalidateDeviceRelations(PDEVICE_OBJECT DeviceObject, DEVICE_RELATION_TYPE Type)
{
    if (PipNodeOf(DeviceObject) == NULL) {
        KeBugCheckEx(PNP_DETECTED_FATAL_ERROR, 2, (ULONG_PTR)DeviceObject, 0, 0);
    }
    if (Type == BusRelations || Type == SingleBusRelations) {
        PipQueueWork(PipEnumerateWork, DeviceObject);
    }
}

static VOID
PipStateWork(PDEVICE_OBJECT Pdo)
{
    PDEVICE_NODE Node = PipNodeOf(Pdo);
    ULONG_PTR Information = 0;

    if (Node == NULL || Node->State != DeviceNodeStarted ||
        !NT_SUCCESS(PipSend(Node, IRP_MN_QUERY_PNP_DEVICE_STATE, &Information))) {
        return;
    }
    if ((Information & (PNP_DEVICE_FAILED | PNP_DEVICE_REMOVED)) != 0) {
        PipSetProblem(Node, CM_PROB_FAILED_POST_START, STATUS_UNSUCCESSFUL);
        PipSurpriseRemove(Node);
    } else if ((Information & PNP_DEVICE_RESOURCE_REQUIREMENTS_CHANGED) != 0) {
        PnpRestartDevice(Pdo);
    }
}

VOID
IoInvalidateDeviceState(PDEVICE_OBJECT PhysicalDeviceObject)
{
    if (PipNodeOf(PhysicalDeviceObject) == NULL) {
        KeBugCheckEx(PNP_DETECTED_FATAL_ERROR, 2, (ULONG_PTR)PhysicalDeviceObject, 0, 0);
    }
    PipQueueWork(PipStateWork, PhysicalDeviceObject);
}
