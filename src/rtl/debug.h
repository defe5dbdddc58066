/*
 * src/rtl/debug.h - what the files about debug output share
 */
#ifndef DEBUG_H
#define DEBUG_H

#include "rtlp.h"

/* Keeps the text; and shows it on the terminal. */
VOID RtlpDebugText(PCSTR Text, BOOLEAN Show);

#endif
