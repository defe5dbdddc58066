/*
 * src/pnp/pnp.h - device tree, enumeration, start and removal
 */
#ifndef PNP_H
#define PNP_H

#include "io.h"

VOID PnpInitSystem(VOID); /* root, the PCI bus driver; enumerates */
/* Binds devices whose hardware ids match to the service (what an INF would have done). */
NTSTATUS PnpAddService(PCWSTR HardwareId, PCWSTR ServiceName);
VOID PnpEnumerateBus(VOID);              /* starts what is new, surprise-removes what is gone */
NTSTATUS PnpRemoveDevice(PDEVICE_OBJECT Pdo); /* orderly: QUERY_REMOVE, REMOVE */
PDEVICE_OBJECT PnpFindPdo(ULONG Bus, ULONG Slot);
#endif
