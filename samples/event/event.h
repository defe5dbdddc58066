/*
 * samples/event/event.h - telling a program that something happened: what the files share
 *
 * What it shows: the two ways in which a driver notifies user mode. An event whose handle the
 * program gave it, and a request that it keeps until there is something to say. Both from the DPC
 * of a kernel timer, with cancellation and with the program closing its handles at any moment.
 *
 *      driver.c    loading and unloading, dispatch
 *      notify.c    the life of a notification
 *
 * Which of the two to choose: an event says that something happened, not what, and not how often.
 * A pended request carries data back, one answer each, and its end can be awaited, polled, queued
 * to a completion port. New drivers pend requests.
 */
#ifndef EVENT_H
#define EVENT_H

#include <ntddk.h>

#include "public.h"

#define ALARM_TAG 'mrlA'

typedef struct _ALARM {
    KSPIN_LOCK Lock;
    LIST_ENTRY Notifications; /* guarded by Lock */
} ALARM, *PALARM;

/* One of Event and Irp is NULL. Event is the program's, referenced. */
NTSTATUS AlarmNotifyEvent(PALARM Alarm, PFILE_OBJECT File, PKEVENT Event, ULONG Milliseconds);
NTSTATUS AlarmNotifyRequest(PALARM Alarm, PIRP Irp, ULONG Milliseconds);
/* The file is closed: nobody is to be told any more. */
VOID AlarmForgetFile(PALARM Alarm, PFILE_OBJECT File);

/* The request ends here, with this status; there is never any data. */
NTSTATUS AlarmComplete(PIRP Irp, NTSTATUS Status);

#endif
