/*
 * host/moduleimage.c - a driver's shared object in memory
 *
 * It was linked for a fixed address above HOST_MODULE_BASE. Linux's loader honours that if the
 * program itself is not position independent and the place is free; it is checked here. Of each
 * writable segment a copy is kept, taken after relocation and before any of the driver's code has
 * run.
 *
 * Only code is hidden when the driver is unloaded: its unwind tables and its variables stay
 * readable, for the report about whoever called it and for tests that look at what it left.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>

#include "moduleimage.h"
#include "sanitizer.h"

/* Redzones between variables are copied too: not for AddressSanitizer to see. */
HOST_NO_ASAN static void
image_copy(uint64_t *to, const uint64_t *from, size_t size)
{
    for (size_t i = 0; i < size / sizeof *to; i++) {
        ((volatile uint64_t *)to)[i] = from[i];
    }
}

static void
image_protect(const struct module_segment *s, int access)
{
    if (mprotect(s->base, s->size, access) != 0) {
        host_die("mprotect of a driver's code: %s", strerror(errno));
    }
}

void
module_image_hide(struct module_image *m, bool hide)
{
    if (m->hidden == hide) {
        return;
    }
    m->hidden = hide;
    for (unsigned i = 0; i < m->segment_count; i++) {
        if (m->segments[i].access & PROT_EXEC) {
            image_protect(&m->segments[i], hide ? PROT_NONE : m->segments[i].access);
        }
    }
}

static uint64_t
image_page_up(uint64_t address)
{
    return (address + HW_PAGE - 1) & ~(uint64_t)(HW_PAGE - 1);
}

static void
image_add_segment(struct module_image *m, uint64_t low, uint64_t high, uint32_t flags)
{
    struct module_segment *s = &m->segments[m->segment_count++];

    low &= ~(uint64_t)(HW_PAGE - 1);
    high = image_page_up(high);
    s->base = (uint64_t *)low;
    s->size = high - low;
    s->access = (flags & PF_R ? PROT_READ : 0) | (flags & PF_W ? PROT_WRITE : 0) |
                (flags & PF_X ? PROT_EXEC : 0);
    if ((flags & PF_W) && s->size > 0) {
        s->copy = host_alloc(HOST_IMAGE, s->size);
        image_copy(s->copy, s->base, s->size);
    }
}

static int
image_access_at(const struct module_image *m, uint64_t address)
{
    for (unsigned i = 0; i < m->segment_count; i++) {
        if (address - (uintptr_t)m->segments[i].base < m->segments[i].size) {
            return m->segments[i].access;
        }
    }
    return PROT_READ;
}

void
module_image_hide_sections(struct module_image *m, uint32_t hide)
{
    for (unsigned i = 0; i < m->section_count; i++) {
        const struct hw_section *s = &m->sections[i];
        uint32_t bit = UINT32_C(1) << i;

        if (((m->sections_hidden ^ hide) & bit) == 0) {
            continue;
        }
        host_watch_pass((void *)s->base, s->size / HW_PAGE); // it may be data
        if (mprotect((void *)s->base, s->size,
                     hide & bit ? PROT_NONE : image_access_at(m, s->base)) != 0) {
            host_die("mprotect of a driver's section: %s", strerror(errno));
        }
    }
    m->sections_hidden = hide;
}

static void
image_read_sections(struct module_image *m)
{
    const Elf64_Shdr *section;
    const char *name;

    while (m->section_count < MODULE_SECTIONS &&
           (section = elf_own_section(&m->file, m->section_count, &name)) != NULL) {
        struct hw_section *s = &m->sections[m->section_count++];

        strncpy(s->name, name, sizeof s->name - 1);
        s->base = section->sh_addr;
        s->size = image_page_up(section->sh_size);
    }
}

static uint64_t
image_relro_end(const Elf64_Phdr *headers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (headers[i].p_type == PT_GNU_RELRO) {
            return headers[i].p_vaddr + headers[i].p_memsz;
        }
    }
    return 0;
}

/* What the loader mapped; the part that is read-only after relocation never changes. */
static void
image_read_segments(struct module_image *m)
{
    size_t count;
    const Elf64_Phdr *headers = elf_segments(&m->file, &count);
    uint64_t relro_end = image_relro_end(headers, count), end = 0;

    m->base = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        const Elf64_Phdr *p = &headers[i];
        uint64_t low = p->p_vaddr, high = p->p_vaddr + p->p_memsz;

        if (p->p_type != PT_LOAD || m->segment_count == MODULE_SEGMENTS) {
            continue;
        }
        m->base = low < m->base ? low : m->base;
        end = high > end ? high : end;
        if ((p->p_flags & PF_W) && relro_end > low && relro_end <= image_page_up(high)) {
            low = relro_end; // a driver without variables of its own has nothing above it
        }
        image_add_segment(m, low, high, p->p_flags);
    }
    m->base &= ~(uint64_t)(HW_PAGE - 1);
    m->size = image_page_up(end) - m->base;
}

static bool
image_is_prelinked(const struct elf_file *file)
{
    size_t count;
    const Elf64_Phdr *p = elf_segments(file, &count);

    while (count > 0 && p->p_type != PT_LOAD) {
        p++;
        count--;
    }
    return count > 0 && p->p_vaddr - HOST_MODULE_BASE < HOST_MODULE_END - HOST_MODULE_BASE;
}

const char *
module_image_map(struct module_image *m, const char *path)
{
    struct link_map *map;
    void *handle;

    *m = (struct module_image){0};
    elf_open(&m->file, path);
    if (m->file.bytes == NULL) {
        return "it is not a driver of this kind of machine (ELF, 64 bits)";
    }
    if (!image_is_prelinked(&m->file)) {
        return "it was not linked for a driver's address (sim_add_driver does that)";
    }
    handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        return dlerror();
    }
    if (dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0 || map->l_addr != 0) {
        return "the loader did not put it where it was linked for: the program must be linked with "
               "-no-pie (sim_add_test does that), and the addresses must be free";
    }
    image_read_segments(m);
    image_read_sections(m);
    return NULL;
}

void
module_image_restore(struct module_image *m)
{
    for (unsigned i = 0; i < m->segment_count; i++) {
        if (m->segments[i].copy != NULL) {
            image_copy(m->segments[i].base, m->segments[i].copy, m->segments[i].size);
        }
    }
}
