/*
 * wdk/ntifs.h - the kernel interface for file systems and their filters: ntddk.h and more
 */
#ifndef _NTIFS_
#define _NTIFS_

#include "ntddk.h"

#endif
