/*
 * samples/filter/filter.h - a filter above somebody else's driver: what the files share
 *
 * What it shows: a PnP upper filter that is in nobody's way. It passes on every request, those it
 * does not know as well, in the way that each kind must be passed on; keeps the device's flags as
 * they are below; holds a remove lock for each request that is below it; and has a control device,
 * because the stack that it is in is not its own to add control codes to.
 *
 *      driver.c    loading, adding a device, the control device
 *      dispatch.c  requests: logged, vetoed, passed on
 *      pnp.c       PnP and power
 *      log.c       the log and the rule
 *
 *      device object     made by         deleted by
 *      of a stack        AddDevice       IRP_MN_REMOVE_DEVICE
 *      of control        first of those  last of those
 */
#ifndef FILTER_H
#define FILTER_H

#include <ntddk.h>

#include "public.h"

#define FILTER_TAG 'tliF'

typedef struct _FILTER {
    PDEVICE_OBJECT Self;
    PDEVICE_OBJECT Lower; /* NULL: this is the control device, and nothing else here counts */
    IO_REMOVE_LOCK RemoveLock;
} FILTER, *PFILTER;

/* --- driver.c --------------------------------------------------------------------------------- */

/* The device of a stack; it is off the stack when this returns. */
VOID FilterDelete(PFILTER Filter);

/* --- dispatch.c ------------------------------------------------------------------------------- */

DRIVER_DISPATCH FilterDispatch;
NTSTATUS FilterComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

/* --- pnp.c: the remove lock is held ----------------------------------------------------------- */

/* Gives the remove lock back. */
NTSTATUS FilterPnp(PFILTER Filter, PIRP Irp);
NTSTATUS FilterPower(PFILTER Filter, PIRP Irp);

/* --- log.c: at IRQL <= DISPATCH_LEVEL --------------------------------------------------------- */

VOID FilterInitializeLog(VOID);
VOID FilterLog(PIRP Irp, UCHAR What, NTSTATUS Status);
/* Takes as many as there are and as there is room for; returns how many. */
ULONG FilterTakeEntries(PFILTER_ENTRY Entries, ULONG Room);
NTSTATUS FilterSetRule(const FILTER_RULE *Rule);
/* What the request is to end with; STATUS_SUCCESS: it may pass. */
NTSTATUS FilterVerdict(PIO_STACK_LOCATION Stack);

#endif
