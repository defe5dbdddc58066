/*
 * tests/scenario/found.h - a driver's mistake that only some schedules show
 *
 * Like capture.h, for ordinary CMocka tests.
 */
#ifndef FOUND_H
#define FOUND_H

#include "ke/capture.h"

enum { FOUND_SEEDS = 200 };

/* In how many of the seeds the run ends with this bug check (0: with any, as after freed memory was
   used). Any other failure fails the test. */
static inline unsigned
found_bugchecks(const struct sim_setup *setup, uint32_t code)
{
    static struct captured run;
    struct sim_setup one = *setup;
    unsigned found = 0;

    one.policy = SIM_RANDOM;
    for (one.seed = 0; one.seed < FOUND_SEEDS; one.seed++) {
        capture_boot(&run, &one);
        if (run.result.failed &&
            (run.result.bugcheck == 0 || (code != 0 && run.result.bugcheck != code))) {
            print_error("%s", run.text);
            fail();
        }
        found += run.result.failed;
    }
    print_message("%u of %u seeds end with a bug check\n", found, FOUND_SEEDS);
    return found;
}

#endif
