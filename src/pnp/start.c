/*
 * pnp/start.c - a device is brought to life
 *
 *      identified --a service is found--> drivers added --> resources assigned --START_DEVICE-->
 *          started; then capabilities again, QUERY_PNP_DEVICE_STATE, its interfaces, its children
 *
 * A step that fails leaves a problem (CM_PROB_*) on the node; a stack that was built is removed
 * again.
 */
#include "device.h"

static struct {
    BOOLEAN BootPhase;
} Pip SIM_STATE;

VOID
PipSetBootPhase(BOOLEAN Boot)
{
    Pip.BootPhase = Boot;
}

/* --- starting --------------------------------------------------------------------------------- */

static NTSTATUS
PipSendStart(PDEVICE_NODE Node)
{
    IO_STACK_LOCATION Stack = {.MinorFunction = IRP_MN_START_DEVICE};

    Stack.Parameters.StartDevice.AllocatedResources = Node->Resources;
    Stack.Parameters.StartDevice.AllocatedResourcesTranslated = Node->Translated;
    return PipSendTo(IoGetAttachedDevice(Node->Pdo), &Stack, NULL);
}

/* FALSE: the drivers say that the device does not work. */
static BOOLEAN
PipCheckDeviceState(PDEVICE_NODE Node)
{
    ULONG_PTR Information = 0;
    NTSTATUS Status = PipSend(Node, IRP_MN_QUERY_PNP_DEVICE_STATE, &Information);

    return !NT_SUCCESS(Status) || (Information & PNP_DEVICE_FAILED) == 0;
}

VOID
PipStart(PDEVICE_NODE Node)
{
    NTSTATUS Status;

    PipApplySettings(Node);
    Status = PipSendStart(Node);
    HalRelease(HAL_SYNC_KEY(HalSyncKernel, HAL_SYNC_STARTED));
    if (!NT_SUCCESS(Status)) {
        PipSetProblem(Node, CM_PROB_FAILED_START, Status);
        PipRemoveStack(Node);
        return;
    }
    PipSetState(Node, DeviceNodeStarted);
    PipQueryCapabilities(Node);
    if (!PipCheckDeviceState(Node)) {
        PipSetProblem(Node, CM_PROB_FAILED_POST_START, STATUS_UNSUCCESSFUL);
        PipSurpriseRemove(Node);
        return;
    }
    PipNodeStarted(Node);
    PipEnumerate(Node);
}

/* --- from the beginning ----------------------------------------------------------------------- */

static BOOLEAN
PipHasDriver(PDEVICE_NODE Node)
{
    if (PipFindService(Node) || Node->Capabilities.RawDeviceOK) {
        return TRUE;
    }
    PipSetProblem(Node, CM_PROB_NOT_CONFIGURED, STATUS_NO_SUCH_DEVICE);
    return FALSE;
}

static NTSTATUS
PipMakeReady(PDEVICE_NODE Node)
{
    NTSTATUS Status;

    if (Node->State == DeviceNodeUninitialized) {
        Status = PipIdentify(Node);
        if (!NT_SUCCESS(Status)) {
            PipSetProblem(Node, CM_PROB_FAILED_INSTALL, Status);
            return Status;
        }
        PipSetState(Node, DeviceNodeInitialized);
    }
    if (!PipHasDriver(Node)) {
        return STATUS_NO_SUCH_DEVICE;
    }
    if (Pip.BootPhase && !PipHasBootDrivers(Node)) {
        return STATUS_NOT_FOUND; // it will be asked again
    }
    Status = PipAddDrivers(Node);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = PipAssignResources(Node);
    if (!NT_SUCCESS(Status)) {
        PipSetProblem(Node, CM_PROB_NORMAL_CONFLICT, Status);
        PipRemoveStack(Node);
    }
    return Status;
}

VOID
PipConfigure(PDEVICE_NODE Node)
{
    PipSetProblem(Node, 0, STATUS_SUCCESS);
    if (NT_SUCCESS(PipMakeReady(Node))) {
        PipStart(Node);
    }
}

/* --- stop and start again --------------------------------------------------------------------- */

static NTSTATUS
PipStop(PDEVICE_NODE Node)
{
    NTSTATUS Status = PipSend(Node, IRP_MN_QUERY_STOP_DEVICE, NULL);

    if (!NT_SUCCESS(Status)) {
        PipSend(Node, IRP_MN_CANCEL_STOP_DEVICE, NULL);
        return Status;
    }
    PipSend(Node, IRP_MN_STOP_DEVICE, NULL);
    PipSetState(Node, DeviceNodeStopped);
    return STATUS_SUCCESS;
}

static NTSTATUS
PipRestart(PDEVICE_NODE Node)
{
    NTSTATUS Status = PipStop(Node);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    PipReleaseResources(Node);
    Status = PipAssignResources(Node);
    if (NT_SUCCESS(Status)) {
        Status = PipSendStart(Node);
    }
    if (NT_SUCCESS(Status)) {
        PipSetState(Node, DeviceNodeStarted);
    } else { // a stack that was stopped and does not start is surprise-removed
        PipSetProblem(Node, CM_PROB_FAILED_START, Status);
        PipSetState(Node, DeviceNodeStarted);
        PipSurpriseRemove(Node);
    }
    return Status;
}

typedef struct _PIP_RESTART {
    PDEVICE_OBJECT Pdo;
    NTSTATUS Status;
} PIP_RESTART;

static VOID
PipRestartInSystemThread(PVOID Context)
{
    PIP_RESTART *Restart = Context;
    PDEVICE_NODE Node;

    PipLockTree();
    Node = PipNodeOf(Restart->Pdo);
    Restart->Status = Node != NULL && Node->State == DeviceNodeStarted
                          ? PipRestart(Node)
                          : STATUS_INVALID_DEVICE_STATE;
    PipUnlockTree();
}

NTSTATUS
PnpRestartDevice(PDEVICE_OBJECT Pdo)
{
    PIP_RESTART Restart = {.Pdo = Pdo};

    IoRunInSystemThread(PipRestartInSystemThread, &Restart);
    return Restart.Status;
}
