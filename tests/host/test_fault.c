/*
 * tests/host/test_fault.c - what the processor's signals become (host/fault.c, watchdog.c)
 */
#include <signal.h>

#include "faulti.h"
#include "host_test.h"
#include "sanitizer.h"

static struct hw_fault seen;
static unsigned faults;
static void *fault_frames[64];
static unsigned fault_frame_count;
static bool handler_on_host, retry;
static char *fault_page;
static uintptr_t handler_sp;

static void
handler(struct hw_fault *fault)
{
    seen = *fault;
    faults++;
    handler_sp = (uintptr_t)__builtin_frame_address(0);
    handler_on_host = hw_on_host_stack();
    fault_frame_count = hw_backtrace(fault_frames, 64);
    if (retry) {
        hw_protect(fault_page, 1, 3);
        return;
    }
    host_return_to_main();
}

/* Runs function on a simulated stack with handlers installed. */
static void
run_faulty(void (*function)(void *), void *argument)
{
    faults = 0;
    seen = (struct hw_fault){0};
    host_faults_install(handler);
    run(function, argument);
    host_faults_remove();
}

static int
setup(void **state)
{
    start_over();
    retry = false;
    return 0;
}

__attribute__((noinline, no_sanitize("undefined", "address"))) static void
write_to(void *argument)
{
    *(volatile int *)argument = 5;
    __asm__ volatile("");
}

__attribute__((no_sanitize("undefined", "address"))) static void
read_from(void *argument)
{
    (void)*(volatile int *)argument;
}

static void
a_bad_access_is_a_memory_fault_on_its_own_stack(void **state)
{
    run_faulty(write_to, (void *)0x1230);
    assert_int_equal(faults, 1);
    assert_int_equal(seen.kind, HW_FAULT_MEMORY);
    assert_int_equal(seen.address, 0x1230);
    assert_true(seen.write && !seen.execute);
    assert_false(handler_on_host);
    if (FAULT_FRAME_MOVES && !RUNNING_ON_VALGRIND) {
        assert_in_range(seen.sp - handler_sp, 1, 32 * 1024);
    }
    run_faulty(read_from, (void *)0x7FFF0000);
    assert_int_equal(seen.address, 0x7FFF0000);
    assert_false(seen.write);
}

#if defined(__x86_64__)
static void
an_address_that_is_none_faults_too(void **state)
{
    run_faulty(read_from, (void *)0xffff800000000000);
    assert_int_equal(seen.kind, HW_FAULT_MEMORY);
}

static void
disable_interrupts(void *argument)
{
    __asm__ volatile("cli");
}

static void
divide_by_zero(void *argument)
{
    int zero = 0;

    __asm__ volatile("xorl %%edx, %%edx; movl $1, %%eax; idivl %0" : : "r"(zero) : "eax", "edx");
}

static void
break_in(void *argument)
{
    __asm__ volatile("int3");
}
#endif

static void
undefined_instruction(void *argument)
{
    __builtin_trap();
}

static void
kinds_are_told_apart(void **state)
{
    run_faulty(undefined_instruction, NULL);
#if defined(__x86_64__)
    assert_int_equal(seen.kind, HW_FAULT_OPCODE);
    run_faulty(divide_by_zero, NULL);
    assert_int_equal(seen.kind, HW_FAULT_DIVIDE);
    run_faulty(disable_interrupts, NULL);
    assert_int_equal(seen.kind, HW_FAULT_OPCODE);
    run_faulty(break_in, NULL);
    assert_int_equal(seen.kind, HW_FAULT_BREAKPOINT);
#endif
    assert_int_equal(faults, 1);
}

static void
call_it(void *argument)
{
    ((void (*)(void))argument)();
}

static void
executing_data_says_so(void **state)
{
    void *page = hw_pages_alloc(HW_NONPAGED, 1);

    run_faulty(call_it, page);
    assert_int_equal(seen.kind, HW_FAULT_MEMORY);
    assert_true(seen.execute);
    assert_int_equal(seen.pc, (uintptr_t)page);
}

static double retried_sum;

static void
fault_and_go_on(void *argument)
{
    volatile double a = 1.5, b;
    register double x = a * 2;

    __asm__ volatile("" : "+x"(x));
    *(volatile int *)argument = 5;
    __asm__ volatile("" : "+x"(x));
    b = x;
    retried_sum = b + *(volatile int *)argument;
    *(volatile int *)argument = 6;
}

static void
a_handler_that_returns_has_the_instruction_run_again(void **state)
{
    fault_page = hw_pages_alloc(HW_NONPAGED, 1);
    hw_protect(fault_page, 1, 0);
    retry = true;
    run_faulty(fault_and_go_on, fault_page);
    assert_int_equal(faults, 1);
    assert_true(retried_sum == 8.0);
    assert_int_equal(*(int *)fault_page, 6);
}

__attribute__((noinline, no_sanitize("address"))) static int
recurse(int depth)
{
    volatile char buffer[512];

    buffer[0] = (char)depth;
    return depth == 0 ? 0 : recurse(depth - 1) + buffer[0];
}

static void
overflow(void *argument)
{
    recurse(1 << 20);
}

static void
a_stack_that_is_used_up_is_reported_as_that(void **state)
{
    for (int i = 0; i < 3; i++) {
        run_faulty(overflow, NULL);
        assert_int_equal(faults, 1);
        assert_int_equal(seen.kind, HW_FAULT_STACK);
        assert_int_equal(hw_place((void *)seen.address), HW_AT_STACK);
    }
}

__attribute__((noinline)) static void
calls_write_to(void *argument)
{
    write_to(argument);
    __asm__ volatile("");
}

static void
any_stack_will_do(void **state)
{
    char *stack = hw_pages_alloc(HW_USER, hw_stack_size() / HW_PAGE + 16);

    for (int i = 0; i < 2; i++) {
        faults = 0;
        host_faults_install(handler);
        run_on(stack, calls_write_to, (void *)0x1230);
        assert_int_equal(seen.address, 0x1230);
        assert_int_equal(seen.kind, HW_FAULT_MEMORY);
        run_on(stack, overflow, NULL);
        assert_int_equal(seen.kind, HW_FAULT_STACK);
        assert_int_equal(hw_place((void *)seen.address), HW_AT_NOWHERE);
        host_faults_remove();
        assert_int_equal(faults, 2);
    }
}

static void
guards_stay_between_boots(void **state)
{
    char *stack = hw_stack_alloc();

    start_over();
    assert_ptr_equal(hw_stack_alloc(), stack);
    run_faulty(write_to, stack - 8);
    assert_int_equal(seen.address, (uintptr_t)stack - 8);
    stack[0] = 1; // the lowest byte is the stack's
}

static bool
fault_trace_has(const char *name)
{
    char text[240];

    for (unsigned i = 0; i < fault_frame_count; i++) {
        hw_describe(fault_frames[i], text, sizeof text);
        if (strncmp(text, name, strlen(name)) == 0) {
            return true;
        }
    }
    return false;
}

static void
nested_fault(void *argument)
{
    hw_call_on_stack(argument, hw_stack_size(), calls_write_to, (void *)0x1230);
    __asm__ volatile("");
}

static void
the_backtrace_of_a_fault_shows_who_did_it(void **state)
{
    run_faulty(nested_fault, hw_stack_alloc());
    assert_int_equal(seen.address, 0x1230);
    assert_true(fault_trace_has("handler at test_fault.c"));
    if (RUNNING_ON_VALGRIND) {
        return; // its signal frames are its own
    }
    assert_true(fault_trace_has("write_to at test_fault.c"));
    assert_true(fault_trace_has("calls_write_to at test_fault.c"));
    assert_true(fault_trace_has("nested_fault at test_fault.c"));
    assert_true(fault_trace_has("host_context_entry"));
}

static volatile bool host_handler_ran;
static sigjmp_buf host_jump;

static void
host_handler(int number)
{
    host_handler_ran = true;
    siglongjmp(host_jump, 1);
}

__attribute__((noinline, no_sanitize("undefined", "address"))) static void
written_over(volatile char *used)
{
    void **frame = __builtin_frame_address(0), *before = *frame;

    used[0] = 1;
    *(void *volatile *)frame = (void *)0x7f4fffffffff;
    fault_frame_count = hw_backtrace(fault_frames, 64);
    *(void *volatile *)frame = before;
}

/* Its frame is found by what the function that it calls has kept of the frame pointer. */
__attribute__((noinline, no_sanitize("undefined", "address"))) static void
frame_by_pointer(void *size)
{
    volatile char *room = __builtin_alloca((size_t)(uintptr_t)size);

    written_over(room);
    room[0] = 2;
}

static void
a_backtrace_ends_where_the_stack_was_written_over(void **state)
{
    run_faulty(frame_by_pointer, (void *)64);
    assert_int_equal(faults, 0);
    assert_in_range(fault_frame_count, 1, 3);
    assert_true(hw_backtrace(fault_frames, 64) > 3);
}

static void
a_fault_of_the_host_goes_to_the_handler_from_before(void **state)
{
    struct sigaction action = {.sa_handler = host_handler, .sa_flags = SA_NODEFER}, before;

    sigaction(SIGSEGV, &action, &before);
    host_faults_install(handler);
    faults = 0;
    if (sigsetjmp(host_jump, 1) == 0) {
        write_to((void *)0x1230);
    }
    sigaction(SIGSEGV, &before, NULL);
    assert_true(host_handler_ran);
    assert_int_equal(faults, 0);
}

static void
faults_in_a_handler_nest(void **state)
{
    for (int i = 0; i < 1000; i++) {
        run_faulty(write_to, (void *)0x1230);
        assert_int_equal(faults, 1);
    }
}

static volatile unsigned turns;

__attribute__((noinline)) static void
spin_forever(void *argument)
{
    for (;;) {
        turns++;
    }
}

static void
spin_a_while(void *argument)
{
    uint64_t until = hw_host_clock_ns() + 600000000;

    while (hw_host_clock_ns() < until) {
        host_watchdog_alive();
    }
}

static void
code_that_does_not_come_back_is_interrupted(void **state)
{
    if (RUNNING_ON_VALGRIND) {
        skip(); // there the watchdog is very patient
    }
    faults = 0;
    host_faults_install(handler);
    host_watchdog_start(300);
    run(spin_a_while, NULL);
    assert_int_equal(faults, 0);
    run(spin_forever, NULL);
    host_faults_remove();
    assert_int_equal(seen.kind, HW_FAULT_WATCHDOG);
    assert_true(fault_trace_has("spin_forever at test_fault.c"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_bad_access_is_a_memory_fault_on_its_own_stack, setup),
#if defined(__x86_64__)
        cmocka_unit_test_setup(an_address_that_is_none_faults_too, setup),
#endif
        cmocka_unit_test_setup(kinds_are_told_apart, setup),
        cmocka_unit_test_setup(executing_data_says_so, setup),
        cmocka_unit_test_setup(a_handler_that_returns_has_the_instruction_run_again, setup),
        cmocka_unit_test_setup(a_stack_that_is_used_up_is_reported_as_that, setup),
        cmocka_unit_test_setup(any_stack_will_do, setup),
        cmocka_unit_test_setup(guards_stay_between_boots, setup),
        cmocka_unit_test_setup(the_backtrace_of_a_fault_shows_who_did_it, setup),
        cmocka_unit_test_setup(a_backtrace_ends_where_the_stack_was_written_over, setup),
        cmocka_unit_test_setup(a_fault_of_the_host_goes_to_the_handler_from_before, setup),
        cmocka_unit_test_setup(faults_in_a_handler_nest, setup),
        cmocka_unit_test_setup(code_that_does_not_come_back_is_interrupted, setup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
