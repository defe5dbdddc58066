/*
 * ke/drivers/bell/bell.h - the bell driver: its devices, its hooks, its requests
 *
 * sim_driver_symbol() finds its variables: BELL_HOOKS BellHooks; PBELL Bells[BELL_MOST].
 */
#ifndef BELL_H
#define BELL_H

#include <wdm.h>

/* In: ULONG, BELL_RING's value. Rings and works on until the bell has been answered. */
#define IOCTL_BELL_RING CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
/* The same at DISPATCH_LEVEL: its DPC comes when the work is done. */
#define IOCTL_BELL_RING_LOCKED                                                                     \
    CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

enum { BELL_MOST = 16 };

typedef struct _BELL {
    PDEVICE_OBJECT Self, Lower;
    PDEVICE_OBJECT Pdo;
    PUCHAR Registers, Ports;
    PVOID Connection; /* as ConnectVersion says */
    ULONG ConnectVersion;
    PKINTERRUPT Interrupt; /* of the line, or of message 0 */
    ULONG Level;           /* its IRQL, from the resources */
    KDPC Dpc;
    KSPIN_LOCK Lock;

    ULONG Number;
    ULONG Messages; /* that it was given */
    BOOLEAN Deaf;   /* claims nothing */
    ULONG Ignore;   /* the next so many interrupts are claimed, but not acknowledged */
    ULONG Services; /* interrupts claimed */
    ULONG Foreign;  /* interrupts that were not its own */
    ULONG Dpcs;
    ULONG LastMessage;
    PVOID WorkStack; /* an address on the stack of the routine that was interrupted */
} BELL, *PBELL;

/* What a test has the routines do, beyond their duty. */
typedef struct _BELL_HOOKS {
    VOID (*Service)(PBELL Bell);
    VOID (*Dpc)(PBELL Bell);
} BELL_HOOKS, *PBELL_HOOKS;

#endif
