/*
 * host/moduleimage.h - between module.c and moduleimage.c
 */
#ifndef SIM_HOST_MODULEIMAGE_H
#define SIM_HOST_MODULEIMAGE_H

#include "elffile.h"
#include "host.h"

enum { MODULE_SEGMENTS = 8, MODULE_SECTIONS = 16 };

struct module_segment {
    uint64_t *base;
    size_t size;
    uint64_t *copy; /* as built; NULL: not writable */
    int access;
};

struct module_image {
    struct elf_file file;
    uint64_t base, size;
    struct module_segment segments[MODULE_SEGMENTS];
    unsigned segment_count, section_count;
    bool hidden;
    struct hw_section sections[MODULE_SECTIONS];
    uint32_t sections_hidden; /* a bit for each */
};

/* Maps it and reads its segments; what is wrong with it, or NULL. */
const char *module_image_map(struct module_image *image, const char *path);
/* The writable segments become what they were. */
void module_image_restore(struct module_image *image);
void module_image_hide(struct module_image *image, bool hide);
/* A bit for each section: hidden ones are those whose bit is set. */
void module_image_hide_sections(struct module_image *image, uint32_t hide);

#endif
