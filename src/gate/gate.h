/*
 * src/gate/gate.h - what gate.S calls; it includes no C header, so these are for gate.c
 */
#ifndef GATE_H
#define GATE_H

#include "ke.h"

VOID KiGateEnter(ULONG Index, PVOID Caller, PVOID First); /* First: the first argument */
VOID KiGateExit(VOID);
DECLSPEC_NORETURN VOID KiGateMissing(ULONG Index, PVOID Caller);

#endif
