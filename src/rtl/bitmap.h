/*
 * src/rtl/bitmap.h - what bitmap.c and bitrun.c share
 */
#ifndef BITMAP_H
#define BITMAP_H

#include "rtlp.h"

#define RTLP_BITMAP_RANGE 0x1E000 /* parameter 1 of bug check 0xC4: bits beyond a bitmap's end */

/* How many bits from First on, before End, have the value Set. */
ULONG RtlpRunLength(PRTL_BITMAP BitMapHeader, ULONG First, ULONG End, BOOLEAN Set);

#endif
