/*
 * src/rtl/memory.c - comparing and filling memory, swapping bytes
 *
 * RtlCopyMemory, RtlZeroMemory and their like are macros of wdm.h over the C library's functions.
 */
#include "rtlp.h"

SIZE_T
RtlCompareMemory(const VOID *Source1, const VOID *Source2, SIZE_T Length)
{
    const UCHAR *Bytes1 = Source1, *Bytes2 = Source2;
    SIZE_T Same = 0;

    HAL_DRIVER_ACCESS(Source1, Length, HalRead);
    HAL_DRIVER_ACCESS(Source2, Length, HalRead);
    while (Same < Length && Bytes1[Same] == Bytes2[Same]) {
        Same++;
    }
    return Same;
}

SIZE_T
RtlCompareMemoryUlong(PVOID Source, SIZE_T Length, ULONG Pattern)
{
    const ULONG *Words = Source;
    SIZE_T Same = 0;

    if ((ULONG_PTR)Source % sizeof(ULONG) != 0 || Length % sizeof(ULONG) != 0) {
        return 0;
    }
    while (Same < Length && Words[Same / sizeof(ULONG)] == Pattern) {
        Same += sizeof(ULONG);
    }
    return Same;
}

VOID
RtlFillMemoryUlong(PVOID Destination, SIZE_T Length, ULONG Pattern)
{
    PULONG Words = Destination;

    HAL_DRIVER_ACCESS(Destination, Length, HalWrite);
    for (SIZE_T i = 0; i < Length / sizeof(ULONG); i++) {
        Words[i] = Pattern;
    }
}

VOID
RtlFillMemoryUlonglong(PVOID Destination, SIZE_T Length, ULONGLONG Pattern)
{
    PULONGLONG Words = Destination;

    HAL_DRIVER_ACCESS(Destination, Length, HalWrite);
    for (SIZE_T i = 0; i < Length / sizeof(ULONGLONG); i++) {
        Words[i] = Pattern;
    }
}

VOID
RtlCopyMemoryNonTemporal(VOID *Destination, const VOID *Source, SIZE_T Length)
{
    HAL_DRIVER_ACCESS(Source, Length, HalRead);
    HAL_DRIVER_ACCESS(Destination, Length, HalWrite);
    memcpy(Destination, Source, Length);
}

VOID
RtlFillMemoryNonTemporal(VOID *Destination, SIZE_T Length, const UCHAR Value)
{
    HAL_DRIVER_ACCESS(Destination, Length, HalWrite);
    memset(Destination, Value, Length);
}

BOOLEAN
RtlIsZeroMemory(PVOID Buffer, SIZE_T Length)
{
    const UCHAR *Bytes = Buffer;

    while (Length > 0 && Bytes[Length - 1] == 0) {
        Length--;
    }
    return Length == 0;
}

USHORT
RtlUshortByteSwap(USHORT Source)
{
    return __builtin_bswap16(Source);
}

ULONG
RtlUlongByteSwap(ULONG Source)
{
    return __builtin_bswap32(Source);
}

ULONGLONG
RtlUlonglongByteSwap(ULONGLONG Source)
{
    return __builtin_bswap64(Source);
}
