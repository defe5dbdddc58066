/*
 * src/io/system/system.h - what is about the system rather than a device
 */
#ifndef IOP_SYSTEM_H
#define IOP_SYSTEM_H

#include "irp/irp.h"

/* activity.c */
VOID IopInitActivities(VOID);
VOID IopForgetActivity(PIOP_IRP Own);

/* keepalive.c, ksr.c, session.c */
VOID IopInitKeepAlive(VOID);
VOID IopReportKeepAlive(IOP_SAY *Report);
VOID IopInitKsr(VOID);
VOID IopInitSessions(VOID);

#endif
