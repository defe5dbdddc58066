/*
 * src/rtl/crtmem.c - the drivers' C library: memory
 *
 * A driver's memcpy is crt_memcpy, and so on (src/gate/crt.txt lists the names): a driver is linked
 * to nothing but libsim. What the host's functions do exactly so is left to them.
 *
 * Differs from Windows: none. Overlapping memcpy is undefined in both.
 */
#include "crt.h"

#include "check.h"

PVOID
crt_memcpy(PVOID To, const VOID *From, SIZE_T Count)
{
    HAL_LIBRARY_COPY(To, From, Count);
    HAL_LIBRARY_ACCESS(From, Count, HalRead);
    HAL_LIBRARY_ACCESS(To, Count, HalWrite);
    return memcpy(To, From, Count);
}

PVOID
crt_memmove(PVOID To, const VOID *From, SIZE_T Count)
{
    HAL_LIBRARY_COPY(To, From, Count);
    HAL_LIBRARY_ACCESS(From, Count, HalRead);
    HAL_LIBRARY_ACCESS(To, Count, HalWrite);
    return memmove(To, From, Count);
}

PVOID
crt_memset(PVOID To, INT Value, SIZE_T Count)
{
    HAL_LIBRARY_ACCESS(To, Count, HalWrite);
    return memset(To, Value, Count);
}

INT
crt_memcmp(const VOID *First, const VOID *Second, SIZE_T Count)
{
    HAL_LIBRARY_ACCESS(First, Count, HalRead);
    HAL_LIBRARY_ACCESS(Second, Count, HalRead);
    return memcmp(First, Second, Count);
}

PVOID
crt_memchr(const VOID *Buffer, INT Value, SIZE_T Count)
{
    const UCHAR *Bytes = Buffer;

    for (SIZE_T i = 0; i < Count; i++) {
        if (Bytes[i] == (UCHAR)Value) {
            return (PVOID)&Bytes[i];
        }
    }
    return NULL;
}

INT
crt_memcpy_s(PVOID To, SIZE_T Room, const VOID *From, SIZE_T Count)
{
    if (Count == 0) {
        return 0;
    }
    if (To == NULL) {
        return CRT_EINVAL;
    }
    if (From == NULL || Room < Count) {
        memset(To, 0, Room);
        return From == NULL ? CRT_EINVAL : CRT_ERANGE;
    }
    HAL_LIBRARY_COPY(To, From, Count);
    HAL_LIBRARY_ACCESS(From, Count, HalRead);
    HAL_LIBRARY_ACCESS(To, Count, HalWrite);
    memcpy(To, From, Count);
    return 0;
}

INT
crt_memmove_s(PVOID To, SIZE_T Room, const VOID *From, SIZE_T Count)
{
    if (Count == 0) {
        return 0;
    }
    if (To == NULL || From == NULL) {
        return CRT_EINVAL;
    }
    if (Room < Count) {
        return CRT_ERANGE;
    }
    HAL_LIBRARY_COPY(To, From, Count);
    HAL_LIBRARY_ACCESS(From, Count, HalRead);
    HAL_LIBRARY_ACCESS(To, Count, HalWrite);
    memmove(To, From, Count);
    return 0;
}
