/*
 * wdk/wdm/interlocked.h - interlocked operations, ordered reads and writes
 *
 * Differs from Windows: interlocked operations are functions, not compiler intrinsics, so that each
 * is a step of the simulated machine. The ordered plain reads and writes (ReadAcquire and the
 * like) stay inline, because they are accesses of the driver's own code.
 */
#ifndef _WDM_INTERLOCKED_H_
#define _WDM_INTERLOCKED_H_

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* 32 bits */
LONG NTAPI InterlockedAnd(_Inout_ LONG volatile *Destination, _In_ LONG Value);
LONG NTAPI InterlockedOr(_Inout_ LONG volatile *Destination, _In_ LONG Value);
LONG NTAPI InterlockedXor(_Inout_ LONG volatile *Destination, _In_ LONG Value);
LONG NTAPI InterlockedIncrement(_Inout_ LONG volatile *Addend);
LONG NTAPI InterlockedDecrement(_Inout_ LONG volatile *Addend);
LONG NTAPI InterlockedExchange(_Inout_ LONG volatile *Target, _In_ LONG Value);
LONG NTAPI InterlockedExchangeAdd(_Inout_ LONG volatile *Addend, _In_ LONG Value);
LONG NTAPI InterlockedAdd(_Inout_ LONG volatile *Addend, _In_ LONG Value);
LONG NTAPI InterlockedCompareExchange(_Inout_ LONG volatile *Destination, _In_ LONG ExChange,
                                      _In_ LONG Comperand);

/* 64 bits */
LONG64 NTAPI InterlockedAnd64(_Inout_ LONG64 volatile *Destination, _In_ LONG64 Value);
LONG64 NTAPI InterlockedOr64(_Inout_ LONG64 volatile *Destination, _In_ LONG64 Value);
LONG64 NTAPI InterlockedXor64(_Inout_ LONG64 volatile *Destination, _In_ LONG64 Value);
LONG64 NTAPI InterlockedIncrement64(_Inout_ LONG64 volatile *Addend);
LONG64 NTAPI InterlockedDecrement64(_Inout_ LONG64 volatile *Addend);
LONG64 NTAPI InterlockedExchange64(_Inout_ LONG64 volatile *Target, _In_ LONG64 Value);
LONG64 NTAPI InterlockedExchangeAdd64(_Inout_ LONG64 volatile *Addend, _In_ LONG64 Value);
LONG64 NTAPI InterlockedAdd64(_Inout_ LONG64 volatile *Addend, _In_ LONG64 Value);
LONG64 NTAPI InterlockedCompareExchange64(_Inout_ LONG64 volatile *Destination,
                                          _In_ LONG64 ExChange, _In_ LONG64 Comperand);

/* 16 bits */
SHORT NTAPI InterlockedAnd16(_Inout_ SHORT volatile *Destination, _In_ SHORT Value);
SHORT NTAPI InterlockedOr16(_Inout_ SHORT volatile *Destination, _In_ SHORT Value);
SHORT NTAPI InterlockedXor16(_Inout_ SHORT volatile *Destination, _In_ SHORT Value);
SHORT NTAPI InterlockedIncrement16(_Inout_ SHORT volatile *Addend);
SHORT NTAPI InterlockedDecrement16(_Inout_ SHORT volatile *Addend);
SHORT NTAPI InterlockedExchange16(_Inout_ SHORT volatile *Target, _In_ SHORT Value);
SHORT NTAPI InterlockedCompareExchange16(_Inout_ SHORT volatile *Destination, _In_ SHORT ExChange,
                                         _In_ SHORT Comperand);

/* 8 bits */
CHAR NTAPI InterlockedAnd8(_Inout_ CHAR volatile *Destination, _In_ CHAR Value);
CHAR NTAPI InterlockedOr8(_Inout_ CHAR volatile *Destination, _In_ CHAR Value);
CHAR NTAPI InterlockedXor8(_Inout_ CHAR volatile *Destination, _In_ CHAR Value);
CHAR NTAPI InterlockedExchange8(_Inout_ CHAR volatile *Target, _In_ CHAR Value);
CHAR NTAPI InterlockedExchangeAdd8(_Inout_ CHAR volatile *Addend, _In_ CHAR Value);

/* Pointers, 128 bits, single bits */
PVOID NTAPI InterlockedExchangePointer(_Inout_ PVOID volatile *Target, _In_opt_ PVOID Value);
PVOID NTAPI InterlockedCompareExchangePointer(_Inout_ PVOID volatile *Destination,
                                              _In_opt_ PVOID ExChange, _In_opt_ PVOID Comperand);
BOOLEAN NTAPI InterlockedCompareExchange128(_Inout_ LONG64 volatile *Destination,
                                            _In_ LONG64 ExchangeHigh, _In_ LONG64 ExchangeLow,
                                            _Inout_ LONG64 *ComparandResult);
UCHAR NTAPI InterlockedBitTestAndSet(_Inout_ LONG volatile *Base, _In_ LONG Bit);
UCHAR NTAPI InterlockedBitTestAndReset(_Inout_ LONG volatile *Base, _In_ LONG Bit);
UCHAR NTAPI InterlockedBitTestAndComplement(_Inout_ LONG volatile *Base, _In_ LONG Bit);
UCHAR NTAPI InterlockedBitTestAndSet64(_Inout_ LONG64 volatile *Base, _In_ LONG64 Bit);
UCHAR NTAPI InterlockedBitTestAndReset64(_Inout_ LONG64 volatile *Base, _In_ LONG64 Bit);

#define InterlockedAddSizeT(a, b)                                                                  \
    ((SIZE_T)InterlockedExchangeAdd64((LONG64 volatile *)(a), (LONG64)(b)) + (SIZE_T)(b))
#define InterlockedIncrementSizeT(a) ((SIZE_T)InterlockedIncrement64((LONG64 volatile *)(a)))
#define InterlockedDecrementSizeT(a) ((SIZE_T)InterlockedDecrement64((LONG64 volatile *)(a)))
#define InterlockedExchangeAddSizeT(a, b)                                                          \
    ((SIZE_T)InterlockedExchangeAdd64((LONG64 volatile *)(a), (LONG64)(b)))
#define InterlockedIncrementAcquireSizeT InterlockedIncrementSizeT

#define RtlInterlockedSetBits(Flags, Flag) InterlockedOr((PLONG)(Flags), (LONG)(Flag))
#define RtlInterlockedClearBits(Flags, Flag) InterlockedAnd((PLONG)(Flags), ~(LONG)(Flag))

/* On x64 each interlocked operation orders fully; the weaker names are the same operation. */
#define InterlockedAddAcquire InterlockedAdd
#define InterlockedAddRelease InterlockedAdd
#define InterlockedAddNoFence InterlockedAdd
#define InterlockedAndAcquire InterlockedAnd
#define InterlockedAndRelease InterlockedAnd
#define InterlockedAndNoFence InterlockedAnd
#define InterlockedOrAcquire InterlockedOr
#define InterlockedOrRelease InterlockedOr
#define InterlockedOrNoFence InterlockedOr
#define InterlockedXorAcquire InterlockedXor
#define InterlockedXorRelease InterlockedXor
#define InterlockedXorNoFence InterlockedXor
#define InterlockedIncrementAcquire InterlockedIncrement
#define InterlockedIncrementRelease InterlockedIncrement
#define InterlockedIncrementNoFence InterlockedIncrement
#define InterlockedDecrementAcquire InterlockedDecrement
#define InterlockedDecrementRelease InterlockedDecrement
#define InterlockedDecrementNoFence InterlockedDecrement
#define InterlockedExchangeAcquire InterlockedExchange
#define InterlockedExchangeRelease InterlockedExchange
#define InterlockedExchangeNoFence InterlockedExchange
#define InterlockedExchangeAddAcquire InterlockedExchangeAdd
#define InterlockedExchangeAddRelease InterlockedExchangeAdd
#define InterlockedExchangeAddNoFence InterlockedExchangeAdd
#define InterlockedCompareExchangeAcquire InterlockedCompareExchange
#define InterlockedCompareExchangeRelease InterlockedCompareExchange
#define InterlockedCompareExchangeNoFence InterlockedCompareExchange
#define InterlockedAddAcquire64 InterlockedAdd64
#define InterlockedAddRelease64 InterlockedAdd64
#define InterlockedAddNoFence64 InterlockedAdd64
#define InterlockedAnd64Acquire InterlockedAnd64
#define InterlockedAnd64Release InterlockedAnd64
#define InterlockedAnd64NoFence InterlockedAnd64
#define InterlockedOr64Acquire InterlockedOr64
#define InterlockedOr64Release InterlockedOr64
#define InterlockedOr64NoFence InterlockedOr64
#define InterlockedXor64Acquire InterlockedXor64
#define InterlockedXor64Release InterlockedXor64
#define InterlockedXor64NoFence InterlockedXor64
#define InterlockedIncrementAcquire64 InterlockedIncrement64
#define InterlockedIncrementRelease64 InterlockedIncrement64
#define InterlockedIncrementNoFence64 InterlockedIncrement64
#define InterlockedDecrementAcquire64 InterlockedDecrement64
#define InterlockedDecrementRelease64 InterlockedDecrement64
#define InterlockedDecrementNoFence64 InterlockedDecrement64
#define InterlockedExchangeAcquire64 InterlockedExchange64
#define InterlockedExchangeRelease64 InterlockedExchange64
#define InterlockedExchangeNoFence64 InterlockedExchange64
#define InterlockedExchangeAddAcquire64 InterlockedExchangeAdd64
#define InterlockedExchangeAddRelease64 InterlockedExchangeAdd64
#define InterlockedExchangeAddNoFence64 InterlockedExchangeAdd64
#define InterlockedCompareExchangeAcquire64 InterlockedCompareExchange64
#define InterlockedCompareExchangeRelease64 InterlockedCompareExchange64
#define InterlockedCompareExchangeNoFence64 InterlockedCompareExchange64
#define InterlockedAnd16Acquire InterlockedAnd16
#define InterlockedAnd16Release InterlockedAnd16
#define InterlockedAnd16NoFence InterlockedAnd16
#define InterlockedOr16Acquire InterlockedOr16
#define InterlockedOr16Release InterlockedOr16
#define InterlockedOr16NoFence InterlockedOr16
#define InterlockedXor16Acquire InterlockedXor16
#define InterlockedXor16Release InterlockedXor16
#define InterlockedXor16NoFence InterlockedXor16
#define InterlockedIncrement16Acquire InterlockedIncrement16
#define InterlockedIncrement16Release InterlockedIncrement16
#define InterlockedIncrement16NoFence InterlockedIncrement16
#define InterlockedDecrement16Acquire InterlockedDecrement16
#define InterlockedDecrement16Release InterlockedDecrement16
#define InterlockedDecrement16NoFence InterlockedDecrement16
#define InterlockedCompareExchange16Acquire InterlockedCompareExchange16
#define InterlockedCompareExchange16Release InterlockedCompareExchange16
#define InterlockedCompareExchange16NoFence InterlockedCompareExchange16
#define InterlockedAnd8Acquire InterlockedAnd8
#define InterlockedAnd8Release InterlockedAnd8
#define InterlockedAnd8NoFence InterlockedAnd8
#define InterlockedOr8Acquire InterlockedOr8
#define InterlockedOr8Release InterlockedOr8
#define InterlockedOr8NoFence InterlockedOr8
#define InterlockedXor8Acquire InterlockedXor8
#define InterlockedXor8Release InterlockedXor8
#define InterlockedXor8NoFence InterlockedXor8
#define InterlockedExchangePointerAcquire InterlockedExchangePointer
#define InterlockedExchangePointerRelease InterlockedExchangePointer
#define InterlockedExchangePointerNoFence InterlockedExchangePointer
#define InterlockedCompareExchangePointerAcquire InterlockedCompareExchangePointer
#define InterlockedCompareExchangePointerRelease InterlockedCompareExchangePointer
#define InterlockedCompareExchangePointerNoFence InterlockedCompareExchangePointer
#define InterlockedBitTestAndSetAcquire InterlockedBitTestAndSet
#define InterlockedBitTestAndSetRelease InterlockedBitTestAndSet
#define InterlockedBitTestAndSetNoFence InterlockedBitTestAndSet
#define InterlockedBitTestAndResetAcquire InterlockedBitTestAndReset
#define InterlockedBitTestAndResetRelease InterlockedBitTestAndReset
#define InterlockedBitTestAndResetNoFence InterlockedBitTestAndReset

/* Names of the compiler intrinsics */
#define _InterlockedAnd InterlockedAnd
#define _InterlockedOr InterlockedOr
#define _InterlockedXor InterlockedXor
#define _InterlockedIncrement InterlockedIncrement
#define _InterlockedDecrement InterlockedDecrement
#define _InterlockedExchange InterlockedExchange
#define _InterlockedExchangeAdd InterlockedExchangeAdd
#define _InterlockedCompareExchange InterlockedCompareExchange
#define _InterlockedAnd64 InterlockedAnd64
#define _InterlockedOr64 InterlockedOr64
#define _InterlockedXor64 InterlockedXor64
#define _InterlockedIncrement64 InterlockedIncrement64
#define _InterlockedDecrement64 InterlockedDecrement64
#define _InterlockedExchange64 InterlockedExchange64
#define _InterlockedExchangeAdd64 InterlockedExchangeAdd64
#define _InterlockedCompareExchange64 InterlockedCompareExchange64
#define _InterlockedAnd16 InterlockedAnd16
#define _InterlockedOr16 InterlockedOr16
#define _InterlockedXor16 InterlockedXor16
#define _InterlockedIncrement16 InterlockedIncrement16
#define _InterlockedDecrement16 InterlockedDecrement16
#define _InterlockedExchange16 InterlockedExchange16
#define _InterlockedCompareExchange16 InterlockedCompareExchange16
#define _InterlockedAnd8 InterlockedAnd8
#define _InterlockedOr8 InterlockedOr8
#define _InterlockedXor8 InterlockedXor8
#define _InterlockedExchange8 InterlockedExchange8
#define _InterlockedExchangeAdd8 InterlockedExchangeAdd8
#define _InterlockedExchangePointer InterlockedExchangePointer
#define _InterlockedCompareExchangePointer InterlockedCompareExchangePointer
#define _InterlockedCompareExchange128 InterlockedCompareExchange128
#define _interlockedbittestandset InterlockedBitTestAndSet
#define _interlockedbittestandreset InterlockedBitTestAndReset
#define _interlockedbittestandset64 InterlockedBitTestAndSet64
#define _interlockedbittestandreset64 InterlockedBitTestAndReset64

/* Compiler barriers */
#define _ReadBarrier() __asm__ volatile("" ::: "memory")
#define _WriteBarrier() __asm__ volatile("" ::: "memory")
#define _ReadWriteBarrier() __asm__ volatile("" ::: "memory")
#define BarrierAfterRead() _ReadWriteBarrier()

/* Accesses that the compiler neither splits nor repeats: a move on x64. NoFence and Raw order
   nothing. */
#define WDK_READ_(Type, Name, Order)                                                               \
    WDK_INLINE Type Name(_In_ Type const volatile *Source)                                         \
    {                                                                                              \
        return __atomic_load_n(Source, Order);                                                     \
    }
#define WDK_WRITE_(Type, Name, Order)                                                              \
    WDK_INLINE VOID Name(_Out_ Type volatile *Destination, _In_ Type Value)                        \
    {                                                                                              \
        __atomic_store_n(Destination, Value, Order);                                               \
    }
#define WDK_ORDERED_ACCESS_(Name, Type)                                                            \
    WDK_READ_(Type, Read##Name##Acquire, __ATOMIC_ACQUIRE)                                         \
    WDK_READ_(Type, Read##Name##NoFence, __ATOMIC_RELAXED)                                         \
    WDK_READ_(Type, Read##Name##Raw, __ATOMIC_RELAXED)                                             \
    WDK_WRITE_(Type, Write##Name##Release, __ATOMIC_RELEASE)                                       \
    WDK_WRITE_(Type, Write##Name##NoFence, __ATOMIC_RELAXED)                                       \
    WDK_WRITE_(Type, Write##Name##Raw, __ATOMIC_RELAXED)

WDK_ORDERED_ACCESS_(, LONG)
WDK_ORDERED_ACCESS_(8, CHAR)
WDK_ORDERED_ACCESS_(16, SHORT)
WDK_ORDERED_ACCESS_(64, LONG64)
WDK_ORDERED_ACCESS_(Char, CHAR)
WDK_ORDERED_ACCESS_(UChar, UCHAR)
WDK_ORDERED_ACCESS_(Short, SHORT)
WDK_ORDERED_ACCESS_(UShort, USHORT)
WDK_ORDERED_ACCESS_(Long, LONG)
WDK_ORDERED_ACCESS_(ULong, ULONG)
WDK_ORDERED_ACCESS_(Long64, LONG64)
WDK_ORDERED_ACCESS_(ULong64, ULONG64)
WDK_ORDERED_ACCESS_(Int64, INT64)
WDK_ORDERED_ACCESS_(UInt64, UINT64)
WDK_ORDERED_ACCESS_(LongPtr, LONG_PTR)
WDK_ORDERED_ACCESS_(ULongPtr, ULONG_PTR)
WDK_ORDERED_ACCESS_(SizeT, SIZE_T)

#undef WDK_ORDERED_ACCESS_
#undef WDK_READ_
#undef WDK_WRITE_

#define ReadInt32Acquire ReadAcquire
#define ReadInt32NoFence ReadNoFence
#define ReadInt32Raw ReadRaw
#define WriteInt32Release WriteRelease
#define WriteInt32NoFence WriteNoFence
#define WriteInt32Raw WriteRaw
#define ReadUInt32Acquire ReadULongAcquire
#define ReadUInt32NoFence ReadULongNoFence
#define ReadUInt32Raw ReadULongRaw
#define WriteUInt32Release WriteULongRelease
#define WriteUInt32NoFence WriteULongNoFence
#define WriteUInt32Raw WriteULongRaw
#define ReadBooleanAcquire ReadUCharAcquire
#define ReadBooleanNoFence ReadUCharNoFence
#define ReadBooleanRaw ReadUCharRaw
#define WriteBooleanRelease WriteUCharRelease
#define WriteBooleanNoFence WriteUCharNoFence
#define WriteBooleanRaw WriteUCharRaw

#define ReadPointerAcquire(Source)                                                                 \
    __atomic_load_n((PVOID const volatile *)(Source), __ATOMIC_ACQUIRE)
#define ReadPointerNoFence(Source)                                                                 \
    __atomic_load_n((PVOID const volatile *)(Source), __ATOMIC_RELAXED)
#define ReadPointerRaw(Source)                                                                     \
    __atomic_load_n((PVOID const volatile *)(Source), __ATOMIC_RELAXED)
#define WritePointerRelease(Destination, Value)                                                    \
    __atomic_store_n((PVOID volatile *)(Destination), (Value), __ATOMIC_RELEASE)
#define WritePointerNoFence(Destination, Value)                                                    \
    __atomic_store_n((PVOID volatile *)(Destination), (Value), __ATOMIC_RELAXED)
#define WritePointerRaw(Destination, Value)                                                        \
    __atomic_store_n((PVOID volatile *)(Destination), (Value), __ATOMIC_RELAXED)

/* Single bits and bit scans, not interlocked */
WDK_INLINE UCHAR
BitTest64(_In_ LONG64 const *Base, _In_ LONG64 Offset)
{
    return (UCHAR)((Base[Offset / 64] >> (Offset % 64)) & 1);
}

WDK_INLINE UCHAR
BitTestAndSet64(_Inout_ LONG64 *Base, _In_ LONG64 Offset)
{
    UCHAR Old = BitTest64(Base, Offset);

    Base[Offset / 64] |= (LONG64)(1ULL << (Offset % 64));
    return Old;
}

WDK_INLINE UCHAR
BitTestAndReset64(_Inout_ LONG64 *Base, _In_ LONG64 Offset)
{
    UCHAR Old = BitTest64(Base, Offset);

    Base[Offset / 64] &= (LONG64) ~(1ULL << (Offset % 64));
    return Old;
}

WDK_INLINE UCHAR
BitTestAndComplement64(_Inout_ LONG64 *Base, _In_ LONG64 Offset)
{
    UCHAR Old = BitTest64(Base, Offset);

    Base[Offset / 64] ^= (LONG64)(1ULL << (Offset % 64));
    return Old;
}

WDK_INLINE UCHAR
BitScanForward64(_Out_ ULONG *Index, _In_ ULONG64 Mask)
{
    if (Mask == 0) {
        return 0;
    }
    *Index = (ULONG)__builtin_ctzll(Mask);
    return 1;
}

WDK_INLINE UCHAR
BitScanReverse64(_Out_ ULONG *Index, _In_ ULONG64 Mask)
{
    if (Mask == 0) {
        return 0;
    }
    *Index = 63 - (ULONG)__builtin_clzll(Mask);
    return 1;
}

#define BitScanForward(Index, Mask) BitScanForward64((Index), (ULONG)(Mask))
#define BitScanReverse(Index, Mask) BitScanReverse64((Index), (ULONG)(Mask))
#define _BitScanForward(Index, Mask) BitScanForward((Index), (Mask))
#define _BitScanReverse(Index, Mask) BitScanReverse((Index), (Mask))
#define _BitScanForward64 BitScanForward64
#define _BitScanReverse64 BitScanReverse64
#define _BitTest64 BitTest64
#define _BitTestAndSet64 BitTestAndSet64
#define _BitTestAndReset64 BitTestAndReset64
#define _BitTestAndComplement64 BitTestAndComplement64

#ifdef __cplusplus
}
#endif

#endif
