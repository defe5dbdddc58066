/*
 * host/die.c - errors that are nobody's driver
 *
 * host_die is for what Linux refuses, hw_broken for libsim's own invariants. Both say where, print
 * the callers and abort, so a debugger or a core shows the place. They may be reached from any
 * stack, from below an error of their own too: the second time they only abort.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

enum { DIE_FRAMES = 64 };

static struct {
    char text[1024];
    void *frames[DIE_FRAMES];
    unsigned count;
    bool dying;
} die;

static void
die_print(const char *text)
{
    hw_print(text, strlen(text));
}

static void
die_report(void *unused)
{
    char where[512], line[600];

    die_print(die.text);
    for (unsigned i = 0; i < die.count; i++) {
        hw_describe(die.frames[i], where, sizeof where);
        snprintf(line, sizeof line, "    #%-2u %s\n", i, where);
        die_print(line);
    }
}

_Noreturn static void
die_now(void)
{
    host_faults_remove();
    if (die.dying) {
        die_print(die.text);
        abort();
    }
    die.dying = true;
    die.count = hw_backtrace(die.frames, DIE_FRAMES);
    if (hw_on_host_stack() || host_main.sp != NULL) {
        hw_call_host(die_report, NULL);
    } else {
        die_print(die.text);
    }
    abort();
}

void
host_die(const char *format, ...)
{
    va_list arguments;
    int length = snprintf(die.text, sizeof die.text, "libsim: ");

    va_start(arguments, format);
    vsnprintf(die.text + length, sizeof die.text - (size_t)length - 1, format, arguments);
    va_end(arguments);
    strcat(die.text, "\n");
    die_now();
}

void
hw_broken(const char *expression, const char *file, int line)
{
    snprintf(die.text, sizeof die.text, "libsim: broken at %s:%d: %s\n", file, line, expression);
    die_now();
}

void
host_note(const char *format, ...)
{
    char text[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text - 1, format, arguments);
    va_end(arguments);
    strcat(text, "\n");
    die_print(text);
}
