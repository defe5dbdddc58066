/*
 * tests/bench/seh.c - structured exceptions; a file of its own, because it is not optimised
 */
#define WDK_STRUCTURED_EXCEPTIONS
#include <wdm.h>
#include <sim/test.h>

#include "bench.h"

enum { ENTRIES = 200000, RAISES = 20000 };

static volatile LONG Sum;

/* Into a __try block and out at its end. */
static double
run_try(void)
{
    uint64_t start = bench_ns();

    for (int i = 0; i < ENTRIES; i++) {
        __try {
            Sum++;
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Sum--;
        }
    }
    return (double)(bench_ns() - start) / ENTRIES;
}

/* ExRaiseStatus to its handler, and the way in. */
static double
run_raise(void)
{
    uint64_t start = bench_ns();

    for (int i = 0; i < RAISES; i++) {
        __try {
            ExRaiseStatus(STATUS_UNSUCCESSFUL);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Sum++;
        }
    }
    return (double)(bench_ns() - start) / RAISES;
}

const struct benchmark seh_try = {.name = "seh_try", .unit = "ns", .run = run_try, .cpus = 1};
const struct benchmark seh_raise = {.name = "seh_raise", .unit = "ns", .run = run_raise, .cpus = 1};
