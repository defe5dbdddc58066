/*
 * mm/test_contiguous.c - contiguous and noncached memory
 */
#include "mm_test.h"

static const PHYSICAL_ADDRESS Zero, Anywhere = {.QuadPart = -1};

static void
has_neighbouring_frames(void **state)
{
    PUCHAR memory = MmAllocateContiguousMemory(5 * PAGE_SIZE, Anywhere);
    LONGLONG first = MmGetPhysicalAddress(memory).QuadPart;

    assert_non_null(memory);
    assert_int_equal(BYTE_OFFSET(memory), 0);
    for (ULONG i = 1; i < 5; i++) {
        assert_int_equal(MmGetPhysicalAddress(memory + i * PAGE_SIZE).QuadPart,
                         first + i * PAGE_SIZE);
    }
    memory[5 * PAGE_SIZE - 1] = 1;
    MmFreeContiguousMemory(memory);
}

static void
obeys_its_limits(void **state)
{
    PHYSICAL_ADDRESS low = {.QuadPart = 0x1000}, boundary = {.QuadPart = 0x4000};
    PVOID first, second;

    assert_null(MmAllocateContiguousMemory(PAGE_SIZE, low)); /* there is nothing so low */
    first = MmAllocateContiguousMemorySpecifyCache(PAGE_SIZE, Zero, Anywhere, boundary, MmCached);
    second = MmAllocateContiguousMemorySpecifyCache(0x4000, Zero, Anywhere, boundary, MmCached);
    assert_non_null(second);
    assert_int_equal(MmGetPhysicalAddress(second).QuadPart % 0x4000, 0);
    MmFreeContiguousMemorySpecifyCache(second, 0x4000, MmCached);
    MmFreeContiguousMemorySpecifyCache(first, PAGE_SIZE, MmCached);
}

static void
may_be_taken_at_dispatch_level(void **state)
{
    KIRQL irql;
    PVOID memory;

    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    memory = MmAllocateContiguousMemory(PAGE_SIZE, Anywhere);
    MmFreeContiguousMemory(memory);
    KeLowerIrql(irql);
    assert_non_null(memory);
}

static void
is_freed_by_its_address(void **state)
{
    PUCHAR memory = MmAllocateContiguousMemory(2 * PAGE_SIZE, Anywhere);

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, MmFreeContiguousMemory(memory + PAGE_SIZE));
    VERIFIER_RULE(0x16);
}

static void
may_be_noncached(void **state)
{
    PUCHAR memory = MmAllocateNonCachedMemory(100);

    memory[99] = 1;
    MmFreeNonCachedMemory(memory, 100);
}

static void
leave_memory(void **state)
{
    MmAllocateContiguousMemory(PAGE_SIZE, Anywhere);
}

static void
is_missed_when_it_is_not_freed(void **state)
{
    assert_true(leaks(leave_memory));
}

SIM_TESTS(SIM_TEST(has_neighbouring_frames), SIM_TEST(obeys_its_limits),
          SIM_TEST(may_be_taken_at_dispatch_level), SIM_TEST(is_freed_by_its_address),
          SIM_TEST(may_be_noncached), cmocka_unit_test(is_missed_when_it_is_not_freed))
