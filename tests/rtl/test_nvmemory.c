/*
 * rtl/test_nvmemory.c - writes to nonvolatile memory; where persisted state is
 */
#include <ntifs.h>
#include <sim/test.h>

static UCHAR memory[64];

static void
writes_stay_within_the_range_of_the_token(void **state)
{
    PVOID token;

    assert_nt_success(RtlGetNonVolatileToken(memory + 16, 32, &token));
    assert_nt_success(
        RtlWriteNonVolatileMemory(token, memory + 16, "abc", 3, WRITE_NV_MEMORY_FLAG_NON_TEMPORAL));
    assert_memory_equal(memory + 16, "abc", 3);
    assert_nt_success(RtlFillNonVolatileMemory(token, memory + 40, 8, 0x55, 0));
    assert_int_equal(memory[47], 0x55);
    assert_nt_status(RtlFillNonVolatileMemory(token, memory + 40, 9, 0, 0),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(RtlWriteNonVolatileMemory(token, memory + 15, "abc", 3, 0),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(memory[47], 0x55);
    assert_nt_success(RtlFreeNonVolatileToken(token));
}

static void
a_flush_is_for_the_range_of_the_token(void **state)
{
    NV_MEMORY_RANGE ranges[] = {{memory, 8}, {memory + 56, 8}};
    PVOID token;

    assert_nt_success(RtlGetNonVolatileToken(memory, sizeof memory, &token));
    assert_nt_success(RtlFlushNonVolatileMemory(token, memory, 64, 0));
    assert_nt_success(
        RtlFlushNonVolatileMemoryRanges(token, ranges, 2, FLUSH_NV_MEMORY_IN_FLAG_NO_DRAIN));
    assert_nt_success(RtlDrainNonVolatileFlush(token));
    ranges[1].Length = 9;
    assert_nt_status(RtlFlushNonVolatileMemoryRanges(token, ranges, 2, 0),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(RtlFreeNonVolatileToken(token));
    assert_nt_status(RtlFreeNonVolatileToken(token), STATUS_INVALID_PARAMETER);
    assert_nt_status(RtlDrainNonVolatileFlush(token), STATUS_INVALID_PARAMETER);
    assert_nt_status(RtlFlushNonVolatileMemory(&memory, memory, 1, 0), STATUS_INVALID_PARAMETER);
}

static void
state_is_where_it_is_by_default(void **state)
{
    WCHAR path[8] = L"";
    ULONG length = 0;

    assert_false(RtlIsStateSeparationEnabled());
    assert_nt_success(RtlGetPersistedStateLocation(
        L"Source", NULL, L"C:\\Data", LocationTypeFileSystem, path, sizeof path, &length));
    assert_memory_equal(path, L"C:\\Data", 16);
    assert_int_equal(length, 16);
    assert_nt_status(RtlGetPersistedStateLocation(L"Source", NULL, L"C:\\Data",
                                                  LocationTypeRegistry, path, 15, &length),
                     STATUS_BUFFER_OVERFLOW);
    assert_int_equal(length, 16);
    assert_nt_status(
        RtlGetPersistedStateLocation(L"Source", NULL, NULL, LocationTypeRegistry, path, 16, NULL),
        STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_status(
        RtlGetPersistedStateLocation(L"Source", NULL, L"C", LocationTypeMaximum, path, 16, NULL),
        STATUS_INVALID_PARAMETER);
}

SIM_TESTS(SIM_TEST(writes_stay_within_the_range_of_the_token),
          SIM_TEST(a_flush_is_for_the_range_of_the_token),
          SIM_TEST(state_is_where_it_is_by_default))
