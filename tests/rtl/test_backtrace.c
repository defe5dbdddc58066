/*
 * rtl/test_backtrace.c - the return addresses of the callers
 */
#include <ntifs.h>
#include <sim/test.h>

#define DEEP 8

static PVOID own[DEEP];

/* Calls itself; every frame keeps where it will return to. The stack is captured in the last. */
static __attribute__((noinline)) ULONG
descend(ULONG depth, ULONG skip, ULONG count, PVOID *callers, PULONG hash)
{
    ULONG found;

    own[depth] = __builtin_return_address(0);
    found = depth == 0 ? RtlCaptureStackBackTrace(skip, count, callers, hash)
                       : descend(depth - 1, skip, count, callers, hash);
    __asm__ volatile("" ::: "memory"); // not a tail call
    return found;
}

static void
callers_are_listed_from_the_inside(void **state)
{
    PVOID callers[DEEP] = {0}, skipped[DEEP] = {0};

    assert_int_equal(descend(3, 0, 4, callers, NULL), 4);
    for (ULONG i = 0; i < 3; i++) {
        assert_ptr_equal(callers[i + 1], own[i]); // the first is in descend()
    }
    assert_int_equal(descend(3, 2, 2, skipped, NULL), 2);
    assert_ptr_equal(skipped[0], own[1]);
    assert_int_equal(descend(3, 100000, 2, skipped, NULL), 0);
}

static void
equal_stacks_have_equal_hashes(void **state)
{
    PVOID callers[DEEP];
    ULONG hash[3];

    for (ULONG i = 0; i < 3; i++) {
        descend(i == 2 ? 3 : 2, 0, 2, callers, &hash[i]);
        if (i == 0) {
            descend(1, 0, 1, callers, NULL);
        }
    }
    assert_int_equal(hash[0], hash[1]);
}

static __attribute__((noinline)) ULONG
walk(PVOID *callers)
{
    ULONG found = RtlWalkFrameChain(callers, 2, 0);

    __asm__ volatile("" ::: "memory");
    own[0] = __builtin_return_address(0);
    return found;
}

static void
a_chain_of_frames_is_walked(void **state)
{
    PVOID callers[2];

    assert_int_equal(walk(callers), 2);
    assert_ptr_equal(callers[1], own[0]);
}

SIM_TESTS(SIM_TEST(callers_are_listed_from_the_inside), SIM_TEST(equal_stacks_have_equal_hashes),
          SIM_TEST(a_chain_of_frames_is_walked))
