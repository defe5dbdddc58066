/*
 * mm/test_physical.c - physical memory: which there is, and where it is seen
 */
#include "mm_test.h"

static void
is_told_in_ranges(void **state)
{
    PPHYSICAL_MEMORY_RANGE ranges[3] = {MmGetPhysicalMemoryRanges(),
                                        MmGetPhysicalMemoryRangesEx(NULL),
                                        MmGetPhysicalMemoryRangesEx2(NULL, 0)};
    PUCHAR memory = pool(100);
    LONGLONG address = MmGetPhysicalAddress(memory).QuadPart;

    for (int i = 0; i < 3; i++) {
        assert_in_range(address, ranges[i][0].BaseAddress.QuadPart,
                        ranges[i][0].BaseAddress.QuadPart + ranges[i][0].NumberOfBytes.QuadPart);
        assert_int_equal(ranges[i][1].BaseAddress.QuadPart, 0);
        assert_int_equal(ranges[i][1].NumberOfBytes.QuadPart, 0);
        ExFreePool(ranges[i]);
    }
    ExFreePool(memory);
}

static void
has_a_system_address(void **state)
{
    PUCHAR memory = pool(100);
    PHYSICAL_ADDRESS address = MmGetPhysicalAddress(memory + 5), none = {.QuadPart = 0};

    memory[5] = 9;
    assert_int_equal(*(PUCHAR)MmGetVirtualForPhysical(address), 9);
    assert_null(MmGetVirtualForPhysical(none));
    ExFreePool(memory);
}

static void
is_given_to_one_node(void **state)
{
    PHYSICAL_ADDRESS zero = {.QuadPart = 0}, most = {.QuadPart = MAXLONGLONG};
    SIZE_T size = 100;
    PVOID base;
    PMDL mdl;

    assert_nt_success(MmAllocateContiguousMemoryEx(&size, zero, most, zero, MM_ANY_NODE_OK,
                                                   PAGE_READWRITE, NULL, 'tseT', 0, &base));
    assert_int_equal(size, PAGE_SIZE);
    MmFreeContiguousMemory(base);
    assert_nt_status(MmAllocateContiguousMemoryEx(&size, zero, zero, zero, MM_ANY_NODE_OK,
                                                  PAGE_READWRITE | PAGE_NOCACHE, NULL, 'tseT', 0,
                                                  &base),
                     STATUS_INSUFFICIENT_RESOURCES);
    assert_nt_status(MmAllocateContiguousMemoryEx(&size, zero, most, zero, MM_ANY_NODE_OK,
                                                  PAGE_READONLY, NULL, 'tseT', 0, &base),
                     STATUS_INVALID_PARAMETER);
    base = MmAllocateContiguousNodeMemory(PAGE_SIZE, zero, most, zero, PAGE_READWRITE, 0);
    assert_non_null(base);
    MmFreeContiguousMemory(base);
    base = MmAllocateContiguousMemorySpecifyCacheNode(PAGE_SIZE, zero, most, zero, MmCached,
                                                      MM_ANY_NODE_OK);
    assert_non_null(base);
    MmFreeContiguousMemorySpecifyCache(base, PAGE_SIZE, MmCached);
    mdl = MmAllocateNodePagesForMdlEx(zero, most, zero, PAGE_SIZE, MmCached, 0, 0);
    assert_non_null(mdl);
    MmFreePagesFromMdl(mdl);
    ExFreePool(mdl);
}

static void
is_a_medium_workstation_s(void **state)
{
    assert_int_equal(MmQuerySystemSize(), MmMediumSystem);
    assert_false(MmIsThisAnNtAsSystem());
}

SIM_TESTS(SIM_TEST(is_told_in_ranges), SIM_TEST(has_a_system_address),
          SIM_TEST(is_given_to_one_node), SIM_TEST(is_a_medium_workstation_s))
