/*
 * src/rtl/hashtablewalk.c - a dynamic hash table's entries, one after the other
 *
 *      begun --> entry --> ... --> NULL --> ended
 *
 * An enumerator stands in the table as an entry of its own (hashtable.c, T3), so entries may come
 * and go meanwhile. A weak one leaves the table alone, so that many readers may have one; it must
 * not outlive the entry that it stands on.
 */
#include "hashtable.h"

static VOID
RtlpStart(PRTL_DYNAMIC_HASH_TABLE Table, PRTL_DYNAMIC_HASH_TABLE_ENUMERATOR Enumerator)
{
    Table->NumEnumerators++;
    Enumerator->BucketIndex = 0;
    Enumerator->ChainHead = RtlpBucket(Table, 0);
}

/* The caller's entry behind a link, in this bucket or a later one. */
static PRTL_DYNAMIC_HASH_TABLE_ENTRY
RtlpNextAfter(PRTL_DYNAMIC_HASH_TABLE Table, PLIST_ENTRY Link,
              PRTL_DYNAMIC_HASH_TABLE_ENUMERATOR Enumerator)
{
    for (;;) {
        for (Link = Link->Flink; Link != Enumerator->ChainHead; Link = Link->Flink) {
            if (RtlpEntry(Link)->Signature != RTLP_RESERVED) {
                return RtlpEntry(Link);
            }
        }
        if (Enumerator->BucketIndex + 1 == Table->TableSize) {
            return NULL;
        }
        Link = Enumerator->ChainHead = RtlpBucket(Table, ++Enumerator->BucketIndex);
    }
}

BOOLEAN
RtlInitEnumerationHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable,
                            PRTL_DYNAMIC_HASH_TABLE_ENUMERATOR Enumerator)
{
    RtlpStart(HashTable, Enumerator);
    Enumerator->HashEntry.Signature = RTLP_RESERVED;
    InsertHeadList(Enumerator->ChainHead, &Enumerator->HashEntry.Linkage);
    return TRUE;
}

PRTL_DYNAMIC_HASH_TABLE_ENTRY
RtlEnumerateEntryHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable,
                           PRTL_DYNAMIC_HASH_TABLE_ENUMERATOR Enumerator)
{
    PLIST_ENTRY Own = &Enumerator->HashEntry.Linkage;
    PRTL_DYNAMIC_HASH_TABLE_ENTRY Next = RtlpNextAfter(HashTable, Own, Enumerator);

    RemoveEntryList(Own);
    InsertHeadList(Next != NULL ? &Next->Linkage : Enumerator->ChainHead->Blink, Own);
    return Next;
}

VOID
RtlEndEnumerationHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable,
                           PRTL_DYNAMIC_HASH_TABLE_ENUMERATOR Enumerator)
{
    RemoveEntryList(&Enumerator->HashEntry.Linkage);
    HashTable->NumEnumerators--;
}

BOOLEAN
RtlInitWeakEnumerationHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable,
                                PRTL_DYNAMIC_HASH_TABLE_ENUMERATOR Enumerator)
{
    RtlpStart(HashTable, Enumerator);
    Enumerator->CurEntry = Enumerator->ChainHead;
    return TRUE;
}

PRTL_DYNAMIC_HASH_TABLE_ENTRY
RtlWeaklyEnumerateEntryHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable,
                                 PRTL_DYNAMIC_HASH_TABLE_ENUMERATOR Enumerator)
{
    PRTL_DYNAMIC_HASH_TABLE_ENTRY Next = RtlpNextAfter(HashTable, Enumerator->CurEntry, Enumerator);

    Enumerator->CurEntry = Next != NULL ? &Next->Linkage : Enumerator->ChainHead->Blink;
    return Next;
}

VOID
RtlEndWeakEnumerationHashTable(PRTL_DYNAMIC_HASH_TABLE HashTable,
                               PRTL_DYNAMIC_HASH_TABLE_ENUMERATOR Enumerator)
{
    UNREFERENCED_PARAMETER(Enumerator);
    HashTable->NumEnumerators--;
}
