/*
 * io/file/filesecurity.c - the security of what is behind a file object
 *
 * A file that is the device itself (opened without a name below it) has the device's descriptor,
 * which the I/O manager keeps. Any other one's is the driver's: IRP_MJ_QUERY_SECURITY and
 * IRP_MJ_SET_SECURITY, whose buffers are passed as they are.
 *
 * Differs from Windows: a driver that has no security is not made to look as if everybody had all
 * access: its status is returned.
 */
#include "file.h"
#include "device/device.h"
#include "irp/irp.h"
#include "service/service.h"

static BOOLEAN
IopIsDeviceItself(PFILE_OBJECT File)
{
    return File->FileName.Length == 0 && File->RelatedFileObject == NULL;
}

static VOID
IopFillSecurity(PIRP Irp, PIO_STACK_LOCATION Stack, POB_SECURITY Request)
{
    if (Request->Set) {
        Stack->Parameters.SetSecurity.SecurityInformation = Request->What;
        Stack->Parameters.SetSecurity.SecurityDescriptor = Request->Descriptor;
    } else {
        Stack->Parameters.QuerySecurity.SecurityInformation = Request->What;
        Stack->Parameters.QuerySecurity.Length = *Request->Length;
        Irp->UserBuffer = Request->Descriptor;
    }
}

/* A driver whose descriptor does not fit says STATUS_BUFFER_OVERFLOW, and how long it is. */
static NTSTATUS
IopSecurityResult(POB_SECURITY Request, const IO_STATUS_BLOCK *Iosb)
{
    if (Request->Set) {
        return Iosb->Status;
    }
    if (Iosb->Status == STATUS_BUFFER_OVERFLOW || NT_SUCCESS(Iosb->Status)) {
        *Request->Length = (ULONG)Iosb->Information;
    }
    return Iosb->Status == STATUS_BUFFER_OVERFLOW ? STATUS_BUFFER_TOO_SMALL : Iosb->Status;
}

static NTSTATUS
IopAskSecurity(PFILE_OBJECT File, POB_SECURITY Request)
{
    PDEVICE_OBJECT Top = IoGetRelatedDeviceObject(File);
    PIOP_IRP Own = IopBuildRequest(Top, Request->Set ? IRP_MJ_SET_SECURITY : IRP_MJ_QUERY_SECURITY);
    PIO_STACK_LOCATION Stack;
    IO_STATUS_BLOCK Iosb;

    if (Own == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Own->Irp.RequestorMode = ExGetPreviousMode();
    Own->Irp.Flags = IRP_SYNCHRONOUS_API;
    Own->Irp.Tail.Overlay.OriginalFileObject = File;
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->FileObject = File;
    IopFillSecurity(&Own->Irp, Stack, Request);
    IopSendRequest(Top, Own, &Iosb);
    return IopSecurityResult(Request, &Iosb);
}

NTSTATUS
IopFileSecurity(PVOID Object, POB_SECURITY Request)
{
    PFILE_OBJECT File = Object;
    BOOLEAN Synchronous = (File->Flags & FO_SYNCHRONOUS_IO) != 0;
    NTSTATUS Status = STATUS_SUCCESS;

    if (IopIsDeviceItself(File)) {
        return IopDeviceSecurity(File->DeviceObject, Request);
    }
    if (Synchronous) {
        Status = IopLockFile(File, ExGetPreviousMode(), IopIsAlertable(File));
    }
    if (Status == STATUS_SUCCESS) {
        Status = IopAskSecurity(File, Request);
        if (Synchronous) {
            IopUnlockFile(File);
        }
    }
    return Status;
}
