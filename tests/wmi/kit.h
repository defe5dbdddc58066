/*
 * tests/wmi/kit.h - looking for what was traced
 */
#ifndef WMI_KIT_H
#define WMI_KIT_H

#include <ntddk.h>

#include <evntrace.h>

#include <sim/test.h>
#include <sim/trace.h>
#include <stdio.h>
#include <string.h>

/* The last line of the trace with this event in it; "" if there is none. */
static inline const char *
last_line(const char *event)
{
    static char Line[512], Found[512];

    Found[0] = 0;
    for (uint64_t i = 0; sim_trace_line(i, Line, sizeof Line); i++) {
        if (strstr(Line, event) != NULL) {
            strcpy(Found, Line);
        }
    }
    return Found;
}

#define assert_traced(event, text)                                                                 \
    do {                                                                                           \
        if (strstr(last_line(event), (text)) == NULL) {                                            \
            fail_msg("%s is not in '%s'", (text), last_line(event));                               \
        }                                                                                          \
    } while (0)

#define SERVICES L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\"

static inline NTSTATUS
unload(PCWSTR Key)
{
    UNICODE_STRING String;

    RtlInitUnicodeString(&String, Key);
    return ZwUnloadDriver(&String);
}

#endif
