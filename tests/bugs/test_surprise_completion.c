/*
 * bugs/test_surprise_completion.c - a card is pulled out when it has just finished
 */
#include <sim/edu.h>
#include <sim/test.h>

#include "bugs.h"

enum { COMPUTES_NS = 3000 }; /* typically less */

static HANDLE File;
static OVERLAPPED Write;
static ULONG Value;

static int
opens(void **state)
{
    File = sim_open(L"\\\\.\\SurpriseCompletion");
    return 0;
}

/* Not on the processor that the card interrupts. */
static void
writes_and_pulls_out(void *unused)
{
    WriteFile(File, &Value, sizeof Value, NULL, &Write);
    sim_run_for(COMPUTES_NS);
    sim_surprise_remove(sim_device("edu", 0));
    assert_completes(File, &Write, STATUS_SUCCESS, STATUS_DEVICE_REMOVED);
    CloseHandle(File);
}

static void
pulls_out_meanwhile(void **state)
{
    Write = (OVERLAPPED){0};
    sim_join(sim_thread(writes_and_pulls_out, NULL));
}

BUG("surprise_completion", .shows = BUG_AS_BUGCHECK | BUG_AS_RACE,
    .codes = {MULTIPLE_IRP_COMPLETE_REQUESTS, DRIVER_VERIFIER_DETECTED_VIOLATION,
              DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL},
    .setup = {.before = opens,
              .test = pulls_out_meanwhile,
              .device = &sim_edu,
              .cpus = 3})
