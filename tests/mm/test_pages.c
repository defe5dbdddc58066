/*
 * mm/test_pages.c - pages that only an MDL describes
 */
#include "mm_test.h"

static const PHYSICAL_ADDRESS Zero, Anywhere = {.QuadPart = -1};

static void
are_locked_and_can_be_mapped(void **state)
{
    PMDL mdl = MmAllocatePagesForMdlEx(Zero, Anywhere, Zero, 3 * PAGE_SIZE - 1, MmCached, 0);
    PUCHAR system;

    assert_non_null(mdl);
    assert_int_equal(MmGetMdlByteCount(mdl), 3 * PAGE_SIZE);
    assert_true(mdl->MdlFlags & MDL_PAGES_LOCKED);
    system = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);
    assert_int_equal(system[3 * PAGE_SIZE - 1], 0);
    system[3 * PAGE_SIZE - 1] = 1;
    MmFreePagesFromMdl(mdl);
    ExFreePool(mdl);
}

static void
may_be_contiguous(void **state)
{
    PMDL mdl = MmAllocatePagesForMdlEx(Zero, Anywhere, Zero, 3 * PAGE_SIZE, MmCached,
                                       MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS);

    assert_int_equal(MmGetMdlPfnArray(mdl)[1], MmGetMdlPfnArray(mdl)[0] + 1);
    assert_int_equal(MmGetMdlPfnArray(mdl)[2], MmGetMdlPfnArray(mdl)[0] + 2);
    MmFreePagesFromMdl(mdl);
    ExFreePool(mdl);
}

static void
are_none_where_there_is_no_memory(void **state)
{
    PHYSICAL_ADDRESS low = {.QuadPart = 0xFFFF};

    assert_null(MmAllocatePagesForMdl(Zero, low, Zero, PAGE_SIZE));
    assert_null(MmAllocatePagesForMdl(Zero, Anywhere, Zero, 0));
}

static void
are_given_back_once(void **state)
{
    PMDL mdl = MmAllocatePagesForMdl(Zero, Anywhere, Zero, PAGE_SIZE);

    MmFreePagesFromMdl(mdl);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, MmFreePagesFromMdl(mdl));
}

static void
leave_pages(void **state)
{
    ExFreePool(MmAllocatePagesForMdl(Zero, Anywhere, Zero, PAGE_SIZE));
}

static void
are_missed_when_they_are_not_freed(void **state)
{
    assert_true(leaks(leave_pages));
}

SIM_TESTS(SIM_TEST(are_locked_and_can_be_mapped), SIM_TEST(may_be_contiguous),
          SIM_TEST(are_none_where_there_is_no_memory), SIM_TEST(are_given_back_once),
          cmocka_unit_test(are_missed_when_they_are_not_freed))
