/*
 * io/system/harderror.c - errors that a user is asked about: hard errors, and volumes to be
 * verified
 *
 * Differs from Windows: there is no user. No box is shown: one that asks counts as cancelled at
 * once, so that the request fails with the status it has; one that informs counts as read.
 */
#include "iop.h"

/* Returns whether they were enabled before. */
BOOLEAN
IoSetThreadHardErrorMode(BOOLEAN EnableHardErrors)
{
    PETHREAD Thread = PsCurrentThread();
    BOOLEAN Enabled = !Thread->HardErrorsDisabled;

    Thread->HardErrorsDisabled = !EnableHardErrors;
    return Enabled;
}

VOID
IoRaiseHardError(PIRP Irp, PVPB Vpb, PDEVICE_OBJECT RealDeviceObject)
{
    Irp->IoStatus.Information = 0;
    IofCompleteRequest(Irp, IO_NO_INCREMENT);
}

/* FALSE: hard errors are disabled for the thread. */
BOOLEAN
IoRaiseInformationalHardError(NTSTATUS ErrorStatus, PUNICODE_STRING String, PKTHREAD Thread)
{
    return Thread == NULL || !CONTAINING_RECORD(Thread, ETHREAD, Tcb)->HardErrorsDisabled;
}

/* --- which device the file system is to verify ------------------------------------------------ */

VOID
IoSetHardErrorOrVerifyDevice(PIRP Irp, PDEVICE_OBJECT DeviceObject)
{
    if (Irp->Tail.Overlay.Thread != NULL) {
        Irp->Tail.Overlay.Thread->DeviceToVerify = DeviceObject;
    }
}

PDEVICE_OBJECT
IoGetDeviceToVerify(PETHREAD Thread)
{
    return Thread->DeviceToVerify;
}

VOID
IoSetDeviceToVerify(PETHREAD Thread, PDEVICE_OBJECT DeviceObject)
{
    Thread->DeviceToVerify = DeviceObject;
}
