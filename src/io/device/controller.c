/*
 * io/device/controller.c - controller objects: one controller, several devices
 *
 *      free --IoAllocateController--> ControllerControl is called with the device's CurrentIrp
 *          KeepObject          busy, until IoFreeController
 *          DeallocateObject    free at once
 *      busy --IoAllocateController--> the device waits; each release takes the next in turn
 *
 * A device waits for one controller at a time, by its Queue.Wcb.
 *
 * Invariants:
 *   C1. The controller is busy exactly while its device queue is.
 */
#include "device.h"

OBJECT_TYPE IopControllerType SIM_STATE;

VOID
IopInitControllers(VOID)
{
    IopControllerType = (OBJECT_TYPE){.Name = L"Controller", .DispatcherOffset = OB_NOT_WAITABLE};
    ObCreateObjectType(&IopControllerType);
}

PCONTROLLER_OBJECT
IoCreateController(ULONG Size)
{
    PCONTROLLER_OBJECT Controller;

    if (!NT_SUCCESS(ObCreateObjectOfType(&IopControllerType, sizeof(*Controller) + (SIZE_T)Size,
                                         (PVOID *)&Controller))) {
        return NULL;
    }
    Controller->Type = IO_TYPE_CONTROLLER;
    Controller->Size = (CSHORT)(sizeof(*Controller) + Size);
    Controller->ControllerExtension = Controller + 1;
    KeInitializeDeviceQueue(&Controller->DeviceWaitQueue);
    return Controller;
}

VOID
IoDeleteController(PCONTROLLER_OBJECT ControllerObject)
{
    ObDereferenceObject(ControllerObject);
}

/* Calls the device's routine; TRUE: the controller is to be released again. */
static BOOLEAN
IopUseController(PDEVICE_OBJECT Device)
{
    PWAIT_CONTEXT_BLOCK Wait = &Device->Queue.Wcb;

    return CALL_DRIVER(Wait->DeviceRoutine, Device, Device->CurrentIrp, NULL,
                       Wait->DeviceContext) == DeallocateObject;
}

VOID
IoAllocateController(PCONTROLLER_OBJECT ControllerObject, PDEVICE_OBJECT DeviceObject,
                     PDRIVER_CONTROL ExecutionRoutine, PVOID Context)
{
    PWAIT_CONTEXT_BLOCK Wait = &DeviceObject->Queue.Wcb;

    Wait->DeviceRoutine = ExecutionRoutine;
    Wait->DeviceContext = Context;
    if (!KeInsertDeviceQueue(&ControllerObject->DeviceWaitQueue, &Wait->WaitQueueEntry) &&
        IopUseController(DeviceObject)) {
        IoFreeController(ControllerObject);
    }
}

VOID
IoFreeController(PCONTROLLER_OBJECT ControllerObject)
{
    PKDEVICE_QUEUE_ENTRY Next;

    do {
        Next = KeRemoveDeviceQueue(&ControllerObject->DeviceWaitQueue);
    } while (Next != NULL &&
             IopUseController(CONTAINING_RECORD(Next, DEVICE_OBJECT, Queue.Wcb.WaitQueueEntry)));
}
