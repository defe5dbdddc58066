/*
 * wdk/crt/wchar.h - 16-bit wide characters: strings, formatting, numbers
 */
#ifndef _WDK_CRT_WCHAR_H_
#define _WDK_CRT_WCHAR_H_

#include "ctype.h"
#include "stdarg.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

#define WEOF ((wint_t)(0xFFFF))
#ifndef WCHAR_MIN
#define WCHAR_MIN 0
#define WCHAR_MAX 0xFFFF
#endif

#endif
