/*
 * src/rtl/crtsort.c - the drivers' C library: sorting and searching arrays
 *
 * A heap sort: no stack to run out of, no bad case, and the same order of comparisons in every run.
 * Elements that compare equal may change places, as everywhere.
 */
#include "crt.h"

typedef INT CRT_COMPARE(const VOID *First, const VOID *Second);
typedef INT CRT_COMPARE_CONTEXT(PVOID Context, const VOID *First, const VOID *Second);

typedef struct _CRTP_ARRAY {
    PUCHAR Base;
    SIZE_T Count, Width;
    CRT_COMPARE *Compare; /* one of the two */
    CRT_COMPARE_CONTEXT *CompareContext;
    PVOID Context;
} CRTP_ARRAY;

static INT
CrtpCompare(const CRTP_ARRAY *Array, const VOID *First, const VOID *Second)
{
    if (Array->Compare != NULL) {
        return CALL_DRIVER(Array->Compare, First, Second);
    }
    return CALL_DRIVER(Array->CompareContext, Array->Context, First, Second);
}

static PUCHAR
CrtpElement(const CRTP_ARRAY *Array, SIZE_T Index)
{
    return Array->Base + Index * Array->Width;
}

static VOID
CrtpExchange(const CRTP_ARRAY *Array, SIZE_T Index1, SIZE_T Index2)
{
    PUCHAR First = CrtpElement(Array, Index1), Second = CrtpElement(Array, Index2);

    for (SIZE_T i = 0; i < Array->Width; i++) {
        UCHAR Byte = First[i];

        First[i] = Second[i];
        Second[i] = Byte;
    }
}

/* Sinks the element at Root until no child is greater; children of i are 2i + 1 and 2i + 2. */
static VOID
CrtpSink(const CRTP_ARRAY *Array, SIZE_T Root, SIZE_T Count)
{
    for (SIZE_T Child; (Child = 2 * Root + 1) < Count; Root = Child) {
        if (Child + 1 < Count &&
            CrtpCompare(Array, CrtpElement(Array, Child), CrtpElement(Array, Child + 1)) < 0) {
            Child++;
        }
        if (CrtpCompare(Array, CrtpElement(Array, Root), CrtpElement(Array, Child)) >= 0) {
            return;
        }
        CrtpExchange(Array, Root, Child);
    }
}

static VOID
CrtpSort(const CRTP_ARRAY *Array)
{
    for (SIZE_T Root = Array->Count / 2; Root > 0; Root--) {
        CrtpSink(Array, Root - 1, Array->Count);
    }
    for (SIZE_T Count = Array->Count; Count > 1; Count--) {
        CrtpExchange(Array, 0, Count - 1);
        CrtpSink(Array, 0, Count - 1);
    }
}

static PVOID
CrtpSearch(const CRTP_ARRAY *Array, const VOID *Key)
{
    SIZE_T Low = 0, High = Array->Count;

    while (Low < High) {
        SIZE_T Middle = Low + (High - Low) / 2;
        INT Order = CrtpCompare(Array, Key, CrtpElement(Array, Middle));

        if (Order == 0) {
            return CrtpElement(Array, Middle);
        }
        if (Order < 0) {
            High = Middle;
        } else {
            Low = Middle + 1;
        }
    }
    return NULL;
}

VOID
crt_qsort(PVOID Base, SIZE_T Count, SIZE_T Width, CRT_COMPARE *Compare)
{
    CRTP_ARRAY Array = {.Base = Base, .Count = Count, .Width = Width, .Compare = Compare};

    CrtpSort(&Array);
}

VOID
crt_qsort_s(PVOID Base, SIZE_T Count, SIZE_T Width, CRT_COMPARE_CONTEXT *Compare, PVOID Context)
{
    CRTP_ARRAY Array = {.Base = Base, .Count = Count, .Width = Width};

    Array.CompareContext = Compare;
    Array.Context = Context;
    CrtpSort(&Array);
}

PVOID
crt_bsearch(const VOID *Key, const VOID *Base, SIZE_T Count, SIZE_T Width, CRT_COMPARE *Compare)
{
    CRTP_ARRAY Array = {.Base = (PVOID)Base, .Count = Count, .Width = Width, .Compare = Compare};

    return CrtpSearch(&Array, Key);
}

PVOID
crt_bsearch_s(const VOID *Key, const VOID *Base, SIZE_T Count, SIZE_T Width,
              CRT_COMPARE_CONTEXT *Compare, PVOID Context)
{
    CRTP_ARRAY Array = {.Base = (PVOID)Base, .Count = Count, .Width = Width};

    Array.CompareContext = Compare;
    Array.Context = Context;
    return CrtpSearch(&Array, Key);
}
