/*
 * src/pnp/pnp.h - device tree, enumeration, start and removal
 *
 * All of these run at PASSIVE_LEVEL and may wait; the work is done in a system thread.
 */
#ifndef PNP_H
#define PNP_H

#include "io.h"

/* The root and the PCI bus, whose devices are found but not configured yet. Hears of hardware that
   comes and goes from here on (a system worker thread enumerates then). */
VOID PnpInitSystem(VOID);

/* --- service.c: what an INF would have put into the registry ---------------------------------- */

/* Devices with this hardware or compatible id belong to the service. */
NTSTATUS PnpAddService(PCWSTR HardwareId, PCWSTR ServiceName);
/* Such devices get this filter, too: the last one that is added is on top of its side. */
NTSTATUS PnpAddFilter(PCWSTR HardwareId, PCWSTR ServiceName, BOOLEAN Lower);
/* Whether such devices get message interrupts if they can send them (MSISupported); default: no. */
NTSTATUS PnpSetMessageSignaled(PCWSTR HardwareId, BOOLEAN Allowed);

/* --- enumerate.c ------------------------------------------------------------------------------ */

/* Asks the buses what is there: configures and starts what is new, surprise-removes what is gone.
   Returns when all that is done. */
VOID PnpEnumerateBus(VOID);
/* The same for devices all of whose drivers are boot-start drivers; the others wait. */
VOID PnpEnumerateBootDevices(VOID);
/* Orderly, and for good: QUERY_REMOVE, REMOVE, children first. A failure is the veto: the device
   goes on. */
NTSTATUS PnpRemoveDevice(PDEVICE_OBJECT Pdo);
/* Configures and starts a device again that PnpRemoveDevice removed. STATUS_INVALID_DEVICE_STATE:
   it is not. */
NTSTATUS PnpEnableDevice(PDEVICE_OBJECT Pdo);
/* Stops a started device and starts it again, as for new resources: QUERY_STOP, STOP, START. */
NTSTATUS PnpRestartDevice(PDEVICE_OBJECT Pdo);

/* --- target.c --------------------------------------------------------------------------------- */

/* Asks and tells all who registered for it. A failure is the veto. */
NTSTATUS PnpChangeHardwareProfile(VOID);

/* --- root.c: devices of no bus ---------------------------------------------------------------- */

/* A software device ("Root\\abc") that the next PnpEnumerateBus configures; or, after Delete,
   removes. */
NTSTATUS PnpCreateRootDevice(PCWSTR HardwareId, PDEVICE_OBJECT *Pdo);
VOID PnpDeleteRootDevice(PDEVICE_OBJECT Pdo);

/* --- tree.c ----------------------------------------------------------------------------------- */

PDEVICE_OBJECT PnpFindPdo(ULONG Bus, ULONG Slot); /* of a PCI device; no reference; NULL: none */
/* The next device node's PDO in the order of the tree, NULL for the first; no reference. */
PDEVICE_OBJECT PnpNextPdo(PDEVICE_OBJECT Pdo);
BOOLEAN PnpIsStarted(PDEVICE_OBJECT Pdo);
/* CM_PROB_*, and the status that led to it; 0: none. */
ULONG PnpProblem(PDEVICE_OBJECT Pdo, NTSTATUS *Status);
PCWSTR PnpInstancePath(PDEVICE_OBJECT Pdo); /* "PCI\VEN_...\3&0" */

#endif
