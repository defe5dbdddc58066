/*
 * ex/test_poollimit.c - pool that comes to an end, and requests of different priority
 */
#include <ntddk.h>
#include <sim/test.h>

#define TAG 'tseT'

enum { LIMIT = 1 << 20 };

static PVOID
with_priority(EX_POOL_PRIORITY priority, SIZE_T bytes)
{
    POOL_EXTENDED_PARAMETER parameter = {.Type = PoolExtendedParameterPriority};

    parameter.Priority = priority;
    return ExAllocatePool3(POOL_FLAG_PAGED, bytes, TAG, &parameter, 1);
}

static BOOLEAN
is_granted(EX_POOL_PRIORITY priority, SIZE_T bytes)
{
    PVOID block = with_priority(priority, bytes);
    PVOID old = ExAllocatePoolWithTagPriority(PagedPool, bytes, TAG, priority);

    if (block != NULL) {
        ExFreePool(block);
    }
    if (old != NULL) {
        ExFreePool(old);
    }
    assert_int_equal(block != NULL, old != NULL);
    return block != NULL;
}

static void
low_priority_fails_first(void **state)
{
    PVOID most;

    sim_pool_limit(0, LIMIT);
    assert_true(is_granted(LowPoolPriority, 1000));
    most = ExAllocatePool2(POOL_FLAG_PAGED, LIMIT / 100 * 90, TAG);
    assert_false(is_granted(LowPoolPriority, 1000));
    assert_true(is_granted(NormalPoolPriority, 1000));
    ExFreePool(most);
    most = ExAllocatePool2(POOL_FLAG_PAGED, LIMIT / 100 * 95, TAG);
    assert_false(is_granted(NormalPoolPriority, 1000));
    assert_true(is_granted(HighPoolPriority, 1000));
    ExFreePool(most);
    assert_true(is_granted(LowPoolPrioritySpecialPoolOverrun, 1000));
    sim_pool_limit(0, 0);
}

static void
a_priority_that_is_none_is_refused(void **state)
{
    assert_null(with_priority((EX_POOL_PRIORITY)7, 100));
    assert_null(with_priority((EX_POOL_PRIORITY)64, 100));
}

static void
without_a_limit_again_there_is_enough(void **state)
{
    PVOID block;

    sim_pool_limit(1 << 16, 0);
    assert_null(ExAllocatePool2(POOL_FLAG_NON_PAGED, 1 << 16, TAG));
    sim_pool_limit(0, 0);
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 1 << 16, TAG);
    assert_non_null(block);
    ExFreePool(block);
}

static void
the_newer_names_have_priorities_too(void **state)
{
    PVOID most;

    sim_pool_limit(0, LIMIT);
    most = ExAllocatePoolPriorityZero(PagedPool, LIMIT / 100 * 90, TAG, HighPoolPriority);
    assert_non_null(most);
    assert_null(ExAllocatePoolPriorityUninitialized(PagedPool, 1000, TAG, LowPoolPriority));
    assert_null(ExAllocatePoolPriorityZero(PagedPool, 1000, TAG, LowPoolPriority));
    ExFreePool(most);
    most = ExAllocatePoolPriorityUninitialized(PagedPool, 1000, TAG, LowPoolPriority);
    assert_non_null(most);
    ExFreePool(most);
    sim_pool_limit(0, 0);
}

SIM_TESTS(SIM_TEST(the_newer_names_have_priorities_too), SIM_TEST(low_priority_fails_first),
          SIM_TEST(a_priority_that_is_none_is_refused),
          SIM_TEST(without_a_limit_again_there_is_enough))
