/*
 * mm/test_copy.c - memory is copied from addresses that need not be valid
 */
#include "mm_test.h"

static void
reads_virtual_and_physical_memory(void **state)
{
    PUCHAR memory = pool(2 * PAGE_SIZE), target = pool(2 * PAGE_SIZE);
    MM_COPY_ADDRESS source = {.VirtualAddress = memory + 100};
    SIZE_T copied = 0;

    memory[100] = 1;
    memory[100 + PAGE_SIZE] = 2;
    assert_nt_success(MmCopyMemory(target, source, PAGE_SIZE + 1, MM_COPY_MEMORY_VIRTUAL, &copied));
    assert_int_equal(copied, PAGE_SIZE + 1);
    assert_int_equal(target[0], 1);
    assert_int_equal(target[PAGE_SIZE], 2);
    source.PhysicalAddress = MmGetPhysicalAddress(memory + 100);
    assert_nt_success(MmCopyMemory(target, source, 1, MM_COPY_MEMORY_PHYSICAL, &copied));
    assert_int_equal(target[0], 1);
    ExFreePool(memory);
    ExFreePool(target);
}

static void
stops_where_nothing_is(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READWRITE), target = pool(2 * PAGE_SIZE);
    MM_COPY_ADDRESS source = {.VirtualAddress = memory};
    SIZE_T copied = 0;

    assert_nt_status(MmCopyMemory(target, source, 2 * PAGE_SIZE, MM_COPY_MEMORY_VIRTUAL, &copied),
                     STATUS_ACCESS_VIOLATION);
    assert_int_equal(copied, PAGE_SIZE);
    source.PhysicalAddress.QuadPart = 0xFEB00000; /* registers */
    assert_nt_status(MmCopyMemory(target, source, 4, MM_COPY_MEMORY_PHYSICAL, &copied),
                     STATUS_INVALID_ADDRESS);
    assert_int_equal(copied, 0);
    assert_nt_status(MmCopyMemory(target, source, 4, 3, &copied), STATUS_INVALID_PARAMETER_4);
    ExFreePool(target);
}

SIM_TESTS(SIM_TEST(reads_virtual_and_physical_memory), SIM_TEST(stops_where_nothing_is))
