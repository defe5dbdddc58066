/*
 * src/rtl/crttextsafe.h - the drivers' C library: strings into buffers of known size
 *
 * Included as crttext.h, and behind it. What does not fit leaves an empty string and an error;
 * Count CRT_TRUNCATE (_TRUNCATE) asks for as much as fits and STRUNCATE instead.
 *
 * Differs from Windows: there is no invalid parameter handler to call, in the kernel neither.
 */

static INT
CRTP_NAME(Fail)(CRT_CHAR *To, SIZE_T Room, INT Error)
{
    if (To != NULL && Room > 0) {
        To[0] = 0;
    }
    return Error;
}

/* Appends at most Count characters of From at To + Used. */
static INT
CRTP_NAME(Put)(CRT_CHAR *To, SIZE_T Room, SIZE_T Used, const CRT_CHAR *From, SIZE_T Count)
{
    SIZE_T Length;
    INT Error = 0;

    if (To == NULL || Room == 0) {
        return CRT_EINVAL;
    }
    if ((From == NULL && Count != 0) || Used == Room) {
        return CRTP_NAME(Fail)(To, Room, CRT_EINVAL);
    }
    Length = Count == 0 ? 0 : CRT_NAME(nlen)(From, min(Count, Room - Used));
    if (Length == Room - Used) {
        if (Count != CRT_TRUNCATE) {
            return CRTP_NAME(Fail)(To, Room, CRT_ERANGE);
        }
        Length--;
        Error = CRT_STRUNCATE;
    }
    memcpy(To + Used, From, Length * sizeof(*To));
    To[Used + Length] = 0;
    return Error;
}

static SIZE_T
CRTP_NAME(Used)(const CRT_CHAR *To, SIZE_T Room)
{
    return To == NULL ? 0 : CRT_NAME(nlen)(To, Room);
}

INT
CRT_NAME(cpy_s)(CRT_CHAR *To, SIZE_T Room, const CRT_CHAR *From)
{
    return CRTP_NAME(Put)(To, Room, 0, From, CRT_TRUNCATE - 1);
}

INT
CRT_NAME(ncpy_s)(CRT_CHAR *To, SIZE_T Room, const CRT_CHAR *From, SIZE_T Count)
{
    if (To == NULL && Room == 0 && Count == 0) {
        return 0;
    }
    return CRTP_NAME(Put)(To, Room, 0, From, Count);
}

INT
CRT_NAME(cat_s)(CRT_CHAR *To, SIZE_T Room, const CRT_CHAR *From)
{
    return CRTP_NAME(Put)(To, Room, CRTP_NAME(Used)(To, Room), From, CRT_TRUNCATE - 1);
}

INT
CRT_NAME(ncat_s)(CRT_CHAR *To, SIZE_T Room, const CRT_CHAR *From, SIZE_T Count)
{
    if (To == NULL && Room == 0 && Count == 0) {
        return 0;
    }
    return CRTP_NAME(Put)(To, Room, CRTP_NAME(Used)(To, Room), From, Count);
}

INT
CRT__NAME(nset_s)(CRT_CHAR *To, SIZE_T Room, CRT_ARGUMENT Character, SIZE_T Count)
{
    SIZE_T Used = CRTP_NAME(Used)(To, Room);

    if (To == NULL || Room == 0 || Used == Room) {
        return CRTP_NAME(Fail)(To, Room, CRT_EINVAL);
    }
    for (SIZE_T i = 0; i < min(Count, Used); i++) {
        To[i] = (CRT_CHAR)Character;
    }
    return 0;
}

INT
CRT__NAME(set_s)(CRT_CHAR *To, SIZE_T Room, CRT_ARGUMENT Character)
{
    return CRT__NAME(nset_s)(To, Room, Character, CRT_TRUNCATE);
}
