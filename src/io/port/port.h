/*
 * src/io/port/port.h - completion ports
 */
#ifndef IOP_PORT_H
#define IOP_PORT_H

#include "irp/irp.h"

/* --- completion*.c: completion ports ---------------------------------------------------------- */

extern OBJECT_TYPE IopCompletionType;
VOID IopInitCompletion(VOID);
/* For a search: what the file's requests signal when they end is asked or changes. */
VOID IopTouchReports(PFILE_OBJECT File, BOOLEAN Changes);
BOOLEAN IopHasPort(PIOP_IRP Own);    /* a system service that its file's port may hear of */
BOOLEAN IopGoesToPort(PIOP_IRP Own); /* it has ended so that the port wants to know */
VOID IopQueueToPort(PIOP_IRP Own);   /* the packet is the port's */
/* Without an IRP. STATUS_INSUFFICIENT_RESOURCES: there is no memory for a packet. */
NTSTATUS IopPostPacket(PKQUEUE Port, PVOID Key, PVOID ApcContext, const IO_STATUS_BLOCK *Iosb);
/* Fast I/O on the file returned TRUE and this result: for its port, if that wants to know. */
NTSTATUS IopPostFastResult(PFILE_OBJECT File, PVOID ApcContext, const IO_STATUS_BLOCK *Iosb);
/* The entry was removed from a port by the current thread; frees the packet. */
VOID IopTakePacketApart(PLIST_ENTRY Entry, PFILE_IO_COMPLETION_INFORMATION Contents);
VOID IopFreeCompletionPackets(PLIST_ENTRY First); /* a ring without head, or NULL */

/* The information classes about it. */
BOOLEAN IopIsCompletionClass(FILE_INFORMATION_CLASS Class, BOOLEAN Set);
NTSTATUS IopSetCompletionClass(PFILE_OBJECT File, FILE_INFORMATION_CLASS Class, PVOID Buffer,
                               KPROCESSOR_MODE Mode);
NTSTATUS IopQueryCompletionClass(PFILE_OBJECT File, FILE_INFORMATION_CLASS Class, PVOID Buffer);
VOID IopForgetPort(PFILE_OBJECT File); /* the file is deleted */

/* --- finishport.c: that of an IRP whose file has a completion port ---------------------------- */

BOOLEAN IopMayFinishInPort(PIOP_IRP Own);
VOID IopFinishInPort(PIOP_IRP Own, CCHAR PriorityBoost); /* <= DISPATCH_LEVEL, in any context */
/* What a packet that was queued to a port unfinished still owes to its requestor; any thread. */
VOID IopFinishDetached(PIOP_IRP Own);
VOID IopDropDetached(PIOP_IRP Own); /* its reference to the thread, if it has one */

#endif
