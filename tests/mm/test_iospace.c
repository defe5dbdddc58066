/*
 * mm/test_iospace.c - device memory is mapped and unmapped
 */
#include "mm_test.h"

static const PHYSICAL_ADDRESS Registers = {.QuadPart = 0xFEB00010};

static void
keeps_the_offset_in_the_page(void **state)
{
    PUCHAR address = MmMapIoSpace(Registers, 0x100, MmNonCached);

    assert_non_null(address);
    assert_int_equal(BYTE_OFFSET(address), 0x10);
    assert_int_equal(MmGetPhysicalAddress(address + 4).QuadPart, Registers.QuadPart + 4);
    MmUnmapIoSpace(address, 0x100);
}

static void
may_be_mapped_twice(void **state)
{
    PVOID first = MmMapIoSpace(Registers, 0x100, MmNonCached);
    PVOID second = MmMapIoSpaceEx(Registers, 0x100, PAGE_READWRITE | PAGE_NOCACHE);

    assert_ptr_not_equal(first, second);
    MmUnmapIoSpace(first, 0x100);
    MmUnmapIoSpace(second, 0x100);
}

static void
is_unmapped_with_its_length(void **state)
{
    PVOID address = MmMapIoSpace(Registers, 0x2000, MmNonCached);

    assert_bugcheck(SYSTEM_PTE_MISUSE, MmUnmapIoSpace(address, 0x1000));
    assert_int_equal(sim_bugcheck_parameter(1), 0x400);
}

static void
is_unmapped_once(void **state)
{
    PVOID address = MmMapIoSpace(Registers, 0x100, MmNonCached);

    MmUnmapIoSpace(address, 0x100);
    assert_bugcheck(SYSTEM_PTE_MISUSE, MmUnmapIoSpace(address, 0x100));
}

static void
leave_a_mapping(void **state)
{
    MmMapIoSpace(Registers, 0x100, MmNonCached);
}

static void
is_missed_when_it_stays_mapped(void **state)
{
    assert_true(leaks(leave_a_mapping));
}

SIM_TESTS(SIM_TEST(keeps_the_offset_in_the_page), SIM_TEST(may_be_mapped_twice),
          SIM_TEST(is_unmapped_with_its_length), SIM_TEST(is_unmapped_once),
          cmocka_unit_test(is_missed_when_it_stays_mapped))
