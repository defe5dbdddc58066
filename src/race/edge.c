/*
 * src/race/edge.c - what orders the requests of a driver
 *
 * A packet:  whoever passed it on --IoCallDriver--> who completes it --> completion routines
 * A file:    the end of CREATE --> all other requests;  the end of each of them --> CLOSE
 * A driver:  DriverEntry, AddDevice, the start of a device --> all requests
 *            the end of each CLOSE --> the removal of a device --> DriverUnload
 *            the PnP manager and the power manager do one thing after the other
 *
 * A packet that is allocated is new memory.
 */
#include "racei.h"

#define RACE_KEY(What) HAL_SYNC_KEY(HalSyncKernel, HAL_SYNC_##What)

static inline PIRP
RaceIrp(ULONG64 Irp)
{
    return (PIRP)(ULONG_PTR)Irp;
}

static VOID
RaceAllocated(HAL_PROBE Probe, ULONG64 Irp, ULONG64 StackSize, ULONG64 Caller)
{
    HalShadowAllocate(RaceIrp(Irp), IoSizeOfIrp((CCHAR)StackSize));
    HalForgetKey(HAL_SYNC_KEY(HalSyncIrp, Irp));
}

static BOOLEAN
RaceIsSerial(UCHAR Major)
{
    return Major == IRP_MJ_PNP || Major == IRP_MJ_POWER;
}

static BOOLEAN
RaceIsRemoval(PIO_STACK_LOCATION Stack)
{
    return Stack->MajorFunction == IRP_MJ_PNP && Stack->MinorFunction == IRP_MN_REMOVE_DEVICE;
}

static VOID
RaceCalled(HAL_PROBE Probe, ULONG64 Irp, ULONG64 Device, ULONG64 Major)
{
    PIO_STACK_LOCATION Stack;

    if (!HalOrdered) {
        return;
    }
    Stack = IoGetCurrentIrpStackLocation(RaceIrp(Irp));
    HalAcquire(HAL_SYNC_KEY(HalSyncIrp, Irp));
    HalAcquire(RACE_KEY(STARTED));
    if (Stack->FileObject != NULL) {
        HalAcquire(HAL_SYNC_KEY(HalSyncObject, Stack->FileObject));
        if (Stack->MajorFunction == IRP_MJ_CLOSE) {
            HalAcquire(HAL_SYNC_KEY(HalSyncRun, Stack->FileObject));
        }
    }
    if (RaceIsSerial(Stack->MajorFunction)) {
        HalAcquire(RACE_KEY(PNP));
    }
    if (RaceIsRemoval(Stack)) {
        HalAcquire(RACE_KEY(CLOSED));
    }
    HalRelease(HAL_SYNC_KEY(HalSyncIrp, Irp));
}

static VOID
RaceCompletedOf(PIO_STACK_LOCATION Stack)
{
    if (Stack->FileObject != NULL) {
        HalRelease(HAL_SYNC_KEY(HalSyncRun, Stack->FileObject));
        if (Stack->MajorFunction == IRP_MJ_CREATE) {
            HalRelease(HAL_SYNC_KEY(HalSyncObject, Stack->FileObject));
        }
    }
    if (Stack->MajorFunction == IRP_MJ_CLOSE) {
        HalRelease(RACE_KEY(CLOSED));
    }
    if (RaceIsSerial(Stack->MajorFunction)) {
        HalRelease(RACE_KEY(PNP));
    }
}

static VOID
RaceCompleted(HAL_PROBE Probe, ULONG64 Irp, ULONG64 Status, ULONG64 Information)
{
    if (!HalOrdered) {
        return;
    }
    HalAcquire(HAL_SYNC_KEY(HalSyncIrp, Irp));
    if (RaceIrp(Irp)->CurrentLocation <= RaceIrp(Irp)->StackCount) {
        RaceCompletedOf(IoGetCurrentIrpStackLocation(RaceIrp(Irp)));
    }
    HalRelease(HAL_SYNC_KEY(HalSyncIrp, Irp));
}

static VOID
RaceLoaded(HAL_PROBE Probe, ULONG64 Driver, ULONG64 B, ULONG64 C)
{
    HalRelease(RACE_KEY(STARTED));
    HalRelease(RACE_KEY(PNP));
}

static VOID
RaceUnloads(HAL_PROBE Probe, ULONG64 Driver, ULONG64 B, ULONG64 C)
{
    HalAcquire(RACE_KEY(STARTED));
    HalAcquire(RACE_KEY(CLOSED));
    HalAcquire(RACE_KEY(PNP));
}

VOID
RaceListenToPackets(VOID)
{
    HalListen(PROBE_IRP_ALLOCATE, RaceAllocated);
    HalListen(PROBE_IRP_CALL, RaceCalled);
    HalListen(PROBE_IRP_COMPLETE, RaceCompleted);
    HalListen(PROBE_DRIVER_LOAD, RaceLoaded);
    HalListen(PROBE_DRIVER_UNLOAD, RaceUnloads);
}
