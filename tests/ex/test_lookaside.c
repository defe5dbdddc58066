/*
 * ex/test_lookaside.c - lookaside lists: when the list serves, and when the routines are called
 */
#include <ntddk.h>
#include <sim/test.h>

#define TAG 'tseT'

static NPAGED_LOOKASIDE_LIST NonPaged;
static PAGED_LOOKASIDE_LIST Paged;
static LOOKASIDE_LIST_EX Extended;
static ULONG Allocations, Frees;

static PVOID
count_allocation(POOL_TYPE type, SIZE_T bytes, ULONG tag)
{
    Allocations++;
    return ExAllocatePoolWithTag(type, bytes, tag);
}

static VOID
count_free(PVOID entry)
{
    Frees++;
    ExFreePool(entry);
}

static PVOID
count_allocation_ex(POOL_TYPE type, SIZE_T bytes, ULONG tag, PLOOKASIDE_LIST_EX list)
{
    assert_ptr_equal(list, &Extended);
    Allocations++;
    return ExAllocatePoolWithTag(type, bytes, tag);
}

static VOID
count_free_ex(PVOID entry, PLOOKASIDE_LIST_EX list)
{
    assert_ptr_equal(list, &Extended);
    Frees++;
    ExFreePool(entry);
}

static void
a_freed_entry_is_the_next_one(void **state)
{
    PVOID entry;

    ExInitializeNPagedLookasideList(&NonPaged, NULL, NULL, 0, 40, TAG, 0);
    entry = ExAllocateFromNPagedLookasideList(&NonPaged);
    assert_non_null(entry);
    ExFreeToNPagedLookasideList(&NonPaged, entry);
    assert_ptr_equal(ExAllocateFromNPagedLookasideList(&NonPaged), entry);
    ExFreeToNPagedLookasideList(&NonPaged, entry);
    ExDeleteNPagedLookasideList(&NonPaged);
}

static void
paged_lists_work_alike(void **state)
{
    PVOID entry;

    ExInitializePagedLookasideList(&Paged, NULL, NULL, 0, 40, TAG, 0);
    entry = ExAllocateFromPagedLookasideList(&Paged);
    ExFreeToPagedLookasideList(&Paged, entry);
    assert_ptr_equal(ExAllocateFromPagedLookasideList(&Paged), entry);
    ExFreeToPagedLookasideList(&Paged, entry);
    ExDeletePagedLookasideList(&Paged);
}

static void
routines_are_called_when_the_list_is_empty_or_full(void **state)
{
    PVOID entries[10];

    Allocations = Frees = 0;
    ExInitializeNPagedLookasideList(&NonPaged, count_allocation, count_free, 0, 40, TAG, 0);
    for (ULONG i = 0; i < 10; i++) {
        entries[i] = ExAllocateFromNPagedLookasideList(&NonPaged);
    }
    assert_int_equal(Allocations, 10);
    for (ULONG i = 0; i < 10; i++) {
        ExFreeToNPagedLookasideList(&NonPaged, entries[i]);
    }
    assert_int_equal(Frees, 10 - NonPaged.L.Depth);
    ExDeleteNPagedLookasideList(&NonPaged);
    assert_int_equal(Frees, 10);
}

static void
statistics_count_both_ways(void **state)
{
    PVOID entry;

    ExInitializeNPagedLookasideList(&NonPaged, NULL, NULL, 0, 40, TAG, 0);
    entry = ExAllocateFromNPagedLookasideList(&NonPaged);
    ExFreeToNPagedLookasideList(&NonPaged, entry);
    ExFreeToNPagedLookasideList(&NonPaged, ExAllocateFromNPagedLookasideList(&NonPaged));
    assert_int_equal(NonPaged.L.TotalAllocates, 2);
    assert_int_equal(NonPaged.L.AllocateMisses, 1);
    assert_int_equal(NonPaged.L.TotalFrees, 2);
    assert_int_equal(NonPaged.L.FreeMisses, 0);
    assert_int_equal(NonPaged.L.Size, 40);
    assert_int_equal(NonPaged.L.Tag, TAG);
    ExDeleteNPagedLookasideList(&NonPaged);
}

static void
extended_lists_hand_themselves_to_their_routines(void **state)
{
    PVOID entry;

    Allocations = Frees = 0;
    assert_nt_success(ExInitializeLookasideListEx(&Extended, count_allocation_ex, count_free_ex,
                                                  PagedPool, 0, 40, TAG, 0));
    entry = ExAllocateFromLookasideListEx(&Extended);
    ExFreeToLookasideListEx(&Extended, entry);
    assert_int_equal(Frees, 0);
    ExFlushLookasideListEx(&Extended);
    assert_int_equal(Allocations, 1);
    assert_int_equal(Frees, 1);
    ExDeleteLookasideListEx(&Extended);
}

static void
extended_lists_refuse_what_makes_no_sense(void **state)
{
    assert_nt_status(
        ExInitializeLookasideListEx(&Extended, NULL, NULL, DontUseThisType, 0, 40, TAG, 0),
        STATUS_INVALID_PARAMETER_4);
    assert_nt_status(ExInitializeLookasideListEx(&Extended, NULL, NULL, PagedPool, 3, 40, TAG, 0),
                     STATUS_INVALID_PARAMETER_5);
}

static void
a_write_to_a_listed_entry_is_found(void **state)
{
    volatile UCHAR *entry;

    ExInitializeNPagedLookasideList(&NonPaged, NULL, NULL, 0, 40, TAG, 0);
    entry = ExAllocateFromNPagedLookasideList(&NonPaged);
    ExFreeToNPagedLookasideList(&NonPaged, (PVOID)entry);
    entry[20] = 1;
    assert_bugcheck(DRIVER_CAUGHT_MODIFYING_FREED_POOL,
                    ExAllocateFromNPagedLookasideList(&NonPaged));
}

static void
a_list_is_not_initialised_twice(void **state)
{
    ExInitializeNPagedLookasideList(&NonPaged, NULL, NULL, 0, 40, TAG, 0);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    ExInitializeNPagedLookasideList(&NonPaged, NULL, NULL, 0, 40, TAG, 0));
    assert_int_equal(sim_bugcheck_parameter(1), 0xCA);
}

static void
a_list_is_not_deleted_twice(void **state)
{
    ExInitializeNPagedLookasideList(&NonPaged, NULL, NULL, 0, 40, TAG, 0);
    ExDeleteNPagedLookasideList(&NonPaged);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExDeleteNPagedLookasideList(&NonPaged));
    assert_int_equal(sim_bugcheck_parameter(1), 0xCB);
}

static void
entries_must_hold_a_pointer(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    ExInitializeNPagedLookasideList(&NonPaged, NULL, NULL, 0, 4, TAG, 0));
    assert_int_equal(sim_bugcheck_parameter(1), 0xCD);
}

/* --- the depth follows the demand ------------------------------------------------------------- */

static void
a_busy_second(ULONG entries)
{
    static PVOID taken[64];

    for (ULONG round = 0; round < 4; round++) {
        for (ULONG i = 0; i < entries; i++) {
            taken[i] = ExAllocateFromNPagedLookasideList(&NonPaged);
        }
        for (ULONG i = 0; i < entries; i++) {
            ExFreeToNPagedLookasideList(&NonPaged, taken[i]);
        }
    }
    sim_run_for(1000 * 1000 * 1000);
}

static void
the_depth_grows_with_misses_and_shrinks_without_use(void **state)
{
    USHORT grown;

    ExInitializeNPagedLookasideList(&NonPaged, NULL, NULL, 0, 40, TAG, 0);
    assert_int_equal(NonPaged.L.Depth, 4);
    for (unsigned second = 0; second < 8; second++) {
        a_busy_second(60);
    }
    grown = NonPaged.L.Depth;
    assert_true(grown >= 60);
    assert_true(grown <= 256);
    assert_true(ExQueryDepthSList(&NonPaged.L.ListHead) > 16);
    for (unsigned second = 0; second < 20; second++) {
        a_busy_second(4);
    }
    assert_int_equal(NonPaged.L.Depth, 4);
    ExDeleteNPagedLookasideList(&NonPaged);
}

static void
frees_give_the_surplus_back(void **state)
{
    PVOID entries[12];

    Allocations = Frees = 0;
    ExInitializeNPagedLookasideList(&NonPaged, count_allocation, count_free, 0, 40, TAG, 0);
    NonPaged.L.Depth = 8;
    for (ULONG i = 0; i < 12; i++) {
        entries[i] = ExAllocateFromNPagedLookasideList(&NonPaged);
    }
    for (ULONG i = 0; i < 8; i++) {
        ExFreeToNPagedLookasideList(&NonPaged, entries[i]);
    }
    assert_int_equal(Frees, 0);
    NonPaged.L.Depth = 4;
    ExFreeToNPagedLookasideList(&NonPaged, entries[8]);
    assert_int_equal(Frees, 2);
    ExFreeToNPagedLookasideList(&NonPaged, entries[9]);
    assert_int_equal(Frees, 4);
    ExFreeToNPagedLookasideList(&NonPaged, entries[10]);
    ExFreeToNPagedLookasideList(&NonPaged, entries[11]);
    assert_int_equal(ExQueryDepthSList(&NonPaged.L.ListHead), 4);
    ExDeleteNPagedLookasideList(&NonPaged);
    assert_int_equal(Frees, 12);
}

SIM_TESTS(SIM_TEST(the_depth_grows_with_misses_and_shrinks_without_use),
          SIM_TEST(frees_give_the_surplus_back), SIM_TEST(a_freed_entry_is_the_next_one),
          SIM_TEST(paged_lists_work_alike),
          SIM_TEST(routines_are_called_when_the_list_is_empty_or_full),
          SIM_TEST(statistics_count_both_ways),
          SIM_TEST(extended_lists_hand_themselves_to_their_routines),
          SIM_TEST(extended_lists_refuse_what_makes_no_sense),
          SIM_TEST(a_write_to_a_listed_entry_is_found), SIM_TEST(a_list_is_not_initialised_twice),
          SIM_TEST(a_list_is_not_deleted_twice), SIM_TEST(entries_must_hold_a_pointer))
