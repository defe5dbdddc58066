/*
 * io/device/shutdown.c - who is told that the system shuts down
 *
 * Devices register for IRP_MJ_SHUTDOWN before or after the file systems are flushed; the last to
 * register is told first. Each registration is used once.
 */
#include "device.h"
#include "irp/irp.h"

typedef struct _IOP_SHUTDOWN {
    LIST_ENTRY Links;
    PDEVICE_OBJECT Device;
} IOP_SHUTDOWN, *PIOP_SHUTDOWN;

static struct {
    LIST_ENTRY Normal, LastChance;
} Iop SIM_STATE;

VOID
IopInitShutdown(VOID)
{
    InitializeListHead(&Iop.Normal);
    InitializeListHead(&Iop.LastChance);
}

static NTSTATUS
IopRegister(PLIST_ENTRY List, PDEVICE_OBJECT Device)
{
    PIOP_SHUTDOWN Entry = ExAllocateOwn(sizeof(*Entry), IOP_TAG);

    if (Entry == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ObReferenceObject(Device);
    Entry->Device = Device;
    Device->Flags |= DO_SHUTDOWN_REGISTERED;
    InsertHeadList(List, &Entry->Links);
    return STATUS_SUCCESS;
}

NTSTATUS
IoRegisterShutdownNotification(PDEVICE_OBJECT DeviceObject)
{
    return IopRegister(&Iop.Normal, DeviceObject);
}

NTSTATUS
IoRegisterLastChanceShutdownNotification(PDEVICE_OBJECT DeviceObject)
{
    return IopRegister(&Iop.LastChance, DeviceObject);
}

static VOID
IopUnregister(PLIST_ENTRY List, PDEVICE_OBJECT Device)
{
    PLIST_ENTRY Next;

    for (PLIST_ENTRY Link = List->Flink; Link != List; Link = Next) {
        PIOP_SHUTDOWN Entry = CONTAINING_RECORD(Link, IOP_SHUTDOWN, Links);

        Next = Link->Flink;
        if (Entry->Device == Device) {
            RemoveEntryList(Link);
            ExFreeOwn(Entry);
            ObDereferenceObject(Device);
        }
    }
}

VOID
IoUnregisterShutdownNotification(PDEVICE_OBJECT DeviceObject)
{
    DeviceObject->Flags &= ~(ULONG)DO_SHUTDOWN_REGISTERED;
    IopUnregister(&Iop.Normal, DeviceObject);
    IopUnregister(&Iop.LastChance, DeviceObject);
}

static VOID
IopTell(PLIST_ENTRY List)
{
    while (!IsListEmpty(List)) {
        PIOP_SHUTDOWN Entry = CONTAINING_RECORD(RemoveHeadList(List), IOP_SHUTDOWN, Links);
        PDEVICE_OBJECT Top = IoGetAttachedDevice(Entry->Device);
        PIOP_IRP Own = IopBuildRequest(Top, IRP_MJ_SHUTDOWN);
        IO_STATUS_BLOCK Iosb;

        if (Own != NULL) {
            IopSendRequest(Top, Own, &Iosb);
        }
        ObDereferenceObject(Entry->Device);
        ExFreeOwn(Entry);
    }
}

VOID
IoShutdownSystem(BOOLEAN LastChance)
{
    IopTell(LastChance ? &Iop.LastChance : &Iop.Normal);
}
