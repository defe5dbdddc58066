/*
 * src/pnp/device.h - what the registry says about a device: its key, and that of its setup class
 */
#ifndef PIP_DEVICE_H
#define PIP_DEVICE_H

#include "pip.h"

#define PIP_FILTER_CHARACTERS 256
#define PIP_KEY_CHARACTERS    300

/* filter.c: the names (REG_MULTI_SZ) of the drivers on one side of the function driver, from below;
   empty: none */
VOID PipDeviceFilters(PDEVICE_NODE Node, BOOLEAN Lower, PWSTR Names);
VOID PipClassFilters(PDEVICE_NODE Node, BOOLEAN Lower, PWSTR Names);
BOOLEAN PipHasBootDrivers(PDEVICE_NODE Node);
BOOLEAN PipClassKey(PDEVICE_NODE Node, PWSTR Path, ULONG Characters); /* FALSE: it has no class */

/* setting.c */
VOID PipApplySettings(PDEVICE_NODE Node);

#endif
