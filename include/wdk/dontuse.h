/*
 * wdk/dontuse.h - functions that drivers should not use
 *
 * In Windows this header makes the compiler warn about banned C library functions. Here it is
 * accepted and changes nothing.
 */
#ifndef _WDK_DONTUSE_H_
#define _WDK_DONTUSE_H_
#endif
