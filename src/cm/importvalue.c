/*
 * cm/importvalue.c - a value of a .reg file
 *
 *      name = @ | "text"
 *      name=-   name="text"   name=dword:1f   name=hex:01,02   name=hex(7):61,00,\
 *                                                                00,00,00,00
 */
#include "import.h"

enum { CMP_MAXIMUM_VALUE_NAME = 16383 * sizeof(WCHAR) };

typedef struct _CMP_IMPORT {
    UNICODE_STRING Name;
    BOOLEAN Delete;
    ULONG Type;
    CMP_BYTES NameBytes, Data;
} CMP_IMPORT, *PCMP_IMPORT;

static NTSTATUS
CmpReadName(PCMP_READER Reader, PCMP_IMPORT Value)
{
    NTSTATUS Status =
        CmpTake(Reader, L'@') ? STATUS_SUCCESS : CmpTakeQuoted(Reader, &Value->NameBytes);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Value->NameBytes.Length > CMP_MAXIMUM_VALUE_NAME) {
        return STATUS_INVALID_PARAMETER;
    }
    Value->Name = (UNICODE_STRING){.Length = (USHORT)Value->NameBytes.Length,
                                   .MaximumLength = (USHORT)Value->NameBytes.Length,
                                   .Buffer = (PWCH)Value->NameBytes.Data};
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpReadText(PCMP_READER Reader, PCMP_IMPORT Value)
{
    WCHAR End = 0;
    NTSTATUS Status = CmpTakeQuoted(Reader, &Value->Data);

    Value->Type = REG_SZ;
    return NT_SUCCESS(Status) ? CmpAppend(&Value->Data, &End, sizeof End) : Status;
}

static NTSTATUS
CmpReadNumber(PCMP_READER Reader, PCMP_IMPORT Value)
{
    ULONG Number;

    Value->Type = REG_DWORD;
    return CmpTakeHex(Reader, 8, &Number) != 0 ? CmpAppend(&Value->Data, &Number, sizeof Number)
                                               : STATUS_INVALID_PARAMETER;
}

/* --- bytes ------------------------------------------------------------------------------------ */

/* Blanks, and a backslash at the end of a line: the list goes on in the next one. */
static VOID
CmpSkipContinuation(PCMP_READER Reader)
{
    CmpSkipBlanks(Reader);
    while (CmpPeek(Reader) == L'\\') {
        CMP_READER Ahead = *Reader;

        Ahead.At++;
        CmpSkipBlanks(&Ahead);
        if ((CmpPeek(&Ahead) != L'\r' && CmpPeek(&Ahead) != L'\n') || !CmpEndLine(&Ahead)) {
            return;
        }
        *Reader = Ahead;
        CmpSkipBlanks(Reader);
    }
}

static NTSTATUS
CmpReadList(PCMP_READER Reader, PCMP_IMPORT Value)
{
    ULONG Number;
    NTSTATUS Status = STATUS_SUCCESS;

    CmpSkipContinuation(Reader);
    while (NT_SUCCESS(Status) && CmpTakeHex(Reader, 2, &Number) != 0) {
        UCHAR Byte = (UCHAR)Number;

        Status = CmpAppend(&Value->Data, &Byte, sizeof Byte);
        CmpSkipContinuation(Reader);
        if (!CmpTake(Reader, L',')) {
            break;
        }
        CmpSkipContinuation(Reader);
    }
    return Status;
}

static NTSTATUS
CmpWiden(PCMP_BYTES Bytes)
{
    CMP_BYTES Wide = {0};
    NTSTATUS Status = STATUS_SUCCESS;

    for (ULONG i = 0; i < Bytes->Length && NT_SUCCESS(Status); i++) {
        WCHAR Character;

        RtlMultiByteToUnicodeN(&Character, sizeof Character, NULL, (PCSTR)Bytes->Data + i, 1);
        Status = CmpAppend(&Wide, &Character, sizeof Character);
    }
    if (Bytes->Data != NULL) {
        ExFreeOwn(Bytes->Data);
    }
    *Bytes = Wide;
    return Status;
}

static NTSTATUS
CmpReadBytes(PCMP_READER Reader, PCMP_IMPORT Value)
{
    NTSTATUS Status;

    Value->Type = REG_BINARY;
    if (CmpTake(Reader, L'(') &&
        (CmpTakeHex(Reader, 8, &Value->Type) == 0 || !CmpTake(Reader, L')'))) {
        return STATUS_INVALID_PARAMETER;
    }
    if (!CmpTake(Reader, L':')) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = CmpReadList(Reader, Value);
    if (NT_SUCCESS(Status) && Reader->Ansi &&
        (Value->Type == REG_SZ || Value->Type == REG_EXPAND_SZ || Value->Type == REG_MULTI_SZ)) {
        Status = CmpWiden(&Value->Data);
    }
    return Status;
}

/* --- the line --------------------------------------------------------------------------------- */

static NTSTATUS
CmpReadData(PCMP_READER Reader, PCMP_IMPORT Value)
{
    if (CmpPeek(Reader) == L'"') {
        return CmpReadText(Reader, Value);
    }
    if (CmpTakeWord(Reader, L"dword:")) {
        return CmpReadNumber(Reader, Value);
    }
    if (CmpTakeWord(Reader, L"hex")) {
        return CmpReadBytes(Reader, Value);
    }
    Value->Delete = CmpTake(Reader, L'-');
    return Value->Delete ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

static NTSTATUS
CmpReadValue(PCMP_READER Reader, PCMP_IMPORT Value)
{
    NTSTATUS Status = CmpReadName(Reader, Value);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    CmpSkipBlanks(Reader);
    if (!CmpTake(Reader, L'=')) {
        return STATUS_INVALID_PARAMETER;
    }
    CmpSkipBlanks(Reader);
    Status = CmpReadData(Reader, Value);
    CmpSkipBlanks(Reader);
    if (NT_SUCCESS(Status) && Reader->At != Reader->End && *Reader->At != L'\r' &&
        *Reader->At != L'\n' && *Reader->At != L';') {
        Status = STATUS_INVALID_PARAMETER;
    }
    return Status;
}

static NTSTATUS
CmpStoreValue(PCMP_KEY Key, PCMP_IMPORT Value)
{
    PCMP_VALUE Old;

    if (!Value->Delete) {
        return CmpSetValue(Key, &Value->Name, Value->Type, Value->Data.Data, Value->Data.Length);
    }
    Old = CmpFindValue(Key, &Value->Name);
    if (Old != NULL) {
        CmpDeleteValue(Key, Old);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
CmpImportValue(PCMP_READER Reader)
{
    CMP_IMPORT Value = {0};
    NTSTATUS Status = Reader->Key != NULL ? CmpReadValue(Reader, &Value) : STATUS_INVALID_PARAMETER;

    if (NT_SUCCESS(Status)) {
        Status = CmpStoreValue(Reader->Key, &Value);
    }
    if (Value.NameBytes.Data != NULL) {
        ExFreeOwn(Value.NameBytes.Data);
    }
    if (Value.Data.Data != NULL) {
        ExFreeOwn(Value.Data.Data);
    }
    return Status;
}
