/*
 * rtl/test_table_random.c - random operations on both kinds of generic tables against an array
 */
#include "model.h"

enum { KEYS = 48, OPERATIONS = 120000, NODE_BYTES = 64 };

typedef struct _ENTRY {
    LONG key, value;
} ENTRY;

static struct {
    BOOLEAN there;
    LONG value;
} entries[KEYS];                // the model
static LONG order[KEYS], count; // keys as they came
static RTL_GENERIC_TABLE splayed;
static RTL_AVL_TABLE balanced;

/* --- nodes come from an array ----------------------------------------------------------------- */

static union {
    PVOID next;
    UCHAR bytes[NODE_BYTES];
} nodes[2 * KEYS], *free_nodes;

static PVOID
take_node(CLONG size)
{
    PVOID node = free_nodes;

    expect(size <= NODE_BYTES, TRUE);
    expect(node != NULL, TRUE);
    free_nodes = free_nodes->next;
    return memset(node, 0xAA, NODE_BYTES);
}

static VOID
return_node(PVOID node)
{
    memset(node, 0xDD, NODE_BYTES);
    *(PVOID *)node = free_nodes;
    free_nodes = node;
}

static RTL_GENERIC_COMPARE_RESULTS
by_key(PVOID first, PVOID second)
{
    LONG a = ((ENTRY *)first)->key, b = ((ENTRY *)second)->key;

    return a < b ? GenericLessThan : a > b ? GenericGreaterThan : GenericEqual;
}

static RTL_GENERIC_COMPARE_RESULTS NTAPI
compare(RTL_GENERIC_TABLE *table, PVOID first, PVOID second)
{
    return by_key(first, second);
}

static PVOID NTAPI
allocate(RTL_GENERIC_TABLE *table, CLONG size)
{
    return take_node(size);
}

static VOID NTAPI
release(RTL_GENERIC_TABLE *table, PVOID node)
{
    return_node(node);
}

static RTL_GENERIC_COMPARE_RESULTS NTAPI
compare_avl(RTL_AVL_TABLE *table, PVOID first, PVOID second)
{
    return by_key(first, second);
}

static PVOID NTAPI
allocate_avl(RTL_AVL_TABLE *table, CLONG size)
{
    return take_node(size);
}

static VOID NTAPI
release_avl(RTL_AVL_TABLE *table, PVOID node)
{
    return_node(node);
}

static void
begin(void)
{
    for (ULONG i = 0; i < ARRAYSIZE(nodes); i++) {
        return_node(&nodes[i]);
    }
    RtlInitializeGenericTable(&splayed, compare, allocate, release, NULL);
    RtlInitializeGenericTableAvl(&balanced, compare_avl, allocate_avl, release_avl, NULL);
}

/* --- operations, on both ---------------------------------------------------------------------- */

static void
expect_entry(const ENTRY *entry, LONG key)
{
    expect(entry != NULL, key >= 0);
    if (entry != NULL) {
        expect(entry->key, key);
        expect(entry->value, entries[key].value);
    }
}

static void
insert(LONG key, LONG value)
{
    ENTRY entry = {key, value};
    BOOLEAN fresh = !entries[key].there, fresh_splayed, fresh_balanced;
    ENTRY *a, *b;

    operation("insert", key, value);
    a = RtlInsertElementGenericTable(&splayed, &entry, sizeof entry, &fresh_splayed);
    b = RtlInsertElementGenericTableAvl(&balanced, &entry, sizeof entry, &fresh_balanced);
    if (fresh) {
        entries[key].there = TRUE;
        entries[key].value = value;
        order[count++] = key;
    }
    expect(fresh_splayed, fresh);
    expect(fresh_balanced, fresh);
    expect_entry(a, key);
    expect_entry(b, key);
}

static void
drop(LONG key)
{
    LONG at = 0;

    operation("delete", key, 0);
    expect(RtlDeleteElementGenericTable(&splayed, &(ENTRY){.key = key}), entries[key].there);
    expect(RtlDeleteElementGenericTableAvl(&balanced, &(ENTRY){.key = key}), entries[key].there);
    if (!entries[key].there) {
        return;
    }
    entries[key].there = FALSE;
    while (order[at] != key) {
        at++;
    }
    memmove(&order[at], &order[at + 1], (size_t)(--count - at) * sizeof order[0]);
}

static void
look_up(LONG key)
{
    LONG wanted = entries[key].there ? key : -1;

    operation("lookup", key, 0);
    expect_entry(RtlLookupElementGenericTable(&splayed, &(ENTRY){.key = key}), wanted);
    expect_entry(RtlLookupElementGenericTableAvl(&balanced, &(ENTRY){.key = key}), wanted);
}

static LONG
next_key(LONG key)
{
    for (key++; key < KEYS; key++) {
        if (entries[key].there) {
            return key;
        }
    }
    return -1;
}

static void
get(LONG index)
{
    LONG key = -1;

    operation("get", index, count);
    expect_entry(RtlGetElementGenericTable(&splayed, (ULONG)index),
                 index < count ? order[index] : -1);
    for (LONG i = 0; i <= index; i++) {
        key = i < count ? next_key(key) : -1;
    }
    expect_entry(RtlGetElementGenericTableAvl(&balanced, (ULONG)index), key);
}

static void
enumerate(void)
{
    PVOID at_splayed = NULL, at_balanced = NULL;
    LONG key = -1;

    operation("enumerate", count, 0);
    do {
        BOOLEAN first = key < 0;

        key = next_key(key);
        expect_entry(RtlEnumerateGenericTableWithoutSplaying(&splayed, &at_splayed), key);
        expect_entry(RtlEnumerateGenericTableWithoutSplayingAvl(&balanced, &at_balanced), key);
        expect_entry(RtlEnumerateGenericTable(&splayed, first), key);
        expect_entry(RtlEnumerateGenericTableAvl(&balanced, first), key);
    } while (key >= 0);
}

/* --- the trees -------------------------------------------------------------------------------- */

static LONG
height(PRTL_BALANCED_LINKS links, PRTL_BALANCED_LINKS parent)
{
    LONG left, right;

    if (links == NULL) {
        return 0;
    }
    expect(links->Parent == parent, TRUE);
    left = height(links->LeftChild, links);
    right = height(links->RightChild, links);
    expect(links->Balance, right - left);
    expect(links->Balance >= -1 && links->Balance <= 1, TRUE);
    return 1 + max(left, right);
}

static void
check(void)
{
    expect(RtlNumberGenericTableElements(&splayed), count);
    expect(RtlNumberGenericTableElementsAvl(&balanced), count);
    expect(RtlIsGenericTableEmpty(&splayed), count == 0);
    expect(RtlIsGenericTableEmptyAvl(&balanced), count == 0);
    expect(height(balanced.BalancedRoot.RightChild, &balanced.BalancedRoot), balanced.DepthOfTree);
}

static void
tables_are_arrays_of_entries(void **state)
{
    begin();
    for (ULONG i = 0; i < OPERATIONS; i++) {
        ULONG kind = any(32);
        LONG key = (LONG)any(KEYS);

        if (kind < 10) {
            insert(key, (LONG)i);
        } else if (kind < 20) {
            drop(key);
        } else if (kind < 28) {
            look_up(key);
        } else if (kind < 31) {
            get((LONG)any(KEYS));
        } else {
            enumerate();
        }
        if (i % 4 == 0) {
            check();
        }
    }
}

SIM_TESTS(SIM_TEST(tables_are_arrays_of_entries))
