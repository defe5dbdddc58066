/*
 * ex/test_slist.c - sequenced lists: last in, first out
 */
#include <ntddk.h>
#include <sim/test.h>

static SLIST_HEADER Head;
static SLIST_ENTRY Entries[3];

static void
the_last_entry_comes_out_first(void **state)
{
    ExInitializeSListHead(&Head);
    assert_null(ExInterlockedPushEntrySList(&Head, &Entries[0], NULL));
    assert_ptr_equal(ExInterlockedPushEntrySList(&Head, &Entries[1], NULL), &Entries[0]);
    assert_ptr_equal(InterlockedPushEntrySList(&Head, &Entries[2]), &Entries[1]);
    assert_int_equal(ExQueryDepthSList(&Head), 3);
    assert_ptr_equal(FirstEntrySList(&Head), &Entries[2]);
    assert_ptr_equal(ExInterlockedPopEntrySList(&Head, NULL), &Entries[2]);
    assert_ptr_equal(InterlockedPopEntrySList(&Head), &Entries[1]);
    assert_ptr_equal(ExInterlockedPopEntrySList(&Head, NULL), &Entries[0]);
    assert_null(ExInterlockedPopEntrySList(&Head, NULL));
    assert_int_equal(ExQueryDepthSList(&Head), 0);
}

static void
a_flush_returns_all_as_a_chain(void **state)
{
    ExInitializeSListHead(&Head);
    assert_null(ExInterlockedFlushSList(&Head));
    InterlockedPushEntrySList(&Head, &Entries[0]);
    InterlockedPushEntrySList(&Head, &Entries[1]);
    assert_ptr_equal(ExInterlockedFlushSList(&Head), &Entries[1]);
    assert_ptr_equal(Entries[1].Next, &Entries[0]);
    assert_null(Entries[0].Next);
    assert_int_equal(ExQueryDepthSList(&Head), 0);
}

static void
every_change_advances_the_sequence(void **state)
{
    ULONGLONG sequence;

    ExInitializeSListHead(&Head);
    InterlockedPushEntrySList(&Head, &Entries[0]);
    sequence = Head.HeaderX64.Sequence;
    InterlockedPopEntrySList(&Head);
    assert_int_not_equal(Head.HeaderX64.Sequence, sequence);
}

SIM_TESTS(SIM_TEST(the_last_entry_comes_out_first), SIM_TEST(a_flush_returns_all_as_a_chain),
          SIM_TEST(every_change_advances_the_sequence))
