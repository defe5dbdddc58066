/*
 * cm/notify.h - a request to hear of a key's changes, for notify*.c
 */
#ifndef NOTIFY_H
#define NOTIFY_H

#include "cmi.h"

typedef struct _CMP_REQUEST {
    LIST_ENTRY Entry;
    KPROCESSOR_MODE Mode;
    BOOLEAN Synchronous, Completed;
    NTSTATUS Status;
    KEVENT Done;   /* of a synchronous one */
    PKEVENT Event; /* the caller's, referenced, or NULL */
    PIO_STATUS_BLOCK Iosb;
    PVOID Routine, Context;
    PETHREAD Thread; /* of user mode, referenced */
    KAPC Apc;
} CMP_REQUEST, *PCMP_REQUEST;

/* --- notifyend.c --- */
VOID CmpFreeRequest(PCMP_REQUEST Request);
VOID CmpAnnounce(PCMP_REQUEST Request); /* its status, to the status block and the event */
VOID CmpComplete(PCMP_REQUEST Request, NTSTATUS Status); /* and takes it off the list */
VOID CmpCompleteAll(PCMP_KEY_BODY Body, NTSTATUS Status);

#endif
