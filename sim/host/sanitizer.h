/*
 * host/sanitizer.h - what AddressSanitizer and valgrind must be told about memory and stacks
 *
 * A plain build has none of it: the ASan functions are empty then, and the valgrind ones are client
 * requests, a few idle instructions, off the paths that matter. Without valgrind's header (the
 * build looks for it each time) they are empty as well.
 */
#ifndef HOST_SANITIZER_H
#define HOST_SANITIZER_H

#include <stddef.h>

#include "host.h"

#if HOST_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#define HOST_NO_ASAN __attribute__((no_sanitize_address, noinline))
#else
#define HOST_NO_ASAN
static inline void __asan_poison_memory_region(const volatile void *base, size_t size) {}
static inline void __asan_unpoison_memory_region(const volatile void *base, size_t size) {}
static inline int __asan_address_is_poisoned(const volatile void *address) { return 0; }
#endif

#if defined(SIM_VALGRIND) && !HOST_ASAN
#include <valgrind/memcheck.h>
#else
#define RUNNING_ON_VALGRIND 0
#define VALGRIND_STACK_REGISTER(low, high) 0
#define VALGRIND_STACK_DEREGISTER(id) ((void)(id))
#define VALGRIND_MAKE_MEM_UNDEFINED(base, size) ((void)(base))
#define VALGRIND_MAKE_MEM_DEFINED(base, size) ((void)(base))
#endif

/* The stack that the code runs on (kept under ASan only), for hw_jump_set. */
struct host_stack {
    const void *base;
    size_t size;
};
extern struct host_stack host_stack_now __attribute__((visibility("hidden")));

#if HOST_ASAN
void host_fiber_began(void);
void host_stack_abandoned(void);
/* The code is on this stack now, without having switched to it (a moved signal frame). */
void host_stack_moved(struct host_stack stack);
void host_jump_leaves(struct hw_jump *jump);
#else
static inline void host_fiber_began(void) {}
static inline void host_stack_abandoned(void) {}
static inline void host_stack_moved(struct host_stack stack) {}
static inline void host_jump_leaves(struct hw_jump *jump) {}
#endif
void host_jump_landed(void);

#endif
