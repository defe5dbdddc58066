/*
 * tests/host/test_die.c - the last words of libsim (host/die.c, print.c)
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host_test.h"

static char text[8192];

/* Runs function in a child process; what it prints is in text. Returns the child's status. */
static int
last_words(void (*function)(void))
{
    int ends[2], status;
    size_t length = 0;
    ssize_t n;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        signal(SIGABRT, SIG_DFL);
        function();
        _exit(0);
    }
    close(ends[1]);
    while ((n = read(ends[0], text + length, sizeof text - 1 - length)) > 0) {
        length += (size_t)n;
    }
    text[length] = 0;
    close(ends[0]);
    waitpid(child, &status, 0);
    return status;
}

__attribute__((noinline)) static void
break_something(void *argument)
{
    SIM_ASSERT(1 + 1 == 3);
}

static void
breaks_on_the_hosts_stack(void)
{
    break_something(NULL);
}

static void
breaks_on_a_simulated_stack(void)
{
    start_over();
    run(break_something, NULL);
}

static void
dies(void)
{
    host_die("no %s left", "ice");
}

static void
a_broken_invariant_says_where_and_who_called(void **state)
{
    int status = last_words(breaks_on_the_hosts_stack);

    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(strstr(text, "test_die.c:"));
    assert_non_null(strstr(text, ": 1 + 1 == 3\n"));
    assert_non_null(strstr(text, "last_words at test_die.c:"));
}

static void
it_may_break_on_any_stack(void **state)
{
    int status = last_words(breaks_on_a_simulated_stack);

    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(strstr(text, "break_something at test_die.c:"));
    assert_non_null(strstr(text, "host_context_entry"));
}

static void
death_has_a_reason(void **state)
{
    int status = last_words(dies);

    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_memory_equal(text, "libsim: no ice left\n", 20);
}

static void
speaks_in_pieces(void)
{
    hw_print("one ", 4);
    write(STDERR_FILENO, "<", 1);
    hw_print("line\ntwo", 8);
    write(STDERR_FILENO, ">", 1);
    hw_print("\n", 1);
}

static void
lines_are_not_torn(void **state)
{
    assert_int_equal(last_words(speaks_in_pieces), 0);
    assert_string_equal(text, "<one line\ntwo>\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_invariant_says_where_and_who_called),
        cmocka_unit_test(it_may_break_on_any_stack),
        cmocka_unit_test(death_has_a_reason),
        cmocka_unit_test(lines_are_not_torn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
