/*
 * wdk/crt/errno.h - what the _s functions return. There is no errno in the kernel.
 */
#ifndef _WDK_CRT_ERRNO_H_
#define _WDK_CRT_ERRNO_H_

#include "stddef.h"

#define EPERM 1
#define ENOENT 2
#define EIO 5
#define ENOMEM 12
#define EACCES 13
#define EFAULT 14
#define EBUSY 16
#define EEXIST 17
#define ENODEV 19
#define EINVAL 22
#define ENOSPC 28
#define EDOM 33
#define ERANGE 34
#define EILSEQ 42
#define STRUNCATE 80

#endif
