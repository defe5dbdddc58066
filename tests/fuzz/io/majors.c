/*
 * fuzz/io/majors.c - which major functions were reached
 */
#include <stdio.h>
#include <unistd.h>

#include "io.h"

enum { AT_LEAST = 100000 };

static uint64_t inputs[STACKS], reached[STACKS][IRP_MJ_MAXIMUM_FUNCTION + 1];

static const char *const majors[IRP_MJ_MAXIMUM_FUNCTION + 1] = {
    "CREATE",
    "CREATE_NAMED_PIPE",
    "CLOSE",
    "READ",
    "WRITE",
    "QUERY_INFORMATION",
    "SET_INFORMATION",
    "QUERY_EA",
    "SET_EA",
    "FLUSH_BUFFERS",
    "QUERY_VOLUME_INFORMATION",
    "SET_VOLUME_INFORMATION",
    "DIRECTORY_CONTROL",
    "FILE_SYSTEM_CONTROL",
    "DEVICE_CONTROL",
    "INTERNAL_DEVICE_CONTROL",
    "SHUTDOWN",
    "LOCK_CONTROL",
    "CLEANUP",
    "CREATE_MAILSLOT",
    "QUERY_SECURITY",
    "SET_SECURITY",
    "POWER",
    "SYSTEM_CONTROL",
    "DEVICE_CHANGE",
    "QUERY_QUOTA",
    "SET_QUOTA",
    "PNP",
};

void
count_majors(void)
{
    const uint64_t *counts = sim_driver_symbol("fuzz_witness", "WitnessReached");
    size_t own = (size_t)(stack - stacks);

    inputs[own]++;
    for (unsigned i = 0; i < ARRAYSIZE(majors); i++) {
        reached[own][i] += counts[i];
    }
}

static uint64_t
report_major(unsigned major)
{
    uint64_t sum = 0;

    printf("IRP_MJ_%-24s", majors[major]);
    for (unsigned i = 0; i < STACKS; i++) {
        printf(" %8llu", (unsigned long long)reached[i][major]);
        sum += reached[i][major];
    }
    printf("\n");
    return sum;
}

/* A run over the whole budget must have reached everything; one that repeats a file need not. */
void
report_majors(void)
{
    uint64_t executions = 0;
    unsigned missed = 0;

    for (unsigned i = 0; i < STACKS; i++) {
        executions += inputs[i];
    }
    if (executions < AT_LEAST) {
        return;
    }
    printf("%llu inputs\n%-31s", (unsigned long long)executions, "on stack");
    for (unsigned i = 0; i < STACKS; i++) {
        const char *first = stacks[i].drivers[0];

        printf(" %8.8s", stacks[i].function != NULL ? stacks[i].function : first ? first : "none");
    }
    printf("\n");
    for (unsigned i = 0; i < ARRAYSIZE(majors); i++) {
        missed += report_major(i) == 0;
    }
    fflush(stdout);
    if (missed != 0) {
        fprintf(stderr, "%u major functions were not reached\n", missed);
        _exit(1);
    }
}
