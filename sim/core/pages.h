/*
 * core/pages.h - between pages.c, frame.c and power-on
 */
#ifndef SIM_CORE_PAGES_H
#define SIM_CORE_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "machine.h"

/* After host_windows_reset: no page is in use. limit: pages of RAM, 0 for the default. */
void pages_reset(size_t limit);
/* Does a window use this page of RAM? Of RAM that belongs to no window: yes. */
bool pages_in_use(uint64_t page);
/* The next run of pages in use, from page *page of the window on; false: there is none. Of stacks
   one at a time, without its guard. */
bool pages_next_run(enum hw_window window, size_t *page, size_t *count);

#endif
