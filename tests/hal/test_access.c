/*
 * hal/test_access.c - instrumented accesses do what they would have done, and let others in
 */
#include <wdm.h>
#include <sim/test.h>

static void
call(const char *name)
{
    ULONG (*function)(void) = (ULONG(*)(void))sim_driver_symbol("access_instrumented", name);
    ULONG line = function();

    if (line != 0) {
        fail_msg("access_instrumented.c:%u", line);
    }
}

static void
plain_accesses_work(void **state)
{
    call("PlainAccesses");
}

static void
interlocked_operations_work(void **state)
{
    call("InterlockedAccesses");
}

static void
atomic_operations_work(void **state)
{
    call("AtomicAccesses");
}

static void
memory_functions_work(void **state)
{
    call("MemoryFunctions");
}

static void
a_loop_that_polls_memory_ends(void **state)
{
    call("PollingLoop");
}

static void
each_access_takes_a_moment(void **state)
{
    uint64_t start = sim_time_ns();

    call("PlainAccesses");
    assert_in_range(sim_time_ns() - start, 20, 2000);
}

#define ACCESS_TEST(f, ...) SIM_TEST(f, .driver = "access_instrumented", __VA_ARGS__)
#define RANDOM              .policy = SIM_RANDOM, .seeds = 5

SIM_TESTS(ACCESS_TEST(plain_accesses_work), ACCESS_TEST(plain_accesses_work, RANDOM),
          ACCESS_TEST(interlocked_operations_work),
          ACCESS_TEST(interlocked_operations_work, RANDOM), ACCESS_TEST(atomic_operations_work),
          ACCESS_TEST(atomic_operations_work, RANDOM), ACCESS_TEST(memory_functions_work),
          ACCESS_TEST(memory_functions_work, RANDOM), ACCESS_TEST(a_loop_that_polls_memory_ends),
          ACCESS_TEST(a_loop_that_polls_memory_ends, .cpus = 4, RANDOM),
          ACCESS_TEST(each_access_takes_a_moment, .cpus = 1))
