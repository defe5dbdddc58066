/*
 * tests/ke/capture.h - a run that is expected to fail, and what it printed
 *
 * For ordinary CMocka tests: they run on the host's stack and boot a machine themselves.
 */
#ifndef CAPTURE_H
#define CAPTURE_H

#include <sim/test.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CAPTURE_BYTES = 32768 };

struct captured {
    struct sim_result result;
    char text[CAPTURE_BYTES];
    char token[4096];
};

static inline void
capture_read(struct captured *captured, FILE *file)
{
    size_t length;

    rewind(file);
    length = fread(captured->text, 1, sizeof captured->text - 1, file);
    captured->text[length] = 0;
    fclose(file);
}

/* Boots the setup with stderr going to captured->text. */
static inline void
capture_boot(struct captured *captured, const struct sim_setup *setup)
{
    FILE *file = tmpfile();
    int terminal = dup(STDERR_FILENO);

    assert_non_null(file);
    fflush(stderr);
    dup2(fileno(file), STDERR_FILENO);
    captured->result = sim_boot(setup);
    fflush(stderr);
    dup2(terminal, STDERR_FILENO);
    close(terminal);
    snprintf(captured->token, sizeof captured->token, "%s",
             captured->result.token == NULL ? "" : captured->result.token);
    capture_read(captured, file);
}

/* The text was printed; if not, all that was is shown. */
static inline void
capture_expect(const struct captured *captured, const char *text)
{
    if (strstr(captured->text, text) == NULL) {
        print_error("\"%s\" is not in:\n%s\n", text, captured->text);
        fail();
    }
}

#endif
