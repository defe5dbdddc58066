/*
 * mm/test_secure.c - user memory that its process must not free or restrict
 */
#include "mm_test.h"

static NTSTATUS
protect(PVOID base, ULONG new)
{
    SIZE_T size = PAGE_SIZE;
    ULONG old;

    return NtProtectVirtualMemory(NtCurrentProcess(), &base, &size, new, &old);
}

static NTSTATUS
give_back(PVOID base, ULONG type)
{
    SIZE_T size = type == MEM_DECOMMIT ? PAGE_SIZE : 0;

    return NtFreeVirtualMemory(NtCurrentProcess(), &base, &size, type);
}

static void
stays_writable_and_there(void **state)
{
    PUCHAR memory = user_memory(3 * PAGE_SIZE, PAGE_READWRITE);
    HANDLE secured = MmSecureVirtualMemory(memory + PAGE_SIZE + 10, 5, PAGE_READWRITE);

    assert_non_null(secured);
    assert_nt_status(protect(memory + PAGE_SIZE, PAGE_READONLY), STATUS_INVALID_PAGE_PROTECTION);
    assert_nt_status(protect(memory + PAGE_SIZE, PAGE_NOACCESS), STATUS_INVALID_PAGE_PROTECTION);
    assert_nt_success(protect(memory + PAGE_SIZE, PAGE_EXECUTE_READWRITE));
    assert_nt_success(protect(memory, PAGE_READONLY)); /* neighbours are not secured */
    assert_nt_success(protect(memory + 2 * PAGE_SIZE, PAGE_NOACCESS));
    assert_nt_status(give_back(memory + PAGE_SIZE, MEM_DECOMMIT), STATUS_INVALID_PAGE_PROTECTION);
    assert_nt_status(give_back(memory, MEM_RELEASE), STATUS_INVALID_PAGE_PROTECTION);
    memory[PAGE_SIZE] = 1;
    MmUnsecureVirtualMemory(secured);
    assert_nt_success(protect(memory + PAGE_SIZE, PAGE_NOACCESS));
    assert_nt_success(give_back(memory, MEM_RELEASE));
}

static void
for_reading_may_become_writable(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READONLY);
    HANDLE secured = MmSecureVirtualMemory(memory, PAGE_SIZE, PAGE_READONLY);

    assert_non_null(secured);
    assert_nt_success(protect(memory, PAGE_READWRITE));
    assert_nt_success(protect(memory, PAGE_READONLY));
    assert_nt_status(protect(memory, PAGE_NOACCESS), STATUS_INVALID_PAGE_PROTECTION);
    MmUnsecureVirtualMemory(secured);
}

static void
needs_memory_that_allows_it(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READONLY);

    assert_null(MmSecureVirtualMemory(memory, PAGE_SIZE, PAGE_READWRITE));
    assert_null(MmSecureVirtualMemory(memory, 0, PAGE_READONLY));
    assert_null(MmSecureVirtualMemory(memory, PAGE_SIZE, PAGE_NOACCESS));
    assert_null(MmSecureVirtualMemory(memory, 0x20000, PAGE_READONLY));
    assert_null(MmSecureVirtualMemory(NULL, PAGE_SIZE, PAGE_READONLY));
}

static void
takes_the_flags_of_the_extended_call(void **state)
{
    PUCHAR memory = user_memory(2 * PAGE_SIZE, PAGE_READWRITE);
    HANDLE fixed = MmSecureVirtualMemoryEx(memory, 1, PAGE_READWRITE, MM_SECURE_NO_CHANGE);

    assert_non_null(fixed);
    assert_nt_status(protect(memory, PAGE_EXECUTE_READWRITE), STATUS_INVALID_PAGE_PROTECTION);
    assert_null(
        MmSecureVirtualMemoryEx(memory + PAGE_SIZE, 1, PAGE_READWRITE, MM_SECURE_EXCLUSIVE));
    MmUnsecureVirtualMemory(fixed);
    fixed = MmSecureVirtualMemoryEx(memory, 1, PAGE_READWRITE, MM_SECURE_USER_MODE_ONLY);
    assert_nt_status(protect(memory, PAGE_READONLY), STATUS_INVALID_PAGE_PROTECTION);
    {
        PVOID base = memory;
        SIZE_T size = PAGE_SIZE;
        ULONG old;

        assert_nt_success(
            ZwProtectVirtualMemory(NtCurrentProcess(), &base, &size, PAGE_READONLY, &old));
    }
    MmUnsecureVirtualMemory(fixed);
}

static void
covers_a_view(void **state)
{
    LARGE_INTEGER bytes = {.QuadPart = PAGE_SIZE};
    PVOID view = NULL;
    SIZE_T size = 0;
    HANDLE section, secured;

    assert_nt_success(NtCreateSection(&section, SECTION_ALL_ACCESS, NULL, &bytes, PAGE_READWRITE,
                                      SEC_COMMIT, NULL));
    assert_nt_success(NtMapViewOfSection(section, NtCurrentProcess(), &view, 0, 0, NULL, &size,
                                         ViewUnmap, 0, PAGE_READWRITE));
    secured = MmSecureVirtualMemory(view, PAGE_SIZE, PAGE_READWRITE);
    assert_non_null(secured);
    assert_nt_status(NtUnmapViewOfSection(NtCurrentProcess(), view),
                     STATUS_INVALID_PAGE_PROTECTION);
    MmUnsecureVirtualMemory(secured);
    assert_nt_success(NtUnmapViewOfSection(NtCurrentProcess(), view));
    assert_nt_success(NtClose(section));
}

static void
ends_with_the_process_and_is_undone_once(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READWRITE);
    HANDLE secured = MmSecureVirtualMemory(memory, 1, PAGE_READWRITE);

    assert_non_null(MmSecureVirtualMemory(memory, 1, PAGE_READONLY)); /* nobody undoes it */
    MmUnsecureVirtualMemory(secured);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, MmUnsecureVirtualMemory(secured));
}

static void
may_be_left_to_the_end_of_the_process(void **state)
{
    assert_non_null(
        MmSecureVirtualMemory(user_memory(PAGE_SIZE, PAGE_READWRITE), 1, PAGE_READWRITE));
}

SIM_TESTS(SIM_TEST(stays_writable_and_there), SIM_TEST(for_reading_may_become_writable),
          SIM_TEST(needs_memory_that_allows_it), SIM_TEST(takes_the_flags_of_the_extended_call),
          SIM_TEST(covers_a_view), SIM_TEST(ends_with_the_process_and_is_undone_once),
          SIM_TEST(may_be_left_to_the_end_of_the_process))
