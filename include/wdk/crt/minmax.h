/*
 * wdk/crt/minmax.h - min and max
 */
#ifndef _WDK_CRT_MINMAX_H_
#define _WDK_CRT_MINMAX_H_

#ifndef min
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef max
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif

#endif
