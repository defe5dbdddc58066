/*
 * bugs/test_isr_dpc.c - the card interrupts again while the DPC handles what came before
 */
#include <sim/edu.h>
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\IsrDpc");
    Files[1] = bug_open(L"\\\\.\\IsrDpc");
    return 0;
}

static void
raises_the_second(void *unused)
{
    assert_true(bug_control(Files[1], IOCTL_CARD_RAISE, 2, NULL));
}

static void
raises_two_causes(void **state)
{
    HANDLE thread = sim_thread(raises_the_second, NULL);
    ULONG handled;

    assert_true(bug_control(Files[0], IOCTL_CARD_RAISE, 1, NULL));
    sim_join(thread);
    sim_run_until_idle();
    assert_true(bug_control(Files[0], IOCTL_CARD_HANDLED, 0, &handled));
    assert_int_equal(handled, 3);
}

BUG("isr_dpc", .shows = BUG_AS_RACE | BUG_AS_ASSERTION,
    .setup = {.before = opens, .test = raises_two_causes, .device = &sim_edu})
