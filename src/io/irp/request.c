/*
 * io/irp/request.c - requests that the kernel makes and waits for: create, cleanup, close, PnP,
 * queries
 *
 * The status block and the event are on the stack of the thread that waits, and so reachable from
 * any context: no APC is needed, the completing driver sets the event if the packet was pended. The
 * packet is on the thread's list meanwhile, so that NtCancelSynchronousIoFile finds it.
 */
#include "irp.h"

PIOP_IRP
IopBuildRequest(PDEVICE_OBJECT Top, UCHAR MajorFunction)
{
    PIOP_IRP Own = IopAllocateIrp(Top->StackSize, IopRequestIrp, NULL);

    if (Own != NULL) {
        IoGetNextIrpStackLocation(&Own->Irp)->MajorFunction = MajorFunction;
    }
    return Own;
}

VOID
IopRunRequest(PDEVICE_OBJECT Top, PIOP_IRP Own, PIO_STATUS_BLOCK Iosb)
{
    KEVENT Done;

    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    Own->Irp.UserEvent = &Done;
    IopQueueThreadIrp(Own);
    if (IofCallDriver(Top, &Own->Irp) == STATUS_PENDING) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
    }
    SIM_ASSERT(Own->Completed);
    IopDequeueThreadIrp(Own);
    *Iosb = Own->Irp.IoStatus;
}

VOID
IopFreeRequest(PIOP_IRP Own)
{
    IopReleaseBuffers(Own);
    IopFreeOwnIrp(Own, NULL);
}

NTSTATUS
IopSendRequest(PDEVICE_OBJECT Top, PIOP_IRP Own, PIO_STATUS_BLOCK Iosb)
{
    IopRunRequest(Top, Own, Iosb);
    IopFreeRequest(Own);
    return Iosb->Status;
}

NTSTATUS
IoSynchronousPnpCall(PDEVICE_OBJECT TopOfStack, PIO_STACK_LOCATION Template, PULONG_PTR Information)
{
    PIOP_IRP Own = IopBuildRequest(TopOfStack, Template->MajorFunction);
    PIO_STACK_LOCATION Stack;
    IO_STATUS_BLOCK Iosb;

    if (Own == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Own->Irp.IoStatus.Status = STATUS_NOT_SUPPORTED;
    Own->Irp.IoStatus.Information = Information != NULL ? *Information : 0;
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->MinorFunction = Template->MinorFunction;
    Stack->Flags = Template->Flags;
    Stack->Parameters = Template->Parameters;
    IopSendRequest(TopOfStack, Own, &Iosb);
    if (Information != NULL) {
        *Information = Iosb.Information;
    }
    return Iosb.Status;
}

/* --- as a driver asks another ----------------------------------------------------------------- */

NTSTATUS
IopSendAndWait(PDEVICE_OBJECT Device, PIRP Irp, PIOP_AWAITED Awaited)
{
    NTSTATUS Status;

    if (Irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = IofCallDriver(Device, Irp);
    if (Status == STATUS_PENDING) {
        KeWaitForSingleObject(&Awaited->Done, Executive, KernelMode, FALSE, NULL);
        Status = Awaited->Iosb.Status;
    }
    return Status;
}

NTSTATUS
IopAskDevice(PDEVICE_OBJECT Device, ULONG Code, PVOID Answer, ULONG Length)
{
    IOP_AWAITED Awaited;

    KeInitializeEvent(&Awaited.Done, NotificationEvent, FALSE);
    return IopSendAndWait(Device,
                          IoBuildDeviceIoControlRequest(Code, Device, NULL, 0, Answer, Length,
                                                        FALSE, &Awaited.Done, &Awaited.Iosb),
                          &Awaited);
}

/* --- IoForwardIrpSynchronously ---------------------------------------------------------------- */

static NTSTATUS
IopForwarded(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    if (Irp->PendingReturned) {
        KeSetEvent(Context, IO_NO_INCREMENT, FALSE);
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

/* FALSE: the packet has no location for another driver. TRUE: its status is in Irp->IoStatus. */
BOOLEAN
IoForwardIrpSynchronously(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    KEVENT Done;

    if (Irp->CurrentLocation <= 1) {
        return FALSE;
    }
    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, IopForwarded, &Done, TRUE, TRUE, TRUE);
    if (IofCallDriver(DeviceObject, Irp) == STATUS_PENDING) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
    }
    return TRUE;
}
