/*
 * tests/scenario/again.h - the test program runs itself again, as a process of its own
 */
#ifndef AGAIN_H
#define AGAIN_H

#include <sim/test.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

static const char *again_program;

/* Output of both kinds goes to text; returns the exit code, or -1 for an end by a signal. */
static inline int
again_run(const char *arguments, char *text, size_t size)
{
    char command[1024];
    FILE *pipe;
    size_t length;
    int status;

    snprintf(command, sizeof command, "'%s' %s 2>&1", again_program, arguments);
    pipe = popen(command, "r");
    assert_non_null(pipe);
    length = fread(text, 1, size - 1, pipe);
    text[length] = 0;
    status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
