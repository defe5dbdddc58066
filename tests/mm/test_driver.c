/*
 * mm/test_driver.c - what a driver asks about its image; what a file system asks about sections
 */
#include "mm_test.h"

static void
is_not_selected_for_the_verifier(void **state)
{
    PVOID entry = sim_driver_symbol("io_entry", "DriverEntry");
    PDRIVER_OBJECT driver = (PDRIVER_OBJECT)entry; /* not looked at */

    assert_false(MmIsDriverVerifying(driver));
    assert_false(MmIsDriverSuspectForVerifier(driver));
    assert_false(MmIsDriverVerifyingByAddress(entry));
}

static void
is_not_protected_without_secure_mode(void **state)
{
    PVOID entry = sim_driver_symbol("io_entry", "DriverEntry");

    assert_nt_status(MmProtectDriverSection(entry, 1, 0), STATUS_INVALID_PARAMETER);
    assert_nt_status(MmProtectDriverSection(entry, 0, 2), STATUS_INVALID_PARAMETER);
    assert_nt_status(MmProtectDriverSection(entry, 0, MM_PROTECT_DRIVER_SECTION_ALLOW_UNLOAD),
                     STATUS_INVALID_DEVICE_STATE);
    assert_bugcheck(MEMORY_MANAGEMENT, MmProtectDriverSection(state, 0, 0));
    assert_int_equal(sim_bugcheck_parameter(1), 0x1100);
}

static void
code_cannot_be_written(void **state)
{
    VOID (*write)(PULONG) = (VOID(*)(PULONG))sim_driver_symbol("mm_paged", "WriteMemory");
    PVOID target = sim_driver_symbol("mm_paged", "ResidentTwice");

    assert_bugcheck(ATTEMPTED_WRITE_TO_READONLY_MEMORY, write(target));
    assert_int_equal(sim_bugcheck_parameter(1), (ULONG_PTR)target);
}

static void
no_file_has_sections(void **state)
{
    SECTION_OBJECT_POINTERS pointers = {0};
    LARGE_INTEGER size = {.QuadPart = 0};

    assert_true(MmFlushImageSection(&pointers, MmFlushForDelete));
    assert_true(MmFlushImageSection(&pointers, MmFlushForWrite));
    assert_true(MmForceSectionClosed(&pointers, FALSE));
    assert_true(MmCanFileBeTruncated(&pointers, &size));
    assert_true(MmForceSectionClosedEx(&pointers, MM_FORCE_CLOSED_DATA | MM_FORCE_CLOSED_IMAGE));
    assert_true(MmGetMaximumFileSectionSize() > MAXULONG);
    assert_false(MmIsRecursiveIoFault());
    assert_int_equal(MmDoesFileHaveUserWritableReferences(&pointers), 0);
}

SIM_TESTS(SIM_TEST(is_not_selected_for_the_verifier, .driver = "io_entry"),
          SIM_TEST(is_not_protected_without_secure_mode, .driver = "io_entry"),
          SIM_TEST(code_cannot_be_written, .driver = "mm_paged"), SIM_TEST(no_file_has_sections))
