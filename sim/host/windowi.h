/*
 * host/windowi.h - between window.c, page.c, map.c and program.c
 */
#ifndef SIM_HOST_WINDOWI_H
#define SIM_HOST_WINDOWI_H

#include "host.h"

enum {
    HOST_STACKS = 1024,
    HOST_MAP_PAGES = 0x8000,                            /* of the mappings window */
    HOST_PROGRAM_PAGES = 0x4000,                        /* the last piece of RAM */
    HOST_PROGRAM_PAGE = HOST_RAM_PAGES - HOST_PROGRAM_PAGES
};

#define HOST_BYTES(pages) ((uint64_t)(pages)*HW_PAGE)

int host_memory_file(void);
/* Offset in RAM of an address in the program's data, UINT64_MAX when it is none or did not move. */
uint64_t host_program_ram(const void *address);

#endif
