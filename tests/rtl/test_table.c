/*
 * rtl/test_table.c - generic tables on splay trees, and splay links themselves
 */
#include <ntifs.h>
#include <sim/test.h>

#define TAG 'lbaT'

typedef struct _ENTRY {
    LONG key, value;
} ENTRY;

static RTL_GENERIC_TABLE table;
static BOOLEAN full; // AllocateRoutine has nothing left
static CLONG last_size;

static RTL_GENERIC_COMPARE_RESULTS NTAPI
compare(RTL_GENERIC_TABLE *own, PVOID first, PVOID second)
{
    LONG a = ((ENTRY *)first)->key, b = ((ENTRY *)second)->key;

    assert_ptr_equal(own, &table);
    return a < b ? GenericLessThan : a > b ? GenericGreaterThan : GenericEqual;
}

static PVOID NTAPI
allocate(RTL_GENERIC_TABLE *own, CLONG size)
{
    assert_ptr_equal(own->TableContext, &full);
    last_size = size;
    return full ? NULL : ExAllocatePoolWithTag(NonPagedPoolNx, size, TAG);
}

static VOID NTAPI
release(RTL_GENERIC_TABLE *own, PVOID block)
{
    ExFreePoolWithTag(block, TAG);
}

static void
set_up(void)
{
    full = FALSE;
    RtlInitializeGenericTable(&table, compare, allocate, release, &full);
}

static ENTRY *
insert(LONG key, LONG value, PBOOLEAN fresh)
{
    ENTRY entry = {key, value};

    return RtlInsertElementGenericTable(&table, &entry, sizeof entry, fresh);
}

static ENTRY *
find(LONG key)
{
    return RtlLookupElementGenericTable(&table, &(ENTRY){.key = key});
}

static BOOLEAN
drop(LONG key)
{
    return RtlDeleteElementGenericTable(&table, &(ENTRY){.key = key});
}

static void
insert_all(const LONG *keys, ULONG count)
{
    for (ULONG i = 0; i < count; i++) {
        assert_non_null(insert(keys[i], (LONG)i, NULL));
    }
}

static void
drop_all(void)
{
    while (!RtlIsGenericTableEmpty(&table)) {
        drop(((ENTRY *)RtlGetElementGenericTable(&table, 0))->key);
    }
}

static void
an_element_is_a_copy_that_is_found_by_its_key(void **state)
{
    BOOLEAN fresh;
    ENTRY *entry;

    set_up();
    assert_true(RtlIsGenericTableEmpty(&table));
    assert_null(find(1));
    entry = insert(1, 10, &fresh);
    assert_true(fresh);
    assert_int_equal(last_size, sizeof(ENTRY) + sizeof(RTL_SPLAY_LINKS) + sizeof(LIST_ENTRY));
    assert_int_equal(entry->value, 10);
    assert_ptr_equal(find(1), entry);
    assert_int_equal(RtlNumberGenericTableElements(&table), 1);
    assert_true(drop(1));
    assert_false(drop(1));
    assert_true(RtlIsGenericTableEmpty(&table));
}

static void
a_second_element_of_that_key_is_the_first_one(void **state)
{
    ENTRY *entry;
    BOOLEAN fresh;

    set_up();
    entry = insert(1, 10, NULL);
    assert_ptr_equal(insert(1, 20, &fresh), entry);
    assert_false(fresh);
    assert_int_equal(entry->value, 10);
    assert_int_equal(RtlNumberGenericTableElements(&table), 1);
    drop_all();
}

static void
an_element_without_memory_is_not_inserted(void **state)
{
    BOOLEAN fresh = TRUE;

    set_up();
    insert(1, 10, NULL);
    full = TRUE;
    assert_null(insert(2, 20, &fresh));
    assert_false(fresh);
    assert_int_equal(RtlNumberGenericTableElements(&table), 1);
    assert_null(find(2));
    drop_all();
}

static void
elements_are_numbered_as_they_came(void **state)
{
    static const LONG keys[] = {5, 1, 9, 3, 7};

    set_up();
    insert_all(keys, 5);
    for (LONG i = 4; i >= 0; i--) {
        assert_int_equal(((ENTRY *)RtlGetElementGenericTable(&table, (ULONG)i))->key, keys[i]);
    }
    assert_int_equal(((ENTRY *)RtlGetElementGenericTable(&table, 3))->key, 3);
    assert_int_equal(((ENTRY *)RtlGetElementGenericTable(&table, 1))->key, 1);
    assert_null(RtlGetElementGenericTable(&table, 5));
    drop(1);
    assert_int_equal(((ENTRY *)RtlGetElementGenericTable(&table, 1))->key, 9);
    assert_int_equal(((ENTRY *)RtlGetElementGenericTable(&table, 3))->key, 7);
    drop_all();
    assert_null(RtlGetElementGenericTable(&table, 0));
}

static void
enumeration_goes_by_the_key(void **state)
{
    static const LONG keys[] = {5, 1, 9, 3, 7};
    PVOID restart = NULL;
    LONG key = 1;

    set_up();
    assert_null(RtlEnumerateGenericTable(&table, TRUE));
    insert_all(keys, 5);
    for (ENTRY *e = RtlEnumerateGenericTable(&table, TRUE); e != NULL;
         e = RtlEnumerateGenericTable(&table, FALSE), key += 2) {
        assert_int_equal(e->key, key);
    }
    assert_int_equal(key, 11);
    key = 1;
    for (ENTRY *e; (e = RtlEnumerateGenericTableWithoutSplaying(&table, &restart)) != NULL;
         key += 2) {
        assert_int_equal(e->key, key);
        assert_non_null(find(9)); // does not disturb it
    }
    assert_int_equal(key, 11);
    drop_all();
}

/* The page's way to search once and insert there. */
static void
a_search_result_says_where_to_insert(void **state)
{
    ENTRY entry = {4, 40}, *found;
    TABLE_SEARCH_RESULT where;
    PVOID place = &entry;
    BOOLEAN fresh;

    set_up();
    assert_null(RtlLookupElementGenericTableFull(&table, &entry, &place, &where));
    assert_int_equal(where, TableEmptyTree);
    assert_ptr_equal(place, &entry); // not altered
    found = RtlInsertElementGenericTableFull(&table, &entry, sizeof entry, &fresh, place, where);
    assert_true(fresh);
    assert_ptr_equal(RtlLookupElementGenericTableFull(&table, &entry, &place, &where), found);
    assert_int_equal(where, TableFoundNode);
    assert_ptr_equal(
        RtlInsertElementGenericTableFull(&table, &entry, sizeof entry, &fresh, place, where),
        found);
    assert_false(fresh);
    entry.key = 6;
    assert_null(RtlLookupElementGenericTableFull(&table, &entry, &place, &where));
    assert_int_equal(where, TableInsertAsRight);
    RtlInsertElementGenericTableFull(&table, &entry, sizeof entry, NULL, place, where);
    entry.key = 3;
    RtlLookupElementGenericTableFull(&table, &entry, &place, &where);
    assert_int_equal(where, TableInsertAsLeft);
    drop_all();
}

static void
a_table_in_nonpaged_memory_works_at_dispatch_level(void **state)
{
    KIRQL old;

    set_up();
    KeRaiseIrql(DISPATCH_LEVEL, &old);
    insert(1, 10, NULL);
    assert_int_equal(find(1)->value, 10);
    assert_int_equal(RtlNumberGenericTableElements(&table), 1);
    assert_non_null(RtlEnumerateGenericTable(&table, TRUE));
    assert_true(drop(1));
    assert_true(RtlIsGenericTableEmpty(&table));
    KeLowerIrql(old);
}

/* --- links ------------------------------------------------------------------------------------ */

static RTL_SPLAY_LINKS nodes[7]; // in order

/* 3 is the root, 1 and 5 below it, 0 2 4 6 below them. */
static void
grow(void)
{
    for (ULONG i = 0; i < 7; i++) {
        RtlInitializeSplayLinks(&nodes[i]);
    }
    RtlInsertAsLeftChild(&nodes[3], &nodes[1]);
    RtlInsertAsRightChild(&nodes[3], &nodes[5]);
    for (ULONG i = 1; i < 7; i += 4) {
        RtlInsertAsLeftChild(&nodes[i], &nodes[i - 1]);
        RtlInsertAsRightChild(&nodes[i], &nodes[i + 1]);
    }
}

static void
check_order(PRTL_SPLAY_LINKS root, ULONG missing)
{
    PRTL_SPLAY_LINKS at = root, before = NULL;

    assert_true(RtlIsRoot(root));
    while (RtlLeftChild(at) != NULL) {
        at = RtlLeftChild(at);
    }
    for (ULONG i = 0; i < 7; i++) {
        if (i != missing) {
            assert_ptr_equal(at, &nodes[i]);
            assert_ptr_equal(RtlRealPredecessor(at), before);
            before = at;
            at = RtlRealSuccessor(at);
        }
    }
    assert_null(at);
}

static void
links_have_neighbours_in_their_subtree_and_in_the_tree(void **state)
{
    grow();
    assert_true(RtlIsLeftChild(&nodes[1]) && RtlIsRightChild(&nodes[5]));
    assert_ptr_equal(RtlParent(&nodes[1]), &nodes[3]);
    assert_ptr_equal(RtlRightChild(&nodes[3]), &nodes[5]);
    assert_ptr_equal(RtlSubtreeSuccessor(&nodes[3]), &nodes[4]);
    assert_ptr_equal(RtlSubtreePredecessor(&nodes[3]), &nodes[2]);
    assert_null(RtlSubtreeSuccessor(&nodes[2]));
    assert_null(RtlSubtreePredecessor(&nodes[4]));
    assert_ptr_equal(RtlRealSuccessor(&nodes[2]), &nodes[3]);
    assert_ptr_equal(RtlRealPredecessor(&nodes[4]), &nodes[3]);
    assert_null(RtlRealSuccessor(&nodes[6]));
    assert_null(RtlRealPredecessor(&nodes[0]));
}

static void
splaying_makes_it_the_root_and_keeps_the_order(void **state)
{
    for (ULONG i = 0; i < 7; i++) {
        grow();
        assert_ptr_equal(RtlSplay(&nodes[i]), &nodes[i]);
        check_order(&nodes[i], 7);
    }
}

/* Zig-zig turns the parent first: a straight line folds in the middle. */
static void
a_straight_line_is_folded(void **state)
{
    for (ULONG i = 0; i < 3; i++) {
        RtlInitializeSplayLinks(&nodes[i]);
    }
    RtlInsertAsLeftChild(&nodes[2], &nodes[1]);
    RtlInsertAsLeftChild(&nodes[1], &nodes[0]);
    assert_ptr_equal(RtlSplay(&nodes[0]), &nodes[0]);
    assert_ptr_equal(RtlRightChild(&nodes[0]), &nodes[1]);
    assert_ptr_equal(RtlRightChild(&nodes[1]), &nodes[2]);
}

static void
a_deleted_node_leaves_the_others_in_order(void **state)
{
    for (ULONG i = 0; i < 7; i++) {
        PRTL_SPLAY_LINKS root = &nodes[3];

        grow();
        check_order(RtlDelete(&nodes[i]), i);
        grow();
        RtlDeleteNoSplay(&nodes[i], &root);
        check_order(root, i);
        assert_int_equal(root == &nodes[3], i != 3);
    }
    RtlInitializeSplayLinks(&nodes[0]);
    assert_null(RtlDelete(&nodes[0]));
    PRTL_SPLAY_LINKS root = &nodes[0];
    RtlDeleteNoSplay(&nodes[0], &root);
    assert_null(root);
}

SIM_TESTS(SIM_TEST(an_element_is_a_copy_that_is_found_by_its_key),
          SIM_TEST(a_second_element_of_that_key_is_the_first_one),
          SIM_TEST(an_element_without_memory_is_not_inserted),
          SIM_TEST(elements_are_numbered_as_they_came), SIM_TEST(enumeration_goes_by_the_key),
          SIM_TEST(a_search_result_says_where_to_insert),
          SIM_TEST(a_table_in_nonpaged_memory_works_at_dispatch_level),
          SIM_TEST(links_have_neighbours_in_their_subtree_and_in_the_tree),
          SIM_TEST(splaying_makes_it_the_root_and_keeps_the_order),
          SIM_TEST(a_straight_line_is_folded), SIM_TEST(a_deleted_node_leaves_the_others_in_order))
