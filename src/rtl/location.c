/*
 * src/rtl/location.c - where state that outlives a restart is kept
 *
 * This is an ordinary Windows, without state separation: nothing is redirected, every source keeps
 * its state where it would by default.
 */
#include "rtlp.h"

BOOLEAN
RtlIsStateSeparationEnabled(VOID)
{
    return FALSE;
}

/* Lengths are in bytes, with the terminator. */
NTSTATUS
RtlGetPersistedStateLocation(PCWSTR SourceID, PCWSTR CustomValue, PCWSTR DefaultPath,
                             STATE_LOCATION_TYPE StateLocationType, PWCHAR TargetPath,
                             ULONG BufferLengthIn, PULONG BufferLengthOut)
{
    UNICODE_STRING Path;
    ULONG Length;

    if (SourceID == NULL || (ULONG)StateLocationType >= LocationTypeMaximum) {
        return STATUS_INVALID_PARAMETER;
    }
    if (DefaultPath == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    RtlInitUnicodeString(&Path, DefaultPath);
    Length = Path.Length + sizeof(WCHAR);
    if (BufferLengthOut != NULL) {
        *BufferLengthOut = Length;
    }
    if (Length > BufferLengthIn) {
        return STATUS_BUFFER_OVERFLOW;
    }
    RtlCopyMemory(TargetPath, DefaultPath, Length);
    return STATUS_SUCCESS;
}
