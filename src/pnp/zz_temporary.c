/*
 * src/pnp/zz_temporary.c - weak stand-ins until the rest of this rung is there; then this file goes
 */
#include "pip.h"
#include "pci.h"

__attribute__((weak)) VOID PnpInitSystem(VOID) { }
__attribute__((weak)) VOID PnpEnumerateBus(VOID) { }
__attribute__((weak)) NTSTATUS PnpRemoveDevice(PDEVICE_OBJECT Pdo) { return STATUS_NOT_IMPLEMENTED; }
__attribute__((weak)) BOOLEAN PnpMessageSignaledAllowed(PDEVICE_OBJECT Pdo) { return FALSE; }
__attribute__((weak)) VOID PipRemoveStack(PDEVICE_NODE Node) { }
