/*
 * mm/test_query.c - what user memory is, and changing its protection
 */
#include "mm_test.h"

static MEMORY_BASIC_INFORMATION
ask(PVOID address)
{
    MEMORY_BASIC_INFORMATION information;
    SIZE_T length = 0;

    assert_nt_success(NtQueryVirtualMemory(NtCurrentProcess(), address, MemoryBasicInformation,
                                           &information, sizeof information, &length));
    assert_int_equal(length, sizeof information);
    assert_ptr_equal(information.BaseAddress, PAGE_ALIGN(address));
    return information;
}

static void
tells_runs_of_pages_that_are_alike(void **state)
{
    PUCHAR memory = user_memory(4 * PAGE_SIZE, PAGE_READWRITE), middle = memory + PAGE_SIZE;
    SIZE_T size = PAGE_SIZE;
    ULONG old;

    assert_int_equal(ask(memory + 5).RegionSize, 4 * PAGE_SIZE);
    assert_nt_success(
        NtProtectVirtualMemory(NtCurrentProcess(), (PVOID *)&middle, &size, PAGE_READONLY, &old));
    assert_int_equal(old, PAGE_READWRITE);
    assert_int_equal(ask(memory).RegionSize, PAGE_SIZE);
    assert_int_equal(ask(memory).State, MEM_COMMIT);
    assert_int_equal(ask(memory).Protect, PAGE_READWRITE);
    assert_int_equal(ask(memory).Type, MEM_PRIVATE);
    assert_int_equal(ask(middle).Protect, PAGE_READONLY);
    assert_int_equal(ask(middle).AllocationProtect, PAGE_READWRITE);
    assert_ptr_equal(ask(middle).AllocationBase, memory);
    assert_int_equal(ask(middle + PAGE_SIZE).RegionSize, 2 * PAGE_SIZE);
}

static void
tells_what_is_reserved_or_free(void **state)
{
    PVOID base = NULL;
    SIZE_T size = 2 * PAGE_SIZE;

    assert_nt_success(
        NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &size, MEM_RESERVE, PAGE_READONLY));
    assert_int_equal(ask(base).State, MEM_RESERVE);
    assert_int_equal(ask(base).Protect, 0);
    assert_int_equal(ask(base).AllocationProtect, PAGE_READONLY);
    assert_int_equal(ask(NULL).State, MEM_FREE);
    assert_true(ask(NULL).RegionSize > 0);
}

static void
knows_user_memory_and_one_class_only(void **state)
{
    MEMORY_BASIC_INFORMATION information;

    assert_nt_status(NtQueryVirtualMemory(NtCurrentProcess(), PsGetCurrentThread(),
                                          MemoryBasicInformation, &information, sizeof information,
                                          NULL),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(NtQueryVirtualMemory(NtCurrentProcess(), NULL, (MEMORY_INFORMATION_CLASS)1,
                                          &information, sizeof information, NULL),
                     STATUS_INVALID_INFO_CLASS);
    assert_nt_status(NtQueryVirtualMemory(NtCurrentProcess(), NULL, MemoryBasicInformation,
                                          &information, sizeof information - 1, NULL),
                     STATUS_INFO_LENGTH_MISMATCH);
}

static void
protects_what_is_committed(void **state)
{
    PVOID base = NULL;
    SIZE_T size = PAGE_SIZE;
    ULONG old;

    assert_nt_success(
        NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &size, MEM_RESERVE, PAGE_READONLY));
    assert_nt_status(NtProtectVirtualMemory(NtCurrentProcess(), &base, &size, PAGE_READWRITE, &old),
                     STATUS_NOT_COMMITTED);
}

SIM_TESTS(SIM_TEST(tells_runs_of_pages_that_are_alike), SIM_TEST(tells_what_is_reserved_or_free),
          SIM_TEST(knows_user_memory_and_one_class_only), SIM_TEST(protects_what_is_committed))
