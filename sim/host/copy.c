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

HOST_NO_ASAN bool
host_copy_back(void *to, const void *from, size_t size)
{
    host_copy(to, from, size);
    return true;
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

/* Sixteen bytes wherever they lie; with two of these at a time memory is read as fast as can be. */
typedef uint64_t copy_pair __attribute__((vector_size(16), aligned(1), may_alias));
enum { COPY_BLOCK = 256, COPY_PAIRS = COPY_BLOCK / sizeof(copy_pair) };

static inline bool
copy_differs(const copy_pair *to, const copy_pair *from)
{
    copy_pair even = {0, 0}, odd = {0, 0};

    for (unsigned i = 0; i < COPY_PAIRS; i += 2) {
        even |= to[i] ^ from[i];
        odd |= to[i + 1] ^ from[i + 1];
    }
    even |= odd;
    return (even[0] | even[1]) != 0;
}

/* Most of it is there already: it is read and not written. (valgrind says of each byte whether it
   was ever written; comparing it would be a mistake.) */
bool
host_copy_back(void *to, const void *from, size_t size)
{
    size_t compared = RUNNING_ON_VALGRIND ? 0 : size / COPY_BLOCK * COPY_BLOCK, done = 0;
    bool differed = compared < size;

    for (; done < compared; done += COPY_BLOCK) {
        copy_pair *block = (copy_pair *)((char *)to + done);
        const copy_pair *source = (const copy_pair *)((const char *)from + done);

        if (copy_differs(block, source)) {
            differed = true;
            for (unsigned i = 0; i < COPY_PAIRS; i++) {
                block[i] = source[i];
            }
        }
    }
    memcpy((char *)to + done, (const char *)from + done, size - done);
    return differed;
}

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
