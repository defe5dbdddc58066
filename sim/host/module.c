/*
 * host/module.c - driver images
 *
 * A driver is a shared object, name.sys, mapped once by Linux's loader (moduleimage.c).
 *
 *      (none) --load--> loaded --unload--> unloaded --load--> loaded
 *                            <--power-on-- any
 *
 * A load copies the writable segments back as they were after relocation, so that the tenth load in
 * a process is like the first. An unload takes away the access to the code: whoever still calls it
 * (a forgotten DPC) faults there, and the module is known by name.
 *
 * Invariants:
 *   L1. What is loaded is simulated state (indices); images, copies and paths are the host's.
 *   L2. The code of a module is accessible unless it is in unloaded[]; after a restore
 *       host_modules_sync sees to that.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "moduleimage.h"

enum { MODULES = 64, MODULE_PATH = 1024 };

struct module {
    struct hw_module info;
    struct module_image image;
};

static struct {
    struct module modules[MODULES];
    unsigned count;
    char paths[4 * MODULE_PATH]; /* colon list, from hw_module_add_path */
    char error[MODULE_PATH];
} module;

static struct {
    bool loaded[MODULES], unloaded[MODULES];
    uint32_t hidden[MODULES]; // sections, a bit for each
} module_state SIM_STATE;

/* --- where the file is ------------------------------------------------------------------------ */

void
hw_module_add_path(const char *directory)
{
    size_t length = strlen(module.paths);

    if (length + strlen(directory) + 2 > sizeof module.paths) {
        host_die("too many driver directories");
    }
    snprintf(module.paths + length, sizeof module.paths - length, "%s:", directory);
}

static bool
module_in(const char *directory, size_t length, const char *name, char *path)
{
    snprintf(path, MODULE_PATH, "%.*s/%s.sys", (int)length, directory, name);
    return length > 0 && access(path, R_OK) == 0;
}

static bool
module_in_list(const char *list, const char *name, char *path)
{
    while (list != NULL && *list != 0) {
        size_t length = strcspn(list, ":");

        if (module_in(list, length, name, path)) {
            return true;
        }
        list += length + (list[length] == ':');
    }
    return false;
}

/* Where the build put the program's drivers; sim_add_program links it into the program. */
extern const char sim_driver_path_default[] __attribute__((weak, visibility("default")));

const char *
hw_module_path(const char *name)
{
    static char path[MODULE_PATH];
    char own[MODULE_PATH], *slash;

    if (module_in_list(hw_environment("SIM_DRIVER_PATH"), name, path) ||
        module_in_list(module.paths, name, path) ||
        module_in_list(sim_driver_path_default, name, path)) {
        return path;
    }
    snprintf(own, sizeof own - 8, "%s", hw_program());
    slash = strrchr(own, '/');
    if (slash == NULL) {
        return NULL;
    }
    *slash = 0;
    if (module_in(own, strlen(own), name, path)) {
        return path;
    }
    strcpy(slash, "/../lib");
    return module_in(own, strlen(own), name, path) ? path : NULL;
}

/* --- loading ---------------------------------------------------------------------------------- */

static struct module *
module_find(const char *name)
{
    for (unsigned i = 0; i < module.count; i++) {
        if (strcmp(module.modules[i].info.name, name) == 0) {
            return &module.modules[i];
        }
    }
    return NULL;
}

/* Host stack: the loader needs room. module.error is empty when it worked. */
static void
module_load_file(void *argument)
{
    const char *name = argument, *path = hw_module_path(name), *error;
    struct module *m = &module.modules[module.count];

    module.error[0] = 0;
    if (path == NULL) {
        snprintf(module.error, sizeof module.error, "%.64s.sys was not found", name);
        return;
    }
    if (module.count == MODULES || strlen(name) >= sizeof m->info.name) {
        snprintf(module.error, sizeof module.error, "too many drivers, or too long a name");
        return;
    }
    *m = (struct module){.info.handle = (void *)(uintptr_t)module.count};
    strcpy(m->info.name, name);
    error = module_image_map(&m->image, path);
    if (error != NULL) {
        snprintf(module.error, sizeof module.error, "%.300s: %.600s", path, error);
        return;
    }
    m->info.base = m->image.base;
    m->info.size = m->image.size;
    module.count++;
}

const struct hw_module *
hw_module_load(const char *name, const char **error)
{
    struct module *m = module_find(name);

    if (m == NULL) {
        hw_call_host(module_load_file, (void *)name);
        m = module_find(name);
    }
    if (m == NULL) {
        *error = module.error;
        return NULL;
    }
    module_image_hide(&m->image, false);
    module_state.hidden[m - module.modules] = 0;
    module_image_hide_sections(&m->image, 0);
    host_counters_collect();
    module_image_restore(&m->image);
    module_state.loaded[m - module.modules] = true;
    module_state.unloaded[m - module.modules] = false;
    return &m->info;
}

void
hw_module_unload(const struct hw_module *info)
{
    uintptr_t index = (uintptr_t)info->handle;

    SIM_ASSERT(index < module.count && module_state.loaded[index]);

    module_state.loaded[index] = false;
    module_state.unloaded[index] = true;
    module_state.hidden[index] = 0;
    module_image_hide_sections(&module.modules[index].image, 0);
    module_image_hide(&module.modules[index].image, true);
}

void
host_modules_sync(void)
{
    for (unsigned i = 0; i < module.count; i++) {
        module_image_hide_sections(&module.modules[i].image, module_state.hidden[i]);
        module_image_hide(&module.modules[i].image, module_state.unloaded[i]);
    }
}

void
host_modules_reset(void)
{
    memset(&module_state, 0, sizeof module_state);
    host_modules_sync();
}

/* --- sections --------------------------------------------------------------------------------- */

unsigned
hw_module_sections(const struct hw_module *info)
{
    return module.modules[(uintptr_t)info->handle].image.section_count;
}

void
hw_module_section(const struct hw_module *info, unsigned index, struct hw_section *section)
{
    *section = module.modules[(uintptr_t)info->handle].image.sections[index];
}

void
hw_module_show(const struct hw_module *info, unsigned index, bool show)
{
    uintptr_t m = (uintptr_t)info->handle;
    uint32_t bit = UINT32_C(1) << index;

    module_state.hidden[m] = show ? module_state.hidden[m] & ~bit : module_state.hidden[m] | bit;
    module_image_hide_sections(&module.modules[m].image, module_state.hidden[m]);
}

/* --- questions -------------------------------------------------------------------------------- */

static const struct hw_module *
module_at(const void *address, const bool *which)
{
    for (unsigned i = 0; i < module.count; i++) {
        const struct hw_module *m = &module.modules[i].info;

        if (which[i] && (uintptr_t)address - m->base < m->size) {
            return m;
        }
    }
    return NULL;
}

const struct hw_module *
hw_module_at(const void *address)
{
    return module_at(address, module_state.loaded);
}

const struct hw_module *
hw_module_next(const struct hw_module *info)
{
    for (unsigned i = info == NULL ? 0 : (unsigned)(uintptr_t)info->handle + 1; i < module.count;
         i++) {
        if (module_state.loaded[i]) {
            return &module.modules[i].info;
        }
    }
    return NULL;
}

const struct hw_module *
hw_module_unloaded_at(const void *address)
{
    return module_at(address, module_state.unloaded);
}

void *
hw_module_symbol(const struct hw_module *info, const char *symbol)
{
    const struct module *m = &module.modules[(uintptr_t)info->handle];
    const Elf64_Sym *found = elf_symbol(&m->image.file, symbol);

    return found != NULL ? (void *)found->st_value : NULL;
}

bool
host_module_data(unsigned index, void **base, size_t *size)
{
    for (unsigned m = 0; m < module.count; m++) {
        const struct module_image *image = &module.modules[m].image;

        for (unsigned i = 0; i < image->segment_count; i++) {
            if (image->segments[i].copy != NULL && index-- == 0) {
                *base = image->segments[i].base;
                *size = image->segments[i].size;
                return true;
            }
        }
    }
    return false;
}
