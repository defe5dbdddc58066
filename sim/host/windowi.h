/*
 * host/windowi.h - between window.c, page.c, map.c, table.c and program.c
 */
#ifndef SIM_HOST_WINDOWI_H
#define SIM_HOST_WINDOWI_H

#include "host.h"

enum {
    HOST_STACKS = 1024,
    HOST_NONPAGED_PAGES = 0x8000,
    HOST_PAGED_PAGES = 0x4000,
    HOST_MAP_PAGES = 0x8000,                            /* of the mappings window */
    HOST_PROGRAM_PAGES = 0x4000,                        /* the last piece of RAM */
    HOST_PROGRAM_PAGE = HOST_RAM_PAGES - HOST_PROGRAM_PAGES
};

#define HOST_BYTES(pages) ((uint64_t)(pages)*HW_PAGE)

int host_memory_file(void);
/* Offset in RAM of an address in the program's data, UINT64_MAX when it is none or did not move. */
uint64_t host_program_ram(const void *address);
/* The program's data, where it has moved; false: it has not, or libsim's own is among it. */
bool host_program_has(const void **base, size_t *size);

/* table.c; access: 0 none, 1 read, 3 read and write */
void host_table_access(enum hw_window window, size_t page, size_t pages, int access);
/* Shows RAM from offset on, or with UINT64_MAX what the window itself has there. */
void host_table_show(enum hw_window window, size_t page, size_t pages, uint64_t offset, int access);
/* False: all of them are as at power-on. */
bool host_table_asked(enum hw_window window, size_t page, size_t pages);
void host_table_reset(void); /* as at power-on */
/* Pages of the user window that are part of a stack now, or of something else. */
void host_table_stack(size_t page, size_t pages, bool stack);

#endif
