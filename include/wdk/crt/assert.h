/*
 * wdk/crt/assert.h - assert, which in a driver is ASSERT
 */
#include "../ntdef.h"
#include "../wdm/rtl.h"

#undef assert
#define assert(expression) ASSERT(expression)
#ifndef __cplusplus
#define static_assert _Static_assert
#endif
