/*
 * core/pages.h - what power-on tells the page allocator
 */
#ifndef SIM_CORE_PAGES_H
#define SIM_CORE_PAGES_H

#include <stddef.h>

/* After host_windows_reset: no page is in use. limit: pages of RAM, 0 for the default. */
void pages_reset(size_t limit);

#endif
