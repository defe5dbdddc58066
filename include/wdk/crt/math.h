/*
 * wdk/crt/math.h - the functions of <math.h> that need no library: the compiler has them
 *
 * Kernel code may use floating point between KeSaveExtendedProcessorState and its counterpart.
 */
#ifndef WDK_MATH_H
#define WDK_MATH_H

#define HUGE_VAL __builtin_huge_val()
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)
#define isfinite(x) __builtin_isfinite(x)
#define signbit(x) __builtin_signbit(x)
#define fabs(x) __builtin_fabs(x)
#define fabsf(x) __builtin_fabsf(x)

#endif
