/*
 * io/device/link.c - symbolic links to devices, named events
 */
#include "iop.h"

NTSTATUS
IoCreateSymbolicLink(PUNICODE_STRING SymbolicLinkName, PUNICODE_STRING DeviceName)
{
    return ObCreateSymbolicLink(SymbolicLinkName, DeviceName,
                                OBJ_PERMANENT | OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE);
}

/* Anyone may replace such a link; there is nobody here who could not replace the other kind. */
NTSTATUS
IoCreateUnprotectedSymbolicLink(PUNICODE_STRING SymbolicLinkName, PUNICODE_STRING DeviceName)
{
    return IoCreateSymbolicLink(SymbolicLinkName, DeviceName);
}

NTSTATUS
IoDeleteSymbolicLink(PUNICODE_STRING SymbolicLinkName)
{
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Handle;
    NTSTATUS Status;

    InitializeObjectAttributes(&Attributes, SymbolicLinkName,
                               OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    Status = ZwOpenSymbolicLinkObject(&Handle, DELETE, &Attributes);
    if (NT_SUCCESS(Status)) {
        Status = ZwMakeTemporaryObject(Handle);
        ZwClose(Handle);
    }
    return Status;
}

/* Creates or opens it; the handle keeps it. */
static PKEVENT
IopCreateEvent(PUNICODE_STRING EventName, PHANDLE EventHandle, EVENT_TYPE Type)
{
    OBJECT_ATTRIBUTES Attributes;
    PKEVENT Event;
    NTSTATUS Status;

    InitializeObjectAttributes(&Attributes, EventName, OBJ_OPENIF | OBJ_KERNEL_HANDLE, NULL, NULL);
    Status = ZwCreateEvent(EventHandle, EVENT_ALL_ACCESS, &Attributes, Type, TRUE);
    if (!NT_SUCCESS(Status)) {
        return NULL;
    }
    Status = ObReferenceObjectByHandle(*EventHandle, 0, &ObpEventType, KernelMode, (PVOID *)&Event,
                                       NULL);
    SIM_ASSERT(NT_SUCCESS(Status));
    ObDereferenceObject(Event);
    return Event;
}

PKEVENT
IoCreateNotificationEvent(PUNICODE_STRING EventName, PHANDLE EventHandle)
{
    return IopCreateEvent(EventName, EventHandle, NotificationEvent);
}

PKEVENT
IoCreateSynchronizationEvent(PUNICODE_STRING EventName, PHANDLE EventHandle)
{
    return IopCreateEvent(EventName, EventHandle, SynchronizationEvent);
}
