/*
 * src/rtl/correlation.c - correlation vectors: a name for what is traced, and numbers behind it
 *
 *   base --Initialize--> base.0 --Increment--> base.1 --Extend--> base.1.0
 *
 * The base is a GUID in base64: 22 characters (version 2), or the first 16 of them (version 1).
 */
#include "rtlp.h"

#define RTLP_BASE_1    16
#define RTLP_BASE_2    22
#define RTLP_LONGEST_1 63

static const CHAR RtlpBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static ULONG
RtlpBaseLength(PCORRELATION_VECTOR Vector)
{
    return Vector->Version == RTL_CORRELATION_VECTOR_VERSION_1 ? RTLP_BASE_1 : RTLP_BASE_2;
}

static ULONG
RtlpLongestVector(PCORRELATION_VECTOR Vector)
{
    return Vector->Version == RTL_CORRELATION_VECTOR_VERSION_1
               ? RTLP_LONGEST_1
               : RTL_CORRELATION_VECTOR_STRING_LENGTH - 1;
}

static LONG
RtlpBase64Value(CHAR Character)
{
    for (LONG i = 0; i < 64; i++) {
        if (RtlpBase64[i] == Character) {
            return i;
        }
    }
    return -1;
}

static ULONG
RtlpVectorLength(PCORRELATION_VECTOR Vector)
{
    ULONG Length = 0;

    while (Length < RTL_CORRELATION_VECTOR_STRING_LENGTH && Vector->Vector[Length] != 0) {
        Length++;
    }
    return Length;
}

static BOOLEAN
RtlpIsBase(PCORRELATION_VECTOR Vector)
{
    ULONG Count = RtlpBaseLength(Vector);

    for (ULONG i = 0; i < Count; i++) {
        if (RtlpBase64Value(Vector->Vector[i]) < 0) {
            return FALSE;
        }
    }
    return Count == RTLP_BASE_1 || (RtlpBase64Value(Vector->Vector[Count - 1]) & 15) == 0;
}

/* (\.\d+)+ to the end */
static BOOLEAN
RtlpAreNumbers(PCSTR Text)
{
    if (*Text != '.') {
        return FALSE;
    }
    while (*Text == '.') {
        Text++;
        if (*Text < '0' || *Text > '9') {
            return FALSE;
        }
        while (*Text >= '0' && *Text <= '9') {
            Text++;
        }
    }
    return *Text == 0;
}

ULONG
RtlValidateCorrelationVector(PCORRELATION_VECTOR Vector)
{
    if (Vector == NULL || (Vector->Version != RTL_CORRELATION_VECTOR_VERSION_1 &&
                           Vector->Version != RTL_CORRELATION_VECTOR_VERSION_2)) {
        return (ULONG)STATUS_INVALID_PARAMETER;
    }
    if (RtlpVectorLength(Vector) > RtlpLongestVector(Vector) || !RtlpIsBase(Vector) ||
        !RtlpAreNumbers(Vector->Vector + RtlpBaseLength(Vector))) {
        return (ULONG)STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

ULONG
RtlInitializeCorrelationVector(PCORRELATION_VECTOR CorrelationVector, int Version, const GUID *Guid)
{
    const UCHAR *Bytes = (const UCHAR *)Guid;
    ULONG Base;

    if (Guid == NULL || (Version != RTL_CORRELATION_VECTOR_VERSION_1 &&
                         Version != RTL_CORRELATION_VECTOR_VERSION_2)) {
        return (ULONG)STATUS_INVALID_PARAMETER;
    }
    RtlZeroMemory(CorrelationVector, sizeof *CorrelationVector);
    CorrelationVector->Version = (CHAR)Version;
    Base = RtlpBaseLength(CorrelationVector);
    for (ULONG i = 0; i < Base; i++) {
        ULONG At = i * 6 / 8, Two = (ULONG)Bytes[At] << 8 | (At + 1 < 16 ? Bytes[At + 1] : 0);

        CorrelationVector->Vector[i] = RtlpBase64[Two >> (10 - i * 6 % 8) & 63];
    }
    RtlCopyMemory(CorrelationVector->Vector + Base, ".0", 2);
    return STATUS_SUCCESS;
}

/* The last number becomes Number; FALSE, and nothing is changed, when there is no room. */
static BOOLEAN
RtlpReplaceNumber(PCORRELATION_VECTOR Vector, ULONG At, ULONG64 Number)
{
    CHAR Buffer[RTLP_DIGITS];
    PCSTR Digits = RtlpDigits(Buffer, Number, 10, FALSE);
    ULONG Count = (ULONG)(Buffer + RTLP_DIGITS - Digits);

    if (At + Count > RtlpLongestVector(Vector)) {
        return FALSE;
    }
    RtlCopyMemory(Vector->Vector + At, Digits, Count);
    Vector->Vector[At + Count] = 0;
    return TRUE;
}

ULONG
RtlIncrementCorrelationVector(PCORRELATION_VECTOR CorrelationVector)
{
    ULONG At = RtlpVectorLength(CorrelationVector);
    ULONG64 Number = 0;

    if (RtlValidateCorrelationVector(CorrelationVector) != STATUS_SUCCESS) {
        return (ULONG)STATUS_INVALID_PARAMETER;
    }
    while (CorrelationVector->Vector[At - 1] != '.') {
        At--;
    }
    for (PCSTR Digit = CorrelationVector->Vector + At; *Digit != 0 && Number < MAXULONG; Digit++) {
        Number = Number * 10 + (ULONG64)(*Digit - '0');
    }
    return Number < MAXULONG && RtlpReplaceNumber(CorrelationVector, At, Number + 1)
               ? STATUS_SUCCESS
               : (ULONG)STATUS_BUFFER_OVERFLOW;
}

ULONG
RtlExtendCorrelationVector(PCORRELATION_VECTOR CorrelationVector)
{
    ULONG Length = RtlpVectorLength(CorrelationVector);

    if (RtlValidateCorrelationVector(CorrelationVector) != STATUS_SUCCESS ||
        Length + 2 > RtlpLongestVector(CorrelationVector)) {
        return (ULONG)STATUS_INVALID_PARAMETER;
    }
    RtlCopyMemory(CorrelationVector->Vector + Length, ".0", sizeof ".0");
    return STATUS_SUCCESS;
}
