/*
 * src/rtl/crtstr.c - the drivers' C library: terminated 8-bit strings
 */
#include "crt.h"

#define CRT_CHAR        CHAR
#define CRT_UNSIGNED    UCHAR
#define CRT_ARGUMENT    INT
#define CRT_NAME(Name)  crt_str##Name
#define CRT__NAME(Name) crt__str##Name
#define CRTP_NAME(Name) CrtpStr##Name
#include "crttext.h"
#include "crttextsafe.h"
