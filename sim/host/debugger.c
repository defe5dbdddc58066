/*
 * host/debugger.c - is a debugger attached to this process, and a place for it to stop
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

bool
host_is_traced(void)
{
    static const char tracer[] = "\nTracerPid:";
    char text[4096];
    FILE *file = fopen("/proc/self/status", "r");
    size_t size = file == NULL ? 0 : fread(text, 1, sizeof text - 1, file);
    const char *at;

    if (file != NULL) {
        fclose(file);
    }
    text[size] = 0;
    at = strstr(text, tracer);
    return at != NULL && atoi(at + sizeof tracer - 1) != 0;
}

static void
look(void *traced)
{
    *(bool *)traced = host_is_traced();
}

void
hw_stop_in_debugger(void)
{
    bool traced = false;

    hw_call_host(look, &traced);
    if (traced) {
#if defined(__x86_64__)
        __asm__ volatile("int3");
#else
        __builtin_trap();
#endif
    }
}
