/*
 * src/rtl/hashtableresize.c - a dynamic hash table gets one bucket more, or less
 *
 * A new bucket takes its entries from one other (hashtable.c, T1); when the table shrinks, they go
 * back.
 */
#include "hashtable.h"

static VOID
RtlpRecount(PRTL_DYNAMIC_HASH_TABLE Table, PLIST_ENTRY Head, LONG Sign)
{
    Table->NonEmptyBuckets += (ULONG)(IsListEmpty(Head) ? 0 : Sign);
}

/* What belongs to To now. Entries keep their order, so equal signatures stay together. */
static VOID
RtlpMoveEntries(PRTL_DYNAMIC_HASH_TABLE Table, PLIST_ENTRY From, ULONG ToIndex, PLIST_ENTRY To)
{
    PLIST_ENTRY Next;

    for (PLIST_ENTRY Link = From->Flink; Link != From; Link = Next) {
        Next = Link->Flink;
        if (RtlpIndexOf(Table, RtlpEntry(Link)->Signature) == ToIndex) {
            RemoveEntryList(Link);
            InsertTailList(To, Link);
        }
    }
}

static VOID
RtlpMoveBetween(PRTL_DYNAMIC_HASH_TABLE Table, ULONG FromIndex, ULONG ToIndex)
{
    PLIST_ENTRY From = RtlpBucket(Table, FromIndex), To = RtlpBucket(Table, ToIndex);

    RtlpRecount(Table, From, -1);
    RtlpRecount(Table, To, -1);
    RtlpMoveEntries(Table, From, ToIndex, To);
    RtlpRecount(Table, From, 1);
    RtlpRecount(Table, To, 1);
}

BOOLEAN
RtlExpandHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable)
{
    ULONG New = HashTable->TableSize, From = HashTable->Pivot;
    ULONG Segment = RtlpSegmentOf(New);

    if (HashTable->NumEnumerators != 0 || Segment >= RTLP_SEGMENTS) {
        return FALSE;
    }
    if (RtlpSegments(HashTable)[Segment] == NULL && !RtlpAddSegment(HashTable, Segment)) {
        return FALSE;
    }
    HashTable->TableSize++;
    HashTable->Pivot++;
    RtlpMoveBetween(HashTable, From, New);
    if (HashTable->Pivot > HashTable->DivisorMask) {
        HashTable->DivisorMask = HashTable->DivisorMask * 2 + 1;
        HashTable->Pivot = 0;
    }
    return TRUE;
}

/* The first bucket of a segment takes the segment with it. */
static VOID
RtlpDropBucket(PRTL_DYNAMIC_HASH_TABLE Table, ULONG Bucket)
{
    ULONG Segment = RtlpSegmentOf(Bucket);

    if (Bucket == RtlpFirstOf(Segment)) {
        ExFreeOwn(RtlpSegments(Table)[Segment]);
        RtlpSegments(Table)[Segment] = NULL;
    }
}

BOOLEAN
RtlContractHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable)
{
    ULONG Gone = HashTable->TableSize - 1;

    if (HashTable->NumEnumerators != 0 || Gone < RTLP_BASE) {
        return FALSE;
    }
    if (HashTable->Pivot == 0) {
        HashTable->DivisorMask /= 2;
        HashTable->Pivot = HashTable->DivisorMask + 1;
    }
    HashTable->Pivot--;
    HashTable->TableSize--;
    RtlpMoveBetween(HashTable, Gone, HashTable->Pivot);
    RtlpDropBucket(HashTable, Gone);
    return TRUE;
}
