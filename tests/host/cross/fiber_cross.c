/*
 * tests/host/cross/fiber_cross.c - contexts on another kind of processor, without cmocka
 *
 * test_cross.sh builds it with fiber.c, fiber_asan.c, backtrace.c and the processor's assembly.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

static char low[65536], middle[65536], high[65536];
static struct hw_context ping, pong;
static struct hw_jump jump;
static char order[64];
static unsigned frame_count;

void
host_die(const char *format, ...)
{
    puts(format);
    exit(1);
}

void
hw_broken(const char *expression, const char *file, int line)
{
    printf("%s:%d: %s\n", file, line, expression);
    exit(1);
}

static void
note(char c)
{
    order[strlen(order)] = c;
}

static void
check(const char *expected)
{
    printf("%s\n", order);
    if (strcmp(order, expected) != 0) {
        printf("expected %s\n", expected);
        exit(1);
    }
    memset(order, 0, sizeof order);
}

static void
ping_entry(void *argument)
{
    volatile double kept = 1.5;
    register double d8 = kept;

    for (;;) {
        note('a');
        __asm__ volatile("" : "+w"(d8));
        hw_context_switch(&ping, &pong);
        __asm__ volatile("" : "+w"(d8));
        if (d8 != kept) {
            note('!');
        }
    }
}

static void
pong_entry(void *argument)
{
    volatile double other = 7.25;
    register double d8 = other;

    for (int i = 0; i < 3; i++) {
        note('b');
        hw_context_switch(&pong, &ping);
        __asm__ volatile("" : "+w"(d8));
    }
    hw_context_switch(&pong, &host_main);
}

static void
backtrace_here(void *argument)
{
    void *frames[40];

    frame_count = hw_backtrace(frames, 40);
}

static void
inner(void *argument)
{
    note(hw_on_host_stack() ? 'h' : 's');
    hw_call_on_stack(high, sizeof high, backtrace_here, NULL);
    hw_call_host(backtrace_here, NULL);
    note('i');
}

static void
nested_entry(void *argument)
{
    hw_call_on_stack(low, sizeof low, inner, NULL);
    note('n');
    host_return_to_main();
}

static void
jump_back(void *argument)
{
    hw_jump(&jump);
}

static void
jump_entry(void *argument)
{
    if (hw_jump_set(&jump) == 0) {
        note('0');
        hw_call_on_stack(low, sizeof low, jump_back, NULL);
    }
    note('1');
    host_return_to_main();
}

int
main(void)
{
    hw_context_make(&ping, low, sizeof low, ping_entry, NULL);
    hw_context_make(&pong, high, sizeof high, pong_entry, NULL);
    hw_context_switch(&host_main, &ping);
    check("abababa");
    hw_context_make(&ping, middle, sizeof middle, nested_entry, NULL);
    hw_context_switch(&host_main, &ping);
    check("sin");
    printf("%u frames\n", frame_count);
    hw_context_make(&ping, middle, sizeof middle, jump_entry, NULL);
    hw_context_switch(&host_main, &ping);
    check("01");
    return frame_count >= 8 && frame_count < 20 ? 0 : 1;
}
