/*
 * wdk/wdm.h - the kernel interface for WDM drivers
 *
 * One file for each subject, lowest first; read them in this order. Types and functions are those
 * of Microsoft's documentation; what differs is said in the file's opening comment.
 */
#ifndef _WDMDDK_
#define _WDMDDK_
#define _NTDDK_WDM_

#include "ntdef.h"
#include "ntstatus.h"
#include "bugcodes.h"

#include "wdm/base.h"
#include "wdm/interlocked.h"
#include "wdm/ke.h"
#include "wdm/rtl.h"
#include "wdm/ex.h"
#include "wdm/ob.h"
#include "wdm/ps.h"
#include "wdm/se.h"
#include "wdm/mm.h"
#include "wdm/power.h"
#include "wdm/resource.h"
#include "wdm/pnptypes.h"
#include "wdm/irp.h"
#include "wdm/hal.h"
#include "wdm/io.h"
#include "wdm/pnp.h"
#include "wdm/pci.h"
#include "wdm/po.h"
#include "wdm/cm.h"
#include "wdm/zw.h"
#include "wdm/wmi.h"
#include "wdm/ktm.h"
#include "wdm/clfs.h"
#include "wdm/iommu.h"
#include "wdm/more.h"

#endif
