/*
 * ex/test_uuid.c - new UUIDs
 */
#include <ntddk.h>
#include <sim/test.h>

static void
each_is_another_one(void **state)
{
    GUID made[50];

    for (unsigned i = 0; i < 50; i++) {
        assert_true(NT_SUCCESS(ExUuidCreate(&made[i])));
        assert_int_equal(made[i].Data3 >> 12, 1);        // of version 1
        assert_int_equal(made[i].Data4[0] & 0xC0, 0x80); // the variant of RFC 4122
        assert_int_equal(made[i].Data4[2] & 1, 1);       // no network card's address
        for (unsigned k = 0; k < i; k++) {
            assert_false(IsEqualGUID(&made[i], &made[k]));
        }
    }
}

static void
it_holds_the_time(void **state)
{
    GUID guid;
    LARGE_INTEGER now;
    ULONG64 time;

    KeQuerySystemTime(&now);
    ExUuidCreate(&guid);
    time = guid.Data1 | (ULONG64)guid.Data2 << 32 | (ULONG64)(guid.Data3 & 0xFFF) << 48;
    time -= 0x0146BF33E42C000ULL; // 15 October 1582 to 1 January 1601
    assert_true(time >= (ULONG64)now.QuadPart);
    assert_true(time < (ULONG64)now.QuadPart + 10000000);
}

static void
it_is_good_for_this_machine(void **state)
{
    GUID guid;

    assert_nt_status(ExUuidCreate(&guid), (NTSTATUS)0x40020056); // RPC_NT_UUID_LOCAL_ONLY
}

SIM_TESTS(SIM_TEST(each_is_another_one), SIM_TEST(it_holds_the_time),
          SIM_TEST(it_is_good_for_this_machine),
          SIM_TEST(each_is_another_one, .policy = SIM_RANDOM, .seeds = 20))
