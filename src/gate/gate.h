/*
 * src/gate/gate.h - what the gates counted
 */
#ifndef GATE_H
#define GATE_H

#include "ke.h"

/* Calls of each gate since boot, by index; and the name of a gate. */
const UINT32 *GateCounts(ULONG *Count);
PCSTR GateName(ULONG Index);

#endif
