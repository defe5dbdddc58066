/*
 * src/pnp/notifyentry.h - one registration of IoRegisterPlugPlayNotification
 */
#ifndef PIP_NOTIFY_ENTRY_H
#define PIP_NOTIFY_ENTRY_H

#include "notify.h"

typedef struct _PIP_NOTIFY_CALL {
    struct _PIP_NOTIFY_CALL *Next;
    PKTHREAD Thread;
} PIP_NOTIFY_CALL;

typedef struct _PIP_NOTIFY {
    LIST_ENTRY Links;
    IO_NOTIFICATION_EVENT_CATEGORY Category;
    GUID Class;
    PFILE_OBJECT File;
    PDEVICE_OBJECT Pdo;
    PDRIVER_OBJECT Driver;
    PDRIVER_NOTIFICATION_CALLBACK_ROUTINE Routine;
    PVOID Context;
    ULONG64 Serial;
    ULONG References;
    BOOLEAN Removed, Asked;
    PIP_NOTIFY_CALL *Calls; /* that have not returned */
    KEVENT Returned;
} PIP_NOTIFY, *PPIP_NOTIFY;

/* notify.c */
VOID PipAddEntry(PPIP_NOTIFY Entry); /* with the registration's reference */
PPIP_NOTIFY PipNextEntry(PPIP_NOTIFY Entry);
VOID PipRelease(PPIP_NOTIFY Entry);
NTSTATUS PipCall(PPIP_NOTIFY Entry, PVOID Structure);

#endif
