/*
 * tests/host/test_fiber.c - contexts, calls between stacks, jumps, backtraces (host/fiber.c)
 */
#include "host_test.h"

static struct hw_context ping, pong;
static char order[64];

static void
note(char c)
{
    order[strlen(order)] = c;
}

static void
ping_entry(void *argument)
{
    for (;;) {
        note('a');
        hw_context_switch(&ping, &pong);
    }
}

static void
pong_entry(void *argument)
{
    for (int i = 0; i < 3; i++) {
        note('b');
        hw_context_switch(&pong, &ping);
    }
    hw_context_switch(&pong, &host_main);
}

static void
contexts_take_turns(void **state)
{
    start_over();
    memset(order, 0, sizeof order);
    hw_context_make(&ping, hw_stack_alloc(), hw_stack_size(), ping_entry, NULL);
    hw_context_make(&pong, hw_stack_alloc(), hw_stack_size(), pong_entry, NULL);
    hw_context_switch(&host_main, &ping);
    assert_string_equal(order, "abababa");
    hw_context_forget(&ping);
    hw_context_forget(&pong);
}

static uint64_t
float_control(void)
{
#if defined(__x86_64__)
    return __builtin_ia32_stmxcsr() & 0xffc0;
#else
    return __builtin_aarch64_get_fpcr();
#endif
}

static void
set_float_control(uint64_t control)
{
#if defined(__x86_64__)
    __builtin_ia32_ldmxcsr((unsigned)control);
#else
    __builtin_aarch64_set_fpcr((unsigned)control);
#endif
}

#if defined(__x86_64__)
enum { ROUND_UP = 0x5f80 };
#else
enum { ROUND_UP = 0x400000 };
#endif
static uint64_t control_seen;

static void
round_up(void *argument)
{
    set_float_control(ROUND_UP);
    hw_context_switch(&ping, &host_main);
    control_seen = float_control();
    hw_context_switch(&ping, &host_main);
}

static void
each_context_has_its_own_floating_point_control(void **state)
{
    uint64_t before = float_control();

    start_over();
    hw_context_make(&ping, hw_stack_alloc(), hw_stack_size(), round_up, NULL);
    hw_context_switch(&host_main, &ping);
    assert_int_equal(float_control(), before);
    hw_context_switch(&host_main, &ping);
    assert_int_equal(control_seen, ROUND_UP);
    assert_int_equal(float_control(), before);
}

static void
use_stack(void *argument)
{
    volatile char buffer[2000];

    memset((void *)buffer, 1, sizeof buffer);
    note(hw_on_host_stack() ? 'h' : 's');
    if (argument != NULL) {
        hw_call_on_stack(argument, hw_stack_size(), use_stack, NULL);
        hw_call_host(use_stack, NULL);
    }
}

static void
calls_nest_over_higher_and_lower_stacks(void **state)
{
    char *low, *middle, *high;

    start_over();
    memset(order, 0, sizeof order);
    low = hw_stack_alloc();
    middle = hw_stack_alloc();
    high = hw_stack_alloc();
    assert_true(low < middle && middle < high);
    run_on(middle, use_stack, low);
    run_on(middle, use_stack, high);
    assert_string_equal(order, "sshssh");
}

static void
a_call_to_the_host_from_the_host_is_a_plain_call(void **state)
{
    memset(order, 0, sizeof order);
    hw_call_host(use_stack, NULL);
    assert_string_equal(order, "h");
}

static void
leave(void *argument)
{
    volatile char buffer[3000];

    memset((void *)buffer, 1, sizeof buffer);
    if (argument != NULL) {
        hw_call_on_stack(argument, hw_stack_size(), leave, NULL);
    }
    host_return_to_main();
}

static void
stacks_that_were_abandoned_can_be_used_again(void **state)
{
    void *stack, *nested;

    start_over();
    stack = hw_stack_alloc();
    nested = hw_stack_alloc();
    memset(order, 0, sizeof order);
    for (int i = 0; i < 3; i++) {
        run_on(stack, leave, nested);
        run_on(stack, use_stack, nested);
    }
    assert_string_equal(order, "sshsshssh");
}

static struct hw_jump jump;
static struct hw_context jumper;

static void
jump_from(void *argument)
{
    volatile char buffer[3000];

    memset((void *)buffer, 2, sizeof buffer);
    hw_jump(&jump);
}

static void
jump_nested(void *stack)
{
    hw_call_on_stack(stack, hw_stack_size(), jump_from, NULL);
}

static void
jump_body(void *argument)
{
    void **stacks = argument;
    volatile int round = 0;

    if (hw_jump_set(&jump) != 0) {
        note((char)('0' + round));
    }
    switch (round++) {
    case 0: // from a frame below
        jump_from(NULL);
        __attribute__((fallthrough));
    case 1: // from a stack called into
        jump_nested(stacks[0]);
        __attribute__((fallthrough));
    case 2: // from another context, nested there
        hw_context_make(&jumper, stacks[1], hw_stack_size(), jump_nested, stacks[0]);
        hw_context_switch(&ping, &jumper);
        __attribute__((fallthrough));
    case 3: // from the host's stack
        hw_call_host(jump_from, NULL);
        __attribute__((fallthrough));
    default:
        note('.');
    }
}

static void
jumps_cross_stacks(void **state)
{
    void *stacks[2];

    start_over();
    stacks[0] = hw_stack_alloc();
    stacks[1] = hw_stack_alloc();
    memset(order, 0, sizeof order);
    run(jump_body, stacks);
    assert_string_equal(order, "1234.");
}

static void
a_jump_can_come_back_to_the_host(void **state)
{
    start_over();
    if (hw_jump_set(&jump) == 0) {
        run(jump_from, NULL);
        fail();
    }
    assert_true(hw_on_host_stack());
}

/* --- backtraces ------------------------------------------------------------------------------- */

static void *frames[32];
static unsigned frame_count;
static char text[32][200];

__attribute__((noinline)) static void
take_backtrace(void *argument)
{
    frame_count = hw_backtrace(frames, 32);
    __asm__ volatile("");
}

__attribute__((noinline)) static void
inner_caller(void *stack)
{
    hw_call_on_stack(stack, hw_stack_size(), take_backtrace, NULL);
    __asm__ volatile("");
}

__attribute__((noinline)) static void
outer_caller(void *argument)
{
    void **stacks = argument;

    hw_call_on_stack(stacks[0], hw_stack_size(), inner_caller, stacks[1]);
    __asm__ volatile("");
}

static unsigned
place_of(const char *name)
{
    for (unsigned i = 0; i < frame_count; i++) {
        if (strncmp(text[i], name, strlen(name)) == 0) {
            return i;
        }
    }
    return 99;
}

static void
check_backtrace(void)
{
    for (unsigned i = 0; i < frame_count; i++) {
        hw_describe(frames[i], text[i], sizeof text[i]);
    }
    assert_in_range(frame_count, 6, 25);
    assert_true(place_of("take_backtrace at test_fiber.c:") == 0);
    assert_true(place_of("inner_caller at test_fiber.c:") > 0);
    assert_true(place_of("outer_caller at test_fiber.c:") > place_of("inner_caller"));
    assert_true(place_of("on_stack_entry at host_test.h:") > place_of("outer_caller"));
    assert_true(place_of("host_context_entry") == frame_count - 1);
}

static void
backtraces_lead_through_higher_and_lower_stacks(void **state)
{
    void *low, *middle, *high, *stacks[2];

    start_over();
    low = hw_stack_alloc();
    middle = hw_stack_alloc();
    high = hw_stack_alloc();
    stacks[0] = high;
    stacks[1] = low;
    run_on(middle, outer_caller, stacks);
    check_backtrace();
    stacks[0] = low;
    stacks[1] = high;
    run_on(middle, outer_caller, stacks);
    check_backtrace();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contexts_take_turns),
        cmocka_unit_test(each_context_has_its_own_floating_point_control),
        cmocka_unit_test(calls_nest_over_higher_and_lower_stacks),
        cmocka_unit_test(a_call_to_the_host_from_the_host_is_a_plain_call),
        cmocka_unit_test(stacks_that_were_abandoned_can_be_used_again),
        cmocka_unit_test(jumps_cross_stacks),
        cmocka_unit_test(a_jump_can_come_back_to_the_host),
        cmocka_unit_test(backtraces_lead_through_higher_and_lower_stacks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
