/*
 * wdk/crt/stdlib.h - numbers in text, sorting, searching
 *
 * Differs from Windows: long has 64 bits here; strtol and its like return the 32-bit result that
 * they have in Windows, in 64 bits.
 */
#ifndef _WDK_CRT_STDLIB_H_
#define _WDK_CRT_STDLIB_H_

#include "limits.h"
#include "stddef.h"

#ifdef __cplusplus
extern "C" {
#endif

int atoi(const char *text);
long atol(const char *text);
long long _atoi64(const char *text);
int _wtoi(const wchar_t *text);
long _wtol(const wchar_t *text);
long strtol(const char *text, char **end, int base);
unsigned long strtoul(const char *text, char **end, int base);
unsigned long long _strtoui64(const char *text, char **end, int base);
long wcstol(const wchar_t *text, wchar_t **end, int base);
unsigned long wcstoul(const wchar_t *text, wchar_t **end, int base);

char *_itoa(int value, char *buffer, int base);
wchar_t *_itow(int value, wchar_t *buffer, int base);
errno_t _itoa_s(int value, char *buffer, size_t room, int base);
errno_t _itow_s(int value, wchar_t *buffer, size_t room, int base);
errno_t _i64toa_s(long long value, char *buffer, size_t room, int base);
errno_t _i64tow_s(long long value, wchar_t *buffer, size_t room, int base);
errno_t _ui64toa_s(unsigned long long value, char *buffer, size_t room, int base);
errno_t _ui64tow_s(unsigned long long value, wchar_t *buffer, size_t room, int base);

size_t mbstowcs(wchar_t *to, const char *from, size_t count);
size_t wcstombs(char *to, const wchar_t *from, size_t count);
int mbtowc(wchar_t *to, const char *from, size_t count);
int wctomb(char *to, wchar_t character);

int abs(int value);
int rand(void);
void srand(unsigned int seed);
void qsort(void *base, size_t count, size_t width, int (*compare)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t width,
              int (*compare)(const void *, const void *));
void qsort_s(void *base, size_t count, size_t width,
             int (*compare)(void *, const void *, const void *), void *context);
void *bsearch_s(const void *key, const void *base, size_t count, size_t width,
                int (*compare)(void *, const void *, const void *), void *context);


#ifndef __cplusplus
#ifndef min
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef max
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif
#endif
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#define __max(a, b) (((a) > (b)) ? (a) : (b))
#define __min(a, b) (((a) < (b)) ? (a) : (b))

#ifdef __cplusplus
}
#endif

#endif
