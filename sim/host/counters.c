/*
 * host/counters.c - line coverage: the runtime of what clang's --coverage puts into drivers
 *
 * The compiler gives each file of a driver counters in its data, a function that hands them over
 * (llvm_gcda_start_file ... llvm_gcda_end_file) and a constructor that names it to llvm_gcov_init.
 * Libsim is the runtime. The function is called once, there and then, to learn which counters there
 * are; the driver's code may be gone later.
 *
 *      counter in the driver's data --host_counters_collect--> sum (and 0) --exit--> file.gcda
 *
 * Driver data is set back at each load and each restore of a snapshot: they collect first. So a
 * search counts what all its schedules did. Several processes, one after the other or at once, add
 * up in the files, which lie where the compiler put the .gcno files.
 *
 * Invariants:
 *   C1. No counter is ever seen as memory that drivers share (hw_is_counter).
 *   C2. Before a snapshot is taken all counters are 0: what a restore brings back counts nothing.
 */
#include <string.h>

#include "counters.h"

#define COUNTERS_EXPORT __attribute__((visibility("default")))

static struct counted_file *files; /* the one that is being described first */
bool hw_counters;

/* --- what the compiler calls ------------------------------------------------------------------ */

COUNTERS_EXPORT void llvm_gcov_init(void (*describe)(void), void (*reset)(void));
COUNTERS_EXPORT void llvm_gcda_start_file(const char *path, uint32_t version, uint32_t checksum);
COUNTERS_EXPORT void llvm_gcda_emit_function(uint32_t id, uint32_t lines, uint32_t graph);
COUNTERS_EXPORT void llvm_gcda_emit_arcs(uint32_t count, uint64_t *counters);
COUNTERS_EXPORT void llvm_gcda_summary_info(void);
COUNTERS_EXPORT void llvm_gcda_end_file(void);

void
llvm_gcov_init(void (*describe)(void), void (*reset)(void))
{
    (void)reset;
    hw_counters = true;
    describe();
}

void
llvm_gcda_start_file(const char *path, uint32_t version, uint32_t checksum)
{
    struct counted_file *file = host_alloc(HOST_OTHER, sizeof *file);

    *file = (struct counted_file){
        .next = files, .path = path, .version = version, .checksum = checksum};
    files = file;
}

static void
file_grow(struct counted_file *file)
{
    struct counted_function *larger;

    file->room = file->room == 0 ? 16 : 2 * file->room;
    larger = host_alloc(HOST_OTHER, file->room * sizeof *larger);
    if (file->count > 0) {
        memcpy(larger, file->functions, file->count * sizeof *larger);
        host_free(HOST_OTHER, file->functions);
    }
    file->functions = larger;
}

void
llvm_gcda_emit_function(uint32_t id, uint32_t lines, uint32_t graph)
{
    if (files->count == files->room) {
        file_grow(files);
    }
    files->functions[files->count++] = (struct counted_function){.numbers = {id, lines, graph}};
}

void
llvm_gcda_emit_arcs(uint32_t count, uint64_t *counters)
{
    struct counted_function *function = &files->functions[files->count - 1];

    function->count = count;
    function->counters = counters;
    function->sums = host_alloc(HOST_OTHER, count * sizeof *counters);
}

void
llvm_gcda_summary_info(void)
{
}

void
llvm_gcda_end_file(void)
{
}

/* --- collecting ------------------------------------------------------------------------------- */

static void
function_collect(struct counted_function *function)
{
    for (uint32_t i = 0; i < function->count; i++) {
        function->sums[i] += function->counters[i];
        function->counters[i] = 0;
    }
}

void
host_counters_collect(void)
{
    for (struct counted_file *file = files; file != NULL; file = file->next) {
        for (unsigned i = 0; i < file->count; i++) {
            function_collect(&file->functions[i]);
        }
    }
}

bool
hw_counter_at(uintptr_t address)
{
    for (const struct counted_file *file = files; file != NULL; file = file->next) {
        for (unsigned i = 0; i < file->count; i++) {
            const struct counted_function *function = &file->functions[i];

            if (address - (uintptr_t)function->counters <
                function->count * sizeof *function->counters) {
                return true;
            }
        }
    }
    return false;
}

/* --- the end ---------------------------------------------------------------------------------- */

__attribute__((destructor)) static void
counters_write(void)
{
    host_counters_collect();
    for (const struct counted_file *file = files; file != NULL; file = file->next) {
        counters_write_file(file);
    }
}
