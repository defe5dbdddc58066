/*
 * samples/filter/dispatch.c - requests: logged, vetoed, passed on
 *
 * All major functions come here. What this driver does not know it passes on as well: the driver
 * below knows it, or refuses it.
 */
#include "filter.h"

static IO_COMPLETION_ROUTINE FilterDone;

NTSTATUS
FilterComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* --- requests of the stack -------------------------------------------------------------------- */

/* The remove lock is given back here, not when IoCallDriver returns: until then the request may be
   completed, and with it this routine called. */
static NTSTATUS NTAPI
FilterDone(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PFILTER Filter = Context;

    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    FilterLog(Irp, FILTER_UP, Irp->IoStatus.Status);
    IoReleaseRemoveLock(&Filter->RemoveLock, Irp);
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
FilterRequest(PFILTER Filter, PIRP Irp)
{
    NTSTATUS Verdict = FilterVerdict(IoGetCurrentIrpStackLocation(Irp));

    if (!NT_SUCCESS(Verdict)) {
        FilterLog(Irp, FILTER_VETO, Verdict);
        FilterComplete(Irp, Verdict, 0);
        IoReleaseRemoveLock(&Filter->RemoveLock, Irp);
        return Verdict;
    }
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, FilterDone, Filter, TRUE, TRUE, TRUE);
    return IoCallDriver(Filter->Lower, Irp);
}

/* --- requests of the control device ----------------------------------------------------------- */

static NTSTATUS
FilterControl(PIRP Irp, PIO_STACK_LOCATION Stack)
{
    ULONG Output = Stack->Parameters.DeviceIoControl.OutputBufferLength, Taken;

    switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_FILTER_LOG:
        Taken = FilterTakeEntries(Irp->AssociatedIrp.SystemBuffer, Output / sizeof(FILTER_ENTRY));
        return FilterComplete(Irp, STATUS_SUCCESS, Taken * sizeof(FILTER_ENTRY));
    case IOCTL_FILTER_RULE:
        if (Stack->Parameters.DeviceIoControl.InputBufferLength != sizeof(FILTER_RULE)) {
            return FilterComplete(Irp, STATUS_INFO_LENGTH_MISMATCH, 0);
        }
        return FilterComplete(Irp, FilterSetRule(Irp->AssociatedIrp.SystemBuffer), 0);
    default:
        return FilterComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static NTSTATUS
FilterControlDispatch(PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    switch (Stack->MajorFunction) {
    case IRP_MJ_CREATE:
    case IRP_MJ_CLEANUP:
    case IRP_MJ_CLOSE:
        return FilterComplete(Irp, STATUS_SUCCESS, 0);
    case IRP_MJ_DEVICE_CONTROL:
        return FilterControl(Irp, Stack);
    default:
        return FilterComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

/* --- all -------------------------------------------------------------------------------------- */

NTSTATUS
FilterDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFILTER Filter = DeviceObject->DeviceExtension;
    UCHAR Major = IoGetCurrentIrpStackLocation(Irp)->MajorFunction;
    NTSTATUS Status;

    if (Filter->Lower == NULL) {
        return FilterControlDispatch(Irp);
    }
    Status = IoAcquireRemoveLock(&Filter->RemoveLock, Irp);
    if (!NT_SUCCESS(Status)) {
        if (Major == IRP_MJ_POWER) {
            PoStartNextPowerIrp(Irp);
        }
        return FilterComplete(Irp, Status, 0);
    }
    FilterLog(Irp, FILTER_DOWN, STATUS_PENDING);
    switch (Major) {
    case IRP_MJ_PNP:
        return FilterPnp(Filter, Irp);
    case IRP_MJ_POWER:
        return FilterPower(Filter, Irp);
    default:
        return FilterRequest(Filter, Irp);
    }
}
