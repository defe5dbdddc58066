/*
 * mm/test_virtual.c - user memory is allocated and freed
 */
#include "mm_test.h"

static NTSTATUS
allocate(PVOID *base, SIZE_T *size, ULONG type, ULONG protect)
{
    return NtAllocateVirtualMemory(NtCurrentProcess(), base, 0, size, type, protect);
}

static NTSTATUS
release(PVOID base)
{
    SIZE_T size = 0;

    return NtFreeVirtualMemory(NtCurrentProcess(), &base, &size, MEM_RELEASE);
}

static void
comes_in_zeroed_pages(void **state)
{
    PVOID base = NULL;
    SIZE_T size = PAGE_SIZE + 1;

    assert_nt_success(allocate(&base, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    assert_int_equal(size, 2 * PAGE_SIZE);
    assert_int_equal(BYTE_OFFSET(base), 0);
    assert_int_equal(((PUCHAR)base)[PAGE_SIZE], 0);
    memset(base, 1, size);
    assert_nt_success(release(base));
}

static void
is_committed_after_it_was_reserved(void **state)
{
    PVOID base = NULL, middle;
    SIZE_T size = 4 * PAGE_SIZE, one = 1;

    assert_nt_success(allocate(&base, &size, MEM_RESERVE, PAGE_READWRITE));
    assert_false(MmIsAddressValid(base));
    middle = (PUCHAR)base + PAGE_SIZE + 5;
    assert_nt_success(allocate(&middle, &one, MEM_COMMIT, PAGE_READWRITE));
    assert_ptr_equal(middle, (PUCHAR)base + PAGE_SIZE);
    assert_int_equal(one, PAGE_SIZE);
    *(PUCHAR)middle = 5;
    assert_nt_success(
        allocate(&middle, &one, MEM_COMMIT, PAGE_READWRITE)); /* once more is no error */
    assert_int_equal(*(PUCHAR)middle, 5);
    assert_nt_success(NtFreeVirtualMemory(NtCurrentProcess(), &middle, &one, MEM_DECOMMIT));
    assert_false(MmIsAddressValid(middle));
    assert_nt_success(allocate(&middle, &one, MEM_COMMIT, PAGE_READWRITE));
    assert_int_equal(*(PUCHAR)middle, 0);
    assert_nt_success(release(base));
}

static void
is_released_as_a_whole(void **state)
{
    PVOID base = NULL, inside;
    SIZE_T size = 2 * PAGE_SIZE, wrong = PAGE_SIZE;

    assert_nt_success(allocate(&base, &size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    inside = (PUCHAR)base + PAGE_SIZE;
    assert_nt_status(release(inside), STATUS_FREE_VM_NOT_AT_BASE);
    assert_nt_status(NtFreeVirtualMemory(NtCurrentProcess(), &base, &wrong, MEM_RELEASE),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(release(base));
    assert_nt_status(release(base), STATUS_MEMORY_NOT_ALLOCATED);
}

static void
checks_what_it_is_asked(void **state)
{
    PVOID base = NULL;
    SIZE_T size = 0;

    assert_nt_status(allocate(&base, &size, MEM_RESERVE, PAGE_READWRITE),
                     STATUS_INVALID_PARAMETER_4);
    size = PAGE_SIZE;
    assert_nt_status(allocate(&base, &size, 0, PAGE_READWRITE), STATUS_INVALID_PARAMETER_5);
    assert_nt_status(allocate(&base, &size, MEM_RESERVE, PAGE_READWRITE | PAGE_READONLY),
                     STATUS_INVALID_PAGE_PROTECTION);
    assert_nt_status(
        NtAllocateVirtualMemory(NtCurrentProcess(), &base, 21, &size, MEM_RESERVE, PAGE_READWRITE),
        STATUS_INVALID_PARAMETER_3);
    assert_nt_status(NtFreeVirtualMemory(NtCurrentProcess(), &base, &size, 0),
                     STATUS_INVALID_PARAMETER_4);
    assert_nt_status(allocate((PVOID *)8, &size, MEM_RESERVE, PAGE_READWRITE),
                     STATUS_ACCESS_VIOLATION);
}

static void
is_allocated_by_drivers_too(void **state)
{
    PVOID base = NULL;
    SIZE_T size = PAGE_SIZE;

    assert_nt_success(ZwAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &size,
                                              MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    *(PUCHAR)base = 1;
    size = 0;
    assert_nt_success(ZwFreeVirtualMemory(NtCurrentProcess(), &base, &size, MEM_RELEASE));
}

static void
goes_with_its_process(void **state)
{
    user_memory(PAGE_SIZE, PAGE_READWRITE); /* the search for leaks finds nothing */
}

SIM_TESTS(SIM_TEST(comes_in_zeroed_pages), SIM_TEST(is_committed_after_it_was_reserved),
          SIM_TEST(is_released_as_a_whole), SIM_TEST(checks_what_it_is_asked),
          SIM_TEST(is_allocated_by_drivers_too), SIM_TEST(goes_with_its_process))
