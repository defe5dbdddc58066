/*
 * tests/init/test_control.c - what a test does to devices while somebody else does it, too
 */
#include <sim/edu.h>
#include <sim/test.h>

static void
pull_out(void *edu)
{
    sim_surprise_remove(edu);
}

static void
a_device_may_be_pulled_out_while_it_is_restarted(void **state)
{
    struct sim_device *edu = sim_device("edu", 0);
    HANDLE other = sim_thread(pull_out, edu);

    while (sim_restart(edu) != STATUS_NO_SUCH_DEVICE) {
    }
    sim_join(other);
}

SIM_TESTS(SIM_TEST(a_device_may_be_pulled_out_while_it_is_restarted, .device = &sim_edu,
                   .driver = "pnp_kit", .policy = SIM_RANDOM, .seeds = 100))
