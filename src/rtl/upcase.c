/*
 * src/rtl/upcase.c - upper and lower case, one character for one
 *
 * casetable.c holds the mappings as sorted runs; ASCII takes a shortcut. No locale is looked at.
 *
 * Differs from Windows: the mappings are those that Microsoft publishes with the exFAT
 * specification (Windows Vista's); later versions of Windows know some more recent letters. As
 * there, dotless i, long s and the micro sign have no upper case.
 */
#include "rtlp.h"

static WCHAR
RtlpMapCase(const RTLP_CASE_RUN *Runs, ULONG Count, WCHAR Character)
{
    ULONG Low = 0, High = Count;

    while (Low < High) {
        ULONG Middle = (Low + High) / 2;
        const RTLP_CASE_RUN *Run = &Runs[Middle];

        if (Character < Run->First) {
            High = Middle;
        } else if (Character > Run->Last) {
            Low = Middle + 1;
        } else {
            return (Character - Run->First) % Run->Step == 0 ? (WCHAR)(Character + Run->Delta)
                                                             : Character;
        }
    }
    return Character;
}

WCHAR
RtlUpcaseUnicodeChar(WCHAR SourceCharacter)
{
    if (SourceCharacter < 0x80) {
        return SourceCharacter >= 'a' && SourceCharacter <= 'z' ? SourceCharacter - 0x20
                                                                : SourceCharacter;
    }
    return RtlpMapCase(RtlpUpcaseRuns, RtlpUpcaseRunCount, SourceCharacter);
}

WCHAR
RtlDowncaseUnicodeChar(WCHAR SourceCharacter)
{
    if (SourceCharacter < 0x80) {
        return SourceCharacter >= 'A' && SourceCharacter <= 'Z' ? SourceCharacter + 0x20
                                                                : SourceCharacter;
    }
    return RtlpMapCase(RtlpDowncaseRuns, RtlpDowncaseRunCount, SourceCharacter);
}

CHAR
RtlUpperChar(CHAR Character)
{
    UCHAR Narrow = (UCHAR)Character;
    WCHAR Upper = RtlUpcaseUnicodeChar(RtlpToUnicode(&RtlpAnsi, Narrow));
    UCHAR Result = RtlpFromUnicode(&RtlpAnsi, Upper);

    return RtlpToUnicode(&RtlpAnsi, Result) == Upper ? (CHAR)Result : Character;
}

LONG
RtlpCompareWide(PCWCH Text1, PCWCH Text2, SIZE_T Characters, BOOLEAN IgnoreCase)
{
    for (SIZE_T i = 0; i < Characters; i++) {
        WCHAR Character1 = Text1[i], Character2 = Text2[i];

        if (Character1 == Character2) {
            continue;
        }
        if (IgnoreCase) {
            Character1 = RtlUpcaseUnicodeChar(Character1);
            Character2 = RtlUpcaseUnicodeChar(Character2);
        }
        if (Character1 != Character2) {
            return (LONG)Character1 - (LONG)Character2;
        }
    }
    return 0;
}

static NTSTATUS
RtlpMapString(PUNICODE_STRING To, PCUNICODE_STRING From, BOOLEAN Allocate, WCHAR (*Map)(WCHAR))
{
    NTSTATUS Status = RtlpPrepareString((PSTRING)To, From->Length, 0, Allocate);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    for (ULONG i = 0; i < From->Length / sizeof(WCHAR); i++) {
        To->Buffer[i] = Map(From->Buffer[i]);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
RtlUpcaseUnicodeString(PUNICODE_STRING DestinationString, PCUNICODE_STRING SourceString,
                       BOOLEAN AllocateDestinationString)
{
    return RtlpMapString(DestinationString, SourceString, AllocateDestinationString,
                         RtlUpcaseUnicodeChar);
}

NTSTATUS
RtlDowncaseUnicodeString(PUNICODE_STRING DestinationString, PCUNICODE_STRING SourceString,
                         BOOLEAN AllocateDestinationString)
{
    return RtlpMapString(DestinationString, SourceString, AllocateDestinationString,
                         RtlDowncaseUnicodeChar);
}
