/*
 * tests/bugs/row.h - what a program of the corpus leaves for the table
 *
 * A line in <program>.row, cells separated by tabs: the driver; as what it was found, and the
 * least, median and most schedules that this took; the same when not looking for data races;
 * how the search of the twin ended, its schedules, the steps of the longest, schedules a second.
 */
#ifndef BUGS_ROW_H
#define BUGS_ROW_H

#include <sim/test.h>

#include <stdio.h>
#include <stdlib.h>

#include "scenario/schedules.h"

#ifdef SCHEDULES_ARE_FEW
enum { BUG_SEEDS = 2, BUG_TWIN_SCHEDULES = 1000, BUG_TWIN_SEEDS = 20 };
#else
enum { BUG_SEEDS = 20, BUG_TWIN_SCHEDULES = 20000, BUG_TWIN_SEEDS = 200 };
#endif

static const char *bug_name; /* of the corpus' entry */

static struct {
    const char *program;
    uint64_t firsts[2][BUG_SEEDS]; /* schedules up to the failure; [1]: not looking for races */
    char kind[2][72];
    struct sim_found twin;
} bug_row;

static inline int
bug_compare(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return (left > right) - (left < right);
}

/* Kind, least, median and most of the schedules. */
static inline void
bug_write_firsts(FILE *file, unsigned which)
{
    uint64_t *firsts = bug_row.firsts[which];

    qsort(firsts, BUG_SEEDS, sizeof *firsts, bug_compare);
    fprintf(file, "%s\t%llu\t%llu\t%llu\t", bug_row.kind[which], (unsigned long long)firsts[0],
            (unsigned long long)(firsts[BUG_SEEDS / 2 - 1] + firsts[BUG_SEEDS / 2]) / 2,
            (unsigned long long)firsts[BUG_SEEDS - 1]);
}

static inline int
bug_write_row(void **state)
{
    char path[1024];
    FILE *file;

    snprintf(path, sizeof path, "%s.row", bug_row.program);
    remove(path);
    if (bug_row.firsts[1][BUG_SEEDS - 1] == 0 || bug_row.twin.schedules == 0) {
        return 0; /* something was not found, or not looked for */
    }
    file = fopen(path, "w");
    if (file == NULL) {
        return -1;
    }
    fprintf(file, "%s\t", bug_name);
    bug_write_firsts(file, 0);
    bug_write_firsts(file, 1);
    fprintf(file, "%s\t%llu\t%llu\t%.0f\n",
            bug_row.twin.end == SIM_EXHAUSTED ? "exhausted" : "spent",
            (unsigned long long)bug_row.twin.schedules, (unsigned long long)bug_row.twin.longest,
            bug_row.twin.per_second);
    return fclose(file);
}

#endif
