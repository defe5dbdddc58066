/*
 * mm/test_mdl.c - MDLs, and those of nonpaged pool
 */
#include "mm_test.h"

static void
describes_a_buffer(void **state)
{
    PUCHAR address = (PUCHAR)0x12345678;
    PMDL mdl = mdl_for(address, 0x2000);

    assert_ptr_equal(MmGetMdlVirtualAddress(mdl), address);
    assert_int_equal(MmGetMdlByteCount(mdl), 0x2000);
    assert_int_equal(MmGetMdlByteOffset(mdl), 0x678);
    assert_ptr_equal(mdl->StartVa, (PVOID)0x12345000);
    assert_int_equal(mdl->Size, sizeof(MDL) + 3 * sizeof(PFN_NUMBER));
    assert_int_equal(MmSizeOfMdl(address, 0x2000), sizeof(MDL) + 3 * sizeof(PFN_NUMBER));
    IoFreeMdl(mdl);
}

static void
joins_the_list_of_its_irp(void **state)
{
    PIRP irp = IoAllocateIrp(1, FALSE);
    PMDL first = IoAllocateMdl((PVOID)0x1000, 1, FALSE, FALSE, irp);
    PMDL second = IoAllocateMdl((PVOID)0x2000, 1, TRUE, FALSE, irp);
    PMDL third = IoAllocateMdl((PVOID)0x3000, 1, TRUE, FALSE, irp);

    assert_ptr_equal(irp->MdlAddress, first);
    assert_ptr_equal(first->Next, second);
    assert_ptr_equal(second->Next, third);
    assert_null(third->Next);
    irp->MdlAddress = NULL;
    IoFreeMdl(first);
    IoFreeMdl(second);
    IoFreeMdl(third);
    IoFreeIrp(irp);
}

static void
of_nonpaged_pool_is_mapped_as_it_is(void **state)
{
    PUCHAR buffer = pool(3 * PAGE_SIZE);
    PMDL mdl = mdl_for(buffer + 8, 2 * PAGE_SIZE);

    MmBuildMdlForNonPagedPool(mdl);
    assert_ptr_equal(MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority), buffer + 8);
    assert_true(mdl->MdlFlags & MDL_SOURCE_IS_NONPAGED_POOL);
    for (ULONG i = 0; i < 3; i++) {
        PHYSICAL_ADDRESS physical = MmGetPhysicalAddress(buffer + i * PAGE_SIZE);

        assert_int_equal(MmGetMdlPfnArray(mdl)[i], physical.QuadPart >> PAGE_SHIFT);
    }
    IoFreeMdl(mdl);
    ExFreePool(buffer);
}

static void
of_neighbouring_pages_has_scattered_frames(void **state)
{
    PUCHAR buffer = pool(4 * PAGE_SIZE);
    PMDL mdl = mdl_for(buffer, 4 * PAGE_SIZE);
    ULONG neighbours = 0;

    MmBuildMdlForNonPagedPool(mdl);
    for (ULONG i = 1; i < 4; i++) {
        neighbours += MmGetMdlPfnArray(mdl)[i] == MmGetMdlPfnArray(mdl)[i - 1] + 1;
    }
    assert_true(neighbours < 3);
    IoFreeMdl(mdl);
    ExFreePool(buffer);
}

static void
of_nonpaged_pool_is_not_made_of_paged_pool(void **state)
{
    PMDL mdl = mdl_for(ExAllocatePoolWithTag(PagedPool, 16, 'tseT'), 16);

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, MmBuildMdlForNonPagedPool(mdl));
    VERIFIER_RULE(0x7F);
}

static VOID
BuildOnStack(PVOID Context)
{
    UCHAR Buffer[64];

    MmBuildMdlForNonPagedPool(mdl_for(Buffer, sizeof Buffer));
}

static void
of_nonpaged_pool_is_not_made_of_a_stack(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, {
        HANDLE thread;

        PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, BuildOnStack, NULL);
        sim_run_until_idle();
    });
    VERIFIER_RULE(0x140);
}

static void
leave_an_mdl(void **state)
{
    mdl_for((PVOID)0x1000, 16);
}

static void
is_missed_when_it_is_not_freed(void **state)
{
    assert_true(leaks(leave_an_mdl));
}

SIM_TESTS(SIM_TEST(describes_a_buffer), SIM_TEST(joins_the_list_of_its_irp),
          SIM_TEST(of_nonpaged_pool_is_mapped_as_it_is),
          SIM_TEST(of_neighbouring_pages_has_scattered_frames),
          SIM_TEST(of_nonpaged_pool_is_not_made_of_paged_pool),
          SIM_TEST(of_nonpaged_pool_is_not_made_of_a_stack),
          cmocka_unit_test(is_missed_when_it_is_not_freed))
