/*
 * ex/test_pool.c - what the allocation routines give, and what they refuse
 */
#include <ntddk.h>
#include <sim/test.h>

#define TAG                   'tseT'
#define UNKNOWN_REQUIRED_FLAG 0x40000000ULL
#define UNKNOWN_OPTIONAL_FLAG 0x4000000000000000ULL

static BOOLEAN
holds_only(const UCHAR *bytes, UCHAR value, SIZE_T count)
{
    for (SIZE_T i = 0; i < count; i++) {
        if (bytes[i] != value) {
            return FALSE;
        }
    }
    return TRUE;
}

static void
blocks_are_aligned_to_16_bytes_and_from_a_page_on_to_pages(void **state)
{
    for (SIZE_T bytes = 1; bytes < 3 * PAGE_SIZE; bytes += 37) {
        PUCHAR block = ExAllocatePoolWithTag(NonPagedPool, bytes, TAG);
        SIZE_T offset = (ULONG_PTR)block % PAGE_SIZE;

        assert_int_equal((ULONG_PTR)block % 16, 0);
        assert_true(bytes < PAGE_SIZE ? offset + bytes <= PAGE_SIZE : offset == 0);
        ExFreePoolWithTag(block, TAG);
    }
}

static void
the_older_routines_do_not_zero(void **state)
{
    PUCHAR blocks[] = {
        ExAllocatePool(NonPagedPool, 100),
        ExAllocatePoolWithTag(PagedPool, 100, TAG),
        ExAllocatePoolWithTagPriority(NonPagedPoolNx, 100, TAG, HighPoolPriority),
        ExAllocatePoolWithQuotaTag(PagedPool | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE, 100, TAG),
        ExAllocatePoolUninitialized(NonPagedPoolNx, 5000, TAG),
        ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_UNINITIALIZED, 100, TAG),
    };

    for (ULONG i = 0; i < ARRAYSIZE(blocks); i++) {
        assert_false(holds_only(blocks[i], 0, 100));
        ExFreePool(blocks[i]);
    }
}

static void
the_zeroing_routines_zero(void **state)
{
    PUCHAR blocks[] = {
        ExAllocatePoolZero(NonPagedPoolNx, 3000, TAG),
        ExAllocatePoolQuotaZero(PagedPool, 3000, TAG),
        ExAllocatePoolPriorityZero(PagedPool, 3000, TAG, LowPoolPriority),
        ExAllocatePool2(POOL_FLAG_NON_PAGED, 3000, TAG),
        ExAllocatePool3(POOL_FLAG_PAGED, 3000, TAG, NULL, 0),
    };

    for (ULONG i = 0; i < ARRAYSIZE(blocks); i++) {
        assert_true(holds_only(blocks[i], 0, 3000));
        ExFreePool(blocks[i]);
    }
}

static void
used_memory_is_zeroed_again(void **state)
{
    for (ULONG i = 0; i < 1000; i++) {
        PUCHAR block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 200, TAG);

        assert_true(holds_only(block, 0, 200));
        memset(block, 0x55, 200);
        ExFreePoolWithTag(block, TAG);
    }
}

static void
pool2_returns_null_for_flags_that_make_no_sense(void **state)
{
    assert_null(ExAllocatePool2(0, 8, TAG));
    assert_null(ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_NON_PAGED, 8, TAG));
    assert_null(ExAllocatePool2(POOL_FLAG_PAGED | UNKNOWN_REQUIRED_FLAG, 8, TAG));
    assert_null(ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_RESERVED1, 8, TAG));
    assert_null(ExAllocatePool2(POOL_FLAG_PAGED, 8, 0));
}

static void
pool2_ignores_optional_flags(void **state)
{
    PVOID block =
        ExAllocatePool2(POOL_FLAG_PAGED | UNKNOWN_OPTIONAL_FLAG | POOL_FLAG_SPECIAL_POOL, 8, TAG);

    assert_non_null(block);
    ExFreePool(block);
}

static void
pool3_knows_its_parameters(void **state)
{
    POOL_EXTENDED_PARAMETER parameters[2];
    PVOID block;

    memset(parameters, 0, sizeof(parameters));
    parameters[0].Type = PoolExtendedParameterPriority;
    parameters[0].Priority = HighPoolPriority;
    parameters[1].Type = PoolExtendedParameterNumaNode;
    parameters[1].PreferredNode = 0;
    block = ExAllocatePool3(POOL_FLAG_NON_PAGED, 8, TAG, parameters, 2);
    assert_non_null(block);
    ExFreePool2(block, TAG, NULL, 0);
    assert_null(ExAllocatePool3(POOL_FLAG_PAGED, 8, TAG, parameters, 2)); // nodes: nonpaged only
    parameters[1].Type = 77;
    assert_null(ExAllocatePool3(POOL_FLAG_NON_PAGED, 8, TAG, parameters, 2));
    parameters[1].Optional = 1;
    block = ExAllocatePool3(POOL_FLAG_NON_PAGED, 8, TAG, parameters, 2);
    assert_non_null(block);
    ExFreePool(block);
}

static void
more_than_there_is_gives_null(void **state)
{
    assert_null(ExAllocatePoolWithTag(NonPagedPool, 0x7FFFFFFFFF, TAG));
    assert_null(ExAllocatePool2(POOL_FLAG_PAGED, (SIZE_T)-1, TAG));
    assert_null(ExAllocatePoolWithQuotaTag(PagedPool | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE,
                                           0x7FFFFFFFFF, TAG));
}

static void
all_pool_can_be_used_and_comes_back(void **state)
{
    PSINGLE_LIST_ENTRY first = NULL, block;
    ULONG rounds[2] = {0, 0};

    for (ULONG round = 0; round < 2; round++) {
        while ((block = ExAllocatePoolWithTag(PagedPool, 20000, TAG)) != NULL) {
            block->Next = first;
            first = block;
            rounds[round]++;
        }
        assert_true(rounds[round] > 100);
        while (first != NULL) {
            block = first;
            first = first->Next;
            ExFreePoolWithTag(block, TAG);
        }
    }
    assert_int_equal(rounds[0], rounds[1]);
}

static void
zero_bytes_are_refused(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExAllocatePoolWithTag(PagedPool, 0, TAG));
    assert_int_equal(sim_bugcheck_parameter(1), 0);
}

static void
paged_pool_above_apc_level_is_refused(void **state)
{
    KIRQL irql;

    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExAllocatePoolWithTag(PagedPool, 77, TAG));
    assert_int_equal(sim_bugcheck_parameter(1), 1);
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(4), 77);
}

static void
nonpaged_pool_at_dispatch_level_is_right(void **state)
{
    PVOID block;
    KIRQL irql;

    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    block = ExAllocatePoolWithTag(NonPagedPool, 77, TAG);
    ExFreePoolWithTag(block, TAG);
    KeLowerIrql(irql);
}

static void
a_tag_of_zero_is_refused(void **state)
{
    assert_bugcheck(BAD_POOL_CALLER, ExAllocatePoolWithTag(PagedPool, 8, 0));
    assert_int_equal(sim_bugcheck_parameter(1), 0x9B);
}

static void
a_tag_without_letters_and_digits_is_refused(void **state)
{
    assert_bugcheck(BAD_POOL_CALLER, ExAllocatePoolWithTag(PagedPool, 8, '!?- '));
    assert_int_equal(sim_bugcheck_parameter(1), 0x9D);
}

static void
must_succeed_is_refused(void **state)
{
    assert_bugcheck(BAD_POOL_CALLER, ExAllocatePoolWithTag(NonPagedPoolMustSucceed, 8, TAG));
    assert_int_equal(sim_bugcheck_parameter(1), 0x9A);
}

SIM_TESTS(SIM_TEST(blocks_are_aligned_to_16_bytes_and_from_a_page_on_to_pages),
          SIM_TEST(the_older_routines_do_not_zero), SIM_TEST(the_zeroing_routines_zero),
          SIM_TEST(used_memory_is_zeroed_again),
          SIM_TEST(pool2_returns_null_for_flags_that_make_no_sense),
          SIM_TEST(pool2_ignores_optional_flags), SIM_TEST(pool3_knows_its_parameters),
          SIM_TEST(more_than_there_is_gives_null), SIM_TEST(all_pool_can_be_used_and_comes_back),
          SIM_TEST(zero_bytes_are_refused), SIM_TEST(paged_pool_above_apc_level_is_refused),
          SIM_TEST(nonpaged_pool_at_dispatch_level_is_right), SIM_TEST(a_tag_of_zero_is_refused),
          SIM_TEST(a_tag_without_letters_and_digits_is_refused), SIM_TEST(must_succeed_is_refused))
