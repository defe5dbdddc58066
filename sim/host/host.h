/*
 * sim/host/host.h - what the machine asks of Linux; the only rung that calls it
 *
 * Everything here may be called from a simulated stack unless it says "host stack".
 */
#ifndef SIM_HOST_H
#define SIM_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "machine.h"

/* --- die.c: errors that are nobody's driver --------------------------------------------------- */
_Noreturn void host_die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void host_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* --- sanitizer.h: what AddressSanitizer and valgrind must be told; nothing in a plain build --- */
#if defined(__SANITIZE_ADDRESS__)
#define HOST_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HOST_ASAN 1
#endif
#endif
#ifndef HOST_ASAN
#define HOST_ASAN 0
#endif

/* --- fiber.c, fiber_*.S: contexts (machine.h: hw_context_*, hw_call_on_stack, hw_jump) -------- */
/* The host's own stack as a context; hw_context_switch(&host_main, ...) leaves it. */
extern struct hw_context host_main;
/* Leaves any simulated stack for good and continues where hw_context_switch left host_main. */
_Noreturn void host_return_to_main(void);
/* Memory that is about to be used as a stack; hw_context_make does it for its own. */
void host_stack_prepare(void *base, size_t size);

/* --- window.c, page.c, map.c, table.c: address windows over one memfd; kept between boots ----- */
/* Kernel windows stand 64 GiB apart, in the order of enum hw_window; the user window does not. */
enum {
    HOST_CONTIGUOUS_PAGES = 0x1000, /* first in RAM; the rest has scattered frame numbers */
    HOST_SCATTERED_PAGES = 0x40000,
    HOST_RAM_PAGES = HOST_CONTIGUOUS_PAGES + HOST_SCATTERED_PAGES,
    HOST_USER_GRAIN = 16, /* pages: 64 KiB, the allocation granularity of Windows */
    HOST_STACK_GUARD = 1,
#if HOST_ASAN || !defined(__OPTIMIZE__)
    HOST_STACK_SLOT = 64, /* pages of a stack with its guard */
#else
    HOST_STACK_SLOT = 16,
#endif
};
#define HOST_KERNEL_BASE   0x400000000000
#define HOST_KERNEL_STRIDE 36 /* bits */
#define HOST_USER_BASE     0x60000000
#define HOST_USER_END      0x7FFF0000
#define HOST_MODULE_BASE   0x480000000000
#define HOST_MODULE_END    0x490000000000

struct host_window {
    uintptr_t base;
    size_t size;
    uint64_t offset; /* of its first byte in RAM; UINT64_MAX: address space only */
    uint32_t grain;  /* pages are handed out in multiples of this ... */
    uint32_t guard;  /* ... of which so many, the lowest, are never accessible */
};
extern const struct host_window host_windows[HW_WINDOWS];

void host_windows_open(void);  /* idempotent; dies with a clear text when an address is taken */
void host_windows_reset(void); /* no page is in use, none is protected or mapped; at power-on */
/* The window that the address lies in; HW_WINDOWS when it is none. */
enum hw_window host_window_of(const void *address);
uint64_t host_window_offset(const void *address); /* offset in RAM; UINT64_MAX: not RAM */
void *host_direct(uint64_t offset);
/* Pages of a window go into use (RAM: zeroed, accessible) and out of it. */
void host_page_touch(enum hw_window window, void *address, size_t pages);
/* The same for a stack in user memory. */
void host_page_touch_stack(void *address, size_t pages);
void host_page_drop(enum hw_window window, void *address, size_t pages);
/* Pages that nobody is given, but that nobody else gets: zero, and as if they never were used. */
void host_page_clean(enum hw_window window, void *address, size_t pages);
bool host_page_is_clean(uint64_t offset);
/* A page that is not in use is written through the direct map: it will have to be cleared. */
void host_page_soil(uint64_t offset);
void host_protect(void *address, size_t pages, int access);
/* Host memory at a fixed address, for what grows large and is read outside the run (the trace);
   mapped once, zero at first, kept. */
void *host_fixed(uint64_t address, size_t size);
/* map.c: pages of the user and mappings windows that show other pages of RAM. */
void host_map(void *address, uint64_t offset, size_t pages, int access);
void host_unmap(void *address, size_t pages);
uint64_t host_map_offset(enum hw_window window, size_t page); /* UINT64_MAX: shows no other */
/* table.c: access and mappings are to be remembered as they are, and later to be so again. */
bool host_table_forbids(enum hw_window window, size_t page); /* any access */
void host_table_mark(void);
bool host_table_changed(void);        /* since then */
bool host_table_opened(size_t page);  /* a page of the user window: somebody could write to it */
void host_table_return(void);
void host_table_unmark(void);
/* Is this page of a window its own page of RAM, with the window's usual access? */
bool host_table_is_usual(const void *address);
/* Passes (host_watch_pass) each page of RAM that some window shows in place of its own. */
void host_table_pass_shown(void);
/* page.c: the same for what AddressSanitizer knows about pages that are free. */
void host_pages_mark(void);
void host_pages_return(void);
void host_pages_unmark(void);
/* program.c: the test program's .data and .bss move onto the memfd: they can be mapped twice. */
void host_program_data_remap(void);
/* Is it in the image of the program, of libsim? Its offset there, UINT64_MAX when not. */
uint64_t host_program_offset(const void *address);
uint64_t host_libsim_offset(const void *address);
/* variables.c: pieces of the program's data that are the program's own, by index, for a snapshot;
   size may be 0; false behind the last. */
bool host_program_data(size_t index, void **base, size_t *size);

/* --- fault.c, watchdog.c: signals become hw_fault --------------------------------------------- */
/* From now on a fault on a simulated stack calls the handler there (a stack overflow: on a stack of
   its own). The signal handlers from before are back after host_faults_remove, or for a fault of
   the host's. */
void host_faults_install(void (*handler)(struct hw_fault *));
void host_faults_remove(void);
/* While true, host_faults_remove leaves them installed: a run then begins and ends without a system
   call. */
void host_faults_keep(bool keep);
/* Processor time without host_watchdog_alive after which a fault interrupts; 0: never. Installing
   the handlers starts it with 5 s. */
void host_watchdog_start(unsigned ms);
void host_watchdog_alive(void); /* called on every slow preemption point */

/* --- watch.c: pages that nobody writes to without being noticed; host stack ------------------- */
void host_watch_reserve(unsigned pages); /* at most so many will be added */
void host_watch_release(void);
bool host_watch_is_possible(void); /* not where something else has to see the faults */
/* Adds a page, which is shown at these addresses alone (other may be NULL). Returns its number. */
unsigned host_watch_add(void *address, void *other);
bool host_watch_begin(void); /* false: Linux cannot */
void host_watch_end(void);   /* all may be written to; none is watched any more */
bool host_watch_is_on(void); /* it may have ended by itself */
/* The pages that were written to since it began; only more are added. */
unsigned host_watch_written(const uint32_t **pages);
/* As if these pages of memory had been written to: their access is about to change. */
void host_watch_pass(const void *address, size_t pages);

/* --- debugger.c ------------------------------------------------------------------------------- */
bool host_is_traced(void); /* by a debugger */

/* --- module.c: driver images (machine.h: hw_module_*) ----------------------------------------- */
void host_modules_reset(void); /* at power-on: all unloaded */
void host_modules_sync(void);  /* after a restore: access to code agrees with the state again */
/* The writable data of modules, by index, for a snapshot; false behind the last. */
bool host_module_data(unsigned index, void **base, size_t *size);

/* --- counters.c: line coverage (machine.h: hw_is_counter) ------------------------------------- */
/* Before the data of modules is set back. */
void host_counters_collect(void);

/* --- backtrace.c, symbol.c (machine.h: hw_backtrace, hw_describe) ----------------------------- */

/* --- heap.c, state.c: the host's heap by use; the simulated state ----------------------------- */
enum host_use { HOST_TRACE, HOST_SEARCH, HOST_IMAGE, HOST_OTHER, HOST_USES };
void *host_alloc(enum host_use use, size_t size); /* zeroed; never NULL */
void host_free(enum host_use use, void *memory);
size_t host_heap_used(enum host_use use);
void host_state_clear(void); /* SIM_STATE and SIM_KEPT */
void host_state_range(void **base, size_t *size); /* SIM_STATE */
const struct sim_part *host_state_parts(size_t *count); /* its arrays that are hardly used */

/* --- copy.c: memory as bytes, unseen by sanitizers -------------------------------------------- */
void host_copy(void *to, const void *from, size_t size);
/* The same, where most of it is there already; false: all of it was. */
bool host_copy_back(void *to, const void *from, size_t size);
uint64_t host_peek(const uint64_t *word);
/* Where AddressSanitizer notes what may be touched in a range; false without it. */
bool host_shadow(const void *base, size_t size, void **shadow, size_t *shadow_size);
/* A part of a stack that nothing is on. */
void host_stack_dead(void *base, size_t size);
/* What was written to this memory at another address. */
void host_defined(void *base, size_t size);

/* --- loop.c: the libuv loop; runs only when something outside is attached --------------------- */
void host_loop_open(void);
void host_loop_pace(uint64_t virtual_ns); /* sleeps until the host's clock has caught up */

#endif
