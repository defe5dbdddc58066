/*
 * wdk/ntddk.h - the kernel interface for all kinds of drivers: wdm.h and more
 */
#ifndef _NTDDK_
#define _NTDDK_

#include "wdm.h"

#endif
