/*
 * init/assert.c - the assertions that sim/test.h adds to CMocka's
 */
#include "init.h"

#include <sim/test.h>

void
sim_assert_nt_success(NTSTATUS status, const char *expression, const char *file, int line)
{
    if (!NT_SUCCESS(status)) {
        InipFailSaying(file, line, "%s is 0x%08X (%s)", expression, status, InipStatusName(status));
    }
}

void
sim_assert_nt_status(NTSTATUS status, NTSTATUS expected, const char *expression, const char *file,
                     int line)
{
    if (status != expected) {
        InipFailSaying(file, line, "%s is 0x%08X (%s), not 0x%08X (%s)", expression, status,
                       InipStatusName(status), expected, InipStatusName(expected));
    }
}

static BOOLEAN
InipIsAllowed(NTSTATUS Status, const NTSTATUS *Allowed, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count; i++) {
        if (Allowed[i] == Status) {
            return TRUE;
        }
    }
    return FALSE;
}

void
sim_assert_completes(HANDLE handle, OVERLAPPED *overlapped, const NTSTATUS *allowed, size_t count,
                     const char *file, int line)
{
    enum { MINUTE_MS = 60000 };
    HANDLE Waited = overlapped->hEvent != NULL ? overlapped->hEvent : handle;
    NTSTATUS Status;

    if (!HasOverlappedIoCompleted(overlapped)) {
        WaitForSingleObject(Waited, MINUTE_MS);
    }
    if (!HasOverlappedIoCompleted(overlapped)) {
        InipFailSaying(file, line, "the request is still pending after a minute");
    }
    Status = (NTSTATUS)overlapped->Internal;
    if (!InipIsAllowed(Status, allowed, count)) {
        InipFailSaying(file, line, "the request ended with 0x%08X (%s)", Status,
                       InipStatusName(Status));
    }
}
