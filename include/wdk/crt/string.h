/*
 * wdk/crt/string.h - memory, strings, 16-bit wide strings
 *
 * The kernel's C library, which libsim implements. The _s functions report an error by their
 * result, and stop the driver where Windows stops it (invalid parameters).
 */
#ifndef _WDK_CRT_STRING_H_
#define _WDK_CRT_STRING_H_

#include "stddef.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Memory */
void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
int memcmp(const void *first, const void *second, size_t count);
#ifndef __cplusplus
void *memchr(const void *buffer, int value, size_t count);
#endif
errno_t memcpy_s(void *to, rsize_t room, const void *from, rsize_t count);
errno_t memmove_s(void *to, rsize_t room, const void *from, rsize_t count);

/* Strings of bytes */
size_t strlen(const char *text);
size_t strnlen(const char *text, size_t most);
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, size_t count);
char *strcat(char *to, const char *from);
char *strncat(char *to, const char *from, size_t count);
int strcmp(const char *first, const char *second);
int strncmp(const char *first, const char *second, size_t count);
int _stricmp(const char *first, const char *second);
int _strnicmp(const char *first, const char *second, size_t count);
char *strchr(const char *text, int character);
char *strrchr(const char *text, int character);
char *strstr(const char *text, const char *part);
size_t strspn(const char *text, const char *set);
size_t strcspn(const char *text, const char *set);
char *strpbrk(const char *text, const char *set);
char *strtok_s(char *text, const char *delimiters, char **context);
char *_strlwr(char *text);
char *_strupr(char *text);
char *_strrev(char *text);
char *_strset(char *text, int character);
char *_strnset(char *text, int character, size_t count);
errno_t strcpy_s(char *to, rsize_t room, const char *from);
errno_t strncpy_s(char *to, rsize_t room, const char *from, rsize_t count);
errno_t strcat_s(char *to, rsize_t room, const char *from);
errno_t strncat_s(char *to, rsize_t room, const char *from, rsize_t count);
errno_t _strset_s(char *to, size_t room, int character);
errno_t _strnset_s(char *to, size_t room, int character, size_t count);

/* Strings of 16-bit characters */
size_t wcslen(const wchar_t *text);
size_t wcsnlen(const wchar_t *text, size_t most);
wchar_t *wcscpy(wchar_t *to, const wchar_t *from);
wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *wcscat(wchar_t *to, const wchar_t *from);
wchar_t *wcsncat(wchar_t *to, const wchar_t *from, size_t count);
int wcscmp(const wchar_t *first, const wchar_t *second);
int wcsncmp(const wchar_t *first, const wchar_t *second, size_t count);
int _wcsicmp(const wchar_t *first, const wchar_t *second);
int _wcsnicmp(const wchar_t *first, const wchar_t *second, size_t count);
wchar_t *wcschr(const wchar_t *text, wchar_t character);
wchar_t *wcsrchr(const wchar_t *text, wchar_t character);
wchar_t *wcsstr(const wchar_t *text, const wchar_t *part);
size_t wcsspn(const wchar_t *text, const wchar_t *set);
size_t wcscspn(const wchar_t *text, const wchar_t *set);
wchar_t *wcspbrk(const wchar_t *text, const wchar_t *set);
wchar_t *wcstok_s(wchar_t *text, const wchar_t *delimiters, wchar_t **context);
wchar_t *_wcslwr(wchar_t *text);
wchar_t *_wcsupr(wchar_t *text);
wchar_t *_wcsrev(wchar_t *text);
wchar_t *_wcsset(wchar_t *text, wchar_t character);
wchar_t *_wcsnset(wchar_t *text, wchar_t character, size_t count);
errno_t wcscpy_s(wchar_t *to, rsize_t room, const wchar_t *from);
errno_t wcsncpy_s(wchar_t *to, rsize_t room, const wchar_t *from, rsize_t count);
errno_t wcscat_s(wchar_t *to, rsize_t room, const wchar_t *from);
errno_t wcsncat_s(wchar_t *to, rsize_t room, const wchar_t *from, rsize_t count);
errno_t _wcsset_s(wchar_t *to, size_t room, wchar_t character);
errno_t _wcsnset_s(wchar_t *to, size_t room, wchar_t character, size_t count);

#define stricmp _stricmp
#define strnicmp _strnicmp
#define wcsicmp _wcsicmp
#define wcsnicmp _wcsnicmp
#define _TRUNCATE ((size_t)-1)

#ifdef __cplusplus
}
#endif

#endif
