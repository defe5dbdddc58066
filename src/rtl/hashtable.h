/*
 * src/rtl/hashtable.h - the buckets of dynamic hash tables, for hashtable*.c
 */
#ifndef HASHTABLE_H
#define HASHTABLE_H

#include "rtlp.h"

#define RTLP_HASH_TAG 'hsHR'
#define RTLP_HEADER   1 /* Flags: RtlCreateHashTable allocated the header */
#define RTLP_RESERVED 0 /* T3 */
#define RTLP_OTHER    1 /* what a caller's 0 becomes */

enum { RTLP_BASE = 128, RTLP_SEGMENTS = 20 };

static inline PLIST_ENTRY *
RtlpSegments(PRTL_DYNAMIC_HASH_TABLE Table)
{
    return Table->Directory;
}

static inline ULONG
RtlpSegmentOf(ULONG Bucket)
{
    return Bucket < RTLP_BASE ? 0 : 32 - (ULONG)__builtin_clz(Bucket / RTLP_BASE);
}

static inline ULONG
RtlpFirstOf(ULONG Segment)
{
    return Segment == 0 ? 0 : RTLP_BASE << (Segment - 1);
}

static inline PLIST_ENTRY
RtlpBucket(PRTL_DYNAMIC_HASH_TABLE Table, ULONG Index)
{
    ULONG Segment = RtlpSegmentOf(Index);

    return &RtlpSegments(Table)[Segment][Index - RtlpFirstOf(Segment)];
}

static inline PRTL_DYNAMIC_HASH_TABLE_ENTRY
RtlpEntry(PLIST_ENTRY Link)
{
    return CONTAINING_RECORD(Link, RTL_DYNAMIC_HASH_TABLE_ENTRY, Linkage);
}

static inline ULONG
RtlpIndexOf(PRTL_DYNAMIC_HASH_TABLE Table, ULONG_PTR Signature)
{
    ULONG Hash = (ULONG)(Signature >> Table->Shift);
    ULONG Index = Hash & Table->DivisorMask;

    return Index < Table->Pivot ? Hash & (Table->DivisorMask * 2 + 1) : Index;
}

/* FALSE: no memory. */
BOOLEAN RtlpAddSegment(PRTL_DYNAMIC_HASH_TABLE Table, ULONG Segment);

#endif
