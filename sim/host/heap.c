/*
 * host/heap.c - memory of the host, for what is not part of a run: traces, search, disk images
 *
 * jemalloc, with an arena and a cache for each use, so that one use's blocks do not scatter among
 * another's and its size can be asked. Under AddressSanitizer, which must keep malloc, and with
 * SIM_PLAIN_MALLOC, the C library's heap, counted by hand.
 *
 * Nothing that lies here may be pointed at from simulated state.
 */
#include <stdlib.h>

#include "host.h"

static size_t heap_used[HOST_USES];

#if HOST_ASAN || defined(SIM_PLAIN_MALLOC)

#include <malloc.h>

static void *
heap_take(enum host_use use, size_t size)
{
    return calloc(1, size);
}

static void
heap_give(enum host_use use, void *memory)
{
    free(memory);
}

static size_t
heap_size(void *memory)
{
    return malloc_usable_size(memory);
}

#else

#include <jemalloc/jemalloc.h>

static int
heap_flags(enum host_use use)
{
    static struct {
        unsigned arena, cache;
    } uses[HOST_USES];
    size_t size = sizeof uses[use].arena;

    if (uses[use].arena == 0 && (mallctl("arenas.create", &uses[use].arena, &size, NULL, 0) != 0 ||
                                 mallctl("tcache.create", &uses[use].cache, &size, NULL, 0) != 0)) {
        host_die("jemalloc gives no arena");
    }
    return MALLOCX_ARENA(uses[use].arena) | MALLOCX_TCACHE(uses[use].cache);
}

static void *
heap_take(enum host_use use, size_t size)
{
    return mallocx(size, heap_flags(use) | MALLOCX_ZERO);
}

static void
heap_give(enum host_use use, void *memory)
{
    dallocx(memory, heap_flags(use));
}

static size_t
heap_size(void *memory)
{
    return sallocx(memory, 0);
}

#endif

void *
host_alloc(enum host_use use, size_t size)
{
    void *memory = heap_take(use, size != 0 ? size : 1);

    if (memory == NULL) {
        host_die("out of host memory: %zu bytes", size);
    }
    heap_used[use] += heap_size(memory);
    return memory;
}

void
host_free(enum host_use use, void *memory)
{
    if (memory == NULL) {
        return;
    }
    heap_used[use] -= heap_size(memory);
    heap_give(use, memory);
}

size_t
host_heap_used(enum host_use use)
{
    return heap_used[use];
}
