/*
 * src/rtl/crtstrsafe.c - the drivers' C library: 8-bit strings into buffers of known size
 *
 * What does not fit leaves an empty string and an error; Count CRT_TRUNCATE (_TRUNCATE) asks for as
 * much as fits and STRUNCATE instead.
 *
 * Differs from Windows: there is no invalid parameter handler to call, in the kernel neither.
 */
#include "crt.h"

static INT
CrtpStrFail(PSTR To, SIZE_T Room, INT Error)
{
    if (To != NULL && Room > 0) {
        To[0] = 0;
    }
    return Error;
}

/* Appends at most Count characters of From at To + Used. */
static INT
CrtpStrPut(PSTR To, SIZE_T Room, SIZE_T Used, PCSTR From, SIZE_T Count)
{
    SIZE_T Length;
    INT Error = 0;

    if (To == NULL || Room == 0) {
        return CRT_EINVAL;
    }
    if ((From == NULL && Count != 0) || Used == Room) {
        return CrtpStrFail(To, Room, CRT_EINVAL);
    }
    Length = Count == 0 ? 0 : crt_strnlen(From, min(Count, Room - Used));
    if (Length == Room - Used) {
        if (Count != CRT_TRUNCATE) {
            return CrtpStrFail(To, Room, CRT_ERANGE);
        }
        Length--;
        Error = CRT_STRUNCATE;
    }
    memcpy(To + Used, From, Length * sizeof(*To));
    To[Used + Length] = 0;
    return Error;
}

static SIZE_T
CrtpStrUsed(PCSTR To, SIZE_T Room)
{
    return To == NULL ? 0 : crt_strnlen(To, Room);
}

INT
crt_strcpy_s(PSTR To, SIZE_T Room, PCSTR From)
{
    return CrtpStrPut(To, Room, 0, From, CRT_TRUNCATE - 1);
}

INT
crt_strncpy_s(PSTR To, SIZE_T Room, PCSTR From, SIZE_T Count)
{
    if (To == NULL && Room == 0 && Count == 0) {
        return 0;
    }
    return CrtpStrPut(To, Room, 0, From, Count);
}

INT
crt_strcat_s(PSTR To, SIZE_T Room, PCSTR From)
{
    return CrtpStrPut(To, Room, CrtpStrUsed(To, Room), From, CRT_TRUNCATE - 1);
}

INT
crt_strncat_s(PSTR To, SIZE_T Room, PCSTR From, SIZE_T Count)
{
    if (To == NULL && Room == 0 && Count == 0) {
        return 0;
    }
    return CrtpStrPut(To, Room, CrtpStrUsed(To, Room), From, Count);
}

INT
crt__strnset_s(PSTR To, SIZE_T Room, INT Character, SIZE_T Count)
{
    SIZE_T Used = CrtpStrUsed(To, Room);

    if (To == NULL || Room == 0 || Used == Room) {
        return CrtpStrFail(To, Room, CRT_EINVAL);
    }
    for (SIZE_T i = 0; i < min(Count, Used); i++) {
        To[i] = (CHAR)Character;
    }
    return 0;
}

INT
crt__strset_s(PSTR To, SIZE_T Room, INT Character)
{
    return crt__strnset_s(To, Room, Character, CRT_TRUNCATE);
}
