/*
 * mm/test_user.c - what a driver may believe of a user address
 */
#include "mm_test.h"

static UCHAR Variable[16];

static void
is_probed_for_its_place_only(void **state)
{
    ProbeForRead(user_memory(PAGE_SIZE, PAGE_READWRITE), PAGE_SIZE, 4);
    ProbeForRead((PVOID)0x10000, 4, 4); /* nothing is there: that shows later */
    ProbeForRead(Variable, sizeof Variable, 1);
    ProbeForRead(PsGetCurrentThread(), 0, 1); /* no length, no check */
    ProbeForWrite(Variable, sizeof Variable, 1);
    ProbeForWrite(user_memory(PAGE_SIZE, PAGE_READWRITE), PAGE_SIZE, 4);
}

static void
is_not_the_kernel_s(void **state)
{
    PUCHAR memory = pool(16);

    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, ProbeForRead(memory, 16, 1));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_ACCESS_VIOLATION);
}

static void
does_not_reach_into_the_kernel(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, ProbeForRead((PVOID)0x7FFEFFFF, 2, 1));
}

static void
is_aligned(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, ProbeForRead(Variable + 1, 4, 4));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_DATATYPE_MISALIGNMENT);
}

static void
is_writable(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READONLY);

    ProbeForRead(memory, PAGE_SIZE, 1);
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, ProbeForWrite(memory, PAGE_SIZE, 1));
}

static void
has_a_limit(void **state)
{
    assert_int_equal((ULONG_PTR)MmHighestUserAddress, 0x7FFEFFFF);
    assert_true((ULONG_PTR)MmSystemRangeStart > (ULONG_PTR)MmHighestUserAddress);
    assert_true((ULONG_PTR)PsGetCurrentThread() >= (ULONG_PTR)MmSystemRangeStart);
}

static void
is_never_at_the_bad_pointer(void **state)
{
    VOID (*write)(PVOID) = (VOID(*)(PVOID))sim_driver_symbol("mm_paged", "WriteMemory");

    assert_false(MmIsAddressValid(MM_BAD_POINTER));
    assert_true((ULONG_PTR)MM_BAD_POINTER > (ULONG_PTR)MmSystemRangeStart);
    assert_bugcheck(PAGE_FAULT_IN_NONPAGED_AREA, write(MM_BAD_POINTER));
    assert_int_equal(sim_bugcheck_parameter(1), (ULONG_PTR)MM_BAD_POINTER);
}

SIM_TESTS(SIM_TEST(is_probed_for_its_place_only), SIM_TEST(is_not_the_kernel_s),
          SIM_TEST(does_not_reach_into_the_kernel), SIM_TEST(is_aligned), SIM_TEST(is_writable),
          SIM_TEST(has_a_limit), SIM_TEST(is_never_at_the_bad_pointer, .driver = "mm_paged"))
