/*
 * io/service/service.c - what the system services on files have in common
 *
 *      IopBeginService --> IopBuildServiceIrp --> (buffers, parameters) --> IopRunService
 *              |                   |                      |
 *              +-------------------+--- IopEndService <---+   on failure
 *
 * Begin takes a reference to the file (and the event), which the packet owns from Build on:
 * finishing the packet drops it, when the service has long returned for an asynchronous file. A
 * synchronous file is locked from Begin to the end of Run: its requests are carried out one after
 * another.
 *
 * The driver's answer:
 *      not pending             the packet is complete; it is finished here, in the requestor's
 *      thread pending, asynchronous   STATUS_PENDING; an APC finishes it (finish.c)
 *      pending, synchronous    waited for; the file's FinalStatus is returned
 */
#include "service.h"
#include "file/file.h"
#include "irp/irp.h"

/* --- the lock of a synchronous file ----------------------------------------------------------- */

NTSTATUS
IopLockFile(PFILE_OBJECT File, KPROCESSOR_MODE Mode, BOOLEAN Alertable)
{
    NTSTATUS Status = STATUS_SUCCESS;

    if (!File->Busy) {
        File->Busy = TRUE;
        return STATUS_SUCCESS;
    }
    File->Waiters++;
    while (File->Busy && Status == STATUS_SUCCESS) {
        Status = KeWaitForSingleObject(&File->Lock, Executive, Mode, Alertable, NULL);
    }
    File->Waiters--;
    if (Status == STATUS_SUCCESS) {
        File->Busy = TRUE;
    }
    return Status;
}

VOID
IopUnlockFile(PFILE_OBJECT File)
{
    SIM_ASSERT(File->Busy);
    File->Busy = FALSE;
    if (File->Waiters != 0) {
        KeSetEvent(&File->Lock, IO_NO_INCREMENT, FALSE);
    }
}

/* --- begin and end ---------------------------------------------------------------------------- */

static NTSTATUS
IopOpenService(PIOP_SERVICE Service, HANDLE Handle, HANDLE Event)
{
    OBJECT_HANDLE_INFORMATION Information;
    NTSTATUS Status;

    Status = ObReferenceObjectByHandle(Handle, 0, &IopFileType, Service->Mode,
                                       (PVOID *)&Service->File, &Information);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Service->Mode != KernelMode && Service->Access != 0 &&
        (Information.GrantedAccess & Service->Access) == 0) {
        return STATUS_ACCESS_DENIED;
    }
    Service->Access = Information.GrantedAccess;
    if (Event != NULL) {
        Status = ObReferenceObjectByHandle(Event, EVENT_MODIFY_STATE, &ObpEventType, Service->Mode,
                                           (PVOID *)&Service->Event, NULL);
    }
    if (NT_SUCCESS(Status) && Service->File->CompletionContext != NULL &&
        Service->ApcRoutine != NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    return Status;
}

NTSTATUS
IopBeginService(PIOP_SERVICE Service, HANDLE Handle, ACCESS_MASK Access, HANDLE Event,
                PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext, PIO_STATUS_BLOCK Iosb)
{
    NTSTATUS Status;

    *Service = (IOP_SERVICE){.Mode = ExGetPreviousMode(),
                             .Access = Access,
                             .ApcRoutine = ApcRoutine,
                             .ApcContext = ApcContext,
                             .Iosb = Iosb};
    Status = ObProbe(Service->Mode, Iosb, sizeof(*Iosb), sizeof(ULONG), TRUE);
    if (NT_SUCCESS(Status)) {
        Status = IopOpenService(Service, Handle, Event);
    }
    if (!NT_SUCCESS(Status)) {
        return IopEndService(Service, Status);
    }
    if ((Service->File->Flags & FO_SYNCHRONOUS_IO) != 0) {
        Service->Synchronous = TRUE;
        Status = IopLockFile(Service->File, Service->Mode, IopIsAlertable(Service->File));
        if (Status != STATUS_SUCCESS) {
            return IopEndService(Service, Status); // STATUS_ALERTED, STATUS_USER_APC
        }
        Service->Locked = TRUE;
    }
    Service->Top = IoGetRelatedDeviceObject(Service->File);
    return STATUS_SUCCESS;
}

NTSTATUS
IopEndService(PIOP_SERVICE Service, NTSTATUS Status)
{
    if (Service->Own != NULL) {
        IopReleaseBuffers(Service->Own);
        IopFreeOwnIrp(Service->Own, NULL);
    }
    if (Service->Locked) {
        IopUnlockFile(Service->File);
    }
    if (Service->Event != NULL) {
        ObDereferenceObject(Service->Event);
    }
    if (Service->File != NULL) {
        ObDereferenceObject(Service->File);
    }
    return Status;
}

NTSTATUS
IopBuildServiceIrp(PIOP_SERVICE Service, UCHAR MajorFunction)
{
    PIOP_IRP Own = IopAllocateIrp(Service->Top->StackSize, IopSystemIrp, NULL);
    PIO_STACK_LOCATION Stack;
    PIRP Irp;

    if (Own == NULL) {
        return IopEndService(Service, STATUS_INSUFFICIENT_RESOURCES);
    }
    Service->Own = Own;
    Own->UserAddresses = Service->Mode != KernelMode;
    Irp = &Own->Irp;
    Irp->Flags = IRP_DEFER_IO_COMPLETION;
    Irp->RequestorMode = Service->Mode;
    Irp->UserIosb = Service->Iosb;
    Irp->UserEvent = Service->Event;
    Irp->Overlay.AsynchronousParameters.UserApcRoutine = Service->ApcRoutine;
    Irp->Overlay.AsynchronousParameters.UserApcContext = Service->ApcContext;
    Irp->Tail.Overlay.OriginalFileObject = Service->File;
    if (IopFile(Service->File)->PriorityHint != 0) {
        IoSetIoPriorityHint(Irp, (IO_PRIORITY_HINT)(IopFile(Service->File)->PriorityHint - 1));
    }
    Stack = IoGetNextIrpStackLocation(Irp);
    Stack->MajorFunction = MajorFunction;
    Stack->FileObject = Service->File;
    return STATUS_SUCCESS;
}

/* --- run -------------------------------------------------------------------------------------- */

/* The packet of a synchronous file is pending. An alert cancels it; then it is waited for all the
   same. */
static NTSTATUS
IopWaitForFile(PIOP_SERVICE Service)
{
    PFILE_OBJECT File = Service->File;
    NTSTATUS Status;

    Status = KeWaitForSingleObject(&File->Event, Executive, Service->Mode, IopIsAlertable(File),
                                   NULL);
    if (Status != STATUS_SUCCESS) {
        IoCancelIrp(&Service->Own->Irp);
        KeWaitForSingleObject(&File->Event, Executive, KernelMode, FALSE, NULL);
    }
    return File->FinalStatus;
}

static NTSTATUS
IopRunSynchronous(PIOP_SERVICE Service)
{
    PFILE_OBJECT File = Service->File;
    NTSTATUS Status;

    ObReferenceObject(File); // the packet's own reference goes when it is finished
    Status = IofCallDriver(Service->Top, &Service->Own->Irp);
    if (Status == STATUS_PENDING) {
        Status = IopWaitForFile(Service);
    } else {
        IopFinishIrp(Service->Own, IO_NO_INCREMENT);
    }
    IopUnlockFile(File);
    ObDereferenceObject(File);
    return Status;
}

NTSTATUS
IopRunService(PIOP_SERVICE Service)
{
    PIOP_IRP Own = Service->Own;
    NTSTATUS Status;

    Own->File = Service->File;
    Own->EventReferenced = Service->Event != NULL;
    KeClearEvent(&Service->File->Event);
    if (Service->Event != NULL) {
        KeClearEvent(Service->Event);
    }
    IopQueueThreadIrp(Own);
    if (Service->Synchronous) {
        return IopRunSynchronous(Service);
    }
    Status = IofCallDriver(Service->Top, &Own->Irp);
    if (Status != STATUS_PENDING) {
        IopFinishIrp(Own, IO_NO_INCREMENT);
    }
    return Status;
}
