/*
 * wdk/ntifs.h - the kernel interface for file systems and their filters: ntddk.h and more
 */
#ifndef _NTIFS_
#define _NTIFS_

#include "ntddk.h"

#include "ntifs/rtl.h"
#include "ntifs/ob.h"
#include "ntifs/ps.h"
#include "ntifs/se.h"
#include "ntifs/zw.h"
#include "ntifs/io.h"
#include "ntifs/fsrtl.h"
#include "ntifs/nt.h"
#include "ntifs/port.h"

#endif
