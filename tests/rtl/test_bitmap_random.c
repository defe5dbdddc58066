/*
 * rtl/test_bitmap_random.c - random operations on a bitmap against an array of bytes
 */
#include "model.h"

enum { BITS = 77, OPERATIONS = 400000, NONE = -1 };

static UCHAR bit[BITS]; // the model
static ULONG buffer[4];
static RTL_BITMAP map;

static ULONG
run_at(ULONG first, UCHAR value)
{
    ULONG end = first;

    while (end < BITS && bit[end] == value) {
        end++;
    }
    return end - first;
}

static LONG
find_from(ULONG from, ULONG count, UCHAR value)
{
    for (ULONG i = from; i < BITS; i++) {
        if (run_at(i, value) >= count) {
            return (LONG)i;
        }
    }
    return NONE;
}

static LONG
find(ULONG hint, ULONG count, UCHAR value)
{
    LONG found = find_from(hint, count, value);

    return found != NONE ? found : find_from(0, count, value);
}

static void
fill(ULONG first, ULONG count, UCHAR value)
{
    memset(bit + first, value, count);
}

static ULONG
number_of(UCHAR value)
{
    ULONG count = 0;

    for (ULONG i = 0; i < BITS; i++) {
        count += bit[i] == value;
    }
    return count;
}

static void
change(ULONG kind, ULONG first, ULONG count)
{
    switch (kind) {
    case 0:
        operation("RtlSetBits", first, count);
        RtlSetBits(&map, first, count);
        fill(first, count, 1);
        break;
    case 1:
        operation("RtlClearBits", first, count);
        RtlClearBits(&map, first, count);
        fill(first, count, 0);
        break;
    case 2:
        operation("RtlSetBit", first, 0);
        RtlSetBit(&map, first);
        bit[first] = 1;
        break;
    default:
        operation("RtlClearBit", first, 0);
        RtlClearBit(&map, first);
        bit[first] = 0;
    }
}

static void
change_found(BOOLEAN set, ULONG hint, ULONG count)
{
    LONG wanted = find(hint, count, !set);

    operation(set ? "RtlFindClearBitsAndSet" : "RtlFindSetBitsAndClear", count, hint);
    if (set) {
        expect((LONG)RtlFindClearBitsAndSet(&map, count, hint), wanted);
    } else {
        expect((LONG)RtlFindSetBitsAndClear(&map, count, hint), wanted);
    }
    if (wanted != NONE) {
        fill((ULONG)wanted, count, set);
    }
}

static void
ask_about(ULONG kind, ULONG first, ULONG count)
{
    switch (kind) {
    case 0:
        operation("RtlTestBit", first, 0);
        expect(RtlTestBit(&map, first), bit[first]);
        expect(RtlCheckBit(&map, first), bit[first]);
        break;
    case 1:
        operation("RtlAreBitsSet", first, count);
        expect(RtlAreBitsSet(&map, first, count), count != 0 && run_at(first, 1) >= count);
        break;
    case 2:
        operation("RtlAreBitsClear", first, count);
        expect(RtlAreBitsClear(&map, first, count), count != 0 && run_at(first, 0) >= count);
        break;
    case 3:
        operation("RtlFindClearBits", count + 1, first);
        expect((LONG)RtlFindClearBits(&map, count + 1, first), find(first, count + 1, 0));
        break;
    case 4:
        operation("RtlFindSetBits", count + 1, first);
        expect((LONG)RtlFindSetBits(&map, count + 1, first), find(first, count + 1, 1));
        break;
    default:
        operation("RtlNumberOfSetBits", 0, 0);
        expect(RtlNumberOfSetBits(&map), number_of(1));
        expect(RtlNumberOfClearBits(&map), number_of(0));
    }
}

static void
ask_for_runs(ULONG kind, ULONG from)
{
    ULONG start = 999, longest = 0, at = 0;
    LONG next = find_from(from, 1, 0);

    if (kind == 0) {
        operation("RtlFindNextForwardRunClear", from, 0);
        expect(RtlFindNextForwardRunClear(&map, from, &start),
               next == NONE ? 0 : run_at((ULONG)next, 0));
        expect(next == NONE || (LONG)start == next, TRUE);
    } else if (kind == 1) {
        operation("RtlFindLongestRunClear", 0, 0);
        for (ULONG i = 0; i < BITS; i++) {
            at = run_at(i, 0) > longest ? i : at;
            longest = max(longest, run_at(i, 0));
        }
        expect(RtlFindLongestRunClear(&map, &start), longest);
        expect(longest == 0 || start == at, TRUE);
    } else {
        operation("RtlFindLastBackwardRunClear", from, 0);
        for (at = from; at > 0 && bit[at] != 0; at--) {
        }
        longest = 1 + at;
        while (at > 0 && bit[at - 1] == 0) {
            at--;
        }
        longest = bit[at] != 0 ? 0 : longest - at;
        expect(RtlFindLastBackwardRunClear(&map, from, &start), longest);
        expect(longest == 0 || start == at, TRUE);
    }
}

static void
compare_all(void)
{
    for (ULONG i = 0; i < BITS; i++) {
        expect(buffer[i / 32] >> i % 32 & 1, bit[i]);
    }
    expect(buffer[2] >> (BITS - 64), 0x15); // beyond the end nothing changes
    expect(buffer[3], 0xA5A5A5A5);
}

static void
a_bitmap_is_an_array_of_bits(void **state)
{
    buffer[2] = 0x15u << (BITS - 64);
    buffer[3] = 0xA5A5A5A5;
    RtlInitializeBitMap(&map, buffer, BITS);
    for (ULONG i = 0; i < OPERATIONS; i++) {
        ULONG first = any(BITS),
              count = any(any(4) == 0 ? BITS + 1 - first : min(9u, BITS + 1 - first));
        ULONG kind = any(16);

        if (kind < 4) {
            change(kind, first, count);
        } else if (kind < 6) {
            change_found(kind == 4, first, count + 1);
        } else if (kind < 12) {
            ask_about(kind - 6, first, count);
        } else {
            ask_for_runs(kind % 3, first);
        }
        if (i % 8 == 0) {
            compare_all();
        }
    }
}

SIM_TESTS(SIM_TEST(a_bitmap_is_an_array_of_bits))
