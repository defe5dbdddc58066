/*
 * cm/import.c - registry files (.reg): CmImportText
 *
 *      REGEDIT4 | Windows Registry Editor Version 5.00
 *      [HKEY_LOCAL_MACHINE\Path]     the key is made, with all on the way; its values follow
 *      [-HKEY_LOCAL_MACHINE\Path]    the key is deleted with all below it
 *      ; a comment
 *
 * Text is UTF-16LE (with a byte order mark or recognized by its first character) or UTF-8; after
 * REGEDIT4, of one byte a character. What stands before an error has been imported.
 *
 * Differs from Windows: HKEY_CURRENT_USER is \Registry\User\.Default, whoever the test runs as. A
 * line that makes no sense is an error; regedit passes over it.
 */
#include "import.h"

typedef struct _CMP_HIVE {
    PCWSTR Name, Path;
} CMP_HIVE;

static const CMP_HIVE CmpHives[] = {
    {L"HKEY_LOCAL_MACHINE", L"\\Registry\\Machine"},
    {L"HKEY_USERS", L"\\Registry\\User"},
    {L"HKEY_CURRENT_USER", L"\\Registry\\User\\.Default"},
    {L"HKEY_CLASSES_ROOT", L"\\Registry\\Machine\\Software\\Classes"},
    {L"HKEY_CURRENT_CONFIG",
     L"\\Registry\\Machine\\System\\CurrentControlSet\\Hardware Profiles\\Current"},
};

/* --- keys ------------------------------------------------------------------------------------- */

/* What a line has between its brackets; FALSE: it has no right one. */
static BOOLEAN
CmpTakeBracketed(PCMP_READER Reader, PUNICODE_STRING Name)
{
    PCWCH First = Reader->At, Last = NULL, At;

    for (At = First; At < Reader->End && *At != L'\r' && *At != L'\n'; At++) {
        Last = *At == L']' ? At : Last;
    }
    if (Last == NULL || Last - First > MAXUSHORT / 4) {
        return FALSE;
    }
    *Name =
        (UNICODE_STRING){.Length = (USHORT)((Last - First) * sizeof(WCHAR)), .Buffer = (PWCH)First};
    Reader->At = Last + 1;
    return TRUE;
}

static BOOLEAN
CmpIsWellFormed(PCUNICODE_STRING Path)
{
    ULONG Length = Path->Length / sizeof(WCHAR);

    for (ULONG i = 0; i < Length; i++) {
        if (Path->Buffer[i] == 0 ||
            (Path->Buffer[i] == L'\\' && (i + 1 == Length || Path->Buffer[i + 1] == L'\\'))) {
            return FALSE;
        }
    }
    return TRUE;
}

/* HKEY_...\Rest to \Registry\...\Rest; Path->Buffer is the caller's to free. */
static NTSTATUS
CmpFullPath(PCUNICODE_STRING Name, PUNICODE_STRING Path)
{
    CMP_READER Reader = {.At = Name->Buffer, .End = Name->Buffer + Name->Length / sizeof(WCHAR)};
    ULONG i = 0;
    UNICODE_STRING Rest;

    while (i < RTL_NUMBER_OF(CmpHives) && !CmpTakeWord(&Reader, CmpHives[i].Name)) {
        i++;
    }
    Rest = (UNICODE_STRING){.Length = (USHORT)((Reader.End - Reader.At) * sizeof(WCHAR)),
                            .Buffer = (PWCH)Reader.At};
    if (i == RTL_NUMBER_OF(CmpHives) || (Rest.Length != 0 && *Reader.At != L'\\') ||
        !CmpIsWellFormed(&Rest)) {
        return STATUS_OBJECT_PATH_SYNTAX_BAD;
    }
    Path->MaximumLength = Name->Length + 256 * sizeof(WCHAR);
    Path->Length = 0;
    Path->Buffer = ExAllocateOwn(Path->MaximumLength, CMP_TAG);
    if (Path->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlAppendUnicodeToString(Path, CmpHives[i].Path);
    return RtlAppendUnicodeStringToString(Path, &Rest);
}

static BOOLEAN
CmpIsHive(PCUNICODE_STRING Path)
{
    for (ULONG i = 0; i < RTL_NUMBER_OF(CmpHives); i++) {
        UNICODE_STRING Hive;

        RtlInitUnicodeString(&Hive, CmpHives[i].Path);
        if (RtlEqualUnicodeString(&Hive, Path, TRUE)) {
            return TRUE;
        }
    }
    return FALSE;
}

static NTSTATUS
CmpApplyKey(PCMP_READER Reader, PCUNICODE_STRING Path, BOOLEAN Delete)
{
    PCMP_KEY Key;

    Reader->Key = NULL;
    if (Delete && CmpIsHive(Path)) {
        return STATUS_CANNOT_DELETE;
    }
    Key = CmpKeyByPath(Path, !Delete);
    if (!Delete) {
        Reader->Key = Key;
        return Key != NULL ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    }
    if (Key != NULL) {
        CmpDeleteTree(Key);
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpImportKey(PCMP_READER Reader)
{
    BOOLEAN Delete = CmpTake(Reader, L'-');
    UNICODE_STRING Name, Path = {0};
    NTSTATUS Status;

    if (!CmpTakeBracketed(Reader, &Name)) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = CmpFullPath(&Name, &Path);
    if (NT_SUCCESS(Status)) {
        Status = CmpApplyKey(Reader, &Path, Delete);
    }
    if (Path.Buffer != NULL) {
        ExFreeOwn(Path.Buffer);
    }
    return Status;
}

/* --- the file --------------------------------------------------------------------------------- */

static NTSTATUS
CmpImportHeader(PCMP_READER Reader)
{
    Reader->Ansi = CmpTakeWord(Reader, L"REGEDIT4");
    if (!Reader->Ansi && !CmpTakeWord(Reader, L"Windows Registry Editor Version 5.00")) {
        return STATUS_INVALID_PARAMETER;
    }
    return CmpEndLine(Reader) ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

static NTSTATUS
CmpImportLine(PCMP_READER Reader)
{
    NTSTATUS Status;

    CmpSkipBlanks(Reader);
    if (CmpEndLine(Reader)) {
        return STATUS_SUCCESS;
    }
    Status = CmpTake(Reader, L'[') ? CmpImportKey(Reader) : CmpImportValue(Reader);
    if (NT_SUCCESS(Status) && !CmpEndLine(Reader)) {
        Status = STATUS_INVALID_PARAMETER;
    }
    return Status;
}

static NTSTATUS
CmpImport(PCMP_READER Reader)
{
    NTSTATUS Status = CmpImportHeader(Reader);

    while (NT_SUCCESS(Status) && Reader->At != Reader->End) {
        Status = CmpImportLine(Reader);
    }
    return Status;
}

/* --- characters ------------------------------------------------------------------------------- */

static NTSTATUS
CmpDecode(const UCHAR *Text, ULONG Bytes, PWCH Wide, PULONG WideBytes)
{
    static const CHAR Ansi[] = "REGEDIT4";
    NTSTATUS Status;

    if (Bytes >= 2 && ((Text[0] == 0xFF && Text[1] == 0xFE) || Text[1] == 0)) {
        ULONG Mark = Text[1] != 0 ? 2 : 0;

        *WideBytes = Bytes - Mark;
        RtlCopyMemory(Wide, Text + Mark, *WideBytes);
        return *WideBytes % sizeof(WCHAR) == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    }
    if (Bytes >= sizeof Ansi - 1 && RtlEqualMemory(Text, Ansi, sizeof Ansi - 1)) {
        return RtlMultiByteToUnicodeN(Wide, Bytes * sizeof(WCHAR), WideBytes, (PCSTR)Text, Bytes);
    }
    if (Bytes >= 3 && Text[0] == 0xEF && Text[1] == 0xBB && Text[2] == 0xBF) {
        Text += 3;
        Bytes -= 3;
    }
    Status = RtlUTF8ToUnicodeN(Wide, Bytes * sizeof(WCHAR), WideBytes, (PCCH)Text, Bytes);
    return Status == STATUS_SUCCESS ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

NTSTATUS
CmImportText(const VOID *Text, SIZE_T Bytes, PULONG Line)
{
    CMP_READER Reader = {.Line = 1};
    ULONG WideBytes = 0;
    NTSTATUS Status;
    PWCH Wide;

    *Line = 1;
    if (Bytes == 0 || Bytes > MAXULONG / 4) {
        return STATUS_INVALID_PARAMETER;
    }
    Wide = ExAllocateOwn(Bytes * sizeof(WCHAR), CMP_TAG);
    if (Wide == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = CmpDecode(Text, (ULONG)Bytes, Wide, &WideBytes);
    if (NT_SUCCESS(Status)) {
        Reader.At = Wide;
        Reader.End = Wide + WideBytes / sizeof(WCHAR);
        Status = CmpImport(&Reader);
    }
    ExFreeOwn(Wide);
    *Line = Reader.Line;
    return Status;
}
