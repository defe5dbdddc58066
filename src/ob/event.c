/*
 * ob/event.c - event objects
 *
 * The body of an event object is a KEVENT: a driver that references a handle gets a PKEVENT.
 */
#include "obi.h"

#define EVENT_BASIC_INFORMATION_CLASS 0

OBJECT_TYPE ObpEventType SIM_STATE;
POBJECT_TYPE *ExEventObjectType SIM_STATE;

static struct {
    POBJECT_TYPE Type;
} ObpEvents SIM_STATE;

VOID
ObpInitEvents(VOID)
{
    ObpEventType = (OBJECT_TYPE){
        .Name = L"Event",
        .GenericMapping = {STANDARD_RIGHTS_READ | EVENT_QUERY_STATE,
                           STANDARD_RIGHTS_WRITE | EVENT_MODIFY_STATE,
                           STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE, EVENT_ALL_ACCESS},
        .ValidAccess = EVENT_ALL_ACCESS,
        .DispatcherOffset = FIELD_OFFSET(KEVENT, Header),
    };
    ObCreateObjectType(&ObpEventType);
    ObpEvents.Type = &ObpEventType;
    ExEventObjectType = &ObpEvents.Type;
}

NTSTATUS
NtCreateEvent(PHANDLE EventHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
              EVENT_TYPE EventType, BOOLEAN InitialState)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status;
    PVOID Event;

    Status = ObpProbeCreate(Mode, EventHandle, ObjectAttributes);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (EventType != NotificationEvent && EventType != SynchronizationEvent) {
        return STATUS_INVALID_PARAMETER_4;
    }
    Status = ObCreateObjectOfType(&ObpEventType, sizeof(KEVENT), &Event);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    KeInitializeEvent(Event, EventType, InitialState);
    Status = ObInsertNewObject(Event, ObjectAttributes, DesiredAccess, Mode, EventHandle, NULL);
    ObfDereferenceObject(Event);
    return Status;
}

NTSTATUS
NtOpenEvent(PHANDLE EventHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes)
{
    return ObpOpenNamed(EventHandle, DesiredAccess, ObjectAttributes, &ObpEventType);
}

/* --- changing the state ----------------------------------------------------------------------- */

static NTSTATUS
ObpReferenceEvent(HANDLE Handle, ACCESS_MASK Access, PLONG PreviousState, PVOID *Event)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = ObpProbePrevious(Mode, PreviousState);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return ObReferenceObjectByHandle(Handle, Access, &ObpEventType, Mode, Event, NULL);
}

/* Before what was changed lets another thread run: user memory is this thread's. */
static NTSTATUS
ObpEventDone(PVOID Event, LONG State, PLONG PreviousState)
{
    if (PreviousState != NULL) {
        *PreviousState = State;
    }
    ObfDereferenceObject(Event);
    return STATUS_SUCCESS;
}

NTSTATUS
NtSetEvent(HANDLE EventHandle, PLONG PreviousState)
{
    PVOID Event;
    NTSTATUS Status = ObpReferenceEvent(EventHandle, EVENT_MODIFY_STATE, PreviousState, &Event);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return ObpEventDone(Event, KeSetEvent(Event, EVENT_INCREMENT, FALSE), PreviousState);
}

NTSTATUS
NtResetEvent(HANDLE EventHandle, PLONG PreviousState)
{
    PVOID Event;
    NTSTATUS Status = ObpReferenceEvent(EventHandle, EVENT_MODIFY_STATE, PreviousState, &Event);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return ObpEventDone(Event, KeResetEvent(Event), PreviousState);
}

NTSTATUS
NtClearEvent(HANDLE EventHandle)
{
    return NtResetEvent(EventHandle, NULL);
}

/* Releases who waits now, and leaves the event not signalled. */
NTSTATUS
NtPulseEvent(HANDLE EventHandle, PLONG PreviousState)
{
    PVOID Event;
    NTSTATUS Status = ObpReferenceEvent(EventHandle, EVENT_MODIFY_STATE, PreviousState, &Event);
    LONG State;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    State = KeSetEvent(Event, EVENT_INCREMENT, FALSE);
    KeResetEvent(Event);
    return ObpEventDone(Event, State, PreviousState);
}

NTSTATUS
NtQueryEvent(HANDLE EventHandle, ULONG Class, PVOID Information, ULONG Length, PULONG ReturnLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    OB_EVENT_INFORMATION *Basic = Information;
    NTSTATUS Status;
    PVOID Event;

    if (Class != EVENT_BASIC_INFORMATION_CLASS) {
        return STATUS_INVALID_INFO_CLASS;
    }
    if (Length != sizeof *Basic) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    Status = OB_PROBE_WRITE(Mode, Basic);
    if (NT_SUCCESS(Status) && ReturnLength != NULL) {
        Status = OB_PROBE_WRITE(Mode, ReturnLength);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(EventHandle, EVENT_QUERY_STATE, &ObpEventType, Mode,
                                           &Event, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Basic->EventType = ((PKEVENT)Event)->Header.Type == NotificationEvent ? NotificationEvent
                                                                          : SynchronizationEvent;
    Basic->EventState = KeReadStateEvent(Event);
    if (ReturnLength != NULL) {
        *ReturnLength = sizeof *Basic;
    }
    ObfDereferenceObject(Event);
    return STATUS_SUCCESS;
}
