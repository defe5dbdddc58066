/*
 * wdk/crt/stdio.h - formatting into memory
 *
 * There are no files. swprintf and vswprintf have no count, as the kernel exports them. The
 * formats are Microsoft's: I64d, wZ, ws, S and the like.
 */
#ifndef _WDK_CRT_STDIO_H_
#define _WDK_CRT_STDIO_H_

#include "stdarg.h"
#include "stddef.h"

#ifdef __cplusplus
extern "C" {
#endif

int sprintf(char *buffer, const char *format, ...);
int vsprintf(char *buffer, const char *format, va_list arguments);
int _snprintf(char *buffer, size_t count, const char *format, ...);
int _vsnprintf(char *buffer, size_t count, const char *format, va_list arguments);
int sprintf_s(char *buffer, size_t room, const char *format, ...);
int vsprintf_s(char *buffer, size_t room, const char *format, va_list arguments);
int _snprintf_s(char *buffer, size_t room, size_t count, const char *format, ...);
int _vsnprintf_s(char *buffer, size_t room, size_t count, const char *format, va_list arguments);

int swprintf(wchar_t *buffer, const wchar_t *format, ...);
int vswprintf(wchar_t *buffer, const wchar_t *format, va_list arguments);
int _snwprintf(wchar_t *buffer, size_t count, const wchar_t *format, ...);
int _vsnwprintf(wchar_t *buffer, size_t count, const wchar_t *format, va_list arguments);
int swprintf_s(wchar_t *buffer, size_t room, const wchar_t *format, ...);
int vswprintf_s(wchar_t *buffer, size_t room, const wchar_t *format, va_list arguments);
int _snwprintf_s(wchar_t *buffer, size_t room, size_t count, const wchar_t *format, ...);
int _vsnwprintf_s(wchar_t *buffer, size_t room, size_t count, const wchar_t *format,
                  va_list arguments);
#define _swprintf swprintf

#ifdef __cplusplus
}
#endif

#endif
