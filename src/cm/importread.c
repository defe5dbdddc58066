/*
 * cm/importread.c - the words of a .reg file
 */
#include "import.h"

WCHAR
CmpPeek(PCMP_READER Reader)
{
    return Reader->At < Reader->End ? *Reader->At : 0;
}

BOOLEAN
CmpTake(PCMP_READER Reader, WCHAR Character)
{
    if (Reader->At == Reader->End || *Reader->At != Character) {
        return FALSE;
    }
    Reader->At++;
    return TRUE;
}

BOOLEAN
CmpTakeWord(PCMP_READER Reader, PCWSTR Word)
{
    PCWCH At = Reader->At;

    for (; *Word != 0; Word++, At++) {
        if (At == Reader->End || RtlUpcaseUnicodeChar(*At) != RtlUpcaseUnicodeChar(*Word)) {
            return FALSE;
        }
    }
    Reader->At = At;
    return TRUE;
}

VOID
CmpSkipBlanks(PCMP_READER Reader)
{
    while (CmpPeek(Reader) == L' ' || CmpPeek(Reader) == L'\t') {
        Reader->At++;
    }
}

static BOOLEAN
CmpAtLineEnd(PCMP_READER Reader)
{
    return Reader->At == Reader->End || *Reader->At == L'\r' || *Reader->At == L'\n';
}

BOOLEAN
CmpEndLine(PCMP_READER Reader)
{
    CmpSkipBlanks(Reader);
    if (CmpPeek(Reader) == L';') {
        while (!CmpAtLineEnd(Reader)) {
            Reader->At++;
        }
    }
    if (!CmpAtLineEnd(Reader)) {
        return FALSE;
    }
    if (Reader->At != Reader->End) {
        CmpTake(Reader, L'\r');
        CmpTake(Reader, L'\n');
        Reader->Line++;
    }
    return TRUE;
}

static ULONG
CmpHexDigit(WCHAR Character)
{
    if (Character >= L'0' && Character <= L'9') {
        return Character - L'0';
    }
    Character |= 0x20;
    return Character >= L'a' && Character <= L'f' ? Character - L'a' + 10u : MAXULONG;
}

ULONG
CmpTakeHex(PCMP_READER Reader, ULONG Most, PULONG Value)
{
    ULONG Digits = 0;

    *Value = 0;
    while (Digits < Most && CmpHexDigit(CmpPeek(Reader)) != MAXULONG) {
        *Value = *Value << 4 | CmpHexDigit(*Reader->At++);
        Digits++;
    }
    return Digits;
}

NTSTATUS
CmpAppend(PCMP_BYTES Bytes, const VOID *Data, ULONG Length)
{
    if (Length > Bytes->Room - Bytes->Length) {
        ULONG Room = 2 * Bytes->Room + Length + 64;
        PUCHAR New = ExAllocateOwn(Room, CMP_TAG);

        if (New == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        if (Bytes->Data != NULL) {
            RtlCopyMemory(New, Bytes->Data, Bytes->Length);
            ExFreeOwn(Bytes->Data);
        }
        Bytes->Data = New;
        Bytes->Room = Room;
    }
    RtlCopyMemory(Bytes->Data + Bytes->Length, Data, Length);
    Bytes->Length += Length;
    return STATUS_SUCCESS;
}

/* One character of a string; a backslash stands before a quote or another one. */
static NTSTATUS
CmpTakeCharacter(PCMP_READER Reader, PCMP_BYTES Text)
{
    WCHAR Character = *Reader->At++;

    if (Character == L'\\') {
        Character = CmpPeek(Reader);
        if (Character != L'\\' && Character != L'"') {
            return STATUS_INVALID_PARAMETER;
        }
        Reader->At++;
    }
    Reader->Line += Character == L'\n';
    return CmpAppend(Text, &Character, sizeof Character);
}

NTSTATUS
CmpTakeQuoted(PCMP_READER Reader, PCMP_BYTES Text)
{
    NTSTATUS Status = CmpTake(Reader, L'"') ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;

    while (NT_SUCCESS(Status) && !CmpTake(Reader, L'"')) {
        Status =
            Reader->At == Reader->End ? STATUS_INVALID_PARAMETER : CmpTakeCharacter(Reader, Text);
    }
    return Status;
}
