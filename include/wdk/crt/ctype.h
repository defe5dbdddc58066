/*
 * wdk/crt/ctype.h - classes of characters, in the C locale
 */
#ifndef _WDK_CRT_CTYPE_H_
#define _WDK_CRT_CTYPE_H_

#include "stddef.h"

#ifdef __cplusplus
extern "C" {
#endif

int isupper(int character);
int islower(int character);
int isalpha(int character);
int isdigit(int character);
int isxdigit(int character);
int isalnum(int character);
int isspace(int character);
int isprint(int character);
int isgraph(int character);
int ispunct(int character);
int iscntrl(int character);
int toupper(int character);
int tolower(int character);
int iswdigit(wint_t character);
int iswxdigit(wint_t character);
int iswspace(wint_t character);
wint_t towupper(wint_t character);
wint_t towlower(wint_t character);

#ifdef __cplusplus
}
#endif

#endif
