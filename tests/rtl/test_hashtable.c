/*
 * rtl/test_hashtable.c - dynamic hash tables
 */
#include <ntifs.h>
#include <sim/test.h>

enum { COUNT = 1000 };

typedef struct _ITEM {
    RTL_DYNAMIC_HASH_TABLE_ENTRY entry;
    ULONG number;
    ULONG seen;
} ITEM;

static PRTL_DYNAMIC_HASH_TABLE table;
static ITEM items[COUNT];

static void
set_up(ULONG shift)
{
    table = NULL;
    assert_true(RtlCreateHashTable(&table, shift, 0));
    for (ULONG i = 0; i < COUNT; i++) {
        items[i] = (ITEM){.number = i};
    }
}

static void
insert(ULONG from, ULONG to)
{
    for (ULONG i = from; i < to; i++) {
        assert_true(RtlInsertEntryHashTable(table, &items[i].entry, i, NULL));
    }
}

static ITEM *
item_of(PRTL_DYNAMIC_HASH_TABLE_ENTRY entry)
{
    return entry == NULL ? NULL : CONTAINING_RECORD(entry, ITEM, entry);
}

static ITEM *
find(ULONG_PTR signature)
{
    return item_of(RtlLookupEntryHashTable(table, signature, NULL));
}

static void
remove_all(ULONG from, ULONG to)
{
    for (ULONG i = from; i < to; i++) {
        assert_true(RtlRemoveEntryHashTable(table, &items[i].entry, NULL));
    }
    assert_int_equal(RtlTotalEntriesHashTable(table), 0);
    assert_int_equal(RtlNonEmptyBucketsHashTable(table), 0);
    RtlDeleteHashTable(table);
}

static void
an_entry_is_found_by_its_signature(void **state)
{
    set_up(0);
    insert(2, 300);
    assert_int_equal(RtlTotalEntriesHashTable(table), 298);
    assert_int_equal(RtlTotalBucketsHashTable(table), 128);
    assert_int_equal(RtlNonEmptyBucketsHashTable(table), 128);
    assert_int_equal(RtlEmptyBucketsHashTable(table), 0);
    for (ULONG i = 2; i < 300; i++) {
        assert_ptr_equal(find(i), &items[i]);
        assert_int_equal(HASH_ENTRY_KEY(&items[i].entry), i);
    }
    assert_null(find(300));
    remove_all(2, 300);
}

static void
entries_of_one_signature_follow_each_other(void **state)
{
    RTL_DYNAMIC_HASH_TABLE_CONTEXT context;
    ULONG count = 1;

    set_up(0);
    for (ULONG i = 0; i < 6; i++) { // two signatures in one bucket, in turn
        RtlInitHashTableContext(&context);
        assert_true(RtlInsertEntryHashTable(table, &items[i].entry, 7 + i % 2 * 128, &context));
        RtlReleaseHashTableContext(&context);
    }
    assert_int_equal(RtlNonEmptyBucketsHashTable(table), 1);
    assert_true(RtlExpandHashTable(table));
    assert_int_equal(RtlLookupEntryHashTable(table, 135, &context)->Signature, 135);
    while (RtlGetNextEntryHashTable(table, &context) != NULL) {
        count++;
    }
    assert_int_equal(count, 3);
    remove_all(0, 6);
}

static void
a_lookup_says_where_to_insert(void **state)
{
    RTL_DYNAMIC_HASH_TABLE_CONTEXT context;

    set_up(4);
    assert_null(RtlLookupEntryHashTable(table, 0x123, &context));
    assert_true(RtlInsertEntryHashTable(table, &items[0].entry, 0x123, &context));
    assert_ptr_equal(find(0x123), &items[0]);
    assert_true(RtlInsertEntryHashTable(table, &items[1].entry, 0x456, &context));
    assert_ptr_equal(find(0x456), &items[1]);
    assert_true(RtlRemoveEntryHashTable(table, &items[0].entry, &context));
    assert_int_equal(context.Signature, 0x123);
    assert_true(RtlInsertEntryHashTable(table, &items[0].entry, 0x123, &context));
    remove_all(0, 2);
}

static void
the_signature_0_is_another_one(void **state)
{
    set_up(0);
    assert_true(RtlInsertEntryHashTable(table, &items[0].entry, 0, NULL));
    assert_int_not_equal(items[0].entry.Signature, 0);
    assert_ptr_equal(find(0), &items[0]);
    remove_all(0, 1);
}

static void
resizing_keeps_every_entry(void **state)
{
    set_up(0);
    insert(2, COUNT);
    for (ULONG buckets = 129; buckets <= 700; buckets++) {
        assert_true(RtlExpandHashTable(table));
        assert_int_equal(RtlTotalBucketsHashTable(table), buckets);
        assert_ptr_equal(find(buckets), &items[buckets]);
    }
    assert_int_equal(RtlNonEmptyBucketsHashTable(table), 698); // all but those of 0 and 1
    for (ULONG i = 2; i < COUNT; i++) {
        assert_ptr_equal(find(i), &items[i]);
    }
    while (RtlTotalBucketsHashTable(table) > 128) {
        assert_true(RtlContractHashTable(table));
    }
    assert_false(RtlContractHashTable(table));
    for (ULONG i = 2; i < COUNT; i++) {
        assert_ptr_equal(find(i), &items[i]);
    }
    assert_int_equal(RtlNonEmptyBucketsHashTable(table), 128);
    remove_all(2, COUNT);
}

static void
an_enumeration_meets_each_entry_while_others_go(void **state)
{
    RTL_DYNAMIC_HASH_TABLE_ENUMERATOR first, second;
    ULONG count = 0;
    ITEM *item;

    set_up(0);
    insert(2, COUNT);
    assert_true(RtlInitEnumerationHashTable(table, &first));
    assert_true(RtlInitEnumerationHashTable(table, &second));
    assert_int_equal(RtlActiveEnumeratorsHashTable(table), 2);
    assert_false(RtlExpandHashTable(table));
    assert_false(RtlContractHashTable(table));
    while ((item = item_of(RtlEnumerateEntryHashTable(table, &first))) != NULL) {
        assert_int_equal(item->seen++, 0);
        assert_ptr_equal(find(item->number), item);
        assert_true(RtlRemoveEntryHashTable(table, &item->entry, NULL));
        count++;
    }
    assert_int_equal(count, COUNT - 2);
    assert_null(RtlEnumerateEntryHashTable(table, &first));
    assert_null(RtlEnumerateEntryHashTable(table, &second));
    RtlEndEnumerationHashTable(table, &second);
    RtlEndEnumerationHashTable(table, &first);
    assert_true(RtlExpandHashTable(table));
    remove_all(0, 0);
}

static void
a_weak_enumeration_leaves_the_table_alone(void **state)
{
    RTL_DYNAMIC_HASH_TABLE_ENUMERATOR weak;
    ULONG count = 0;
    LIST_ENTRY before;
    ITEM *item;

    set_up(0);
    insert(2, 400);
    before = items[2].entry.Linkage;
    assert_true(RtlInitWeakEnumerationHashTable(table, &weak));
    assert_memory_equal(&before, &items[2].entry.Linkage, sizeof before);
    while ((item = item_of(RtlWeaklyEnumerateEntryHashTable(table, &weak))) != NULL) {
        assert_int_equal(item->seen++, 0);
        count++;
    }
    assert_int_equal(count, 398);
    RtlEndWeakEnumerationHashTable(table, &weak);
    assert_int_equal(RtlActiveEnumeratorsHashTable(table), 0);
    remove_all(2, 400);
}

static void
a_table_may_be_the_callers_memory(void **state)
{
    static RTL_DYNAMIC_HASH_TABLE own;

    table = &own;
    assert_true(RtlCreateHashTable(&table, 0, 0));
    assert_ptr_equal(table, &own);
    items[0] = (ITEM){0};
    insert(0, 1);
    remove_all(0, 1);
}

SIM_TESTS(SIM_TEST(an_entry_is_found_by_its_signature),
          SIM_TEST(entries_of_one_signature_follow_each_other),
          SIM_TEST(a_lookup_says_where_to_insert), SIM_TEST(the_signature_0_is_another_one),
          SIM_TEST(resizing_keeps_every_entry),
          SIM_TEST(an_enumeration_meets_each_entry_while_others_go),
          SIM_TEST(a_weak_enumeration_leaves_the_table_alone),
          SIM_TEST(a_table_may_be_the_callers_memory))
