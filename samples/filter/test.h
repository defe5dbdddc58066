/*
 * samples/filter/test.h - what the tests of the filter share
 */
#ifndef FILTER_TEST_H
#define FILTER_TEST_H

#include <sim/test.h>

#include <wdm.h>

#include "../startio/printer.h"
#include "public.h"

/* What two INF files would say: filter_printer is the printer's driver, filter is above it. */
#define FILTERED                                                                                   \
    .driver = "filter_printer", .device = &printer_model,                                          \
    .filters = {{.hardware_id = "PCI\\VEN_1234&DEV_0002", .driver = "filter"}}
/* Fifty runs, in each of which all that hardware leaves open turns out differently. */
#define SEEDS .policy = SIM_RANDOM, .seed = 1, .seeds = 50
/* Three hundred schedules, each of which another one might have been (sim/explore.h). */
#define SCHEDULES .explore = SIM_AUTO, .search.schedules = 300

enum { MINUTE_MS = 60000 };

/* --- the control device ----------------------------------------------------------------------- */

static inline DWORD
set_rule(ULONG major, LONG status)
{
    HANDLE filter = CreateFileW(L"\\\\.\\Filter", GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    FILTER_RULE rule = {.MajorFunction = major, .Status = status};
    DWORD bytes, error = ERROR_SUCCESS;

    assert_true(filter != INVALID_HANDLE_VALUE);
    if (!DeviceIoControl(filter, IOCTL_FILTER_RULE, &rule, sizeof rule, NULL, 0, &bytes, NULL)) {
        error = GetLastError();
    }
    assert_true(CloseHandle(filter));
    return error;
}

/* Returns how many entries there were. */
static inline size_t
read_log(FILTER_ENTRY *entries, size_t most)
{
    HANDLE filter = CreateFileW(L"\\\\.\\Filter", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    DWORD bytes;

    assert_true(filter != INVALID_HANDLE_VALUE);
    assert_true(DeviceIoControl(filter, IOCTL_FILTER_LOG, NULL, 0, entries,
                                (DWORD)(most * sizeof *entries), &bytes, NULL));
    assert_true(CloseHandle(filter));
    return bytes / sizeof *entries;
}

static inline void
empty_log(void)
{
    static FILTER_ENTRY entries[256];

    read_log(entries, ARRAYSIZE(entries));
}

/* --- the printer below ------------------------------------------------------------------------ */

struct request {
    OVERLAPPED overlapped;
};

static inline void
start_print(struct request *r, HANDLE printer, const char *text)
{
    *r = (struct request){.overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    WriteFile(printer, text, (DWORD)strlen(text), NULL, &r->overlapped);
}

static inline NTSTATUS
finish(struct request *r)
{
    if (!HasOverlappedIoCompleted(&r->overlapped)) {
        assert_int_equal(WaitForSingleObject(r->overlapped.hEvent, MINUTE_MS), WAIT_OBJECT_0);
    }
    assert_true(CloseHandle(r->overlapped.hEvent));
    return (NTSTATUS)r->overlapped.Internal;
}

static inline NTSTATUS
print(HANDLE printer, const char *text)
{
    struct request r;

    start_print(&r, printer, text);
    return finish(&r);
}

#endif
