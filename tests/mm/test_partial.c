/*
 * mm/test_partial.c - MDLs for a part, and ones that advance
 */
#include "mm_test.h"

static void
shares_the_mapping_of_its_source(void **state)
{
    PUCHAR memory = user_memory(3 * PAGE_SIZE, PAGE_READWRITE);
    PMDL source = locked_mdl(memory, 3 * PAGE_SIZE), part = mdl_for(memory, 2 * PAGE_SIZE);
    PUCHAR system = MmGetSystemAddressForMdlSafe(source, NormalPagePriority);

    IoBuildPartialMdl(source, part, memory + PAGE_SIZE + 16, 100);
    assert_int_equal(MmGetMdlByteCount(part), 100);
    assert_int_equal(MmGetMdlByteOffset(part), 16);
    assert_int_equal(MmGetMdlPfnArray(part)[0], MmGetMdlPfnArray(source)[1]);
    assert_ptr_equal(MmGetSystemAddressForMdlSafe(part, NormalPagePriority),
                     system + PAGE_SIZE + 16);
    IoFreeMdl(part);
    unlock_and_free(source);
}

static void
maps_itself_where_its_source_is_not_mapped(void **state)
{
    PUCHAR memory = user_memory(3 * PAGE_SIZE, PAGE_READWRITE), system;
    PMDL source = locked_mdl(memory, 3 * PAGE_SIZE), part = mdl_for(memory, 3 * PAGE_SIZE);

    IoBuildPartialMdl(source, part, memory + 2 * PAGE_SIZE, 0); /* the rest */
    assert_int_equal(MmGetMdlByteCount(part), PAGE_SIZE);
    system = MmGetSystemAddressForMdlSafe(part, NormalPagePriority);
    system[0] = 33;
    assert_int_equal(memory[2 * PAGE_SIZE], 33);
    assert_true(part->MdlFlags & MDL_PARTIAL_HAS_BEEN_MAPPED);
    MmPrepareMdlForReuse(part);
    IoBuildPartialMdl(source, part, memory, PAGE_SIZE);
    MmGetSystemAddressForMdlSafe(part, NormalPagePriority);
    IoFreeMdl(part); /* unmaps */
    unlock_and_free(source);
}

static void
may_be_of_nonpaged_pool(void **state)
{
    PUCHAR buffer = pool(2 * PAGE_SIZE);
    PMDL source = mdl_for(buffer, 2 * PAGE_SIZE), part = mdl_for(buffer, 2 * PAGE_SIZE);

    MmBuildMdlForNonPagedPool(source);
    IoBuildPartialMdl(source, part, buffer + 7, 9);
    assert_ptr_equal(MmGetSystemAddressForMdlSafe(part, NormalPagePriority), buffer + 7);
    IoFreeMdl(part);
    IoFreeMdl(source);
    ExFreePool(buffer);
}

static void
lies_within_its_source(void **state)
{
    PUCHAR memory = user_memory(2 * PAGE_SIZE, PAGE_READWRITE);
    PMDL source = locked_mdl(memory, PAGE_SIZE), part = mdl_for(memory, 2 * PAGE_SIZE);

    assert_bugcheck(INVALID_MDL_RANGE, IoBuildPartialMdl(source, part, memory + 1, PAGE_SIZE));
}

static void
has_room_for_its_frames(void **state)
{
    PUCHAR memory = user_memory(2 * PAGE_SIZE, PAGE_READWRITE);
    PMDL source = locked_mdl(memory, 2 * PAGE_SIZE), part = mdl_for(memory, PAGE_SIZE);

    assert_bugcheck(TARGET_MDL_TOO_SMALL, IoBuildPartialMdl(source, part, memory + 1, PAGE_SIZE));
}

static void
is_not_unlocked(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READWRITE);
    PMDL source = locked_mdl(memory, PAGE_SIZE), part = mdl_for(memory, PAGE_SIZE);

    IoBuildPartialMdl(source, part, memory, PAGE_SIZE);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, MmUnlockPages(part));
    VERIFIER_RULE(0xB4);
}

static void
advances_past_what_is_done(void **state)
{
    PUCHAR memory = user_memory(3 * PAGE_SIZE, PAGE_READWRITE);
    PMDL mdl = locked_mdl(memory + 16, 2 * PAGE_SIZE);
    PFN_NUMBER second = MmGetMdlPfnArray(mdl)[1];

    assert_nt_success(MmAdvanceMdl(mdl, PAGE_SIZE));
    assert_int_equal(MmGetMdlByteCount(mdl), PAGE_SIZE);
    assert_ptr_equal(MmGetMdlVirtualAddress(mdl), memory + 16 + PAGE_SIZE);
    assert_int_equal(MmGetMdlPfnArray(mdl)[0], second);
    assert_nt_status(MmAdvanceMdl(mdl, 2 * PAGE_SIZE), STATUS_INVALID_PARAMETER_2);
    unlock_and_free(mdl);
}

SIM_TESTS(SIM_TEST(shares_the_mapping_of_its_source),
          SIM_TEST(maps_itself_where_its_source_is_not_mapped), SIM_TEST(may_be_of_nonpaged_pool),
          SIM_TEST(lies_within_its_source), SIM_TEST(has_room_for_its_frames),
          SIM_TEST(is_not_unlocked), SIM_TEST(advances_past_what_is_done))
