/*
 * mm/test_map.c - a second address for locked pages
 */
#include "mm_test.h"

static void
shows_the_same_memory(void **state)
{
    PUCHAR memory = user_memory(2 * PAGE_SIZE, PAGE_READWRITE);
    PMDL mdl = locked_mdl(memory + 100, PAGE_SIZE);
    PUCHAR system = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);

    assert_non_null(system);
    assert_ptr_not_equal(system, memory + 100);
    system[0] = 1;
    system[PAGE_SIZE - 1] = 2;
    assert_int_equal(memory[100], 1);
    assert_int_equal(memory[100 + PAGE_SIZE - 1], 2);
    assert_ptr_equal(MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority),
                     system); /* the same again */
    assert_int_equal(MmGetPhysicalAddress(system).QuadPart,
                     MmGetPhysicalAddress(memory + 100).QuadPart);
    unlock_and_free(mdl); /* unlocking unmaps */
}

static void
may_be_read_only(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READWRITE);
    PMDL mdl = locked_mdl(memory, PAGE_SIZE);
    PUCHAR system = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority | MdlMappingNoWrite);

    memory[5] = 7;
    assert_int_equal(system[5], 7);
    unlock_and_free(mdl);
}

static void
may_be_in_the_process(void **state)
{
    PUCHAR buffer = pool(2 * PAGE_SIZE), user;
    PMDL mdl = mdl_for(buffer, 2 * PAGE_SIZE);

    MmBuildMdlForNonPagedPool(mdl);
    user = MmMapLockedPagesSpecifyCache(mdl, UserMode, MmCached, NULL, FALSE, NormalPagePriority);
    assert_true((ULONG_PTR)user < (ULONG_PTR)MmHighestUserAddress);
    user[PAGE_SIZE] = 9;
    assert_int_equal(buffer[PAGE_SIZE], 9);
    ProbeForRead(user, 2 * PAGE_SIZE, 1);
    MmUnmapLockedPages(user, mdl);
    IoFreeMdl(mdl);
    ExFreePool(buffer);
}

static void
needs_locked_pages(void **state)
{
    PMDL mdl = mdl_for(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority));
    VERIFIER_RULE(0xB3);
}

static void
is_made_once(void **state)
{
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);

    MmMapLockedPagesSpecifyCache(mdl, KernelMode, MmCached, NULL, FALSE, NormalPagePriority);
    assert_bugcheck(
        DRIVER_VERIFIER_DETECTED_VIOLATION,
        MmMapLockedPagesSpecifyCache(mdl, KernelMode, MmCached, NULL, FALSE, NormalPagePriority));
    VERIFIER_RULE(0xB2);
}

static void
is_undone_where_it_was_made(void **state)
{
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);
    PUCHAR system = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);

    assert_bugcheck(SYSTEM_PTE_MISUSE, MmUnmapLockedPages(system + PAGE_SIZE, mdl));
}

static void
is_undone_once(void **state)
{
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);
    PUCHAR system = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);

    MmUnmapLockedPages(system, mdl);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, MmUnmapLockedPages(system, mdl));
    VERIFIER_RULE(0xB6);
}

static void
in_the_process_is_undone_there(void **state)
{
    PMDL mdl = locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    MmUnmapLockedPages(user_memory(PAGE_SIZE, PAGE_READWRITE), mdl));
    VERIFIER_RULE(0xB9);
}

SIM_TESTS(SIM_TEST(shows_the_same_memory), SIM_TEST(may_be_read_only),
          SIM_TEST(may_be_in_the_process), SIM_TEST(needs_locked_pages), SIM_TEST(is_made_once),
          SIM_TEST(is_undone_where_it_was_made), SIM_TEST(is_undone_once),
          SIM_TEST(in_the_process_is_undone_there))
