/*
 * wdk/ntverp.h - the version of Windows that these headers describe
 */
#ifndef _NTVERP_
#define _NTVERP_

#define VER_PRODUCTBUILD 19041
#define VER_PRODUCTBUILD_QFE 1
#define VER_PRODUCTMAJORVERSION 10
#define VER_PRODUCTMINORVERSION 0
#define VER_PRODUCTVERSION_W (0x0A00)
#define VER_PRODUCTVERSION_DW (0x0A000000 | VER_PRODUCTBUILD)

#endif
