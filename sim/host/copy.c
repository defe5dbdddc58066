/*
 * host/copy.c - memory as bytes: what a snapshot reads and writes, unseen by sanitizers
 *
 * A copy of the machine holds red zones, padding and what was never initialised; none of it is
 * anybody's mistake. AddressSanitizer's notes about a range are memory too, and can be copied.
 */
#include <string.h>

#include "sanitizer.h"

#if HOST_ASAN

HOST_NO_ASAN void
host_copy(void *to, const void *from, size_t size)
{
    size_t words = size / sizeof(uint64_t);

    for (size_t i = 0; i < words; i++) {
        ((volatile uint64_t *)to)[i] = ((const uint64_t *)from)[i];
    }
    for (size_t i = words * sizeof(uint64_t); i < size; i++) {
        ((volatile char *)to)[i] = ((const char *)from)[i];
    }
}

bool
host_shadow(const void *base, size_t size, void **shadow, size_t *shadow_size)
{
    size_t scale, offset;

    __asan_get_shadow_mapping(&scale, &offset);
    *shadow = (void *)(((uintptr_t)base >> scale) + offset);
    *shadow_size = size >> scale;
    return true;
}

#else

void
host_copy(void *to, const void *from, size_t size)
{
    memcpy(to, from, size);
}

bool
host_shadow(const void *base, size_t size, void **shadow, size_t *shadow_size)
{
    return false;
}

#endif

void
host_stack_dead(void *base, size_t size)
{
    __asan_unpoison_memory_region(base, size);
}

void
host_defined(void *base, size_t size)
{
    if (RUNNING_ON_VALGRIND) {
        VALGRIND_MAKE_MEM_DEFINED(base, size);
    }
}

HOST_NO_ASAN uint64_t
host_peek(const uint64_t *word)
{
    uint64_t value = *(const volatile uint64_t *)word;

    host_defined(&value, sizeof value);
    return value;
}
