/*
 * ex/test_poolreport.c - what a run's end says about pool that was never freed
 */
#include <ntifs.h>
#include <sim/test.h>

#include "../ke/capture.h"

static struct captured run;

static void
leaks(void **state)
{
    PVOID blocks[5];

    for (ULONG i = 0; i < 5; i++) {
        blocks[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 24, 'kaeL');
    }
    ExFreePoolWithTag(blocks[0], 'kaeL');
    ExFreePoolWithTag(blocks[3], 'kaeL');
    ExFreePoolWithTag(ExAllocatePool2(POOL_FLAG_PAGED, 24, 'onaC'), 'onaC');
}

static void
leaks_are_listed_and_their_tags_accounted_for(void **state)
{
    capture_boot(&run, &(struct sim_setup){.name = "leaks", .test = leaks});
    capture_expect(&run, "pool never freed: 24 bytes, nonpaged, tag 'Leak'");
    capture_expect(&run, "pool tag 'Leak': 5 allocations, 2 freed, 72 bytes in 3 blocks left");
    assert_null(strstr(run.text, "Cano"));
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaks_are_listed_and_their_tags_accounted_for),
    };

    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
