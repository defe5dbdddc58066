/*
 * host/image.c - the program and libsim as files: their paths, and what identifies a build
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "elffile.h"
#include "host.h"

const char *
hw_program(void)
{
    static char path[1024];

    if (path[0] == 0) {
        ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);

        path[length > 0 ? length : 0] = 0;
    }
    return path;
}

static uint64_t
image_hash(const char *path, uint64_t hash)
{
    struct elf_file file;

    elf_open(&file, path);
    hash = elf_code_hash(&file, hash);
    elf_close(&file);
    return hash;
}

uint32_t
hw_build_id(const char *module_path)
{
    static uint32_t own;
    Dl_info info;

    if (module_path != NULL) {
        return (uint32_t)image_hash(module_path, 0);
    }
    if (own == 0) {
        own = (uint32_t)image_hash(hw_program(), 0);
        if (dladdr((void *)hw_build_id, &info) != 0) {
            own = (uint32_t)image_hash(info.dli_fname, own);
        }
    }
    return own;
}

void *
hw_next_symbol(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}
