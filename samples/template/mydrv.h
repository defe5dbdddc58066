/*
 * samples/template/mydrv.h - the device extension, and what the two files share
 */
#ifndef MYDRV_H
#define MYDRV_H

#include <wdm.h>

#include "public.h"

#define MYDRV_TAG 'vrDM'

/* Registers of the device, in BAR 0. */
#define REG_FACTORIAL   0x08
#define REG_STATUS      0x20
#define REG_INTERRUPTS  0x24
#define REG_ACKNOWLEDGE 0x64

#define STATUS_COMPUTING 0x01
#define STATUS_INTERRUPT 0x80

typedef struct _DEVICE_EXTENSION {
    PDEVICE_OBJECT Self, Lower;
    IO_REMOVE_LOCK RemoveLock; /* held for each request that the driver has */
    UNICODE_STRING Link;
    PUCHAR Registers;
    ULONG RegistersLength;
    PKINTERRUPT Interrupt;
    KDPC Dpc;

    KSPIN_LOCK Lock; /* guards what follows */
    IO_CSQ Queue;
    LIST_ENTRY Waiting;
    PIRP Current;    /* the request that the device works on */
    BOOLEAN Busy;    /* it has one, or is about to get it */
    BOOLEAN Started; /* requests are taken */
} DEVICE_EXTENSION, *PDEVICE_EXTENSION;

/* queue.c */
NTSTATUS QueueInitialize(PDEVICE_EXTENSION Extension);
NTSTATUS QueueStart(PDEVICE_EXTENSION Extension, PCM_PARTIAL_RESOURCE_DESCRIPTOR Interrupt);
VOID QueueStop(PDEVICE_EXTENSION Extension);
NTSTATUS QueueRequest(PDEVICE_EXTENSION Extension, PIRP Irp);
VOID QueueCancelFile(PDEVICE_EXTENSION Extension, PFILE_OBJECT FileObject);

#endif
