/*
 * bugs/test_event_stack.c - an answer comes when the time for it is over
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Asker, Writer;

static int
opens(void **state)
{
    Asker = bug_open(L"\\\\.\\EventStack");
    Writer = bug_open(L"\\\\.\\EventStack");
    return 0;
}

static void
answers_late(void *unused)
{
    Sleep(1);
    assert_true(bug_write(Writer, 7));
}

static void
asks_and_goes_on(void **state)
{
    HANDLE thread = sim_thread(answers_late, NULL);
    ULONG answer, sum;

    if (bug_control(Asker, IOCTL_EVENT_STACK_WAIT, 0, &answer)) {
        assert_int_equal(answer, 7);
    } else {
        assert_int_equal(GetLastError(), ERROR_SEM_TIMEOUT);
    }
    assert_true(bug_control(Asker, IOCTL_EVENT_STACK_SUM, 0, &sum));
    assert_int_equal(sum, EVENT_STACK_ROWS * EVENT_STACK_ROW);
    sim_join(thread);
}

BUG("event_stack", .shows = BUG_AS_ASSERTION | BUG_AS_RACE | BUG_AS_BUGCHECK,
    .codes = {SYSTEM_SERVICE_EXCEPTION},
    .setup = {.before = opens, .test = asks_and_goes_on})
