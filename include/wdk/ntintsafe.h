/*
 * wdk/ntintsafe.h - conversions and arithmetic that notice overflow
 *
 * Each function stores its result and returns STATUS_SUCCESS, or returns STATUS_INTEGER_OVERFLOW
 * when the true result does not fit; what it stores then is the type's error value: all bits set,
 * or '\0' for CHAR. NT_SUCCESS of the status is what a driver looks at.
 */
#ifndef _NTINTSAFE_H_INCLUDED_
#define _NTINTSAFE_H_INCLUDED_

#include "ntdef.h"
#include "ntstatus.h"

#ifdef __cplusplus
extern "C" {
#endif

#define INT8_ERROR ((INT8)-1)
#define UINT8_ERROR ((UINT8)0xff)
#define BYTE_ERROR ((UCHAR)0xff)
#define SHORT_ERROR ((SHORT)-1)
#define INT16_ERROR ((INT16)-1)
#define USHORT_ERROR ((USHORT)0xffff)
#define UINT16_ERROR ((UINT16)0xffff)
#define WORD_ERROR ((USHORT)0xffff)
#define INT_ERROR (-1)
#define INT32_ERROR (-1)
#define UINT_ERROR 0xffffffffU
#define UINT32_ERROR 0xffffffffU
#define DWORD_ERROR 0xffffffffU
#define LONG_ERROR (-1)
#define ULONG_ERROR 0xffffffffU
#define LONGLONG_ERROR (-1LL)
#define LONG64_ERROR (-1LL)
#define INT64_ERROR (-1LL)
#define ULONGLONG_ERROR 0xffffffffffffffffULL
#define DWORDLONG_ERROR 0xffffffffffffffffULL
#define ULONG64_ERROR 0xffffffffffffffffULL
#define DWORD64_ERROR 0xffffffffffffffffULL
#define UINT64_ERROR 0xffffffffffffffffULL
#define INT_PTR_ERROR (-1LL)
#define UINT_PTR_ERROR 0xffffffffffffffffULL
#define LONG_PTR_ERROR (-1LL)
#define ULONG_PTR_ERROR 0xffffffffffffffffULL
#define DWORD_PTR_ERROR 0xffffffffffffffffULL
#define SIZET_ERROR 0xffffffffffffffffULL
#define SSIZET_ERROR (-1LL)
#define PTRDIFF_T_ERROR (-1LL)
#define SIZE_T_ERROR 0xffffffffffffffffULL

/* The compiler's checked addition of zero converts between any two integer types. */
#define NTINTSAFE_CONVERT_(Name, From, To, Error)                                                  \
    static __inline__ NTSTATUS Name(_In_ From Operand, _Out_ To *Result)                           \
    {                                                                                              \
        if (__builtin_add_overflow(Operand, (From)0, Result)) {                                    \
            *Result = (To)(Error);                                                                 \
            return STATUS_INTEGER_OVERFLOW;                                                        \
        }                                                                                          \
        return STATUS_SUCCESS;                                                                     \
    }

#define NTINTSAFE_COMPUTE_(Name, Type, Operation)                                                  \
    static __inline__ NTSTATUS Name(_In_ Type Left, _In_ Type Right, _Out_ Type *Result)           \
    {                                                                                              \
        if (Operation(Left, Right, Result)) {                                                      \
            *Result = (Type)-1;                                                                    \
            return STATUS_INTEGER_OVERFLOW;                                                        \
        }                                                                                          \
        return STATUS_SUCCESS;                                                                     \
    }

/* Conversions */
NTINTSAFE_CONVERT_(RtlByteToChar, UCHAR, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlByteToInt8, UCHAR, INT8, -1)
NTINTSAFE_CONVERT_(RtlInt8ToUChar, INT8, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlInt8ToUInt, INT8, UINT, -1)
NTINTSAFE_CONVERT_(RtlInt8ToUInt8, INT8, UINT8, -1)
NTINTSAFE_CONVERT_(RtlInt8ToUIntPtr, INT8, UINT_PTR, -1)
NTINTSAFE_CONVERT_(RtlInt8ToULong, INT8, ULONG, -1)
NTINTSAFE_CONVERT_(RtlInt8ToULongLong, INT8, ULONGLONG, -1)
NTINTSAFE_CONVERT_(RtlInt8ToULongPtr, INT8, ULONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlInt8ToUShort, INT8, USHORT, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToChar, INT_PTR, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlIntPtrToInt, INT_PTR, INT, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToInt8, INT_PTR, INT8, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToLong, INT_PTR, LONG, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToLongPtr, INT_PTR, LONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToShort, INT_PTR, SHORT, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToUChar, INT_PTR, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToUInt, INT_PTR, UINT, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToUInt8, INT_PTR, UINT8, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToUIntPtr, INT_PTR, UINT_PTR, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToULong, INT_PTR, ULONG, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToULongLong, INT_PTR, ULONGLONG, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToULongPtr, INT_PTR, ULONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToUShort, INT_PTR, USHORT, -1)
NTINTSAFE_CONVERT_(RtlIntToChar, INT, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlIntToInt8, INT, INT8, -1)
NTINTSAFE_CONVERT_(RtlIntToShort, INT, SHORT, -1)
NTINTSAFE_CONVERT_(RtlIntToUChar, INT, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlIntToUInt, INT, UINT, -1)
NTINTSAFE_CONVERT_(RtlIntToUInt8, INT, UINT8, -1)
NTINTSAFE_CONVERT_(RtlIntToULong, INT, ULONG, -1)
NTINTSAFE_CONVERT_(RtlIntToULongLong, INT, ULONGLONG, -1)
NTINTSAFE_CONVERT_(RtlIntToUShort, INT, USHORT, -1)
NTINTSAFE_CONVERT_(RtlLongLongToChar, LONGLONG, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlLongLongToInt, LONGLONG, INT, -1)
NTINTSAFE_CONVERT_(RtlLongLongToInt8, LONGLONG, INT8, -1)
NTINTSAFE_CONVERT_(RtlLongLongToIntPtr, LONGLONG, INT_PTR, -1)
NTINTSAFE_CONVERT_(RtlLongLongToLong, LONGLONG, LONG, -1)
NTINTSAFE_CONVERT_(RtlLongLongToLongPtr, LONGLONG, LONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlLongLongToShort, LONGLONG, SHORT, -1)
NTINTSAFE_CONVERT_(RtlLongLongToUChar, LONGLONG, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlLongLongToUInt, LONGLONG, UINT, -1)
NTINTSAFE_CONVERT_(RtlLongLongToUInt8, LONGLONG, UINT8, -1)
NTINTSAFE_CONVERT_(RtlLongLongToULong, LONGLONG, ULONG, -1)
NTINTSAFE_CONVERT_(RtlLongLongToULongLong, LONGLONG, ULONGLONG, -1)
NTINTSAFE_CONVERT_(RtlLongLongToUShort, LONGLONG, USHORT, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToChar, LONG_PTR, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlLongPtrToInt, LONG_PTR, INT, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToInt8, LONG_PTR, INT8, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToIntPtr, LONG_PTR, INT_PTR, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToLong, LONG_PTR, LONG, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToShort, LONG_PTR, SHORT, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToUChar, LONG_PTR, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToUInt, LONG_PTR, UINT, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToUInt8, LONG_PTR, UINT8, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToUIntPtr, LONG_PTR, UINT_PTR, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToULong, LONG_PTR, ULONG, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToULongLong, LONG_PTR, ULONGLONG, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToULongPtr, LONG_PTR, ULONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToUShort, LONG_PTR, USHORT, -1)
NTINTSAFE_CONVERT_(RtlLongToChar, LONG, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlLongToInt, LONG, INT, -1)
NTINTSAFE_CONVERT_(RtlLongToInt8, LONG, INT8, -1)
NTINTSAFE_CONVERT_(RtlLongToIntPtr, LONG, INT_PTR, -1)
NTINTSAFE_CONVERT_(RtlLongToShort, LONG, SHORT, -1)
NTINTSAFE_CONVERT_(RtlLongToUChar, LONG, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlLongToUInt, LONG, UINT, -1)
NTINTSAFE_CONVERT_(RtlLongToUInt8, LONG, UINT8, -1)
NTINTSAFE_CONVERT_(RtlLongToUIntPtr, LONG, UINT_PTR, -1)
NTINTSAFE_CONVERT_(RtlLongToULong, LONG, ULONG, -1)
NTINTSAFE_CONVERT_(RtlLongToULongLong, LONG, ULONGLONG, -1)
NTINTSAFE_CONVERT_(RtlLongToULongPtr, LONG, ULONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlLongToUShort, LONG, USHORT, -1)
NTINTSAFE_CONVERT_(RtlShortToChar, SHORT, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlShortToDWordPtr, SHORT, DWORD_PTR, -1)
NTINTSAFE_CONVERT_(RtlShortToInt8, SHORT, INT8, -1)
NTINTSAFE_CONVERT_(RtlShortToUChar, SHORT, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlShortToUInt, SHORT, UINT, -1)
NTINTSAFE_CONVERT_(RtlShortToUInt8, SHORT, UINT8, -1)
NTINTSAFE_CONVERT_(RtlShortToUIntPtr, SHORT, UINT_PTR, -1)
NTINTSAFE_CONVERT_(RtlShortToULong, SHORT, ULONG, -1)
NTINTSAFE_CONVERT_(RtlShortToULongLong, SHORT, ULONGLONG, -1)
NTINTSAFE_CONVERT_(RtlShortToULongPtr, SHORT, ULONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlShortToUShort, SHORT, USHORT, -1)
NTINTSAFE_CONVERT_(RtlUInt8ToChar, UINT8, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlUInt8ToInt8, UINT8, INT8, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToChar, UINT_PTR, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlUIntPtrToInt, UINT_PTR, INT, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToInt16, UINT_PTR, INT16, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToInt8, UINT_PTR, INT8, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToIntPtr, UINT_PTR, INT_PTR, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToLong, UINT_PTR, LONG, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToLongLong, UINT_PTR, LONGLONG, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToLongPtr, UINT_PTR, LONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToShort, UINT_PTR, SHORT, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToUChar, UINT_PTR, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToUInt, UINT_PTR, UINT, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToUInt16, UINT_PTR, UINT16, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToUInt8, UINT_PTR, UINT8, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToULong, UINT_PTR, ULONG, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToUShort, UINT_PTR, USHORT, -1)
NTINTSAFE_CONVERT_(RtlUIntToChar, UINT, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlUIntToInt, UINT, INT, -1)
NTINTSAFE_CONVERT_(RtlUIntToInt8, UINT, INT8, -1)
NTINTSAFE_CONVERT_(RtlUIntToIntPtr, UINT, INT_PTR, -1)
NTINTSAFE_CONVERT_(RtlUIntToLong, UINT, LONG, -1)
NTINTSAFE_CONVERT_(RtlUIntToLongPtr, UINT, LONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlUIntToShort, UINT, SHORT, -1)
NTINTSAFE_CONVERT_(RtlUIntToUChar, UINT, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlUIntToUInt8, UINT, UINT8, -1)
NTINTSAFE_CONVERT_(RtlUIntToUShort, UINT, USHORT, -1)
NTINTSAFE_CONVERT_(RtlULongLongToChar, ULONGLONG, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlULongLongToInt, ULONGLONG, INT, -1)
NTINTSAFE_CONVERT_(RtlULongLongToInt8, ULONGLONG, INT8, -1)
NTINTSAFE_CONVERT_(RtlULongLongToLong, ULONGLONG, LONG, -1)
NTINTSAFE_CONVERT_(RtlULongLongToLongLong, ULONGLONG, LONGLONG, -1)
NTINTSAFE_CONVERT_(RtlULongLongToLongPtr, ULONGLONG, LONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongLongToShort, ULONGLONG, SHORT, -1)
NTINTSAFE_CONVERT_(RtlULongLongToUChar, ULONGLONG, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlULongLongToUInt, ULONGLONG, UINT, -1)
NTINTSAFE_CONVERT_(RtlULongLongToUInt8, ULONGLONG, UINT8, -1)
NTINTSAFE_CONVERT_(RtlULongLongToUIntPtr, ULONGLONG, UINT_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongLongToULong, ULONGLONG, ULONG, -1)
NTINTSAFE_CONVERT_(RtlULongLongToULongPtr, ULONGLONG, ULONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongLongToUShort, ULONGLONG, USHORT, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToChar, ULONG_PTR, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlULongPtrToInt, ULONG_PTR, INT, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToInt8, ULONG_PTR, INT8, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToIntPtr, ULONG_PTR, INT_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToLong, ULONG_PTR, LONG, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToLongLong, ULONG_PTR, LONGLONG, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToLongPtr, ULONG_PTR, LONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToShort, ULONG_PTR, SHORT, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToUChar, ULONG_PTR, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToUInt, ULONG_PTR, UINT, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToUInt8, ULONG_PTR, UINT8, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToUIntPtr, ULONG_PTR, UINT_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToULong, ULONG_PTR, ULONG, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToUShort, ULONG_PTR, USHORT, -1)
NTINTSAFE_CONVERT_(RtlULongToChar, ULONG, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlULongToInt, ULONG, INT, -1)
NTINTSAFE_CONVERT_(RtlULongToInt8, ULONG, INT8, -1)
NTINTSAFE_CONVERT_(RtlULongToIntPtr, ULONG, INT_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongToLong, ULONG, LONG, -1)
NTINTSAFE_CONVERT_(RtlULongToLongPtr, ULONG, LONG_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongToShort, ULONG, SHORT, -1)
NTINTSAFE_CONVERT_(RtlULongToUChar, ULONG, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlULongToUInt, ULONG, UINT, -1)
NTINTSAFE_CONVERT_(RtlULongToUInt8, ULONG, UINT8, -1)
NTINTSAFE_CONVERT_(RtlULongToUIntPtr, ULONG, UINT_PTR, -1)
NTINTSAFE_CONVERT_(RtlULongToUShort, ULONG, USHORT, -1)
NTINTSAFE_CONVERT_(RtlUShortToChar, USHORT, CHAR, '\0')
NTINTSAFE_CONVERT_(RtlUShortToInt8, USHORT, INT8, -1)
NTINTSAFE_CONVERT_(RtlUShortToShort, USHORT, SHORT, -1)
NTINTSAFE_CONVERT_(RtlUShortToUChar, USHORT, UCHAR, -1)
NTINTSAFE_CONVERT_(RtlUShortToUInt8, USHORT, UINT8, -1)

/* Conversions to the sizes, which are types of their own here */
NTINTSAFE_CONVERT_(RtlInt8ToSizeT, INT8, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlShortToSizeT, SHORT, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlIntToSizeT, INT, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlLongToSizeT, LONG, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlIntPtrToSizeT, INT_PTR, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlLongPtrToSizeT, LONG_PTR, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlLongLongToSizeT, LONGLONG, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlInt64ToSizeT, INT64, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlUIntToSizeT, UINT, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlULongToSizeT, ULONG, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlDWordToSizeT, ULONG, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToSizeT, UINT_PTR, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToSizeT, ULONG_PTR, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlULongLongToSizeT, ULONGLONG, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlUInt64ToSizeT, UINT64, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlSSIZETToSizeT, SSIZE_T, SIZE_T, -1)
NTINTSAFE_CONVERT_(RtlLongLongToSSIZET, LONGLONG, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlInt64ToSSIZET, INT64, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlUIntToSSIZET, UINT, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlULongToSSIZET, ULONG, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlDWordToSSIZET, ULONG, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToSSIZET, UINT_PTR, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToSSIZET, ULONG_PTR, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlULongLongToSSIZET, ULONGLONG, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlUInt64ToSSIZET, UINT64, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlSizeTToSSIZET, SIZE_T, SSIZE_T, -1)
NTINTSAFE_CONVERT_(RtlLongLongToPtrdiffT, LONGLONG, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlInt64ToPtrdiffT, INT64, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlUIntToPtrdiffT, UINT, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlULongToPtrdiffT, ULONG, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlDWordToPtrdiffT, ULONG, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlUIntPtrToPtrdiffT, UINT_PTR, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlULongPtrToPtrdiffT, ULONG_PTR, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlULongLongToPtrdiffT, ULONGLONG, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlUInt64ToPtrdiffT, UINT64, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlSizeTToPtrdiffT, SIZE_T, ptrdiff_t, -1)
NTINTSAFE_CONVERT_(RtlSSIZETToPtrdiffT, SSIZE_T, ptrdiff_t, -1)

/* Arithmetic */
NTINTSAFE_COMPUTE_(RtlDWordPtrAdd, DWORD_PTR, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlDWordPtrMult, DWORD_PTR, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlDWordPtrSub, DWORD_PTR, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlInt8Add, INT8, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlInt8Mult, INT8, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlInt8Sub, INT8, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlIntAdd, INT, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlIntMult, INT, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlIntPtrAdd, INT_PTR, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlIntPtrMult, INT_PTR, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlIntPtrSub, INT_PTR, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlIntSub, INT, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlLongAdd, LONG, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlLongLongAdd, LONGLONG, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlLongLongMult, LONGLONG, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlLongLongSub, LONGLONG, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlLongMult, LONG, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlLongPtrAdd, LONG_PTR, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlLongPtrMult, LONG_PTR, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlLongPtrSub, LONG_PTR, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlLongSub, LONG, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlPtrdiffTAdd, ptrdiff_t, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlPtrdiffTMult, ptrdiff_t, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlPtrdiffTSub, ptrdiff_t, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlSSIZETAdd, SSIZE_T, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlSSIZETMult, SSIZE_T, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlSSIZETSub, SSIZE_T, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlShortAdd, SHORT, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlShortMult, SHORT, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlShortSub, SHORT, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlSizeTAdd, SIZE_T, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlSizeTMult, SIZE_T, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlSizeTSub, SIZE_T, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlUInt8Add, UINT8, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlUInt8Mult, UINT8, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlUInt8Sub, UINT8, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlUIntAdd, UINT, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlUIntMult, UINT, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlUIntPtrAdd, UINT_PTR, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlUIntPtrMult, UINT_PTR, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlUIntPtrSub, UINT_PTR, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlUIntSub, UINT, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlULongAdd, ULONG, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlULongLongAdd, ULONGLONG, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlULongLongMult, ULONGLONG, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlULongLongSub, ULONGLONG, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlULongMult, ULONG, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlULongPtrAdd, ULONG_PTR, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlULongPtrMult, ULONG_PTR, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlULongPtrSub, ULONG_PTR, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlULongSub, ULONG, __builtin_sub_overflow)
NTINTSAFE_COMPUTE_(RtlUShortAdd, USHORT, __builtin_add_overflow)
NTINTSAFE_COMPUTE_(RtlUShortMult, USHORT, __builtin_mul_overflow)
NTINTSAFE_COMPUTE_(RtlUShortSub, USHORT, __builtin_sub_overflow)

#undef NTINTSAFE_CONVERT_
#undef NTINTSAFE_COMPUTE_

/* The same under the names of types of the same size */
#define RtlSIZETAdd RtlSizeTAdd
#define RtlSIZETSub RtlSizeTSub
#define RtlSIZETMult RtlSizeTMult
#define RtlInt8ToByte RtlInt8ToUChar
#define RtlInt8ToUInt16 RtlInt8ToUShort
#define RtlInt8ToDWordPtr RtlInt8ToULongPtr
#define RtlInt8ToUInt32 RtlInt8ToUInt
#define RtlInt8ToUInt64 RtlInt8ToULongLong
#define RtlInt8ToDWord RtlInt8ToULong
#define RtlInt8ToWord RtlInt8ToUShort
#define RtlShortToByte RtlShortToUChar
#define RtlShortToUInt16 RtlShortToUShort
#define RtlShortToUInt32 RtlShortToUInt
#define RtlShortToUInt64 RtlShortToULongLong
#define RtlShortToDWord RtlShortToULong
#define RtlShortToWord RtlShortToUShort
#define RtlUShortToByte RtlUShortToUChar
#define RtlUShortToInt16 RtlUShortToShort
#define RtlInt16ToByte RtlShortToUChar
#define RtlInt16ToChar RtlShortToChar
#define RtlInt16ToInt8 RtlShortToInt8
#define RtlInt16ToUChar RtlShortToUChar
#define RtlInt16ToUInt8 RtlShortToUInt8
#define RtlInt16ToUShort RtlShortToUShort
#define RtlInt16ToUInt16 RtlShortToUShort
#define RtlInt16ToUInt RtlShortToUInt
#define RtlInt16ToULong RtlShortToULong
#define RtlInt16ToUIntPtr RtlShortToUIntPtr
#define RtlInt16ToULongPtr RtlShortToULongPtr
#define RtlInt16ToDWordPtr RtlShortToULongPtr
#define RtlInt16ToULongLong RtlShortToULongLong
#define RtlInt16ToUInt32 RtlShortToUInt
#define RtlInt16ToUInt64 RtlShortToULongLong
#define RtlInt16ToDWord RtlShortToULong
#define RtlInt16ToWord RtlShortToUShort
#define RtlUInt16ToByte RtlUShortToUChar
#define RtlUInt16ToChar RtlUShortToChar
#define RtlUInt16ToInt8 RtlUShortToInt8
#define RtlUInt16ToUChar RtlUShortToUChar
#define RtlUInt16ToUInt8 RtlUShortToUInt8
#define RtlUInt16ToShort RtlUShortToShort
#define RtlUInt16ToInt16 RtlUShortToShort
#define RtlIntToByte RtlIntToUChar
#define RtlIntToInt16 RtlIntToShort
#define RtlIntToUInt16 RtlIntToUShort
#define RtlIntToDWordPtr RtlIntToULongLong
#define RtlIntToInt32 RtlLongToInt
#define RtlIntToUInt32 RtlIntToUInt
#define RtlIntToInt64 RtlLongToIntPtr
#define RtlIntToUInt64 RtlIntToULongLong
#define RtlIntToDWord RtlIntToULong
#define RtlIntToWord RtlIntToUShort
#define RtlUIntToByte RtlUIntToUChar
#define RtlUIntToInt16 RtlUIntToShort
#define RtlUIntToUInt16 RtlUIntToUShort
#define RtlUIntToDWordPtr RtlULongToUIntPtr
#define RtlUIntToInt32 RtlUIntToInt
#define RtlUIntToUInt32 RtlULongToUInt
#define RtlUIntToInt64 RtlUIntToLongPtr
#define RtlUIntToUInt64 RtlULongToUIntPtr
#define RtlUIntToDWord RtlULongToUInt
#define RtlUIntToWord RtlUIntToUShort
#define RtlLongToByte RtlLongToUChar
#define RtlLongToInt16 RtlLongToShort
#define RtlLongToUInt16 RtlLongToUShort
#define RtlLongToDWordPtr RtlLongToULongPtr
#define RtlLongToInt32 RtlLongToInt
#define RtlLongToUInt32 RtlLongToUInt
#define RtlLongToInt64 RtlLongToIntPtr
#define RtlLongToUInt64 RtlLongToULongLong
#define RtlLongToDWord RtlLongToULong
#define RtlLongToWord RtlLongToUShort
#define RtlULongToByte RtlULongToUChar
#define RtlULongToInt16 RtlULongToShort
#define RtlULongToUInt16 RtlULongToUShort
#define RtlULongToDWordPtr RtlULongToUIntPtr
#define RtlULongToInt32 RtlULongToInt
#define RtlULongToUInt32 RtlULongToUInt
#define RtlULongToInt64 RtlULongToLongPtr
#define RtlULongToUInt64 RtlULongToUIntPtr
#define RtlULongToDWord RtlULongToUInt
#define RtlULongToWord RtlULongToUShort
#define RtlIntPtrToByte RtlIntPtrToUChar
#define RtlIntPtrToInt16 RtlIntPtrToShort
#define RtlIntPtrToUInt16 RtlIntPtrToUShort
#define RtlIntPtrToDWordPtr RtlIntPtrToULongPtr
#define RtlIntPtrToInt32 RtlIntPtrToInt
#define RtlIntPtrToUInt32 RtlIntPtrToUInt
#define RtlIntPtrToInt64 RtlIntPtrToLongPtr
#define RtlIntPtrToUInt64 RtlIntPtrToULongLong
#define RtlIntPtrToDWord RtlIntPtrToULong
#define RtlIntPtrToWord RtlIntPtrToUShort
#define RtlUIntPtrToByte RtlUIntPtrToUChar
#define RtlUIntPtrToDWordPtr RtlULongPtrToUIntPtr
#define RtlUIntPtrToInt32 RtlUIntPtrToInt
#define RtlUIntPtrToUInt32 RtlUIntPtrToUInt
#define RtlUIntPtrToInt64 RtlUIntPtrToLongLong
#define RtlUIntPtrToUInt64 RtlULongPtrToUIntPtr
#define RtlUIntPtrToDWord RtlUIntPtrToULong
#define RtlUIntPtrToWord RtlUIntPtrToUShort
#define RtlLongPtrToByte RtlLongPtrToUChar
#define RtlLongPtrToInt16 RtlLongPtrToShort
#define RtlLongPtrToUInt16 RtlLongPtrToUShort
#define RtlLongPtrToDWordPtr RtlLongPtrToULongPtr
#define RtlLongPtrToInt32 RtlLongPtrToInt
#define RtlLongPtrToUInt32 RtlLongPtrToUInt
#define RtlLongPtrToInt64 RtlLongPtrToIntPtr
#define RtlLongPtrToUInt64 RtlLongPtrToULongLong
#define RtlLongPtrToDWord RtlLongPtrToULong
#define RtlLongPtrToWord RtlLongPtrToUShort
#define RtlULongPtrToByte RtlULongPtrToUChar
#define RtlULongPtrToInt16 RtlULongPtrToShort
#define RtlULongPtrToUInt16 RtlULongPtrToUShort
#define RtlULongPtrToDWordPtr RtlULongPtrToUIntPtr
#define RtlULongPtrToInt32 RtlULongPtrToInt
#define RtlULongPtrToUInt32 RtlULongPtrToUInt
#define RtlULongPtrToInt64 RtlULongPtrToLongLong
#define RtlULongPtrToUInt64 RtlULongPtrToUIntPtr
#define RtlULongPtrToDWord RtlULongPtrToULong
#define RtlULongPtrToWord RtlULongPtrToUShort
#define RtlDWordPtrToByte RtlULongPtrToUChar
#define RtlDWordPtrToChar RtlULongPtrToChar
#define RtlDWordPtrToInt8 RtlULongPtrToInt8
#define RtlDWordPtrToUChar RtlULongPtrToUChar
#define RtlDWordPtrToUInt8 RtlULongPtrToUInt8
#define RtlDWordPtrToShort RtlULongPtrToShort
#define RtlDWordPtrToUShort RtlULongPtrToUShort
#define RtlDWordPtrToInt16 RtlULongPtrToShort
#define RtlDWordPtrToUInt16 RtlULongPtrToUShort
#define RtlDWordPtrToInt RtlULongPtrToInt
#define RtlDWordPtrToUInt RtlULongPtrToUInt
#define RtlDWordPtrToLong RtlULongPtrToLong
#define RtlDWordPtrToULong RtlULongPtrToULong
#define RtlDWordPtrToIntPtr RtlULongPtrToIntPtr
#define RtlDWordPtrToUIntPtr RtlULongPtrToUIntPtr
#define RtlDWordPtrToLongPtr RtlULongPtrToLongPtr
#define RtlDWordPtrToULongPtr RtlULongPtrToUIntPtr
#define RtlDWordPtrToLongLong RtlULongPtrToLongLong
#define RtlDWordPtrToULongLong RtlULongPtrToUIntPtr
#define RtlDWordPtrToInt32 RtlULongPtrToInt
#define RtlDWordPtrToUInt32 RtlULongPtrToUInt
#define RtlDWordPtrToInt64 RtlULongPtrToLongLong
#define RtlDWordPtrToUInt64 RtlULongPtrToUIntPtr
#define RtlDWordPtrToDWord RtlULongPtrToULong
#define RtlDWordPtrToWord RtlULongPtrToUShort
#define RtlLongLongToByte RtlLongLongToUChar
#define RtlLongLongToInt16 RtlLongLongToShort
#define RtlLongLongToUInt16 RtlLongLongToUShort
#define RtlLongLongToDWordPtr RtlLongLongToULongLong
#define RtlLongLongToInt32 RtlLongLongToInt
#define RtlLongLongToUInt32 RtlLongLongToUInt
#define RtlLongLongToInt64 RtlLongLongToLongPtr
#define RtlLongLongToUInt64 RtlLongLongToULongLong
#define RtlLongLongToDWord RtlLongLongToULong
#define RtlLongLongToWord RtlLongLongToUShort
#define RtlULongLongToByte RtlULongLongToUChar
#define RtlULongLongToInt16 RtlULongLongToShort
#define RtlULongLongToUInt16 RtlULongLongToUShort
#define RtlULongLongToDWordPtr RtlULongLongToULongPtr
#define RtlULongLongToInt32 RtlULongLongToInt
#define RtlULongLongToUInt32 RtlULongLongToUInt
#define RtlULongLongToInt64 RtlULongLongToLongLong
#define RtlULongLongToUInt64 RtlULongLongToULongPtr
#define RtlULongLongToDWord RtlULongLongToULong
#define RtlULongLongToWord RtlULongLongToUShort
#define RtlSizeTToByte RtlULongPtrToUChar
#define RtlSizeTToChar RtlULongPtrToChar
#define RtlSizeTToInt8 RtlULongPtrToInt8
#define RtlSizeTToUChar RtlULongPtrToUChar
#define RtlSizeTToUInt8 RtlULongPtrToUInt8
#define RtlSizeTToShort RtlULongPtrToShort
#define RtlSizeTToUShort RtlULongPtrToUShort
#define RtlSizeTToInt16 RtlULongPtrToShort
#define RtlSizeTToUInt16 RtlULongPtrToUShort
#define RtlSizeTToInt RtlULongPtrToInt
#define RtlSizeTToUInt RtlULongPtrToUInt
#define RtlSizeTToLong RtlULongPtrToLong
#define RtlSizeTToULong RtlULongPtrToULong
#define RtlSizeTToIntPtr RtlULongPtrToIntPtr
#define RtlSizeTToUIntPtr RtlULongPtrToUIntPtr
#define RtlSizeTToLongPtr RtlULongPtrToLongPtr
#define RtlSizeTToULongPtr RtlULongPtrToUIntPtr
#define RtlSizeTToDWordPtr RtlULongPtrToUIntPtr
#define RtlSizeTToLongLong RtlULongPtrToLongLong
#define RtlSizeTToULongLong RtlULongPtrToUIntPtr
#define RtlSizeTToInt32 RtlULongPtrToInt
#define RtlSizeTToUInt32 RtlULongPtrToUInt
#define RtlSizeTToInt64 RtlULongPtrToLongLong
#define RtlSizeTToUInt64 RtlULongPtrToUIntPtr
#define RtlSizeTToDWord RtlULongPtrToULong
#define RtlSizeTToWord RtlULongPtrToUShort
#define RtlSSIZETToByte RtlLongPtrToUChar
#define RtlSSIZETToChar RtlLongPtrToChar
#define RtlSSIZETToInt8 RtlLongPtrToInt8
#define RtlSSIZETToUChar RtlLongPtrToUChar
#define RtlSSIZETToUInt8 RtlLongPtrToUInt8
#define RtlSSIZETToShort RtlLongPtrToShort
#define RtlSSIZETToUShort RtlLongPtrToUShort
#define RtlSSIZETToInt16 RtlLongPtrToShort
#define RtlSSIZETToUInt16 RtlLongPtrToUShort
#define RtlSSIZETToInt RtlLongPtrToInt
#define RtlSSIZETToUInt RtlLongPtrToUInt
#define RtlSSIZETToLong RtlLongPtrToLong
#define RtlSSIZETToULong RtlLongPtrToULong
#define RtlSSIZETToIntPtr RtlLongPtrToIntPtr
#define RtlSSIZETToUIntPtr RtlLongPtrToUIntPtr
#define RtlSSIZETToLongPtr RtlLongPtrToIntPtr
#define RtlSSIZETToULongPtr RtlLongPtrToULongPtr
#define RtlSSIZETToDWordPtr RtlLongPtrToULongPtr
#define RtlSSIZETToLongLong RtlLongPtrToIntPtr
#define RtlSSIZETToULongLong RtlLongPtrToULongLong
#define RtlSSIZETToInt32 RtlLongPtrToInt
#define RtlSSIZETToUInt32 RtlLongPtrToUInt
#define RtlSSIZETToInt64 RtlLongPtrToIntPtr
#define RtlSSIZETToUInt64 RtlLongPtrToULongLong
#define RtlSSIZETToDWord RtlLongPtrToULong
#define RtlSSIZETToWord RtlLongPtrToUShort
#define RtlPtrdiffTToByte RtlLongPtrToUChar
#define RtlPtrdiffTToChar RtlLongPtrToChar
#define RtlPtrdiffTToInt8 RtlLongPtrToInt8
#define RtlPtrdiffTToUChar RtlLongPtrToUChar
#define RtlPtrdiffTToUInt8 RtlLongPtrToUInt8
#define RtlPtrdiffTToShort RtlLongPtrToShort
#define RtlPtrdiffTToUShort RtlLongPtrToUShort
#define RtlPtrdiffTToInt16 RtlLongPtrToShort
#define RtlPtrdiffTToUInt16 RtlLongPtrToUShort
#define RtlPtrdiffTToInt RtlLongPtrToInt
#define RtlPtrdiffTToUInt RtlLongPtrToUInt
#define RtlPtrdiffTToLong RtlLongPtrToLong
#define RtlPtrdiffTToULong RtlLongPtrToULong
#define RtlPtrdiffTToIntPtr RtlLongPtrToIntPtr
#define RtlPtrdiffTToUIntPtr RtlLongPtrToUIntPtr
#define RtlPtrdiffTToLongPtr RtlLongPtrToIntPtr
#define RtlPtrdiffTToULongPtr RtlLongPtrToULongPtr
#define RtlPtrdiffTToDWordPtr RtlLongPtrToULongPtr
#define RtlPtrdiffTToLongLong RtlLongPtrToIntPtr
#define RtlPtrdiffTToULongLong RtlLongPtrToULongLong
#define RtlPtrdiffTToInt32 RtlLongPtrToInt
#define RtlPtrdiffTToUInt32 RtlLongPtrToUInt
#define RtlPtrdiffTToInt64 RtlLongPtrToIntPtr
#define RtlPtrdiffTToUInt64 RtlLongPtrToULongLong
#define RtlPtrdiffTToDWord RtlLongPtrToULong
#define RtlPtrdiffTToWord RtlLongPtrToUShort
#define RtlInt32ToByte RtlIntToUChar
#define RtlInt32ToChar RtlIntToChar
#define RtlInt32ToInt8 RtlIntToInt8
#define RtlInt32ToUChar RtlIntToUChar
#define RtlInt32ToUInt8 RtlIntToUInt8
#define RtlInt32ToShort RtlIntToShort
#define RtlInt32ToUShort RtlIntToUShort
#define RtlInt32ToInt16 RtlIntToShort
#define RtlInt32ToUInt16 RtlIntToUShort
#define RtlInt32ToInt RtlLongToInt
#define RtlInt32ToUInt RtlIntToUInt
#define RtlInt32ToLong RtlLongToInt
#define RtlInt32ToULong RtlIntToULong
#define RtlInt32ToIntPtr RtlLongToIntPtr
#define RtlInt32ToUIntPtr RtlLongToUIntPtr
#define RtlInt32ToLongPtr RtlLongToIntPtr
#define RtlInt32ToULongPtr RtlIntToULongLong
#define RtlInt32ToDWordPtr RtlIntToULongLong
#define RtlInt32ToLongLong RtlLongToIntPtr
#define RtlInt32ToULongLong RtlIntToULongLong
#define RtlInt32ToUInt32 RtlIntToUInt
#define RtlInt32ToInt64 RtlLongToIntPtr
#define RtlInt32ToUInt64 RtlIntToULongLong
#define RtlInt32ToDWord RtlIntToULong
#define RtlInt32ToWord RtlIntToUShort
#define RtlUInt32ToByte RtlUIntToUChar
#define RtlUInt32ToChar RtlUIntToChar
#define RtlUInt32ToInt8 RtlUIntToInt8
#define RtlUInt32ToUChar RtlUIntToUChar
#define RtlUInt32ToUInt8 RtlUIntToUInt8
#define RtlUInt32ToShort RtlUIntToShort
#define RtlUInt32ToUShort RtlUIntToUShort
#define RtlUInt32ToInt16 RtlUIntToShort
#define RtlUInt32ToUInt16 RtlUIntToUShort
#define RtlUInt32ToInt RtlUIntToInt
#define RtlUInt32ToUInt RtlULongToUInt
#define RtlUInt32ToLong RtlUIntToLong
#define RtlUInt32ToULong RtlULongToUInt
#define RtlUInt32ToIntPtr RtlUIntToIntPtr
#define RtlUInt32ToUIntPtr RtlULongToUIntPtr
#define RtlUInt32ToLongPtr RtlUIntToLongPtr
#define RtlUInt32ToULongPtr RtlULongToUIntPtr
#define RtlUInt32ToDWordPtr RtlULongToUIntPtr
#define RtlUInt32ToLongLong RtlUIntToLongPtr
#define RtlUInt32ToULongLong RtlULongToUIntPtr
#define RtlUInt32ToInt32 RtlUIntToInt
#define RtlUInt32ToInt64 RtlUIntToLongPtr
#define RtlUInt32ToUInt64 RtlULongToUIntPtr
#define RtlUInt32ToDWord RtlULongToUInt
#define RtlUInt32ToWord RtlUIntToUShort
#define RtlInt64ToByte RtlLongLongToUChar
#define RtlInt64ToChar RtlLongLongToChar
#define RtlInt64ToInt8 RtlLongLongToInt8
#define RtlInt64ToUChar RtlLongLongToUChar
#define RtlInt64ToUInt8 RtlLongLongToUInt8
#define RtlInt64ToShort RtlLongLongToShort
#define RtlInt64ToUShort RtlLongLongToUShort
#define RtlInt64ToInt16 RtlLongLongToShort
#define RtlInt64ToUInt16 RtlLongLongToUShort
#define RtlInt64ToInt RtlLongLongToInt
#define RtlInt64ToUInt RtlLongLongToUInt
#define RtlInt64ToLong RtlLongLongToLong
#define RtlInt64ToULong RtlLongLongToULong
#define RtlInt64ToIntPtr RtlLongLongToIntPtr
#define RtlInt64ToUIntPtr RtlLongPtrToUIntPtr
#define RtlInt64ToLongPtr RtlLongLongToLongPtr
#define RtlInt64ToULongPtr RtlLongLongToULongLong
#define RtlInt64ToDWordPtr RtlLongLongToULongLong
#define RtlInt64ToLongLong RtlLongLongToLongPtr
#define RtlInt64ToULongLong RtlLongLongToULongLong
#define RtlInt64ToInt32 RtlLongLongToInt
#define RtlInt64ToUInt32 RtlLongLongToUInt
#define RtlInt64ToUInt64 RtlLongLongToULongLong
#define RtlInt64ToDWord RtlLongLongToULong
#define RtlInt64ToWord RtlLongLongToUShort
#define RtlUInt64ToByte RtlULongLongToUChar
#define RtlUInt64ToChar RtlULongLongToChar
#define RtlUInt64ToInt8 RtlULongLongToInt8
#define RtlUInt64ToUChar RtlULongLongToUChar
#define RtlUInt64ToUInt8 RtlULongLongToUInt8
#define RtlUInt64ToShort RtlULongLongToShort
#define RtlUInt64ToUShort RtlULongLongToUShort
#define RtlUInt64ToInt16 RtlULongLongToShort
#define RtlUInt64ToUInt16 RtlULongLongToUShort
#define RtlUInt64ToInt RtlULongLongToInt
#define RtlUInt64ToUInt RtlULongLongToUInt
#define RtlUInt64ToLong RtlULongLongToLong
#define RtlUInt64ToULong RtlULongLongToULong
#define RtlUInt64ToIntPtr RtlULongLongToLongPtr
#define RtlUInt64ToUIntPtr RtlULongLongToUIntPtr
#define RtlUInt64ToLongPtr RtlULongLongToLongPtr
#define RtlUInt64ToULongPtr RtlULongLongToULongPtr
#define RtlUInt64ToDWordPtr RtlULongLongToULongPtr
#define RtlUInt64ToLongLong RtlULongLongToLongLong
#define RtlUInt64ToULongLong RtlULongLongToULongPtr
#define RtlUInt64ToInt32 RtlULongLongToInt
#define RtlUInt64ToUInt32 RtlULongLongToUInt
#define RtlUInt64ToInt64 RtlULongLongToLongLong
#define RtlUInt64ToDWord RtlULongLongToULong
#define RtlUInt64ToWord RtlULongLongToUShort
#define RtlDWordToByte RtlULongToUChar
#define RtlDWordToChar RtlULongToChar
#define RtlDWordToInt8 RtlULongToInt8
#define RtlDWordToUChar RtlULongToUChar
#define RtlDWordToUInt8 RtlULongToUInt8
#define RtlDWordToShort RtlULongToShort
#define RtlDWordToUShort RtlULongToUShort
#define RtlDWordToInt16 RtlULongToShort
#define RtlDWordToUInt16 RtlULongToUShort
#define RtlDWordToInt RtlULongToInt
#define RtlDWordToUInt RtlULongToUInt
#define RtlDWordToLong RtlULongToLong
#define RtlDWordToULong RtlULongToUInt
#define RtlDWordToIntPtr RtlULongToIntPtr
#define RtlDWordToUIntPtr RtlULongToUIntPtr
#define RtlDWordToLongPtr RtlULongToLongPtr
#define RtlDWordToULongPtr RtlULongToUIntPtr
#define RtlDWordToDWordPtr RtlULongToUIntPtr
#define RtlDWordToLongLong RtlULongToLongPtr
#define RtlDWordToULongLong RtlULongToUIntPtr
#define RtlDWordToInt32 RtlULongToInt
#define RtlDWordToUInt32 RtlULongToUInt
#define RtlDWordToInt64 RtlULongToLongPtr
#define RtlDWordToUInt64 RtlULongToUIntPtr
#define RtlDWordToWord RtlULongToUShort
#define RtlWordToByte RtlUShortToUChar
#define RtlWordToChar RtlUShortToChar
#define RtlWordToInt8 RtlUShortToInt8
#define RtlWordToUChar RtlUShortToUChar
#define RtlWordToUInt8 RtlUShortToUInt8
#define RtlWordToShort RtlUShortToShort
#define RtlWordToInt16 RtlUShortToShort
#define RtlInt16Add RtlShortAdd
#define RtlInt16Sub RtlShortSub
#define RtlInt16Mult RtlShortMult
#define RtlUInt16Add RtlUShortAdd
#define RtlUInt16Sub RtlUShortSub
#define RtlUInt16Mult RtlUShortMult
#define RtlWordAdd RtlUShortAdd
#define RtlWordSub RtlUShortSub
#define RtlWordMult RtlUShortMult
#define RtlDWordAdd RtlULongAdd
#define RtlDWordSub RtlULongSub
#define RtlDWordMult RtlULongMult
#define RtlInt32Add RtlIntAdd
#define RtlInt32Sub RtlIntSub
#define RtlInt32Mult RtlIntMult
#define RtlUInt32Add RtlUIntAdd
#define RtlUInt32Sub RtlUIntSub
#define RtlUInt32Mult RtlUIntMult
#define RtlInt64Add RtlLongLongAdd
#define RtlInt64Sub RtlLongLongSub
#define RtlInt64Mult RtlLongLongMult
#define RtlUInt64Add RtlULongLongAdd
#define RtlUInt64Sub RtlULongLongSub
#define RtlUInt64Mult RtlULongLongMult
#define RtlDWordLongAdd RtlULongLongAdd
#define RtlDWordLongSub RtlULongLongSub
#define RtlDWordLongMult RtlULongLongMult

#ifdef __cplusplus
}
#endif

#endif
