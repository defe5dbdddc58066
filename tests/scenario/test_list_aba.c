/*
 * scenario/test_list_aba.c - lists that several threads change, and links that are not right
 *
 * Singly and doubly linked lists. An SLIST survives A, B, A; a list of one's own does not, and a
 * doubly linked list with wrong neighbours is reported.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/list_aba.h"
#include "schedules.h"

enum { THREADS = 3 };

static ULONG OwnListBroke;

static void
churns(void *unused)
{
    HANDLE h = sim_open(L"\\\\.\\ListAba");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    DeviceIoControl(h, IOCTL_CHURN, NULL, 0, NULL, 0, NULL, &o);
    assert_completes(h, &o, STATUS_SUCCESS);
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

static ULONG
churn_at_once(BOOLEAN OwnList)
{
    PABA_STORY Story = sim_driver_symbol("list_aba", "Story");
    VOID (*Fill)(VOID) = sim_driver_symbol("list_aba", "AbaFill");
    HANDLE threads[THREADS];

    *Story = (ABA_STORY){.OwnList = OwnList};
    Fill();
    for (ULONG i = 0; i < THREADS; i++) {
        threads[i] = sim_thread(churns, NULL);
    }
    for (ULONG i = 0; i < THREADS; i++) {
        sim_join(threads[i]);
    }
    return Story->Twice;
}

static void
an_slist_gives_each_entry_to_one_thread(void **state)
{
    assert_int_equal(churn_at_once(FALSE), 0);
}

static void
a_list_without_sequence_gives_one_twice(void **state)
{
    OwnListBroke += churn_at_once(TRUE) != 0;
}

static void
it_broke_sometimes(void)
{
    print_message("%u runs gave an entry to two threads\n", OwnListBroke);
    assert_true(OwnListBroke != 0);
}

/* --- doubly linked ---------------------------------------------------------------------------- */

static LIST_ENTRY Head, Entries[3];

static VOID
fill(VOID)
{
    InitializeListHead(&Head);
    for (ULONG i = 0; i < 3; i++) {
        InsertTailList(&Head, &Entries[i]);
    }
}

static void
the_first_in_is_the_first_out(void **state)
{
    fill();
    assert_false(RemoveEntryList(&Entries[1]));
    assert_ptr_equal(RemoveHeadList(&Head), &Entries[0]);
    assert_true(RemoveEntryList(&Entries[2]));
    assert_true(IsListEmpty(&Head));
    assert_ptr_equal(RemoveHeadList(&Head), &Head);
}

static void
removing_twice_is_0x139_3(void **state)
{
    fill();
    RemoveEntryList(&Entries[1]);
    assert_bugcheck(KERNEL_SECURITY_CHECK_FAILURE, RemoveEntryList(&Entries[1]));
    assert_int_equal(sim_bugcheck_parameter(1), 3);
}

static void
inserting_beside_a_wrong_link_is_0x139_3(void **state)
{
    LIST_ENTRY New;

    fill();
    Entries[2].Flink = &Entries[0];
    assert_bugcheck(KERNEL_SECURITY_CHECK_FAILURE, InsertTailList(&Head, &New));
    assert_int_equal(sim_bugcheck_parameter(1), 3);
}

/* --- singly linked, and under a lock ---------------------------------------------------------- */

static SINGLE_LIST_ENTRY Singles, Single[2];
static SLIST_HEADER Sequenced;
static DECLSPEC_ALIGN(16) SLIST_ENTRY Node[2];
static KSPIN_LOCK Lock;

typedef struct {
    ULONG Before;
    SINGLE_LIST_ENTRY Link;
} SAMPLE;

static void
the_last_in_is_the_first_out(void **state)
{
    Singles.Next = NULL;
    PushEntryList(&Singles, &Single[0]);
    PushEntryList(&Singles, &Single[1]);
    assert_ptr_equal(PopEntryList(&Singles), &Single[1]);
    assert_ptr_equal(ExInterlockedPopEntryList(&Singles, &Lock), &Single[0]);
    assert_null(PopEntryList(&Singles));
    InitializeSListHead(&Sequenced);
    InterlockedPushEntrySList(&Sequenced, &Node[0]);
    InterlockedPushEntrySList(&Sequenced, &Node[1]);
    assert_int_equal(ExQueryDepthSList(&Sequenced), 2);
    assert_ptr_equal(InterlockedPopEntrySList(&Sequenced), &Node[1]);
    assert_ptr_equal(InterlockedPopEntrySList(&Sequenced), &Node[0]);
    assert_null(InterlockedPopEntrySList(&Sequenced));
}

/* What the page's Pop does with an empty list. */
static void __attribute__((no_sanitize("undefined")))
the_record_around_nothing_is_below_address_zero(void **state)
{
    SAMPLE *sample;

    Singles.Next = NULL;
    sample = CONTAINING_RECORD(PopEntryList(&Singles), SAMPLE, Link);
    assert_int_equal((ULONG_PTR)sample, (ULONG_PTR)0 - FIELD_OFFSET(SAMPLE, Link));
}

static void
interlocked_lists_are_first_in_first_out(void **state)
{
    KeInitializeSpinLock(&Lock);
    InitializeListHead(&Head);
    assert_null(ExInterlockedInsertTailList(&Head, &Entries[0], &Lock));
    assert_ptr_equal(ExInterlockedInsertTailList(&Head, &Entries[1], &Lock), &Entries[0]);
    assert_ptr_equal(ExInterlockedRemoveHeadList(&Head, &Lock), &Entries[0]);
    assert_ptr_equal(ExInterlockedRemoveHeadList(&Head, &Lock), &Entries[1]);
    assert_null(ExInterlockedRemoveHeadList(&Head, &Lock));
}

SIM_TESTS(IN_ALL_SCHEDULES(an_slist_gives_each_entry_to_one_thread, NULL, .driver = "list_aba"),
          IN_ALL_SCHEDULES(a_list_without_sequence_gives_one_twice, it_broke_sometimes,
                           .driver = "list_aba"),
          IN_ALL_SCHEDULES(the_first_in_is_the_first_out, NULL),
          IN_ALL_SCHEDULES(the_last_in_is_the_first_out, NULL),
          IN_ALL_SCHEDULES(the_record_around_nothing_is_below_address_zero, NULL),
          IN_ALL_SCHEDULES(interlocked_lists_are_first_in_first_out, NULL),
          IN_ALL_SCHEDULES(removing_twice_is_0x139_3, NULL),
          IN_ALL_SCHEDULES(inserting_beside_a_wrong_link_is_0x139_3, NULL))
