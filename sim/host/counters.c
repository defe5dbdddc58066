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
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "host.h"

#define COUNTERS_EXPORT __attribute__((visibility("default")))

enum {
    GCDA_MAGIC = 0x67636461,
    GCDA_FUNCTION = 0x01000000,
    GCDA_ARCS = 0x01A10000,
    GCDA_RUNS = (int)0xA3000000u,
    GCDA_FUNCTION_WORDS = 3,
    GCDA_RUNS_WORDS = 3
};

struct function {
    uint32_t numbers[GCDA_FUNCTION_WORDS]; /* who it is */
    uint32_t count;
    uint64_t *counters, *sums;
};

struct file {
    struct file *next;
    const char *path; /* the driver's own, which stays mapped */
    uint32_t version, checksum;
    unsigned count, room;
    struct function *functions;
};

static struct file *files; /* the one that is being described first */
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
    struct file *file = host_alloc(HOST_OTHER, sizeof *file);

    *file = (struct file){.next = files, .path = path, .version = version, .checksum = checksum};
    files = file;
}

static void
file_grow(struct file *file)
{
    struct function *larger;

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
    files->functions[files->count++] = (struct function){.numbers = {id, lines, graph}};
}

void
llvm_gcda_emit_arcs(uint32_t count, uint64_t *counters)
{
    struct function *function = &files->functions[files->count - 1];

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
function_collect(struct function *function)
{
    for (uint32_t i = 0; i < function->count; i++) {
        function->sums[i] += function->counters[i];
        function->counters[i] = 0;
    }
}

void
host_counters_collect(void)
{
    for (struct file *file = files; file != NULL; file = file->next) {
        for (unsigned i = 0; i < file->count; i++) {
            function_collect(&file->functions[i]);
        }
    }
}

bool
hw_counter_at(uintptr_t address)
{
    for (const struct file *file = files; file != NULL; file = file->next) {
        for (unsigned i = 0; i < file->count; i++) {
            const struct function *function = &file->functions[i];

            if (address - (uintptr_t)function->counters <
                function->count * sizeof *function->counters) {
                return true;
            }
        }
    }
    return false;
}

/* --- files ------------------------------------------------------------------------------------ */

struct words {
    uint32_t *at;
    const uint32_t *old; /* the same place in what the file held; NULL: nothing of this build */
};

static void
put(struct words *words, uint32_t word)
{
    *words->at++ = word;
    words->old += words->old != NULL;
}

static void
put_sum(struct words *words, uint64_t sum)
{
    if (words->old != NULL) {
        sum += words->old[0] | (uint64_t)words->old[1] << 32;
    }
    put(words, (uint32_t)sum);
    put(words, (uint32_t)(sum >> 32));
}

static void
put_function(struct words *words, const struct function *function)
{
    put(words, GCDA_FUNCTION);
    put(words, GCDA_FUNCTION_WORDS);
    for (unsigned i = 0; i < GCDA_FUNCTION_WORDS; i++) {
        put(words, function->numbers[i]);
    }
    put(words, GCDA_ARCS);
    put(words, 2 * function->count);
    for (uint32_t i = 0; i < function->count; i++) {
        put_sum(words, function->sums[i]);
    }
}

static void
put_file(struct words *words, const struct file *file)
{
    put(words, GCDA_MAGIC);
    put(words, file->version);
    put(words, file->checksum);
    for (unsigned i = 0; i < file->count; i++) {
        put_function(words, &file->functions[i]);
    }
    put(words, (uint32_t)GCDA_RUNS);
    put(words, GCDA_RUNS_WORDS);
    put(words, 0);
    put_sum(words, UINT64_C(1) << 32); /* a word that means nothing, and runs */
    put(words, 0);
    put(words, 0); /* a tag and a length that end it */
}

static size_t
file_size(const struct file *file)
{
    size_t words = 3 + 2 + GCDA_RUNS_WORDS + 2;

    for (unsigned i = 0; i < file->count; i++) {
        words += 2 + GCDA_FUNCTION_WORDS + 2 + 2 * (size_t)file->functions[i].count;
    }
    return words * sizeof(uint32_t);
}

static void
file_add(const struct file *file, int fd)
{
    size_t size = file_size(file);
    uint32_t *new = host_alloc(HOST_OTHER, size), *old = host_alloc(HOST_OTHER, size);
    bool same = lseek(fd, 0, SEEK_END) == (off_t)size && pread(fd, old, size, 0) == (ssize_t)size &&
                old[1] == file->version && old[2] == file->checksum;

    put_file(&(struct words){new, same ? old : NULL}, file);
    if (ftruncate(fd, 0) != 0 || pwrite(fd, new, size, 0) != (ssize_t)size) {
        host_die("%s: %s", file->path, strerror(errno));
    }
    host_free(HOST_OTHER, new);
    host_free(HOST_OTHER, old);
}

static void
file_write(const struct file *file)
{
    int fd = open(file->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

    if (fd < 0 || flock(fd, LOCK_EX) != 0) {
        host_die("%s: %s", file->path, strerror(errno));
    }
    file_add(file, fd);
    close(fd);
}

__attribute__((destructor)) static void
counters_write(void)
{
    host_counters_collect();
    for (const struct file *file = files; file != NULL; file = file->next) {
        file_write(file);
    }
}
