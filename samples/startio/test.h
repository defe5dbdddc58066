/*
 * samples/startio/test.h - what the tests of the printer driver share
 */
#ifndef STARTIO_TEST_H
#define STARTIO_TEST_H

#include <sim/test.h>

#include "printer.h"

#define PRINTER .driver = "startio", .device = &printer_model, .after = the_printer_was_treated_well
/* Fifty runs, in each of which all that hardware leaves open turns out differently. */
#define SEEDS .policy = SIM_RANDOM, .seed = 1, .seeds = 50
/* Three hundred schedules, each of which another one might have been (sim/explore.h). */
#define SCHEDULES .explore = SIM_AUTO, .search.schedules = 300

enum { MINUTE_MS = 60000 };

/* The driver never touched a port that the printer does not have. */
static inline int
the_printer_was_treated_well(void **state)
{
    struct sim_device *printer = sim_device_find("printer", 0);

    return printer == NULL ? 0 : (int)sim_device_refused(printer);
}

static inline HANDLE
open_printer(void)
{
    return sim_open(L"\\\\.\\Printer");
}

static inline const char *
paper(void)
{
    return printer_paper(sim_device("printer", 0));
}

/* --- requests in flight ----------------------------------------------------------------------- */

struct request {
    OVERLAPPED overlapped;
    const char *text;
};

static inline void
start_print(struct request *r, HANDLE printer, const char *text)
{
    *r = (struct request){.text = text};
    r->overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
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

static inline size_t
printed(const struct request *r)
{
    return r->overlapped.InternalHigh;
}

#endif
