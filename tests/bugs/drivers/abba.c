/*
 * bugs/drivers/abba.c - credits go from one channel to the other, under the locks of both
 *
 * Defect: the lock of the channel that gives is taken first, so two requests the other way round
 * each hold what the other one waits for. The twin takes the lower channel's first.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\Abba"

enum { CHANNELS = 2, CREDITS = 100 };

typedef struct _CHANNEL {
    KSPIN_LOCK Lock;
    LONG Credits;
} CHANNEL, *PCHANNEL;

static CHANNEL Channels[CHANNELS];

static VOID
AcquireBoth(const ABBA_MOVE *Move, PKIRQL OldIrql)
{
    BOOLEAN Swap = FIXED && Move->To < Move->From;

    KeAcquireSpinLock(&Channels[Swap ? Move->To : Move->From].Lock, OldIrql);
    KeAcquireSpinLockAtDpcLevel(&Channels[Swap ? Move->From : Move->To].Lock);
}

static VOID
ReleaseBoth(const ABBA_MOVE *Move, KIRQL OldIrql)
{
    KeReleaseSpinLockFromDpcLevel(&Channels[Move->To].Lock);
    KeReleaseSpinLock(&Channels[Move->From].Lock, OldIrql);
}

static NTSTATUS
MoveCredits(const ABBA_MOVE *Move)
{
    NTSTATUS Status = STATUS_QUOTA_EXCEEDED;
    KIRQL OldIrql;

    if (Move->From >= CHANNELS || Move->To >= CHANNELS || Move->From == Move->To) {
        return STATUS_INVALID_PARAMETER;
    }
    AcquireBoth(Move, &OldIrql);
    if (Channels[Move->From].Credits >= Move->Credits) {
        Channels[Move->From].Credits -= Move->Credits;
        Channels[Move->To].Credits += Move->Credits;
        Status = STATUS_SUCCESS;
    }
    ReleaseBoth(Move, OldIrql);
    return Status;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (KitCode(Irp) != IOCTL_ABBA_MOVE) {
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    if (!KitHas(Irp, sizeof(ABBA_MOVE), 0)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    return StoryComplete(Irp, MoveCredits(Irp->AssociatedIrp.SystemBuffer), 0);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    for (ULONG i = 0; i < CHANNELS; i++) {
        KeInitializeSpinLock(&Channels[i].Lock);
        Channels[i].Credits = CREDITS;
    }
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\Abba", LINK);
}
