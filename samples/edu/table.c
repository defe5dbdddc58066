/*
 * samples/edu/table.c - prints what the demonstration measured
 */
#include <stdio.h>
#include <stdlib.h>

#include "demo.h"

const char *const kind_names[KINDS] = {"factorial", "write 64 bytes", "read 64 bytes"};

static int
compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static double
percentile_us(const uint32_t *sorted, unsigned count, double part)
{
    return count == 0 ? 0 : sorted[(unsigned)((count - 1) * part)] / 1000.0;
}

static void
print_kind(struct measured *m, unsigned kind)
{
    uint32_t *of = m->latency_ns[kind];
    unsigned count = m->count[kind];

    qsort(of, count, sizeof *of, compare);
    printf("%-16s %9u %11.0f %9.2f %9.2f %9.2f %9.2f\n", kind_names[kind], count,
           count * 1e9 / (double)m->virtual_ns, percentile_us(of, count, 0.5),
           percentile_us(of, count, 0.9), percentile_us(of, count, 0.99),
           percentile_us(of, count, 1));
}

static void
print_machine(const struct measured *m)
{
    printf("\n%-28s %12u\n", "processors", m->cpus);
    printf("%-28s %12llu\n", "interrupts", (unsigned long long)m->interrupts);
    printf("%-28s %12llu\n", "DPCs", (unsigned long long)m->dpcs);
    printf("%-28s %12llu\n", "context switches", (unsigned long long)m->context_switches);
    printf("%-28s %11.1f%%  (processor %u)\n", "busiest processor",
           100.0 * (double)m->busy_ns / (double)m->virtual_ns, m->busiest);
    printf("%-28s %12.3f ms\n", "virtual time", (double)m->virtual_ns / 1e6);
    printf("%-28s %12.3f ms\n", "host time, with boot", (double)m->host_ns / 1e6);
    printf("%-28s %12llu  hash %016llx\n", "events", (unsigned long long)m->events,
           (unsigned long long)m->trace_hash);
}

void
print_table(struct measured *m)
{
    printf("%-16s %9s %11s %9s %9s %9s %9s\n", "request", "count", "per second", "50% us", "90% us",
           "99% us", "max us");
    for (unsigned kind = 0; kind < KINDS; kind++) {
        print_kind(m, kind);
    }
    print_machine(m);
    printf("\nOne factorial, as events:\n");
    for (unsigned i = 0; i < TRACE_LINES; i++) {
        printf("%s\n", m->trace[i]);
    }
}
