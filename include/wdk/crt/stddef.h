/*
 * wdk/crt/stddef.h - size_t, ptrdiff_t, wchar_t, NULL, offsetof
 */
#ifndef _WDK_CRT_STDDEF_H_
#define _WDK_CRT_STDDEF_H_

typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __SIZE_TYPE__ rsize_t;
typedef int errno_t;
#ifndef __cplusplus
typedef __WCHAR_TYPE__ wchar_t;
typedef struct {
    long long __max_align_long __attribute__((aligned(8)));
    long double __max_align_double __attribute__((aligned(16)));
} max_align_t;
#endif
typedef unsigned short wctype_t;
typedef unsigned short wint_t;
typedef long long intptr_t;
typedef unsigned long long uintptr_t;

#ifndef NULL
#ifdef __cplusplus
#define NULL 0
#else
#define NULL ((void *)0)
#endif
#endif

#undef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)

#endif
