/*
 * seh/test_cases.c - every case of seh/cases, in drivers and in the test program itself
 */
#define WDK_STRUCTURED_EXCEPTIONS
#include <ntifs.h>
#include <sim/test.h>

#include "cases/all.h"

enum { ARENA_PAGES = 4 };

static const char *const Names[] = {
#define SEH_NAME(Name) #Name,
    SEH_CASES(SEH_NAME)
#undef SEH_NAME
};

static SEH_ARENA
NewArena(VOID)
{
    PUCHAR Memory = VirtualAlloc(NULL, ARENA_PAGES * PAGE_SIZE, MEM_RESERVE, PAGE_READWRITE);
    SEH_ARENA Arena = {Memory, Memory + PAGE_SIZE, Memory + 2 * PAGE_SIZE, Memory + 3 * PAGE_SIZE};

    assert_non_null(Memory);
    assert_non_null(VirtualAlloc(Memory, PAGE_SIZE, MEM_COMMIT, PAGE_READWRITE));
    assert_non_null(VirtualAlloc(Arena.ReadOnly, PAGE_SIZE, MEM_COMMIT, PAGE_READONLY));
    return Arena;
}

static void
fail_with(const char *where, ULONG index, INT line)
{
    if (line != 0) {
        fail_msg("%s: %s, line %d", where, Names[index], line);
    }
}

static void
run_in_driver(const WCHAR *path, const char *where, ULONG index)
{
    HANDLE device = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    SEH_REQUEST request = {index, NewArena()};
    DWORD got = 0;
    INT line = -1;

    assert_ptr_not_equal(device, INVALID_HANDLE_VALUE);
    assert_true(DeviceIoControl(device, IOCTL_SEH, &request, sizeof request, &line, sizeof line,
                                &got, NULL));
    fail_with(where, index, line);
    assert_true(CloseHandle(device));
}

static void
run_case(void **state)
{
    ULONG index = (ULONG)(uintptr_t)*state;

    SehArena = NewArena();
    SehLog[0] = 0;
    fail_with("test program", index, SehCases[index]());
    run_in_driver(L"\\\\.\\SehO0", "-O0", index);
    run_in_driver(L"\\\\.\\SehO2", "-O2", index);
    run_in_driver(L"\\\\.\\SehInstrumented", "instrumented", index);
}

enum {
#define SEH_INDEX(Name) Index_##Name,
    SEH_CASES(SEH_INDEX)
};

#define SEH_TEST(Name)                                                                             \
    {.name = #Name,                                                                                \
     .test_func = sim_test_run,                                                                    \
     .initial_state = &(struct sim_setup){.name = #Name,                                           \
                                          .test = run_case,                                        \
                                          .state = (void *)(uintptr_t)Index_##Name,                \
                                          .drivers = {"seh_o0", "seh_o2", "seh_instrumented"}}},

SIM_TESTS(SEH_CASES(SEH_TEST))
