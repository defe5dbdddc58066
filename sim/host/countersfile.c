/*
 * host/countersfile.c - line coverage: sums of counters as files that llvm-cov gcov reads
 *
 * Words of the host's byte order: magic, version, checksum of the file; then records of a tag, a
 * length in words and so many words. A function has two: who it is, and its counters with the low
 * word first. The last record says how many processes have added to the file.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "counters.h"

enum {
    GCDA_MAGIC = 0x67636461,
    GCDA_FUNCTION = 0x01000000,
    GCDA_ARCS = 0x01A10000,
    GCDA_RUNS = (int)0xA3000000u,
    GCDA_FUNCTION_WORDS = 3,
    GCDA_RUNS_WORDS = 3
};

struct words {
    uint32_t *at;
    const uint32_t *old; /* the same place in what the file held; NULL: nothing of this build */
};

static void
put(struct words *words, uint32_t word)
{
    *words->at++ = word;
    if (words->old != NULL) {
        words->old++;
    }
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
put_function(struct words *words, const struct counted_function *function)
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
put_file(struct words *words, const struct counted_file *file)
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
file_size(const struct counted_file *file)
{
    size_t words = 3 + 2 + GCDA_RUNS_WORDS + 2;

    for (unsigned i = 0; i < file->count; i++) {
        words += 2 + GCDA_FUNCTION_WORDS + 2 + 2 * (size_t)file->functions[i].count;
    }
    return words * sizeof(uint32_t);
}

/* GCOV_PREFIX in the environment: a folder that the paths begin at. */
static void
file_place(const struct counted_file *file, char *path, size_t size)
{
    const char *prefix = hw_environment("GCOV_PREFIX");

    if ((size_t)snprintf(path, size, "%s%s", prefix == NULL ? "" : prefix, file->path) >= size) {
        host_die("%s: too long a path", file->path);
    }
    for (char *slash = strchr(path + 1, '/'); prefix != NULL && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0777); /* if it is there already, so much the better */
        *slash = '/';
    }
}

static void
file_add(const struct counted_file *file, int fd)
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

void
counters_write_file(const struct counted_file *file)
{
    char path[4096];
    int fd;

    file_place(file, path, sizeof path);
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0 || flock(fd, LOCK_EX) != 0) {
        host_die("%s: %s", path, strerror(errno));
    }
    file_add(file, fd);
    close(fd);
}
