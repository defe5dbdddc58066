/*
 * ex/test_poolquarantine.c - memory that is used after it was freed
 */
#include "poke.h"

#include <sim/test.h>

#define TAG 'tseT'

static void
freed_memory_no_longer_holds_what_it_did(void **state)
{
    PUCHAR block = ExAllocatePoolWithTag(NonPagedPool, 40, TAG);

    block[39] = 123;
    ExFreePoolWithTag(block, TAG);
    assert_int_not_equal(peek(block + 39), 123);
}

static void
freed_memory_is_not_handed_out_again_at_once(void **state)
{
    PVOID block = ExAllocatePoolWithTag(NonPagedPool, 40, TAG), next;

    ExFreePoolWithTag(block, TAG);
    next = ExAllocatePoolWithTag(NonPagedPool, 40, TAG);
    assert_ptr_not_equal(block, next);
    ExFreePoolWithTag(next, TAG);
}

static void
churn(void)
{
    for (ULONG i = 0; i < 500; i++) {
        ExFreePoolWithTag(ExAllocatePoolWithTag(NonPagedPool, 100, TAG), TAG);
    }
}

static void
a_write_after_the_free_is_found(void **state)
{
    PUCHAR block = ExAllocatePoolWithTag(NonPagedPool, 40, TAG);

    ExFreePoolWithTag(block, TAG);
    poke(block + 39, 0);
    assert_bugcheck(DRIVER_CAUGHT_MODIFYING_FREED_POOL, churn());
    assert_int_equal(sim_bugcheck_parameter(1), (uintptr_t)(block + 39));
}

static void
a_write_after_the_free_of_a_large_block_is_found(void **state)
{
    PUCHAR block = ExAllocatePoolWithTag(PagedPool, PAGE_SIZE, TAG);

    ExFreePoolWithTag(block, TAG);
    poke(block, 0);
    assert_bugcheck(DRIVER_CAUGHT_MODIFYING_FREED_POOL, churn());
    assert_int_equal(sim_bugcheck_parameter(1), (uintptr_t)block);
}

SIM_TESTS(SIM_TEST(freed_memory_no_longer_holds_what_it_did),
          SIM_TEST(freed_memory_is_not_handed_out_again_at_once),
          SIM_TEST(a_write_after_the_free_is_found),
          SIM_TEST(a_write_after_the_free_of_a_large_block_is_found))
