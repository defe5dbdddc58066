/*
 * tests/ex/poke.h - what a wild pointer does, also where AddressSanitizer watches
 */
#ifndef TESTS_EX_POKE_H
#define TESTS_EX_POKE_H

#include <ntddk.h>

#define UNWATCHED __attribute__((no_sanitize("address"), noinline))

UNWATCHED static VOID
poke(PVOID address, UCHAR value)
{
    *(volatile UCHAR *)address = value;
}

UNWATCHED static UCHAR
peek(PVOID address)
{
    return *(volatile UCHAR *)address;
}

#endif
