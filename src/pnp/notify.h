/*
 * src/pnp/notify.h - who is told of PnP events
 */
#ifndef PIP_NOTIFY_H
#define PIP_NOTIFY_H

#include "pip.h"

#define PIP_NOTIFICATION_VERSION 1

/* Who is told: of interfaces of this class, or of what happens to this device. */
typedef struct _PIP_AUDIENCE {
    IO_NOTIFICATION_EVENT_CATEGORY Category;
    const GUID *Class;
    PDEVICE_OBJECT Pdo;
    BOOLEAN Asked; /* only those whom PipAsk has asked */
} PIP_AUDIENCE;

/* notify.c: calls them in the order of their registration; in a target device's structure, the file
   object is filled in for each. */
VOID PipTell(const PIP_AUDIENCE *Audience, PVOID Structure);
NTSTATUS PipAsk(const PIP_AUDIENCE *Audience, PVOID Structure); /* until one refuses */
VOID PipInitNotify(VOID);

/* event.c: events that a thread of their own tells, one after another */
typedef struct _PIP_EVENT {
    LIST_ENTRY Links;
    VOID (*Deliver)(struct _PIP_EVENT *Event); /* and frees it */
} PIP_EVENT, *PPIP_EVENT;

VOID PipQueueEvent(PPIP_EVENT Event); /* <= DISPATCH_LEVEL */
VOID PipInitEvents(VOID);
VOID PipQueueInterfaceEvent(const GUID *Event, const GUID *Class, PCWSTR Name);
VOID PipTellInterface(const GUID *Event, const GUID *Class, PCWSTR Name,
                      VOID (*Tell)(PVOID Structure, PVOID Context), PVOID Context);

/* target.c */
NTSTATUS PipFindTarget(PFILE_OBJECT File, PDEVICE_OBJECT *Pdo); /* referenced */

#endif
