/*
 * host/file.c - the environment, files that a test names, and files that libsim leaves behind
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host.h"

const char *
hw_environment(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != 0 ? value : NULL;
}

static void
file_write(int file, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(file, data, size);

        if (n < 0 && errno != EINTR) {
            host_die("write: %s", strerror(errno));
        }
        data += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
}

size_t
hw_read_file(const char *path, void *data, size_t room)
{
    FILE *file = fopen(path, "rbe");
    off_t size;

    if (file == NULL) {
        return SIZE_MAX;
    }
    if (fseek(file, 0, SEEK_END) != 0 || (size = ftello(file)) < 0) {
        host_die("%s: %s", path, strerror(errno));
    }
    rewind(file);
    if (fread(data, 1, room, file) < (room < (size_t)size ? room : (size_t)size)) {
        host_die("%s: %s", path, strerror(errno));
    }
    fclose(file);
    return (size_t)size;
}

bool
hw_write_file(const char *path, const void *data, size_t size)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);

    if (file < 0) {
        return false;
    }
    file_write(file, data, size);
    close(file);
    return true;
}

void
hw_append_file(const char *directory_variable, const char *suffix, const void *data, size_t size)
{
    const char *directory = hw_environment(directory_variable);
    char path[4096];
    int file;

    if (directory == NULL) {
        return;
    }
    mkdir(directory, 0777); /* if it is there already, so much the better */
    snprintf(path, sizeof path, "%s/%d.%s", directory, getpid(), suffix);
    file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) {
        host_die("%s: %s", path, strerror(errno));
    }
    file_write(file, data, size);
    close(file);
}
