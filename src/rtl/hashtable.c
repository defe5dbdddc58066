/*
 * src/rtl/hashtable.c - dynamic hash tables: chains of the caller's entries by signature
 *
 *      created, 128 buckets --RtlExpandHashTable--> one more --RtlContractHashTable--> one less
 *
 * The table grows by one bucket at a time (linear hashing): when the caller asks for it, who sees
 * the counts of entries and of buckets that are not empty. A bucket's entries have equal signatures
 * next to each other. The caller's locks guard it.
 *
 * Invariants:
 *   T1. Buckets 0 to TableSize - 1 exist. TableSize is Pivot + DivisorMask + 1, and Pivot is at
 *       most DivisorMask: bucket Pivot is the next one that a new bucket takes entries from.
 *   T2. Segment 0 holds the first 128 buckets, segment i the 128 << (i - 1) that follow.
 *   T3. An enumerator is itself an entry, with the signature 0, behind what it returned last; so no
 *       entry of the caller has it, and 0 is changed to another one.
 *   T4. While enumerators are active the table keeps its size.
 *
 * Differs from Windows: Microsoft documents the structure of an entry, not the functions: what they
 * do follows from their names and parameters. A signature is its own hash.
 */
#include "hashtable.h"

/* --- the table -------------------------------------------------------------------------------- */

BOOLEAN
RtlpAddSegment(PRTL_DYNAMIC_HASH_TABLE Table, ULONG Segment)
{
    ULONG Buckets = Segment == 0 ? RTLP_BASE : RtlpFirstOf(Segment);
    PLIST_ENTRY New = ExAllocateOwn(Buckets * sizeof *New, RTLP_HASH_TAG);

    if (New == NULL) {
        return FALSE;
    }
    for (ULONG i = 0; i < Buckets; i++) {
        InitializeListHead(&New[i]);
    }
    RtlpSegments(Table)[Segment] = New;
    return TRUE;
}

BOOLEAN
RtlCreateHashTable(PRTL_DYNAMIC_HASH_TABLE *HashTable, ULONG Shift, ULONG Flags)
{
    PRTL_DYNAMIC_HASH_TABLE Table =
        *HashTable != NULL ? *HashTable : ExAllocateOwn(sizeof *Table, RTLP_HASH_TAG);

    if (Table == NULL) {
        return FALSE;
    }
    *Table = (RTL_DYNAMIC_HASH_TABLE){.Flags = Flags | (*HashTable == NULL ? RTLP_HEADER : 0),
                                      .Shift = Shift,
                                      .TableSize = RTLP_BASE,
                                      .DivisorMask = RTLP_BASE - 1};
    Table->Directory = ExAllocateOwn(RTLP_SEGMENTS * sizeof(PLIST_ENTRY), RTLP_HASH_TAG);
    if (Table->Directory == NULL || !RtlpAddSegment(Table, 0)) {
        RtlDeleteHashTable(Table);
        return FALSE;
    }
    *HashTable = Table;
    return TRUE;
}

/* The entries are the caller's. */
VOID
RtlDeleteHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable)
{
    if (HashTable->NumEnumerators != 0) {
        KeRuleViolation("RtlDeleteHashTable: an enumeration has not ended", (ULONG_PTR)HashTable,
                        HashTable->NumEnumerators);
    }
    for (ULONG i = 0; HashTable->Directory != NULL && i < RTLP_SEGMENTS; i++) {
        if (RtlpSegments(HashTable)[i] != NULL) {
            ExFreeOwn(RtlpSegments(HashTable)[i]);
        }
    }
    if (HashTable->Directory != NULL) {
        ExFreeOwn(HashTable->Directory);
    }
    if (HashTable->Flags & RTLP_HEADER) {
        ExFreeOwn(HashTable);
    }
}

/* --- entries ---------------------------------------------------------------------------------- */

/* Context: the chain, and the link in front of the first entry with that signature, or the chain's
   last link. */
static VOID
RtlpLocate(PRTL_DYNAMIC_HASH_TABLE Table, ULONG_PTR Signature,
           PRTL_DYNAMIC_HASH_TABLE_CONTEXT Context)
{
    PLIST_ENTRY Head = RtlpBucket(Table, RtlpIndexOf(Table, Signature)), Link = Head;

    while (Link->Flink != Head && RtlpEntry(Link->Flink)->Signature != Signature) {
        Link = Link->Flink;
    }
    *Context = (RTL_DYNAMIC_HASH_TABLE_CONTEXT){Head, Link, Signature};
}

static ULONG_PTR
RtlpSignature(ULONG_PTR Given)
{
    return Given == RTLP_RESERVED ? RTLP_OTHER : Given;
}

static BOOLEAN
RtlpHasEntries(PLIST_ENTRY Head)
{
    for (PLIST_ENTRY Link = Head->Flink; Link != Head; Link = Link->Flink) {
        if (RtlpEntry(Link)->Signature != RTLP_RESERVED) {
            return TRUE;
        }
    }
    return FALSE;
}

BOOLEAN
RtlInsertEntryHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable, PRTL_DYNAMIC_HASH_TABLE_ENTRY Entry,
                        ULONG_PTR Signature, PRTL_DYNAMIC_HASH_TABLE_CONTEXT Context)
{
    RTL_DYNAMIC_HASH_TABLE_CONTEXT Own = {0};
    PRTL_DYNAMIC_HASH_TABLE_CONTEXT Where = Context != NULL ? Context : &Own;

    Signature = RtlpSignature(Signature);
    if (Where->ChainHead == NULL || Where->Signature != Signature) {
        RtlpLocate(HashTable, Signature, Where);
    }
    HashTable->NonEmptyBuckets += !RtlpHasEntries(Where->ChainHead);
    HashTable->NumEntries++;
    Entry->Signature = Signature;
    InsertHeadList(Where->PrevLinkage, &Entry->Linkage);
    return TRUE;
}

BOOLEAN
RtlRemoveEntryHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable, PRTL_DYNAMIC_HASH_TABLE_ENTRY Entry,
                        PRTL_DYNAMIC_HASH_TABLE_CONTEXT Context)
{
    PLIST_ENTRY Head = RtlpBucket(HashTable, RtlpIndexOf(HashTable, Entry->Signature));

    if (Context != NULL) {
        *Context = (RTL_DYNAMIC_HASH_TABLE_CONTEXT){Head, Entry->Linkage.Blink, Entry->Signature};
    }
    RemoveEntryList(&Entry->Linkage);
    HashTable->NumEntries--;
    HashTable->NonEmptyBuckets -= !RtlpHasEntries(Head);
    return TRUE;
}

static PRTL_DYNAMIC_HASH_TABLE_ENTRY
RtlpFollowing(PRTL_DYNAMIC_HASH_TABLE_CONTEXT Context)
{
    PLIST_ENTRY Next = Context->PrevLinkage->Flink;

    while (Next != Context->ChainHead && RtlpEntry(Next)->Signature == RTLP_RESERVED) {
        Next = Next->Flink;
    }
    return Next != Context->ChainHead && RtlpEntry(Next)->Signature == Context->Signature
               ? RtlpEntry(Next)
               : NULL;
}

PRTL_DYNAMIC_HASH_TABLE_ENTRY
RtlLookupEntryHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable, ULONG_PTR Signature,
                        PRTL_DYNAMIC_HASH_TABLE_CONTEXT Context)
{
    RTL_DYNAMIC_HASH_TABLE_CONTEXT Own;
    PRTL_DYNAMIC_HASH_TABLE_CONTEXT Where = Context != NULL ? Context : &Own;

    RtlpLocate(HashTable, RtlpSignature(Signature), Where);
    return RtlpFollowing(Where);
}

/* The next one with the same signature. */
PRTL_DYNAMIC_HASH_TABLE_ENTRY
RtlGetNextEntryHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable, PRTL_DYNAMIC_HASH_TABLE_CONTEXT Context)
{
    PRTL_DYNAMIC_HASH_TABLE_ENTRY Found = RtlpFollowing(Context);

    UNREFERENCED_PARAMETER(HashTable);
    if (Found == NULL) {
        return NULL;
    }
    Context->PrevLinkage = &Found->Linkage;
    return RtlpFollowing(Context);
}
