/*
 * pnp/target.c - target device change: what happens to a device that another driver has open
 *
 *      orderly     GUID_TARGET_DEVICE_QUERY_REMOVE --> QUERY_REMOVE, and then
 *                    nobody refuses          GUID_TARGET_DEVICE_REMOVE_COMPLETE --> REMOVE
 *                    somebody refuses        CANCEL_REMOVE --> GUID_TARGET_DEVICE_REMOVE_CANCELLED
 *      surprise    SURPRISE_REMOVAL --> GUID_TARGET_DEVICE_REMOVE_COMPLETE --> REMOVE
 *      custom      IoReportTargetDeviceChange(Asynchronous), told by the event thread
 *
 * The device of a file object is the one that the file's stack names as its TargetDeviceRelation.
 *
 * Differs from Windows: a cancelled removal is told to those only that were asked, the one that
 * refused among them.
 */
#include <initguid.h>
#include "notify.h"

#include <wdmguid.h>

/* --- which device ----------------------------------------------------------------------------- */

NTSTATUS
PipFindTarget(PFILE_OBJECT File, PDEVICE_OBJECT *Pdo)
{
    IO_STACK_LOCATION Stack = {.MinorFunction = IRP_MN_QUERY_DEVICE_RELATIONS};
    ULONG_PTR Information = 0;
    PDEVICE_RELATIONS Relations;
    NTSTATUS Status;

    Stack.FileObject = File;
    Stack.Parameters.QueryDeviceRelations.Type = TargetDeviceRelation;
    Status = PipSendTo(IoGetRelatedDeviceObject(File), &Stack, &Information);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Relations = (PDEVICE_RELATIONS)Information;
    if (Relations == NULL || Relations->Count != 1) {
        return STATUS_UNSUCCESSFUL;
    }
    *Pdo = Relations->Objects[0]; // its reference is the caller's now
    ExFreePool(Relations);
    return STATUS_SUCCESS;
}

/* --- removal ---------------------------------------------------------------------------------- */

static NTSTATUS
PipRemovalEvent(PDEVICE_NODE Node, const GUID *Event, BOOLEAN Ask, BOOLEAN Asked)
{
    PIP_AUDIENCE Audience = {
        .Category = EventCategoryTargetDeviceChange, .Pdo = Node->Pdo, .Asked = Asked};
    TARGET_DEVICE_REMOVAL_NOTIFICATION Structure = {
        .Version = PIP_NOTIFICATION_VERSION, .Size = sizeof(Structure), .Event = *Event};

    if (Ask) {
        return PipAsk(&Audience, &Structure);
    }
    PipTell(&Audience, &Structure);
    return STATUS_SUCCESS;
}

/* Children first, as the requests go. */
NTSTATUS
PipAskRemoval(PDEVICE_NODE Node)
{
    for (PDEVICE_NODE Child = Node->Child; Child != NULL; Child = Child->Sibling) {
        NTSTATUS Status = PipAskRemoval(Child);

        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    return PipRemovalEvent(Node, &GUID_TARGET_DEVICE_QUERY_REMOVE, TRUE, FALSE);
}

VOID
PipTellRemovalCancelled(PDEVICE_NODE Node)
{
    PipRemovalEvent(Node, &GUID_TARGET_DEVICE_REMOVE_CANCELLED, FALSE, TRUE);
    for (PDEVICE_NODE Child = Node->Child; Child != NULL; Child = Child->Sibling) {
        PipTellRemovalCancelled(Child);
    }
}

VOID
PipTellRemoval(PDEVICE_NODE Node)
{
    PipRemovalEvent(Node, &GUID_TARGET_DEVICE_REMOVE_COMPLETE, FALSE, FALSE);
}

/* --- custom events ---------------------------------------------------------------------------- */

typedef struct _PIP_CUSTOM_EVENT {
    PIP_EVENT Event;
    PDEVICE_OBJECT Pdo;                        /* referenced */
    PTARGET_DEVICE_CUSTOM_NOTIFICATION Change; /* the driver's, or a copy */
    PDEVICE_CHANGE_COMPLETE_CALLBACK Callback;
    PVOID Context;
    KEVENT Done;
    ULONG64 Copy[];
} PIP_CUSTOM_EVENT, *PPIP_CUSTOM_EVENT;

static VOID
PipTellCustom(PPIP_CUSTOM_EVENT Own)
{
    PIP_AUDIENCE Audience = {.Category = EventCategoryTargetDeviceChange, .Pdo = Own->Pdo};

    PipTell(&Audience, Own->Change);
    ObDereferenceObject(Own->Pdo);
}

static VOID
PipDeliverAndWake(PPIP_EVENT Event)
{
    PPIP_CUSTOM_EVENT Own = CONTAINING_RECORD(Event, PIP_CUSTOM_EVENT, Event);

    PipTellCustom(Own);
    KeSetEvent(&Own->Done, IO_NO_INCREMENT, FALSE);
}

/* A driver that reports in the middle of a removal has finished it by then: hence the lock. */
static VOID
PipDeliverAndCallBack(PPIP_EVENT Event)
{
    PPIP_CUSTOM_EVENT Own = CONTAINING_RECORD(Event, PIP_CUSTOM_EVENT, Event);

    PipLockTree();
    PipUnlockTree();
    PipTellCustom(Own);
    if (Own->Callback != NULL) {
        CALL_DRIVER(Own->Callback, Own->Context);
        PipCheckCallout((PVOID)Own->Callback);
    }
    ExFreeOwn(Own);
}

static NTSTATUS
PipCheckCustom(PDEVICE_OBJECT Pdo, PTARGET_DEVICE_CUSTOM_NOTIFICATION Change)
{
    if (PipNodeOf(Pdo) == NULL) {
        KeBugCheckEx(PNP_DETECTED_FATAL_ERROR, 2, (ULONG_PTR)Pdo, 0, 0);
    }
    if (IsEqualGUID(&Change->Event, &GUID_TARGET_DEVICE_QUERY_REMOVE) ||
        IsEqualGUID(&Change->Event, &GUID_TARGET_DEVICE_REMOVE_CANCELLED) ||
        IsEqualGUID(&Change->Event, &GUID_TARGET_DEVICE_REMOVE_COMPLETE) ||
        Change->FileObject != NULL ||
        Change->Size < FIELD_OFFSET(TARGET_DEVICE_CUSTOM_NOTIFICATION, CustomDataBuffer)) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    return STATUS_SUCCESS;
}

NTSTATUS
IoReportTargetDeviceChange(PDEVICE_OBJECT PhysicalDeviceObject, PVOID NotificationStructure)
{
    PIP_CUSTOM_EVENT Own = {.Event.Deliver = PipDeliverAndWake,
                            .Pdo = PhysicalDeviceObject,
                            .Change = NotificationStructure};
    NTSTATUS Status = PipCheckCustom(PhysicalDeviceObject, Own.Change);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    ObReferenceObject(PhysicalDeviceObject);
    KeInitializeEvent(&Own.Done, NotificationEvent, FALSE);
    PipQueueEvent(&Own.Event);
    KeWaitForSingleObject(&Own.Done, Executive, KernelMode, FALSE, NULL);
    return STATUS_SUCCESS;
}

NTSTATUS
IoReportTargetDeviceChangeAsynchronous(PDEVICE_OBJECT PhysicalDeviceObject,
                                       PVOID NotificationStructure,
                                       PDEVICE_CHANGE_COMPLETE_CALLBACK Callback, PVOID Context)
{
    PTARGET_DEVICE_CUSTOM_NOTIFICATION Change = NotificationStructure;
    PPIP_CUSTOM_EVENT Own;
    NTSTATUS Status = PipCheckCustom(PhysicalDeviceObject, Change);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Own = ExAllocateOwn(sizeof(*Own) + Change->Size, PIP_TAG);
    if (Own == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Own->Event.Deliver = PipDeliverAndCallBack;
    Own->Pdo = PhysicalDeviceObject;
    Own->Change = (PTARGET_DEVICE_CUSTOM_NOTIFICATION)Own->Copy;
    Own->Callback = Callback;
    Own->Context = Context;
    RtlCopyMemory(Own->Copy, Change, Change->Size);
    ObReferenceObject(PhysicalDeviceObject);
    PipQueueEvent(&Own->Event);
    return STATUS_SUCCESS;
}

/* --- the hardware profile --------------------------------------------------------------------- */

static HWPROFILE_CHANGE_NOTIFICATION
PipProfileChange(const GUID *Event)
{
    return (HWPROFILE_CHANGE_NOTIFICATION){.Version = PIP_NOTIFICATION_VERSION,
                                           .Size = sizeof(HWPROFILE_CHANGE_NOTIFICATION),
                                           .Event = *Event};
}

/* What a dock that comes or goes does; there are no docks, so a test asks for it. */
static VOID
PipChangeProfile(PVOID Context)
{
    PIP_AUDIENCE Audience = {.Category = EventCategoryHardwareProfileChange};
    HWPROFILE_CHANGE_NOTIFICATION Change = PipProfileChange(&GUID_HWPROFILE_QUERY_CHANGE);
    NTSTATUS *Status = Context;

    PipLockTree();
    *Status = PipAsk(&Audience, &Change);
    Audience.Asked = !NT_SUCCESS(*Status);
    Change = PipProfileChange(NT_SUCCESS(*Status) ? &GUID_HWPROFILE_CHANGE_COMPLETE
                                                  : &GUID_HWPROFILE_CHANGE_CANCELLED);
    PipTell(&Audience, &Change);
    PipUnlockTree();
}

NTSTATUS
PnpChangeHardwareProfile(VOID)
{
    NTSTATUS Status;

    IoRunInSystemThread(PipChangeProfile, &Status);
    return Status;
}
