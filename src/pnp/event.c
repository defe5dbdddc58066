/*
 * pnp/event.c - PnP events that are told later, and the arrival and removal of device interfaces
 *
 * One system thread tells them, in the order in which they happened. It does not hold the tree
 * lock: the device may have gone further when a driver hears of it.
 */
#include "notify.h"

#define PIP_EVENT_PRIORITY 13

static struct {
    LIST_ENTRY Events;
    KEVENT Wanted;
} Pip SIM_STATE;

static VOID
PipTellEvents(PVOID Context)
{
    for (;;) {
        KeWaitForSingleObject(&Pip.Wanted, Executive, KernelMode, FALSE, NULL);
        while (!IsListEmpty(&Pip.Events)) {
            PPIP_EVENT Event = CONTAINING_RECORD(RemoveHeadList(&Pip.Events), PIP_EVENT, Links);

            Event->Deliver(Event);
        }
    }
}

VOID
PipQueueEvent(PPIP_EVENT Event)
{
    InsertTailList(&Pip.Events, &Event->Links);
    KeSetEvent(&Pip.Wanted, IO_NO_INCREMENT, FALSE);
}

VOID
PipInitEvents(VOID)
{
    NTSTATUS Status;

    InitializeListHead(&Pip.Events);
    KeInitializeEvent(&Pip.Wanted, SynchronizationEvent, FALSE);
    Status = PsCreateWorker(PipTellEvents, NULL, PIP_EVENT_PRIORITY);
    SIM_ASSERT(NT_SUCCESS(Status));
}

/* --- interfaces that come and go -------------------------------------------------------------- */

typedef struct _PIP_INTERFACE_EVENT {
    PIP_EVENT Event;
    GUID What, Class;
    WCHAR Name[];
} PIP_INTERFACE_EVENT, *PPIP_INTERFACE_EVENT;

VOID
PipTellInterface(const GUID *Event, const GUID *Class, PCWSTR Name,
                 VOID (*Tell)(PVOID Structure, PVOID Context), PVOID Context)
{
    UNICODE_STRING String;
    DEVICE_INTERFACE_CHANGE_NOTIFICATION Structure = {.Version = PIP_NOTIFICATION_VERSION,
                                                      .Size = sizeof(Structure),
                                                      .Event = *Event,
                                                      .InterfaceClassGuid = *Class,
                                                      .SymbolicLinkName = &String};

    RtlInitUnicodeString(&String, Name);
    Tell(&Structure, Context);
}

static VOID
PipTellClass(PVOID Structure, PVOID Context)
{
    PDEVICE_INTERFACE_CHANGE_NOTIFICATION Change = Structure;
    PIP_AUDIENCE Audience = {.Category = EventCategoryDeviceInterfaceChange,
                             .Class = &Change->InterfaceClassGuid};

    PipTell(&Audience, Structure);
}

static VOID
PipDeliverInterfaceEvent(PPIP_EVENT Event)
{
    PPIP_INTERFACE_EVENT Own = CONTAINING_RECORD(Event, PIP_INTERFACE_EVENT, Event);

    PipTellInterface(&Own->What, &Own->Class, Own->Name, PipTellClass, NULL);
    ExFreeOwn(Own);
}

VOID
PipQueueInterfaceEvent(const GUID *Event, const GUID *Class, PCWSTR Name)
{
    SIZE_T Bytes = (SIZE_T)(IoTextLength(Name) + 1) * sizeof(WCHAR);
    PPIP_INTERFACE_EVENT Own = ExAllocateOwn(sizeof(*Own) + Bytes, PIP_TAG);

    SIM_ASSERT(Own != NULL);
    Own->Event.Deliver = PipDeliverInterfaceEvent;
    Own->What = *Event;
    Own->Class = *Class;
    RtlCopyMemory(Own->Name, Name, Bytes);
    PipQueueEvent(&Own->Event);
}
