/*
 * fuzz/bytes.h - the input of a fuzz test, read from its front; zeros come after its end
 */
#ifndef FUZZ_BYTES_H
#define FUZZ_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern const uint8_t *bytes_next, *bytes_end; // of the program

static inline bool
bytes_left(void)
{
    return bytes_next < bytes_end;
}

static inline uint8_t
bytes_8(void)
{
    return bytes_left() ? *bytes_next++ : 0;
}

static inline uint32_t
bytes_16(void)
{
    uint32_t low = bytes_8();

    return low | (uint32_t)bytes_8() << 8;
}

static inline uint32_t
bytes_32(void)
{
    uint32_t low = bytes_16();

    return low | bytes_16() << 16;
}

/* 0 to n - 1; n is at most 256 */
static inline unsigned
bytes_below(unsigned n)
{
    return bytes_8() % n;
}

#endif
