/*
 * wdk/crt/tchar.h - generic-text names, in their wide form if _UNICODE is defined
 */
#ifndef _WDK_CRT_TCHAR_H_
#define _WDK_CRT_TCHAR_H_

#include "wchar.h"

#ifdef _UNICODE
#define _T(text) L##text
#define _TEXT(text) L##text
typedef wchar_t _TCHAR;
#define _tcslen wcslen
#define _tcscpy wcscpy
#define _tcscat wcscat
#define _tcscmp wcscmp
#define _tcsicmp _wcsicmp
#define _stprintf swprintf
#else
#define _T(text) text
#define _TEXT(text) text
typedef char _TCHAR;
#define _tcslen strlen
#define _tcscpy strcpy
#define _tcscat strcat
#define _tcscmp strcmp
#define _tcsicmp _stricmp
#define _stprintf sprintf
#endif

#endif
