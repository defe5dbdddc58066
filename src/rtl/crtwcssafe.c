/*
 * src/rtl/crtwcssafe.c - the drivers' C library: 16-bit strings into buffers of known size
 *
 * What does not fit leaves an empty string and an error; Count CRT_TRUNCATE (_TRUNCATE) asks for as
 * much as fits and STRUNCATE instead.
 *
 * Differs from Windows: there is no invalid parameter handler to call, in the kernel neither.
 */
#include "crt.h"

static INT
CrtpWcsFail(PWSTR To, SIZE_T Room, INT Error)
{
    if (To != NULL && Room > 0) {
        To[0] = 0;
    }
    return Error;
}

/* Appends at most Count characters of From at To + Used. */
static INT
CrtpWcsPut(PWSTR To, SIZE_T Room, SIZE_T Used, PCWSTR From, SIZE_T Count)
{
    SIZE_T Length;
    INT Error = 0;

    if (To == NULL || Room == 0) {
        return CRT_EINVAL;
    }
    if ((From == NULL && Count != 0) || Used == Room) {
        return CrtpWcsFail(To, Room, CRT_EINVAL);
    }
    Length = Count == 0 ? 0 : crt_wcsnlen(From, min(Count, Room - Used));
    if (Length == Room - Used) {
        if (Count != CRT_TRUNCATE) {
            return CrtpWcsFail(To, Room, CRT_ERANGE);
        }
        Length--;
        Error = CRT_STRUNCATE;
    }
    memcpy(To + Used, From, Length * sizeof(*To));
    To[Used + Length] = 0;
    return Error;
}

static SIZE_T
CrtpWcsUsed(PCWSTR To, SIZE_T Room)
{
    return To == NULL ? 0 : crt_wcsnlen(To, Room);
}

INT
crt_wcscpy_s(PWSTR To, SIZE_T Room, PCWSTR From)
{
    return CrtpWcsPut(To, Room, 0, From, CRT_TRUNCATE - 1);
}

INT
crt_wcsncpy_s(PWSTR To, SIZE_T Room, PCWSTR From, SIZE_T Count)
{
    if (To == NULL && Room == 0 && Count == 0) {
        return 0;
    }
    return CrtpWcsPut(To, Room, 0, From, Count);
}

INT
crt_wcscat_s(PWSTR To, SIZE_T Room, PCWSTR From)
{
    return CrtpWcsPut(To, Room, CrtpWcsUsed(To, Room), From, CRT_TRUNCATE - 1);
}

INT
crt_wcsncat_s(PWSTR To, SIZE_T Room, PCWSTR From, SIZE_T Count)
{
    if (To == NULL && Room == 0 && Count == 0) {
        return 0;
    }
    return CrtpWcsPut(To, Room, CrtpWcsUsed(To, Room), From, Count);
}

INT
crt__wcsnset_s(PWSTR To, SIZE_T Room, WCHAR Character, SIZE_T Count)
{
    SIZE_T Used = CrtpWcsUsed(To, Room);

    if (To == NULL || Room == 0 || Used == Room) {
        return CrtpWcsFail(To, Room, CRT_EINVAL);
    }
    for (SIZE_T i = 0; i < min(Count, Used); i++) {
        To[i] = (WCHAR)Character;
    }
    return 0;
}

INT
crt__wcsset_s(PWSTR To, SIZE_T Room, WCHAR Character)
{
    return crt__wcsnset_s(To, Room, Character, CRT_TRUNCATE);
}
