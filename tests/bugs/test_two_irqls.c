/*
 * bugs/test_two_irqls.c - the card interrupts while a program asks for what was noted
 */
#include <sim/edu.h>
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\TwoIrqls");
    Files[1] = bug_open(L"\\\\.\\TwoIrqls");
    return 0;
}

static void
raises(void *unused)
{
    assert_true(bug_control(Files[1], IOCTL_CARD_RAISE, 1, NULL));
}

static void
asks_while_it_interrupts(void **state)
{
    HANDLE thread = sim_thread(raises, NULL);
    ULONG first, second;

    assert_true(bug_control(Files[0], IOCTL_CARD_HANDLED, 0, &first));
    sim_join(thread);
    sim_run_until_idle();
    assert_true(bug_control(Files[0], IOCTL_CARD_HANDLED, 0, &second));
    assert_int_equal(first + second, 1);
}

BUG("two_irqls", .shows = BUG_AS_DEADLOCK | BUG_AS_BUGCHECK, .codes = {SPIN_LOCK_ALREADY_OWNED},
    .setup = {.before = opens, .test = asks_while_it_interrupts, .device = &sim_edu})
