/*
 * tests/init/test_shutdown.c - drivers are unloaded in the opposite order
 */
#include <sim/test.h>

/* init_above stops the machine if io_opened is unloaded before it. */
static void
a_driver_is_unloaded_before_those_that_it_uses(void **state)
{
}

SIM_TESTS(SIM_TEST(a_driver_is_unloaded_before_those_that_it_uses,
                   .drivers = {"io_opened", "init_above"}),
          SIM_TEST(a_driver_is_unloaded_before_those_that_it_uses, .driver = "io_opened",
                   .drivers = {"init_above"}))
