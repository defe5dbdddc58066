/*
 * wdk/ntddk.h - the kernel interface for all kinds of drivers: wdm.h and more
 */
#ifndef _NTDDK_
#define _NTDDK_

#include "wdm.h"

#include "ntddk/rtl.h"
#include "ntddk/ke.h"
#include "ntddk/ps.h"
#include "ntddk/mm.h"
#include "ntddk/file.h"
#include "ntddk/io.h"
#include "ntddk/disk.h"
#include "ntddk/pci.h"
#include "ntddk/hal.h"
#include "ntddk/process.h"
#include "ntddk/debug.h"
#include "ntddk/pciexpress.h"
#include "ntddk/whea.h"

#endif
