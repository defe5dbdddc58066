/*
 * ex/test_poolfree.c - what can go wrong when pool is given back, and by which name it is reported
 */
#include "poke.h"

#include <sim/test.h>

#define TAG 'tseT'

static PUCHAR
block_of(SIZE_T bytes)
{
    return ExAllocatePoolWithTag(NonPagedPool, bytes, TAG);
}

static void
freed_twice(SIZE_T bytes)
{
    PVOID block = block_of(bytes);

    ExFreePoolWithTag(block, TAG);
    assert_bugcheck(BAD_POOL_CALLER, ExFreePoolWithTag(block, TAG));
    assert_int_equal(sim_bugcheck_parameter(1), 7);
    assert_int_equal(sim_bugcheck_parameter(4), (uintptr_t)block);
}

static void
wrong_tag(SIZE_T bytes)
{
    PVOID block = block_of(bytes);

    assert_bugcheck(BAD_POOL_CALLER, ExFreePoolWithTag(block, 'gaTX'));
    assert_int_equal(sim_bugcheck_parameter(1), 0xA);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)block);
    assert_int_equal(sim_bugcheck_parameter(3), TAG);
    assert_int_equal(sim_bugcheck_parameter(4), 'gaTX');
}

static void
written_behind_the_end(SIZE_T bytes)
{
    PUCHAR block = block_of(bytes);

    poke(block + bytes, 0x42);
    assert_bugcheck(BAD_POOL_HEADER, ExFreePoolWithTag(block, TAG));
    assert_int_equal(sim_bugcheck_parameter(1), 0x21);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)block);
    assert_int_equal(sim_bugcheck_parameter(3), bytes);
    assert_int_equal(sim_bugcheck_parameter(4), 0x42);
}

static void
not_the_beginning(SIZE_T bytes)
{
    PUCHAR block = block_of(bytes);

    assert_bugcheck(BAD_POOL_CALLER, ExFreePool(block + 16));
    assert_int_equal(sim_bugcheck_parameter(1), 0x46);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)(block + 16));
}

static void
a_small_block_freed_twice_is_found(void **state)
{
    freed_twice(40);
}

static void
a_large_block_freed_twice_is_found(void **state)
{
    freed_twice(2 * PAGE_SIZE);
}

static void
the_wrong_tag_of_a_small_block_is_found(void **state)
{
    wrong_tag(40);
}

static void
the_wrong_tag_of_a_large_block_is_found(void **state)
{
    wrong_tag(2 * PAGE_SIZE);
}

static void
one_byte_behind_a_small_block_is_found(void **state)
{
    written_behind_the_end(41);
}

static void
one_byte_behind_a_large_block_is_found(void **state)
{
    written_behind_the_end(2 * PAGE_SIZE);
}

static void
an_address_inside_a_small_block_is_refused(void **state)
{
    not_the_beginning(40);
}

static void
an_address_inside_a_large_block_is_refused(void **state)
{
    not_the_beginning(2 * PAGE_SIZE);
}

static void
a_block_freed_twice_long_ago_is_found(void **state)
{
    PVOID block = block_of(40);

    ExFreePoolWithTag(block, TAG);
    for (ULONG i = 0; i < 500; i++) {
        ExFreePoolWithTag(block_of(100 + i), TAG);
    }
    assert_bugcheck(BAD_POOL_CALLER, ExFreePoolWithTag(block, TAG));
    assert_int_equal(sim_bugcheck_parameter(1), 7);
}

static void
a_header_that_was_overwritten_is_found(void **state)
{
    PUCHAR block = block_of(40);

    poke(block - 6, peek(block - 6) ^ 1);
    assert_bugcheck(BAD_POOL_HEADER, ExFreePool(block));
    assert_int_equal(sim_bugcheck_parameter(1), 0x20);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)(block - 16));
}

static void
an_address_that_is_no_pool_is_refused(void **state)
{
    static UCHAR variable[64];

    assert_bugcheck(BAD_POOL_CALLER, ExFreePool(variable));
    assert_int_equal(sim_bugcheck_parameter(1), 0x42);
}

static void
a_user_address_is_refused(void **state)
{
    assert_bugcheck(BAD_POOL_CALLER, ExFreePool((PVOID)0x60001000));
    assert_int_equal(sim_bugcheck_parameter(1), 0x40);
}

static void
paged_pool_is_not_freed_above_apc_level(void **state)
{
    PVOID block = ExAllocatePoolWithTag(PagedPool, 8, TAG);
    KIRQL irql;

    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExFreePool(block));
    assert_int_equal(sim_bugcheck_parameter(1), 0x11);
    assert_int_equal(sim_bugcheck_parameter(4), (uintptr_t)block);
}

static void
any_tag_is_right_for_exfreepool_and_for_tag_zero(void **state)
{
    ExFreePool(block_of(40));
    ExFreePoolWithTag(block_of(40), 0);
    ExFreePoolWithTag(block_of(40), TAG | 0x80000000); // PROTECTED_POOL
}

static VOID
do_nothing(PVOID parameter)
{
}

static void
a_block_with_a_queued_work_item_is_not_freed(void **state)
{
    PWORK_QUEUE_ITEM item = ExAllocatePoolWithTag(NonPagedPool, sizeof(*item), TAG);
    KIRQL irql;

    ExInitializeWorkItem(item, do_nothing, NULL);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    ExQueueWorkItem(item, DelayedWorkQueue);
    assert_bugcheck(WORKER_INVALID, ExFreePool(item));
    assert_int_equal(sim_bugcheck_parameter(1), 0);
}

static void
a_block_with_a_lookaside_list_is_not_freed(void **state)
{
    PLOOKASIDE_LIST_EX list = ExAllocatePoolWithTag(NonPagedPool, 3 * sizeof(*list), TAG);

    assert_nt_success(ExInitializeLookasideListEx(list + 1, NULL, NULL, PagedPool, 0, 32, TAG, 0));
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExFreePool(list));
    assert_int_equal(sim_bugcheck_parameter(1), 0xCC);
}

SIM_TESTS(SIM_TEST(a_small_block_freed_twice_is_found),
          SIM_TEST(a_large_block_freed_twice_is_found),
          SIM_TEST(a_block_freed_twice_long_ago_is_found),
          SIM_TEST(the_wrong_tag_of_a_small_block_is_found),
          SIM_TEST(the_wrong_tag_of_a_large_block_is_found),
          SIM_TEST(one_byte_behind_a_small_block_is_found),
          SIM_TEST(one_byte_behind_a_large_block_is_found),
          SIM_TEST(an_address_inside_a_small_block_is_refused),
          SIM_TEST(an_address_inside_a_large_block_is_refused),
          SIM_TEST(a_header_that_was_overwritten_is_found),
          SIM_TEST(an_address_that_is_no_pool_is_refused), SIM_TEST(a_user_address_is_refused),
          SIM_TEST(paged_pool_is_not_freed_above_apc_level),
          SIM_TEST(any_tag_is_right_for_exfreepool_and_for_tag_zero),
          SIM_TEST(a_block_with_a_queued_work_item_is_not_freed),
          SIM_TEST(a_block_with_a_lookaside_list_is_not_freed))
