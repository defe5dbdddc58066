/*
 * samples/edu/edu.h - a driver for the education device: what its files share
 *
 *      driver.c    loading, devices, opening and closing
 *      pnp.c       starting and stopping, and the other way round
 *      request.c   what programs ask for
 *      queue.c     requests that wait, and the one that the card works on
 *      hardware.c  registers, interrupt, DPC, time-out
 */
#ifndef EDU_H
#define EDU_H

#include <ntddk.h>

#include "public.h"

/* --- the card --------------------------------------------------------------------------------- */

#define EDU_IDENTIFICATION  0x00
#define EDU_LIVENESS        0x04
#define EDU_FACTORIAL       0x08
#define EDU_STATUS          0x20
#define EDU_INTERRUPTS      0x24
#define EDU_ACKNOWLEDGE     0x64
#define EDU_DMA_SOURCE      0x80
#define EDU_DMA_DESTINATION 0x88
#define EDU_DMA_COUNT       0x90
#define EDU_DMA_COMMAND     0x98

#define EDU_STATUS_COMPUTING 0x01
#define EDU_STATUS_INTERRUPT 0x80
#define EDU_DMA_START        0x01
#define EDU_DMA_TO_MEMORY    0x02
#define EDU_DMA_INTERRUPT    0x04

#define EDU_REGISTERS    0x100000
#define EDU_BUFFER       0x40000 /* the card's memory, as the card addresses it */
#define EDU_BUFFER_SIZE  4096
#define EDU_HIGHEST_BYTE 0x0FFFFFFF /* the card drives 28 address lines */
#define EDU_NO_CARD      0xFFFFFFFF /* what a register reads when the card is gone */

/* --- the device ------------------------------------------------------------------------------- */

/*
 *      EduStopped --START--> EduStarted --QUERY_STOP--> EduPaused --STOP--> EduStopped
 *                            EduStarted <-CANCEL_STOP-- EduPaused
 *      any --SURPRISE_REMOVAL, REMOVE--> EduRemoved
 *
 * Requests are taken in all states but EduRemoved; the card works on them in EduStarted only.
 */
typedef enum { EduStopped, EduStarted, EduPaused, EduRemoved } EDU_STATE;

typedef struct _EDU_DEVICE {
    PDEVICE_OBJECT Self, Pdo, Lower;
    IO_REMOVE_LOCK RemoveLock;
    ULONG Number;
    BOOLEAN Linked;

    /* hardware.c */
    PUCHAR Registers;
    PUCHAR Common; /* EDU_BUFFER_SIZE bytes that the card can reach */
    PHYSICAL_ADDRESS CommonAddress;
    PVOID Interrupt; /* PKINTERRUPT or PIO_INTERRUPT_MESSAGE_TABLE, see InterruptVersion */
    ULONG InterruptVersion;
    KDPC Dpc;
    KTIMER Timer;
    KDPC TimerDpc;
    volatile LONG Interrupts, ForeignInterrupts, TimeOuts;

    /* queue.c; Lock guards State, Busy, Current */
    KSPIN_LOCK Lock;
    EDU_STATE State;
    BOOLEAN Busy; /* the card works, maybe for nobody any more */
    PIRP Current; /* for whom it works */
    KEVENT Idle;  /* set exactly while Busy is FALSE */
    LONG TimeOutMs;
    IO_CSQ Queue;
    LIST_ENTRY QueueHead;
    KSPIN_LOCK QueueLock;
} EDU_DEVICE, *PEDU_DEVICE;

#define EDU_TAG 'uduE'

/* --- driver.c --------------------------------------------------------------------------------- */

VOID EduUnlink(PEDU_DEVICE Device); /* no new opens by name */
VOID EduDeleteDevice(PEDU_DEVICE Device);
NTSTATUS EduComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);
/* Completes a request and gives back its hold on the remove lock. */
NTSTATUS EduFinish(PEDU_DEVICE Device, PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

/* --- pnp.c ------------------------------------------------------------------------------------ */

DRIVER_DISPATCH EduPnp, EduPower, EduSystemControl;

/* --- request.c -------------------------------------------------------------------------------- */

DRIVER_DISPATCH EduDeviceControl, EduReadWrite, EduCleanup;
/* Lock held. Has the card do the request; fetches the answer, and returns how many bytes it has. */
VOID EduProgram(PEDU_DEVICE Device, PIRP Irp);
ULONG EduTakeResult(PEDU_DEVICE Device, PIRP Irp);

/* --- queue.c ---------------------------------------------------------------------------------- */

NTSTATUS EduInitializeQueue(PEDU_DEVICE Device);
NTSTATUS EduQueueRequest(PEDU_DEVICE Device, PIRP Irp);
VOID EduStartNext(PEDU_DEVICE Device);
/* Lock held. The card is free; returns the request that it worked on, if it is still wanted. */
PIRP EduReleaseCard(PEDU_DEVICE Device);
BOOLEAN EduIsRemoved(PEDU_DEVICE Device);
VOID EduSetState(PEDU_DEVICE Device, EDU_STATE State);
/* Ends what waits: all, or that of one file. */
VOID EduFlushQueue(PEDU_DEVICE Device, PFILE_OBJECT File, NTSTATUS Status);

/* --- hardware.c ------------------------------------------------------------------------------- */

NTSTATUS EduAllocateHardware(PEDU_DEVICE Device);
VOID EduFreeHardware(PEDU_DEVICE Device);
NTSTATUS EduStartHardware(PEDU_DEVICE Device, PCM_RESOURCE_LIST Translated);
VOID EduStopHardware(PEDU_DEVICE Device);
ULONG EduRead(PEDU_DEVICE Device, ULONG Register);
VOID EduWrite(PEDU_DEVICE Device, ULONG Register, ULONG Value);
BOOLEAN EduCardIsGone(PEDU_DEVICE Device);
BOOLEAN EduCardIsWorking(PEDU_DEVICE Device);
VOID EduStartTimer(PEDU_DEVICE Device);

#endif
