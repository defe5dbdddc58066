/*
 * src/cm/import.h - what the files of the .reg import share
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "cmi.h"

typedef struct _CMP_READER {
    PCWCH At, End;
    ULONG Line;
    BOOLEAN Ansi; /* REGEDIT4: text in hex is of one byte a character */
    PCMP_KEY Key; /* whose values follow; NULL: none, or one that was deleted */
} CMP_READER, *PCMP_READER;

/* Bytes that grow. */
typedef struct _CMP_BYTES {
    PUCHAR Data;
    ULONG Length, Room;
} CMP_BYTES, *PCMP_BYTES;

/* --- importread.c --- */
WCHAR CmpPeek(PCMP_READER Reader); /* 0 at the end */
BOOLEAN CmpTake(PCMP_READER Reader, WCHAR Character);
BOOLEAN CmpTakeWord(PCMP_READER Reader, PCWSTR Word); /* without regard to case */
VOID CmpSkipBlanks(PCMP_READER Reader);
BOOLEAN CmpEndLine(PCMP_READER Reader); /* blanks, a comment, the end; FALSE: something else */
/* Up to Most hexadecimal digits; how many there were. */
ULONG CmpTakeHex(PCMP_READER Reader, ULONG Most, PULONG Value);
NTSTATUS CmpAppend(PCMP_BYTES Bytes, const VOID *Data, ULONG Length);
/* What stands between quotes, \" and \\ resolved. */
NTSTATUS CmpTakeQuoted(PCMP_READER Reader, PCMP_BYTES Text);

/* --- importvalue.c --- */
NTSTATUS CmpImportValue(PCMP_READER Reader);

#endif
