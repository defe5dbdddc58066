/*
 * ob/leak.c - objects, handles and references that a test left behind
 *
 * At the end of boot everything that exists is the system's and is remembered with its counts. What
 * is there later and was not, or has more handles or references of drivers than it had, has leaked.
 */
#include "obi.h"

#define OBP_LEAK_NAME 128

/* References that drivers and higher rungs hold: without those of handles and names. */
static LONG_PTR
ObpOtherReferences(POBJECT_HEADER Header)
{
    LONG_PTR References = Header->PointerCount - Header->HandleCount;

    if (Header->Directory != NULL) {
        References--;
    }
    if (Header->Type == &ObpDirectoryType) {
        References -= ((POBP_DIRECTORY)Header->Body)->Count;
    }
    return References;
}

VOID
ObMarkBaseline(VOID)
{
    PLIST_ENTRY Entry;

    for (Entry = ObpAllObjects()->Flink; Entry != ObpAllObjects(); Entry = Entry->Flink) {
        POBJECT_HEADER Header = CONTAINING_RECORD(Entry, OBJECT_HEADER, AllLinks);

        Header->Base = TRUE;
        Header->BasePointers = ObpOtherReferences(Header);
        Header->BaseHandles = Header->HandleCount;
    }
}

VOID
ObAddToBaseline(PVOID Object, ULONG References)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    Header->Base = TRUE;
    Header->BasePointers += References;
}

static VOID
ObpNarrow(PSTR To, SIZE_T Size, PCWSTR From, SIZE_T Characters)
{
    SIZE_T i;

    for (i = 0; i < Characters && i + 1 < Size; i++) {
        To[i] = From[i] < 0x7F ? (CHAR)From[i] : '?';
    }
    To[i] = 0;
}

static SIZE_T
ObpLength(PCWSTR Text)
{
    UNICODE_STRING String;

    RtlInitUnicodeString(&String, Text);
    return String.Length / sizeof(WCHAR);
}

static VOID
ObpReportLeak(POBJECT_HEADER Header, VOID (*Report)(PCSTR Format, ...))
{
    CHAR Type[OBP_LEAK_NAME], Name[OBP_LEAK_NAME];
    LONG_PTR References = ObpOtherReferences(Header) - Header->BasePointers;
    LONG_PTR Handles = Header->HandleCount - Header->BaseHandles;

    ObpNarrow(Type, sizeof Type, Header->Type->Name, ObpLength(Header->Type->Name));
    ObpNarrow(Name, sizeof Name, Header->Name.Buffer, Header->Name.Length / sizeof(WCHAR));
    Report("object left: %s %s%s%sat %p, %d references, %d handles%s", Type,
           Name[0] != 0 ? "\"" : "", Name, Name[0] != 0 ? "\" " : "", Header->Body, (int)References,
           (int)Handles, Header->Base ? " more than at boot" : "");
}

static VOID
ObpReportLeaks(VOID (*Report)(PCSTR Format, ...))
{
    PLIST_ENTRY Entry;

    for (Entry = ObpAllObjects()->Flink; Entry != ObpAllObjects(); Entry = Entry->Flink) {
        POBJECT_HEADER Header = CONTAINING_RECORD(Entry, OBJECT_HEADER, AllLinks);
        BOOLEAN More = Header->HandleCount > Header->BaseHandles ||
                       ObpOtherReferences(Header) > Header->BasePointers;

        if (!Header->Base || More) {
            ObpReportLeak(Header, Report);
        }
    }
}

VOID
ObpInitLeaks(VOID)
{
    KeAddLeakRoutine(ObpReportLeaks);
}
