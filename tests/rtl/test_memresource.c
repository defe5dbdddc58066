/*
 * rtl/test_memresource.c - lengths of memory and port ranges in resource descriptors
 */
#include <ntifs.h>
#include <sim/test.h>

static const struct {
    ULONGLONG length;
    USHORT flag; // 0: an ordinary descriptor
} encodable[] = {
    {0, 0},
    {1, 0},
    {0xFFFFFFFF, 0},
    {0x100000000, CM_RESOURCE_MEMORY_LARGE_40},
    {0xFFFFFFFF00, CM_RESOURCE_MEMORY_LARGE_40},
    {0x10000000000, CM_RESOURCE_MEMORY_LARGE_48},
    {0xFFFFFFFF0000, CM_RESOURCE_MEMORY_LARGE_48},
    {0x1000000000000, CM_RESOURCE_MEMORY_LARGE_64},
    {0xFFFFFFFF00000000, CM_RESOURCE_MEMORY_LARGE_64},
};

static const ULONGLONG not_encodable[] = {0x100000001, 0x10000000100, 0x1000000010000,
                                          0xFFFFFFFF00000001};

static void
what_was_encoded_is_decoded(void **state)
{
    for (ULONG i = 0; i < ARRAYSIZE(encodable); i++) {
        CM_PARTIAL_RESOURCE_DESCRIPTOR cm = {.Flags = CM_RESOURCE_MEMORY_PREFETCHABLE};
        IO_RESOURCE_DESCRIPTOR io = {.Flags = CM_RESOURCE_MEMORY_LARGE_40};
        ULONGLONG length = encodable[i].length, start, alignment, low, high;

        assert_nt_success(RtlCmEncodeMemIoResource(&cm, CmResourceTypeMemory, length, 0x123456789));
        assert_int_equal(cm.Type,
                         encodable[i].flag == 0 ? CmResourceTypeMemory : CmResourceTypeMemoryLarge);
        assert_int_equal(cm.Flags, CM_RESOURCE_MEMORY_PREFETCHABLE | encodable[i].flag);
        assert_int_equal(RtlCmDecodeMemIoResource(&cm, &start), length);
        assert_int_equal(start, 0x123456789);
        assert_int_equal(RtlCmDecodeMemIoResource(&cm, NULL), length);
        assert_nt_success(RtlIoEncodeMemIoResource(&io, CmResourceTypeMemoryLarge, length, length,
                                                   0x1000, ~0ULL));
        assert_int_equal(io.Flags, encodable[i].flag);
        assert_int_equal(RtlIoDecodeMemIoResource(&io, &alignment, &low, &high), length);
        assert_int_equal(alignment, length);
        assert_int_equal(low, 0x1000);
        assert_int_equal(high, ~0ULL);
        assert_int_equal(RtlIoDecodeMemIoResource(&io, NULL, NULL, NULL), length);
    }
}

static void
a_long_length_must_end_in_zeros(void **state)
{
    CM_PARTIAL_RESOURCE_DESCRIPTOR cm = {0};
    IO_RESOURCE_DESCRIPTOR io = {0};

    for (ULONG i = 0; i < ARRAYSIZE(not_encodable); i++) {
        assert_nt_status(RtlCmEncodeMemIoResource(&cm, CmResourceTypeMemory, not_encodable[i], 0),
                         STATUS_UNSUCCESSFUL);
    }
    assert_nt_status(RtlIoEncodeMemIoResource(&io, CmResourceTypeMemory, 0x100000000, 1, 0, ~0ULL),
                     STATUS_UNSUCCESSFUL); // the alignment cannot be stored
    assert_nt_status(RtlCmEncodeMemIoResource(&cm, CmResourceTypePort, 0x100000000, 0),
                     STATUS_UNSUCCESSFUL);
}

static void
other_types_and_empty_ranges_are_invalid(void **state)
{
    CM_PARTIAL_RESOURCE_DESCRIPTOR cm = {0};
    IO_RESOURCE_DESCRIPTOR io = {0};

    assert_nt_status(RtlCmEncodeMemIoResource(&cm, CmResourceTypeInterrupt, 1, 0),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(RtlIoEncodeMemIoResource(&io, CmResourceTypeDma, 1, 1, 0, 1),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(RtlIoEncodeMemIoResource(&io, CmResourceTypePort, 1, 1, 2, 1),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(RtlIoEncodeMemIoResource(&io, CmResourceTypePort, 8, 8, 0x300, 0x307));
    assert_int_equal(io.Type, CmResourceTypePort);
}

static void
a_length_can_be_rounded_up(void **state)
{
    ULONGLONG target;

    assert_nt_success(RtlFindClosestEncodableLength(0xFFFFFFFF, &target));
    assert_int_equal(target, 0xFFFFFFFF);
    assert_nt_success(RtlFindClosestEncodableLength(0x100000001, &target));
    assert_int_equal(target, 0x100000100);
    assert_nt_success(RtlFindClosestEncodableLength(0xFFFFFFFF01, &target));
    assert_int_equal(target, 0x10000000000);
    assert_nt_status(RtlFindClosestEncodableLength(~0ULL, &target), STATUS_NOT_SUPPORTED);
}

SIM_TESTS(SIM_TEST(what_was_encoded_is_decoded), SIM_TEST(a_long_length_must_end_in_zeros),
          SIM_TEST(other_types_and_empty_ranges_are_invalid), SIM_TEST(a_length_can_be_rounded_up))
