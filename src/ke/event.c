/*
 * src/ke/event.c - events
 *
 * A notification event stays signalled until it is reset; a synchronization event is reset by the
 * wait that it satisfies.
 */
#include "ki.h"

VOID
KeInitializeEvent(PRKEVENT Event, EVENT_TYPE Type, BOOLEAN State)
{
    KeInitializeHeader(&Event->Header,
                       Type == NotificationEvent ? KiEventNotification : KiEventSynchronization,
                       sizeof *Event, State);
}

LONG
KeSetEvent(PRKEVENT Event, KPRIORITY Increment, BOOLEAN Wait)
{
    LONG Previous = Event->Header.SignalState;

    Event->Header.SignalState = 1;
    if (Previous == 0) {
        KiWaitTest(&Event->Header, Increment);
    } else {
        HalRelease(HAL_SYNC_KEY(HalSyncObject, Event));
    }
    if (Wait) {
        KiHoldForWait();
    }
    return Previous;
}

LONG
KePulseEvent(PRKEVENT Event, KPRIORITY Increment, BOOLEAN Wait)
{
    LONG Previous = KeSetEvent(Event, Increment, Wait);

    Event->Header.SignalState = 0;
    return Previous;
}

LONG
KeResetEvent(PRKEVENT Event)
{
    LONG Previous = Event->Header.SignalState;

    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Event));
    Event->Header.SignalState = 0;
    return Previous;
}

VOID
KeClearEvent(PRKEVENT Event)
{
    HalTouch(Event, TRUE);
    Event->Header.SignalState = 0;
}

LONG
KeReadStateEvent(PRKEVENT Event)
{
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Event));
    return Event->Header.SignalState;
}
