/*
 * rtl/test_tableavl.c - generic tables on balanced trees, under the names of the splay trees' too
 */
#define RTL_USE_AVL_TABLES 0
#include <ntifs.h>
#include <sim/test.h>

#define TAG 'lbaT'

typedef struct _ENTRY {
    LONG key, value;
} ENTRY;

static RTL_AVL_TABLE table;
static BOOLEAN full;    // AllocateRoutine has nothing left
static LONG coarse = 1; // keys are equal that are so when divided by it
static CLONG last_size;

static RTL_GENERIC_COMPARE_RESULTS NTAPI
compare(RTL_AVL_TABLE *own, PVOID first, PVOID second)
{
    LONG a = ((ENTRY *)first)->key / coarse, b = ((ENTRY *)second)->key / coarse;

    assert_ptr_equal(own, &table);
    return a < b ? GenericLessThan : a > b ? GenericGreaterThan : GenericEqual;
}

static PVOID NTAPI
allocate(RTL_AVL_TABLE *own, CLONG size)
{
    assert_ptr_equal(own->TableContext, &full);
    last_size = size;
    return full ? NULL : ExAllocatePoolWithTag(NonPagedPoolNx, size, TAG);
}

static VOID NTAPI
release(RTL_AVL_TABLE *own, PVOID block)
{
    ExFreePoolWithTag(block, TAG);
}

static void
set_up(void)
{
    full = FALSE;
    coarse = 1;
    RtlInitializeGenericTableAvl(&table, compare, allocate, release, &full);
}

static ENTRY *
insert(LONG key, PBOOLEAN fresh)
{
    ENTRY entry = {key, key * 10};

    return RtlInsertElementGenericTableAvl(&table, &entry, sizeof entry, fresh);
}

static ENTRY *
find(LONG key)
{
    return RtlLookupElementGenericTableAvl(&table, &(ENTRY){.key = key});
}

static BOOLEAN
drop(LONG key)
{
    return RtlDeleteElementGenericTableAvl(&table, &(ENTRY){.key = key});
}

static void
insert_odd(LONG below)
{
    for (LONG key = 1; key < below; key += 2) {
        assert_non_null(insert(key, NULL));
    }
}

static void
drop_all(void)
{
    ENTRY *entry;

    while ((entry = RtlGetElementGenericTableAvl(&table, 0)) != NULL) {
        assert_true(drop(entry->key));
    }
    assert_true(RtlIsGenericTableEmptyAvl(&table));
    assert_int_equal(table.DepthOfTree, 0);
}

static void
an_element_is_a_copy_that_is_found_by_its_key(void **state)
{
    BOOLEAN fresh;
    ENTRY *entry;

    set_up();
    assert_true(RtlIsGenericTableEmptyAvl(&table));
    assert_null(find(1));
    entry = insert(1, &fresh);
    assert_true(fresh);
    assert_int_equal(last_size, sizeof(ENTRY) + sizeof(RTL_BALANCED_LINKS));
    assert_int_equal(entry->value, 10);
    assert_ptr_equal(find(1), entry);
    assert_ptr_equal(insert(1, &fresh), entry);
    assert_false(fresh);
    assert_int_equal(RtlNumberGenericTableElementsAvl(&table), 1);
    full = TRUE;
    assert_null(insert(2, &fresh));
    assert_int_equal(RtlNumberGenericTableElementsAvl(&table), 1);
    assert_false(drop(2));
    assert_true(drop(1));
    assert_true(RtlIsGenericTableEmptyAvl(&table));
}

/* A thousand in order would be a straight line in a tree that is not balanced. */
static void
the_tree_is_shallow(void **state)
{
    set_up();
    insert_odd(2000);
    assert_int_equal(RtlNumberGenericTableElementsAvl(&table), 1000);
    assert_int_equal(table.DepthOfTree, 10);
    drop_all();
}

static void
a_search_result_says_where_to_insert(void **state)
{
    ENTRY entry = {4, 40}, *found;
    TABLE_SEARCH_RESULT where;
    PVOID place = &entry;
    BOOLEAN fresh;

    set_up();
    assert_null(RtlLookupElementGenericTableFullAvl(&table, &entry, &place, &where));
    assert_int_equal(where, TableEmptyTree);
    assert_ptr_equal(place, &entry); // not altered
    found = RtlInsertElementGenericTableFullAvl(&table, &entry, sizeof entry, &fresh, place, where);
    assert_true(fresh);
    assert_ptr_equal(RtlLookupElementGenericTableFullAvl(&table, &entry, &place, &where), found);
    assert_int_equal(where, TableFoundNode);
    assert_ptr_equal(
        RtlInsertElementGenericTableFullAvl(&table, &entry, sizeof entry, &fresh, place, where),
        found);
    assert_false(fresh);
    entry.key = 6;
    assert_null(RtlLookupElementGenericTableFullAvl(&table, &entry, &place, &where));
    assert_int_equal(where, TableInsertAsRight);
    RtlInsertElementGenericTableFullAvl(&table, &entry, sizeof entry, NULL, place, where);
    entry.key = 3;
    RtlLookupElementGenericTableFullAvl(&table, &entry, &place, &where);
    assert_int_equal(where, TableInsertAsLeft);
    drop_all();
}

static void
enumeration_goes_by_the_key(void **state)
{
    PVOID restart = NULL;
    LONG key = 1;

    set_up();
    assert_null(RtlEnumerateGenericTableAvl(&table, TRUE));
    insert_odd(20);
    for (ENTRY *e; (e = RtlEnumerateGenericTableWithoutSplayingAvl(&table, &restart)) != NULL;
         key += 2) {
        assert_int_equal(e->key, key);
        assert_int_equal(((ENTRY *)RtlGetElementGenericTableAvl(&table, (ULONG)key / 2))->key, key);
    }
    assert_int_equal(key, 21);
    assert_null(RtlGetElementGenericTableAvl(&table, 10));
    drop_all();
}

/* The table remembers its place, so that the element just returned may be deleted. */
static void
elements_may_be_deleted_while_they_are_enumerated(void **state)
{
    ULONG seen = 0;

    set_up();
    insert_odd(40);
    for (ENTRY *e = RtlEnumerateGenericTableAvl(&table, TRUE); e != NULL;
         e = RtlEnumerateGenericTableAvl(&table, FALSE)) {
        assert_int_equal(e->key, 2 * (LONG)seen++ + 1);
        assert_true(drop(e->key));
    }
    assert_int_equal(seen, 20);
    assert_true(RtlIsGenericTableEmptyAvl(&table));
}

static void
the_first_of_several_that_match_is_found(void **state)
{
    PVOID restart = NULL;

    set_up();
    insert_odd(100);
    coarse = 10; // 31 33 35 37 39 are alike
    assert_int_equal(((ENTRY *)RtlLookupFirstMatchingElementGenericTableAvl(
                          &table, &(ENTRY){.key = 35}, &restart))
                         ->key,
                     31);
    assert_int_equal(((ENTRY *)RtlEnumerateGenericTableWithoutSplayingAvl(&table, &restart))->key,
                     33);
    assert_null(
        RtlLookupFirstMatchingElementGenericTableAvl(&table, &(ENTRY){.key = 100}, &restart));
    coarse = 1;
    drop_all();
}

/* --- like a directory ------------------------------------------------------------------------- */

static NTSTATUS NTAPI
match(RTL_AVL_TABLE *own, PVOID user_data, PVOID match_data)
{
    LONG key = ((ENTRY *)user_data)->key;

    return key > ((LONG *)match_data)[1]        ? STATUS_NO_MORE_MATCHES
           : key % ((LONG *)match_data)[0] == 0 ? STATUS_SUCCESS
                                                : STATUS_NO_MATCH;
}

static LONG
next(PVOID wanted, ULONG skip, PVOID *restart, PULONG deletions, LONG saved)
{
    ENTRY *entry =
        RtlEnumerateGenericTableLikeADirectory(&table, wanted == NULL ? NULL : match, wanted, skip,
                                               restart, deletions, &(ENTRY){.key = saved});

    return entry == NULL ? -1 : entry->key;
}

static void
a_directory_begins_at_the_saved_key(void **state)
{
    ULONG deletions = 0;
    PVOID restart = NULL;

    set_up();
    insert_odd(20);
    assert_int_equal(next(NULL, FALSE, &restart, &deletions, 5), 5);
    assert_int_equal(next(NULL, FALSE, &restart, &deletions, 0), 5); // where it left off
    assert_int_equal(next(NULL, TRUE, &restart, &deletions, 0), 7);
    restart = NULL;
    assert_int_equal(next(NULL, TRUE, &restart, &deletions, 5), 7);
    restart = NULL;
    assert_int_equal(next(NULL, FALSE, &restart, &deletions, 6), 7); // is not there
    restart = NULL;
    assert_int_equal(next(NULL, TRUE, &restart, &deletions, 6), 7);
    restart = NULL;
    assert_int_equal(next(NULL, TRUE, &restart, &deletions, 19), -1);
    drop_all();
}

static void
a_directory_goes_on_from_the_saved_key_after_a_deletion(void **state)
{
    ULONG deletions = 0;
    PVOID restart = NULL;

    set_up();
    insert_odd(20);
    assert_int_equal(next(NULL, FALSE, &restart, &deletions, 0), 1);
    assert_int_equal(next(NULL, TRUE, &restart, &deletions, 1), 3);
    drop(3);
    assert_int_equal(next(NULL, TRUE, &restart, &deletions, 3), 5);
    insert(6, NULL);
    assert_int_equal(next(NULL, TRUE, &restart, &deletions, 5), 6);
    drop_all();
}

static void
a_directory_returns_what_matches(void **state)
{
    LONG wanted[] = {3, 15};
    ULONG deletions = 0;
    PVOID restart = NULL;

    set_up();
    insert_odd(40);
    assert_int_equal(next(wanted, FALSE, &restart, &deletions, 0), 3);
    assert_int_equal(next(wanted, TRUE, &restart, &deletions, 3), 9);
    assert_int_equal(next(wanted, TRUE, &restart, &deletions, 9), 15);
    assert_int_equal(next(wanted, TRUE, &restart, &deletions, 15), -1); // no more matches
    drop_all();
}

static void
the_other_names_mean_these_functions(void **state)
{
    set_up();
    assert_ptr_equal(RtlInsertElementGenericTable, RtlInsertElementGenericTableAvl);
    assert_ptr_equal(RtlEnumerateGenericTable, RtlEnumerateGenericTableAvl);
    assert_int_equal(sizeof(RTL_GENERIC_TABLE), sizeof(RTL_AVL_TABLE));
}

SIM_TESTS(SIM_TEST(an_element_is_a_copy_that_is_found_by_its_key), SIM_TEST(the_tree_is_shallow),
          SIM_TEST(a_search_result_says_where_to_insert), SIM_TEST(enumeration_goes_by_the_key),
          SIM_TEST(elements_may_be_deleted_while_they_are_enumerated),
          SIM_TEST(the_first_of_several_that_match_is_found),
          SIM_TEST(a_directory_begins_at_the_saved_key),
          SIM_TEST(a_directory_goes_on_from_the_saved_key_after_a_deletion),
          SIM_TEST(a_directory_returns_what_matches),
          SIM_TEST(the_other_names_mean_these_functions))
