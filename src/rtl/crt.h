/*
 * src/rtl/crt.h - what the files of the drivers' C library share
 *
 * The values are those of Windows' errno.h. errno itself does not exist in the kernel.
 */
#ifndef CRT_H
#define CRT_H

#include "rtlp.h"

#define CRT_EINVAL 22
#define CRT_ERANGE 34
#define CRT_STRUNCATE 80
#define CRT_TRUNCATE MAXSIZE_T /* as a count: as much as fits */

SIZE_T crt_strlen(PCSTR Text);
SIZE_T crt_strnlen(PCSTR Text, SIZE_T Most);
SIZE_T crt_wcslen(PCWSTR Text);
SIZE_T crt_wcsnlen(PCWSTR Text, SIZE_T Most);
INT crt_tolower(INT Character);
INT crt_toupper(INT Character);
INT crt_isspace(INT Character);
WCHAR crt_towlower(WCHAR Character);
WCHAR crt_towupper(WCHAR Character);

#endif
