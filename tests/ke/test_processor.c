/*
 * ke/test_processor.c - how many processors there are, their numbers, their masks
 */
#include "ke_test.h"

static void
are_counted(void **state)
{
    KAFFINITY Active;
    KAFFINITY All = sim_cpu_count() == 64 ? ~(KAFFINITY)0 : ((KAFFINITY)1 << sim_cpu_count()) - 1;

    assert_int_equal(KeQueryActiveProcessorCount(&Active), sim_cpu_count());
    assert_int_equal(Active, All);
    assert_int_equal(KeQueryActiveProcessorCount(NULL), sim_cpu_count());
    assert_int_equal(KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS), sim_cpu_count());
    assert_int_equal(KeQueryActiveProcessorCountEx(0), sim_cpu_count());
    assert_int_equal(KeQueryMaximumProcessorCountEx(ALL_PROCESSOR_GROUPS), sim_cpu_count());
    assert_int_equal(KeQueryMaximumProcessorCount(), sim_cpu_count());
    assert_int_equal(KeQueryActiveProcessors(), All);
    assert_int_equal(KeQueryGroupAffinity(0), All);
}

static void
are_one_group_up_to_64(void **state)
{
    assert_int_equal(KeQueryActiveGroupCount(), 1);
    assert_int_equal(KeQueryMaximumGroupCount(), 1);
    assert_int_equal(KeQueryActiveProcessorCountEx(1), 0);
    assert_int_equal(KeQueryGroupAffinity(1), 0);
}

static void
have_an_index_and_a_number(void **state)
{
    PROCESSOR_NUMBER Number;

    for (ULONG i = 0; i < sim_cpu_count(); i++) {
        assert_nt_success(KeGetProcessorNumberFromIndex(i, &Number));
        assert_int_equal(Number.Group, 0);
        assert_int_equal(Number.Number, i);
        assert_int_equal(KeGetProcessorIndexFromNumber(&Number), i);
    }
    assert_nt_status(KeGetProcessorNumberFromIndex(sim_cpu_count(), &Number),
                     STATUS_INVALID_PARAMETER);
}

static void
that_do_not_exist_have_no_index(void **state)
{
    PROCESSOR_NUMBER Beyond = {.Number = (UCHAR)sim_cpu_count()}, Group = {.Group = 1};

    assert_int_equal(KeGetProcessorIndexFromNumber(&Beyond), INVALID_PROCESSOR_INDEX);
    assert_int_equal(KeGetProcessorIndexFromNumber(&Group), INVALID_PROCESSOR_INDEX);
}

static void
know_which_one_they_are(void **state)
{
    for (ULONG i = 0; i < sim_cpu_count(); i++) {
        PROCESSOR_NUMBER Number;

        KeSetSystemAffinityThread((KAFFINITY)1 << i);
        assert_int_equal(KeGetCurrentProcessorNumber(), i);
        assert_int_equal(KeGetCurrentProcessorNumberEx(&Number), i);
        assert_int_equal(Number.Number, i);
    }
    KeRevertToUserAffinityThread();
}

SIM_TESTS(SIM_TEST(are_counted, .cpus = 1), SIM_TEST(are_counted, .cpus = 3),
          SIM_TEST(are_counted, .cpus = 64), SIM_TEST(are_one_group_up_to_64, .cpus = 64),
          SIM_TEST(have_an_index_and_a_number, .cpus = 5),
          SIM_TEST(that_do_not_exist_have_no_index, .cpus = 5),
          SIM_TEST(know_which_one_they_are, .cpus = 5))
