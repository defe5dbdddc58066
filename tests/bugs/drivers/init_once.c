/*
 * bugs/drivers/init_once.c - a table that is filled at its first use
 *
 * Defect: double-checked locking without barriers. A processor with weakly ordered memory may see
 * the flag before the table, or may have read the table before the flag. Where memory is ordered as
 * on x64, there is nothing to see. The twin reads the flag with acquire and sets it with release.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\InitOnce"

enum { ROWS = 4 };

static FAST_MUTEX Mutex;
static volatile LONG Filled;
static ULONG Squares[ROWS];

static BOOLEAN
IsFilled(VOID)
{
    return (FIXED ? ReadAcquire(&Filled) : ReadNoFence(&Filled)) != FALSE;
}

static VOID
FillOnce(VOID)
{
    ExAcquireFastMutex(&Mutex);
    if (!IsFilled()) {
        for (ULONG i = 0; i < ROWS; i++) {
            Squares[i] = i * i;
        }
        if (FIXED) {
            WriteRelease(&Filled, TRUE);
        } else {
            WriteNoFence(&Filled, TRUE);
        }
    }
    ExReleaseFastMutex(&Mutex);
}

static ULONG
LookUp(ULONG Index)
{
    if (!IsFilled()) {
        FillOnce();
    }
    return Squares[Index % ROWS];
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (KitCode(Irp) != IOCTL_TABLE_LOOK_UP || !KitHas(Irp, sizeof(ULONG), sizeof(ULONG))) {
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    return KitAnswer(Irp, LookUp(*(PULONG)Irp->AssociatedIrp.SystemBuffer));
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ExInitializeFastMutex(&Mutex);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\InitOnce", LINK);
}
