/*
 * ob/altitude.c - altitudes of filters: decimal numbers of any length, with a fraction or none
 */
#include "obi.h"

#define OBP_MAX_DIGITS 32

static BOOLEAN
ObpIsDigit(WCHAR Character)
{
    return Character >= '0' && Character <= '9';
}

BOOLEAN
ObIsAltitude(PCUNICODE_STRING Altitude)
{
    ULONG Length = Altitude->Length / sizeof(WCHAR), Points = 0, i;

    for (i = 0; i < Length; i++) {
        if (Altitude->Buffer[i] == '.') {
            Points++;
        } else if (!ObpIsDigit(Altitude->Buffer[i])) {
            return FALSE;
        }
    }
    return Length != 0 && Length <= OBP_MAX_DIGITS && Points <= 1;
}

static ULONG
ObpWholeDigits(PCUNICODE_STRING Altitude)
{
    ULONG i;

    for (i = 0; i < Altitude->Length / sizeof(WCHAR) && Altitude->Buffer[i] != '.'; i++) {
    }
    return i;
}

/* The digit at a place left (At < 0) or right of the point; '0' where there is none. */
static WCHAR
ObpDigitAt(PCUNICODE_STRING Altitude, LONG At)
{
    LONG Place = (LONG)ObpWholeDigits(Altitude) + At + (At >= 0 ? 1 : 0);

    return Place >= 0 && Place < (LONG)(Altitude->Length / sizeof(WCHAR)) ? Altitude->Buffer[Place]
                                                                          : '0';
}

LONG
ObCompareAltitudes(PCUNICODE_STRING First, PCUNICODE_STRING Second)
{
    LONG At;

    for (At = -OBP_MAX_DIGITS; At < OBP_MAX_DIGITS; At++) {
        LONG Difference = (LONG)ObpDigitAt(First, At) - (LONG)ObpDigitAt(Second, At);

        if (Difference != 0) {
            return Difference;
        }
    }
    return 0;
}
