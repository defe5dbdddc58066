/*
 * src/rtl/crtwcs.c - the drivers' C library: terminated 16-bit strings
 */
#include "crt.h"

#define CRT_CHAR        WCHAR
#define CRT_UNSIGNED    WCHAR
#define CRT_ARGUMENT    WCHAR
#define CRT_NAME(Name)  crt_wcs##Name
#define CRT__NAME(Name) crt__wcs##Name
#define CRTP_NAME(Name) CrtpWcs##Name
#include "crttext.h"
#include "crttextsafe.h"
