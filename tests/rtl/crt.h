/*
 * tests/rtl/crt.h - the drivers' C library under the names that libsim exports
 *
 * A driver says sprintf; a test program would get the host's under that name.
 */
#ifndef TESTS_RTL_CRT_H
#define TESTS_RTL_CRT_H

#include <ntddk.h>

#define CRT_EINVAL 22
#define CRT_ERANGE 34
#define CRT_STRUNCATE 80
#define CRT_TRUNCATE ((SIZE_T)-1)

INT crt_sprintf(PSTR Buffer, PCSTR Format, ...);
INT crt_swprintf(PWSTR Buffer, PCWSTR Format, ...);
INT crt__snprintf(PSTR Buffer, SIZE_T Count, PCSTR Format, ...);
INT crt__snwprintf(PWSTR Buffer, SIZE_T Count, PCWSTR Format, ...);
INT crt_sprintf_s(PSTR Buffer, SIZE_T Room, PCSTR Format, ...);
INT crt__snprintf_s(PSTR Buffer, SIZE_T Room, SIZE_T Count, PCSTR Format, ...);
INT crt_swprintf_s(PWSTR Buffer, SIZE_T Room, PCWSTR Format, ...);

PVOID crt_memcpy(PVOID To, const VOID *From, SIZE_T Count);
PVOID crt_memmove(PVOID To, const VOID *From, SIZE_T Count);
PVOID crt_memset(PVOID To, INT Value, SIZE_T Count);
INT crt_memcmp(const VOID *First, const VOID *Second, SIZE_T Count);
PVOID crt_memchr(const VOID *Buffer, INT Value, SIZE_T Count);
INT crt_memcpy_s(PVOID To, SIZE_T Room, const VOID *From, SIZE_T Count);

SIZE_T crt_strlen(PCSTR Text);
SIZE_T crt_strnlen(PCSTR Text, SIZE_T Most);
PSTR crt_strcpy(PSTR To, PCSTR From);
PSTR crt_strncpy(PSTR To, PCSTR From, SIZE_T Count);
PSTR crt_strcat(PSTR To, PCSTR From);
PSTR crt_strncat(PSTR To, PCSTR From, SIZE_T Count);
INT crt_strcmp(PCSTR First, PCSTR Second);
INT crt_strncmp(PCSTR First, PCSTR Second, SIZE_T Count);
PSTR crt_strchr(PCSTR Text, INT Character);
PSTR crt_strrchr(PCSTR Text, INT Character);
PSTR crt_strstr(PCSTR Text, PCSTR Part);
SIZE_T crt_strspn(PCSTR Text, PCSTR Set);
SIZE_T crt_strcspn(PCSTR Text, PCSTR Set);
PSTR crt_strpbrk(PCSTR Text, PCSTR Set);
PSTR crt_strtok_s(PSTR Text, PCSTR Delimiters, PSTR *Context);
INT crt_strcpy_s(PSTR To, SIZE_T Room, PCSTR From);
INT crt_strcat_s(PSTR To, SIZE_T Room, PCSTR From);
INT crt_strncpy_s(PSTR To, SIZE_T Room, PCSTR From, SIZE_T Count);
INT crt__stricmp(PCSTR First, PCSTR Second);
INT crt__strnicmp(PCSTR First, PCSTR Second, SIZE_T Count);
PSTR crt__strupr(PSTR Text);
PSTR crt__strlwr(PSTR Text);
PSTR crt__strrev(PSTR Text);

SIZE_T crt_wcslen(PCWSTR Text);
SIZE_T crt_wcsnlen(PCWSTR Text, SIZE_T Most);
PWSTR crt_wcscpy(PWSTR To, PCWSTR From);
PWSTR crt_wcsncpy(PWSTR To, PCWSTR From, SIZE_T Count);
PWSTR crt_wcscat(PWSTR To, PCWSTR From);
INT crt_wcscmp(PCWSTR First, PCWSTR Second);
INT crt_wcsncmp(PCWSTR First, PCWSTR Second, SIZE_T Count);
PWSTR crt_wcschr(PCWSTR Text, WCHAR Character);
PWSTR crt_wcsrchr(PCWSTR Text, WCHAR Character);
PWSTR crt_wcsstr(PCWSTR Text, PCWSTR Part);
INT crt_wcscpy_s(PWSTR To, SIZE_T Room, PCWSTR From);
INT crt_wcscat_s(PWSTR To, SIZE_T Room, PCWSTR From);
INT crt__wcsicmp(PCWSTR First, PCWSTR Second);
PWSTR crt__wcsupr(PWSTR Text);
WCHAR crt_towupper(WCHAR Character);
WCHAR crt_towlower(WCHAR Character);

INT crt_toupper(INT Character);
INT crt_tolower(INT Character);
INT crt_isdigit(INT Character);
INT crt_isspace(INT Character);
INT crt_isxdigit(INT Character);
INT crt_isalpha(INT Character);
INT crt_isprint(INT Character);

INT crt_atoi(PCSTR Text);
INT64 crt_strtol(PCSTR Text, PSTR *End, INT Base);
ULONG64 crt_strtoul(PCSTR Text, PSTR *End, INT Base);
ULONG64 crt_wcstoul(PCWSTR Text, PWSTR *End, INT Base);
INT64 crt__atoi64(PCSTR Text);
PSTR crt__itoa(INT Value, PSTR Buffer, INT Base);
PWSTR crt__itow(INT Value, PWSTR Buffer, INT Base);
INT crt__itow_s(INT Value, PWSTR Buffer, SIZE_T Room, INT Base);
INT crt__ui64toa_s(ULONG64 Value, PSTR Buffer, SIZE_T Room, INT Base);
VOID crt_srand(UINT Seed);
INT crt_rand(VOID);

VOID crt_qsort(PVOID Base, SIZE_T Count, SIZE_T Width, INT (*Compare)(const VOID *, const VOID *));
VOID crt_qsort_s(PVOID Base, SIZE_T Count, SIZE_T Width,
                 INT (*Compare)(PVOID, const VOID *, const VOID *), PVOID Context);
PVOID crt_bsearch(const VOID *Key, const VOID *Base, SIZE_T Count, SIZE_T Width,
                  INT (*Compare)(const VOID *, const VOID *));
SIZE_T crt_mbstowcs(PWSTR To, PCSTR From, SIZE_T Count);
SIZE_T crt_wcstombs(PSTR To, PCWSTR From, SIZE_T Count);

#endif
