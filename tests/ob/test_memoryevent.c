/*
 * ob/test_memoryevent.c - the events that say how much pool is left
 */
#include <ntddk.h>
#include <sim/test.h>

static HANDLE Handles[6];

enum { LOW_MEMORY, HIGH_MEMORY, LOW_NONPAGED, HIGH_NONPAGED, LOW_PAGED, HIGH_PAGED };

static PKEVENT
event(unsigned which)
{
    static const PCWSTR names[] = {
        L"\\KernelObjects\\LowMemoryCondition",       L"\\KernelObjects\\HighMemoryCondition",
        L"\\KernelObjects\\LowNonPagedPoolCondition", L"\\KernelObjects\\HighNonPagedPoolCondition",
        L"\\KernelObjects\\LowPagedPoolCondition",    L"\\KernelObjects\\HighPagedPoolCondition"};
    UNICODE_STRING name;
    PKEVENT found;

    RtlInitUnicodeString(&name, names[which]);
    found = IoCreateNotificationEvent(&name, &Handles[which]);
    assert_non_null(found);
    return found;
}

static void
there_is_much_at_first(void **state)
{
    for (unsigned i = 0; i < 6; i++) {
        PKEVENT of = event(i);

        assert_int_equal(KeReadStateEvent(of) != 0, i % 2);
        ZwClose(Handles[i]);
    }
}

static void
they_follow_what_is_left(void **state)
{
    enum { LIMIT = 1 << 20 };
    PKEVENT low = event(LOW_PAGED), high = event(HIGH_PAGED), other = event(LOW_NONPAGED);
    PVOID half, rest;

    sim_pool_limit(0, LIMIT);
    assert_true(KeReadStateEvent(high));
    half = ExAllocatePool2(POOL_FLAG_PAGED, LIMIT * 6 / 10, 'tseT');
    assert_false(KeReadStateEvent(low));
    rest = ExAllocatePool2(POOL_FLAG_PAGED, LIMIT * 3 / 10, 'tseT');
    assert_non_null(rest);
    assert_true(KeReadStateEvent(low));
    assert_false(KeReadStateEvent(high));
    assert_false(KeReadStateEvent(other));
    assert_null(ExAllocatePool2(POOL_FLAG_PAGED, LIMIT * 2 / 10, 'tseT'));
    ExFreePool(rest);
    assert_false(KeReadStateEvent(low));
    ExFreePool(half);
    assert_true(KeReadStateEvent(high));
    sim_pool_limit(0, 0);
    ZwClose(Handles[LOW_PAGED]);
    ZwClose(Handles[HIGH_PAGED]);
    ZwClose(Handles[LOW_NONPAGED]);
}

SIM_TESTS(SIM_TEST(there_is_much_at_first), SIM_TEST(they_follow_what_is_left))
