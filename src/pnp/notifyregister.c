/*
 * pnp/notifyregister.c - IoRegisterPlugPlayNotification and its end
 *
 * IoUnregisterPlugPlayNotificationEx waits for a call that has begun, unless it is the caller's
 * own; IoUnregisterPlugPlayNotification does not.
 *
 * Differs from Windows: to unregister twice is BAD_POOL_CALLER (7), where Windows damages its pool.
 * Nothing is told of a kernel soft restart: to register for it stops by name.
 */
#include "notifyentry.h"

#include <wdmguid.h>

static VOID
PipTellOne(PVOID Structure, PVOID Context)
{
    PPIP_NOTIFY Entry = Context;

    if (!Entry->Removed) {
        PipCall(Entry, Structure);
    }
}

/* Interfaces that are there already; meanwhile some may come and go, which is told as usual. */
static NTSTATUS
PipTellExisting(PPIP_NOTIFY Entry)
{
    PWSTR Names;
    NTSTATUS Status = IoGetDeviceInterfaces(&Entry->Class, NULL, 0, &Names);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    for (PCWSTR Name = Names; *Name != L'\0'; Name += IoTextLength(Name) + 1) {
        PipTellInterface(&GUID_DEVICE_INTERFACE_ARRIVAL, &Entry->Class, Name, PipTellOne, Entry);
    }
    ExFreePool(Names);
    return STATUS_SUCCESS;
}

/* What the event category's data says. */
static NTSTATUS
PipReadCategory(PPIP_NOTIFY Entry, ULONG Flags, PVOID Data)
{
    switch (Entry->Category) {
    case EventCategoryHardwareProfileChange:
        return Data == NULL && Flags == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    case EventCategoryDeviceInterfaceChange:
        if (Data == NULL ||
            (Flags & ~(ULONG)PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES) != 0) {
            return STATUS_INVALID_PARAMETER;
        }
        Entry->Class = *(const GUID *)Data;
        return STATUS_SUCCESS;
    case EventCategoryTargetDeviceChange:
        if (Data == NULL || Flags != 0) {
            return STATUS_INVALID_PARAMETER;
        }
        Entry->File = Data;
        return PipFindTarget(Entry->File, &Entry->Pdo);
    case EventCategoryKernelSoftRestart:
        KiNotImplemented("IoRegisterPlugPlayNotification for a soft restart", KeCallerInDriver());
    default:
        return STATUS_INVALID_PARAMETER;
    }
}

NTSTATUS
IoRegisterPlugPlayNotification(IO_NOTIFICATION_EVENT_CATEGORY EventCategory,
                               ULONG EventCategoryFlags, PVOID EventCategoryData,
                               PDRIVER_OBJECT DriverObject,
                               PDRIVER_NOTIFICATION_CALLBACK_ROUTINE CallbackRoutine, PVOID Context,
                               PVOID *NotificationEntry)
{
    PPIP_NOTIFY Entry = ExAllocateOwn(sizeof(*Entry), PIP_TAG);
    NTSTATUS Status;

    *NotificationEntry = NULL;
    if (Entry == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Entry->Category = EventCategory;
    Status = PipReadCategory(Entry, EventCategoryFlags, EventCategoryData);
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(Entry);
        return Status;
    }
    Entry->Driver = DriverObject;
    Entry->Routine = CallbackRoutine;
    Entry->Context = Context;
    PipAddEntry(Entry);
    if (EventCategoryFlags != 0) {
        Status = PipTellExisting(Entry);
    }
    if (!NT_SUCCESS(Status)) {
        Entry->Removed = TRUE;
        PipRelease(Entry);
        return Status;
    }
    *NotificationEntry = Entry;
    return STATUS_SUCCESS;
}

/* --- unregistering ---------------------------------------------------------------------------- */

static PPIP_NOTIFY
PipRemove(PVOID NotificationEntry)
{
    PPIP_NOTIFY Entry = PipNextEntry(NULL);

    while (Entry != NULL && Entry != NotificationEntry) {
        Entry = PipNextEntry(Entry);
    }
    if (Entry == NULL) {
        KeBugCheckEx(BAD_POOL_CALLER, 7, 0, 0, (ULONG_PTR)NotificationEntry);
    }
    Entry->Removed = TRUE;
    PipRelease(Entry); // the registration's; the caller has its own
    return Entry;
}

static BOOLEAN
PipIsCalledElsewhere(PPIP_NOTIFY Entry)
{
    for (PIP_NOTIFY_CALL *Call = Entry->Calls; Call != NULL; Call = Call->Next) {
        if (Call->Thread != KeCurrentThread()) {
            return TRUE;
        }
    }
    return FALSE;
}

NTSTATUS
IoUnregisterPlugPlayNotificationEx(PVOID NotificationEntry)
{
    PPIP_NOTIFY Entry = PipRemove(NotificationEntry);

    while (PipIsCalledElsewhere(Entry)) {
        KeWaitForSingleObject(&Entry->Returned, Executive, KernelMode, FALSE, NULL);
    }
    PipRelease(Entry);
    return STATUS_SUCCESS;
}

NTSTATUS
IoUnregisterPlugPlayNotification(PVOID NotificationEntry)
{
    PipRelease(PipRemove(NotificationEntry));
    return STATUS_SUCCESS;
}
