/*
 * mm/test_reserve.c - mapping addresses, protected mappings, MDLs of chosen pages
 *
 * mm/reserve.c, mm/protect.c, mm/select.c.
 */
#include "mm_test.h"

#define TAG 'rseR'

static void
a_reserved_range_shows_one_mdl_after_the_other(void **state)
{
    PUCHAR memory = user_memory(4 * PAGE_SIZE, PAGE_READWRITE);
    PVOID range = MmAllocateMappingAddress(2 * PAGE_SIZE, TAG);
    PMDL mdl = locked_mdl(memory + 8, PAGE_SIZE), other = locked_mdl(memory + 3 * PAGE_SIZE, 16);
    PUCHAR system = MmMapLockedPagesWithReservedMapping(range, TAG, mdl, MmCached);

    assert_ptr_equal(system, (PUCHAR)range + 8);
    assert_ptr_equal(mdl->MappedSystemVa, range); /* without the byte offset */
    assert_true(mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA);
    system[PAGE_SIZE - 1] = 5;
    assert_int_equal(memory[8 + PAGE_SIZE - 1], 5);
    MmUnmapReservedMapping(range, TAG, mdl);
    assert_false(mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA);
    system = MmMapLockedPagesWithReservedMapping(range, TAG, other, MmCached);
    system[0] = 6;
    assert_int_equal(memory[3 * PAGE_SIZE], 6);
    MmUnmapReservedMapping(range, TAG, other);
    MmFreeMappingAddress(range, TAG);
    unlock_and_free(mdl);
    unlock_and_free(other);
}

static void
a_range_that_is_too_small_maps_nothing(void **state)
{
    PMDL mdl = locked_mdl(user_memory(2 * PAGE_SIZE, PAGE_READWRITE), 2 * PAGE_SIZE);
    PVOID range = MmAllocateMappingAddressEx(PAGE_SIZE, TAG, 0);

    assert_null(MmMapLockedPagesWithReservedMapping(range, TAG, mdl, MmCached));
    MmFreeMappingAddress(range, TAG);
    unlock_and_free(mdl);
}

static void
expect_misuse(ULONG kind)
{
    assert_int_equal(sim_bugcheck_parameter(1), kind);
}

static void
reserving_nothing_is_0xda_100(void **state)
{
    assert_bugcheck(SYSTEM_PTE_MISUSE, MmAllocateMappingAddress(0, TAG));
    expect_misuse(0x100);
}

static void
freeing_with_another_tag_is_0xda_101(void **state)
{
    PVOID range = MmAllocateMappingAddress(PAGE_SIZE, TAG);

    assert_bugcheck(SYSTEM_PTE_MISUSE, MmFreeMappingAddress(range, 'rhtO'));
    expect_misuse(0x101);
}

static void
freeing_while_mapped_is_0xda_103(void **state)
{
    PVOID range = MmAllocateMappingAddress(PAGE_SIZE, TAG);
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);

    MmMapLockedPagesWithReservedMapping(range, TAG, mdl, MmCached);
    assert_bugcheck(SYSTEM_PTE_MISUSE, MmFreeMappingAddress(range, TAG));
    expect_misuse(0x103);
}

static void
mapping_with_another_tag_is_0xda_104(void **state)
{
    PVOID range = MmAllocateMappingAddress(PAGE_SIZE, TAG);
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);

    assert_bugcheck(SYSTEM_PTE_MISUSE,
                    MmMapLockedPagesWithReservedMapping(range, 'rhtO', mdl, MmCached));
    expect_misuse(0x104);
}

static void
mapping_elsewhere_is_0xda_105(void **state)
{
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);

    assert_bugcheck(SYSTEM_PTE_MISUSE,
                    MmMapLockedPagesWithReservedMapping(mdl, TAG, mdl, MmCached));
    expect_misuse(0x105);
}

static void
mapping_twice_is_0xda_107(void **state)
{
    PVOID range = MmAllocateMappingAddress(PAGE_SIZE, TAG);
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READWRITE);
    PMDL mdl = locked_mdl(memory, 10), other = locked_mdl(memory, 10);

    MmMapLockedPagesWithReservedMapping(range, TAG, mdl, MmCached);
    assert_bugcheck(SYSTEM_PTE_MISUSE,
                    MmMapLockedPagesWithReservedMapping(range, TAG, other, MmCached));
    expect_misuse(0x107);
}

static void
unmapping_what_is_empty_is_0xda_109(void **state)
{
    PVOID range = MmAllocateMappingAddress(PAGE_SIZE, TAG);
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);

    assert_bugcheck(SYSTEM_PTE_MISUSE, MmUnmapReservedMapping(range, TAG, mdl));
    expect_misuse(0x109);
}

static void
forget_a_range(void **state)
{
    MmAllocateMappingAddress(PAGE_SIZE, TAG);
}

static void
a_range_that_is_left_is_a_leak(void **state)
{
    assert_true(leaks(forget_a_range));
}

static void
the_old_name_maps_as_well(void **state)
{
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);
    PUCHAR system = MmMapLockedPages(mdl, KernelMode);

    assert_ptr_equal(system, mdl->MappedSystemVa);
    MmUnmapLockedPages(system, mdl);
    unlock_and_free(mdl);
}

static void
pages_of_a_node_are_pages(void **state)
{
    PHYSICAL_ADDRESS low = {.QuadPart = 0}, high = {.QuadPart = -1}, skip = {.QuadPart = 0};
    PMDL mdl = MmAllocateNodePagesForMdlEx(low, high, skip, 2 * PAGE_SIZE, MmCached, 0, 0);

    assert_non_null(mdl);
    assert_int_equal(MmGetMdlByteCount(mdl), 2 * PAGE_SIZE);
    MmFreePagesFromMdl(mdl);
    ExFreePool(mdl);
}

/* --- protection ------------------------------------------------------------------------------- */

static void
a_protected_mapping_faults_when_it_is_written(void **state)
{
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), PAGE_SIZE);
    volatile UCHAR *system;

    assert_int_equal(MmProtectMdlSystemAddress(mdl, PAGE_READONLY), STATUS_NOT_MAPPED_VIEW);
    MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);
    assert_int_equal(MmProtectMdlSystemAddress(mdl, PAGE_GUARD), STATUS_INVALID_PAGE_PROTECTION);
    assert_nt_success(MmProtectMdlSystemAddress(mdl, PAGE_READONLY));
    system = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);
    assert_int_equal(system[0], 0);
    assert_nt_success(MmProtectMdlSystemAddress(mdl, PAGE_READWRITE));
    assert_ptr_equal(MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority), system);
    system[0] = 1;
    assert_nt_success(MmProtectMdlSystemAddress(mdl, PAGE_NOACCESS));
    unlock_and_free(mdl);
}

static struct {
    PVOID Context, Address;
    UCHAR Value;
} Mapped;

static VOID NTAPI
OnMapped(PVOID Context, PVOID Address)
{
    Mapped.Context = Context;
    Mapped.Address = Address;
    Mapped.Value = *(PUCHAR)Address;
}

static void
an_mdl_can_be_mapped_for_one_call(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READWRITE);
    PMDL mdl = locked_mdl(memory + 4, 100);
    PVOID system;

    memory[4] = 77;
    assert_nt_success(MmMapMdl(mdl, PAGE_READONLY, OnMapped, memory));
    assert_ptr_equal(Mapped.Context, memory);
    assert_int_equal(Mapped.Value, 77);
    assert_false(mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA);
    assert_int_equal(MmMapMdl(mdl, PAGE_GUARD, OnMapped, NULL), STATUS_INVALID_PAGE_PROTECTION);
    system = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);
    assert_nt_success(MmMapMdl(mdl, PAGE_READWRITE, OnMapped, NULL));
    assert_ptr_equal(Mapped.Address, system);
    assert_true(mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA); /* it was mapped before */
    unlock_and_free(mdl);
}

/* --- chosen pages ----------------------------------------------------------------------------- */

static void
selected_pages_come_in_the_order_of_the_array(void **state)
{
    PUCHAR memory = user_memory(4 * PAGE_SIZE, PAGE_READWRITE), system;
    FILE_SEGMENT_ELEMENT segments[2] = {{.Alignment = (ULONG_PTR)memory + 3 * PAGE_SIZE},
                                        {.Alignment = (ULONG_PTR)memory + PAGE_SIZE}};
    PMDL mdl = mdl_for(NULL, 2 * PAGE_SIZE);

    memory[3 * PAGE_SIZE] = 3;
    memory[PAGE_SIZE] = 1;
    MmProbeAndLockSelectedPages(mdl, segments, UserMode, IoWriteAccess);
    system = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);
    assert_int_equal(system[0], 3);
    assert_int_equal(system[PAGE_SIZE], 1);
    system[PAGE_SIZE + 1] = 9;
    assert_int_equal(memory[PAGE_SIZE + 1], 9);
    unlock_and_free(mdl);
}

static void
device_memory_must_be_whole_pages_outside_of_ram(void **state)
{
    PUCHAR memory = pool(PAGE_SIZE);
    MM_PHYSICAL_ADDRESS_LIST list[2] = {{{.QuadPart = 0xF0000000}, PAGE_SIZE},
                                        {{.QuadPart = 0xF0004000}, 2 * PAGE_SIZE}};
    PMDL mdl;

    assert_nt_success(MmAllocateMdlForIoSpace(list, 2, &mdl));
    assert_int_equal(MmGetMdlByteCount(mdl), 3 * PAGE_SIZE);
    assert_int_equal(MmGetMdlPfnArray(mdl)[0], 0xF0000);
    assert_int_equal(MmGetMdlPfnArray(mdl)[2], 0xF0005);
    assert_true(mdl->MdlFlags & MDL_IO_SPACE);
    IoFreeMdl(mdl);
    list[0].NumberOfBytes = 10;
    assert_int_equal(MmAllocateMdlForIoSpace(list, 2, &mdl), STATUS_INVALID_PARAMETER_1);
    list[0].NumberOfBytes = PAGE_SIZE;
    list[0].PhysicalAddress.QuadPart = 0xF0000010;
    assert_int_equal(MmAllocateMdlForIoSpace(list, 2, &mdl), STATUS_INVALID_PARAMETER_1);
    list[0].PhysicalAddress = MmGetPhysicalAddress(PAGE_ALIGN(memory));
    assert_int_equal(MmAllocateMdlForIoSpace(list, 2, &mdl), STATUS_INVALID_PARAMETER_1);
    ExFreePool(memory);
}

SIM_TESTS(SIM_TEST(a_reserved_range_shows_one_mdl_after_the_other),
          SIM_TEST(a_range_that_is_too_small_maps_nothing), SIM_TEST(reserving_nothing_is_0xda_100),
          SIM_TEST(freeing_with_another_tag_is_0xda_101),
          SIM_TEST(freeing_while_mapped_is_0xda_103),
          SIM_TEST(mapping_with_another_tag_is_0xda_104), SIM_TEST(mapping_elsewhere_is_0xda_105),
          SIM_TEST(mapping_twice_is_0xda_107), SIM_TEST(unmapping_what_is_empty_is_0xda_109),
          cmocka_unit_test(a_range_that_is_left_is_a_leak), SIM_TEST(the_old_name_maps_as_well),
          SIM_TEST(pages_of_a_node_are_pages),
          SIM_TEST(a_protected_mapping_faults_when_it_is_written),
          SIM_TEST(an_mdl_can_be_mapped_for_one_call),
          SIM_TEST(selected_pages_come_in_the_order_of_the_array),
          SIM_TEST(device_memory_must_be_whole_pages_outside_of_ram))
