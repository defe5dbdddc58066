/*
 * samples/filter/pnp.c - PnP and power: passed on; what is below decides
 *
 * A filter starts with its device, ends with it, and otherwise has to keep its device object like
 * the one below: the flags of paging and power, and the characteristics of the medium, which are
 * known once the device has started.
 */
#include "filter.h"

#define FILTER_MEDIUM (FILE_REMOVABLE_MEDIA | FILE_READ_ONLY_DEVICE | FILE_FLOPPY_DISKETTE)

static NTSTATUS
FilterForward(PFILTER Filter, PIRP Irp)
{
    return IoForwardIrpSynchronously(Filter->Lower, Irp) ? Irp->IoStatus.Status
                                                         : STATUS_UNSUCCESSFUL;
}

static NTSTATUS
FilterStart(PFILTER Filter, PIRP Irp)
{
    NTSTATUS Status = FilterForward(Filter, Irp);

    if (NT_SUCCESS(Status)) {
        Filter->Self->Characteristics |= Filter->Lower->Characteristics & FILTER_MEDIUM;
    }
    return FilterComplete(Irp, Status, 0);
}

/* A device on the way of a paging file may not be paged in its power routines. On the way down the
   one above says whether it can be; on the way up, the one below. */
static NTSTATUS
FilterUsage(PFILTER Filter, PIRP Irp)
{
    PDEVICE_OBJECT Self = Filter->Self;
    NTSTATUS Status;

    if (Self->AttachedDevice == NULL || (Self->AttachedDevice->Flags & DO_POWER_PAGABLE) != 0) {
        Self->Flags |= DO_POWER_PAGABLE;
    }
    Status = FilterForward(Filter, Irp);
    if ((Filter->Lower->Flags & DO_POWER_PAGABLE) == 0) {
        Self->Flags &= ~(ULONG)DO_POWER_PAGABLE;
    }
    return FilterComplete(Irp, Status, Irp->IoStatus.Information);
}

/* No request of this device is below any more, and none will come. */
static NTSTATUS
FilterRemove(PFILTER Filter, PIRP Irp)
{
    NTSTATUS Status;

    IoReleaseRemoveLockAndWait(&Filter->RemoveLock, Irp);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoSkipCurrentIrpStackLocation(Irp);
    Status = IoCallDriver(Filter->Lower, Irp);
    FilterDelete(Filter);
    return Status;
}

static NTSTATUS
FilterPnpMinor(PFILTER Filter, PIRP Irp, UCHAR Minor)
{
    switch (Minor) {
    case IRP_MN_START_DEVICE:
        return FilterStart(Filter, Irp);
    case IRP_MN_DEVICE_USAGE_NOTIFICATION:
        return FilterUsage(Filter, Irp);
    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_CANCEL_STOP_DEVICE:
    case IRP_MN_STOP_DEVICE:
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
    case IRP_MN_SURPRISE_REMOVAL:
        Irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    default: /* what is not handled keeps its status */
        break;
    }
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Filter->Lower, Irp);
}

NTSTATUS
FilterPnp(PFILTER Filter, PIRP Irp)
{
    UCHAR Minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS Status;

    if (Minor == IRP_MN_REMOVE_DEVICE) {
        return FilterRemove(Filter, Irp);
    }
    Status = FilterPnpMinor(Filter, Irp, Minor);
    IoReleaseRemoveLock(&Filter->RemoveLock, Irp);
    return Status;
}

NTSTATUS
FilterPower(PFILTER Filter, PIRP Irp)
{
    NTSTATUS Status;

    PoStartNextPowerIrp(Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    Status = PoCallDriver(Filter->Lower, Irp);
    IoReleaseRemoveLock(&Filter->RemoveLock, Irp);
    return Status;
}
